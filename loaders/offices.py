"""Who holds which office: titles before a name, appositions after it, lists of speakers, bylines.

No parser is needed: a title phrase ("Deputy National Security Advisor for Cyber and Emerging Technology") is read word by
word, with the bodies and states that `mentions.py` found in it; a person's name stands beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml

from ..schema.model import Document, End, Entity, Fact, Modality
from .gazetteer import Gazetteer
from .mentions import Mention, Names
from .persons import Leader, People
from .zones import Block, Zones, sentences

Kind = Literal["state", "body", "staff"]
_MAX_QUOTE = 400


@dataclass(frozen=True, slots=True)
class _Titles:
    kinds: dict[tuple[str, ...], Kind]
    plurals: frozenset[tuple[str, ...]]
    longest: int
    homes: dict[str, str]
    modifiers: frozenset[str]
    former: frozenset[str]
    coming: frozenset[str]
    status: frozenset[str]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    portfolio: frozenset[str]
    links: frozenset[str]
    heading: frozenset[str]
    lists: re.Pattern[str]


@lru_cache(maxsize=1)
def titles() -> _Titles:
    """The packaged offices, `data/titles.yaml`."""
    data = yaml.safe_load(files(__package__).joinpath("data/titles.yaml").read_text(encoding="utf-8"))
    kinds: dict[tuple[str, ...], Kind] = {}
    plurals = set()
    groups: tuple[Kind, ...] = ("state", "body", "staff")
    for kind in groups:
        for title in data[kind]:
            words = tuple(title.lower().split())
            last = words[-1]
            plural = (*words[:-1], last[:-1] + "ies" if last.endswith("y") else last + "s")
            kinds.setdefault(words, kind)
            kinds.setdefault(plural, kind)
            plurals.add(plural)
    word_lists = {name: frozenset(data[name]) for name in ("modifiers", "former", "coming", "status", "honorifics")}
    return _Titles(
        kinds,
        frozenset(plurals),
        max(map(len, kinds)),
        {title.lower(): state for state, held in data["homes"].items() for title in held},
        suffixes=frozenset(data["suffixes"]),
        portfolio=frozenset(data["portfolio"]),
        links=frozenset(data["links"]),
        heading=frozenset(data["heading"]),
        lists=re.compile("|".join(data["lists"]), re.IGNORECASE),
        **word_lists,
    )


@dataclass(frozen=True, slots=True)
class Item:
    """One word, mark, possessive or name of a body in a sentence; offsets count the block's view."""

    text: str
    start: int
    end: int
    kind: Literal["word", "mark", "possessive", "actor", "other"]
    mention: Mention | None = None

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.kind == "word" and self.text[0].isupper()


_WORD = re.compile(
    r"(?P<possessive>[’']s\b|(?<=s)[’'](?=\s))|(?P<word>(?:[A-Z]\.-?){1,4}(?=\s|,|$)|Ph\.D\.?"
    r"|(?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Maj|Col|Adm|Brig|Capt|Cmdr|Sgt|Sen|Rep|Amb|Gov|Hon|Jr|Sr|ret)\."
    r"|\w(?:[\w\-‑]|[’'](?!s\b)(?=\w))*)|(?P<mark>[^\w\s])"
)


def items(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Item]:
    """The sentence `text[start:end]`, its states and bodies as one item each."""
    found: list[Item] = []
    position = start
    for mention in [*(m for m in mentions if start <= m.start and m.end <= end and m.entity.type != "Person"), None]:
        stop = mention.start if mention else end
        for match in _WORD.finditer(text, position, stop):
            kind = match.lastgroup
            assert kind == "word" or kind == "mark" or kind == "possessive"
            found.append(Item(match.group(), match.start(), match.end(), kind))
        if mention is not None:
            actor = mention.entity.type in ("State", "Organization", "Forum")
            found.append(Item(mention.text, mention.start, mention.end, "actor" if actor else "other", mention))
            position = mention.end
    return found


