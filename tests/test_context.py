"""What kind of document a text is, and who speaks in it."""

from __future__ import annotations

import pytest

from cyberentente.loaders.context import Context, context, speakers
from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.loaders.mentions import Names, with_persons
from cyberentente.loaders.offices import Person, offices
from cyberentente.loaders.zones import Block, zones
from cyberentente.schema.model import Document


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def read(text: str, gazetteer: Gazetteer) -> tuple[Context, list[Block], dict[str, Person]]:
    zone = zones(text)
    blocks = [block for block in zone.blocks if not block.masked]
    names = Names(gazetteer, [block.text for block in blocks])
    named = names.mentions()
    people = offices(Document(key="test", sha256="", text=text), zone, names, blocks, named).people
    entities = {name: person.entity for name, person in people.items()}
    mentions = [with_persons(b.text, found, entities) for b, found in zip(blocks, named, strict=True)]
    return context(blocks, mentions, people, gazetteer), blocks, people


def ids(referents: object) -> list[str]:
    assert isinstance(referents, tuple)
    return [referent.mention.entity.id for referent in referents]


@pytest.mark.parametrize(
    ("title", "kind", "issuer", "parties"),
    [
        ("# Joint Statement by Japan and Australia", "joint", ["JPN", "AUS"], ["JPN", "AUS"]),
        ("# Cabinet Office of Japan\n\n# Joint Statement by Japan and Fiji", "joint", ["JPN", "FJI"], ["JPN", "FJI"]),
        ("# FACT SHEET: The United States and Japan", "fact sheet", ["USA"], ["USA", "JPN"]),
        ("# FACT SHEET: The U.S.-Japan Summit in Vientiane, Laos", "fact sheet", ["USA"], ["USA", "JPN"]),
        ("# Readout of President Biden's Call with President Macron", "readout", ["USA"], ["USA", "FRA"]),
        ("# Remarks by President Biden on Cybersecurity", "remarks", ["USA"], []),
        ("# Japan blames Russia for a hack", "text", [], ["JPN", "RUS"]),
    ],
)
def test_a_title_tells_the_kind_and_whose_it_is(
    gazetteer: Gazetteer, title: str, kind: str, issuer: list[str], parties: list[str]
) -> None:
    found, _, _ = read(f"{title}\n\nThe White House and CISA said so. President Biden agreed.\n", gazetteer)
    assert (found.kind, ids(found.issuer), sorted(ids(found.parties))) == (kind, issuer, sorted(parties))


def test_an_official_text_is_of_the_state_whose_bodies_need_no_state_beside_their_names(gazetteer: Gazetteer) -> None:
    text = (
        "# FACT SHEET: A Partnership with Australia\n\nThe White House welcomes Australia and Prime Minister Albanese "
        "of Australia. Australia and the United States work closely. Australia is a friend. CISA and the Australian "
        "Signals Directorate will train Australia's defenders.\n"
    )
    assert ids(read(text, gazetteer)[0].issuer) == ["USA"]


def test_a_joint_text_without_a_title_has_the_parties_of_its_opening(gazetteer: Gazetteer) -> None:
    text = "Japan and Australia affirm the importance of an open and secure cyberspace for all.\n\nWe met. We agreed.\n"
    found, _, _ = read(text, gazetteer)
    assert (found.kind, ids(found.parties)) == ("joint", ["JPN", "AUS"])


def test_a_title_that_is_a_meetings_name_says_that_the_text_tells_of_it(gazetteer: Gazetteer) -> None:
    found, *_ = read(
        "The Seventh Japan-Fiji Cyber Dialogue\n\nIt followed the Sixth Japan-Fiji Cyber Dialogue.", gazetteer
    )
    assert found.reports and found.event and found.event.mention.text == "Seventh Japan-Fiji Cyber Dialogue"


def test_a_title_with_an_entrys_name_is_its_topic(gazetteer: Gazetteer) -> None:
    found, _, _ = read("# NATO\n\nIt is an alliance of many states and has its seat in Belgium.\n", gazetteer)
    assert found.topic is not None
    assert found.topic.mention.entity.id == "nato"


def test_an_entry_is_about_what_its_first_sentence_defines(gazetteer: Gazetteer) -> None:
    text = "# Who we are\n\nThe Council of Europe (CoE) is a body of states that meets in Strasbourg each year.\n"
    found, _, _ = read(text, gazetteer)
    assert found.topic is not None
    assert found.topic.mention.entity.name == "Council of Europe"


def test_labels_tell_who_speaks_and_journalists_speak_for_nobody(gazetteer: Gazetteer) -> None:
    text = (
        "# Press Briefing by Press Secretary Jen Psaki\n\nMS. PSAKI: We met with Poland.\n\n"
        "We will go on.\n\nREPORTER: Have we heard from Japan?\n"
    )
    found, blocks, people = read(text, gazetteer)
    said = {b.text: who for b, who in zip(blocks, speakers(blocks, people, found.home, gazetteer), strict=True)}
    assert [r.mention.entity.name for r in said["We will go on."] or ()] == ["Jen Psaki", "United States"]
    assert said[blocks[0].text] is None
    assert said["REPORTER: Have we heard from Japan?"] == ()


def test_any_text_has_a_context(gazetteer: Gazetteer) -> None:
    for text in ("", "\n", "#\n", "# \u200b\n\nMR. : \n", "WE, THE \n\nand"):
        found, _, _ = read(text, gazetteer)
        assert found.kind
