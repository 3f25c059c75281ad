"""Who was at a meeting, by the sentences that list them: "The Kenyan delegation included representatives from A and B",
"Also in attendance were the President of Fiji Jane Roe and …", "The speakers were as follows: …".

The words that lead to such a list are data (`data/grammar/attendance.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .gazetteer import Gazetteer
from .lists import GRAMMAR, read
from .mentions import Mention

_SENT = re.compile(r"(?:,? and|,)? ?(?:.*\b(?:from|countries|states) )?(?:the )?", re.IGNORECASE)
_SIDE = re.compile(r" ?(?:['’]s )?(?:\w+ )?(?:delegations?|side|team|officials)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Leads:
    """The words that lead to lists: of persons, to one speaker, of bodies; what `ends` the last, and what makes any of
    them a plan.
    """

    there: re.Pattern[str]
    list_follows: re.Pattern[str]
    persons: re.Pattern[str]
    speaker: re.Pattern[str]
    bodies: re.Pattern[str]
    ends: re.Pattern[str]
    unsure: re.Pattern[str]


@lru_cache(maxsize=1)
def _leads() -> _Leads:
    data = read(GRAMMAR / "attendance.yaml")

    def any_of(patterns: Sequence[str]) -> re.Pattern[str]:
        spelled = [re.sub(r"\{([a-z]+)\}", lambda word: data["words"][word[1]], pattern) for pattern in patterns]
        return re.compile("|".join(f"(?:{pattern})" for pattern in spelled), re.IGNORECASE)

    return _Leads(
        any_of([data["there"]]),
        any_of(data["persons"][:1]),
        any_of(data["persons"]),
        any_of(data["speaker"]),
        any_of(data["bodies"]),
        any_of([data["ends"]]),
        any_of([data["unsure"]]),
    )


def attending(text: str, start: int, end: int, named: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The persons and bodies that a sentence lists as those who were at the meeting of which the text tells."""
    leads = _leads()
    if not leads.there.search(text, start, end):
        return []
    found: list[Mention] = []
    persons = leads.persons.match(text, start, end)
    if persons and not leads.unsure.search(text, start, persons.end()):
        found = [m for m in named if m.start >= persons.end() and m.entity.type == "Person"]
    elif speaker := leads.speaker.match(text, start, end):
        found = [m for m in named if m.start >= speaker.end() and m.entity.type == "Person"][:1]
    reach = start
    for told in leads.bodies.finditer(text, start, end):
        if leads.unsure.search(text, reach, told.end()):
            continue
        stop = leads.ends.search(text, told.end(), end)
        side = _side(text, named, reach, told.end())
        reach = stop.start() if stop else end
        last = told.end()
        for mention in named:
            if not told.end() <= mention.start < reach:
                continue
            body = mention.entity.type == "Organization"
            if body or _is_sent(text, last, mention):
                found.append(_of_side(mention, side, gazetteer) if body else mention)
                last = mention.end
    return found


def opens_list(text: str) -> bool:
    """Whether a line says that a list of those who were there follows: "The panel members included:"."""
    return _leads().list_follows.fullmatch(text) is not None


def _is_sent(text: str, last: int, state: Mention) -> bool:
    """Whether a state is one of a list of those who sent someone, which so far ends at `last`."""
    plain = state.entity.type == "State" and state.how in ("name", "short")
    return plain and _SENT.fullmatch(text, last, state.start) is not None


def _side(text: str, named: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The state whose delegation it is."""
    sides = [m for m in named if start <= m.start < end and m.entity.type == "State" and _SIDE.match(text, m.end)]
    return sides[-1] if sides else None


def _of_side(body: Mention, side: Mention | None, gazetteer: Gazetteer) -> Mention:
    """The body of a state whose delegation is told, where many states have one of that name."""
    if side is None or gazetteer.field(body.entity.id, "organ_of") == side.entity.id:
        return body
    ids = {n.id for n in gazetteer.called(body.text) if gazetteer.field(n.id, "organ_of") == side.entity.id}
    return replace(body, entity=gazetteer.entity(ids.pop())) if len(ids) == 1 else body
