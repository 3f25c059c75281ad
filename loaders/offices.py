"""Who holds which office, and whose office it is: facts of HOLDS_OFFICE, and the persons of a document.

`titles.py` finds the titles and the names beside them. Here a name becomes a person, and an office somebody's: of the
state or body told with it, of the one that a known leader leads, else of the state that the document is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ..schema.model import Document, End, Entity, Fact, Modality, Phase
from ..schema.vocabulary import vocabulary
from . import dates
from .boxes import posts
from .full_names import name_at, name_until
from .gazetteer import Gazetteer
from .items import Item, items
from .lives import told_of
from .mentions import Mention, Names
from .office_words import COUNTRIES, PREPOSITIONS, SMALL, titles
from .patterns import is_occasion, lexicon
from .persons import Leader, People, held
from .spans import MAX_QUOTE
from .terms import term
from .titles import Office, find
from .topics import topic
from .zones import Block, Zones, sentences


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document: the entity, and the state or body and the words of the office first told."""

    entity: Entity
    of: Entity | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Offices:
    """The HOLDS_OFFICE facts of a document, and its persons by every name that it gives them."""

    facts: tuple[Fact, ...]
    people: dict[str, Person]


def offices(
    document: Document, zones: Zones, names: Names, blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]
) -> Offices:
    """The offices that a document tells. `blocks` are those `names` was made of, `mentions` what it found in each."""
    return _Reader(document, zones, names, blocks, mentions).read()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence's items stand."""

    block: int
    row: list[Item]

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.row[first].start, self.row[last - 1].end


@dataclass(frozen=True, slots=True)
class _Holder:
    """The state or body of an office, the mention that tells it, and how sure that is."""

    entity: Entity
    mention: Mention | None
    confidence: float


