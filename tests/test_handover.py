"""What is loaded, chosen and exported from a real store is there again for whom it is handed to."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import generate
import igraph
import neo4j_server
import networkx
import openpyxl
import pytest
import rdflib
import stix2
from conftest import empty
from docx import Document as Docx
from followthemoney import model as ftm
from graph_samples import document, fact
from neo4j_import import imported
from subgraphs import NAMES, QUOTES

from cyberentente.graph.connect import Store
from cyberentente.graph.export import FORMATS, export
from cyberentente.graph.export.stix import EXTENSION
from cyberentente.graph.subgraph import Edge, Node
from cyberentente.graph.write import put
from cyberentente.loaders.load import load
from cyberentente.queries import catalog
from cyberentente.queries.choose import choose
from cyberentente.queries.run import run
from cyberentente.schema.model import Entity

EXAMPLES = Path(__file__).parents[1] / "examples"
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("exercises-joined", {"actor": "Japan", "after": "2018", "undated": True}),
    ("members", {"organization": "CCDCOE", "as_of": "2022-12", "undated": True}),
    ("timeline", {"actor": "State 0", "undated": True}),
    ("changes", {"after": "2015", "events": True}),
    ("structure", {"organization": "Japan"}),
    ("partners", {"actor": "State 1"}),
]
Loaded = tuple[list[Node], list[Edge]]


def loaded(store: Store) -> Loaded:
    """The examples, a made-up graph and names that break careless writers, loaded; all entities and claims."""
    load([EXAMPLES], store)
    odd = [Entity(id=f"odd:{n}", type="State", name=name, aliases=("alias; one", "日")) for n, name in enumerate(NAMES)]
    said = [fact("odd.txt", odd[n], "MET_WITH", odd[n - 1], "2019", quote=QUOTES[n % len(QUOTES)]) for n in range(8)]
    put(store, document("odd.txt", title="«Odd»\nnames"), said, "test")
    for made, facts in generate.documents(seed=2, facts=200):
        put(store, made, facts, "test")
    chosen = choose(store)
    return list(chosen.entities()), list(chosen.claims())


def answers(store: Store) -> list[list[dict[str, Any]]]:
    """The rows; what is merely planned, which footers count, is not handed on."""
    asked = [run(store, catalog.find(name), values) for name, values in QUESTIONS]
    claim = asked[0].rows[0]["claim"]
    asked.append(run(store, catalog.find("evidence"), {"claim": claim}))
    assert all(answer.rows for answer in asked)
    return [answer.rows for answer in asked]


def graph(store: Store) -> list[dict[str, Any]]:
    """Everything that the script and the bulk files carry."""
    return store.read(
        "MATCH (s:Entity)-[c]->(o:Entity) OPTIONAL MATCH (e:Evidence {claim: c.id})-[:IN]->(d:Document) "
        "RETURN properties(s) AS s, type(c) AS relation, properties(c) AS c, properties(o) AS o, "
        "properties(e) AS e, d.key AS document, d.title AS title, d.loaded AS loaded ORDER BY c.id, e.id"
    )


def test_every_format_says_what_the_store_says(store: Store, tmp_path: Path) -> None:
    nodes, edges = loaded(store)
    assert {edge.subject for edge in edges} >= {"JPN", "state:0"}
    targets = {name: tmp_path / f"{name}{(format_.suffixes or ('',))[0]}" for name, format_ in FORMATS.items()}
    for name, target in targets.items():
        export(choose(store), name, target)
    whens = {edge.id: edge.when for edge in edges}
    quotes = {proof.quote for edge in edges for proof in edge.proofs if proof.quote}
    names = {node.id: node.name for node in nodes}
    proofs = sum(len(edge.proofs) for edge in edges)

    read = networkx.read_graphml(targets["graphml"], force_multigraph=True)
    assert dict(read.nodes(data="name")) == names
    assert {key: data.get("when") for _, _, key, data in read.edges(keys=True, data=True)} == whens
    assert igraph.Graph.Read_GraphML(str(targets["graphml"])).ecount() == len(edges)
    spans = {
        data["id"]: (data.get("start"), data.get("end"))
        for _, _, data in networkx.read_gexf(targets["gexf"], version="1.3").edges(data=True)
    }
    assert spans == {edge.id: tuple(day and day.isoformat() for day in edge.span) for edge in edges}
    with (targets["csv"] / "evidence.csv").open(encoding="utf-8", newline="") as file:
        evidence = list(csv.DictReader(file))
    assert len(evidence) == proofs
    assert {row["quote"].removeprefix("'") for row in evidence if row["quote"]} == quotes
    book = openpyxl.load_workbook(targets["xlsx"], read_only=True)
    assert [sum(1 for _ in sheet.rows) - 1 for sheet in book] == [len(nodes), len(edges), proofs]
    linked = networkx.node_link_graph(json.loads(targets["json"].read_text("utf-8")), edges="edges")
    assert {key: data.get("when") for _, _, key, data in linked.edges(keys=True, data=True)} == whens
    lines = [json.loads(line) for line in targets["jsonl"].read_text("utf-8").split("\n")[:-1]]
    assert {line["id"]: line["name"] for line in lines if line["kind"] == "entity"} == names
    for name, format_ in (("turtle", "turtle"), ("jsonld", "json-ld")):
        said = rdflib.Graph().parse(targets[name], format=format_)
        values = set(said.objects(predicate=rdflib.URIRef("http://www.w3.org/ns/prov#value")))
        assert {str(value) for value in values} == quotes
    bundle = stix2.parse(targets["stix"].read_text("utf-8"), allow_custom=False)
    claims = [thing["extensions"][EXTENSION] for thing in bundle.objects if thing["type"] == "relationship"]
    assert {claim["id"]: claim.get("when") for claim in claims} == whens
    proxies = [
        ftm.get_proxy(json.loads(line), cleaned=False) for line in targets["ftm"].read_text("utf-8").splitlines()
    ]
    assert len(proxies) == len(nodes) + len(edges)


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_a_dossier_on_a_state_counts_its_organs_and_quotes_the_sentence(
    store: Store, tmp_path: Path, suffix: str
) -> None:
    load([EXAMPLES], store)
    target = tmp_path / f"japan{suffix}"
    export(choose(store, around=["Japan"]), "dossier", target)
    if suffix == ".docx":
        book = Docx(str(target))
        text = "\n".join(paragraph.text for paragraph in book.paragraphs)
        assert "Freedom Edge" in "\n".join(cell.text for row in book.tables[0].rows for cell in row.cells)
    else:
        text = target.read_text("utf-8")
    assert "Japan took part in Cyber Coalition 2023" in text
    assert "Japan became a member of NATO Cooperative Cyber Defence Centre of Excellence" in text
    assert "Japan formally joined the CCDCOE on 4 November 2022" in text
    assert "Tallinn hosts NATO's cyber training exercise" in text.replace("&#x27;", "'")


def test_the_script_rebuilds_a_graph_that_answers_alike(store: Store, tmp_path: Path) -> None:
    loaded(store)
    before, answered = graph(store), answers(store)
    export(choose(store), "cypher", tmp_path / "graph.cypher")
    empty(store)
    for statement in (tmp_path / "graph.cypher").read_text("utf-8").split(";\n"):
        if statement.startswith("UNWIND"):
            store.writing(lambda transaction, text=statement: transaction.run(text))
    assert graph(store) == before
    assert answers(store) == answered
    again = load([EXAMPLES], store)
    assert (again.unchanged, again.retracted) == (0, 0)
    assert answers(store)[1] == answered[1]


@pytest.mark.parametrize("release", [name for name in neo4j_server.available() if name in neo4j_server.RELEASES])
def test_neo4j_admin_imports_a_graph_that_answers_alike(stores: Any, tmp_path: Path, release: str) -> None:
    store = stores.get("embedded")
    empty(store)
    loaded(store)
    export(choose(store), "neo4j-admin", tmp_path / "import")
    with imported(release, tmp_path / "import" / "import.sh") as new:
        assert answers(new) == answers(store)
        for mine, theirs in zip(graph(store), graph(new), strict=True):
            assert mine == {**theirs, **{end: {"aliases": [], **theirs[end]} for end in "so"}}
