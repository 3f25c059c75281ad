"""An analyst can see why a fact was found, and why another was not."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import entente, failure

TEXT = "Japan joined the CCDCOE in 2018. Estonia will host Locked Shields. Peru and Chile exchanged gifts.\n"
GOLD = """
document: note.txt
facts:
  - {s: Japan, st: State, r: MEMBER_OF, o: [CCDCOE], ot: Organization, when: "2018", quote: Japan joined the CCDCOE}
  - {s: Peru, st: State, r: ASSISTED, o: Chile, ot: State, when: null, quote: Peru and Chile exchanged gifts}
"""


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_each_fact_is_explained(note: Path) -> None:
    told = entente("extract", "--explain", note).stdout
    joined, planned = (part for part in told.split("\n\n") if "MEMBER_OF" in part or "Locked Shields" in part)
    assert "sentence: [Japan=JPN] joined the [CCDCOE=nato-ccdcoe] in 2018." in joined
    assert "frames/membership.yaml:" in joined
    assert "date: “2018”, as written" in joined
    assert "modality: planned, because of “will" in planned


def test_what_was_missed_is_told_with_what_is_known_of_it(note: Path, tmp_path: Path) -> None:
    (tmp_path / "note.yaml").write_text(GOLD, "utf-8")
    told = entente("extract", "--missed", tmp_path, note).stdout
    assert told.startswith("Peru ASSISTED Chile undated\n")
    assert "MEMBER_OF" not in told
    assert "subject: named in the quote, known as PER" in told


def test_a_missing_annotation_is_said_in_one_line(note: Path, tmp_path: Path) -> None:
    assert "note.yaml: no such file" in failure(entente("extract", "--missed", tmp_path, note), 1)
