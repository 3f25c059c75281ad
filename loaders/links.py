"""How a sentence joins a person to the office that a title phrase tells: "was appointed", "stepped down as"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from .lists import GRAMMAR, read

_WORDS = 10  # before a title phrase, in which a link stands


class Word(Protocol):
    """A word of a sentence in lower case."""

    @property
    def low(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link begins, and whether it says that the office is left."""

    start: int
    leaves: bool


def link_before(row: Sequence[Word], end: int) -> Link | None:
    """The link that ends before `end`."""
    found = _last(row, end, _patterns()["leaving"])
    if found is not None:
        return Link(found, leaves=True)
    found = _last(row, end, _patterns()["links"])
    return None if found is None else Link(found, leaves=False)


def is_to_come(row: Sequence[Word], end: int) -> bool:
    """Whether what stands before `end`, where a title phrase begins, says that the office is to be taken."""
    return _last(row, end, _patterns()["intending"]) is not None


def replaces_before(row: Sequence[Word], end: int) -> int | None:
    """Where the words begin that end before `end` and say that one follows another: "succeeded", "took over from"."""
    return _last(row, end, _patterns()["replacing"])


def _last(row: Sequence[Word], end: int, pattern: re.Pattern[str]) -> int | None:
    words = [word.low for word in row[max(0, end - _WORDS) : end]]
    match = pattern.search(" ".join(words))
    return end - match.group().count(" ") - 1 if match and match.group() else None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = read(GRAMMAR / "titles.yaml")
    before = rf"(?<!\S)(?:(?:{'|'.join(data['before links'])}) )*"
    return {
        name: re.compile(rf"{before}(?:{'|'.join(data[name])})$")
        for name in ("links", "leaving", "replacing", "intending")
    }
