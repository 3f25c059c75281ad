"""The five documents that the project began with, read where they are: the main job and its headline question."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cyberentente.graph.connect import Store
from cyberentente.loaders.load import load
from cyberentente.queries.catalog import find
from cyberentente.queries.run import run

GOLD = Path(os.environ.get("ENTENTE_GOLD", Path(__file__).parents[2] / "shared" / "gold"))


@pytest.mark.skipif(
    not GOLD.is_dir() and os.environ.get("CI") != "true", reason=f"ENTENTE_GOLD names no folder: {GOLD}"
)
def test_which_exercises_did_japan_join_after_2022(store: Store) -> None:
    texts = sorted(GOLD.glob("*.txt"))
    assert len(texts) == 5
    summary = load(texts, store)
    assert (summary.documents, summary.failed) == (5, 0)

    question = find("exercises-joined")
    answer = run(store, question, {"actor": "Japan", "after": "2022"})
    assert {(row["exercise"], row["when"], row["certainty"], row["via"]) for row in answer.rows} == {
        ("Locked Shields", "2011/..", "possible", "Ministry of Defense of Japan"),
        ("Locked Shields", "2011/..", "possible", "Japan Ground Self-Defense Force"),
    }
    assert answer.undated >= 1
    assert f"{answer.undated} undated left out" in " ".join(answer.footer)

    undated = run(store, question, {"actor": "Japan", "after": "2022", "undated": True})
    assert "Cyber Coalition" in {row["exercise"] for row in undated.rows if row["certainty"] == "undated"}
    assert not [row for row in undated.rows if row["certainty"] == "definite"]

    again = load(texts, store)
    assert (again.documents, again.unchanged, again.new, again.retracted) == (0, 5, 0, 0)
