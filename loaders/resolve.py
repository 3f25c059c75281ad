"""Who is meant where no name stands: "we", "both countries", "the Alliance", "the ministry", "it".

One `Discourse` per document, fed its sentences in order; what it cannot settle it leaves unsettled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..schema.model import Entity
from .ends import Referent
from .lists import GRAMMAR, read
from .mentions import Mention
from .syntax import Parsed
from .tree import logical_subjects, members, modifiers
from .zones import Block

if TYPE_CHECKING:
    from spacy.tokens import Token

_JOINT = re.compile(
    r"\b(?:joint|trilateral|quadrilateral|leaders['’]?|declaration|communiqu[eé]|vision|memorandum|roadmap|agreement|between"
    r"|statement by|principles|charter|fact sheet|ministerial|summit|dialogue|meeting)\b",
    re.IGNORECASE,
)
_PARTIES_IN_LEAD = re.compile(
    r"^\W*(?:\d+\.\s*)?(?:Today,? |On [^,]{3,40},? )?(?:[Ww]e, (?:the )?|The )"
    r"(?:leaders|governments|ministers|presidents|heads|members|representatives|foreign|participants|prime)\b"
)


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    data: dict[str, Any] = read(GRAMMAR / "anaphora.yaml")
    return data


@dataclass(slots=True)
class _Recent:
    """The mentions of the sentences before, the latest last."""

    mentions: list[Referent]
    subjects: list[Referent]


class Discourse:
    """What a document's words stand for. `offices` maps persons' ids to the state or body whose office they hold."""

    def __init__(
        self,
        blocks: Sequence[Block],
        mentions: Sequence[Sequence[Mention]],
        offices: Mapping[str, Entity],
    ) -> None:
        self.blocks = blocks
        self.mentions = mentions
        self.offices = offices
        self.recent = _Recent([], [])
        self.counts: Counter[str] = Counter(
            m.entity.id for found in mentions for m in found if m.entity.type in ("State", "Organization")
        )
        self.parties = self._parties()
        self.speaker = self.parties or self._speaker()

    def _actors(self, block: int) -> list[Referent]:
        """States and bodies of a block, persons by their offices, each once."""
        found: dict[str, Referent] = {}
        for mention in self.mentions[block]:
            if mention.entity.type == "Person":
                office = self.offices.get(mention.entity.id)
                if office is None:
                    continue
                referent = Referent(replace(mention, entity=office), block)
            elif mention.entity.type in ("State", "Organization"):
                referent = Referent(mention, block)
            else:
                for inner in mention.inner:
                    if inner.entity.type == "State":
                        found.setdefault(inner.entity.id, Referent(inner, block))
                continue
            found.setdefault(referent.mention.entity.id, referent)
        return list(found.values())

    def _parties(self) -> tuple[Referent, ...]:
        """The parties of a joint text: those its title names, else those its lead does."""
        leads = [i for i, b in enumerate(self.blocks[:4]) if b.kind == "heading"]
        for index in leads:
            actors = self._actors(index)
            if len(actors) >= 2 and _JOINT.search(self.blocks[index].text):
                return tuple(actors)
        for index, block in enumerate(self.blocks[:6]):
            lead = _PARTIES_IN_LEAD.match(block.text)
            if lead and lead.group().strip():
                actors = [a for a in self._actors(index) if a.mention.start < 600]
                if len(actors) >= 2:
                    return tuple(actors)
        return ()

    def _speaker(self) -> tuple[Referent, ...]:
        """Who speaks in a statement or speech of one side."""
        for index, block in enumerate(self.blocks[:4]):
            if block.kind == "heading":
                actors = self._actors(index)
                if len(actors) == 1:
                    return tuple(actors)
                if actors and re.match(
                    r"(?:remarks|statement|speech|address|press|fact sheet|readout)", block.text, re.I
                ):
                    return (actors[0],)
        return ()

    def referents(self, parsed: Parsed) -> dict[int, tuple[Referent, ...]]:
        """What the words of a sentence stand for, by token; then the sentence becomes part of the past."""
        found: dict[int, tuple[Referent, ...]] = {}
        for token in parsed.doc:
            if token.i in parsed.names:
                continue
            meant = self._meant(token, parsed)
            if meant:
                found[token.i] = meant
        self._remember(parsed, found)
        return found

    def _meant(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        words = _words()
        low = token.lower_
        if low in words["we"]:
            return self.speaker
        if low in ("they", "their", "them", "themselves"):
            return self._last_group()
        if low in ("it", "its", "itself"):
            return self._last_one(token, parsed)
        if token.pos_ not in ("NOUN", "PROPN"):
            return ()
        lemma = token.lemma_.lower()
        before = {child.lower_ for child in token.children if child.dep_ in ("det", "poss", "nummod", "predet", "amod")}
        if any(parsed.names.get(m.i) is not None for m in modifiers(token)):
            return ()
        if any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children):
            return ()
        if token.tag_ in ("NNS", "NNPS") and lemma in words["groups"]:
            return self._group(before)
        definite = before & {"the", "this", "that"}
        if definite and token.tag_ in ("NN", "NNP"):
            if lemma in words["states"]:
                return self._last_of(parsed, token, ("State",))
            if lemma in words["bodies"]:
                return self._last_named(parsed, token, ("Organization", "Forum"), lemma)
            if lemma in words["things"]:
                return self._last_named(parsed, token, ("Forum", "Exercise", "Agreement", "Strategy"), lemma)
        return ()

    def _group(self, before: set[str]) -> tuple[Referent, ...]:
        numbers = _words()["numbers"]
        size = next((numbers[word] for word in sorted(before) if word in numbers), None)
        definite = before & {"the", "these", "those", "both", "our", "all"} or size
        if not definite:
            return ()
        if self.parties and (size is None or len(self.parties) == size):
            return self.parties
        if size is None:
            return ()
        return self._last_together(size)

    def _last_together(self, size: int) -> tuple[Referent, ...]:
        """The last so many states or bodies that were named in one sentence."""
        states: dict[str, Referent] = {}
        for referent in reversed(self.recent.mentions[-12:]):
            if referent.mention.entity.type == "State" or self.counts[referent.mention.entity.id] > 2:
                states.setdefault(referent.mention.entity.id, referent)
        pool = [r for r in states.values() if r.mention.entity.type in ("State", "Organization")]
        if len(pool) > size:
            top = {id_ for id_, _ in self.counts.most_common(size)}
            pool = [r for r in pool if r.mention.entity.id in top]
        return tuple(pool) if len(pool) == size else ()

    def _last_group(self) -> tuple[Referent, ...]:
        subjects = self.recent.subjects
        return tuple(subjects) if len(subjects) >= 2 else ()

    def _last_one(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        """The subject of the sentence so far, else that of the one before, if it is one state or body."""
        here = [
            Referent(parsed.names[i], parsed.sentence.block)
            for i in sorted(parsed.names)
            if i < token.i
            and parsed.names[i].entity.type in ("State", "Organization")
            and parsed.names[i].how != "adjective"
            and parsed.doc[i].dep_ in ("nsubj", "nsubjpass")
        ]
        if here:
            return (here[-1],)
        ones = [r for r in self.recent.subjects if r.mention.entity.type in ("State", "Organization")]
        return (ones[0],) if len(ones) == 1 else ()

    def _last_of(self, parsed: Parsed, token: Token, types: tuple[str, ...]) -> tuple[Referent, ...]:
        here = [
            Referent(parsed.names[i], parsed.sentence.block)
            for i in sorted(parsed.names)
            if i < token.i and parsed.names[i].entity.type in types
        ]
        for referent in reversed([*self.recent.mentions, *here]):
            if referent.mention.entity.type in types:
                return (referent,)
        return ()

    def _last_named(self, parsed: Parsed, token: Token, types: tuple[str, ...], word: str) -> tuple[Referent, ...]:
        here = [Referent(parsed.names[i], parsed.sentence.block) for i in sorted(parsed.names) if i < token.i]
        for referent in reversed([*self.recent.mentions, *here]):
            entity = referent.mention.entity
            names = " ".join((entity.name, referent.mention.text, *entity.aliases)).lower()
            if entity.type in types and re.search(rf"\b{re.escape(word)}\b", names):
                return (referent,)
        return ()

    def _remember(self, parsed: Parsed, found: Mapping[int, tuple[Referent, ...]]) -> None:
        block = parsed.sentence.block
        here = [Referent(parsed.names[i], block) for i in sorted(parsed.names)]
        self.recent.mentions = [*self.recent.mentions, *here][-40:]
        subjects: dict[str, Referent] = {}
        for token in parsed.doc:
            if token.dep_ == "ROOT":
                for subject in logical_subjects(token):
                    for member in members(subject):
                        for mention in parsed.mentions_at(member.i):
                            if mention.entity.type in ("State", "Organization", "Person"):
                                subjects.setdefault(mention.entity.id, Referent(mention, block))
                        for referent in found.get(member.i, ()):
                            subjects.setdefault(referent.mention.entity.id, referent)
        self.recent.subjects = list(subjects.values())
