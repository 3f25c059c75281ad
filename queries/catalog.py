"""The catalogue of questions: one `.cypher` file each, its front matter in the leading `//` comments.

A file is loadable into Neo4j Browser as it is. What the command line offers, its help and docs/queries.md are read from
the front matter. The options that many questions share (`--after`, `--as-of`, `--limit`, ...) need no mention there: a
question has each one whose parameters its Cypher uses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from ..schema.errors import EntenteError, UsageError
from ..schema.vocabulary import vocabulary

PACKAGED = Path(__file__).parent / "catalog"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_PARAMETER = re.compile(r"\$([A-Za-z_]\w*)")
_COMMENT = re.compile(r"^\s*//[^\n]*|/\*.*?\*/", re.MULTILINE | re.DOTALL)

Kind = Literal["entity", "edtf", "date", "integer", "number", "text", "boolean", "relation", "kind", "claim"]
ColumnKind = Literal["text", "entity", "edtf", "certainty", "claim", "integer", "number", "boolean", "list"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(_Model):
    """What a question wants to be told. `of` restricts an entity to these types; without a default it is required
    unless `optional`."""

    type: Kind
    help: str
    of: tuple[str, ...] = ()
    optional: bool = False
    default: str | int | float | bool | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> Parameter:
        unknown = set(self.of) - vocabulary().entities.keys()
        if unknown:
            raise ValueError(f"unknown entity type '{min(unknown)}'")
        if self.of and self.type != "entity":
            raise ValueError("only an entity can be 'of' certain types")
        return self

    @property
    def required(self) -> bool:
        return not self.optional and self.default is None and self.type != "boolean"


class Column(_Model):
    """One column of the answer; a `wide` one is left out of tables made for the eye."""

    type: ColumnKind
    wide: bool = False


class FrontMatter(_Model):
    """What the leading comments of a `.cypher` file say."""

    title: str
    description: str
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    columns: dict[str, Column]
    examples: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _short_columns(cls, data: Any) -> Any:
        """`exercise: text` is short for `exercise: {type: text}`."""
        if isinstance(data, dict) and isinstance(data.get("columns"), dict):
            columns = {k: {"type": v} if isinstance(v, str) else v for k, v in data["columns"].items()}
            return {**data, "columns": columns}
        return data

    @field_validator("parameters")
    @classmethod
    def _names(cls, parameters: dict[str, Parameter]) -> dict[str, Parameter]:
        for name in parameters:
            if not re.fullmatch(r"[a-z][a-z_]*", name):
                raise ValueError(f"'{name}': use lower-case letters and _ only")
            if name in COMMON:
                raise ValueError(f"'{name}' has a fixed meaning: just use its Cypher parameters")
        return parameters


COMMON: dict[str, tuple[tuple[str, ...], Parameter]] = {
    "after": (("first", "last"), Parameter(type="edtf", optional=True, help="only later than this (not included)")),
    "before": (("first", "last"), Parameter(type="edtf", optional=True, help="only earlier than this (not included)")),
    "as_of": (
        ("as_of_first", "as_of_last"),
        Parameter(type="edtf", optional=True, help="what held at this date (every day: definite; some day: possible)"),
    ),
    "known_on": (
        ("known_on",),
        Parameter(type="date", optional=True, help="what the graph knew at the end of this day"),
    ),
    "own_only": (("own_only",), Parameter(type="boolean", help="leave out what a state's organs did")),
    "undated": (("undated",), Parameter(type="boolean", help="show undated claims too")),
    "min_confidence": (
        ("min_confidence",),
        Parameter(type="number", default=0.0, help="leave out claims of less confidence (0 to 1)"),
    ),
    "limit": (("limit",), Parameter(type="integer", optional=True, help="show at most so many rows")),
}
"""The options that questions share: the Cypher parameters that each stands for, and how it is offered."""

_INTERNAL = frozenset({"planned"})
"""Bound by `run.py` only: whether planned and proposed statements are among the rows."""


class Query(_Model):
    """One question of the catalogue."""

    name: str
    path: Path
    front: FrontMatter
    cypher: str

    @property
    def title(self) -> str:
        return self.front.title

    @property
    def columns(self) -> dict[str, Column]:
        return self.front.columns

    @cached_property
    def uses(self) -> frozenset[str]:
        """The Cypher parameters."""
        return frozenset(_PARAMETER.findall(_COMMENT.sub("", self.cypher)))

    @cached_property
    def parameters(self) -> dict[str, Parameter]:
        """Its own parameters first, in the order of the file, then the shared ones."""
        shared = {name: parameter for name, (needs, parameter) in COMMON.items() if self.uses.issuperset(needs)}
        return {**self.front.parameters, **shared}


def flag(parameter: str) -> str:
    """How the command line spells a parameter: `min_confidence` is `--min-confidence`."""
    return "--" + parameter.replace("_", "-")


def names(folder: Path | None = None) -> list[str]:
    """The names of all questions, sorted; reads no file."""
    return sorted({path.stem for path in _files(folder)})


def find(name: str, folder: Path | None = None) -> Query:
    """One question, reading only its file; UsageError with the closest names when there is none."""
    paths = {path.stem: path for path in _files(folder)}
    if name in paths:
        return read(paths[name])
    from rapidfuzz import process

    closest = [match[0] for match in process.extract(name, sorted(paths), limit=3, score_cutoff=50)]
    hint = f"the closest are {', '.join(closest)}" if closest else "`entente queries` lists them"
    raise UsageError(f"there is no question '{name}': {hint}")


def catalog(folder: Path | None = None) -> dict[str, Query]:
    """All questions by name, sorted; EntenteError names the file and line that is wrong."""
    paths = {path.stem: path for path in _files(folder)}
    return {name: read(paths[name]) for name in sorted(paths)}


def _files(folder: Path | None) -> Iterator[Path]:
    """The packaged files, then the user's (`folder`, or ENTENTE_QUERIES), which win."""
    yield from PACKAGED.glob("*.cypher")
    own = folder or (Path(os.environ["ENTENTE_QUERIES"]) if os.environ.get("ENTENTE_QUERIES") else None)
    if own:
        if not own.is_dir():
            raise UsageError(f"{own}: there is no such folder of questions")
        yield from own.glob("*.cypher")


