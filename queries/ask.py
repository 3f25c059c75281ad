"""Plain English -> a question of the catalogue, offline and deterministic.

A question is read word by word (names, periods, the words of `english.yaml`), and a reading is taken only if one
phrasing accounts for every word, and no phrasing of another question does. Else it is unsure: better no answer than the
answer to another question.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from ..graph.connect import Store
from ..loaders.gazetteer import Gazetteer
from ..schema.errors import EntenteError
from ..schema.identity import normal
from ..schema.vocabulary import vocabulary
from . import catalog, period, when
from .catalog import Query
from .phrasing import Filled, Item, Name, Phrasing, Slot
from .when import When

NameBook = Mapping[str, Sequence[tuple[str, str]]]
"""Names beyond the gazetteer's: `normal(name)` -> the (id, type) of the entities called so."""

_WORD = re.compile(
    r"\b\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\w-])|[^\W_]+(?:[.&+][^\W_]+)*\.?(?:(?=\W|$))|['’]s\b|['’]|n['’]t\b|-|&|_"
)
_CLAIM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9a-f]*\d)[0-9a-f]{8}", re.IGNORECASE)
_CLOSING = " ?!.…;:,"
_NO_START = frozenset({"'s", "'", "-", "&", "and", "of"})  # no name begins with these
_NO_END = _NO_START | {"the", "a", "in"}
_LONGEST = 12  # words of the longest name that is looked for
_GROUP = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)\??")
_SLOT = re.compile(r"\{[^}]*\}")
_TAG = re.compile(r"[^\s()|?/]+")
_SAID = {"claim": frozenset({"Claim"}), "role": frozenset({"Role"}), "incident": frozenset({"Incident"})}
"""Parameters that are no entities, and what in a question stands for them."""
_LONG = 6  # letters of the shortest word that is known when it is misspelt


@dataclass(frozen=True)
class Reading:
    """A question of the catalogue and its parameters: entities as ids, dates as EDTF.

    `sure` says that it accounts for every word of what was asked, and that nothing else does; only then may it be run.
    `unread` are the words that kept it from being sure.
    """

    query: str
    title: str
    parameters: dict[str, Any]
    sure: bool = False
    unread: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that runs it."""
        words = ["entente", "query", self.query]
        for name, value in self.parameters.items():
            words += [catalog.flag(name)] if value is True else [catalog.flag(name), str(value)]
        return shlex.join(words)

    def as_json(self) -> dict[str, Any]:
        """`{"query": ..., "parameters": {...}}`"""
        return {"query": self.query, "parameters": self.parameters}


def read(
    question: str,
    *,
    today: dt.date | None = None,
    folder: Path | None = None,
    gazetteer: Gazetteer | None = None,
    names: NameBook | None = None,
) -> list[Reading]:
    """The one reading, sure; or up to three that come closest, none of them sure (best first; none if nothing is near).

    `today` is what "last year" counts from, `folder` holds a user's own questions, `names` are those in a store.
    """
    reader = _Reader(_english(folder), gazetteer or Gazetteer.load(), names or {}, today or dt.date.today())
    return reader.read(question)


def stored_names(store: Store) -> dict[str, list[tuple[str, str]]]:
    """Every name of every entity in the store, as `read` takes them."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = store.read(
        "MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.aliases AS aliases,"
        " head([label IN labels(e) WHERE label <> 'Entity']) AS type"
    )
    for row in rows:
        for name in {normal(name) for name in (row["name"], *(row["aliases"] or ()))}:
            found[name].append((row["id"], row["type"]))
    return found


class _Kind(BaseModel):
    """How one question is asked; see `english.yaml`."""

    model_config = ConfigDict(extra="forbid")

    forms: dict[str, list[dict[str, str]]] = {}
    phrasings: list[str] = []
    undated: list[str] = []
    during: Literal["period", "as-of", "year"] = "period"
    range: Literal["fine", "unsure"] = "fine"
    dates: Literal["fine", "none", "needed"] = "fine"


