"""From what a user writes to a chosen subgraph: names, words of the vocabulary, dates, a question of the catalogue."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import Any

from ..graph.connect import Store
from ..graph.select import Selection, StoredSubgraph, select
from ..loaders.gazetteer import Gazetteer
from ..loaders.load import key_of
from ..schema.errors import UsageError
from ..schema.vocabulary import vocabulary
from . import catalog, period
from .names import Names
from .run import run, term

_LISTS = ("also", "claims")  # columns of further claims that a row leans on


def choose(
    store: Store,
    *,
    around: Sequence[str] = (),
    depth: int = 1,
    relations: Iterable[str] = (),
    types: Iterable[str] = (),
    after: str | None = None,
    before: str | None = None,
    as_of: str | None = None,
    min_confidence: float = 0.0,
    documents: Iterable[str] = (),
    query: str | None = None,
    gazetteer: Gazetteer | None = None,
) -> StoredSubgraph:
    """The claims for which all of this holds; what is not given does not restrict.

    `around` are names, `documents` keys or the ends of them, dates EDTF; `query` is written as after `entente query`
    (`exercises-joined --actor Japan`) and gives the claims that its rows lean on. UsageError: a date, a word of the
    vocabulary or the question is wrong. EntenteError: a name or document is unknown or ambiguous.
    """
    names = Names(store, gazetteer)
    known = vocabulary()
    try:
        asked = period.asked(after, before, as_of)
    except ValueError as error:
        raise UsageError(str(error)) from error
    selection = Selection(
        around=tuple(dict.fromkeys(names.resolve(name).id for name in around)),
        depth=depth,
        relations=tuple(term("--relation", name, "relation", known.relations) for name in relations),
        types=tuple(term("--type", name, "type", known.entities) for name in types),
        first=asked.first or asked.as_of_first,
        last=asked.last or asked.as_of_last,
        min_confidence=min_confidence,
        documents=tuple(key_of(name, store) for name in documents),
        claims=_claims_of(store, query, gazetteer) if query else None,
    )
    return select(store, selection)


def _claims_of(store: Store, words: str, gazetteer: Gazetteer | None) -> frozenset[str]:
    """The claims that the rows of a question lean on: in its columns of claims, and in `also` and `claims`."""
    try:
        name, *options = shlex.split(words)
    except ValueError as error:
        raise UsageError(f"--query: {error} in '{words}'") from error
    question = catalog.find(name)
    columns = question.columns.items()
    claims = [name for name, column in columns if column.type == "claim" or (column.type == "list" and name in _LISTS)]
    if not claims:
        raise UsageError(f"--query: the rows of '{name}' are no claims: choose another question")
    values = _values(question, options)
    missing = [catalog.flag(n) for n, p in question.parameters.items() if p.required and n not in values]
    if missing:
        raise UsageError(f"--query: '{name}' needs {missing[0]}, within the quotes: '{name} {missing[0]} ...'")
    found: set[str] = set()
    for row in run(store, question, values, gazetteer).rows:
        for column in claims:
            found.update([row[column]] if isinstance(row[column], str) else row[column] or ())
    return frozenset(found)


def _values(question: catalog.Query, options: Sequence[str]) -> dict[str, Any]:
    """The values of `--name VALUE`, `--name=VALUE` and `--yes-or-no`; `run` says what is wrong with the values."""
    values: dict[str, Any] = {}
    remaining = iter(options)
    for option in remaining:
        flag, given, value = option.partition("=")
        name = flag.removeprefix("--").replace("-", "_")
        if not flag.startswith("--"):
            raise UsageError(f"--query: '{option}' is no option of '{question.name}': write e.g. --actor Japan")
        parameter = question.parameters.get(name)
        if parameter and parameter.type == "boolean" and not given:
            values[name] = True
        elif given:
            values[name] = value
        elif (following := next(remaining, None)) is not None:
            values[name] = following
        else:
            raise UsageError(f"--query: {flag} needs a value")
    return values
