"""From when to when an office was held, by the words beside it: "since 2019", "(2011–2015)", "appointed in 2020"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..schema.model import Phase
from .dates import Dated

_REACH = 45
_TAKING = re.compile(
    r"\b(?:appointed|appointment|elected|election|sworn in|named|took (?:up|over|office|command|charge)|assumed|became"
    r"|took the (?:role|post|helm)|takes over|joined|promoted|confirmed|succeed(?:ed|s)|followed|replace[ds])\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(r"\b(?:resigned|retired|stepped down|left|dismissed|fired)\b", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:(?:and |then )?(?:in|on|since|from|as of)\s+)?(?:early |late )?", re.IGNORECASE)
_CLOSE = re.compile(
    r"[^.;:()]{0,45}?(?:\s|,|\(|–|—)\s*(?:(?:since|from|in|on|between|during|until|as of)\s+)?(?:early |late |the )?"
)
_ACRONYM = re.compile(r"^ \([A-Z]{2,8}\)")
_BESIDE = re.compile(r"(?: (?:from|in|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+){0,2})?,?\s*\(?(?:from |between |during )?")


def term(text: str, start: int, end: int, dated: Sequence[Dated]) -> tuple[str, Phase] | None:
    """The date of an office told in `text[start:end]`, and whether it was taken, held or left then."""
    first = max(text.rfind(mark, 0, start) for mark in (". ", "; ", "\n")) + 1
    stop = min((at for mark in (". ", "; ", "\n") if (at := text.find(mark, end)) >= 0), default=len(text))
    for date in dated:
        if not date.dates_facts or date.named or not date.when:
            continue
        if end <= date.start < min(stop, end + _REACH + 20):
            return _after(text, start, end, date)
    for date in dated:
        if start <= date.start and date.end <= end and date.dates_facts and date.when and not date.named:
            return date.when, "began" if _TAKING.search(text, start, end) else "held"
    for date in dated:
        opens = first <= date.start < start and _OPENS.fullmatch(text, first, date.start)
        if opens and date.dates_facts and not date.named and date.when:
            if date.role == "since" or "/" in date.when:
                return date.when, "held"
            if _TAKING.search(text, date.end, end):
                return date.when, "began"
    return None


def _after(text: str, start: int, end: int, date: Dated) -> tuple[str, Phase] | None:
    """What a date after the office says of it."""
    between, when = _ACRONYM.sub("", text[end : date.start]), date.when or ""
    if not _CLOSE.fullmatch(between) or len(between) > _REACH:
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
