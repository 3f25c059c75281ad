"""Bodies that are named only as what someone seeks to join: "support for Fiji's EU and NATO aspirations"."""

from __future__ import annotations

from collections.abc import Container

from .stand_ins import stand_ins
from .tokens import Token


def is_aim(token: Token, names: Container[int]) -> bool:
    """Whether a name, one of the `names` by their tokens, only tells an aim together with the name joined to it."""
    after = next((c for c in token.children if c.dep_ == "conj"), None) if token.i in names else None
    if after is None or after.i in names or after.lemma_.lower() not in stand_ins().aims:
        return False
    return any(c.i in names for c in after.children if c.dep_ in ("compound", "nmod"))
