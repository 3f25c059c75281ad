"""RDF in JSON-LD, written as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rdflib import RDF, Literal, URIRef

from ..subgraph import Subgraph
from .lines import dumps
from .nodelink import write_items
from .rdf import PREFIXES, Resource, resources


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {dumps(PREFIXES)},\n"@graph": [')
        write_items(out, _objects(subgraph))
        out.write("]}\n")


def _objects(subgraph: Subgraph) -> Iterator[dict[str, Any]]:
    for resource in resources(subgraph):
        yield _object(resource)


def _object(resource: Resource) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": str(resource.id)}
    for predicate, value in resource.said:
        if predicate == RDF.type:
            found["@type"] = str(value)
        else:
            found.setdefault(_short(predicate), []).append(_value(value))
    return found


def _short(predicate: URIRef) -> str:
    return next(
        f"{prefix}:{predicate[len(start) :]}" for prefix, start in PREFIXES.items() if predicate.startswith(start)
    )


def _value(value: URIRef | Literal) -> dict[str, str]:
    if isinstance(value, URIRef):
        return {"@id": str(value)}
    return {"@value": str(value), **({"@type": str(value.datatype)} if value.datatype else {})}
