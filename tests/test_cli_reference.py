"""The public record and people's decisions, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import entente, failure

OWN_FACTS = """
title: What our desk knows
date: 2026-01-01
source: {title: Desk note, publisher: Our desk, url: "https://example.org/note", seen: 2026-01-01}
facts:
  - {subject: Japan, relation: MEMBER_OF, object: CCDCOE, when: 2022-11-04, phase: began}
"""
NOTE = "The {} Cyber Dialogue was held in Riga on 4 May 2021. Estonia took part in the {} Cyber Dialogue.\n"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "store")


def test_the_record_is_loaded_once_and_answers_with_its_source(store: str) -> None:
    first = entente("reference", "load", "ccdcoe", "nato", "--store", store)
    assert first.returncode == 0
    assert first.stdout.startswith("documents: 2 loaded;")
    again = entente("reference", "load", "ccdcoe", "nato", "--store", store)
    assert again.stdout == "documents: 0 loaded, 2 unchanged; facts: 0; claims: 0 new, 0 confirmed, 0 retracted\n"
    asked = entente("query", "members", "--organization", "NATO", "--why", "--format", "json", "--store", store)
    members = {row["member"]: row for row in json.loads(asked.stdout)}
    assert members["Estonia"]["when"] == "2004"
    assert members["Estonia"]["source"]
    assert members["Estonia"]["document"] == "reference/nato.yaml"
    assert len(members) == 32


def test_the_packaged_record_is_in_order() -> None:
    done = entente("reference", "verify")
    assert (done.returncode, done.stdout, done.stderr) == (0, "all is in order\n", "")


def test_the_parts_are_listed_with_their_sources() -> None:
    rows = json.loads(entente("reference", "list", "--format", "json").stdout)
    assert sum(row["facts"] for row in rows) >= 3000
    assert all(row["sources"] for row in rows)


def test_an_unknown_part_is_said_in_one_line(store: str) -> None:
    assert "reference list" in failure(entente("reference", "load", "atlantis", "--store", store), 2)


def test_a_users_own_record_replaces_a_part_and_the_difference_is_shown(tmp_path: Path, store: str) -> None:
    (tmp_path / "data" / "record").mkdir(parents=True)
    (tmp_path / "data" / "record" / "ccdcoe.yaml").write_text(OWN_FACTS, "utf-8")
    own = str(tmp_path / "data")
    shown = entente("reference", "diff", ENTENTE_DATA=own)
    assert shown.returncode == 0
    assert shown.stdout.startswith("ccdcoe: yours replaces the packaged file\n")
    loaded = entente("reference", "load", "ccdcoe", "--store", store, ENTENTE_DATA=own)
    assert "facts: 1;" in loaded.stdout
    assert entente("reference", "diff").returncode == 3


def test_a_merge_is_applied_by_the_next_load_and_can_be_undone(tmp_path: Path, store: str) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number, word in enumerate(("Baltic", "Baltics")):
        (notes / f"{number}.txt").write_text(NOTE.format(word, word), "utf-8")
    own = {"ENTENTE_DATA": str(tmp_path / "data")}

    def forums() -> set[str]:
        entente("load", notes, "--store", store, **own)
        listed = entente("entities", "--type", "Forum", "--format", "json", "--store", store, **own)
        return {row["name"] for row in json.loads(listed.stdout)}

    assert forums() == {"Baltic Cyber Dialogue", "Baltics Cyber Dialogue"}
    review = json.loads(entente("entities", "--review", "--format", "json", "--store", store, **own).stdout)
    assert [{row["name"], row["other_name"]} for row in review] == [{"Baltic Cyber Dialogue", "Baltics Cyber Dialogue"}]

    merged = entente("merge", "Baltic Cyber Dialogue", "Baltics Cyber Dialogue", "--store", store, **own)
    assert merged.returncode == 0, merged.stderr
    assert forums() == {"Baltic Cyber Dialogue"}
    undone = entente("split", "Baltic Cyber Dialogue", "Baltics Cyber Dialogue", "--store", store, **own)
    assert undone.returncode == 0, undone.stderr
    assert forums() == {"Baltic Cyber Dialogue", "Baltics Cyber Dialogue"}
    assert entente("entities", "--review", "--store", store, **own).returncode == 3
