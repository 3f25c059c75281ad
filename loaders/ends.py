"""Which actors and events a word of a sentence stands for.

A name stands for itself; "the Japanese government", "leaders of the G7" for whom they speak; "we" or "both
countries" for what `resolve.py` found; a person, where only a state or body can act, for the office held.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..schema.identity import entity_id
from ..schema.model import Entity
from .aims import is_aim
from .mentions import Mention
from .patterns import lexicon
from .stand_ins import stand_ins
from .syntax import Parsed
from .tokens import Token
from .tree import clause, examples, is_verb, members, modifiers, prepositional

_OWN_WORDS = re.compile(r"\s(?!(?:of|for|in|on|and)\b|(?:Group|Unit|Council|Cent(?:er|re)|\d+)$)")
_OF = re.compile(r"\w of (?:the )?$")
ACTORS = frozenset({"State", "Organization", "Person"})


@dataclass(frozen=True, slots=True)
class Referent:
    """What a word without a name of its own stands for: a mention elsewhere, in block `block`; of which kind the
    resolution is ("we", "it"), and how sure.
    """

    mention: Mention
    block: int
    kind: str = ""
    sure: float = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entity that a token can stand for: how it was found, where it is named, and a factor for confidence.

    `kind` says how a "resolved" one was.
    """

    token: Token
    mention: Mention
    block: int
    how: str
    sure: float = 1.0
    kind: str = ""

    @property
    def entity(self) -> Entity:
        return self.mention.entity