class _Reader:
    def __init__(
        self,
        document: Document,
        zones: Zones,
        names: Names,
        blocks: Sequence[Block],
        mentions: Sequence[Sequence[Mention]],
    ) -> None:
        self.document, self.zones, self.names, self.blocks, self.mentions = document, zones, names, blocks, mentions
        self.gazetteer: Gazetteer = names.gazetteer
        self.people = People(self.gazetteer)
        self.actors = self._count()
        self.home = self._home()
        self.topic = topic(blocks, mentions)
        self.life = told_of(blocks, mentions)
        self.alone = self.life.split()[-1] if self.life else ""
        self.facts: dict[tuple[str, str, str, str | None], Fact] = {}
        self.persons: dict[str, Person] = {}
        self.dated: dict[int, list[dates.Dated]] = {}
        self.last: tuple[_Place, int, Entity] | None = None  # whose office was told last, and where its name ends

    def _count(self) -> Counter[str]:
        """How often each state and body is meant, by id and by name; an organ counts for its state too."""
        counts: Counter[str] = Counter()
        for mention in (m for found in self.mentions for m in found):
            counts.update((mention.entity.id, mention.entity.name))
            if owner := self.gazetteer.field(mention.entity.id, "organ_of"):
                counts[owner] += 1
        return counts

    def _home(self) -> Entity | None:
        """The state that the document names clearly most; where news opens counts more."""
        counts = self.actors.copy()
        for block, found in zip(self.blocks, self.mentions, strict=True):
            counts.update({m.entity.id: _OPENS_NEWS for m in found if m.end <= block.opening})
        known = [id_ for id_ in counts if id_ in self.gazetteer and self.gazetteer.type_of(id_) == "State"]
        ranked = sorted(known, key=lambda id_: -counts[id_])[:2]
        if not ranked or (
            counts[ranked[-1]] > 1 and len(ranked) > 1 and counts[ranked[0]] < _CLEARLY * counts[ranked[1]]
        ):
            return None
        return self.gazetteer.entity(ranked[0])

    def read(self) -> Offices:
        told: list[tuple[_Place, Office, tuple[int, int]]] = []
        for index, block in enumerate(self.blocks):
            for start, end in sentences(block.text):
                if _telling().isdisjoint(_LETTERS.findall(block.text[start:end].lower())):
                    continue
                place = _Place(index, items(block.text, start, end, self.mentions[index], self.alone))
                for office in find(place.row, bool(self.life)):
                    told += [(place, office, name) for name in office.names]
                    told += [(place, replace(office, former=True), name) for name in office.left_by]
                self._served(place)
                self._boards(place)
                self._from(place)
                self._formerly(place)
                self._joined(place)
                self._elected(place)
                self._heads(place)
                self._ranked(place)
        if self.life:
            self.people.add(self.life)
        for headings in (False, True):
            for place, _, name in told:
                if place.row[name[0]].stands:
                    continue
                if (self.blocks[place.block].kind == "heading") == headings:
                    self.people.add(self._called(place, self._whole(place, name)))
        role = ""
        before: list[tuple[int, str]] = []
        for place, office, name in told:
            role = role if office.title == _OTHER else self._role(place, office)
            whole = self._whole(place, name)
            stands = place.row[name[0]].stands
            who = self.life or _antecedent(before, place.block) if stands else self._called(place, whole)
            if who:
                before.append((place.block, who))
                self._tell(place, office, whole, role, who)
        self._successors()
        for index, block in enumerate(self.blocks):
            if block.kind in ("bullet", "row", "paragraph") and self._in_list(block):
                self._listed(index)
        self._bylines()
        self._posts()
        return Offices(tuple(self._settled()), self.persons)

    def _settled(self) -> list[Fact]:
        """Drops what was only guessed of persons of whom more is known, but for the one whose life the text tells."""
        sure = {fact.subject.entity.id for fact in self.facts.values() if fact.confidence > _GUESSED}
        sure -= {self.people.entity(self.life).id} if self.life else set()
        dated = {key[:3] for key in self.facts if key[3]}
        told = [fact for key, fact in self.facts.items() if key[3] or key[:3] not in dated]
        return [f for f in told if f.confidence > _GUESSED or f.subject.entity.id not in sure]

    def _text(self, place: _Place, span: tuple[int, int]) -> str:
        start, end = place.span(*span)
        return " ".join(self.blocks[place.block].text[start:end].split())

    def _called(self, place: _Place, span: tuple[int, int]) -> str:
        """A person's name without the nickname in quotation marks within it."""
        return _NICKNAME.sub(" ", self._text(place, span))

    def _whole(self, place: _Place, name: tuple[int, int]) -> tuple[int, int]:
        """A name without the words of a headline that follow it ("Jake Sullivan A New Frontier")."""
        if self.blocks[place.block].kind != "heading":
            return name
        for end in range(name[1], name[0] + 1, -1):
            if self.people.is_known(self._text(place, (name[0], end))):
                return name[0], end
        return name[0], min(name[1], name[0] + 3)

    # --- titles ------------------------------------------------------------------------------------------------------

    def _tell(self, place: _Place, office: Office, span: tuple[int, int], role: str, name: str) -> None:
        leader = self.people.leader(name, office.title, self.actors)
        single = " " not in name
        addressed = span[0] > 0 and place.row[span[0] - 1].text.rstrip(".") in titles().honorifics
        if single and leader is None and office.end > office.at + 2 and not addressed and not self.people.find(name):
            return
        person = self.people.entity(name, leader)
        after = _after(place.row, office, span[1])
        holder = self._holder(place, office, role, after, leader)
        if (holder is None or holder.confidence == _GUESSED) and (state := self._colleagues(place, office)):
            holder = _Holder(state, None, 0.7)
        owned = any(item.kind == "possessive" for item in place.row[max(0, office.first - 2) : office.at])
        told = holder is not None and holder.mention is not None and office.kind == "state" and owned
        self.last = (place, span[1], holder.entity) if holder is not None and told else None
        self._keep(name, person, holder, role)
        if holder is None:
            return
        start, end = place.span(min(office.first, span[0]), max(office.end, span[1]))
        if holder.mention is not None:
            start, end = min(start, holder.mention.start), max(end, holder.mention.end)
        self._add(
            (person, self._text(place, span), place.span(*span)),
            holder,
            (place.block, start, end),
            role,
            "office",
            modality="planned" if office.coming else "asserted",
            phase="ended" if office.former else "held",
        )

    def _keep(self, name: str, person: Entity, holder: _Holder | None, role: str) -> None:
        known = self.persons.get(name)
        if known is None or (known.of is None and holder is not None):
            told = Person(person, holder.entity if holder else None, role)
            self.persons[name] = told
            if person.name not in self.persons or self.persons[person.name].of is None:
                self.persons[person.name] = told

    def _role(self, place: _Place, office: Office) -> str:
        end = office.end
        while end > office.at + 1 and place.row[end - 1].low in (*PREPOSITIONS, "the", "and", ","):
            end -= 1
        return self._text(place, (office.head, max(end, office.at + 1)))

    def _holder(
        self, place: _Place, office: Office, role: str, after: Mention | None, leader: Leader | None
    ) -> _Holder | None:
        if office.title == _OTHER and (office.actor is None or office.plural):
            return None
        for mention in (office.actor, after):
            if mention is not None and self._accepts(office, mention, leader):
                return _Holder(mention.entity, mention, 0.9)
        named = office.actor is not None and office.actor.how == "pattern" and not is_occasion(office.actor.text)
        if office.actor is not None and named:
            return _Holder(self._body(office.actor.text), office.actor, 0.75)
        for known in (leader, self._advised(place, office)):
            if known is not None and known.of in self.gazetteer:
                led = self.gazetteer.entity(known.of)
                return _Holder(led, None, 0.85) if led.type in _HOLDERS else None
        if (owner := self._owner(place, office)) and self._accepts(office, owner, leader):
            return _Holder(owner.entity, owner, 0.8)
        body = self._text(place, office.body) if office.body is not None and office.kind != "state" else ""
        plain = all(word in titles().portfolio for word in body.split())
        if body and body not in lexicon().heads and not plain:  # no names: "the Ministry", "Political Section"
            return _Holder(self.names.new("Organization", body), None, 0.75)
        role_follows = bool(office.names) and office.names[0][1] <= office.first
        titled = office.title in titles().governing and (role_follows or _stands_alone(place, office))
        if (office.kind == "body" or titled) and self._is_topics(place, office):
            return _Holder(self.topic[0].entity, None, 0.7) if self.topic else None
        if office.kind == "state" and (side := _side(place.row, office.names[0])):
            return _Holder(side.entity, side, 0.8)
        if office.kind == "state" and (ministry := self._ministry(role)):
            return _Holder(ministry, None, 0.75)
        home = next((state for title, state in titles().homes.items() if title in role.lower()), None)
        meant = home and (self.actors[home] or self.home is None)
        if home and meant and home in self.gazetteer and office.kind == "state":
            return _Holder(self.gazetteer.entity(home), None, 0.8)
        states = {item.mention.entity.id for item in place.row if item.mention is not None and item.state}
        if self.home is None or office.kind != "state" or (states and self.home.id not in states):
            return None
        if any(a.mention and a.mention.entity.id == self.home.id and b.low == _OTHER for a, b in pairwise(place.row)):
            return None
        first = next((title for title in titles().elsewhere if re.search(rf"\b{title}\b", role.lower())), "")
        others = self.home.id in titles().elsewhere.get(first, ()) or (self.home.id, first) in held(self.gazetteer)
        return None if others else _Holder(self.home, None, _GUESSED)

    def _colleagues(self, place: _Place, office: Office) -> Entity | None:
        """The state of the one named just before: "Kenya's Trade Minister Jane Roe and Energy Minister Omar Hill"."""
        if self.last is None or office.kind != "state" or office.title == _OTHER:
            return None
        before, end, state = self.last
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

    def _owner(self, place: _Place, office: Office) -> Mention | None:
        """Whose an office is that is called "its" or "the country's": that of the state or body last named before."""
        first = place.row[office.first + (place.row[office.first].low == "the")]
        its = first.low == "its"
        if not its and first.low not in COUNTRIES:
            return None
        start = first.start
        named = [m for m in self.mentions[place.block] if m.end <= start and m.entity.type in _HOLDERS]
        named = named if its else [m for m in named if m.entity.type == "State"]
        return named[-1] if named else None

    def _advised(self, place: _Place, office: Office) -> Leader | None:
        """The known leader whose office it is: "adviser to President Jane Roe", "President Jane Roe's adviser"."""
        row, at = place.row, office.end + 1
        owned = next((i for i in range(office.first, office.at) if row[i].kind == "possessive"), None)
        if owned is not None and (owner := name_until(row, owned)) is not None:
            return self.people.leader(self._text(place, owner), "president", self.actors)
        if at >= len(row) or row[office.end].low != "to":
            return None
        while at < len(row) and row[at].low in titles().openings:
            at += 1
        name = name_at(row, at)
        return self.people.leader(self._text(place, name), row[at - 1].low, self.actors) if name else None

    def _is_topics(self, place: _Place, office: Office) -> bool:
        """Whether an office of nobody told is of the body that the document is an entry about."""
        after = office.at + len(office.title.split())
        following = place.row[after].low if after < len(place.row) else ""
        about = self.topic is not None and self.topic[0].entity.type == "Organization"
        return about and not office.former and following not in PREPOSITIONS

    def _accepts(self, office: Office, mention: Mention, leader: Leader | None) -> bool:
        """Whether an office can be of what is named with it: a party has no prime minister, a state no analyst."""
        if mention.entity.type == "State":
            return office.kind != "staff"
        if mention.entity.type != "Organization":
            return False
        organ = self.gazetteer.field(mention.entity.id, "organ_of")
        of_state = leader is not None and leader.of in self.gazetteer and self.gazetteer.type_of(leader.of) == "State"
        return not (of_state and not organ and office.title.endswith("minister"))

    def _body(self, name: str) -> Entity:
        known = self.gazetteer.resolve(name, ["Organization"])
        return known[0] if len(known) == 1 else self.names.new("Organization", name)

    # --- other ways to tell an office -------------------------------------------------------------------------------

    def _heads(self, place: _Place) -> None:
        """ "Paul Nakasone, who heads up Cyber Command", "Jane Roe took command of it", "NATO is led by Jane Roe"."""
        row = place.row
        for index in range(1, len(row) - 2):
            if row[index].kind != "word" or row[index].low not in _HEADS:
                continue
            if row[index + 1].low == "by":
                self._headed_by(place, index)
                continue
            length = next((n for n in (4, 3, 2, 1) if _words(row, index, n) in titles().heading), 0)
            at = index + length
            at += at < len(row) and row[at].low == "the"
            if not length or at >= len(row):
                continue
            unit = _unit(row, at)
            if length == 1 and not unit and not row[index - 1].stands:
                continue
            of = unit + 1 + (row[unit + 1].low == "the") if unit else at
            name = _before_verb(row, index)
            mention = row[of].mention if row[of].kind == "actor" else None
            if name and mention is not None and mention.entity.type == "Organization":
                role = f"head of the {self._text(place, (at, unit))}" if unit else "head"
                self._say(place, name, _Holder(mention.entity, mention, 0.85), (name[0], of + 1), role, "heads")

    def _served(self, place: _Place) -> None:
        """ "She served as Counsellor for Cyber Issues at the European External Action Service", in a life."""
        row = place.row
        for index in range(1, len(row) - 3 if self.life else 0):
            if row[index].low != "as" or row[index - 1].low not in _SERVING:
                continue
            subject = next((i for i in range(index - 1, -1, -1) if row[i].stands), None)
            first = index + 1 + (row[index + 1].low in ("a", "an", "the", "its"))
            reach = range(first + 2, min(first + _LONGEST_ROLE + 3, len(row)))
            at = next((i for i in reach if row[i].kind == "actor"), 0)
            last = at - 1 - (row[at - 1].low == "the")
            mention = row[at].mention
            if subject is None or not at or mention is None or mention.entity.type != "Organization":
                continue
            plain = all(item.kind == "word" and item.low not in _ENDS_ROLE for item in row[first:last])
            if first < last and plain and row[last].low in PREPOSITIONS:
                role, whose = self._text(place, (first, last)), (subject, subject + 1)
                self._say(place, whose, _Holder(mention.entity, mention, 0.8), (subject, at + 1), role, "life")

    def _ranked(self, place: _Place) -> None:
        """ "US Navy Lt. Cmdr. Jane Roe": of the force named before the rank."""
        row = place.row
        for at, item in enumerate(row[:-2]):
            mention = item.mention
            if mention is None or mention.entity.type != "Organization" or not _FORCES.search(mention.text):
                continue
            name = name_at(row, at + 1) if row[at + 1].text.rstrip(".") in titles().honorifics else None
            if name and name[1] - name[0] > 1:
                rank = self._text(place, (at + 1, name[0]))
                self._say(place, name, _Holder(mention.entity, mention, _GUESSED), (at, name[1]), rank, "rank")

    def _headed_by(self, place: _Place, index: int) -> None:
        """ "The Alliance is headed by Secretary General Jane Roe"."""
        row = place.row
        at = index - 1
        while at > 0 and row[at].low in _BEING:
            at -= 1
        name = name_at(row, index + 2)
        mention = row[at].mention
        led = at < index - 1 and mention is not None and mention.entity.type == "Organization"
        if led and mention is not None and name and name[1] - name[0] > 1:
            self._say(place, name, _Holder(mention.entity, mention, 0.8), (at, name[1]), "head", "heads")

    def _boards(self, place: _Place) -> None:
        """ "PCH's board of directors consists of Steve Feldman (chairman), …"."""
        row = place.row
        start = next((i for i, item in enumerate(row) if item.low in _BOARDS), None)
        verb = next((i for i, item in enumerate(row) if item.low in _CONSISTS), None)
        owner = next((item.mention for item in row[:start] if item.kind == "actor" and item.mention), None)
        if start is None or verb is None or verb < start or owner is None or owner.entity.type != "Organization":
            return
        index = verb + 1 + (verb + 1 < len(row) and row[verb + 1].low == "of")
        while name := name_at(row, index):
            index, role = name[1], "board member"
            if index < len(row) and row[index].text == "(":
                close = next((i for i in range(index, min(index + 6, len(row))) if row[i].text == ")"), index)
                role, index = self._text(place, (index + 1, close)) if close > index + 1 else role, close + 1
            if name[1] - name[0] > 1:
                self._say(place, name, _Holder(owner.entity, None, 0.75), (name[0], index), role, "board")
            while index < len(row) and row[index].low in (",", "and", ";"):
                index += 1

    def _successors(self) -> None:
        """ "He was succeeded in May 2003 by Jane Roe": in the office last told before."""
        for index, block in enumerate(self.blocks):
            for match in _SUCCEEDED.finditer(block.text):
                row = items(block.text, match.end(), min(len(block.text), match.end() + _SHORT), self.mentions[index])
                name = name_at(row, 0)
                start = block.raw(match.start(), match.end())[0]
                before = [f for f in self.facts.values() if (f.char_end or 0) <= start and f.modality == "asserted"]
                last = max(before, key=lambda f: f.char_end or 0, default=None)
                if not name or name[1] - name[0] < 2 or last is None or start - (last.char_end or 0) > _NEAR:
                    continue
                place = _Place(index, row)
                text = self._text(place, name)
                self.people.add(text)
                person = self.people.entity(text, self.people.leader(text, None, self.actors))
                holder = _Holder(last.object.entity, None, 0.75)
                role = str(last.qualifiers["role"])
                self._keep(text, person, holder, role)
                quote = (index, match.start(), place.span(*name)[1])
                self._add((person, text, place.span(*name)), holder, quote, role, "successor")

    def _from(self, place: _Place) -> None:
        """ "Dr. Jane Roe from Chatham House", "Prof. Roe of Oxford University": addressed by name, and of a body."""
        row = place.row
        for index in range(len(row) - 4):
            if row[index].text.rstrip(".") not in _ADDRESSED:
                continue
            name = name_at(row, index + 1)
            if not name or name[0] != index + 1 or name[1] - name[0] < 2:
                continue
            at = name[1] + (name[1] < len(row) and row[name[1]].low == "formerly")
            former = at > name[1]
            if at + 1 >= len(row) or row[at].low not in ("from", "of", "at"):
                continue
            at += 2 if row[at + 1].low == "the" else 1
            mention = row[at].mention if at < len(row) else None
            if mention is not None and mention.entity.type == "Organization":
                holder = _Holder(mention.entity, mention, 0.75)
                self._say(place, name, holder, (name[0], at + 1), "former member" if former else "member", "from")

    def _formerly(self, place: _Place) -> None:
        """ "Jane Roe, formerly at Europol"."""
        row = place.row
        for index in range(2, len(row) - 2):
            if row[index].low not in _FORMERLY or row[index + 1].low not in ("at", "of", "with", "from"):
                continue
            name = name_until(row, index - 1) if row[index - 1].low == "," else None
            at = index + 2 + (row[index + 2].low == "the")
            mention = row[at].mention if at < len(row) else None
            if name and mention is not None and mention.entity.type == "Organization":
                self._say(
                    place, name, _Holder(mention.entity, mention, 0.75), (name[0], at + 1), "former member", "from"
                )

    def _joined(self, place: _Place) -> None:
        """ "Jane Roe joined the board of GCHQ as head of cyber security in 2013"."""
        row = place.row
        for index in range(1, len(row) - 4):
            name = _before_verb(row, index) if row[index].low in _JOINING else None
            at = index + 1
            while at < len(row) and row[at].low in _STAFF:
                at += 1
            mention = row[at].mention if at < len(row) else None
            told = name and mention is not None and mention.entity.type == "Organization"
            if not told or name is None or mention is None or at + 2 >= len(row) or row[at + 1].low != "as":
                continue
            first = at + 2 + (row[at + 2].low in ("a", "an", "the", "its"))
            last = next((i for i in range(first, len(row)) if row[i].low in _ENDS_ROLE), len(row))
            if 0 < last - first <= _LONGEST_ROLE:
                role = self._text(place, (first, last))
                self._say(place, name, _Holder(mention.entity, mention, 0.8), (name[0], last), role, "joined")

    def _elected(self, place: _Place) -> None:
        """ "In 2004, she was elected to the European Parliament"."""
        row = place.row
        for index in range(2, len(row) - 2):
            if row[index].low != "elected" or row[index + 1].low != "to" or row[index - 1].low not in _BEING:
                continue
            at = index + 2 + (row[index + 2].low == "the")
            mention = row[at].mention if at < len(row) else None
            name = _before_verb(row, index - 1)
            if name and mention is not None and mention.entity.type == "Organization":
                self._say(place, name, _Holder(mention.entity, mention, 0.8), (name[0], at + 1), "member", "elected")

    def _in_list(self, block: Block) -> bool:
        above = self.zones.headings(block)
        return bool(above) and bool(titles().lists.fullmatch(re.sub(r"^\W+|[^\w)]+$", "", above[0].text)))

    def _listed(self, index: int) -> None:
        """ "Sara Smith, OECD" under the heading "Speakers"."""
        text = self.blocks[index].text
        parts = re.split(r"\s*[,|–—]\s+", text)
        row = items(text, 0, len(parts[0]), ())
        name = name_at(row, 0)
        if len(parts) < 2 or len(text) > 250 or not name or name[1] < len(row) or name[1] - name[0] < 2:
            return
        inside = [m for m in self.mentions[index] if m.start >= len(parts[0]) and m.entity.type == "Organization"]
        last = re.sub(r" \([A-Z]+\)$", "", parts[-1].strip(" ."))
        if not inside and (len(parts) > 3 or not last[:1].isupper()):
            return
        holder = _Holder(inside[-1].entity if inside else self._body(last), inside[-1] if inside else None, 0.75)
        place = _Place(index, items(text, 0, len(text), self.mentions[index]))
        role = ", ".join(parts[1:-1]) or "speaker"
        self._say(place, name, holder, (0, len(place.row)), role, "speaker list")

    def _bylines(self) -> None:
        """ "Author: Jane Smith" of a text that names its source."""
        head = self.zones.blocks[:12]
        source = next(
            (m[1] for b in head if (m := re.fullmatch(r"(?:source|publisher): (.{2,60})", b.text, re.I))), None
        )
        if source is None:
            return
        for index, block in enumerate(self.blocks[:12]):
            if author := re.match(r"(?:author|by)s?:\s*", block.text, re.I):
                place = _Place(index, items(block.text, author.end(), len(block.text), ()))
                name = name_at(place.row, 0)
                if name and name[1] - name[0] > 1:
                    self._say(place, name, _Holder(self._body(source), None, 0.7), (0, name[1]), "author", "byline")

    def _posts(self) -> None:
        """What the lines of a box or career tell, of the one whose life it is or the body that the entry is about."""
        about = self.topic[0] if self.topic and self.topic[0].entity.type == "Organization" else None
        if self.life is None and about is None:
            return
        for post in posts(self.blocks, self.mentions, bool(self.life)):
            body = post.body or about
            block = self.blocks[post.block]
            name = block.text[slice(*post.name)] if post.name else self.life
            if body is None or not name:
                continue
            self.people.add(name)
            person = self.people.entity(name, self.people.leader(name, None, self.actors))
            told = body if isinstance(body, Mention) and body.entity.type in _HOLDERS else None
            words = body if isinstance(body, str) else body.text
            sure = 0.9 if post.when else 0.8
            holder = _Holder(told.entity if told else self._body(words), told if post.body else None, sure)
            self._keep(name, person, holder, post.role)
            whole = (0, len(block.text))
            self._add(
                (person, name, post.name or whole), holder, (post.block, *whole), post.role, "box", when=post.when
            )

    # --- facts -------------------------------------------------------------------------------------------------------

    def _say(
        self, place: _Place, name: tuple[int, int], holder: _Holder, quote: tuple[int, int], role: str, rule: str
    ) -> None:
        text = (self.life or "") if place.row[name[0]].stands else self._text(place, name)
        if not text:
            return
        self.people.add(text)
        person = self.people.entity(text, self.people.leader(text, None, self.actors))
        self._keep(text, person, holder, role)
        self._add((person, text, place.span(*name)), holder, (place.block, *place.span(*quote)), role, rule)

    def _add(
        self,
        person: tuple[Entity, str, tuple[int, int]],
        holder: _Holder,
        quote: tuple[int, int, int],
        role: str,
        rule: str,
        *,
        modality: Modality = "asserted",
        phase: Literal["held", "ended"] = "held",
        when: str | None = None,
    ) -> None:
        entity, name, span = person
        block = self.blocks[quote[0]]
        start, end = block.raw(*quote[1:])
        if end - start > MAX_QUOTE or not role:
            return
        first, last = block.raw(*span)
        if holder.mention is not None:
            a, b = block.raw(holder.mention.start, holder.mention.end)
            held = End(entity=holder.entity, mention=holder.mention.text, char_start=a, char_end=b)
        else:
            held = End(entity=holder.entity, mention=holder.entity.name)
        told: tuple[str, Phase] | None = (when, "held") if when else None
        if told is None and modality == "asserted":
            told = term(block.text, *quote[1:], self._dates(quote[0]))
        fact = Fact(
            document=self.document.key,
            subject=End(entity=entity, mention=name, char_start=first, char_end=last),
            relation="HOLDS_OFFICE",
            object=held,
            when=told[0] if told else None,
            phase=told[1] if told and phase == "held" else phase,
            modality=modality,
            qualifiers={"role": role},
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            confidence=holder.confidence,
            rule=f"offices: {rule}",
        )
        key = (entity.id, holder.entity.id, modality, fact.when)
        known = self.facts.get(key)
        if known is None or known.confidence < fact.confidence:
            self.facts[key] = fact

    def _dates(self, index: int) -> list[dates.Dated]:
        if index not in self.dated:
            self.dated[index] = dates.find(self.blocks[index].text)
        return self.dated[index]


