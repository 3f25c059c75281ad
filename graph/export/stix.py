"""A STIX 2.1 bundle: actors as identities, meetings and texts as groupings and reports, claims as relationships.

STIX has no date of less than a second and no relation as fine as ours: each relationship carries an extension with the
claim as it is, its EDTF date and its evidence. Time stamps are the claim's first and last day, or the epoch.
"""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import stix2

from ...schema.identity import NAMESPACE
from ..subgraph import Edge, Node, Subgraph
from .lines import dumps, of_edge

_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
EXTENSION = f"extension-definition--{uuid.uuid5(NAMESPACE, 'stix-extension')}"
_CLASSES = {
    "State": "organization",
    "Organization": "organization",
    "Forum": "group",
    "Exercise": "group",
    "Person": "individual",
    "Strategy": "unspecified",
    "Agreement": "unspecified",
}
_TYPES = {"MEMBER_OF": "member-of", "TARGETED": "targets", "ATTRIBUTED": "attributed-to"}


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(f'{{"type": "bundle", "id": "bundle--{_uuid("bundle", *_seed(subgraph))}", "objects": [')
        separator = "\n"
        author = stix2.Identity(
            id=f"identity--{_uuid('author')}",
            created=_EPOCH,
            modified=_EPOCH,
            name="Entente",
            identity_class="system",
        )
        for thing in (author, _extension(author.id)):
            out.write(separator + thing.serialize())
            separator = ",\n"
        types: dict[str, str] = {}
        for node in subgraph.entities():
            types[node.id] = node.type
            out.write(separator + _node(node).serialize())
        for edge in subgraph.claims():
            out.write(separator + _edge(edge, types).serialize())
        out.write("]}\n")


def _seed(subgraph: Subgraph) -> list[str]:
    return [edge.id for edge in subgraph.claims()]


def _uuid(*parts: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "\x1f".join(("stix", *parts)))


def _extension(author: str) -> Any:
    return stix2.ExtensionDefinition(
        id=EXTENSION,
        created=_EPOCH,
        modified=_EPOCH,
        created_by_ref=author,
        name="Entente claim",
        description="A dated relation of cyber diplomacy with its EDTF date and its evidence.",
        schema="https://w3id.org/cyberentente/stix-extension.json",
        version="1.0.0",
        extension_types=["property-extension"],
    )


def _reference(id_: str, type_: str) -> str:
    return f"{'incident' if type_ == 'Incident' else 'identity'}--{_uuid('entity', id_)}"


def _node(node: Node) -> Any:
    common: dict[str, Any] = {
        "id": _reference(node.id, node.type),
        "created": _EPOCH,
        "modified": _EPOCH,
        "name": node.name,
        "extensions": {
            EXTENSION: {
                "extension_type": "property-extension",
                "entente_id": node.id,
                "entente_type": node.type,
                **({"aliases": list(node.aliases)} if node.aliases else {}),
            }
        },
    }
    if node.type == "Incident":
        return stix2.Incident(**common)
    return stix2.Identity(identity_class=_CLASSES[node.type], **common)


def _edge(edge: Edge, types: dict[str, str]) -> Any:
    first, last = edge.span
    times: dict[str, Any] = {}
    if first:
        times["start_time"] = dt.datetime.combine(first, dt.time(), dt.UTC)
    if last and (not first or last > first):
        times["stop_time"] = dt.datetime.combine(last, dt.time(), dt.UTC)
    claim = of_edge(edge)
    return stix2.Relationship(
        id=f"relationship--{edge.id}",
        created=_EPOCH,
        modified=_EPOCH,
        relationship_type=_TYPES.get(edge.relation, edge.relation.lower().replace("_", "-")),
        source_ref=_reference(edge.subject, types[edge.subject]),
        target_ref=_reference(edge.object, types[edge.object]),
        confidence=round(edge.confidence * 100),
        description=dumps(edge.proofs[0].quote) if edge.proofs and edge.proofs[0].quote else None,
        extensions={EXTENSION: {"extension_type": "property-extension", **claim}},
        **times,
    )
