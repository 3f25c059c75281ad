"""Questions, asked of a real graph as a user asks them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from cyberentente.graph.connect import Store, Transaction
from cyberentente.graph.write import put
from cyberentente.loaders.facts import facts_of
from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.queries import catalog
from cyberentente.queries.run import Answer, proofs, run
from cyberentente.schema.errors import EntenteError, UsageError
from cyberentente.schema.model import Document

Ask = Callable[..., Answer]


@pytest.fixture
def load(store: Store) -> Callable[..., None]:
    """Loads the facts of a fact file (its `facts` list), as if at `now`."""

    def loaded(facts: str, key: str = "record.yaml", date: str | None = None, now: dt.datetime | None = None) -> None:
        dated = f"date: {date}\n" if date else ""
        text = f"source: {{title: A page}}\n{dated}entities:\n{ENTITIES}facts:\n{dedent(facts)}"
        document = Document(key=key, sha256=text, text=text, kind="facts", date=date)
        put(store, document, facts_of(document, Gazetteer.load()), "test", now=now)

    return loaded


@pytest.fixture
def ask(store: Store) -> Ask:
    return lambda name, **values: run(store, catalog.find(name), values)


ENTITIES = """\
  - {id: test-ministry, name: Test Ministry, type: Organization}
  - {id: test-unit, name: Test Unit, type: Organization}
  - {id: test-company, name: Test Company, type: Organization}
  - {id: test-shield, name: Test Shield, type: Exercise}
  - {id: test-shield-2023, name: Test Shield 2023, type: Exercise}
  - {id: test-storm, name: Test Storm, type: Exercise}
  - {id: test-club, name: Test Club, type: Organization}
  - {id: test-circle, name: Test Circle, type: Forum}
  - {id: test-treaty, name: Test Treaty, type: Agreement}
  - {id: test-dialogue, name: Test Dialogue, type: Forum}
  - {id: test-plan, name: Test Plan, type: Strategy}
  - {id: ada-one, name: Ada One, type: Person}
  - {id: ben-two, name: Ben Two, type: Person}
  - {id: cem-three, name: Cem Three, type: Person}
  - {id: dan-four, name: Dan Four, type: Person}
"""
ORGANS = """
- {subject: Test Ministry, relation: ORGAN_OF, object: Japan}
- {subject: Test Unit, relation: PART_OF, object: Test Ministry}
"""


def rows(answer: Answer, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in answer.rows]


def test_the_headline_question(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Ministry of Defense of Japan, relation: ORGAN_OF, object: Japan}
        - {subject: Ministry of Defense of Japan, relation: PARTICIPATED_IN, object: Locked Shields, when: 2011/..}
        - {subject: Japan, relation: PARTICIPATED_IN, object: Cyber Coalition}
        """
    )
    answer = ask("exercises-joined", actor="Japan", after="2022")
    assert rows(answer, "exercise", "certainty", "when") == [("Locked Shields", "possible", "2011/..")]
    assert "Defen" in answer.rows[0]["via"]
    assert answer.footer == ("1 undated left out: --undated shows it",)
    shown = ask("exercises-joined", actor="Tokyo", after="2022", undated=True)
    assert rows(shown, "exercise", "certainty") == [("Locked Shields", "possible"), ("Cyber Coalition", "undated")]
    assert shown.footer == ()
    assert shown.parameters == {"actor": "JPN", "after": "2022", "undated": True}


def test_organs_count_for_their_state_but_not_for_memberships(load: Callable[..., None], ask: Ask) -> None:
    load(
        ORGANS
        + """
- {subject: Test Unit, relation: PARTICIPATED_IN, object: Test Storm, when: 2020}
- {subject: Test Ministry, relation: MEMBER_OF, object: Test Club, when: 2020, phase: began}
- {subject: Test Company, relation: PART_OF, object: Test Circle}
"""
    )
    assert rows(ask("exercises-joined", actor="JPN"), "exercise", "via") == [("Test Storm", "Test Unit")]
    assert ask("exercises-joined", actor="JPN", own_only=True).rows == []
    assert rows(ask("exercise-participants", exercise="Test Storm"), "participant", "via") == [("Japan", "Test Unit")]
    assert rows(ask("exercise-participants", exercise="Test Storm", own_only=True), "participant", "via") == [
        ("Test Unit", None)
    ]
    assert ask("memberships", actor="JPN").rows == []
    assert rows(ask("memberships", actor="Test Ministry"), "organization", "when", "phase") == [
        ("Test Club", "2020", "began")
    ]


