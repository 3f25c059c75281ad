"""From when to when an office was held, by the words beside it: "since 2019", "(2011–2015)", "appointed in 2020"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema.model import Phase
from .dates import Dated

_REACH = 45
_CLAUSE = 60  # from a date to the office that was taken then
_TAKING = re.compile(
    r"\b(?:appointed|appointment|elected|election|sworn in|named|took (?:up|over|office|command|charge)|assumed|became"
    r"|took the (?:role|post|helm)|takes over|joined|promoted|confirmed|succeed(?:ed|s)|followed|replace[ds])\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"\b(?:resigned|retired|stepped down|left|dismissed|fired|vacated|ousted|removed|sacked|quit)\b", re.IGNORECASE
)
_OPENS = re.compile(
    r"(?:^\W*|[,;–—]\s?(?:and |then |later )?|\band (?:then )?)"
    r"(?:(?:in|on|since|from|as of|between|during)\s+)?(?:early |late |the )?$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\bas of $", re.IGNORECASE)
_WAS = re.compile(r"(?:[^\s,;.]+ ){1,3}(?:was|served as|worked as|acted as)\b")
_LIFE = re.compile(r"\b(?:born|died|aged)(?: on| in)? ?$", re.IGNORECASE)
_CLOSE = re.compile(
    r"[^.;:()]{0,45}?(?:\s|,|\(|–|—)\s*(?:(?:since|from|in|on|between|during|until|as of)\s+)?(?:early |late |the )?"
)
_NEXT = re.compile(r"\band\s+(?:(?:in|on|from|between)\s+)?$")  # of the next clause: "and in 2012 she left"
_STOP = re.compile(r"(?<!\bM[rs])(?<!\bDr)(?<!\bMrs)(?<!\bGen)(?<!\bProf)(?<!\bAmb)\. |; |\n")
_ACRONYM = re.compile(r"^ \([A-Z]{2,8}\)")
_ASSUMED = re.compile(
    r",? who (?:has )?(?:assumed|took|taken) (?:up |over )?(?:the |this |that )?(?:office|post|position|role|job)?\s?"
    r"(?:on |in )?"
)
_BESIDE = re.compile(
    r"(?: (?:from|in|for|on) (?:the )?\w?[A-Z]\w+(?: [A-Z]\w+){0,2})?,?\s*\(?(?:from |between |during )?"
)


def term(text: str, start: int, end: int, dated: Sequence[Dated]) -> tuple[str, Phase] | None:
    """The date of an office told in `text[start:end]`, and whether it was taken, held or left then."""
    first = max((match.end() for match in _STOP.finditer(text, 0, start)), default=0)
    stop = min((at for mark in (". ", "; ", "\n") if (at := text.find(mark, end)) >= 0), default=len(text))
    told = [d for d in dated if d.dates_facts and d.when and not d.named and not _LIFE.search(text[: d.start])]
    for date in told:
        if end <= date.start < min(stop, end + _REACH + 20):
            if (after := _after(text, start, end, date)) is not None:
                return after
            break
    for date in told:
        if start <= date.start and date.end <= end:
            return date.when or "", "began" if _TAKING.search(text, start, end) else "held"
    for date in reversed([d for d in told if first <= d.start < start]):
        if _OPENS.search(text[first : date.start]):
            return _before(text, start, end, date)
    return None


def _before(text: str, start: int, end: int, date: Dated) -> tuple[str, Phase] | None:
    """What a date before the office says of it: "In 2016, she became", "As of May 2020, she is"."""
    when = date.when or ""
    if date.role == "since" or "/" in when or _AS_OF.search(text[: date.start]):
        return when, "held"
    if start - date.end <= _CLAUSE and _TAKING.search(text, date.end, end):
        return when, "began"
    was = text[date.end : start].strip() in ("", ",") and _WAS.match(text, start, end)
    return (when, "held") if was else None


def _after(text: str, start: int, end: int, date: Dated) -> tuple[str, Phase] | None:
    """What a date after the office says of it."""
    between, when = _ACRONYM.sub("", text[end : date.start]), date.when or ""
    if _ASSUMED.fullmatch(between) and "/" not in when:
        return f"{when}/..", "held"
    if not _CLOSE.fullmatch(between) or len(between) > _REACH or _NEXT.search(between):
        return None
    if date.role == "until":
        return when, "ended"
    if date.role == "since" and _TAKING.search(text, max(0, start - 30), date.start) and "since" not in between:
        return when.removesuffix("/.."), "began"
    if date.role == "since":
        return when, "held"
    if "/" in when:
        return (when, "held") if _BESIDE.fullmatch(between) else None
    before = text[max(0, start - 30) : date.start]
    return (when, "began") if _TAKING.search(before) and not _LEAVING.search(before) else None
