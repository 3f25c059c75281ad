"""Chooses a subgraph once, for every export and picture.

Only ids and documents are kept in memory: claims and their evidence are read in portions when they are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from ..schema.vocabulary import vocabulary
from .connect import Row, Store
from .subgraph import Edge, Node, Proof, Properties

T = TypeVar("T")
_PORTION = 2000  # entities or claims read at a time
_IDS = 200  # in one list: its cost grows with the square of its length in the embedded store


@dataclass(frozen=True)
class Selection:
    """Which claims: all of these must hold; what is empty or None does not restrict.

    `around` are entity ids: a claim lies within `depth` steps of one of them or of its organs. `relations` and `types`
    name relations, and types of which one end must be. `first` and `last` bound the period into which a claim must
    definitely or possibly fall; undated claims then do not. `documents` are keys, `claims` ids.
    """

    around: tuple[str, ...] = ()
    depth: int = 1
    relations: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    min_confidence: float = 0.0
    documents: tuple[str, ...] = ()
    claims: frozenset[str] | None = None


class StoredSubgraph:
    """A subgraph of a store: ids in memory, everything else read when asked for."""

    def __init__(self, store: Store, about: tuple[str, ...], claims: Mapping[str, str], entities: set[str]) -> None:
        """`claims` gives each claim's relation by its id."""
        self._store = store
        self._about = about
        self._claims = claims
        self._entities = sorted(entities)
        self._documents: dict[str, Properties] = {}

    @property
    def about(self) -> tuple[str, ...]:
        return self._about

    @property
    def is_empty(self) -> bool:
        return not self._claims

    def entities(self) -> Iterator[Node]:
        for ids in _batches(self._entities, _PORTION):
            rows = self._store.read(_ENTITIES, {"ids": ids})
            for row in sorted(rows, key=lambda row: str(row["properties"]["id"])):
                yield Node(row["type"], row["properties"])

    def claims(self) -> Iterator[Edge]:
        for ids in _batches(sorted(self._claims), _PORTION):
            proofs = self._proofs(ids)
            chosen = {id_: self._claims[id_] for id_ in ids}
            rows = {row["claim"]["id"]: row for row in _edges(self._store, chosen, _WHOLE)}
            for id_ in ids:
                if row := rows.get(id_):
                    yield Edge(row["subject"], row["relation"], row["object"], row["claim"], proofs.get(id_, ()))

    def _proofs(self, claims: list[str]) -> dict[str, tuple[Proof, ...]]:
        """The current evidence of these claims, best first."""
        rows = self._store.read(_EVIDENCE, {"ids": claims})
        self._read_documents({row["document"] for row in rows})
        found = defaultdict(list)
        for row in rows:
            found[row["evidence"]["claim"]].append(Proof(row["evidence"], self._documents[row["document"]]))
        return {claim: tuple(sorted(proofs, key=_best_first)) for claim, proofs in found.items()}

    def _read_documents(self, keys: set[str]) -> None:
        for unknown in _batches(sorted(keys - self._documents.keys()), _PORTION):
            for row in self._store.read(_DOCUMENTS, {"keys": unknown}):
                self._documents[row["document"]["key"]] = row["document"]


def select(store: Store, selection: Selection) -> StoredSubgraph:
    """The claims that fit the selection, and the entities at their ends."""
    allowed = _allowed(store, selection)
    where, parameters = _conditions(selection)
    if selection.around:
        rows = _around(store, selection, where, parameters, allowed)
    elif allowed is not None:
        rows = _edges(store, allowed, f"AND {where} {_ENDS}", parameters)
    else:
        cypher = f"MATCH (s:Entity)-[c:{_any_of(selection)}]->(o:Entity) WHERE {where} {_ENDS}"
        rows = iter(store.read(cypher, parameters))
    claims: dict[str, str] = {}
    entities: set[str] = set()
    for row in rows:
        claims[row["id"]] = row["relation"]
        entities |= {row["subject"], row["object"]}
    return StoredSubgraph(store, selection.around, claims, entities)


def _around(
    store: Store, selection: Selection, where: str, parameters: Mapping[str, Any], allowed: Mapping[str, str] | None
) -> Iterator[Row]:
    """Rows of the claims within reach, some of them twice."""
    organs = {row["id"] for row in store.read(_ORGANS, {"ids": selection.around})}
    reached = {*selection.around, *organs}
    frontier = reached
    for _ in range(selection.depth):
        ends = set()
        for ids in _batches(sorted(frontier), _PORTION):
            cypher = _TOUCHING.format(relations=_any_of(selection), where=where) + _ENDS
            for row in store.read(cypher, {**parameters, "around": ids}):
                if allowed is None or row["id"] in allowed:
                    yield row
                    ends |= {row["subject"], row["object"]}
        frontier = ends - reached
        reached |= ends