_WHERE = ("in", "at", "across", "throughout")
_BODIES = frozenset({"agencies", "ministries"})
_PHRASE = 80
_ON = ("on", "against", "of", "at", "in")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a document tells beyond one of its sentences.

    `offices` maps a person's id to the state or body whose office they hold; `parties` are those of a joint text,
    `pair` those whose agreements are meant where nobody is named, `hackers` the ids of those known as such and
    `sanctioners` of those said to sanction someone; `event` is the meeting that a sentence without one tells of,
    `meeting` the first told of; `topic` is what an entry is about; `struck` are whom the attack last told of hit.
    """

    offices: Mapping[str, Entity]
    parties: Sequence[Referent]
    pair: Sequence[Referent]
    hackers: Container[str]
    sanctioners: Container[str]
    event: Referent | None
    meeting: Referent | None
    topic: Referent | None
    struck: Sequence[Referent]


class Ends:
    """The candidates for the words of one sentence.

    `referents` maps token indexes to what resolution found for them, `descriptions` to unnamed events, `victims` to
    organisations that only common nouns tell.
    """

    def __init__(
        self,
        parsed: Parsed,
        scene: Scene,
        referents: Mapping[int, tuple[Referent, ...]],
        descriptions: Mapping[int, Mention],
        victims: Mapping[int, Mention],
    ) -> None:
        self.parsed, self.scene = parsed, scene
        self.referents, self.descriptions, self.victims = referents, descriptions, victims
        self.present = self._present()
        self._known: dict[tuple[int, tuple[str, ...], bool, bool], list[Candidate]] = {}
        self._ids: dict[tuple[str, ...], frozenset[str]] = {}
        self._may: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}

    def _present(self) -> dict[str, set[str]]:
        """The ids of all that a word of the sentence could stand for, by type; unlisted names aside."""
        scene = self.scene
        mentions = [m for index in self.parsed.names for m in self.parsed.mentions_at(index)]
        mentions += self.descriptions.values()
        mentions = [inner for mention in mentions for inner in _with_inner(mention)]
        told = [referent for referents in self.referents.values() for referent in referents]
        told += [
            *scene.parties,
            *scene.pair,
            *scene.struck,
            *(one for one in (scene.event, scene.meeting, scene.topic) if one),
        ]
        entities = [mention.entity for mention in (*mentions, *(referent.mention for referent in told))]
        entities += [scene.offices[e.id] for e in entities if e.id in scene.offices]
        found: dict[str, set[str]] = {}
        for entity in entities:
            found.setdefault(entity.type, set()).add(entity.id)
        return found

    def may_relate(self, subjects: tuple[str, ...], objects: tuple[str, ...]) -> bool:
        """Whether the sentence could stand for two things of these types: far quicker told than which they are."""
        if (subjects, objects) not in self._may:
            doers, others = self._of_types(subjects), self._of_types(objects)
            self._may[subjects, objects] = bool(doers and others) and len(doers | others) > 1
        return self._may[subjects, objects]

    def _of_types(self, types: tuple[str, ...]) -> frozenset[str]:
        if types not in self._ids:
            self._ids[types] = frozenset().union(*(self.present.get(type_, ()) for type_ in types))
        return self._ids[types]

    def of(
        self, token: Token, types: tuple[str, ...], modifier: bool = False, unlisted: bool = False
    ) -> list[Candidate]:
        """All entities of the given types that a token, its conjuncts and its examples stand for.

        `modifier` says that the token only qualifies a noun, where an adjective ("Japanese") will do; `unlisted` that
        capitalised words which nothing else tells apart are taken for an organisation's name.
        """
        key = token.i, types, modifier, unlisted
        if key not in self._known:
            self._known[key] = self._of(token, frozenset(types), modifier, unlisted)
        return self._known[key]

    def _of(self, token: Token, wanted: frozenset[str], modifier: bool, unlisted: bool) -> list[Candidate]:
        found: list[Candidate] = []
        for member in self._joined(token):
            if is_aim(member, self.parsed.names):
                continue
            named = [m for m in self.parsed.mentions_at(member.i) if m.how == "adjective" and m.entity.type in wanted]
            if modifier and named:
                found += [Candidate(member, m, self.parsed.sentence.block, "named") for m in named]
            else:
                found += (unlisted and self._unlisted(member, wanted)) or self._one(member, wanted, 0)
                if unlisted:
                    beside = [m for example in examples(member) for m in members(example)]
                    examples_named = [c for m in beside for c in self._unlisted(m, wanted, member)]
                    found = [*(c for c in found if not examples_named or c.token.i != member.i), *examples_named]
        unique: dict[str, Candidate] = {}
        for candidate in found:
            best = unique.get(candidate.entity.id)
            if best is None or candidate.sure > best.sure:
                unique[candidate.entity.id] = candidate
        return list(unique.values())

    def _joined(self, token: Token) -> Iterator[Token]:
        """A token and all that is joined to it, also the parts of a long list that the parser takes for appositions."""
        whole = list(members(token))
        names = self.parsed.names
        for member in whole:
            listed = [c for c in member.children if c.dep_ == "appos"] if member.i in names else []
            parts = [part for apposed in listed for part in members(apposed)]
            person = member.i in names and names[member.i].entity.type == "Person"
            if (len(parts) > len(listed) or any(part.i in self.parsed.lists for part in parts)) and all(
                (names[part.i].entity.type == "Person") == person for part in parts if part.i in names
            ):
                whole += [part for part in parts if part not in whole]
        yield from whole

    def alone(self, token: Token, types: Iterable[str]) -> list[Candidate]:
        """What a token itself names or describes, without what is joined to it."""
        block = self.parsed.sentence.block
        named = [Candidate(token, m, block, "named") for m in self.parsed.mentions_at(token.i)]
        description = self.descriptions.get(token.i)
        if description is not None and not named and (named_so := defined(self.parsed, token, description.entity.type)):
            named = [Candidate(token, named_so, block, "named", 0.95)]
        elif description is not None and not named:
            named = [
                Candidate(token, m, block, "named", 0.95)
                for child in token.children
                if child.dep_ == "appos"
                for m in self.parsed.mentions_at(child.i)
                if m.entity.type == description.entity.type
            ] or [Candidate(token, description, block, "described", 0.85)]
        return [candidate for candidate in named if candidate.entity.type in types]

    def _one(self, token: Token, wanted: frozenset[str], depth: int) -> list[Candidate]:
        if depth > 4:
            return []
        mention = self.parsed.names.get(token.i)
        block = self.parsed.sentence.block
        if mention is not None and mention.how == "metonym" and _is_place(token):
            return []
        if mention is not None and (mention.how != "adjective" or self._nominal(token)):
            named = [m for m in self.parsed.mentions_at(token.i) if m.entity.type in wanted]
            if named:
                return [Candidate(token, m, block, "named") for m in named]
            several = self.parsed.mentions_at(token.i) if token.i in self.parsed.lists else (mention,)
            persons = [m for m in several if m.entity.type == "Person"]
            if offices := [c for person in persons for c in self._office(token, person, wanted)]:
                return offices
            return self._beside(token, wanted, depth)
        if token.i in self.referents:
            return self._resolved(token, wanted)
        if token.dep_ == "appos" and token.head.pos_ == "PROPN":
            fitting = [m for m in self.parsed.mentions_at(token.head.i) if m.entity.type in wanted]
            if fitting or token.i in self.descriptions:
                return [Candidate(token, m, block, "named", 0.95) for m in fitting]
        description = self.descriptions.get(token.i)
        described: list[Candidate] = []
        if description is not None and (before := self._name_before(token, description.entity.type, wanted)):
            return before
        if description is not None and (named_so := defined(self.parsed, token, description.entity.type)):
            return [Candidate(token, named_so, block, "named", 0.95)] if named_so.entity.type in wanted else []
        if description is not None and description.entity.type in wanted:
            described = [Candidate(token, description, block, "described", 0.85)]
            if description.entity.type != "Organization":
                return self._beside(token, wanted, depth) or described
        return self._beside(token, wanted, depth) or list(self._spoken_for(token, wanted, depth)) or described

    def _unlisted(self, token: Token, wanted: frozenset[str], of: Token | None = None) -> list[Candidate]:
        """Who only capitals tell: an organisation ("hit Oakfield Foods"), a person beside a noun `of` for persons."""
        span = None if token.i in self.referents else _capitalised(token, self.parsed)
        if span is None:
            return []
        start, end = span
        offset = self.parsed.sentence.start
        text = self.parsed.sentence.text[start - offset : end - offset]
        person = "Person" in wanted and of is not None and of.lemma_.lower() in stand_ins().persons
        type_ = "Person" if person else "Organization"
        entity = Entity(id=entity_id(type_, text), type=type_, name=text)
        mention = Mention(start, end, text, entity, "pattern")
        return [Candidate(token, mention, self.parsed.sentence.block, "unlisted", 0.85)]

    def _name_before(self, token: Token, type_: str, wanted: frozenset[str]) -> list[Candidate]:
        """The text or exercise named before a noun of its own kind: "the JCPoA agreement"."""
        if type_ not in ("Agreement", "Strategy", "Exercise"):
            return []
        own = [child for child in token.children if child.dep_ in ("compound", "nmod")]
        named = [m for child in own for m in self.parsed.mentions_at(child.i) if m.entity.type == type_]
        return [Candidate(token, m, self.parsed.sentence.block, "named", 0.95) for m in named if type_ in wanted]

    def _tells_kind(self, token: Token) -> bool:
        """Whether a noun only says what the name before it is: "the Nightowl hacker group", "the Acme exchange"."""
        before = token.doc[max(token.i - 2, 0) : token.i]
        if len(before) == 2 and before[0].pos_ == "PROPN" and (before[1].lower_, token.lower_) in lexicon().kinds:
            return True
        names = [
            m
            for child in token.children
            if child.dep_ in ("compound", "nmod")
            for m in self.parsed.mentions_at(child.i)
        ]
        return token.lower_ in stand_ins().kinds and any(m.entity.type == "Organization" for m in names)

    def inner(self, token: Token, types: Iterable[str]) -> list[Candidate]:
        """The names within the name at a token ("U.S.-EU" in that of a council)."""
        wanted = frozenset(types)
        mention = self.parsed.names.get(token.i) or self.descriptions.get(token.i)
        if mention is None:
            return []
        block = self.parsed.sentence.block
        whole = next(iter(prepositional(token, "of")), None) if token.lemma_ == "meeting" else None
        forum = self.parsed.names.get(whole.i) if whole is not None else None
        parties = parties_in(mention) or (parties_in(forum) if forum and forum.entity.type == "Forum" else [])
        if mention.entity.type == "Incident":
            parties = [m for m in parties if m.entity.id not in self.scene.hackers]
        named = [Candidate(token, m, block, "inner") for m in parties if m.entity.type in wanted]
        if named or mention.entity.type == "Strategy" or len(self.scene.parties) != _laterals(mention.text):
            return named
        fitting = [r for r in self.scene.parties if r.mention.entity.type in wanted]
        return [Candidate(token, r.mention, r.block, "resolved", 0.75, "lateral") for r in fitting]

    def owner(self, token: Token, types: Iterable[str]) -> list[Candidate]:
        """The one name with which the name at a token begins ("G7" in "the G7 Cybersecurity Working Group"), or on
        which it ends ("the Cyber Crime Division of Interpol").
        """
        mention = self.parsed.names.get(token.i)
        if mention is None:
            return []
        block = self.parsed.sentence.block
        after = [m for m in mention.inner if _OF.search(mention.text[: m.start - mention.start])]
        if after:
            whole = [m for m in after if m.end == mention.end and m.entity.type in types]
            return [Candidate(token, m, block, "inner") for m in whole[:1]]
        names = [m for m in mention.inner if m.end < mention.end and m.entity.type in ("State", *types)]
        first = names[0] if len({m.entity.id for m in names}) == 1 else None
        if first is None or first.start != mention.start or first.entity.type not in types:
            return []
        rest = re.sub(r"^['’]s", "", mention.text[first.end - first.start :])
        return [Candidate(token, first, block, "inner")] if _OWN_WORDS.match(rest) else []

    def implied(self, token: Token, types: Iterable[str]) -> list[Candidate]:
        """Who does what a verb without a subject says, where the document tells."""
        verb = clause(token)
        return self._resolved(verb, frozenset(types)) if is_verb(verb) and verb.i in self.referents else []

    def told_of(self, token: Token, types: Iterable[str], anywhere: bool = False) -> list[Candidate]:
        """The meeting that the document tells of, where a predicate names none; `anywhere`, not just beside it."""
        event = self.scene.meeting if anywhere else self.scene.event
        if event is None or event.mention.entity.type not in types:
            return []
        return [Candidate(token, event.mention, event.block, "resolved", 0.9, "event")]

    def entry(self, types: Iterable[str], hostile: bool = False) -> list[Candidate]:
        """What the whole document is an entry about; where that must be `hostile`, an attack or a group of hackers."""
        topic = self.scene.topic
        if topic is None or topic.mention.entity.type not in types:
            return []
        entity = topic.mention.entity
        if hostile and entity.type != "Incident" and entity.id not in self.scene.hackers:
            return []
        return [Candidate(self.parsed.doc[0], topic.mention, topic.block, "resolved", 0.85, "topic")]

    def struck(self, token: Token, types: Iterable[str]) -> list[Candidate]:
        """Whom "the attack" hit, as the document told before."""
        named = token.i in self.parsed.names or any(True for word in _ON for _ in prepositional(token, word))
        if named or not any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these") for c in token.children):
            return []
        return [
            Candidate(token, r.mention, r.block, "resolved", 0.85, "struck")
            for r in self.scene.struck
            if r.mention.entity.type in types
        ]

    def unnamed(self, token: Token) -> list[Candidate]:
        """The victims that a token and its conjuncts describe."""
        block = self.parsed.sentence.block
        told = ((member, self.victims.get(member.i)) for member in members(token))
        return [Candidate(member, mention, block, "described", 0.85) for member, mention in told if mention is not None]

    def both(self, token: Token, types: Iterable[str]) -> list[Candidate]:
        """The two that a document is between or about."""
        wanted = frozenset(types)
        return [
            Candidate(token, r.mention, r.block, "resolved", r.sure, r.kind)
            for r in self.scene.pair
            if r.mention.entity.type in wanted
        ]

    def _resolved(self, token: Token, wanted: frozenset[str]) -> list[Candidate]:
        """What resolution found for a token; a person rather than the state behind, where both will do."""
        fitting = [r for r in self.referents[token.i] if r.mention.entity.type in wanted]
        persons = [r for r in fitting if r.mention.entity.type == "Person"]
        return [Candidate(token, r.mention, r.block, "resolved", r.sure, r.kind) for r in persons or fitting]

    def _nominal(self, token: Token) -> bool:
        return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT") and token.tag_ != "JJ"

    def _beside(self, token: Token, wanted: frozenset[str], depth: int) -> list[Candidate]:
        """Names in apposition or given as examples: "the city-state, Singapore", "partners including A and B"."""
        found: list[Candidate] = []
        above = token.head.head
        counted = token.dep_ == "pobj" and token.head.lower_ == "of" and above.lower_ in stand_ins().partitive
        listed = self._listed_behind(token) if token.tag_ == "NNS" and token.lower_ in stand_ins().partitive else ()
        for example in (*examples(token), *(examples(above) if counted else ()), *listed):
            for member in members(example):
                found += self._one(member, wanted, depth + 1)
        return found

    def _listed_behind(self, token: Token) -> list[Token]:
        """The members of a body that are listed behind it: "two members of the alliance – A and B –"."""
        beside = [c for whole in prepositional(token, "of") for c in whole.children if c.dep_ == "appos"]
        named = sum(len(self.parsed.mentions_at(m.i)) for apposed in beside for m in members(apposed))
        return beside if named > 1 else []

    def _spoken_for(self, token: Token, wanted: frozenset[str], depth: int) -> Iterator[Candidate]:
        """Whom a noun speaks for: its adjective, possessor or "of" phrase."""
        lists = stand_ins()
        word = token.lower_
        how = "stand-in"
        if word in lists.sessions:
            held = [m for t in (*modifiers(token), *prepositional(token, "of")) for m in self.parsed.mentions_at(t.i)]
            forums = [m for m in held if m.entity.type == "Forum" and "Forum" in wanted]
            yield from (Candidate(token, m, self.parsed.sentence.block, how, 0.95) for m in forums)
            return
        if self._tells_kind(token) or word in lists.strong:
            sure = 0.97
        elif word in lists.weak and not (word in lists.partitive and any(prepositional(token, "of"))):
            sure, how = 0.8, "weak"
        elif word not in lists.partitive:
            return
        else:
            sure = 0.95
        own: list[Candidate] = []
        for modifier in modifiers(token):
            mentions = [m for m in self.parsed.mentions_at(modifier.i) if m.entity.type in wanted]
            if _is_other(token, modifier, mentions):
                continue
            if mentions and mentions[0].entity.type != "Person":
                own += [Candidate(token, m, self.parsed.sentence.block, how, sure) for m in mentions]
            elif modifier.i in self.referents and modifier.dep_ == "poss":
                own += [
                    Candidate(token, r.mention, r.block, how if how == "weak" else "resolved", sure * 0.9)
                    for r in self.referents[modifier.i]
                    if r.mention.entity.type in wanted
                ]
        if any(c.entity.type == "Organization" for c in own):  # "the Malta-based Nightowl gang"
            own = [c for c in own if c.entity.type != "State" or not self.parsed.goes_on(c.mention, "-based")]
        if how == "weak":
            own = [replace(candidate, mention=self._widened(token, candidate.mention)) for candidate in own]
        behind = _belongs_to(token, lists.belonging) if how == "weak" and not own else []
        if (how == "weak" or word in _BODIES) and not own and not behind:
            after = token.doc[token.i + 1 : token.i + 2]
            places = [t for place in after if place.lower_ in _WHERE for t in place.children if t.dep_ == "pobj"]
            behind = places or [t for word in _WHERE for t in prepositional(token, word)]
        charged = [c for c in token.children if c.dep_ == "amod" and c.i > token.i]
        origin = [t for c in (token, *charged) for t in _reaching(c, "from")]
        of = prepositional(token, "of")
        portfolios = [part for field in of if field.pos_ == "PROPN" for part in self._joined(field)]
        of += [t for part in portfolios if part.i not in self.parsed.names for t in prepositional(part, "of")]
        for inner in [*of, *origin, *behind]:
            for member in self._joined(inner):
                for candidate in self._one(member, wanted, depth + 1):
                    own.append(Candidate(token, candidate.mention, candidate.block, how, candidate.sure * sure))
        yield from own

    def _widened(self, token: Token, name: Mention) -> Mention:
        """The words from a name up to the noun that it stands before: "Ukrainian energy companies"."""
        end, offset = self.parsed.spans[token.i][1], self.parsed.sentence.start
        if not name.end < end <= name.start + _PHRASE or name.start < offset:
            return name
        return replace(name, end=end, text=self.parsed.sentence.text[name.start - offset : end - offset])

    def _office(self, token: Token, mention: Mention, wanted: frozenset[str]) -> list[Candidate]:
        """The state or body for which a named person acts: by the title beside the name, or as the document says."""
        for modifier in [
            m
            for near in (token, *(c for c in token.children if c.dep_ in ("compound", "appos")))
            for m in modifiers(near)
        ]:
            named = self.parsed.names.get(modifier.i)
            if named is not None and named.entity.type in wanted and named.entity.type in ("State", "Organization"):
                return [Candidate(token, named, self.parsed.sentence.block, "office", 0.9)]
        known = self.scene.offices.get(mention.entity.id)
        if known is not None and known.type in wanted:
            return [Candidate(token, replace(mention, entity=known), self.parsed.sentence.block, "office", 0.9)]
        return []


def _reaching(token: Token, word: str) -> list[Token]:
    """The objects of a preposition under a word, or under those of its other prepositions ("experts on X from Y")."""
    deeper = [c for p in token.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"]
    deeper += [c for c in token.children if c.lower_ == "including" or (c.dep_ == "conj" and c.pos_ == "NOUN")]
    return prepositional(token, word) or [t for c in deeper for t in prepositional(c, word)]


def defined(parsed: Parsed, token: Token, type_: str) -> Mention | None:
    """The name of which a noun of its kind says what it is: "Locked Shields is an exercise that …"."""
    if token.dep_ != "attr" or token.head.lemma_ != "be":
        return None
    told = [m for c in token.head.children if c.dep_ == "nsubj" for m in parsed.mentions_at(c.i)]
    return told[0] if len(told) == 1 and told[0].entity.type == type_ else None


def _is_other(token: Token, modifier: Token, mentions: Sequence[Mention]) -> bool:
    """Whether a modifier says whose partner a noun is, not who it is: "our partners", "NATO's partners"."""
    if token.lower_ == "member":
        return any(m.entity.type == "Organization" for m in mentions)
    if token.lower_ not in stand_ins().related:
        return False
    one = token.lemma_ == "partner" or token.tag_ in ("NN", "NNP")
    of_body = one and any(m.entity.type == "Organization" for m in mentions)
    of_state = token.lemma_ != "partner" and any(m.entity.type == "State" and m.how != "adjective" for m in mentions)
    return of_body or of_state or modifier.dep_ == "poss"


def _capitalised(token: Token, parsed: Parsed) -> tuple[int, int] | None:
    """Where the capitalised words of an unlisted name at a token stand; None where they are no name."""
    named = token.tag_ in ("NNP", "NNPS") or _is_written_as_name(token.text)
    if not named or token.i in parsed.names:
        return None
    first = token
    while first.i > 0 and (before := first.doc[first.i - 1]).i not in parsed.names:
        if before.tag_ not in ("NNP", "NNPS") and not (before.text.isupper() and before.text.isalpha()):
            break
        if before.dep_ not in ("compound", "nmod") or before.head.i < token.i:
            break
        first = before
    words = first.doc[first.i : token.i + 1]
    if not all(word.text[0].isupper() for word in words) or all(word.text in lexicon().never for word in words):
        return None
    if token.text in lexicon().regions:
        return None
    if len(token.text) < 3 or token.lower_ in stand_ins().strong or any(w.text in lexicon().titles for w in words):
        return None
    plain = [t for t in token.doc if t.text.isalpha() and len(t.text) > 3 and t.i not in parsed.names]
    if sum(t.text[0].isupper() for t in plain) * 2 > len(plain):
        return None
    return parsed.spans[first.i][0], parsed.spans[token.i][1]


def _is_written_as_name(word: str) -> bool:
    """Whether a word has capitals within: "SolarWinds", "TV5Monde"."""
    return word[0].isupper() and any(c.isupper() for c in word[1:]) and any(c.islower() for c in word)


def _belongs_to(token: Token, links: frozenset[str]) -> list[Token]:
    """To whom a participle says that a noun belongs: "hackers linked to China", "spies backed by Russia"."""
    found: list[Token] = []
    for link in (c for c in token.children if c.dep_ == "acl" and c.lower_ in links):
        for preposition in (c for c in link.children if c.dep_ in ("prep", "agent")):
            inner = [preposition, *(c for c in preposition.children if c.dep_ == "prep")]
            found += [c for p in inner for c in p.children if c.dep_ == "pobj"]
    return found


def _laterals(name: str) -> int:
    """How many parties an event's name says that it has."""
    found = re.search(r"\b(bi|tri|quadri)lateral\b", name, re.IGNORECASE)
    return {"bi": 2, "tri": 3, "quadri": 4}[found[1].lower()] if found else 0


