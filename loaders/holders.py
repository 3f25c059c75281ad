"""Whose an office is: of the state or body told with it, that a known leader leads, or that the document is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ..schema.model import Entity
from ..schema.vocabulary import vocabulary
from .full_names import common_words, name_at, name_until
from .items import Item, Place
from .mentions import Mention, Names
from .office_words import BODIES, COUNTRIES, OWNERS, PREPOSITIONS, titles
from .patterns import is_occasion, lexicon
from .persons import Leader, People, fits, held
from .spokespersons import ministry_of, spoken_before
from .titles import Office
from .topics import topic
from .zones import Block

HOLDERS = vocabulary().relations["HOLDS_OFFICE"].range  # who chairs a forum holds no office of it
GUESSED = 0.65
_OPENS_NEWS = 3
_CLEARLY = 1.75
_PLACE = re.compile(r"\b(?:in|at) (?:(?:[A-Z][\w’'.-]* ?){1,3}, )?(?:the )?$")
_PLACE_WORDS = 40
OTHER = "counterpart"  # holds the same office as the one told before, elsewhere
_MINISTER = re.compile(r"(?:(?:deputy|vice|state)[ -])?minister (?:of|for) (?:the )?(?P<field>.+)", re.IGNORECASE)
_SIDES = frozenset({"delegation", "side", "team"})
_ON_SIDE = frozenset({"on", "from", "for"})
_LEADING = frozenset({"led", "leads", "leading", "headed", "heads", "heading", "co-led", "co-headed", "represented"})


@dataclass(frozen=True, slots=True)
class Holder:
    """The state or body of an office, the mention that tells it, and how sure that is."""

    entity: Entity
    mention: Mention | None
    confidence: float


class Told(NamedTuple):
    """An office that a sentence tells: the items of the name and of the quote, whose office, and the rule's name."""

    name: tuple[int, int]
    holder: Holder
    quote: tuple[int, int]
    role: str
    rule: str


