"""What a headline tells as done ("Fiji Hosts Summit") and the text below it as to come ("Fiji will host a summit")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..schema.model import Fact
from .patterns import head_word
from .zones import Block

_PLANNED = frozenset({"Forum", "Exercise", "Agreement", "Strategy"})
_IN_NAMES = ".inner"  # how the rules end by which a name tells a fact, not a verb
_OF_WHOLE = ("announced", "layout")  # … and begin by which the document as a whole does


def only_planned(facts: Iterable[Fact], blocks: Sequence[Block]) -> set[int]:
    """The places, in the order given, of the facts that only headlines assert and the text says are planned."""
    headings = [(b.char_start, b.char_end) for b in blocks if b.kind == "heading"]
    told = list(enumerate(facts))
    planned = {_said(fact) for _, fact in told if fact.modality == "planned"}
    if not planned:
        return set()
    above = {i for i, fact in told if any(a <= (fact.char_start or 0) < b for a, b in headings)}
    done = {_said(fact) for i, fact in told if i not in above and fact.modality == "asserted"}
    return {i for i in above if _is_said_by_verb(told[i][1]) and _said(told[i][1]) in planned - done}


def _is_said_by_verb(fact: Fact) -> bool:
    rule = fact.rule or ""
    return fact.modality == "asserted" and not rule.endswith(_IN_NAMES) and not rule.startswith(_OF_WHOLE)


def _said(fact: Fact) -> tuple[str, str, str]:
    """Who does what with which kind of thing: the headline alone may name it, and another be said to plan it."""
    other = fact.object.entity
    who = "" if other.type in _PLANNED else fact.subject.entity.id
    return who, fact.relation, head_word(other.name.partition(" (")[0]) or other.id
