"""People decide which entities are one; loads apply it, and it can be undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from graph_samples import JAPAN, document, fact
from hypothesis import given
from hypothesis import strategies as st

from cyberentente.graph import write
from cyberentente.graph.connect import Store
from cyberentente.loaders import decisions
from cyberentente.loaders.review import rows, uncertain
from cyberentente.schema.errors import EntenteError
from cyberentente.schema.model import Entity


def forum(name: str) -> Entity:
    return Entity(id=f"forum:{name}", type="Forum", name=name.title())


def test_a_merge_gives_one_entity_all_names_and_a_split_takes_them_apart(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    made = decisions.decide("merge", forum("cyber dialogue"), forum("dialogue on cyber"), file)
    assert made == decisions.load(file)
    merged = made.entity(forum("dialogue on cyber"))
    assert (merged.id, merged.aliases) == ("forum:cyber dialogue", ("Dialogue On Cyber",))
    undone = decisions.decide("split", forum("cyber dialogue"), forum("dialogue on cyber"), file)
    assert undone.entity(forum("dialogue on cyber")) == forum("dialogue on cyber")
    assert undone.fingerprint == decisions.Decisions().fingerprint != made.fingerprint
    assert len(decisions.load(file).all) == 2  # nothing is forgotten


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.booleans()), max_size=12))
def test_whatever_is_decided_everyone_goes_by_one_name(steps: list[tuple[str, str, bool]]) -> None:
    made = decisions.Decisions(
        tuple(
            decisions.Decision(
                decision="merge" if merge else "split",
                keep=decisions.Party.of(forum(keep)),
                other=decisions.Party.of(forum(other)),
                by="a",
                on=dt.date(2026, 1, 1),
            )
            for keep, other, merge in steps
            if keep != other
        )
    )
    for name in "abcde":
        kept = made.entity(forum(name))
        assert made.entity(kept).id == kept.id
    if made.all and made.all[-1].decision == "split":
        last = made.all[-1]
        assert made.entity(forum(last.keep.name.lower())).id != last.other.id
        assert made.entity(forum(last.other.name.lower())).id != last.keep.id


@pytest.mark.parametrize(
    ("text", "message"),
    [("decisions: [1]", "decisions.0"), ("a: [", "can't be read"), ("decisions:\n- {decision: join}", "decision")],
)
def test_a_broken_file_is_told_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "decisions.yaml"
    file.write_text(text)
    with pytest.raises(EntenteError, match=message) as caught:
        decisions.load(file)
    assert "\n" not in str(caught.value)


def test_what_makes_no_sense_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "decisions.yaml"
    with pytest.raises(EntenteError, match="one entity already"):
        decisions.decide("merge", forum("a"), forum("a"), file)
    with pytest.raises(EntenteError, match="only entities of one type"):
        decisions.decide("merge", forum("a"), Entity(id="x", type="Exercise", name="X"), file)
    decisions.decide("merge", forum("a"), forum("b"), file)
    with pytest.raises(EntenteError, match="decided already"):
        decisions.decide("merge", forum("a"), forum("b"), file)


def test_the_review_lists_names_that_are_alike_until_they_are_decided(store: Store, tmp_path: Path) -> None:
    names = ("Baltic Cyber Dialogue", "Baltic Cyber Dialogues", "Baltic Cyber Dialogue 2021", "Nordic Energy Forum")
    for i, name in enumerate(names):
        key = f"{i}.txt"
        held = Entity(id=f"forum:{i}", type="Forum", name=name)
        write.put(store, document(key), [fact(key, JAPAN, "PARTICIPATED_IN", held)], "1")
    (pair,) = uncertain(store, decisions.Decisions())
    assert {pair["name"], pair["other_name"]} == {"Baltic Cyber Dialogue", "Baltic Cyber Dialogues"}
    one, other = (Entity(id=pair[end], type="Forum", name="n") for end in ("keep", "other"))
    assert uncertain(store, decisions.decide("split", one, other, tmp_path / "decisions.yaml")) == []
    assert len(rows(store)) == 5
