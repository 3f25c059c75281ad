"""Facts become claims: what joins what, and that the order of the facts never matters."""

from __future__ import annotations

import datetime as dt

import pytest
from graph_samples import CCDCOE, CONVENTION, ESTONIA, JAPAN, LOCKED_SHIELDS, fact
from hypothesis import given
from hypothesis import strategies as st

from cyberentente.graph import merge
from cyberentente.schema import edtf
from cyberentente.schema.model import Claim, Fact


def claims(*facts: Fact) -> list[Claim]:
    return merge.claims(map(merge.evidence, facts))


def took_part(document: str, when: str | None, **more: float) -> Fact:
    return fact(document, JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, when, **more)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2021", "2021"], ["2021"]),
        (["2021", "2022"], ["2021", "2022"]),
        (["2021", "2021-04"], ["2021-04"]),
        (["2021", "2021-04", "2021-04-13"], ["2021-04-13"]),
        (["2021", "2021-04", "2021-05"], ["2021", "2021-04", "2021-05"]),
        (["2021", "2021-04", "2021-04-13", "2021-04-14"], ["2021", "2021-04", "2021-04-13", "2021-04-14"]),
        (["2021", "2021-04-13/2021-04-16"], ["2021-04-13/2021-04-16"]),
        (["2021-04-13/2021-04-16", "2021-04-14"], ["2021-04-13/2021-04-16", "2021-04-14"]),
        (["2011/..", "2021"], ["2011/..", "2021"]),
        ([None, "2021"], [None, "2021"]),
    ],
)
def test_a_coarser_date_joins_the_only_finer_one_inside_it(dates: list[str | None], expected: list[str | None]) -> None:
    found = claims(*(took_part(f"{number}.txt", when) for number, when in enumerate(dates)))
    assert sorted(claim.when or "" for claim in found) == sorted(when or "" for when in expected)


def test_the_claim_that_absorbed_a_coarser_date_keeps_its_evidence() -> None:
    [claim] = claims(took_part("a.txt", "2021"), took_part("b.txt", "2021-04", confidence=0.7))
    assert [piece.fact.document for piece in claim.evidence] == ["a.txt", "b.txt"]
    assert claim.confidence == 0.9


def test_what_is_planned_or_ended_is_never_one_claim_with_what_happened() -> None:
    member = [
        fact("a.txt", JAPAN, "MEMBER_OF", CCDCOE, "2018", phase="began"),
        fact("a.txt", JAPAN, "MEMBER_OF", CCDCOE, "2018", phase="held"),
        fact("a.txt", JAPAN, "MEMBER_OF", CCDCOE, "2018", phase="began", modality="planned"),
    ]
    assert len(claims(*member)) == 3


def signed(document: str, when: str | None, stage: str | None = None) -> Fact:
    stages = {"stage": stage} if stage else {}
    return fact(document, JAPAN, "SIGNED", CONVENTION, when, **stages)


def test_the_stages_of_a_treaty_are_claims_of_their_own() -> None:
    signature, ratification = signed("a.txt", "2012-07-03", "signature"), signed("a.txt", "2012-07-03", "ratification")
    found = claims(signature, ratification, signed("b.txt", "2012", "ratification"))
    assert sorted(len(claim.evidence) for claim in found) == [1, 2]
    assert {claim.id for claim in found} == {merge.own_claim(signature), merge.own_claim(ratification)}


RATIFIED, IN_FORCE = ("2012-07-03", "ratification"), ("2012-11-01", "entry into force")


@pytest.mark.parametrize(
    ("when", "others", "joined"),
    [
        ("2012", [RATIFIED], "ratification"),
        ("2012-07-03", [RATIFIED], "ratification"),
        ("2012", [("2001-11-23", "signature"), RATIFIED], "ratification"),
        ("2012-07", [RATIFIED, IN_FORCE], "ratification"),
        ("2012", [RATIFIED, IN_FORCE], None),
        ("2012", [("2001-11-23", "signature")], None),
        (None, [RATIFIED], None),
        (None, [(None, "ratification")], "ratification"),
    ],
)
def test_a_fact_without_stage_joins_the_only_stage_that_it_can_mean(
    when: str | None, others: list[tuple[str | None, str]], joined: str | None
) -> None:
    found = claims(signed("a.txt", when), *(signed("b.txt", *other) for other in others))
    [claim] = [claim for claim in found if any(piece.fact.document == "a.txt" for piece in claim.evidence)]
    assert {piece.fact.qualifiers.get("stage") for piece in claim.evidence} == {None, joined}


def test_a_symmetric_relation_has_no_direction() -> None:
    [claim] = claims(
        fact("a.txt", JAPAN, "COOPERATES_WITH", ESTONIA, "2018"),
        fact("b.txt", ESTONIA, "COOPERATES_WITH", JAPAN, "2018"),
    )
    assert (claim.subject.id, claim.object.id) == ("EST", "JPN")
    assert len(claim.evidence) == 2


def test_the_id_says_what_the_claim_says_and_not_where_or_how_it_was_found() -> None:
    [one] = claims(took_part("a.txt", "2021", confidence=0.3))
    [other] = claims(took_part("b.txt", "2021", confidence=1.0))
    [another] = claims(took_part("b.txt", "2022"))
    assert one.id == other.id != another.id


def test_the_same_fact_found_by_two_rules_is_one_piece_of_evidence() -> None:
    found = [
        fact("a.txt", JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, "2021", rule=rule, confidence=confidence)
        for rule, confidence in (("first", 0.4), ("second", 0.8))
    ]
    [claim] = claims(*found)
    assert [piece.fact.rule for piece in claim.evidence] == ["second"]


_days = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2021, 3, 1)).map(str)
_points = st.one_of(_days, _days.map(lambda day: day[:7]), st.sampled_from(["2020", "2021"]))
_intervals = st.one_of(_points.map("{}/..".format), _points.map("../{}".format), st.just("2020-05/2020-07"))
_facts = st.builds(
    lambda document, when, phase, modality, confidence: fact(
        document, JAPAN, "MEMBER_OF", CCDCOE, when, phase=phase, modality=modality, confidence=confidence
    ),
    st.sampled_from(["a.txt", "b.txt", "c.txt"]),
    st.one_of(st.none(), _points, _intervals),
    st.sampled_from(["began", "held"]),
    st.sampled_from(["asserted", "planned"]),
    st.sampled_from([0.5, 0.9]),
)


@given(st.lists(_facts, max_size=12).flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))))
def test_the_order_of_facts_never_matters(pair: tuple[list[Fact], list[Fact]]) -> None:
    assert claims(*pair[0]) == claims(*pair[1])


@given(st.lists(_facts, max_size=12))
def test_merging_loses_nothing_and_repeating_adds_nothing(facts: list[Fact]) -> None:
    found = claims(*facts)
    assert claims(*facts, *facts) == found
    assert {piece.id for claim in found for piece in claim.evidence} == {merge.evidence(each).id for each in facts}
    assert sum(len(claim.evidence) for claim in found) == len({merge.evidence(each).id for each in facts})
    for claim in found:
        dates = [piece.fact.when for piece in claim.evidence]
        assert claim.when in dates
        assert all(claim.when is None or edtf.parse(date or "").contains(edtf.parse(claim.when)) for date in dates)
