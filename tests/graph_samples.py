"""What the tests of the graph are made of: small documents and facts, and the whole graph as text."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from cyberentente.graph.connect import Store
from cyberentente.schema.model import Document, End, Entity, Fact, Modality, Phase, Source
from cyberentente.schema.vocabulary import vocabulary

JAPAN = Entity(id="JPN", type="State", name="Japan", aliases=("Nippon",))
ESTONIA = Entity(id="EST", type="State", name="Estonia")
CCDCOE = Entity(id="ccdcoe", type="Organization", name="NATO CCDCOE")
MOD = Entity(id="jpn-mod", type="Organization", name="Ministry of Defense of Japan")
CONVENTION = Entity(id="budapest-convention", type="Agreement", name="Budapest Convention")
LOCKED_SHIELDS = Entity(id="locked-shields", type="Exercise", name="Locked Shields")
NOW_AND_THEN = ("loaded", "updated", "retracted", "past")


def document(key: str, text: str = "", date: str | None = None, **more: Any) -> Document:
    """A document with that text; its bytes are the text's."""
    text = text or f"The text of {key}."
    return Document(key=key, sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, date=date, **more)


def fact(
    document: str,
    subject: Entity,
    relation: str,
    object_: Entity,
    when: str | None = None,
    *,
    phase: Phase | None = None,
    modality: Modality = "asserted",
    confidence: float = 0.9,
    quote: str | None = None,
    at: int = 0,
    source: Source | None = None,
    rule: str = "test",
    **qualifiers: str | tuple[str, ...],
) -> Fact:
    """A fact with a quote that names its ends, unless it is given another or a source."""
    if quote is None and source is None:
        quote = f"{subject.name} {relation} {object_.name}"
    state = vocabulary().relations[relation].state
    return Fact(
        document=document,
        subject=End(entity=subject, mention=subject.name),
        relation=relation,
        object=End(entity=object_, mention=object_.name),
        when=when,
        phase=phase or ("held" if state else None),
        modality=modality,
        qualifiers=qualifiers,
        quote=quote,
        char_start=at if quote else None,
        char_end=at + len(quote) if quote else None,
        confidence=confidence,
        rule=rule,
        source=source,
    )


def dump(store: Store, *, current: bool = False) -> str:
    """The whole graph as sorted text; `current` leaves out all times, and what was retracted."""
    lines = []
    for row in store.read("MATCH (n) WHERE NOT n:Store RETURN labels(n) AS labels, properties(n) AS properties"):
        lines.append(_line(sorted(row["labels"]), row["properties"], current))
    for row in store.read(
        "MATCH (a)-[r]->(b) RETURN coalesce(a.id, a.key) AS a, type(r) AS type, coalesce(b.id, b.key) AS b, "
        "properties(r) AS properties, a.retracted IS NOT NULL OR b.retracted IS NOT NULL AS retracted"
    ):
        if not (current and row["retracted"]):
            lines.append(_line([row["a"], row["type"], row["b"]], row["properties"], current))
    return "\n".join(sorted(line for line in lines if line))


def _line(head: list[str], properties: dict[str, Any], current: bool) -> str:
    if current and "retracted" in properties:
        return ""
    shown = {key: value for key, value in properties.items() if not (current and key in NOW_AND_THEN)}
    return f"{' '.join(head)} {json.dumps(shown, sort_keys=True, default=str, ensure_ascii=False)}"
