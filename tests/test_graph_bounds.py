"""Between which days a state certainly holds, and can hold."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberentente.graph.bounds import Bounds, State, bounds


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def days(*texts: str | None) -> Bounds:
    return Bounds(*map(day, texts))


READ = day("2023-06-30")


@pytest.mark.parametrize(
    ("phase", "when", "expected"),
    [
        ("began", "2018", days("2018-01-01", "2018-12-31", "2023-06-30", None)),
        ("began", "2018/..", days("2018-01-01", "2018-12-31", "2023-06-30", None)),
        ("held", "2018-05/2020", days("2018-05-01", "2018-05-31", "2020-01-01", "2020-12-31")),
        ("held", "2018/..", days("2018-01-01", "2018-12-31", "2023-06-30", None)),
        ("held", "../2020", days(None, "2020-01-01", "2020-01-01", "2020-12-31")),
        ("held", "2018-05", days(None, "2018-05-31", "2018-05-01", None)),
        ("ended", "2020", days(None, "2020-01-01", "2020-01-01", "2020-12-31")),
        ("ended", "../2020", days(None, "2020-01-01", "2020-01-01", "2020-12-31")),
        ("held", None, days(None, None, None, None)),
    ],
)
def test_a_state_alone(phase: str, when: str | None, expected: Bounds) -> None:
    assert bounds({"it": State(phase, when, READ)}) == {"it": expected}  # type: ignore[arg-type]


def test_a_beginning_without_document_date_is_never_certain_to_last() -> None:
    assert bounds({"it": State("began", "2018")})["it"].end_earliest is None


def test_a_beginning_is_ended_by_the_first_end_after_it() -> None:
    found = bounds(
        {
            "joined": State("began", "2018", READ),
            "left": State("ended", "2020-05", READ),
            "rejoined": State("began", "2022", READ),
        }
    )
    assert found["joined"] == days("2018-01-01", "2018-12-31", "2020-05-01", "2020-05-31")
    assert found["left"] == found["joined"]
    assert found["rejoined"] == days("2022-01-01", "2022-12-31", "2023-06-30", None)


def test_an_end_was_begun_by_the_last_beginning_before_it() -> None:
    found = bounds({"first": State("began", "2010"), "second": State("began", "2018"), "left": State("ended", "2020")})
    assert found["left"].start_earliest == day("2018-01-01")


_dates = st.one_of(
    st.none(),
    st.integers(2000, 2030).map(str),
    st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2030, 1, 1)).map(str),
    st.integers(2000, 2030).map("{}/..".format),
)
_states = st.builds(State, st.sampled_from(["began", "held", "ended"]), _dates, st.dates())


@given(st.dictionaries(st.text(max_size=3), _states, max_size=6))
def test_earliest_is_never_after_latest_and_order_never_matters(states: dict[str, State]) -> None:
    found = bounds(states)
    assert found == bounds(dict(reversed(states.items())))
    for each in found.values():
        assert each.start_earliest is None or each.start_latest is None or each.start_earliest <= each.start_latest
        assert each.end_earliest is None or each.end_latest is None or each.end_earliest <= each.end_latest
