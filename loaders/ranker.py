"""What else a document likely says: a small model over what rules and pairs found, learnt from annotated documents.

Three steps, all explainable. For every sentence a linear model adds up the weights of its features (words, types, the
tree between the ends, the rule). Another one tells which statements without a date are of their document's day. For
every fact small decision trees then look at all the sentences that may say it, and at what else the document says of
the same ends; that it has the right date, too, is part of being right. `bench/train_ranker.py` learns
`data/ranker.json`.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING, Any

from ..schema.model import Fact
from ..schema.vocabulary import vocabulary
from .pairs import FLOOR

if TYPE_CHECKING:
    from .frames import Match
    from .reading import Found

Features = Mapping[str, str | float]
Key = tuple[str, str, str]

LEAST = 0.05
SURE = 0.5
ADDED = 0.6  # as likely, what the ranker adds is as often right as what rules tell of documents they were not made for
NEAR = 1.5
TODAY = 0.5
LIKELY = -1.5
_DATELINE = (
    *(
        "kind=",
        "block=",
        "1tag",
        "2tag",
        "1v:",
        "2v:",
        "1d:",
        "2d:",
        "p:",
        "1w-1",
        "how1",
        "how2",
        "types",
        "ends=",
        "rank",
    ),
    *("rule", "slots", "told_modality", "modality", "told_how", "told_cue", "cue", "other", "alone"),
)
_NEVER = -10.0
_EVENTS = ("PARTICIPATED_IN", "ORGANIZED", "SIGNED", "MEMBER_OF")
_HOWS = ("named", "adjective", "inner", "office", "resolved", "described", "context")
_NUMBERS = ("far", "inside", "steps", "ends")


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree: at node i, `feature[i]` <= `limit[i]` goes to `left[i]`; a leaf has feature -1."""

    feature: tuple[int, ...]
    limit: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def of(self, row: Sequence[float]) -> float:
        """The value of the leaf that a row comes to."""
        feature, limit, node = self.feature, self.limit, 0
        while feature[node] >= 0:
            node = self.left[node] if row[feature[node]] <= limit[node] else self.right[node]
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Weights:
    """The linear model: for each relation a bias and the weights of features."""

    bias: dict[str, float]
    of: dict[str, dict[str, float]]

    def logit(self, relation: str, features: Features) -> float:
        """The log odds that a sentence says a relation of two ends."""
        return round(max(_NEVER, min(-_NEVER, self.sum(relation, names(features)))), 6)

    def sum(self, relation: str, features: Iterable[str]) -> float:
        """The bias of a relation and the weights of some features."""
        weights = self.of.get(relation, {})
        return self.bias.get(relation, _NEVER) + sum([weights[name] for name in features if name in weights])


def names(features: Features) -> Iterable[str]:
    """Features as the linear model knows them: the name, with its value where that is a text."""
    return [f"{name}={value}" if value.__class__ is str else name for name, value in features.items()]


def of_dateline(found: Found, others_dated: bool, place: float) -> Iterable[str]:
    """The features by which a statement without a date is of its document's day; `place` is its share of the text."""
    relation = found.fact.relation
    yield f"relation={relation}"
    yield f"place={min(5, int(20 * place))}"
    yield "others_dated" if others_dated else "none_dated"
    for name in names(found.features):
        if name.startswith(_DATELINE):
            yield name
            if name.startswith(("kind=", "1tag", "rule=")):
                yield f"{relation} {name}"


@dataclass(slots=True)
class Told:
    """A fact as a document tells it: everything found for one pair of ends and relation, with the log odds of each."""

    key: Key
    found: list[Found]
    logits: list[float]

    @property
    def top(self) -> float:
        return max(self.logits)

    @property
    def ruled(self) -> bool:
        """Whether a rule asserts it."""
        return any(item.fact.confidence > 0 and item.fact.modality == "asserted" for item in self.found)

    @property
    def any_dated(self) -> bool:
        return any(item.fact.when is not None for item in self.found)

    @property
    def best(self) -> Found:
        return self.found[self.logits.index(self.top)]


