"""The days between which a claim can lie and must lie: pure, from its dates and those of its neighbours.

None means unbounded or unknown. An event lies somewhere between `earliest` and `latest`. A state begins between
`start_earliest` and `start_latest` and ends between `end_earliest` and `end_latest`: it certainly holds from
`start_latest` until `end_earliest` (never, where one is None), and can hold from `start_earliest` until `end_latest`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..schema import edtf
from ..schema.edtf import Period
from ..schema.model import Phase


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last possible day of a state's beginning and of its end."""

    start_earliest: dt.date | None = None
    start_latest: dt.date | None = None
    end_earliest: dt.date | None = None
    end_latest: dt.date | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A dated or undated claim about one state; `known_until` is the latest document date of its evidence."""

    phase: Phase
    when: str | None
    known_until: dt.date | None = None


def bounds(states: Mapping[str, State]) -> dict[str, Bounds]:
    """The bounds of each claim about one state (same ends, relation and modality), by the same keys.

    A beginning is ended by the first end that can follow it, and an end was begun by the last beginning before it.
    """
    alone = {key: _alone(state) for key, state in states.items()}
    began = [alone[key] for key, state in states.items() if state.phase == "began" and state.when]
    ended = [alone[key] for key, state in states.items() if state.phase == "ended" and state.when]
    joined = {}
    for key, state in states.items():
        own = alone[key]
        if state.phase == "began" and state.when:
            following = [end for end in ended if _may_follow(own.start_earliest, end.end_latest)]
            if following:
                first = min(following, key=lambda end: (_last(end.end_latest), _last(end.end_earliest)))
                own = replace(own, end_earliest=first.end_earliest, end_latest=first.end_latest)
        elif state.phase == "ended" and state.when:
            before = [start for start in began if _may_follow(start.start_earliest, own.end_latest)]
            if before:
                last = max(before, key=lambda start: (_first(start.start_earliest), _first(start.start_latest)))
                own = replace(own, start_earliest=last.start_earliest, start_latest=last.start_latest)
        joined[key] = own
    return joined


def _alone(state: State) -> Bounds:
    """What the claim says by itself."""
    if state.when is None:
        return Bounds()
    period = edtf.parse(state.when)
    start, end = _or_open(period.start), _or_open(period.end)
    if state.phase == "began":
        begin = start if period.start and not period.end else period
        return Bounds(begin.earliest, begin.latest, state.known_until, None)
    if state.phase == "ended":
        finish = end if period.end and not period.start else period
        return Bounds(None, finish.earliest, finish.earliest, finish.latest)
    if not period.is_interval:
        return Bounds(None, period.latest, period.earliest, None)
    if period.end is None:
        return Bounds(start.earliest, start.latest, state.known_until, None)
    if period.start is None:
        return Bounds(None, end.earliest, end.earliest, end.latest)
    return Bounds(start.earliest, start.latest, end.earliest, end.latest)


def _or_open(period: Period | None) -> Period:
    return period or Period("", None, None, None, None)


def _may_follow(start: dt.date | None, end: dt.date | None) -> bool:
    return start is None or end is None or start <= end


def _first(day: dt.date | None) -> dt.date:
    return day or dt.date.min


def _last(day: dt.date | None) -> dt.date:
    return day or dt.date.max


def latest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day), default=None)