def test_a_series_and_its_edition_are_one(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Test Shield 2023, relation: PART_OF, object: Test Shield}
        - {subject: Japan, relation: PARTICIPATED_IN, object: test-shield, when: 2023}
        - {subject: Japan, relation: PARTICIPATED_IN, object: test-shield-2023}
        - {subject: France, relation: PARTICIPATED_IN, object: test-shield-2023}
        - {subject: Spain, relation: PARTICIPATED_IN, object: test-shield}
        """
    )
    (row,) = ask("exercises-joined", actor="Japan", after="2022", before="2024").rows
    assert (row["exercise"], row["edition"], row["when"]) == ("Test Shield", "Test Shield 2023", "2023")
    assert row["certainty"] == "definite" and len(row["also"]) == 1
    everyone = ask("exercise-participants", exercise="Test Shield", undated=True)
    assert rows(everyone, "participant", "when", "certainty", "note") == [
        ("France", "2023", "definite", "date from name"),
        ("Japan", "2023", "definite", everyone.rows[1]["note"]),
        ("Spain", None, "undated", None),
    ]
    assert rows(ask("exercise-participants", exercise="Test Shield 2023"), "participant") == [("France",)] or (
        "Japan",
    ) in rows(ask("exercise-participants", exercise="Test Shield 2023"), "participant")
    assert ask("exercise-participants", exercise="Test Shield", year="2019", undated=True).rows[0]["certainty"] == (
        "undated"
    )


def test_who_organised_an_exercise_or_one_edition_of_it(load: Callable[..., None], ask: Ask) -> None:
    load(
        ORGANS
        + """
- {subject: Test Shield 2023, relation: PART_OF, object: Test Shield}
- {subject: Test Unit, relation: ORGANIZED, object: test-shield-2023}
- {subject: Test Club, relation: ORGANIZED, object: test-shield, when: 2020}
- {subject: France, relation: ORGANIZED, object: Test Dialogue, when: 2021}
"""
    )
    columns = ("organizer", "via", "event", "when")
    assert rows(ask("organizers", event="Test Shield"), *columns) == [
        ("Test Club", None, "Test Shield", "2020"),
        ("Japan", "Test Unit", "Test Shield 2023", "2023"),
    ]
    assert rows(ask("organizers", event="Test Shield 2023"), "organizer") == [("Japan",)]
    assert rows(ask("organizers", event="Test Dialogue", after="2020"), "organizer") == [("France",)]


def test_one_exercise_one_body_one_party_may_be_asked_about(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Test Shield 2023, relation: PART_OF, object: Test Shield}
        - {subject: Japan, relation: PARTICIPATED_IN, object: test-shield, when: 2023}
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2023}
        - {subject: Japan, relation: MEMBER_OF, object: Test Club, when: 2018, phase: began}
        - {subject: Japan, relation: MEMBER_OF, object: Test Circle, when: 2019, phase: began}
        - {subject: Japan, relation: SIGNED, object: Test Treaty, when: 2020}
        - {subject: France, relation: SIGNED, object: Test Treaty, when: 2021}
        """
    )
    for exercise in ("Test Shield", "Test Shield 2023"):
        assert rows(ask("exercises-joined", actor="Japan", exercise=exercise), "exercise") == [("Test Shield",)]
    assert ask("exercises-joined", actor="Japan", exercise="Test Shield", before="2023").rows == []
    joined = ask("memberships", actor="Japan", organization="Test Club")
    assert rows(joined, "organization", "when", "phase") == [("Test Club", "2018", "began")]
    assert ask("memberships", actor="Japan", organization="Test Club", as_of="2017").rows == []
    signed = ask("agreement-parties", agreement="Test Treaty", party="France")
    assert rows(signed, "party", "when") == [("France", "2021")]
    assert ask("agreement-parties", agreement="Test Treaty", party="Spain").rows == []