def gathered(found: Sequence[Found], logits: Sequence[float]) -> list[Told]:
    """What was found, by ends and relation, in the order of the text."""
    groups: dict[Key, Told] = {}
    for item, logit in zip(found, logits, strict=True):
        key = key_of(item.fact)
        told = groups.setdefault(key, Told(key, [], []))
        told.found.append(item)
        told.logits.append(logit)
    return list(groups.values())


def key_of(fact: Fact) -> Key:
    """Ends and relation; the ends of a symmetric one in the order of their ids."""
    first, second = fact.subject.entity.id, fact.object.entity.id
    if vocabulary().relations[fact.relation].symmetric and second < first:
        first, second = second, first
    return first, fact.relation, second


@lru_cache(maxsize=1)
def columns() -> tuple[str, ...]:
    """What the trees look at, in order."""
    types = tuple(vocabulary().entities)
    return (
        *("top", "second", "count", "strong", "sure", "rules", "sure_not_asserted", "rules_not_asserted", "top_told"),
        *(
            "other_relation",
            "other_way",
            "same_event",
            "same_object",
            "same_subject",
            "same_relation",
            "best_same_object",
        ),
        *("dated", "any_dated", "asserted", "any_asserted", "alone", "rank1", "rank2", "size", "name_in_name"),
        *_NUMBERS,
        *(f"relation={name}" for name in vocabulary().relations),
        *(f"subject={name}" for name in types),
        *(f"object={name}" for name in types),
        *(f"{end}={how}" for end in ("how1", "how2") for how in _HOWS),
        *(f"kind={kind}" for kind in ("joint", "factsheet", "readout", "remarks", "release", "plain")),
        *(f"block={kind}" for kind in ("heading", "bullet", "paragraph")),
    )


def table(groups: Sequence[Told]) -> list[list[float]]:
    """One row of `columns()` for each fact of a document."""
    top = {told.key: told.top for told in groups}
    between: dict[frozenset[str], dict[Key, float]] = defaultdict(dict)
    by_object: dict[tuple[str, str], list[float]] = defaultdict(list)
    by_subject: dict[tuple[str, str], list[float]] = defaultdict(list)
    by_relation: dict[str, list[float]] = defaultdict(list)
    events: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for (first, relation, second), logit in top.items():
        between[frozenset((first, second))][first, relation, second] = logit
        by_object[relation, second].append(logit)
        by_subject[relation, first].append(logit)
        by_relation[relation].append(logit)
        if relation in _EVENTS:
            events[first][relation, second] = logit
    return [_row(told, len(groups), between, by_object, by_subject, by_relation, events) for told in groups]


def _row(
    told: Told,
    size: int,
    between: Mapping[frozenset[str], Mapping[Key, float]],
    by_object: Mapping[tuple[str, str], Sequence[float]],
    by_subject: Mapping[tuple[str, str], Sequence[float]],
    by_relation: Mapping[str, Sequence[float]],
    events: Mapping[str, Mapping[tuple[str, str], float]],
) -> list[float]:
    first, relation, second = told.key
    logits = sorted(told.logits, reverse=True)
    ruled = [(f, v) for f, v in zip(told.found, told.logits, strict=True) if f.fact.confidence > 0]
    asserted = [(f, v) for f, v in ruled if f.fact.modality == "asserted"]
    others = [(f, v) for f, v in ruled if f.fact.modality != "asserted"]
    pair = between[frozenset((first, second))]
    shared = events.keys() & {first, second}
    both = events[first].keys() & events[second].keys() if len(shared) == 2 else set()
    best = told.best
    features, fact = best.features, best.fact
    ends = fact.subject.entity, fact.object.entity
    values: dict[str, float] = {
        "top": logits[0],
        "second": logits[1] if len(logits) > 1 else _NEVER,
        "count": min(len(logits), 12),
        "strong": sum(logit > -1 for logit in logits),
        "sure": max((f.fact.confidence for f, _ in asserted), default=0.0),
        "rules": min(len(asserted), 6),
        "sure_not_asserted": max((f.fact.confidence for f, _ in others), default=0.0),
        "rules_not_asserted": min(len(others), 6),
        "top_told": max((logit for _, logit in asserted), default=_NEVER),
        "other_relation": max((v for k, v in pair.items() if k[1] != relation), default=_NEVER),
        "other_way": pair.get((second, relation, first), _NEVER),
        "same_event": max((min(events[first][e], events[second][e]) for e in both), default=_NEVER),
        "same_object": sum(v > -1 for v in by_object[relation, second]),
        "same_subject": sum(v > -1 for v in by_subject[relation, first]),
        "same_relation": sum(v > -1 for v in by_relation[relation]),
        "best_same_object": max(by_object[relation, second]) - logits[0],
        "dated": float(fact.when is not None),
        "any_dated": float(told.any_dated),
        "asserted": float(fact.modality == "asserted"),
        "any_asserted": float(any(f.fact.modality == "asserted" for f in told.found)),
        "alone": float("alone" in features),
        "rank1": _rank(features, "rank1"),
        "rank2": _rank(features, "rank2"),
        "size": min(size, 400),
        "name_in_name": float(_within(ends[0].name, ends[1].name)),
    }
    known = dict(name.split("=", 1) for name in features if "=" in name)
    values |= {name: float(known.get(name, -1)) for name in _NUMBERS}
    marks = {f"relation={relation}", f"subject={ends[0].type}", f"object={ends[1].type}"}
    marks |= {f"{end}={_how(known.get(end, ''))}" for end in ("how1", "how2")}
    marks |= {name for name in features if name.startswith(("kind=", "block="))}
    return [values[name] if name in values else float(name in marks) for name in columns()]


