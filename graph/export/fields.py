"""What the tables and graph files say of an entity, a claim and a piece of evidence: named, scalar, in fixed order."""

from __future__ import annotations

import datetime as dt
import re

from ..subgraph import Edge, Node, Proof

Scalar = str | int | float | None

NODE: dict[str, type] = {"id": str, "type": str, "name": str, "aliases": str}
EDGE: dict[str, type] = {
    "id": str,
    "subject": str,
    "relation": str,
    "object": str,
    "when": str,
    "phase": str,
    "earliest": str,
    "latest": str,
    "confidence": float,
    "topics": str,
    "role": str,
    "incident": str,
    "according_to": str,
    "date_wording": str,
    "note": str,
    "evidence": int,
    "quote": str,
    "document": str,
    "source": str,
}
PROOF: dict[str, type] = {
    "claim": str,
    "document": str,
    "title": str,
    "date": str,
    "quote": str,
    "char_start": int,
    "char_end": int,
    "confidence": float,
    "rule": str,
    "source": str,
    "publisher": str,
    "url": str,
    "seen": str,
}

SEPARATOR = "; "
QUALIFIERS = ("topics", "role", "incident", "according_to", "date_wording", "note")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def of_node(node: Node) -> dict[str, Scalar]:
    return {"id": node.id, "type": node.type, "name": node.name, "aliases": SEPARATOR.join(node.aliases) or None}


def of_edge(edge: Edge) -> dict[str, Scalar]:
    best = edge.proofs[0] if edge.proofs else None
    qualifiers = {
        name: SEPARATOR.join(value) if isinstance(value, tuple) else value for name, value in edge.qualifiers.items()
    }
    return {
        "id": edge.id,
        "subject": edge.subject,
        "relation": edge.relation,
        "object": edge.object,
        "when": edge.when,
        "phase": edge.phase,
        "earliest": day(edge.earliest),
        "latest": day(edge.latest),
        "confidence": edge.confidence,
        **{name: qualifiers.get(name) for name in QUALIFIERS},
        "evidence": len(edge.proofs),
        "quote": best.quote if best else None,
        "document": best.document if best else None,
        "source": best.citation if best else None,
    }


def of_proof(edge: Edge, proof: Proof) -> dict[str, Scalar]:
    return {
        "claim": edge.id,
        "document": proof.document,
        "title": proof.title,
        "date": proof.date,
        "quote": proof.quote,
        "char_start": proof.char_start,
        "char_end": proof.char_end,
        "confidence": proof.confidence,
        "rule": proof.rule,
        "source": proof.source,
        "publisher": proof.publisher,
        "url": proof.url,
        "seen": proof.seen,
    }


def xml_text(text: str) -> str:
    """The text with what XML can't hold replaced by the replacement character."""
    return _NOT_XML.sub("\ufffd", text)
