"""RDF in JSON-LD, written as it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..subgraph import Subgraph
from .lines import dumps
from .nodelink import write_items
from .rdf import PREFIXES, TYPE, Iri, Literal, Resource, resources


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"@context": {dumps(PREFIXES)},\n"@graph": [')
        write_items(out, map(_object, resources(subgraph)))
        out.write("]}\n")


def _object(resource: Resource) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": resource.iri}
    for predicate, value in resource.said:
        if predicate == TYPE:
            found["@type"] = value.text
        else:
            found.setdefault(predicate, []).append(_value(value))
    return found


def _value(value: Iri | Literal) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.text}
    return {"@value": value.text, "@type": value.type} if value.type else {"@value": value.text}
