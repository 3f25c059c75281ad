"""Who and what a text names: known names (gazetteer), names that are built like names (patterns), and persons.

Works on the clean views of a document's blocks; offsets count the characters of a view. No parser is needed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import attrgetter
from typing import Literal, NamedTuple, TypeVar

import ahocorasick

from ..schema.identity import entity_id, is_numbered, normal, within
from ..schema.model import Entity
from .explained import explained, stands_for
from .gazetteer import Gazetteer, Name
from .initials import by_initials
from .patterns import Named, happens, is_general, lexicon, named, words

How = Literal["name", "adjective", "metonym", "short", "pattern", "acronym", "person", "described"]

_HOW: dict[str, How] = {
    "name": "name",
    "aliases": "name",
    "adjectives": "adjective",
    "metonyms": "metonym",
    "short": "short",
}
_SPELLINGS = (
    ("Defence", "Defense"),
    ("Centre", "Center"),
    ("Organisation", "Organization"),
    ("Programme", "Program"),
    ("Department", "Dept."),
    ("behaviour", "behavior"),
    ("Behaviour", "Behavior"),
)
_FOLD = {ord(c): " " for c in "-–‑—/\u00a0"} | {ord(c): "'" for c in "’‘`´"}
for _code in range(0xC0, 0x250):
    _base = unicodedata.normalize("NFKD", chr(_code))[0]
    if _base.isascii():
        _FOLD[_code] = _base
_DEFINED = re.compile(
    r"\s?\(\s?(?:the\s+|or\s+|hereinafter\s+)?[\"“‘']?(?:the\s+)?([A-Z][\w&/\-]{1,14})[\"”’']?"
    r"(?:,? (?:in|for its|per its|by its|from its|from the) [^()]{3,40})?\s?\)"
)
_IS_GROUP = re.compile(
    r" (?:(?:ransomware|hacker|hacking|threat|extortion) )?(?:gangs?|groups?|hackers|operations?|operators)\b"
    r"|(?:/[\w-]+)?, an? (?:[\w-]+ ){0,3}(?:gang|group)\b"
)
_NUMBER_BEFORE = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural) $")
_NAMED_FIELD = r"(?!(?:and|the)\b)[A-Z][\w&-]*(?: [A-Z][\w&-]*)*"
_DEPARTMENTS = re.compile(
    rf"\b(?P<body>Departments|Ministries) of (?:the )?"
    rf"(?P<fields>{_NAMED_FIELD}(?:, (?:the )?{_NAMED_FIELD})*,? and (?:the )?{_NAMED_FIELD})"
)
_FIELD = re.compile(_NAMED_FIELD)
_JOINS = re.compile(r",? (?:and )?(?:the )?")
_LETTER = re.compile(r"\w")
_ENDS_ITEM = re.compile(r"\s*(?:\([^()]*\))?\W*")
_OWNING = re.compile(r"['’]s [A-Z]")  # "the Department of the UK's Home Office"
_SIDING = re.compile(
    r"\b(?:pro|anti|non|ibero|inter|pan|afro)[-–‑]$"
    r"|\b(?:Latin|Meso|South|Central|North|Northern|Pan|Inter)[ -]$",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"(?:[A-Z]\w+ )*(?:Ministries|Embassies|Governments|Parliaments|Authorities)"
    r"(?: of [A-Z]\w+(?: [A-Z]\w+)?)? of (?:the )?"
)
_ROLES = frozenset({"Presidency", "Chairmanship", "Host", "Observer", "Lead", "Online", "Virtual"})
_CARRIED_ON = re.compile(r" (?:for\b|[A-Z])")
_PLAIN_HEADS = frozenset({"organization", "organisation", "agency", "group", "university", "convention", "exercise"})
_YEAR_AFTER = re.compile(r"[ -](?:'?((?:19|20)\d\d))\b(?![-–/]\d)")
_YEAR_BEFORE = re.compile(r"\b((?:19|20)\d\d) (?:annual )?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in a text: `text[start:end]` means `entity`; `inner` are the names within it."""

    start: int
    end: int
    text: str
    entity: Entity
    how: How
    inner: tuple[Mention, ...] = field(default=(), compare=False)


