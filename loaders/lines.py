"""Facts as lines of JSON, the form in which they are printed, scored and exchanged."""

from __future__ import annotations

from typing import Any

from ..graph import merge
from ..schema.model import End, Fact


def line_of(fact: Fact) -> dict[str, Any]:
    """The JSON object of one fact; offsets count the characters of the document's raw text.

    `id` is the evidence's id in the graph, `claim` that of the claim it makes, by which `entente evidence` finds it.
    """
    return {
        "id": merge.evidence(fact).id,
        "claim": merge.own_claim(fact),
        "document": fact.document,
        "subject": _end(fact.subject),
        "relation": fact.relation,
        "object": _end(fact.object),
        "when": fact.when,
        "phase": fact.phase,
        "modality": fact.modality,
        "qualifiers": fact.qualifiers,
        "quote": fact.quote,
        "char_start": fact.char_start,
        "char_end": fact.char_end,
        "confidence": round(fact.confidence, 4),
        "rule": fact.rule,
        "source": fact.source.model_dump(mode="json", exclude_none=True) if fact.source else None,
    }


def _end(end: End) -> dict[str, Any]:
    return {
        "id": end.entity.id,
        "name": end.entity.name,
        "type": end.entity.type,
        "mention": end.mention,
        "char_start": end.char_start,
        "char_end": end.char_end,
    }
