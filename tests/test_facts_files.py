"""Fact files as analysts write them -> facts, or every problem with its line and how to mend it."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberentente.loaders.facts import facts_of
from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.loaders.marked import BrokenFile
from cyberentente.loaders.read import read
from cyberentente.schema.model import Document, Fact

DATA = """
test-alliance:  {type: Organization, name: Test Alliance, aliases: [TALL]}
test-centre:    {type: Organization, name: Test Centre}
test-centre-b:  {type: Organization, name: Test Centre}
test-shield:    {type: Exercise, name: Test Shield}
test-dialogue:  {type: Forum, name: Test Dialogue}
"""
SOURCE = "source: {title: A page, url: https://example.org/a, seen: 2026-11-25}\n"


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("data")
    (folder / "gazetteer").mkdir()
    for line in DATA.strip().splitlines():
        id_, type_, rest = re.fullmatch(r"(\S+):\s+\{type: (\w+), (.*)\}", line).groups()  # type: ignore[union-attr]
        (folder / "gazetteer" / f"{id_}.yaml").write_text(f"type: {type_}\nentries:\n  - {{id: {id_}, {rest}}}\n")
    return Gazetteer.load(folder)


@pytest.fixture
def facts(gazetteer: Gazetteer) -> Callable[[str], list[Fact]]:
    return lambda text: facts_of(document(text), gazetteer)


@pytest.fixture
def problems(gazetteer: Gazetteer) -> Callable[[str], list[str]]:
    def of(text: str) -> list[str]:
        with pytest.raises(BrokenFile) as caught:
            facts_of(document(text), gazetteer)
        assert all("\n" not in line and line.startswith("record.yaml:") for line in caught.value.lines)
        return [line.removeprefix("record.yaml:") for line in caught.value.lines]

    return of


Facts = Callable[[str], list[Fact]]
Problems = Callable[[str], list[str]]


def document(text: str) -> Document:
    return Document(key="record.yaml", sha256="0", text=dedent(text), kind="facts")


def one(text: str) -> str:
    return f"{SOURCE}facts:\n  - {text}\n"


MEMBER = "subject: Japan, relation: MEMBER_OF, object: Test Alliance"
JOINED = "subject: Japan, relation: PARTICIPATED_IN, object: Test Shield"


# What is taken


def test_everything_that_may_be_said(facts: Facts) -> None:
    (fact,) = facts("""\
        title: Who is in the alliance
        date: 2024
        source: {title: Default}
        facts:
          - subject: Japan
            relation: MEMBER_OF
            object: TALL
            when: 2018-03-05
            phase: began
            modality: negated
            qualifiers: {role: contributing participant}
            quote: 'which Japan joined in 2018'
            confidence: 0.75
            source: {title: A page, publisher: NATO, url: "https://example.org", locator: p. 4, seen: 2026-11-25}
            note: seen twice
        """)
    assert (fact.subject.entity.id, fact.subject.mention) == ("JPN", "Japan")
    assert (fact.object.entity.id, fact.object.mention) == ("test-alliance", "TALL")
    assert (fact.relation, fact.when, fact.phase, fact.modality) == ("MEMBER_OF", "2018-03-05", "began", "negated")
    assert fact.qualifiers == {"role": "contributing participant", "note": "seen twice"}
    assert (fact.confidence, fact.rule) == (0.75, "analyst")
    assert fact.source
    assert fact.source.model_dump() == {
        "title": "A page",
        "publisher": "NATO",
        "url": "https://example.org",
        "locator": "p. 4",
        "seen": dt.date(2026, 11, 25),
    }


def test_a_quote_stands_at_its_offsets_in_the_file(gazetteer: Gazetteer) -> None:
    source = document(one(f"{{{MEMBER}, quote: 'Japan – “member” since 2018'}}"))
    (fact,) = facts_of(source, gazetteer)
    assert fact.quote == "Japan – “member” since 2018" == source.text[fact.char_start : fact.char_end]


@pytest.mark.parametrize("when", ["2018", "2018-03", "2018-03-05", "2018/2019", "2011/..", "../2019-04", "'2018'"])
def test_dates_are_the_texts_that_were_written(facts: Facts, when: str) -> None:
    assert facts(one(f"{{{MEMBER}, when: {when}}}"))[0].when == when.strip("'")


def test_no_is_a_text_and_no_truth_value(facts: Facts) -> None:
    own = f"{SOURCE}entities:\n  - {{id: NO, name: Yes, type: Organization}}\nfacts:\n"
    (fact,) = facts(own + "  - {subject: NO, relation: MEMBER_OF, object: Test Alliance}\n")
    assert (fact.subject.entity.id, fact.subject.entity.name) == ("NO", "Yes")


@pytest.mark.parametrize("nothing", ["", "null", "~"])
def test_null_is_left_out(facts: Facts, nothing: str) -> None:
    (fact,) = facts(one(f"{{{MEMBER}, when: {nothing}, quote: {nothing}, note: {nothing}}}"))
    assert (fact.when, fact.quote, fact.qualifiers) == (None, None, {})


def test_phase_is_held_for_states_and_none_for_events(facts: Facts) -> None:
    assert facts(one(f"{{{MEMBER}}}"))[0].phase == "held"
    assert facts(one(f"{{{JOINED}}}"))[0].phase is None


def test_lists_and_mappings_are_a_fact_for_each(facts: Facts) -> None:
    listed = facts(
        one("{subject: [Japan, France], relation: PARTICIPATED_IN, object: [Test Shield, Test Dialogue], when: 2022}")
    )
    assert [(f.subject.mention, f.object.mention, f.when) for f in listed] == [
        ("Japan", "Test Shield", "2022"),
        ("Japan", "Test Dialogue", "2022"),
        ("France", "Test Shield", "2022"),
        ("France", "Test Dialogue", "2022"),
    ]
    mapped = facts(
        one("{subject: {Japan: 2018-01, France: 2019, Spain: }, relation: MEMBER_OF, object: TALL, when: 2020}")
    )
    assert [(f.subject.entity.id, f.when) for f in mapped] == [("JPN", "2018-01"), ("FRA", "2019"), ("ESP", "2020")]
    mapped = facts(one("{subject: Japan, relation: PARTICIPATED_IN, object: {Test Shield: 2018}}"))
    assert [(f.object.entity.id, f.when) for f in mapped] == [("test-shield", "2018")]


def test_the_edition_of_a_known_series_is_known(facts: Facts) -> None:
    (fact,) = facts(one("{subject: Japan, relation: PARTICIPATED_IN, object: Test Shield 2022}"))
    assert (fact.object.entity.name, fact.object.entity.type) == ("Test Shield 2022", "Exercise")


def test_entities_of_the_file(facts: Facts) -> None:
    found = facts(f"""\
        {SOURCE.strip()}
        entities:
          - {{name: Example Centre, type: Organization, aliases: [EXC]}}
          - {{id: ex-2, name: Example Drill, type: Exercise}}
        facts:
          - {{subject: Japan, relation: MEMBER_OF, object: EXC}}
          - {{subject: example centre, relation: ORGANIZED, object: ex-2}}
        """)
    assert [f.object.entity.id for f in found] == ["organization:example-centre", "ex-2"]
    assert found[0].object.entity.aliases == ("EXC",)


def test_a_source_without_title_adds_to_the_files(facts: Facts) -> None:
    (fact,) = facts(one(f"{{{MEMBER}, source: {{locator: p. 4}}}}"))
    assert fact.source
    assert (fact.source.title, fact.source.url, fact.source.locator) == ("A page", "https://example.org/a", "p. 4")
    (fact,) = facts(one(f"{{{MEMBER}, source: {{title: Other}}}}"))
    assert fact.source
    assert (fact.source.title, fact.source.url) == ("Other", None)


def test_the_same_fact_from_two_sources_is_two_facts(facts: Facts) -> None:
    assert len(facts(one(f"{{{MEMBER}}}\n  - {{{MEMBER}, source: {{title: Other}}}}"))) == 2


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(tmp_path: Path, gazetteer: Gazetteer, ends: str, mark: str) -> None:
    path = tmp_path / "record.yaml"
    path.write_bytes((mark + "title: Members\ndate: 2024\n" + one(f"{{{MEMBER}}}")).replace("\n", ends).encode())
    got = read(path, "record.yaml")
    assert (got.kind, got.title, got.date, got.reader) == ("facts", "Members", "2024", "facts 1")
    assert len(facts_of(got, gazetteer)) == 1


def test_thousands_of_facts_are_quick(facts: Facts) -> None:
    items = "".join(f"  - {{{JOINED}, when: {1000 + i}, source: {{title: Page {i}}}}}\n" for i in range(3000))
    start = time.perf_counter()
    assert len(facts(f"facts:\n{items}")) == 3000
    assert time.perf_counter() - start < 5


# What is refused


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (
            "{subject: Japan, relation: MEMBEROF, object: TALL}",
            "unknown relation 'MEMBEROF': did you mean 'MEMBER_OF'?",
        ),
        ("{subject: Japan, relation: XYZ, object: TALL}", "unknown relation 'XYZ': use one of MEMBER_OF, "),
        (
            "{subject: Japan, relation: MEMBER_OF, object: France}",
            "'France' is of type State, but the object of MEMBER_OF must be Organization or Forum",
        ),
        (
            "{subject: Test Shield, relation: MEMBER_OF, object: TALL}",
            "the subject of MEMBER_OF must be State or Organization",
        ),
        (f"{{{MEMBER}, when: 2018-02-30}}", "'2018-02-30' is not a day of the calendar"),
        (f"{{{MEMBER}, when: March 2018}}", "'March 2018' is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        (f"{{{MEMBER}, when: 2019/2018}}", "'2019/2018' ends before it begins"),
        (f"{{{MEMBER}, when: [2018]}}", "'when' must be one text"),
        ("{subject: Japn, relation: MEMBER_OF, object: TALL}", "unknown name 'Japn': the closest are 'Japan'"),
        ("{subject: Japan, relation: MEMBER_OF, object: Test Centre}", "write the id of the one you mean"),
        (f"{{{MEMBER}, whn: 2018}}", "unknown key 'whn' in a fact: did you mean 'when'?"),
        (f"{{{MEMBER}, when: 2018, when: 2019}}", "key 'when' is given twice: keep one"),
        (f"{{{JOINED}, phase: began}}", "PARTICIPATED_IN is an event and has no phase: leave it out"),
        (f"{{{MEMBER}, phase: start}}", "unknown phase 'start': use one of began, held, ended"),
        (f"{{{MEMBER}, modality: maybe}}", "unknown modality 'maybe': use one of asserted"),
        (f"{{{MEMBER}, confidence: 2}}", "'2' is no confidence: write a number from 0 to 1"),
        (f"{{{MEMBER}, confidence: nan}}", "'nan' is no confidence"),
        (
            f"{{{MEMBER}, qualifiers: {{incident: SolarWinds}}}}",
            "unknown key 'incident' in the qualifiers of MEMBER_OF",
        ),
        (
            "{subject: Japan, relation: SIGNED, object: Budapest Convention, qualifiers: {stage: ratified}}",
            "unknown stage 'ratified': did you mean 'ratification'?",
        ),
        (f"{{{MEMBER}, qualifiers: role}}", "must be a mapping"),
        ("{subject: Japan, relation: MET_WITH, object: JPN}", "joins 'Japan' with itself"),
        ("{relation: MEMBER_OF}", "the fact has no subject and no object"),
        ("{subject: '', relation: MEMBER_OF, object: TALL}", "'subject' is empty"),
        (
            "{subject: {Japan: 2018}, relation: PARTICIPATED_IN, object: {Test Shield: 2018}}",
            "only one end can give dates",
        ),
        (f"{{{MEMBER}, source: {{publisher: X, url: nato.int}}}}", "'nato.int' is not an address"),
        (f"{{{MEMBER}, source: {{seen: 25 November}}}}", "'25 November' is not a day"),
        (f'{{{MEMBER}, quote: "a \\"b\\" c"}}', "a quote must stand on one line"),
        ("Japan joined in 2018", "a fact must be a mapping"),
    ],
)
def test_a_wrong_fact_is_told_with_its_line(problems: Problems, fact: str, problem: str) -> None:
    (line,) = problems(f"# remark\n{one(fact)}")
    assert line.startswith("4: ")
    assert problem in line


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("facts:\n  - {subject: Japan, relation: MEMBER_OF, object: TALL}", "2: the fact has no source"),
        ("facts: []", "1: holds no facts"),
        ("title: x", "1: holds no facts"),
        ("# nothing", "1: holds nothing but comments"),
        ("- a\n- b", "1: a fact file must be a mapping"),
        ("facts: {subject: Japan}", "1: 'facts' must be a list"),
        ("fact:\n  - {}", "1: unknown key 'fact' in a fact file: did you mean 'facts'?"),
        ("source: {url: https://x.org}\nfacts: []", "1: a source needs a title"),
        ("date: soon\nfacts: []", "1: 'soon' is not a date"),
        ("entities:\n  - {name: X}\nfacts: []", "2: an entity needs a name and a type"),
        ("entities:\n  - {name: X, type: Country}\nfacts: []", "2: unknown type 'Country': use one of State"),
        (
            "entities:\n  - {name: Japan, type: State}\nfacts: []",
            "2: 'Japan' is known already, as Japan (State, id JPN)",
        ),
        ("a: [1\nb: 2", "2: not valid YAML, did not find expected ',' or ']'"),
        ("facts:\n\t- x", "2: not valid YAML"),
        ("title: Members: all\n", "1: not valid YAML, mapping values are not allowed"),
        (SOURCE + "expect: 2\nfacts:\n  - {" + MEMBER + "}", "2: 2 facts are expected, but there are 1"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(problems: Problems, text: str, problem: str) -> None:
    assert problems(text)[0].startswith(problem)


def test_all_problems_are_told_at_once_and_in_order(problems: Problems) -> None:
    found = problems(f"""\
        date: 2018-13
        {SOURCE.strip()}
        facts:
          - {{{MEMBER}, when: 2018-99}}
          - {{{JOINED}}}
          - {{subject: [Japn, Frnce], relation: MEMBER_OF, object: TALL}}
          - {{{JOINED}}}
        """)
    assert [line.split(": ")[0] for line in found] == ["1", "4", "6", "6", "7"]
    assert "says the same as line 5" in found[-1]


def test_the_two_sides_of_a_symmetric_relation_are_one_fact(problems: Problems) -> None:
    text = one(
        "{subject: Japan, relation: MET_WITH, object: France}\n  - {subject: France, relation: MET_WITH, object: Japan}"
    )
    assert problems(text) == ["4: says the same as line 3: leave one of them out"]


@settings(deadline=None)
@given(st.text() | st.text("abfcts:-{}[], \n&*!'\"").map("facts:\n  - {}".__add__))
def test_no_text_makes_it_stumble(text: str) -> None:
    try:
        facts_of(Document(key="record.yaml", sha256="0", text=text, kind="facts"), Gazetteer.load())
    except BrokenFile as error:
        assert error.lines
