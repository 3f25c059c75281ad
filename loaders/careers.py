"""Offices of a life told without a title of their own: "held several posts at Europol", "joined the OECD, where she was
chief economist", "worked for Interpol as an analyst".
"""

from __future__ import annotations

from collections.abc import Iterator

from .holders import Holder, Told
from .items import Item, Place
from .office_words import PREPOSITIONS, titles

POSTS = frozenset({"positions", "posts", "roles", "appointments", "capacities"})
_HOLDING = frozenset({"held", "holds", "served", "occupied", "worked", "filled", "holding"})
_WORKING = frozenset({"worked", "works", "working", "was", "is", "been"})
_BEING = frozenset({"was", "is", "served", "serves", "worked", "works", "acted", "became"})
_ARTICLES = frozenset({"a", "an", "the", "its", "their"})
_ENDS = frozenset({"in", "on", "from", "since", "until", "after", "before", "and", "where", "who", "between", "during"})
_LONGEST = 8


def careers(place: Place) -> Iterator[Told]:
    """The offices that a sentence of a life tells so."""
    row = place.row
    subject = next((i for i, item in enumerate(row) if item.stands), None)
    if subject is None:
        return
    for index in range(subject + 1, len(row) - 2):
        low = row[index].low
        if low in POSTS:
            yield from _posts(place, subject, index)
        elif low in _WORKING and row[index + 1].low in ("for", "with", "at"):
            yield from _worked(place, subject, index)
        elif low == "where":
            yield from _where(place, subject, index)


def _posts(place: Place, subject: int, index: int) -> Iterator[Told]:
    """ "She has held various senior positions at the World Bank and the OECD"."""
    row = place.row
    if row[index + 1].low not in ("at", "in", "with", "within") or not any(
        item.low in _HOLDING for item in row[subject + 1 : index]
    ):
        return
    first = index
    while first > subject + 1 and row[first - 1].kind == "word" and row[first - 1].low not in (*_HOLDING, "in"):
        first -= 1
    at = index + 2
    while at < len(row):
        at += row[at].low == "the"
        body = row[at].body if at < len(row) else None
        if body is None:
            return
        yield _told(place, subject, at, Holder(body.entity, body, 0.75), (first, index + 1))
        following = at + 1
        while following < len(row) and row[following].low in (",", "and", "&"):
            following += 1
        if following == at + 1:
            return
        at = following


def _worked(place: Place, subject: int, index: int) -> Iterator[Told]:
    """ "She worked for Interpol as an analyst"."""
    row = place.row
    at = index + 2 + (row[index + 2].low == "the")
    body = row[at].body if at < len(row) else None
    if body is None or at + 2 >= len(row) or row[at + 1].low != "as":
        return
    role = _role(row, at + 2)
    if role is not None:
        yield _told(place, subject, role[1] - 1, Holder(body.entity, body, 0.8), role)


def _where(place: Place, subject: int, index: int) -> Iterator[Told]:
    """ "She joined the OECD in 2010, where she was chief economist"."""
    row = place.row
    if not row[index + 1].stands or row[index + 2].low not in _BEING:
        return
    start = index + 3 + (index + 3 < len(row) and row[index + 3].low == "as")
    role = _role(row, start)
    place_of = next((i for i in range(index - 1, subject, -1) if row[i].body is not None), None)
    if role is None or place_of is None:
        return
    body = row[place_of].body
    named = role[1] < len(row) and row[role[1]].low in PREPOSITIONS and any(i.body for i in row[role[1] : role[1] + 4])
    title = any(item.low in titles().openings for item in row[role[0] : role[1]])
    if body is not None and title and not named:
        yield _told(place, subject, role[1] - 1, Holder(body.entity, body, 0.8), role)


def _role(row: list[Item], start: int) -> tuple[int, int] | None:
    """The words of a role that start there, its article left out."""
    first = start + (start < len(row) and row[start].low in _ARTICLES)
    last = first
    while last < len(row) and row[last].kind == "word" and row[last].low not in _ENDS:
        last += 1
    return (first, last) if 0 < last - first <= _LONGEST else None


def _told(place: Place, subject: int, last: int, holder: Holder, role: tuple[int, int]) -> Told:
    return Told((subject, subject + 1), holder, (subject, last + 1), place.words(role), "career")
