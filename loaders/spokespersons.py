"""For whom a spokesperson speaks who is told without: "foreign ministry spokesman Ann Lee", "spokesman Bo Kim"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema.model import Entity
from .gazetteer import Gazetteer
from .items import Item, Place
from .mentions import Mention
from .office_words import titles

_SPOKEN = "spokes"
_GOVERNMENTS = frozenset({"government", "ministry", "cabinet"})
_MINISTRY = re.compile(r"\b([a-z]+) ministry\b")
_LONGEST = 3  # words of what a state has: "the Iranian defence ministry"


def of_ministry(row: Sequence[Item], index: int) -> bool:
    """Whether a common noun there tells the ministry of an office: "foreign | ministry | spokesman"."""
    return row[index].text == "ministry" and index > 0 and row[index - 1].low in titles().modifiers


def of_government(title: Sequence[Item]) -> bool:
    """Whether the words of a title tell one who speaks for a government: "defence ministry spokeswoman"."""
    return title[-1].low.startswith(_SPOKEN) and any(item.text in _GOVERNMENTS for item in title)


def has_government(row: Sequence[Item], index: int) -> bool:
    """Whether the state named there has the government or ministry told behind it: "for the | Iranian | ministry"."""
    after = [item.text for item in row[index + 1 : index + 1 + _LONGEST]]
    at = next((i for i, word in enumerate(after) if word in _GOVERNMENTS), None)
    return at is not None and all(word in titles().modifiers for word in after[:at])


def ministry_of(state: Entity, role: str, gazetteer: Gazetteer) -> Entity | None:
    """The known ministry that a role tells of a state: that of foreign affairs for "foreign ministry spokesman"."""
    told = _MINISTRY.search(role.lower())
    if told is None:
        return None
    for name in (*(gazetteer.field(state.id, "adjectives") or ()), state.name):
        known = gazetteer.resolve(f"{name} {told[1].capitalize()} Ministry", ["Organization"])
        if len(known) == 1 and gazetteer.field(known[0].id, "organ_of") == state.id:
            return known[0]
    return None


def spoken_before(place: Place, at: int, mentions: Sequence[Mention], title: str) -> Mention | None:
    """The one body named before a spokesperson of nobody told, the item `at`: in its sentence, else just before that.

    `mentions` are those of the block.
    """
    if not title.startswith(_SPOKEN):
        return None
    start, first = place.row[at].start, place.row[0].start
    here = [m for m in mentions if first <= m.start and m.end <= start]
    before = [m for m in mentions if m.end <= first]
    near = max((m.end for m in before), default=0)
    last = [m for m in before if "." not in place.text[m.end : near]]
    for named in (here, last):
        bodies = {m.entity.id: m for m in named if m.entity.type == "Organization"}
        if bodies:
            return next(iter(bodies.values())) if len(bodies) == 1 else None
    return None
