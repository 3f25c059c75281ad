"""A Cypher script that rebuilds the subgraph, evidence and all, in an empty Neo4j, ready for Entente's questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from ..schema import constraints
from ..subgraph import Proof, Subgraph

_BATCH = 200
_ESCAPES = {code: f"\\u{code:04x}" for code in range(32)} | {ord("\\"): "\\\\", ord("'"): "\\'"}
_DOCUMENT = "CREATE (d:Document) SET d = row"
_EVIDENCE = (
    "MATCH (d:Document {key: row.d}) CREATE (e:Evidence)-[:IN]->(d) SET e = row.p "
    "WITH e, row UNWIND row.a AS id MATCH (n:Entity {id: id}) CREATE (e)-[:ABOUT]->(n)"
)


def literal(value: Any) -> str:
    """A Cypher literal of a text, number, day, time, list or map."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.datetime):
        return f"localdatetime('{value.isoformat()}')"
    if isinstance(value, dt.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, list | tuple):
        return f"[{', '.join(literal(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"`{name}`: {literal(item)}" for name, item in value.items()) + "}"
    return f"'{str(value).translate(_ESCAPES)}'"


def document_of(proof: Proof) -> dict[str, Any]:
    """The properties of the proof's document; its fingerprint says that a part of it at most is there.

    So `entente load` will read the document anew, and not take it for loaded.
    """
    return {**proof.document, "fingerprint": "exported"}


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.write("// A subgraph of Entente. Run it on an empty database: cypher-shell --file THIS_FILE\n")
        file.writelines(f"{statement};\n" for statement in constraints())
        file.write("CALL db.awaitIndexes();\n")
        out = _Batches(file)
        for node in subgraph.entities():
            out.add(f"CREATE (n:Entity:{node.type}) SET n = row", node.properties)
        out.flush()
        seen = set()
        for edge in subgraph.claims():
            out.add(
                "MATCH (s:Entity {id: row.s}), (o:Entity {id: row.o}) "
                f"CREATE (s)-[c:{edge.relation}]->(o) SET c = row.p",
                {"s": edge.subject, "o": edge.object, "p": edge.properties},
            )
            for proof in edge.proofs:
                if proof.key not in seen:
                    seen.add(proof.key)
                    out.add(_DOCUMENT, document_of(proof))
                out.add(_EVIDENCE, {"d": proof.key, "a": [edge.subject, edge.object], "p": proof.properties})
        out.flush()


class _Batches:
    """Writes rows in batches of those that want the same done to them; evidence comes after its documents."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._rows: dict[str, list[str]] = {}

    def add(self, then: str, row: Mapping[str, Any]) -> None:
        rows = self._rows.setdefault(then, [])
        rows.append(literal(row))
        if len(rows) == _BATCH:
            if then == _EVIDENCE:
                self._write(_DOCUMENT)
            self._write(then)

    def flush(self) -> None:
        for then in sorted(self._rows, key=lambda then: (then == _EVIDENCE, then)):
            self._write(then)

    def _write(self, then: str) -> None:
        if rows := self._rows.pop(then, []):
            self._out.write("UNWIND [\n" + ",\n".join(rows) + f"\n] AS row\n{then};\n")
