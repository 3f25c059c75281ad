"""A user's own Cypher, for reading only.

Three fences, since not every store has every one: the text itself is checked, word by word, before it is sent (the
embedded store would write in a read transaction, and read files); Neo4j is asked by EXPLAIN whether it only reads, and
runs it with read access; and its transaction is rolled back whatever happens.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

import neo4j
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.graph import Node, Path, Relationship

from ..graph.connect import Store
from ..schema.errors import EntenteError, UsageError

ROWS = 1000
SECONDS = 30.0

_OPENINGS = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
_FORBIDDEN = frozenset(
    [
        "ALTER",
        "COMMIT",
        "CREATE",
        "DELETE",
        "DENY",
        "DETACH",
        "DROP",
        "DRYRUN",
        "ENABLE",
        "FOREACH",
        "GRANT",
        "INSERT",
        "LOAD",
        "MERGE",
        "NODETACH",
        "PERIODIC",
        "REMOVE",
        "RENAME",
        "REVOKE",
        "SET",
        "SHOW",
        "TERMINATE",
        "TRANSACTIONS",
        "USE",
    ]
)
_PROCEDURES = frozenset(
    {
        "db.labels",
        "db.relationshiptypes",
        "db.propertykeys",
        "db.schema.visualization",
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
    }
)
_NAMESPACES = frozenset({"date", "datetime", "localdatetime", "localtime", "time", "duration", "point"})
_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<text>'[^']*'|\"[^\"]*\")|(?P<name>`[^`]*`)|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<number>0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<space>\s+)|(?P<sign>.)",
    re.DOTALL,
)
_SIGNS = frozenset("()[]{}<>=+-*/%^.,:;|&!$~")


@dataclass(frozen=True)
class Result:
    """The rows of a statement in the order of its `columns`; `more` says that the limit cut some off."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    more: bool


class _Token(NamedTuple):
    kind: str
    text: str


class _RolledBack(Exception):
    """Carries a result out of a transaction, which is rolled back on its way."""

    def __init__(self, result: Result) -> None:
        self.result = result


def ask(
    store: Store,
    cypher: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    limit: int = ROWS,
    seconds: float = SECONDS,
) -> Result:
    """Run one reading statement: at most `limit` rows, `seconds` of time.

    UsageError: the statement does more than read, or might. EntenteError: the store refuses it, or it takes too long.
    """
    text = checked(cypher)
    told: list[Result | BaseException] = []

    def work() -> None:
        try:
            told.append(_read(store, text, dict(parameters or {}), limit, seconds))
        except BaseException as error:
            told.append(error)

    thread = threading.Thread(target=work, daemon=True)  # the embedded store knows no timeout
    thread.start()
    thread.join(seconds + 5.0 if store.kind == "neo4j" else seconds)
    if not told:
        raise _too_long(seconds)
    if isinstance(told[0], BaseException):
        raise told[0]
    return told[0]


def parameters(assignments: Sequence[str]) -> dict[str, Any]:
    """`["x=1", "name=Japan"]` as values: JSON where it is JSON, else text; UsageError when one has no `=`."""
    found: dict[str, Any] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not name.isidentifier():
            raise UsageError(f"--param '{assignment}': write NAME=VALUE")
        try:
            found[name] = json.loads(value)
        except json.JSONDecodeError:
            found[name] = value
    return found


def checked(cypher: str) -> str:
    """The statement without its comments; UsageError names what is not reading in it."""
    if "\\" in cypher:
        raise UsageError("a backslash could hide something: give such a text as a parameter (--param NAME=VALUE)")
    tokens = list(_tokens(cypher))
    while tokens and tokens[-1] == _Token("sign", ";"):
        tokens.pop()
    if not tokens:
        raise UsageError("there is no statement: begin with MATCH, e.g. MATCH (s:State) RETURN s.name")
    opening = tokens[0].text.upper()
    if opening not in _OPENINGS:
        _refuse(f"'{tokens[0].text}' does not begin a reading statement")
    for at, token in enumerate(tokens):
        if token == _Token("sign", ";"):
            _refuse("only one statement is run")
        if token.kind in {"word", "name"}:
            _check(tokens, at)
    return cypher_without_comments(cypher)


def cypher_without_comments(cypher: str) -> str:
    """The same statement with a blank for each comment."""
    return (
        "".join(" " if match["comment"] else match.group() for match in _TOKEN.finditer(cypher)).strip().rstrip("; \n")
    )


