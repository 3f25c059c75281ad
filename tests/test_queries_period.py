"""What is definite, what possible: the Python rule against all possible histories, the Cypher against the Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cyberentente.graph.bounds import Bounds, State, bounds
from cyberentente.graph.connect import Store
from cyberentente.queries import period
from cyberentente.queries.period import Asked
from cyberentente.schema import edtf

START = dt.date(2020, 1, 1)
DAYS = [START + dt.timedelta(days=n) for n in range(9)]
WORLD = [START + dt.timedelta(days=n) for n in range(-2, 11)]

some_day = st.sampled_from(DAYS)
maybe_day = st.none() | some_day


@st.composite
def spans(draw: st.DrawFn) -> tuple[dt.date | None, dt.date | None]:
    first, last = draw(maybe_day), draw(maybe_day)
    return (last, first) if first and last and first > last else (first, last)


def within(day: dt.date, span: tuple[dt.date | None, dt.date | None]) -> bool:
    return (span[0] is None or span[0] <= day) and (span[1] is None or day <= span[1])


# The Python rule


@settings(deadline=None)
@given(spans(), spans())
def test_events(event: tuple[Any, Any], asked: tuple[Any, Any]) -> None:
    can_be = [day for day in WORLD if within(day, event)]
    answers = [within(day, asked) for day in can_be]
    expected = "definite" if all(answers) else "possible" if any(answers) else None
    assert period.event(*event, True, Asked(*asked)) == expected


@settings(max_examples=200, deadline=None)
@given(spans(), spans(), spans())
def test_states_in_a_period(start: tuple[Any, Any], end: tuple[Any, Any], asked: tuple[Any, Any]) -> None:
    histories = [(s, e) for s in WORLD for e in WORLD if s <= e and within(s, start) and within(e, end)]
    assume(histories)
    answers = [any(within(day, asked) for day in WORLD if s <= day <= e) for s, e in histories]
    expected = "definite" if all(answers) else "possible" if any(answers) else None
    assert period.state(Bounds(*start, *end), True, Asked(*asked)) == expected


@settings(max_examples=200, deadline=None)
@given(spans(), spans(), some_day, some_day)
def test_states_as_of(start: tuple[Any, Any], end: tuple[Any, Any], one: dt.date, other: dt.date) -> None:
    first, last = min(one, other), max(one, other)
    histories = [(s, e) for s in WORLD for e in WORLD if s <= e and within(s, start) and within(e, end)]
    assume(histories)
    answer = period.state(Bounds(*start, *end), True, Asked(None, None, first, last))
    assert (answer is not None) == any(s <= last and first <= e for s, e in histories)
    if answer == "definite":
        assert all(s <= first and last <= e for s, e in histories)
    elif first < last and all(s <= first and last <= e for s, e in histories):
        pytest.fail("surely held on every day, but was only possible")


@settings(deadline=None)
@given(spans(), some_day, some_day)
def test_acts_as_of(act: tuple[Any, Any], one: dt.date, other: dt.date) -> None:
    first, last = min(one, other), max(one, other)
    can_be = [day for day in WORLD if within(day, act)]
    done = all(day <= first for day in can_be)
    expected = "definite" if done else "possible" if any(day <= last for day in can_be) else None
    assert period.act(*act, True, Asked(None, None, first, last)) == expected


def test_undated_is_undated() -> None:
    for asked in (Asked(), Asked(START, None), Asked(None, None, START, START)):
        assert period.event(None, None, False, asked) == "undated"
        assert period.act(None, None, False, asked) == "undated"
        assert period.state(Bounds(), False, asked) == "undated"


@pytest.mark.parametrize(
    ("after", "before", "first", "last"),
    [
        ("2022", None, "2023-01-01", None),
        (None, "2022", None, "2021-12-31"),
        ("2022-02", "2022-05-04", "2022-03-01", "2022-05-03"),
        ("2019/2020-06", None, "2020-07-01", None),
        (None, "2019/..", None, "2018-12-31"),
    ],
)
def test_after_and_before_exclude_what_they_name(
    after: str | None, before: str | None, first: str | None, last: str | None
) -> None:
    asked = period.asked(after, before)
    assert (asked.first and asked.first.isoformat(), asked.last and asked.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "values",
    [
        ("2022", "2022", None),
        ("2022", "2021", None),
        ("2022/..", None, None),
        (None, "../2022", None),
        ("2020", None, "2021"),
        (None, None, "2021/.."),
        ("9999", None, None),
        (None, "0001", None),
    ],
)
def test_periods_without_a_day_are_refused(values: tuple[str | None, str | None, str | None]) -> None:
    with pytest.raises(ValueError, match=r"after|before|open end|not for both"):
        period.asked(*values)


# The Cypher rule

days = st.dates(dt.date(2018, 11, 1), dt.date(2021, 2, 28))


@st.composite
def dates(draw: st.DrawFn) -> str:
    """One of the six forms."""
    first, last = sorted((draw(days), draw(days)))
    a = first.isoformat()[: draw(st.sampled_from([4, 7, 10]))]
    b = last.isoformat()[: draw(st.sampled_from([4, 7, 10]))]
    text = draw(st.sampled_from([a, a, f"{a}/{b}", f"{a}/..", f"../{b}"]))
    return text if edtf.is_valid(text) else a


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    singles = st.sampled_from(["2019", "2020", "2019-06", "2020-02", "2019-03-05", "2020-02-29", "2019/2020-03"])
    if draw(st.booleans()):
        return period.asked(as_of=draw(singles))
    values = draw(st.none() | singles), draw(st.none() | singles)
    try:
        return period.asked(*values)
    except ValueError:
        return period.asked(values[0])


@st.composite
def probes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Claims about one state after another, with the properties that the graph gives them."""
    found = []
    phases = st.sampled_from(["began", "held", "ended"])
    for _ in range(draw(st.integers(5, 12))):
        group = {
            str(n): State(draw(phases), draw(st.none() | dates()), draw(st.none() | days))  # type: ignore[arg-type]
            for n in range(draw(st.integers(1, 3)))
        }
        for key, known in bounds(group).items():
            state = group[key]
            span = edtf.parse(state.when) if state.when else None
            found.append(
                {
                    "when": state.when,
                    "earliest": span and span.earliest,
                    "latest": span and span.latest,
                    **{name: getattr(known, name) for name in Bounds.__dataclass_fields__},
                }
            )
    return [{k: v for k, v in {"n": n, **probe}.items() if v is not None} for n, probe in enumerate(found)]


