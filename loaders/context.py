"""What a document is as a whole: its kind, who issued it, who its parties are, whose government is "the government".

Told by its title, its opening and the names in it; the words that tell it are data (`data/grammar/context.yaml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..schema.model import Entity
from .ends import Referent
from .gazetteer import Gazetteer
from .lists import GRAMMAR, read
from .mentions import Mention, flat
from .offices import Person
from .patterns import is_occasion
from .topics import topic
from .zones import Block

_ACTORS = ("State", "Organization")
_UNIONS = ("alliance", "international", "organ", "grouping")
_OFFICIAL = frozenset({"joint", "fact sheet", "readout", "briefing", "remarks"})
_PLACE = re.compile(r"(?:\b(?:in|at|near)|,)\s+(?:the\s+)?$", re.IGNORECASE)
_LEADS = 6
_TOP = 4
_BESIDE = 45
_OPENING = 90
_STATEMENT = re.compile(r"\b(?:statement|declaration|communiqu[eé])\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """`kind` is one of context.yaml's, or "text". `parties` are whom the title or opening joins; `issuer` is who says
    "we", `voice` who says "I" (a person, then the state or body behind); `home` is the state whose bodies and officials
    the document names most; `topic` is what an entry is about, `event` the one meeting or exercise of the title.
    `reports` says that the text tells of one meeting, or is a statement on one, held on or before the day it came out.
    """

    kind: str
    parties: tuple[Referent, ...] = ()
    issuer: tuple[Referent, ...] = ()
    voice: tuple[Referent, ...] = ()
    home: Referent | None = None
    topic: Referent | None = None
    reports: bool = False
    event: Referent | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: dict[str, re.Pattern[str]]
    lead: re.Pattern[str]
    reports: re.Pattern[str]
    officials: re.Pattern[str]
    presidents: re.Pattern[str]
    questions: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read(GRAMMAR / "context.yaml")

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    return _Words(
        {kind: any_of(patterns) for kind, patterns in data["kinds"].items()},
        re.compile(data["lead"]),
        any_of(data["reports"]),
        any_of(data["officials"]),
        any_of(data["presidents"]),
        any_of(data["questions"]),
    )


def is_essay(title: str) -> bool:
    """Whether a title announces what somebody thinks of others' deeds and texts: "Did the joint statement matter?"."""
    return bool(_words().kinds["text"].search(title))


def context(
    blocks: Sequence[Block],
    mentions: Sequence[Sequence[Mention]],
    people: Mapping[str, Person],
    gazetteer: Gazetteer,
) -> Context:
    """What kind of document the blocks are, and whose."""
    return _Reader(blocks, mentions, people, gazetteer).read()


