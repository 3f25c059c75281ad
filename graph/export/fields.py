"""What the tables and graph files say of an entity, a claim and a piece of evidence: named, scalar, in fixed order."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from ...schema.vocabulary import vocabulary
from ..subgraph import Edge, Node, Proof

Scalar = str | int | float | None

QUALIFIERS = tuple(vocabulary().qualifiers)
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
    "from": str,
    "to": str,
    "confidence": float,
    **dict.fromkeys(QUALIFIERS, str),
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
    "locator": str,
    "publisher": str,
    "url": str,
    "seen": str,
}

SEPARATOR = "; "
_LISTS = [list(EDGE).index(name) for name in QUALIFIERS if vocabulary().qualifiers[name].many]
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=100_000)
def day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None


def of_node(node: Node) -> list[Scalar]:
    """The values of the columns NODE."""
    return [node.id, node.type, node.name, SEPARATOR.join(node.aliases) or None]


def of_edge(edge: Edge) -> list[Scalar]:
    """The values of the columns EDGE; `from` and `to` bound when it can have held or happened."""
    properties = edge.properties
    id_, when, phase, earliest, latest, *others, quote, document, source = map(properties.get, _OF_EDGE)
    first, last = edge.span
    values: list[Any] = [
        id_,
        edge.subject,
        edge.relation,
        edge.object,
        when,
        phase,
        day(earliest),
        day(latest),
        day(first),
        day(last),
        *others,
        len(edge.proofs),
        quote,
        document,
        source,
    ]
    for n in _LISTS:
        if values[n]:
            values[n] = SEPARATOR.join(values[n])
    return values


_OF_EDGE = ("id", "when", "phase", "earliest", "latest", "confidence", *QUALIFIERS, "quote", "document", "source")


def of_proof(proof: Proof) -> list[Scalar]:
    """The values of the columns PROOF."""
    said = proof.properties.get
    return [said("claim"), *map(proof.document.get, _DOCUMENT), *map(said, _SAID), day(said("source_seen"))]


_DOCUMENT = ("key", "title", "date")
_SAID = (
    "quote",
    "char_start",
    "char_end",
    "confidence",
    "rule",
    "source_title",
    "source_locator",
    "source_publisher",
    "source_url",
)


def xml_text(text: str) -> str:
    """The text with what XML can't hold replaced by the replacement character."""
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)
