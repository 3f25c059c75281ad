"""The words that stand for somebody, as data (`data/grammar/anaphora.yaml`), and whom they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from .ends import Referent
from .lists import GRAMMAR, read
from .tokens import Token


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The lists of words, by name."""
    data: dict[str, Any] = read(GRAMMAR / "anaphora.yaml")
    return data


def resolved(referents: Iterable[Referent], kind: str, sure: float) -> tuple[Referent, ...]:
    """Those for whom a word stands, found by a resolution of that kind, so sure."""
    return tuple(replace(r, kind=kind, sure=sure) for r in referents)


def is_another(token: Token, referent: Referent) -> bool:
    """Whether the nouns before a noun tell it from a description with others: "the dialogue mechanism" is not "the
    hotline mechanism".
    """
    own = {child.lower_ for child in token.children if child.dep_ == "compound"}
    told = referent.mention.text.lower().split()[:-1]
    return referent.mention.how == "described" and bool(own and told) and own.isdisjoint(told)