def _rank(features: Features, end: str) -> float:
    return next((float(i) for i in range(1, 4) if f"{end}={i}" in features), 4.0)


def _within(first: str, second: str) -> bool:
    first, second = first.lower(), second.lower()
    return first in second or second in first


def _how(how: str) -> str:
    if how in ("party", "speaker", "title", "main"):
        return "context"
    return how if how in _HOWS else "named"


class Ranker:
    """The packaged model, or one just learnt; `curve` turns the trees' log odds into calibrated probabilities."""

    def __init__(
        self,
        weights: Weights,
        trees: Sequence[Tree] = (),
        start: float = 0.0,
        curve: Sequence[tuple[float, float]] = (),
        dateline: Mapping[str, float] | None = None,
    ) -> None:
        self.weights = weights
        self.dateline = dateline or {}
        self.trees = trees
        self.start = start
        self.curve = curve

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Ranker:
        """A ranker from its JSON."""
        weights: dict[str, dict[str, float]] = {relation: {} for relation in data["relations"]}
        for name, by_relation in data["weights"].items():
            for index, weight in by_relation.items():
                weights[data["relations"][int(index)]][name] = weight
        trees = [Tree(*(tuple(part) for part in tree)) for tree in data["trees"]]
        if tuple(data["columns"]) != columns():
            raise ValueError("ranker.json was learnt for other columns: run bench/train_ranker.py")
        curve = [(x, y) for x, y in data["curve"]]
        return cls(Weights(data["bias"], weights), trees, data["start"], curve, data["dateline"])

    def logit(self, relation: str, features: Features) -> float:
        """The log odds by one sentence alone."""
        return self.weights.logit(relation, features)

    def probability(self, row: Sequence[float]) -> float:
        """How likely a fact is right, by its row."""
        return self.calibrated(self.score(row))

    def score(self, row: Sequence[float]) -> float:
        """The log odds by the trees."""
        return self.start + sum(tree.of(row) for tree in self.trees)

    def calibrated(self, score: float) -> float:
        """The share of facts with such log odds that was right in documents not learnt from."""
        if not self.curve:
            return 1 / (1 + exp(-score))
        at = bisect_right(self.curve, (score, 2.0))
        if at == 0:
            return self.curve[0][1]
        if at == len(self.curve):
            return self.curve[-1][1]
        (x0, y0), (x1, y1) = self.curve[at - 1], self.curve[at]
        return y0 + (y1 - y0) * (score - x0) / (x1 - x0) if x1 > x0 else y1

    def may_say(self, match: Match) -> bool:
        """Whether a rule found it, or the words of its sentence leave it a chance."""
        return match.confidence > 0 or self.logit(match.frame.relation, match.features) >= FLOOR

    def widen(self, found: Sequence[Found], date: str | None = None, length: int = 1) -> list[Found]:
        """What rules told, as they told it, and what else a document of that date and length may say, by likelihood."""
        groups = gathered(found, [self.logit(f.fact.relation, f.features) for f in found])
        told = {key_of(f.fact) for f in found if f.fact.confidence >= SURE}  # also what they hold for planned or denied
        for group in groups:
            self.date(group, date, length)
        likely = settled(groups, [self.probability(row) for row in table(groups)])
        added = [f for f in likely if f.fact.modality == "asserted" and key_of(f.fact) not in told]
        return [*(f for f in found if f.fact.confidence > 0), *(replace(item, added=True) for item in added)]

    def date(self, told: Told, date: str | None, length: int) -> None:
        """Gives the document's date to the statements of its day that have none."""
        if date is None or not self.dateline:
            return
        dated = told.any_dated
        told.found = [
            replace(item, fact=item.fact.model_copy(update={"when": date}), date="the document's, by the ranker")
            if undated(item, logit) and self.is_of_the_day(item, dated, (item.fact.char_start or 0) / length)
            else item
            for item, logit in zip(told.found, told.logits, strict=True)
        ]

    def is_of_the_day(self, item: Found, others_dated: bool, place: float) -> bool:
        """Whether a statement without a date tells of its document's day."""
        score = self.dateline[""] + sum(self.dateline.get(name, 0.0) for name in of_dateline(item, others_dated, place))
        return 1 / (1 + exp(-score)) >= TODAY

    def explain(self, found: Found, most: int = 8) -> list[tuple[str, float]]:
        """The features that count most for or against a fact in its sentence, with what each adds to the log odds."""
        weights = self.weights.of.get(found.fact.relation, {})
        parts = [(name, weights[name]) for name in names(found.features) if name in weights]
        return sorted(parts, key=lambda part: (-abs(part[1]), part[0]))[:most]


