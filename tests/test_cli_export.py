"""Subgraphs handed on and drawn from the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import networkx
import pytest
from command import entente, failure

FACTS = """
source: {title: A note, publisher: A desk, url: "https://example.org/note", seen: 2026-01-01}
facts:
  - {subject: Japan, relation: PARTICIPATED_IN, object: Locked Shields 2023, when: 2023-04}
  - {subject: Estonia, relation: PARTICIPATED_IN, object: Locked Shields 2023, when: 2023-04}
  - {subject: Estonia, relation: MEMBER_OF, object: NATO, when: 2004, phase: began}
  - {subject: Chile, relation: MEMBER_OF, object: OAS, phase: held}
  - {subject: Chile, relation: PARTICIPATED_IN, object: Cyber Flag, when: 2030, modality: planned}
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("export")
    (folder / "note.yaml").write_text(FACTS, "utf-8")
    store = str(folder / "store")
    assert entente("load", folder / "note.yaml", "--store", store).returncode == 0
    return store


def test_an_export_holds_what_was_chosen_and_nothing_planned(store: str, tmp_path: Path) -> None:
    target = tmp_path / "graph.json"
    done = entente("export", "--format", "json", "--around", "Japan", "--depth", "2", "-o", target, "--store", store)
    assert (done.returncode, done.stdout) == (0, f"wrote {target}\n")
    graph = networkx.node_link_graph(json.loads(target.read_text("utf-8")), edges="edges")
    joined = {(a, data["relation"]) for a, _, data in graph.edges(data=True)}
    assert {("JPN", "PARTICIPATED_IN"), ("EST", "PARTICIPATED_IN")} <= joined
    assert "CHL" not in graph

    everything = tmp_path / "all"
    assert entente("export", "--format", "csv", "--output", everything, "--store", store).returncode == 0
    with (everything / "claims.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["relation"] for row in rows if row["subject"] == "CHL"} == {"MEMBER_OF"}


def test_what_a_question_touched_is_chosen(store: str, tmp_path: Path) -> None:
    target = tmp_path / "graph.jsonl"
    question = "exercise-participants --exercise 'Locked Shields'"
    assert entente("export", "--format", "jsonl", "--query", question, "-o", target, "--store", store).returncode == 0
    claims = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert {claim["subject"] for claim in claims if claim["kind"] == "claim"} == {"EST", "JPN"}


def test_a_dossier_and_pictures_are_written(store: str, tmp_path: Path) -> None:
    brief = tmp_path / "estonia.md"
    written = entente("export", "--format", "dossier", "--around", "Estonia", "-o", brief, "--store", store)
    assert written.returncode == 0
    assert "- 2004: Estonia became a member of North Atlantic" in brief.read_text("utf-8")
    for suffix, beginning in ((".html", b"<!DOCTYPE html>"), (".svg", b"<?xml"), (".png", b"\x89PNG")):
        picture = tmp_path / f"estonia{suffix}"
        assert entente("draw", "--around", "Estonia", "-o", picture, "--store", store).returncode == 0
        assert picture.read_bytes().startswith(beginning)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--format", "visio", "-o", "x.vsd"), 2, "graphml"),
        (("--format", "graphml", "-o", "x.txt"), 2, ".graphml"),
        (("--format", "csv", "-o", "x", "--around", "Atlantis"), 1, "closest"),
        (("--format", "csv", "-o", "x", "--after", "soon"), 2, "soon"),
        (("--format", "csv", "-o", "x", "--relation", "LOVES"), 2, "LOVES"),
        (("--format", "csv", "-o", "x", "--before", "1900"), 3, "nothing is selected"),
        (("--format", "csv", "-o", "x", "--query", "timeline", "--actor", "Estonia"), 2, "one argument, in quotes"),
        (
            ("--format", "csv", "-o", "x", "--query", "timeline", "--after", "2020"),
            2,
            "within the quotes: 'timeline --actor",
        ),
        (("--format", "jsonl", "-o", "no/such/folder.jsonl"), 1, "can't be written"),
    ],
)
def test_bad_input_is_one_line_and_leaves_no_file(
    store: str, tmp_path: Path, arguments: tuple[str, ...], status: int, message: str
) -> None:
    assert message in failure(entente("export", *arguments, "--store", store, cwd=tmp_path), status)
    assert list(tmp_path.iterdir()) == []
