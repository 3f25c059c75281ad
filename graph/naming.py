"""Which entities there are, and how documents call them: nodes, their labels, names and aliases."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from ..schema.model import Entity
from . import times
from .connect import Row
from .cypher import Graph
from .entities import covers, united


def name(graph: Graph, document: str, namings: Mapping[str, Entity], now: dt.datetime) -> None:
    """From now on the document calls these entities (by id) so, and no others."""
    known = {row["properties"]["id"]: row for row in graph.entities(namings)}
    created = defaultdict(list)
    for id_, naming in namings.items():
        if id_ not in known:
            created[naming.type].append(_properties(naming) | {"loaded": now})
    for type_, rows in created.items():
        graph.create_nodes(f"Entity:{type_}", rows)

    before = graph.mentions_in(document)
    after = {id_: _naming(naming) | times.known(before.get(id_), now) for id_, naming in namings.items()}
    for id_, row in before.items():
        if id_ not in namings:
            after[id_] = row | times.ended(row, now)
    graph.create_mentions(document, [{"id": id_, "properties": after[id_]} for id_ in after if id_ not in before])
    different = {id_ for id_, row in before.items() if row != after[id_]}
    graph.replace_mentions(document, [{"id": id_, "properties": after[id_]} for id_ in different])

    unlike = {
        id_
        for id_, row in known.items()
        if "retracted" in row["properties"] or not covers(_entity(row["type"], row["properties"]), namings[id_])
    }
    reunite(graph, different | unlike, now)


def reunite(graph: Graph, ids: Collection[str], now: dt.datetime) -> None:
    """Work out type, name and aliases of these entities anew; delete those that no document mentions or mentioned."""
    namings: dict[str, list[Row]] = defaultdict(list)
    for row in graph.mentions_of(ids):
        namings[row["id"]].append(row["properties"])
    graph.delete_nodes("Entity", [id_ for id_ in ids if id_ not in namings])
    changed = []
    for row in graph.entities(list(namings)):
        id_, stored = row["properties"]["id"], row["properties"]
        current = [naming for naming in namings[id_] if "retracted" not in naming]
        entity = united(_entity(naming["type"], naming | {"id": id_}) for naming in current or namings[id_])
        if entity.type != row["type"]:
            graph.relabel(id_, row["type"], entity.type)
        history = times.known(stored, now) if current else times.ended(stored, now)
        if (properties := _properties(entity) | history) != stored:
            changed.append(properties)
    graph.replace_nodes("Entity", changed)


def _naming(entity: Entity) -> Row:
    return {"type": entity.type, "name": entity.name, "aliases": list(entity.aliases)}


def _properties(entity: Entity) -> Row:
    return {"id": entity.id, "name": entity.name, "aliases": list(entity.aliases)}


def _entity(type_: str, properties: Row) -> Entity:
    return Entity.model_construct(
        id=properties["id"], type=type_, name=properties["name"], aliases=tuple(properties.get("aliases") or ())
    )
