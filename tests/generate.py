"""Made-up graphs: claims of every relation with every kind of date, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator

from cyberentente.schema import edtf
from cyberentente.schema.model import Document, End, Entity, Fact, Modality, Phase
from cyberentente.schema.vocabulary import vocabulary

_COUNTS = {
    "State": 40,
    "Organization": 60,
    "Forum": 30,
    "Exercise": 60,
    "Strategy": 40,
    "Agreement": 60,
    "Incident": 15,
    "Person": 30,
}
_ORGANS = 30
_WEIGHTS = {"MEMBER_OF": 6, "PARTICIPATED_IN": 8, "COOPERATES_WITH": 5, "MET_WITH": 5, "SIGNED": 4}
_MODALITIES: tuple[Modality, ...] = ("asserted",) * 17 + ("planned", "proposed", "negated")


def entities() -> dict[str, list[Entity]]:
    """Entities of every type; each exercise series is followed by its editions of 2019 to 2022."""
    made: dict[str, list[Entity]] = {}
    for type_, count in _COUNTS.items():
        made[type_] = [
            Entity(id=f"{type_.lower()}:{n}", type=type_, name=_name(type_, n), aliases=(f"{type_[0]}{n}",))
            for n in range(count)
        ]
    return made


def _name(type_: str, n: int) -> str:
    if type_ == "Exercise" and n % 5:
        return f"Exercise {n // 5 * 5} {2018 + n % 5}"
    if type_ == "Forum" and n % 3 == 2:
        return f"Forum {n - 2} 2021"
    return f"{type_} {n}"


def date(rng: random.Random) -> str | None:
    """An EDTF date of any of the six forms, or none."""
    form = rng.randrange(10)
    if form < 2:
        return None
    first, last = sorted((_day(rng), _day(rng)))
    cut = rng.choice((4, 7, 10))
    a, b = first.isoformat()[:cut], last.isoformat()[: rng.choice((4, 7, 10))]
    text = {2: f"{a}/..", 3: f"../{b}", 4: f"{a}/{b}"}.get(form, a)
    return text if edtf.is_valid(text) else a


def _day(rng: random.Random) -> dt.date:
    return dt.date(2014, 1, 1) + dt.timedelta(days=rng.randrange(4500))


def documents(seed: int = 1, facts: int = 7000, each: int = 50) -> Iterator[tuple[Document, list[Fact]]]:
    """Documents with their facts, about `facts` of them, the structural ones of organs and editions first."""
    rng = random.Random(seed)
    known = entities()
    pending = list(_structure(known))
    relations = sorted(vocabulary().relations.keys() - {"ORGAN_OF"})
    weights = [_WEIGHTS.get(relation, 2) for relation in relations]
    number = 0
    while pending or facts > 0:
        document = _document(rng, number)
        chosen, pending = pending[:each], pending[each:]
        while len(chosen) < each and facts > 0:
            fact = _fact(rng, known, rng.choices(relations, weights)[0])
            facts -= 1
            if fact:
                chosen.append(fact)
        yield document, [fact.model_copy(update={"document": document.key}) for fact in chosen]
        number += 1


def _document(rng: random.Random, number: int) -> Document:
    text = f"Made-up document {number}."
    when = _day(rng).isoformat() if rng.random() < 0.7 else None
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(key=f"made-up/{number:05}.txt", sha256=digest, text=text, title=f"Document {number}", date=when)


def _structure(known: dict[str, list[Entity]]) -> Iterator[Fact]:
    organizations, states = known["Organization"], known["State"]
    for n, organ in enumerate(organizations[:_ORGANS]):
        if n % 3 == 2:
            yield _made(organ, "PART_OF", organizations[n - 1], None, "held")
        else:
            yield _made(organ, "ORGAN_OF", states[n % len(states)], None, "held")
    for n, edition in enumerate(known["Exercise"]):
        if n % 5:
            yield _made(edition, "PART_OF", known["Exercise"][n // 5 * 5], None, "held")
    for n, edition in enumerate(known["Forum"]):
        if n % 3 == 2:
            yield _made(edition, "PART_OF", known["Forum"][n - 2], None, "held")


def _fact(rng: random.Random, known: dict[str, list[Entity]], name: str) -> Fact | None:
    relation = vocabulary().relations[name]
    subject = rng.choice(known[rng.choice(relation.domain)])
    object_ = rng.choice(known[rng.choice(relation.range)])
    if subject.id == object_.id or (name == "PART_OF" and rng.random() < 0.9):
        return None
    when = date(rng)
    phase: Phase | None = None
    if relation.state:
        interval = when is not None and "/" in when
        phase = "held" if interval and when and not when.startswith("..") else rng.choice(("began", "held", "ended"))
        if when and when.startswith(".."):
            phase = "ended"
    qualifiers: dict[str, str | tuple[str, ...]] = {}
    if name in {"COOPERATES_WITH", "ASSISTED"} and rng.random() < 0.5:
        qualifiers["topics"] = tuple(rng.sample(["training", "norms", "capacity building"], 2))
    if name == "HOLDS_OFFICE" or (name == "ORGANIZED" and rng.random() < 0.3):
        qualifiers["role"] = rng.choice(["minister", "ambassador", "host"])
    if name == "TARGETED" and rng.random() < 0.5:
        qualifiers["according_to"] = rng.choice(["an agency", "a ministry"])
    if name == "SIGNED" and rng.random() < 0.5:
        qualifiers["stage"] = rng.choice(("signature", "ratification", "entry into force"))
    confidence = rng.choice((0.5, 0.75, 1.0))
    return _made(subject, name, object_, when, phase, rng.choice(_MODALITIES), qualifiers, confidence)


def _made(
    subject: Entity,
    relation: str,
    object_: Entity,
    when: str | None,
    phase: Phase | None,
    modality: Modality = "asserted",
    qualifiers: dict[str, str | tuple[str, ...]] | None = None,
    confidence: float = 1.0,
) -> Fact:
    return Fact(
        document="",
        subject=End(entity=subject, mention=subject.name),
        relation=relation,
        object=End(entity=object_, mention=object_.name),
        when=when,
        phase=phase,
        modality=modality,
        qualifiers=qualifiers or {},
        confidence=confidence,
        rule="made-up",
    )
