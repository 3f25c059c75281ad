"""Who and what a text names: known names (gazetteer), names that are built like names (patterns), and persons.

Works on the clean views of a document's blocks; offsets count the characters of a view. No parser is needed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

import ahocorasick

from ..schema.identity import entity_id
from ..schema.model import Entity
from .gazetteer import Gazetteer, Name
from .patterns import Named, lexicon, named, words

How = Literal["name", "adjective", "metonym", "short", "pattern", "acronym", "person", "described"]

_HOW: dict[str, How] = {
    "name": "name",
    "aliases": "name",
    "adjectives": "adjective",
    "metonyms": "metonym",
    "short": "short",
}
_SPELLINGS = (("Defence", "Defense"), ("Centre", "Center"), ("Organisation", "Organization"), ("Programme", "Program"))
_FOLD = {ord(c): " " for c in "-–‑—/\u00a0"} | {ord(c): "'" for c in "’‘`´"}
for _code in range(0xC0, 0x250):
    _base = unicodedata.normalize("NFKD", chr(_code))[0]
    if _base.isascii():
        _FOLD[_code] = _base
_DEFINED = re.compile(r"\s?\(\s?(?:the\s+|or\s+|hereinafter\s+)?[\"“‘']?(?:the\s+)?([A-Z][\w&/\-]{1,14})[\"”’']?\s?\)")
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


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    surface: str
    meanings: tuple[Name, ...]
    inner: tuple[_Hit, ...] = ()


def fold(text: str) -> str:
    """The text as names are compared: the same length, lower case, no accents, plain quotes, blanks for hyphens."""
    plain = text.translate(_FOLD)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _spellings(surface: str) -> Iterator[str]:
    yield surface
    for british, american in _SPELLINGS:
        if british in surface:
            yield surface.replace(british, american)
        elif american in surface:
            yield surface.replace(american, british)


@lru_cache(maxsize=4)
def _automaton(gazetteer: Gazetteer) -> ahocorasick.Automaton:
    table: dict[str, list[tuple[str, tuple[Name, ...]]]] = {}
    for surface, meanings in gazetteer.names.items():
        for spelling in _spellings(surface):
            table.setdefault(fold(spelling), []).append((spelling, tuple(meanings)))
    automaton = ahocorasick.Automaton()
    for key, values in table.items():
        automaton.add_word(key, (len(key), values))
    if table:
        automaton.make_automaton()
    return automaton


def _same_case(found: str, surface: str, short: bool) -> bool:
    plain = found.translate(_FOLD)
    wanted = surface.translate(_FOLD)
    if plain == wanted:
        return True
    if plain.isupper() and len(plain) >= 4 and not surface.isupper():
        return True
    if " " not in wanted:
        return len(wanted) > 5 and wanted.isupper() and plain.istitle()
    if short and wanted.startswith("the "):
        return True
    return all(word[0].isupper() or not word[0].isalpha() for word in plain.split() if len(word) > 3) and any(
        word[0].isupper() for word in plain.split()
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "_@" or after.isalnum() or after in "_$@":
        return False
    if before == "." and start > 1 and text[start - 2].isalnum():
        return False
    return not (after == "." and end + 1 < len(text) and text[end + 1].isalnum())


def known(text: str, gazetteer: Gazetteer) -> list[_Hit]:
    """The gazetteer's names in a text, the longest where they overlap, whatever they may mean."""
    automaton = _automaton(gazetteer)
    if not len(automaton):
        return []
    hits: list[_Hit] = []
    for last, (length, values) in automaton.iter(fold(text)):
        start, end = last - length + 1, last + 1
        if not _stands_alone(text, start, end):
            continue
        found = text[start:end]
        meanings = tuple(
            meaning
            for surface, names in values
            for meaning in names
            if _same_case(found, surface, meaning.kind == "short")
        )
        if meanings:
            start += 4 if found[:4].lower() == "the " else 0
            hits.append(_Hit(start, end, text[start:end], meanings))
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start - h.end, h.start)):
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    kept.sort(key=lambda hit: hit.start)
    return [_with_inner(hit, hits) for hit in kept] if len(kept) < len(hits) else kept


def _with_inner(hit: _Hit, hits: Sequence[_Hit]) -> _Hit:
    inner = tuple(h for h in hits if h is not hit and hit.start <= h.start and h.end <= hit.end)
    return replace(hit, inner=inner) if inner else hit


