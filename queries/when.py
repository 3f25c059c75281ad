"""Periods in plain English: "after 2022", "since March", "between 2019 and 2021", "as of the end of 2019", "last year".

Nothing is guessed: what is not one of these forms ("early 2022", "recently") is left unread.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ..schema import edtf

Kind = Literal["after", "before", "between", "during", "as_of"]

_MONTHS = ["january", "february", "march", "april", "may", "june"]
_MONTHS += ["july", "august", "september", "october", "november", "december"]
_MONTH = {form: n for n, name in enumerate(_MONTHS, 1) for form in (name, name[:3])} | {"sept": 9}
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}  # noqa: SIM905
_UNITS = {"decade": 3650, "year": 365, "month": 30, "week": 7, "day": 1}

_ONWARD = ("onwards", "onward", "on", "and later", "and after", "or later", "or after")
_EARLIER = ("and earlier", "and before", "or earlier", "or before")
_QUARTERS = {"q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12), "h1": (1, 6), "h2": (7, 12)} | {
    f"{nth} {part}": months
    for part, spans in (("quarter", ((1, 3), (4, 6), (7, 9), (10, 12))), ("half", ((1, 6), (7, 12))))
    for nth, months in zip(("first", "second", "third", "fourth"), spans, strict=False)
}
"""First and last month of a part of a year."""
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
"""First and last month, as in the north; a winter belongs to two years, so that "winter 2022" is not read."""
_LEADS = [
    (phrase, kind, events)
    for kind, events, phrases in (
        ("after", True, ("after", "later than", "following", "post", "more recent than", "newer than")),
        ("since", True, ("since", "starting in", "starting from", "starting with", "beginning in", "as from")),
        ("since", False, ("in or after", "on or after", "from or after", "not before", "no earlier than")),
        ("onward", False, ("from",)),
        ("before", True, ("before", "prior to", "earlier than", "pre", "ahead of", "older than", "previous to")),
        ("until", True, ("until", "till", "up until")),
        ("until", False, ("in or before", "on or before", "up to and including", "until and including")),
        ("until", False, ("up to", "through", "no later than", "by the end of", "to the end of")),
        ("as of", True, ("as of", "as at", "as on", "at the time of", "by the time of")),
        ("as of", False, ("at",)),
        (
            "during",
            False,
            ("in", "of", "during", "within", "throughout", "over", "for", "in the course of", "on", "dated"),
        ),
    )
    for phrase in phrases
]
_OVER = ("in", "over", "within", "during", "for")
_EDGES = {"the end of": True, "end of": True, "the start of": False, "the beginning of": False}
_NOW: tuple[str, ...] = (
    "now",
    "current",
    "today",
    "currently",
    "at present",
    "at the moment",
    "presently",
    "right now",
    "these days",
)
_NOW += ("nowadays", "as of now", "at this moment", "as we speak")


@dataclass(frozen=True, slots=True)
class When:
    """What a question says about time. `first` and `last` are EDTF dates, both included; "after" has only `first` and
    "before" only `last`, which are then excluded."""

    kind: Kind
    first: str | None
    last: str | None


class Found(NamedTuple):
    """A period and the number of words that say it."""

    length: int
    when: When


class _Point(NamedTuple):
    """A date and the number of words that name it."""

    length: int
    first: str
    last: str


Event = Callable[[int], tuple[int, str] | None]
"""Whether a known event is named at this word: the number of words, and its date."""


def find(words: Sequence[str], start: int, today: dt.date, event: Event = lambda _: None) -> Found | None:
    """The period that begins at the word `start`, or None."""
    return _Reader(words, today, event).period(start)


def number(word: str) -> int:
    """The number that a word says; 0 if none."""
    return int(word) if word.isdecimal() else _NUMBERS.get(word, 0)


def before(date: str) -> str:
    """The year, month or day before: with the same precision."""
    return _step(date, -1)


def following(date: str) -> str:
    """The year, month or day after: with the same precision."""
    return _step(date, 1)


def _step(date: str, by: int) -> str:
    if len(date) == 4:
        return f"{int(date) + by:04}"
    if len(date) == 7:
        months = int(date[:4]) * 12 + int(date[5:]) - 1 + by
        return f"{months // 12:04}-{months % 12 + 1:02}"
    return (dt.date.fromisoformat(date) + dt.timedelta(days=by)).isoformat()


class _Reader:
    def __init__(self, words: Sequence[str], today: dt.date, event: Event) -> None:
        self._words = [word.lower() for word in words]
        self._today = today
        self._event = event

    def period(self, at: int) -> Found | None:
        for read in (self._now, self._last_units, self._range, self._led, self._bare):
            if found := read(at):
                return found
        return None

    def _is(self, at: int, phrase: str) -> int:
        """The number of words of the phrase if it stands here, else 0."""
        parts = phrase.split()
        return len(parts) if self._words[at : at + len(parts)] == parts else 0

    def _any(self, at: int, phrases: Sequence[str]) -> int:
        return max((self._is(at, phrase) for phrase in phrases), default=0)

    def _now(self, at: int) -> Found | None:
        length = self._any(at, _NOW)
        return Found(length, When("as_of", self._day(), self._day())) if length else None

    def _day(self) -> str:
        return self._today.isoformat()

    def _last_units(self, at: int) -> Found | None:
        """ "in the last five years", "over the past 6 months"."""
        length = self._any(
            at, ("in the", "over the", "within the", "during the", "for the", "the", "in", "over", "within")
        )
        here = at + length
        if self._word(here) not in {"last", "past"}:
            return None
        count, unit = number(self._word(here + 1)), self._word(here + 2)
        length = 3
        if not count and self._word(here) == "past":  # "the past year" ends today, "the last year" is a year
            count, unit, length = 1, self._word(here + 1), 2
        if not count or unit.rstrip("s") not in _UNITS:
            return None
        first = self._ago(count, unit.rstrip("s"))
        return Found(here + length - at, When("after", first, None)) if first else None

    def _ago(self, count: int, unit: str) -> str | None:
        if unit in {"decade", "year", "month"}:
            months = self._today.year * 12 + self._today.month - 1 - count * {"decade": 120, "year": 12}.get(unit, 1)
            if months < 12:
                return None
            year, month = months // 12, months % 12 + 1
            day = min(self._today.day, int(_last_day(year, month)[8:]))
            return f"{year:04}-{month:02}-{day:02}"
        if count * _UNITS[unit] > 3_000_000:
            return None
        past = self._today.toordinal() - count * _UNITS[unit]
        return dt.date.fromordinal(past).isoformat() if past > 0 else None

    def _range(self, at: int) -> Found | None:
        """ "between 2019 and 2021", "from 2019 to 2021", "2019-2021", "in 2020 and 2021" (not "in 2019 and 2021")."""
        opening = self._any(at, ("between", "from", "in", "during", "over", "for", "of", "throughout"))
        word = self._word(at)
        first = self._point(at + opening)
        if not first:
            return None
        here = at + opening + first.length
        joins = {"between": ("and",), "from": ("to", "until", "till", "through", "-")}
        if not (link := self._any(here, joins.get(word, ("-", "to", "through", "and")))):
            return None
        last = self._point(here + link)
        if not last and link and re.fullmatch(r"\d\d", self._word(here + link)) and len(first.last) == 4:
            last = _Point(1, first.last[:2] + self._word(here + link), first.last[:2] + self._word(here + link))
        if not last or not _ordered(first, last):
            return None
        if self._word(here) == "and" and word != "between" and following(first.last) != last.first:
            return None
        return Found(here + link + last.length - at, When("between", first.first, last.last))

    def _led(self, at: int) -> Found | None:
        """A date, or an event with a known one, after a word that says how it bounds."""
        for phrase, kind, events in _LEADS:
            length = self._is(at, phrase)
            if not length:
                continue
            here = at + length
            here += self._is(here, "-")
            point = self._point(here) or (self._named(here) if events else None)
            if not point:
                continue
            end = here + point.length
            if kind in ("since", "during", "onward") and (onward := self._any(end, _ONWARD)):
                return Found(end + onward - at, When("between", point.first, None))
            if kind == "during" and (earlier := self._any(end, _EARLIER)):
                return Found(end + earlier - at, When("between", None, point.last))
            if kind == "onward":  # "documents from 2020" are those of 2020, "members from 2020" are not
                continue
            return Found(end - at, _bounded(kind, point))
        return None

    def _named(self, at: int) -> _Point | None:
        """An event with a known date, as a point in time."""
        skip = self._is(at, "the")
        known = self._event(at + skip)
        if not known:
            return None
        length, date = known
        first, _, last = date.partition("/")
        return None if edtf.OPEN in (first, last) else _Point(skip + length, first, last or first)

    def _bare(self, at: int) -> Found | None:
        """A date by itself: "Japan exercises 2023"; or "2019 onwards"."""
        point = self._point(at)
        if not point or (point.length == 1 and self._words[at] in _MONTH):
            return None
        if onward := self._any(at + point.length, [words for words in _ONWARD if words != "on"]):
            return Found(point.length + onward, When("between", point.first, None))
        if earlier := self._any(at + point.length, _EARLIER):
            return Found(point.length + earlier, When("between", None, point.last))
        return Found(point.length, When("during", point.first, point.last))

    def _word(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _point(self, at: int) -> _Point | None:
        skip = self._any(at, ("the year", "the month of", "year"))
        if skip and (point := self._point_here(at + skip)):
            return _Point(skip + point.length, point.first, point.last)
        for phrase, last in (
            ("the end of", True),
            ("end of", True),
            ("the start of", False),
            ("the beginning of", False),
        ):
            if (length := self._is(at, phrase)) and (point := self._point(at + length)):
                period = edtf.parse(point.last if last else point.first)
                day = period.latest if last else period.earliest
                if day:
                    return _Point(length + point.length, day.isoformat(), day.isoformat())
        return self._point_here(at)

    def _point_here(self, at: int) -> _Point | None:
        word = self._word(at)
        article = 1 if word == "the" else 0
        if re.fullmatch(r"(19|20)\d0s", self._word(at + article)):
            decade = self._word(at + article)[:3]
            return _Point(article + 1, f"{decade}0", f"{decade}9")
        relative = {"last year": -1, "this year": 0, "the last year": -1, "the previous year": -1}
        for phrase, by in relative.items():
            if length := self._is(at, phrase):
                year = f"{self._today.year + by:04}"
                return _Point(length, year, year)
        month = f"{self._today:%Y-%m}"
        for phrase, text in (
            ("last month", before(month)),
            ("this month", month),
            ("yesterday", before(self._day())),
            ("today", self._day()),
        ):
            if length := self._is(at, phrase):
                return _Point(length, text, text)
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", word) and _plausible(word):
            return _Point(1, word, word)
        return self._part_of_year(at) or self._with_month(at)

    def _part_of_year(self, at: int) -> _Point | None:
        """ "Q3 2022", "the third quarter of 2022", "H1 2021"."""
        here = at + self._is(at, "the")
        for phrase, (first, last) in (_QUARTERS | _SEASONS).items():
            if length := self._is(here, phrase):
                length += self._is(here + length, "of")
                if year := _year(self._word(here + length)):
                    return _Point(here + length + 1 - at, f"{year:04}-{first:02}", f"{year:04}-{last:02}")
        return None

    def _with_month(self, at: int) -> _Point | None:
        """ "March 2022", "5 March 2022", "March 5, 2022", "March" (the latest one)."""
        day = _day_number(self._word(at))
        here = at
        if day:
            here += 1 + self._is(at + 1, "of")
        month = _MONTH.get(self._word(here).rstrip("."), 0)
        if not month:
            return None
        here += 1
        if not day and (dated := _day_number(self._word(here))) and _year(self._word(here + 1)):
            day, here = dated, here + 1
        here += self._is(here, "of")
        year = _year(self._word(here))
        if year:
            here += 1
        elif day:
            return None
        else:
            year = self._today.year - (month > self._today.month)
        text = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
        return _Point(here - at, text, text) if edtf.is_valid(text) else None


def _last_day(year: int, month: int) -> str:
    """The last day of a month."""
    latest = edtf.parse(f"{year:04}-{month:02}").latest
    assert latest is not None
    return latest.isoformat()


def _plausible(text: str) -> bool:
    return edtf.is_valid(text) and 1900 <= int(text[:4]) <= 2100


def _year(word: str) -> int:
    return int(word) if re.fullmatch(r"(19|20)\d\d", word) else 0


def _day_number(word: str) -> int:
    match = re.fullmatch(r"(\d\d?)(?:st|nd|rd|th)?", word)
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else 0


def _bounded(kind: str, point: _Point) -> When:
    match kind:
        case "after":
            return When("after", point.last, None)
        case "since":
            return When("between", point.first, None)
        case "before":
            return When("before", None, point.first)
        case "until":
            return When("between", None, point.last)
        case "as of":
            return When("as_of", point.first, point.last)
    return When("during", point.first, point.last)


def _ordered(first: _Point, last: _Point) -> bool:
    start, end = edtf.parse(first.first).earliest, edtf.parse(last.last).latest
    return start is not None and end is not None and start <= end
