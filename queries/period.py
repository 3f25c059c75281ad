"""What is definite, what possible: the one rule for time in answers, in Python and in Cypher.

A question asks about a period: from `first` to `last` (None: no bound). `after` and `before` exclude the date they
name; `as_of` asks what held on it.

- An event answers definitely if every day that it can mean lies in the period, possibly if any does.
- A state began on some day from `start_earliest` to `start_latest` and ended on some day from `end_earliest` to
  `end_latest` (None: unbounded). It answers a period definitely if it surely held on some day of it, possibly if it may
  have; an `as_of` date definitely if it surely held on every day of it, possibly if it may have on any.
- An act (a strategy adopted, an agreement signed) is an event that answers `as_of` by having happened until then.

The Cypher files carry the rule as `EVENT`, `STATE` and `ACT` say it (`blocks.py` keeps them so), and property tests
hold it to the Python here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from ..graph.bounds import Bounds
from ..schema import edtf

Certainty = Literal["definite", "possible", "undated"]
Day = dt.date | None

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """The period of a question, as it is bound to Cypher."""

    first: Day = None
    last: Day = None
    as_of_first: Day = None
    as_of_last: Day = None


def asked(after: str | None = None, before: str | None = None, as_of: str | None = None) -> Asked:
    """The period that these EDTF dates ask about. ValueError when it is empty or they contradict each other."""
    if as_of and (after or before):
        raise ValueError("ask either for a period (after, before) or for what held (as of), not for both")
    first = last = None
    if after:
        end = edtf.parse(after).latest
        if end is None:
            raise ValueError(f"nothing is after '{after}', which has no end")
        if end == dt.date.max:
            raise ValueError(f"nothing is after '{after}'")
        first = end + DAY
    if before:
        start = edtf.parse(before).earliest
        if start is None:
            raise ValueError(f"nothing is before '{before}', which has no beginning")
        if start == dt.date.min:
            raise ValueError(f"nothing is before '{before}'")
        last = start - DAY
    if first and last and first > last:
        raise ValueError(f"no day is both after '{after}' and before '{before}'")
    moment = edtf.parse(as_of) if as_of else None
    if moment and (moment.earliest is None or moment.latest is None):
        raise ValueError(f"'{as_of}' has an open end: name a day, a month, a year or a closed interval")
    return Asked(first, last, moment.earliest if moment else None, moment.latest if moment else None)


def _outside(earliest: Day, latest: Day, first: Day, last: Day) -> bool:
    too_late = earliest is not None and last is not None and earliest > last
    too_early = latest is not None and first is not None and latest < first
    return too_late or too_early


def event(earliest: Day, latest: Day, dated: bool, period: Asked) -> Certainty | None:
    """How an event answers; None when it does not. `earliest` and `latest` are None where open or unknown."""
    if _outside(earliest, latest, period.first, period.last):
        return None
    if not dated:
        return "undated"
    after = period.first is None or (earliest is not None and earliest >= period.first)
    before = period.last is None or (latest is not None and latest <= period.last)
    return "definite" if after and before else "possible"


def act(earliest: Day, latest: Day, dated: bool, period: Asked) -> Certainty | None:
    """How an act answers: as an event does, and `as_of` asks whether it had happened by then."""
    if earliest is not None and period.as_of_last is not None and earliest > period.as_of_last:
        return None
    answer = event(earliest, latest, dated, period)
    done = period.as_of_first is None or (latest is not None and latest <= period.as_of_first)
    return "possible" if answer == "definite" and not done else answer


def state(bounds: Bounds, dated: bool, period: Asked) -> Certainty | None:
    """How a state answers; None when it does not."""
    se, sl, ee, el = bounds.start_earliest, bounds.start_latest, bounds.end_earliest, bounds.end_latest
    if _outside(se, el, period.first, period.last) or _outside(se, el, period.as_of_first, period.as_of_last):
        return None
    if not dated:
        return "undated"
    begun = period.last is None or any(day is not None and day <= period.last for day in (sl, el))
    not_over = period.first is None or any(day is not None and day >= period.first for day in (ee, se))
    whole = period.as_of_first is None or (sl is not None and sl <= period.as_of_first)
    lasting = period.as_of_last is None or (ee is not None and ee >= period.as_of_last)
    return "definite" if begun and not_over and whole and lasting else "possible"


EVENT = """\
WITH *, CASE
  WHEN earliest > $last OR latest < $first THEN null
  WHEN modality <> 'asserted' THEN modality
  WHEN edtf IS NULL THEN 'undated'
  WHEN coalesce(earliest >= $first, $first IS NULL) AND coalesce(latest <= $last, $last IS NULL) THEN 'definite'
  ELSE 'possible'
END AS certainty
WHERE certainty IS NOT NULL AND ($undated OR certainty <> 'undated')"""
"""Needs `edtf` (the date's text), `earliest`, `latest`, `modality`; keeps the rows that answer, with `certainty`."""

ACT = """\
WITH *, CASE
  WHEN earliest > $last OR latest < $first OR earliest > $as_of_last THEN null
  WHEN modality <> 'asserted' THEN modality
  WHEN edtf IS NULL THEN 'undated'
  WHEN coalesce(earliest >= $first, $first IS NULL) AND coalesce(latest <= $last, $last IS NULL)
    AND coalesce(latest <= $as_of_first, $as_of_first IS NULL) THEN 'definite'
  ELSE 'possible'
END AS certainty
WHERE certainty IS NOT NULL AND ($undated OR certainty <> 'undated')"""
"""As EVENT, with `as_of`."""

STATE = """\
WITH *, CASE
  WHEN claim.start_earliest > $last OR claim.end_latest < $first
    OR claim.start_earliest > $as_of_last OR claim.end_latest < $as_of_first THEN null
  WHEN modality <> 'asserted' THEN modality
  WHEN claim.when IS NULL THEN 'undated'
  WHEN coalesce(claim.start_latest <= $last OR claim.end_latest <= $last, $last IS NULL)
    AND coalesce(claim.end_earliest >= $first OR claim.start_earliest >= $first, $first IS NULL)
    AND coalesce(claim.start_latest <= $as_of_first, $as_of_first IS NULL)
    AND coalesce(claim.end_earliest >= $as_of_last, $as_of_last IS NULL) THEN 'definite'
  ELSE 'possible'
END AS certainty
WHERE certainty IS NOT NULL AND ($undated OR certainty <> 'undated')"""
"""Needs the map `claim` and `modality`; keeps the rows that answer, with `certainty`."""