class Holders:
    """Tells whose an office is, for one document. `mentions` are those of each of `blocks`."""

    def __init__(
        self, names: Names, people: People, blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]
    ) -> None:
        self.names, self.people, self.blocks, self.mentions = names, people, blocks, mentions
        self.gazetteer = names.gazetteer
        self.actors = self._count()
        known = (id_ for id_ in self.actors if id_ in self.gazetteer)
        self.states = [id_ for id_ in known if self.gazetteer.type_of(id_) == "State"]
        self.home = self._home()
        entry = topic(blocks, mentions)
        self.about = entry[0] if entry and entry[0].entity.type == "Organization" else None  # of which it is an entry
        self._last: tuple[Place, int, Entity] | None = None  # whose office was told last, and where the name ends

    def _count(self) -> Counter[str]:
        """How often each state and body is meant, by id and by name; an organ counts for its state too."""
        counts: Counter[str] = Counter()
        for mention in (m for found in self.mentions for m in found):
            counts.update((mention.entity.id, mention.entity.name))
            if owner := self.gazetteer.field(mention.entity.id, "organ_of"):
                counts[owner] += 1
        return counts

    def _home(self) -> Entity | None:
        """The state that the document names clearly most, not as a place; where news opens counts more."""
        counts = self.actors.copy()
        for block, found in zip(self.blocks, self.mentions, strict=True):
            counts.subtract(m.entity.id for m in found if _PLACE.search(block.text[: m.start], m.start - _PLACE_WORDS))
            counts.update({m.entity.id: _OPENS_NEWS for m in found if m.end <= block.opening})
        ranked = sorted(self.states, key=lambda id_: -counts[id_])[:2]
        if not ranked or (
            counts[ranked[-1]] > 1 and len(ranked) > 1 and counts[ranked[0]] < _CLEARLY * counts[ranked[1]]
        ):
            return None
        return self.gazetteer.entity(ranked[0])

    def of(self, place: Place, office: Office, end: int, role: str, leader: Leader | None) -> Holder | None:
        """Whose office it is that a person holds whose name ends before the item `end`; None where nobody can tell."""
        found = self._found(place, office, role, _after(place.row, office, end), leader)
        if (found is None or found.confidence == GUESSED) and (state := self._colleagues(place, office)):
            found = Holder(state, None, 0.7)
        if found is not None and found.entity.type == "State":
            ministry = ministry_of(found.entity, role, self.gazetteer)
            found = Holder(ministry, None, found.confidence) if ministry is not None else found
        owned = any(item.kind == "possessive" for item in place.row[max(0, office.first - 2) : office.at])
        told = found is not None and found.mention is not None and office.kind == "state" and owned
        self._last = (place, end, found.entity) if found is not None and told else None
        return found

    def _found(
        self, place: Place, office: Office, role: str, after: Mention | None, leader: Leader | None
    ) -> Holder | None:
        if office.title == OTHER and (office.actor is None or office.plural):
            return None
        for mention in (office.actor, after):
            if mention is not None and self._accepts(office, mention, leader):
                return Holder(mention.entity, mention, 0.9)
        named = office.actor is not None and office.actor.how == "pattern" and not is_occasion(office.actor.text)
        if office.actor is not None and named:
            return Holder(self.body(office.actor.text), office.actor, 0.75)
        if office.actor is not None and office.actor.entity.type == "Forum" and leader is None:
            return None
        alone = office.names[0][0] == 0 and office.end >= len(place.row)  # "Ann Lee, Head" in a body's box
        entry = self._of_entry(place, office)
        if alone and office.kind == "body" and entry is not None:
            return Holder(entry, None, 0.7)
        firm = office.body is not None and office.body[0] > office.at and office.title in titles().firms
        if office.kind == "staff" and (body := self._unlisted(place, office)) and (firm or " " in body):
            return Holder(self.names.new("Organization", body), None, 0.75)
        advises = office.title.endswith(("adviser", "advisor")) and " to the " in role.lower()
        for known in (None if advises else leader, self._advised(place, office)):
            if known is not None and known.of in self.gazetteer:
                led = self.gazetteer.entity(known.of)
                if led.type == "Organization" and not self.actors[led.id] and not fits(known.role, office.title):
                    continue
                return Holder(led, None, 0.85) if led.type in HOLDERS else None
        if (owner := self._owner(place, office)) and self._accepts(office, owner, leader):
            return Holder(owner.entity, owner if owner.start >= place.row[0].start else None, 0.8)
        if body := self._unlisted(place, office):
            return Holder(self.names.new("Organization", body), None, 0.75)
        if office.kind == "body" and (
            spoken := spoken_before(place, office.first, self.mentions[place.block], office.title)
        ):
            return Holder(spoken.entity, spoken if spoken.start >= place.row[0].start else None, 0.7)
        role_follows = bool(office.names) and office.names[0][1] <= office.first
        titled = office.title in titles().governing and (role_follows or _stands_alone(place, office))
        if (office.kind == "body" or titled) and entry is not None:
            return Holder(entry, None, 0.7)
        if office.kind == "state" and (side := _side(place.row, office.names[0])):
            return Holder(side.entity, side, 0.8)
        if office.kind == "state" and (ministry := self._ministry(role)):
            return Holder(ministry, None, 0.75)
        home = next((state for title, state in titles().homes.items() if title in role.lower()), None)
        meant = home and (self.actors[home] or not self.states)
        if home and meant and home in self.gazetteer and office.kind == "state":
            return Holder(self.gazetteer.entity(home), None, 0.8)
        states = {item.mention.entity.id for item in place.row if item.mention is not None and item.state}
        if self.home is None or office.kind != "state" or (states and self.home.id not in states):
            return None
        if any(a.mention and a.mention.entity.id == self.home.id and b.low == OTHER for a, b in pairwise(place.row)):
            return None
        first = next((title for title in titles().elsewhere if re.search(rf"\b{title}\b", role.lower())), "")
        leads = first and not re.search(rf"\b(?:deputy|vice)[ -]{first}\b", role.lower())
        taken = leads and (self.home.id, first) in held(self.gazetteer)
        sent = re.search(r"\b(?:ambassador|envoy|representative) to (?:the )?(.+)", role, re.IGNORECASE)
        there = sent is not None and self.gazetteer.resolve(sent[1], ["State"]) == [self.home]
        others = taken or there or self.home.id in titles().elsewhere.get(first, ())
        return None if others and not advises else Holder(self.home, None, GUESSED)

    def _unlisted(self, place: Place, office: Office) -> str | None:
        """The name of the body nobody listed that an office is of; no names are "the Ministry", "Political Section"."""
        body = place.words(office.body) if office.body is not None and office.kind != "state" else ""
        plain = all(word in titles().portfolio or word.lower() in common_words() for word in body.split())
        return body if body and body not in lexicon().heads and not plain else None

    def _colleagues(self, place: Place, office: Office) -> Entity | None:
        """The state of the one named just before: "Kenya's Trade Minister Jane Roe and Energy Minister Omar Hill"."""
        if self._last is None or office.kind != "state" or office.title == OTHER:
            return None
        before, end, state = self._last
        joined = place is before and end == office.first - 1 and place.row[end].low == "and"
        return state if joined and state.type == "State" else None

    def _ministry(self, role: str) -> Entity | None:
        """The ministry of a minister's own field that the document names: "the Ministry of Defence" of its minister."""
        told = _MINISTER.fullmatch(role)
        if told is None:
            return None
        named = f"ministry of {told['field']}".casefold()
        found = {m.entity.id: m.entity for row in self.mentions for m in row if m.text.casefold() == named}
        return next(iter(found.values())) if len(found) == 1 else None

    def _owner(self, place: Place, office: Office) -> Mention | None:
        """Whose an office is that is called "its", "the country's" or "the agency's": that of the state or body last
        named before, or of the body whose name has the word.
        """
        first = place.row[office.first + (place.row[office.first].low == "the")]
        if first.low != "its" and first.low not in OWNERS:
            return None
        start = first.start
        named = [m for m in self.mentions[place.block] if m.end <= start and m.entity.type in HOLDERS]
        if first.low in COUNTRIES:
            named = [m for m in named if m.entity.type == "State"]
        elif first.low in BODIES:
            named = [m for m in named if m.entity.type == "Organization"]
            about = [self.about] if self.about else []
            called = [m for m in (*about, *named) if first.low in m.entity.name.lower().split()]
            named = called or named[-1:] or about
        return named[-1] if named else None

    def _advised(self, place: Place, office: Office) -> Leader | None:
        """The known leader whose office it is: "adviser to President Jane Roe", "President Jane Roe's adviser"."""
        row, at = place.row, office.end + 1
        owned = next((i for i in range(office.first, office.at) if row[i].kind == "possessive"), None)
        if owned is not None and (owner := name_until(row, owned)) is not None:
            return self.people.leader(place.words(owner), "president", self.actors)
        if at >= len(row) or row[office.end].low != "to":
            return None
        while at < len(row) and row[at].low in titles().openings:
            at += 1
        name = name_at(row, at)
        return self.people.leader(place.words(name), row[at - 1].low, self.actors) if name else None

    def _of_entry(self, place: Place, office: Office) -> Entity | None:
        """The body that the document is an entry about, if an office of nobody told can be of it."""
        after = office.at + len(office.title.split())
        following = place.row[after].low if after < len(place.row) else ""
        if self.about is None or office.former or following in PREPOSITIONS:
            return None
        return self.about.entity

    def _accepts(self, office: Office, mention: Mention, leader: Leader | None) -> bool:
        """Whether an office can be of what is named with it: a party has no prime minister, a state no analyst."""
        if mention.entity.type == "State":
            return office.kind != "staff"
        if mention.entity.type != "Organization":
            return False
        organ = self.gazetteer.field(mention.entity.id, "organ_of")
        of_state = leader is not None and leader.of in self.gazetteer and self.gazetteer.type_of(leader.of) == "State"
        return not (of_state and not organ and office.title.endswith("minister"))

    def body(self, name: str) -> Entity:
        known = self.gazetteer.resolve(name, ["Organization"])
        return known[0] if len(known) == 1 else self.names.new("Organization", name)


