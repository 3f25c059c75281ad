"""The learnt ranker as an option: what rules tell and what is likely besides, the same in every run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from command import entente

from cyberentente.loaders.extract import Extractor
from cyberentente.schema.model import Document, Fact

TEXT = (
    "Japan joined the CCDCOE in 2018. Japan and Australia deepened their cooperation on cyber security. "
    "Prime Minister Fumio Kishida met President Joe Biden in Washington on 13 January 2023."
)
NOTE = Document(key="note.txt", sha256="0" * 64, text=TEXT)


@pytest.fixture(scope="module")
def ranked() -> Extractor:
    return Extractor(ranked=True)


def said(facts: Iterable[Fact]) -> set[tuple[str, str, str, str | None]]:
    return {(f.subject.entity.name, f.relation, f.object.entity.name, f.when) for f in facts}


def test_what_rules_tell_stays_as_they_tell_it(ranked: Extractor) -> None:
    told = Extractor().extract(NOTE)
    assert any(subject == "Japan" and relation == "MEMBER_OF" for subject, relation, _, _ in said(told))
    assert [f for f in ranked.extract(NOTE) if f in told] == told


def test_it_adds_what_no_rule_tells_with_how_likely_it_is() -> None:
    text = "At the Reef Cyber Summit on 3 May 2022, Kenya spoke of norms and Ghana and Peru of capacity building."
    note = Document(key="note.txt", sha256="0" * 64, text=text)
    came = {(state, "PARTICIPATED_IN", "Reef Cyber Summit", "2022-05-03") for state in ("Ghana", "Peru")}
    assert not came & said(Extractor().extract(note))
    added = [f for f in Extractor(threshold=0.4, ranked=True).extract(note) if said([f]) <= came]
    assert said(added) == came
    assert all(0.4 <= f.confidence < 1 and text[f.char_start : f.char_end] == f.quote for f in added)
    assert not came & said(Extractor(threshold=0.9, ranked=True).extract(note))


def test_two_runs_give_the_same_and_another_fingerprint_than_the_rules(ranked: Extractor) -> None:
    assert ranked.extract(NOTE) == Extractor(ranked=True).extract(NOTE)
    assert ranked.fingerprint != Extractor().fingerprint


def test_the_command_takes_it(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT, "utf-8")
    done = entente("extract", tmp_path / "note.txt", "--extractor", "ranked")
    assert "MEMBER_OF" in {json.loads(line)["relation"] for line in done.stdout.splitlines()}