def _allowed(store: Store, selection: Selection) -> dict[str, str] | None:
    """The relation of each claim by its id, as far as documents and claims are named; None if neither are."""
    allowed: dict[str, str] | None = None
    for match, values in ((_OF_DOCUMENTS, selection.documents), (_OF_CLAIMS, selection.claims)):
        if values or values == frozenset():
            rows = [row for some in _batches(sorted(values), _PORTION) for row in store.read(match, {"values": some})]
            found = {row["id"]: row["relation"] for row in rows}
            allowed = found if allowed is None else {id_: found[id_] for id_ in allowed.keys() & found.keys()}
    if allowed is None or not selection.relations:
        return allowed
    return {id_: relation for id_, relation in allowed.items() if relation in selection.relations}


def _edges(
    store: Store, claims: Mapping[str, str], then: str, parameters: Mapping[str, Any] | None = None
) -> Iterator[Row]:
    """What `then` returns of the edges `c` from `s` to `o` of these claims, given as relations by id."""
    by_relation = defaultdict(list)
    for id_ in sorted(claims):
        by_relation[claims[id_]].append(id_)
    for relation, ids in sorted(by_relation.items()):
        for some in _batches(ids, _IDS):
            cypher = f"MATCH (s:Entity)-[c:{relation}]->(o:Entity) WHERE c.id IN $ids {then}"
            yield from store.read(cypher, {**(parameters or {}), "ids": some})


def _any_of(selection: Selection) -> str:
    return "|".join(selection.relations or vocabulary().relations)


def _conditions(selection: Selection) -> tuple[str, dict[str, Any]]:
    """What a claim `c` from `s` to `o` must fulfil, and the parameters of that."""
    conditions = ["c.confidence >= $min_confidence"]
    if selection.first or selection.last:
        conditions.append("c.when IS NOT NULL")
    if selection.first:
        conditions.append("coalesce(CASE WHEN c.phase IS NULL THEN c.latest ELSE c.end_latest END >= $first, true)")
    if selection.last:
        conditions.append(
            "coalesce(CASE WHEN c.phase IS NULL THEN c.earliest ELSE c.start_earliest END <= $last, true)"
        )
    if selection.types:
        conditions.append(f"({' OR '.join(f's:{type_} OR o:{type_}' for type_ in selection.types)})")
    parameters = {"first": selection.first, "last": selection.last, "min_confidence": selection.min_confidence}
    return " AND ".join(conditions), parameters


def _best_first(proof: Proof) -> tuple[float, str, int, str]:
    said = proof.properties
    return (-said["confidence"], proof.key, said.get("char_start", -1), proof.id)


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


_ENDS = "RETURN c.id AS id, s.id AS subject, type(c) AS relation, o.id AS object"
_WHOLE = "RETURN s.id AS subject, type(c) AS relation, o.id AS object, properties(c) AS claim"
_TOUCHING = """
UNWIND $around AS id
MATCH (:Entity {{id: id}})-[c:{relations}]-(:Entity)
WITH DISTINCT c, startNode(c) AS s, endNode(c) AS o
WHERE {where}
"""
_ORGANS = """
UNWIND $ids AS id
MATCH path = (:Entity {id: id})<-[:ORGAN_OF]-(:Organization)<-[:PART_OF*0..5]-(organ:Organization)
WHERE all(node IN nodes(path)[1..] WHERE node:Organization)
RETURN DISTINCT organ.id AS id
"""
_OF_DOCUMENTS = """
UNWIND $values AS key
MATCH (:Document {key: key})<-[:IN]-(e:Evidence) WHERE e.retracted IS NULL
RETURN DISTINCT e.claim AS id, e.relation AS relation
"""
_OF_CLAIMS = """
UNWIND $values AS claim
MATCH (e:Evidence {claim: claim}) WHERE e.retracted IS NULL
RETURN DISTINCT e.claim AS id, e.relation AS relation
"""
_ENTITIES = """
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS type, properties(n) AS properties
"""
_EVIDENCE = """
UNWIND $ids AS id
MATCH (e:Evidence {claim: id})-[:IN]->(d:Document) WHERE e.retracted IS NULL
RETURN properties(e) AS evidence, d.key AS document
"""
_DOCUMENTS = "UNWIND $keys AS key MATCH (d:Document {key: key}) RETURN properties(d) AS document"
