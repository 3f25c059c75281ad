"""History: since when the graph knows something, and from when to when it knew it before.

`loaded` starts the present or last time of knowing it, `retracted` ends it, and `past` keeps earlier times as texts
`loaded/retracted`, so that what was known on any day can be told.
"""

from __future__ import annotations

import datetime as dt

from .connect import Row

_NAMES = ("loaded", "retracted", "past")


def clock() -> dt.datetime:
    """Now, in UTC without a zone, to the millisecond: what both stores keep alike."""
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def known(row: Row | None, now: dt.datetime) -> Row:
    """The times of what is known, where `row` are the properties it had: since now, since before, or again."""
    if row is None:
        return {"loaded": now}
    if "retracted" in row:
        period = f"{row['loaded'].isoformat()}/{row['retracted'].isoformat()}"
        return {"loaded": now, "past": [*row.get("past", []), period]}
    return _of(row)


def ended(row: Row, now: dt.datetime) -> Row:
    """The times of what is not known any more: since now, or since before."""
    return {"retracted": now} | _of(row)


def _of(row: Row) -> Row:
    return {name: row[name] for name in _NAMES if name in row}
