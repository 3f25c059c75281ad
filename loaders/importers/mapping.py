"""How the columns of a table become facts: the model of a mapping file. docs/importers.md describes it.

Every text of a mapping may hold columns in braces, as in `"{Country}"` or `"incident {ID}"`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self, get_args

import yaml
from pydantic import Field, ValidationError, field_validator, model_validator

from ...schema import edtf
from ...schema.errors import EntenteError, UsageError
from ...schema.model import Edtf, Modality, Model, Phase
from ...schema.vocabulary import vocabulary
from ..marked import BrokenFile, one_of

PACKAGED = Path(__file__).parent.parent / "data" / "mappings"
COLUMN = re.compile(r"\{([^{}]+)\}")
Regex = re.Pattern[str]


class Condition(Model):
    """What a column must hold. Of a column with lists, one item must. All that is given must be so."""

    column: str
    is_: tuple[str, ...] = Field(default=(), alias="is")
    matches: Regex | None = None
    empty: bool | None = None

    @model_validator(mode="after")
    def _asks(self) -> Self:
        if not self.is_ and self.matches is None and self.empty is None:
            raise ValueError("asks nothing: give 'is', 'matches' or 'empty'")
        return self


class EndSpec(Model):
    """One end of a fact: the names in a column, or always the same name.

    `types` are those that the entity may have; an unknown name gets the first that is not State. `also` separates
    several names of one entity. Names that match `drop` are left out, what matches `strip` is cut off a name, and
    `names` says what a name of this table means. With `find`, the known names within the text are taken where the
    text itself is not one; then an unknown text is taken as a name only if it matches `like`.
    """

    name: str
    types: tuple[str, ...] = ()
    unknown: Literal["new", "report", "skip"] | None = None
    also: str | None = None
    drop: tuple[Regex, ...] = ()
    strip: tuple[Regex, ...] = ()
    names: dict[str, str] = Field(default_factory=dict)
    find: bool = False
    like: Regex | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, given: Any) -> Any:
        return {"name": given} if isinstance(given, str) else given

    @field_validator("types")
    @classmethod
    def _known_types(cls, types: tuple[str, ...]) -> tuple[str, ...]:
        for type_ in types:
            if type_ not in vocabulary().entities:
                raise ValueError(f"unknown type '{type_}': {one_of(type_, vocabulary().entities)}")
        return types


class Span(Model):
    """A time by its two ends. Only the last day known means "until then"."""

    start: str | None = None
    end: str | None = None

    @model_validator(mode="after")
    def _has_an_end(self) -> Self:
        if self.start is None and self.end is None:
            raise ValueError("needs 'start' or 'end'")
        return self


class Choice(Model):
    """A word chosen by what a text says; any other text chooses `default`."""

    of: str
    map: dict[str, str]
    default: str | None = None


class SourceSpec(Model):
    """Where a row's facts come from. The row's number is added to `locator`."""

    title: str
    publisher: str | None = None
    url: str | None = None
    locator: str | None = None
    seen: str | None = None


class FactSpec(Model):
    """What each row says once, or once for each position of the parallel lists in the columns `each`.

    Of the columns `each` the first tells how many positions there are. One that has no or another number of items
    says nothing, but a single item goes for all.
    """

    relation: str
    subject: EndSpec
    object: EndSpec
    when: str | Span | None = None
    phase: str | Choice | None = None
    modality: str | Choice = "asserted"
    qualifiers: dict[str, str] = Field(default_factory=dict)
    confidence: float = Field(default=1.0, ge=0, le=1)
    where: tuple[Condition, ...] = ()
    each: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _fits_vocabulary(self) -> Self:
        for name, words, given in (
            ("modality", get_args(Modality), self.modality),
            ("phase", get_args(Phase), self.phase),
        ):
            said = [*given.map.values(), given.default] if isinstance(given, Choice) else [given]
            for word in said:
                if word is not None and not COLUMN.search(word) and word not in words:
                    raise ValueError(f"unknown {name} '{word}': {one_of(word, words)}")
        if isinstance(self.when, str) and not COLUMN.search(self.when):
            edtf.parse(self.when)
        if COLUMN.search(self.relation):
            return self
        relation = vocabulary().relations.get(self.relation)
        if relation is None:
            raise ValueError(f"unknown relation '{self.relation}': {one_of(self.relation, vocabulary().relations)}")
        if self.phase is not None and not relation.state:
            raise ValueError(f"{self.relation} is an event and has no phase: leave 'phase' out")
        for what, end, allowed in (
            ("subject", self.subject, relation.domain),
            ("object", self.object, relation.range),
        ):
            wrong = [type_ for type_ in end.types if type_ not in allowed]
            if wrong:
                raise ValueError(f"the {what} of {self.relation} must be {' or '.join(allowed)}, not {wrong[0]}")
        for name in self.qualifiers:
            known = vocabulary().qualifiers.get(name)
            if known is None or (known.relations and self.relation not in known.relations):
                raise ValueError(f"{self.relation} takes no qualifier '{name}'")
        return self


class Mapping(Model):
    """A mapping file.

    `recognise` are the columns by which a table is known to be of this kind, if all are there. `rename` gives columns
    the names used here. `lists` are the columns that hold lists, with what separates their items; a list as Python
    or JSON writes it is seen as such. `missing` are the texts that mean nothing is known. `ignore` are columns that
    are not used (`*` for any characters); others that are not used are reported. `dates` are formats as of strptime.
    With `first_days: vague` the table writes a month as its first day and a year as its first of January, so these
    days are read as the month and the year.
    """

    title: str
    source: SourceSpec
    facts: tuple[FactSpec, ...] = Field(min_length=1)
    recognise: tuple[str, ...] = ()
    rename: dict[str, str] = Field(default_factory=dict)
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    lists: dict[str, str] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    first_days: Literal["exact", "vague"] = "exact"
    date: Edtf | None = None
    skip: tuple[Condition, ...] = ()

    @property
    def used(self) -> set[str]:
        """The columns that the mapping reads."""
        return {*self.recognise, *self.lists, *_columns(self.model_dump(by_alias=True))}

    @property
    def needed(self) -> set[str]:
        """The columns without which a table can't be of this kind."""
        if self.recognise:
            return set(self.recognise)
        ends = (end.name for fact in self.facts for end in (fact.subject, fact.object))
        return {column for name in ends for column in COLUMN.findall(name)}


