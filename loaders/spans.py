"""What lies within a part of a text, found without looking at all of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar

MAX_QUOTE = 400  # characters of the longest quote


class Span(Protocol):
    """Anything with offsets into a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Span = TypeVar("_Span", bound=Span)


def starting(spans: Sequence[_Span], first: int, last: int) -> Sequence[_Span]:
    """Those of the spans, which are in order, that start between two positions, the last left out."""
    low = bisect_left(spans, first, key=lambda span: span.start)
    return spans[low : bisect_left(spans, last, low, key=lambda span: span.start)]


def within(spans: Sequence[_Span], start: int, end: int) -> list[_Span]:
    """Those of the spans, which are in order, that lie between two positions."""
    return [span for span in starting(spans, start, end) if span.end <= end]
