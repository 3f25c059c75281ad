"""Entities of a store that may be one: what `entente entities --review` lists for people to decide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz

from ..graph.connect import Store
from ..schema.identity import normal
from ..schema.model import Entity
from .decisions import Decisions

ALIKE = 88.0  # of 100, from which names are worth a look

_ENTITIES = """
MATCH (n:Entity) WHERE n.retracted IS NULL
OPTIONAL MATCH (n)<-[:ABOUT]-(e:Evidence) WHERE e.retracted IS NULL
RETURN n.id AS id, n.name AS name, n.aliases AS aliases, [l IN labels(n) WHERE l <> 'Entity'][0] AS type,
  count(e) AS evidence
ORDER BY id
"""


Row = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """An entity of the store and how many pieces of evidence are about it."""

    entity: Entity
    evidence: int


def entities(store: Store) -> list[Known]:
    """All entities of the store, by id."""
    return [
        Known(
            Entity(id=row["id"], type=row["type"], name=row["name"], aliases=tuple(row["aliases"] or ())),
            row["evidence"],
        )
        for row in store.read(_ENTITIES)
    ]


def rows(store: Store) -> list[Row]:
    """All entities of the store as rows for the eye, by id."""
    return [known.entity.model_dump() | {"evidence": known.evidence} for known in entities(store)]


def uncertain(store: Store, decisions: Decisions) -> list[Row]:
    """The pairs of one type whose names are alike, most alike first; pairs that were decided on are left out.

    `keep` is the one that is known better; `alike` goes to 100.
    """
    by_type: dict[str, list[Known]] = defaultdict(list)
    for known in entities(store):
        by_type[known.entity.type].append(known)
    found = [pair for group in by_type.values() for pair in _alike(group, decisions)]
    return sorted(found, key=lambda pair: (-pair["alike"], pair["keep"], pair["other"]))


def _alike(group: list[Known], decisions: Decisions) -> Iterator[Row]:
    names = [(known, normal(known.entity.name)) for known in group]
    for (one, first), (other, second) in combinations(names, 2):
        if not (_invented(one) or _invented(other)) or _numbers(first) != _numbers(second):
            continue
        reason = "alike"
        score = fuzz.token_sort_ratio(first, second, score_cutoff=ALIKE)
        if not score and _is_acronym(one.entity, other.entity):
            score, reason = ALIKE, "acronym"
        if score and decisions.decided(one.entity.id, other.entity.id) is None:
            keep, drop = sorted((one, other), key=lambda k: (_invented(k), -k.evidence, k.entity.id))
            yield {
                "alike": round(score, 1),
                "reason": reason,
                "type": keep.entity.type,
                "keep": keep.entity.id,
                "name": keep.entity.name,
                "other": drop.entity.id,
                "other_name": drop.entity.name,
            }


def _invented(known: Known) -> bool:
    """Whether its id was made from its name, so that the gazetteer does not vouch for it."""
    return known.entity.id.startswith(f"{known.entity.type.lower()}:")


def _numbers(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", name))


def _is_acronym(one: Entity, other: Entity) -> bool:
    short, long = sorted((one.name, other.name), key=len)
    letters = "".join(word[0] for word in long.split() if word[0].isupper())
    return len(short) >= 3 and short.isupper() and short == letters
