"""What exports and pictures are made of: entities, asserted claims and their evidence.

What was planned, proposed, denied or retracted is never in a subgraph.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Node:
    """An entity."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence: the document with title and date, the verbatim quote at its offsets, or a citation."""

    document: str
    title: str | None = None
    date: str | None = None
    quote: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    confidence: float | None = None
    rule: str | None = None
    source: str | None = None
    publisher: str | None = None
    url: str | None = None
    seen: str | None = None

    @property
    def citation(self) -> str:
        """Who says so, in one line."""
        parts = [self.source or self.title or self.document, self.publisher, self.date]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Edge:
    """An asserted claim between two entities, its best proof first.

    `earliest` and `latest` are the days that `when` can mean. For a state, `first` and `last` bound the days on which
    it can have held, `sure_first` and `sure_last` those on which it certainly did.
    """

    id: str
    subject: str
    relation: str
    object: str
    when: str | None = None
    phase: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    sure_first: dt.date | None = None
    sure_last: dt.date | None = None
    confidence: float = 1.0
    qualifiers: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()

    @property
    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day on which it can have held or happened; None where open or unknown."""
        return (self.first, self.last) if self.phase else (self.earliest, self.latest)

    @property
    def sure(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day on which it certainly held or happened; two Nones when no day is certain."""
        if self.phase:
            return self.sure_first, self.sure_last
        return (self.earliest, self.latest) if self.earliest == self.latest else (None, None)


class Subgraph(Protocol):
    """What an export needs: its entities and claims, each sorted by id and as often as wanted.

    `about` are the ids that the selection is around.
    """

    @property
    def about(self) -> tuple[str, ...]: ...

    @property
    def is_empty(self) -> bool: ...

    def entities(self) -> Iterator[Node]: ...

    def claims(self) -> Iterator[Edge]: ...
