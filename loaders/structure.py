"""What is known of entities themselves: whose organ, part of which body, edition of which series.

A question about Japan counts what its Ministry of Defense did, so a document that speaks of the ministry brings into
the graph whose organ it is. No sentence proves that; the gazetteer's entry does, and is its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..schema.model import Document, End, Entity, Fact, Source
from ..schema.vocabulary import vocabulary
from .gazetteer import Gazetteer

RULE = "gazetteer"
_EDITION = re.compile(r"(.+?)[ -](?:19|20)\d\d")
_SOURCE = Source(title="Entente's gazetteer")


def structure(document: Document, facts: Iterable[Fact], gazetteer: Gazetteer) -> list[Fact]:
    """Facts of the rule "gazetteer" about the entities of a document's facts and the bodies that they belong to.

    What the document itself says of the structure is left to it.
    """
    stated = {(f.subject.entity.id, f.relation, f.object.entity.id) for f in facts}
    waiting = list({end.entity.id: end.entity for f in facts for end in (f.subject, f.object)}.values())
    seen = {entity.id for entity in waiting}
    found: list[Fact] = []
    while waiting:
        part = waiting.pop(0)
        for relation, whole in _wholes(part, gazetteer):
            if whole.id not in seen:
                seen.add(whole.id)
                waiting.append(whole)
            if (part.id, relation, whole.id) not in stated:
                found.append(_known(document.key, part, relation, whole, gazetteer))
    return found


def _wholes(part: Entity, gazetteer: Gazetteer) -> Iterator[tuple[str, Entity]]:
    """What an entity belongs to, and how."""
    owner = gazetteer.field(part.id, "organ_of")
    bodies = gazetteer.field(part.id, "part_of") or _series(part, gazetteer)
    for relation, ids in (("ORGAN_OF", [owner] if owner else []), ("PART_OF", bodies)):
        for id_ in ids:
            whole = gazetteer.entity(id_) if id_ in gazetteer else None
            if whole and whole.id != part.id and vocabulary().relations[relation].accepts(part.type, whole.type):
                yield relation, whole


def _series(edition: Entity, gazetteer: Gazetteer) -> list[str]:
    """The known series of which an entity is an edition by its name ("Locked Shields 2031")."""
    match = _EDITION.fullmatch(edition.name) if edition.type in ("Exercise", "Forum") else None
    return [series.id for series in gazetteer.resolve(match[1], (edition.type,))][:1] if match else []


def _known(document: str, part: Entity, relation: str, whole: Entity, gazetteer: Gazetteer) -> Fact:
    source = gazetteer.field(part.id, "source")
    return Fact(
        document=document,
        subject=End(entity=part, mention=part.name),
        relation=relation,
        object=End(entity=whole, mention=whole.name),
        phase="held",
        rule=RULE,
        source=Source.model_validate(source) if source else _SOURCE,
    )
