"""Data sets of others: real files in the formats that are published, loaded into a real store."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tracemalloc
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from subgraphs import MadeSubgraph

from cyberentente.graph.connect import Store
from cyberentente.graph.export import export
from cyberentente.loaders.batch import Options, Reader, outcomes
from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.loaders.importers import mapping, opened, pieces
from cyberentente.loaders.importers.rows import rows
from cyberentente.loaders.importers.values import date
from cyberentente.loaders.load import keys_of, load
from cyberentente.loaders.marked import BrokenFile
from cyberentente.loaders.read import walk
from cyberentente.schema.errors import UsageError
from cyberentente.schema.model import Fact, Model

CFR = "Title,Date,Affiliations,Description,Response,Victims,Sponsor,Type,Category,Sources_1,Sources_2,Sources_3"
EUREPOC = (
    "ID,name,description,start_date,end_date,incident_type,receiver_country,initiator_name,initiator_country,"
    "initiator_category,attribution_date,attribution_type,attribution_basis,attributing_country,"
    "attributed_initiator_country,attributed_initiator_category,sources_url"
)
MEETINGS = """\
title: Meetings
source: {title: My list, publisher: Me, url: "{link}", seen: 2026-11-20}
dates: ["%d/%m/%Y"]
lists: {with: ;}
facts:
  - relation: MET_WITH
    subject: "{who}"
    object: {name: "{with}", types: [State, Organization]}
    when: "{day}"
    qualifiers: {topics: "{about}"}
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sets").mkdir()
    (tmp_path / "meetings.yaml").write_text(MEETINGS)
    return tmp_path / "sets"


