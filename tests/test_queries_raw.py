"""A user's own Cypher reads and never writes, reads files or reaches the network, on any store."""

from __future__ import annotations

import http.server
import threading
import time
from pathlib import Path

import pytest

from cyberentente.graph.connect import Store
from cyberentente.queries import raw
from cyberentente.schema.errors import EntenteError, UsageError

HOSTILE = [
    "CREATE (n:Zap)",
    "create (n:Zap)",
    "CrEaTe (n:Zap {x: 1}) RETURN n",
    "MERGE (n:Zap)",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) SET n:Zap RETURN n",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (n)\nDETACH\nDELETE n",
    "MATCH (n) /* harmless */ DETACH /* */ DELETE n",
    "MATCH (n) // harmless\nDELETE n",
    "MATCH (n) RETURN n; MATCH (m) DELETE m",
    "MATCH (n) RETURN n; DROP CONSTRAINT entity_id",
    "RETURN 1; CREATE (n:Zap)",
    "INSERT (n:Zap)",
    "FOREACH (x IN [1] | CREATE (:Zap))",
    "UNWIND [1] AS x CREATE (:Zap)",
    "WITH 1 AS x MERGE (:Zap {x: x})",
    "CALL { CREATE (n:Zap) RETURN n } RETURN n",
    "CALL () { CREATE (n:Zap) } RETURN 1",
    "CALL { CREATE (n:Zap) } IN TRANSACTIONS",
    "MATCH (n) CALL (n) { SET n.x = 1 } IN CONCURRENT TRANSACTIONS RETURN n",
    "MATCH (n) WHERE EXISTS { CREATE (m:Zap) } RETURN n",
    "CREATE INDEX zap FOR (n:Zap) ON (n.x)",
    "CREATE CONSTRAINT zap FOR (n:Zap) REQUIRE n.x IS UNIQUE",
    "DROP INDEX entity_name",
    "CREATE USER zap SET PASSWORD 'zapzapzap'",
    "ALTER USER neo4j SET PASSWORD 'zapzapzap'",
    "GRANT ROLE admin TO zap",
    "DENY READ {*} ON GRAPH * TO zap",
    "REVOKE ROLE admin FROM zap",
    "CREATE DATABASE zap",
    "DROP DATABASE neo4j",
    "STOP DATABASE neo4j",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "SHOW USERS",
    "SHOW SETTINGS",
    "USE system MATCH (n) RETURN n",
    "ENABLE SERVER 'x'",
    "EXPLAIN CREATE INDEX zap FOR (n:Zap) ON (n.x)",
    "PROFILE MATCH (n) SET n.x = 1",
    "CYPHER 25 MATCH (n) SET n.x = 1",
    "LOAD CSV FROM 'file:///{file}' AS line RETURN line",
    "load csv with headers from 'file:///{file}' as line return line",
    "WITH 1 AS x LOAD CSV FROM 'http://127.0.0.1:{port}/' AS line RETURN line",
    "LOAD CSV FROM $url AS line RETURN line",
    "USING PERIODIC COMMIT 500 LOAD CSV FROM 'file:///{file}' AS line CREATE (:Zap)",
    "CALL db.createLabel('Zap')",
    "CALL db.index.fulltext.createNodeIndex('zap', ['Zap'], ['x'])",
    "CALL dbms.setConfigValue('x', 'y')",
    "CALL dbms.listConfig()",
    "CALL dbms.security.createUser('zap', 'zapzapzap')",
    "CALL `db`.`createLabel`('Zap')",
    "CALL apoc.load.json('http://127.0.0.1:{port}/')",
    "CALL apoc.cypher.runWrite('CREATE (:Zap)', {{}})",
    "CALL apoc.export.csv.all('/tmp/zap.csv', {{}})",
    "RETURN apoc.load.jsonParams('http://127.0.0.1:{port}/', {{}}, null)",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n:Zap) RETURN n', {{}})",
    "MATCH (n) WHERE n.name = 'it\\'s' DELETE n //'",
    "RETURN 'a\\' AS x CREATE (n:Zap) //'",
    "\\u0043REATE (n:Zap)",
    "MATCH (n) \\u0044ELETE n",
    "MATCH (n) ſET n.x = 1",
    "ＣＲＥＡＴＥ (n:Zap)",
    "RETURN `apoc`.load.json('http://127.0.0.1:{port}/')",
    "MATCH (n) WHERE n.x = 1.DELETE n",
    "MATCH (n) WHERE n.x IN [1..DELETE n",
    "MATCH (n) WHERE n.x = 0x1 SET n.x = 2",
    "BEGIN CREATE (n:Zap) COMMIT",
    "SELECT FROM Entity",
    "INSERT INTO Entity SET id = 'zap'",
    "IMPORT DATABASE http://127.0.0.1:{port}/",
    "",
    "   // nothing\n",
]


@pytest.fixture(scope="module")
def visits() -> list[str]:
    return []