class _Option(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: list[str]
    parameter: str
    value: bool


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    polite: list[str]
    closing: list[str]
    ignored: list[str]
    ignored_phrases: list[str]
    words: dict[str, list[str]]
    loose: list[str]
    loose_later: list[str]
    light: list[str]
    suffered: list[str]
    no_names: list[str]
    titles: list[str]
    portfolios: list[str]
    portfolio_links: list[str]
    ignored_in_roles: list[str]
    incident_words: list[str]
    times: dict[str, list[str]]
    questions: dict[str, _Kind]
    forms: dict[str, list[str]]
    options: list[_Option]
    macros: dict[str, str]


@dataclass
class _Line:
    """A phrasing, parsed when first needed: most questions lack one of the `words` of most phrasings."""

    text: str
    parse: Callable[[str], Phrasing]
    macros: Mapping[str, str]

    def __post_init__(self) -> None:
        bare = _GROUP.sub("", self.text)
        self.words = frozenset(word for word in bare.split() if word.isalpha() and word.islower())

    @cached_property
    def phrasing(self) -> Phrasing:
        return self.parse(self.text)

    @cached_property
    def tags(self) -> frozenset[str]:
        """All its tags, without parsing it."""
        said = set(_TAG.findall(_SLOT.sub("", self.text)))
        for name in said & self.macros.keys():
            said |= set(_TAG.findall(self.macros[name]))
        return frozenset(said)


@dataclass(frozen=True)
class _Asked:
    """A question of the catalogue with its phrasings; those in `undated` do not go with a period."""

    query: Query
    kind: _Kind
    phrasings: tuple[_Line, ...]
    undated: tuple[_Line, ...]


@dataclass
class _English:
    """Words, phrasings and questions, ready to read with."""

    file: _File
    queries: dict[str, Query]
    forms: dict[str, frozenset[str]] = field(init=False)
    ignored: frozenset[str] = field(init=False)
    no_names: frozenset[str] = field(init=False)
    light: frozenset[str] = field(init=False)
    longest: int = field(init=False)

    def __post_init__(self) -> None:
        forms: dict[str, set[str]] = defaultdict(set)
        for tag, spellings in self.file.words.items():
            for form in (form for spelling in spellings for form in _inflected(spelling)):
                forms[" ".join(_words(form))].add(tag)
        self.forms = {form: frozenset(tags) for form, tags in forms.items()}
        self.ignored = frozenset(word for line in self.file.ignored for word in line.split())
        self.no_names = frozenset(self.file.no_names)
        self.light = frozenset(self.file.light)
        phrases = [*self.forms, *self.file.ignored_phrases, *(w for o in self.file.options for w in o.words)]
        self.longest = max(len(phrase.split()) for phrase in phrases)

    @cached_property
    def polite(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(f'(?:{line})' for line in self.file.polite)})\b[\s,:!—–-]*", re.IGNORECASE)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        return re.compile(
            rf"[\s,(–—-]+(?:{'|'.join(f'(?:{line})' for line in self.file.closing)})[\s?.!)]*$", re.IGNORECASE
        )

    @cached_property
    def times(self) -> list[tuple[list[str], str]]:
        """Dates that go by a name: the words of the name, longest first, and the date."""
        named = [(_words(name), date) for date, names in self.file.times.items() for name in names]
        return sorted(named, key=lambda each: -len(each[0]))

    @cached_property
    def macros(self) -> dict[str, str]:
        return {n: f"({text})" if re.search(r"[ /|]", text) else text for n, text in self.file.macros.items()}

    @cached_property
    def asked(self) -> list[_Asked]:
        return [self._asked(query) for query in self.queries.values()]

    def _asked(self, query: Query) -> _Asked:
        kind = self.file.questions.get(query.name, _Kind())
        everything = frozenset(vocabulary().entities)
        types = {
            name: _SAID.get(name) or frozenset(parameter.of) or everything
            for name, parameter in query.front.parameters.items()
            if parameter.type in {"entity", "claim"} or name in _SAID
        }

        def parse(line: str) -> Phrasing:
            try:
                return Phrasing.parse(line, self.macros, types)
            except ValueError as error:
                raise EntenteError(f"queries/english.yaml: {query.name}: {error}") from error

        def lines(texts: Iterable[str]) -> tuple[_Line, ...]:
            return tuple(_Line(text, parse, self.macros) for text in texts)

        formed = [
            _formed(line, meanings)
            for form, each in kind.forms.items()
            for meanings in each
            for line in self.file.forms[form]
        ]
        return _Asked(query, kind, lines(dict.fromkeys([*kind.phrasings, *formed])), lines(kind.undated))