@dataclass(slots=True)
class _Office:
    """A title phrase: the items from `first` to before `end`; `name` are the items of the person's name."""

    title: str
    kind: Kind
    plural: bool
    first: int
    head: int
    end: int
    actor: Mention | None = None
    body: tuple[int, int] | None = None
    former: bool = False
    coming: bool = False
    owned: bool = False
    names: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the document: the entity, and the state or body of the office first told."""

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
    """The offices that a document tells. `blocks` are those `names` was made of, with the mentions in each."""
    return _Reader(document, zones, names, blocks, mentions).read()


@dataclass(frozen=True, slots=True)
class _Found:
    """An office with one person, before it is known whose office it is."""

    block: int
    sentence: list[Item]
    office: _Office
    name: tuple[int, int]
    after: Mention | None

    def text_of(self, start: int, end: int) -> str:
        return " ".join(item.text for item in self.sentence[start:end])


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
        self.people = People()
        self.states = self._count()
        self.found: list[_Found] = []
        self.facts: dict[tuple[str, str], Fact] = {}
        self.persons: dict[str, Person] = {}

    def _count(self) -> Counter[str]:
        """How often each state and body is meant, an organ counting for its state too."""
        counts: Counter[str] = Counter()
        for found in self.mentions:
            for mention in found:
                counts[mention.entity.id] += 1
                counts[mention.entity.name] += 1
                owner = self.gazetteer.field(mention.entity.id, "organ_of")
                if owner:
                    counts[owner] += 2
        return counts

    @property
    def home(self) -> str | None:
        """The state whose document this is, or which it is about: clearly the most named one."""
        ranked = [
            (n, id_)
            for id_, n in self.states.items()
            if id_ in self.gazetteer and self.gazetteer.type_of(id_) == "State"
        ]
        return max(ranked, default=(0, None))[1]

    def read(self) -> Offices:
        listed = []
        for index, block in enumerate(self.blocks):
            if block.kind in ("bullet", "row", "paragraph") and self._in_list(block):
                listed.append(index)
            for start, end in sentences(block.text):
                self._sentence(index, start, end)
        for found in self.found:
            self.people.add(self._name(found))
        for found in self.found:
            self._tell(found)
        for index in listed:
            self._listed(index)
        self._bylines()
        return Offices(tuple(self.facts.values()), self.persons)

    # --- reading title phrases -----------------------------------------------------------------------------------

    def _sentence(self, block: int, start: int, end: int) -> None:
        row = items(self.blocks[block].text, start, end, self.mentions[block])
        last: _Office | None = None
        waiting: list[_Office] = []
        index = 0
        while index < len(row):
            office = self._office(row, index)
            if office is None:
                index += 1
                continue
            self._name_it(row, office, last)
            joined = office.end < len(row) and row[office.end].low in ("and", "&")
            if office.names:
                for other in waiting:
                    other.names = office.names
                for one in (*waiting, office):
                    for name in one.names:
                        self.found.append(_Found(block, row, one, name, self._after(row, name[1])))
                waiting, last = [], office
            elif joined:
                waiting.append(office)
            else:
                waiting = []
            index = max(office.end, *(name[1] for name in office.names), index + 1) if office.names else office.end

    def _office(self, row: list[Item], index: int) -> _Office | None:
        """The title phrase whose title starts at `index`."""
        data = titles()
        for length in range(min(data.longest, len(row) - index), 0, -1):
            words = tuple(item.low for item in row[index : index + length])
            kind = data.kinds.get(words)
            if kind and all(item.kind == "word" for item in row[index : index + length]):
                if (
                    length == 1
                    and words[0] in ("general", "lead", "fellow", "member", "partner", "head")
                    and not self._held(row, index)
                ):
                    return None
                office = _Office(" ".join(words), kind, words in data.plurals, index, index, index + length)
                self._leftwards(row, office)
                self._rightwards(row, office)
                return office
        return None

    @staticmethod
    def _held(row: list[Item], index: int) -> bool:
        """Whether a word that is no title everywhere stands where a title does: after a comma, link, body or name."""
        before = row[index - 1] if index else None
        return before is not None and (
            before.kind in ("actor", "possessive")
            or before.low in (",", "a", "the", "(", "–", "—", "senior", "as", "research")
        )

    def _leftwards(self, row: list[Item], office: _Office) -> None:
        """Takes in what stands before the title: "the former Japanese", "Cabinet Office", "BreachQuest’s chief"."""
        data = titles()
        first = office.first
        while first > 0:
            item = row[first - 1]
            if item.low in data.former or item.low in data.coming:
                office.former, office.coming = (
                    office.former or item.low in data.former,
                    office.coming or item.low in data.coming,
                )
            elif item.low in ("and", "&", ",") and first > 1:
                before = row[first - 2]
                if not (
                    before.capital
                    and before.text in data.portfolio
                    and row[first].capital
                    and row[first].text in data.portfolio
                ):
                    break
            elif not (
                item.kind == "word" and (item.low in data.modifiers or (item.capital and item.text in data.portfolio))
            ):
                break
            first -= 1
        office.head = office.first = first
        possessive = first > 0 and row[first - 1].kind == "possessive"
        at = first - 2 if possessive else first - 1
        if at >= 0 and row[at].kind == "actor":
            office.actor, office.first, office.owned = row[at].mention, at, possessive
            while office.first > 0 and row[office.first - 1].low in data.former | data.coming | data.status:
                word = row[office.first - 1].low
                office.former, office.coming = (
                    office.former or word in data.former,
                    office.coming or word in data.coming,
                )
                office.first -= 1
            if (
                office.first > 0
                and office.actor.entity.type != "Organization"
                and row[office.first - 1].kind == "actor"
            ):
                office.first -= 1
        elif at >= 0 and row[at].capital and office.kind != "state" and not self._opens(row, at):
            start = at
            while start > 0 and row[start - 1].capital and not self._opens(row, start - 1):
                start -= 1
            if not any(row[i].text in data.honorifics for i in range(start, at + 1)):
                office.body, office.first = (start, at + 1), start
        while office.first > 0 and row[office.first - 1].low in data.status | data.former:
            office.former = office.former or row[office.first - 1].low in data.former
            office.first -= 1

    @staticmethod
    def _opens(row: list[Item], index: int) -> bool:
        """Whether a capital is only that of the sentence's first word, or of a word that no name has."""
        return row[index].low in _SMALL

    def _rightwards(self, row: list[Item], office: _Office) -> None:
        """Takes in what follows the title: "of State for Political Affairs", "at the University of Tokyo"."""
        data = titles()
        index = solid = office.end
        preposition = ""
        small = 0
        while index < len(row):
            item = row[index]
            if item.low in _PREPOSITIONS:
                preposition = item.low
            elif item.low in ("the", "and", "&", "a", "an"):
                pass
            elif item.kind == "actor":
                if not preposition and index == solid and office.actor is None and row[index - 1].low != ",":
                    break
                if (office.actor is None and preposition not in ("", "to", "against") and item.mention is not None) or (
                    office.actor is not None and office.actor.how == "adjective" and item.mention is not None
                ):
                    self._take(office, item.mention)
                solid = index + 1
            elif (item.kind == "possessive" and row[index - 1].kind == "actor") or (
                item.capital and (item.text in data.portfolio or (item.low,) in data.kinds)
            ):
                solid = index + 1
            elif item.kind == "word" and preposition and small < 5 and (item.low in data.modifiers or not item.capital):
                if item.low in _SMALL or item.low in _VERBS:
                    break
                small += 1
                solid = index + 1 if item.low in data.modifiers else solid
            elif item.low == "," and self._goes_on(row, index):
                pass
            elif (
                item.capital
                and preposition in ("of", "at", "for", "with", "in")
                and office.kind != "state"
                and office.actor is None
            ):
                stop = index
                while (
                    stop < len(row) and (row[stop].capital or row[stop].low in ("of", "&")) and row[stop].kind == "word"
                ):
                    stop += 1
                office.body = office.body or (index, stop)
                solid = index = stop
                break
            else:
                break
            index += 1
        office.end = max(solid, office.end)

    @staticmethod
    def _take(office: _Office, mention: Mention) -> None:
        """Keeps the body that the office is most likely of: a body before a state's adjective."""
        if office.actor is None or (office.kind != "state" and office.actor.entity.type == "State"):
            office.actor = mention

    @staticmethod
    def _goes_on(row: list[Item], comma: int) -> bool:
        """Whether a comma stands within a portfolio: "for Cyber, Infrastructure, Risk, and Resilience"."""
        portfolio = titles().portfolio
        after = [item for item in row[comma + 1 : comma + 3] if item.low not in ("and", "&")][:1]
        before = row[comma - 1]
        return (
            before.capital
            and before.text in portfolio
            and bool(after)
            and after[0].text in portfolio
            and any(item.low in ("and", "&") for item in row[comma + 1 : comma + 8])
        )

    # --- finding the name beside the title ---------------------------------------------------------------------------

    def _name_it(self, row: list[Item], office: _Office, last: _Office | None) -> None:
        if office.end < len(row) and row[office.end].kind == "possessive":
            return
        name = self._name_at(row, office.end)
        if name:
            office.names = [name]
            while office.plural or len(office.names) > 1:
                following = self._next_name(row, office.names[-1][1])
                if not following:
                    break
                office.names.append(following)
                if len(office.names) > 9:
                    break
            return
        before = self._name_before(row, office.first)
        if before:
            office.names = [before]
            return
        if last and last.names and 0 < office.first - last.end <= 2 and row[office.first - 1].low in ("and", ",", "&"):
            if last.names[0][1] <= last.first:
                office.names = last.names
                office.actor = office.actor or last.actor
                office.body = office.body or last.body
                return
        if office.end < len(row) and row[office.end].low in (",", ":") and (office.actor or office.kind == "state"):
            name = self._name_at(row, office.end + 1)
            if name and (name[1] - name[0] > 1) and self._closes(row, name[1]):
                office.names = [name]

    @staticmethod
    def _closes(row: list[Item], index: int) -> bool:
        return index >= len(row) or row[index].kind == "mark" or row[index].low in _VERBS or not row[index].capital

    def _name_at(self, row: list[Item], index: int) -> tuple[int, int] | None:
        """The person's name that starts at `index`, ways of address before it left out."""
        data = titles()
        limit = index + 5
        while index < min(len(row), limit) and (
            row[index].text.rstrip(".") in data.honorifics or ((row[index].low,) in data.kinds and row[index].capital)
        ):
            index += 1
        end = index
        while end < len(row) and end - index < 6:
            item = row[end]
            particle = end > index and item.low in _PARTICLES and end + 1 < len(row) and row[end + 1].kind == "word"
            if not particle and not self._is_name(item):
                break
            end += 1
        while end > index and row[end - 1].low in _PARTICLES and not row[end - 1].capital:
            end -= 1
        if end == index or all(len(item.text.rstrip(".")) == 1 for item in row[index:end]):
            return None
        return index, end

    @staticmethod
    def _is_name(item: Item) -> bool:
        data = titles()
        if item.kind != "word" or not item.text[0].isupper() or item.text in data.portfolio or item.low in _SMALL:
            return False
        if item.text.rstrip(".") in ("Jr", "Sr", "III", "II") or re.fullmatch(r"[A-Z]\.", item.text):
            return True
        if item.text.isupper() and len(item.text) > 3 and "-" not in item.text:
            return False
        return (
            item.low not in data.modifiers and (item.low,) not in data.kinds and not any(c.isdigit() for c in item.text)
        )

    def _next_name(self, row: list[Item], index: int) -> tuple[int, int] | None:
        """The name that follows another in a list: "A (X), B (Y) and C"."""
        if index + 2 < len(row) and row[index].text == "(":
            index = next((i + 1 for i in range(index, min(index + 8, len(row))) if row[i].text == ")"), index)
        start = index
        while index < len(row) and row[index].low in (",", "and", "&"):
            index += 1
        return self._name_at(row, index) if index > start else None

    def _name_before(self, row: list[Item], index: int) -> tuple[int, int] | None:
        """The name to which a title phrase that starts at `index` is an apposition or predicate."""
        data = titles()
        end = index
        while end > 0 and row[end - 1].low in data.status:
            end -= 1
        linked = False
        for length in (4, 3, 2, 1):
            words = " ".join(item.low for item in row[max(0, end - length) : end])
            if end - length > 0 and words in data.links:
                end, linked = end - length, True
                break
        if end > 0 and row[end - 1].text in (",", "(", "–", "—", "-", "|"):
            end, linked = end - 1, True
        if not linked or end == 0:
            return None
        while end > 1 and (row[end - 1].text in data.suffixes and row[end - 2].text in (",",)):
            end -= 2
        if row[end - 1].text == ")":
            end = next((i for i in range(end - 2, max(end - 8, -1), -1) if row[i].text == "("), end)
        start = end
        while (
            start > 0
            and end - start < 6
            and (
                self._is_name(row[start - 1])
                or (row[start - 1].low in _PARTICLES and start > 1 and self._is_name(row[start - 2]))
            )
        ):
            start -= 1
        if end - start > 1 and not all(item.capital for item in row[start : start + 1]):
            start += 1
        if end - start == 1 and not self.people.find(row[start].text):
            return None
        return (start, end) if end > start else None

    def _after(self, row: list[Item], index: int) -> Mention | None:
        """The state or body told after the name: "Prime Minister Modi of India", "Foreign Minister A (Norway)"."""
        if index < len(row) and row[index].low in ("of", "from", "with", "(", "at"):
            index += 2 if index + 1 < len(row) and row[index + 1].low == "the" else 1
            if index < len(row) and row[index].kind == "actor":
                return row[index].mention
        return None

    # --- facts ----------------------------------------------------------------------------------------------------

    def _name(self, found: _Found) -> str:
        text = self.blocks[found.block].text
        return text[found.sentence[found.name[0]].start : found.sentence[found.name[1] - 1].end]

    def _tell(self, found: _Found) -> None:
        office, name = found.office, self._name(found)
        leader = self.people.leader(name, office.title, self.states)
        whose = self._whose(found, leader)
        entity = self.people.entity(name, leader)
        role = self._role(found)
        known = self.persons.get(name)
        if known is None or known.of is None:
            self.persons[name] = Person(entity, whose[0] if whose else None, role)
            self.persons.setdefault(entity.name, self.persons[name])
        if whose is None:
            return
        holder, mention, confidence = whose
        row = found.sentence
        low, high = min(office.first, found.name[0]), max(office.end, found.name[1])
        start, end = row[low].start, row[high - 1].end
        if mention is not None and row[0].start <= mention.start and mention.end <= row[-1].end:
            start, end = min(start, mention.start), max(end, mention.end)
        modality: Modality = "planned" if office.coming else "asserted"
        phase: Literal["held", "ended"] = "ended" if office.former else "held"
        self._add(
            entity,
            name,
            (row[found.name[0]].start, row[found.name[1] - 1].end),
            holder,
            mention,
            found.block,
            (start, end),
            role,
            confidence,
            "office",
            modality,
            phase,
        )

    def _whose(self, found: _Found, leader: Leader | None) -> tuple[Entity, Mention | None, float] | None:
        """The state or body of an office, the mention that tells it, and how sure that is."""
        office = found.office
        for mention in (office.actor, found.after):
            if mention is not None and self._accepts(office, mention):
                return mention.entity, mention, 0.9
        if leader is not None:
            known = self._leads(leader)
            if known is not None:
                return known, None, 0.85
        if office.body is not None and office.kind != "state":
            words = self.blocks[found.block].text[
                found.sentence[office.body[0]].start : found.sentence[office.body[1] - 1].end
            ]
            if len(words) > 1:
                return self.names.new("Organization", words), None, 0.7
        home = titles().homes.get(office.title) or titles().homes.get(f"{self._role(found)}".lower())
        if home and home in self.gazetteer:
            return self.gazetteer.entity(home), None, 0.85
        if office.kind == "state" and self.home is not None:
            return self.gazetteer.entity(self.home), None, 0.65
        return None

    def _accepts(self, office: _Office, mention: Mention) -> bool:
        if mention.entity.type == "State":
            return office.kind != "staff"
        return mention.entity.type == "Organization"

    def _leads(self, leader: Leader) -> Entity | None:
        if leader.state:
            return self.gazetteer.entity(leader.of) if leader.of in self.gazetteer else None
        found = self.gazetteer.resolve(leader.of, ["Organization"])
        return found[0] if found else self.names.new("Organization", leader.of)

    def _role(self, found: _Found) -> str:
        office, row = found.office, found.sentence
        end = office.end
        while end > office.head and row[end - 1].low in (*_PREPOSITIONS, "the", "and", ","):
            end -= 1
        text = (
            self.blocks[found.block].text[row[office.head].start : row[end - 1].end]
            if end > office.head
            else office.title
        )
        return " ".join(text.split())

    def _add(
        self,
        person: Entity,
        name: str,
        span: tuple[int, int],
        holder: Entity,
        mention: Mention | None,
        block: int,
        quote: tuple[int, int],
        role: str,
        confidence: float,
        rule: str,
        modality: Modality = "asserted",
        phase: Literal["held", "ended"] = "held",
    ) -> None:
        own = self.blocks[block]
        start, end = own.raw(*quote)
        if end - start > _MAX_QUOTE or person.id == holder.id:
            return
        first, last = own.raw(*span)
        held = End(entity=holder, mention=holder.name)
        if mention is not None and any(mention in found for found in (self.mentions[block],)):
            a, b = own.raw(mention.start, mention.end)
            held = End(entity=holder, mention=mention.text, char_start=a, char_end=b)
        fact = Fact(
            document=self.document.key,
            subject=End(entity=person, mention=name, char_start=first, char_end=last),
            relation="HOLDS_OFFICE",
            object=held,
            phase=phase,
            modality=modality,
            qualifiers={"role": role},
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            confidence=confidence,
            rule=rule,
        )
        key = (person.id, holder.id)
        if key not in self.facts or self.facts[key].confidence < confidence:
            self.facts[key] = fact

    # --- lists and bylines -----------------------------------------------------------------------------------------

    def _in_list(self, block: Block) -> bool:
        above = self.zones.headings(block)
        heading = re.sub(r"^[^\w]+|[^\w)]+$", "", above[0].text) if above else ""
        return bool(titles().lists.fullmatch(heading))

    def _listed(self, index: int) -> None:
        """ "Sara Smith, OECD" under the heading "Speakers"."""
        block = self.blocks[index]
        parts = re.split(r"\s*[,|–—]\s+", block.text)
        row = items(parts[0], 0, len(parts[0]), ())
        name = self._name_at(row, 0)
        if len(parts) < 2 or len(block.text) > 250 or not name or name[1] < len(row) or name[1] - name[0] < 2:
            return
        body = block.text[len(parts[0]) :].lstrip(" ,|–—")
        offset = len(block.text) - len(body)
        inside = [m for m in self.mentions[index] if m.start >= offset and m.entity.type == "Organization"]
        mention = inside[-1] if inside else None
        last = parts[-1].strip(" .")
        if mention is None and (len(parts) > 3 or not last or not last[0].isupper()):
            return
        holder = mention.entity if mention else self.names.new("Organization", re.sub(r" \([A-Z]+\)$", "", last))
        person = self.people.entity(parts[0])
        self.persons.setdefault(parts[0], Person(person, holder))
        role = ", ".join(parts[1:-1]) or "speaker"
        self._add(
            person,
            parts[0],
            (row[name[0]].start, row[name[1] - 1].end),
            holder,
            mention,
            index,
            (0, len(block.text)),
            role,
            0.75,
            "speaker-list",
        )

    def _bylines(self) -> None:
        """ "Author: Jane Smith" of a text that names its source."""
        source = next(
            (b for b in self.zones.blocks[:12] if re.match(r"(?:source|publisher|publication):\s", b.text, re.I)), None
        )
        if source is None:
            return
        body = source.text.split(":", 1)[1].strip()
        known = self.gazetteer.resolve(body, ["Organization"])
        holder = known[0] if known else self.names.new("Organization", body)
        for index, block in enumerate(self.blocks[:12]):
            match = re.match(r"(?:author|by)s?:\s*", block.text, re.I)
            if match is None:
                continue
            row = items(block.text, match.end(), len(block.text), ())
            name = self._name_at(row, 0)
            if name and name[1] - name[0] > 1:
                text = block.text[row[name[0]].start : row[name[1] - 1].end]
                person = self.people.entity(text)
                self._add(
                    person,
                    text,
                    (row[name[0]].start, row[name[1] - 1].end),
                    holder,
                    None,
                    index,
                    (0, len(block.text)),
                    "author",
                    0.7,
                    "byline",
                )