STORED = """
MATCH (p:Probe)
WITH p, properties(p) AS claim, p.when AS edtf, p.earliest AS earliest, p.latest AS latest, 'asserted' AS modality
"""
COMPUTED = """
MATCH (p:Probe)
WITH p, properties(p) AS claim, p.when AS edtf, date(toString(p.earliest)) AS earliest,
  date(toString(p.latest)) AS latest, 'asserted' AS modality
"""


def answers(store: Store, opening: str, rule: str, asked: Asked) -> dict[int, str]:
    parameters = {name: getattr(asked, name) for name in Asked.__dataclass_fields__} | {"undated": True}
    rows = store.read(f"{opening}{rule}\nRETURN p.n AS n, certainty", parameters)
    return {row["n"]: row["certainty"] for row in rows}


def expected(given: Sequence[dict[str, Any]], rule: Callable[[dict[str, Any]], str | None]) -> dict[int, str]:
    return {probe["n"]: answer for probe in given if (answer := rule(probe))}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=probes(), asked=st.lists(questions(), min_size=2, max_size=4))
def test_the_cypher_answers_as_the_python(store: Store, given: list[dict[str, Any]], asked: list[Asked]) -> None:
    def fill(transaction: Any) -> None:
        transaction.run("MATCH (p:Probe) DELETE p")
        transaction.run("UNWIND $probes AS probe CREATE (p:Probe) SET p += probe", probes=given)

    store.writing(fill)
    for each in asked:
        ranged = Asked(each.first, each.last)
        simple = expected(given, lambda p: period.event(p.get("earliest"), p.get("latest"), "when" in p, ranged))  # noqa: B023
        assert answers(store, STORED, period.EVENT, each) == simple
        assert answers(store, COMPUTED, period.EVENT, each) == simple
        done = expected(given, lambda p: period.act(p.get("earliest"), p.get("latest"), "when" in p, each))  # noqa: B023
        assert answers(store, STORED, period.ACT, each) == done
        held = expected(given, lambda p: period.state(_bounds(p), "when" in p, each))  # noqa: B023
        assert answers(store, STORED, period.STATE, each) == held


def _bounds(probe: dict[str, Any]) -> Bounds:
    return Bounds(*(probe.get(name) for name in Bounds.__dataclass_fields__))
