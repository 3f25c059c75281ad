"""An office told once for the holders of several states: "the Foreign Ministers of Fiji Jane Roe, the Republic of Kenya
Tom Foe and Ghana Ann Lee".
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
