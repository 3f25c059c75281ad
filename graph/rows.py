"""Models as the properties of nodes and edges, and back. Properties without a value are left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..schema import edtf
from ..schema.model import Claim, Document, End, Entity, Evidence, Fact, Source
from ..schema.vocabulary import vocabulary
from . import merge
from .bounds import Bounds, State, bounds, latest

Properties = dict[str, Any]
_SOURCE = ("title", "publisher", "url", "locator", "seen")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a claim needs to know of a document that supports it."""

    key: str
    sha256: str
    title: str | None
    latest: dt.date | None

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Origin:
        """From the document's properties."""
        return cls(document["key"], document["sha256"], document.get("title"), document.get("latest"))


def document_row(document: Document, fingerprint: str) -> Properties:
    """The Document node, without its times; its text has a node of its own."""
    return _present(
        key=document.key,
        sha256=document.sha256,
        fingerprint=fingerprint,
        kind=document.kind,
        title=document.title,
        date=document.date,
        latest=edtf.parse(document.date).latest if document.date else None,
        reader=document.reader,
        **_source_row(document.source),
    )


def evidence_row(piece: Evidence) -> Properties:
    """The Evidence node, without its times and the claim that it supports."""
    fact = piece.fact
    return _present(
        id=piece.id,
        says=merge.own_claim(fact),
        strand=merge.strand(fact),
        subject=fact.subject.entity.id,
        relation=fact.relation,
        object=fact.object.entity.id,
        when=fact.when,
        phase=fact.phase,
        modality=fact.modality,
        quote=fact.quote,
        char_start=fact.char_start,
        char_end=fact.char_end,
        confidence=float(fact.confidence),
        rule=fact.rule,
        subject_mention=fact.subject.mention,
        subject_start=fact.subject.char_start,
        subject_end=fact.subject.char_end,
        object_mention=fact.object.mention,
        object_start=fact.object.char_start,
        object_end=fact.object.char_end,
        **_source_row(fact.source),
        **{name: list(value) if isinstance(value, tuple) else value for name, value in fact.qualifiers.items()},
    )


def evidence_of(row: Mapping[str, Any], document: str) -> Evidence:
    """The evidence again, as far as merging needs it: its entities have an id only."""
    ends = [
        End.model_construct(
            entity=Entity.model_construct(id=row[end], type="", name=""),
            mention=row[f"{end}_mention"],
            char_start=row.get(f"{end}_start"),
            char_end=row.get(f"{end}_end"),
        )
        for end in ("subject", "object")
    ]
    source = {name: row[f"source_{name}"] for name in _SOURCE if f"source_{name}" in row}
    fact = Fact.model_construct(
        document=document,
        subject=ends[0],
        relation=row["relation"],
        object=ends[1],
        when=row.get("when"),
        phase=row.get("phase"),
        modality=row["modality"],
        qualifiers={
            name: tuple(row[name]) if isinstance(row[name], list) else row[name]
            for name in vocabulary().qualifiers
            if name in row
        },
        quote=row.get("quote"),
        char_start=row.get("char_start"),
        char_end=row.get("char_end"),
        confidence=row["confidence"],
        rule=row["rule"],
        source=Source.model_construct(**source) if source else None,
    )
    return Evidence.model_construct(id=row["id"], fact=fact)


def claim_rows(claims: Iterable[Claim], origins: Mapping[str, Origin]) -> dict[str, Properties]:
    """The properties of all claims of one strand by claim id, without their times."""
    found = {claim.id: claim for claim in claims}
    known = {id_: latest(_known(piece.fact, origins) for piece in claim.evidence) for id_, claim in found.items()}
    states = bounds(
        {id_: State(claim.phase, claim.when, known[id_]) for id_, claim in found.items() if claim.phase is not None}
    )
    return {id_: _claim_row(claim, states.get(id_), known[id_], origins) for id_, claim in found.items()}


def _claim_row(
    claim: Claim, state: Bounds | None, known_until: dt.date | None, origins: Mapping[str, Origin]
) -> Properties:
    period = edtf.parse(claim.when) if claim.when else None
    best = claim.evidence[0].fact
    quoted = next((piece.fact for piece in claim.evidence if piece.fact.quote is not None), best)
    return _present(
        id=claim.id,
        when=claim.when,
        phase=claim.phase,
        earliest=period.earliest if period else None,
        latest=period.latest if period else None,
        ongoing=claim.when is not None and claim.when.endswith("/.."),
        known_until=known_until,
        confidence=float(claim.confidence),
        witnesses=len({origins[piece.fact.document].sha256 for piece in claim.evidence}),
        quote=quoted.quote,
        source=_citation(quoted, origins[quoted.document]),
        document=quoted.document,
        **(asdict(state) if state else {}),
        **_qualifiers(claim),
    )


def _qualifiers(claim: Claim) -> Properties:
    """Lists united, different texts strung together; `according_to` only if no evidence speaks for itself."""
    facts = [piece.fact for piece in claim.evidence]
    united: Properties = {}
    for name, qualifier in vocabulary().qualifiers.items():
        values = [fact.qualifiers[name] for fact in facts if name in fact.qualifiers]
        if not values or (name == "according_to" and len(values) < len(facts)):
            continue
        flat = [text for value in values for text in ((value,) if isinstance(value, str) else value)]
        united[name] = sorted(set(flat)) if qualifier.many else "; ".join(dict.fromkeys(flat))
    return united


def _known(fact: Fact, origins: Mapping[str, Origin]) -> dt.date | None:
    """The day on which the fact was last known to be true: when an analyst saw its source, or its document's date."""
    return (fact.source.seen if fact.source else None) or origins[fact.document].latest


def _citation(fact: Fact, origin: Origin) -> str:
    if fact.source is None:
        return origin.title or origin.key
    return ", ".join(part for part in (fact.source.title, fact.source.locator) if part)


def _source_row(source: Source | None) -> Properties:
    return {f"source_{name}": getattr(source, name) for name in _SOURCE} if source else {}


def _present(**properties: Any) -> Properties:
    return {name: value for name, value in properties.items() if value is not None}
