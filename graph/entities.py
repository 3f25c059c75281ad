"""One entity from what several documents call it: pure, and the same whatever their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ..schema.model import Entity, Fact


def united(entities: Iterable[Entity]) -> Entity:
    """One entity from namings with the same id: the most frequent type and name (or first by alphabet), all others."""
    namings = list(entities)
    name = _favourite(naming.name for naming in namings)
    aliases = {each for naming in namings for each in (naming.name, *naming.aliases)} - {name}
    return Entity.model_construct(
        id=namings[0].id,
        type=_favourite(naming.type for naming in namings),
        name=name,
        aliases=tuple(sorted(aliases)),
    )


def cast(facts: Iterable[Fact]) -> dict[str, Entity]:
    """The entities of one document's facts by id, each united."""
    namings: dict[str, list[Entity]] = defaultdict(list)
    for fact in facts:
        for end in (fact.subject, fact.object):
            namings[end.entity.id].append(end.entity)
    return {id_: united(each) for id_, each in namings.items()}


def covers(known: Entity, naming: Entity) -> bool:
    """Whether `united` gives `known` again when one more document names it so."""
    return (naming.type, naming.name) == (known.type, known.name) and set(naming.aliases) <= set(known.aliases)


def _favourite(values: Iterable[str]) -> str:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))