class _Reader:
    def __init__(
        self,
        blocks: Sequence[Block],
        mentions: Sequence[Sequence[Mention]],
        people: Mapping[str, Person],
        gazetteer: Gazetteer,
    ) -> None:
        self.blocks, self.mentions, self.gazetteer = blocks, mentions, gazetteer
        self.offices = {person.entity.id: person.of for person in people.values() if person.of is not None}

    def read(self) -> Context:
        title = self._title()
        text = self.blocks[title].text if title is not None else ""
        kind = next((kind for kind, pattern in _words().kinds.items() if pattern.search(text)), "text")
        parties = self._joined(title) if title is not None else ()
        lead = () if is_essay(text) else self._lead()
        if lead and (not parties or kind == "text"):
            parties, kind = lead, "joint"
        elif not parties and (kind == "joint" or title is None) and (together := self._together()):
            parties, kind = together, "joint"
        home = self._home(official=kind in _OFFICIAL)
        named = topic(self.blocks, self.mentions) if kind == "text" else None
        issuer = self._issuer(kind, title, parties, home)
        if kind in _OFFICIAL and len(issuer) == 1 and issuer[0].mention.entity.type == "State":
            home = issuer[0]
        voice = self._voice(title) if title is not None and kind == "remarks" else ()
        event = self._event(title) if title is not None else None
        event = event or (self._occasion() if kind == "joint" else None)
        return Context(
            kind,
            parties,
            issuer,
            voice,
            home,
            Referent(*named) if named else None,
            bool(_words().reports.search(text))
            or self._is_event(event, text)
            or (kind == "joint" and event is not None),
            event,
        )

    def _title(self) -> int | None:
        """The heading at the top that says what the text is, else the first: that may be the name of the site."""
        first = next((i for i, b in enumerate(self.blocks) if b.kind == "paragraph" and len(b.text) > 80), _TOP)
        headings = [i for i, block in enumerate(self.blocks[: max(first, _TOP)]) if block.kind == "heading"]
        telling = [*_words().kinds.values(), _words().reports]
        told = [i for i in headings if i < first and any(p.search(self.blocks[i].text) for p in telling)]
        top = [i for i in headings if i < _TOP]
        return next(iter(told or top), None)

    def actors(self, block: int, end: int | None = None) -> list[Referent]:
        """States and unions of states that act in a block, persons by their offices, each once; places do not act."""
        found: dict[str, Referent] = {}
        text = self.blocks[block].text
        for mention in flat(self.mentions[block]):
            if end is not None and mention.start >= end:
                break
            if mention.entity.type == "Person":
                office = self.offices.get(mention.entity.id)
                if office is not None:
                    found.setdefault(office.id, Referent(replace(mention, entity=office), block))
            elif mention.entity.type == "State":
                place = mention.how == "metonym" and _PLACE.search(text[: mention.start])
                if not place and not _after_place(text, mention):
                    found.setdefault(mention.entity.id, Referent(mention, block))
            elif self.gazetteer.field(mention.entity.id, "kind") in _UNIONS:
                found.setdefault(mention.entity.id, Referent(mention, block))
        return list(found.values())

    def _joined(self, title: int) -> tuple[Referent, ...]:
        """The two or more that a title joins."""
        text = self.blocks[title].text
        actors = [a for a in self.actors(title) if not self._organ_of_other(a, self.actors(title))]
        about = re.search(r" (?:on|regarding|against|toward|towards|by|says) ", text)
        if sum(a.mention.entity.type in _ACTORS for a in actors) >= 2:
            actors = [a for a in actors if a.mention.entity.type in _ACTORS]
        before = [a for a in actors if not about or a.mention.start < about.start()]
        return tuple(before if len(before) >= 2 else actors if len(actors) >= 2 else ())

    def _organ_of_other(self, actor: Referent, others: Sequence[Referent]) -> bool:
        owner = self.gazetteer.field(actor.mention.entity.id, "organ_of")
        return owner is not None and any(o.mention.entity.id == owner for o in others)

    def _lead(self) -> tuple[Referent, ...]:
        """The parties that the opening of a joint text names."""
        for index, block in enumerate(self.blocks[:_LEADS]):
            if lead := _words().lead.match(block.text):
                actors = self.actors(index, 600)
                if len(actors) >= 2 and actors[0].mention.start - lead.end() <= _BESIDE:
                    return tuple(actors)
        return ()

    def _together(self) -> tuple[Referent, ...]:
        """Those whom the first sentence joins as its subject, in a text that goes on with "we"."""
        first = next((i for i, b in enumerate(self.blocks) if b.kind == "paragraph" and len(b.text) > 80), None)
        if first is None or sum(len(_WE.findall(block.text)) for block in self.blocks) < 2:
            return ()
        actors = self.actors(first, _OPENING)
        text = self.blocks[first].text
        joined = len(actors) >= 2 and re.search(r"\band\b", text[actors[0].mention.end : actors[-1].mention.start])
        opens = actors and not re.search(r"\w{4,}", text[: actors[0].mention.start])
        return tuple(actors) if joined and opens else ()

    def _home(self, official: bool) -> Referent | None:
        """The state that a text names most, with its bodies and officials; of an official text, the one whose bodies,
        officials and seat of government need no state beside their names.
        """
        counts: Counter[str] = Counter()
        first: dict[str, Referent] = {}
        for block, found in enumerate(self.mentions):
            states = [m for m in flat(found) if m.entity.type == "State"]
            for mention in flat(found):
                state = self._state_of(mention)
                if not state or state not in self.gazetteer:
                    continue
                weight = 10
                if official and (
                    mention.entity.type == "State" or _explained(self.blocks[block].text, mention, states)
                ):
                    weight = 10 if mention.how == "metonym" and not self._is_place(block, mention) else 1
                counts[state] += weight
                first.setdefault(state, Referent(replace(mention, entity=self.gazetteer.entity(state)), block))
        if not counts:
            return None
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if not official and len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
            return None
        return first[ranked[0][0]]

    def _state_of(self, mention: Mention) -> str:
        """The id of the state that a name is, or for which it acts."""
        if mention.entity.type == "State":
            return mention.entity.id
        if mention.entity.type == "Person":
            office = self.offices.get(mention.entity.id)
            return (office.id if office.type == "State" else self._owner(office)) if office else ""
        return self._owner(mention.entity)

    def _is_place(self, block: int, mention: Mention) -> bool:
        return bool(_PLACE.search(self.blocks[block].text[: mention.start]))

    def _owner(self, entity: Entity) -> str:
        return self.gazetteer.field(entity.id, "organ_of") or "" if entity.type == "Organization" else ""

    def _issuer(
        self, kind: str, title: int | None, parties: tuple[Referent, ...], home: Referent | None
    ) -> tuple[Referent, ...]:
        if kind == "joint":
            return parties or (tuple(self.actors(title)[:1]) if title is not None else ())
        if kind == "remarks" and title is not None:
            actors = self.actors(title)
            return (state_behind(actors[0], self.gazetteer),) if actors else (home,) if home else ()
        if kind == "readout" and title is not None and (met := self.actors(title)):
            return (state_behind(met[0], self.gazetteer),)
        if kind in _OFFICIAL and home is not None:
            return (home,)
        return ()

    def _voice(self, title: int) -> tuple[Referent, ...]:
        """The one person whose words a title announces."""
        persons = [Referent(m, title) for m in self.mentions[title] if m.entity.type == "Person"]
        if len(persons) != 1:
            return ()
        office = self.offices.get(persons[0].mention.entity.id)
        return (
            persons[0],
            *((replace(persons[0], mention=replace(persons[0].mention, entity=office)),) if office else ()),
        )

    def _is_event(self, event: Referent | None, title: str) -> bool:
        """Whether a title is no more than the name of a meeting or exercise."""
        return event is not None and len(event.mention.text) >= 0.8 * len(title.strip())

    def _event(self, title: int) -> Referent | None:
        """The one occasion or exercise that a title names; of a readout, any forum."""
        readout = bool(_words().kinds["readout"].search(self.blocks[title].text))
        named = [
            m
            for m in self.mentions[title]
            if m.entity.type == "Exercise" or (m.entity.type == "Forum" and (readout or is_occasion(m.text)))
        ]
        text = self.blocks[title].text
        named = [m for m in named if text[m.start - 1 : m.start] != "("] if len(named) > 1 else named
        return Referent(named[0], title) if len({m.entity.id for m in named}) == 1 else None

    def _occasion(self) -> Referent | None:
        """The one meeting on which a joint text tells at its top that it is a statement."""
        for index, block in enumerate(self.blocks[:_TOP]):
            if not _STATEMENT.search(block.text):
                continue
            held = {
                m.entity.id: m
                for m in flat(self.mentions[index])
                if m.entity.type == "Forum" and m.how != "described" and is_occasion(m.text)
            }
            if held:
                return Referent(next(iter(held.values())), index) if len(held) == 1 else None
        return None


