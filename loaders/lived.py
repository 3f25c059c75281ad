"""To whom of a life an office belongs that stands far from a name: "She has also been an adviser", "… and a member"."""

from __future__ import annotations

from .full_names import name_until
from .items import Item, is_name
from .office_words import PREPOSITIONS, SMALL, VERBS, titles

ASIDE = frozenset("also currently then previously later now formerly most recently subsequently once".split())  # noqa: SIM905
_TAKES = frozenset("as been became is was being appointed named elected become becoming made remains".split())  # noqa: SIM905
_CLOSE = 3  # items between an office and the next of the same person
_ADJECTIVES = 3  # unknown words between an article and a title: "an alternative board member"
_ARTICLES = ("a", "an", "the")
_BRACKET = 8


def subject(row: list[Item], first: int, last: int | None) -> tuple[int, int] | None:
    """The subject of a life to whom a title phrase belongs that starts at `first`; `last` is where that before ends."""
    before = _before_adjectives(row, first)
    while before > 0 and (row[before - 1].low in ASIDE or row[before - 1].text in '"“‘'):
        before -= 1
    if before == 0:
        return None
    linked = row[before - 1].low in _TAKES
    follows = (
        last is not None and row[before - 1].low in (",", "and", "&") and 0 < before - _past_aside(row, last) <= _CLOSE
    )
    if not (linked or follows):
        return None
    for index in range(before - 1, -1, -1):
        if row[index].stands:
            return index, index + 1
        if index and row[index].capital and is_name(row[index]) and (name := name_until(row, index + 1)):
            opens = all(row[i].text.rstrip(".") in titles().honorifics for i in range(name[0]))
            return name if opens else None
    return None


def _before_adjectives(row: list[Item], first: int) -> int:
    """Where a title phrase begins with what tells of it: "one of the | founders", "an alternative | board member"."""
    if [item.low for item in row[max(first - 2, 0) : first]] == ["one", "of"]:
        return first - 2
    at = first
    while at > 0 and first - at < _ADJECTIVES and is_adjective(row[at - 1]):
        at -= 1
    article = at > 0 and at < first and row[at - 1].low in _ARTICLES
    return at - 1 if article else first


def is_adjective(item: Item) -> bool:
    """Whether a word may be one that tells of an office and is no office itself."""
    small = item.low in _ARTICLES or item.low in SMALL or item.low in VERBS or item.low in PREPOSITIONS
    return item.kind == "word" and item.text.islower() and not small and (item.low,) not in titles().kinds


def _past_aside(row: list[Item], end: int) -> int:
    """Where what is told of a body behind an office ends: "CEO of Acme, a firm in Suva, | and chair of …",
    "head of Acme (2013 – 2015) | and a member of …".
    """
    if end < len(row) and row[end].text == "(":
        return next((i + 1 for i in range(end + 1, min(end + _BRACKET, len(row))) if row[i].text == ")"), end)
    if end + 1 < len(row) and row[end].low == "," and row[end + 1].low in _ARTICLES:
        closes = (i for i in range(end + 2, len(row) - 1) if row[i].low == "," and row[i + 1].low in ("and", "&"))
        return next(closes, end)
    return end
