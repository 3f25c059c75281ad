"""Offices told at once for several: "Presidents Ann Lee of Fiji, Bo Kim of Kenya and Jane Roe of the Philippines"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .full_names import name_at
from .items import Item

if TYPE_CHECKING:
    from .titles import Office


def each_of(row: list[Item], office: Office) -> list[Office]:
    """The office of each one who is named with a state after a title in the plural; none of fewer than two."""
    found: list[Office] = []
    at = office.end
    while office.plural and office.actor is None and (name := name_at(row, at)):
        state = name[1] + 1 + (row[name[1] + 1].low == "the" if name[1] + 1 < len(row) else 0)
        if state >= len(row) or row[name[1]].low != "of" or not row[state].state:
            break
        found.append(replace(office, names=[name], actor=row[state].mention))
        at = state + 1
        while at < len(row) and row[at].low in (",", "and", "&"):
            at += 1
    return found if len(found) > 1 else []