def _tokens(cypher: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(cypher):
        kind = match.lastgroup or ""
        if kind in {"comment", "space"}:
            continue
        if kind in {"word", "number"} and not match.group().isascii():
            _refuse(f"'{match.group()}' has letters beyond ASCII: put `backticks` around it")
        if kind == "sign" and match.group() not in _SIGNS:
            _refuse(f"'{match.group()}' is no sign of Cypher")
        yield _Token(kind, match.group())


def _check(tokens: Sequence[_Token], at: int) -> None:
    """Refuse the word here if it writes, or calls what is not known to be harmless."""
    word = tokens[at].text.upper() if tokens[at].kind == "word" else ""
    before = tokens[at - 1].text if at else ""
    owner = tokens[at - 2] if at > 1 else _Token("", "")
    if before == "$" or (before == "." and (owner.kind in {"word", "name"} or owner.text in {")", "]", "}"})):
        return
    if word in _FORBIDDEN:
        _refuse(f"{word} does more than read: put `backticks` around it if it is a name")
    name, end = _dotted(tokens, at)
    following = tokens[end].text if end < len(tokens) else ""
    if word == "CALL" and following not in {"(", "{"}:
        procedure = _dotted(tokens, end)[0] if end < len(tokens) else ""
        if procedure.lower() not in _PROCEDURES:
            _refuse(f"procedure {procedure} is not among those allowed: {', '.join(sorted(_PROCEDURES))}")
    if (
        following == "("
        and "." in name
        and before.upper() != "CALL"
        and name.partition(".")[0].lower() not in _NAMESPACES
    ):
        _refuse(f"function {name} is not among those allowed")


def _dotted(tokens: Sequence[_Token], at: int) -> tuple[str, int]:
    """The name `a.b.c` that begins here, and the place after it."""
    name = tokens[at].text.strip("`")
    here = at + 1
    while here + 1 < len(tokens) and tokens[here].text == "." and tokens[here + 1].kind in {"word", "name"}:
        name += "." + tokens[here + 1].text.strip("`")
        here += 2
    return name, here


def _refuse(reason: str) -> NoReturn:
    raise UsageError(f"only reading is allowed: {reason}")


def _too_long(seconds: float) -> EntenteError:
    return EntenteError(f"the statement took longer than {seconds:g} seconds: ask for less of the graph")


def _read(store: Store, text: str, values: dict[str, Any], limit: int, seconds: float) -> Result:
    @neo4j.unit_of_work(timeout=seconds)
    def work(transaction: neo4j.ManagedTransaction) -> NoReturn:
        if store.kind == "neo4j":
            plan = transaction.run(f"EXPLAIN {text}", values).consume()
            if plan.query_type != "r":
                _refuse("Neo4j says that the statement does more than that")
        found = transaction.run(text, values)
        columns = tuple(found.keys())
        rows: list[dict[str, Any]] = []
        more = False
        for record in found:
            if len(rows) == limit:
                more = True
                break
            rows.append(dict(zip(columns, map(_plain, record.values()), strict=True)))
        raise _RolledBack(Result(columns, rows, more))

    try:
        store.reading_raw(work)
    except _RolledBack as done:
        return done.result
    except Neo4jError as error:
        if "TimedOut" in (error.code or ""):
            raise _too_long(seconds) from error
        reason = (error.message or str(error)).splitlines()[0]
        raise EntenteError(f"the store refuses the statement: {reason}") from error
    except DriverError as error:
        raise EntenteError(f"the statement could not be run: {str(error).splitlines()[0]}") from error
    raise AssertionError("work always raises")


def _plain(value: Any) -> Any:
    """Nodes and relationships as maps, dates as ISO texts."""
    match value:
        case Node():
            return {"labels": sorted(value.labels), **{name: _plain(each) for name, each in value.items()}}
        case Relationship():
            return {"type": value.type, **{name: _plain(each) for name, each in value.items()}}
        case Path():
            ties = (_plain(tie) for tie in value.relationships)
            places = [_plain(place) for place in value.nodes]
            return [places[0], *(each for tie, place in zip(ties, places[1:], strict=True) for each in (tie, place))]
        case list():
            return [_plain(each) for each in value]
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case None | bool() | int() | float() | str():
            return value
        case _ if hasattr(value, "iso_format"):
            return value.iso_format()
    return str(value)
