"""Tables of any data set: a mapping says what their rows state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapped
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from ...schema.errors import EntenteError
from ...schema.identity import stable_uuid
from ...schema.model import End, Entity, Fact, Modality, Phase, Source
from ...schema.vocabulary import vocabulary
from ..gazetteer import Gazetteer
from ..marked import one_of
from .entries import Bad, Entry, Place, code, quoted
from .files import head, open_text
from .mapping import COLUMN, Choice, EndSpec, FactSpec, Named
from .names import Resolver, new
from .objects import of_array, of_lines
from .rows import header_of, rows
from .values import Cells, url

RULE = "table"
_CSV = frozenset({".csv", ".tsv", ".tab"})
_MOST_NAMED = 8  # unused columns

Subject = tuple[Entity, str]


def columns(path: Path, delimiter: str | None = None) -> list[str]:
    """The names of a table's columns; of JSON those of its first object."""
    if path.suffix.lower() in _CSV:
        return header_of(head(path), delimiter)
    first = next(_objects(path), None)
    return list(first.value) if first and first.value else []


def _objects(path: Path) -> Iterator[Entry]:
    with open_text(path) as file:
        yield from of_array(file) if head(path).lstrip().startswith("[") else of_lines(file)


class Table:
    """A table with its mapping; EntenteError if it lacks a column that the mapping needs."""

    what = "row"

    def __init__(self, path: Path, named: Named, gazetteer: Gazetteer) -> None:
        self._path = path
        self._named = named
        self._mapping = named.mapping
        self._resolver = Resolver(gazetteer)
        self._columns = columns(path, named.mapping.delimiter)
        self._called = [self._mapping.rename.get(column, column) for column in self._columns]
        missing = sorted(self._mapping.needed.difference(self._called))
        if missing:
            found = ", ".join(self._columns[:12]) or "none"
            raise EntenteError(
                f"{path}:1: no column '{missing[0]}', which the mapping '{named.name}' needs: "
                f"it has {found}; choose another --mapping"
            )
        self.title = self._mapping.title
        self.date = self._mapping.date
        self.reader = f"mapping {named.name}"
        source = self._mapping.source
        self.source: Source | None = None
        if not COLUMN.search(f"{source.title}{source.publisher}{source.url}"):
            self.source = Source(title=source.title, publisher=source.publisher, url=source.url)

    @property
    def fingerprint(self) -> str:
        return stable_uuid(code(), self._resolver.gazetteer.fingerprint, self._named.fingerprint, *self._columns)

    def notes(self) -> list[str]:
        used = self._mapping.used
        unused = [
            column
            for column, name in zip(self._columns, self._called, strict=True)
            if name not in used and not any(fnmatchcase(name, pattern) for pattern in self._mapping.ignore)
        ]
        twice = [name for number, name in enumerate(self._called) if name in self._called[:number]]
        notes = [f"1: several columns are called '{name}', the first is read: rename the others" for name in twice]
        if unused:
            told = ", ".join(f"'{column}'" for column in unused[:_MOST_NAMED])
            more = f" and {len(unused) - _MOST_NAMED} more" if len(unused) > _MOST_NAMED else ""
            called = f"the mapping '{self._named.name}'"
            notes.append(
                f"1: unknown columns {told}{more} are not read: name them in {called}, under 'ignore' at least"
            )
        return notes

    def entries(self) -> Iterator[Entry]:
        if self._path.suffix.lower() not in _CSV:
            yield from _objects(self._path)
            return
        with open_text(self._path) as file:
            yield from rows(file, self._mapping.delimiter)

    def facts(self, entry: Entry, place: Place) -> tuple[list[Fact], list[str]]:
        cells = Cells.of(entry.value, self._mapping)
        if any(cells.fulfil(condition) for condition in self._mapping.skip):
            return [], []
        facts: list[Fact] = []
        problems: list[str] = []
        common = {"document": place.document, "rule": RULE, **quoted(entry, place)}
        for spec in self._mapping.facts:
            for position in cells.positions(spec.each):
                if all(position.fulfil(condition) for condition in spec.where):
                    try:
                        about = common | {"source": self._source(position, entry.number)}
                        facts += self._stated(spec, position, about, problems)
                    except Bad as error:
                        problems.append(str(error))
        return facts, problems

    def _source(self, cells: Cells, row: int) -> Source:
        spec = self._mapping.source
        locator = cells.filled(spec.locator) if spec.locator else None
        seen = cells.when(spec.seen, state=False)
        try:
            return Source.model_validate(
                {
                    "title": cells.filled(spec.title) or self._named.name,
                    "publisher": cells.filled(spec.publisher) if spec.publisher else None,
                    "url": url(cells.filled(spec.url)) if spec.url else None,
                    "locator": f"row {row}, {locator}" if locator else f"row {row}",
                    "seen": seen,
                }
            )
        except ValidationError as error:
            raise Bad(f"'{seen}' is not a day: 'seen' must be one") from error

    def _stated(self, spec: FactSpec, cells: Cells, about: Mapped[str, Any], problems: list[str]) -> Iterator[Fact]:
        name = cells.filled(spec.relation)
        if name is None:
            return
        relation = vocabulary().relations.get(name)
        if relation is None:
            raise Bad(f"unknown relation '{name}': {one_of(name, vocabulary().relations)}")
        subjects = list(self._ends(spec.subject, cells, relation.domain, problems))
        objects = list(self._ends(spec.object, cells, relation.range, problems)) if subjects else []
        if not objects:
            return
        said = {
            "relation": name,
            "when": cells.when(spec.when, relation.state),
            "phase": (_chosen(spec.phase, cells, get_args(Phase)) or "held") if relation.state else None,
            "modality": _chosen(spec.modality, cells, get_args(Modality)) or "asserted",
            "qualifiers": dict(_qualifiers(spec.qualifiers, cells, name)),
            "confidence": spec.confidence,
            **about,
        }
        for (first, one), (last, two) in product(subjects, objects):
            if first.id != last.id:
                try:
                    yield Fact(subject=End(entity=first, mention=one), object=End(entity=last, mention=two), **said)
                except ValidationError as error:
                    raise Bad(str(error.errors()[0]["msg"]).removeprefix("Value error, ")) from error

    def _ends(
        self, spec: EndSpec, cells: Cells, allowed: tuple[str, ...], problems: list[str]
    ) -> Iterator[tuple[Entity, str]]:
        """The entities at one end, each with the text that names it. Names that mean nobody are problems."""
        types = spec.types or allowed
        whole = cells.filled(spec.name)
        match = COLUMN.fullmatch(spec.name)
        if whole and match and self._is_one(spec, whole, types):
            texts: Iterable[str] = [whole]
        else:
            texts = cells.all(spec.name)
        for text in texts:
            if text not in spec.names and any(pattern.search(text) for pattern in spec.drop):
                continue
            try:
                for entity in self._meant(spec, text, types):
                    yield entity, text
            except Bad as error:
                problems.append(str(error))

    def _is_one(self, spec: EndSpec, text: str, types: tuple[str, ...]) -> bool:
        """Whether a text that may be a list is one known name ("Palestine, State of")."""
        return text in spec.names or self._resolver.known_by_any([text], types) is not None

    def _meant(self, spec: EndSpec, text: str, types: tuple[str, ...]) -> tuple[Entity, ...]:
        name = spec.names.get(text, text)
        for pattern in spec.strip:
            name = pattern.sub("", name).strip()
        names = [each for part in name.split(spec.also) if (each := part.strip())] if spec.also else [name]
        if not any(names):
            return ()
        if len(names) > 1 or spec.find:
            known = self._resolver.known_by_any(names, types)
        else:
            known = self._resolver.known(names[0], types)
        if known:
            return (known,)
        if spec.find and (within := self._resolver.within(name, types)):
            return within
        if spec.unknown == "skip" or (spec.find and not self._is_like_a_name(spec, name)):
            return ()
        candidates = [type_ for type_ in types if type_ != "State"]
        if not spec.types and (len(candidates) > 1 or self._resolver.gazetteer.resolve(name)):
            candidates = []
        if spec.unknown == "report" or not candidates or self._resolver.is_state(name):
            raise self._resolver.unknown(name, types)
        return (new(candidates[0], *names),)

    def _is_like_a_name(self, spec: EndSpec, text: str) -> bool:
        """Whether a text that may be prose is somebody's name, and no state's."""
        return spec.like is not None and spec.like.fullmatch(text) is not None and not self._resolver.is_state(text)


def _chosen(spec: str | Choice | None, cells: Cells, words: tuple[str, ...]) -> str | None:
    """A word of the vocabulary; None if the columns that say it are empty."""
    if spec is None:
        return None
    if isinstance(spec, Choice):
        return spec.map.get(cells.filled(spec.of) or "", spec.default)
    text = cells.filled(spec)
    if text is not None and text not in words:
        raise Bad(f"unknown word '{text}': {one_of(text, words)}")
    return text


def _qualifiers(specs: Mapped[str, str], cells: Cells, relation: str) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for name, spec in specs.items():
        known = vocabulary().qualifiers[name]
        if known.relations and relation not in known.relations:
            continue
        values = cells.all(spec)
        if values:
            yield name, tuple(value.lower() for value in values) if known.many else "; ".join(values)
