"""The packaged gazetteer keeps the rules that docs/reference-data.md gives to whoever adds an entry."""

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from cyberentente.loaders.gazetteer import PACKAGED, Entry, Gazetteer, GazetteerFile
from cyberentente.schema.identity import normal

FILES = sorted(PACKAGED.glob("*.yaml"))


def _file(path: Path) -> GazetteerFile:
    return GazetteerFile.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases, *entry.short, *entry.adjectives, *entry.metonyms)


@pytest.fixture(scope="module")
def entries() -> list[tuple[str, Entry]]:
    return [(file.type, entry) for file in map(_file, FILES) for entry in file.entries]


def test_references_lead_to_entries_of_the_right_type(entries: list[tuple[str, Entry]]) -> None:
    types = {entry.id: type_ for type_, entry in entries}
    assert [e.id for _, e in entries if e.organ_of and types.get(e.organ_of) != "State"] == []
    assert [(e.id, other) for _, e in entries for other in (*e.part_of, *e.by) if other not in types] == []


def test_every_ambiguous_name_is_a_name_of_its_entry(entries: list[tuple[str, Entry]]) -> None:
    assert [(e.id, name) for _, e in entries for name in e.ambiguous if name not in _names(e)] == []


def test_a_name_that_two_actors_share_is_ambiguous_or_short_in_both(entries: list[tuple[str, Entry]]) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    sure: set[tuple[str, str]] = set()
    for type_, entry in entries:
        if type_ in ("State", "Organization"):
            weak = {normal(name) for name in (*entry.ambiguous, *entry.short)}
            for name in map(normal, _names(entry)):
                owners[type_, name].add(entry.id)
                if name not in weak:
                    sure.add((type_, name))
    assert {key: ids for key, ids in owners.items() if len(ids) > 1 and key in sure} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_names_are_written_as_texts_write_them(path: Path) -> None:
    odd = [
        (entry.id, name) for entry in _file(path).entries for name in _names(entry) if name != " ".join(name.split())
    ]
    assert odd == []


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Japanese", "JPN"),
        ("Kyiv", "UKR"),
        ("the White House", "USA"),
        ("Republic of Korea", "KOR"),
        ("DPRK", "PRK"),
        ("CCDCOE", "nato-ccdcoe"),
        ("CISA", "us-cisa"),
        ("Unit 74455", "ru-gru-74455"),
        ("Bundeswehr", "de-bundeswehr"),
        ("Pentagon", "us-dod"),
    ],
)
def test_what_texts_say_resolves_to_one_actor(name: str, id_: str) -> None:
    assert [entity.id for entity in Gazetteer.load().resolve(name)] == [id_]


def test_a_bare_ministry_can_be_any_states() -> None:
    found = {entity.id for entity in Gazetteer.load().resolve("Ministry of Defense", ["Organization"])}
    assert {"jp-mod", "uk-mod", "ua-mod"} <= found