class Names:
    """The names of one document: finds them in its texts, and keeps one identity for each through all of them.

    `key` is the document's key; it tells descriptive names of different documents apart.
    """

    def __init__(self, gazetteer: Gazetteer, texts: Sequence[str]) -> None:
        self.gazetteer = gazetteer
        self.texts = texts
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
        for text, found in zip(self.texts, first, strict=True):
            self._define(text, found)
        return [self._with_acronyms(text, found) for text, found in zip(self.texts, first, strict=True)]

    def _of(self, text: str, hits: list[_Hit]) -> list[Mention]:
        base = [m for hit in hits if (m := self._mention(text, hit, hits)) is not None]
        actors = [(m.start, m.end) for m in base if m.entity.type in ("State", "Organization")]
        spans: list[Mention] = [self._edition(text, m) for m in base]
        spans += [self._from_pattern(text, name, base) for name in named(text, actors)]
        taken: list[Mention] = []
        for mention in sorted(spans, key=lambda m: (-(m.end - m.start), m.start, m.how == "pattern")):
            if all(mention.end <= t.start or mention.start >= t.end for t in taken):
                taken.append(mention)
        return sorted(taken, key=lambda m: m.start)

    def _mention(self, text: str, hit: _Hit, hits: list[_Hit]) -> Mention | None:
        meaning = self._meaning(text, hit, hits)
        if meaning is None:
            return None
        inner = tuple(m for h in hit.inner if (m := self._mention(text, h, hits)) and m.entity.type != "Person")
        return Mention(hit.start, hit.end, hit.surface, self.gazetteer.entity(meaning.id), _HOW[meaning.kind], inner)

    def _meaning(self, text: str, hit: _Hit, hits: list[_Hit]) -> Name | None:
        """What a known name means here, or None where the context does not support it."""
        strong = [m for m in hit.meanings if m.kind != "short" and not m.ambiguous]
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
        related = [r for r in (field_(meaning.id, "organ_of"), *(field_(meaning.id, "part_of") or ())) if r]
        for owner in related:
            for other in hits:
                if any(m.id == owner for m in other.meanings):
                    near = 0 <= hit.start - other.end <= 3 or re.fullmatch(
                        r" (?:of|in) (?:the )?", text[hit.end : other.start] if other.start > hit.end else "-"
                    )
                    support += 20.0 if near else 4.0
            support += min(self.counts[owner], 5) * 0.5
        if meaning.ambiguous and self.gazetteer.type_of(meaning.id) == "State":
            before = text[: hit.start].rstrip()[-20:].split(" ")[-1]
            title_before = before[:1].isupper() and before not in lexicon().never
            others = sum(1 for h in hits if h is not hit and self.gazetteer.type_of(h.meanings[0].id) == "State")
            support += 0.0 if title_before else 1.0 * min(others, 2)
        return support

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
        if len(known_) == 1:
            return known_[0]
        return self.new(type_, name, *aliases)

    def new(self, type_: str, name: str, *aliases: str) -> Entity:
        """An entity that no gazetteer knows; the same one whenever it is named alike in this document."""
        id_ = entity_id(type_, name)
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
            if " and " in left:
                start, left = mention.start, ""
            rest = left + right
            for state in inner:
                if state is not mention:
                    rest = rest.replace(state.text, "")
            if not re.search(r"\w", re.sub(r"['’]s\b|\b(?:in|of|at|with|and|the)\b", "", rest)):
                return replace(mention, start=min(start, mention.start), text=text[start : mention.end], inner=inner)
        tail = re.search(r",? (?:in|with|at) (?:the )?(?:[^ ]+ ){0,3}[^ ]+$", text[start:end])
        if (
            tail
            and any(m.start >= start + tail.start() and m.end == end for m in inner if m.entity.type == "State")
            and not re.search(r"\b(?:in|with|at)\b", text[start : start + tail.start()])
        ):
            end = start + tail.start()
            inner = tuple(m for m in inner if m.end <= end)
        plain = re.sub(r"\s*\([^()]*\)", "", text[start:end])
        return Mention(start, end, text[start:end], self._known_or_new(name.type, plain), "pattern", inner)

    def _define(self, text: str, found: list[Mention]) -> None:
        """Takes down what "(CRI)" after a name abbreviates."""
        for mention in found:
            if mention.how in ("adjective",) or mention.entity.type == "Person":
                continue
            defined = _DEFINED.match(text, mention.end)
            if defined and len(mention.text) > len(defined[1]):
                self._acronyms.setdefault(defined[1], mention.entity)

    def _with_acronyms(self, text: str, found: list[Mention]) -> list[Mention]:
        if not self._acronyms:
            return found
        extra: list[Mention] = []
        for word in words(text):
            entity = self._acronyms.get(word.text) or self._acronyms.get(word.text.rstrip("s"))
            if entity is not None and all(word.end <= m.start or word.start >= m.end for m in found):
                extra.append(Mention(word.start, word.end, word.text, entity, "acronym"))
        return sorted([*found, *extra], key=lambda m: m.start) if extra else found


def with_persons(text: str, found: Sequence[Mention], people: Mapping[str, Entity]) -> list[Mention]:
    """The mentions of a text and those of persons, by every name that the document gives them."""
    if not people:
        return list(found)
    extra: list[Mention] = []
    for match in _people_pattern(tuple(sorted(people, key=lambda n: (-len(n), n)))).finditer(text):
        start, end = match.span()
        name = " ".join(match.group().split())
        if all(end <= m.start or start >= m.end for m in found) and name in people:
            extra.append(Mention(start, end, match.group(), people[name], "person"))
    return sorted([*found, *extra], key=lambda m: m.start)


@lru_cache(maxsize=8)
def _people_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in names) + r")(?!\w)")
