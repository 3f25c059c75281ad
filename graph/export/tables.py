"""CSV: a folder with `entities.csv`, `claims.csv` and `evidence.csv`, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from ..subgraph import Subgraph
from . import fields

DANGEROUS = frozenset("=+-@\t\r")
"""What a cell must not begin with: a spreadsheet would run it as a formula."""

COLUMNS: dict[str, Iterable[str]] = {"entities": fields.NODE, "claims": fields.EDGE, "evidence": fields.PROOF}


def rows(subgraph: Subgraph) -> Iterator[tuple[str, list[fields.Scalar]]]:
    """Every row with the name of its table: all entities, then each claim followed by its evidence."""
    for node in subgraph.entities():
        yield "entities", fields.of_node(node)
    for edge in subgraph.claims():
        yield "claims", fields.of_edge(edge)
        for proof in edge.proofs:
            yield "evidence", fields.of_proof(edge, proof)


def write(subgraph: Subgraph, target: Path) -> None:
    with ExitStack() as files:
        write_row = {}
        for table, columns in COLUMNS.items():
            file = files.enter_context((target / f"{table}.csv").open("w", encoding="utf-8", newline=""))
            write_row[table] = csv.writer(file).writerow
            write_row[table](columns)
        for table, values in rows(subgraph):
            write_row[table](
                [f"'{value}" if value.__class__ is str and value[:1] in DANGEROUS else value for value in values]
            )
