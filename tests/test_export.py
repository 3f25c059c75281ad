"""Every export is read back by a reader that others wrote."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import igraph
import networkx
import openpyxl
import pytest
import rdflib
import stix2
from docx import Document as Docx
from followthemoney import model as ftm
from subgraphs import BEYOND_XML, MadeSubgraph

from cyberentente.graph.connect import Store
from cyberentente.graph.export import FORMATS, export
from cyberentente.graph.export.stix import EXTENSION
from cyberentente.graph.subgraph import Node
from cyberentente.schema.errors import EntenteError, UsageError


@pytest.fixture(scope="module")
def made() -> MadeSubgraph:
    return MadeSubgraph(80, 320)


def written(made: MadeSubgraph, name: str, target: Path) -> Path:
    export(made, name, target)
    return target


def quotes(made: MadeSubgraph) -> set[str]:
    return {proof.quote for edge in made.edges for proof in edge.proofs if proof.quote}


def test_graphml_holds_every_claim_as_networkx_and_igraph_read_it(made: MadeSubgraph, tmp_path: Path) -> None:
    target = written(made, "graphml", tmp_path / "graph.graphml")
    graph = networkx.read_graphml(target, force_multigraph=True)
    assert {id_: data["name"] for id_, data in graph.nodes(data=True)} == {n.id: n.name for n in made.nodes}
    read = {key: data for _, _, key, data in graph.edges(keys=True, data=True)}
    assert read.keys() == {edge.id for edge in made.edges}
    for edge in made.edges:
        data = read[edge.id]
        assert (data["relation"], data.get("when"), data["quote"]) == (edge.relation, edge.when, edge.proofs[0].quote)
        assert data["confidence"] == pytest.approx(edge.confidence)
    other = igraph.Graph.Read_GraphML(str(target))
    assert (other.vcount(), other.ecount()) == (len(made.nodes), len(made.edges))
    assert set(other.vs["name"]) == {node.name for node in made.nodes}


def test_gexf_gives_each_edge_its_time(made: MadeSubgraph, tmp_path: Path) -> None:
    graph = networkx.read_gexf(written(made, "gexf", tmp_path / "graph.gexf"), version="1.3")
    assert {data["label"] for _, data in graph.nodes(data=True)} == {node.name for node in made.nodes}
    read = {data["id"]: data for _, _, data in graph.edges(data=True)}
    assert len(read) == len(made.edges)
    for edge in made.edges:
        first, last = edge.span
        assert read[edge.id].get("start") == (first.isoformat() if first else None)
        assert read[edge.id].get("end") == (last.isoformat() if last else None)


def test_csv_tables_hold_all_and_run_nothing_in_a_spreadsheet(made: MadeSubgraph, tmp_path: Path) -> None:
    target = written(made, "csv", tmp_path / "tables")
    tables = {}
    for name in ("entities", "claims", "evidence"):
        with (target / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    assert [row["id"] for row in tables["claims"]] == [edge.id for edge in made.edges]
    assert {row["quote"].removeprefix("'") for row in tables["evidence"] if row["quote"]} == quotes(made)
    assert len(tables["evidence"]) == sum(len(edge.proofs) for edge in made.edges)
    dangerous = [node for node in made.nodes if node.name[0] in "=+-@"]
    assert dangerous
    cells = {row["id"]: row["name"] for row in tables["entities"]}
    assert all(cells[node.id] == f"'{node.name}" for node in dangerous)
    assert not [
        cell for rows in tables.values() for row in rows for cell in row.values() if cell[:1] in ("=", "+", "@")
    ]


def test_a_workbook_has_no_formula(made: MadeSubgraph, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(made, "xlsx", tmp_path / "graph.xlsx"))
    assert book.sheetnames == ["entities", "claims", "evidence"]
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    names = [row[2].value for row in book["entities"].iter_rows(min_row=2)]
    assert names == [node.name for node in made.nodes]
    assert {row[4].value for row in book["evidence"].iter_rows(min_row=2)} - {None} == quotes(made)


def test_node_link_json_is_a_networkx_graph(made: MadeSubgraph, tmp_path: Path) -> None:
    target = written(made, "json", tmp_path / "graph.json")
    graph = networkx.node_link_graph(json.loads(target.read_text("utf-8")), edges="edges")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(made.nodes), len(made.edges))
    read = {key: data for _, _, key, data in graph.edges(keys=True, data=True)}
    assert {proof["quote"] for data in read.values() for proof in data["evidence"] if "quote" in proof} == quotes(made)


def test_json_lines_hold_one_thing_a_line(made: MadeSubgraph, tmp_path: Path) -> None:
    lines = written(made, "jsonl", tmp_path / "graph.jsonl").read_text("utf-8").split("\n")[:-1]
    things = [json.loads(line) for line in lines]
    assert Counter(thing["kind"] for thing in things) == {"entity": len(made.nodes), "claim": len(made.edges)}
    claims = [thing for thing in things if thing["kind"] == "claim"]
    assert [claim.get("when") for claim in claims] == [edge.when for edge in made.edges]


@pytest.mark.parametrize(("name", "format_"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdf_derives_each_claim_from_its_quote(made: MadeSubgraph, tmp_path: Path, name: str, format_: str) -> None:
    target = written(made, name, tmp_path / f"graph{FORMATS[name].suffixes[0]}")
    graph = rdflib.Graph().parse(target, format=format_)
    found = graph.query(
        """PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX entente: <https://w3id.org/cyberentente/vocabulary#>
        SELECT ?claim ?quote WHERE {
          ?claim a entente:Claim ; prov:wasDerivedFrom ?e . ?e prov:value ?quote ; prov:wasQuotedFrom ?d }"""
    )
    read = {(str(row.claim).rsplit("/", 1)[1], str(row.quote)) for row in found}
    assert read == {(edge.id, proof.quote) for edge in made.edges for proof in edge.proofs if proof.quote}


def test_stix_validates_and_keeps_the_precision_of_dates(made: MadeSubgraph, tmp_path: Path) -> None:
    text = written(made, "stix", tmp_path / "graph.json").read_text("utf-8")
    bundle = stix2.parse(text, allow_custom=False)
    relationships = [thing for thing in bundle.objects if thing["type"] == "relationship"]
    assert len(relationships) == len(made.edges)
    ids = {thing["id"] for thing in bundle.objects}
    assert all({thing["source_ref"], thing["target_ref"]} <= ids for thing in relationships)
    said = {thing["id"].removeprefix("relationship--"): thing["extensions"][EXTENSION] for thing in relationships}
    assert {edge.id: edge.when for edge in made.edges} == {id_: claim.get("when") for id_, claim in said.items()}


def test_follow_the_money_accepts_every_entity(made: MadeSubgraph, tmp_path: Path) -> None:
    lines = written(made, "ftm", tmp_path / "graph.jsonl").read_text("utf-8").splitlines()
    proxies = [ftm.get_proxy(json.loads(line), cleaned=False) for line in lines]
    edges = [proxy for proxy in proxies if proxy.schema.edge]
    assert (len(proxies) - len(edges), len(edges)) == (len(made.nodes), len(made.edges))
    ids = {proxy.id for proxy in proxies}
    assert all(end in ids for proxy in edges for end in proxy.get(proxy.schema.edge_source or ""))
    dates = {proxy.first("recordId"): proxy.first("date") for proxy in edges}
    assert dates[next(edge.id for edge in made.edges if edge.when == "2022-03")] == "2022-03"


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_a_dossier_footnotes_every_statement(made: MadeSubgraph, tmp_path: Path, suffix: str) -> None:
    target = written(made, "dossier", tmp_path / f"brief{suffix}")
    if suffix == ".docx":
        text = "\n".join(paragraph.text for paragraph in Docx(str(target)).paragraphs)
    else:
        text = target.read_text("utf-8")
    assert "Timeline" in text
    assert "Briefing «1»" in text
    for quote in ("日本はサイバー演習に参加した。 1", "plain words 3"):
        assert quote in text


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_selection_gives_the_same_bytes(made: MadeSubgraph, tmp_path: Path, name: str) -> None:
    suffix = (FORMATS[name].suffixes or ("",))[0]
    results = []
    for run in "ab":
        target = written(made, name, tmp_path / f"{run}{suffix}")
        files = sorted(target.rglob("*")) if target.is_dir() else [target]
        results.append([file.read_bytes() for file in files])
    if suffix == ".xlsx":
        for content in results:
            content[:] = [sheet for data in content for sheet in _cells(data, tmp_path)]
    assert results[0] == results[1]


def _cells(data: bytes, folder: Path) -> list[bytes]:
    (folder / "again.xlsx").write_bytes(data)
    book = openpyxl.load_workbook(folder / "again.xlsx")
    return [repr([[cell.value for cell in row] for row in sheet]).encode() for sheet in book]


@pytest.mark.parametrize("name", ["graphml", "gexf", "xlsx"])
def test_what_xml_cannot_hold_does_not_break_the_file(tmp_path: Path, name: str) -> None:
    odd = MadeSubgraph(20, 16)
    odd.nodes[0] = Node(odd.nodes[0].type, {"id": odd.nodes[0].id, "name": BEYOND_XML})
    target = written(odd, name, tmp_path / f"graph{FORMATS[name].suffixes[0]}")
    if name == "xlsx":
        assert openpyxl.load_workbook(target)["entities"]["C2"].value == "a control \ufffd character"
    else:
        assert "a control \ufffd character" in target.read_text("utf-8")


class TestBadInput:
    def test_an_existing_file_is_kept_unless_forced(self, made: MadeSubgraph, tmp_path: Path) -> None:
        target = tmp_path / "graph.jsonl"
        target.write_text("mine")
        with pytest.raises(EntenteError, match="--force"):
            export(made, "jsonl", target)
        assert target.read_text() == "mine"
        export(made, "jsonl", target, force=True)
        assert target.read_text("utf-8").startswith('{"kind": "entity"')

    def test_an_empty_selection_writes_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(EntenteError, match="nothing is selected") as caught:
            export(MadeSubgraph(8, 0), "graphml", tmp_path / "graph.graphml")
        assert caught.value.exit_code == 3
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_is_not_there_is_said_in_one_line(self, made: MadeSubgraph, tmp_path: Path) -> None:
        with pytest.raises(EntenteError, match="can't be written"):
            export(made, "gexf", tmp_path / "no" / "such" / "graph.gexf")

    def test_an_unknown_format_or_a_wrong_suffix_is_a_usage_error(self, made: MadeSubgraph, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="graphml"):
            export(made, "visio", tmp_path / "graph.vsd")
        with pytest.raises(UsageError, match=r"\.gexf"):
            export(made, "gexf", tmp_path / "graph.txt")
        assert list(tmp_path.iterdir()) == []


_COUNTS = """
MATCH (s:Entity)-[c]->(o:Entity)
OPTIONAL MATCH (e:Evidence {claim: c.id})-[:IN]->(d:Document)
RETURN c.id AS id, s.name AS subject, type(c) AS relation, o.name AS object, c.when AS when, c.earliest AS earliest,
       c.latest AS latest, c.quote AS quote, count(e) AS evidence
ORDER BY id
"""


def expected(made: MadeSubgraph) -> list[dict[str, object]]:
    names = {node.id: node.name for node in made.nodes}
    return [
        {
            "id": edge.id,
            "subject": names[edge.subject],
            "relation": edge.relation,
            "object": names[edge.object],
            "when": edge.when,
            "earliest": edge.earliest,
            "latest": edge.latest,
            "quote": edge.proofs[0].quote,
            "evidence": len(edge.proofs),
        }
        for edge in made.edges
    ]


def test_the_cypher_script_rebuilds_the_graph_in_a_store(made: MadeSubgraph, tmp_path: Path, store: Store) -> None:
    script = written(made, "cypher", tmp_path / "graph.cypher").read_text("utf-8")
    statements = [part for part in script.split(";\n") if part.strip()]
    for statement in statements:
        if not statement.startswith(("//", "CREATE CONSTRAINT", "CREATE INDEX", "CALL")):
            store.writing(lambda transaction, text=statement: transaction.run(text))
    assert store.read(_COUNTS) == expected(made)
