"""One document's evidence changes, and with it the claims that the evidence touches.

A claim is in the graph as long as some evidence there says it: as an edge or a current statement while it follows
from current evidence, else as a retracted statement.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..schema.vocabulary import vocabulary
from . import merge, times
from .connect import Row
from .cypher import Graph
from .rows import Origin, claim_rows, evidence_of


@dataclass(frozen=True, slots=True)
class Changes:
    """How many claims a document brought, confirmed and ended; `unchanged` if it was loaded before, just so.

    A claim whose date became finer is replaced by a new one and not counted as retracted.
    """

    new: int = 0
    confirmed: int = 0
    retracted: int = 0
    unchanged: bool = False


def revise(graph: Graph, origin: Origin, said: Mapping[str, Row], now: dt.datetime) -> Changes:
    """From now on the document says this evidence (rows by id), no other; its ends and its node are there already."""
    mine = {row["id"]: row for row in graph.evidence_of(origin.key)}
    after = {id_: row | times.known(mine.get(id_), now) for id_, row in said.items()}
    for id_, row in mine.items():
        if id_ not in said:
            after[id_] = row | times.ended(row, now)
    strands = _Strands(graph, origin, mine, after)
    graph.create_evidence(origin.key, [strands.after[id_] for id_ in said if id_ not in mine])
    graph.replace_nodes("Evidence", strands.changed())
    return strands.write_claims(graph, now, {strands.after[id_]["claim"] for id_ in said})


def erase(graph: Graph, origin: Origin, now: dt.datetime) -> Changes:
    """The document never said anything: its evidence goes, and every claim that it alone made."""
    mine = {row["id"]: row for row in graph.evidence_of(origin.key)}
    strands = _Strands(graph, origin, mine, {})
    graph.delete_nodes("Evidence", list(mine))
    graph.replace_nodes("Evidence", strands.changed())
    return strands.write_claims(graph, now, set())


class _Strands:
    """All evidence of the strands that one document's evidence touches, before and after, and what follows from it."""

    def __init__(self, graph: Graph, origin: Origin, mine: Mapping[str, Row], after: Mapping[str, Row]) -> None:
        touched = {row["strand"] for row in (*mine.values(), *after.values())}
        origins = {origin.key: origin}
        documents = dict.fromkeys(after, origin.key)
        self.before = dict(mine)
        self.after = dict(after)
        for row in graph.evidence("strand", touched):
            piece, document = row["properties"], Origin.of(row["document"])
            if document.key != origin.key:
                origins[document.key] = document
                documents[piece["id"]] = document.key
                self.before[piece["id"]] = self.after[piece["id"]] = piece
        self.claims = _claims(self.after.values(), documents, origins)
        said = {row["says"] for row in self.after.values()}
        supported = {piece: id_ for id_, claim in self.claims.items() for piece in claim.evidence}
        for id_, row in self.after.items():
            claim = supported.get(id_) or (row["claim"] if row["claim"] in said else row["says"])
            if row.get("claim") != claim:
                self.after[id_] = row | {"claim": claim}

    def changed(self) -> list[Row]:
        """The evidence that was there, stays there, and is different."""
        return [row for id_, row in self.after.items() if id_ in self.before and self.before[id_] != row]

    def write_claims(self, graph: Graph, now: dt.datetime, confirming: Collection[str]) -> Changes:
        """Write what differs between the claims that are there and those that should be."""
        there = _stored(graph, self.before.values())
        current = {id_ for id_, claim in there.items() if "retracted" not in claim.properties}
        said = {row["says"] for row in self.after.values()}
        refined = {row["says"]: row["claim"] for row in self.after.values() if "retracted" not in row}
        plan = _Plan()
        for id_, claim in self.claims.items():
            plan.put(there.get(id_), claim, now)
        for id_ in there.keys() - self.claims.keys():
            if id_ not in said:
                plan.delete(there[id_])
            elif id_ in current:
                plan.retract(there[id_], refined.get(id_), now)
        plan.carry_out(graph)
        return Changes(
            new=len(self.claims.keys() - current),
            confirmed=len(current & set(confirming)),
            retracted=len(current - self.claims.keys() - refined.keys()),
        )


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim as it is stored, or should be."""

    subject: str
    relation: str
    object: str
    modality: str
    properties: Row
    is_edge: bool
    evidence: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return str(self.properties["id"])

    def row(self, properties: Row) -> Row:
        return {"subject": self.subject, "object": self.object, "properties": properties}


@dataclass
class _Plan:
    """What has to be written, by kind; edges by relation."""

    new_edges: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    other_edges: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    gone_edges: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    new_statements: list[Row] = field(default_factory=list)
    other_statements: list[Row] = field(default_factory=list)
    gone_statements: list[str] = field(default_factory=list)

    def put(self, there: _Claim | None, claim: _Claim, now: dt.datetime) -> None:
        """The claim is current."""
        properties = claim.properties | times.known(there.properties if there else None, now)
        if there is None or there.is_edge != claim.is_edge:
            if there:
                self.delete(there)
            (self.new_edges[claim.relation] if claim.is_edge else self.new_statements).append(claim.row(properties))
        elif there.properties != properties:
            if claim.is_edge:
                self.other_edges[claim.relation].append(claim.row(properties))
            else:
                self.other_statements.append(properties)

    def retract(self, there: _Claim, refined: str | None, now: dt.datetime) -> None:
        """The claim no longer follows; `refined` is the finer one that took its place."""
        properties = _as_statement(there, "retracted") | times.ended(there.properties, now)
        if refined:
            properties["refined"] = refined
        if there.is_edge:
            self.delete(there)
            self.new_statements.append(there.row(properties))
        else:
            self.other_statements.append(properties)

    def delete(self, there: _Claim) -> None:
        """The claim is erased, or moves."""
        (self.gone_edges[there.relation] if there.is_edge else self.gone_statements).append(there.id)

    def carry_out(self, graph: Graph) -> None:
        for relation, ids in self.gone_edges.items():
            graph.delete_edges(relation, ids)
        graph.delete_nodes("Statement", self.gone_statements)
        for relation, rows in self.new_edges.items():
            graph.create_edges(relation, rows)
        for relation, rows in self.other_edges.items():
            graph.replace_edges(relation, rows)
        graph.create_statements(self.new_statements)
        graph.replace_nodes("Statement", self.other_statements)


def _claims(rows: Iterable[Row], documents: Mapping[str, str], origins: Mapping[str, Origin]) -> dict[str, _Claim]:
    """The claims, by id, that follow from the current ones of these rows of evidence."""
    strands = defaultdict(list)
    for row in rows:
        if "retracted" not in row:
            strands[row["strand"]].append(evidence_of(row, documents[row["id"]]))
    found = {}
    for pieces in strands.values():
        claims = {claim.id: claim for claim in merge.claims(pieces)}
        for id_, properties in claim_rows(claims.values(), origins).items():
            claim = claims[id_]
            stored = _Claim(
                subject=claim.subject.id,
                relation=claim.relation,
                object=claim.object.id,
                modality=claim.modality,
                properties=properties,
                is_edge=claim.modality == "asserted",
                evidence=tuple(piece.id for piece in claim.evidence),
            )
            found[id_] = stored if stored.is_edge else replace(stored, properties=_as_statement(stored, "current"))
    return found


def _stored(graph: Graph, evidence: Collection[Row]) -> dict[str, _Claim]:
    """The claims in the graph that this evidence says or said, by id."""
    ids = {row["says"] for row in evidence}
    asserted = defaultdict(set)
    for row in evidence:
        if row["modality"] == "asserted":
            asserted[row["relation"]].add(row["says"])
    found = [
        _Claim(row["subject"], relation, row["object"], "asserted", row["properties"], is_edge=True)
        for relation in vocabulary().relations
        if relation in asserted
        for row in graph.edges(relation, asserted[relation])
    ]
    for row in graph.statements(ids):
        properties = row["properties"]
        relation, modality = properties["relation"], properties["modality"]
        found.append(_Claim(row["subject"], relation, row["object"], modality, properties, is_edge=False))
    return {claim.id: claim for claim in found}


def _as_statement(claim: _Claim, status: str) -> Row:
    return claim.properties | {"relation": claim.relation, "modality": claim.modality, "status": status}
