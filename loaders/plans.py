"""What a headline tells as done ("Fiji Hosts Summit") and the text below it as to come ("Fiji will host a summit")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..schema.model import Fact
from .patterns import head_word
from .zones import Block

_IN_NAMES = ".inner"  # how the rules end by which a name tells a fact, not a verb


def only_planned(facts: Iterable[Fact], blocks: Sequence[Block]) -> set[int]:
    """The places, in the order given, of the facts that only headlines assert and the text says are planned."""
    headings = [(b.char_start, b.char_end) for b in blocks if b.kind == "heading"]
    told = list(enumerate(facts))
    planned = {_said(fact) for _, fact in told if fact.modality == "planned"}
    if not planned:
        return set()
    above = {i for i, fact in told if any(a <= (fact.char_start or 0) < b for a, b in headings)}
    done = {_said(fact) for i, fact in told if i not in above and fact.modality == "asserted"}
    verbal = {i for i in above if told[i][1].modality == "asserted" and not (told[i][1].rule or "").endswith(_IN_NAMES)}
    return {i for i in verbal if _said(told[i][1]) in planned - done}


def _said(fact: Fact) -> tuple[str, str, str]:
    """Who does what with which kind of thing: a name may be given in the headline alone."""
    other = fact.object.entity
    return fact.subject.entity.id, fact.relation, head_word(other.name.partition(" (")[0]) or other.id
