"""The learnt ranker as an option: likelier facts, in the same form, the same in every run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import entente

from cyberentente.loaders.extract import Extractor
from cyberentente.schema.model import Document

TEXT = (
    "Japan joined the CCDCOE in 2018. Japan and Australia deepened their cooperation on cyber security. "
    "Prime Minister Fumio Kishida met President Joe Biden in Washington on 13 January 2023."
)
NOTE = Document(key="note.txt", sha256="0" * 64, text=TEXT)


@pytest.fixture(scope="module")
def ranked() -> Extractor:
    return Extractor(ranked=True)


def test_it_finds_what_is_plainly_said_with_a_probability(ranked: Extractor) -> None:
    facts = ranked.extract(NOTE)
    said = {(f.subject.entity.id, f.relation, f.object.entity.id, f.when) for f in facts}
    assert ("JPN", "MEMBER_OF", "nato-ccdcoe", "2018") in said
    assert all(ranked.threshold <= f.confidence <= 1 for f in facts)
    assert all(TEXT[f.char_start : f.char_end] == f.quote for f in facts)


def test_two_runs_give_the_same_and_another_fingerprint_than_the_rules(ranked: Extractor) -> None:
    assert ranked.extract(NOTE) == Extractor(ranked=True).extract(NOTE)
    assert ranked.fingerprint != Extractor().fingerprint


def test_it_proposes_more_than_the_rules_and_keeps_what_is_likely(ranked: Extractor) -> None:
    loose = "While Japan and Australia signed a treaty, Kenya, which is a partner of Canada, backed the Chile summit."
    note = Document(key="note.txt", sha256="0" * 64, text=f"{TEXT} {loose}")
    proposed = ranked.candidates(note)
    assert len(proposed) > len(Extractor().candidates(note))
    assert 0 < len(ranked.extract(note)) < len(proposed)


def test_the_command_takes_it(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(TEXT, "utf-8")
    done = entente("extract", tmp_path / "note.txt", "--extractor", "ranked")
    assert "MEMBER_OF" in {json.loads(line)["relation"] for line in done.stdout.splitlines()}