def _stands_alone(place: Place, office: Office) -> bool:
    """Whether a line holds an office and its holder alone: "Vice President Jane Roe" in an entry's box."""
    return office.first == 0 and office.names[-1][1] >= len(place.row)


def _side(row: list[Item], name: tuple[int, int]) -> Mention | None:
    """The state whose delegation a person led or for which one signed: "Jane Roe headed the Kenyan side", "Fiji's team
    was led by Jane Roe", "signed by Jane Roe on the Fijian side", "for the Fijian side, Jane Roe signed".
    """
    found: list[tuple[int, Mention]] = []
    for index in range(1, len(row)):
        sent = row[index].low == "represented" and row[index + 1 : index + 2] and row[index + 1].low == "by"
        if sent and (state := row[index - 2].mention) and row[index - 2].state and index > 1 and name[0] > index:
            found.append((name[0] - index, state))
        at = index - 1 - (row[index - 1].kind == "possessive")
        state = row[at].mention
        if row[index].low not in _SIDES or state is None or not row[at].state:
            continue
        if at > 1 and row[at - 1].low == "the" and row[at - 2].low in _ON_SIDE:
            apart = at - 2 - name[1] if name[1] <= at - 2 else name[0] - index
            if name[0] > index or apart <= (row[name[1]].low in (",", "signed")):
                found.append((apart, state))
        led = any(item.low in _LEADING for item in row[max(at - 2, 0) : at])
        if led and name[1] <= at:
            found.append((at - name[1], state))
        told = [item.low for item in row[index + 1 : min(index + 5, name[0])]]
        led = "by" in told and (told[0] == "by" or told[told.index("by") - 1] in _LEADING)
        if led and name[0] > index:
            found.append((name[0] - index, state))
    return min(found, key=lambda f: f[0])[1] if found else None


