"""JSON Lines: every entity, then every claim with all its evidence, one object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..subgraph import Edge, Node, Subgraph
from . import fields


def of_node(node: Node) -> dict[str, Any]:
    return {"id": node.id, "type": node.type, "name": node.name, "aliases": node.aliases}


def of_edge(edge: Edge) -> dict[str, Any]:
    """The claim with its dates as EDTF and days, its qualifiers and its evidence; what is not known is left out."""
    first, last = edge.span
    said = {
        "id": edge.id,
        "subject": edge.subject,
        "relation": edge.relation,
        "object": edge.object,
        "when": edge.when,
        "phase": edge.phase,
        "earliest": fields.day(edge.earliest),
        "latest": fields.day(edge.latest),
        "from": fields.day(first),
        "to": fields.day(last),
        "confidence": edge.confidence,
        "qualifiers": edge.qualifiers,
        "evidence": [
            {name: value for name, value in zip(_PROOF, fields.of_proof(proof)[1:], strict=True) if value is not None}
            for proof in edge.proofs
        ],
    }
    return {name: value for name, value in said.items() if value not in (None, {})}


_PROOF = list(fields.PROOF)[1:]


def dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for node in subgraph.entities():
            out.write(dumps({"kind": "entity", **of_node(node)}) + "\n")
        for edge in subgraph.claims():
            out.write(dumps({"kind": "claim", **of_edge(edge)}) + "\n")
