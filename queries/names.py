"""Which entity a user means by a name: through the gazetteer, and through the names in the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..graph.connect import Row, Store
from ..loaders.gazetteer import Gazetteer
from ..schema.errors import EntenteError
from ..schema.identity import entity_id, normal
from ..schema.model import Entity
from ..schema.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that a name means; `stored` says whether the graph has it."""

    id: str
    name: str
    type: str
    stored: bool

    @property
    def entity(self) -> Entity:
        return Entity(id=self.id, type=self.type, name=self.name)


_FIELDS = "e.id AS id, e.name AS name, head([label IN labels(e) WHERE label <> 'Entity']) AS type"
LOOKUP = f"""
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})
RETURN {_FIELDS}
UNION
UNWIND $names AS name
MATCH (e:Entity {{name: name}})
RETURN {_FIELDS}
"""
"""Who in the store has one of these ids or names: see `Names.wanted`."""
_ALL = f"MATCH (e:Entity) RETURN {_FIELDS}, e.aliases AS aliases"


class Names:
    """Resolves names against one store; `gazetteer` is the packaged one unless given."""

    def __init__(self, store: Store, gazetteer: Gazetteer | None = None) -> None:
        self._store = store
        self._given = gazetteer
        self._seen: dict[str, list[Row]] = {}

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return self._given or Gazetteer.load()

    @cached_property
    def _stored(self) -> list[tuple[str, Named]]:
        """Every name in the store with its entity: read only when no quicker way finds a name."""
        return [
            (name, Named(row["id"], row["name"], row["type"], True))
            for row in self._store.read(_ALL)
            for name in dict.fromkeys((row["name"], *(row["aliases"] or ())))
        ]

    def wanted(self, asked: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
        """The parameters of the one `LOOKUP` that tells all about these names, each with its types."""
        ids: dict[str, None] = {}
        texts = []
        for name, types in asked:
            texts.append(" ".join(name.split()))
            ids |= dict.fromkeys(self._ids(texts[-1], set(types) or set(vocabulary().entities)))
        return {"ids": list(ids), "names": texts}

    def learn(self, names: Iterable[str], rows: list[Row]) -> None:
        """Take in what `LOOKUP` found for these names, so that resolving one asks the store no more."""
        self._seen |= {" ".join(name.split()): rows for name in names}

    def resolve(self, name: str, types: Iterable[str] = ()) -> Named:
        """The one entity of these types (any, if none are given) that is called so.

        EntenteError lists the candidates when there are several, and the closest names when there is none.
        """
        wanted = set(types) or set(vocabulary().entities)
        text = " ".join(name.split())
        if not text:
            raise EntenteError(f"a name is needed: {_kinds(wanted)}")
        found = self._quickly(text, wanted) or self._thoroughly(text, wanted)
        best = [each for each in found if each.stored] or found
        if not best:
            raise EntenteError(f"no {_kinds(wanted)} is called '{text}'{self._hint(text, wanted)}")
        if len(best) > 1:
            listed = ", ".join(f"{each.name} ({each.id})" for each in sorted(best, key=lambda each: each.id)[:6])
            raise EntenteError(f"'{text}' can mean {listed}: give the id in brackets")
        return best[0]

    def guess(self, name: str, types: Iterable[str] = ()) -> Named | None:
        """Who must be meant if the graph has it, without asking the graph: None when that cannot be told."""
        wanted = set(types) or set(vocabulary().entities)
        text = " ".join(name.split())
        known = self._gazetteer.resolve(text, wanted)
        if len(known) == 1:
            return Named(known[0].id, known[0].name, known[0].type, True)
        made = next((type_ for type_ in wanted if not known and text.startswith(f"{type_.lower()}:")), None)
        return Named(text, text, made, True) if made and " " not in text else None

    def _quickly(self, text: str, wanted: set[str]) -> list[Named]:
        known = {entity.id: entity for entity in self._gazetteer.resolve(text, wanted)}
        ids = self._ids(text, wanted)
        rows = self._seen.get(text)
        if rows is None:
            rows = self._store.read(LOOKUP, {"ids": ids, "names": [text]})
        found = {
            row["id"]: Named(row["id"], row["name"], row["type"], True)
            for row in rows
            if row["type"] in wanted and (row["id"] in ids or row["name"] == text)
        }
        if text in found:
            return [found[text]]
        for id_, entity in known.items():
            found.setdefault(id_, Named(id_, entity.name, entity.type, False))
        return [found[id_] for id_ in known if found[id_].stored] or list(found.values())

    def _ids(self, text: str, wanted: set[str]) -> list[str]:
        """The ids that this name can stand for."""
        known = [entity.id for entity in self._gazetteer.resolve(text, wanted)]
        return [text, *known, *(entity_id(type_, text) for type_ in sorted(wanted))]

    def _thoroughly(self, text: str, wanted: set[str]) -> list[Named]:
        """By any spelling of any name or alias in the store."""
        key = normal(text)
        found = {each.id: each for name, each in self._stored if each.type in wanted and normal(name) == key}
        return list(found.values())

    def _hint(self, text: str, wanted: set[str]) -> str:
        from rapidfuzz import fuzz, process

        names = {name: each.id for name, each in self._stored if each.type in wanted}
        for id_ in self._gazetteer.ids(*sorted(wanted)):
            names.setdefault(self._gazetteer.entity(id_).name, id_)
        closest: dict[str, str] = {}
        for name, _, _ in process.extract(
            text, sorted(names), scorer=fuzz.WRatio, processor=normal, limit=9, score_cutoff=60
        ):
            closest.setdefault(names[name], name)
        if not closest:
            return ": nothing of that kind has a name like it"
        return f": the closest are {', '.join(list(closest.values())[:3])}"


def _kinds(types: set[str]) -> str:
    if types >= set(vocabulary().entities):
        return "entity"
    return " or ".join(sorted(type_.lower() for type_ in types))
