"""RDF in JSON-LD."""

from __future__ import annotations

import json
from pathlib import Path

from ..subgraph import Subgraph
from .rdf import TERMS, graph_of

_CONTEXT = {
    "entente": str(TERMS),
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def write(subgraph: Subgraph, target: Path) -> None:
    data = json.loads(graph_of(subgraph).serialize(format="json-ld", context=_CONTEXT))
    data["@graph"].sort(key=lambda resource: resource["@id"])
    for resource in data["@graph"]:
        for values in resource.values():
            if isinstance(values, list):
                values.sort(key=json.dumps)
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(text + "\n", encoding="utf-8")