def _with_inner(mention: Mention) -> Iterator[Mention]:
    yield mention
    for inner in mention.inner:
        yield from _with_inner(inner)


def parties_in(mention: Mention) -> list[Mention]:
    """The names within a name that are its parties or owner: before its head noun, or joined to each other.

    Those of an incident are its victims: "the attack on A", "the A hack", not "the Russian hack".
    """
    text = mention.text
    if len(mention.inner) == 1 and mention.inner[0].entity.type == mention.entity.type:
        return parties_in(mention.inner[0])  # an edition of it: "the Inaugural A-B Dialogue"
    tail = re.search(r"\s(?:of|on|for|against|regarding|in|to)\s", text)
    names = [m for m in mention.inner if m.how in ("name", "adjective", "acronym", "pattern")]
    names = [m for m in names if m.entity.type == "State" or not _holds_state(m, names)]
    bodies = [m for m in names if m.entity.type == "Organization"]
    names = [m for m in names if m not in bodies or not _is_inside(m, bodies)]
    joined: set[int] = set()
    for first, second in pairwise(names):
        between = text[first.end - mention.start : second.start - mention.start]
        if re.fullmatch(r"[-–—/]", between):
            joined |= {first.start, second.start}
    if joined:
        return [m for m in names if m.start in joined]
    if mention.entity.type == "Incident":
        after = mention.start + tail.end() if tail else mention.start
        culprits = stand_ins().culprits if tail is None else ()
        return [m for m in names if m.start >= after and m.how != "adjective" and m.entity.id not in culprits]
    limit = mention.start + tail.start() if tail else mention.end
    return [m for m in names if m.end <= limit and not (mention.entity.type == "Strategy" and _is_aim(m, mention))]


