"""One document while it is read: what its words, its layout and each of its sentences say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from ..schema import edtf
from ..schema.identity import is_numbered
from ..schema.model import Document, End, Entity, Fact
from ..schema.vocabulary import vocabulary
from . import dates
from .anaphora import words
from .announced import Announced
from .date_forms import AS_WRITTEN, Context
from .described import attack_on, dated, described, is_digital, is_physical, victims
from .ends import Candidate, Ends, Referent
from .events import date_of_meeting, named_dates
from .frames import Grammar, Match, matches
from .gazetteer import Gazetteer
from .layout import layout
from .mentions import Mention, Names, with_persons
from .modality import ASSERTED, Judgement, is_made, modality
from .occasions import DONE_THERE, is_done, is_setting, visited_on, visits
from .office_words import titles
from .offices import offices
from .pairs import Likely, surroundings, widened
from .patterns import head_word, is_occasion
from .persons import surnames
from .resolve import Discourse
from .spans import MAX_QUOTE, within
from .syntax import Parsed, Sentence, in_lower_case
from .timelines import entries
from .timing import (
    attack_took_place,
    has_just,
    held_on,
    is_headline,
    is_main,
    is_news_of_the_day,
    is_now,
    is_that_day,
    own_date,
    signed_on,
    year_in_name,
)
from .tokens import Token
from .tree import clause, is_verb
from .zones import Block, Zones, zones

_LATEST = "2028"  # no text without a date is taken to be younger: "NATO 2030" is an aim
_OPENING = 4
_BESIDE = 20  # characters between a date and the noun that it tells the time of: "the 2015 cyber attack"
_PLACE = 30  # the longest place that opens a text: "Phnom Penh:"
_TELLING = 2  # paragraphs of which the first sentence may tell the day
_ONCE = frozenset({"PARTICIPATED_IN", "ORGANIZED", "SIGNED", "ADOPTED"})
_BETWEEN_TWO = frozenset(
    {"MET_WITH", "COOPERATES_WITH", "ASSISTED", "CONDEMNED", "ATTRIBUTED", "SANCTIONED", "TARGETED"}
)
_NOT_UNTIL = frozenset({"COOPERATES_WITH", "ADOPTED", "SIGNED"})  # "a plan for cooperation through 2030"
_HOSTILE = frozenset({"TARGETED", "ATTRIBUTED", "SANCTIONED", "CONDEMNED"})
_CHARGING = frozenset({"accuse", "suspect", "convict"})
_PEACEFUL = frozenset({"company", "media", "police", "cert", "think-tank", "university", "ngo", "court", "parliament"})
_OF_ONE_STATE = frozenset({"forces", "army", "navy", "police", "ministry"})  # of which no state is a member
_TEXT_FOLLOWS = re.compile(
    r"\b(?:text of the following|the following (?:is the text|(?:joint )?statement))\b", re.IGNORECASE
)
_ONE_OF_SERIES = frozenset({"edition", "iteration"})
_ISSUED = frozenset({"statement", "declaration", "communique", "communiqué", "vision", "principles"})
MAX_SENTENCE = 1200
_NEAR = 6  # sentences without a name after one with, in which words may still stand for it


@lru_cache(maxsize=1)
def _tells() -> re.Pattern[str]:
    """A word without which a sentence without a name hardly ever tells a fact."""
    return re.compile(rf"\b(?:{'|'.join(words()['told of'])})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A fact before it is settled: what a rule found, with its features for a ranker.

    `date` tells how the words of its date were read, `cue` which word makes it less than asserted; None where none do.
    `described`: its subject has no name ("a ransomware attack"). `added`: the ranker says so, no rule.
    """

    fact: Fact
    features: dict[str, str | float] = field(compare=False)
    date: str | None = None
    cue: str | None = None
    described: bool = False
    added: bool = False