_HOLDERS = vocabulary().relations["HOLDS_OFFICE"].range  # who chairs a forum holds no office of it
_GUESSED = 0.65
_OPENS_NEWS = 3
_CLEARLY = 1.25
_OTHER = "counterpart"  # holds the same office as the one told before, elsewhere
_FORCES = re.compile(r"\b(?:Army|Navy|Air Force|Marine Corps|Marines|Coast Guard|National Guard|Space Force)$")
_OF_FORCES = frozenset({"army", "navy", "force", "corps", "marines", "guard"})
_NICKNAME = re.compile(r"\s[\"“”'‘’][^\s\"“”'‘’]+[\"“”'‘’]\s")
_HEADS = frozenset(
    "who heads leads chairs headed led chaired directed assumed took commands assumes has had".split()  # noqa: SIM905
)
_LONGEST_UNIT = 6
_UNITS = frozenset("department division unit section team office directorate branch bureau desk programme".split())  # noqa: SIM905
_SUCCEEDED = re.compile(
    r"\b(?:was|were) (?:succeeded|followed|replaced)(?: (?:in|on) [^.;,]{3,20})? by |, (?:replac|succeed)ing (?=[A-Z])"
)
_SHORT = 80
_NEAR = 300
_ADDRESSED = frozenset({"Dr", "Prof", "Professor", "Mr", "Ms", "Mrs"})
_FORMERLY = frozenset({"formerly", "previously"})
_JOINING = frozenset({"joined", "joins", "rejoined"})
_SERVING = frozenset({"served", "serves", "serving", "worked", "works", "working", "acted", "employed"})
_STAFF = frozenset({"the", "board", "staff", "team", "of"})
_ENDS_ROLE = frozenset({"in", "on", "from", "since", "after", "before", "and", "where", "who", ",", ".", ";", "("})
_LONGEST_ROLE = 8
_MINISTER = re.compile(r"(?:(?:deputy|vice|state)[ -])?minister (?:of|for) (?:the )?(?P<field>.+)", re.IGNORECASE)
_SIDES = frozenset({"delegation", "side", "team"})
_LEADING = frozenset({"led", "leads", "leading", "headed", "heads", "heading", "co-led", "co-headed"})
_BEING = frozenset({"is", "was", "currently", "now", "been", "has"})
_BOARDS = frozenset({"board", "leadership", "committee"})
_CONSISTS = frozenset({"consists", "comprises", "includes", "composed", "consisted", "comprised"})
_LETTERS = re.compile(r"\w+")


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    """The words of which every sentence that tells an office holds one."""
    words = _LETTERS.findall(" ".join(titles().openings))
    told = _HEADS | _SERVING | _BOARDS | _FORMERLY | _JOINING | _OF_FORCES
    return told | set(words) | {title.lower() for title in _ADDRESSED}


