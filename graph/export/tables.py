"""CSV: a folder with `entities.csv`, `claims.csv` and `evidence.csv`, safe to open in a spreadsheet.

Free text is always in quotation marks, and nothing else ever is. Some hundred rows are written at once, column by
column, which takes half the time of the csv module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from ..subgraph import Subgraph
from . import fields

Rows = list[list[fields.Scalar]]
T = TypeVar("T")

COLUMNS = {"entities": fields.NODE, "claims": fields.EDGE, "evidence": fields.PROOF}
DANGEROUS = frozenset("=+-@\t\r")
"""What a cell must not begin with: a spreadsheet would run it as a formula."""

_BATCH = 200  # entities, or claims
_WORDS = {"claim", "type", "relation", "when", "phase", "earliest", "latest", "from", "to", "date", "rule", "seen"}
"""Columns of single words, which need no quotation marks."""
_NEXT = "\x1f"
_RUN = re.compile(f"{_NEXT}[{re.escape(''.join(sorted(DANGEROUS)))}]")


def tables(subgraph: Subgraph) -> Iterator[tuple[str, Rows]]:
    """Some rows at a time with the name of their table: all entities, then some claims, then their evidence."""
    for nodes in _batches(subgraph.entities()):
        yield "entities", [fields.of_node(node) for node in nodes]
    for edges in _batches(subgraph.claims()):
        yield "claims", [fields.of_edge(edge) for edge in edges]
        yield "evidence", [fields.of_proof(proof) for edge in edges for proof in edge.proofs]


def write(subgraph: Subgraph, target: Path) -> None:
    with ExitStack() as opened:
        files = {}
        for table, names in COLUMNS.items():
            path = target / f"{table}.csv"
            files[table] = opened.enter_context(path.open("w", encoding="utf-8", newline=""))
            files[table].write(",".join(names) + "\r\n")
        for table, rows in tables(subgraph):
            columns = zip(COLUMNS[table].items(), zip(*rows, strict=True), strict=False)  # without rows there are none
            cells = [_cells(name, type_, column) for (name, type_), column in columns]
            files[table].write("\r\n".join([*map(",".join, zip(*cells, strict=True)), ""]))


def _batches(things: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(things, _BATCH)):
        yield batch


def _cells(name: str, type_: type, column: Sequence[Any]) -> Sequence[str]:
    """The values of a column as they are written: an apostrophe stands before what a spreadsheet would run."""
    if type_ is not str:
        return [_number(value) for value in column]
    if name in _WORDS:
        return [value or "" for value in column] if None in column else column
    texts = _NEXT.join(filter(None, column))
    if not texts:
        return [""] * len(column)
    if '"' in texts:
        column = [value and value.replace('"', '""') for value in column]
    if _RUN.search(_NEXT + texts):
        column = [f"'{value}" if value and value[0] in DANGEROUS else value for value in column]
    return [f'"{value}"' if value else "" for value in column]


@lru_cache
def _number(value: float | None) -> str:
    return "" if value is None else str(value)
