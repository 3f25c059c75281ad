"""The attacks that a document tells, taken together: who is behind them, and when they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from .reading import Found


def with_date(told: Sequence[Found], dates: Collection[str]) -> list[Found]:
    """The facts, those of the one attack that a text is about with the one date that it gives of it elsewhere."""
    attacks = [f.fact for f in told if f.fact.relation == "TARGETED" and f.fact.confidence > 0]
    undated = all(fact.when is None and fact.modality == "asserted" for fact in attacks)
    one = len({a.subject.entity.id for a in attacks}) == 1 or len({a.object.entity.id for a in attacks}) == 1
    if len(dates) != 1 or not (undated and one):
        return list(told)
    when = {"when": next(iter(dates))}
    return [replace(f, fact=f.fact.model_copy(update=when)) if f.fact.relation == "TARGETED" else f for f in told]


def by_name(told: Sequence[Found]) -> list[Found]:
    """The facts without those that only describe who attacked a victim whose attacker another fact names.

    What only they tell of the attack's date counts for that attacker, if there is one.
    """
    attacks = [f for f in told if f.fact.relation == "TARGETED" and f.fact.modality == "asserted"]
    named: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    dates: dict[str, set[str]] = defaultdict(set)
    for f in attacks:
        victim = f.fact.object.entity.id
        if not f.described and f.fact.confidence > 0:
            named[victim].add((f.fact.subject.entity.id, f.fact.when))
        elif f.described and f.fact.when:
            dates[victim].add(f.fact.when)
    kept = []
    for f in told:
        victim = f.fact.object.entity.id
        if f.fact.relation == "TARGETED" and f.described and victim in named:
            continue
        undated = f.fact.relation == "TARGETED" and named.get(victim) == {(f.fact.subject.entity.id, None)}
        if undated and len(dates[victim]) == 1:
            f = replace(f, fact=f.fact.model_copy(update={"when": next(iter(dates[victim]))}))
        kept.append(f)
    return kept
