"""The forms in which English writes a date or interval, and how each is read as EDTF.

Only the six forms of `schema/edtf.py` come out. What needs a year or a day that neither the text nor the document gives
stays without one; nothing is filled in from today's calendar. `dates.py` finds them in a text.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from ..schema import edtf
from .numbers import NUMBERS

Role = Literal["at", "since", "until", "deadline", "after", "duration"]

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower()[:3]: number for name, number in list(MONTHS.items())} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_DAYS = (
    WEEKDAYS | {name[:3]: number for name, number in WEEKDAYS.items()} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
)
_NUMBERS = NUMBERS | {"a": 1, "an": 1}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|20)\d\d(?![\d,]\d|%|\d|[-‑–](?!present\b|now\b|today\b|date\b)[a-z])"
_DASH = r"\s*[-‑–—]\s*"
_TO = rf"(?:{_DASH}|\s+(?:to|and|until|till|through|thru)\s+(?:on\s+)?(?:the\s+)?)"
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes|s)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_COUNT = rf"(?:\d{{1,3}}|an?|{'|'.join(NUMBERS)})"
_VAGUE = (
    r"(?:(?:the\s+)?(?:very\s+)?(?:early|mid|late)(?:\s+|-)(?:in\s+)?"
    r"|(?:the\s+)?(?:beginning|start|middle|end|close)\s+of\s+)"
)

NAMED = "|".join(name for name in calendar.month_name if name)
_PREPOSITIONS = ("in", "since", "until", "during", "from", "of", "for", "by", "before", "after", "its", "the")
_PREPOSED = "|".join(rf"(?<=\b{word}\ )" for word in _PREPOSITIONS)
SEASON = "spring|summer|autumn|fall|winter"
AS_WRITTEN = "as written"
EITHER_WAY = "of the year only: day and month cannot be told apart"


@dataclass(slots=True)
class Context:
    """What a date without a year is read by: the document's date, and the last full date of the text so far.

    One `Context` per document, handed to `find` block by block, in the text's order.
    """

    document: str | None = None
    previous: str | None = None
    block: str | None = field(default=None, repr=False)
    years: tuple[int, ...] = field(default=(), repr=False)

    def new_block(self, entry: str | None = None) -> None:
        """Begins a block; `entry` is the date under which it stands in a timeline."""
        self.block = entry


def _edtf(year: int, month: int | None = None, day: int | None = None) -> str | None:
    text = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return text if edtf.is_valid(text) else None


def interval(first: str | None, last: str | None) -> str | None:
    if not first or not last or first == last:
        return first if first == last else None
    text = f"{first}/{last}"
    return text if edtf.is_valid(text) else None


def _month(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def _day(text: str) -> int:
    return int(text.rstrip("stndrh"))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _shift(day: dt.date, months: int) -> dt.date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1) if 1 <= year <= 9999 else None


def _month_of(day: dt.date | None) -> str | None:
    return _edtf(day.year, day.month) if day else None


def _known(when: str | None) -> dt.date | None:
    """The day that an EDTF date names, if it names one."""
    return edtf.parse(when).earliest if when and len(when) == 10 else None


@dataclass(frozen=True, slots=True)
class Reading:
    when: str | None
    derivation: str = AS_WRITTEN
    vague: bool = False
    role: Role = "at"


_FUTURE = re.compile(
    r"\b(?:will|shall|upcoming|forthcoming|coming|scheduled|set to|plan(?:s|ned|ning)? to|look(?:s|ing)? forward|next"
    r"|later this|is to|are to|due)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Around:
    """The text around a match, and its context."""

    text: str
    context: Context

    @property
    def told(self) -> dt.date:
        """The first day of the document's date, which must be known."""
        first = edtf.parse((self.context.document or "").split("/")[0]).earliest
        assert first
        return first

    def future(self, match: re.Match[str]) -> bool:
        """Whether the words around the date, in its sentence, speak of what is to come."""
        before = re.split(r"[.!?]\s", self.text[max(0, match.start() - 160) : match.start()])[-1]
        ends = r"[.!?]\s" if len(before) < 8 else r"[.!?,;]\s"
        after = re.split(ends, self.text[match.end() : match.end() + 120])[0]
        return bool(_FUTURE.search(before) or _FUTURE.search(after))

    def by_document(self, match: re.Match[str], when: str | None, vague: bool = False) -> Reading:
        return Reading(when, f"{match.group().strip()}, by the document's date, {self.context.document}", vague)

    def by_text(self, match: re.Match[str], when: str | None, vague: bool = False) -> Reading:
        return Reading(when, f"{match.group().strip()}, counted from {self.context.previous}", vague)

    def counted(
        self, match: re.Match[str], anchor: str, step: int, told: Callable[[re.Match[str], str | None, bool], Reading]
    ) -> Reading:
        """The date `step` of the match's units away from `anchor`, a single date."""
        day, unit = edtf.parse(anchor.split("/")[0]).earliest, match["unit"].lower()
        if day is None or (unit == "month" and len(anchor) < 7) or (unit in ("week", "day") and len(anchor) < 10):
            return Reading(None, "the date to count from is not exact enough")
        if unit in ("year", "decade"):
            year = day.year + step * (10 if unit == "decade" else 1)
            return told(match, _edtf(year) if year > 0 else None, unit == "decade")
        if unit == "month":
            return told(match, _month_of(_shift(day, step)), False)
        moved = day + dt.timedelta(days=step * (7 if unit == "week" else 1))
        return told(match, moved.isoformat() if unit == "day" else _month_of(moved), unit == "week")


