"""JSON in node-link form, the one that networkx and D3 read, written as it is read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from ..subgraph import Subgraph
from .lines import dumps, of_edge, of_node


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write('{"directed": true, "multigraph": true, "graph": {"name": "entente"},\n"nodes": [')
        write_items(out, (of_node(node) for node in subgraph.entities()))
        out.write('],\n"edges": [')
        write_items(out, (_edge(of_edge(edge)) for edge in subgraph.claims()))
        out.write("]}\n")


def _edge(values: dict[str, Any]) -> dict[str, Any]:
    ends = {"source": values.pop("subject"), "target": values.pop("object"), "key": values.pop("id")}
    return ends | values


def write_items(out: TextIO, items: Iterable[dict[str, Any]]) -> None:
    """Write the items of a JSON array, one a line."""
    separator = "\n"
    for item in items:
        out.write(separator + dumps(item))
        separator = ",\n"
