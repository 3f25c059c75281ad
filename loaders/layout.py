"""Facts that the page tells and no sentence: the title of a joint text, tables of meetings, lists of members.

The words of headings and columns are data (`data/grammar/layout.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from ..schema.model import Document, End, Entity, Fact
from ..schema.vocabulary import vocabulary
from . import dates
from .columns import columns
from .context import is_essay
from .date_forms import Context
from .full_names import name_at
from .items import items
from .lists import GRAMMAR, read
from .mentions import Mention, Names, flat
from .offices import Offices
from .spans import MAX_QUOTE, within
from .topics import topic
from .zones import Block, Zones

_LAST = re.compile(r"(?<=[.!?])\s+")
_BODIES = re.compile(
    r"\b(?:organi[sz]ations|companies|firms|agencies|bodies|institutions|institutes|universities|associations|teams)\b",
    re.IGNORECASE,
)
_BODY_OF = re.compile(
    r"\W{0,3}(?P<body>[^\W\d_][\w’'-]*(?: (?:(?:of|for|and|de|du|la|da|the) )*[A-ZÀ-Þ0-9][\w’'-]*){0,7})"
    r"(?: [–—-] [\w-]{2,12})?(?: \(|, )(?:[Tt]he )?[A-ZÀ-Þ][\w .]{2,30}(?:\)|,| \(|$)"
)
_NAME = 5  # words of the longest name that a list gives
_ACTORS = ("State", "Organization")


@dataclass(frozen=True, slots=True)
class _Words:
    joint: re.Pattern[str]
    undated: re.Pattern[str]
    columns: dict[str, re.Pattern[str]]
    lists: dict[str, re.Pattern[str]]
    unsure: re.Pattern[str]
    events: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read(GRAMMAR / "layout.yaml")["facts"]

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    return _Words(
        any_of(data["joint"]),
        any_of(data["undated"]),
        {role: any_of(patterns) for role, patterns in data["columns"].items()},
        {relation: any_of(patterns) for relation, patterns in data["lists"].items()},
        any_of(data["unsure"]),
        any_of(data["events"]),
    )


def layout(
    document: Document,
    zones: Zones,
    names: Names,
    blocks: Sequence[Block],
    mentions: Sequence[Sequence[Mention]],
    offices: Offices,
) -> list[Fact]:
    """The facts of a document's titles, tables and lists. `blocks` and `mentions` are as `offices()` takes them."""
    reader = _Reader(document, zones, names, blocks, mentions, offices)
    return [*reader.title(), *reader.tables(), *reader.lists(), *reader.columns(), *reader.speakers()]


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Named:
    """An end of a fact: the entity, its words, and where they stand (block, from, to), if anywhere."""

    entity: Entity
    text: str
    place: tuple[int, int, int] | None