@lru_cache(maxsize=4)
def _english(folder: Path | None) -> _English:
    text = files(__package__).joinpath("english.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return _English(_File.model_validate(raw), catalog.catalog(folder))


def _formed(line: str, meanings: Mapping[str, str]) -> str:
    """A phrasing that many questions share as one of this question: each letter stands for a parameter or for words."""
    return re.sub(r"\b[A-Z]\b", lambda letter: meanings[letter.group()], line)


def _inflected(spelling: str) -> list[str]:
    """The spelling; `help~` stands for all regular forms of a verb."""
    if not spelling.endswith("~"):
        return [spelling]
    verb = spelling[:-1]
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    return [verb, f"{verb}{'es' if verb.endswith(('s', 'sh', 'ch')) else 's'}", f"{verb}ed", f"{verb}ing"]


def _words(text: str) -> list[str]:
    return [match.group().lower().replace("’", "'") for match in _WORD.finditer(text)]


@dataclass
class _Heard:
    """A question, read word by word."""

    items: list[Item] = field(default_factory=list)
    times: list[When] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    period_last: bool = False

    @property
    def wordings(self) -> Iterator[list[Item]]:
        """The words; and without "what are", which asks for the same as what follows by itself."""
        yield self.items
        opening = self.items[:2]
        if len(self.items) > 2 and "which" in opening[0].tags and "be" in opening[1].tags and opening[1].loose:
            yield self.items[2:]

    def add(self, item: Item) -> None:
        self.items.append(item)
        self.period_last = False


class _Reader:
    def __init__(self, english: _English, gazetteer: Gazetteer, names: NameBook, today: dt.date) -> None:
        self._english = english
        self._gazetteer = gazetteer
        self._names = names
        self._today = today
        self._whole_names = True

    def read(self, question: str) -> list[Reading]:
        heard = self._hear(question)
        found = self._found(heard)
        if not found:  # "cyberattacks on Georgia in 2008" have a name, but are asked for
            self._whole_names = False
            found = self._found(self._hear(question))
        readings = list(found.values())
        if len(readings) == 1 and readings[0].sure:
            return readings
        unsure = [Reading(r.query, r.title, r.parameters) for r in readings]
        return [*unsure, *self._closest(heard, {r.query for r in unsure})][:3]

    def _found(self, heard: _Heard) -> dict[str, Reading]:
        """All readings that account for every word."""
        found: dict[str, Reading] = {}
        for items in heard.wordings:
            for asked in self._english.asked:
                for reading in self._readings(asked, heard, items):
                    found.setdefault(repr(reading), reading)
            if found:
                break
        return found

    # Hearing

    def _hear(self, question: str) -> _Heard:
        text = self._plain(question)
        spans = [(match.start(), match.end()) for match in _WORD.finditer(text)]
        cased = [text[start:end] for start, end in spans]
        words = [word.lower().replace("’", "'") for word in cased]
        heard = _Heard()
        at = 0
        while at < len(words):
            at += (
                self._hear_claim(text, spans, at, heard)
                or self._hear_and(text, spans, words, at, heard)
                or self._hear_period(text, spans, words, at, heard)
                or self._hear_name(text, spans, words, at, heard)
                or self._hear_role(words, at, heard)
                or self._hear_top(words, at, heard)
                or self._hear_phrase(text, spans, words, at, heard)
                or self._hear_unknown(cased[at], words[at], heard)
            )
        if sum(1 for item in heard.items if item.names) > 1:
            heard.items = [replace(item, loose=True) if "bilateral" in item.tags else item for item in heard.items]
        return heard

    def _plain(self, question: str) -> str:
        """Without politeness; a question all in capitals is taken as if it were in lower case."""
        text = " ".join(question.replace("“", '"').replace("”", '"').split())
        text = re.sub(r"\b(what|where|when|how|which|there)['’]s\b", r"\1 is", text, flags=re.IGNORECASE)
        text = re.sub(r"\bcan['’]t\b", "cannot", text, flags=re.IGNORECASE)
        text = re.sub(r"n['’]t\b", " not", text, flags=re.IGNORECASE)
        text = re.sub(r"(?<=\w)/(?=[A-Za-z])", " - ", text.replace(" + ", " and "))
        if text.isupper() and len(text.split()) > 2:
            text = text.lower()
        while (match := self._english.polite.match(text)) and match.end() < len(text):
            text = text[match.end() :]
        text = text.rstrip(_CLOSING)
        while (match := self._english.closing.search(text)) and match.start() > 0:
            text = text[: match.start()].rstrip(_CLOSING)
        return text

    def _hear_claim(self, text: str, spans: list[tuple[int, int]], at: int, heard: _Heard) -> int:
        match = _CLAIM.match(text, spans[at][0])
        if not match or (match.end() < len(text) and text[match.end()].isalnum()):
            return 0
        heard.add(Item(match.group(), names=(Name(match.group().lower(), "Claim"),)))
        return sum(1 for start, _ in spans[at:] if start < match.end())

    def _hear_and(self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, heard: _Heard) -> int:
        """The "and" of "after 2019 and before 2022"."""
        if words[at] not in {"and", "but"} or not heard.period_last:
            return 0
        here = _Heard()
        return 1 if self._hear_period(text, spans, words, at + 1, here) and here.times[0].kind != "during" else 0

    def _hear_period(self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, heard: _Heard) -> int:
        def event(here: int) -> tuple[int, str] | None:
            for called, date in self._english.times:
                if words[here : here + len(called)] == called:
                    return len(called), date
            length, names = self._name_at(text, spans, words, here, exact=False)
            dates = {str(self._gazetteer.field(name.id, "date")) for name in names} - {"None"}
            return (length, dates.pop()) if len(names) == 1 and dates else None

        found = when.find(words, at, self._today, event)
        if not found or self._name_at(text, spans, words, at)[0] >= found.length:
            return 0
        heard.times.append(found.when)
        heard.period_last = True
        return found.length

    def _hear_name(self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, heard: _Heard) -> int:
        length, names = self._name_at(text, spans, words, at)
        if not length and (states := self._possessor(words[at])):
            length, names = 1, states
        organs = all(self._gazetteer.field(name.id, "organ_of") for name in names)
        if organs and (organ := self._hear_organ(text, spans, words, at, heard)):
            return organ
        if not length:
            return 0
        if heard.items and heard.items[-1].tags == {"exercise"} and any(name.type == "Exercise" for name in names):
            heard.items.pop()  # "the exercise Locked Shields"
        heard.add(Item(text[spans[at][0] : spans[at + length - 1][1]], names=names))
        return length

    def _hear_role(self, words: list[str], at: int, heard: _Heard) -> int:
        """ "cyber ambassador", "minister of foreign affairs": the words that tell one office from another."""
        file = self._english.file
        field = at + self._run(words, at, file.portfolios)
        end = field + self._run(words, field, file.titles)
        if end == field:
            return 0
        said = words[at:end]
        link = end + self._longest(words, end, file.portfolio_links)
        if link > end and (more := self._run(words, link, file.portfolios)):
            said = [*words[link : link + more], *said]
            end = link + more
        said = [word.removesuffix("s") for word in said if word not in file.ignored_in_roles]
        role = re.sub(r"\bcyber ?security\b", "cyber", " ".join(said))
        heard.add(Item(" ".join(words[at:end]), names=(Name(role, "Role"),)))
        return end - at

    def _run(self, words: list[str], at: int, phrases: Sequence[str]) -> int:
        """The number of words from here on that such phrases make up."""
        end = at
        while length := self._longest(words, end, phrases):
            end += length
        return end - at

    @staticmethod
    def _longest(words: list[str], at: int, phrases: Sequence[str]) -> int:
        return max((len(p.split()) for p in phrases if words[at : at + len(p.split())] == p.split()), default=0)

    def _hear_organ(self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, heard: _Heard) -> int:
        """ "Ministry of Defense" directly after its state is that state's: the two become one name."""
        before = [item for item in heard.items if "'s" not in item.tags][-1:]
        states = [name.id for item in before for name in item.names if name.type == "State"]
        if not states:
            return 0
        for length in range(min(_LONGEST, len(spans) - at), 0, -1):
            written = text[spans[at][0] : spans[at + length - 1][1]]
            if all(self._is_plain_word(word) for word in words[at : at + length]):
                continue
            organs = [
                Name(entity.id, entity.type)
                for entity in self._gazetteer.resolve(written)
                if self._gazetteer.field(entity.id, "organ_of") in states
            ]
            if organs:
                while "'s" in heard.items[-1].tags:
                    heard.items.pop()
                state = heard.items.pop()
                heard.add(Item(f"{state.text} {written}", names=tuple(organs)))
                return length
        return 0

    def _name_at(
        self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, exact: bool = True
    ) -> tuple[int, tuple[Name, ...]]:
        """The longest name that begins at this word; words of questions are part of it only in its own spelling.

        Unless `exact` is off, for an event where a date is looked for.
        """
        for length in range(min(_LONGEST, len(spans) - at), 0, -1):
            last = at + length - 1
            if words[last] in _NO_END or words[at] in _NO_START:
                continue
            inside = words[at : at + length]
            written = text[spans[at][0] : spans[last][1]]
            if all(self._is_plain_word(word) for word in inside) and not (length == 1 and _is_acronym(written)):
                continue
            if length == 1 and not _is_acronym(written) and words[at] in self._english.no_names:
                continue
            names = self._meanings(written)
            if exact and names and length > 1 and any(word in self._english.forms for word in inside):
                if not self._whole_names and self._is_described(text, spans[at : at + length], inside):
                    names = ()
                elif not text.islower():
                    names = tuple(name for name in names if self._is_spelling(name.id, written))
            if names:
                return self._without_class(text, spans, words, at, length, names), names
        return 0, ()

    def _is_described(self, text: str, spans: list[tuple[int, int]], words: list[str]) -> bool:
        """Whether a name says by its words what is asked for: "EU cyber sanctions", not "Budapest Convention"."""
        small = [word for word, (start, _) in zip(words, spans, strict=True) if start == 0 or text[start].islower()]
        cities = any(
            normal(text[start:end]) in {normal(each) for each in self._gazetteer.field(entity.id, "metonyms") or ()}
            for start, end in spans
            for entity in self._gazetteer.resolve(text[start:end])
        )
        return not cities and any(word in self._english.forms for word in small)

    def _possessor(self, word: str) -> tuple[Name, ...]:
        """The state in "japans exercises", an apostrophe being left out."""
        name = word.removesuffix("s")
        if name == word or word in self._english.forms:
            return ()
        return tuple(
            each
            for each in self._meanings(name)
            if each.type == "State" and normal(str(self._gazetteer.field(each.id, "name"))) == normal(name)
        )

    def _is_spelling(self, id_: str, written: str) -> bool:
        """Whether the name is spelled so, small letters for capitals apart: but "US aid" is not US AID."""
        spellings = {str(self._gazetteer.field(id_, "name")), *(self._gazetteer.field(id_, "aliases") or ())}
        matched = [each.split() for each in spellings if normal(each) == normal(written)]
        small = {word.upper() for word in written.split() if word.islower()}
        return not matched or any(small.isdisjoint(words) for words in matched)

    def _without_class(
        self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, length: int, names: tuple[Name, ...]
    ) -> int:
        """The length of the name without a word for those in it: "Quad members" is the Quad, and its members."""
        for shorter in range(length - 1, 0, -1):
            if self._english.forms.get(words[at + shorter], frozenset()).isdisjoint({"member", "country"}):
                break
            if self._meanings(text[spans[at][0] : spans[at + shorter - 1][1]]) == names:
                return self._without_class(text, spans, words, at, shorter, names)
        return length

    def _is_plain_word(self, word: str) -> bool:
        return word in self._english.forms or word in self._english.ignored or word.isdigit()

    def _meanings(self, written: str) -> tuple[Name, ...]:
        key = normal(written)
        meant = self._gazetteer.resolve(written)
        if [entity.id for entity in meant] == [written]:  # a state's code, and perhaps somebody's acronym
            meant += self._gazetteer.resolve(written.lower())
        found = {
            id_: Name(id_, type_, self._stands_not(id_, written), self._is_adjective(id_, key), written)
            for id_, type_ in ((each.id, each.type) for each in meant)
            if (type_ == "Person" and len(meant) == 1 and written[0].isupper()) or not self._only_in_context(id_, key)
        }
        if not found:
            found = {id_: Name(id_, type_, said=written) for id_, type_ in self._names.get(key, ())}
        return tuple(found.values())

    def _stands_not(self, id_: str, written: str) -> bool:
        """Whether it is a dated event, or people: "Russians" are not Russia when somebody sanctions them."""
        people = written.endswith("s") and written in (self._gazetteer.field(id_, "adjectives") or ())
        return people or bool(self._gazetteer.field(id_, "date"))

    def _is_adjective(self, id_: str, key: str) -> bool:
        return key in {normal(each) for each in self._gazetteer.field(id_, "adjectives") or ()}

    def _only_in_context(self, id_: str, key: str) -> bool:
        """Whether the entity goes by this name ("the Centre") only where the context says which one it is."""
        field = self._gazetteer.field
        full = [field(id_, "name"), id_, *(field(id_, "aliases") or ())]
        full += [*(field(id_, "adjectives") or ()), *(field(id_, "metonyms") or ())]
        return key not in {normal(name) for name in full}

    def _suffers(self, text: str, spans: list[tuple[int, int]], words: list[str], at: int) -> bool:
        """Whether this is the "was" of "was Russia condemned", or the "been" of "has Russia been condemned"."""
        if "be" not in self._english.forms.get(words[at], ()):
            return False
        start = at + 1 + (words[at + 1 : at + 2] == ["the"])
        length = self._name_at(text, spans, words, start)[0] if start < len(words) else 0
        after = " ".join(words[start + length : start + length + 1])
        if after.endswith(("ing", "s")):
            return False
        return not self._english.forms.get(after, frozenset()).isdisjoint(self._english.file.suffered)

    def _hear_phrase(self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, heard: _Heard) -> int:
        english = self._english
        for length in range(min(english.longest, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            for option in english.file.options:
                if phrase in option.words:
                    heard.options[option.parameter] = option.value
                    return length
            if length == 1 and phrase in english.ignored:
                if phrase in {"did", "does"} and heard.items and heard.items[-1].names:  # "what Japan did"
                    heard.add(Item(phrase, frozenset({"doing"}), loose=True))
                return 1
            if phrase in english.file.ignored_phrases and not self._breaks_name(text, spans, words, at, length):
                return length
            if phrase in english.forms:
                tags = english.forms[phrase]
                passive = self._suffers(text, spans, words, at)
                tags = tags | {"passive"} if passive else tags
                loose = not tags.isdisjoint(english.file.loose) and not passive
                loose = loose or (phrase == "got" and not {"has", "have"}.isdisjoint(words[:at]))
                later = bool(heard.items) and phrase in english.file.loose_later
                heard.add(Item(phrase, tags, loose=loose or later))
                return length
        return 0

    def _breaks_name(self, text: str, spans: list[tuple[int, int]], words: list[str], at: int, length: int) -> bool:
        """Whether a name begins among these words and ends after them: "in Cyber Coalition" is not "in cyber"."""
        return any(self._name_at(text, spans, words, at + k)[0] > length - k for k in range(1, length))

    def _hear_top(self, words: list[str], at: int, heard: _Heard) -> int:
        """ "top 5", "5 most active", "the 5 countries attacked most"."""
        following = words[at + 1 : at + 2]
        many = "most" in words and bool(following) and "who" in self._english.forms.get(following[0], ())
        if words[at] == "top" or following == ["most"] or many:
            number = words[at + 1] if words[at] == "top" and following else words[at]
            if 0 < (count := when.number(number)) < 1000:
                heard.options["limit"] = count
                heard.add(Item(number, frozenset({"rank"}), loose=many))
                return 2 if words[at] == "top" else 1
        return 0

    def _hear_unknown(self, cased: str, word: str, heard: _Heard) -> int:
        if word == "-" or word == "'":
            heard.add(Item(word, frozenset({word}), loose=True))
        else:
            heard.add(Item(cased, self._misspelt(word) if cased.islower() else frozenset({f"={word}"})))
        return 1

    def _misspelt(self, word: str) -> frozenset[str]:
        """The tags of the known words that one slip of the pen away are this one, if all mean the same; else itself."""
        if len(word) < _LONG:
            return frozenset({f"={word}"})
        from rapidfuzz.distance import OSA

        tags = {
            meant
            for form, meant in self._english.forms.items()
            if len(form) >= _LONG and word[0] == form[0] and OSA.distance(word, form, score_cutoff=1) <= 1
        }
        return tags.pop() if len(tags) == 1 else frozenset({f"={word}"})

    # Understanding

    def _readings(self, asked: _Asked, heard: _Heard, items: Sequence[Item]) -> Iterator[Reading]:
        tags = frozenset(tag for item in items for tag in item.tags)
        names = sum(1 for item in items if item.names)
        for phrasing in self._phrasings(asked, tags, bool(heard.times)):
            for filled in phrasing.match(items) if phrasing.fits(tags, names) else ():
                bound = self._bound(asked, heard)
                if bound is None:
                    yield Reading(asked.query.name, asked.query.title, self._named(asked, filled))
                else:
                    sure = all(len(names) == 1 for names in filled.values())
                    yield Reading(asked.query.name, asked.query.title, self._named(asked, filled) | bound, sure)

    def _phrasings(self, asked: _Asked, tags: frozenset[str], dated: bool) -> Iterator[Phrasing]:
        for line in asked.phrasings if dated else (*asked.phrasings, *asked.undated):
            if line.words <= tags:
                yield line.phrasing
        if asked.query.name not in self._english.file.questions:
            for example in asked.query.front.examples:
                if phrasing := self._from_example(asked.query, example):
                    yield phrasing

    def _from_example(self, query: Query, example: str) -> Phrasing | None:
        """A user's own question is understood as its examples word it; their names stand for parameters, in order."""
        open_ = {n: p for n, p in query.front.parameters.items() if p.type == "entity"}
        parts: list[Any] = []
        for item in self._hear(example).items:
            if not item.names:
                if not item.loose:
                    parts.append(min(item.tags))
                continue
            fitting = [n for n, p in open_.items() if not p.of or {name.type for name in item.names} & set(p.of)]
            if not fitting:
                return None
            types = frozenset(open_.pop(fitting[0]).of or vocabulary().entities)
            parts.append(Slot(fitting[0], types))
        return Phrasing.of(tuple(parts))

    def _named(self, asked: _Asked, filled: Filled) -> dict[str, Any]:
        return {parameter: self._value(asked, parameter, names[0]) for parameter, names in filled.items()}

    def _value(self, asked: _Asked, parameter: str, name: Name) -> Any:
        if asked.query.front.parameters[parameter].type == "boolean":
            return True
        if parameter == "incident":
            words = name.said.split()
            telling = [word for word in words if word.lower() not in self._english.file.incident_words]
            return " ".join([word for word in telling if not word.isdigit()] or telling)
        return name.id

    def _bound(self, asked: _Asked, heard: _Heard) -> dict[str, Any] | None:
        """The parameters for what was said about time and options; None when the question cannot take it."""
        offered = asked.query.parameters
        bound: dict[str, Any] = {}
        for time in heard.times:
            for name, value in _bounds(time, asked.kind).items():
                if name in bound or name not in offered:
                    return None
                bound[name] = value
        ranged = bound.keys() & {"after", "before"}
        kind = asked.kind
        try:
            period.asked(bound.get("after"), bound.get("before"), bound.get("as_of"))
        except ValueError:
            return None
        if (kind.range == "unsure" and ranged) or (ranged and "as_of" in bound):
            return None
        if (kind.dates == "none" and bound) or (kind.dates == "needed" and not ranged):
            return None
        for name, value in heard.options.items():
            if name not in offered:
                return None
            bound[name] = value
        return bound

    # When unsure

    def _closest(self, heard: _Heard, already: set[str]) -> list[Reading]:
        """The readings that account for most of the words, with the names and dates that fit them."""
        ranked = []
        words = [item for item in heard.items if item.tags and not item.loose]
        names = [item.names for item in heard.items if item.names]
        telling = {tag for item in words if self._weight(item) == 1 for tag in item.tags}
        for order, asked in enumerate(self._english.asked):
            if asked.query.name in already:
                continue
            best = 0.0
            for phrasing in (line.phrasing for line in asked.phrasings if not line.tags.isdisjoint(telling)):
                said = sum(self._weight(item) for item in words if item.tags & phrasing.tags)
                slots = {slot.parameter for slot in phrasing.slots}
                fitting = min(len(slots), sum(1 for each in names if _fits(each, phrasing)))
                missing = len(slots) - fitting
                best = max(best, said + 0.5 * fitting - 0.4 * missing if said >= 1 else 0.0)
            if best > 0:
                ranked.append((-best, order, asked))
        found = []
        for _, _, asked in sorted(ranked, key=lambda each: each[:2]):
            parameters = self._guessed(asked, names) | (self._bound(asked, heard) or {})
            if any(each.required and name not in parameters for name, each in asked.query.parameters.items()):
                continue
            needed = {word for line in asked.phrasings for word in line.tags}
            unread = tuple(item.text for item in heard.items if item.tags and not item.loose and not item.tags & needed)
            found.append(Reading(asked.query.name, asked.query.title, parameters, unread=unread))
            if len(found) == 3:
                break
        return found

    def _weight(self, item: Item) -> float:
        """How much a word tells of what is asked: little if it is one of those that most questions have."""
        return 0.1 if item.tags <= self._english.light else 1.0

    def _guessed(self, asked: _Asked, names: Sequence[tuple[Name, ...]]) -> dict[str, Any]:
        guessed: dict[str, Any] = {}
        left = list(names)
        for parameter, spec in asked.query.front.parameters.items():
            said = _SAID.get(parameter)
            if spec.type != "entity" and not said:
                continue
            for each in left:
                fitting = [n for n in each if n.type in (said or spec.of or vocabulary().entities)]
                if fitting:
                    guessed[parameter] = self._value(asked, parameter, fitting[0])
                    left.remove(each)
                    break
        return guessed


def _fits(names: tuple[Name, ...], phrasing: Phrasing) -> bool:
    return any(name.type in slot.types for slot in phrasing.slots for name in names)


def _is_acronym(text: str) -> bool:
    return len(text) > 1 and text.isupper()


def _bounds(time: When, kind: _Kind) -> dict[str, str]:
    """What a period is for a question: after and before, or as of, or a year."""
    first, last = time.first, time.last
    whole = first if first == last else f"{first}/{last}"
    assert whole is not None
    match time.kind:
        case "after":
            return {"after": first} if first else {}
        case "before":
            return {"before": last} if last else {}
        case "as_of":
            return {"as_of": whole}
        case "during" if kind.during == "as-of":
            return {"as_of": whole}
        case "during" if kind.during == "year" and re.fullmatch(r"\d{4}", whole):
            return {"year": whole}
    bounds = {"after": when.before(first)} if first else {}
    return bounds | ({"before": when.following(last)} if last else {})
