"""CSV: a folder with `entities.csv`, `claims.csv` and `evidence.csv`, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path

from ..subgraph import Subgraph
from . import fields

DANGEROUS = frozenset("=+-@\t\r")
"""What a cell must not begin with: a spreadsheet would run it as a formula."""

_BUFFER = 1 << 20  # bytes
_ROWS = 500  # written at once
_END = "\x1f"
_RUN = re.compile(f"{_END}[{re.escape(''.join(sorted(DANGEROUS)))}]")

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
        writers = {}
        for table, columns in COLUMNS.items():
            path = target / f"{table}.csv"
            file = files.enter_context(path.open("w", encoding="utf-8", newline="", buffering=_BUFFER))
            writers[table] = csv.writer(file)
            writers[table].writerow(columns)
        waiting: dict[str, list[list[fields.Scalar]]] = {table: [] for table in COLUMNS}
        for table, values in rows(subgraph):
            waiting[table].append(values)
            if len(waiting[table]) == _ROWS:
                writers[table].writerows(_harmless(table, waiting[table]))
                waiting[table] = []
        for table, last in waiting.items():
            writers[table].writerows(_harmless(table, last))


def _harmless(table: str, values: list[list[fields.Scalar]]) -> list[list[fields.Scalar]]:
    """The rows with an apostrophe before what a spreadsheet would run."""
    texts = itemgetter(*_AT[table])
    for row in values:
        if _RUN.search(_END + _END.join(filter(None, texts(row)))):
            for n in _AT[table]:
                if (text := row[n]) and text[0] in DANGEROUS:  # type: ignore[index]
                    row[n] = f"'{text}"
    return values
