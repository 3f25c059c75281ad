"""CSV: a folder with `entities.csv`, `claims.csv` and `evidence.csv`, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from ..subgraph import Subgraph
from . import fields

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: fields.Scalar) -> fields.Scalar:
    """A text that a spreadsheet would run as a formula, with an apostrophe before it; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_DANGEROUS) else value


def rows(subgraph: Subgraph) -> Iterator[tuple[str, dict[str, fields.Scalar]]]:
    """Every row with the name of its table: all entities, then each claim followed by its evidence."""
    for node in subgraph.entities():
        yield "entities", fields.of_node(node)
    for edge in subgraph.claims():
        yield "claims", fields.of_edge(edge)
        for proof in edge.proofs:
            yield "evidence", fields.of_proof(edge, proof)


COLUMNS: dict[str, Iterable[str]] = {"entities": fields.NODE, "claims": fields.EDGE, "evidence": fields.PROOF}


def write(subgraph: Subgraph, target: Path) -> None:
    with ExitStack() as files:
        writers = {}
        for table, columns in COLUMNS.items():
            file = files.enter_context((target / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            writers[table] = csv.writer(file)
            writers[table].writerow(columns)
        for table, values in rows(subgraph):
            writers[table].writerow([harmless(value) for value in values.values()])