class _Reader:
    def __init__(
        self,
        document: Document,
        zones: Zones,
        names: Names,
        blocks: Sequence[Block],
        mentions: Sequence[Sequence[Mention]],
        offices: Offices,
    ) -> None:
        self.document, self.zones, self.names, self.blocks, self.mentions = document, zones, names, blocks, mentions
        self.offices = offices
        self.date = document.date or zones.date
        self.of_block = {block: index for index, block in enumerate(blocks)}

    # --- the title ---------------------------------------------------------------------------------------------------

    def title(self) -> Iterator[Fact]:
        """ "Joint Statement by President Jones and Prime Minister Smith": their states issued it."""
        index = next((i for i, b in enumerate(self.blocks) if b.text == self.zones.title), None)
        if index is None or index > 3:
            return
        text = self.blocks[index].text
        yield from self._remarks(index, text)
        if is_essay(text) or not _words().joint.search(text):
            return
        parties = {party.entity.id: party for party in self._parties(index, text)}
        if len(parties) < 2:
            return
        name = re.sub(r"^[A-Z ]+: |\s*\([^()]*\d{4}\)$", "", text)
        short = re.split(r" (?:by|issued by) ", name)[0]
        name = short if len(short.split()) > 3 else name
        known = [m for m in self.mentions[index] if m.entity.type == "Agreement"]
        agreement = known[0].entity if known else self.names.new("Agreement", name)
        told = [d.when for d in dates.find(text) if d.dates_facts and not d.named and d.when]
        when = None if _words().undated.search(text) else told[0] if len(told) == 1 else self.date
        for party in parties.values():
            yield from self._fact(
                party, "SIGNED", _Named(agreement, name, None), when, (index, 0, len(text)), 0.85, "joint title"
            )

    def _parties(self, index: int, text: str) -> Iterator[_Named]:
        """Who issues what a title names: all that stand before its subject ("on Ukraine"), or in the name itself."""
        subject = re.search(r" (?:on|regarding|concerning|against|toward|towards) ", text)
        stop = subject.start() if subject else len(text)
        found = list(self._actors(index, 0, stop))
        if len(found) < 2 and subject:
            pair = re.search(r"\b[\w.]+(?: [\w.]+)?\s?[-–‑]\s?[\w.]+(?: [\w.]+)?", text[stop:])
            found = list(self._actors(index, stop + pair.start(), stop + pair.end())) if pair else []
        yield from found

    def _actors(self, index: int, start: int, end: int) -> Iterator[_Named]:
        """The states and bodies of a part of a block, and those for which the persons in it act."""
        text = self.blocks[index].text
        for mention in flat(self.mentions[index]):
            if start <= mention.start and mention.end <= end and mention.entity.type in _ACTORS:
                yield _Named(mention.entity, mention.text, (index, mention.start, mention.end))
        for name, person in self.offices.people.items():
            at = text.find(name, start, end)
            if at >= 0 and person.of is not None and person.of.type in _ACTORS:
                yield _Named(person.of, name, (index, at, at + len(name)))

    def _remarks(self, index: int, text: str) -> Iterator[Fact]:
        """ "Remarks by Jane Roe at the Tallinn Digital Summit"."""
        match = re.match(
            r"(?:prepared |opening |closing )?(?:remarks|speech|statement|keynote|address) (?:by|of) ", text, re.I
        )
        at = re.search(r" (?:at|to) (?:the |a )?", text)
        if not match or not at:
            return
        event = next(
            (m for m in self.mentions[index] if m.start == at.end() and m.entity.type in ("Forum", "Exercise")), None
        )
        if event is None:
            return
        end = _Named(event.entity, event.text, (index, event.start, event.end))
        for name, person in self.offices.people.items():
            where = text.find(name, match.end(), at.start())
            if where >= 0:
                who = _Named(person.entity, name, (index, where, where + len(name)))
                yield from self._fact(
                    who, "PARTICIPATED_IN", end, self.date, (index, where, event.end), 0.8, "remarks title"
                )

    # --- tables ------------------------------------------------------------------------------------------------------

    def tables(self) -> Iterator[Fact]:
        """Rows of meetings with place and date, of members with the date they joined, of parties that signed."""
        columns: list[str | None] = []
        for index, block in enumerate(self.blocks):
            if block.kind == "heading":
                columns = []
            if block.kind != "row":
                continue
            cells = _cells(block.text)
            roles = [_role(cell.text) for cell in cells]
            if sum(role is not None for role in roles) >= 2:
                columns = roles
                continue
            row = {role: cell for role, cell in zip(columns, cells, strict=False) if role is not None}
            if len(row) >= 2:
                yield from self._row(index, row)

    def _row(self, index: int, row: dict[str, _Cell]) -> Iterator[Fact]:
        quote = (index, min(cell.start for cell in row.values()), max(cell.end for cell in row.values()))
        when = self._date_in(index, row["date"]) if "date" in row else None
        if "event" in row and ("place" in row or "host" in row):
            event = self._event(index, row, when)
            where = row.get("host") or row["place"]
            for host in self._in_cell(index, where, ("State",)):
                yield from self._fact(host, "ORGANIZED", event, when, quote, 0.8, "table of meetings")
                break
            if "participants" in row:
                for party in self._in_cell(index, row["participants"], _ACTORS):
                    yield from self._fact(party, "PARTICIPATED_IN", event, when, quote, 0.8, "table of meetings")
        elif "member" in row:
            for role, relation, types in (
                ("joined", "MEMBER_OF", ("Organization", "Forum")),
                ("signed", "SIGNED", ("Agreement",)),
            ):
                container = self._container(index, types) if role in row else None
                member = next(iter(self._in_cell(index, row["member"], _ACTORS)), None)
                if container is not None and member is not None:
                    dated = self._date_in(index, row[role])
                    yield from self._fact(member, relation, container, dated, quote, 0.8, "table of members", "began")

    def _event(self, index: int, row: dict[str, _Cell], when: str | None) -> _Named:
        cell = row["event"]
        known = next(
            (
                m
                for m in self.mentions[index]
                if m.start == cell.start and m.end == cell.end and m.entity.type in ("Forum", "Exercise")
            ),
            None,
        )
        if known is not None and re.search(r"\d{4}", known.text):
            return _Named(known.entity, known.text, (index, known.start, known.end))
        place = row["place"].text.split(",")[0].strip() if "place" in row else None
        told = ", ".join(part for part in (place, dates.in_words(when)) if part)
        type_ = known.entity.type if known else "Exercise" if re.search(r"exercise|drill", cell.text, re.I) else "Forum"
        name = f"{cell.text} ({told})" if told else cell.text
        return _Named(self.names.new(type_, name), cell.text, (index, cell.start, cell.end))

    def _in_cell(self, index: int, cell: _Cell, types: tuple[str, ...]) -> list[_Named]:
        inside = within(self.mentions[index], cell.start, cell.end)
        return [_Named(m.entity, m.text, (index, m.start, m.end)) for m in inside if m.entity.type in types]

    def _date_in(self, index: int, cell: _Cell) -> str | None:
        found = dates.find(self.blocks[index].text[cell.start : cell.end])
        return found[0].when if found and found[0].dates_facts else None

    # --- lists -------------------------------------------------------------------------------------------------------

    def lists(self) -> Iterator[Fact]:
        """Bullets under "Members" or "The following states took part:", and "Participants: A, B and C"."""
        for index, block in enumerate(self.blocks):
            label, colon, _ = block.text.partition(":")
            if colon and len(label) < 40 and block.kind in ("paragraph", "bullet") and (kind := _list_of(label)):
                members = [m for m in self.mentions[index] if m.start > len(label) and m.entity.type in _ACTORS]
                yield from self._members(index, members, kind, index, (0, len(block.text)))
            elif block.kind == "bullet":
                place = self._lead(block)
                lead = self.blocks[place].text if place is not None else next(iter(self.zones.above(block)), "")
                kind = _list_of(lead) or _list_of(_LAST.split(lead)[-1])
                first = next((m for m in self.mentions[index] if m.start <= 4 and m.entity.type in _ACTORS), None)
                if kind == "TARGETED":
                    yield from self._victim(index, first)
                elif kind and (body := self._body_of_state(index, bool(_BODIES.search(lead)))):
                    yield from self._members(index, [body], kind, place, (0, body.end))
                elif kind and first is not None and _stands_for_all(block.text, first):
                    yield from self._members(index, [first], kind, place, (0, len(block.text)))

    def _lead(self, block: Block) -> int | None:
        """The paragraph that leads into a list, if need be past the heading of a part of it."""
        if block.lead is not None:
            return self.of_block.get(self.zones.blocks[block.lead])
        heading = next(iter(self.zones.headings(block)), None)
        place = self.of_block.get(heading) if heading is not None else None
        before = self.blocks[place - 1] if place else None
        return place - 1 if place and before and before.kind == "paragraph" and before.text.endswith(":") else None

    def _body_of_state(self, index: int, bodies: bool) -> Mention | None:
        """The body that an item names with its state: "Coral Police College (Fiji)", "Frobnitz Labs, Kenya"; what
        could be a person's name only in a list of `bodies`.
        """
        told = _BODY_OF.match(self.blocks[index].text)
        if told is None:
            return None
        start, end = told.span("body")
        state = any(m.entity.type == "State" and m.start >= end for m in self.mentions[index])
        known = next((m for m in self.mentions[index] if (m.start, m.end) == (start, end)), None)
        if not state or (known is not None and known.entity.type != "Organization"):
            return None
        row = items(told["body"], 0, end - start, ())
        name = name_at(row, 0) if known is None and not bodies else None
        if name and len(row) > 1 and name[1] == len(row):
            return None
        return known or Mention(start, end, told["body"], self.names.new("Organization", told["body"]), "pattern")

    def columns(self) -> Iterator[Fact]:
        """Lines of states or bodies under "Members", by what the document is an entry about."""
        for label, lines in columns(self.blocks, self.mentions):
            relation = _list_of(self.blocks[label].text)
            about = topic(self.blocks, self.mentions) if relation else None
            if relation is None or about is None or about[0].entity.type not in vocabulary().relations[relation].range:
                continue
            whole = _Named(about[0].entity, about[0].text, (about[1], about[0].start, about[0].end))
            for index, member in lines:
                named = _Named(member.entity, member.text, (index, member.start, member.end))
                quote = (index, member.start, member.end)
                yield from self._fact(named, relation, whole, None, quote, 0.75, "list")

    def _victim(self, index: int, named: Mention | None) -> Iterator[Fact]:
        """What a bullet names under "Victims", by the attackers or attack that the document is about."""
        text = self.blocks[index].text.strip(" .,;")
        if self._attacker is None or len(text.split()) > _NAME or not all(w[0].isupper() for w in text.split()):
            return
        victim = named.entity if named else self.names.new("Organization", text)
        yield from self._hit(_Named(victim, text, (index, 0, len(text))), (index, 0, len(text)))

    def _hit(self, victim: _Named, quote: tuple[int, int, int]) -> Iterator[Fact]:
        """That the one attacker of the document hit somebody whom a list names."""
        if self._attacker is not None:
            yield from self._fact(self._attacker, "TARGETED", victim, None, quote, 0.75, "list")

    @cached_property
    def _attacker(self) -> _Named | None:
        """The one group of hackers or named attack of which the document tells, by its first mention."""
        told: dict[str, _Named] = {}
        for index, found in enumerate(self.mentions):
            for mention in found:
                kind = self.names.gazetteer.field(mention.entity.id, "kind")
                if kind == "threat-group" or (mention.entity.type == "Incident" and mention.how != "pattern"):
                    where = (index, mention.start, mention.end)
                    told.setdefault(mention.entity.id, _Named(mention.entity, mention.text, where))
        return next(iter(told.values())) if len(told) == 1 else None

    def _members(
        self, index: int, members: Iterable[Mention], relation: str, lead: int | None, quote: tuple[int, int]
    ) -> Iterator[Fact]:
        if relation == "TARGETED":
            for member in members:
                yield from self._hit(
                    _Named(member.entity, member.text, (index, member.start, member.end)), (index, *quote)
                )
            return
        container = self._container(index, vocabulary().relations[relation].range, lead)
        if container is None:
            return
        found = [date for date in dates.find(self.blocks[index].text, Context(self.date)) if date.dates_facts]
        when = found[0].when if len(found) == 1 and not found[0].named else None
        for member in members:
            end = _Named(member.entity, member.text, (index, member.start, member.end))
            yield from self._fact(end, relation, container, when, (index, *quote), 0.75, "list")

    def _container(self, index: int, types: Sequence[str], lead: int | None = None) -> _Named | None:
        """What a list or table is of: named in the paragraph before it, else in the nearest heading above."""
        above = [self.of_block[block] for block in self.zones.headings(self.blocks[index]) if block in self.of_block]
        for place in ([lead] if lead is not None else []) + above:
            for mention in self.mentions[place]:
                if mention.entity.type in types:
                    return _Named(mention.entity, mention.text, (place, mention.start, mention.end))
        return None

    def speakers(self) -> Iterator[Fact]:
        """Who is listed as a speaker took part in the event that the title names."""
        listed = [fact for fact in self.offices.facts if fact.rule == "offices: speaker list"]
        title = self.zones.title
        if not listed or not title or not _words().events.search(title):
            return
        index = next((i for i, b in enumerate(self.blocks) if b.text == title), 0)
        event = next((m for m in self.mentions[index] if m.entity.type == "Forum" and m.text == title), None)
        entity = event.entity if event else self.names.new("Forum", title)
        for fact in listed:
            if fact.subject.entity.id != entity.id:
                yield Fact(
                    document=fact.document,
                    subject=fact.subject,
                    relation="PARTICIPATED_IN",
                    object=self._end(_Named(entity, title, (index, 0, len(title)))),
                    when=self.date,
                    quote=fact.quote,
                    char_start=fact.char_start,
                    char_end=fact.char_end,
                    confidence=0.75,
                    rule="layout: speakers",
                )

    # --- facts -------------------------------------------------------------------------------------------------------

    def _fact(
        self,
        subject: _Named,
        relation: str,
        object_: _Named,
        when: str | None,
        quote: tuple[int, int, int],
        confidence: float,
        rule: str,
        phase: Literal["held", "began"] = "held",
    ) -> Iterator[Fact]:
        """One fact, unless the vocabulary does not join such ends or its proof is too long."""
        told = vocabulary().relations[relation]
        start, end = self.blocks[quote[0]].raw(*quote[1:])
        if not told.accepts(subject.entity.type, object_.entity.type) or end - start > MAX_QUOTE:
            return
        if subject.entity.id == object_.entity.id:
            return
        yield Fact(
            document=self.document.key,
            subject=self._end(subject),
            relation=relation,
            object=self._end(object_),
            when=when,
            phase=(phase if when else "held") if told.state else None,
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            confidence=confidence,
            rule=f"layout: {rule}",
        )

    def _end(self, named: _Named) -> End:
        if named.place is None:
            return End(entity=named.entity, mention=named.text)
        start, end = self.blocks[named.place[0]].raw(*named.place[1:])
        return End(entity=named.entity, mention=named.text, char_start=start, char_end=end)


def _cells(text: str) -> list[_Cell]:
    """The cells of a row's view, blanks around them left out."""
    return [
        _Cell(match.group(), match.start(), match.end()) for match in re.finditer(r"[^|\t\s](?:[^|\t]*[^|\t\s])?", text)
    ]


def _role(header: str) -> str | None:
    return next((role for role, pattern in _words().columns.items() if pattern.fullmatch(header.strip())), None)


def _list_of(text: str) -> str | None:
    """The relation that a heading, label or lead-in gives to what is listed below it."""
    if _words().unsure.search(text):
        return None
    return next((relation for relation, pattern in _words().lists.items() if pattern.search(text)), None)


def _stands_for_all(text: str, mention: Mention) -> bool:
    """Whether a bullet is about the actor it begins with: nothing follows, or a mark before what is said of it."""
    rest = text[mention.end :].strip()
    return not rest or rest[0] in ",;.(–—-:" or len(rest) < 25
