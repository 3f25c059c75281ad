"""Lists of members and participants in running text: "It has three members, namely Fiji, Kenya and Japan".

The words that lead to a list are data (`data/grammar/layout.yaml`, `rosters`); what it is a list of is named before it
in the sentence, else is what the document is an entry about. Founding members joined when the body was founded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from ..schema.model import Document, End, Entity, Fact
from .attendance import attending, opens_list
from .dates import Dated
from .described import dated
from .ends import Referent
from .gazetteer import Gazetteer
from .lists import GRAMMAR, read
from .mentions import Mention
from .numbers import counted
from .patterns import happens, head_word, is_occasion
from .spans import MAX_QUOTE, starting, within
from .timing import year_in_name
from .topics import topic
from .zones import Block

_FEWEST = 2
_BRIEF = 12  # letters of "Ambassador " before a name with which a bullet begins
_ABOVE = 4  # blocks above a list in which its event may be named
_REACH = 200
_BRACKET = 30
_OPENS = re.compile(r"\s?\((?:(?:since|in|joined(?: in)?|from)\s)?")
_BETWEEN = re.compile(
    r"\s?(?:\([^()]{0,30}\))?[,;/]?\s?(?:[A-Z][\w’'-]{2,20}(?: [A-Z][\w’'-]+)?,\s)?"
    r"(?:(?:and|&|as well as)\s)?(?:[Tt]he\s)?"
)
_ENDS = re.compile(r"\s?(?:[,;.()]|and\b|&|as well as\b|$)")
_FOUNDED = re.compile(
    r"[^.;]{0,100}\b(?:founded|established|formed|created|set up|inaugurated|came into (?:being|existence))\b"
    r"[^.;]{0,50}"
)
_KNOWN_AS = re.compile(
    r",?\s?[(–—-]?\s?(?:which (?:are )?)?(?:collectively |together |jointly )+"
    r"(?:known as|called|referred to as|form(?:ing)?) (?:the )?[“\"‘']?"
)
_ARE_MEMBERS = re.compile(
    r"(?: (?:on|in) [^.,;:]{3,40})? are (?:also |all |both |currently |its |the |founding |full )*"
    r"(?:members|member states)(?=[.,;]| as well)"
)
_THESE = re.compile(
    r"(?:These|Those|The|All)(?: (?P<count>\w+))? (?:countries|states|nations|governments|members)"
    r"(?: are| have become| became)(?: all| also| both| now| the)* "
    r"(?:(?P<signed>(?:a )?part(?:y|ies) to|signatories (?:to|of))|(?:founding |full )?(?:members|member states) of) "
    r"(?:the )?(?:multilateral )?"
)
_TAKING_PART = re.compile(r"\b(?:are|is|include|includes)\b[^.;]*$")
_ITS = re.compile(r"(?:It|Its|The (?:organi[sz]ation|body|group|grouping|alliance|union))\b")
_FOUNDED_BY = re.compile(
    r"\b(?:founded|established|created|formed|set up|launched|initiated)\b"
    r"(?: (?:in|on|earlier|late|at) [^.,;:]{3,40}?)?,? (?:jointly )?by "
    r"(?:(?:the )?(?:governments? of|following \w+|\w+ \w+)\b[:,–—]? ?)?(?:the )?$"
)
_AFFECTED = re.compile(
    r"\b(?:countries|states|nations|organi[sz]ations|companies|victims|targets)\b(?: [\w-]+){0,6}? "
    r"(?:affected|hit|targeted|infected|attacked|struck|compromised|of) (?:(?:by|in) )?(?:the )?",
    re.IGNORECASE,
)
_INCLUDE = re.compile(r"(?: \w+){0,2} (?:include[sd]?|were|are)(?: also)?:? (?:the )?")
_COMPOSED = re.compile(
    r"(?:consist(?:s|ed|ing)?|made up|composed|comprised) of "
    r"(?:(?:the )?(?:\w+ ){0,3}(?:countries|states|nations|members)(?: of|:|,| –| —)? )?(?:the )?$"
)
_IS = re.compile(r"(?: ?\([^()]{1,30}\))?,? ?(?:(?:is|are|was|were|which|that|now|currently|being) )*")
_SOME_OF = re.compile(r" (?:countries|states|members|nations), ")  # "the ten ASEAN countries, Fiji and Kenya"
_JOINED = re.compile(r"\b(?:joined|acceded|became (?:\w+ ){0,2}members?)\b")
_THEN = re.compile(r"\s?[,–—(-]?\s?(?:(?:in turn|followed|too|also),?\s)?(?:(?:on|in)\s)?")
_FOUNDING = re.compile(r"\b(?:founding|original|founders?|founded by)\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _leads() -> tuple[dict[str, re.Pattern[str]], re.Pattern[str]]:
    data = read(GRAMMAR / "layout.yaml")["facts"]
    leads = {relation: "|".join(f"(?:{p})" for p in patterns) for relation, patterns in data["rosters"].items()}
    return (
        {relation: re.compile(pattern, re.IGNORECASE) for relation, pattern in leads.items()},
        re.compile("|".join(f"(?:{p})" for p in data["unsure"]), re.IGNORECASE),
    )


class Rosters:
    """The lists of one document. `dated[i]` are the dates of `blocks[i]`, `mentions[i]` its names; `event_dates` are
    those of events and texts, by entity; `meeting` is the one that the document tells of.
    """

    def __init__(
        self,
        document: Document,
        blocks: Sequence[Block],
        mentions: Sequence[Sequence[Mention]],
        dated: Sequence[Sequence[Dated]],
        event_dates: Mapping[str, str],
        gazetteer: Gazetteer,
        meeting: Referent | None = None,
    ) -> None:
        self.gazetteer, self.meeting = gazetteer, meeting
        self.event_dates = event_dates
        self.document, self.blocks, self.mentions, self.dated = document, blocks, mentions, dated
        self.topic = topic(blocks, mentions)
        occasions = {m.entity.id: Referent(m, i) for i, row in enumerate(mentions) for m in row if _is_held(m)}
        self.alone = next(iter(occasions.values())) if len(occasions) == 1 else None
        if self.alone is not None and meeting is not None and _is_named_by(meeting.mention, self.alone.mention):
            self.meeting = self.alone
        self.listed: list[tuple[int, list[Mention]]] = []

    def facts(self) -> Iterator[Fact]:
        """Who belongs to what, or took part in it, by the lists of the paragraphs."""
        for index, block in enumerate(self.blocks):
            if block.kind not in ("paragraph", "bullet"):
                continue
            for start, end in block.sentences:
                named = list(within(self.mentions[index], start, end))
                yield from self._present(index, start, end, named)
                yield from self._these(index, start, named)
                for run in _runs(block.text, named):
                    self.listed.append((index, [m for m in run if m.entity.type == "State"]))
                    yield from self._of(index, start, named, run)
                    yield from self._called(index, named, run)
                    yield from self._founders(index, start, named, run)
                    yield from self._composed(index, start, named, run)
                    yield from self._hit(index, start, named, run)
                yield from self._joined(index, start, end, named)

    def _of(self, index: int, start: int, named: Sequence[Mention], run: Sequence[Mention]) -> Iterator[Fact]:
        leads, unsure = _leads()
        lead = self.blocks[index].text[start : run[0].start]
        for relation, pattern in leads.items():
            told = pattern.search(lead)
            if not told or unsure.search(lead[max(0, told.start() - 20) :]):
                continue
            text = self.blocks[index].text
            before = [m for m in named if m.end <= run[0].start and not _SOME_OF.match(text, m.end)]
            whole = self._whole(index, start, relation, before, bool(_ITS.match(lead)))
            if (
                relation == "PARTICIPATED_IN"
                and _TAKING_PART.search(lead)
                and (standing := self._standing(index, before))
            ):
                relation, whole = "MEMBER_OF", standing
            if whole is None:
                continue
            place, mention = whole
            founding = relation == "MEMBER_OF" and bool(_FOUNDING.search(lead[max(0, told.start() - 20) :]))
            when = self._founded(mention.entity) if founding else self._held(mention)
            when = when if founding or relation == "PARTICIPATED_IN" else None
            if relation == "ORGANIZED" and (len(run) <= _FEWEST or not is_occasion(mention.text)):
                continue
            for member in run:
                yield from self._fact(index, member, relation, (place, mention), when)

    def _present(self, index: int, start: int, end: int, named: Sequence[Mention]) -> Iterator[Fact]:
        """Who is listed as having been at the meeting that the document tells of, also each in a bullet of its own."""
        meeting, block = self.meeting, self.blocks[index]
        if meeting is None or not happens(meeting.mention.entity.type, meeting.mention.text):
            return
        if (meeting.block, meeting.mention.start) > (index, end):
            return
        there = attending(block.text, start, end, named, self.gazetteer)
        titled = self.blocks[meeting.block].kind == "heading"
        there = there if self.alone or titled else [m for m in there if m.entity.type != "State"]
        if block.lead is not None and not there and not start:
            lead = next((b.text for b in reversed(self.blocks[:index]) if b.kind != "bullet"), "")
            persons = [m for m in named if m.entity.type == "Person" and m.start < _BRIEF]
            there = persons if opens_list(lead) else []
        when = self._held(meeting.mention)
        entity = meeting.mention.entity
        entity = dated(entity, when) if when and "@" in entity.id else entity
        whole = meeting.block, replace(meeting.mention, entity=entity)
        for member in there:
            yield from self._fact(index, member, "PARTICIPATED_IN", whole, when)

    def _called(self, index: int, named: Sequence[Mention], run: Sequence[Mention]) -> Iterator[Fact]:
        """Who belongs to what by what the list is called or said to be, after it: "the US, the UK and Canada
        (collectively known as Five Eyes)", "Fiji and Kenya are also members".
        """
        text, end = self.blocks[index].text, run[-1].end
        if called := _KNOWN_AS.match(text, end):
            whole = next((m for m in named if m.start == called.end()), None)
            if whole is not None and whole.entity.type in ("Organization", "Forum"):
                for member in run:
                    yield from self._fact(index, member, "MEMBER_OF", (index, whole), None)
        elif self.topic and _ARE_MEMBERS.match(text, end) and _is_listed("MEMBER_OF", self.topic[0]):
            for member in run:
                yield from self._fact(index, member, "MEMBER_OF", (self.topic[1], self.topic[0]), None)

    def _these(self, index: int, start: int, named: Sequence[Mention]) -> Iterator[Fact]:
        """Whom "These ten countries are members of X" means: the states listed just before, as many as are counted."""
        told = _THESE.match(self.blocks[index].text, start)
        whole = next((m for m in named if told and m.start == told.end()), None)
        relation = "SIGNED" if told and told["signed"] else "MEMBER_OF"
        if told is None or whole is None or not _is_listed(relation, whole):
            return
        wanted = counted(told["count"] or "")
        found: dict[str, tuple[int, Mention]] = {}
        for place, run in reversed(self.listed):
            if index - place > 1 or (found and len(found) >= wanted):
                break
            found |= {member.entity.id: (place, member) for member in run}
        if wanted in (0, len(found)):
            for place, member in found.values():
                yield from self._fact(place, member, relation, (index, whole), None)

    def _founders(self, index: int, start: int, named: Sequence[Mention], run: Sequence[Mention]) -> Iterator[Fact]:
        """Three or more who founded a body: "It was established in 2011 by Fiji, Kenya and Japan"."""
        lead = self.blocks[index].text[start : run[0].start]
        if len(run) <= _FEWEST or not (told := _FOUNDED_BY.search(lead)):
            return
        before = [m for m in named if m.end <= start + told.start()]
        whole = self._whole(index, start, "MEMBER_OF", before, bool(_ITS.match(lead)))
        dates = [d.when for d in within(self.dated[index], start, run[0].start) if d.dates_facts and not d.named]
        if whole is not None:
            for member in run:
                yield from self._fact(index, member, "MEMBER_OF", whole, dates[-1] if dates else None)

    def _composed(self, index: int, start: int, named: Sequence[Mention], run: Sequence[Mention]) -> Iterator[Fact]:
        """Of whom a body is made up that is named right before, or that "it" means: "It consists of Fiji and Kenya"."""
        lead = self.blocks[index].text[start : run[0].start]
        if not (told := _COMPOSED.search(lead)):
            return
        before = [m for m in named if m.end <= start + told.start()]
        its = bool(_ITS.match(lead)) and not before
        right_before = before and _IS.fullmatch(lead, before[-1].end - start, told.start())
        whole = self._whole(index, start, "MEMBER_OF", before[-1:], its) if its or right_before else None
        if whole is not None and (its or whole[1] is before[-1]):
            for member in run:
                yield from self._fact(index, member, "MEMBER_OF", whole, None)

    def _hit(self, index: int, start: int, named: Sequence[Mention], run: Sequence[Mention]) -> Iterator[Fact]:
        """Whom an attack hit: "Countries affected by the Coral worm include Fiji and Kenya"."""
        lead = self.blocks[index].text[start : run[0].start]
        told = _AFFECTED.search(lead)
        attack = next((m for m in named if told and m.start == start + told.end()), None)
        if attack is None or attack.entity.type != "Incident" or not _INCLUDE.fullmatch(lead, attack.end - start):
            return
        for victim in run:
            yield from self._fact(index, attack, "TARGETED", (index, victim), None)

    def _joined(self, index: int, start: int, end: int, named: Sequence[Mention]) -> Iterator[Fact]:
        """Who joined when, where only the first of several years has a verb: "Fiji joined in 2012, Kenya – in 2013"."""
        text = self.blocks[index].text
        told = _JOINED.search(text, start, end)
        times = [d for d in within(self.dated[index], start, end) if d.dates_facts and not d.named]
        if not told or len(times) <= 1:
            return
        before = [m for m in named if m.end <= told.start()]
        after = [m for m in named if told.end() <= m.start < times[0].start]
        whole = self._whole(index, start, "MEMBER_OF", [*before, *after], bool(_ITS.match(text, start)))
        if whole is None:
            return
        for time in times[1:]:
            for run in _runs(text, [m for m in named if m.end <= time.start], fewest=1):
                between = text[run[-1].end : time.start]
                if _THEN.fullmatch(between):
                    proof = (run[0].start, time.end)
                    for member in run:
                        yield from self._fact(index, member, "MEMBER_OF", whole, time.when, proof)

    def _whole(
        self, index: int, start: int, relation: str, before: Sequence[Mention], its: bool
    ) -> tuple[int, Mention] | None:
        """What is joined, attended or signed: the nearest before in the sentence, what the entry is about, or last
        named.
        """
        joined = relation == "MEMBER_OF"
        near = [(index, m) for m in reversed(before)]
        entry = [(self.topic[1], self.topic[0])] if self.topic else []
        earlier = [(index, m) for m in reversed(self.mentions[index]) if m.end <= start and (its or not joined)]
        reach = 1 if joined and its else 0 if joined else _ABOVE
        blocks = reversed(range(max(index - reach, 0), index))
        above = [(i, m) for i in blocks for m in self.mentions[i]]
        return next((item for item in (*near, *earlier, *entry, *above) if _is_listed(relation, item[1])), None)

    def _standing(self, index: int, before: Sequence[Mention]) -> tuple[int, Mention] | None:
        """The grouping to which those who take part in it now belong: the nearest before, else the topic."""
        near = [(index, m) for m in reversed(before) if m.entity.type not in ("State", "Person")]
        entry = [(self.topic[1], self.topic[0])] if self.topic else []
        near = [item for item in near if item[1].entity.type != "Agreement"]
        whole = next(iter((*near, *entry)), None)
        about = entry[0][1].entity.id if entry else ""
        standing = whole is not None and (whole[1].entity.type == "Forum" or whole[1].entity.id == about)
        return whole if whole and standing and _is_listed("MEMBER_OF", whole[1]) else None

    def _held(self, event: Mention) -> str | None:
        return self.event_dates.get(event.entity.id) or year_in_name(event.text)

    def _founded(self, body: Entity) -> str | None:
        """When the document says that a body was founded."""
        for index, named in enumerate(self.mentions):
            for mention in named:
                if mention.entity.id != body.id:
                    continue
                for date in starting(self.dated[index], mention.end, mention.end + _REACH):
                    between = self.blocks[index].text[mention.end : date.start]
                    if date.dates_facts and not date.named and date.when and _FOUNDED.fullmatch(between):
                        return date.when
        return None

    def _fact(
        self,
        index: int,
        member: Mention,
        relation: str,
        whole: tuple[int, Mention],
        when: str | None,
        proof: tuple[int, int] | None = None,
    ) -> Iterator[Fact]:
        """That a name of a block belongs to a whole; `proof` is what of the block says so, where it is not all from
        the one name to the other.
        """
        block, (place, mention) = self.blocks[index], whole
        first = mention.start if place == index and mention.start < member.start else member.start
        start, end = block.raw(first, max(member.end, mention.end) if place == index else member.end)
        if proof is not None or end - start > MAX_QUOTE:
            start, end = block.raw(*(proof or (member.start, member.end)))
        if member.entity.id == mention.entity.id:
            return
        if (own := self._bracketed(index, member)) is not None:
            when = own[0]
            start, end = block.raw(member.start, own[1])
        yield Fact(
            document=self.document.key,
            subject=self._end(index, member),
            relation=relation,
            object=self._end(place, mention),
            when=when,
            phase=("began" if when and ".." not in when else "held") if relation == "MEMBER_OF" else None,
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            confidence=0.75,
            rule="layout: roster",
        )

    def _bracketed(self, index: int, member: Mention) -> tuple[str | None, int] | None:
        """The date in the bracket behind a name of a list, and where that ends: "Fiji (2011), Kenya (2012)"."""
        text = self.blocks[index].text
        for date in starting(self.dated[index], member.end, member.end + _BRACKET):
            opens = _OPENS.fullmatch(text, member.end, date.start) and text[date.end : date.end + 1] in (")", ",")
            if opens and date.dates_facts:
                return date.when, date.end + 1
        return None

    def _end(self, index: int, mention: Mention) -> End:
        start, end = self.blocks[index].raw(mention.start, mention.end)
        return End(entity=mention.entity, mention=mention.text, char_start=start, char_end=end)


def _is_held(mention: Mention) -> bool:
    return happens(mention.entity.type, mention.text)


def _is_named_by(meeting: Mention, occasion: Mention) -> bool:
    """Whether an occasion is the name of a meeting that is only described: "its conference"."""
    return meeting.how == "described" and head_word(meeting.text) == head_word(occasion.text)


def _is_listed(relation: str, whole: Mention) -> bool:
    """Whether a name can be what a list is of: an event that is attended, a text that is signed, a body."""
    type_ = whole.entity.type
    if relation == "SIGNED":
        return type_ == "Agreement"
    if relation in ("PARTICIPATED_IN", "ORGANIZED"):
        return happens(type_, whole.text)
    return type_ == "Organization" or (type_ == "Forum" and not is_occasion(whole.text))


def _runs(text: str, named: Sequence[Mention], fewest: int = _FEWEST) -> Iterator[list[Mention]]:
    """The states and bodies that are listed: `fewest` or more with a state, more than two without."""
    run: list[Mention] = []
    reach = 0
    for mention in (*named, None):
        state = mention is not None and mention.entity.type == "State" and mention.how in ("name", "short")
        listed = mention is not None and (state or mention.entity.type == "Organization")
        if (
            mention is not None
            and run
            and mention.entity.id == run[-1].entity.id
            and text[reach : mention.start] == " ("
        ):
            reach = mention.end + text.startswith(")", mention.end)  # "the European Union (EU)"
            continue
        if mention is not None and listed and run and _BETWEEN.fullmatch(text, reach, mention.start):
            run += [mention] if state or _ENDS.match(text, mention.end) else []
            reach = mention.end
            continue
        if len(run) > _FEWEST or (len(run) >= fewest and any(m.entity.type == "State" for m in run)):
            yield run
        run, reach = ([mention], mention.end) if mention is not None and listed else ([], 0)
