"""What an analyst may write by hand: a YAML file of facts, each with its source. docs/facts-files.md describes it.

All problems of a file are told at once, each in one line with file, line and mend; nothing of a broken file is taken.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import product
from typing import Any, NamedTuple, get_args

import yaml

from ..schema.identity import entity_id
from ..schema.model import Document, End, Entity, Fact, Modality, Phase, Source
from ..schema.vocabulary import vocabulary
from .gazetteer import Gazetteer
from .marked import Marked, Problem

_FILE = ("title", "date", "source", "entities", "facts", "expect")
_ENTITY = ("id", "name", "type", "aliases")
_SOURCE = tuple(Source.model_fields)
_FACT = (
    *("subject", "relation", "object", "when", "phase", "modality", "qualifiers"),
    *("quote", "confidence", "source", "note"),
)
_EDITION = re.compile(r"(.+?)[ -]((?:19|20)\d\d)")


def facts_of(document: Document, gazetteer: Gazetteer) -> list[Fact]:
    """The facts of a fact file's document, in the order of the file; BrokenFile when anything in it is wrong."""
    return _File(document, gazetteer).facts()


class _Named(NamedTuple):
    """A name at an end of a fact, where it stands, and the date that a mapping gives it."""

    text: str
    node: yaml.Node
    when: yaml.Node | None


