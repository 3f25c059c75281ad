"""Who does with others what a verb tells: "Japan signed the pact, along with Fiji and representatives of Kenya"."""

from __future__ import annotations

from collections.abc import Iterator

from .syntax import Parsed
from .tokens import Token

_BESIDE = frozenset({"along", "alongside", "together"})
# What several do side by side, and never to each other.
SHARED = frozenset({"SIGNED", "ADOPTED", "ENDORSED", "ORGANIZED", "PARTICIPATED_IN", "MEMBER_OF"})


def companions(verb: Token, parsed: Parsed) -> list[Token]:
    """The words for those who join the ones that a verb tells of, and the examples given of them."""
    if _BESIDE.isdisjoint(parsed.words):
        return []
    found: list[Token] = []
    for beside in _prepositions(verb):
        for noun in (c for c in beside.children if c.dep_ == "pobj"):
            examples = [
                c for t in (noun, *_below(noun)) for p in t.children if p.lower_ == "including" for c in p.children
            ]
            found += examples or [noun]
    return found


def _prepositions(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.lower_ == "alongside":
            yield child
        elif child.lower_ in _BESIDE:
            following = child.doc[child.i + 1] if child.i + 1 < len(child.doc) else child
            if following.lower_ == "with" and following.head.i in (child.i, verb.i):
                yield following


def _below(noun: Token) -> list[Token]:
    return [c for p in noun.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"]