Reader = Callable[[re.Match[str], Around], Reading | None]
FORMS: list[tuple[re.Pattern[str], Reader]] = []


def _form(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Callable[[Reader], Reader]:
    """Declares how a form of date is written (a verbose expression) and read; earlier forms win over later ones."""

    def add(reader: Reader) -> Reader:
        FORMS.append((re.compile(pattern, flags | re.VERBOSE), reader))
        return reader

    return add


# --- as written -------------------------------------------------------------------------------------------------


@_form(r"(?<![\d/-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?![\d-])(?:[T ]\d\d:\d\d\S*)?")
def _iso_day(match: re.Match[str], _: Around) -> Reading:
    return Reading(_edtf(int(match["y"]), int(match["m"]), int(match["d"])))


@_form(r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d|[./-]\d)")
def _numeric(match: re.Match[str], _: Around) -> Reading:
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    if match["sep"] == "." or first > 12 or first == second:
        return Reading(_edtf(year, second, first) if second <= 12 else None)
    if second > 12:
        return Reading(_edtf(year, first, second))
    return Reading(str(year), EITHER_WAY, vague=True)


@_form(
    rf"""(?:\b{WEEKDAY},?\s+)?(?<![\d.,$€£-])\b(?P<day>{_DAY})
    (?:(?:\s+(?:of\s+)?(?P<month1>{MONTH})(?:,?\s+(?P<year1>{_YEAR}))?)?{_TO}(?:{WEEKDAY},?\s+)?(?P<day2>{_DAY}))?
    \s+(?:of\s+)?(?P<month>{MONTH})[.,]?\s+(?P<year>{_YEAR})"""
)
def _day_month_year(match: re.Match[str], _: Around) -> Reading:
    year, month = int(match["year"]), _month(match["month"])
    last = _edtf(year, month, _day(match["day2"] or match["day"]))
    if not match["day2"]:
        return Reading(last)
    month1 = _month(match["month1"]) if match["month1"] else month
    year1 = int(match["year1"]) if match["year1"] else year - (month1 > month)
    return Reading(interval(_edtf(year1, month1, _day(match["day"])), last))


@_form(
    rf"""(?:\b{WEEKDAY},?\s+)?\b(?P<month>{MONTH}),?\s+(?P<day>{_DAY})(?!\d)(?:,?\s+(?P<year1>{_YEAR}))?
    (?:{_TO}(?:{WEEKDAY},?\s+)?(?:(?P<month2>{MONTH})\s+)?(?P<day2>{_DAY}))?,?\s+(?P<year>{_YEAR})"""
)
def _month_day_year(match: re.Match[str], _: Around) -> Reading:
    year, month = int(match["year"]), _month(match["month"])
    first = _edtf(int(match["year1"]) if match["year1"] else year, month, _day(match["day"]))
    if not match["day2"]:
        return Reading(first)
    month2 = _month(match["month2"]) if match["month2"] else month
    if not match["year1"] and month2 < month:
        first = _edtf(year - 1, month, _day(match["day"]))
    return Reading(interval(first, _edtf(year, month2, _day(match["day2"]))))


@_form(
    rf"""(?P<vague>{_VAGUE})?\b(?:(?P<month1>{MONTH})(?:,?\s+(?P<year1>{_YEAR}))?{_TO})?
    (?P<month>{MONTH})(?:,|\s+of)?\s+(?P<year>{_YEAR})"""
)
def _month_year(match: re.Match[str], _: Around) -> Reading:
    year, month = int(match["year"]), _month(match["month"])
    when = _edtf(year, month)
    if match["month1"]:
        month1 = _month(match["month1"])
        year1 = int(match["year1"]) if match["year1"] else year - (month1 > month)
        when = interval(_edtf(year1, month1), when)
    return Reading(when, vague=bool(match["vague"]))


@_form(r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![\d-])")
def _iso_month(match: re.Match[str], _: Around) -> Reading:
    return Reading(_edtf(int(match["y"]), int(match["m"])))


# --- without a year: from the text or the document ---------------------------------------------------------------


def _year_of(match: re.Match[str], around: Around, month: int, day: int | None) -> tuple[int | None, str]:
    """The year of "in April" or "on 2 February", and where it comes from."""
    context = around.context
    if context.block:
        named = edtf.parse(context.block).earliest if _within_a_year(context.block) else None
        document = edtf.parse(context.document).latest if context.document else None
        to_come = named is not None and document is not None and named.year > document.year
        other = document is None or (named and document.year != named.year and (not to_come or around.future(match)))
        if named and other and not _goes_on(around, month, day):
            return named.year, f"the year of {context.block}, named before"
    if context.document:
        told = edtf.parse(context.document).latest
        if told and len(context.years) > 2 and len(set(context.years)) == 1 and context.years[0] < told.year - 1:
            return context.years[0], f"the year that the text speaks of, {context.years[0]}"
        return _year_by_document(match, around, context.document, month, day)
    if context.previous and (named := edtf.parse(context.previous).earliest):
        return named.year, f"the year of {context.previous}, named before"
    return None, "no year in the text"


def _goes_on(around: Around, month: int, day: int | None) -> bool:
    """Whether a day of the document's own year follows a month named of the year before: "in November 2018 …, on 9
    January", told in February 2019.
    """
    before, told = around.context.block or "", around.context.document or ""
    if len(told) < 10 or len(before.split("/")[0]) < 7 or int(told[:4]) != int(before[:4]) + 1:
        return False
    when = _edtf(int(told[:4]), month, day)
    return when is not None and month < int(before[5:7]) and when <= told


def _within_a_year(when: str) -> bool:
    first, _, last = when.partition("/")
    return not last or first[:4] == last[:4]


def _year_by_document(
    match: re.Match[str], around: Around, document: str, month: int, day: int | None
) -> tuple[int | None, str]:
    told = edtf.parse(document).latest
    if told is None:
        return None, "the document's date is open"
    if len(document) == 4:
        return told.year, f"the year of the document, {document}"
    days = [
        first
        for year in (told.year - 1, told.year, told.year + 1)
        if (when := _edtf(year, month, day)) and (first := edtf.parse(when).earliest)
    ]
    past = [first for first in days if first <= told]
    coming = [first for first in days if first > told]
    wait = (coming[0] - told).days if coming else 999
    if (around.future(match) and wait < 340) or (day and wait < 4):
        return coming[0].year, f"next after the document's date, {document}"
    if past:
        return past[-1].year, f"last before the document's date, {document}"
    return None, "no year"


@_form(
    rf"""(?:\b{WEEKDAY},?\s+)?\b(?P<month>{MONTH})\s+(?P<day>{_DAY})(?![\d,.]\d|\d|%)
    (?:{_TO}(?:(?P<month2>{MONTH})\s+)?(?P<day2>{_DAY})(?![\d%]))?"""
)
def _month_day(match: re.Match[str], around: Around) -> Reading:
    month, day = _month(match["month"]), _day(match["day"])
    year, how = _year_of(match, around, month, day)
    if year is None or not match["day2"]:
        return Reading(_edtf(year, month, day) if year else None, how)
    month2 = _month(match["month2"]) if match["month2"] else month
    return Reading(interval(_edtf(year, month, day), _edtf(year + (month2 < month), month2, _day(match["day2"]))), how)


@_form(
    rf"""(?:\b{WEEKDAY},?\s+)?(?<![\d.,$€£-])\b(?P<day>{_DAY})(?:(?:\s+(?P<month1>{MONTH}))?{_TO}(?P<day2>{_DAY}))?
    \s+(?:of\s+)?(?P<month>{MONTH})(?!\w)"""
)
def _day_month(match: re.Match[str], around: Around) -> Reading:
    month2, day = _month(match["month"]), _day(match["day"])
    month = _month(match["month1"]) if match["month1"] else month2
    year, how = _year_of(match, around, month, day)
    if year is None or not match["day2"]:
        return Reading(_edtf(year, month, day) if year else None, how)
    return Reading(interval(_edtf(year, month, day), _edtf(year + (month2 < month), month2, _day(match["day2"]))), how)


# --- coarser than EDTF's forms: the wording is kept ---------------------------------------------------------------


@_form(r"\b(?:FY|fiscal\s+year|financial\s+year)\s*[’']?(?P<y>20\d\d|\d\d)(?:\s*[-–/]\s*\d{2,4})?(?!\d)", re.IGNORECASE)
def _fiscal_year(match: re.Match[str], _: Around) -> Reading:
    digits = match["y"]
    return Reading(_edtf(int(digits if len(digits) == 4 else "20" + digits)), "the fiscal year", True)


@_form(
    rf"""\b(?:the\s+)?(?:Q[1-4]|(?:first|second|third|fourth|last)\s+(?:quarter|half)|{SEASON})
    (?:\s+of)?,?\s+(?:(?P<year>{_YEAR})|this\s+year)""",
    re.IGNORECASE,
)
def _part_of_year(match: re.Match[str], around: Around) -> Reading:
    if match["year"]:
        return Reading(_edtf(int(match["year"])), vague=True)
    if around.context.document:
        return around.by_document(match, around.context.document[:4], vague=True)
    return Reading(None, "no year")


@_form(
    rf"""\b(?P<y1>(?:1[6-9]|20)\d\d)(?:{_DASH}|\s*/\s*|\s+(?:to|until|through|and)\s+)
    (?P<y2>(?:1[6-9]|20)\d\d|(?<=[-‑–—/])\d\d)(?![\d%-])"""
)
def _years(match: re.Match[str], _: Around) -> Reading | None:
    first, last = match["y1"], match["y2"]
    last = first[: 4 - len(last)] + last
    if int(first) > int(last) or (len(match["y2"]) == 2 and int(last) - int(first) > 60):
        return None
    return Reading(interval(_edtf(int(first)), _edtf(int(last))))


@_form(r"\b(?:(?:early|mid|late)[- ])?(?:the\s+)?(?P<y>(?:1[6-9]|20)\d0)[’']?s\b", re.IGNORECASE)
def _decade(match: re.Match[str], _: Around) -> Reading:
    first = int(match["y"])
    return Reading(interval(_edtf(first), _edtf(first + 9)), vague=True)


# --- told by the document's date ---------------------------------------------------------------------------------


@_form(
    rf"""(?:(?P<vague>{_VAGUE})\b|\b(?:{_PREPOSED}))(?P<month>{NAMED})
    (?:{_TO}(?P<month2>{NAMED}))?(?!\s*\d|\w)""",
    re.IGNORECASE,
)
def _month_alone(match: re.Match[str], around: Around) -> Reading | None:
    if not match["month"][0].isupper():
        return None
    month = _month(match["month"])
    year, how = _year_of(match, around, month, None)
    if year is None:
        return Reading(None, how)
    when = _edtf(year, month)
    if match["month2"]:
        month2 = _month(match["month2"])
        when = interval(when, _edtf(year + (month2 < month), month2))
    return Reading(when, how, bool(match["vague"]))


@_form(rf"\b(?P<which>this\s+past|last|this|next)\s+(?P<month>{NAMED})(?!\w|\s+\d\d?\b)", re.IGNORECASE)
def _next_month_named(match: re.Match[str], around: Around) -> Reading | None:
    document, month = around.context.document, _month(match["month"])
    if not match["month"][0].isupper():
        return None
    if not document or len(document) < 7:
        return Reading(None, "no document date to count from")
    told = around.told
    word = match["which"].lower().split()[-1]
    earlier = word in ("last", "past") and month >= told.month - 1
    later = word == "next" and month <= told.month
    return around.by_document(match, _edtf(told.year - earlier + later, month))


@_form(
    rf"(?:\b(?P<which>last|this|next)\s+)?\b(?P<weekday>{'|'.join(calendar.day_name)})\b(?!\s+(?:Times|Telegraph|Mail))"
)
def _weekday(match: re.Match[str], around: Around) -> Reading:
    known = _known(around.context.document)
    if not known:
        return Reading(None, "no document date to count from")
    back = (known.weekday() - _DAYS[match["weekday"].lower()]) % 7
    day = known - dt.timedelta(days=back)
    if match["which"] == "next" or (match["which"] != "last" and back and around.future(match)):
        day += dt.timedelta(days=7)
    elif match["which"] == "last" and back == 0:
        day -= dt.timedelta(days=7)
    return around.by_document(match, day.isoformat())


@_form(
    r"""\b(?:(?:earlier\s+)?today|tonight|yesterday(?:\s+(?:evening|morning))?|last\s+night|tomorrow
    |this\s+(?:morning|afternoon|evening))\b
    (?![’']s\s+(?!(?:\w+\s+){0,2}(?:action|announcement|attack|decision|event|launch|meeting|session|summit|talk|visit)))""",
    re.IGNORECASE,
)
def _today(match: re.Match[str], around: Around) -> Reading:
    document = around.context.document
    if not document:
        return Reading(None, "no document date")
    word, known = match.group().lower(), _known(document)
    step = -1 if word.startswith(("yesterday", "last")) else 1 if word == "tomorrow" else 0
    if step == 0:
        return around.by_document(match, document)
    return around.by_document(match, (known + dt.timedelta(days=step)).isoformat() if known else None)


@_form(r"\b(?:over|in|during|within)\s+the\s+(?:last|past)\s+year\b(?![’'])", re.IGNORECASE)
def _past_year(match: re.Match[str], around: Around) -> Reading:
    """The twelve months before the document, by the year that most of them lie in."""
    if len(around.context.document or "") < 7:
        return Reading(None, "no document date")
    return around.by_document(match, _edtf(around.told.year - (around.told.month < 7)), True)


@_form(
    rf"""\b(?P<vague>(?:earlier|later|late|early|the\s+(?:beginning|start|middle|end)\s+of)\s+)?(?P<which>this\s+(?:past|coming)|this|last|past|next|previous)\s+
    (?P<unit>year|month|week(?:end)?|{SEASON})\b(?![’']s\s+end)""",
    re.IGNORECASE,
)
def _this_year(match: re.Match[str], around: Around) -> Reading:
    document = around.context.document
    if not document:
        return Reading(None, "no document date")
    unit, vague, told = match["unit"].lower(), bool(match["vague"]), around.told
    word = match["which"].lower().split()[-1]
    step = -1 if word in ("last", "past", "previous") else 1 if word in ("next", "coming") else 0
    if unit == "year":
        return around.by_document(match, _edtf(told.year + step), vague)
    if unit not in ("month", "week", "weekend"):
        return around.by_document(match, _edtf(told.year + step), True)
    if len(document) < 7:
        return Reading(None, "the document's date is not exact enough")
    if unit == "month":
        return around.by_document(match, _month_of(_shift(told, step)), vague)
    if len(document) < 10:
        return Reading(None, "the document's date is not exact enough")
    monday = told + dt.timedelta(days=7 * step - told.weekday())
    sunday = monday + dt.timedelta(days=6)
    if step and monday.month != sunday.month:
        return Reading(None, "the week lies in two months")
    return around.by_document(match, _month_of(monday if step else told), True)


@_form(rf"\b(?P<count>{_COUNT})\s+(?P<unit>day|week|month|year|decade)s?\s+ago\b", re.IGNORECASE)
def _ago(match: re.Match[str], around: Around) -> Reading:
    if not around.context.document:
        return Reading(None, "no document date")
    return around.counted(match, around.context.document, -_count(match["count"]), around.by_document)


# --- told by the date named before --------------------------------------------------------------------------------


@_form(
    rf"""\b(?:(?:in\s+|on\s+)?(?:the|that)\s+(?:very\s+)?(?P<which>same|following|next|previous|preceding)\s+
    |(?:in|on|later|earlier)\s+that\s+|(?P<count>{_COUNT})\s+(?=(?:day|week|month|year)s?\s+(?:later|earlier|before)\b))
    (?P<unit>day|week|month|year)s?\b(?:\s+(?P<side>later|earlier|before)\b)?""",
    re.IGNORECASE,
)
def _same_year(match: re.Match[str], around: Around) -> Reading:
    previous = around.context.previous
    if not previous:
        return Reading(None, "no date named before")
    which = (match["which"] or "same").lower()
    step = (
        _count(match["count"])
        if match["count"]
        else {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(which, 0)
    )
    if match["side"] and match["side"].lower() != "later":
        step = -abs(step)
    return around.counted(match, next(part for part in previous.split("/") if part != ".."), step, around.by_text)


# --- the rest ------------------------------------------------------------------------------------------------------


@_form(
    rf"\b(?:over|in|during|within)\s+the\s+(?:last|past)\s+(?P<count>{_COUNT})\s+(?P<unit>day|week|month|year)s\b",
    re.IGNORECASE,
)
def _past_weeks(match: re.Match[str], around: Around) -> Reading:
    """From so long before the document until it, by months, or years where years are counted."""
    document = around.context.document
    if len(document or "") < 7:
        return Reading(None, "a length of time", role="duration")
    first = around.counted(match, document or "", -_count(match["count"]), around.by_document).when
    size = 4 if match["unit"].lower() == "year" else 7
    if first is None:
        return Reading(None, "a length of time", role="duration")
    return around.by_document(match, interval(first[:size], (document or "").split("/")[0][:size]), True)


@_form(
    rf"""\b(?:over|in|for|during|within)\s+(?:the\s+)?(?:last|past|next|coming)\s+(?:{_COUNT}\s+)?
    (?:days|weeks|months|years|decades)\b""",
    re.IGNORECASE,
)
def _duration(_: re.Match[str], __: Around) -> Reading:
    return Reading(None, "a length of time", role="duration")


@_form(
    rf"""(?P<vague>{_VAGUE})?(?:(?<![\w$€£\#./:’'&@-])|(?<=mid-))(?P<year>{_YEAR})(?![\w/@:]|\.\d)
    (?!\s+(?:people|participants|men|women|employees|companies|organi[sz]ations|students|users|times|years|days|troops
    |personnel|attacks|MW|km|miles|tons|jobs|servers|computers|devices))"""
)
def _year(match: re.Match[str], _: Around) -> Reading:
    return Reading(_edtf(int(match["year"])), vague=bool(match["vague"]))
