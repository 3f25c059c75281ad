"""Abbreviations that a text uses without saying what they mean: "the BA" where it names the Baltic Assembly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from ..schema.model import Entity

_ALONE = re.compile(r"\bthe ([A-Z]{2,5})\b(?![-–’'])")
_FEWEST = 2


class Named(Protocol):
    """A name in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def entity(self) -> Entity: ...


def by_initials(texts: Sequence[str], names: Sequence[Sequence[Named]]) -> dict[str, Entity]:
    """What capitals after "the" mean that are no name of their own: the one body or forum with these initials."""
    loose: set[str] = set()
    for text, found in zip(texts, names, strict=True):
        taken = {mention.start for mention in found}
        loose |= {told[1] for told in _ALONE.finditer(text) if told.start(1) not in taken}
    if not loose:
        return {}
    meant: dict[str, dict[str, Entity]] = {}
    for mention in (m for found in names for m in found if m.entity.type in ("Organization", "Forum")):
        initials = "".join(word[0] for word in mention.text.split() if word[0].isupper())
        if len(initials) >= _FEWEST and initials in loose:
            meant.setdefault(initials, {})[mention.entity.id] = mention.entity
    return {initials: next(iter(one.values())) for initials, one in meant.items() if len(one) == 1}
