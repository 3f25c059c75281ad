"""Choosing a subgraph, compared with what a reader of the whole graph would pick by hand, on each store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import generate
import pytest
from graph_samples import CCDCOE, ESTONIA, JAPAN, LOCKED_SHIELDS, MOD, document, fact

from cyberentente.graph import select as selecting
from cyberentente.graph.bounds import Bounds
from cyberentente.graph.connect import Store
from cyberentente.graph.select import Selection, select
from cyberentente.graph.subgraph import Subgraph
from cyberentente.graph.write import put
from cyberentente.queries import catalog, period
from cyberentente.queries.choose import choose
from cyberentente.queries.run import run
from cyberentente.schema.errors import EntenteError, UsageError

Row = dict[str, Any]


def made_up(store: Store, facts: int = 300) -> list[Row]:
    """Load a made-up graph; all its asserted claims as rows {subject, relation, object, claim, types}, sorted by id."""
    for each, said in generate.documents(seed=5, facts=facts):
        put(store, each, said, "test")
    rows = store.read(
        "MATCH (s:Entity)-[c]->(o:Entity) RETURN s.id AS subject, type(c) AS relation, o.id AS object, "
        "properties(c) AS claim, labels(s) + labels(o) AS types"
    )
    return sorted(rows, key=lambda row: str(row["claim"]["id"]))


def ids(chosen: Subgraph) -> list[str]:
    return [edge.id for edge in chosen.claims()]


def of(rows: Iterable[Row]) -> list[str]:
    return [row["claim"]["id"] for row in rows]


def may_fall_into(claim: Row, asked: period.Asked) -> bool:
    """By the rule for time of the questions."""
    dated = "when" in claim
    if "phase" in claim:
        answer = period.state(Bounds(**{f.name: claim.get(f.name) for f in fields(Bounds)}), dated, asked)
    else:
        both = period.Asked(asked.first or asked.as_of_first, asked.last or asked.as_of_last)
        answer = period.event(claim.get("earliest"), claim.get("latest"), dated, both)
    return answer in ("definite", "possible")


def within(rows: list[Row], start: set[str], depth: int) -> list[str]:
    reached = set(start)
    for _ in range(depth - 1):
        reached |= {end for r in rows if {r["subject"], r["object"]} & reached for end in (r["subject"], r["object"])}
    return of(row for row in rows if {row["subject"], row["object"]} & reached)


def test_each_restriction_keeps_what_fits_it(store: Store) -> None:
    rows = made_up(store)
    assert ids(choose(store)) == of(rows)
    assert ids(choose(store, relations=["member of", "SIGNED"])) == of(
        row for row in rows if row["relation"] in ("MEMBER_OF", "SIGNED")
    )
    assert ids(choose(store, types=["person"])) == of(row for row in rows if "Person" in row["types"])
    assert ids(choose(store, min_confidence=0.75)) == of(row for row in rows if row["claim"]["confidence"] >= 0.75)
    for asked in ({"after": "2018"}, {"before": "2017-06"}, {"after": "2016", "before": "2019"}, {"as_of": "2018-05"}):
        expected = of(row for row in rows if may_fall_into(row["claim"], period.asked(**asked)))
        assert ids(choose(store, **asked)) == expected
        assert 0 < len(expected) < len(rows)
    spoken = store.read(
        "MATCH (d:Document {key: 'made-up/00002.txt'})<-[:IN]-(e:Evidence) WHERE e.retracted IS NULL "
        "RETURN DISTINCT e.claim AS id"
    )
    assert ids(choose(store, documents=["00002.txt"])) == of(
        row for row in rows if row["claim"]["id"] in {each["id"] for each in spoken}
    )
    assert ids(choose(store, relations=["SIGNED"], documents=["00002.txt"], types=["state"], min_confidence=0.6)) == of(
        row
        for row in rows
        if row["relation"] == "SIGNED"
        and row["claim"]["id"] in {each["id"] for each in spoken}
        and "State" in row["types"]
        and row["claim"]["confidence"] >= 0.6
    )


def test_around_goes_as_many_steps_as_told_from_the_actor_and_its_organs(store: Store) -> None:
    rows = made_up(store)
    organs = _organs_of(rows, "state:0")
    assert len(organs) > 1
    for depth in (1, 2):
        chosen = choose(store, around=["State 0"], depth=depth)
        assert ids(chosen) == within(rows, organs, depth)
        assert chosen.about == ("state:0",)
    assert ids(choose(store, around=["State 0", "State 1"], relations=["MET_WITH"])) == of(
        row
        for row in rows
        if row["relation"] == "MET_WITH" and {row["subject"], row["object"]} & {*organs, *_organs_of(rows, "state:1")}
    )


def _organs_of(rows: list[Row], state: str) -> set[str]:
    organs = {row["subject"] for row in rows if row["relation"] == "ORGAN_OF" and row["object"] == state}
    parts = {row["subject"] for row in rows if row["relation"] == "PART_OF" and row["object"] in organs}
    return {state, *organs, *parts}


def test_claims_carry_all_that_the_store_knows(store: Store) -> None:
    rows = made_up(store, 120)
    chosen = choose(store)
    for edge, row in zip(chosen.claims(), rows, strict=True):
        assert (edge.subject, edge.relation, edge.object) == (row["subject"], row["relation"], row["object"])
        assert edge.properties == row["claim"]
        assert edge.proofs
        assert {proof.properties["claim"] for proof in edge.proofs} == {edge.id}
        confidences = [proof.properties["confidence"] for proof in edge.proofs]
        assert confidences == sorted(confidences, reverse=True)
        assert edge.confidence == confidences[0]
    ends = sorted({end for row in rows for end in (row["subject"], row["object"])})
    assert [node.id for node in chosen.entities()] == ends
    assert {node.type.lower() for node in chosen.entities()} == {id_.partition(":")[0] for id_ in ends}


def test_portions_change_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = made_up(store, 120)
    whole = [(edge, edge.proofs) for edge in choose(store).claims()]
    around = ids(choose(store, around=["State 0"], depth=2))
    monkeypatch.setattr(selecting, "_PORTION", 7)
    monkeypatch.setattr(selecting, "_IDS", 3)
    assert [(edge, edge.proofs) for edge in choose(store).claims()] == whole
    assert ids(choose(store, around=["State 0"], depth=2)) == around
    assert ids(select(store, Selection(claims=frozenset(of(rows)[:20])))) == of(rows)[:20]


def test_a_question_chooses_what_its_rows_lean_on(store: Store) -> None:
    text = document("notes.txt", date="2024-01-01")
    facts = [
        fact("notes.txt", JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, "2021"),
        fact("notes.txt", JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, "2023"),
        fact("notes.txt", MOD, "PARTICIPATED_IN", LOCKED_SHIELDS, "2023"),
        fact("notes.txt", MOD, "ORGAN_OF", JAPAN),
        fact("notes.txt", ESTONIA, "PARTICIPATED_IN", LOCKED_SHIELDS, "2023"),
        fact("notes.txt", JAPAN, "MEMBER_OF", CCDCOE, "2018", phase="began"),
        fact("notes.txt", JAPAN, "MEMBER_OF", CCDCOE, modality="planned"),
    ]
    put(store, text, facts, "test")
    chosen = choose(store, query="exercises-joined --actor Tokyo --after 2021")
    assert {(edge.subject, edge.when) for edge in chosen.claims()} == {("JPN", "2023"), ("jpn-mod", "2023")}
    rows = run(store, catalog.find("memberships"), {"actor": "JPN"}).rows
    assert ids(choose(store, query="memberships --actor=JPN")) == [row["claim"] for row in rows]
    path = choose(store, query="path --actor Japan --other Estonia")
    assert {edge.relation for edge in path.claims()} == {"PARTICIPATED_IN"}
    only_own = choose(
        store, query="exercises-joined --own-only --actor JPN", relations=["participated in"], after="2022"
    )
    assert [(edge.subject, edge.when) for edge in only_own.claims()] == [("JPN", "2023")]
    assert choose(store, query="exercises-joined --actor JPN", types=["Person"]).is_empty


def test_what_was_retracted_or_never_asserted_is_not_chosen(store: Store) -> None:
    kept = fact("notes.txt", JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, "2021")
    gone = fact("notes.txt", ESTONIA, "PARTICIPATED_IN", LOCKED_SHIELDS, "2021")
    planned = fact("notes.txt", ESTONIA, "MEMBER_OF", CCDCOE, modality="planned")
    put(store, document("notes.txt", "one"), [kept, gone, planned], "test")
    put(store, document("notes.txt", "two"), [kept], "test")
    for chosen in (choose(store), choose(store, around=["JPN"], depth=3), choose(store, documents=["notes.txt"])):
        assert [edge.subject for edge in chosen.claims()] == ["JPN"]
        assert [node.id for node in chosen.entities()] == ["JPN", "locked-shields"]


def test_an_empty_store_gives_an_empty_subgraph(store: Store) -> None:
    assert choose(store).is_empty
    assert choose(store, around=["Japan"], depth=2, as_of="2020").is_empty
    assert choose(store, query="exercises-joined --actor Japan").is_empty
    assert list(choose(store).claims()) == list(choose(store).entities()) == []


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"after": "2018-13"}, UsageError, "'2018-13' is not a day of the calendar"),
        ({"as_of": "last year"}, UsageError, "YYYY-MM-DD"),
        ({"after": "2020", "before": "2019"}, UsageError, "no day is both"),
        ({"after": "2020", "as_of": "2021"}, UsageError, "not for both"),
        ({"relations": ["JOINED"]}, UsageError, "--relation: there is no relation 'JOINED': the closest are"),
        ({"types": ["Country"]}, UsageError, "--type: there is no type 'Country': the closest are"),
        ({"around": ["Atlantis-upon-Sea"]}, EntenteError, "Atlantis-upon-Sea"),
        ({"documents": ["nothing.pdf"]}, EntenteError, "no document 'nothing.pdf' is loaded"),
        ({"query": "exercise-joined --actor Japan"}, UsageError, "exercises-joined"),
        ({"query": "exercises-joined"}, UsageError, "needs --actor"),
        ({"query": "exercises-joined Japan"}, UsageError, "'Japan' is no option"),
        ({"query": "exercises-joined --actor"}, UsageError, "--actor needs a value"),
        ({"query": "exercises-joined --actor 'Japan"}, UsageError, "No closing quotation"),
        ({"query": "documents --about Japan"}, UsageError, "are no claims"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(store: Store, options: Any, error: type[EntenteError], told: str) -> None:
    with pytest.raises(error) as caught:
        choose(store, **options)
    assert told in str(caught.value)
