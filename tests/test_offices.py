"""Who holds which office, by the ways texts tell it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.loaders.mentions import Names
from cyberentente.loaders.offices import Offices, offices
from cyberentente.loaders.persons import People
from cyberentente.loaders.zones import zones
from cyberentente.schema.model import Document

GAZETTEER = Gazetteer.load()


def read(text: str) -> Offices:
    document = Document(key="a.txt", sha256="0", text=text)
    zone = zones(text)
    blocks = [block for block in zone.blocks if not block.masked]
    names = Names(GAZETTEER, [block.text for block in blocks])
    return offices(document, zone, names, blocks, names.mentions())


def told(text: str) -> set[tuple[str, str, str]]:
    return {
        (fact.subject.entity.name, fact.object.entity.name, str(fact.qualifiers["role"])) for fact in read(text).facts
    }


@pytest.mark.parametrize(
    ("text", "person", "holder", "role"),
    [
        ("Japanese Prime Minister Fumio Kishida spoke.", "Fumio Kishida", "Japan", "Prime Minister"),
        ("Kenyan President Jane Roe Wednesday met him.", "Jane Roe", "Kenya", "President"),
        ("Prime Minister Anthony Albanese of Australia came.", "Anthony Albanese", "Australia", "Prime Minister"),
        ("Estonia’s foreign minister, Margus Tsahkna, agreed.", "Margus Tsahkna", "Estonia", "foreign minister"),
        ("The Chancellor of Austria Jane Roe came.", "Jane Roe", "Austria", "Chancellor of Austria"),
        ("Talks with EU High Representative Jane Roe began.", "Jane Roe", "European Union", "High Representative"),
        ("Jane Roe, head of policy at Microsoft, left.", "Jane Roe", "Microsoft", "head of policy at Microsoft"),
        ("Jane Roe, who heads Microsoft, said so.", "Jane Roe", "Microsoft", "head"),
        ("Ann van den Berg, Head of Europol, spoke.", "Ann van den Berg", "Europol", "Head of Europol"),
        ("Jane Roe, Head, Cyber Policy, Microsoft, spoke.", "Jane Roe", "Microsoft", "Head, Cyber Policy"),
        (
            "Ms Jane Roe, Senior Manager, Government Affairs, Asia Pacific, Cisco, spoke.",
            "Jane Roe",
            "Cisco",
            "Senior Manager, Government Affairs, Asia Pacific",
        ),
        (
            "Mr Tom Foe, Vice President, Africa, Microsoft and Ann Lee met.",
            "Tom Foe",
            "Microsoft",
            "Vice President, Africa",
        ),
        ("Hon Sir Tom Foe, Chief Justice, Samoa", "Tom Foe", "Samoa", "Chief Justice"),
        ("The Auditor General of Kiribati, Jane Roe, agreed.", "Jane Roe", "Kiribati", "Auditor General of Kiribati"),
        (
            "The INTERPOL Resident Representative in Fiji, Tom Foe, agreed.",
            "Tom Foe",
            "INTERPOL",
            "Resident Representative in Fiji",
        ),
        ("The representative of Interpol, Jane Roe, agreed.", "Jane Roe", "INTERPOL", "representative of Interpol"),
        ("The Director of Interpol, Rt Hon Jane Roe QC, agreed.", "Jane Roe", "INTERPOL", "Director of Interpol"),
        ("HRH Prince Omar bin Talal, Minister of Bahrain, came.", "Omar bin Talal", "Bahrain", "Minister of Bahrain"),
        ("Frobnitz Labs chief executive Jane Roe said so.", "Jane Roe", "Frobnitz Labs", "chief executive"),
        ("Jane Roe is a fellow at Oxford Union.", "Jane Roe", "Oxford Union", "fellow at Oxford Union"),
        ("Coral Reef Agency (CRA) Director Jane Roe left.", "Jane Roe", "Coral Reef Agency", "Director"),
        ("Fiji has an Adviser to the Prime Minister, Jane Roe.", "Jane Roe", "Fiji", "Adviser to the Prime Minister"),
        ("Europol is old. Jane Roe was named the agency's head.", "Jane Roe", "Europol", "head"),
        ("Europol is old. The agency's director, Jane Roe, left.", "Jane Roe", "Europol", "director"),
        ("Jane Roe CMG OBE, head of Europol, left.", "Jane Roe", "Europol", "head of Europol"),
        ("Jane Roe, Director, Political at Europol, left.", "Jane Roe", "Europol", "Director, Political at Europol"),
        ("Jane Roe sits on the advisory board of Europol.", "Jane Roe", "Europol", "member of the board"),
        ("Jane Roe is Chief Digital Officer of Fiji.", "Jane Roe", "Fiji", "Chief Digital Officer of Fiji"),
        ("Jane Roe, who still served as Europol Director, left.", "Jane Roe", "Europol", "Director"),
        ("Jane Roe, a former judge, became head of Europol.", "Jane Roe", "Europol", "head of Europol"),
        ('President Joko "Jokowi" Widodo left.', "Joko Widodo", "Indonesia", "President"),
        ("Jane Roe was the first woman to serve as head of Europol.", "Jane Roe", "Europol", "head of Europol"),
        ("Europol is losing its top diplomat on the sea, Jane Roe.", "Jane Roe", "Europol", "top diplomat on the sea"),
        (
            "Jane Roe, Principal Research Fellow at Europol.",
            "Jane Roe",
            "Europol",
            "Principal Research Fellow at Europol",
        ),
        ("Jane Roe was a senior official at Europol.", "Jane Roe", "Europol", "senior official at Europol"),
        ("US Navy Lt. Cmdr. Jane Roe left.", "Jane Roe", "United States Navy", "Lt. Cmdr."),
        ("Chile, Fiji and Microsoft and its president, Jane Roe, left.", "Jane Roe", "Microsoft", "president"),
        ("Fiji and Kenya met, as the country's Energy Minister Jane Roe says.", "Jane Roe", "Kenya", "Energy Minister"),
        (
            "Australia appointed Jane Roe as the country's first ambassador.",
            "Jane Roe",
            "Australia",
            "first ambassador",
        ),
        (
            "Presidential technology adviser Jane Roe is from Kenya.",
            "Jane Roe",
            "Kenya",
            "Presidential technology adviser",
        ),
        ("It was signed by the Ministry of Science and Trade and Omar Roe, Kenya's King.", "Omar Roe", "Kenya", "King"),
        ("It was signed by H E Jane Roe, Energy Minister of Kenya.", "Jane Roe", "Kenya", "Energy Minister of Kenya"),
        (
            "NATO Secretary General's Special Representative Jane Roe left.",
            "Jane Roe",
            "North Atlantic Treaty Organization",
            "Special Representative",
        ),
        (
            "Jane Roe, director of Fiji's Coral Reef Agency, left.",
            "Jane Roe",
            "Coral Reef Agency",
            "director of Fiji's Coral Reef Agency",
        ),
        ("Deputy Secretary of State Jane Roe left.", "Jane Roe", "United States", "Deputy Secretary of State"),
        (
            "Jane Roe, chief product and policy officer of Microsoft, left.",
            "Jane Roe",
            "Microsoft",
            "chief product and policy officer of Microsoft",
        ),
        (
            "They met the Governor of Interpol, Eng. Omar Roe.",
            "Omar Roe",
            "INTERPOL",
            "Governor of Interpol",
        ),
        (
            "The Director, CISA (USA), Dr Jane Roe, left.",
            "Jane Roe",
            "Cybersecurity and Infrastructure Security Agency",
            "Director",
        ),
        ("Kenyan Energy Minister R.K. Roe left.", "R.K. Roe", "Kenya", "Energy Minister"),
        ("Kenyan Minister of Foreign Affairs Mr. Roe left.", "Roe", "Kenya", "Minister of Foreign Affairs"),
        (
            "Fijian Ambassador for Kenyan Affairs Jane Roe spoke.",
            "Jane Roe",
            "Fiji",
            "Ambassador for Kenyan Affairs",
        ),
        (
            "Jane Roe is the second-ever Director of CISA.",
            "Jane Roe",
            "Cybersecurity and Infrastructure Security Agency",
            "Director of CISA",
        ),
        ("Kenya’s Coordinator for Cyber Issues Jane Roe left.", "Jane Roe", "Kenya", "Coordinator for Cyber Issues"),
        (
            "They met the High Commissioner of Canada to Kenya Jane Roe.",
            "Jane Roe",
            "Canada",
            "High Commissioner of Canada to Kenya",
        ),
        (
            "The UN Resident Coordinator in Kenya Jane Roe left.",
            "Jane Roe",
            "United Nations",
            "Resident Coordinator in Kenya",
        ),
        (
            "The Director General of Interpol – Mr. Omar Roe – left.",
            "Omar Roe",
            "INTERPOL",
            "Director General of Interpol",
        ),
        (
            "Jane Roe, ambassador and head of NATO's Cyber Division, left.",
            "Jane Roe",
            "North Atlantic Treaty Organization",
            "head of NATO's Cyber Division",
        ),
        (
            "Jane Roe, Deputy Minister, headed the Kenyan side, Fiji and Ghana theirs.",
            "Jane Roe",
            "Kenya",
            "Deputy Minister",
        ),
        (
            "Fiji's team was led by Jane Roe, Deputy Minister, and Ghana and Kenya came.",
            "Jane Roe",
            "Fiji",
            "Deputy Minister",
        ),
        (
            "The Prime Minister of Fiji, Dr. the Rt. Honourable Jane Roe, left.",
            "Jane Roe",
            "Fiji",
            "Prime Minister of Fiji",
        ),
        ("Fiji was represented by Jane Roe, Attorney-General, to Kenya's joy.", "Jane Roe", "Fiji", "Attorney-General"),
        ("The Ministry of Trade met Minister of Trade Jane Roe.", "Jane Roe", "Ministry of Trade", "Minister of Trade"),
        (
            "External Affairs Minister Smt. Jane Roe met India's envoy.",
            "Jane Roe",
            "India",
            "External Affairs Minister",
        ),
        ("Kenya's Trade Minister Shaikh Omar bin Ali al-Roe left.", "Omar bin Ali al-Roe", "Kenya", "Trade Minister"),
        (
            "SUVA, May 3 (ABC) - Interior Minister Jane Roe met Kenya's and Ghana's.",
            "Jane Roe",
            "Fiji",
            "Interior Minister",
        ),
        (
            "Ann Lee (President/ Executive Director, SVI) spoke.",
            "Ann Lee",
            "SVI",
            "President",
        ),
        ("Ann Lee (Assistant Professor, Peace Studies, NDU Suva) spoke.", "Ann Lee", "NDU Suva", "Assistant Professor"),
        ("Kenya's foreign minister Louis St. Roe left.", "Louis St. Roe", "Kenya", "foreign minister"),
        (
            "Ann Lee is a fellow at the Centre for Peace and Tom Roe is out.",
            "Ann Lee",
            "Centre for Peace",
            "fellow at the Centre for Peace",
        ),
        ("Prof. Ann Lee of Oxford University spoke.", "Ann Lee", "University of Oxford", "member"),
    ],
)
def test_an_office_is_told(text: str, person: str, holder: str, role: str) -> None:
    assert told(text) == {(person, holder, role)}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Jane Roe, an adviser to Kenyan President Omar Hill, left.", "Kenya"),
        ("Jane Roe, security adviser to Prime Minister Keir Starmer, left.", "United Kingdom"),
        ("Jane Roe, President Joe Biden's adviser, left.", "United States"),
    ],
)
def test_an_adviser_is_of_whom_a_leader_leads(text: str, holder: str) -> None:
    assert {of for person, of, _ in told(text) if person == "Jane Roe"} == {holder}


def test_colleagues_are_of_one_state() -> None:
    held = told("Fiji met Kenya's Trade Minister Ann Lee and Energy Minister Omar Roe.")
    assert held == {("Ann Lee", "Kenya", "Trade Minister"), ("Omar Roe", "Kenya", "Energy Minister")}
    assert told("Defence Minister Ann Lee and her Kenyan counterpart Omar Roe met.") == {
        ("Omar Roe", "Kenya", "Defence Minister")
    }


def test_a_counterpart_holds_the_same_office_elsewhere() -> None:
    assert told("Japanese Foreign Minister Ann Lee met her visiting Kenyan counterpart Jane Roe.") == {
        ("Ann Lee", "Japan", "Foreign Minister"),
        ("Jane Roe", "Kenya", "Foreign Minister"),
    }
    assert told("He met his counterpart Jane Roe in Japan.") == set()


def test_a_word_for_a_body_is_no_body() -> None:
    assert told("They met Jane Roe, the Ministry's director for policy.") == set()


def test_ways_of_address_titles_and_meetings_are_nobody_and_no_body() -> None:
    assert told("Your Excellency, Chair of the Open-ended Working Group, we thank you.") == set()
    assert (
        told("Speakers at the Nairobi Summit included the Minister, the High Commissioner of Fiji and others.") == set()
    )
    assert told("Ambassador Burhan Gafoor, Chair of the UN Open-Ended Working Group, spoke.") == set()


def test_a_list_of_offices_each_with_its_holder_after_it() -> None:
    text = (
        "The Permanent Representative of Fiji, Ambassador Ann Lee, the Secretary for Multidimensional Security of NATO,"
        " Ambassador Jane Roe, and the Executive Secretary of Interpol, Tom Foe, came."
    )
    assert {(person, holder) for person, holder, _ in told(text)} == {
        ("Ann Lee", "Fiji"),
        ("Jane Roe", "North Atlantic Treaty Organization"),
        ("Tom Foe", "INTERPOL"),
    }


def test_a_list_of_offices_each_with_its_holder_before_the_next() -> None:
    text = (
        "Also present were Secretary-General of the United Nations Jane Roe, Chairman of the Reef Committee and"
        " Executive Secretary of Interpol Tom Foe, Secretary General of the Council of Europe Ann Lee and others."
    )
    assert {(person, holder) for person, holder, _ in told(text)} >= {
        ("Jane Roe", "United Nations"),
        ("Tom Foe", "INTERPOL"),
        ("Ann Lee", "Council of Europe"),
    }
    assert not any(person == "Jane Roe" and "Committee" in holder for person, holder, _ in told(text))


def test_a_list_that_gives_names_first_is_read_so_throughout() -> None:
    found = told(
        "It was led by Jane Roe of IBM, chair of Europol, Omar Hill, head of Interpol and Ann Lee, CEO of Nokia."
    )
    assert {(name, body) for name, body, _ in found} >= {("Omar Hill", "INTERPOL"), ("Ann Lee", "Nokia")}
    assert ("Omar Hill", "Europol") not in {(name, body) for name, body, _ in found}


def test_ministers_of_several_states_are_told_of_once() -> None:
    text = "The Ministers for Foreign Affairs of Fiji Jane Roe, the Republic of Kenya Tom Foe and Ghana Ann Lee met."
    assert {(person, holder) for person, holder, _ in told(text)} == {
        ("Jane Roe", "Fiji"),
        ("Tom Foe", "Kenya"),
        ("Ann Lee", "Ghana"),
    }


def test_a_minister_named_in_the_text_is_no_other_of_that_surname() -> None:
    text = "# Minister Burke in Suva\n\nThe Minister of Fiji, Peter Burke, spoke. Australia and Australia listened."
    assert all(person != "Tony Burke" for person, _, _ in told(text))


def test_several_hold_an_office_told_of_many() -> None:
    told_of = told("Kenya sent Ann Lee, Members of Parliament, Ms. Jane Roe and Mr. Tom Foe.")
    assert {person for person, _, _ in told_of} <= {"Jane Roe", "Tom Foe"}


def test_another_state_in_the_sentence_is_not_passed_over() -> None:
    kenya = "Kenya spoke. Kenya acted. "
    assert told(kenya + "Prime Minister Jane Roe left.") == {("Jane Roe", "Kenya", "Prime Minister")}
    assert told(kenya + "The King of Fiji consented to what Prime Minister Jane Roe asked.") == set()


def test_the_next_person_of_a_list_is_no_body() -> None:
    assert told("Kenya sent Ann Lee, director of network policy and Jane Roe.") == set()


def test_a_portfolio_is_not_part_of_the_name() -> None:
    text = "The White House sent Deputy National Security Advisor for Cyber and Emerging Technology Jane Roe to Tokyo."
    (fact,) = read(text).facts
    assert fact.subject.entity.name == "Jane Roe"
    assert fact.qualifiers["role"] == "Deputy National Security Advisor for Cyber and Emerging Technology"


def test_foreign_ministers_each_have_their_state() -> None:
    text = "The Foreign Ministers Ann Bell (Norway) and Carl Dorn (Sweden) signed."
    assert {(person, holder) for person, holder, _ in told(text)} == {("Ann Bell", "Norway"), ("Carl Dorn", "Sweden")}


def test_names_and_states_in_the_same_order_belong_together() -> None:
    text = "She met Foreign Ministers Ann Bell, Tom Foe and Carl Dorn of Norway, Fiji and Kenya, respectively."
    found = {(person, holder) for person, holder, _ in told(text)}
    assert found == {("Ann Bell", "Norway"), ("Tom Foe", "Fiji"), ("Carl Dorn", "Kenya")}
    assert not told("She met Foreign Ministers Ann Bell, Tom Foe and Carl Dorn of Norway and Fiji, respectively.")


def test_dignitaries_line_by_line_have_their_own_offices() -> None:
    text = "Her Excellency Jane Roe, President of Fiji\nHis Excellency Tom Foe, President of Kenya\n"
    text += "The Honorable Ann Lee, Minister of Trade, Japan"
    found = {(person, holder) for person, holder, _ in told(text)}
    assert found == {("Jane Roe", "Fiji"), ("Tom Foe", "Kenya"), ("Ann Lee", "Japan")}


def test_a_head_of_mission_is_of_an_embassy_s_state() -> None:
    text = "Jane Roe, Deputy Head of Mission of Fiji, met Chargé d’Affaires of Kenya Tom Foe."
    assert {(person, holder) for person, holder, _ in told(text)} == {("Jane Roe", "Fiji"), ("Tom Foe", "Kenya")}


def test_who_holds_which_of_two_offices_is_not_guessed() -> None:
    assert not told("Jane Roe and John Doe took office as NATO Secretary General and head of CISA respectively.")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Jane Roe is the Director of NATO since 1 January 2016.", "2016-01-01/.."),
        ("Jane Roe was Director of NATO from 2011 to 2015.", "2011/2015"),
        ("In May 2019, Jane Roe was appointed Director of NATO.", "2019-05"),
        ("Jane Roe was appointed Director of NATO on 3 May 2020.", "2020-05-03"),
        ("Jane Roe was appointed the new Director of NATO with effect from 1 January 1993.", "1993-01-01"),
        ("Jane Roe, the Director of NATO, said in 2020 that all was well.", None),
        ("The director of NATO is Jane Roe, who assumed the office on 3 May 2012.", "2012-05-03/.."),
    ],
)
def test_an_office_is_held_for_a_time(text: str, when: str | None) -> None:
    assert [fact.when for fact in read(text).facts] == [when]


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe assumed command of NATO on Friday.",
        "Jane Roe, formerly at NATO, agreed.",
        "Jane Roe joined the staff of NATO as head of cyber security in 2013.",
        "Jane Roe has led NATO since 2013.",
        "NATO is currently headed by Jane Roe from Norway.",
        "NATO\n\n- Jane Roe, Executive Director\n",
        "Also there were Dr. Jane Roe from NATO and others.",
        "Jane Roe, Deputy Secretary (Technology) at NATO, agreed.",
        "Jane Roe, the chairman of NATO and also the chair of NATO, agreed.",
    ],
)
def test_who_heads_a_body_holds_an_office(text: str) -> None:
    assert {(person, body) for person, body, _ in told(text)} == {("Jane Roe", "North Atlantic Treaty Organization")}


def test_a_headline_s_verb_is_no_name() -> None:
    assert not told("Cyber Experts Begin Work in Japan")


def test_one_identity_through_the_document() -> None:
    people = read("Japanese Defence Minister Jun Abiko met them. Minister Abiko left on Monday.").people
    assert people["Abiko"].entity.id == people["Jun Abiko"].entity.id
    assert people["Abiko"].of is not None and people["Abiko"].of.name == "Japan"


def test_well_known_leaders_need_no_state() -> None:
    (fact,) = read("They spoke of President Zelenskyy.").facts
    assert (fact.subject.entity.name, fact.object.entity.name) == ("Volodymyr Zelenskyy", "Ukraine")


def test_former_and_coming_offices() -> None:
    (former,) = read("Former Australian Prime Minister Kevin Rudd spoke.").facts
    assert (former.phase, former.modality) == ("ended", "asserted")
    (coming,) = read("Allies agreed on the selection of Mark Rutte as the next NATO Secretary General.").facts
    assert coming.modality == "planned"


def test_lists_of_speakers() -> None:
    assert told(
        "# A Meeting\n\n## Speakers\n\n- Jane Roe, Microsoft\n- John Doe, Head of Policy, Acme Institute\n"
    ) >= {("Jane Roe", "Microsoft", "speaker")}


@pytest.mark.parametrize(
    ("text", "holder", "role"),
    [
        ("A study\n\nBy Jane Roe, Europol\n\nThe text.", "Europol", "author"),
        ("A study\n\nBy Jane Roe, PhD (Europol)\n\nThe text.", "Europol", "author"),
        ("A study\n\nAuthor: Jane Roe, Faculty of Law, Oxford University", "University of Oxford", "Faculty of Law"),
        ("A study\n\nJane Roe | Europol\n\nThe text.", "Europol", "author"),
        ("A study\n\nJane Roe\nSenior Fellow, Europol\n\nThe text.", "Europol", "Senior Fellow"),
        ("A study\n\nBy Jane Roe\n\nEuropol\n\nThe text.", "Europol", "author"),
        ("A study\n\nDr Jane Roe\n\nSenior Fellow\n\nEuropol\n\nThe text.", "Europol", "Senior Fellow"),
        ("“It is clear.”\n\n– Jane Roe, Europol", "Europol", "author"),
    ],
)
def test_bylines(text: str, holder: str, role: str) -> None:
    assert told(text) == {("Jane Roe", holder, role)}


@pytest.mark.parametrize(
    "text",
    ["By Jane Roe, Suva", "Jane Roe, Europol said.", "Jane Roe/Europol", "Coral Reef, Europol", "Jane Roe\n\nEuropol"],
)
def test_lines_that_are_no_byline(text: str) -> None:
    opening = "\n\n".join(["A study", "It is long.", "It goes on.", "It ends."])
    assert told(f"{opening}\n\n{text}\n\nThe text.") == set()


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("She was an adviser to NATO, the World Bank, and Europol.", {"NATO", "World Bank", "Europol"}),
        ("She served as spokesperson for NATO and Europol before she left.", {"NATO", "Europol"}),
        ("She was a fellow at NATO and Europol's Tom Foe a guest.", {"NATO"}),
    ],
)
def test_one_office_at_several_bodies(text: str, bodies: set[str]) -> None:
    life = f"Jane Roe is a recognised expert on cyber policy, who lives in Suva with her family. {text}"
    names = {fact.object.entity.name.replace("North Atlantic Treaty Organization", "NATO") for fact in read(life).facts}
    assert names == bodies


def test_speakers_without_a_name_are_nobody() -> None:
    assert told("SENIOR ADMINISTRATION OFFICIAL:  Good morning.\n\nMODERATOR:  Thank you.\n") == set()


_PIECES = st.sampled_from(
    [
        "Prime",
        "Minister",
        "President",
        "Jane",
        "Roe",
        "of",
        "the",
        ",",
        "(",
        ")",
        "Japan",
        "Japanese",
        "and",
        "Director",
        "CEO",
        "at",
        "Microsoft",
        "’s",
        "for",
        "Cyber",
        "Affairs",
        "who",
        "heads",
        "is",
        "a",
        "former",
        "Dr.",
        "Jr.",
        "NATO",
        "Secretary",
        "General",
        ".",
        "von",
        "der",
        "Board",
        "includes",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=25).map(" ".join))
def test_any_text_gives_grounded_facts(text: str) -> None:
    for fact in read(text).facts:
        assert fact.char_start is not None and fact.char_end is not None
        assert text[fact.char_start : fact.char_end] == fact.quote
        assert fact.subject.char_start is not None and fact.subject.char_end is not None
        assert len(fact.quote or "") <= 400


def test_a_persons_offices_are_the_users_to_add(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "mine.yaml").write_text(
        "type: Person\nentries: [{id: roe, name: Jane Roe, offices: [{of: EST, role: Foreign Minister}]}]\n"
    )
    people = People(Gazetteer.load(tmp_path))
    leader = people.leader("Roe", "Minister", Counter())
    assert leader is not None
    assert (leader.person.name, leader.of) == ("Jane Roe", "EST")
    assert people.leader("Roe", "Prime Minister", Counter()) is None


@pytest.mark.parametrize(
    ("words", "phase"),
    [
        ("was appointed as", "began"),
        ("has been named", "began"),
        (", who took over as", "began"),
        ("currently holds the post of", "held"),
        ("was sworn in as the new", "began"),
        ("resigned as", "ended"),
        ("stepped down from his post as", "ended"),
        ("was dismissed as", "ended"),
    ],
)
def test_many_words_join_a_person_to_an_office(words: str, phase: str) -> None:
    (fact,) = read(f"In 2021 Jane Roe {words} director of CISA.").facts
    assert (fact.subject.entity.name, fact.object.entity.id, fact.phase) == ("Jane Roe", "us-cisa", phase)


def test_an_office_that_a_state_does_not_have_is_another_s() -> None:
    assert told("American officials spoke in the United States. Prime Minister Jane Roe listened.") == set()
    assert told("Kenyan officials spoke in Kenya. Foreign Minister Jane Roe listened.")


def test_an_office_whose_holders_are_known_is_nobody_else_s() -> None:
    assert told("American officials spoke in the United States. President Jane Roe listened.") == set()


def test_a_member_state_holds_no_office() -> None:
    assert told("The US worked with ASEAN Member States to implement the ASEAN Single Window in trade.") == set()


def test_initials_tell_persons_apart() -> None:
    assert ("George W. Bush", "United States", "President") in told("US President George W. Bush left.")
    assert ("George H.W. Bush", "United States", "President") in told("US President George H.W. Bush left.")


def test_who_replaces_whom() -> None:
    found = {f.subject.entity.name: f.phase for f in read("Jane Roe, who replaced John Doe as NATO spokesperson").facts}
    assert found == {"Jane Roe": "held", "John Doe": "ended"}


def test_who_heads_a_part_of_a_body() -> None:
    assert told("Jane Roe heads the cyber unit of the Estonian Ministry of Foreign Affairs.") == {
        ("Jane Roe", "Ministry of Foreign Affairs of Estonia", "head of the cyber unit")
    }


def test_a_successor_holds_the_office_told_before() -> None:
    text = "Jane Roe was appointed Director of NATO in 2001. She was succeeded in March 2003 by John Doe."
    found = {(f.subject.entity.name, f.object.entity.name, f.when) for f in read(text).facts}
    assert ("John Doe", "North Atlantic Treaty Organization", "2003-03") in found


def test_a_body_of_a_state_not_named_is_another_one_s() -> None:
    holders = {body for _, body, _ in told("Oman spoke. Jane Roe, head of the Internal Security Service, agreed.")}
    assert holders == {"Internal Security Service"}


def test_a_life_goes_on_with_a_pronoun() -> None:
    text = (
        "Jane Roe is Director of NATO. From 2012 to 2018, she served as Head of Policy at the European Commission. "
        "He was Director of Microsoft."
    )
    found = {(f.subject.entity.name, f.object.entity.name, f.when) for f in read(text).facts}
    assert ("Jane Roe", "European Commission", "2012/2018") in found
    text = "Jane Roe is head of Europol. She was the director of NATO from 2012 to 2014."
    assert {body for _, body, _ in told(text)} == {"Europol", "North Atlantic Treaty Organization"}


def test_who_chairs_a_forum_holds_no_office_of_a_state_or_body() -> None:
    assert told("Chair Burhan Gafoor opened the session.") == set()


LIFE = """Jane Roe