class Reading:
    """One document while it is read."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self.document, self.gazetteer = document, gazetteer
        self.zones: Zones = zones(document.text)
        self.blocks: list[Block] = [b for b in self.zones.blocks if not b.masked]
        self.date = document.date or self.zones.date
        self.names = Names(gazetteer, [b.text for b in self.blocks], document.key)
        named = self.names.mentions()
        told = offices(document, self.zones, self.names, self.blocks, named)
        self.office_facts, people = told.facts, told.people
        persons = {name: person.entity for name, person in people.items()}
        persons |= surnames(persons, [b.text for b in self.blocks])
        self.offices = {person.entity.id: person.of for person in people.values() if person.of is not None}
        self.mentions = [with_persons(b.text, found, persons) for b, found in zip(self.blocks, named, strict=True)]
        self.page_facts = layout(document, self.zones, self.names, self.blocks, self.mentions, told)
        self.discourse = Discourse(self.blocks, self.mentions, people, gazetteer)
        self.announced = Announced(
            document, self.blocks, self.mentions, self.discourse.context, gazetteer, self.zones.title, self.date
        )
        context = Context(self.date)
        self.dated: list[list[dates.Dated]] = []
        self.entries = entries(self.blocks)
        for block, entry in zip(self.blocks, self.entries, strict=True):
            context.new_block(entry)
            self.dated.append(dates.find(block.text, context))
        self.around = surroundings(self.blocks, self.mentions, self.discourse)
        self.event_dates = named_dates(self.blocks, self.mentions, self.dated)
        for series, year in (*self._edition(), *self._abbreviated()):
            self.event_dates.setdefault(series, year)
        self.described_dates: dict[str, str] = {}
        self.dates_of_kind: defaultdict[str, set[str]] = defaultdict(set)
        self.attack_dates: set[str] = set()
        self.told_dates: dict[str, str] = {}  # of events, by those who were said to take part
        self.settings: dict[int, str] = {}  # of the events at which a sentence says it was done, by its verb's token
        self.visit_date = ""
        self.day = self._day()
        event = self.discourse.context.event
        if event is not None and event.mention.entity.id not in self.event_dates:
            noun = head_word(event.mention.text)
            if noun and (held := date_of_meeting(self.blocks, self.dated, noun) or self._today()):
                self.event_dates[event.mention.entity.id] = held
        if self.discourse.context.reports and event is not None and self.day is not None:
            self.event_dates.setdefault(event.mention.entity.id, self.day)

    def _edition(self) -> Iterator[tuple[str, str]]:
        """The year of the one edition that the title names, for the series: who took part did so in that one."""
        title = self.discourse.context.event
        year = year_in_name(title.mention.text) if title else None
        if title is not None and year is not None:
            for series in title.mention.inner:
                if series.entity.type == title.mention.entity.type:
                    yield series.entity.id, year

    def _abbreviated(self) -> Iterator[tuple[str, str]]:
        """When an event was held whose abbreviation stands behind its dated name: "the 3rd Reef Dialogue (RD)"."""
        for block, found in zip(self.blocks, self.mentions, strict=True):
            for name, short in pairwise(found):
                when = self.event_dates.get(name.entity.id)
                explained = block.text[name.end : short.start] == " (" and short.entity.type == name.entity.type
                if when is not None and explained:
                    yield short.entity.id, when

    def _day(self) -> str | None:
        """The day of the meeting of which a document tells: that of its first sentence, else of its publication."""
        return self._told_day if self.discourse.context.reports else self.date

    def _today(self) -> str | None:
        """The day of publication, where the first sentence tells what was done "today"."""
        first = next((i for i, block in enumerate(self.blocks) if block.kind == "paragraph"), None)
        if first is None:
            return None
        start, end = next(iter(self.blocks[first].sentences), (0, 0))
        told = [d for d in within(self.dated[first], start, end) if d.dates_facts and not d.named]
        today = any(d.when == self.date and d.derivation != AS_WRITTEN for d in told)
        return self.date if today and {d.when for d in told} == {self.date} else None

    @cached_property
    def _told_day(self) -> str | None:
        """The one day of which the opening tells first, if just before that of publication; else that."""
        text = [i for i, block in enumerate(self.blocks) if block.kind in ("paragraph", "bullet")]
        for index in text[:_TELLING]:
            start, end = next((s for s in self.blocks[index].sentences if s[1] - s[0] > _PLACE), (0, 0))
            told = {d.when for d in within(self.dated[index], start, end) if d.dates_facts and not d.named}
            days = [when for when in told if when and _is_just_before(when, self.date or when)]
            if days:
                return days[0] if len(days) == 1 else self.date
        return self.date

    def sentences(self) -> Iterator[Sentence]:
        """All sentences with the mentions in them; a speaker's name or a place and day before the words is left out."""
        for index, block in enumerate(self.blocks):
            if block.kind == "row":
                continue
            for start, end in block.sentences:
                start = max(start, block.speaker, block.opening)
                if end <= start:
                    continue
                inside = tuple(within(self.mentions[index], start, end))
                dated = tuple((d.start, d.end) for d in within(self.dated[index], start, end) if _is_day(d))
                text = block.text[start:end]
                text = in_lower_case(text, start, inside) if block.kind == "heading" else text
                yield Sentence(text, start, inside, index, dated)

    def above(self, index: int) -> list[str]:
        """The headings over a block, nearest first."""
        return [heading.text for heading in self.zones.headings(self.blocks[index])]

    def worth_parsing(self) -> Iterator[Sentence]:
        """The sentences that can say a fact: those with a name, and those not far below one that tell of a deed."""
        since = 0 if any(self.mentions) else _NEAR
        for sentence in self.sentences():
            since = 0 if sentence.mentions else since + 1
            if len(sentence.text) > MAX_SENTENCE:
                continue
            if since == 0 or (since <= _NEAR and _tells().search(sentence.text)):
                yield sentence

    def facts(
        self, parsed: Parsed, rules: Grammar, wanted: Callable[[Match], bool] | None, likely: Likely | None = None
    ) -> Iterator[Found]:
        """What the frames find in one parsed sentence, and its pairs of ends that are `wanted` and at all `likely`."""
        descriptions = described(parsed, self.document.key, self._digital)
        scene = self.discourse.scene()
        referents = self.discourse.referents(parsed, descriptions)
        ends = Ends(parsed, scene, referents, descriptions, victims(parsed, self.document.key))
        dated = within(self.dated[parsed.sentence.block], parsed.sentence.start, parsed.sentence.end)
        for index, mention in descriptions.items():
            if (held := held_on(parsed.doc[index], parsed, dated)) and held.when and held.dates_facts:
                self.described_dates.setdefault(mention.entity.id, held.when)
        self.settings = {}
        named = [(index, Referent(m, 0)) for index, m in parsed.names.items()]
        for index, meant in (*named, *((i, r) for i, found in referents.items() for r in found)):
            held_once = is_occasion(meant.mention.text) or parsed.doc[index].lower_ in _ONE_OF_SERIES
            occasion = meant.mention.entity.type in ("Forum", "Exercise") and held_once
            tells = held_on if occasion else signed_on if meant.mention.entity.type == "Agreement" else None
            held = tells(parsed.doc[index], parsed, dated) if tells else None
            if held and held.when and held.dates_facts and ".." not in held.when:
                self.event_dates.setdefault(meant.mention.entity.id, held.when)
                self.dates_of_kind[head_word(meant.mention.text)].add(held.when)
            elif occasion and is_setting(parsed.doc[index]) and (known := self._known_date(meant.mention)):
                self.settings[clause(parsed.doc[index]).i] = known
        for visit in visits(parsed) if self.visit_date else ():
            self.settings[clause(visit).i] = self.visit_date
        self.visit_date = visited_on(parsed, dated) or self.visit_date
        if (took := attack_took_place(parsed, dated)) and took.when and took.dates_facts:
            self.attack_dates.add(took.when)
        for match in self._widened(parsed, ends, rules, wanted, likely) if wanted else matches(parsed, ends, rules):
            found = self._found(match, parsed, dated)
            if found is not None:
                self._remember(match, found.fact)
                yield found

    def _remember(self, match: Match, fact: Fact) -> None:
        """Keeps in mind, for the sentences that follow, whom a rule found to be sanctioned or attacked."""
        if fact.modality != "asserted" or fact.confidence == 0:
            return
        if fact.relation == "SANCTIONED":
            self.discourse.hostilities.sanctioned(match.anchor.lemma_.lower(), match.subject, match.object)
        elif fact.relation in ("PARTICIPATED_IN", "ORGANIZED") and fact.when is not None:
            self.told_dates.setdefault(match.object.mention.entity.id, fact.when)
        elif fact.relation == "TARGETED":
            self.discourse.hostilities.attacked(match.subject, fact.subject.entity, match.object, fact.when)

    def _widened(
        self, parsed: Parsed, ends: Ends, rules: Grammar, wanted: Callable[[Match], bool], likely: Likely | None
    ) -> Iterator[Match]:
        block = self.blocks[parsed.sentence.block]
        above = self.above(parsed.sentence.block)

        judged: dict[int, tuple[str, str]] = {}

        def cue(anchor: Token) -> tuple[str, str]:
            if anchor.i not in judged:
                judgement = modality(anchor, above)
                judged[anchor.i] = judgement.modality, (judgement.cue or "").lower()
            return judged[anchor.i]

        return filter(wanted, widened(parsed, ends, rules, self.around, block, cue, likely))

    def _found(self, match: Match, parsed: Parsed, dated: Sequence[dates.Dated]) -> Found | None:
        if match.subject.entity.type in ("Organization", "Incident") and _in_general(match):
            return None
        if match.frame.relation not in _HOSTILE and _is_charge(match.anchor):
            return None
        if self._is_punished(match) or (match.frame.relation == "TARGETED" and is_physical(parsed.sentence.text)):
            return None
        relation = vocabulary().relations[match.frame.relation]
        if self._is_ruled_out(match.frame.relation, match.subject.entity, match.object.entity):
            return None
        if match.frame.id == "cooperate.sign" and self._have_one_owner(match.subject.entity, match.object.entity):
            return None
        whole = self.date is not None and _is_its_text(match, parsed)
        when = None if whole else own_date(match, parsed, dated)
        date = when.when if when else None
        above = self.above(parsed.sentence.block)
        ends = () if match.frame.entity else (match.subject.token, match.object.token)
        judged = modality(match.anchor, above, ends)
        if match.frame.exists in (True, match.subject.entity.type) and not is_made(match.anchor):
            judged = ASSERTED
        if match.frame.exists == "dated" and when is not None and self._is_past(match, parsed, when):
            judged = ASSERTED
        if date is None and judged.modality == "asserted":
            date = self._date_without_words(match, parsed)
        elif date is not None:
            until = date.startswith("../") and match.frame.relation in _NOT_UNTIL
            date = None if until else self._finer(match, date)
        if date is not None and judged.modality == "asserted" and self._is_to_come(date):
            if (match.frame.entity and match.frame.exists) or (when is not None and when.named):
                date = None
            else:
                judged = Judgement("planned", when.text if when else date)
        quote = self._quote(match, parsed, when)
        if quote is None:
            return None
        kind = match.object.entity.type.lower()
        if kind == "exercise" and match.frame.relation == "ORGANIZED" and date is not None and judged == ASSERTED:
            self.dates_of_kind[kind].add(date)
        if "@" in match.object.entity.id and date is not None and judged.modality == "asserted":
            self.described_dates.setdefault(match.object.entity.id, date)
            self.dates_of_kind[head_word(match.object.mention.text)].add(date)
        start, end = quote
        qualifiers: dict[str, str | tuple[str, ...]] = {}
        if when is not None and when.wording:
            qualifiers["date_wording"] = when.wording
        if stage := match.frame.stage.get(match.anchor.lemma_):
            qualifiers["stage"] = stage
        subject = self._end(match.subject, date)
        if match.subject.how == "described" and match.subject.entity.type == "Incident":
            subject = subject.model_copy(update={"entity": attack_on(match.subject.mention, match.object.entity)})
        fact = Fact(
            document=self.document.key,
            subject=subject,
            relation=match.frame.relation,
            object=self._end(match.object, date),
            when=date,
            phase=(match.frame.phase or "held") if relation.state else None,
            modality=judged.modality,
            qualifiers=qualifiers,
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            confidence=match.confidence,
            rule=match.frame.id,
        )
        read = f"“{' '.join(when.text.split())}”, {when.derivation}" if when else None
        return Found(fact, match.features, read, judged.cue, match.subject.mention.how == "described")

    def _is_punished(self, match: Match) -> bool:
        """Whether "targeted" speaks of sanctions: of one who was said to have imposed some, and is no hacker."""
        by = match.subject.entity.id
        aims = match.frame.relation == "TARGETED" and match.anchor.lemma_.lower() == "target"
        return aims and by in self.discourse.hostilities.sanctioners and by not in self.discourse.hostilities.hackers

    def _is_ruled_out(self, relation: str, subject: Entity, object_: Entity) -> bool:
        """Whether what is known of two ends rules a relation between them out."""
        if relation in _BETWEEN_TWO and self._is_of_one(subject, object_):
            return True
        persons = relation == "MET_WITH" and subject.type == object_.type == "Person"
        if persons and self._side(subject) == self._side(object_) != "":
            return True
        known = self.gazetteer.field
        kind = known(object_.id, "kind")
        if relation == "MET_WITH" and "media" in (kind, known(subject.id, "kind")):  # "speaking to Reuters"
            return True
        if relation == "TARGETED":  # the police go after hackers, but not by cyberattacks
            by = known(subject.id, "kind")
            peaceful = by in _PEACEFUL and subject.id not in self.discourse.hostilities.hackers
            return peaceful or (kind == "threat-group" and by not in (None, kind))
        if relation == "MEMBER_OF" and subject.type == "State":  # nor of hackers, whose victims' "allies" it may be
            return head_word(object_.name) in _OF_ONE_STATE or object_.id in self.discourse.hostilities.hackers
        if relation == "SANCTIONED" and known(subject.id, "kind") == "company":  # "FireEye designated them APT31"
            return object_.id in self.discourse.hostilities.hackers
        if relation == "PART_OF" and tuple(object_.name.lower().split()[-1:]) in titles().kinds:
            return True
        owner, other = known(subject.id, "organ_of"), known(object_.id, "organ_of")
        return relation == "PART_OF" and owner is not None and (kind == "company" or other not in (None, owner))

    def _side(self, person: Entity) -> str:
        """The id of the state that a person holds an office of; empty where the document tells none."""
        office = self.offices.get(person.id)
        return (self.gazetteer.field(office.id, "organ_of") or office.id) if office else ""

    def _is_of_one(self, first: Entity, second: Entity) -> bool:
        """Whether one of two is an organ or an officer of the other: no state meets its own minister."""
        for one, other in ((first, second), (second, first)):
            office = self.offices.get(one.id)
            if other.id in (office.id if office else None, self.gazetteer.field(one.id, "organ_of")):
                return True
        return False

    def _is_past(self, match: Match, parsed: Parsed, when: dates.Dated) -> bool:
        """Whether a date before the document's stands right before a noun: "the 2015 attack"."""
        apart = parsed.spans[match.anchor.i][0] - when.end
        return when.when is not None and 0 < apart < _BESIDE and self.date is not None and when.when < self.date[:4]

    def _have_one_owner(self, first: Entity, second: Entity) -> bool:
        """Whether two are organs of one state, which sign with another: "The ministry and the army signed a pact"."""
        owner = self.gazetteer.field(first.id, "organ_of")
        return owner is not None and owner == self.gazetteer.field(second.id, "organ_of")

    def _is_to_come(self, date: str) -> bool:
        """Whether a date begins after the document's."""
        begins, told = edtf.parse(date).earliest, edtf.parse(self.date).latest if self.date else None
        return begins is not None and told is not None and begins > told

    def _finer(self, match: Match, date: str) -> str:
        """The day that the document gives elsewhere for an event of this year."""
        known = self.event_dates.get(match.object.mention.entity.id)
        return known if known and match.frame.relation in _ONCE and known.startswith(date) else date

    def _date_without_words(self, match: Match, parsed: Parsed) -> str | None:
        """The date that the name of the event gives, or the document's where its publication is the event."""
        mention = match.object.mention
        if match.subject.kind == "attack":
            return self.discourse.hostilities.attack_dates.get((match.subject.entity.id, parsed.sentence.block))
        if match.frame.relation in _ONCE and mention.entity.id in self.event_dates:
            return self.event_dates[mention.entity.id]
        verb = clause(match.anchor)
        if match.frame.relation in DONE_THERE and verb.i in self.settings and is_done(verb):
            return self.settings[verb.i]
        once = match.object.kind == "event" or (match.frame.relation in _ONCE and mention.how != "described")
        told_first = match.frame.relation in _ONCE and parsed.sentence.block < self._opening
        if (once or told_first) and mention.entity.id in self.described_dates:
            return self.described_dates[mention.entity.id]
        event = self.discourse.context.event
        titled = match.frame.relation in _ONCE and event is not None and mention.entity.id == event.mention.entity.id
        if titled and event is not None and (day := self._day_of_kind(event)):
            return day
        if mention.entity.type in ("Forum", "Exercise", "Strategy", "Agreement"):
            year = year_in_name(mention.text) if match.frame.relation != "COOPERATES_WITH" else None
            if year and not (mention.entity.type in ("Strategy", "Agreement") and (self.date or _LATEST) < year):
                return year
            block = self.blocks[parsed.sentence.block]
            if _is_its_text(match, parsed):
                return self.date
            bare = match.frame.entity or not is_headline(match.anchor, match.frame.relation)
            if mention.entity.type == "Agreement" and block.kind == "heading" and parsed.sentence.block < 3 and bare:
                return self.date if head_word(mention.text) in _ISSUED or "statement" in block.text.lower() else None
        state = vocabulary().relations[match.frame.relation].state and match.frame.phase != "began"
        entry = self.entries[parsed.sentence.block]
        if entry is not None and not state and not match.frame.entity and is_main(match.anchor):
            return entry
        context = self.discourse.context
        only = parsed.sentence.block < self._opening or context.kind == "readout"
        block = self.blocks[parsed.sentence.block]
        headline = block.kind == "heading" and is_headline(match.anchor, match.frame.relation)
        opens = block.opening > 0
        of_the_day = (context.reports or opens) and (
            headline or is_that_day(match.anchor, match.frame.relation, only or opens)
        )
        if of_the_day:
            return self.day
        if headline and parsed.sentence.block < _OPENING:
            return self._told_day
        if not match.frame.entity and is_now(match.anchor, match.frame.relation):
            return self.date
        if parsed.sentence.block < _OPENING and has_just(match.anchor, match.frame.relation, match.object.token):
            return self.date
        of_the_day = not match.frame.entity and is_news_of_the_day(match.anchor, match.frame.relation)
        return self.date if self._tells_its_day and of_the_day else None

    def _known_date(self, event: Mention) -> str | None:
        """When an event was held, as far as the text has told."""
        told = self.event_dates, self.described_dates, self.told_dates
        return next((dates_[event.entity.id] for dates_ in told if event.entity.id in dates_), None)

    def _day_of_kind(self, event: Referent) -> str | None:
        """The date of the only event of its kind that the text dates: "a seminar" is that of the title."""
        name = event.mention.text
        days = self.dates_of_kind.get(head_word(name), set())
        return next(iter(days)) if len(days) == 1 and year_in_name(name) is None and not is_numbered(name) else None

    def dates_of_events(self) -> dict[str, str]:
        """When the events that the text names were held, by id, as far as read."""
        meeting = self.discourse.scene().meeting
        day = self._day_of_kind(meeting) if meeting is not None else None
        known = {meeting.mention.entity.id: day} if meeting is not None and day is not None else {}
        return known | self.event_dates

    @cached_property
    def _opening(self) -> int:
        """How many blocks come before the third paragraph."""
        paragraphs = [i for i, block in enumerate(self.blocks) if block.kind == "paragraph"]
        return max(_OPENING, paragraphs[1] + 1 if len(paragraphs) > 1 else 0)

    @cached_property
    def _digital(self) -> bool:
        return is_digital(block.text for block in self.blocks)

    @cached_property
    def _tells_its_day(self) -> bool:
        """Whether the document tells of what was done on its own day, as news does."""
        told = (date for found in self.dated for date in found)
        return any(date.when == self.date and date.derivation != AS_WRITTEN for date in told)

    def _end(self, candidate: Candidate, date: str | None) -> End:
        mention, entity = candidate.mention, candidate.entity
        if date is not None and "@" in entity.id:
            entity = dated(entity, date)
        start, end = self.blocks[candidate.block].raw(mention.start, mention.end)
        return End(entity=entity, mention=mention.text, char_start=start, char_end=end)

    def _quote(self, match: Match, parsed: Parsed, when: dates.Dated | None) -> tuple[int, int] | None:
        """The raw offsets of the shortest span with both ends and the predicate, the date too if it fits."""
        tokens = [match.anchor, match.subject.token, match.object.token]
        start, end = parsed.span_of(tokens)
        block = self.blocks[parsed.sentence.block]
        spans = [(start, end)]
        if when is not None:
            spans.insert(0, (min(start, when.start), max(end, when.end)))
        anchor_start, anchor_end = parsed.span_of([match.anchor])
        spans.append((max(start, anchor_start - 120), min(end, anchor_end + 120)))
        spans.append((anchor_start, anchor_end))
        for first, last in spans:
            raw = block.raw(first, last)
            if raw[1] - raw[0] <= MAX_QUOTE:
                return raw
        return None


