"""Phrasings: small patterns over the tags of words, such as `which? exercise {actor} join/participate`.

A word of a pattern is a tag, or several with `/` between them; `( | )` groups alternatives; `?` after a word or group
lets it be missing; `{parameter}` stands for a name, `{parameter:State}` for one of that type (`{parameter:eu}`: of that
id), `{parameter!}` for one of something that stands, not of a dated event or of people, `{parameter~}` for an adjective
("Dutch"). `{parameter=value}` stands for no word, but sets the parameter. Words in capitals are macros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\{\w+[!~]?(?::[\w,-]+|=\w+)?\}|[()|?]|[^\s()|?{}]+")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Name:
    """An entity that words of the question can mean; `said` are the words."""

    id: str
    type: str
    dated: bool = False
    adjective: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One word of a question: the tags it can stand for, or the names it can mean. A `loose` one may be passed over."""

    text: str
    tags: frozenset[str] = frozenset()
    names: tuple[Name, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    parameter: str
    types: frozenset[str]
    standing: bool = False
    adjective: bool = False

    def takes(self, name: Name) -> bool:
        fits = name.type in self.types or name.id in self.types
        return fits and not (self.standing and name.dated) and (name.adjective or not self.adjective)


@dataclass(frozen=True, slots=True)
class Setting:
    """No word, but what the phrasing says by itself about a parameter."""

    parameter: str
    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, each a sequence; an empty one makes the choice optional."""

    ways: tuple[tuple[Part, ...], ...]


Part = str | Slot | Setting | Choice
Filled = dict[str, tuple[Name, ...]]


@dataclass(frozen=True)
class Phrasing:
    """A pattern, parsed: see the module's description.

    Of each of `needs` a question must have one tag, and of names no fewer than `fewest` and no more than `most`.
    """

    parts: tuple[Part, ...]
    tags: frozenset[str] = field(default=frozenset())
    slots: tuple[Slot, ...] = ()
    needs: tuple[frozenset[str], ...] = ()
    fewest: int = 0
    most: int = 0

    @classmethod
    def parse(cls, text: str, macros: Mapping[str, str], types: Mapping[str, frozenset[str]]) -> Phrasing:
        """ValueError when the pattern is malformed or names an unknown parameter; `types` are those of each."""
        meant = _CAPITALS.sub(lambda word: macros.get(word[0], word[0]), text)
        tokens = _TOKEN.findall(meant)
        parts, at = _sequence(tokens, 0, types)
        if at < len(tokens):
            raise ValueError(f"phrasing '{text}': unexpected '{tokens[at]}'")
        return cls.of(parts)

    @classmethod
    def of(cls, parts: tuple[Part, ...]) -> Phrasing:
        """The phrasing of these parts."""
        return cls(parts, frozenset(_tags(parts)), tuple(_slots(parts)), tuple(_needs(parts)), *_names(parts))

    def fits(self, tags: frozenset[str], names: int) -> bool:
        """Whether a question with these tags and so many names may match: quicker than `match`."""
        return self.fewest <= names <= self.most and not any(need.isdisjoint(tags) for need in self.needs)

    def match(self, items: Sequence[Item]) -> Iterator[Filled]:
        """Every way to read all the items: which names fill which parameters."""
        for end, filled in _match(self.parts, items, 0):
            if all(item.loose for item in items[end:]):
                yield filled


def _sequence(tokens: Sequence[str], at: int, types: Mapping[str, frozenset[str]]) -> tuple[tuple[Part, ...], int]:
    """The parts from `at` to the end, or to the bracket or bar that ends them, and where that is."""
    parts: list[Part] = []
    while at < len(tokens) and tokens[at] not in {")", "|"}:
        token = tokens[at]
        at += 1
        part: Part
        if token == "(":
            ways = []
            closing = "|"
            while closing == "|":
                way, at = _sequence(tokens, at, types)
                ways.append(way)
                if at == len(tokens):
                    raise ValueError("a bracket is not closed")
                closing = tokens[at]
                at += 1
            part = ways[0][0] if len(ways) == 1 and len(ways[0]) == 1 else Choice(tuple(ways))
        elif token.startswith("{"):
            part = _parameter(token[1:-1], types)
        elif token.startswith("/"):
            raise ValueError(f"'{token}' is no alternative: a macro of several words is a group")
        elif "/" in token:
            part = Choice(tuple((each,) for each in token.split("/")))
        else:
            part = token
        if at < len(tokens) and tokens[at] == "?":
            at += 1
            part = Choice((*part.ways, ())) if isinstance(part, Choice) else Choice(((part,), ()))
        parts.append(part)
    return tuple(parts), at


def _parameter(text: str, types: Mapping[str, frozenset[str]]) -> Slot | Setting:
    given, is_set, value = text.partition("=")
    given, _, wanted = given.partition(":")
    parameter = given.rstrip("!~")
    if is_set:
        return Setting(parameter, value)
    if parameter not in types:
        raise ValueError(f"there is no parameter '{parameter}'")
    kinds = frozenset(wanted.split(",")) if wanted else types[parameter]
    return Slot(parameter, kinds, given.endswith("!"), given.endswith("~"))


def _match(parts: Sequence[Part], items: Sequence[Item], at: int) -> Iterator[tuple[int, Filled]]:
    """Where the items that the parts read can end, with the names read on the way."""
    if not parts:
        yield at, {}
        return
    first, rest = parts[0], parts[1:]
    if isinstance(first, Setting):
        for end, filled in _match(rest, items, at):
            yield end, {first.parameter: (Name(first.value, ""),), **filled}
        return
    if isinstance(first, Choice):
        for way in first.ways:
            yield from _match((*way, *rest), items, at)
        return
    if at >= len(items):
        return
    item = items[at]
    if item.loose:
        yield from _match(parts, items, at + 1)
    if isinstance(first, str):
        if first in item.tags:
            yield from _match(rest, items, at + 1)
        return
    fitting = tuple(name for name in item.names if first.takes(name))
    if fitting:
        for end, filled in _match(rest, items, at + 1):
            yield end, {first.parameter: fitting, **filled}


def _tags(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Choice):
            for way in part.ways:
                yield from _tags(way)


def _slots(parts: Sequence[Part]) -> Iterator[Slot]:
    for part in parts:
        if isinstance(part, Slot):
            yield part
        elif isinstance(part, Choice):
            for way in part.ways:
                yield from _slots(way)


def _needs(parts: Sequence[Part]) -> Iterator[frozenset[str]]:
    """Sets of tags, of each of which one must be there."""
    for part in parts:
        if isinstance(part, str):
            yield frozenset({part})
        elif isinstance(part, Choice) and all(any(True for _ in _needs(way)) for way in part.ways):
            yield frozenset(_tags((part,)))


def _names(parts: Sequence[Part]) -> tuple[int, int]:
    """How many names there must be at least and can be at most."""
    fewest = most = 0
    for part in parts:
        if isinstance(part, Slot):
            fewest, most = fewest + 1, most + 1
        elif isinstance(part, Choice):
            ways = [_names(way) for way in part.ways]
            fewest, most = fewest + min(low for low, _ in ways), most + max(high for _, high in ways)
    return fewest, most
