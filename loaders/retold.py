"""When an event took place that a text tells of twice, and dates once: "They recently held a high-level dialogue",
"On 1 May Fiji and Kenya co-chaired the first Fiji-Kenya high-level dialogue".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..schema.model import Fact

_HELD = frozenset({"PARTICIPATED_IN", "ORGANIZED"})
_TAIL = re.compile(r" (?:on|of|for|in|at|between|about|to|with|against|\(.*)(?: |$).*")


def with_dates_told_again(facts: Sequence[Fact]) -> list[Fact]:
    """The facts in their order; an undated one of an event that is only described gets the one date of the event of the
    same actor that the text calls by the same words, and more.
    """
    told: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for fact in _asserted(facts):
        if fact.when:
            told[fact.subject.entity.id].append((_words(fact), fact.when))
    if not told:
        return list(facts)
    return [_dated(fact, told.get(fact.subject.entity.id, ())) for fact in facts]


def _dated(fact: Fact, told: Iterable[tuple[tuple[str, ...], str]]) -> Fact:
    if fact.when or "@" not in fact.object.entity.id or not any(_asserted([fact])):
        return fact
    own = _words(fact)
    if len(own) < 2:
        return fact
    days = {when for words, when in told if words[-1] == own[-1] and set(own) < set(words)}
    return fact.model_copy(update={"when": days.pop()}) if len(days) == 1 else fact


def _asserted(facts: Iterable[Fact]) -> Iterable[Fact]:
    return (f for f in facts if f.relation in _HELD and f.modality == "asserted" and f.confidence > 0)


def _words(fact: Fact) -> tuple[str, ...]:
    """The words of an event's name up to its head noun."""
    return tuple(_TAIL.sub("", fact.object.entity.name.lower()).split())
