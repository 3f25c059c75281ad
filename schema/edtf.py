"""Dates: the part of EDTF (ISO 8601-2) that Entente uses, and the days that a date can mean.

Six forms and nothing else: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, and with those as A and B `A/B`, `A/..`, `../B`.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
OPEN = ".."


@dataclass(frozen=True, slots=True)
class Period:
    """What an EDTF date can mean: its first and last day, None where it is open.

    For an interval, `start` and `end` are the periods of its two ends (None where open); for a single date, itself.
    """

    text: str
    earliest: dt.date | None
    latest: dt.date | None
    start: Period | None = field(compare=False)  # a single date is its own start and end
    end: Period | None = field(compare=False)

    @property
    def is_interval(self) -> bool:
        return "/" in self.text

    def contains(self, other: Period) -> bool:
        """Whether every day that `other` can mean lies within this period."""
        starts = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        ends = self.latest is None or (other.latest is not None and other.latest <= self.latest)
        return starts and ends


def _point(text: str) -> Period:
    match = _POINT.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError(f"'{text}' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"'{text}' is not a day of the calendar") from None
    last_month = month or 12
    last = dt.date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    point = Period(text, first, last, None, None)
    object.__setattr__(point, "start", point)
    object.__setattr__(point, "end", point)
    return point


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """The period that an EDTF text means; ValueError says what is wrong with it."""
    first, slash, last = text.partition("/")
    if not slash:
        return _point(text)
    if first == last == OPEN:
        raise ValueError(f"'{text}' has no end at all: leave the date out")
    start = None if first == OPEN else _point(first)
    end = None if last == OPEN else _point(last)
    if start and end and start.earliest and end.latest and start.earliest > end.latest:
        raise ValueError(f"'{text}' ends before it begins")
    return Period(text, start.earliest if start else None, end.latest if end else None, start, end)


def is_valid(text: str) -> bool:
    """Whether `text` is one of the six forms."""
    try:
        parse(text)
    except ValueError:
        return False
    return True