def _stands_alone(place: _Place, office: Office) -> bool:
    """Whether a line holds an office and its holder alone: "Vice President Jane Roe" in an entry's box."""
    return office.first == 0 and office.names[-1][1] >= len(place.row)


def _antecedent(before: Sequence[tuple[int, str]], block: int) -> str | None:
    """The one person of whom the same block told an office, else the block before: whom "she" means in a life."""
    near = {name for at, name in before if at == block} or {name for at, name in before if at == block - 1}
    return next(iter(near)) if len(near) == 1 else None


def _unit(row: list[Item], first: int) -> int:
    """Where the words end that name a part of the body after them ("the cyber unit of the …"); 0 where none do."""
    for index in range(first, min(first + _LONGEST_UNIT, len(row) - 3)):
        if row[index].kind != "word" or row[index].low in SMALL:
            return 0
        if row[index].low in _UNITS and row[index + 1].low in PREPOSITIONS:
            return index + 1
    return 0


def _before_verb(row: list[Item], verb: int) -> tuple[int, int] | None:
    """The person who is the subject of a verb: right before it, or before ", who" or an apposition in commas."""
    if row[verb - 1].stands:
        return verb - 1, verb
    if row[verb - 1].low != ",":
        return name_until(row, verb)
    if row[verb].low == "who":
        return name_until(row, verb - 1)
    opened = next((i for i in range(verb - 2, max(verb - 10, -1), -1) if row[i].low == ","), None)
    return name_until(row, opened) if opened else None


