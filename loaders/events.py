"""When the events of a document took place, where the sentence that joins an actor to one does not say.

A date that stands right after an event's name dates it everywhere in the document; so does the one date that any fact
about it has. Only what happens once is dated so: summits and meetings, exercises, named attacks, the signing or
adoption of a text.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from ..schema import edtf
from ..schema.model import Fact
from .dates import Dated
from .mentions import Mention
from .patterns import happens
from .spans import starting
from .zones import Block

_REACH = 60
_TEXT_REACH = 140
_BETWEEN = re.compile(
    r"""\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:(?:conference|summit|exercise|drill|meeting|event|forum|workshop),?\s)?
    (?:(?:which\s|that\s)?(?:(?:was|were|(?:is\s)?being)\s)?(?:held|hosted|convened|t(?:ook|akes|aking)\splace|ran|started|began|opened|conducted|concluded|signed|adopted|published)\b\s*)?
    (?:(?:last|this)\s(?:week|month|year)\s)?
    (?:(?:in|at)\s(?:[A-Z][\w.’']*,?\s*){1,4})?
    ,?\s*(?:on|in|from|of|earlier)?\s*(?:the\s)?""",
    re.VERBOSE,
)
_TEXT_DATE = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:which\s)?(?:(?:was|were)\s)?(?:signed|adopted|concluded|issued|released|published|launched)\b"
    r"(?:[^.;:]|\b[A-Z]\.){0,80}?\b(?:on|in)\s"
)
_ATTACK_DATE = re.compile(
    r"(?:\s\([^()]{1,60}\))?,?\s(?:(?:was|were|is)\s(?:an?|the|one\sof)\s(?:[^.;]|\b[A-Z]\.){0,120}?"
    r"|(?:took\splace|occurred|happened|struck|hit|began|started)\b(?:[^.;,]|\b[A-Z]\.){0,40}?)\s(?:in|on|of|from|between|during)\s"
)
_OPENS_ON = re.compile(r",? (?:the )?(?:\w+ ){0,2}", re.IGNORECASE)
_TOOK_PLACE = re.compile(
    r"(?:\s?\([^()]{1,40}\))?,? (?:(?:was|were) (?:\w+ )?(?:held|hosted|convened|conducted|opened|organi[sz]ed)"
    r"|took place|convened|met|opened)\b"
)
_ALSO = re.compile(r"\balso\b")
_LATER = re.compile(r"\b(?:acced|accession|ratif|adher|join)", re.IGNORECASE)  # each state on a day of its own
_DAY = 10
_AGAINST = frozenset({"SANCTIONED", "CONDEMNED", "ATTRIBUTED", "TARGETED"})
_ONCE = {"PARTICIPATED_IN": "held", "ORGANIZED": "held", "SIGNED": "SIGNED", "ADOPTED": "ADOPTED"}


def named_dates(
    blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]], dated: Sequence[Sequence[Dated]]
) -> dict[str, str]:
    """The dates that stand right after the names of occasions, exercises, attacks and texts, by entity; none for those
    with two.

    That of a text is when it was signed or adopted ("the Vision Statement, adopted by the Leaders on 12 May 2022").
    """
    found: dict[str, set[str]] = defaultdict(set)
    for block, named, times in zip(blocks, mentions, dated, strict=True):
        for mention in named:
            text = mention.entity.type in ("Agreement", "Strategy")
            attack = mention.entity.type == "Incident"
            if not text and not attack and not happens(mention.entity.type, mention.text):
                continue
            reach, words = (_TEXT_REACH, _TEXT_DATE) if text else (_REACH, _BETWEEN)
            if attack:
                reach, words = _TEXT_REACH, _ATTACK_DATE
            if not text and not attack and (opens := _opening_date(block, mention, times)):
                found[mention.entity.id].add(opens)
            for time in starting(times, mention.end, mention.end + reach):
                if time.dates_facts and time.when and words.fullmatch(block.text, mention.end, time.start):
                    found[mention.entity.id].add(time.when)
    return {id_: date for id_, dates in found.items() if (date := _the_one(dates))}


def _opening_date(block: Block, event: Mention, times: Sequence[Dated]) -> str | None:
    """The date that opens a sentence of an occasion: "On 3 May 2021, the second Fiji-Kenya Dialogue took place"."""
    if not _TOOK_PLACE.match(block.text, event.end):
        return None
    for time in starting(times, max(0, event.start - _REACH), event.start):
        opens = re.search(r"(?:^|[.:] )(?:On|In|From) $", block.text[: time.start])
        if opens and time.dates_facts and time.when and _OPENS_ON.fullmatch(block.text, time.end, event.start):
            return time.when
    return None


def date_of_meeting(blocks: Sequence[Block], dated: Sequence[Sequence[Dated]], noun: str) -> str | None:
    """When the meeting of a text was held that its first paragraph only calls by a noun: "The meeting of the Council of
    Heads was held on 8-9 June 2017".
    """
    first = next((i for i, block in enumerate(blocks) if block.kind == "paragraph"), None)
    if first is None:
        return None
    text = blocks[first].text
    told = re.match(rf"(?:The|A|An) (?:[\w-]+ ){{0,4}}?{re.escape(noun)}\b[^.;]{{0,160}}?", text, re.IGNORECASE)
    held = _TOOK_PLACE.search(text, told.end() - 1) if told else None
    end = text.find(". ", held.end()) if held else -1
    times = starting(dated[first], held.end(), end if end > 0 else len(text)) if held else ()
    days = [time.when for time in times if time.dates_facts and not time.named and time.when]
    return days[0] if days and len(days[0]) >= _DAY else None


def with_event_dates(
    facts: Sequence[Fact], held: Mapping[str, str] = MappingProxyType({}), guessed: Collection[int] = ()
) -> list[Fact]:
    """The facts of a text in its order; undated ones about an event get the date of others about it that agree, vague
    ones the day or month that others give. `held` tells the dates of events of which no fact may have one, by id.
    `guessed` are the indexes of facts dated only by the day of the document, which yields to the days that others tell.

    Whom an actor "also" sanctioned or attacked, it did on the day of what is told before. Facts of confidence 0, which
    no rule tells, take dates, but give none.
    """
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    presumed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for index, fact in enumerate(facts):
        key = _key(fact) if fact.when and fact.modality == "asserted" and fact.confidence > 0 else None
        if key and fact.when and (key[1] != "SIGNED" or not _LATER.search(fact.quote or "")):
            (presumed if index in guessed else known)[key].add(fact.when)
    for key, dates in presumed.items():
        known.setdefault(key, dates)
    for event, when in held.items():
        for kind in ("held", "SIGNED"):
            known.setdefault((event, kind), {when})
    result = []
    days: dict[tuple[str, str], str] = {}
    for index, fact in enumerate(facts):
        date = _the_one(known[key]) if fact.modality == "asserted" and (key := _key(fact)) else None
        yields = index in guessed and date is not None and fact.when is not None and _within(fact.when, date)
        if date is not None and (fact.when is None or _within(date, fact.when) or yields):
            fact = fact.model_copy(update={"when": date})
        deed = (fact.subject.entity.id, fact.relation)
        undated = fact.when is None and fact.modality == "asserted" and fact.relation in _AGAINST
        if undated and deed in days and _ALSO.search(fact.quote or ""):
            fact = fact.model_copy(update={"when": days[deed]})
        told = fact.modality == "asserted" and fact.confidence > 0
        if told and fact.when and len(fact.when) == _DAY and fact.phase is None:
            days[deed] = fact.when
        result.append(fact)
    return result


def _the_one(dates: Iterable[str]) -> str | None:
    """The date that all agree on, the finest; None where they do not, or where it goes on."""
    found = set(dates)
    if any(".." in date for date in found):
        return None
    finest = min(sorted(found), key=_days, default=None)
    return finest if finest and all(date == finest or _within(finest, date) for date in found) else None


def _days(date: str) -> float:
    """How many days a date leaves open."""
    span = edtf.parse(date)
    return (span.latest - span.earliest).days if span.earliest and span.latest else math.inf


def _within(inner: str, outer: str) -> bool:
    """Whether one date is a finer one of the same time: a day of a month or of a span of days."""
    first, last = edtf.parse(inner), edtf.parse(outer)
    if not (first.earliest and first.latest and last.earliest and last.latest):
        return False
    return last.earliest <= first.earliest and first.latest <= last.latest


def _key(fact: Fact) -> tuple[str, str] | None:
    if fact.relation == "TARGETED" and fact.subject.entity.type == "Incident":
        return fact.subject.entity.id, "held"
    kind = _ONCE.get(fact.relation)
    if kind is None or (kind == "held" and not happens(fact.object.entity.type, fact.object.mention)):
        return None
    return fact.object.entity.id, kind
