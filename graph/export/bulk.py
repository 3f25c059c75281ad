"""CSV files with headers for `neo4j-admin database import full`, and the command that imports them in `import.sh`."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ..subgraph import Subgraph
from .script import documents, edge_properties, proof_id, proof_properties

ARRAY = "\x1f"
_CLAIM = [
    "id",
    "when",
    "phase",
    "earliest:date",
    "latest:date",
    "confidence:double",
    "topics:string[]",
    "role",
    "incident",
    "according_to",
    "date_wording",
    "note",
    "quote",
    "source",
]
_PROOF = [
    "claim",
    "quote",
    "char_start:long",
    "char_end:long",
    "confidence:double",
    "rule",
    "source",
    "publisher",
    "url",
    "seen",
]
_COMMAND = """#!/bin/sh
# Imports these files into a new database: sh import.sh [DATABASE]. Neo4j must not be running on it.
cd "$(dirname "$0")" && exec neo4j-admin database import full "${1:-neo4j}" \\
  --nodes=./entities.csv --nodes=Document=./documents.csv --nodes=Evidence=./evidence.csv \\
  --relationships=./claims.csv --relationships=IN=./in.csv --relationships=ABOUT=./about.csv \\
  --array-delimiter=U+001F --multiline-fields=true --id-type=string
"""
_HEADERS = {
    "entities": ["id:ID(entity)", "name", "aliases:string[]", ":LABEL"],
    "documents": ["key:ID(document)", "title", "date"],
    "evidence": ["id:ID(evidence)", *_PROOF],
    "claims": [":START_ID(entity)", ":END_ID(entity)", ":TYPE", *_CLAIM],
    "in": [":START_ID(evidence)", ":END_ID(document)"],
    "about": [":START_ID(evidence)", ":END_ID(entity)"],
}


def write(subgraph: Subgraph, target: Path) -> None:
    with ExitStack() as files:
        tables = {}
        for name, header in _HEADERS.items():
            file = files.enter_context((target / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            tables[name] = csv.writer(file, lineterminator="\n")
            tables[name].writerow(header)
        for node in subgraph.entities():
            tables["entities"].writerow([node.id, node.name, ARRAY.join(node.aliases), f"Entity{ARRAY}{node.type}"])
        for edge in subgraph.claims():
            claim = edge_properties(edge)
            tables["claims"].writerow([edge.subject, edge.object, edge.relation, *_columns(claim, _CLAIM)])
            for proof in edge.proofs:
                id_ = proof_id(edge, proof)
                tables["evidence"].writerow([id_, *_columns(proof_properties(edge, proof), _PROOF)])
                tables["in"].writerow([id_, proof.document])
                tables["about"].writerows([[id_, edge.subject], [id_, edge.object]])
        for key, values in sorted(documents(subgraph.claims()).items()):
            tables["documents"].writerow([key, values.get("title"), values.get("date")])
    (target / "import.sh").write_text(_COMMAND, encoding="utf-8")


def _columns(values: dict[str, Any], header: list[str]) -> list[Any]:
    cells = (values.get(column.split(":")[0]) for column in header)
    return [ARRAY.join(cell) if isinstance(cell, tuple) else cell for cell in cells]
