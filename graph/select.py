"""Chooses a subgraph once, for every export and picture.

Only ids are kept in memory: the claims and their evidence are read in batches when they are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..schema import edtf
from ..schema.vocabulary import vocabulary
from .connect import Store
from .subgraph import Edge, Node, Proof

BATCH = 200  # ids in one query: the embedded store's cost of a list grows with its square


@dataclass(frozen=True)
class Selection:
    """Which claims: all of these must hold; what is empty or None does not restrict.

    `around` are entity ids, within `depth` steps of which a claim lies; `relations` and `types` name relations and the
    types of which one end must be; `after`, `before` and `as_of` are EDTF; `documents` are keys; `claims` are ids.
    """

    around: tuple[str, ...] = ()
    depth: int = 1
    relations: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    as_of: str | None = None
    min_confidence: float = 0.0
    documents: tuple[str, ...] = ()
    claims: frozenset[str] | None = None


class StoredSubgraph:
    """A subgraph of a store: ids in memory, everything else read when asked for."""

    def __init__(
        self, store: Store, about: tuple[str, ...], claims: Mapping[str, str], entities: Iterable[str]
    ) -> None:
        """`claims` gives each claim's relation by its id."""
        self._store = store
        self._about = about
        self._claims = claims
        self._entities = sorted(entities)

    @property
    def about(self) -> tuple[str, ...]:
        return self._about

    @property
    def is_empty(self) -> bool:
        return not self._claims

    def entities(self) -> Iterator[Node]:
        for ids in batches(self._entities):
            for row in self._store.read(_ENTITIES, {"ids": ids}):
                yield Node(row["id"], row["type"], row["name"], tuple(row["aliases"] or ()))

    def claims(self) -> Iterator[Edge]:
        for ids in batches(sorted(self._claims)):
            proofs: dict[str, list[Proof]] = {}
            for row in self._store.read(_PROOFS, {"ids": ids}):
                proofs.setdefault(row["evidence"]["claim"], []).append(_proof(row))
            rows: list[dict[str, Any]] = []
            for relation in sorted({self._claims[id_] for id_ in ids}):
                of_relation = [id_ for id_ in ids if self._claims[id_] == relation]
                rows += self._store.read(_CLAIMS.format(relation=relation), {"ids": of_relation})
            for row in sorted(rows, key=lambda row: str(row["claim"]["id"])):
                yield _edge(row, proofs.get(row["claim"]["id"], []))


def select(store: Store, selection: Selection) -> StoredSubgraph:
    """The claims that fit the selection, and the entities at their ends.

    Periods take a claim that definitely or possibly falls into them; undated claims are then left out. ValueError for
    a date that is not EDTF.
    """
    relations = "|".join(selection.relations or vocabulary().relations)
    where, parameters = _conditions(selection)
    allowed = _of_documents(store, selection.documents) if selection.documents else None
    if selection.claims is not None:
        allowed = selection.claims if allowed is None else allowed & selection.claims
    found: dict[str, dict[str, str]] = {}
    if selection.around:
        reached = set(selection.around)
        frontier = sorted(reached)
        for _ in range(selection.depth):
            rows = [
                row
                for ids in batches(frontier)
                for row in store.read(_AROUND.format(relations=relations, where=where), parameters | {"around": ids})
                if allowed is None or row["id"] in allowed
            ]
            found.update((row["id"], row) for row in rows)
            ends = {end for row in rows for end in (row["subject"], row["object"])}
            frontier = sorted(ends - reached)
            reached |= ends
    else:
        for row in store.read(_ALL.format(relations=relations, where=where), parameters):
            if allowed is None or row["id"] in allowed:
                found[row["id"]] = row
    entities = {end for row in found.values() for end in (row["subject"], row["object"])}
    return StoredSubgraph(store, selection.around, {id_: row["relation"] for id_, row in found.items()}, entities)


def _of_documents(store: Store, keys: Sequence[str]) -> frozenset[str]:
    """The ids of the claims that these documents support."""
    rows = store.read(
        "MATCH (d:Document)<-[:IN]-(e:Evidence) WHERE d.key IN $keys AND e.retracted IS NULL "
        "RETURN DISTINCT e.claim AS claim",
        {"keys": list(keys)},
    )
    return frozenset(row["claim"] for row in rows)