@pytest.fixture(scope="module")
def port(visits: list[str]) -> int:
    """Of a server that notes who calls."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


@pytest.fixture
def graph(store: Store) -> Store:
    store.writing(
        lambda tx: tx.run(
            "CREATE (a:Entity:State {id: 'a', name: 'A', since: date('2020-02-03')})"
            " CREATE (b:Entity:State {id: 'b', name: 'B', create: 1}) CREATE (a)-[:MET_WITH {id: 'r'}]->(b)"
        )
    )
    return store


STATE = """
MATCH (n) OPTIONAL MATCH (n)-[r]->()
RETURN n.id AS id, labels(n) AS labels, properties(n) AS p, r.id AS r ORDER BY id
"""


def test_hostile_statements_do_nothing(graph: Store, tmp_path: Path, port: int, visits: list[str]) -> None:
    assert len(HOSTILE) >= 40
    secret = tmp_path / "secret.csv"
    secret.write_text("secret")
    before = graph.read(STATE)
    for statement in HOSTILE:
        text = statement.replace("{file}", str(secret)).replace("{port}", str(port)).replace("{{}}", "{}")
        with pytest.raises(UsageError) as caught:
            raw.ask(graph, text, {"url": f"http://127.0.0.1:{port}/"})
        assert "\n" not in str(caught.value) and "secret" not in str(caught.value).replace(str(secret), ""), statement
    assert graph.read(STATE) == before
    assert visits == []


def test_what_slips_through_the_words_is_rolled_back(graph: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "checked", lambda text: text)
    before = graph.read(STATE)
    for statement in ("CREATE (n:Zap) RETURN n", "MATCH (n) DETACH DELETE n", "MATCH (n) SET n.name = 'x' RETURN n"):
        if graph.kind == "neo4j":
            with pytest.raises(EntenteError, match="only reading"):
                raw.ask(graph, statement)
        else:
            raw.ask(graph, statement)
        assert graph.read(STATE) == before


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        ("MATCH (s:State) RETURN s.name AS name ORDER BY name;", [{"name": "A"}, {"name": "B"}]),
        ("MATCH (s {id: $id}) RETURN s.name AS name // of one", [{"name": "B"}]),
        ("MATCH (s {name: 'A'}) RETURN s.since AS since", [{"since": "2020-02-03"}]),
        ("RETURN 'DELETE; CREATE // x' AS `set`, \"/* */\" AS b", [{"set": "DELETE; CREATE // x", "b": "/* */"}]),
        ("MATCH (s {id: 'b'}) RETURN s.create AS x", [{"x": 1}]),
        ("MATCH ()-[r:MET_WITH]->() RETURN r", [{"r": {"type": "MET_WITH", "id": "r"}}]),
        ("OPTIONAL MATCH (n:Nobody) RETURN n", [{"n": None}]),
        ("UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN x", [{"x": 2}]),
        ("MATCH (a {id: 'a'}) CALL (a) { MATCH (a)--(b) RETURN b } RETURN b.id AS id", [{"id": "b"}]),
        ("RETURN date('2020-01-01') < date({year: 2021}) AS x, duration('P1D').days AS d", [{"x": True, "d": 1}]),
        ("RETURN date.truncate('year', date('2020-02-03')) AS x", [{"x": "2020-01-01"}]),
        ("CALL db.labels() YIELD label WITH label WHERE label = 'State' RETURN label", [{"label": "State"}]),
    ],
)  # fmt: skip
def test_reading_is_allowed(graph: Store, statement: str, rows: list[dict[str, object]]) -> None:
    assert raw.ask(graph, statement, {"id": "b"}).rows == rows


def test_nodes_and_paths_become_maps(graph: Store) -> None:
    (row,) = raw.ask(graph, "MATCH p = (a {id: 'a'})-->(b) RETURN a, p").rows
    assert row["a"] == {"labels": ["Entity", "State"], "id": "a", "name": "A", "since": "2020-02-03"}
    assert [part["id"] for part in row["p"]] == ["a", "r", "b"]


def test_rows_are_limited(graph: Store) -> None:
    result = raw.ask(graph, "UNWIND range(1, 50) AS x RETURN x", limit=10)
    assert (len(result.rows), result.more, result.columns) == (10, True, ("x",))
    assert not raw.ask(graph, "UNWIND range(1, 10) AS x RETURN x", limit=10).more


def test_time_is_limited(graph: Store) -> None:
    many = 60_000 if graph.kind == "neo4j" else 1_500  # Neo4j looks at its clock every two seconds, and then stops
    pairs = f"UNWIND range(1, {many}) AS a UNWIND range(1, {many}) AS b WITH a, b"
    slow = f"{pairs} WHERE a * b % 7 = 9 RETURN count(*) AS n"
    began = time.monotonic()
    with pytest.raises(EntenteError, match=r"took longer than 0\.2 seconds"):
        raw.ask(graph, slow, seconds=0.2)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "statement", ["MATCH (n RETURN n", "RETURN x", "MATCH (n {id: $missing}) RETURN n", "RETURN nonsense(1)"]
)
def test_mistakes_are_told_in_one_line(graph: Store, statement: str) -> None:
    with pytest.raises(EntenteError, match=r"the store refuses the statement: .+") as caught:
        raw.ask(graph, statement)
    assert "\n" not in str(caught.value)


def test_parameters_are_json_or_text() -> None:
    assert raw.parameters(["x=1", "name=Japan", "ids=[1, 2]", "empty=", "e=a=b"]) == {
        "x": 1,
        "name": "Japan",
        "ids": [1, 2],
        "empty": "",
        "e": "a=b",
    }
    with pytest.raises(UsageError, match="write NAME=VALUE"):
        raw.parameters(["x"])
