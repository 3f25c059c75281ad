"""The packaged gazetteer keeps the rules that docs/reference-data.md gives to whoever adds an entry."""

from pathlib import Path

import pytest
import yaml

from cyberentente.loaders import entries
from cyberentente.loaders.gazetteer import PACKAGED, Entry, Gazetteer, GazetteerFile

FILES = sorted(PACKAGED.glob("*.yaml"))


def _file(path: Path) -> GazetteerFile:
    return GazetteerFile.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases, *entry.short, *entry.adjectives, *entry.metonyms)


def test_the_packaged_entries_keep_the_rules() -> None:
    assert entries.problems(Gazetteer.load()) == []


def test_every_broken_rule_is_told_by_its_entry(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "mine.yaml").write_text(
        """
type: Organization
entries:
  - {id: one, name: Acme Cyber Council, aliases: [ACCX], ambiguous: [ACC]}
  - {id: two, name: Acme Conference, short: [ACCX], organ_of: nato, part_of: [two, nobody], by: [budapest-convention]}
  - {id: three, name: Acme Cyber Club, since: '2020-05', until: '2019'}
"""
    )
    (tmp_path / "gazetteer" / "people.yaml").write_text(
        """
type: Person
sources:
  page: {title: Acme's page, url: acme.example}
entries:
  - id: ada
    name: Ada Acme
    source: page
    offices: [{of: one, role: Chair, since: '2021', until: '2020'}, {of: locked-shields, role: Judge}]
"""
    )
    told = entries.problems(Gazetteer.load(tmp_path))
    assert told == [
        "one: 'ACC' is ambiguous, but none of its names: add it to them",
        "two: organ_of names 'nato', of type Organization: it must be State",
        "two: part_of names itself: leave it out",
        "two: part_of names 'nobody', which has no entry: mend the id or add one",
        "two: by names 'budapest-convention', of type Agreement: it must be State or Organization or Forum",
        "three: is until 2019, before it is since 2020-05: mend one of them",
        "ada: offices names 'locked-shields', of type Exercise: it must be State or Organization or Forum",
        "ada: 'acme.example' is not an address: begin it with https://",
        "ada: the source 'Acme's page' has an address but no day: say when it was seen",
        "ada: is until 2020, before it is since 2021: mend one of them",
        "one, two: are all called 'accx' (Organization): make it ambiguous or short in each, or leave it to one",
    ]


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


def test_every_entrys_own_source_can_be_looked_up() -> None:
    """What was compiled by hand says so at the head of its file; who cites more gives publisher, address and day."""
    bare = [
        (path.stem, entry.id)
        for path in FILES
        for entry in _file(path).entries
        if entry.source and not (entry.source.publisher and entry.source.url and entry.source.seen)
    ]
    assert bare == []
