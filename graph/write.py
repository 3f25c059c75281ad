"""Loads and forgets documents: one transaction each, so that a crash in between leaves whole documents only.

What a change touches is worked out again from the evidence in the store, and only what differs is written. Nothing is
erased but by `forget`.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable

from ..schema.errors import EntenteError
from ..schema.model import Document, Fact
from . import merge, times
from .connect import Store, Transaction
from .cypher import Graph
from .entities import cast
from .naming import name, reunite
from .revision import Changes, erase, revise
from .rows import Origin, document_row, evidence_row
from .schema import prepare

__all__ = ["Changes", "forget", "put", "versions"]


def put(
    store: Store, document: Document, facts: Iterable[Fact], fingerprint: str, *, now: dt.datetime | None = None
) -> Changes:
    """Load a document, or load it anew: afterwards it says `facts` and nothing else.

    `fingerprint` names what found the facts; with the same one and the same bytes nothing is changed at all. `now`
    (UTC without a zone; else the clock) is the time of loading that the history keeps.
    """
    pieces = merge.distinct(map(merge.evidence, facts))
    if stray := next((piece.fact.document for piece in pieces if piece.fact.document != document.key), None):
        raise ValueError(f"a fact of '{document.key}' names '{stray}' as its document")
    row = document_row(document, fingerprint)
    said = {piece.id: evidence_row(piece) for piece in pieces}
    prepare(store)

    def work(transaction: Transaction) -> Changes:
        graph = Graph(transaction)
        known = graph.document(document.key)
        if known and (known["sha256"], known["fingerprint"]) == (document.sha256, fingerprint):
            return Changes(unchanged=True)
        time = now or times.clock()
        if known:
            graph.replace_nodes("Document", [row | {"loaded": known["loaded"], "updated": time}], key="key")
        else:
            graph.create_nodes("Document", [row | {"loaded": time, "updated": time}])
        graph.set_text(document.key, document.text)
        name(graph, document.key, cast(piece.fact for piece in pieces), time)
        return revise(graph, Origin.of(row), said, time)

    return store.writing(work)


def forget(store: Store, key: str, *, now: dt.datetime | None = None) -> Changes:
    """Erase a document and what only it supports, history included; EntenteError if it is not in the store."""
    prepare(store)

    def work(transaction: Transaction) -> Changes:
        graph = Graph(transaction)
        document = graph.document(key)
        if document is None:
            raise EntenteError(f"no document '{key}' in the store{_similar(key, transaction)}")
        time = now or times.clock()
        mentioned = list(graph.mentions_in(key))
        changes = erase(graph, Origin.of(document), time)
        graph.delete_nodes("Text", [key], key="key")
        graph.delete_nodes("Document", [key], key="key")
        reunite(graph, mentioned, time)
        return changes

    return store.writing(work)


def versions(store: Store) -> dict[str, tuple[str, str]]:
    """The documents in the store: SHA-256 and fingerprint by key. What has both unchanged need not be read again."""
    rows = store.read("MATCH (d:Document) RETURN d.key AS key, d.sha256 AS sha256, d.fingerprint AS fingerprint")
    return {row["key"]: (row["sha256"], row["fingerprint"]) for row in rows}


def _similar(key: str, transaction: Transaction) -> str:
    keys = [row["key"] for row in transaction.run("MATCH (d:Document) RETURN d.key AS key")]
    near = difflib.get_close_matches(key, keys, n=1, cutoff=0.4)
    return f": did you mean '{near[0]}'?" if near else ""
