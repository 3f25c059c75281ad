"""Every question gets the same rows in the same order from every store, on a made-up graph of thousands of claims."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from conftest import Stores, _stores, empty
from generate import documents

from cyberentente.graph.connect import Store
from cyberentente.graph.write import put
from cyberentente.queries import catalog
from cyberentente.queries.run import Answer, run

FIRST, SECOND = dt.datetime(2026, 1, 10), dt.datetime(2026, 6, 10)
ACTORS = ("state:3", "state:9", "organization:40", "state:16", "state:22")
VALUES: dict[str, tuple[Any, ...]] = {
    "event": ("exercise:10", "exercise:11", "forum:3"),
    "exercise": ("exercise:10", "exercise:11"),
    "agreement": ("agreement:5", "agreement:17"),
    "organization": ("organization:40", "forum:3", "organization:1"),
    "among": ("organization:41", "forum:4"),
    "about": ("state:3", "exercise:10"),
    "of": ("state:4", "state:12", "organization:8", "agreement:5"),
    "relation": ("SIGNED",),
    "kind": ("Exercise",),
    "role": ("minister",),
    "stage": ("signature",),
    "incident": ("cyber attack",),
    "person": ("person:3",),
}
TIMES: tuple[dict[str, Any], ...] = (
    {},
    {"after": "2018", "before": "2021-06"},
    {"as_of": "2019"},
    {"known_on": "2026-03-01"},
    {"undated": True, "min_confidence": 0.6, "after": "2020-05-05"},
    {"own_only": True, "undated": True},
)

OTHER_ORDER = {"timeline", "bilateral-timeline", "partners", "most-active", "structure"}  # by date, rank or step
BY_CERTAINTY = [
    name for name, query in catalog.catalog().items() if "certainty" in query.columns and name not in OTHER_ORDER
]


@pytest.fixture(scope="module")
def loaded(stores: Stores) -> dict[str, Store]:
    """The stores, each with the same documents, the first of which were loaded once more and said less."""
    opened = {name: stores.get(name) for name in _stores()}
    corpus = list(documents(facts=5800, each=600))
    for store in opened.values():
        empty(store)
        for document, facts in corpus:
            put(store, document, facts, "once", now=FIRST)
        for document, facts in corpus[:3]:
            put(store, document, facts[50:], "again", now=SECOND)
    return opened


def asked(query: catalog.Query, claim: str) -> list[dict[str, Any]]:
    """Several ways to ask a question: each required parameter, each optional one alone, each kind of period."""
    own = query.front.parameters
    needed = {name: spec for name, spec in own.items() if spec.required}
    ways = []
    for n in range(4):
        base = {name: claim if spec.type == "claim" else _value(name, spec, n) for name, spec in needed.items()}
        if {"actor", "other"} <= base.keys():
            base["other"] = ACTORS[n + 1]
        if n == 0:
            ways += [base | time for time in TIMES if time.keys() <= query.parameters.keys()]
            ways += [base | {name: _value(name, spec, n)} for name, spec in own.items() if not spec.required]
        elif needed:
            ways.append(base | {"undated": True} if "undated" in query.parameters else base)
    return ways


def _value(name: str, spec: catalog.Parameter, n: int) -> Any:
    match spec.type:
        case "boolean":
            return True
        case "integer":
            return 2019 + n
    if name == "of" and "Agreement" in spec.of:
        return "agreement:5"
    values = VALUES.get(name, ACTORS)
    fitting = [value for value in values if not spec.of or value.partition(":")[0].title() in spec.of]
    return (fitting or values)[n % len(fitting or values)]


@pytest.mark.parametrize("name", catalog.names())
def test_all_stores_give_the_same_rows(loaded: dict[str, Store], name: str) -> None:
    query = catalog.find(name)
    first, *others = loaded.values()
    claim = run(first, catalog.find("agreements"), {}).rows[0]["claim"]
    found = 0
    for values in asked(query, claim):
        answer = run(first, query, values)
        found += len(answer.rows)
        if answer.rows:
            assert list(answer.rows[0]) == list(query.columns)
        for other in others:
            assert _told(run(other, query, values)) == _told(answer), values
    assert found, "the made-up graph has nothing to answer with"


def _told(answer: Answer) -> tuple[Any, ...]:
    return answer.rows, answer.footer, answer.hints


@pytest.mark.parametrize("name", BY_CERTAINTY)
def test_definite_comes_before_possible(loaded: dict[str, Store], name: str) -> None:
    query = catalog.find(name)
    values = asked(query, "")[0] | {"undated": True} if "undated" in query.parameters else asked(query, "")[0]
    told = [row["certainty"] for row in run(next(iter(loaded.values())), query, values).rows]
    assert told == sorted(told, key=["definite", "possible", "undated"].index)


def test_the_graph_is_large_enough(loaded: dict[str, Store]) -> None:
    for store in loaded.values():
        (row,) = store.read("MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n")
        (statements,) = store.read("MATCH (s:Statement) RETURN count(s) AS n")
        assert row["n"] + statements["n"] >= 5000 and statements["n"] > 500


def test_asking_changes_nothing(loaded: dict[str, Store]) -> None:
    counting = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
    for store in loaded.values():
        before = store.read(counting)
        for name in ("timeline", "partners", "path"):
            run(store, catalog.find(name), asked(catalog.find(name), "")[0])
        assert store.read(counting) == before
