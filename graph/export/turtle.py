"""RDF in Turtle, written as it is read."""

from __future__ import annotations

from pathlib import Path

from rdflib import RDF, Graph

from ..subgraph import Subgraph
from .rdf import PREFIXES, resources


def write(subgraph: Subgraph, target: Path) -> None:
    known = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        known.bind(prefix, namespace)
    names = known.namespace_manager
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
        for resource in resources(subgraph):
            said = " ;\n    ".join(
                f"{'a' if predicate == RDF.type else predicate.n3(names)} {value.n3(names)}"
                for predicate, value in resource.said
            )
            out.write(f"\n{resource.id.n3()} {said} .\n")