_AROUND = """
MATCH (a:Entity)-[c:{relations}]-(:Entity) WHERE a.id IN $around AND {where}
RETURN DISTINCT c.id AS id, startNode(c).id AS subject, type(c) AS relation, endNode(c).id AS object
"""
_ALL = """
MATCH (s:Entity)-[c:{relations}]->(o:Entity) WHERE {where}
RETURN c.id AS id, s.id AS subject, type(c) AS relation, o.id AS object
"""
_ENTITIES = """
MATCH (n:Entity) WHERE n.id IN $ids
RETURN n.id AS id, n.name AS name, n.aliases AS aliases, [l IN labels(n) WHERE l <> 'Entity'][0] AS type
ORDER BY id
"""
_CLAIMS = """
MATCH (s:Entity)-[c:{relation}]->(o:Entity) WHERE c.id IN $ids
RETURN s.id AS subject, type(c) AS relation, o.id AS object, properties(c) AS claim
"""
_PROOFS = """
MATCH (e:Evidence)-[:IN]->(d:Document) WHERE e.claim IN $ids AND e.retracted IS NULL
RETURN properties(e) AS evidence, d.key AS document, d.title AS title, d.date AS date
ORDER BY e.claim, e.confidence DESC, d.key, e.char_start, e.id
"""


def _conditions(selection: Selection) -> tuple[str, dict[str, Any]]:
    """What a claim `c` must fulfil, and the parameters of that."""
    conditions = ["c.confidence >= $min_confidence"]
    parameters: dict[str, Any] = {"min_confidence": selection.min_confidence}
    first, last = _period(selection)
    if first or last:
        conditions.append("c.when IS NOT NULL")
    if first:
        end = "CASE WHEN c.phase IS NULL THEN c.latest ELSE c.end_latest END"
        conditions.append(f"coalesce({end} >= $first, true)")
        parameters["first"] = first
    if last:
        start = "CASE WHEN c.phase IS NULL THEN c.earliest ELSE c.start_earliest END"
        conditions.append(f"coalesce({start} <= $last, true)")
        parameters["last"] = last
    if selection.types:
        labels = " OR ".join(f"startNode(c):{type_} OR endNode(c):{type_}" for type_ in selection.types)
        conditions.append(f"({labels})")
    return " AND ".join(conditions), parameters


def _period(selection: Selection) -> tuple[dt.date | None, dt.date | None]:
    """The first and last day that are asked about; ValueError from EDTF."""
    if selection.as_of:
        moment = edtf.parse(selection.as_of)
        return moment.earliest, moment.latest
    after = edtf.parse(selection.after).latest if selection.after else None
    before = edtf.parse(selection.before).earliest if selection.before else None
    day = dt.timedelta(days=1)
    return (after + day if after else None), (before - day if before else None)


def _edge(row: Mapping[str, Any], proofs: Sequence[Proof]) -> Edge:
    claim = row["claim"]
    sure_first, sure_last = claim.get("start_latest"), claim.get("end_earliest")
    sure = sure_first is not None and sure_last is not None and sure_first <= sure_last
    return Edge(
        id=claim["id"],
        subject=row["subject"],
        relation=row["relation"],
        object=row["object"],
        when=claim.get("when"),
        phase=claim.get("phase"),
        earliest=claim.get("earliest"),
        latest=claim.get("latest"),
        first=claim.get("start_earliest"),
        last=claim.get("end_latest"),
        sure_first=sure_first if sure else None,
        sure_last=sure_last if sure else None,
        confidence=claim["confidence"],
        qualifiers={
            name: tuple(claim[name]) if isinstance(claim[name], list) else claim[name]
            for name in vocabulary().qualifiers
            if name in claim
        },
        proofs=tuple(proofs),
    )


def _proof(row: Mapping[str, Any]) -> Proof:
    said = row["evidence"]
    seen = said.get("source_seen")
    return Proof(
        document=row["document"],
        title=row["title"],
        date=row["date"],
        quote=said.get("quote"),
        char_start=said.get("char_start"),
        char_end=said.get("char_end"),
        confidence=said.get("confidence"),
        rule=said.get("rule"),
        source=said.get("source_title"),
        publisher=said.get("source_publisher"),
        url=said.get("source_url"),
        seen=str(seen) if seen else None,
    )


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """The ids in lists of at most BATCH."""
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        yield batch
