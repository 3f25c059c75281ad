"""RDF in Turtle."""

from __future__ import annotations

from pathlib import Path

from ..subgraph import Subgraph
from .rdf import graph_of


def write(subgraph: Subgraph, target: Path) -> None:
    graph_of(subgraph).serialize(target, format="turtle", encoding="utf-8")