Jane Anna Roe (born 5 May 1965) is a Kenyan diplomat who served as Member of the European Parliament (MEP)
from the Netherlands between 2009 and 2019. {sentence}
"""


@pytest.mark.parametrize(
    ("sentence", "holder", "role", "when"),
    [
        ("", "European Parliament", "Member of the European Parliament", "2009/2019"),
        ("She has been the director of Interpol since May 2018.", "INTERPOL", "director of Interpol", "2018-05/.."),
        ("Before, Roe was an adviser to NATO.", "North Atlantic Treaty Organization", "adviser to NATO", None),
        ("She served as Focal Point for Cyber Issues at Interpol.", "INTERPOL", "Focal Point for Cyber Issues", None),
        ("In 2016, Roe became head of Interpol and a fellow at RUSI.", "INTERPOL", "head of Interpol", "2016"),
        (
            "In 2016, Roe became head of Interpol and a fellow at RUSI.",
            "Royal United Services Institute",
            "fellow at RUSI",
            "2016",
        ),
        (
            "She was appointed Minister of Defence of Kenya on 3 May 2020.",
            "Kenya",
            "Minister of Defence of Kenya",
            "2020-05-03",
        ),
        ("Roe heads Interpol.", "INTERPOL", "head", None),
        ("Since 2002, Ms. Roe has served as head of Interpol.", "INTERPOL", "head of Interpol", "2002/.."),
        ("In 2004, she was elected to the African Union.", "African Union", "member", "2004"),
        ("As of May 2020, she is director of Interpol.", "INTERPOL", "director of Interpol", "2020-05"),
        ("In 2011–2012, Roe was head of Interpol, and in 2015 she left.", "INTERPOL", "head of Interpol", "2011/2012"),
        (
            "She led RUSI in 2012, and since May 2014, she is head of Interpol.",
            "INTERPOL",
            "head of Interpol",
            "2014-05/..",
        ),
    ],
)
def test_a_life_tells_of_the_one_whose_it_is(sentence: str, holder: str, role: str, when: str | None) -> None:
    facts = read(LIFE.format(sentence=sentence)).facts
    held = {(f.subject.entity.name.split()[-1], f.object.entity.name, f.qualifiers["role"], f.when) for f in facts}
    assert ("Roe", holder, role, when) in held


@pytest.mark.parametrize(
    ("line", "holder", "role", "when"),
    [
        ("Chief of staff, Interpol, 2011-2014", "INTERPOL", "Chief of staff", "2011/2014"),
        ("2003-05: Security analyst, RoeCorp", "RoeCorp", "Security analyst", "2003/2005"),
        ("- Adviser at Interpol, May 2015 to present", "INTERPOL", "Adviser at Interpol", "2015-05/.."),
        ("Director of Interpol\nIn office 3 May 2009 – 4 June 2012", "INTERPOL", "Director", "2009-05-03/2012-06-04"),
        ("Director of Interpol\nIn office\n3 May 2009 – 4 June 2012", "INTERPOL", "Director", "2009-05-03/2012-06-04"),
        (
            "- Office: Director of Interpol\n- Term Start: 3 May 2009\n- Term End: 4 June 2012",
            "INTERPOL",
            "Director",
            None,
        ),
    ],
)
def test_a_career_is_told_in_lines(line: str, holder: str, role: str, when: str | None) -> None:
    text = f"Jane Roe\n\n{line}\n\nJane Roe is a Kenyan diplomat and a writer. She lives in Nairobi with her family.\n"
    held = {(f.subject.entity.name, f.object.entity.name, f.when or "") for f in read(text).facts}
    assert ("Jane Roe", holder, when or "2009-05-03/2012-06-04") in held
    assert any(str(f.qualifiers["role"]).startswith(role) for f in read(text).facts)


@pytest.mark.parametrize(
    "line",
    [
        "Director | Jane Roe |",
        "- Director: Jane Roe",
        "Director\nJane Roe",
        "- Agency executive: Jane Roe, Director",
        "- Chief1 Name: Jane Roe\n- Chief1 Position: Director",
    ],
)
def test_a_body_s_box_names_its_head(line: str) -> None:
    about = "The Cyber Security Authority is an agency that keeps the networks of Fiji safe."
    text = f"Cyber Security Authority\n\n{line}\n\n{about}\n"
    assert told(text) == {("Jane Roe", "Cyber Security Authority", "Director")}


def test_a_box_names_who_was_before_and_after() -> None:
    box = "Director of Interpol\nIn office\n3 May 2009 – 4 June 2012\nPreceded by Ann Lee\nSucceeded by | Bo Kim\n"
    text = f"Jane Roe\n\n{box}\nJane Roe is a Kenyan diplomat and a writer. She lives in Nairobi with her family.\n"
    assert {(who, body) for who, body, _ in told(text)} == {(n, "INTERPOL") for n in ("Jane Roe", "Ann Lee", "Bo Kim")}


BOX = """Jane Roe

