"""The ground floor: dates, identities, vocabulary, models."""

from __future__ import annotations

import calendar
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cyberentente.schema import edtf
from cyberentente.schema.identity import entity_id, normal, stable_uuid
from cyberentente.schema.model import End, Entity, Fact
from cyberentente.schema.page import page
from cyberentente.schema.vocabulary import Vocabulary, vocabulary

DAYS = st.dates(dt.date(1000, 1, 1), dt.date(9998, 12, 31))
PRECISION = st.sampled_from([4, 7, 10])


@given(DAYS, PRECISION)
def test_a_date_means_all_the_days_of_its_precision(day: dt.date, length: int) -> None:
    period = edtf.parse(day.isoformat()[:length])
    assert period.earliest is not None and period.latest is not None
    assert period.earliest <= day <= period.latest
    days = (period.latest - period.earliest).days + 1
    expected = {4: 366 if calendar.isleap(day.year) else 365, 7: calendar.monthrange(day.year, day.month)[1], 10: 1}
    assert days == expected[length]


@given(DAYS, DAYS, PRECISION, PRECISION)
def test_an_interval_contains_both_its_ends(a: dt.date, b: dt.date, p: int, q: int) -> None:
    first, last = sorted([a, b])
    text = f"{first.isoformat()[:p]}/{last.isoformat()[:q]}"
    period = edtf.parse(text)
    assert period.is_interval
    assert period.contains(edtf.parse(first.isoformat()))
    assert period.contains(edtf.parse(last.isoformat()))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2011/..", "2011-01-01", None),
        ("../2020-06", None, "2020-06-30"),
        ("2019/2021", "2019-01-01", "2021-12-31"),
    ],
)
def test_the_days_of_a_date(text: str, earliest: str | None, latest: str | None) -> None:
    period = edtf.parse(text)
    assert (period.earliest and period.earliest.isoformat(), period.latest and period.latest.isoformat()) == (
        earliest,
        latest,
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20",
        "2022-13",
        "2022-02-30",
        "2022-2",
        "early 2022",
        "../..",
        "2022/2020",
        "2022~",
        "2022-03-05T10:00",
        "٢٠٢٢",
    ],
)
def test_what_is_not_one_of_the_six_forms_is_refused(text: str) -> None:
    assert not edtf.is_valid(text)


@given(st.text())
def test_any_text_is_valid_or_refused_with_a_reason(text: str) -> None:
    try:
        assert edtf.parse(text).text == text
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Ministry of Defense", "Ministry of Defence"),
        ("U.S. Cyber Command", "US Cyber Command"),
        ("Côte d'Ivoire", "Cote d’Ivoire"),
        ("Japan's Self-Defense Forces", "Japan Self-Defence Forces"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert entity_id("Organization", one) == entity_id("Organization", other)


def test_names_that_differ_stay_apart() -> None:
    assert entity_id("Exercise", "Locked Shields 2021") != entity_id("Exercise", "Locked Shields 2022")
    assert entity_id("Organization", "外務省") != entity_id("Organization", "防衛省")
    assert stable_uuid("a", None) != stable_uuid("a", "")
    assert stable_uuid("a", "b") == stable_uuid("a", "b")


def test_the_vocabulary_covers_the_relations_of_the_field() -> None:
    relations = vocabulary().relations
    assert relations["MEMBER_OF"].accepts("State", "Organization")
    assert not relations["MEMBER_OF"].accepts("Person", "Exercise")
    assert {name for name, relation in relations.items() if relation.symmetric} == {"COOPERATES_WITH", "MET_WITH"}


def test_a_vocabulary_that_contradicts_itself_is_refused() -> None:
    broken = {
        "entities": {"State": "..."},
        "relations": {"MEMBER_OF": {"domain": ["State"], "range": ["Planet"], "means": "..."}},
        "qualifiers": {},
    }
    with pytest.raises(ValidationError, match="Planet"):
        Vocabulary.model_validate(broken)


def _end(type_: str, name: str) -> End:
    return End(entity=Entity(id=entity_id(type_, name), type=type_, name=name), mention=name)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"relation": "JOINED"}, "unknown relation"),
        ({"object": _end("Person", "Ann Example")}, "not State -> Person"),
        ({"object": _end("State", "Japan")}, "MEMBER_OF goes"),
        ({"when": "2018-13"}, "not a day of the calendar"),
        ({"phase": None}, "needs phase"),
        ({"qualifiers": {"colour": "red"}}, "unknown qualifier"),
        ({"qualifiers": {"stage": "half-way"}}, "write signature, ratification, accession or entry into force"),
        ({"quote": "Japan joined"}, "come together"),
        ({"confidence": 1.5}, "less than or equal to 1"),
        ({"certainty": "high"}, "Extra inputs"),
    ],
)
def test_a_fact_that_the_vocabulary_does_not_allow_is_refused(change: dict[str, object], message: str) -> None:
    fact: dict[str, object] = {
        "document": "note.txt",
        "subject": _end("State", "Japan"),
        "relation": "MEMBER_OF",
        "object": _end("Organization", "CCDCOE"),
        "when": "2018",
        "phase": "began",
        "rule": "test",
    }
    Fact.model_validate(fact)
    with pytest.raises(ValidationError, match=message):
        Fact.model_validate(fact | change)


def test_the_schema_page_says_what_the_vocabulary_says() -> None:
    assert (Path(__file__).parents[1] / "docs" / "schema.md").read_text("utf-8") == page()
