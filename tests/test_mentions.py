"""Names are found in a text, each with one identity, whatever stands around them."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberentente.loaders.gazetteer import Gazetteer, _load
from cyberentente.loaders.mentions import Mention, Names, _key, known
from cyberentente.loaders.patterns import head_word, is_occasion, named
from cyberentente.schema.identity import within

STATES = """
type: State
entries:
  - {id: JPN, name: Japan, adjectives: [Japanese], metonyms: [Tokyo]}
  - {id: USA, name: United States, aliases: [US, U.S.], adjectives: [American], ambiguous: [US]}
  - {id: GEO, name: Georgia, adjectives: [Georgian], ambiguous: [Georgia]}
  - {id: UKR, name: Ukraine, adjectives: [Ukrainian]}
"""
BODIES = """
type: Organization
entries:
  - {id: ccdcoe, name: NATO CCDCOE, aliases: [CCDCOE]}
  - {id: nato, name: NATO, short: [the Alliance]}
  - {id: jp-mod, name: Ministry of Defense of Japan, short: [Ministry of Defense], organ_of: JPN}
  - {id: ua-mod, name: Ministry of Defense of Ukraine, short: [Ministry of Defense], organ_of: UKR}
"""
PERSONS = "type: Person\nentries:\n  - {id: jane-roe, name: Jane Roe, aliases: [Roe Jane, Chairman Roe]}\n"
EXERCISES = "type: Exercise\nentries:\n  - {id: locked-shields, name: Locked Shields}\n"


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("gazetteer")
    (folder / "states.yaml").write_text(STATES)
    (folder / "bodies.yaml").write_text(BODIES)
    (folder / "persons.yaml").write_text(PERSONS)
    (folder / "exercises.yaml").write_text(EXERCISES)
    (folder / "companies.yaml").write_text(COMPANIES)
    return _load(folder, None)


COMPANIES = "type: Organization\nentries:\n  - {id: ibm, name: IBM}\n  - {id: nokia, name: Nokia}\n"


def found(gazetteer: Gazetteer, *texts: str) -> list[list[str]]:
    return [[f"{m.text}={m.entity.id}" for m in mentions] for mentions in Names(gazetteer, texts).mentions()]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Japan met the US in Tokyo.", ["Japan=JPN", "US=USA", "Tokyo=JPN"]),
        ("Conversely, US and Japan met.", ["US=USA", "Japan=JPN"]),
        ("US sanctions hit them.", ["US=USA"]),
        ("LET US JOIN THEM.", []),
        ("Let us join them.", []),
        ("Japan’s and the U.S.’s officials", ["Japan=JPN", "U.S.=USA"]),
        ("the NATO CCDCOE in Tallinn", ["NATO CCDCOE=ccdcoe"]),
        ("a US$584 million deal", []),
        ("write to press@US.example", []),
        ("the Japanese Ministry of Defense", ["Japanese Ministry of Defense=jp-mod"]),
        ("the Ministry of Defence of Ukraine", ["Ministry of Defence of Ukraine=ua-mod"]),
        ("the Ministry of Defense", [f"Ministry of Defense={within('organization:ministry-of-defence', '')}"]),
        ("Locked Shields 2023 began", ["Locked Shields 2023=exercise:locked-shields-2023"]),
        ("Chairman Roe Jane of Japan", ["Chairman Roe Jane=jane-roe", "Japan=JPN"]),
        ("Atlanta, Georgia", []),
        ("Georgia, Ukraine and Japan", ["Georgia=GEO", "Ukraine=UKR", "Japan=JPN"]),
    ],
)
def test_known_names(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert found(gazetteer, text) == [names]


def test_an_acronym_is_remembered_through_the_document(gazetteer: Gazetteer) -> None:
    texts = "the Pacific Cyber Dialogue (PCD) met.", "The PCD met again."
    assert found(gazetteer, *texts) == [
        ["Pacific Cyber Dialogue=forum:pacific-cyber-dialogue", "PCD=forum:pacific-cyber-dialogue"],
        ["PCD=forum:pacific-cyber-dialogue"],
    ]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("at the 2nd Nordic Cyber Dialogue in May", "2nd Nordic Cyber Dialogue", "Forum"),
        ("the Ministry of Communications and Information Technology said", None, "Organization"),
        ("the Cybersecurity and Infrastructure Security Agency", None, "Organization"),
        ("signed the Nadi Declaration on Cyber Resilience.", "Nadi Declaration on Cyber Resilience", "Agreement"),
        (
            "the Letter of Intent on Enhancing Maritime Trade, signed",
            "Letter of Intent on Enhancing Maritime Trade",
            "Agreement",
        ),
        ("its National Cyber Strategy 2021-2025", "National Cyber Strategy 2021-2025", "Strategy"),
        ("the US-EU Trade and Technology Council", "US-EU Trade and Technology Council", "Forum"),
        ("a Foreign Affairs Committee", "Foreign Affairs Committee", "Forum"),
        ("the US-led Coral Initiative", "Coral Initiative", "Forum"),
        ("the Lunar Centre for Cybersecurity Ann Lee said", "Lunar Centre for Cybersecurity", "Organization"),
        ("Jane Roe, Marine Science and Trade Programme", "Marine Science and Trade Programme", "Forum"),
        ("the Fiji Cyber Policy Chief", "", ""),
        ("an associate at Lunar Coral & Associates", "Lunar Coral & Associates", "Organization"),
        ("the 2024 Lunar Agency", "Lunar Agency", "Organization"),
        ("on Emerging Technologies", "", ""),
        ("it set up a Task Force against fraud", "Task Force", "Forum"),
        ("the Japan-U.S. Cyber Dialogue", "Japan-U.S. Cyber Dialogue", "Forum"),
        ("the India-Fiji 2+2 Ministerial Dialogue", "India-Fiji 2+2 Ministerial Dialogue", "Forum"),
        ("the Ninth Coral Dialogue 6 October 2023", "Ninth Coral Dialogue", "Forum"),
        ("Fiji Hit by Widespread Cyberattacks", "", ""),
        ("the Liberal National Convention was hacked", "", ""),
        ("the summit was held", "", ""),
        ("The Agreement", "", ""),
        ("Experts say the Nightowl hacker group did it.", "Nightowl", "Organization"),
        ("Experts say UNC0001 did it.", "UNC0001", "Organization"),
        ("Experts say a hacker group did it.", "", ""),
        ("A Fiji-linked hacking group did it.", "", ""),
    ],
)
def test_names_nobody_listed(text: str, name: str | None, type_: str) -> None:
    names = [(text[n.start : n.end], n.type) for n in named(text)]
    wanted = name if name is not None else text.removeprefix("the ").removesuffix(" said")
    assert names == ([(wanted, type_)] if wanted else [])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Ministry of Mines and the National Rail Commission", ["Ministry of Mines", "National Rail Commission"]),
        ("They linked the raid on the Ministry of Mines to Fijian hackers.", ["Ministry of Mines"]),
        ("the Unit for Maps in the Lunar Agency", ["Unit for Maps", "Lunar Agency"]),
        ("the Expert Group and Working Group", ["Expert Group", "Working Group"]),
    ],
)
def test_two_names_beside_each_other(text: str, names: list[str]) -> None:
    assert [text[n.start : n.end] for n in named(text)] == names


def test_what_is_held_and_what_is_belonged_to() -> None:
    assert head_word("Memorandum of Understanding") == "memorandum"
    assert is_occasion("the 12th ASEAN-U.S. Summit in Vientiane") and not is_occasion("Quad Partnership")


@settings(deadline=None)
@given(st.text())
def test_any_text_has_mentions_at_their_offsets(text: str) -> None:
    mentions = Names(Gazetteer.load(), [text]).mentions()[0]
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)
    assert _apart(mentions)


def _apart(mentions: list[Mention]) -> bool:
    return all(a.end <= b.start for a, b in pairwise(mentions))


@settings(deadline=None)
@given(st.text())
def test_looking_up_keeps_every_offset(text: str) -> None:
    assert len(_key(text)) == len(text) + 2


def test_matching_is_fast_however_long_the_text() -> None:
    text = (
        "The officials met in Tokyo, where nothing else was known of it and nobody was in a hurry to say more. " * 4000
    )
    gazetteer = Gazetteer.load()
    known("", gazetteer)
    start = time.process_time()
    known(text, gazetteer)
    speed = len(text.split()) / (time.process_time() - start)
    assert speed > 200_000, "words a second; a million on an idle machine"


def test_the_packaged_gazetteer_s_references_exist() -> None:
    gazetteer = Gazetteer.load()
    for id_ in gazetteer.ids():
        owner = gazetteer.field(id_, "organ_of")
        owners = [owner] if owner else []
        for other in (*owners, *(gazetteer.field(id_, "part_of") or ()), *(gazetteer.field(id_, "by") or ())):
            assert other in gazetteer, f"{id_} refers to '{other}', which is no entry"


def test_the_packaged_gazetteer_is_where_it_says(tmp_path: Path) -> None:
    assert _load(tmp_path, None).ids() == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Harbour Relay, a payment firm, was hit.", ["Harbour Relay"]),
        ("Thieves robbed the shipping company Blue Anchor in May.", ["Blue Anchor"]),
        ("The Tidal Clearing House (TCH) trains engineers. TCH has ten staff.", ["Tidal Clearing House", "TCH", "TCH"]),
        ("Enterprise Japan, a government agency, set a standard.", ["Enterprise Japan"]),
        ("IBM, Nokia, Blue Anchor and Red Kite signed.", ["IBM", "Nokia", "Blue Anchor", "Red Kite"]),
        ("Artificial Intelligence (AI) is a challenge.", []),
        ("Malware is a problem of the company.", []),
    ],
)
def test_words_beside_a_name_explain_it(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert [m.text for m in Names(gazetteer, [text]).mentions()[0]] == names


def test_a_name_in_capitals_is_the_body_s_that_the_text_names_in_full() -> None:
    told = "The GUAM Organization for Democracy and Economic Development met. GUAM agreed."
    for text, name in ((told, "GUAM Organization for Democracy and Economic Development"), ("GUAM agreed.", "Guam")):
        assert Names(Gazetteer.load(), [text]).mentions()[0][-1].entity.name == name


def test_those_who_are_called_something_have_a_name(gazetteer: Gazetteer) -> None:
    for text in (
        'A hacking group called "Red Kite" hit Japan.',
        "Hackers calling themselves Red Kite did it.",
        "A group of hackers known as Red Kite, which is new, did it.",
    ):
        assert "Red Kite" in [m.text for m in Names(gazetteer, [text]).mentions()[0]]
    text = "The groups are called Red Kite, Blue Owl and Grey Wolf, Japan said."
    found = [m.text for m in Names(gazetteer, [text.replace("are ", "")]).mentions()[0]]
    assert found == ["Red Kite", "Blue Owl", "Grey Wolf", "Japan"]


def test_an_acronym_means_what_the_document_defines_it_for(gazetteer: Gazetteer) -> None:
    defined = Names(gazetteer, ["the Noble Arctic Talks Office (NATO) opened.", "NATO has ten staff."]).mentions()
    assert [m.entity.name for m in defined[1]] == ["Noble Arctic Talks Office"]


def test_an_explained_name_is_known_in_the_whole_document(gazetteer: Gazetteer) -> None:
    first, second = Names(gazetteer, ["Red Kite met Japan.", "Red Kite, a nonprofit, trains police."]).mentions()
    assert [m.text for m in first] == ["Red Kite", "Japan"]
    assert first[0].entity.id == second[0].entity.id == "organization:red-kite"


def test_a_short_name_behind_another_state_is_not_the_body_that_the_text_is_about(gazetteer: Gazetteer) -> None:
    text = "Ukraine denied it. In Ukraine, Japanese hackers met. Georgian Ministry of Defense officials saw Ukraine."
    found = [m.entity.id for m in Names(gazetteer, [text]).mentions()[0] if m.entity.type == "Organization"]
    assert "ua-mod" not in found
