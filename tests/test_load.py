"""Loading files and folders into a store of each kind."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cyberentente.graph import write
from cyberentente.graph.connect import Store
from cyberentente.loaders.load import Summary, documents, key_of, load
from cyberentente.loaders.read import read
from cyberentente.schema.errors import EntenteError, UsageError

RECORD = """\
source: {{title: A page}}
facts:
  - {{subject: {who}, relation: COOPERATES_WITH, object: {whom}, when: {when}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes fact files, one for each name, that say who cooperates with whom since when."""

    def write_files(**said: tuple[str, str, str]) -> Path:
        (tmp_path / "notes").mkdir(exist_ok=True)
        for name, (who, whom, when) in said.items():
            (tmp_path / "notes" / f"{name}.yaml").write_text(RECORD.format(who=who, whom=whom, when=when))
        return tmp_path / "notes"

    return write_files


Folder = Callable[..., Path]


def claims(store: Store) -> list[tuple[str, str, str]]:
    rows = store.read(
        "MATCH (a:Entity)-[r:COOPERATES_WITH]->(b:Entity) RETURN a.id AS a, b.id AS b, r.when AS w ORDER BY w, a, b"
    )
    return [(row["a"], row["b"], row["w"]) for row in rows]


def test_a_folder_is_loaded_and_loading_it_again_changes_nothing(store: Store, folder: Folder) -> None:
    notes = folder(one=("Japan", "France", "2018"), two=("Japan", "Estonia", "2019"))
    seen: list[tuple[int, int, str]] = []
    first = load([notes], store, progress=lambda *step: seen.append(step))
    assert (first.documents, first.facts, first.new, first.failed) == (2, 2, 2, 0)
    assert seen == [(1, 2, "notes/one.yaml"), (2, 2, "notes/two.yaml")]
    before = documents(store), claims(store)
    assert before[1] == [("FRA", "JPN", "2018"), ("EST", "JPN", "2019")]
    again = load([notes], store)
    assert (again.documents, again.unchanged, again.new, again.retracted) == (0, 2, 0, 0)
    assert (documents(store), claims(store)) == before


def test_a_changed_document_takes_back_what_it_no_longer_says(store: Store, folder: Folder) -> None:
    load([folder(one=("Japan", "France", "2018"), two=("Japan", "Estonia", "2019"))], store)
    changed = load([folder(two=("Japan", "Estonia", "2020"))], store)
    assert (changed.documents, changed.unchanged, changed.new, changed.retracted) == (1, 1, 1, 1)
    assert claims(store) == [("FRA", "JPN", "2018"), ("EST", "JPN", "2020")]


def test_a_file_that_is_broken_now_leaves_what_it_said_before(store: Store, folder: Folder) -> None:
    notes = folder(one=("Japan", "France", "2018"))
    load([notes], store)
    summary = load([folder(one=("Japan", "Frnce", "2018"))], store)
    assert summary.failed == 1
    assert "notes/one.yaml:3: unknown name 'Frnce'" in summary.problems[0]
    (notes / "one.yaml").write_bytes(b"")
    assert "is empty" in load([notes], store).problems[0]
    assert claims(store) == [("FRA", "JPN", "2018")]


def test_one_bad_file_among_ten(store: Store, folder: Folder) -> None:
    notes = folder(**{f"n{number}": ("Japan", "France", str(2010 + number)) for number in range(9)})
    (notes / "junk.txt").write_bytes(os.urandom(3000) + b"\x00")
    (notes / "picture.png").write_bytes(b"\x89PNG")
    summary = load([notes], store)
    assert (summary.documents, summary.failed, summary.skipped) == (9, 1, 1)
    assert len(summary.problems) == 1
    assert str(notes / "junk.txt") in summary.problems[0]
    assert str(summary) == (
        "documents: 9 loaded, 1 failed, 1 skipped; facts: 9; claims: 9 new, 0 confirmed, 0 retracted"
    )
    assert len(documents(store)) == 9


def test_missing_path_loads_nothing(store: Store, folder: Folder) -> None:
    notes = folder(one=("Japan", "France", "2018"))
    with pytest.raises(UsageError, match="no such file"):
        load([notes, notes / "gone.txt"], store)
    assert documents(store) == []


def test_collections_keep_two_folders_of_one_name_apart(store: Store, folder: Folder) -> None:
    notes = folder(one=("Japan", "France", "2018"))
    load([notes], store, collection="first")
    load([notes], store, collection="second")
    assert [row["document"] for row in documents(store)] == ["first/one.yaml", "second/one.yaml"]
    assert claims(store) == [("FRA", "JPN", "2018")]


def test_an_interrupted_load_leaves_whole_documents_and_goes_on(store: Store, folder: Folder) -> None:
    notes = folder(**{f"n{number}": ("Japan", "France", str(2010 + number)) for number in range(4)})

    def stop(done: int, of: int, key: str) -> None:  # noqa: ARG001
        if done == 2:
            raise KeyboardInterrupt

    summary = Summary()
    with pytest.raises(KeyboardInterrupt):
        load([notes], store, progress=stop, summary=summary)
    assert summary.documents == 2
    assert [w for *_, w in claims(store)] == ["2010", "2011"]
    rest = load([notes], store)
    assert (rest.documents, rest.unchanged) == (2, 2)
    assert len(claims(store)) == 4


def test_text_is_kept_as_it_was_read(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Note\r\n\r\nEstonia took part in Locked Shields 2021.\r\n".encode("utf-16"))
    load([tmp_path], store)
    document = read(tmp_path / "a.txt", f"{tmp_path.name}/a.txt")
    rows = store.read(
        "MATCH (d:Document)-[:HAS_TEXT]->(t:Text) RETURN d.key AS key, t.text AS text, d.reader AS reader"
    )
    assert rows == [{"key": document.key, "text": document.text, "reader": "text 1, utf-16"}]


def test_a_document_brings_what_is_known_of_its_entities(store: Store, folder: Folder) -> None:
    notes = folder(one=("Japan Ground Self-Defense Force", "France", "2018"))
    assert load([notes], store).facts == 1
    rows = store.read("MATCH (a)-[r:ORGAN_OF|PART_OF]->(b) RETURN a.id AS a, type(r) AS r, b.id AS b")
    known = {(row["a"], row["r"], row["b"]) for row in rows}
    assert {("jp-gsdf", "ORGAN_OF", "JPN"), ("jp-gsdf", "PART_OF", "jp-jsdf"), ("jp-jsdf", "ORGAN_OF", "JPN")} <= known
    (proof, *_) = store.read("MATCH (e:Evidence {relation: 'ORGAN_OF'})-[:IN]->(d) RETURN e.rule AS rule, d.key AS key")
    assert proof == {"rule": "gazetteer", "key": "notes/one.yaml"}
    write.forget(store, "notes/one.yaml")
    assert store.read("MATCH (n:Entity) RETURN n.id AS id") == []


@pytest.mark.parametrize("edition", ["Locked Shields 2023", "Locked Shields 2031"])
def test_an_edition_belongs_to_its_series(store: Store, tmp_path: Path, edition: str) -> None:
    (tmp_path / "a.yaml").write_text(
        f"source: {{title: A page}}\nfacts:\n  - {{subject: Japan, relation: PARTICIPATED_IN, object: {edition}}}\n"
    )
    load([tmp_path], store)
    rows = store.read("MATCH (e:Exercise)-[:PART_OF]->(s) RETURN e.name AS edition, s.id AS series")
    assert rows == [{"edition": edition, "series": "locked-shields"}]


def test_documents_are_found_by_the_end_of_their_key(store: Store, folder: Folder) -> None:
    notes = folder(one=("Japan", "France", "2018"), two=("Japan", "Estonia", "2019"))
    load([notes], store)
    load([notes / "one.yaml"], store, collection="other")
    assert key_of("two.yaml", store) == key_of("notes/two.yaml", store) == "notes/two.yaml"
    with pytest.raises(EntenteError, match=r"'one\.yaml' can be notes/one\.yaml, other/one\.yaml"):
        key_of("one.yaml", store)
    with pytest.raises(EntenteError, match=r"the closest are notes/two\.yaml"):
        key_of("notes/too.yaml", store)
    write.forget(store, key_of("two.yaml", store))
    assert [row["document"] for row in documents(store)] == ["notes/one.yaml", "other/one.yaml"]
