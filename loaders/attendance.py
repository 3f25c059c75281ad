"""Who was at a meeting, by the sentences that list them: "The Kenyan delegation included representatives from A and B",
"Also in attendance were the President of Fiji Jane Roe and …", "The speakers were as follows: …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .gazetteer import Gazetteer
from .mentions import Mention

_THERE = re.compile(
    r"\b(?:delegat|attend|present\b|participa|speakers|panell?ists|discussants|represent|side\b|officials\b"
    r"|brought together\b|(?:opened|closed|addressed|inaugurated|joined) by\b)"
)
_SPOKE = re.compile(
    r"[^.:;]{0,60}\b(?:speakers|participants|attendees|delegates|panell?ists|panel members|discussants"
    r"|attendance|present)\b[^.:;]{0,60}:",
    re.IGNORECASE,
)
_WERE_THERE = re.compile(
    r"(?:(?:Also|Those|Others) )?(?:in attendance|present|attending|participating|taking part)"
    r"(?: (?:at|in) (?:the|this) \w+)?,? (?:were|was|included)\b"
    r"|[^.:;]{0,80}\b(?:opening|ceremony|conference|meeting|event|forum|workshop|seminar|summit|session)\b[^.:;]{0,40}?"
    r" (?:was|were) (?:also |jointly |officially )?(?:addressed|opened|attended|inaugurated|closed|joined) by\b"
    r"|[^.:;]{0,80}\b(?:conference|meeting|event|forum|workshop|seminar|summit|session) brought together\b"
    r"|(?:The |Other |Among the (?:other )?)?(?:participants|attendees|speakers|guests|panell?ists)"
    r"(?: (?:at|in) (?:the|this) \w+)? (?:also )?(?:included|were)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:delegations?|side|team|dialogue|meeting|consultations?|workshop|talks|participants|attendees|conference|seminar|event|training|course)\b"
    r"[^;]{0,160}?\b(?:includ(?:ed|es)|comprised|consisted of|was (?:also )?(?:attended|joined) by"
    r"|brought together)\b"
    r"[^.;]{0,60}?\b(?:representatives?|officials|members|delegates|experts|participants)(?: \w+){0,2}? (?:of|from)\b"
    r"|\b(?:taken part|took part|participated|attended)\b[^.;]{0,80}? with representatives (?:of|from)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\b(?:discuss\w*|exchang\w*|agreed|who|which|that|led by|under|aim\w*|focus\w*|to \w+)\b|;")
_SENT = re.compile(r"(?:,? and|,)? ?(?:.*\b(?:from|countries|states) )?(?:the )?", re.IGNORECASE)
_SIDE = re.compile(r" ?(?:['’]s )?(?:\w+ )?(?:delegations?|side|team|officials)\b", re.IGNORECASE)


def attending(text: str, start: int, end: int, named: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The persons and bodies that a sentence lists as those who were at the meeting of which the text tells."""
    if not _THERE.search(text, start, end):
        return []
    persons = _SPOKE.match(text, start, end) or _WERE_THERE.match(text, start, end)
    found = [m for m in named if persons and m.start >= persons.end() and m.entity.type == "Person"]
    reach = start
    for told in _INCLUDED.finditer(text, start, end):
        stop = _OTHERWISE.search(text, told.end(), end)
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
    return _SPOKE.fullmatch(text) is not None


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