def _holds_state(name: Mention, others: Sequence[Mention]) -> bool:
    """Whether a name within another is no party, but holds one: "Korea-United States Consultation"."""
    return any(m.entity.type == "State" and name.start <= m.start and m.end <= name.end for m in others)


def _is_inside(name: Mention, others: Sequence[Mention]) -> bool:
    """Whether a name is part of another one: "UN" in "UN Security Council", which are no two parties."""
    return any(o.start <= name.start and name.end <= o.end and len(o.text) > len(name.text) for o in others)


def _is_aim(state: Mention, strategy: Mention) -> bool:
    """Whether a state is what a text is about: "China Policy", "Taiwan Relations Act", not "the UK Policy"."""
    rest = strategy.text[state.end - strategy.start :].strip().lower()
    spelt = state.how == "name" and not state.text.replace(".", "").isupper()
    act = rest.endswith(" act") and not stand_ins().abroad.isdisjoint(rest.split())
    return state.entity.type == "State" and spelt and (act or rest in ("policy", "strategy", "doctrine", "approach"))


def _is_place(token: Token) -> bool:
    """Whether a capital only says where: "in Tallinn", "at the conference, London"."""
    if token.i and token.doc[token.i - 1].text == "," and token.dep_ in ("appos", "npadvmod"):
        return True
    return token.dep_ == "pobj" and token.head.lower_ in (
        "in",
        "at",
        "near",
        "from",
        "outside",
        "around",
        "through",
        "via",
    )
