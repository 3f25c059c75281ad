"""An office told once for the holders of several states: "the Foreign Ministers of Fiji Jane Roe, the Republic of Kenya
Tom Foe and Ghana Ann Lee", "Foreign Ministers Roe and Foe of Fiji and Kenya, respectively".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .full_names import name_at
from .items import Item
from .titles import Office

_JOINS = frozenset({",", "and", "&", "of", "the"})


def each(row: list[Item], office: Office) -> Iterator[Office]:
    """An office of a row, and where it is told of many, that of each further state with a name right after it."""
    if office.plural and len(office.names) > 1 and (states := _respectively(row, office.names[-1][1])):
        if len(states) == len(office.names):
            yield from (
                replace(office, actor=row[at].mention, names=[n]) for at, n in zip(states, office.names, strict=True)
            )
        return
    yield office
    if not office.plural or not office.names or office.actor is None or office.actor.entity.type != "State":
        return
    index = office.names[-1][1]
    while index > office.end:
        start = index
        while index < len(row) and row[index].low in _JOINS:
            index += 1
        name = name_at(row, index + 1) if start < index < len(row) and row[index].state else None
        if name is None or name[1] - name[0] < 2:
            return
        yield replace(office, actor=row[index].mention, names=[name])
        index = name[1]


def _respectively(row: list[Item], end: int) -> list[int]:
    """Where the states stand that follow names, each for one: "of Fiji and Kenya, respectively"."""
    index, states = end, []
    while index < len(row) and (row[index].low in _JOINS or row[index].state):
        states += [index] if row[index].state else []
        index += 1
    told = index < len(row) and row[index].low == "respectively" and index > end and row[end].low == "of"
    return states if told else []