def test_names_are_looked_up_when_nothing_is_found_and_then_at_once(
    load: Callable[..., None], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    load("- {subject: Japan, relation: MEMBER_OF, object: Test Club, when: 2018, phase: began}")
    transactions: list[list[str]] = []
    reading, sent = store.reading, Transaction.run
    monkeypatch.setattr(store, "reading", lambda work: transactions.append([]) or reading(work))
    monkeypatch.setattr(
        Transaction,
        "run",
        lambda self, cypher, **values: transactions[-1].append(cypher) or sent(self, cypher, **values),
    )
    memberships, common = catalog.find("memberships"), catalog.find("common-memberships")
    assert len(run(store, memberships, {"actor": "Tokyo"}).rows) == 1
    assert transactions == [[memberships.cypher]]
    answer = run(store, common, {"actor": "France", "other": "Japan"})
    assert answer.hints[0].startswith("France (FRA) is known by name")
    assert answer.hints[1] == "Japan was understood as JPN"
    assert [len(each) for each in transactions] == [1, 2]


def test_memberships_hold_from_their_beginning_until_last_known(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Japan, relation: MEMBER_OF, object: Test Club, when: 2018, phase: began}
        - {subject: France, relation: MEMBER_OF, object: Test Club, when: 2010/2015}
        - {subject: Spain, relation: MEMBER_OF, object: Test Club}
        """,
        date="2022-06-01",
    )

    def members(**values: str) -> list[tuple[Any, ...]]:
        return rows(ask("members", organization="Test Club", **values), "member", "certainty")

    assert members(as_of="2020") == [("Japan", "definite")]
    assert members(as_of="2018") == [("Japan", "possible")]
    assert members(as_of="2022-06-01") == [("Japan", "definite")]
    assert members(as_of="2023") == [("Japan", "possible")]
    assert members(as_of="2012") == [("France", "definite")]
    assert members(after="2020") == [("Japan", "definite")]
    assert members(before="2015") == [("France", "definite")]
    assert ask("members", organization="Test Club").undated == 1
    assert rows(ask("joined", organization="Test Club", after="2017"), "member", "when") == [("Japan", "2018")]


def test_planned_is_never_a_row_but_counted(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2027, modality: planned}
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Shield, when: 2021, modality: negated}
        """
    )
    answer = ask("exercises-joined", actor="Japan")
    assert answer.rows == [] and answer.planned == 1
    assert answer.footer == ("1 merely planned or proposed left out: entente query planned --actor JPN",)
    assert rows(ask("planned", actor="Japan"), "modality", "object") == [("planned", "Test Storm")]
    assert rows(ask("planned", actor="Japan", negated=True), "modality", "object") == [
        ("negated", "Test Shield"),
        ("planned", "Test Storm"),
    ]
    assert ask("exercises-joined", actor="Japan", before="2020").planned == 0


def test_what_was_known_on_a_day(load: Callable[..., None], ask: Ask) -> None:
    took_part = "- {{subject: {}, relation: PARTICIPATED_IN, object: Test Storm, when: 2020}}\n"
    japan, france, spain = (took_part.format(name) for name in ("Japan", "France", "Spain"))
    load(japan, now=dt.datetime(2026, 1, 10))
    load(france, now=dt.datetime(2026, 3, 1))
    load(japan + spain, now=dt.datetime(2026, 5, 1))

    def known(day: str | None) -> list[tuple[Any, ...]]:
        return rows(ask("exercise-participants", exercise="Test Storm", known_on=day), "participant")

    assert known("2026-01-09") == []
    assert known("2026-01-10") == known("2026-02-28") == [("Japan",)]
    assert known("2026-03-01") == [("France",)]
    assert known("2026-05-01") == known(None) == [("Japan",), ("Spain",)]