def _in_general(match: Match) -> bool:
    """Whether a sentence says what attackers do, and not what some did ("hackers who target hospitals")."""
    verb = match.anchor if is_verb(match.anchor) else clause(match.anchor)
    said = match.anchor.dep_ in ("attr", "acomp") or verb.i == match.anchor.i
    return match.subject.how == "described" and said and verb.tag_ in ("VBP", "VBZ", "VB")


def _is_charge(anchor: Token) -> bool:
    """Whether a sentence only accuses someone of what a verb says: "accused Iran of helping the hackers"."""
    while anchor.dep_ == "conj":
        anchor = anchor.head
    return anchor.dep_ == "pcomp" and anchor.head.lower_ == "of" and anchor.head.head.lemma_ in _CHARGING


def _is_its_text(match: Match, parsed: Parsed) -> bool:
    """Whether what is signed is the document itself, of its day: "The text of the following statement was released"."""
    return match.frame.relation == "SIGNED" and bool(_TEXT_FOLLOWS.search(parsed.sentence.text))


def _is_day(date: dates.Dated) -> bool:
    """Whether a date is written out ("12 May 2023") and no part of a name."""
    return (
        date.derivation == "as written" and not date.named and " " in date.text and any(c.isdigit() for c in date.text)
    )


def _is_just_before(when: str, date: str) -> bool:
    """Whether a day, or days, began in the fortnight before another."""
    begins, told = edtf.parse(when).earliest, edtf.parse(date).latest
    return len(when) >= len("2000-01-01") and begins is not None and told is not None and 0 <= (told - begins).days < 14
