"""An office told once for the holders of several states: "the Foreign Ministers of Fiji Jane Roe, the Republic of Kenya
Tom Foe and Ghana Ann Lee", "Foreign Ministers Roe and Foe of Fiji and Kenya, respectively", "Presidents Ann Lee of Fiji
and Bo Kim of Kenya"; or for several bodies: "she was an official at NATO, Europol and the World Bank".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .full_names import name_at
from .items import Item

if TYPE_CHECKING:
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
    yield from _at_more(row, office)
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


def _at_more(row: list[Item], office: Office) -> Iterator[Office]:
    """The same office at the further bodies of a list, of one who is said to hold it and not just called so."""
    said = bool(office.names) and office.names[0][1] < office.first and row[office.names[0][1]].low not in (",", "(")
    first = next((i for i in range(office.at, office.end) if row[i].mention is office.actor), None)
    if not said or office.actor is None or first is None or row[first].body is None:
        return
    found: list[Item] = []
    index, last = first + 1, False
    while index < len(row) and row[index].low in _JOINS - {"of"} and not last:
        while index < len(row) and row[index].low in _JOINS - {"of"}:
            last, index = last or row[index].low == "and", index + 1
        if index < len(row) and row[index].body is not None:
            found.append(row[index])
            index += 1
    owns = index < len(row) and row[index].kind == "possessive"
    for item in found[: -1 if owns else None] if last else ():
        yield replace(office, actor=item.mention)


def name_by_name(row: list[Item], office: Office) -> list[Office]:
    """The office of each one who is named with a state after a title in the plural; none of fewer than two."""
    found: list[Office] = []
    at = office.end
    while office.plural and office.actor is None and (name := name_at(row, at)):
        state = name[1] + 1 + (row[name[1] + 1].low == "the" if name[1] + 1 < len(row) else 0)
        if state >= len(row) or row[name[1]].low != "of" or not row[state].state:
            break
        found.append(replace(office, names=[name], actor=row[state].mention))
        at = state + 1
        while at < len(row) and row[at].low in _JOINS:
            at += 1
    return found if len(found) > 1 else []


def _respectively(row: list[Item], end: int) -> list[int]:
    """Where the states stand that follow names, each for one: "of Fiji and Kenya, respectively"."""
    index, states = end, []
    while index < len(row) and (row[index].low in _JOINS or row[index].state):
        states += [index] if row[index].state else []
        index += 1
    told = index < len(row) and row[index].low == "respectively" and index > end and row[end].low == "of"
    return states if told else []