def test_two_actors(load: Callable[..., None], ask: Ask) -> None:
    load(
        ORGANS
        + """
- {subject: [Japan, Australia], relation: SIGNED, object: Test Treaty, when: 2019-03}
- {subject: [Japan, Australia, France], relation: PARTICIPATED_IN, object: Test Dialogue, when: 2021}
- {subject: Test Ministry, relation: MET_WITH, object: Australia, when: 2020-05-04}
- {subject: [Japan, Australia], relation: MEMBER_OF, object: Test Circle, when: 2015, phase: began}
- {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2018}
- {subject: Australia, relation: PARTICIPATED_IN, object: Test Storm, when: 2021}
"""
    )
    both = ask("bilateral-timeline", actor="Japan", other="Australia")
    assert rows(both, "when", "relation", "object", "via") == [
        ("2019-03", "SIGNED", "Test Treaty", None),
        ("2020-05-04", "MET_WITH", both.rows[1]["object"], "Test Ministry"),
        ("2021", "PARTICIPATED_IN", "Test Dialogue", None),
    ]
    assert rows(ask("bilateral-timeline", actor="Australia", other="Japan"), "when", "relation") == rows(
        both, "when", "relation"
    )
    assert rows(ask("common-memberships", actor="Japan", other="Australia"), "organization", "certainty") == [
        ("Test Circle", "definite")
    ]
    assert rows(ask("agreements", actor="Japan", other="Australia"), "agreement", "with") == [
        ("Test Treaty", ["Australia"])
    ]
    assert rows(ask("dialogues", actor="Japan", other="France"), "dialogue", "with") == [
        ("Test Dialogue", ["Australia", "France"])
    ]
    partners = ask("partners", actor="Japan")
    assert rows(partners, "partner", "total", "tie")[:3] == [
        ("Australia", 3, "MET_WITH"),
        ("Australia", 3, "PARTICIPATED_IN"),
        ("Australia", 3, "SIGNED"),
    ]
    assert rows(partners, "partner", "total")[3] == ("France", 1)


def test_a_treaty_is_signed_and_ratified_without_conflict(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - subject: [Japan, France]
          relation: SIGNED
          object: Test Treaty
          when: 2001-11-23
          qualifiers: {stage: signature}
        - {subject: Japan, relation: SIGNED, object: Test Treaty, when: 2012-07-03, qualifiers: {stage: ratification}}
        - {subject: France, relation: SIGNED, object: Test Treaty, when: 2012-07-03, qualifiers: {stage: accession}}
        """
    )
    assert ask("conflicts").rows == []
    assert rows(ask("agreement-parties", agreement="Test Treaty"), "party", "stage", "when") == [
        ("France", "signature", "2001-11-23"),
        ("France", "accession", "2012-07-03"),
        ("Japan", "signature", "2001-11-23"),
        ("Japan", "ratification", "2012-07-03"),
    ]
    assert rows(ask("timeline", actor="Japan"), "when", "detail") == [
        ("2001-11-23", "signature"),
        ("2012-07-03", "ratification"),
    ]
    assert rows(ask("bilateral-timeline", actor="Japan", other="France"), "when", "detail") == [
        ("2001-11-23", "signature")
    ]
    assert rows(ask("partners", actor="Japan"), "partner", "total", "tie") == [("France", 1, "SIGNED")]
    other = "- {subject: Japan, relation: SIGNED, object: Test Treaty, when: 2013, qualifiers: {stage: ratification}}\n"
    load(other, key="other.yaml")
    assert rows(ask("conflicts"), "stage", "when", "other_when") == [("ratification", "2012-07-03", "2013")]


def test_absence_is_no_record(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: [Japan, Australia, India, United States], relation: MEMBER_OF, object: Test Circle, when: 2017/..}
        - {subject: Japan, relation: MEMBER_OF, object: Test Club, when: 2018, phase: began}
        - {subject: Australia, relation: MEMBER_OF, object: Test Club}
        - {subject: India, relation: MEMBER_OF, object: Test Club, modality: negated}
        """
    )
    answer = ask("not-members", organization="Test Club", among="Test Circle")
    assert rows(answer, "actor", "record") == [
        ("United States", "no record of membership"),
        ("India", "said not to be a member"),
        ("Australia", "undated membership"),
    ]
    at_the_time = ask("not-members", organization="Test Club", among="Test Circle", as_of="2018")
    assert ("Japan", "possible member") in rows(at_the_time, "actor", "record")
    before = ask("not-members", organization="Test Club", among="Test Circle", as_of="2017-12-31")
    assert ("Japan", "no record of membership") in rows(before, "actor", "record")