def state_behind(actor: Referent, gazetteer: Gazetteer) -> Referent:
    """The state of a body, whom its officials mean by "we"; the actor itself where it has none."""
    owner = gazetteer.field(actor.mention.entity.id, "organ_of")
    if not owner or owner not in gazetteer:
        return actor
    return replace(actor, mention=replace(actor.mention, entity=gazetteer.entity(owner)))


def speakers(
    blocks: Sequence[Block], people: Mapping[str, Person], home: Referent | None, gazetteer: Gazetteer
) -> list[tuple[Referent, ...] | None]:
    """Who speaks in every block of a record, by the labels before their words: the person, then the state behind them,
    or the body where there is none; empty where somebody speaks for nobody (a journalist), None without labels.
    """
    found: list[tuple[Referent, ...] | None] = []
    current: tuple[Referent, ...] | None = None
    for index, block in enumerate(blocks):
        if block.speaker:
            current = _speaker(block.text[: block.speaker].strip(" :"), index, people, home, gazetteer)
        elif block.kind == "heading":
            current = None
        found.append(current)
    return found


def _speaker(
    label: str, block: int, people: Mapping[str, Person], home: Referent | None, gazetteer: Gazetteer
) -> tuple[Referent, ...] | None:
    words = _words()
    low = label.casefold()
    if words.questions.search(low):
        return ()
    named = {p.entity.id: p for name, p in people.items() if name.casefold().split()[-1:] == low.split()[-1:]}
    if not named and words.presidents.search(low) and home is not None:
        role = low.removeprefix("the ")
        named = {
            p.entity.id: p
            for p in people.values()
            if p.role and p.role.casefold() == role and p.of is not None and p.of.id == home.mention.entity.id
        }
    if len(named) == 1:
        person = next(iter(named.values()))
        mention = Mention(0, len(label), label, person.entity, "person")
        if person.of is None:
            return (Referent(mention, block),)
        return Referent(mention, block), state_behind(Referent(replace(mention, entity=person.of), block), gazetteer)
    if home is not None and (words.officials.search(low) or words.presidents.search(low)):
        return (home,)
    return None


def _explained(text: str, mention: Mention, states: Sequence[Mention]) -> bool:
    """Whether a state is named in, just before or just after a name: "Indonesian Coast Guard", "Smith of Canada"."""
    return any(
        (mention.start <= state.start and state.end <= mention.end)
        or re.fullmatch(r"(?:['’]s)? (?:[A-Z]\w+ ){0,3}", text[state.end : mention.start])
        or re.fullmatch(r" of (?:the )?", text[mention.end : state.start])
        for state in states
    )


def _after_place(text: str, mention: Mention) -> bool:
    """Whether a state only says where the place before it lies: "in Vientiane, Lao PDR"."""
    before = text[: mention.start]
    if not re.search(r",\s*$", before):
        return False
    return bool(re.search(r"\b(?:in|at)\s+[A-Z][\w.-]+(?:\s[A-Z][\w.-]+)?,\s*$", before))
