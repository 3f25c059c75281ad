"""Who holds which office, and whose office it is: facts of HOLDS_OFFICE, and the persons of a document.

`titles.py` finds the titles and the names beside them, `office_phrases.py` other ways to tell an office, and
`holders.py` says whose it is. Here a name becomes a person, and what is told of it a fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..schema.model import Document, End, Entity, Fact, Modality, Phase
from . import dates
from .boxes import Post, posts
from .bylines import Byline, bylines
from .full_names import name_at
from .gapped import each
from .holders import GUESSED, HOLDERS, OTHER, Holder, Holders
from .items import Place, items
from .lives import of_paragraphs, told_of
from .mentions import Mention, Names
from .office_phrases import may_tell, phrases
from .office_words import PREPOSITIONS, PRONOUNS, titles
from .persons import People, fits, surname
from .spans import MAX_QUOTE
from .terms import term
from .titles import Office, find
from .zones import Block, Zones


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
        self.people = People(names.gazetteer)
        self.holders = Holders(names, self.people, blocks, mentions)
        self.life = told_of(blocks, mentions)
        self.facts: dict[tuple[str, str, str, str | None], Fact] = {}
        self.persons: dict[str, Person] = {}
        self.dated: dict[int, list[dates.Dated]] = {}

    def read(self) -> Offices:
        told: list[tuple[Place, Office, tuple[int, int]]] = []
        lives = [self.life] * len(self.blocks) if self.life else of_paragraphs(self.blocks, self.mentions)
        for index, (block, life) in enumerate(zip(self.blocks, lives, strict=True)):
            for start, end in block.sentences:
                if not may_tell(block.text[start:end]):
                    continue
                place = Place(index, block.text, items(block.text, start, end, self.mentions[index], life), life)
                found = find(place.row, bool(life) or place.row[0].low in PRONOUNS)
                for office in (one for several in found for one in each(place.row, several)):
                    told += [(place, office, name) for name in office.names]
                    told += [(place, replace(office, former=True), name) for name in office.left_by]
                for phrase in phrases(place):
                    self._say(place, *phrase)
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
            role = role if office.title == OTHER else self._role(place, office)
            whole = self._whole(place, name)
            stands = place.row[name[0]].stands
            who = place.life or _antecedent(before, place.block) if stands else self._called(place, whole)
            if who:
                before.append((place.block, who))
                self._tell(place, office, whole, role, who)
        self._successors()
        for index, block in enumerate(self.blocks):
            if block.kind in ("bullet", "row", "paragraph") and self._in_list(block):
                self._listed(index)
        self._sources()
        for line in bylines(self.blocks, self.mentions):
            self._signed(line)
        self._posts()
        return Offices(tuple(self._settled()), self.persons)

    def _settled(self) -> list[Fact]:
        """Drops what was only guessed of persons of whom more is known, but for the one whose life the text tells."""
        known = (fact for fact in self.facts.values() if fact.rule != _SIGNED)
        sure = {fact.subject.entity.id for fact in known if fact.confidence > GUESSED}
        sure -= {self.people.entity(self.life).id} if self.life else set()
        dated = {key[:3] for key in self.facts if key[3]}
        told = [fact for key, fact in self.facts.items() if key[3] or key[:3] not in dated]
        return [f for f in told if f.confidence > GUESSED or f.subject.entity.id not in sure]

    def _called(self, place: Place, span: tuple[int, int]) -> str:
        """A person's name without the nickname in quotation marks within it."""
        return _NICKNAME.sub(" ", place.words(span))

    def _whole(self, place: Place, name: tuple[int, int]) -> tuple[int, int]:
        """A name without the words of a headline that follow it ("Jake Sullivan A New Frontier")."""
        if self.blocks[place.block].kind != "heading" or name[1] >= len(place.row):
            return name
        for end in range(name[1], name[0] + 1, -1):
            if self.people.is_known(place.words((name[0], end))):
                return name[0], end
        return name[0], min(name[1], name[0] + 3)

    # --- titles ------------------------------------------------------------------------------------------------------

    def _tell(self, place: Place, office: Office, span: tuple[int, int], role: str, name: str) -> None:
        leader = self.people.leader(name, office.title, self.holders.actors)
        if leader is None and " " not in name and not self.people.find(name) and (full := self._full(name)):
            name = full
            self.people.add(full)
        single = " " not in name
        addressed = span[0] > 0 and place.row[span[0] - 1].text.rstrip(".") in titles().honorifics
        if single and leader is None and office.end > office.at + 2 and not addressed and not self.people.find(name):
            return
        person = self.people.entity(name, leader)
        other = leader is not None and surname(name) == surname(place.life) and not fits(leader.role, office.title)
        led = None if other else leader
        holder = self.holders.of(place, office, span[1], role, led)
        self._keep(name, person, holder, role)
        if holder is None:
            return
        start, end = place.span(min(office.first, span[0]), max(office.end, span[1]))
        if holder.mention is not None:
            start, end = min(start, holder.mention.start), max(end, holder.mention.end)
        self._add(
            (person, place.words(span), place.span(*span)),
            holder,
            (place.block, start, end),
            role,
            "office",
            modality="planned" if office.coming else "asserted",
            phase="ended" if office.former else "held",
        )

    def _full(self, surname: str) -> str | None:
        """The one full name that the text gives a surname: "Mr Roe" is "Jane Roe"."""
        named = re.compile(rf"\b[A-Z][a-z’'-]+ (?:[A-Z]\. )?{re.escape(surname)}\b")
        found = {m.group() for block in self.blocks for m in named.finditer(block.text)}
        full = [name for name in found if name.split()[0] not in titles().honorifics | titles().portfolio]
        return full[0] if len(full) == 1 and (full[0].split()[0].lower(),) not in titles().kinds else None

    def _keep(self, name: str, person: Entity, holder: Holder | None, role: str) -> None:
        known = self.persons.get(name)
        if known is None or (known.of is None and holder is not None):
            told = Person(person, holder.entity if holder else None, role)
            self.persons[name] = told
            if person.name not in self.persons or self.persons[person.name].of is None:
                self.persons[person.name] = told

    def _role(self, place: Place, office: Office) -> str:
        end = office.end
        while end > office.at + 1 and place.row[end - 1].low in (*PREPOSITIONS, "the", "and", ","):
            end -= 1
        return place.words((office.head, max(end, office.at + 1)))

    # --- other ways to tell an office -------------------------------------------------------------------------------

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
                place = Place(index, block.text, row)
                text = place.words(name)
                self.people.add(text)
                person = self.people.entity(text, self.people.leader(text, None, self.holders.actors))
                holder = Holder(last.object.entity, None, 0.75)
                role = str(last.qualifiers["role"])
                self._keep(text, person, holder, role)
                quote = (index, match.start(), place.span(*name)[1])
                self._add((person, text, place.span(*name)), holder, quote, role, "successor")

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
        holder = Holder(inside[-1].entity if inside else self.holders.body(last), inside[-1] if inside else None, 0.75)
        place = Place(index, text, items(text, 0, len(text), self.mentions[index]))
        role = ", ".join(parts[1:-1]) or "speaker"
        self._say(place, name, holder, (0, len(place.row)), role, "speaker list")

    def _signed(self, line: Byline) -> None:
        """ "By Ann Lee, Chatham House"."""
        block = self.blocks[line.block]
        name = block.text[slice(*line.name)]
        self.people.add(name)
        person = self.people.entity(name, self.people.leader(name, None, self.holders.actors))
        holder = Holder(line.body.entity, line.body, 0.75)
        self._keep(name, person, holder, line.role)
        end = (line.under, line.body.end)
        self._add((person, name, line.name), holder, (line.block, *line.name), line.role, "byline", until=end)

    def _sources(self) -> None:
        """ "Author: Jane Smith" of a text that names its source."""
        head = self.zones.blocks[:12]
        source = next(
            (m[1] for b in head if (m := re.fullmatch(r"(?:source|publisher): (.{2,60})", b.text, re.I))), None
        )
        if source is None:
            return
        for index, block in enumerate(self.blocks[:12]):
            if author := re.match(r"(?:author|by)s?:\s*", block.text, re.I):
                place = Place(index, block.text, items(block.text, author.end(), len(block.text), ()))
                name = name_at(place.row, 0)
                if name and name[1] - name[0] > 1:
                    self._say(
                        place, name, Holder(self.holders.body(source), None, 0.7), (0, name[1]), "author", "byline"
                    )

    def _posts(self) -> None:
        """What the lines of a box or career tell, of the one whose life it is or the body that the entry is about."""
        about = self.holders.about
        if self.life is None and about is None:
            return
        for post in posts(self.blocks, self.mentions, bool(self.life), self.people.is_known):
            block = self.blocks[post.block]
            name = block.text[slice(*post.name)] if post.name else self.life
            sure = 0.9 if post.when else 0.8
            holder = self._state_above(post, sure) if post.of_state else self._body_of(post, about, sure)
            if holder is None or not name:
                continue
            self.people.add(name)
            person = self.people.entity(name, self.people.leader(name, None, self.holders.actors))
            self._keep(name, person, holder, post.role)
            whole = (0, len(block.text))
            self._add(
                (person, name, post.name or whole), holder, (post.block, *whole), post.role, "box", when=post.when
            )

    def _body_of(self, post: Post, about: Mention | None, sure: float) -> Holder | None:
        body = post.body or about
        if body is None:
            return None
        told = body if isinstance(body, Mention) and body.entity.type in HOLDERS else None
        words = body if isinstance(body, str) else body.text
        return Holder(told.entity if told else self.holders.body(words), told if post.body else None, sure)

    def _state_above(self, post: Post, sure: float) -> Holder | None:
        """The state of the body whose box names its president, else that of the text."""
        body = post.body.entity if isinstance(post.body, Mention) else None
        if body is not None and body.type == "State":
            return Holder(body, None, sure)
        organ = self.names.gazetteer.field(body.id, "organ_of") if body is not None else None
        state = self.names.gazetteer.entity(organ) if organ else self.holders.home
        return Holder(state, None, sure) if state is not None else None

    # --- facts -------------------------------------------------------------------------------------------------------

    def _say(
        self, place: Place, name: tuple[int, int], holder: Holder, quote: tuple[int, int], role: str, rule: str
    ) -> None:
        text = place.life if place.row[name[0]].stands else place.words(name)
        if not text:
            return
        self.people.add(text)
        person = self.people.entity(text, self.people.leader(text, None, self.holders.actors))
        self._keep(text, person, holder, role)
        self._add((person, text, place.span(*name)), holder, (place.block, *place.span(*quote)), role, rule)

    def _add(
        self,
        person: tuple[Entity, str, tuple[int, int]],
        holder: Holder,
        quote: tuple[int, int, int],
        role: str,
        rule: str,
        *,
        modality: Modality = "asserted",
        phase: Literal["held", "ended"] = "held",
        when: str | None = None,
        until: tuple[int, int] | None = None,
    ) -> None:
        """Keeps a fact; its quote goes on `until` there in another block, which then names the body."""
        entity, name, span = person
        block = self.blocks[quote[0]]
        start, end = block.raw(*quote[1:])
        below = block
        if until is not None:
            below = self.blocks[until[0]]
            end = below.raw(0, until[1])[1]
        if end - start > MAX_QUOTE or not role:
            return
        first, last = block.raw(*span)
        if holder.mention is not None:
            a, b = below.raw(holder.mention.start, holder.mention.end)
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


_NICKNAME = re.compile(r"\s[\"“”'‘’][^\s\"“”'‘’]+[\"“”'‘’]\s")
_SUCCEEDED = re.compile(
    r"\b(?:was|were) (?:succeeded|followed|replaced)(?: (?:in|on) [^.;,]{3,20})? by |, (?:replac|succeed)ing (?=[A-Z])"
)
_SIGNED = "offices: byline"
_SHORT = 80
_NEAR = 300


def _antecedent(before: Sequence[tuple[int, str]], block: int) -> str | None:
    """The one person of whom the same block told an office, else the block before: whom "she" means in a life."""
    near = {name for at, name in before if at == block} or {name for at, name in before if at == block - 1}
    return next(iter(near)) if len(near) == 1 else None
