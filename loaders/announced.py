"""Facts that a whole document tells: whose a strategy is that it names, who belongs to a grouping, who spoke at the
event that it records.

They are less sure than what a sentence says, and are made only where no sentence says more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ..schema.model import Document, End, Entity, Fact
from .context import Context
from .dates import Dated
from .ends import Referent
from .gazetteer import Gazetteer
from .mentions import Mention, flat
from .spans import MAX_QUOTE, starting, within
from .syntax import Parsed
from .timing import year_in_name
from .tokens import Token
from .tree import is_verb
from .zones import Block

_KNOWN = 0.62
_GUESSED = 0.45
_SPOKE = 0.65
_SPEAKER = 0.7
_NATIONAL = re.compile(r"(?:(?:19|20)\d\d )?National\b.*|(?:19|20)\d\d .*Strategy")
_PLACED = re.compile(r"\b(?:in|at|near) $")
_WE = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_WHOSE = re.compile(r"(?:['’]s|s['’])\s+(?:[\w-]+\s+){0,3}[\"“‘']?$")
_SIGNING = re.compile(r"\b(?:sign(?:ed|ing|ature)|conclu(?:ded|sion))\b", re.I)
_AT = re.compile(r"\b(?:at|to|during|in)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_RECORDS = re.compile(
    r"\b(?:proceedings|summary of|highlights|conference report|panel|session|hearing|minutes)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Announced:
    """What the facts of one document need: its blocks and mentions, what it is, its title and date."""

    document: Document
    blocks: Sequence[Block]
    mentions: Sequence[Sequence[Mention]]
    context: Context
    gazetteer: Gazetteer
    title: str | None
    date: str | None

    def strategies(self, told: Collection[str]) -> Iterator[Fact]:
        """Who adopted the strategies named, as the gazetteer knows, where the document is about those actors.

        `told` are the ids of strategies of which its sentences already say so.
        """
        home = self.context.home
        about = {m.entity.id for found in self.mentions for m in found}
        about |= {home.mention.entity.id} if home is not None else set()
        seen = set(told)
        for index, found in enumerate(self.mentions):
            for mention in found:
                entity = mention.entity
                if entity.type != "Strategy" or entity.id in seen:
                    continue
                makers = self._makers(index, mention, about)
                if len(makers) != 1 or not self._sure(index, mention, makers[0]):
                    continue
                seen.add(entity.id)
                home = self.context.home
                own = self.context.kind != "text" and home is not None and home.mention.entity.id == makers[0].id
                sure = _KNOWN if own or year_in_name(mention.text) else _GUESSED
                yield from self._made(index, mention, "ADOPTED", makers[0], sure, "strategy")

    def agreements(self, told: Collection[tuple[str, str]], dated: Sequence[Sequence[Dated]]) -> Iterator[Fact]:
        """Who signed the agreements named, as the gazetteer knows, where the document names all of several parties.

        `told` are the parties and agreements, by their ids, of which its sentences say so, or that it is yet to come;
        `dated` are the dates of the blocks.
        """
        about = {m.entity.id for found in self.mentions for m in flat(found)}
        settled = {agreement for _, agreement in told}
        for index, found in enumerate(self.mentions):
            for mention in found:
                parties = self.gazetteer.field(mention.entity.id, "by") or ()
                if mention.entity.type != "Agreement" or mention.entity.id in settled:
                    continue
                if len(parties) > 1 and about.issuperset(parties):
                    settled.add(mention.entity.id)
                    when = self._signing(index, mention, dated[index])
                    for party in map(self.gazetteer.entity, parties):
                        for fact in self._made(index, mention, "SIGNED", party, _KNOWN, "agreement"):
                            yield fact.model_copy(update={"when": fact.when or when})

    def _signing(self, index: int, mention: Mention, dated: Sequence[Dated]) -> str | None:
        """The one date of a sentence that tells of an agreement's signing."""
        start, end = self._sentence(index, mention)
        times = [d.when for d in starting(dated, start, end) if d.dates_facts and not d.named]
        return times[0] if len(times) == 1 and _SIGNING.search(self.blocks[index].text, start, end) else None

    def _sentence(self, index: int, mention: Mention) -> tuple[int, int]:
        """The offsets of the sentence in which a name stands."""
        block = self.blocks[index]
        return next((s for s in block.sentences if s[0] <= mention.start < s[1]), (0, len(block.text)))

    def _makers(self, index: int, strategy: Mention, about: Collection[str]) -> list[Entity]:
        """Whose a strategy is: as the gazetteer knows, else of the one state that its sentence or text is about."""
        entity, home = strategy.entity, self.context.home
        if entity.id in self.gazetteer:
            return [self.gazetteer.entity(by) for by in self.gazetteer.field(entity.id, "by") or () if by in about]
        block = self.blocks[index]
        if block.kind == "heading" or not _NATIONAL.fullmatch(strategy.text):
            return []
        start, end = self._sentence(index, strategy)
        named = {
            m.entity.id: m.entity for m in self.mentions[index] if start <= m.start < end and m.entity.type == "State"
        }
        if home is not None and (not named or home.mention.entity.id in named):
            return [home.mention.entity]
        return list(named.values())

    def members(self, told: Collection[tuple[str, str]]) -> Iterator[Fact]:
        """Who belongs to a grouping, as the gazetteer knows, of those that a sentence names together with it.

        `told` are the members and groupings, by their ids, of which its sentences already say so.
        """
        seen = set(told)
        for index, found in enumerate(self.mentions):
            text = self.blocks[index].text
            for grouping in found:
                known = self.gazetteer.field(grouping.entity.id, "members") or ()
                if not known:
                    continue
                start, end = self._sentence(index, grouping)
                inside = within(found, max(start, self.blocks[index].opening), end)
                named = [m for m in inside if m.how != "metonym" or not _PLACED.search(text[: m.start])]
                beside = [(Referent(m, index), m.start, m.end) for m in named]
                if we := _WE.search(text, start, end):
                    beside += [(referent, *we.span()) for referent in self.context.issuer]
                for referent, first, last in beside:
                    pair = (referent.mention.entity.id, grouping.entity.id)
                    if pair[0] in known and pair not in seen:
                        seen.add(pair)
                        span = min(first, grouping.start), max(last, grouping.end)
                        yield from self._belongs(index, referent, grouping, span)

    def _belongs(self, index: int, member: Referent, grouping: Mention, quote: tuple[int, int]) -> Iterator[Fact]:
        block, mention = self.blocks[index], member.mention
        start, end = block.raw(*quote)
        if end - start > MAX_QUOTE:
            return
        a, b = self.blocks[member.block].raw(mention.start, mention.end)
        c, d = block.raw(grouping.start, grouping.end)
        yield Fact(
            document=self.document.key,
            subject=End(entity=mention.entity, mention=mention.text, char_start=a, char_end=b),
            relation="MEMBER_OF",
            object=End(entity=grouping.entity, mention=grouping.text, char_start=c, char_end=d),
            phase="held",
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            confidence=_KNOWN,
            rule="announced: grouping",
        )

    def _sure(self, index: int, mention: Mention, maker: Entity) -> bool:
        """Whether a name is written as a name, and not as another actor's."""
        text = self.blocks[index].text
        words = [word for word in mention.text.split() if word[0].isalpha()]
        if len(words) < 2 or sum(word[0].isupper() for word in words) * 2 <= len(words):
            return False
        before = text[max(0, mention.start - 60) : mention.start]
        if not _WHOSE.search(before):
            return True
        return any(m.entity.id == maker.id and m.end <= mention.start <= m.end + 40 for m in self.mentions[index])

    def _made(
        self, index: int, mention: Mention, relation: str, maker: Entity, sure: float, rule: str
    ) -> Iterator[Fact]:
        block = self.blocks[index]
        start, end = self._sentence(index, mention)
        first, last = block.raw(mention.start, mention.end)
        if end - start <= MAX_QUOTE // 2:
            first, last = block.raw(start, max(end, mention.end))
        if last - first > MAX_QUOTE or maker.type not in ("State", "Organization"):
            return
        a, b = block.raw(mention.start, mention.end)
        yield Fact(
            document=self.document.key,
            subject=End(entity=maker, mention=maker.name),
            relation=relation,
            object=End(entity=mention.entity, mention=mention.text, char_start=a, char_end=b),
            when=year_in_name(mention.text),
            quote=self.document.text[first:last],
            char_start=first,
            char_end=last,
            confidence=sure,
            rule=f"announced: {rule}",
        )

    def speech(self) -> Iterator[Fact]:
        """Who spoke at which meeting on the day of a document that gives the words: "Remarks by X at Y"."""
        event = self.context.event
        if event is None or not _AT.search(self.blocks[event.block].text[: event.mention.start]):
            return
        block = self.blocks[event.block]
        for who in self.context.voice:
            mention = who.mention
            a, b = block.raw(mention.start, mention.end)
            c, d = block.raw(event.mention.start, event.mention.end)
            start, end = min(a, c), max(b, d)
            if end - start > MAX_QUOTE:
                start, end = c, d
            yield Fact(
                document=self.document.key,
                subject=End(entity=mention.entity, mention=mention.text, char_start=a, char_end=b),
                relation="PARTICIPATED_IN",
                object=End(entity=event.mention.entity, mention=event.mention.text, char_start=c, char_end=d),
                when=self.date or year_in_name(event.mention.text),
                quote=self.document.text[start:end],
                char_start=start,
                char_end=end,
                confidence=_SPEAKER,
                rule="announced: speech",
            )

    def event(self) -> Referent | None:
        """The one event whose record the document is, by its title."""
        if self.title is None or not _RECORDS.search(self.title):
            return None
        index = next((i for i, block in enumerate(self.blocks) if block.text == self.title), None)
        if index is None:
            return None
        named = [m for m in self.mentions[index] if m.entity.type == "Forum"]
        if len(named) != 1:
            return None
        bare = _RECORDS.split(named[0].text)[0].strip(" :,–—-")
        bare = re.sub(r"\s+(?:summary|report)$", "", bare, flags=re.IGNORECASE)
        known = self.gazetteer.resolve(bare, ["Forum"]) if bare else []
        entity = known[0] if len(known) == 1 else named[0].entity
        return Referent(replace(named[0], entity=entity, end=named[0].start + len(bare), text=bare), index)

    def date_of(self, event: Referent, dated: Sequence[Sequence[Dated]]) -> str | None:
        """The one date of the first sentence of the text that names an event."""
        id_ = event.mention.entity.id
        for index, found in enumerate(self.mentions):
            for mention in found:
                if index == event.block or mention.entity.id != id_:
                    continue
                spans = self.blocks[index].sentences
                start, end = next((s for s in spans if s[0] <= mention.start < s[1]), (0, 0))
                times = [d for d in dated[index] if start <= d.start < end and d.dates_facts and not d.named]
                return times[0].when if len(times) == 1 else None
        return None

    def speakers(self, parsed: Parsed, event: Referent, when: str | None) -> Iterator[Fact]:
        """The persons whom a sentence of a record lets speak."""
        block = self.blocks[parsed.sentence.block]
        for index, mention in sorted(parsed.names.items()):
            token = parsed.doc[index]
            if mention.entity.type != "Person" or not _speaks(token):
                continue
            verb = parsed.spans[token.head.i]
            start, end = block.raw(min(mention.start, verb[0]), max(mention.end, verb[1]))
            if end - start > MAX_QUOTE:
                continue
            a, b = block.raw(mention.start, mention.end)
            c, d = self.blocks[event.block].raw(event.mention.start, event.mention.end)
            yield Fact(
                document=self.document.key,
                subject=End(entity=mention.entity, mention=mention.text, char_start=a, char_end=b),
                relation="PARTICIPATED_IN",
                object=End(entity=event.mention.entity, mention=event.mention.text, char_start=c, char_end=d),
                when=when,
                quote=self.document.text[start:end],
                char_start=start,
                char_end=end,
                confidence=_SPOKE,
                rule="announced: record",
            )


def _speaks(token: Token) -> bool:
    verb = token.head
    return token.dep_ == "nsubj" and is_verb(verb) and verb.tag_ == "VBD" and verb.lemma_.lower() in _VERBS


_VERBS = frozenset(
    {
        "say",
        "note",
        "highlight",
        "emphasize",
        "emphasise",
        "stress",
        "outline",
        "describe",
        "call",
        "discuss",
        "moderate",
        "open",
        "explain",
        "argue",
        "address",
        "speak",
        "present",
        "announce",
        "underscore",
        "deliver",
        "introduce",
        "recommend",
        "share",
        "warn",
        "add",
        "urge",
        "observe",
        "reiterate",
    }
)
