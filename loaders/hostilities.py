"""Who attacked and sanctioned whom, as far as a text has told: whom "the hackers" and "they were also charged" mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..schema.model import Entity
from .anaphora import resolved, words
from .ends import Candidate, Referent
from .gazetteer import Gazetteer
from .hackers import are_hackers
from .mentions import Mention
from .syntax import Parsed
from .tokens import Token
from .tree import agents, is_verb, logical_objects, logical_subjects, passive
from .zones import Block

_MEMORY = 4  # sentences for which an attack or sanction is fresh


_SANCTIONING = ("State", "Organization")
_PUNISHES = re.compile(r"sanction|charg|indict|designat|blacklist", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sanction:
    """Who sanctioned whom, if those have names, by which verb, and how many sentences had been read."""

    sentence: int
    verb: str
    by: Referent
    whom: Referent | None


class Hostilities:
    """The attacks and sanctions of one document. `hackers` are its hostile groups, by id; `sanctioners` who sanctioned;
    `attack_dates` when who attacked, by the attacker's id and the block that names it.
    """

    def __init__(self, blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]], gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.hackers = frozenset(
            mention.entity.id
            for block, found in zip(blocks, mentions, strict=True)
            for mention in found
            if gazetteer.field(mention.entity.id, "kind") == "threat-group"
            or (mention.entity.type == "Organization" and are_hackers(block.text, mention.start, mention.end))
        )
        self.sanctioners: set[str] = set()
        self.attack_dates: dict[tuple[str, int], str] = {}
        self._attackers: set[str] = set()
        self._latest: tuple[Referent, ...] = ()
        self._struck: list[Referent] = []
        self._attack_read = 0
        self._sanctions: list[_Sanction] = []
        self._read = 0  # sentences so far

    @property
    def struck(self) -> tuple[Referent, ...]:
        """Who was said to be attacked in the last sentences."""
        return tuple(self._struck) if self._attack_read >= self._read - _MEMORY else ()

    def go_on(self, parsed: Parsed) -> dict[int, tuple[Referent, ...]]:
        """Whom the words of the next sentence, by token, leave to what was told before."""
        found = self._attacks_go_on(parsed) | self._sanctions_go_on(parsed)
        self._read += 1
        unnamed = list(self._unnamed(parsed))
        self.sanctioners |= {s.by.mention.entity.id for s in unnamed}
        self._sanctions += unnamed
        return found

    def meant(
        self, pasts: Iterable[Iterable[Referent]], known: Iterable[Referent], attack: bool, several: bool
    ) -> tuple[Referent, ...]:
        """The last incident or hacker groups named: in one of `pasts`, latest first, else in all that is `known`.

        `attack` asks whose an attack is, and not who the hackers are; `several` where those are more than one.
        """
        kind = "attack" if attack else "attackers"
        for past in pasts:
            hostile = {r.mention.entity.id: r for r in past if self._is_hostile(r.mention, attack)}
            if hostile:
                chosen = list(hostile.values())
                return resolved(chosen if several or attack else chosen[-1:], kind, 0.8)
        incidents = [r for r in known if self._is_incident(r.mention)] if attack else []
        if incidents:
            return resolved(incidents if len(incidents) == 1 else (), kind, 0.75)
        return resolved(self._latest, kind, 0.75)

    def attacked(self, attacker: Candidate, entity: Entity, victim: Candidate, when: str | None) -> None:
        """Takes down who was last said to have attacked whom and when, `entity` by the name it was given."""
        if self._attack_read != self._read:
            self._struck = []
        self._struck.append(Referent(victim.mention, victim.block))
        if when is not None:
            self.attack_dates[entity.id, attacker.block] = when
        self._latest = (Referent(replace(attacker.mention, entity=entity), attacker.block),)
        self._attack_read = self._read
        self._attackers.add(entity.id)

    def sanctioned(self, verb: str, by: Candidate, whom: Candidate) -> None:
        """Takes down who was last said to have sanctioned whom, and by which word."""
        self._sanctions = [s for s in self._sanctions if s.sentence == self._read]
        self.sanctioners.add(by.entity.id)
        ends = Referent(by.mention, by.block), Referent(whom.mention, whom.block)
        self._sanctions.append(_Sanction(self._read, verb, *ends))

    def _attacks_go_on(self, parsed: Parsed) -> dict[int, tuple[Referent, ...]]:
        """Who did what "also targeted were A and B" and "the victims include C" leave to the text before."""
        recent = self._attack_read >= self._read - _MEMORY or len(self._attackers) == 1
        if not self._latest or not recent:
            return {}
        found = resolved(self._latest, "implied", 0.8)
        told: dict[int, tuple[Referent, ...]] = {}
        for verb in parsed.doc:
            lemma = verb.lemma_.lower()
            told_more = lemma in words()["attacked"] and passive(verb) and not agents(verb) and _adds(verb)
            lists = lemma == "include" and any(s.lemma_.lower() in words()["victims"] for s in logical_subjects(verb))
            if is_verb(verb) and (told_more or lists):
                told[verb.i] = found
        return told

    def _sanctions_go_on(self, parsed: Parsed) -> dict[int, tuple[Referent, ...]]:
        """Who and whom "they were also charged by Japan" and "C was sanctioned, too" leave to the text before."""
        found: dict[int, tuple[Referent, ...]] = {}
        fresh = [s for s in self._sanctions if s.sentence >= self._read - _MEMORY]
        for verb in parsed.doc if fresh else ():
            if verb.lemma_.lower() not in words()["sanctions"] or not is_verb(verb):
                continue
            if passive(verb) and not agents(verb):
                found[verb.i] = resolved({s.by.mention.entity.id: s.by for s in fresh}.values(), "implied", 0.8)
            alike = [s for s in fresh if s.verb == verb.lemma_.lower()] or fresh
            for whom in logical_objects(verb):
                several = {child.lower_ for child in whom.children} & set(words()["numbers"])
                if whom.lower_ in ("they", "both") or (several and any(c.lower_ == "the" for c in whom.children)):
                    named = {s.whom.mention.entity.id: s.whom for s in alike if s.whom is not None}
                    found[whom.i] = resolved(named.values(), "they", 0.8)
        return found

    def _unnamed(self, parsed: Parsed) -> Iterator[_Sanction]:
        """Who sanctioned those who have no name yet: "Japan sanctioned two companies", "imposed sanctions"."""
        for verb in parsed.doc if _PUNISHES.search(parsed.sentence.text) else ():
            if not is_verb(verb) or passive(verb):
                continue
            imposed = any(o.lemma_.lower() == "sanction" for o in logical_objects(verb))
            if not imposed and verb.lemma_.lower() not in words()["sanctions"]:
                continue
            whom = [m for o in logical_objects(verb) for m in parsed.mentions_at(o.i)]
            by = [m for s in logical_subjects(verb) for m in parsed.mentions_at(s.i) if m.entity.type in _SANCTIONING]
            if by and not whom and any(logical_objects(verb)):
                yield _Sanction(self._read, verb.lemma_.lower(), Referent(by[0], parsed.sentence.block), None)

    def _is_hostile(self, mention: Mention, attack: bool) -> bool:
        if mention.entity.type == "Incident":
            return attack and self._is_incident(mention)
        return mention.entity.id in self.hackers

    def _is_incident(self, mention: Mention) -> bool:
        return mention.entity.type == "Incident" and mention.entity.id in self.gazetteer


def _adds(verb: Token) -> bool:
    """Whether a clause adds to what was told: "B was also hit", "B was hit too", "Other victims hit were A"."""
    return any(word.lower_ in ("also", "too", "other", "others") for word in verb.subtree)
