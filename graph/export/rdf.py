"""RDF: each claim a resource of its own with its dates, and PROV for the evidence that it was derived from.

The vocabulary is published beside the data's namespace: `https://w3id.org/cyberentente/vocabulary#`, its terms being
the entity types, relations and properties of `schema/vocabulary.yaml` (docs/schema.md).
"""

from __future__ import annotations

from urllib.parse import quote

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from ..subgraph import Edge, Node, Proof, Subgraph
from .script import proof_id

TERMS = Namespace("https://w3id.org/cyberentente/vocabulary#")
_DATA = "https://w3id.org/cyberentente/"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf")


def graph_of(subgraph: Subgraph) -> Graph:
    """The subgraph as an rdflib graph, which is in memory as a whole."""
    graph = Graph()
    for prefix, namespace in (("entente", TERMS), ("prov", PROV), ("skos", SKOS), ("dcterms", DCTERMS)):
        graph.bind(prefix, namespace)
    for node in subgraph.entities():
        _add_node(graph, node)
    for edge in subgraph.claims():
        _add_edge(graph, edge)
    return graph


def entity(id_: str) -> URIRef:
    return URIRef(f"{_DATA}entity/{quote(id_, safe='')}")


def _add_node(graph: Graph, node: Node) -> None:
    subject = entity(node.id)
    graph.add((subject, RDF.type, TERMS[node.type]))
    graph.add((subject, DCTERMS.identifier, Literal(node.id)))
    graph.add((subject, SKOS.prefLabel, Literal(node.name)))
    for alias in node.aliases:
        graph.add((subject, SKOS.altLabel, Literal(alias)))


def _add_edge(graph: Graph, edge: Edge) -> None:
    claim = URIRef(f"{_DATA}claim/{edge.id}")
    graph.add((claim, RDF.type, TERMS.Claim))
    graph.add((claim, RDF.subject, entity(edge.subject)))
    graph.add((claim, RDF.predicate, TERMS[edge.relation]))
    graph.add((claim, RDF.object, entity(edge.object)))
    graph.add((claim, TERMS.confidence, Literal(edge.confidence, datatype=XSD.double)))
    if edge.when:
        graph.add((claim, TERMS.when, Literal(edge.when, datatype=EDTF)))
    for name, day in (("earliest", edge.earliest), ("latest", edge.latest)):
        if day:
            graph.add((claim, TERMS[name], Literal(day.isoformat(), datatype=XSD.date)))
    if edge.phase:
        graph.add((claim, TERMS.phase, Literal(edge.phase)))
    for name, value in edge.qualifiers.items():
        for item in value if isinstance(value, tuple) else (value,):
            graph.add((claim, TERMS[name], Literal(item)))
    for proof in edge.proofs:
        _add_proof(graph, claim, edge, proof)


def _add_proof(graph: Graph, claim: URIRef, edge: Edge, proof: Proof) -> None:
    evidence = URIRef(f"{_DATA}evidence/{proof_id(edge, proof)}")
    document = URIRef(f"{_DATA}document/{quote(proof.document, safe='')}")
    graph.add((claim, PROV.wasDerivedFrom, evidence))
    graph.add((evidence, RDF.type, PROV.Entity))
    graph.add((evidence, PROV.wasQuotedFrom if proof.quote else PROV.wasDerivedFrom, document))
    graph.add((document, RDF.type, PROV.Entity))
    graph.add((document, RDFS.label, Literal(proof.title or proof.document)))
    if proof.date:
        graph.add((document, DCTERMS.issued, Literal(proof.date, datatype=EDTF)))
    for predicate, value in (
        (PROV.value, proof.quote),
        (TERMS.charStart, proof.char_start),
        (TERMS.charEnd, proof.char_end),
        (TERMS.confidence, proof.confidence),
        (TERMS.rule, proof.rule),
        (DCTERMS.source, proof.source),
        (DCTERMS.publisher, proof.publisher),
        (DCTERMS.references, proof.url),
        (TERMS.seen, proof.seen),
    ):
        if value is not None:
            graph.add((evidence, predicate, Literal(value)))
