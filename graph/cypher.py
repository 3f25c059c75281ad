"""The statements that read and change the graph: one builder for all labels and relations, in batches.

Both stores run them at a constant cost a row. Nodes are created, never merged: who writes knows what is there, and
a MERGE on two labels uses no index on the embedded store. Edges are found by `r.id IN $ids`, the only form that
uses their index there; the cost of IN grows with the square of the list, so those lists are short, and nodes are
found by UNWIND instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, TypeVar

from .connect import Row, Transaction

T = TypeVar("T")
_ROWS = 1000
_IDS = 200


class Graph:
    """The graph within one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._run = transaction.run

    def nodes(self, label: str, key: str, values: Collection[str]) -> list[Row]:
        """The properties of all nodes whose property `key` has one of the values."""
        cypher = f"UNWIND $values AS value MATCH (n:{label} {{{key}: value}}) RETURN properties(n) AS properties"
        return [row["properties"] for batch in _batches(values, _ROWS) for row in self._run(cypher, values=batch)]

    def create_nodes(self, labels: str, rows: Collection[Row]) -> None:
        """New nodes with these properties; `labels` as in `Entity:State`."""
        self._each(f"CREATE (n:{labels}) SET n = row", rows)

    def replace_nodes(self, label: str, rows: Collection[Row], key: str = "id") -> None:
        """All properties anew, of the nodes with the same `key`."""
        self._each(f"MATCH (n:{label} {{{key}: row.{key}}}) SET n = row", rows)

    def delete_nodes(self, label: str, values: Collection[str], key: str = "id") -> None:
        """Nodes and their edges."""
        self._each(f"MATCH (n:{label} {{{key}: row}}) DETACH DELETE n", values)

    # Evidence

    def evidence(self, key: str, values: Collection[str]) -> list[Row]:
        """Rows {properties, document} of the evidence whose property `key` has one of the values, with its document."""
        cypher = (
            f"UNWIND $values AS value MATCH (e:Evidence {{{key}: value}})-[:IN]->(d:Document) "
            "RETURN properties(e) AS properties, properties(d) AS document"
        )
        return [row for batch in _batches(values, _ROWS) for row in self._run(cypher, values=batch)]

    def evidence_of(self, document: str) -> list[Row]:
        """The properties of the document's evidence."""
        cypher = "MATCH (:Document {key: $key})<-[:IN]-(e:Evidence) RETURN properties(e) AS properties"
        return [row["properties"] for row in self._run(cypher, key=document)]

    def create_evidence(self, document: str, rows: Collection[Row]) -> None:
        """New evidence in the document, about the entities at its ends."""
        self._each(
            "MATCH (d:Document {key: $key}), (s:Entity {id: row.subject}), (o:Entity {id: row.object}) "
            "CREATE (e:Evidence) SET e = row CREATE (e)-[:IN]->(d) CREATE (e)-[:ABOUT]->(s) CREATE (e)-[:ABOUT]->(o)",
            rows,
            key=document,
        )

    # Claims: typed edges, or statements between entities. Rows are {subject, object, properties}.

    def edges(self, relation: str, ids: Collection[str]) -> list[Row]:
        """The typed edges with these ids."""
        cypher = (
            f"MATCH (s)-[r:{relation}]->(o) WHERE r.id IN $ids "
            "RETURN s.id AS subject, o.id AS object, properties(r) AS properties"
        )
        return [row for batch in _batches(ids, _IDS) for row in self._run(cypher, ids=batch)]

    def create_edges(self, relation: str, rows: Collection[Row]) -> None:
        self._each(
            "MATCH (s:Entity {id: row.subject}), (o:Entity {id: row.object}) "
            f"CREATE (s)-[r:{relation}]->(o) SET r = row.properties",
            rows,
        )

    def replace_edges(self, relation: str, rows: Collection[Row]) -> None:
        for batch in _batches(rows, _IDS):
            properties = {row["properties"]["id"]: row["properties"] for row in batch}
            self._run(
                f"MATCH ()-[r:{relation}]->() WHERE r.id IN $ids SET r = $properties[r.id]",
                ids=list(properties),
                properties=properties,
            )

    def delete_edges(self, relation: str, ids: Collection[str]) -> None:
        for batch in _batches(ids, _IDS):
            self._run(f"MATCH ()-[r:{relation}]->() WHERE r.id IN $ids DELETE r", ids=batch)

    def statements(self, ids: Collection[str]) -> list[Row]:
        """The statements with these ids."""
        cypher = (
            "UNWIND $ids AS id MATCH (s:Entity)<-[:SUBJECT]-(n:Statement {id: id})-[:OBJECT]->(o:Entity) "
            "RETURN s.id AS subject, o.id AS object, properties(n) AS properties"
        )
        return [row for batch in _batches(ids, _ROWS) for row in self._run(cypher, ids=batch)]

    def create_statements(self, rows: Collection[Row]) -> None:
        self._each(
            "MATCH (s:Entity {id: row.subject}), (o:Entity {id: row.object}) CREATE (n:Statement) "
            "SET n = row.properties CREATE (n)-[:SUBJECT]->(s) CREATE (n)-[:OBJECT]->(o)",
            rows,
        )

    # Entities, and how documents call them

    def entities(self, ids: Collection[str]) -> list[Row]:
        """Rows {type, properties} of the entities with these ids."""
        cypher = (
            "UNWIND $ids AS id MATCH (n:Entity {id: id}) "
            "RETURN [label IN labels(n) WHERE label <> 'Entity'][0] AS type, properties(n) AS properties"
        )
        return [row for batch in _batches(ids, _ROWS) for row in self._run(cypher, ids=batch)]

    def relabel(self, id_: str, old: str, new: str) -> None:
        """Give an entity another type. The embedded store changes no label of a node that a unique index holds."""
        self._run("MATCH (n:Entity {id: $id}) SET n.relabelled = n.id, n.id = null", id=id_)
        self._run(f"MATCH (n:{old}) WHERE n.relabelled = $id REMOVE n:{old} SET n:{new}", id=id_)
        self._run(f"MATCH (n:{new}) WHERE n.relabelled = $id SET n.id = $id, n.relabelled = null", id=id_)

    def mentions_in(self, document: str) -> dict[str, Row]:
        """How the document calls entities: the properties of its MENTIONS edges by entity id."""
        cypher = "MATCH (:Document {key: $key})-[m:MENTIONS]->(n:Entity) RETURN n.id AS id, properties(m) AS properties"
        return {row["id"]: row["properties"] for row in self._run(cypher, key=document)}

    def mentions_of(self, ids: Collection[str]) -> list[Row]:
        """Rows {id, properties}: how all documents call these entities."""
        cypher = (
            "UNWIND $ids AS id MATCH (n:Entity {id: id})<-[m:MENTIONS]-(:Document) "
            "RETURN id, properties(m) AS properties"
        )
        return [row for batch in _batches(ids, _ROWS) for row in self._run(cypher, ids=batch)]

    def create_mentions(self, document: str, rows: Collection[Row]) -> None:
        """New MENTIONS edges from rows {id, properties}."""
        self._each(
            "MATCH (d:Document {key: $key}), (n:Entity {id: row.id}) "
            "CREATE (d)-[m:MENTIONS]->(n) SET m = row.properties",
            rows,
            key=document,
        )

    def replace_mentions(self, document: str, rows: Collection[Row]) -> None:
        """All properties of the document's MENTIONS edges anew, from rows {id, properties}."""
        properties = {row["id"]: row["properties"] for row in rows}
        if properties:
            self._run(
                "MATCH (d:Document {key: $key})-[m:MENTIONS]->(n:Entity) WHERE n.id IN $ids SET m = $properties[n.id]",
                key=document,
                ids=list(properties),
                properties=properties,
            )

    # Documents

    def document(self, key: str) -> Row | None:
        """The document's properties."""
        found = self.nodes("Document", "key", [key])
        return found[0] if found else None

    def set_text(self, key: str, text: str) -> None:
        """The raw text that the document's offsets count, in a node of its own: nodes are read whole."""
        self.delete_nodes("Text", [key], key="key")
        self._run(
            "MATCH (d:Document {key: $key}) CREATE (d)-[:HAS_TEXT]->(t:Text) SET t.key = $key, t.text = $text",
            key=key,
            text=text,
        )

    def _each(self, clauses: str, rows: Collection[Any], **parameters: Any) -> None:
        for batch in _batches(rows, _ROWS):
            self._run(f"UNWIND $rows AS row {clauses}", rows=batch, **parameters)


def _batches(items: Collection[T], size: int) -> Iterator[list[T]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
