"""The public record: every packaged file passes `verify`, and a user's own files come before the packaged ones."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from cyberentente.loaders import reference
from cyberentente.loaders.facts import facts_of
from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.schema.errors import EntenteError, UsageError

SOURCE = "source: {title: A list, publisher: A body, url: 'https://example.org', seen: 2026-11-25}"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "record").mkdir()
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / "record" / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")


def test_the_packaged_record_has_no_problems(gazetteer: Gazetteer) -> None:
    assert reference.verify(gazetteer) == []


def test_every_fact_is_evidence_with_its_source(gazetteer: Gazetteer) -> None:
    documents = reference.documents(["nato"])
    facts = facts_of(documents[0], gazetteer)
    assert documents[0].kind == "reference"
    assert len(facts) == 32
    assert all(fact.source and fact.source.seen and fact.source.url for fact in facts)
    assert {fact.rule for fact in facts} == {"reference"}


def test_an_unknown_part_is_told(own: Path) -> None:
    with pytest.raises(UsageError, match="no part 'nonsense'"):
        reference.parts(["nonsense"], own)


def test_own_files_come_before_the_packaged_ones(gazetteer: Gazetteer, own: Path) -> None:
    before = [part.name for part in reference.parts(folder=own)]
    write(own, "nato", f"{SOURCE}\nfacts: [{{subject: JPN, relation: MET_WITH, object: KOR, when: 2024}}]")
    write(own, "mine", f"{SOURCE}\nfacts: [{{subject: JPN, relation: MET_WITH, object: FRA, when: 2024}}]")
    parts = {part.name: part for part in reference.parts(folder=own)}
    assert sorted(parts) == sorted([*before, "mine"])
    assert parts["nato"].own
    assert parts["mine"].own
    assert not parts["eu"].own
    assert [c.facts for c in reference.contents(gazetteer, ["nato"], own)] == [1]


def test_diff_names_the_facts_that_changed(gazetteer: Gazetteer, own: Path) -> None:
    assert reference.diff(gazetteer, own) == []
    packaged = reference.parts(["nato"])[0].path.read_text(encoding="utf-8")
    write(own, "nato", packaged)
    assert reference.diff(gazetteer, own) == []
    assert 'SWE: "2024"' in packaged
    write(own, "nato", packaged.replace('SWE: "2024"', 'SWE: "2024-03-07"'))
    write(own, "mine", f"{SOURCE}\nfacts: [{{subject: JPN, relation: MET_WITH, object: FRA, when: 2024}}]")
    lines = reference.diff(gazetteer, own)
    assert lines[0] == "mine: yours alone, 1 facts"
    assert lines[1] == "nato: yours replaces the packaged file"
    assert [line[:11] for line in lines[2:]] == ["  - Sweden ", "  + Sweden "]
    assert lines[3].endswith("(began, 2024-03-07)")


def test_diff_names_the_entries_that_changed(own: Path) -> None:
    folder = own / "gazetteer"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(
        "type: Organization\nentries:\n  - {id: uk-ncsc, kind: cert}\n  - {id: acme, name: Acme Institute}\n"
    )
    assert reference.diff(Gazetteer.load(own), own) == [
        "gazetteer: uk-ncsc: yours changes the packaged entry",
        "  - kind: agency",
        "  + kind: cert",
        "gazetteer: acme: yours alone, Acme Institute",
    ]


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ("{subject: Atlantis, relation: MET_WITH, object: FRA}", "unknown name 'Atlantis'"),
        ("{subject: JPN, relation: MEETS, object: FRA}", "MEETS"),
        ("{subject: JPN, relation: MET_WITH, object: FRA, when: 2023-02-30}", "2023-02-30"),
        ("{subject: JPN, relation: MET_WITH, object: FRA, when: 2024-02}", "is later than the file's own date 2023"),
        (
            "{subject: JPN, relation: MET_WITH, object: FRA}, {subject: FRA, relation: MET_WITH, object: JPN}",
            "says the same as line",
        ),
    ],
)
def test_verify_tells_what_is_wrong(gazetteer: Gazetteer, own: Path, facts: str, problem: str) -> None:
    write(own, "mine", f"date: 2023\n{SOURCE}\nfacts: [{facts}]")
    problems = reference.verify(gazetteer, ["mine"], own)
    assert len(problems) == 1
    assert problem in problems[0]


def test_verify_counts(gazetteer: Gazetteer, own: Path) -> None:
    write(own, "mine", f"{SOURCE}\nexpect: 3\nfacts: [{{subject: [JPN, KOR], relation: MET_WITH, object: FRA}}]")
    assert ["3 facts are expected, but there are 2" in line for line in reference.verify(gazetteer, ["mine"], own)] == [
        True
    ]


def test_verify_sees_two_beginnings_and_facts_taken_twice(gazetteer: Gazetteer, own: Path) -> None:
    body = "entities: [{id: example-body, name: Example Body, type: Organization}]"
    joined = "{{subject: JPN, relation: MEMBER_OF, object: example-body, phase: began, when: {}}}"
    write(own, "a", f"{SOURCE}\n{body}\nfacts: [{joined.format('2011-05')}]")
    write(own, "b", f"{SOURCE}\n{body}\nfacts: [{joined.format(2011)}]")
    assert reference.verify(gazetteer, ["a", "b"], own) == []
    write(own, "b", f"{SOURCE}\n{body}\nfacts: [{joined.format(2012)}]")
    (conflict,) = reference.verify(gazetteer, ["a", "b"], own)
    assert "2012" in conflict
    assert "reference/a.yaml says 2011-05" in conflict
    write(own, "b", f"{SOURCE}\n{body}\nfacts: [{joined.format('2011-05')}]")
    (twice,) = reference.verify(gazetteer, ["a", "b"], own)
    assert twice.endswith("reference/a.yaml has it from the same source")


def test_verify_tells_stages_of_a_treaty_apart(gazetteer: Gazetteer, own: Path) -> None:
    signed = "{{subject: JPN, relation: SIGNED, object: Budapest Convention, when: {}, qualifiers: {{stage: {}}}}}"
    write(own, "a", f"{SOURCE}\nfacts: [{signed.format(2001, 'signature')}, {signed.format(2012, 'ratification')}]")
    assert reference.verify(gazetteer, ["a"], own) == []
    write(own, "b", f"{SOURCE}\nfacts: [{signed.format(2013, 'ratification')}]")
    (conflict,) = reference.verify(gazetteer, ["a", "b"], own)
    assert conflict.endswith("reference/a.yaml says 2012")


def test_verify_keeps_to_the_life_of_a_body(own: Path) -> None:
    (own / "gazetteer").mkdir()
    (own / "gazetteer" / "own.yaml").write_text(
        "type: Organization\nentries: [{id: example-body, name: Example Body, since: '2008', until: '2015'}]",
        encoding="utf-8",
    )
    gazetteer = Gazetteer.load(own)
    fact = "{{subject: JPN, relation: MEMBER_OF, object: example-body, phase: {}, when: {}}}"
    write(own, "mine", f"{SOURCE}\nfacts: [{fact.format('began', 2007)}, {fact.format('held', 2016)}]")
    early, late = reference.verify(gazetteer, ["mine"], own)
    assert early.endswith("Example Body exists only since 2008")
    assert late.endswith("Example Body existed only until 2015")


def test_a_broken_file_of_ones_own_is_told_by_its_line(gazetteer: Gazetteer, own: Path) -> None:
    write(own, "mine", f"{SOURCE}\nfacts:\n  - {{subject: JPN, relation: MET_WITH, object: Atlantis}}")
    with pytest.raises(EntenteError, match=r"reference/mine\.yaml:3: unknown name 'Atlantis'"):
        reference.contents(gazetteer, ["mine"], own)
