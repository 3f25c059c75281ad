"""Names resolve to entities: acronyms, adjectives, capitals; the user's own entries come on top."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberentente.loaders.gazetteer import Gazetteer, _load
from cyberentente.schema.errors import EntenteError

STATES = """
type: State
entries:
  - {id: JPN, name: Japan, adjectives: [Japanese], metonyms: [Tokyo]}
  - {id: USA, name: United States, aliases: [US, U.S., USA], adjectives: [American], metonyms: [Washington]}
"""
BODIES = """
type: Organization
source: {title: A list}
entries:
  - {id: ccdcoe, name: NATO CCDCOE, aliases: [CCDCOE], short: [the Centre]}
  - {id: jpn-mod, name: Ministry of Defense of Japan, short: [Ministry of Defense], organ_of: JPN}
  - {id: usa-mod, name: Department of War, short: [Ministry of Defense], organ_of: USA}
"""


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    (tmp_path / "states.yaml").write_text(STATES)
    (tmp_path / "bodies.yaml").write_text(BODIES)
    return _load(tmp_path, None)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Japan", ["JPN"]),
        ("JPN", ["JPN"]),
        ("tokyo", ["JPN"]),
        ("Japanese", ["JPN"]),
        ("the US", ["USA"]),
        ("U.S.", ["USA"]),
        ("us", []),
        ("ccdcoe", ["ccdcoe"]),
        ("Centre", ["ccdcoe"]),
        ("Ministry of Defence", ["jpn-mod", "usa-mod"]),
        ("Nobody", []),
    ],
)
def test_a_name_resolves(gazetteer: Gazetteer, name: str, ids: list[str]) -> None:
    assert [entity.id for entity in gazetteer.resolve(name)] == ids


def test_types_narrow_the_answer(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve("Tokyo", ["Organization"]) == []
    assert [e.id for e in gazetteer.resolve("Tokyo", ["State"])] == ["JPN"]


def test_a_misspelt_name_has_neighbours(gazetteer: Gazetteer) -> None:
    assert gazetteer.closest("Japn")[0] == "Japan"


def test_the_file_s_source_holds_for_its_entries(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry("ccdcoe")
    assert entry is not None and entry.source is not None and entry.source.title == "A list"


def test_entries_cite_the_files_sources_by_name(tmp_path: Path) -> None:
    (tmp_path / "bodies.yaml").write_text(
        """
type: Organization
sources:
  list: {title: A list, publisher: Acme, url: 'https://acme.example', seen: 2026-01-02}
entries:
  - {id: one, name: Acme One, source: list}
  - {id: two, name: Acme Two, source: {of: list, locator: page 2}}
"""
    )
    sources = [entry.source for id_ in ("one", "two") if (entry := _load(tmp_path, None).entry(id_))]
    assert [(source.title, source.url, source.locator) for source in sources if source] == [
        ("A list", "https://acme.example", None),
        ("A list", "https://acme.example", "page 2"),
    ]


def test_a_users_entry_overrides_and_extends(tmp_path: Path) -> None:
    packaged, own = tmp_path / "packaged", tmp_path / "own"
    packaged.mkdir()
    own.mkdir()
    (packaged / "states.yaml").write_text(STATES)
    (own / "mine.yaml").write_text(
        "type: State\nentries:\n  - {id: JPN, name: Nippon}\n  - {id: FJI, name: Fiji, adjectives: [Fijian]}\n"
    )
    gazetteer = _load(packaged, own)
    assert [e.name for e in gazetteer.resolve("Tokyo")] == ["Nippon"]
    assert gazetteer.resolve("Japan") == []
    assert [e.id for e in gazetteer.resolve("Fijian")] == ["FJI"]


def test_a_users_entry_that_adds_to_a_known_one_need_not_repeat_its_name(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "mine.yml").write_text(
        "type: State\nentries:\n  - {id: FJI, metonyms: [Suva House], since: 1970}\n"
    )
    gazetteer = Gazetteer.load(tmp_path)
    (fiji,) = gazetteer.resolve("Suva House")
    assert (fiji.name, gazetteer.field("FJI", "since")) == ("Fiji", "1970")


def test_a_users_id_is_given_once(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    for name in ("a", "b"):
        (tmp_path / "gazetteer" / f"{name}.yaml").write_text("type: State\nentries: [{id: ATL, name: Atlantis}]\n")
    with pytest.raises(EntenteError, match="two entries have the id 'ATL'"):
        Gazetteer.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("type: State\nentries:\n  - {id: X}\n", "broken.yaml:3: 'X' has no 'name'"),
        ("type: State\nentries:\n  - {id: X, name: X, alias: [Y]}\n", "broken.yaml:3: 'alias' is no field of 'X'"),
        ("type: State\nentries:\n  - {id: X, name: X, aliases: Y}\n", "write aliases: [first, second]"),
        ("type: State\nentries:\n  - {id: X, name: [X]}\n", "'name' of 'X' must be one text"),
        (
            "type: State\nentries:\n  - id: X\n    name: X\n    since: someday\n",
            "broken.yaml:5: 'someday' is not a date",
        ),
        ("type: State\nentries: [X]\n", "item 1 of 'entries' must be a mapping"),
        ("", "holds nothing"),
        ("- X\n", "must begin with 'type:'"),
        ("type: Planet\nentries: []\n", "Planet"),
        ("type: [\n", "not valid YAML"),
        (STATES + "  - {id: JPN, name: Japan}\n", "JPN"),
        (
            "type: State\nentries:\n  - {id: X, name: X, source: list}\n",
            "X cites 'list', which is none of the file's sources",
        ),
    ],
)
def test_a_broken_file_is_named_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "broken.yaml").write_text(text)
    with pytest.raises(EntenteError) as error:
        _load(tmp_path, None)
    assert says in str(error.value) and "broken.yaml" in str(error.value) and "\n" not in str(error.value)


def test_a_cache_that_cannot_be_written_or_read_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "states.yaml").write_text(STATES + "# once more\n")
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda _name: blocked)
    assert len(_load(tmp_path, None)) == 2


@settings(deadline=None)
@given(st.text())
def test_any_text_resolves_to_entities_or_none(name: str) -> None:
    assert isinstance(Gazetteer.load().resolve(name), list)