def undated(found: Found, logit: float) -> bool:
    """Whether a statement could have the date of its document: an asserted one without a date, no office."""
    fact = found.fact
    likely = logit >= LIKELY or fact.confidence > 0
    return likely and fact.when is None and fact.modality == "asserted" and fact.relation != "HOLDS_OFFICE"


def settled(groups: Sequence[Told], sure: Sequence[float]) -> list[Found]:
    """The statements that stand for a document's facts, of which `sure` tells how likely each is.

    Of a relation told both ways, the way that a rule tells counts, by pairs alone the likelier; by rules both do.
    """
    rated = {told.key: (told.ruled, probability) for told, probability in zip(groups, sure, strict=True)}
    statements: list[Found] = []
    for told, probability in zip(groups, sure, strict=True):
        first, relation, second = told.key
        other = rated.get((second, relation, first), (False, 0.0))
        turned_round = other > (told.ruled, probability) and not (told.ruled and other[0])
        statements += chosen(told, 0.0 if turned_round else probability)
    return statements


def chosen(told: Told, probability: float) -> list[Found]:
    """The statements that stand for a fact: one for each of its dates, and those that are not asserted, as rules say.

    Only the sentences that say it about as clearly as the clearest count.
    """
    kept: dict[tuple[str | None, str], tuple[float, Found]] = {}
    pairs = list(zip(told.found, told.logits, strict=True))
    clear = [(f, v) for f, v in pairs if f.fact.modality == "asserted"]
    top = max((logit for _, logit in clear), default=_NEVER)
    for item, logit in clear:
        if probability >= LEAST and (logit >= top - NEAR or item.fact.confidence > 0.5):
            key = (item.fact.when, "asserted")
            if key not in kept or kept[key][0] < logit:
                sure = item.fact.model_copy(update={"confidence": round(probability, 4)})
                kept[key] = (logit, replace(item, fact=sure))
    for item, _ in pairs:
        fact = item.fact
        if fact.modality != "asserted" and fact.confidence > 0:
            key = (fact.when, fact.modality)
            if key not in kept or kept[key][0] < fact.confidence:
                kept[key] = (fact.confidence, item)
    return [item for _, item in kept.values()]


@lru_cache(maxsize=1)
def ranker() -> Ranker | None:
    """The packaged ranker; None before one was learnt."""
    path = files(__package__).joinpath("data/ranker.json")
    return Ranker.of(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None
