"""Fixtures that every test may use: an empty graph store, on each kind of store that can run here."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cyberentente.graph.connect import Store, connect

sys.path.insert(0, str(Path(__file__).parent))
import neo4j_server

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has what it starts in the background ignore Ctrl-C

IN_CI = os.environ.get("CI") == "true"
NO_NEO4J = "no Neo4j can run here: set NEO4J_URI, or start Docker, or install Java 17 or newer and Maven"


def _stores() -> list[str]:
    """The stores to test: ENTENTE_TEST_STORES (comma-separated) if set; in CI all; else embedded and the best Neo4j."""
    if chosen := os.environ.get("ENTENTE_TEST_STORES"):
        return [name.strip() for name in chosen.split(",")]
    servers = neo4j_server.available()
    return ["embedded", *(servers if IN_CI else servers[:1])] if servers else ["embedded", "neo4j"]


class Stores:
    """The stores of this test run, each started when first asked for and kept until the run ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Store] = {}
        self._environments: dict[int, dict[str, str]] = {}
        self._stack = contextlib.ExitStack()

    def get(self, name: str) -> Store:
        """The open store of that name."""
        if name not in self._open:
            variables = {"NEO4J_URI": "", "ENTENTE_STORE": str(self._folder / "embedded")}
            if name != "embedded":
                variables |= self._start(name)
            with pytest.MonkeyPatch.context() as patch:
                for key, value in variables.items():
                    patch.setenv(key, value)
                store = self._stack.enter_context(connect())
            _claim(store)
            self._open[name], self._environments[id(store)] = store, variables
        return self._open[name]

    def _start(self, name: str) -> dict[str, str]:
        missing = pytest.fail if IN_CI else pytest.skip
        if name == "neo4j" and "neo4j" not in neo4j_server.available():
            missing(NO_NEO4J)
        try:
            return self._stack.enter_context(neo4j_server.running(name))
        except (subprocess.CalledProcessError, RuntimeError) as error:
            missing(f"Neo4j does not start: {error}")

    def environment(self, store: Store) -> dict[str, str]:
        """The variables by which other processes reach the store."""
        return self._environments[id(store)]

    def close(self) -> None:
        self._stack.close()


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    opened = Stores(tmp_path_factory.mktemp("stores"))
    yield opened
    opened.close()


@pytest.fixture(params=_stores())
def store(request: pytest.FixtureRequest, stores: Stores) -> Store:
    """An empty store of each kind; its indexes may be there already."""
    opened = stores.get(request.param)
    empty(opened)
    return opened


@pytest.fixture(params=[name for name in _stores() if name != "embedded"])
def neo4j_env(request: pytest.FixtureRequest, stores: Stores) -> dict[str, str]:
    """The environment variables by which a Neo4j is reached, for tests of Neo4j alone."""
    return stores.environment(stores.get(request.param))


@pytest.fixture
def store_env(store: Store, stores: Stores) -> dict[str, str]:
    """The environment variables with which a new `entente` process uses the same store as `store`."""
    return stores.environment(store)


def _claim(store: Store) -> None:
    """Mark the database as one that tests may empty; stop them all if it holds someone's data."""
    [row] = store.read("MATCH (n) RETURN count(n) AS nodes, sum(CASE WHEN n.tests THEN 1 ELSE 0 END) AS ours")
    if row["nodes"] and not row["ours"]:
        pytest.exit(f"the database at {store.place} is not empty, and tests would empty it: give them another", 1)
    store.writing(lambda transaction: transaction.run("MERGE (s:Store {id: 'entente'}) SET s.tests = true"))


def empty(store: Store) -> None:
    """Take everything out of the store but the note that its indexes are there."""
    store.writing(lambda transaction: transaction.run("MATCH (n) WHERE NOT n:Store DETACH DELETE n"))
