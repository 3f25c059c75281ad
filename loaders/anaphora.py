"""The words that stand for somebody, as data (`data/grammar/anaphora.yaml`), and whom they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from .ends import Referent
from .lists import GRAMMAR, read
from .tokens import Token
from .tree import clause


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The lists of words, by name."""
    data: dict[str, Any] = read(GRAMMAR / "anaphora.yaml")
    return data


def resolved(referents: Iterable[Referent], kind: str, sure: float) -> tuple[Referent, ...]:
    """Those for whom a word stands, found by a resolution of that kind, so sure."""
    return tuple(replace(r, kind=kind, sure=sure) for r in referents)


def is_another(token: Token, referent: Referent) -> bool:
    """Whether the nouns before a noun tell it from a description with others: "the dialogue mechanism" is not "the
    hotline mechanism".
    """
    own = {child.lower_ for child in token.children if child.dep_ == "compound"}
    told = referent.mention.text.lower().split()[:-1]
    return referent.mention.how == "described" and bool(own and told) and own.isdisjoint(told)


def subject_behind(token: Token) -> Token | None:
    """The subject that a pronoun's clause has only behind it: "At his meeting with Ann Lee, | Tom Foe said"."""
    verb = clause(token)
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass") and child.i > token.i]
    return subjects[0] if subjects and verb.i > subjects[0].i and token.dep_ == "poss" else None


def is_met(name: Token, pronoun: Token) -> bool:
    """Whether a name before a pronoun is whom another acts on in its sentence: "Meeting | Ann Lee, he said"."""
    verb = name
    while verb.dep_ in ("dobj", "pobj", "conj", "prep", "appos", "compound", "nmod") and verb.head.i != verb.i:
        verb = verb.head
    opens = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i == pronoun.head.i
    return opens and name.i != verb.i and pronoun.dep_ in ("nsubj", "nsubjpass")
