"""Dates as written, dates told by the document or the text, and what is no date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberentente.loaders.date_forms import Context
from cyberentente.loaders.dates import Dated, find
from cyberentente.schema import edtf


def one(text: str, document: str | None = None, previous: str | None = None) -> Dated:
    found = find(text, Context(document, previous))
    assert len(found) == 1, [item.text for item in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("JUNE 7, 2019", "2019-06-07"),
        ("on 29–30 March 2023", "2023-03-29/2023-03-30"),
        ("on March 29, 2023,", "2023-03-29"),
        ("on March, 29, 2023", "2023-03-29"),
        ("On Tuesday, January 30, 2024, the Council met", "2024-01-30"),
        ("29.03.2023", "2023-03-29"),
        ("on 2024-04-05", "2024-04-05"),
        ("29 March – 2 April 2023", "2023-03-29/2023-04-02"),
        ("on 30 December 2022 to 3 January 2023", "2022-12-30/2023-01-03"),
        ("April 25-26th 2018", "2018-04-25/2018-04-26"),
        ("in March 2023", "2023-03"),
        ("in March and April 2020", "2020-03/2020-04"),
        ("in early 2022", "2022"),
        ("in the first quarter of 2023", "2023"),
        ("since 2011", "2011/.."),
        ("from 30 January 2015 onwards", "2015-01-30/.."),
        ("Chair, 2015 to present", "2015/.."),
        ("Chair (May 2015–present)", "2015-05/.."),
        ("from 2019 to 2021", "2019/2021"),
        ("between March 2020 and May 2021", "2020-03/2021-05"),
        ("the 2021–25 plan period", "2021/2025"),
        ("until 2020", "../2020"),
        ("in the 2010s", "2010/2019"),
        ("in FY2023", "2023"),
    ],
)
def test_dates_as_written(text: str, when: str) -> None:
    assert one(text).when == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("signed today", "2021-10-13"),
        ("yesterday, the council", "2021-10-12"),
        ("On Monday the minister said", "2021-10-11"),
        ("last month", "2021-09"),
        ("last year", "2020"),
        ("over the last year", "2021"),
        ("earlier this year", "2021"),
        ("a year ago", "2020"),
        ("three months ago", "2021-07"),
        ("two days ago", "2021-10-11"),
        ("On 2 February the", "2021-02-02"),
        ("in November, they", "2020-11"),
        ("They will meet in November", "2021-11"),
        ("last June", "2021-06"),
    ],
)
def test_dates_told_by_the_documents_date(text: str, when: str) -> None:
    assert one(text, document="2021-10-13").when == when
    assert one(text).when is None
    assert "2021-10-13" in one(text, document="2021-10-13").derivation


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("In the same month", "2015-03"),
        ("the same year", "2015"),
        ("the following year", "2016"),
        ("two years later", "2017"),
        ("on the next day", "2015-03-05"),
        ("on 7 May", "2015-05-07"),
    ],
)
def test_dates_told_by_the_date_named_before(text: str, when: str) -> None:
    context = Context()
    find("They met on 4 March 2015.", context)
    assert [item.when for item in find(text, context)] == [when]
    assert one(text).when is None


def test_a_day_after_a_month_of_the_year_before_is_of_the_documents_year() -> None:
    context = Context("2019-02-26")
    find("It was announced in November 2018.", context)
    assert [item.when for item in find("On 18 January it was unveiled. It ended on 3 December.", context)] == [
        "2019-01-18",
        "2018-12-03",
    ]


def test_a_deadline_dates_no_fact() -> None:
    for text in ("by 2025", "before 1 May 2020", "after 2018", "over the last two years"):
        assert not one(text).dates_facts


def test_what_is_yet_to_come_is_a_deadline() -> None:
    assert one("the agreement to 2029", document="2024-10-10").role == "deadline"
    assert one("until 2030", document="2024-10-10").role == "deadline"
    assert one("until 2020", document="2024-10-10").role == "until"


def test_a_part_of_the_month_before_is_that_month() -> None:
    (found,) = find("at the beginning of last month", Context("2022-10-03"))
    assert (found.when, found.wording) == ("2022-09", "the beginning of last month")


def test_vague_dates_keep_their_words() -> None:
    assert one("in early 2022").wording == "early 2022"
    assert one("in 2022").wording is None


def test_a_year_in_a_name_is_marked() -> None:
    assert one("the 2021 Cyber Strategy").named
    assert one("Locked Shields 2023 was won").named
    assert not one("In 2023 Japan won").named


@pytest.mark.parametrize("text", ["The bloc adopted Agenda 2063.", "Its Vision 2030 was out", "under Horizon 2020"])
def test_the_year_that_a_programme_looks_to_dates_nothing(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2000 people came",
        "$2021 million",
        "it may come",
        "a march to the sea",
        "room 2019a",
        "version 1.2023.4",
        "https://x.org/2021/05",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert [item.text for item in find(text)] == []


def test_of_an_ambiguous_day_only_the_year_is_taken() -> None:
    assert (one("on 3/4/2023").when, one("on 3/4/2023").vague) == ("2023", True)


_PIECES = st.sampled_from(
    [
        "29",
        "30",
        "31",
        "March",
        "February",
        "May",
        "2023",
        "2024",
        ",",
        "-",
        "–",
        "to",
        "and",
        "since",
        "until",
        "from",
        "between",
        "in",
        "early",
        "last",
        "this",
        "next",
        "year",
        "month",
        "week",
        "a",
        "two",
        "ago",
        "later",
        "the",
        "same",
        "following",
        "day",
        "of",
        "Q1",
        "FY",
        "2010s",
        "Monday",
        "today",
        "yesterday",
        ".",
        "99",
        "0",
        "1st",
        "29-30",
        "2023-02-30",
        "31.02.2023",
        "13/13/2023",
        "onwards",
        "spring",
        "1600",
        "2099",
        "twelve",
        "years",
        "decades",
    ]
)


def test_a_span_until_today_is_one_date() -> None:
    assert [item.when for item in find("2023 - today", Context(None))] == ["2023/.."]


@given(
    st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=14).map(" ".join),
    st.sampled_from([None, "2020", "2020-02", "2020-02-29"]),
)
def test_any_text_gives_valid_dates_at_their_place(text: str, document: str | None) -> None:
    context = Context(document)
    for _ in range(2):
        last = 0
        for item in find(text, context):
            assert item.when is None or edtf.is_valid(item.when)
            assert text[item.start : item.end] == item.text
            assert item.end > last
            last = item.end


def test_a_day_before_the_words_is_no_beginning_of_a_time() -> None:
    assert [item.when for item in find("Suva, 1 May 2020 – Today in Suva, Kenya", Context("2020-05-01"))] == [
        "2020-05-01",
        "2020-05-01",
    ]


def test_a_year_to_come_is_not_that_of_a_month_gone() -> None:
    text = "They will meet again in 2023. In March, they signed it."
    assert [d.when for d in find(text, Context("2022-06-30"))] == ["2023", "2022-03"]
