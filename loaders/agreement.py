"""Two extractors side by side: what both say, and what only one of them says."""

from __future__ import annotations

from collections import defaultdict

from ..schema.model import Fact
from ..schema.vocabulary import vocabulary


def agree(offline: list[Fact], model: list[Fact]) -> list[Fact]:
    """The facts of both. One that both state with the same date is one fact, the offline extractor's, with both rules
    and the confidence that two independent witnesses give; the others carry in `note` who states them and, where the
    two differ on the date alone, what the other says.
    """
    by_key: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in model:
        by_key[_key(fact)].append(fact)
    told = {_key(fact) for fact in offline}
    result = []
    confirmed: set[int] = set()
    for fact in offline:
        others = by_key[_key(fact)]
        same = next((other for other in others if other.when == fact.when), None)
        if same is not None:
            confirmed.add(id(same))
            sure = 1 - (1 - fact.confidence) * (1 - same.confidence)
            result.append(fact.model_copy(update={"rule": f"{fact.rule}+{same.rule}", "confidence": round(sure, 4)}))
        else:
            result.append(_noted(fact, "the offline extractor", "the language model", others))
    for fact in model:
        if id(fact) not in confirmed:
            rivals = [other for other in offline if _key(other) == _key(fact)] if _key(fact) in told else []
            result.append(_noted(fact, "the language model", "the offline extractor", rivals))
    return result


def _key(fact: Fact) -> tuple[str, ...]:
    ends = [fact.subject.entity.id, fact.object.entity.id]
    if vocabulary().relations[fact.relation].symmetric:
        ends.sort()
    return (*ends, fact.relation, fact.modality)


def _noted(fact: Fact, who: str, other: str, rivals: list[Fact]) -> Fact:
    if rivals:
        note = f"{other} dates it {' or '.join(sorted(r.when or 'not at all' for r in rivals))}"
    else:
        note = f"only {who} says so"
    return fact.model_copy(update={"qualifiers": {**fact.qualifiers, "note": note}})
