"""RDF: each claim a resource of its own with its dates, and PROV for the evidence that it was derived from.

The vocabulary is published beside the data's namespace: `https://w3id.org/cyberentente/vocabulary#`, its terms being
the entity types, relations and properties of `schema/vocabulary.yaml` (docs/schema.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Literal, Namespace, URIRef

from ..subgraph import Edge, Node, Proof, Subgraph
from .fields import day

TERMS = Namespace("https://w3id.org/cyberentente/vocabulary#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf")
PREFIXES = {
    "entente": str(TERMS),
    "prov": str(PROV),
    "skos": str(SKOS),
    "dcterms": str(DCTERMS),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
}
_DATA = "https://w3id.org/cyberentente/"


class Resource(NamedTuple):
    """A thing and what is said of it: predicates and their objects, none of them None."""

    id: URIRef
    said: list[tuple[URIRef, URIRef | Literal]]


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


def _entity(id_: str) -> URIRef:
    return URIRef(f"{_DATA}entity/{quote(id_, safe='')}")


def _evidence(proof: Proof) -> URIRef:
    return URIRef(f"{_DATA}evidence/{proof.id}")


def _document_id(proof: Proof) -> URIRef:
    return URIRef(f"{_DATA}document/{quote(proof.key, safe='')}")


def _node(node: Node) -> Resource:
    said = [(RDF.type, TERMS[node.type]), (DCTERMS.identifier, Literal(node.id)), (SKOS.prefLabel, Literal(node.name))]
    return _resource(_entity(node.id), [*said, *((SKOS.altLabel, Literal(alias)) for alias in node.aliases)])


def _edge(edge: Edge) -> Resource:
    said: list[tuple[URIRef, Any]] = [
        (RDF.type, TERMS.Claim),
        (RDF.subject, _entity(edge.subject)),
        (RDF.predicate, TERMS[edge.relation]),
        (RDF.object, _entity(edge.object)),
        (TERMS.confidence, Literal(edge.confidence, datatype=XSD.double)),
        (TERMS.when, _literal(edge.when, EDTF)),
        (TERMS.earliest, _literal(day(edge.earliest), XSD.date)),
        (TERMS.latest, _literal(day(edge.latest), XSD.date)),
        (TERMS.phase, _literal(edge.phase)),
    ]
    for name, value in edge.qualifiers.items():
        said += [(TERMS[name], Literal(text)) for text in ([value] if isinstance(value, str) else value)]
    said += [(PROV.wasDerivedFrom, _evidence(proof)) for proof in edge.proofs]
    return _resource(URIRef(f"{_DATA}claim/{edge.id}"), said)


def _document(proof: Proof) -> Resource:
    said = [
        (RDF.type, PROV.Entity),
        (RDFS.label, Literal(proof.title or proof.key)),
        (DCTERMS.issued, _literal(proof.date, EDTF)),
    ]
    return _resource(_document_id(proof), said)


def _proof(proof: Proof) -> Resource:
    said = proof.properties.get
    return _resource(
        _evidence(proof),
        [
            (RDF.type, PROV.Entity),
            (PROV.wasQuotedFrom if proof.quote else PROV.wasDerivedFrom, _document_id(proof)),
            (PROV.value, _literal(proof.quote)),
            (TERMS.charStart, _literal(said("char_start"))),
            (TERMS.charEnd, _literal(said("char_end"))),
            (TERMS.confidence, _literal(said("confidence"))),
            (TERMS.rule, _literal(said("rule"))),
            (DCTERMS.source, _literal(proof.source)),
            (DCTERMS.publisher, _literal(proof.publisher)),
            (DCTERMS.references, _literal(proof.url)),
            (TERMS.locator, _literal(said("source_locator"))),
            (TERMS.seen, _literal(day(proof.seen), XSD.date)),
        ],
    )


def _literal(value: str | int | float | None, datatype: URIRef | None = None) -> Literal | None:
    return None if value is None else Literal(value, datatype=datatype)


def _resource(id_: URIRef, said: Iterable[tuple[URIRef, Any]]) -> Resource:
    return Resource(id_, [(predicate, value) for predicate, value in said if value is not None])
