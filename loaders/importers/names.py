"""Who the names of a data set mean: known entities, and new ones for names that nobody is known by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ...schema.identity import entity_id, normal
from ...schema.model import Entity
from ..gazetteer import Gazetteer
from .entries import Bad

_INVERTED = re.compile(r"([^,(]+?)(?:, | \()([^,()]*\b(?:of|of the|Republic|State|States))\)?")
_ADDED = re.compile(r"(.+?)\s*\([^()]*\)")


class Resolver:
    """Finds the entities that names mean; what was found is kept, since tables repeat themselves."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.known = lru_cache(maxsize=10_000)(self._known)
        self.within = lru_cache(maxsize=10_000)(self._within)

    def _known(self, name: str, types: tuple[str, ...]) -> Entity | None:
        """The one known entity that the name means; None if there is none, Bad if there are several.

        "Iran (Islamic Republic of)" and "Korea, Republic of" are read as they would be said, and "Federal Bureau of
        Investigation (FBI)" without what is in brackets if nobody is called so with it.
        """
        for spelling in _spellings(name):
            found = self.gazetteer.resolve(spelling, types)
            if len(found) == 1:
                return found[0]
            if found:
                choice = " or ".join(f"{entity.name} (id {entity.id})" for entity in found[:5])
                raise Bad(f"'{name}' can be {choice}: say which by 'names' in the mapping")
        return None

    def known_by_any(self, names: Sequence[str], types: tuple[str, ...]) -> Entity | None:
        """The known entity that one of several names of the same entity means, the first that means only one."""
        for name in names:
            try:
                if found := self.known(name, types):
                    return found
            except Bad:
                continue
        return None

    def _within(self, text: str, types: tuple[str, ...]) -> tuple[Entity, ...]:
        """The entities that are named in a text by names that can mean nobody else."""
        from ..mentions import known

        found: dict[str, Entity] = {}
        for hit in known(text, self.gazetteer):
            ids = {meaning.id for meaning in hit.meanings}
            sure = any(meaning.kind != "short" and not meaning.ambiguous for meaning in hit.meanings)
            if len(ids) == 1 and sure and self.gazetteer.type_of(hit.meanings[0].id) in types:
                found.setdefault(hit.meanings[0].id, self.gazetteer.entity(hit.meanings[0].id))
        return tuple(found.values())

    def is_state(self, name: str) -> bool:
        """Whether a state is called so in full."""
        states = self.gazetteer.resolve(name, ("State",))
        return any(normal(name) in map(normal, (state.name, *state.aliases)) for state in states)

    def unknown(self, name: str, types: tuple[str, ...]) -> Bad:
        """What is wrong with a name that means nobody of these types."""
        others = self.gazetteer.resolve(name)
        if others:
            return Bad(f"'{name}' is of type {others[0].type}, but must be {' or '.join(types)} here")
        close = ", ".join(f"'{other}'" for other in self.gazetteer.closest(name))
        return Bad(
            f"unknown name '{name}': the closest are {close}; "
            "say in the mapping who it is by 'names', or what new ones are by 'types'"
        )


def new(type_: str, name: str, *aliases: str) -> Entity:
    """An entity that nobody knows yet; alike named ones are the same."""
    return Entity(
        id=entity_id(type_, name), type=type_, name=name, aliases=tuple(a for a in dict.fromkeys(aliases) if a != name)
    )


def _spellings(name: str) -> list[str]:
    spellings = [name]
    if match := _INVERTED.fullmatch(name):
        spellings.append(f"{match[2]} {match[1]}")
    if match := _ADDED.fullmatch(name):
        spellings.append(match[1])
    return spellings