class _File:
    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._document = document
        self._gazetteer = gazetteer
        self._yaml = Marked(document.text, document.key)
        self._own: dict[str, Entity] = {}
        self._known: dict[tuple[str, tuple[str, ...]], list[Entity]] = {}
        self._lines_of: dict[str, int] = {}
        self._offsets = [0]
        for line in document.text.splitlines(keepends=True):
            self._offsets.append(self._offsets[-1] + len(line))

    def facts(self) -> list[Fact]:
        facts: list[Fact] = []
        top: dict[str, yaml.Node] = {}
        with suppress(Problem):
            top = self._yaml.mapping(self._yaml.root, _FILE, "a fact file")
            default = self._head(top)
            for node in self._yaml.items(top["entities"], "entities") if "entities" in top else []:
                with suppress(Problem):
                    self._add(node)
            for node in self._yaml.items(top["facts"], "facts") if "facts" in top else []:
                with suppress(Problem):
                    facts += self._stated(node, default)
        self._yaml.check()
        self._check_count(top.get("expect"), facts)
        return facts

    def _head(self, top: Mapping[str, yaml.Node]) -> dict[str, str]:
        """Checks what is said of the file as a whole; its source's fields."""
        with suppress(Problem):
            if "title" in top:
                self._yaml.text(top["title"], "title")
        with suppress(Problem):
            if "date" in top:
                self._yaml.date(top["date"], "date")
        with suppress(Problem):
            if "source" in top:
                return self._source(top["source"], {})
        return {}

    def _check_count(self, expect: yaml.Node | None, facts: list[Fact]) -> None:
        expected = self._yaml.text(expect, "expect") if expect else None
        if not facts:
            self._yaml.wrong(self._yaml.root, "holds no facts: write them under 'facts:'")
        elif expect and expected != str(len(facts)):
            self._yaml.wrong(
                expect, f"{expected} facts are expected, but there are {len(facts)}: mend one or the other"
            )
        self._yaml.check()

    # Sources and entities

    def _source(self, node: yaml.Node, default: Mapping[str, str]) -> dict[str, str]:
        """A source's fields. One without a title adds to the file's."""
        given = self._yaml.mapping(node, _SOURCE, "a source")
        fields = {name: self._yaml.text(value, name) for name, value in given.items()}
        if "title" not in fields:
            fields = {**default, **fields}
        if "title" not in fields:
            raise self._yaml.wrong(node, "a source needs a title")
        if "url" in given and not fields["url"].startswith(("http://", "https://")):
            raise self._yaml.wrong(given["url"], f"'{fields['url']}' is not an address: begin it with https://")
        if "seen" in given:
            try:
                dt.date.fromisoformat(fields["seen"])
            except ValueError as error:
                raise self._yaml.wrong(given["seen"], f"'{fields['seen']}' is not a day: write YYYY-MM-DD") from error
        return fields

    def _add(self, node: yaml.Node) -> None:
        """Takes in an entity that the gazetteer does not know."""
        given = self._yaml.mapping(node, _ENTITY, "an entity")
        if "name" not in given or "type" not in given:
            raise self._yaml.wrong(node, "an entity needs a name and a type")
        name = self._yaml.text(given["name"], "name")
        type_ = self._yaml.choice(given["type"], "type", vocabulary().entities)
        aliases = self._yaml.texts(given["aliases"], "aliases") if "aliases" in given else ()
        id_ = self._yaml.text(given["id"], "id") if "id" in given else entity_id(type_, name)
        known = [*self._gazetteer.resolve(id_), *self._gazetteer.resolve(name, (type_,))]
        if known:
            raise self._yaml.wrong(
                node, f"'{name}' is known already, as {_called(known[0])}: leave it out of 'entities'"
            )
        entity = Entity(id=id_, type=type_, name=name, aliases=aliases)
        for spelling in dict.fromkeys((id_, name, *aliases)):
            other = self._own.setdefault(spelling.casefold(), entity)
            if other is not entity:
                raise self._yaml.wrong(node, f"'{spelling}' names {_called(other)} too: give one of them another name")

    def _resolved(self, name: _Named, types: tuple[str, ...], what: str) -> Entity:
        """The one entity of the given types that a name means."""
        own = self._own.get(name.text.casefold())
        found = self._known.get((name.text, types))
        if found is None:
            found = [own] if own and own.type in types else self._gazetteer.resolve(name.text, types)
            found = found or self._editions(name.text, types)
            self._known[name.text, types] = found
        if len(found) == 1:
            return found[0]
        if found:
            choice = " or ".join(_called(entity) for entity in found)
            raise self._yaml.wrong(name.node, f"'{name.text}' can be {choice}: write the id of the one you mean")
        others = [own] if own else self._gazetteer.resolve(name.text)
        if others:
            allowed = " or ".join(types)
            raise self._yaml.wrong(
                name.node, f"'{name.text}' is of type {others[0].type}, but {what} must be {allowed}"
            )
        close = ", ".join(f"'{other}'" for other in self._gazetteer.closest(name.text))
        hint = f"the closest are {close}; " if close else ""
        raise self._yaml.wrong(name.node, f"unknown name '{name.text}': {hint}add a new one under 'entities'")

    def _editions(self, name: str, types: tuple[str, ...]) -> list[Entity]:
        """The edition of a known series that a name with a year means ("Cyber Coalition 2022")."""
        match = _EDITION.fullmatch(name)
        series = self._gazetteer.resolve(match[1], tuple({"Exercise", "Forum"} & set(types))) if match else []
        return [Entity(id=entity_id(one.type, name), type=one.type, name=name) for one in series[:1]]

    # Facts

    def _stated(self, node: yaml.Node, default: Mapping[str, str]) -> Iterator[Fact]:
        """The facts that one item states: one for each pair of its ends."""
        given = self._yaml.mapping(node, _FACT, "a fact")
        missing = [name for name in ("subject", "relation", "object") if name not in given]
        if missing:
            raise self._yaml.wrong(node, f"the fact has no {' and no '.join(missing)}")
        relation_name = self._yaml.choice(given["relation"], "relation", vocabulary().relations)
        relation = vocabulary().relations[relation_name]
        common = {
            "document": self._document.key,
            "relation": relation_name,
            "rule": "reference" if self._document.kind == "reference" else "analyst",
            "source": self._cited(given, node, default),
            **self._optional(given, relation_name, relation.state),
        }
        for subject, object_ in product(self._ends(given["subject"], "subject"), self._ends(given["object"], "object")):
            with suppress(Problem):
                when = self._when(subject, object_, given)
                first = self._resolved(subject, relation.domain, f"the subject of {relation_name}")
                last = self._resolved(object_, relation.range, f"the object of {relation_name}")
                self._check_new(subject.node, first, last, relation.symmetric, (when, common))
                yield Fact(
                    subject=End(entity=first, mention=subject.text),
                    object=End(entity=last, mention=object_.text),
                    when=when,
                    **common,
                )

    def _cited(self, given: Mapping[str, yaml.Node], node: yaml.Node, default: Mapping[str, str]) -> Source:
        fields = self._source(given["source"], default) if "source" in given else default
        if not fields:
            raise self._yaml.wrong(node, "the fact has no source: give it or the file a 'source' with a title")
        return Source.model_validate(fields)

    def _optional(self, given: Mapping[str, yaml.Node], relation: str, is_state: bool) -> dict[str, Any]:
        """The fields that an item may leave out."""
        fields: dict[str, Any] = {"qualifiers": {}}
        if is_state:
            fields["phase"] = (
                self._yaml.choice(given["phase"], "phase", get_args(Phase)) if "phase" in given else "held"
            )
        elif "phase" in given:
            self._yaml.wrong(given["phase"], f"{relation} is an event and has no phase: leave it out")
        if "modality" in given:
            fields["modality"] = self._yaml.choice(given["modality"], "modality", get_args(Modality))
        if "confidence" in given:
            fields["confidence"] = self._confidence(given["confidence"])
        if "quote" in given:
            fields["quote"], fields["char_start"], fields["char_end"] = self._quote(given["quote"])
        if "qualifiers" in given:
            fields["qualifiers"] = self._qualifiers(given["qualifiers"], relation)
        if "note" in given:
            fields["qualifiers"]["note"] = self._yaml.text(given["note"], "note")
        return fields

    def _confidence(self, node: yaml.Node) -> float:
        text = self._yaml.text(node, "confidence")
        with suppress(ValueError):
            if 0 <= float(text) <= 1:
                return float(text)
        raise self._yaml.wrong(node, f"'{text}' is no confidence: write a number from 0 to 1")

    def _quote(self, node: yaml.Node) -> tuple[str, int, int]:
        """The quote and where it stands in the fact file's own text."""
        self._yaml.text(node, "quote")
        quote = node.value.strip()
        first, last = (min(mark.line, len(self._offsets) - 2) for mark in (node.start_mark, node.end_mark))
        start = self._document.text.find(quote, self._offsets[first], self._offsets[last + 1])
        if start < 0:
            raise self._yaml.wrong(node, "a quote must stand on one line, without escapes: use single quotes around it")
        return quote, start, start + len(quote)

    def _qualifiers(self, node: yaml.Node, relation: str) -> dict[str, str | tuple[str, ...]]:
        known = {name: q for name, q in vocabulary().qualifiers.items() if not q.relations or relation in q.relations}
        found: dict[str, str | tuple[str, ...]] = {}
        for name, value in self._yaml.mapping(node, known, f"the qualifiers of {relation}").items():
            if known[name].values:
                found[name] = self._yaml.choice(value, name, known[name].values)
            else:
                found[name] = self._yaml.texts(value, name) if known[name].many else self._yaml.text(value, name)
        return found

    def _ends(self, node: yaml.Node, what: str) -> list[_Named]:
        """The names at one end: a name, a list of names, or a mapping from names to dates."""
        if isinstance(node, yaml.MappingNode):
            return [_Named(self._yaml.text(name, what), name, when) for name, when in self._yaml.pairs(node, what)]
        names = self._yaml.items(node, what) if isinstance(node, yaml.SequenceNode) else [node]
        return [_Named(self._yaml.text(name, what), name, None) for name in names]

    def _when(self, subject: _Named, object_: _Named, given: Mapping[str, yaml.Node]) -> str | None:
        """The date of one fact: that of its name, or the item's."""
        if subject.when and object_.when:
            raise self._yaml.wrong(object_.node, "only one end can give dates: make a list of the other")
        node = subject.when or object_.when or given.get("when")
        return self._yaml.date(node, "when") if node else None

    def _check_new(self, node: yaml.Node, first: Entity, last: Entity, symmetric: bool, rest: object) -> None:
        if first.id == last.id:
            raise self._yaml.wrong(node, f"joins '{first.name}' with itself: write another subject or object")
        ends = sorted((first.id, last.id)) if symmetric else (first.id, last.id)
        says = repr((*ends, rest))
        if says in self._lines_of:
            raise self._yaml.wrong(node, f"says the same as line {self._lines_of[says]}: leave one of them out")
        self._lines_of[says] = node.start_mark.line + 1


def _called(entity: Entity) -> str:
    return f"{entity.name} ({entity.type}, id {entity.id})"
