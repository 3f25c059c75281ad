"""RDF in Turtle, written as it is read."""

from __future__ import annotations

from pathlib import Path

from ..subgraph import Subgraph
from .lines import dumps
from .rdf import PREFIXES, Iri, Literal, resources


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
        for iri, said in resources(subgraph):
            lines = " ;\n    ".join([f"{predicate} {_term(value)}" for predicate, value in said])
            out.write(f"\n<{iri}> {lines} .\n")


def _term(value: Iri | Literal) -> str:
    if isinstance(value, Iri):
        return f"<{value.text}>" if value.text.startswith("https://") else value.text
    text = dumps(value.text)  # a text is written in Turtle as in JSON
    return f"{text}^^{value.type}" if value.type else text
