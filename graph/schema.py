"""The graph's shape: labels, relation types and properties, and the constraints and indexes that both stores get.

    (:Entity:<Type> {id, name, aliases, loaded, retracted})
    (:Entity)-[:<RELATION> {<claim>}]->(:Entity)                      a current, asserted claim
    (:Statement {relation, modality, status, refined, <claim>})       planned, proposed, negated; or retracted
        -[:SUBJECT]-> / -[:OBJECT]-> (:Entity)                        status is "current" or "retracted"
    (:Evidence {id, claim, says, strand, <fact>, <times>})-[:IN]->(:Document), -[:ABOUT]->(:Entity) twice
    (:Document {key, sha256, fingerprint, kind, title, date, latest, reader, source_*, loaded, updated})
        -[:MENTIONS {type, name, aliases, loaded, retracted}]->(:Entity), -[:HAS_TEXT]->(:Text {key, text})
    (:Store {id})                                                     one node: Entente's notes on the store

`<claim>`: id, when, phase, earliest, latest, ongoing, start_earliest, start_latest, end_earliest, end_latest,
known_until, confidence, witnesses (documents with different bytes), quote, source and document (of the best
evidence), the qualifiers, and `<times>`. `<fact>`: subject, relation, object (ids, as the document has them), when,
phase, modality, quote, char_start, char_end, confidence, rule, the qualifiers, subject_mention, subject_start,
subject_end, object_mention, object_start, object_end, source_title, source_publisher, source_url, source_locator,
source_seen. `<times>`: loaded, retracted (local times in UTC), past (list of earlier "loaded/retracted").

An evidence's `claim` is the claim that it supports now; `says` is the id of the claim that it makes by itself: it
differs where a finer date absorbed it, so that an id, once given, always finds its evidence. Properties without a
value are absent.
"""

from __future__ import annotations

import hashlib

from ..schema.vocabulary import vocabulary
from .connect import Store

_UNIQUE = (
    ("Entity", "id"),
    ("Document", "key"),
    ("Text", "key"),
    ("Evidence", "id"),
    ("Statement", "id"),
    ("Store", "id"),
)
_INDEXED = (("Evidence", "claim"), ("Evidence", "says"), ("Evidence", "strand"), ("Entity", "name"))


def constraints() -> list[str]:
    """The statements that prepare a store; running them again changes nothing."""
    unique = [
        f"CREATE CONSTRAINT {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        for label, key in _UNIQUE
    ]
    indexed = [
        f"CREATE INDEX {label.lower()}_{key} IF NOT EXISTS FOR (n:{label}) ON (n.{key})" for label, key in _INDEXED
    ]
    claims = [
        f"CREATE CONSTRAINT {relation.lower()}_id IF NOT EXISTS FOR ()-[r:{relation}]-() REQUIRE r.id IS UNIQUE"
        for relation in vocabulary().relations
    ]
    return unique + indexed + claims


def prepare(store: Store) -> None:
    """Give the store its constraints and indexes, unless a note in it says that it has them."""
    if store.prepared:
        return
    statements = constraints()
    version = hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16]
    if store.read("MATCH (s:Store {id: 'entente'}) RETURN s.schema AS schema") != [{"schema": version}]:
        store.define(statements)
        store.writing(
            lambda transaction: transaction.run(
                "MERGE (s:Store {id: 'entente'}) SET s.schema = $version", version=version
            )
        )
    store.prepared = True
