"""Phrasings: small patterns over the tags of words, such as `which? exercise {actor} join/participate`.

A word of a pattern is a tag, or several with `/` between them; `( | )` groups alternatives; `?` after a word or group
lets it be missing; `{parameter}` stands for a name, `{parameter:State}` for one of that type, `{parameter!}` for one of
something that stands, not of a dated event. Words in capitals are macros.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_TOKEN = re.compile(r"\{\w+!?(?::[\w,]+)?\}|[()|?]|[^\s()|?{}]+")


@dataclass(frozen=True, slots=True)
class Name:
    """An entity that a word of the question can mean."""

    id: str
    type: str
    dated: bool = False


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

    def takes(self, name: Name) -> bool:
        return name.type in self.types and not (self.standing and name.dated)


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives, each a sequence; an empty one makes the choice optional."""

    ways: tuple[tuple[Part, ...], ...]


Part = str | Slot | Choice
Filled = dict[str, tuple[Name, ...]]


@dataclass(frozen=True)
class Phrasing:
    """A pattern, parsed: see the module's description."""

    parts: tuple[Part, ...]
    tags: frozenset[str] = field(default=frozenset())
    slots: tuple[Slot, ...] = ()

    @classmethod
    def parse(cls, text: str, macros: Mapping[str, str], types: Mapping[str, frozenset[str]]) -> Phrasing:
        """ValueError when the pattern is malformed or names an unknown parameter; `types` are those of each."""
        for name, meaning in macros.items():
            text = re.sub(rf"\b{name}\b", f"({meaning})" if re.search(r"[ /|]", meaning) else meaning, text)
        tokens = [match.group() for match in _TOKEN.finditer(text)]
        parts, rest = _sequence(tokens, types)
        if rest:
            raise ValueError(f"phrasing '{text}': unexpected '{rest[0]}'")
        return cls(parts, frozenset(_tags(parts)), tuple(_slots(parts)))

    def match(self, items: Sequence[Item]) -> Iterator[Filled]:
        """Every way to read all the items: which names fill which parameters."""
        for end, filled in _match(self.parts, items, 0):
            if all(item.loose for item in items[end:]):
                yield filled


def _sequence(tokens: list[str], types: Mapping[str, frozenset[str]]) -> tuple[tuple[Part, ...], list[str]]:
    parts: list[Part] = []
    while tokens and tokens[0] not in {")", "|"}:
        token, tokens = tokens[0], tokens[1:]
        part: Part
        if token == "(":
            ways = []
            while True:
                way, tokens = _sequence(tokens, types)
                ways.append(way)
                if not tokens:
                    raise ValueError("a bracket is not closed")
                closing, tokens = tokens[0], tokens[1:]
                if closing == ")":
                    break
            part = Choice(tuple(ways))
        elif token.startswith("{"):
            given, _, wanted = token[1:-1].partition(":")
            parameter = given.removesuffix("!")
            if parameter not in types:
                raise ValueError(f"there is no parameter '{parameter}'")
            kinds = frozenset(wanted.split(",")) if wanted else types[parameter]
            part = Slot(parameter, kinds, given.endswith("!"))
        elif "/" in token:
            part = Choice(tuple((each,) for each in token.split("/")))
        else:
            part = token
        if tokens and tokens[0] == "?":
            tokens = tokens[1:]
            part = Choice((*part.ways, ())) if isinstance(part, Choice) else Choice(((part,), ()))
        parts.append(part)
    return tuple(parts), tokens


def _match(parts: Sequence[Part], items: Sequence[Item], at: int) -> Iterator[tuple[int, Filled]]:
    """Where the items that the parts read can end, with the names read on the way."""
    if not parts:
        yield at, {}
        return
    first, rest = parts[0], parts[1:]
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
