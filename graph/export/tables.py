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

_BUFFER = 1 << 20  # bytes

COLUMNS: dict[str, Iterable[str]] = {"entities": fields.NODE, "claims": fields.EDGE, "evidence": fields.PROOF}
_TEXTS = ("name", "aliases", "subject", "object", *fields.QUALIFIERS, "quote", "document", "title", "source")
_FREE = {
    "entities": ("id", *_TEXTS),
    "claims": _TEXTS,
    "evidence": (*_TEXTS, "locator", "publisher"),
}
_AT = {table: [n for n, name in enumerate(columns) if name in _FREE[table]] for table, columns in COLUMNS.items()}
"""Where a row of each table has text that may begin with anything."""


def rows(subgraph: Subgraph) -> Iterator[tuple[str, list[fields.Scalar]]]:
    """Every row with the name of its table: all entities, then each claim followed by its evidence."""
    for node in subgraph.entities():
        yield "entities", fields.of_node(node)
    for edge in subgraph.claims():
        yield "claims", fields.of_edge(edge)
        for proof in edge.proofs:
            yield "evidence", fields.of_proof(proof)


def write(subgraph: Subgraph, target: Path) -> None:
    with ExitStack() as files:
        write_row = {}
        for table, columns in COLUMNS.items():
            path = target / f"{table}.csv"
            file = files.enter_context(path.open("w", encoding="utf-8", newline="", buffering=_BUFFER))
            write_row[table] = csv.writer(file).writerow
            write_row[table](columns)
        for table, values in rows(subgraph):
            for n in _AT[table]:
                if (text := values[n]) and text[0] in DANGEROUS:  # type: ignore[index]
                    values[n] = f"'{text}"
            write_row[table](values)