@lru_cache(maxsize=256)
def read(path: Path) -> Query:
    """The question in one file; EntenteError `FILE:LINE: what is wrong` when it is not one."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EntenteError(f"{path}: cannot be read: {error}") from error
    if not _NAME.fullmatch(path.stem):
        raise EntenteError(f"{path}:1: name the file in lower case with dashes, like exercises-joined.cypher")
    lines = text.splitlines()
    head = next((n for n, line in enumerate(lines) if not line.startswith("//")), len(lines))
    front_text = "\n".join(re.sub(r"^// ?", "", line) for line in lines[:head])
    front = _front(path, front_text)
    query = Query(name=path.stem, path=path, front=front, cypher=text)
    if not _COMMENT.sub("", text).strip():
        raise EntenteError(f"{path}:{head + 1}: there is no Cypher after the front matter")
    known = {*front.parameters, *_INTERNAL, *(need for needs, _ in COMMON.values() for need in needs)}
    for number, line in enumerate(lines[head:], head + 1):
        for name in _PARAMETER.findall(_COMMENT.sub("", line)):
            if name not in known:
                raise EntenteError(f"{path}:{number}: ${name} is no parameter: name it in the front matter")
    unused = [name for name in front.parameters if name not in query.uses]
    if unused:
        where = _line(front_text, ("parameters", unused[0]))
        raise EntenteError(f"{path}:{where}: parameter '{unused[0]}' is not used in the Cypher")
    return query


def _front(path: Path, text: str) -> FrontMatter:
    try:
        data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        if not isinstance(data, dict):
            raise EntenteError(f"{path}:1: begin with front matter: // title: ..., // columns: ...")
        return FrontMatter.model_validate(data)
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line + 1, len(text.splitlines())) if error.problem_mark else 1
        raise EntenteError(f"{path}:{line}: the front matter is not YAML: {error.problem}") from error
    except ValidationError as error:
        first = min(
            error.errors(), key=lambda each: each["type"] != "extra_forbidden"
        )  # a typo explains what is missing
        where = tuple(str(part) for part in first["loc"])
        message = first["msg"].removeprefix("Value error, ")
        told = f"{'.'.join(where)}: {message}" if where else message
        raise EntenteError(f"{path}:{_line(text, where)}: {told}") from error


def _line(text: str, where: tuple[str, ...]) -> int:
    """The line of the front matter that holds the value at `where`, or the nearest one around it."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pairs = [(key, value) for key, value in node.value if key.value == part]
            if not pairs:
                break
            line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
        elif isinstance(node, yaml.SequenceNode) and part.isdigit() and int(part) < len(node.value):
            node = node.value[int(part)]
            line = node.start_mark.line + 1
        else:
            break
    return line
