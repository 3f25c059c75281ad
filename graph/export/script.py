"""A Cypher script that rebuilds the subgraph, evidence and all, in an empty Neo4j."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from ...schema.identity import stable_uuid
from ...schema.vocabulary import vocabulary
from ..subgraph import Edge, Node, Proof, Subgraph

BATCH = 200
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(value: Any) -> str:
    """A Cypher literal of a text, number, day, list or map."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"`{name}`: {literal(item)}" for name, item in value.items()) + "}"
    return "'" + "".join(_ESCAPES.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in str(value)) + "'"


def edge_properties(edge: Edge) -> dict[str, Any]:
    """The properties of a claim's edge, as in the store; what is not known is left out."""
    best = edge.proofs[0] if edge.proofs else None
    said = {
        "id": edge.id,
        "when": edge.when,
        "phase": edge.phase,
        "earliest": edge.earliest,
        "latest": edge.latest,
        "confidence": edge.confidence,
        **edge.qualifiers,
        "quote": best.quote if best else None,
        "source": best.citation if best else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def proof_properties(edge: Edge, proof: Proof) -> dict[str, Any]:
    said = {
        "id": proof_id(edge, proof),
        "claim": edge.id,
        "quote": proof.quote,
        "char_start": proof.char_start,
        "char_end": proof.char_end,
        "confidence": proof.confidence,
        "rule": proof.rule,
        "source": proof.source,
        "publisher": proof.publisher,
        "url": proof.url,
        "seen": proof.seen,
    }
    return {name: value for name, value in said.items() if value is not None}


def proof_id(edge: Edge, proof: Proof) -> str:
    return stable_uuid(edge.id, proof.document, str(proof.char_start), proof.quote, proof.source, proof.rule)


def documents(edges: Iterable[Edge]) -> dict[str, dict[str, Any]]:
    """The documents that the claims lean on, by key."""
    found: dict[str, dict[str, Any]] = {}
    for edge in edges:
        for proof in edge.proofs:
            values = {"key": proof.document, "title": proof.title, "date": proof.date}
            found[proof.document] = {name: value for name, value in values.items() if value is not None}
    return found


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write("// A subgraph of Entente. Run it on an empty database: cypher-shell --file THIS_FILE\n")
        out.write("CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;\n")
        out.write("CREATE CONSTRAINT document_key IF NOT EXISTS FOR (n:Document) REQUIRE n.key IS UNIQUE;\n")
        for type_ in vocabulary().entities:
            _unwind(
                out,
                (_node(node) for node in subgraph.entities() if node.type == type_),
                f"CREATE (n:Entity:{type_}) SET n = row",
            )
        for relation in vocabulary().relations:
            _unwind(
                out,
                (
                    {"s": edge.subject, "o": edge.object, "p": edge_properties(edge)}
                    for edge in subgraph.claims()
                    if edge.relation == relation
                ),
                f"MATCH (s:Entity {{id: row.s}}), (o:Entity {{id: row.o}}) CREATE (s)-[c:{relation}]->(o) "
                "SET c = row.p",
            )
        _unwind(
            out,
            (values for _, values in sorted(documents(subgraph.claims()).items())),
            "CREATE (d:Document) SET d = row",
        )
        _unwind(
            out,
            (
                {"d": proof.document, "a": [edge.subject, edge.object], "p": proof_properties(edge, proof)}
                for edge in subgraph.claims()
                for proof in edge.proofs
            ),
            "MATCH (d:Document {key: row.d}) CREATE (e:Evidence)-[:IN]->(d) SET e = row.p "
            "WITH e, row UNWIND row.a AS id MATCH (n:Entity {id: id}) CREATE (e)-[:ABOUT]->(n)",
        )


def _node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "name": node.name, "aliases": list(node.aliases)}


def _unwind(out: TextIO, rows: Iterator[dict[str, Any]], then: str) -> None:
    while batch := list(islice(rows, BATCH)):
        out.write("UNWIND [\n" + ",\n".join(literal(row) for row in batch) + f"\n] AS row\n{then};\n")
