"""The nouns that stand for an actor named with them, as data (`data/grammar/stand-ins.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from .lists import GRAMMAR, read


@dataclass(frozen=True, slots=True)
class StandIns:
    """The lists of nouns, by name; the file says what each is for."""

    strong: frozenset[str]
    weak: frozenset[str]
    partitive: frozenset[str]
    belonging: frozenset[str]
    people: frozenset[str]
    persons: frozenset[str]
    kinds: frozenset[str]
    sessions: frozenset[str]
    related: frozenset[str]
    culprits: frozenset[str]
    abroad: frozenset[str]
    aims: frozenset[str]


@lru_cache(maxsize=1)
def stand_ins() -> StandIns:
    """The lists, read once."""
    data = read(GRAMMAR / "stand-ins.yaml")
    return StandIns(**{field.name: frozenset(data[field.name]) for field in fields(StandIns)})
