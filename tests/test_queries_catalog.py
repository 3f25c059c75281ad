"""The files of the catalogue, and what is told when a user's own is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from cyberentente.queries import blocks, catalog, docs
from cyberentente.queries.catalog import PACKAGED, find, names, read
from cyberentente.queries.catalog import catalog as whole
from cyberentente.schema.errors import EntenteError, UsageError
from cyberentente.schema.vocabulary import vocabulary

WANTED = """
exercises-joined(actor, exercise?, other?) exercise-participants(exercise, year?) hosted(actor) organizers(event)
memberships(actor, organization?) members(organization)
joined(organization) common-memberships(actor, other) not-members(organization, among) dialogues(actor, other?)
bilateral-timeline(actor, other) timeline(actor) strategies(actor?) agreements(actor?, other?, stage?)
agreement-parties(agreement, party?, stage?) endorsements(of?, actor?) partners(actor)
attributions(attributor?, accused?, incident?) condemnations(actor?, target?) sanctions(actor?, target?, incident?)
operations(actor?, target?) assistance(donor?, recipient?)
officials(of?, person?, role?) structure(organization) path(actor, other) planned(actor?) conflicts() changes()
most-active(relation?, kind?) documents(about) evidence(claim)
"""
SIGNATURES = re.findall(r"([a-z-]+)\(([^)]*)\)", WANTED)


@pytest.mark.parametrize(("name", "parameters"), SIGNATURES)
def test_the_catalogue_has_the_question(name: str, parameters: str) -> None:
    wanted = {each.rstrip("?"): not each.endswith("?") for each in re.findall(r"[a-z]+\??", parameters)}
    own = find(name).front.parameters
    assert {each: own[each].required for each in wanted} == wanted
    assert not any(parameter.required for each, parameter in own.items() if each not in wanted)


def test_every_file_is_a_question_and_says_what_it_asks() -> None:
    for name, query in whole().items():
        assert query.title and query.front.description.endswith("."), name
        assert all(parameter.help for parameter in query.parameters.values()), name
        assert not query.title.endswith(".")
        assert len(query.front.examples) >= 3, name


def test_rows_end_in_a_total_order_and_lead_to_their_claims() -> None:
    for name, query in whole().items():
        order = query.cypher.rpartition("ORDER BY")[2]
        assert re.search(r"claim|claims|document|_id|coalesce\(e\.id", order), name
        assert {"claim", "claims", "document"} & query.columns.keys(), name


@pytest.mark.parametrize("path", sorted(PACKAGED.glob("*.cypher")), ids=lambda path: path.stem)
def test_the_shared_parts_are_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert blocks.synced(text) == text, "run python -m cyberentente.queries.blocks"


def test_which_relations_roll_up_is_said_by_the_vocabulary() -> None:
    never = {name for name, relation in vocabulary().relations.items() if not relation.roll_up} - {"ORGAN_OF"}
    for name in ("timeline", "most-active", "planned"):
        listed = re.search(r"NOT (?:s\.)?relation IN \[([^\]]*HOLDS_OFFICE[^\]]*)\]", find(name).cypher)
        assert listed and set(re.findall(r"\w+", listed[1])) | {"PART_OF"} == never, name
    once = {name for name, relation in vocabulary().relations.items() if relation.once}
    matched = re.search(r"one:([A-Z_|]+)\]", find("conflicts").cypher)
    assert matched and set(matched[1].split("|")) == once


def test_shared_options_come_with_their_cypher_parameters() -> None:
    joined = find("exercises-joined").parameters
    assert list(joined) == [
        "actor",
        "exercise",
        "other",
        "after",
        "before",
        "known_on",
        "own_only",
        "undated",
        "min_confidence",
        "limit",
    ]
    assert "as_of" in find("members").parameters
    assert not {"after", "undated", "limit"} & find("path").parameters.keys()
    assert catalog.flag("min_confidence") == "--min-confidence"


def test_the_page_is_made_from_the_front_matter() -> None:
    text = (Path(__file__).parents[1] / "docs" / "queries.md").read_text(encoding="utf-8")
    assert docs.page(text, whole()) == text, "run python -m cyberentente.queries.docs"


def test_an_unknown_question_gets_the_closest_names() -> None:
    with pytest.raises(UsageError, match="there is no question 'exercise-joined': the closest are exercises-joined"):
        find("exercise-joined")


# A user's own folder

GOOD = """\
    // title: Visits
    // description: Who visited whom.
    // parameters:
    //   actor: {type: entity, of: [State], help: whose visits}
    // columns:
    //   who: text
    //   claim: {type: claim, wide: true}
    // examples:
    //   - whom did Japan visit

    MATCH (a:Entity {id: $actor})-[r:MET_WITH]-(b) RETURN b.name AS who, r.id AS claim ORDER BY who, claim LIMIT $limit
    """


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str = GOOD, name: str = "visits.cypher") -> Path:
        (tmp_path / name).write_text(dedent(text), encoding="utf-8")
        return tmp_path

    return write


def test_own_questions_extend_the_catalogue_and_win(own: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = own()
    own(GOOD.replace("Visits", "My timeline"), "timeline.cypher")
    assert "visits" in names(folder) and "visits" not in names()
    assert list(find("visits", folder).parameters) == ["actor", "limit"]
    assert whole(folder)["timeline"].title == "My timeline"
    monkeypatch.setenv("ENTENTE_QUERIES", str(folder))
    assert find("visits").columns["claim"].wide
    monkeypatch.setenv("ENTENTE_QUERIES", str(folder / "none"))
    with pytest.raises(UsageError, match="no such folder"):
        names()


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("title: Visits", "titel: Visits", 1, "titel: Extra inputs are not permitted"),
        ("type: entity", "type: person", 4, "parameters.actor.type: Input should be 'entity'"),
        ("of: [State]", "of: [Country]", 4, "parameters.actor: unknown entity type 'Country'"),
        ("  who: text", "  who: word", 6, "columns.who.type: Input should be 'text'"),
        ("// description: Who visited whom.", "//", 1, "description: Field required"),
        ("$actor", "$actors", 11, "$actors is no parameter: name it in the front matter"),
        ("{id: $actor}", "", 4, "parameter 'actor' is not used in the Cypher"),
        ("//   actor:", "//   after:", 3, "'after' has a fixed meaning"),
        ("//   - whom", "//   - [whom", 9, "the front matter is not YAML"),
        ("//   - whom did Japan visit", "//", 8, "examples"),
        ("// title: Visits", "MATCH (n)", 1, "begin with front matter"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    own: Callable[..., Path], before: str, after: str, line: int, message: str
) -> None:
    assert before in GOOD
    path = own(GOOD.replace(before, after, 1)) / "visits.cypher"
    with pytest.raises(EntenteError) as caught:
        read(path)
    assert re.search(rf"visits\.cypher:{line}: .*{re.escape(message)}", str(caught.value)), str(caught.value)


def test_cypher_is_needed_and_the_name_must_be_usable(own: Callable[..., Path]) -> None:
    with pytest.raises(EntenteError, match=r"visits\.cypher:10: there is no Cypher"):
        read(own(GOOD.partition("MATCH")[0]) / "visits.cypher")
    with pytest.raises(EntenteError, match=r"My Visits\.cypher:1: name the file in lower case"):
        read(own(GOOD, "My Visits.cypher") / "My Visits.cypher")


def test_parts_are_written_into_own_files(own: Callable[..., Path]) -> None:
    folder = own(GOOD.replace("    MATCH (a:Entity {id: $actor})", "    // [who actor]\n    // [end]\n    MATCH (who)"))
    assert blocks.main([str(folder)]) == 0
    text = (folder / "visits.cypher").read_text()
    assert "MATCH (actor:Entity {id: $actor})\nCALL (actor) {" in text
    assert "own_only" in find("visits", folder).parameters
    own(GOOD.replace("    MATCH (a", "    // [whom actor]\n    // [end]\n    MATCH (a"))
    with pytest.raises(EntenteError, match=r"visits\.cypher: there is no part 'whom actor'"):
        blocks.main([str(folder)])
