"""Who is meant where no name stands: "we", "both countries", "the Alliance", "the ministry", "it", "the President".

One `Discourse` per document, fed its sentences in order; what it cannot settle it leaves unsettled. Every answer says
of what kind it is and how sure; the words are data (`data/grammar/anaphora.yaml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..schema.model import Entity
from .anaphora import is_another, is_met, resolved, subject_behind, words
from .context import Context, context, speakers, state_behind
from .ends import Referent, Scene, defined, parties_in
from .gazetteer import Gazetteer
from .hostilities import Hostilities
from .mentions import Mention
from .offices import Person
from .patterns import happens, head_word, is_occasion
from .syntax import Parsed
from .tokens import Token
from .tree import clause, is_verb, logical_subjects, members, modifiers, saying
from .zones import Block

_ACTORS = ("State", "Organization")
_JOINED = frozenset({"joint", "readout", "fact sheet", "remarks"})
_MEMORY = 4
_OPENING = 6
_THESE = frozenset({"the", "this", "that", "these", "those"})
_THIS = frozenset({"this", "these", "that", "which"})
_DEEDS = frozenset(
    {"ratification", "adoption", "signing", "signature", "launch", "establishment", "creation", "accession"}
)
_PLAINLY = frozenset(
    "great entire whole current own young tiny small large vast federal central "  # noqa: SIM905
    "labour labor conservative coalition caretaker interim".split()
)
_QUOTES = re.compile(r"[\"“”]")


@dataclass(frozen=True, slots=True)
class _Past:
    """What a sentence named, in order, and what it was about."""

    named: tuple[Referent, ...]
    subjects: tuple[Referent, ...]


class Discourse:
    """What a document's words stand for. `people` are its persons by every name."""

    def __init__(
        self,
        blocks: Sequence[Block],
        mentions: Sequence[Sequence[Mention]],
        people: Mapping[str, Person],
        gazetteer: Gazetteer,
    ) -> None:
        self.blocks, self.gazetteer = blocks, gazetteer
        self.context: Context = context(blocks, mentions, people, gazetteer)
        self.parties, self.speaker = self.context.parties, self.context.issuer
        self.speakers = speakers(blocks, people, self.context.home, gazetteer)
        self.roles = {p.entity.id: p.role.casefold() for p in people.values() if p.role}
        self.offices = {p.entity.id: p.of for p in people.values() if p.of is not None}
        self.counts: Counter[str] = Counter(m.entity.id for found in mentions for m in found)
        self.states = {
            m.entity.id: Referent(m, block)
            for block, found in reversed(list(enumerate(mentions)))
            for m in reversed(found)
            if m.entity.type == "State"
        }
        self.pair = resolved(self._pair(), "both", 0.85)
        self.past: list[_Past] = []
        self.latest: dict[str, Referent] = {}
        self.meant: dict[int, tuple[Referent, ...]] = {}
        self.hostilities = Hostilities(blocks, mentions, gazetteer)
        self.events: dict[str, Referent] = {}
        self.latest_event: Referent | None = None
        self.first_event: Referent | None = None
        self.happened: dict[str, Referent] = {}

    def referents(
        self, parsed: Parsed, descriptions: Mapping[int, Mention] | None = None
    ) -> dict[int, tuple[Referent, ...]]:
        """What the words of a sentence stand for, by token; then the sentence becomes part of the past.

        `descriptions` are its events without a name, by token, to which later sentences may come back.

        A verb without a subject of its own, at the head of a bullet, stands for who does it.
        """
        self.meant = found = {}
        for token in parsed.doc:
            if token.i in parsed.names:
                continue
            meant = self._meant(token, parsed)
            if meant:
                found[token.i] = meant
        found |= self.hostilities.go_on(parsed)
        for token in self._headless(parsed):
            found[token.i] = resolved(self.speaker, "implied", 0.8)
        for token in _included(parsed):
            found[token.i] = resolved(self._going_on(), "implied", 0.75)
        self._remember(parsed, found)
        for index, mention in sorted((descriptions or {}).items()):
            if mention.entity.type in ("Forum", "Exercise", "Agreement"):
                named = defined(parsed, parsed.doc[index], mention.entity.type)
                self.events[parsed.doc[index].lemma_.lower()] = Referent(named or mention, parsed.sentence.block)
        held = [
            mention
            for _, mention in sorted([*parsed.names.items(), *(descriptions or {}).items()])
            if happens(mention.entity.type, mention.text)
        ]
        self.latest_event = Referent(held[0], parsed.sentence.block) if held else None
        self.happened |= {m.entity.id: Referent(m, parsed.sentence.block) for m in held}
        if self.first_event is None and parsed.sentence.block < _OPENING:
            self.first_event = self.latest_event
        return found

    def _meant(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        low = token.lower_
        if low in words()["we"]:
            return self._we(token, parsed)
        if low in words()["i"] and token.pos_ == "PRON":
            return resolved(self._voice(token, parsed), "i", 0.85)
        if low in words()["they"]:
            return self._they(token, parsed)
        if low in words()["it"]:
            return self._it(token, parsed)
        if low in words()["he"]:
            return self._he(token, parsed)
        if token.pos_ not in ("NOUN", "PROPN"):
            return ()
        return self._described(token, parsed)

    # --- who speaks --------------------------------------------------------------------------------------------------

    def _we(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        speaking = self._voice(token, parsed)
        behind = [r for r in speaking if r.mention.entity.type != "Person"]
        if behind and self.context.kind != "text":
            return resolved([state_behind(r, self.gazetteer) for r in behind], "we", 0.9)
        if behind:
            return resolved(behind, "we", 0.8)
        if self.speakers[parsed.sentence.block] is not None or _quoted(token, parsed):
            return ()
        return resolved(self.speaker, "we", 0.9)

    def _voice(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        """Who says a word: the labelled speaker, the one quoted, else the one person of the title's remarks."""
        labelled = self.speakers[parsed.sentence.block]
        if labelled is not None:
            return labelled
        if _quoted(token, parsed):
            return self._who_says(parsed)
        return self.context.voice

    def _who_says(self, parsed: Parsed) -> tuple[Referent, ...]:
        """The subject of the verb that a quotation belongs to, and the state or body behind it."""
        for verb in parsed.doc:
            if verb.lemma_.lower() not in words()["say"] or _quoted(verb, parsed):
                continue
            for subject in logical_subjects(verb):
                mention = parsed.names.get(subject.i)
                if mention is None or mention.entity.type not in (*_ACTORS, "Person"):
                    continue
                who = Referent(mention, parsed.sentence.block)
                office = self.offices.get(mention.entity.id)
                behind = (replace(who, mention=replace(mention, entity=office)),) if office else ()
                return (who, *behind)
        return ()

    def _headless(self, parsed: Parsed) -> Iterator[Token]:
        """The verbs at the head of a bullet that name no subject: "Launched a dialogue", "Providing $10 million"."""
        block = self.blocks[parsed.sentence.block]
        if block.kind != "bullet" or not self.speaker:
            return
        for token in parsed.doc:
            first = token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")
            if first and is_verb(token) and token.tag_ in ("VBG", "VBD", "VBN") and not _subject(token):
                yield token

    def _going_on(self) -> tuple[Referent, ...]:
        """Who does what a sentence that begins with "This includes" lists: those whom the one before is about."""
        before = self.past[-1].subjects if self.past else ()
        actors = tuple(r for r in before if r.mention.entity.type in _ACTORS)
        return actors or self.speaker

    # --- several -----------------------------------------------------------------------------------------------------

    def _they(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        if speaking := _who_speaks(token, parsed):
            return resolved(speaking, "they", 0.85)
        here = self._groups(parsed, token)
        if here := here or self._two_persons(parsed, token):
            return resolved(here, "they", 0.85)
        if self.past and len(self.past[-1].subjects) >= 2:
            return resolved(self.past[-1].subjects, "they", 0.8)
        if self.past and len(self.past[-1].subjects) == 0 and self.context.kind in ("joint", "readout"):
            return resolved(self.parties, "they", 0.75)
        before = self._here(parsed, token) or (list(self.past[-1].subjects) if self.past else [])
        hackers = {r.mention.entity.id: r for r in before if r.mention.entity.id in self.hostilities.hackers}
        return resolved(hackers.values(), "they", 0.8) if len(hackers) == 1 else ()

    def _groups(self, parsed: Parsed, token: Token) -> list[Referent]:
        """The joined subjects that stand before a word in its sentence."""
        for other in reversed(parsed.doc[: token.i]):
            if other.dep_ not in ("nsubj", "nsubjpass") or other.i > token.i:
                continue
            found = [
                Referent(mention, parsed.sentence.block)
                for member in members(other)
                if member.i < token.i
                for mention in parsed.mentions_at(member.i)
                if mention.entity.type in (*_ACTORS, "Person")
            ]
            return found if len(found) >= 2 else []
        return []

    def _two_persons(self, parsed: Parsed, token: Token) -> list[Referent]:
        """The only two persons of a sentence where nobody else acts: "Smith called Jones before they met"."""
        persons = {r.mention.entity.id: r for r in self._here(parsed, token) if r.mention.entity.type == "Person"}
        return list(persons.values()) if len(persons) == 2 else []

    def _group(self, token: Token, parsed: Parsed, lemma: str, before: set[str]) -> tuple[Referent, ...]:
        size = next((words()["numbers"][word] for word in sorted(before) if word in words()["numbers"]), None)
        determined = {"the", "these", "those", "our", "all", "their"} | ({"both"} if size is not None else set())
        if not before & determined:
            return ()
        if any(child.dep_ in ("acl", "relcl", "prep") and child.i > token.i for child in token.children):
            return ()
        joined = self.context.kind in _JOINED
        if size is None and (lemma not in words()["parties"] or not (joined or lemma in words()["sides"])):
            return ()
        if size is None and not joined and before & {"our", "their", "all", "those"}:
            return ()
        if self.parties and (size is None or len(self.parties) == size) and (joined or size is not None):
            return resolved(self.parties, "group", 0.9)
        if size is None:
            return ()
        kinds = words()["bodies"].get(lemma)
        return resolved(self._last_together(size, token, parsed, kinds), "group", 0.8)

    def _last_together(
        self, size: int, token: Token, parsed: Parsed, kinds: Sequence[str] | None = None
    ) -> list[Referent]:
        """The last so many states or bodies, or only bodies of some kinds, that were named close to each other."""
        pool: dict[str, Referent] = {}
        here = self._here(parsed, token)
        joined = self._groups(parsed, token) or (self.past[-1].subjects if self.past else ())
        if size == len(self.pair) and len(joined) != size and kinds is None:
            return list(self.pair)
        for named in (here, *(p.named for p in reversed(self.past[-3:]))):
            for referent in (r for whole in named for r in _with_parties(whole)):
                told = referent.mention.entity
                often = told.type == "Organization" and self.counts[told.id] > 2
                if self._is_one(told, kinds) if kinds is not None else told.type == "State" or often:
                    pool.setdefault(referent.mention.entity.id, referent)
            if len(pool) >= size:
                break
        if len(pool) > size:
            states = {i: r for i, r in pool.items() if r.mention.entity.type == "State"}
            pool = states if len(states) == size else pool
        if len(pool) > size:
            ranked = sorted(pool.items(), key=lambda item: (-self.counts[item[0]], item[0]))
            pool = dict(ranked[:size]) if self.counts[ranked[size - 1][0]] > self.counts[ranked[size][0]] else {}
        return list(pool.values()) if len(pool) == size else []

    def _is_one(self, entity: Entity, kinds: Sequence[str]) -> bool:
        """Whether a body is of some of the gazetteer's kinds, `new` if it knows none; of any where none is given."""
        kind = self.gazetteer.field(entity.id, "kind") if entity.id in self.gazetteer else "new"
        return entity.type == "Organization" and (not kinds or kind in kinds)

    def _pair(self) -> Sequence[Referent]:
        """Whose a text between two is where none is named: the parties of a joint text, or the two states that it is
        about, both of which it names at least twice as often as any other.
        """
        if self.context.kind in _JOINED and self.parties:
            return self.parties
        ranked = [(id_, n) for id_, n in self.counts.most_common() if id_ in self.states]
        if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] < 2 * ranked[2][1]):
            return []
        return [self.states[id_] for id_, _ in ranked[:2]]

    # --- one ---------------------------------------------------------------------------------------------------------

    def _it(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        """The subject of the sentence so far, else that of the one before if it is one, else an entry's topic.

        "Its attack" is that of the hackers last named.
        """
        if token.dep_ == "poss" and token.head.lemma_.lower() in words()["attacks"]:
            here = [r for r in self._here(parsed, token) if r.mention.entity.id in self.hostilities.hackers]
            if here:
                return resolved(here[-1:], "it", 0.85)
        here = [
            Referent(parsed.names[i], parsed.sentence.block)
            for i in sorted(parsed.names)
            if i < token.i
            and parsed.names[i].entity.type != "Person"
            and parsed.names[i].how != "adjective"
            and i not in parsed.lists
            and parsed.doc[i].dep_ in ("nsubj", "nsubjpass")
            and not _acts_on(parsed.doc[i], token)
        ]
        here = here or [
            referent
            for other in parsed.doc[: token.i]
            if other.dep_ in ("nsubj", "nsubjpass") and other.tag_ == "NN"
            for referent in _acting_for(other, parsed)
        ]
        here = here or self._subject_before(token, parsed)
        if here:
            return resolved(here[-1:], "it", 0.9)
        actors = [r for r in self._here(parsed, token) if r.mention.entity.type in _ACTORS]
        if token.dep_ == "poss" and len({r.mention.entity.id for r in actors}) == 1:
            return resolved(actors[-1:], "it", 0.85)
        if self.past:
            ones = [r for r in self.past[-1].subjects if r.mention.entity.type != "Person"]
            if len(ones) == 1:
                return resolved(ones, "it", 0.85)
        if self.context.topic is not None and (not self.past or not self.past[-1].subjects):
            return resolved((self.context.topic,), "it", 0.75)
        return ()

    def _subject_before(self, token: Token, parsed: Parsed) -> list[Referent]:
        """What the last subject before a pronoun stands for: "The exercise took place in May, and it included B"."""
        for other in reversed(parsed.doc[: token.i]):
            if other.dep_ in ("nsubj", "nsubjpass") and other.tag_ == "NN":
                meant = self.meant.get(other.i, ())
                return list(meant) if len(meant) == 1 and meant[0].mention.entity.type != "Person" else []
        return []

    def _he(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        behind = subject_behind(token)
        if behind is not None and behind.lemma_.lower() in words()["titles"]:
            return () if any(m.i in parsed.names for m in modifiers(behind)) else self._titled(behind, parsed)
        here = [r for r in self._here(parsed, token, behind) if r.mention.entity.type == "Person"]
        if here:
            return self._with_office(here[-1], "he", 0.85)
        for past in reversed(self.past[-2:]):
            ones = [r for r in past.subjects if r.mention.entity.type == "Person"]
            ones = ones or [r for r in past.named if r.mention.entity.type == "Person"]
            if len({r.mention.entity.id for r in ones}) == 1:
                return self._with_office(ones[0], "he", 0.8)
            if ones:
                return ()
        return ()

    def _with_office(self, person: Referent, kind: str, sure: float) -> tuple[Referent, ...]:
        office = self.offices.get(person.mention.entity.id)
        behind = (replace(person, mention=replace(person.mention, entity=office)),) if office else ()
        return resolved((person, *behind), kind, sure)

    def _described(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        """What a noun with an article stands for."""
        lemma = token.lemma_.lower()
        before = {child.lower_ for child in token.children if child.dep_ in ("det", "poss", "nummod", "predet", "amod")}
        if "the" in before and _is_one_member(token, parsed):
            return self._state(token, parsed)
        if any(parsed.names.get(m.i) is not None for m in modifiers(token)):
            return ()
        if any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children):
            return ()
        body = words()["members"].get(token.text)
        joined = token.dep_ == "dobj" and token.head.lemma_ == "join"
        if body and self.counts[body] > 2 and body in self.latest and not joined:
            return resolved((self.latest[body],), "members", 0.85)
        hostile = lemma in words()["attacks"] or (lemma in words()["attackers"] and _of_hackers(token))
        if before & _THESE and hostile and (meant := self._attackers(token, parsed, lemma in words()["attacks"])):
            return meant
        if self.context.reports and self.context.event and lemma in words()["occasions"] and before & {"the", "this"}:
            return resolved((self.context.event,), "event", 0.85)
        if token.lower_ in words()["occasions in plural"] and before & _THESE:
            return self._thing(token, parsed, lemma)
        if token.tag_ in ("NNS", "NNPS"):
            known = lemma in words()["parties"] or lemma in words()["counted"]
            return self._group(token, parsed, lemma, before) if known else ()
        if not before & {"the", "this", "that"} or token.tag_ not in ("NN", "NNP"):
            return ()
        if lemma in words()["titles"] and (held := self._titled(token, parsed)):
            return held
        if lemma == words()["own government"] and self.context.home is not None and token.text[0].isupper():
            return resolved((self.context.home,), "country", 0.85)
        if lemma in words()["states"]:
            return () if _narrowed(token) else self._state(token, parsed)
        body = lemma in words()["bodies"] and (lemma not in words()["attackers"] or _of_hackers(token))
        body = body and (token.text[0].isupper() or lemma not in words()["capital bodies"])
        if body and (named := self._body(token, parsed, lemma)):
            return named
        return self._thing(token, parsed, lemma) if lemma in words()["things"] else ()

    def _state(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        """The state that "the country" is: the one an essay is about, else the last that was named."""
        among = frozenset(words()["islands"]) if token.lemma_.lower() == "island" else self.states.keys()
        here = [r for r in self._here(parsed, token) if r.mention.entity.id in among]
        acting = [r for r in here if r.mention.how != "adjective"]
        if _is_partner(token):
            doers = [t for subject in logical_subjects(clause(token)) for t in members(subject)]
            doing = {m.entity.id for t in doers for m in parsed.mentions_at(t.i)}
            here, acting = ([r for r in found if r.mention.entity.id not in doing] for found in (here, acting))
        if acting:
            return resolved(acting[-1:], "country", 0.85)
        home = self.context.home
        if home is not None and self.context.kind == "text":
            return resolved((home,), "country", 0.8)
        for past in (here, *(p.named for p in reversed(self.past[-2:]))):
            states = [r for r in past if r.mention.entity.id in among]
            if states:
                return resolved(
                    states[-1:], "country", 0.8 if len({s.mention.entity.id for s in states}) == 1 else 0.65
                )
        return ()

    def _body(self, token: Token, parsed: Parsed, lemma: str) -> tuple[Referent, ...]:
        named = self._by_word(token, parsed, ("Organization", "Forum"), lemma)
        if named and not all(is_occasion(r.mention.text) for r in named):
            return named
        kinds = words()["bodies"][lemma]
        for past in (self._here(parsed, token), *(self._order(p) for p in reversed(self.past[-_MEMORY:]))):
            for referent in reversed(past):
                if kinds and self._is_one(referent.mention.entity, kinds):
                    return resolved((referent,), "body", 0.75)
        return ()

    def _attackers(self, token: Token, parsed: Parsed, attack: bool) -> tuple[Referent, ...]:
        """Those who "the hackers" are, or whose "the attack" is."""
        pasts = (self._here(parsed, token), *(p.named for p in reversed(self.past[-_MEMORY:])))
        return self.hostilities.meant(pasts, self.latest.values(), attack, token.tag_ == "NNS")

    def _thing(self, token: Token, parsed: Parsed, lemma: str) -> tuple[Referent, ...]:
        event = self.context.event
        edition = event is not None and words()["things"].get(lemma) == event.mention.entity.type == "Exercise"
        if event is not None and (edition or head_word(event.mention.text) == lemma):
            return resolved((event,), "event", 0.9)
        working = any(child.lower_ == "working" for child in token.children)
        word = f"working {lemma}" if working else lemma
        named = self._by_word(token, parsed, ("Forum", "Exercise", "Agreement", "Strategy"), word)
        type_ = words()["things"].get(lemma)
        if named or working:
            return named
        if lemma in self.events and not is_another(token, self.events[lemma]):
            return resolved((self.events[lemma],), "event", 0.8)
        if lemma in words()["occasions"] and self.latest_event is not None:
            return resolved((self.latest_event,), "event", 0.85)
        if lemma == "event" and len(self.happened) == 1:
            return resolved(self.happened.values(), "event", 0.8)
        if type_ is None:
            return ()
        for past in (self._here(parsed, token), *(self._order(p) for p in reversed(self.past[-2:]))):
            for referent in reversed(past):
                if referent.mention.entity.type == type_:
                    return resolved((referent,), "thing", 0.75)
        return ()

    def _by_word(self, token: Token, parsed: Parsed, types: tuple[str, ...], word: str) -> tuple[Referent, ...]:
        """The last thing of these types with a word in its name."""
        pattern = re.compile(rf"\b{re.escape(word)}\b")
        for referent in (*reversed(self._here(parsed, token)), *reversed(self.latest.values())):
            entity = referent.mention.entity
            names = " ".join((entity.name, referent.mention.text, *entity.aliases)).lower()
            if entity.type in types and pattern.search(names):
                return resolved((referent,), "by word", 0.85)
        return ()

    def _titled(self, token: Token, parsed: Parsed) -> tuple[Referent, ...]:
        """The last person named who holds the office of a title."""
        title = " ".join([*(c.lower_ for c in token.children if c.dep_ == "compound"), token.lower_])
        office = re.compile(rf"(?<!vice )(?<!deputy )(?<!under )(?<!assistant )\b{re.escape(title)}\b")
        held = [
            referent
            for referent in (*reversed(self._here(parsed, token)), *reversed(self.latest.values()))
            if office.search(self.roles.get(referent.mention.entity.id, ""))
        ]
        home = self.context.home if token.text[0].isupper() and self.context.kind != "text" else None
        own = [r for r in held if home and self._office(r) == home.mention.entity.id]
        for referent in (*own, *held):
            return self._with_office(referent, "title", 0.85)
        return ()

    def _office(self, person: Referent) -> str | None:
        """The state or body whose office a person holds, by its id."""
        office = self.offices.get(person.mention.entity.id)
        return office.id if office else None

    def scene(self) -> Scene:
        """What the sentence that follows those read so far may leave unsaid."""
        event = self.context.event if self.context.reports else None
        return Scene(
            offices=self.offices,
            parties=self.parties,
            pair=self.pair,
            hackers=self.hostilities.hackers,
            sanctioners=self.hostilities.sanctioners,
            event=event or self.latest_event,
            meeting=self.context.event or self.first_event or self.latest_event,
            topic=self.context.topic,
            struck=self.hostilities.struck,
        )

    # --- the past ----------------------------------------------------------------------------------------------------

    def _here(self, parsed: Parsed, token: Token, alone: Token | None = None) -> list[Referent]:
        """What the sentence names before a word, or by the word that stands `alone` for it."""
        return [
            Referent(mention, parsed.sentence.block)
            for i in sorted(parsed.names)
            if (i == alone.i if alone is not None else i < token.i and not is_met(parsed.doc[i], token))
            for mention in parsed.mentions_at(i)
        ]

    def _order(self, past: _Past) -> tuple[Referent, ...]:
        """The names of a sentence, what it is about last."""
        return (*past.named, *past.subjects)

    def _remember(self, parsed: Parsed, found: Mapping[int, tuple[Referent, ...]]) -> None:
        block = parsed.sentence.block
        named = [Referent(m, block) for i in sorted(parsed.names) for m in parsed.mentions_at(i)]
        for referent in named:
            self.latest.pop(referent.mention.entity.id, None)
            self.latest[referent.mention.entity.id] = referent
        subjects: dict[str, Referent] = {}
        for token in parsed.doc:
            if token.dep_ == "ROOT":
                for subject in logical_subjects(token):
                    for member in members(subject):
                        for mention in parsed.mentions_at(member.i):
                            subjects.setdefault(mention.entity.id, Referent(mention, block))
                        for referent in _acting_for(member, parsed):
                            subjects.setdefault(referent.mention.entity.id, referent)
                        for referent in found.get(member.i, ()):
                            subjects.setdefault(referent.mention.entity.id, referent)
        self.past = [*self.past, _Past(tuple(named), tuple(subjects.values()))][-_MEMORY:]


def _acting_for(token: Token, parsed: Parsed) -> list[Referent]:
    """The state for which a government acts that is named with it: "the German government"."""
    if token.lemma_.lower() not in words()["governments"]:
        return []
    named = [m for modifier in modifiers(token) for m in parsed.mentions_at(modifier.i) if m.entity.type == "State"]
    return [Referent(m, parsed.sentence.block) for m in named[:1]]


def _who_speaks(token: Token, parsed: Parsed) -> list[Referent]:
    """Whose people say what "they" did: "Finnish authorities said they had traced the attack"."""
    above = saying(token.head) if token.dep_ == "nsubj" else None
    people = [s for s in logical_subjects(above) if s.tag_ == "NNS"] if above is not None else []
    return [r for s in people for r in _acting_for(s, parsed)] if len(people) == 1 else []


def _of_hackers(token: Token) -> bool:
    """Whether the words before "group" or "actors" leave it those who attack ("the ransomware group")."""
    before = [child for child in token.children if child.dep_ in ("compound", "amod", "nmod")]
    return all(child.lower_ in words()["of attackers"] for child in before)


def _with_parties(referent: Referent) -> Iterator[Referent]:
    """What is named, and who stands in its name ("the U.S.-Japan Cyber Dialogue")."""
    yield referent
    if referent.mention.entity.type in ("Forum", "Agreement", "Exercise"):
        for party in parties_in(referent.mention):
            yield replace(referent, mention=party)


def _included(parsed: Parsed) -> Iterator[Token]:
    """The verbs of "This includes funding X and training Y"."""
    for token in parsed.doc:
        subjects = [c for c in token.children if c.dep_ == "nsubj"] if token.lemma_ == "include" else []
        if not any(s.lower_ in _THIS or any(d.lower_ in _THIS for d in s.children) for s in subjects):
            continue
        if any(c.dep_ == "dobj" and c.lemma_ in _DEEDS for c in token.children):
            yield token
        for child in token.children:
            if child.tag_ == "VBG" and child.dep_ in ("dobj", "xcomp", "pcomp", "ccomp", "advcl"):
                yield child
                yield from (c for c in child.children if c.dep_ == "conj" and c.tag_ == "VBG")


def _acts_on(subject: Token, pronoun: Token) -> bool:
    """Whether a name is the subject of the verb whose object a pronoun is: "Japan blamed it" is not of Japan."""
    if pronoun.dep_ not in ("dobj", "iobj", "dative"):
        return False
    return subject.i in {member.i for own in logical_subjects(pronoun.head) for member in members(own)}


def _is_partner(token: Token) -> bool:
    """Whether something is done to or with what a noun stands for, which is then not who does it: "cut ties with the
    country".
    """
    return token.dep_ == "dobj" or (token.dep_ == "pobj" and token.head.lower_ == "with")


def _is_one_member(token: Token, parsed: Parsed) -> bool:
    """Whether a noun means a state by a body that it belongs to: "the NATO member", "the EU member state"."""
    member = token.lower_ == "member" or (
        token.lower_ in words()["states"] and any(child.lower_ == "member" for child in token.children)
    )
    named = [parsed.names[m.i].entity.type for m in modifiers(token) if m.i in parsed.names] if member else []
    return bool(named) and set(named) <= {"Organization", "Forum"}


def _narrowed(token: Token) -> bool:
    """Whether a noun is narrowed down to what may be none of those named: "the rotating chair nation"."""
    return any(child.dep_ in ("amod", "compound", "nmod") and child.lower_ not in _PLAINLY for child in token.children)


def _subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "agent") for child in verb.children)


def _quoted(token: Token, parsed: Parsed) -> bool:
    """Whether a word stands within quotation marks of its sentence."""
    text = parsed.sentence.text
    at = parsed.spans[token.i][0] - parsed.sentence.start
    marks = [m.start() for m in _QUOTES.finditer(text)]
    if not marks:
        return False
    before = sum(mark < at for mark in marks)
    return before % 2 == 1