def table(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def stated(path: Path, gazetteer: Gazetteer, mapping: str | None = None) -> tuple[list[Fact], list[str]]:
    """All facts of a file and all problems with it. Every quote stands where it is said to."""
    importer = opened(path, gazetteer, mapping)
    facts: list[Fact] = []
    problems: list[str] = []
    for piece in pieces(importer, path.name):
        document = piece.document(importer)
        found, wrong, _ = piece.facts(importer)
        assert all(f.quote is None or document.text[f.char_start : f.char_end] == f.quote for f in found)
        facts += found
        problems += [*wrong, *([piece.lost] if piece.lost else [])]
    return facts, problems


def said(facts: list[Fact]) -> set[tuple[str, str, str, str | None]]:
    return {(f.subject.entity.id, f.relation, f.object.entity.id, f.when) for f in facts}


def claims(store: Store) -> set[tuple[str, str, str, str | None]]:
    rows_ = store.read("MATCH (a:Entity)-[r]->(b:Entity) RETURN a.id AS a, type(r) AS t, b.id AS b, r.when AS w")
    return {(row["a"], row["t"], row["b"], row["w"]) for row in rows_}


# The data sets


def test_cfr_operations_are_alleged_and_took_place_until_reported(folder: Path, gazetteer: Gazetteer) -> None:
    path = table(
        folder,
        "cyber-operations-incidents.csv",
        CFR,
        'Targeting of a ministry,7/18/2022,Believed to be the work of APT 28,"Somebody, somewhere",Denouncement,'
        "Belgian ministries,Russian Federation,Espionage,Government,https://example.org/a?b=1,,",
        '"Attack, twice",1/2/2021,Velvet Toad,,,United States,"China, Iran (Islamic Republic of)",Espionage,,,,',
    )
    facts, problems = stated(path, gazetteer)
    assert problems == []
    assert said(facts) == {
        ("RUS", "TARGETED", "BEL", "../2022-07-18"),
        ("apt28", "TARGETED", "BEL", "../2022-07-18"),
        ("CHN", "TARGETED", "USA", "../2021-01-02"),
        ("IRN", "TARGETED", "USA", "../2021-01-02"),
        ("organization:velvet-toad", "TARGETED", "USA", "../2021-01-02"),
    }
    first = next(f for f in facts if f.subject.entity.id == "RUS")
    assert first.qualifiers["according_to"] == "Council on Foreign Relations"
    assert first.qualifiers["incident"] == "Targeting of a ministry"
    assert first.source and first.source.url == "https://example.org/a?b=1"
    assert first.source.locator == "row 1, Targeting of a ministry"
    assert first.quote and first.quote.startswith("Targeting of a ministry,7/18/2022")
    assert first.confidence < 1


def test_eurepoc_incidents_name_whom_who_attributed_and_when(folder: Path, gazetteer: Gazetteer) -> None:
    path = table(
        folder,
        "eurepoc.csv",
        EUREPOC,
        "7,Grey Owl campaign,Long ago,2017-01-01,2018-03-01,Data theft,\"['Albania', 'EU (region)', 'Asia (region)']\","
        "\"['Fancy Bear/APT28/STRONTIUM (GRU, 85th)']\",['Russia'],['State'],2018-10-04; 2018-10-04; NaT,"
        '"Political statement / report (e.g., on government / state agency websites); Political statement / report '
        '(e.g., on government / state agency websites); Media report",'
        "Attribution by receiver government / state entity; Attribution by third-party; Media-based attribution,"
        "United Kingdom; United States; Germany,Russia; Russia; Russia,State; State; State,['https://example.org/x']",
        "8,Pixel War,,2001-05-02,2001-05-02,Disruption,\"['Korea, Republic of']\",Not available,['Japan'],"
        "['Non-state-group'],,,,,,,",
    )
    facts, problems = stated(path, gazetteer)
    assert problems == []
    assert said(facts) == {
        ("incident:grey-owl-campaign", "TARGETED", "ALB", "2017/2018-03"),
        ("incident:grey-owl-campaign", "TARGETED", "eu", "2017/2018-03"),
        ("RUS", "TARGETED", "ALB", "2017/2018-03"),
        ("RUS", "TARGETED", "eu", "2017/2018-03"),
        ("apt28", "TARGETED", "ALB", "2017/2018-03"),
        ("apt28", "TARGETED", "eu", "2017/2018-03"),
        ("GBR", "ATTRIBUTED", "RUS", "2018-10-04"),
        ("USA", "ATTRIBUTED", "RUS", "2018-10-04"),
        ("incident:pixel-war", "TARGETED", "KOR", "2001-05-02"),
    }
    attributed = next(f for f in facts if f.relation == "ATTRIBUTED")
    assert attributed.qualifiers["incident"] == "Grey Owl campaign"
    assert attributed.source and attributed.source.url == "https://example.org/x"


def test_later_eurepoc_exports_have_other_columns_and_dates(folder: Path, gazetteer: Gazetteer) -> None:
    header = EUREPOC.replace("ID,", "incident_id,").replace("sources_url", "source_url")
    path = table(
        folder,
        "eurepoc_global_dataset_1_3.csv",
        header,
        "9,Pine Fox,,15.03.2024,16.03.2024,Data theft,Norway; Sweden,Not available,China; China,"
        "Non-state-group; State,,,,,,,https://example.org/y; https://example.org/z",
    )
    facts, problems = stated(path, gazetteer)
    assert problems == []
    assert ("CHN", "TARGETED", "NOR", "2024-03-15/2024-03-16") in said(facts)
    assert {f.source.url for f in facts if f.source} == {"https://example.org/y"}


def test_cybil_projects_and_unidir_documents(folder: Path, gazetteer: Gazetteer) -> None:
    projects = table(
        folder,
        "projects.csv",
        "Project title,Funders,Implementers,Beneficiaries,Start date,End date,Themes,URL",
        "Safer Islands,Australia,Acme Cyber Trust,Fiji; Tonga; Global,03/03/2021,June 2023,CSIRTs; Norms,https://example.org/p",
    )
    facts, problems = stated(projects, gazetteer)
    assert problems == []
    assert said(facts) == {
        (who, "ASSISTED", whom, "2021-03-03/2023-06")
        for who in ("AUS", "organization:acme-cyber-trust")
        for whom in ("FJI", "TON")
    }
    assert {f.qualifiers["topics"] for f in facts} == {("csirts", "norms")}
    documents = table(
        folder,
        "policies.csv",
        "Country,Document,Year,Status,Link",
        "Fiji,Coral Cyber Strategy,2031,,https://example.org/s",
        "Tonga,Reef Cyber Strategy,June 2030,In Progress,",
    )
    facts, problems = stated(documents, gazetteer)
    assert problems == []
    assert {(*said([f]).pop(), f.modality) for f in facts} == {
        ("FJI", "ADOPTED", "strategy:coral-cyber-strategy", "2031", "asserted"),
        ("TON", "ADOPTED", "strategy:reef-cyber-strategy", "2030-06", "planned"),
    }


ATTACK = {
    "type": "bundle",
    "id": "bundle--1",
    "objects": [
        {
            "type": "relationship",
            "id": "relationship--1",
            "relationship_type": "attributed-to",
            "created_by_ref": "identity--m",
            "source_ref": "campaign--1",
            "target_ref": "intrusion-set--1",
        },
        {"type": "identity", "id": "identity--m", "name": "The MITRE Corporation", "identity_class": "organization"},
        {
            "type": "intrusion-set",
            "id": "intrusion-set--1",
            "created_by_ref": "identity--m",
            "name": "Sandworm Team",
            "aliases": ["Sandworm Team", "ELECTRUM"],
            "description": "[Sandworm Team](https://x.test/G0034) is a group that has been attributed to Russia's GRU.",
            "external_references": [
                {"source_name": "mitre-attack", "external_id": "G0034", "url": "https://x.test/G0034"}
            ],
        },
        {
            "type": "intrusion-set",
            "id": "intrusion-set--2",
            "created_by_ref": "identity--m",
            "name": "Quiet Heron",
            "aliases": ["Quiet Heron", "QH-1"],
            "description": "Quiet Heron is suspected to be based in China.",
        },
        {
            "type": "campaign",
            "id": "campaign--1",
            "name": "Cold Lamp",
            "first_seen": "2015-12-01T05:00:00.000Z",
            "last_seen": "2016-01-01T05:00:00.000Z",
        },
        {"type": "location", "id": "location--1", "name": "Somewhere", "country": "UA"},
        {
            "type": "relationship",
            "id": "relationship--2",
            "relationship_type": "targets",
            "created_by_ref": "identity--m",
            "source_ref": "campaign--1",
            "target_ref": "location--1",
        },
        {
            "type": "relationship",
            "id": "relationship--3",
            "relationship_type": "targets",
            "created_by_ref": "identity--m",
            "source_ref": "intrusion-set--2",
            "target_ref": "location--1",
        },
        {
            "type": "relationship",
            "id": "relationship--4",
            "relationship_type": "targets",
            "revoked": True,
            "source_ref": "intrusion-set--1",
            "target_ref": "location--1",
        },
    ],
}


def test_an_attack_bundle_gives_groups_their_aliases_and_attributions(folder: Path, gazetteer: Gazetteer) -> None:
    path = table(folder, "enterprise-attack.json", json.dumps(ATTACK, indent=1))
    facts, problems = stated(path, gazetteer)
    assert problems == []
    assert said(facts) == {
        ("mitre", "ATTRIBUTED", "sandworm", None),
        ("mitre", "ATTRIBUTED", "ru-gru", None),
        ("incident:cold-lamp", "TARGETED", "UKR", "2015-12-01/2016-01-01"),
        ("organization:quiet-heron", "TARGETED", "UKR", None),
    }
    by_object = {f.object.entity.id: f for f in facts}
    assert by_object["sandworm"].qualifiers["incident"] == "Cold Lamp"
    assert by_object["ru-gru"].quote == "has been attributed to Russia's GRU"
    assert by_object["ru-gru"].source and by_object["ru-gru"].source.title == "MITRE ATT&CK"
    assert by_object["UKR"].subject.entity.aliases == ("QH-1",)


def entity(id_: str, schema: str, **properties: str | list[str]) -> str:
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return json.dumps({"id": id_, "schema": schema, "datasets": ["a_list"], "properties": listed})


def test_followthemoney_as_opensanctions_publishes_it(folder: Path, gazetteer: Gazetteer) -> None:
    path = table(
        folder,
        "entities.ftm.json",
        entity("s1", "Sanction", entity="o1", authority="Unheard Office", country="gb", startDate="2020-10-22"),
        entity("o1", "Organization", name="Unit 74455", country="ru"),
        entity("p1", "Person", name="Ada Quill"),
        entity("q1", "Position", name="Minister of Digital Affairs", country="ee"),
        entity("h1", "Occupancy", holder="p1", post="q1", startDate="2019", endDate="2021-04"),
        entity("m1", "Membership", member="o2", organization="o3", startDate="2001-02"),
        entity("o2", "PublicBody", name="Estonia"),
        entity("o3", "Organization", name="Hanse Cyber Club"),
        entity("e1", "Employment", employee="p1", employer="o3", role="Chair", endDate="2018"),
        entity("w1", "Ownership", owner="o1", asset="o3"),
        "{not json",
        entity("u1", "UnknownLink", subject="p1", object="nobody", role="MET_WITH"),
    )
    facts, problems = stated(path, gazetteer)
    assert {(*said([f]).pop(), f.phase) for f in facts} == {
        ("GBR", "SANCTIONED", "ru-gru-74455", "2020-10-22", None),
        ("person:ada-quill", "HOLDS_OFFICE", "EST", "2019/2021-04", "held"),
        ("EST", "MEMBER_OF", "organization:hanse-cyber-club", "2001-02", "began"),
        ("person:ada-quill", "HOLDS_OFFICE", "organization:hanse-cyber-club", "2018", "ended"),
    }
    assert {f.qualifiers.get("role") for f in facts} == {None, "Minister of Digital Affairs", "Chair"}
    assert len(problems) == 2
    assert problems[0].startswith("entities.ftm.json:11: is not valid JSON")
    assert problems[1].startswith("entities.ftm.json:12: no entity 'nobody'")
    assert opened(path, gazetteer).notes() == [
        "1: 1 entities of the schema Ownership are not read: the vocabulary has no relation for them"
    ]


@pytest.mark.parametrize(("name", "file"), [("ftm", "export.ftm.json"), ("stix", "export.stix.json")])
def test_our_own_exports_are_read_back(tmp_path: Path, gazetteer: Gazetteer, name: str, file: str) -> None:
    made = MadeSubgraph(80, 320)
    export(made, name, tmp_path / file)
    facts, _ = stated(tmp_path / file, gazetteer)
    assert {(*said([f]).pop(), f.phase) for f in facts} == {
        (edge.subject, edge.relation, edge.object, edge.when, edge.phase)
        for edge in made.edges
        if edge.subject != edge.object
    }


# Mappings


def test_a_mapping_of_ones_own_from_the_command_to_the_graph(store: Store, folder: Path) -> None:
    path = table(
        folder,
        "meetings.csv",
        "who,with,day,about,link,mood",
        "Japan,Estonia; Acme Cyber Council,05/03/2018,norms,https://example.org/m,good",
        "Japan,Australia,2019-06,,,",
    )
    summary = load([path], store, options=Options(mapping=str(folder.parent / "meetings.yaml")))
    assert (summary.documents, summary.bad, summary.failed) == (1, 0, 0)
    assert summary.problems == [
        "sets/meetings.csv:1: unknown columns 'mood' are not read: "
        "name them in the mapping 'meetings', under 'ignore' at least"
    ]
    assert {
        ("EST", "MET_WITH", "JPN", "2018-03-05"),
        ("JPN", "MET_WITH", "organization:acme-cyber-council", "2018-03-05"),
        ("AUS", "MET_WITH", "JPN", "2019-06"),
    } <= claims(store)
    (row,) = store.read(
        "MATCH (e:Evidence)-[:IN]->(d:Document) WHERE e.when = '2019-06' "
        "RETURN d.key AS key, d.kind AS kind, e.quote AS quote, e.source_title AS title, e.source_locator AS locator, "
        "e.source_seen AS seen, e.rule AS rule"
    )
    assert (row["key"], row["kind"]) == ("sets/meetings.csv#0001", "table")
    assert (row["quote"], row["title"], row["locator"]) == ("Japan,Australia,2019-06,,,", "My list", "row 2")
    assert str(row["seen"]) == "2026-11-20"


def test_what_a_row_may_say_of_itself(folder: Path, gazetteer: Gazetteer) -> None:
    (folder / "any.yaml").write_text(
        dedent("""
        title: Anything
        source: {title: "{source}"}
        missing: ["-"]
        facts:
          - relation: "{relation}"
            subject: "{subject}"
            object: "{object}"
            when: {start: "{from}", end: "{to}"}
            modality: {of: "{status}", map: {plan: planned}, default: asserted}
            phase: "{phase}"
        skip: [{column: status, is: [draft]}]
        """)
    )
    path = table(
        folder,
        "any.tsv",
        "subject\trelation\tobject\tfrom\tto\tphase\tstatus\tsource",
        "Japan\tMEMBER_OF\tOECD\t1964-04-28\t\tbegan\t\tA",
        "Japan\tMEMBER_OF\tOECD\t\t-\t\t\tB",
        "Japan\tSIGNED\tBudapest Convention\t\t2001\t\tplan\tC",
        "Japan\tSIGNED\tBudapest Convention\t\t2001\t\tdraft\tD",
        "Japan\tJOINED\tOECD\t\t\t\t\tE",
        "Japan\tSIGNED\tOECD\t\t\t\t\tF",
        "Japan\tMET_WITH\tJapan\t\t\t\t\tG",
    )
    facts, problems = stated(path, gazetteer, str(folder / "any.yaml"))
    assert [(*said([f]).pop(), f.phase, f.modality, f.source.title) for f in facts if f.source] == [
        ("JPN", "MEMBER_OF", "oecd", "1964-04-28/..", "began", "asserted", "A"),
        ("JPN", "MEMBER_OF", "oecd", None, "held", "asserted", "B"),
        ("JPN", "SIGNED", "budapest-convention", "../2001", None, "planned", "C"),
    ]
    assert problems[0].startswith("any.tsv:6: unknown relation 'JOINED'")
    assert problems[1] == "any.tsv:7: 'OECD' is of type Organization, but must be Agreement here"
    assert len(problems) == 2


def test_every_row_of_json_lines_is_a_row_too(folder: Path, gazetteer: Gazetteer) -> None:
    lines = [
        {"who": "Japan", "with": ["Estonia", "Latvia"], "day": "2018", "about": "norms", "link": None},
        {"who": "Japan", "with": ["Norway"], "day": "2019", "about": None, "link": None},
    ]
    wanted = {
        ("JPN", "MET_WITH", "EST", "2018"),
        ("JPN", "MET_WITH", "LVA", "2018"),
        ("JPN", "MET_WITH", "NOR", "2019"),
    }
    mapping_ = str(folder.parent / "meetings.yaml")
    by_line = table(folder, "meetings.jsonl", *map(json.dumps, lines))
    assert said(stated(by_line, gazetteer, mapping_)[0]) == wanted
    array = table(folder, "meetings.json", json.dumps(lines, indent=2))
    assert said(stated(array, gazetteer, mapping_)[0]) == wanted


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("title: A\nsource: {title: B}\n", ["m.yaml:1: 'facts' is missing"]),
        ("title: A\nsource: {title: B}\nfacts: []\n", ["m.yaml:1: states no facts: write some under 'facts:'"]),
        ("title: [A\n", ["m.yaml:2: not valid YAML"]),
        (MEETINGS + "colour: red\n", ["m.yaml:11: unknown key 'colour'"]),
        (MEETINGS.replace("MET_WITH", "MEETS"), ["m.yaml:6: facts.0: unknown relation 'MEETS'"]),
        (MEETINGS.replace("qualifiers: {topics", "qualifiers: {mood"), ["MET_WITH takes no qualifier 'mood'"]),
        (MEETINGS + "    phase: held\n", ["MET_WITH is an event and has no phase"]),
        (MEETINGS.replace("types: [State, Organization]}", "types: [Strategy]}"), ["not Strategy"]),
        (MEETINGS.replace("types: [State, Organization]}", 'drop: ["("]}'), ["m.yaml:8: "]),
        (MEETINGS.replace('"{day}"', "yesterday"), ["'yesterday' is not a date"]),
        (
            MEETINGS.replace('subject: "{who}"', 'subject: {nom: "{who}"}') + "delimiter: ab\n",
            ["m.yaml:7: 'facts.0.subject.name' is missing", "unknown key 'nom'", "m.yaml:11: delimiter"],
        ),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_by_line(tmp_path: Path, text: str, problems: list[str]) -> None:
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(BrokenFile) as error:
        mapping.find(str(tmp_path / "m.yaml"))
    told = "\n".join(error.value.lines)
    assert all(problem in told for problem in problems), told
    assert len(error.value.lines) == len(problems), told


def test_the_packaged_mappings_are_right_and_fit_different_tables() -> None:
    known = {path.stem: mapping.read(path) for path in sorted(mapping.PACKAGED.glob("*.yaml"))}
    assert {"cfr", "eurepoc", "eurepoc-attributions", "cybil", "unidir"} <= known.keys()
    for name, named in known.items():
        found = mapping.recognised([*named.mapping.recognise, "another column"])
        assert found is not None
        assert found.name == name


def test_the_users_own_mappings_come_first(
    folder: Path, gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTENTE_DATA", str(tmp_path))
    path = table(folder, "meetings.csv", "who,with,day,about,link", "Japan,Estonia,2018,,")
    with pytest.raises(UsageError, match="no mapping 'meetings': use one of cfr,"):
        opened(path, gazetteer, "meetings")
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "meetings.yaml").write_text(MEETINGS + "recognise: [who, with, day]\n")
    assert len(stated(path, gazetteer, "meetings")[0]) == 1
    assert len(stated(path, gazetteer)[0]) == 1
    (tmp_path / "mappings" / "cfr.yaml").write_text(MEETINGS)
    assert mapping.find("cfr").mapping.title == "Meetings"


def test_tables_in_a_folder_are_read_if_anybody_knows_them(folder: Path) -> None:
    table(folder, "known.csv", CFR)
    table(folder, "unknown.csv", "a,b", "1,2")
    table(folder, "settings.json", '{"a": 1}')
    listing = walk([folder])
    assert [found.key for found in listing.files] == ["sets/known.csv"]
    assert [path.name for path in listing.skipped] == ["settings.json", "unknown.csv"]


def test_a_table_that_nobody_knows_is_told(store: Store, folder: Path) -> None:
    summary = load([table(folder, "unknown.csv", "a,b", "1,2")], store)
    assert summary.failed == 1
    assert "no mapping is for a table with these columns (a, b): say by --mapping" in summary.problems[0]
    summary = load([folder / "unknown.csv"], store, options=Options(mapping=str(folder.parent / "meetings.yaml")))
    assert "unknown.csv:1: no column 'who', which the mapping 'meetings' needs" in summary.problems[0]


DOCS = (Path(__file__).parent.parent / "docs" / "importers.md").read_text(encoding="utf-8")


def test_the_documented_mapping_is_right(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(DOCS.split("```yaml\n")[1].split("```")[0])
    assert mapping.find(str(tmp_path / "mine.yaml")).mapping.needed == {"host", "guests", "day"}


@pytest.mark.parametrize("model", [mapping.Mapping, mapping.FactSpec, mapping.EndSpec, mapping.Condition])
def test_every_key_of_a_mapping_is_documented(model: type[Model]) -> None:
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert {key for key in keys if f"`{key}`" not in DOCS} == set()


# Pieces


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of two entries."""
    monkeypatch.setattr("cyberentente.loaders.importers.piece._MOST", 2)


HEADER = "who,with,day,about,link"
ROWS = [f"Japan,{state},201{n},," for n, state in enumerate(["Estonia", "Latvia", "Norway", "Fiji", "Chile"])]


def meetings(store: Store) -> list[str]:
    return sorted(when for _, relation, _, when in claims(store) if relation == "MET_WITH" and when)


@pytest.mark.usefixtures("small")
def test_only_pieces_that_changed_are_loaded_again(store: Store, folder: Path) -> None:
    own = Options(mapping=str(folder.parent / "meetings.yaml"))
    path = table(folder, "m.csv", HEADER, *ROWS)
    first = load([path], store, options=own)
    assert (first.documents, first.facts, first.unchanged) == (3, 5, 0)
    assert keys_of("m.csv", store) == keys_of("sets/m.csv", store) == [f"sets/m.csv#000{n}" for n in (1, 2, 3)]
    assert keys_of("m.csv#0002", store) == ["sets/m.csv#0002"]
    again = load([path], store, options=own)
    assert (again.documents, again.unchanged, again.new) == (0, 3, 0)
    table(folder, "m.csv", HEADER, *ROWS[:3], ROWS[3].replace("2013", "2033"), ROWS[4])
    changed = load([path], store, options=own)
    assert (changed.documents, changed.unchanged, changed.retracted) == (1, 2, 1)
    assert meetings(store) == ["2010", "2011", "2012", "2014", "2033"]


@pytest.mark.usefixtures("small")
def test_what_a_file_no_longer_holds_is_retracted_with_its_pieces(store: Store, folder: Path) -> None:
    own = Options(mapping=str(folder.parent / "meetings.yaml"))
    path = table(folder, "m.csv", HEADER, *ROWS)
    load([path], store, options=own)
    table(folder, "m.csv", HEADER, *ROWS[:2])
    shorter = load([path], store, options=own)
    assert (shorter.documents, shorter.unchanged, shorter.retracted) == (0, 1, 3)
    assert meetings(store) == ["2010", "2011"]
    assert load([path], store, options=own).retracted == 0
    table(folder, "m.csv", HEADER, *ROWS)
    assert load([path], store, options=own).facts == 3
    assert meetings(store) == ["2010", "2011", "2012", "2013", "2014"]


@pytest.mark.usefixtures("small")
def test_an_interrupted_load_goes_on_where_it_stopped(store: Store, folder: Path) -> None:
    own = Options(mapping=str(folder.parent / "meetings.yaml"))
    path = table(folder, "m.csv", HEADER, *ROWS)

    def stop(*step: object) -> None:
        if str(step[2]).endswith("#0002"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([path], store, options=own, progress=stop)
    assert meetings(store) == ["2010", "2011", "2012", "2013"]
    rest = load([path], store, options=own)
    assert (rest.documents, rest.unchanged) == (1, 2)
    assert meetings(store) == ["2010", "2011", "2012", "2013", "2014"]


@pytest.mark.usefixtures("small")
def test_bad_rows_lose_nothing_else_and_are_told_each_time(store: Store, folder: Path) -> None:
    own = Options(mapping=str(folder.parent / "meetings.yaml"))
    lines = [ROWS[0], "Japan,Latvia", ROWS[2], 'Japan,"Fiji,2013,,', ROWS[4], "Japan,Norway,31/02/2015,,"]
    path = table(folder, "m.csv", HEADER, *lines)
    for _ in range(2):
        summary = load([path], store, options=own)
        assert (summary.bad, summary.failed) == (3, 0)
        assert [problem.split(":")[1] for problem in summary.problems] == ["3", "5", "7"]
        assert "has 2 cells, but the header has 5" in summary.problems[0]
        assert "quotation mark that is never closed" in summary.problems[1]
        assert "'31/02/2015' is no date" in summary.problems[2]
        assert meetings(store) == ["2010", "2012", "2014"]


@pytest.mark.usefixtures("small")
def test_a_file_that_breaks_off_keeps_what_it_said_before(store: Store, folder: Path) -> None:
    path = table(folder, "a.json", json.dumps(ATTACK))
    load([path], store)
    before = claims(store)
    path.write_text(json.dumps(ATTACK)[:1500])
    summary = load([path], store)
    assert summary.failed == 1
    assert "a.json:1: is not valid JSON" in summary.problems[-1]
    assert claims(store) == before


def test_extract_gives_the_facts_of_tables_too(folder: Path) -> None:
    options = Options(mapping=str(folder.parent / "meetings.yaml"))
    files = walk([table(folder, "m.csv", HEADER, *ROWS)], mapping=options.mapping).files
    (outcome,) = outcomes(files, Reader(options), options)
    assert outcome.document is not None
    assert (outcome.document.key, len(outcome.facts)) == ("sets/m.csv#0001", 5)


def test_memory_does_not_grow_with_the_file(
    folder: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cyberentente.loaders.importers.piece._MOST", 200)

    def peak(count: int) -> int:
        path = folder / "big.csv"
        with path.open("w") as out:
            out.write(HEADER + "\n")
            out.writelines(f"Japan,Estonia,2018,{'x' * 4_000},\n" for _ in range(count))
        importer = opened(path, gazetteer, str(folder.parent / "meetings.yaml"))
        tracemalloc.start()
        entries = sum(len(piece.entries) for piece in pieces(importer, "big.csv"))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert entries == count
        return most

    assert peak(3_000) < 1.2 * peak(600)


CELL = st.text(st.sampled_from("ab\" ,;\n'é"), max_size=6)


@given(st.lists(st.lists(CELL.map(lambda c: c + "x"), min_size=3, max_size=3), max_size=8))
def test_whatever_is_written_as_csv_is_read_back_and_none_of_its_text_is_lost(values: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["a", "b", "c"], *values])
    found = list(rows(io.StringIO(out.getvalue(), newline="")))
    assert [list(entry.value.values())[::-1] for entry in found if entry.value] == values
    text = out.getvalue()
    assert text.startswith("".join(entry.text for entry in found))
    at = 0
    for entry in found:
        assert text[at + entry.start :].startswith(entry.body)
        assert entry.line == text.count("\n", 0, at + entry.start) + 1
        at += len(entry.text)


@given(st.dates(min_value=dt.date(1900, 1, 1)))
def test_dates_are_as_precise_as_they_are_given(day: dt.date) -> None:
    assert date(f"{day:%d.%m.%Y}", ["%d.%m.%Y"]) == f"{day:%Y-%m-%d}"
    assert date(f"{day:%B %Y}", ["%d.%m.%Y", "%B %Y"]) == f"{day:%Y-%m}"
    assert date(f"{day:%Y-%m-%d} 00:00:00") == f"{day:%Y-%m-%d}"
    assert date(f"{day:%Y}") == f"{day:%Y}"