def test_hostile_acts_say_who_alleges_them(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Russia, relation: TARGETED, object: Ukraine, when: 2015-12, qualifiers: {according_to: Estonia}}
        - {subject: Estonia, relation: ATTRIBUTED, object: Russia, when: 2018, qualifiers: {incident: Test Worm}}
        - {subject: France, relation: ATTRIBUTED, object: Russia, when: 2018, qualifiers: {incident: Test Worm}}
        - {subject: France, relation: SANCTIONED, object: Russia, when: 2020}
        """
    )
    assert rows(ask("operations", target="Ukraine"), "actor", "alleged_by") == [("Russia", "Estonia")]
    assert rows(ask("attributions", accused="Russia"), "attributor", "incident") == [
        ("Estonia", "Test Worm"),
        ("France", "Test Worm"),
    ]
    assert rows(ask("attributions", attributor="France", accused="Russia"), "attributor") == [("France",)]
    assert rows(ask("sanctions"), "actor", "target") == [("France", "Russia")]


def test_conflicts_changes_and_activity(load: Callable[..., None], ask: Ask) -> None:
    load("- {subject: Japan, relation: MEMBER_OF, object: Test Club, when: 2018, phase: began}\n", key="a.yaml")
    load("- {subject: Japan, relation: MEMBER_OF, object: Test Club, when: 2019-05, phase: began}\n", key="b.yaml")
    load("- {subject: France, relation: ADOPTED, object: Test Plan, when: 2019}\n", key="c.yaml")
    (conflict,) = ask("conflicts").rows
    assert (conflict["when"], conflict["other_when"]) == ("2018", "2019-05")
    assert (conflict["documents"], conflict["other_documents"]) == (["a.yaml"], ["b.yaml"])
    assert rows(ask("changes", after="2018"), "change", "subject", "when") == [("began", "Japan", "2019-05")]
    assert ("happened", "France") in rows(ask("changes", after="2018", events="yes"), "change", "subject")
    assert rows(ask("most-active"), "actor", "claims") == [("Japan", 2), ("France", 1)]
    assert rows(ask("most-active", relation="adopted"), "actor") == [("France",)]
    assert rows(ask("strategies", as_of="2019-06"), "strategy", "certainty") == [("Test Plan", "possible")]
    assert rows(ask("strategies", as_of="2020"), "strategy", "certainty") == [("Test Plan", "definite")]


def test_every_claim_leads_to_its_proof(load: Callable[..., None], ask: Ask, store: Store) -> None:
    load("- {subject: Japan, relation: SIGNED, object: Test Treaty, when: 2019, quote: 'object: Test Treaty'}\n")
    (row,) = ask("agreements", actor="Japan").rows
    (proof,) = ask("evidence", claim=row["claim"]).rows
    assert (proof["document"], proof["quote"], proof["subject"], proof["when"]) == (
        "record.yaml",
        "object: Test Treaty",
        "Japan",
        "2019",
    )
    assert ask("evidence", claim=row["claim"][:8]).rows == [proof]
    assert proofs(store, [row["claim"]])[row["claim"]][0].quote == "object: Test Treaty"
    load("- {subject: Japan, relation: SIGNED, object: Test Treaty, when: 2019-04-05}\n", key="finer.yaml")
    assert {p["document"] for p in ask("evidence", claim=row["claim"]).rows} >= {"record.yaml"}
    with pytest.raises(EntenteError, match="no claim begins with"):
        ask("evidence", claim="00000000")


def test_structure_and_paths(load: Callable[..., None], ask: Ask) -> None:
    load(ORGANS + "- {subject: [Test Unit, France], relation: PARTICIPATED_IN, object: Test Storm, when: 2020}\n")
    assert rows(ask("structure", organization="Japan"), "part", "of", "step") == [
        ("Test Ministry", "Japan", 1),
        ("Test Unit", "Test Ministry", 2),
    ]
    (path,) = ask("path", actor="Test Ministry", other="France").rows
    assert path["steps"] == 3
    assert path["path"] == (
        "Test Ministry <-PART_OF- Test Unit -PARTICIPATED_IN-> Test Storm <-PARTICIPATED_IN- France"
    )


def test_limits_and_confidence(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2019, confidence: 0.4}
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2020}
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2021}
        """
    )
    first = ask("exercises-joined", actor="Japan", limit="1")
    assert rows(first, "when") == [("2019",)]
    assert first.footer == ("1 of 3 rows shown: --limit sets how many",)
    assert rows(ask("exercises-joined", actor="Japan", min_confidence="0.5"), "when") == [("2020",), ("2021",)]


