"""RDF: each claim a resource of its own with its dates, and PROV for the evidence that it was derived from.

The vocabulary is published beside the data's namespace: `https://w3id.org/cyberentente/vocabulary#`, its terms being
the entity types, relations and properties of `schema/vocabulary.yaml` (docs/schema.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from ..subgraph import Edge, Node, Proof, Subgraph

PREFIXES = {
    "entente": "https://w3id.org/cyberentente/vocabulary#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "loc": "http://id.loc.gov/datatypes/",
}
TYPE = "rdf:type"
_EDTF = "loc:edtf"
_DATA = "https://w3id.org/cyberentente/"


class Iri(NamedTuple):
    """A thing: its whole IRI, or a name with one of the prefixes."""

    text: str


class Literal(NamedTuple):
    """A value as text, with the prefixed name of its type if that is not text."""

    text: str
    type: str | None = None


class Resource(NamedTuple):
    """A thing by its whole IRI and what is said of it: prefixed predicates and their objects."""

    iri: str
    said: list[tuple[str, Iri | Literal]]


def resources(subgraph: Subgraph) -> Iterator[Resource]:
    """Every entity, then each claim with its evidence; a document where it is first needed."""
    for node in subgraph.entities():
        yield _node(node)
    documents = set()
    for edge in subgraph.claims():
        yield _edge(edge)
        for proof in edge.proofs:
            if proof.key not in documents:
                documents.add(proof.key)
                yield _document(proof)
            yield _proof(proof)


def _node(node: Node) -> Resource:
    return _resource(
        f"entity/{quote(node.id, safe='')}",
        [
            (TYPE, Iri(f"entente:{node.type}")),
            ("dcterms:identifier", Literal(node.id)),
            ("skos:prefLabel", Literal(node.name)),
            *(("skos:altLabel", Literal(alias)) for alias in node.aliases),
        ],
    )


def _edge(edge: Edge) -> Resource:
    qualifiers = [
        (f"entente:{name}", Literal(text))
        for name, value in edge.qualifiers.items()
        for text in ([value] if isinstance(value, str) else value)
    ]
    return _resource(
        f"claim/{edge.id}",
        [
            (TYPE, Iri("entente:Claim")),
            ("rdf:subject", Iri(f"{_DATA}entity/{quote(edge.subject, safe='')}")),
            ("rdf:predicate", Iri(f"entente:{edge.relation}")),
            ("rdf:object", Iri(f"{_DATA}entity/{quote(edge.object, safe='')}")),
            ("entente:confidence", _literal(edge.confidence)),
            ("entente:when", _literal(edge.when, _EDTF)),
            ("entente:earliest", _literal(edge.earliest)),
            ("entente:latest", _literal(edge.latest)),
            ("entente:phase", _literal(edge.phase)),
            *qualifiers,
            *(("prov:wasDerivedFrom", Iri(f"{_DATA}evidence/{proof.id}")) for proof in edge.proofs),
        ],
    )


def _document(proof: Proof) -> Resource:
    return _resource(
        f"document/{quote(proof.key, safe='')}",
        [
            (TYPE, Iri("prov:Entity")),
            ("rdfs:label", Literal(proof.title or proof.key)),
            ("dcterms:issued", _literal(proof.date, _EDTF)),
        ],
    )


def _proof(proof: Proof) -> Resource:
    said = proof.properties.get
    document = Iri(f"{_DATA}document/{quote(proof.key, safe='')}")
    return _resource(
        f"evidence/{proof.id}",
        [
            (TYPE, Iri("prov:Entity")),
            ("prov:wasQuotedFrom" if proof.quote else "prov:wasDerivedFrom", document),
            ("prov:value", _literal(proof.quote)),
            ("entente:charStart", _literal(said("char_start"))),
            ("entente:charEnd", _literal(said("char_end"))),
            ("entente:confidence", _literal(said("confidence"))),
            ("entente:rule", _literal(said("rule"))),
            ("dcterms:source", _literal(proof.source)),
            ("dcterms:publisher", _literal(proof.publisher)),
            ("dcterms:references", _literal(proof.url)),
            ("entente:locator", _literal(said("source_locator"))),
            ("entente:seen", _literal(proof.seen)),
        ],
    )


def _literal(value: str | int | float | dt.date | None, type_: str | None = None) -> Literal | None:
    match value:
        case None | str():
            return None if value is None else Literal(value, type_)
        case int():
            return Literal(str(value), "xsd:integer")
        case float():
            return Literal(repr(value), "xsd:double")
        case dt.date():
            return Literal(value.isoformat(), "xsd:date")


def _resource(path: str, said: Iterable[tuple[str, Iri | Literal | None]]) -> Resource:
    return Resource(_DATA + path, [(predicate, value) for predicate, value in said if value is not None])
