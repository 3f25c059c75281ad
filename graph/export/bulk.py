"""CSV files with headers for `neo4j-admin database import full`, and `import.sh` with the command that imports them.

Properties are those of the store, so that Entente's questions can be asked of the new database.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ...schema.vocabulary import vocabulary
from ..schema import constraints
from ..subgraph import Subgraph
from .script import document_of

_ARRAY = "\x1f"
_QUALIFIERS = [f"{name}:string[]" if known.many else name for name, known in vocabulary().qualifiers.items()]
_TIMES = ["loaded:localdatetime", "retracted:localdatetime", "past:string[]"]
_SOURCE = ["source_title", "source_publisher", "source_url", "source_locator", "source_seen:date"]
_ENTITY = ["name", "aliases:string[]", *_TIMES]
_CLAIM = [
    "id",
    "when",
    "phase",
    "earliest:date",
    "latest:date",
    "ongoing:boolean",
    "start_earliest:date",
    "start_latest:date",
    "end_earliest:date",
    "end_latest:date",
    "known_until:date",
    "confidence:double",
    "witnesses:long",
    "quote",
    "source",
    "document",
    *_QUALIFIERS,
    *_TIMES,
]
_PROOF = [
    "claim",
    "says",
    "strand",
    "subject",
    "relation",
    "object",
    "when",
    "phase",
    "modality",
    "quote",
    "char_start:long",
    "char_end:long",
    "confidence:double",
    "rule",
    *(f"{end}_{what}" for end in ("subject", "object") for what in ("mention", "start:long", "end:long")),
    *_SOURCE,
    *_QUALIFIERS,
    *_TIMES,
]
_DOCUMENT = [
    "sha256",
    "fingerprint",
    "kind",
    "title",
    "date",
    "latest:date",
    "reader",
    *_SOURCE,
    "loaded:localdatetime",
    "updated:localdatetime",
]
_COMMAND = """#!/bin/sh
# Imports these files into a new database: sh import.sh [DATABASE]. Neo4j must not be running on it.
# When it runs again, `cypher-shell --file indexes.cypher` makes questions fast.
cd "$(dirname "$0")" && exec neo4j-admin database import full "${1:-neo4j}" \\
  --nodes=./entities.csv --nodes=Document=./documents.csv --nodes=Evidence=./evidence.csv \\
  --relationships=./claims.csv --relationships=IN=./in.csv --relationships=ABOUT=./about.csv \\
  --array-delimiter=U+001F --multiline-fields=true --id-type=string
"""
_HEADERS = {
    "entities": ["id:ID(entity)", ":LABEL", *_ENTITY],
    "documents": ["key:ID(document)", *_DOCUMENT],
    "evidence": ["id:ID(evidence)", *_PROOF],
    "claims": [":START_ID(entity)", ":END_ID(entity)", ":TYPE", *_CLAIM],
    "in": [":START_ID(evidence)", ":END_ID(document)"],
    "about": [":START_ID(evidence)", ":END_ID(entity)"],
}


def write(subgraph: Subgraph, target: Path) -> None:
    with ExitStack() as files:
        write_row = {}
        for name, header in _HEADERS.items():
            file = files.enter_context((target / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            write_row[name] = csv.writer(file, lineterminator="\n").writerow
            write_row[name](header)
        for node in subgraph.entities():
            labels = f"Entity{_ARRAY}{node.type}"
            write_row["entities"]([node.id, labels, *_cells(node.properties, _ENTITY)])
        seen = set()
        for edge in subgraph.claims():
            write_row["claims"]([edge.subject, edge.object, edge.relation, *_cells(edge.properties, _CLAIM)])
            for proof in edge.proofs:
                if proof.key not in seen:
                    seen.add(proof.key)
                    write_row["documents"]([proof.key, *_cells(document_of(proof), _DOCUMENT)])
                write_row["evidence"]([proof.id, *_cells(proof.properties, _PROOF)])
                write_row["in"]([proof.id, proof.key])
                write_row["about"]([proof.id, edge.subject])
                write_row["about"]([proof.id, edge.object])
    (target / "indexes.cypher").write_text("".join(f"{each};\n" for each in constraints()), encoding="utf-8")
    (target / "import.sh").write_text(_COMMAND, encoding="utf-8")


def _cells(properties: Mapping[str, Any], header: list[str]) -> list[Any]:
    return [_cell(properties.get(column.partition(":")[0])) for column in header]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return _ARRAY.join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date) else value
