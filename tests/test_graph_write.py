"""What is in the graph after documents are loaded, loaded anew, changed and forgotten, on every store."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from conftest import empty
from graph_samples import CCDCOE, ESTONIA, JAPAN, LOCKED_SHIELDS, MOD, document, dump, fact
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyberentente.graph import merge
from cyberentente.graph.connect import Store
from cyberentente.graph.cypher import Graph
from cyberentente.graph.write import Changes, forget, put, versions
from cyberentente.schema.errors import EntenteError
from cyberentente.schema.model import Document, Entity, Fact, Source

MONDAY, TUESDAY, WEDNESDAY = (dt.datetime(2026, 6, day, 12) for day in (1, 2, 3))


def took_part(key: str, when: str | None = "2021", **more: Any) -> Fact:
    return fact(key, JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, when, **more)


def edges(store: Store, relation: str = "PARTICIPATED_IN") -> list[dict[str, Any]]:
    rows = store.read(f"MATCH (s)-[r:{relation}]->(o) RETURN s.id AS s, o.id AS o, properties(r) AS r ORDER BY r.id")
    return [{"subject": row["s"], "object": row["o"], **row["r"]} for row in rows]


def statements(store: Store) -> list[dict[str, Any]]:
    rows = store.read(
        "MATCH (s:Entity)<-[:SUBJECT]-(n:Statement)-[:OBJECT]->(o:Entity) "
        "RETURN s.id AS s, o.id AS o, properties(n) AS n ORDER BY n.id"
    )
    return [{"subject": row["s"], "object": row["o"], **row["n"]} for row in rows]


def test_a_claim_is_a_typed_edge_with_its_dates_and_proof(store: Store) -> None:
    text = document("a.txt", title="A note", date="2022-03")
    assert put(store, text, [took_part("a.txt", role="observer")], "f1", now=MONDAY) == Changes(new=1)
    [edge] = edges(store)
    assert edge == {
        "subject": "JPN",
        "object": "locked-shields",
        "id": merge.claim_id(("JPN", "PARTICIPATED_IN", "locked-shields", None, "asserted"), "2021"),
        "when": "2021",
        "earliest": dt.date(2021, 1, 1),
        "latest": dt.date(2021, 12, 31),
        "ongoing": False,
        "known_until": dt.date(2022, 3, 31),
        "confidence": 0.9,
        "witnesses": 1,
        "quote": "Japan PARTICIPATED_IN Locked Shields",
        "source": "A note",
        "document": "a.txt",
        "role": "observer",
        "loaded": MONDAY,
    }
    assert store.read(
        "MATCH (e:Evidence {claim: $id})-[:IN]->(d:Document) MATCH (e)-[:ABOUT]->(n:Entity) "
        "RETURN d.key AS key, n.name AS name, labels(n) AS labels, e.char_end AS end ORDER BY name",
        {"id": edge["id"]},
    ) == [
        {"key": "a.txt", "name": "Japan", "labels": ["Entity", "State"], "end": 36},
        {"key": "a.txt", "name": "Locked Shields", "labels": ["Entity", "Exercise"], "end": 36},
    ]
    assert store.read("MATCH (:Document {key: 'a.txt'})-[:HAS_TEXT]->(t) RETURN t.text AS text") == [
        {"text": "The text of a.txt."}
    ]


def test_a_state_carries_the_bounds_of_its_beginning_and_end(store: Store) -> None:
    joined = fact("a.txt", JAPAN, "MEMBER_OF", CCDCOE, "2018", phase="began")
    put(store, document("a.txt", date="2020-01-15"), [joined], "f1")
    [edge] = edges(store, "MEMBER_OF")
    assert (edge["start_earliest"], edge["start_latest"]) == (dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    assert edge["end_earliest"] == dt.date(2020, 1, 15)
    assert "end_latest" not in edge
    left = fact("b.txt", JAPAN, "MEMBER_OF", CCDCOE, "2024", phase="ended")
    put(store, document("b.txt"), [left], "f1")
    assert {edge["end_latest"] for edge in edges(store, "MEMBER_OF")} == {dt.date(2024, 12, 31)}


def test_an_analysts_fact_cites_its_source(store: Store) -> None:
    source = Source(title="Annual report", locator="p. 4", seen=dt.date(2024, 5, 1))
    put(store, document("facts.yaml", kind="facts"), [took_part("facts.yaml", source=source)], "f1")
    [edge] = edges(store)
    assert (edge["source"], edge["known_until"]) == ("Annual report, p. 4", dt.date(2024, 5, 1))
    assert "quote" not in edge


def test_what_was_planned_proposed_or_denied_is_never_an_edge(store: Store) -> None:
    facts = [took_part("a.txt", modality=modality) for modality in ("planned", "proposed", "negated")]
    assert put(store, document("a.txt"), facts, "f1").new == 3
    assert edges(store) == []
    assert {(row["modality"], row["status"], row["subject"]) for row in statements(store)} == {
        ("planned", "current", "JPN"),
        ("proposed", "current", "JPN"),
        ("negated", "current", "JPN"),
    }


def test_two_documents_confirm_one_claim(store: Store) -> None:
    put(store, document("a.txt"), [took_part("a.txt", confidence=0.5)], "f1")
    assert put(store, document("b.txt"), [took_part("b.txt", confidence=0.8)], "f1") == Changes(confirmed=1)
    [edge] = edges(store)
    assert (edge["confidence"], edge["witnesses"], edge["document"]) == (0.8, 2, "b.txt")


def test_the_same_bytes_under_two_keys_are_one_witness(store: Store) -> None:
    for key in ("a.txt", "copy.txt"):
        put(store, document(key, "The same words."), [took_part(key)], "f1")
    assert edges(store)[0]["witnesses"] == 1


def test_symmetric_and_organ_relations(store: Store) -> None:
    facts = [
        fact("a.txt", JAPAN, "COOPERATES_WITH", ESTONIA, "2018", topics=("training", "5g")),
        fact("a.txt", ESTONIA, "COOPERATES_WITH", JAPAN, "2018", topics=("research",), at=90),
        fact("a.txt", MOD, "ORGAN_OF", JAPAN),
    ]
    put(store, document("a.txt"), facts, "f1")
    [edge] = edges(store, "COOPERATES_WITH")
    assert (edge["subject"], edge["object"], edge["topics"]) == ("EST", "JPN", ["5g", "research", "training"])
    [organ] = edges(store, "ORGAN_OF")
    assert (organ["subject"], organ["object"], organ["phase"]) == ("jpn-mod", "JPN", "held")


def test_loading_the_same_again_changes_nothing(store: Store) -> None:
    facts = [took_part("a.txt"), fact("a.txt", JAPAN, "MEMBER_OF", CCDCOE, "2018", phase="began")]
    put(store, document("a.txt"), facts, "f1")
    before = dump(store)
    assert put(store, document("a.txt"), facts, "f1") == Changes(unchanged=True)
    assert dump(store) == before
    assert versions(store) == {"a.txt": (document("a.txt").sha256, "f1")}


def test_the_same_facts_from_a_new_extractor_change_the_document_only(store: Store) -> None:
    facts = [took_part("a.txt", role="host", confidence=1.0), fact("a.txt", JAPAN, "MEMBER_OF", CCDCOE, "2018")]
    put(store, document("a.txt", date="2020"), facts, "f1")
    before = dump(store).splitlines()
    assert put(store, document("a.txt", date="2020"), facts, "f2") == Changes(confirmed=2)
    different = [line for line in dump(store).splitlines() if line not in before]
    assert [line.split()[0] for line in different] == ["Document"]


def test_what_a_document_no_longer_says_is_retracted_and_can_come_back(store: Store) -> None:
    put(store, document("a.txt", "First."), [took_part("a.txt")], "f1", now=MONDAY)
    assert put(store, document("a.txt", "Second."), [], "f1", now=TUESDAY) == Changes(retracted=1)
    assert edges(store) == []
    [statement] = statements(store)
    assert (statement["status"], statement["modality"], statement["relation"]) == (
        "retracted",
        "asserted",
        "PARTICIPATED_IN",
    )
    assert (statement["loaded"], statement["retracted"]) == (MONDAY, TUESDAY)
    evidence = "MATCH (e:Evidence) RETURN e.retracted AS retracted, e.past AS past"
    assert store.read(evidence) == [{"retracted": TUESDAY, "past": None}]

    assert put(store, document("a.txt", "Third."), [took_part("a.txt")], "f1", now=WEDNESDAY) == Changes(new=1)
    [edge] = edges(store)
    assert statements(store) == []
    assert edge["loaded"] == WEDNESDAY
    assert edge["past"] == ["2026-06-01T12:00:00/2026-06-02T12:00:00"]
    assert store.read(evidence) == [{"retracted": None, "past": edge["past"]}]


def test_a_claim_stays_while_another_document_says_it(store: Store) -> None:
    put(store, document("a.txt", "First."), [took_part("a.txt")], "f1")
    put(store, document("b.txt"), [took_part("b.txt")], "f1")
    assert put(store, document("a.txt", "Second."), [], "f1") == Changes()
    assert edges(store)[0]["document"] == "b.txt"


def test_the_id_of_a_refined_claim_still_finds_its_evidence(store: Store) -> None:
    put(store, document("a.txt"), [took_part("a.txt", "2021")], "f1")
    [coarse] = edges(store)
    assert put(store, document("b.txt"), [took_part("b.txt", "2021-04")], "f1") == Changes(new=1)
    [fine] = edges(store)
    assert fine["when"] == "2021-04"
    assert store.read(
        "MATCH (e:Evidence) WHERE e.claim = $id OR e.says = $id RETURN e.when AS when, e.claim AS claim",
        {"id": coarse["id"]},
    ) == [{"when": "2021", "claim": fine["id"]}]
    [statement] = statements(store)
    assert (statement["id"], statement["status"], statement["refined"]) == (coarse["id"], "retracted", fine["id"])

    assert forget(store, "b.txt") == Changes(new=1, retracted=1)
    assert [edge["id"] for edge in edges(store)] == [coarse["id"]]
    assert statements(store) == []


def test_forgetting_erases_a_document_and_what_only_it_supports(store: Store) -> None:
    put(store, document("a.txt"), [took_part("a.txt")], "f1")
    before = dump(store)
    facts = [took_part("b.txt"), fact("b.txt", ESTONIA, "MEMBER_OF", CCDCOE, "2008", phase="began")]
    put(store, document("b.txt", "First."), facts, "f1")
    put(store, document("b.txt", "Second."), facts[:1], "f1")
    assert forget(store, "b.txt") == Changes()
    assert dump(store) == before
    assert forget(store, "a.txt") == Changes(retracted=1)
    assert dump(store) == ""


def test_forgetting_what_was_never_loaded_says_so(store: Store) -> None:
    put(store, document("notes/japan.txt"), [], "f1")
    with pytest.raises(EntenteError, match=r"^no document 'notes/japn.txt' in the store: .*'notes/japan.txt'\?$"):
        forget(store, "notes/japn.txt")


def test_names_are_united_over_documents(store: Store) -> None:
    def called(key: str, name: str, *aliases: str) -> list[Fact]:
        exercise = Entity(id="exercise:x", type="Exercise", name=name, aliases=aliases)
        return [fact(key, JAPAN, "PARTICIPATED_IN", exercise, "2021")]

    entity = "MATCH (n:Exercise) RETURN n.name AS name, n.aliases AS aliases"
    put(store, document("a.txt"), called("a.txt", "CYBER X", "CX"), "f1")
    put(store, document("b.txt"), called("b.txt", "Cyber X"), "f1")
    put(store, document("c.txt"), called("c.txt", "Cyber X", "X"), "f1")
    assert store.read(entity) == [{"name": "Cyber X", "aliases": ["CX", "CYBER X", "X"]}]
    forget(store, "b.txt")
    put(store, document("c.txt", "Now without it."), [], "f1")
    assert store.read(entity) == [{"name": "CYBER X", "aliases": ["CX"]}]


def test_an_entity_can_get_another_type_and_keeps_its_edges(store: Store) -> None:
    def about(key: str, type_: str) -> list[Fact]:
        return [fact(key, JAPAN, "PARTICIPATED_IN", Entity(id="cyber-x", type=type_, name="Cyber X"), "2021")]

    put(store, document("a.txt"), about("a.txt", "Forum"), "f1")
    before = edges(store)
    put(store, document("a.txt"), about("a.txt", "Exercise"), "f2")
    assert store.read("MATCH (n {id: 'cyber-x'}) RETURN labels(n) AS labels, n.name AS name") == [
        {"labels": ["Entity", "Exercise"], "name": "Cyber X"}
    ] or store.read("MATCH (n {id: 'cyber-x'}) RETURN labels(n) AS labels") == [{"labels": ["Exercise", "Entity"]}]
    assert edges(store) == before


def test_a_crash_leaves_nothing_of_the_document(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, document("a.txt"), [took_part("a.txt")], "f1")
    before = dump(store)

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Graph, "create_statements", crash)
    with pytest.raises(KeyboardInterrupt):
        put(store, document("b.txt"), [took_part("b.txt", "2022"), took_part("b.txt", "2022-04")], "f1")
    monkeypatch.undo()
    assert dump(store) == before
    put(store, document("b.txt"), [took_part("b.txt", "2022")], "f1")
    assert len(edges(store)) == 2


def test_facts_of_another_document_are_refused(store: Store) -> None:
    with pytest.raises(ValueError, match=r"'b\.txt'"):
        put(store, document("a.txt"), [took_part("b.txt")], "f1")
    assert dump(store) == ""


_EXERCISE = Entity(id="locked-shields", type="Exercise", name="LOCKED SHIELDS", aliases=("LS",))
_saying = st.builds(
    lambda subject, relation, object_, when, modality: (subject, relation, object_, when, modality),
    st.sampled_from([JAPAN, ESTONIA]),
    st.just("PARTICIPATED_IN"),
    st.sampled_from([LOCKED_SHIELDS, _EXERCISE]),
    st.sampled_from([None, "2021", "2021-04", "2021-05", "2011/.."]),
    st.sampled_from(["asserted", "asserted", "planned"]),
)
_membership = st.builds(
    lambda when, phase: (JAPAN, "MEMBER_OF", CCDCOE, when, phase),
    st.sampled_from(["2018", "2018-05", "2020"]),
    st.sampled_from(["began", "ended"]),
)
_actions = st.lists(
    st.tuples(
        st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        st.one_of(st.none(), st.tuples(st.lists(st.one_of(_saying, _membership), max_size=4), st.integers(1, 2))),
    ),
    max_size=6,
)


def _version(key: str, sayings: list[tuple[Any, ...]], bytes_: int) -> tuple[Document, list[Fact]]:
    facts = [
        fact(key, *rest, phase=last) if rest[1] == "MEMBER_OF" else fact(key, *rest, modality=last)
        for *rest, last in sayings
    ]
    return document(key, f"Version {bytes_}.", date=f"202{bytes_}"), facts


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(actions=_actions)
def test_any_history_gives_the_graph_of_its_last_documents(store: Store, actions: list[Any]) -> None:
    empty(store)
    last: dict[str, tuple[Document, list[Fact], str]] = {}
    for number, (key, content) in enumerate(actions):
        if content is not None:
            last[key] = (*_version(key, *content), f"f{number}")
            put(store, *last[key])
        elif last.pop(key, None):
            forget(store, key)
    reached = dump(store, current=True)
    empty(store)
    for key in sorted(last):
        put(store, *last[key])
    assert reached == dump(store, current=True)
