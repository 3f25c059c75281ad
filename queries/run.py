"""Runs a question: what the user typed becomes typed parameters, what the store gives becomes an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from neo4j.exceptions import ClientError, DatabaseError

from ..graph.connect import Store, Transaction
from ..loaders.gazetteer import Gazetteer
from ..schema import edtf
from ..schema.errors import EntenteError, UsageError
from ..schema.vocabulary import vocabulary
from . import catalog, period
from .catalog import Column, Parameter, Query
from .names import LOOKUP, Named, Names

Row = dict[str, Any]
Resolve = Callable[[str, Iterable[str]], Named]
_NONE: Mapping[str, Any] = {}
ALL = 1_000_000_000
"""The limit that is bound: all rows are fetched, so that those left out can be counted."""


@dataclass(frozen=True)
class Answer:
    """The rows of a question, with what the user should know about them.

    `parameters` are those given, as they were understood: entities as ids, dates as EDTF. `rows` hold plain values
    (texts, numbers, lists) under the names of `columns`. `undated`, `planned` and `more` count the rows that were left
    out: undated ones (unless asked for), merely planned or proposed ones, and those beyond the limit. `hints` say what
    may be amiss when nothing was found.
    """

    query: Query
    parameters: dict[str, Any]
    columns: Mapping[str, Column]
    rows: list[Row]
    undated: int = 0
    planned: int = 0
    more: int = 0
    footer: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proof:
    """A piece of evidence, shortly: the document, and the quote or the source."""

    claim: str
    document: str
    title: str | None
    quote: str | None
    char_start: int | None
    char_end: int | None
    source: str | None


@dataclass
class _Understood:
    """The parameters as the user should see them, as Cypher wants them, and the entities they name."""

    shown: dict[str, Any] = field(default_factory=dict)
    bound: dict[str, Any] = field(default_factory=dict)
    named: list[Named] = field(default_factory=list)


def run(store: Store, query: Query, values: Mapping[str, Any], gazetteer: Gazetteer | None = None) -> Answer:
    """Ask `query` with the values a user gave (texts, or typed already; None is not given).

    A name that can mean only one entity is not looked up in the graph before the question, but when it has no answer.

    UsageError: a parameter is missing, unknown or ill-typed. EntenteError: a name is unknown or ambiguous, or the store
    refuses the Cypher of a user's own question.
    """
    names = Names(store, gazetteer)
    understood = _understand(
        store, query, values, lambda name, types: names.guess(name, types) or names.resolve(name, types)
    )
    found = _read(store, query, understood, names, values)
    if not found:
        guessed = understood.bound
        understood = _understand(store, query, values, names.resolve)
        found = _read(store, query, understood) if understood.bound != guessed else found
    return _answer(query, understood, found)


def _read(
    store: Store, query: Query, understood: _Understood, names: Names | None = None, values: Mapping[str, Any] = _NONE
) -> list[Row]:
    """The rows; if there are none, `names` learns in the same transaction who is meant in the values."""
    asked = {
        str(values[name]): parameter.of
        for name, parameter in query.parameters.items()
        if parameter.type == "entity" and values.get(name) is not None
    }

    def work(transaction: Transaction) -> list[Row]:
        found = transaction.run(query.cypher, **understood.bound)
        if not found and names and asked:
            names.learn(asked, transaction.run(LOOKUP, **names.wanted(asked.items())))
        return found

    try:
        return store.reading(work)
    except (ClientError, DatabaseError) as error:
        reason = (error.message or str(error)).splitlines()[0]
        raise EntenteError(f"{query.path}: the store refuses the Cypher: {reason}") from error


def bound(store: Store, query: Query, values: Mapping[str, Any], gazetteer: Gazetteer | None = None) -> dict[str, Any]:
    """The Cypher parameters that `query` is run with, for the values a user gave; errors as in `run`."""
    return _understand(store, query, values, Names(store, gazetteer).resolve).bound


def proofs(store: Store, claims: Iterable[str]) -> dict[str, list[Proof]]:
    """The evidence of each claim, best first; claims that have none are left out."""
    rows = store.read(
        """
        UNWIND $claims AS claim
        MATCH (e:Evidence {claim: claim})-[:IN]->(d:Document)
        WHERE e.retracted IS NULL
        RETURN claim, d.key AS document, d.title AS title, e.quote AS quote, e.char_start AS char_start,
          e.char_end AS char_end, e.source_title AS source, e.confidence AS confidence, e.id AS id
        ORDER BY claim, confidence DESC, document, coalesce(char_start, -1), id
        """,
        {"claims": sorted(set(claims))},
    )
    found: dict[str, list[Proof]] = {}
    for row in rows:
        fields = {name: row[name] for name in Proof.__dataclass_fields__}
        found.setdefault(row["claim"], []).append(Proof(**fields))
    return found


def _understand(store: Store, query: Query, values: Mapping[str, Any], resolve: Resolve) -> _Understood:
    given = {name.replace("-", "_"): value for name, value in values.items() if value is not None}
    for name in given:
        if name not in query.parameters:
            offered = ", ".join(map(catalog.flag, query.parameters))
            raise UsageError(f"'{query.name}' has no {catalog.flag(name)}: it takes {offered}")
    understood = _Understood()
    for name, parameter in query.parameters.items():
        if name not in given and parameter.required:
            raise UsageError(f"'{query.name}' needs {catalog.flag(name)}: {parameter.help}")
        value = given.get(name, parameter.default)
        if value is None:
            typed = False if parameter.type == "boolean" else None
        else:
            typed = _typed(store, resolve, name, parameter, value, understood.named)
        understood.bound[name] = typed
        if name in given and typed is not False:
            understood.shown[name] = typed.isoformat() if isinstance(typed, dt.date) else typed
    _bind_time(understood)
    understood.bound |= {"limit": ALL, "undated": True, "planned": True}
    understood.bound = {name: value for name, value in understood.bound.items() if name in query.uses}
    return understood


def _typed(store: Store, resolve: Resolve, name: str, parameter: Parameter, value: Any, named: list[Named]) -> Any:
    text = str(value).strip()
    flag = catalog.flag(name)
    match parameter.type:
        case "entity":
            entity = resolve(text, parameter.of)
            named.append(entity)
            return entity.id
        case "edtf":
            try:
                edtf.parse(text)
            except ValueError as error:
                raise UsageError(f"{flag}: {error}") from error
            return text
        case "date":
            try:
                return dt.date.fromisoformat(text)
            except ValueError as error:
                raise UsageError(f"{flag}: '{text}' is not a day: write YYYY-MM-DD") from error
        case "integer":
            try:
                number = int(text)
            except ValueError as error:
                raise UsageError(f"{flag}: '{text}' is not a whole number") from error
            if number < 0:
                raise UsageError(f"{flag}: {number} is less than 0")
            return number
        case "number":
            try:
                real = float(text)
            except ValueError as error:
                raise UsageError(f"{flag}: '{text}' is not a number") from error
            if name == "min_confidence" and not 0 <= real <= 1:
                raise UsageError(f"{flag}: {text} is not between 0 and 1")
            return real
        case "boolean":
            if text.lower() not in {"true", "false", "yes", "no", "1", "0"}:
                raise UsageError(f"{flag}: '{text}' is neither yes nor no")
            return text.lower() in {"true", "yes", "1"}
        case "relation":
            return term(flag, text, "relation", vocabulary().relations)
        case "kind":
            return term(flag, text, "kind", vocabulary().entities)
        case "claim":
            return _claim(store, text)
        case "text":
            return text


def term(flag: str, text: str, kind: str, known: Iterable[str]) -> str:
    """The word of this kind that is meant, in any case and with spaces or dashes for `_`; UsageError if none is."""
    wanted = text.strip().upper().replace("-", "_").replace(" ", "_")
    words = {word.upper(): word for word in known}
    if wanted in words:
        return words[wanted]
    from rapidfuzz import process

    closest = ", ".join(words[match[0]] for match in process.extract(wanted, list(words), limit=3))
    raise UsageError(f"{flag}: there is no {kind} '{text}': the closest are {closest}")


def _claim(store: Store, text: str) -> str:
    """The full id of a claim that is given by its id or the beginning of it."""
    start = text.lower()
    if len(start) == 36:
        return start
    if len(start) < 6 or set(start) - set("0123456789abcdef-"):
        raise UsageError(f"'{text}' is no claim id: give all of it, or its first eight characters")
    rows = store.read(
        """
        MATCH (e:Evidence) WHERE e.claim STARTS WITH $start RETURN e.claim AS id
        UNION
        MATCH (e:Evidence) WHERE e.says STARTS WITH $start RETURN e.says AS id
        """,
        {"start": start},
    )
    ids = sorted(row["id"] for row in rows)
    if len(ids) > 1:
        raise UsageError(f"{len(ids)} claims begin with '{text}': give more of the id, e.g. {ids[0]}")
    if not ids:
        raise EntenteError(f"no claim begins with '{text}'", exit_code=3)
    return str(ids[0])


def _bind_time(understood: _Understood) -> None:
    """Turn after, before and as of into the days that Cypher compares with."""
    bound = understood.bound
    try:
        asked = period.asked(bound.pop("after", None), bound.pop("before", None), bound.pop("as_of", None))
    except ValueError as error:
        raise UsageError(str(error)) from error
    bound |= {name: getattr(asked, name) for name in period.Asked.__dataclass_fields__}


def _answer(query: Query, understood: _Understood, found: list[Row]) -> Answer:
    missing = [name for name in query.columns if found and name not in found[0]]
    if missing:
        raise EntenteError(f"{query.path}: the Cypher returns no column '{missing[0]}' of its front matter")
    show_undated = understood.shown.get("undated", False) or "undated" not in query.parameters
    rows: list[Row] = []
    undated = planned = 0
    for row in found:
        certainty = row.get("certainty")
        if certainty in {"planned", "proposed"}:
            planned += 1
        elif certainty == "undated" and not show_undated:
            undated += 1
        else:
            rows.append({name: _plain(row[name]) for name in query.columns})
    limit = understood.shown.get("limit")
    more = max(0, len(rows) - limit) if limit is not None else 0
    rows = rows[: len(rows) - more]
    return Answer(
        query=query,
        parameters=understood.shown,
        columns=query.columns,
        rows=rows,
        undated=undated,
        planned=planned,
        more=more,
        footer=tuple(_footer(understood, len(rows), undated, planned, more)),
        hints=tuple(_hints(understood, undated)) if not rows else (),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return value


def _footer(understood: _Understood, shown: int, undated: int, planned: int, more: int) -> Iterable[str]:
    if more:
        yield f"{shown} of {shown + more} rows shown: --limit sets how many"
    if undated:
        yield f"{undated} undated left out: --undated shows {'it' if undated == 1 else 'them'}"
    if planned:
        who = f" --actor {understood.named[0].id}" if understood.named else ""
        yield f"{planned} merely planned or proposed left out: entente query planned{who}"


def _hints(understood: _Understood, undated: int) -> Iterable[str]:
    for named in understood.named:
        if not named.stored:
            yield f"{named.name} ({named.id}) is known by name, but no loaded document says anything of it"
        else:
            yield f"{named.name} was understood as {named.id}"
    if any(understood.shown.get(name) for name in ("after", "before", "as_of")) and not undated:
        yield "without a period there may be more"
