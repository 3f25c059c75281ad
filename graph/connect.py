"""Which store, and how to talk to it: one code path over Bolt for Neo4j and for the embedded store."""

from __future__ import annotations

import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Literal, TypeVar

import neo4j
from neo4j import exceptions
from neo4j.time import Date, DateTime

from ..schema.errors import EntenteError
from .embedded import DATABASE, USER, Address, Embedded
from .interrupts import held_back

Row = dict[str, Any]
Parameters = Mapping[str, Any]
T = TypeVar("T")

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_LOST = (exceptions.ServiceUnavailable, exceptions.SessionExpired, exceptions.AuthError)


class Transaction:
    """A running transaction: `run` gives all rows of a statement, with Python's own dates and times."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction

    def run(self, cypher: str, **parameters: Any) -> list[Row]:
        return [_native(row.data()) for row in self._transaction.run(cypher, parameters)]


class Store(ABC):
    """An open graph store. Use `connect` to get one.

    `kind` is "embedded" or "neo4j"; `place` is the folder or address, for messages.
    """

    def __init__(self, kind: Literal["embedded", "neo4j"], place: str, database: str | None) -> None:
        self.kind = kind
        self.place = place
        self.prepared = False
        self._database = database
        self._driver: neo4j.Driver | None = None

    def read(self, cypher: str, parameters: Parameters | None = None) -> list[Row]:
        """The rows of one query, in a read transaction; lists, numbers, texts, and Python dates and times."""
        return self.reading(lambda transaction: transaction.run(cypher, **(parameters or {})))

    def reading(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one read transaction; it may be run again when the connection is lost."""
        return self.reading_raw(lambda transaction: work(Transaction(transaction)))

    def reading_raw(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """The same with the driver's own transaction: for plans, time limits, and nodes as nodes."""
        return self._run(lambda session: session.execute_read(work))

    @abstractmethod
    def writing(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in one write transaction, with no other writer at work; it may be run again, never in part."""

    def define(self, statements: Sequence[str]) -> None:
        """Run statements that define constraints and indexes, in one transaction of their own."""

        def work(transaction: neo4j.ManagedTransaction) -> None:
            for statement in statements:
                transaction.run(statement).consume()

        with self._alone():
            self._run(lambda session: session.execute_write(work))

    def close(self) -> None:
        """Close the connection."""
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    @abstractmethod
    def _run(self, work: Callable[[neo4j.Session], T]) -> T: ...

    def _alone(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _session(self, driver: neo4j.Driver) -> neo4j.Session:
        return driver.session(database=self._database)


class Neo4jStore(Store):
    """A Neo4j server or cluster."""

    def __init__(self, uri: str, user: str, password: str, database: str | None) -> None:
        super().__init__("neo4j", uri, database)
        self._user = user
        self._answered = False
        try:
            if uri.partition("://")[0] not in _SCHEMES:
                raise ValueError(f"it starts with none of {', '.join(_SCHEMES)}")
            self._driver = _driver(uri, user, password, retry=30.0)
        except (exceptions.ConfigurationError, ValueError) as error:
            raise EntenteError(
                f"NEO4J_URI '{uri}' is no address of a Neo4j server ({error}): write e.g. bolt://localhost:7687"
            ) from error

    def writing(self, work: Callable[[Transaction], T]) -> T:
        def locked(transaction: neo4j.ManagedTransaction) -> T:
            transaction.run("MERGE (s:Store {id: 'entente'}) SET s.lock = 1").consume()
            return work(Transaction(transaction))

        return self._run(lambda session: session.execute_write(locked))

    def _run(self, work: Callable[[neo4j.Session], T]) -> T:
        assert self._driver is not None, "the store is closed"
        try:
            if not self._answered:
                self._driver.verify_connectivity()  # at once: a transaction would be tried again and again first
                self._answered = True
            with held_back(), self._session(self._driver) as session:
                return work(session)
        except exceptions.AuthError as error:
            raise EntenteError(
                f"Neo4j at {self.place} refuses user '{self._user}': check NEO4J_USERNAME and NEO4J_PASSWORD"
            ) from error
        except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as error:
            raise EntenteError(
                f"Neo4j at {self.place} does not answer: start it, or unset NEO4J_URI for the embedded store"
            ) from error
        except exceptions.ClientError as error:
            if error.code == "Neo.ClientError.Database.DatabaseNotFound":
                raise EntenteError(
                    f"Neo4j at {self.place} has no database '{self._database}': check NEO4J_DATABASE"
                ) from error
            raise


class EmbeddedStore(Store):
    """A folder, served by this process or by another."""

    def __init__(self, folder: Path) -> None:
        self._embedded = Embedded(folder)
        super().__init__("embedded", str(self._embedded.folder), DATABASE)

    def address(self) -> Address:
        """Where its server answers now, be it in this process or another."""
        address = None
        while address is None:
            self.read("RETURN 1 AS one")
            address = self._embedded.published()
        return address

    def writing(self, work: Callable[[Transaction], T]) -> T:
        with self._alone():
            return self._run(lambda session: session.execute_write(lambda tx: work(Transaction(tx))))

    def close(self) -> None:
        super().close()
        self._embedded.close()

    def _alone(self) -> AbstractContextManager[None]:
        return self._embedded.writing()

    def _run(self, work: Callable[[neo4j.Session], T]) -> T:
        if self._driver is None:
            self._open()
        while True:
            assert self._driver is not None
            try:
                with held_back(), self._session(self._driver) as session:
                    return work(session)
            except _LOST:  # the process that served us has ended
                self._open()

    def _open(self) -> None:
        Store.close(self)
        for address in self._embedded.addresses():
            driver = _driver(address.uri, USER, address.password, retry=0.0)
            try:
                driver.verify_connectivity()
            except _LOST:
                driver.close()
            else:
                self._driver = driver
                return


@contextmanager
def connect(store: Path | None = None) -> Iterator[Store]:
    """Open a store: the folder `store` if given, else Neo4j if NEO4J_URI is set, else the `default_folder`.

    Neo4j also takes NEO4J_USERNAME (else neo4j), NEO4J_PASSWORD and NEO4J_DATABASE (else the user's home database).
    """
    logging.getLogger("neo4j").setLevel(logging.ERROR)  # the driver would tell of each retry on standard error
    opened = _choose(store)
    try:
        yield opened
    finally:
        opened.close()


def _choose(store: Path | None) -> Store:
    uri = os.environ.get("NEO4J_URI")
    if store is None and uri:
        return Neo4jStore(
            uri,
            os.environ.get("NEO4J_USERNAME") or "neo4j",
            os.environ.get("NEO4J_PASSWORD") or "",
            os.environ.get("NEO4J_DATABASE") or None,
        )
    return EmbeddedStore(store or default_folder())


def default_folder() -> Path:
    """ENTENTE_STORE if set, else `store` in the platform's user-data folder for Entente."""
    if chosen := os.environ.get("ENTENTE_STORE"):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("entente", appauthor=False)) / "store"


def _driver(uri: str, user: str, password: str, retry: float) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        uri,
        auth=(user, password),
        user_agent="entente",
        connection_timeout=5.0,
        max_transaction_retry_time=retry,
        notifications_min_severity="OFF",
    )


def _native(value: Any) -> Any:
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [_native(each) for each in value]
    if isinstance(value, dict):
        return {key: _native(each) for key, each in value.items()}
    return value
