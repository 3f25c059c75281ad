"""Hands a subgraph on, one module per format; every format is written from the same selection.

A format's `write(subgraph, target)` writes the file, or the files of a folder, that `target` names. Same selection,
same bytes: everything is sorted, and nothing says when it was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from ...schema.errors import EntenteError, UsageError
from ..subgraph import Subgraph
from ..target import written

Writer = Callable[[Subgraph, Path], None]


@dataclass(frozen=True)
class Format:
    """A form in which a subgraph leaves Entente; `suffixes` are those that its file may have, none for a folder."""

    module: str
    means: str
    suffixes: tuple[str, ...] = ()

    def writer(self) -> Writer:
        """What writes it; EntenteError when packages are missing for it."""
        try:
            return cast(Writer, import_module(f".{self.module}", __package__).write)
        except ImportError as error:
            raise EntenteError(
                f"this format needs more packages ({error.name}): pip install 'cyberentente[export]'"
            ) from error


FORMATS: dict[str, Format] = {
    "graphml": Format("graphml", "GraphML, for networkx, igraph, yEd, Gephi", (".graphml", ".xml")),
    "gexf": Format("gexf", "GEXF 1.3 with the time of each edge, for Gephi's timeline", (".gexf",)),
    "csv": Format("tables", "a folder of CSV tables: entities, claims, evidence"),
    "xlsx": Format("workbook", "an Excel workbook with the same three tables", (".xlsx",)),
    "json": Format("nodelink", "JSON in node-link form, for networkx and D3", (".json",)),
    "jsonl": Format("lines", "JSON Lines: one entity or claim a line", (".jsonl", ".ndjson")),
    "cypher": Format("script", "a Cypher script that rebuilds the subgraph in an empty Neo4j", (".cypher", ".cql")),
    "neo4j-admin": Format("bulk", "a folder of CSV files with headers for neo4j-admin database import"),
    "turtle": Format("turtle", "RDF in Turtle, with PROV for the evidence", (".ttl",)),
    "jsonld": Format("jsonld", "RDF in JSON-LD, with PROV for the evidence", (".jsonld", ".json")),
    "stix": Format("stix", "a STIX 2.1 bundle", (".json", ".stix")),
    "ftm": Format("ftm", "FollowTheMoney entities, one a line", (".ijson", ".jsonl", ".json")),
    "dossier": Format("dossier", "a brief with footnotes: Markdown, HTML or Word by suffix", (".md", ".html", ".docx")),
}


def export(subgraph: Subgraph, name: str, target: Path, *, force: bool = False) -> None:
    """Write the subgraph in the named format.

    UsageError for an unknown format or a suffix that does not fit it; EntenteError when the selection is empty (exit
    status 3), when the target exists and `force` is not set, or when it can't be written. Nothing half-written stays.
    """
    format_ = FORMATS.get(name)
    if format_ is None:
        raise UsageError(f"unknown format '{name}': use one of {', '.join(FORMATS)}")
    if format_.suffixes and target.suffix.lower() not in format_.suffixes:
        raise UsageError(f"{target}: a {name} file ends in {' or '.join(format_.suffixes)}")
    if subgraph.is_empty:
        raise EntenteError("nothing is selected, so nothing was written: widen the selection", exit_code=3)
    with written(target, folder=not format_.suffixes, force=force) as place:
        format_.writer()(subgraph, place)