def flat(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions with those within them, in the order of their beginnings."""
    for mention in mentions:
        yield mention
        yield from flat(mention.inner)


class _Hit(NamedTuple):
    start: int
    end: int
    surface: str
    meanings: tuple[Name, ...]
    inner: tuple[_Hit, ...] = ()


_Span = TypeVar("_Span", _Hit, Mention)


class _Keys(dict[int, str]):
    """Each character as it is looked up: lower case, no accents, a blank for whatever can stand beside a name."""

    def __missing__(self, code: int) -> str:
        char = chr(code).translate(_FOLD)
        low = char.lower() if len(char.lower()) == 1 else char
        self[code] = low if low.isalnum() or low in "._@$" else " "
        return self[code]


_KEYS = _Keys()
_IN_CITY = re.compile(r" in [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?$")
_STATE_AFTER = re.compile(r", (?:the )?(([A-Z][\w’'-]+)(?: [A-Z][\w’'-]+)?)")
_STOP = re.compile(r"\.(?![^\W_])")
_LISTED = re.compile(r"(?<=, )\w+(?: \w+)?(?P<last> (?:and|&) )")


def _key(text: str) -> str:
    """The text as names are looked up, as long as it was, with a blank more at either end.

    Names are looked up with these blanks, too, so that none begins or ends within a word, an amount or an address.
    """
    return _STOP.sub(" ", f" {text.translate(_KEYS)} ")


def _spellings(surface: str) -> Iterator[str]:
    yield surface
    if (listed := _LISTED.search(surface)) is not None:
        yield f"{surface[: listed.start('last')]},{surface[listed.start('last') :]}"
    for british, american in _SPELLINGS:
        if british in surface:
            yield surface.replace(british, american)
        elif american in surface:
            yield surface.replace(american, british)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The names that are looked up alike, as they are written, with what they can mean."""

    length: int
    names: list[tuple[str, tuple[Name, ...]]] = field(default_factory=list)
    told: dict[str, tuple[Name, ...]] = field(default_factory=dict)

    def meanings(self, surface: str) -> tuple[Name, ...]:
        """What a text can mean by these letters, none where its capitals say that they are no name."""
        if surface not in self.told:
            self.told[surface] = _meanings(surface.translate(_FOLD), self.names)
        return self.told[surface]


@lru_cache(maxsize=4)
def _automaton(gazetteer: Gazetteer) -> ahocorasick.Automaton:
    """Finds every name that stands alone."""
    table: dict[str, _Looked] = {}
    for surface, meanings in gazetteer.names.items():
        for spelling in _spellings(surface):
            key = _key(spelling)
            looked = table.setdefault(key, _Looked(len(spelling)))
            looked.names.append((spelling.translate(_FOLD), tuple(meanings)))
    automaton = ahocorasick.Automaton()
    for key, looked in table.items():
        automaton.add_word(key, looked)
    if table:
        automaton.make_automaton()
    return automaton


def _same_case(found: str, name: str) -> bool:
    """Whether letters are capitals where a name wants them; titles, and lower case of "the Centre", are forgiven."""
    if found == name:
        return True
    if found.isupper() and len(found) >= 4 and not name.isupper():
        return True
    if " " not in name:
        mixed = not (name.isupper() or name.istitle()) or not (found.isupper() or found.istitle())
        return len(name) > 5 and found[0].isupper() and (mixed or (name.isupper() and found.istitle()))
    if found.islower():
        return False
    spelled = zip(found.split(), name.split(), strict=False)
    if all(word[0].isupper() or not wanted[0].isupper() for word, wanted in spelled):
        return True
    told = [word for word in found.split() if len(word) > 3]
    if len(told) > 2 and told[-1] in _PLAIN_HEADS:
        told.pop()
    return all(word[0].isupper() or not word[0].isalpha() for word in told)


def _meanings(found: str, values: list[tuple[str, tuple[Name, ...]]]) -> tuple[Name, ...]:
    meant: list[Name] = []
    for name, names in values:
        if _same_case(found, name):
            meant += names
        elif name.startswith("the "):
            meant += [n for n in names if n.kind == "short"]
    return tuple(meant)


def known(text: str, gazetteer: Gazetteer) -> list[_Hit]:
    """The gazetteer's names in a text, the longest where they overlap, whatever they may mean."""
    automaton = _automaton(gazetteer)
    if not len(automaton):
        return []
    hits: list[_Hit] = []
    for after, looked in automaton.iter(_key(text)):
        end = after - 1
        start = end - looked.length
        surface = text[start:end]
        if meanings := looked.meanings(surface):
            if surface[:4].lower() == "the ":
                start, surface = start + 4, surface[4:]
            hits.append(_Hit(start, end, surface, meanings))
    kept: list[_Hit] = []
    for group in _overlapping(hits):
        if len(group) == 1:
            kept += group
            continue
        group += _in_full(text, group, gazetteer)
        for hit in _longest(group):
            inner = tuple(h for h in group if h is not hit and hit.start <= h.start and h.end <= hit.end)
            kept.append(hit._replace(inner=inner) if inner else hit)
    return kept


def _overlapping(spans: Iterable[_Span]) -> Iterator[list[_Span]]:
    """Spans in groups that overlap each other, in the order of the text."""
    group: list[_Span] = []
    reach = 0
    for span in sorted(spans, key=attrgetter("start")):
        if group and span.start >= reach:
            yield group
            group = []
        group.append(span)
        reach = max(reach, span.end)
    if group:
        yield group


def _in_full(text: str, hits: Sequence[_Hit], gazetteer: Gazetteer) -> list[_Hit]:
    """The names of persons that begin with one way to name them and end with another ("President | Doe | Jane")."""
    found: list[_Hit] = []
    for first in hits:
        meant = {m.id for m in first.meanings if gazetteer.type_of(m.id) == "Person"}
        for last in hits if meant else ():
            if first.start < last.start < first.end < last.end:
                whole = tuple(m for m in last.meanings if m.id in meant)
                found += [_Hit(first.start, last.end, text[first.start : last.end], whole)] if whole else []
    return found


def _longest(spans: Iterable[_Span]) -> list[_Span]:
    """Of spans that overlap only the longest, then the first; in the order of the text."""
    kept: list[_Span] = []
    for group in _overlapping(spans):
        chosen: list[_Span] = []
        for span in sorted(group, key=lambda s: (s.start - s.end, s.start)) if len(group) > 1 else group:
            if all(span.end <= other.start or other.end <= span.start for other in chosen):
                chosen.append(span)
        kept += sorted(chosen, key=attrgetter("start"))
    return kept


def _is_another_s(text: str, hit: _Hit, state: str, hits: Sequence[_Hit], gazetteer: Gazetteer) -> bool:
    """Whether the state named right before a body is not its own: "Fiji's | Ministry of Justice" is not Russia's."""
    before = [h for h in hits if h.end < hit.start and text[h.end : hit.start] in (" ", "'s ", "’s ")]
    states = {m.id for h in before for m in h.meanings if gazetteer.type_of(m.id) == "State"}
    return bool(states) and state not in states


def _covered(text: str, spans: Iterable[Mention]) -> bytearray:
    covered = bytearray(len(text) + 1)
    for span in spans:
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    return covered


class Names:
    """The names of one document: finds them in its texts, and keeps one identity for each through all of them.

    `key` is the document's key; it tells descriptive names of different documents apart.
    """

    def __init__(self, gazetteer: Gazetteer, texts: Sequence[str], key: str = "") -> None:
        self.gazetteer = gazetteer
        self.texts = texts
        self.key = key
        self._hits = [known(text, gazetteer) for text in texts]
        self.counts: Counter[str] = Counter()
        self._entities: dict[str, Entity] = {}
        self._acronyms: dict[str, Entity] = {}
        for hit in self._all_hits():
            if (
                len({m.id for m in hit.meanings}) == 1
                and not hit.meanings[0].ambiguous
                and hit.meanings[0].kind != "short"
            ):
                self.counts[hit.meanings[0].id] += 1

    def _all_hits(self) -> Iterator[_Hit]:
        for hits in self._hits:
            yield from hits

    def mentions(self) -> list[list[Mention]]:
        """The mentions of every text, in the order of the texts; none overlaps another."""
        first = [self._of(text, hits) for text, hits in zip(self.texts, self._hits, strict=True)]
        first = _with_numbers(self._with_explained(first))
        for text, found in zip(self.texts, first, strict=True):
            self._define(text, found)
        self._acronyms = by_initials(self.texts, first) | self._acronyms
        return [self._with_acronyms(text, found) for text, found in zip(self.texts, first, strict=True)]

    def _of(self, text: str, hits: list[_Hit]) -> list[Mention]:
        base = [m for hit in hits for m in self._meant(text, hit, hits)]
        base = sorted([*base, *self._departments(text, hits)], key=attrgetter("start"))
        actors = [(m.start, m.end) for m in base if m.entity.type in ("State", "Organization")]
        spans: list[Mention] = [self._edition(text, m) for m in base]
        starts = [m.start for m in base]
        for name in named(text, actors):
            near = base[bisect_left(starts, name.start) : bisect_right(starts, name.end)]
            if any(m.entity.type == "State" and _BODIES.fullmatch(text, name.start, m.start) for m in near):
                continue  # "the Foreign Ministries of Fiji and Kenya"
            before = bisect_left(starts, name.start)
            if before and name.start < base[before - 1].end < name.end and base[before - 1].entity.type != "State":
                name, near = replace(name, start=base[before - 1].start), [base[before - 1], *near]
            if not any(name.start < m.start < name.end < m.end and m.entity.type == name.type for m in near):
                spans.append(self._from_pattern(text, name, near))
        return _longest(spans)

    def _meant(self, text: str, hit: _Hit, hits: list[_Hit]) -> list[Mention]:
        """What a known name means; where it means nothing here, what the names within it do."""
        mention = self._mention(text, hit, hits)
        return [mention] if mention else [m for h in _longest(hit.inner) if (m := self._mention(text, h, hits))]

    def _departments(self, text: str, hits: list[_Hit]) -> Iterator[Mention]:
        """The bodies that one word for several tells: "the U.S. Departments of Justice, Commerce and State"."""
        for listed in _DEPARTMENTS.finditer(text):
            field = _FIELD.match(text, listed.start("fields"))
            if field is None or self.gazetteer.resolve(field.group(), ["State"]):
                continue
            first = start = listed.start("body")
            head = {"Departments": "Department", "Ministries": "Ministry"}[listed["body"]]
            for each in _FIELD.finditer(text, listed.start("fields"), listed.end("fields")):
                name = f"{head} of {each.group()}"
                hit = _Hit(first, first + len(name), name, tuple(self.gazetteer.called(name)))
                meaning = self._meaning(text, hit, hits) if hit.meanings else None
                entity = self.gazetteer.entity(meaning.id) if meaning else self.new("Organization", name)
                yield Mention(start, each.end(), text[start : each.end()], entity, "name" if meaning else "pattern")
                joint = _JOINS.match(text, each.end())
                start = joint.end() if joint else each.end()

    def _mention(self, text: str, hit: _Hit, hits: list[_Hit]) -> Mention | None:
        meaning = self._meaning(text, hit, hits)
        if meaning is None or _SIDING.search(text, max(0, hit.start - 9), hit.start):
            return None
        inner = tuple(m for h in hit.inner if (m := self._mention(text, h, hits)) and m.entity.type != "Person")
        return Mention(hit.start, hit.end, hit.surface, self.gazetteer.entity(meaning.id), _HOW[meaning.kind], inner)

    def _meaning(self, text: str, hit: _Hit, hits: list[_Hit]) -> Name | None:
        """What a known name means here, or None where the context does not support it."""
        strong = [m for m in hit.meanings if m.kind != "short" and not m.ambiguous]
        told = [m for m in hit.meanings if m.kind == "short" and self.counts[m.id]]
        if len(told) == 1 and hit.surface.isupper() and all(self.gazetteer.type_of(m.id) == "State" for m in strong):
            return told[0]  # "GUAM", the body that the text names in full, not the island
        if len({m.id for m in strong}) == 1:
            return strong[0]
        if strong:
            return max(strong, key=lambda m: (self.counts[m.id], -len(m.id)))
        supported = [(self._support(text, hit, m, hits), m) for m in hit.meanings]
        best = max(supported, key=lambda item: item[0])
        rivals = [s for s, m in supported if s == best[0] and m.id != best[1].id]
        return best[1] if best[0] > 0 and not rivals else None

    def _support(self, text: str, hit: _Hit, meaning: Name, hits: list[_Hit]) -> float:
        """How much the context speaks for a meaning that the name alone does not carry."""
        field_ = self.gazetteer.field
        support = 2.0 * min(self.counts[meaning.id], 3)
        owners = (*(field_(meaning.id, "part_of") or ()), *(field_(meaning.id, "by") or ()))
        state = field_(meaning.id, "organ_of")
        if meaning.kind == "short" and state and _is_another_s(text, hit, state, hits, self.gazetteer):
            return 0.0
        related = [r for r in (state, *owners) if r]
        for owner in related:
            for other in hits:
                if any(m.id == owner for m in other.meanings):
                    near = 0 <= hit.start - other.end <= 3 or re.fullmatch(
                        r" (?:of|in) (?:the )?", text[hit.end : other.start] if other.start > hit.end else "-"
                    )
                    support += 20.0 if near else 4.0
            support += min(self.counts[owner], 5) * 0.5
        if meaning.ambiguous and field_(meaning.id, "kind") == "threat-group":
            support += 4.0 if _IS_GROUP.match(text, hit.end) else 0.0
        if meaning.ambiguous and self.gazetteer.type_of(meaning.id) == "State":
            before = text[: hit.start].rstrip()[-20:].split(" ")[-1]
            title_before = before[:1].isupper() and before[-1:] != "," and before not in lexicon().never
            others = sum(1 for h in hits if h is not hit and self.gazetteer.type_of(h.meanings[0].id) == "State")
            joined = before[:1].isupper() and before[-1] in "-–/"
            around = text[max(hit.start - 12, 0) : hit.start] + text[hit.end : hit.end + 12]
            cased = before in ("the", "The") or joined or any(c.islower() for c in around)
            spelled = hit.surface.isupper() and cased
            placed = meaning.kind == "metonyms"
            listed = not placed and self._is_item(text, hit)
            support += 1.0 if spelled or listed else 0.0 if title_before or placed else 1.0 * min(others, 2)
        return support

    def _is_item(self, text: str, hit: _Hit) -> bool:
        """Whether a name is all of a line, in a document that names another state: an item of a list of them."""
        alone = not _LETTER.search(text[: hit.start]) and bool(_ENDS_ITEM.fullmatch(text, hit.end))
        return alone and any(self.gazetteer.type_of(id_) == "State" for id_ in self.counts)

    def _edition(self, text: str, mention: Mention) -> Mention:
        """A series with a year beside it is that year's edition ("Locked Shields 2023")."""
        if mention.entity.type not in ("Exercise", "Forum") or re.search(r"\d{4}$", mention.text):
            return mention
        after = _YEAR_AFTER.match(text, mention.end)
        before = _YEAR_BEFORE.search(text[: mention.start])
        if after:
            start, end, year = mention.start, after.end(), after[1]
        elif before and mention.entity.type == "Exercise":
            start, end, year = before.start(1), mention.end, before[1]
        else:
            return mention
        name = f"{mention.entity.name} {year}"
        edition = self._known_or_new(mention.entity.type, name, text[start:end])
        return Mention(start, end, text[start:end], edition, mention.how, (mention,))

    def _known_or_new(self, type_: str, name: str, *aliases: str) -> Entity:
        known_ = self.gazetteer.resolve(name, [type_])
        if len(known_) == 1 and not self._is_elsewhere(known_[0], name):
            return known_[0]
        return self.new(type_, name, *aliases)

    def _is_elsewhere(self, known_: Entity, name: str) -> bool:
        """Whether a name that many states have for a body or text of theirs is known of a state that no text here
        names.
        """
        of = self.gazetteer.field(known_.id, "organ_of") or next(iter(self.gazetteer.field(known_.id, "by") or ()), "")
        owner = "" if name.startswith("Department of") else of
        kinds = {n.kind for n in self.gazetteer.called(name) if n.id == known_.id}
        others = any(n and self.gazetteer.type_of(id_) == "State" for id_, n in self.counts.items())
        return others and bool(owner) and kinds == {"short"} and not self.counts[owner] and not self.counts[known_.id]

    def new(self, type_: str, name: str, *aliases: str) -> Entity:
        """An entity that no gazetteer knows; the same one whenever it is named alike, if only in this document where
        the name could be anybody's.
        """
        id_ = within(entity_id(type_, name), self.key) if is_general(name) else entity_id(type_, name)
        if id_ not in self._entities:
            extra = tuple(a for a in dict.fromkeys(aliases) if a != name)
            self._entities[id_] = Entity(id=id_, type=type_, name=name, aliases=extra)
        return self._entities[id_]

    def _from_pattern(self, text: str, name: Named, base: list[Mention]) -> Mention:
        inner = tuple(m for m in base if m.start >= name.start and m.end <= name.end)
        start, end = name.start, name.end
        for mention in inner:
            if mention.entity.type in ("State", "Person"):
                continue
            left, right = text[start : mention.start], text[mention.end : end]
            if " and " in left and not left.endswith("("):
                start, left = mention.start, ""
            if mention.entity.type == name.type == "Organization" and (
                _is_whole(mention, name.head, left, right) or (not right and _ends_name(left))
            ):
                return mention
            rest = left + right
            for state in inner:
                if state is not mention:
                    rest = rest.replace(state.text, "")
            if not re.search(r"\w", re.sub(r"['’]s\b|\b(?:in|of|at|with|and|the)\b", "", rest)):
                return replace(mention, start=min(start, mention.start), text=text[start : mention.end], inner=inner)
        owner = _OWNING.match(text, end) and re.search(r" of (?:the )?[^ ]+(?: [^ ]+)?$", text[start:end])
        if owner and any(m.start >= start + owner.start() and m.end == end for m in inner if m.entity.type == "State"):
            end = start + owner.start()
            inner = tuple(m for m in inner if m.end <= end)
        tail = re.search(r",? (?:in|with|at) (?:the )?(?:[^ ]+ ){0,3}[^ ]+$", text[start:end])
        if (
            tail
            and any(
                m.start >= start + tail.start() and m.end == end
                for m in inner
                if m.entity.type == "State" or m.how == "short"
            )
            and not re.search(r"\b(?:in|with|at)\b", text[start : start + tail.start()])
        ):
            end = start + tail.start()
            inner = tuple(m for m in inner if m.end <= end)
        if (city := _IN_CITY.search(text[:end], start)) and (land := _STATE_AFTER.match(text, end)):
            known = self.gazetteer.resolve(land[1], ["State"]) or self.gazetteer.resolve(land[2], ["State"])
            end = city.start() if known else end
        plain = re.sub(r"\s*\([^()]*\)", "", text[start:end])
        number = _NUMBER_BEFORE.search(text, max(0, start - 10), start) if happens(name.type, plain) else None
        if number and not self.gazetteer.resolve(plain, [name.type]):
            start, plain = number.start(), number.group() + plain
        return Mention(start, end, text[start:end], self._known_or_new(name.type, plain), "pattern", inner)

    def _with_explained(self, first: list[list[Mention]]) -> list[list[Mention]]:
        """The mentions and those of names that one place explains ("Acme Relay, a payment firm")."""
        told: dict[str, Entity] = {}
        for text, found in zip(self.texts, first, strict=True):
            for name in explained(text, found):
                entity = self._known_or_new(name.type, name.text)
                told.setdefault(name.text, entity)
                if name.short:
                    told.setdefault(name.short, entity)
        if not told:
            return first
        return [_with_names(text, found, told, "pattern") for text, found in zip(self.texts, first, strict=True)]

    def _define(self, text: str, found: list[Mention]) -> None:
        """Takes down what "(CRI)" after a name abbreviates."""
        for mention in found:
            if mention.how in ("adjective",) or mention.entity.type == "Person":
                continue
            defined = _DEFINED.match(text, mention.end)
            if defined and len(mention.text) > len(defined[1]) and defined[1] not in lexicon().titles | _ROLES:
                self._acronyms.setdefault(defined[1], mention.entity)

    def _as_defined(self, mention: Mention) -> Mention:
        """A known acronym that this document defines for another name means that one."""
        entity = self._acronyms.get(mention.text)
        if entity is None or entity.id == mention.entity.id or mention.how not in ("name", "short"):
            return mention
        known_ = {word.lower() for name in (mention.entity.name, *mention.entity.aliases) for word in name.split()}
        new = not known_.intersection(word.lower() for word in entity.name.split() if word[0].isupper())
        return (
            replace(mention, entity=entity, how="acronym") if new and stands_for(mention.text, entity.name) else mention
        )

    def _with_acronyms(self, text: str, found: list[Mention]) -> list[Mention]:
        if not self._acronyms:
            return found
        extra: list[Mention] = []
        found = [self._as_defined(mention) for mention in found]
        covered = _covered(text, found)
        for word in words(text):
            entity = self._acronyms.get(word.text) or self._acronyms.get(word.text.rstrip("s"))
            if entity is not None and not any(covered[word.start : word.end]):
                extra.append(Mention(word.start, word.end, word.text, entity, "acronym"))
        return sorted([*found, *extra], key=lambda m: m.start) if extra else found


def _ends_name(text: str) -> bool:
    """Whether a body's name ends with a text, so that one right after it is another's: "Reef Division | NATO"."""
    before = text.split()
    return len(before) > 1 and lexicon().heads.get(before[-1]) == "Organization"


def _is_whole(mention: Mention, head: str, left: str, right: str) -> bool:
    """Whether a known body is all of a name that capitals carry on, or that repeats a word of it: "Council of Europe
    Jane Roe", "2nd European Union", "ENISA Agency".
    """
    own = mention.text.split()
    if mention.how == "name" and len(own) > 1 and head in own and (not left or left[0].isdigit()):
        return bool(_CARRIED_ON.match(right)) if right else bool(left)
    said = f" {mention.entity.name} "
    return not left and len(own) == 1 and bool(right.strip()) and all(f" {w} " in said for w in right.split())


def _with_numbers(texts: list[list[Mention]]) -> list[list[Mention]]:
    """The mentions; an occasion named without its number is the numbered one of the document, if there is only one."""
    numbered: dict[tuple[str, str], dict[str, Entity]] = defaultdict(dict)
    for mention in (m for found in texts for m in found if m.how == "pattern" and is_numbered(m.entity.name)):
        entity = mention.entity
        if happens(entity.type, entity.name):
            numbered[entity.type, normal(entity.name).partition(" ")[2]][entity.id] = entity
    only = {key: next(iter(entities.values())) for key, entities in numbered.items() if len(entities) == 1}

    def meant(mention: Mention) -> Mention:
        one = only.get((mention.entity.type, normal(mention.entity.name))) if mention.how == "pattern" else None
        return replace(mention, entity=one) if one else mention

    return [[meant(mention) for mention in found] for found in texts] if only else texts


def with_persons(text: str, found: Sequence[Mention], people: Mapping[str, Entity]) -> list[Mention]:
    """The mentions of a text and those of persons, by every name that the document gives them."""
    return _with_names(text, found, people, "person")


def _with_names(text: str, found: Sequence[Mention], names: Mapping[str, Entity], how: How) -> list[Mention]:
    if not names:
        return list(found)
    kept = list(found)
    covered = _covered(text, [m for m in found if m.entity.type != "State"])
    for match in _names_pattern(tuple(sorted(names, key=lambda n: (-len(n), n)))).finditer(text):
        start, end = match.span()
        inner = tuple(m for m in kept if m.start < end and start < m.end)
        name = " ".join(match.group().split())
        if name in names and not any(covered[start:end]) and all(start <= m.start and m.end <= end for m in inner):
            kept = [m for m in kept if m not in inner]
            kept.append(Mention(start, end, match.group(), names[name], how, inner))
    return sorted(kept, key=lambda m: m.start)


@lru_cache(maxsize=8)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)")