def _side(row: list[Item], name: tuple[int, int]) -> Mention | None:
    """The state whose delegation a person led: "Jane Roe headed the Kenyan side", "Fiji's team was led by Jane Roe"."""
    found: list[tuple[int, Mention]] = []
    for index in range(1, len(row)):
        sent = row[index].low == "represented" and row[index + 1 : index + 2] and row[index + 1].low == "by"
        if sent and (state := row[index - 2].mention) and row[index - 2].state and index > 1 and name[0] > index:
            found.append((name[0] - index, state))
        at = index - 1 - (row[index - 1].kind == "possessive")
        state = row[at].mention
        if row[index].low not in _SIDES or state is None or not row[at].state:
            continue
        led = any(item.low in _LEADING for item in row[max(at - 2, 0) : at])
        if led and name[1] <= at:
            found.append((at - name[1], state))
        led = any(row[i].low in _LEADING and row[i + 1].low == "by" for i in range(index + 1, min(index + 4, name[0])))
        if led and name[0] > index:
            found.append((name[0] - index, state))
    return min(found, key=lambda f: f[0])[1] if found else None


def _words(row: list[Item], index: int, length: int) -> str:
    return " ".join(item.low for item in row[index : index + length])


def _after(row: list[Item], office: Office, index: int) -> Mention | None:
    """What stands after the name or the office: "Modi of India", "A (Norway)", "Chief Strategist, NTT Corporation"."""
    joints = ("of", "from", "(", "with", "at") if office.kind != "state" else ("of", "from", "(")
    follows = office.first > index and office.kind == "body"
    if not follows and index < len(row) and row[index].low in joints:
        index += 2 if index + 1 < len(row) and row[index + 1].low == "the" else 1
        if index < len(row) and row[index].kind == "actor":
            return row[index].mention
    end = office.end
    if office.kind != "state" and office.first >= index and end + 1 < len(row) and row[end].low == ",":
        mention = row[end + 1].mention
        return mention if mention is not None and mention.entity.type == "Organization" else None
    return None