def _columns(given: Any) -> Iterator[str]:
    """The columns that are named anywhere: in braces, by conditions, as parallel lists."""
    if isinstance(given, str):
        yield from COLUMN.findall(given)
    elif isinstance(given, dict):
        if isinstance(given.get("column"), str):
            yield given["column"]
        yield from given.get("each", ())
        for value in given.values():
            yield from _columns(value)
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _columns(value)


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping and what it is called; `fingerprint` changes with its file."""

    name: str
    mapping: Mapping
    fingerprint: str


def find(name_or_path: str) -> Named:
    """The mapping in a file, or one of the user's own or the packaged ones by its name.

    UsageError if there is none, BrokenFile if it is not right.
    """
    path = Path(name_or_path)
    if path.suffix in (".yaml", ".yml"):
        return read(path)
    known = _known()
    if name_or_path not in known:
        raise UsageError(
            f"no mapping '{name_or_path}': use one of {', '.join(known)}, or the path of a file that ends in .yaml"
        )
    return read(known[name_or_path])


def recognised(header: Sequence[str]) -> Named | None:
    """The mapping whose columns a table has; of several the one that names most; UsageError if two name as many."""
    fitting: list[tuple[int, Named]] = []
    for path in _known().values():
        named = read(path)
        columns = {named.mapping.rename.get(column, column) for column in header}
        if named.mapping.recognise and columns.issuperset(named.mapping.recognise):
            fitting.append((len(named.mapping.recognise), named))
    fitting.sort(key=lambda each: -each[0])
    if len(fitting) > 1 and fitting[0][0] == fitting[1][0]:
        names = " and ".join(named.name for _, named in fitting[:2])
        raise UsageError(f"the mappings {names} both fit: choose one by --mapping")
    return fitting[0][1] if fitting else None


def _known() -> dict[str, Path]:
    """The files of the mappings by name; the user's own (`mappings/` in ENTENTE_DATA) come before packaged ones."""
    own = os.environ.get("ENTENTE_DATA")
    folders = [PACKAGED, *([Path(own) / "mappings"] if own else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yaml"))}


def read(path: Path) -> Named:
    """The mapping in a file; BrokenFile tells all that is wrong with it, EntenteError that it can't be read."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise EntenteError(f"{path}: is not UTF-8: save it again as UTF-8") from error
    return _read(path, data, text)


@lru_cache(maxsize=64)
def _read(path: Path, data: bytes, text: str) -> Named:
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        what = error.problem or error.context
        raise BrokenFile([f"{path}:{line}: not valid YAML, {what}: check indentation, brackets and quotes"]) from error
    except yaml.YAMLError as error:
        raise BrokenFile([f"{path}: not valid YAML: {' '.join(str(error).split())}"]) from error
    if not isinstance(root, yaml.MappingNode):
        raise BrokenFile([f"{path}:1: a mapping file must be a mapping: write 'key: value' lines"])
    try:
        mapping = Mapping.model_validate(_plain(root))
    except ValidationError as error:
        told = [f"{path}:{_line(root, e['loc'])}: {_told(e)}" for e in error.errors() if e["type"] != "too_short"]
        raise BrokenFile(dict.fromkeys(told or [f"{path}:1: states no facts: write some under 'facts:'"])) from error
    return Named(path.stem, mapping, hashlib.blake2b(data, digest_size=16).hexdigest())


def _plain(node: yaml.Node) -> Any:
    """What a node holds, every scalar as the text that is written."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def _line(node: yaml.Node, where: tuple[int | str, ...]) -> int:
    """The line of a value in the file, or of the last thing around it that is there."""
    for step in where:
        if isinstance(node, yaml.MappingNode):
            inner = next(((key, value) for key, value in node.value if key.value == step), None)
            if inner is None:
                continue
            node = inner[0] if isinstance(inner[1], yaml.ScalarNode) else inner[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
    return int(node.start_mark.line) + 1


def _told(problem: Any) -> str:
    path = ".".join(str(step) for step in problem["loc"] if step not in ("str", "Span", "Choice", "function-before"))
    key = str(problem["loc"][-1]) if problem["loc"] else ""
    if problem["type"] == "extra_forbidden":
        return f"unknown key '{key}' ({path}): see docs/importers.md for those there are"
    if problem["type"] == "missing":
        return f"'{path}' is missing"
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{path}: {message}" if path else message