{box}

Jane Roe is a Kenyan diplomat and a writer. She lives in Nairobi with her family.
"""


@pytest.mark.parametrize(
    ("box", "who", "holder", "role"),
    [
        ("Member of the European Parliament\nAssumed office\n2 July 2019", "Jane Roe", "European Parliament", "Member"),
        (
            "28th Minister of Trade\nIn office\n16 July 2015 – 12 September 2016",
            "Jane Roe",
            "Kenya",
            "Minister of Trade",
        ),
        ("Minister of Trade\nIn office\n2015–2016\nPresidentOmar Hill", "Omar Hill", "Kenya", "President"),
        ("Minister of Trade\nIn office\n2015–2016\nPreceded byTom Foe", "Tom Foe", "Kenya", "Minister of Trade"),
        ("Director of Interpol | |\nIn office 2015–2016 | |\nDeputy | Bo Kim |", "Bo Kim", "INTERPOL", "Deputy"),
        (
            "- Office2: Minister of Trade\n- Term Start2: 3 May 2009\n- Predecessor2: Bo Kim",
            "Bo Kim",
            "Kenya",
            "Minister",
        ),
        (
            "Commander of U.S. Cyber Command | |\nIn office 2014–2018 | |\nPresident | Barack Obama Donald Trump |",
            "Donald Trump",
            "United States",
            "President",
        ),
    ],
)
def test_a_life_s_box_names_offices_and_those_beside(box: str, who: str, holder: str, role: str) -> None:
    found = told(BOX.format(box=box))
    assert any(name == who and held == holder and words.startswith(role) for name, held, words in found)


@pytest.mark.parametrize(
    ("sentence", "holder"),
    [
        ("She was the National Secretary for Ocean Matters of the Kenyan government.", "Kenya"),
        ("She was one of the commissioners of the Nadi Coral Commission.", "Nadi Coral Commission"),
        ("She is an alternative board member of Europol.", "Europol"),
        ("She is an independent member of Europol.", "Europol"),
        ("She has been consultant to Europol.", "Europol"),
        ("Jane was a visiting scholar at New York University.", "New York University"),
        ("She was head of Interpol (2013 – 2015) and a member of Europol (2014 – 2016).", "Europol"),
        ("She is a faculty associate at Europol.", "Europol"),
        ("She is a prosecutor at Europol.", "Europol"),
        ("She held several senior posts at Interpol and Europol.", "Europol"),
        ("She worked for Europol as an analyst.", "Europol"),
        ("She joined Europol, where she was chief economist.", "Europol"),
    ],
)
def test_the_subject_of_a_life_holds_offices_told_in_many_ways(sentence: str, holder: str) -> None:
    assert ("Roe", holder) in {(who.split()[-1], held) for who, held, _ in told(LIFE.format(sentence=sentence))}


@pytest.mark.parametrize(
    ("text", "person", "holder"),
    [
        ("Jane Roe came. Mr Foe and Ms Roe left; Ms Roe was appointed director of Europol.", "Jane Roe", "Europol"),
        ("Lt Gen Foe served as the commandant of the Nadi Military College.", "Foe", "Nadi Military College"),
        ("Jane Roe is director of the European Union (EU) police agency Europol.", "Jane Roe", "Europol"),
        ("Jane Roe is director of NATO and chief of Europol.", "Jane Roe", "Europol"),
        ("The Minister of Trade of Ireland, Jane Roe T.D., left.", "Jane Roe", "Ireland"),
        ("Jane Roe was commander of both Europol and Interpol.", "Jane Roe", "Europol"),
        ("Jane Roe (Microsoft), Vice-Chair for Users, left.", "Jane Roe", "Microsoft"),
    ],
)
def test_an_office_is_told_of_the_body_and_person_meant(text: str, person: str, holder: str) -> None:
    assert (person, holder) in {(who, held) for who, held, _ in told(text)}


def test_a_decree_is_no_person() -> None:
    assert told("Fiji is a state. According to the Royal Decree, its head will rest.") == set()


def test_who_appoints_does_not_hold_the_office() -> None:
    found = told(LIFE.format(sentence="She was appointed by President Tom Foe as a member of Europol."))
    assert ("Tom Foe", "Europol") not in {(who, body) for who, body, _ in found}


def test_an_office_of_one_year_is_dated_by_it() -> None:
    facts = read(LIFE.format(sentence="In 2009, she was head of Europol.")).facts
    assert "2009" in {f.when for f in facts if f.object.entity.name == "Europol"}


def test_an_office_to_come_of_a_life_is_not_held() -> None:
    facts = read(LIFE.format(sentence="Roe will become a visiting professor at Oxford University.")).facts
    assert {f.modality for f in facts if f.object.entity.name == "University of Oxford"} == {"planned"}


def test_each_paragraph_may_tell_another_life() -> None:
    text = (
        "Our board\n\nJane Roe is a lawyer from Suva who has written books on the sea and its islands. Jane has also "
        "been a fellow at Chatham House.\n\nShe is an adviser to Europol.\n\nTom Foe has written several books on "
        "the reefs of the ocean and on their fish. Foe was a researcher at Oxford University.\n"
    )
    assert {(who, body) for who, body, _ in told(text)} == {
        ("Jane Roe", "Chatham House"),
        ("Jane Roe", "Europol"),
        ("Tom Foe", "University of Oxford"),
    }


def test_a_firm_named_with_its_head_counts_more_than_what_is_known_of_the_person() -> None:
    assert told("Ajay Banga, president and CEO of Frobnitz, spoke.") == {
        ("Ajay Banga", "Frobnitz", "president and CEO of Frobnitz")
    }


def test_one_person_holds_offices_of_one_state_at_several_times() -> None:
    text = "Jane Roe was Minister of Defence of Kenya from 2001 to 2003. From 2008 to 2009, she was President of Kenya."
    assert {f.when for f in read(text).facts} == {"2001/2003", "2008/2009"}


def test_who_replaces_another_follows_in_the_office() -> None:
    found = told("Ann Lee is the Director of Interpol, replacing Bo Kim, who left.")
    assert {who for who, _, _ in found} == {"Ann Lee", "Bo Kim"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Secretary of the Reef Council under the President of Fiji Ann Lee opened it.",
            ("Ann Lee", "Secretary of the Reef Council under the President of Fiji"),
        ),
        (
            "It names Ann Lee as Fiji's first cyber adviser to the PM, Tom Hill.",
            ("Tom Hill", "PM"),
        ),
        ("Tom Hill, Head of the Reef Office Ann Lee, Ambassador, were there.", ("Tom Hill", "Head of the Reef Office")),
        ("Get Ready – Minister of Trade of Fiji speaks.", None),
        ("He was named Fiji's Minister Assisting the Premier.", None),
    ],
)
def test_a_name_after_an_office_may_be_another_s(text: str, expected: tuple[str, str] | None) -> None:
    found = {(name, role) for name, _, role in told(text)}
    assert {expected} <= found if expected else not found
    assert ("Ann Lee", "Head of the Reef Office") not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Sheikh Omar bin Hamad bin Omar bin Said Al Roe, Qatar's Minister of Trade, and Prince Ali bin Saud Al "
            "Foe, the Minister of Trade of Oman, met.",
            {
                ("Omar bin Hamad bin Omar bin Said Al Roe", "Qatar", "Minister of Trade"),
                ("Ali bin Saud Al Foe", "Oman", "Minister of Trade of Oman"),
            },
        ),
        (
            "Ali Al-Roe, Secretary of the Coral Ministry of Trade and Omar bin Al-Foe, Minister of Trade of Oman, met.",
            {
                ("Ali Al-Roe", "Coral Ministry of Trade", "Secretary of the Coral Ministry of Trade"),
                ("Omar bin Al-Foe", "Oman", "Minister of Trade of Oman"),
            },
        ),
        (
            "Then came former Ambassador Ann Lee (Reef Institute President).",
            {("Ann Lee", "Reef Institute", "President")},
        ),
        ("It was sent to staff members at the Reef Agency's Oak Hill labs.", set()),
        ("Ann Lee, Component Commander of ships, spoke.", set()),
        ("It was told by Ann Lee, the president of the conference held in the Hall of Reefs.", set()),
        ("Ambassador to Fiji Ann Lee came. Fiji agreed.", set()),
        ("The High Representative for NATO Affairs, Mr. Tom Foe, spoke.", set()),
        (
            "Master Sgt. Tom Foe, director of the Reef Centre, spoke.",
            {("Tom Foe", "Reef Centre", "director of the Reef Centre")},
        ),
        (
            "He met Fiji General Authority of Trade Chairman Tom Foe.",
            {("Tom Foe", "Fiji General Authority of Trade", "Chairman")},
        ),
        (
            "Ann Lee was a fellow of the Coral Reef Center for Law & Society.",
            {("Ann Lee", "Coral Reef Center for Law & Society", "fellow of the Coral Reef Center for Law & Society")},
        ),
    ],
)
def test_names_have_their_bounds(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_an_office_that_is_yet_to_be_taken_is_planned() -> None:
    for words in ("is soon to also become", "is set to become", "was expected to take over as", ", who will serve as"):
        facts = read(f"Ann Lee {words} director of the Reef Agency.").facts
        assert {fact.modality for fact in facts} <= {"planned"}
    facts = read("If confirmed as ambassador of Fiji, Ann Lee will go to Oslo.").facts
    assert {fact.modality for fact in facts} <= {"planned"}


def test_a_place_is_no_state_to_guess_an_office_of() -> None:
    text = "Foreign Minister Ann Lee, for the government of Fiji, was at the forum in Oslo, Norway.\nFiji spoke."
    assert told(text) == {("Ann Lee", "Fiji", "Foreign Minister")}
