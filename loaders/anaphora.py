"""The words that stand for somebody, as data (`data/grammar/anaphora.yaml`), and whom they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from .ends import Referent
from .lists import GRAMMAR, read


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The lists of words, by name."""
    data: dict[str, Any] = read(GRAMMAR / "anaphora.yaml")
    return data


def resolved(referents: Iterable[Referent], kind: str, sure: float) -> tuple[Referent, ...]:
    """Those for whom a word stands, found by a resolution of that kind, so sure."""
    return tuple(replace(r, kind=kind, sure=sure) for r in referents)