_PREPOSITIONS = ("of", "for", "at", "in", "on", "to", "with")
_PARTICLES = frozenset(
    {"von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "bin", "ibn", "ben", "al", "el", "le", "du"}
)
_VERBS = frozenset(
    {
        "said",
        "says",
        "told",
        "is",
        "was",
        "will",
        "has",
        "have",
        "had",
        "met",
        "announced",
        "who",
        "which",
        "that",
        "and",
        "as",
        "on",
        "in",
    }
)
_SMALL = frozenset(
    [
        "the",
        "this",
        "that",
        "these",
        "those",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "to",
        "and",
        "or",
        "but",
        "if",
        "as",
        "it",
        "its",
        "their",
        "his",
        "her",
        "he",
        "she",
        "we",
        "our",
        "you",
        "i",
        "they",
        "when",
        "while",
        "where",
        "who",
        "what",
        "which",
        "how",
        "why",
        "also",
        "both",
        "all",
        "any",
        "each",
        "every",
        "some",
        "today",
        "yesterday",
        "tomorrow",
        "since",
        "after",
        "before",
        "during",
        "under",
        "through",
        "however",
        "moreover",
        "meanwhile",
        "according",
        "joining",
        "author",
        "authors",
        "source",
        "statement",
        "remarks",
        "readout",
        "is",
        "are",
        "was",
        "were",
        "be",
        "has",
        "have",
        "had",
    ]
)
