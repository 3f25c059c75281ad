"""What flows through Entente: Document -> Fact -> Claim with its Evidence, and the Entities they are about.

All models are immutable and forbid unknown fields. Dates are EDTF texts (`edtf.py` gives their days); offsets count the
characters of the document's raw text.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from . import edtf
from .vocabulary import vocabulary


def _edtf(text: str) -> str:
    edtf.parse(text)
    return text


Edtf = Annotated[str, AfterValidator(_edtf)]
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
Modality = Literal["asserted", "planned", "proposed", "negated"]
Phase = Literal["began", "held", "ended"]
DocumentKind = Literal["text", "facts", "reference", "table"]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Model):
    """Where a fact that no text proves comes from: an analyst's or the reference data's citation."""

    title: str
    publisher: str | None = None
    url: str | None = None
    locator: str | None = None
    seen: dt.date | None = None


class Document(Model):
    """One source as it was read: its identity is `key`, its version `sha256`, its words `text`, never changed.

    `date` is the publication date where the text or its metadata gives one; `reader` names the reader and its version.
    """

    key: str
    sha256: str
    text: str
    kind: DocumentKind = "text"
    title: str | None = None
    date: Edtf | None = None
    reader: str = "text"
    source: Source | None = None


class Entity(Model):
    """An actor, event or text. `id` is stable and readable: ISO 3166-1 alpha-3 for states, a slug for others."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _known_type(self) -> Self:
        if self.type not in vocabulary().entities:
            raise ValueError(f"unknown entity type '{self.type}'")
        return self


class End(Model):
    """One end of a fact: the entity, and how and where the document mentions it.

    When the end was found by resolution ("we"), `mention` and the offsets are the antecedent's. Offsets are None for
    facts that no text proves.
    """

    entity: Entity
    mention: str
    char_start: int | None = None
    char_end: int | None = None


class Fact(Model):
    """One document's statement, with the proof for it.

    `quote` is the raw text between `char_start` and `char_end`, or None for facts of an analyst or the reference data,
    which then have a `source`. `when` is EDTF or None; `phase` says for a state relation whether `when` dates its
    beginning, a time at which it held, or its end. `rule` names what found the fact. `qualifiers` hold texts, or lists
    of texts, under the vocabulary's names.
    """

    document: str
    subject: End
    relation: str
    object: End
    when: Edtf | None = None
    phase: Phase | None = None
    modality: Modality = "asserted"
    qualifiers: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    quote: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    confidence: Confidence = 1.0
    rule: str
    source: Source | None = None

    @model_validator(mode="after")
    def _fits_vocabulary(self) -> Self:
        relation = vocabulary().relations.get(self.relation)
        if relation is None:
            raise ValueError(f"unknown relation '{self.relation}'")
        ends = self.subject.entity.type, self.object.entity.type
        if not relation.accepts(*ends):
            allowed = f"{'/'.join(relation.domain)} -> {'/'.join(relation.range)}"
            raise ValueError(f"{self.relation} goes {allowed}, not {ends[0]} -> {ends[1]}")
        if self.subject.entity.id == self.object.entity.id:
            raise ValueError(f"{self.relation} joins '{self.subject.entity.name}' with itself")
        if (self.phase is not None) != relation.state:
            raise ValueError(f"{self.relation} {'needs' if relation.state else 'takes no'} phase")
        unknown = self.qualifiers.keys() - vocabulary().qualifiers.keys()
        if unknown:
            raise ValueError(f"unknown qualifier '{min(unknown)}'")
        for name, value in self.qualifiers.items():
            values = vocabulary().qualifiers[name].values
            if values and value not in values:
                raise ValueError(f"'{value}' is no {name}: write {', '.join(values[:-1])} or {values[-1]}")
        if (self.quote is None) != (self.char_start is None) or (self.quote is None) != (self.char_end is None):
            raise ValueError("a quote and its two offsets come together")
        return self


class Evidence(Model):
    """A fact as proof of a claim. `id` is a UUIDv5 of the fact, so the same fact is the same evidence in every run."""

    id: str
    fact: Fact


class Claim(Model):
    """What one or more facts say together: same ends, relation, phase and modality, compatible dates and stages.

    `id` is a UUIDv5 of what the claim says. The ends of a symmetric relation are in the order of their ids.
    `confidence` is that of its best evidence.
    """

    id: str
    subject: Entity
    relation: str
    object: Entity
    when: Edtf | None
    phase: Phase | None
    modality: Modality
    confidence: Confidence
    evidence: tuple[Evidence, ...]