@pytest.mark.parametrize(
    ("name", "values", "kind", "message"),
    [
        ("exercises-joined", {}, UsageError, "'exercises-joined' needs --actor: who took part"),
        ("exercises-joined", {"actor": "Japan", "target": "x"}, UsageError, "'exercises-joined' has no --target"),
        ("exercises-joined", {"actor": "Japan", "after": "soon"}, UsageError, "--after: 'soon' is not a date"),
        ("exercises-joined", {"actor": "Japan", "after": "2022/.."}, UsageError, "nothing is after '2022/..'"),
        ("exercises-joined", {"actor": "Japan", "after": "2022", "before": "2021"}, UsageError, "no day is both"),
        ("members", {"organization": "NATO", "as_of": "2022", "after": "2021"}, UsageError, "not for both"),
        ("exercises-joined", {"actor": "Japan", "limit": "few"}, UsageError, "--limit: 'few' is not a whole number"),
        ("exercises-joined", {"actor": "Japan", "min_confidence": "2"}, UsageError, "not between 0 and 1"),
        ("exercises-joined", {"actor": "Japan", "known_on": "2022"}, UsageError, "'2022' is not a day"),
        ("most-active", {"relation": "SINGED"}, UsageError, "no relation 'SINGED': the closest are SIGNED"),
        ("exercises-joined", {"actor": "Jappan"}, EntenteError, "is called 'Jappan': the closest are Japan"),
        ("exercise-participants", {"exercise": "Japan"}, EntenteError, "no exercise is called 'Japan'"),
        ("evidence", {"claim": "nonsense"}, UsageError, "'nonsense' is no claim id"),
    ],
)
def test_mistakes_are_told_in_one_line(
    ask: Ask, name: str, values: dict[str, str], kind: type[EntenteError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        ask(name, **values)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_found_says_what_may_be_amiss(load: Callable[..., None], ask: Ask) -> None:
    load("- {subject: Japan, relation: SIGNED, object: Test Treaty, when: 2019}\n")
    (hint,) = ask("exercises-joined", actor="Fiji").hints
    assert "no loaded document says anything of it" in hint
    assert ask("agreements", actor="Japan").hints == ()
    assert "without a period there may be more" in ask("agreements", actor="Japan", after="2020").hints


OFFICES = """
- subject: {one}
  relation: HOLDS_OFFICE
  object: {two}
  when: "{when}"
  qualifiers: {{role: {role}}}
"""


def test_office_holders_by_role(load: Callable[..., None], ask: Ask) -> None:
    held = [
        ("Ada One", "Japan", "2020/2022", "Ambassador for Cyber Affairs"),
        ("Ben Two", "Japan", "2020/2022", "Deputy Ambassador for Cyber Affairs"),
        ("Cem Three", "Test Ministry", "2019", "Minister of Defence"),
        ("Cem Three", "Test Club", "2021", "Secretary-General"),
        ("Dan Four", "Test Club", "2021", "Head of Section"),
    ]
    load(ORGANS + "".join(OFFICES.format(one=a, two=b, when=when, role=role) for a, b, when, role in held))
    assert rows(ask("officials", of="JPN", role="cyber ambassador"), "person") == [("Ada One",)]
    assert rows(ask("officials", of="JPN", role="deputy cyber ambassador"), "person") == [("Ben Two",)]
    assert rows(ask("officials", of="JPN", role="defense minister"), "person", "of") == [("Cem Three", "Test Ministry")]
    assert ask("officials", of="JPN", role="minister", own_only=True).rows == []
    assert rows(ask("officials", of="Test Club", role="head"), "person", "role") == [("Cem Three", "Secretary-General")]
    whose = ask("officials", person="Cem Three")
    assert rows(whose, "when", "of") == [("2019", "Test Ministry"), ("2021", "Test Club")]
    assert len(ask("officials", role="minister").rows) == 1


def test_attributions_and_sanctions_of_an_incident(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Japan, relation: ATTRIBUTED, object: North Korea, when: 2017, qualifiers: {incident: WannaCry}}
        - {subject: Japan, relation: ATTRIBUTED, object: China, when: 2018, qualifiers: {incident: Cloud Hopper}}
        - {subject: France, relation: SANCTIONED, object: North Korea, qualifiers: {incident: WannaCry}, when: 2020}
        - {subject: France, relation: SANCTIONED, object: Russia, when: 2020}
        """
    )
    assert rows(ask("attributions", incident="WannaCry"), "accused") == [("North Korea",)]
    assert rows(ask("attributions", attributor="JPN", incident="hopper cloud"), "accused") == [("China",)]
    assert rows(ask("sanctions", incident="wannacry"), "actor") == [("France",)]


def test_stages_of_a_treaty_are_told_apart(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Japan, relation: SIGNED, object: Test Treaty, qualifiers: {stage: signature}, when: 2001}
        - {subject: Japan, relation: SIGNED, object: Test Treaty, qualifiers: {stage: ratification}, when: 2012}
        - {subject: France, relation: SIGNED, object: Test Treaty, qualifiers: {stage: signature}, when: 2001}
        """
    )
    parties = ask("agreement-parties", agreement="Test Treaty", stage="ratification")
    assert rows(parties, "party", "when") == [("Japan", "2012")]
    assert rows(ask("agreements", actor="JPN", stage="Ratification"), "agreement", "when") == [("Test Treaty", "2012")]
    assert ask("agreements", actor="FRA", stage="ratification").rows == []


def test_exercises_that_two_joined_together(load: Callable[..., None], ask: Ask) -> None:
    load(
        ORGANS
        + """
- {subject: Test Shield 2023, relation: PART_OF, object: Test Shield}
- {subject: Japan, relation: PARTICIPATED_IN, object: test-shield-2023, when: 2023-04}
- {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2020-03}
- {subject: France, relation: PARTICIPATED_IN, object: test-shield-2023, when: 2023}
- {subject: France, relation: PARTICIPATED_IN, object: Test Storm, when: 2020}
- {subject: Spain, relation: PARTICIPATED_IN, object: Test Storm, when: 2019}
"""
    )
    together = ask("exercises-joined", actor="JPN", other="FRA")
    assert rows(together, "exercise", "certainty") == [("Test Shield", "definite"), ("Test Storm", "possible")]
    assert all(row["other_claim"] for row in together.rows)
    assert ask("exercises-joined", actor="JPN", other="ESP").rows == []


def test_most_active_by_kind_and_on_the_receiving_end(load: Callable[..., None], ask: Ask) -> None:
    load(
        """
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Storm, when: 2020}
        - {subject: Japan, relation: PARTICIPATED_IN, object: Test Dialogue, when: 2020}
        - {subject: France, relation: PARTICIPATED_IN, object: Test Dialogue, when: 2021}
        - {subject: Japan, relation: SANCTIONED, object: Russia, when: 2021}
        - {subject: France, relation: SANCTIONED, object: Russia, when: 2021}
        """
    )
    exercises = ask("most-active", relation="PARTICIPATED_IN", kind="exercise")
    assert rows(exercises, "actor", "claims") == [("Japan", 1)]
    assert rows(ask("most-active", relation="SANCTIONED", received=True), "actor", "claims") == [("Russia", 2)]
    with pytest.raises(UsageError, match="there is no kind 'Exercises': the closest are Exercise"):
        ask("most-active", kind="Exercises")