def _after(row: list[Item], office: Office, index: int) -> Mention | None:
    """What stands after the name or the office: "Modi of India", "A (Norway)", "Chief Strategist, NTT Corporation"."""
    joints = ("of", "from", "(", "with", "at") if office.kind != "state" else ("of", "from", "(")
    follows = office.first > index and office.kind == "body"
    if not follows and index < len(row) and row[index].low in joints:
        index += 2 if index + 1 < len(row) and row[index + 1].low == "the" else 1
        if index < len(row) and row[index].kind == "actor" and not _has_office(row, index + 1):
            return row[index].mention
    end = office.end
    if office.kind != "state" and office.first >= index and end + 1 < len(row) and row[end].low == ",":
        mention = row[end + 1].mention
        return mention if mention is not None and mention.entity.type == "Organization" else None
    if office.kind == "state" and office.first >= index and end + 1 < len(row) and row[end].low == ",":
        named = row[end + 1]
        if named.body is not None and office.title in titles().governing:  # "Jane Roe, Vice President, Acme, spoke"
            return named.mention if end + 2 >= len(row) or row[end + 2].low in (",", ";", ".", "and") else None
        return named.mention if named.state and _ends_entry(row, end + 2) else None
    return None


def _has_office(row: list[Item], index: int) -> bool:
    """Whether another office of a body follows its name: "former Ambassador Ann Lee (Reef Institute | President)"."""
    words = tuple(item.low for item in row[index : index + 2])
    return bool(words) and (words in titles().kinds or words[:1] in titles().kinds)


def _ends_entry(row: list[Item], index: int) -> bool:
    """Whether one of a list of office holders ends there: "Jane Roe, Trade Minister, Fiji; Tom Foe, …"."""
    rest = [item.text for item in row[index : index + 3]]
    rest = rest[1:] if rest[:1] == ["and"] else rest
    return not rest or rest[0] in (";", ".") or rest[1:2] in (["Excellency"], ["Honorable"], ["Honourable"])
