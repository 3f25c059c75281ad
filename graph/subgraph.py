"""What exports and pictures are made of: entities, asserted claims and their evidence.

Each wraps the properties that it has in the store (`schema.py` lists them), so that nothing is lost on the way out.
What was planned, proposed, denied or retracted is never in a subgraph.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ..schema.vocabulary import vocabulary

Properties = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity."""

    type: str
    properties: Properties

    @property
    def id(self) -> str:
        return str(self.properties["id"])

    @property
    def name(self) -> str:
        return str(self.properties["name"])

    @property
    def aliases(self) -> tuple[str, ...]:
        return tuple(self.properties.get("aliases") or ())


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence in a document (its properties): the verbatim quote at its offsets, or a citation."""

    properties: Properties
    document: Properties

    @property
    def id(self) -> str:
        return str(self.properties["id"])

    @property
    def key(self) -> str:
        """The document's key."""
        return str(self.document["key"])

    @property
    def title(self) -> str | None:
        return self.document.get("title")

    @property
    def date(self) -> str | None:
        return self.document.get("date")

    @property
    def quote(self) -> str | None:
        return self.properties.get("quote")

    @property
    def source(self) -> str | None:
        """The title of the source that is cited in place of a quote, or beside it."""
        return self.properties.get("source_title")

    @property
    def publisher(self) -> str | None:
        return self.properties.get("source_publisher")

    @property
    def url(self) -> str | None:
        return self.properties.get("source_url")

    @property
    def seen(self) -> dt.date | None:
        return self.properties.get("source_seen")

    @property
    def citation(self) -> str:
        """Who says so, in one line."""
        if self.source is None:
            return f"{self.title or self.key}, {self.date}" if self.date else self.title or self.key
        parts = [self.source, self.properties.get("source_locator"), self.publisher]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Edge:
    """An asserted claim between two entities, its best proof first."""

    subject: str
    relation: str
    object: str
    properties: Properties
    proofs: tuple[Proof, ...] = ()

    @property
    def id(self) -> str:
        return str(self.properties["id"])

    @property
    def when(self) -> str | None:
        return self.properties.get("when")

    @property
    def phase(self) -> str | None:
        return self.properties.get("phase")

    @property
    def earliest(self) -> dt.date | None:
        return self.properties.get("earliest")

    @property
    def latest(self) -> dt.date | None:
        return self.properties.get("latest")

    @property
    def confidence(self) -> float:
        return float(self.properties["confidence"])

    @property
    def qualifiers(self) -> dict[str, str | list[str]]:
        said = self.properties
        return {name: said[name] for name in vocabulary().qualifiers if name in said}

    @property
    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day on which it can have held or happened; None where open or unknown."""
        said = self.properties.get
        return (said("start_earliest"), said("end_latest")) if said("phase") else (said("earliest"), said("latest"))

    @property
    def sure(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and last day on which it certainly held or happened; two Nones when no day is certain."""
        if self.phase:
            first, last = self.properties.get("start_latest"), self.properties.get("end_earliest")
        else:
            first, last = self.latest, self.earliest
        return (first, last) if first and last and first <= last else (None, None)


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
