"""Plain English: what is understood is what was asked, and what is not understood is not answered."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberentente.queries import catalog, when
from cyberentente.queries.ask import Reading, _english, read
from cyberentente.queries.phrasing import Item, Name, Phrasing
from cyberentente.schema import edtf

TODAY = dt.date(2026, 11, 25)
TABLE = yaml.safe_load((Path(__file__).parent / "phrasings.yaml").read_text(encoding="utf-8"))
SURE: list[tuple[str, str, dict[str, Any]]] = [
    (question, query, parameters)
    for query, questions in TABLE["sure"].items()
    for question, parameters in questions.items()
]
UNSURE: list[str] = TABLE["unsure"]
EXAMPLES = [(name, example) for name, query in catalog.catalog().items() for example in query.front.examples]


def readings(question: str) -> list[Reading]:
    return read(question, today=TODAY)


def sure(question: str) -> dict[str, Any] | None:
    """The reading as JSON has it, if it is sure."""
    found = readings(question)
    return found[0].as_json() if found and found[0].sure else None


@pytest.mark.parametrize(("question", "query", "parameters"), SURE, ids=[question for question, *_ in SURE])
def test_is_understood(question: str, query: str, parameters: dict[str, Any]) -> None:
    assert sure(question) == {"query": query, "parameters": parameters}


@pytest.mark.parametrize("question", UNSURE)
def test_is_left_unsure(question: str) -> None:
    found = readings(question)
    assert len(found) <= 3
    assert not any(reading.sure for reading in found)


@pytest.mark.parametrize(("query", "example"), EXAMPLES)
def test_every_example_asks_its_own_question(query: str, example: str) -> None:
    found = sure(example)
    assert found and found["query"] == query


def test_the_table_is_large_and_not_the_examples() -> None:
    assert len(SURE) >= 150 and len(UNSURE) >= 60
    assert not {example.lower() for _, example in EXAMPLES} & {question.lower() for question, *_ in SURE}
    assert {query for _, query, _ in SURE} >= set(catalog.names()) - {"evidence"}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SURE), st.sampled_from(["purple", "unless", "Atlantis", "twice"]), st.integers(0, 30))
def test_a_word_that_means_nothing_here_leaves_it_unsure(case: tuple[str, str, Any], word: str, place: int) -> None:
    words = case[0].split()
    words.insert(min(place, len(words)), word)
    assert sure(" ".join(words)) is None


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SURE), st.sampled_from(["not", "never"]), st.integers(1, 30))
def test_a_negation_is_never_passed_over(case: tuple[str, str, Any], word: str, place: int) -> None:
    question, query, parameters = case
    words = question.split()
    words.insert(min(place, len(words)), word)
    assert sure(" ".join(words)) != {"query": query, "parameters": parameters}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SURE), st.sampled_from(["Please ", "Could you tell me ", "I'd like to know ", "show me "]))
def test_politeness_changes_nothing(case: tuple[str, str, Any], prefix: str) -> None:
    question, query, parameters = case
    assert sure(prefix + question) == {"query": query, "parameters": parameters}
    assert sure(question.rstrip("?.") + " please?") == {"query": query, "parameters": parameters}


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_without_failing(text: str) -> None:
    assert len(readings(text)) <= 3


def test_a_reading_tells_its_command() -> None:
    (reading,) = readings("which exercises did Japan join after 2022, including undated ones?")
    assert reading.command == "entente query exercises-joined --actor JPN --after 2022 --undated"
    assert shlex.split(reading.command)[:3] == ["entente", "query", "exercises-joined"]


def test_an_unsure_reading_shows_what_it_could_not_place() -> None:
    first = readings("which exercises did Japan avoid after 2022")[0]
    assert (first.query, first.parameters, first.unread) == (
        "exercises-joined",
        {"actor": "JPN", "after": "2022"},
        ("avoid",),
    )


def test_names_in_the_store_are_known_too() -> None:
    question = "who took part in Purple Badger"
    assert sure(question) is None
    (reading,) = read(question, names={"purple badger": [("exercise:purple-badger", "Exercise")]})
    assert reading.as_json() == {
        "query": "exercise-participants",
        "parameters": {"exercise": "exercise:purple-badger"},
    }
    both = {"purple badger": [("a", "Exercise"), ("b", "Exercise")]}
    assert not any(reading.sure for reading in read(question, names=both))


def test_own_questions_are_understood_as_their_examples_word_them(tmp_path: Path) -> None:
    (tmp_path / "visits.cypher").write_text(
        "// title: Visits\n// description: Visits.\n// parameters:\n"
        "//   actor: {type: entity, of: [State], help: whose}\n// columns: {who: text}\n"
        "// examples: [whom did Japan pay a visit]\n\nMATCH (e:Entity {id: $actor}) RETURN e.name AS who\n"
    )
    (reading,) = read("Whom did France pay a visit?", folder=tmp_path)
    assert (reading.sure, reading.as_json()) == (True, {"query": "visits", "parameters": {"actor": "FRA"}})


def test_every_phrasing_can_be_parsed() -> None:
    for asked in _english(None).asked:
        assert all(line.phrasing.parts for line in (*asked.phrasings, *asked.undated)), asked.query.name


# Periods


@pytest.mark.parametrize(
    ("words", "kind", "first", "last"),
    [
        ("after 2022", "after", "2022", None),
        ("later than March 2022", "after", "2022-03", None),
        ("since 2022", "between", "2022", None),
        ("since March", "between", "2026-03", None),
        ("since December", "between", "2025-12", None),
        ("from 2019 onwards", "between", "2019", None),
        ("before 5 June 2021", "before", None, "2021-06-05"),
        ("until June 5th 2021", "between", None, "2021-06-05"),
        ("between 2019 and 2021", "between", "2019", "2021"),
        ("from March 2019 to May 2020", "between", "2019-03", "2020-05"),
        ("2019 - 21", "between", "2019", "2021"),
        ("in 2022", "during", "2022", "2022"),
        ("on 2022-06-29", "during", "2022-06-29", "2022-06-29"),
        ("in the 2010s", "during", "2010", "2019"),
        ("last year", "during", "2025", "2025"),
        ("this month", "during", "2026-11", "2026-11"),
        ("as of 2019", "as_of", "2019", "2019"),
        ("at the end of 2019", "as_of", "2019-12-31", "2019-12-31"),
        ("at the beginning of March 2020", "as_of", "2020-03-01", "2020-03-01"),
        ("today", "as_of", "2026-11-25", "2026-11-25"),
        ("in the last five years", "after", "2021-11-25", None),
        ("over the past 18 months", "after", "2025-05-25", None),
    ],
)
def test_periods(words: str, kind: str, first: str | None, last: str | None) -> None:
    found = when.find(words.split(), 0, TODAY)
    assert found == (len(words.split()), when.When(kind, first, last))  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["by 2021", "early 2022", "recently", "may", "in 2022-13", "between 2021 and 2019"])
def test_what_is_no_clear_period_is_not_read_whole(words: str) -> None:
    found = when.find(words.split(), 0, TODAY)
    assert found is None or found.length < len(words.split())


@settings(deadline=None)
@given(st.integers(1901, 2098), st.integers(1, 12), st.sampled_from(["{0}", "{0}-{1:02}", "{0}-{1:02}-17"]))
def test_the_next_date_begins_where_this_one_ends(year: int, month: int, form: str) -> None:
    date = form.format(year, month)
    following = edtf.parse(when.following(date))
    latest = edtf.parse(date).latest
    assert latest and following.earliest == latest + dt.timedelta(days=1)
    assert when.before(when.following(date)) == date


# Phrasings


def test_phrasings_match_whole_questions_only() -> None:
    phrasing = Phrasing.parse("which? thing (of|by {actor})? done/made", {}, {"actor": frozenset({"State"})})
    which, thing, by, done = (Item(tag, frozenset({tag})) for tag in ("which", "thing", "by", "done"))
    japan = Item("Japan", names=(Name("JPN", "State"),))
    nato = Item("NATO", names=(Name("nato", "Organization"),))
    assert [*phrasing.match([which, thing, by, japan, done])] == [{"actor": japan.names}]
    assert [*phrasing.match([thing, done])] == [{}]
    assert not [*phrasing.match([thing, by, nato, done])]
    assert not [*phrasing.match([thing, by, japan, done, done])]
    assert not [*phrasing.match([thing, by, japan])]


@pytest.mark.parametrize("text", ["(a", "a)", "{nobody} a", "(a/b)/c"])
def test_malformed_phrasings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Phrasing.parse(text, {}, {"actor": frozenset({"State"})})
