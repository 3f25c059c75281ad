"""Who is meant where no name stands, as the facts of whole texts show it."""

from __future__ import annotations

import pytest

from cyberentente.loaders.extract import Extractor
from cyberentente.schema.model import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(threshold=0.0)


def told(extractor: Extractor, text: str) -> set[str]:
    """The facts of a text, as "SUBJECT RELATION OBJECT" by name."""
    document = Document(key="test", sha256="", text=text)
    found = set()
    for fact in extractor.extract(document):
        assert text[fact.char_start : fact.char_end] == fact.quote
        found.add(f"{fact.subject.entity.name} {fact.relation} {fact.object.entity.name}")
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (  # we, of a joint text
            "# Joint Statement by Japan and Australia\n\nWe condemn Russia's cyberattacks.\n",
            {"Japan CONDEMNED Russia", "Australia CONDEMNED Russia"},
        ),
        (  # who speaks at which meeting, of a title
            "Remarks by Jens Stoltenberg at the Nairobi Cyber Summit\n\nMay 3, 2022\n\nThank you all.\n",
            {"Jens Stoltenberg PARTICIPATED_IN Nairobi Cyber Summit"},
        ),
        (  # those whom one word for several bodies names
            "Officials from the U.S. Departments of Justice, State and Defense attended the Nairobi Cyber Summit.\n",
            {
                "U.S. Department of Justice PARTICIPATED_IN Nairobi Cyber Summit",
                "U.S. Department of State PARTICIPATED_IN Nairobi Cyber Summit",
                "U.S. Department of Defense PARTICIPATED_IN Nairobi Cyber Summit",
            },
        ),
        (  # an ambassador of no place
            "U.S. Ambassador at Large for Cyberspace and Digital Policy Ann Lee led the American delegation.\n",
            {"Ann Lee HOLDS_OFFICE United States"},
        ),
        (  # a party whose name has "of" in it
            "The 6th U.S.-Republic of Korea Cyber Talks took place in 2022.\n",
            {"South Korea PARTICIPATED_IN 6th U.S.-Republic of Korea Cyber Talks"},
        ),
        (  # who is thanked for a deed
            "We would like to thank Kenya for hosting the Nairobi Cyber Summit.\n",
            {"Kenya ORGANIZED Nairobi Cyber Summit"},
        ),
        (  # the parties of a joint text that only its first sentence names
            "Media Note\n\nThe text of the following statement was released by the Governments of Japan and Fiji.\n\n"
            "We condemn Russia's cyberattacks.\n",
            {"Japan CONDEMNED Russia", "Fiji CONDEMNED Russia"},
        ),
        (  # the day of a note's opening is that of what it tells first, also where that is told of again
            "OSLO, 3 May 2022 – Norway and Fiji held their inaugural Cyber Dialogue in Oslo.\n\n"
            "The Dialogue was chaired by Jens Stoltenberg.\n",
            {"Jens Stoltenberg PARTICIPATED_IN inaugural Cyber Dialogue (May 2022)"},
        ),
        (  # who took part in a meeting called by letters
            "The Fiji-Kenya High-Level Dialogue (HLD) took place in Suva. The HLD included officials from Interpol.\n",
            {"INTERPOL PARTICIPATED_IN Fiji-Kenya High-Level Dialogue"},
        ),
        (  # a body's name ends where a person's begins
            "Deputy Secretary of the Cyber Council of Ukraine Ann Lee and Director of Interpol Bo Kim met.\n",
            {"Ann Lee HOLDS_OFFICE Cyber Council of Ukraine"},
        ),
        (
            "We met Tom Hill, Director at the Ministry of Trade of Fiji, and Bo Kim, Director at Interpol.\n",
            {"Tom Hill HOLDS_OFFICE Ministry of Trade of Fiji", "Bo Kim HOLDS_OFFICE INTERPOL"},
        ),
        (  # who is among a grouping's members by its allies
            "Canada and its NATO allies trained the force.\n",
            {"Canada MEMBER_OF North Atlantic Treaty Organization"},
        ),
        (  # a delegation, at the meeting of the title and no other
            "The Nairobi Cyber Summit\n\nThe summit took place in May.\n\nIt built on the Suva Cyber Summit. "
            "Jens Stoltenberg led the Norwegian delegation, which included officials from Interpol.\n",
            {
                "Jens Stoltenberg PARTICIPATED_IN Nairobi Cyber Summit",
                "INTERPOL PARTICIPATED_IN Nairobi Cyber Summit",
            },
        ),
        (  # this meeting, of the sentence before
            "The second Pacific Cyber Dialogue took place in May. This meeting was chaired by Jens Stoltenberg.\n",
            {"Jens Stoltenberg PARTICIPATED_IN second Pacific Cyber Dialogue"},
        ),
        (  # the parties of a name with hyphens
            "The third ROK-US Cyber Talks were held in 2019.\n",
            {
                "South Korea PARTICIPATED_IN third ROK-US Cyber Talks",
                "United States PARTICIPATED_IN third ROK-US Cyber Talks",
            },
        ),
        (  # the parties of a name with a dash
            "The third Kenya – Fiji Cyber Talks were held in 2019.\n",
            {"Kenya PARTICIPATED_IN third Kenya – Fiji Cyber Talks"},
        ),
        (  # the leaders
            "# Joint Statement by Japan and Australia\n\nThe leaders condemned North Korea's cyberattacks.\n",
            {"Japan CONDEMNED North Korea", "Australia CONDEMNED North Korea"},
        ),
        (  # the two countries, of the sentence before
            "Iran and Russia are close. In 2017, the two countries signed the Budapest Convention.\n",
            {"Iran SIGNED Budapest Convention", "Russia SIGNED Budapest Convention"},
        ),
        (  # the two countries that a text is about, whatever others the sentence before names
            "Iran and Russia are close. Russia arms Iran. Tehran knows Moscow well. Moscow needs Tehran.\n"
            "They fear threats such as Norway and Chile. The two countries signed the Budapest Convention.\n",
            {"Iran SIGNED Budapest Convention", "Russia SIGNED Budapest Convention"},
        ),
        (  # it
            "Fiji is an island state. In 2024, it signed the Budapest Convention.\n",
            {"Fiji SIGNED Budapest Convention"},
        ),
        (  # it, of an exercise told before in the sentence
            "Japan hosted Locked Shields. The exercise, which took place in May, was big and it included Fiji.\n",
            {"Fiji PARTICIPATED_IN Locked Shields"},
        ),
        (  # the federal government
            "Fiji is a state. Fiji is growing. The federal government signed the Budapest Convention.\n",
            {"Fiji SIGNED Budapest Convention"},
        ),
        (  # the country an essay is about
            "Fiji is growing. Fiji learns from New Zealand. The country signed the Budapest Convention.\n",
            {"Fiji SIGNED Budapest Convention"},
        ),
        (  # I, of a person and of the state behind
            "# Remarks by President Biden\n\nI met with President Macron. I signed the Budapest Convention.\n",
            {"Joe Biden MET_WITH Emmanuel Macron", "United States SIGNED Budapest Convention"},
        ),
        (  # he
            "President Biden was in Paris. He met with President Macron.\n",
            {"Joe Biden MET_WITH Emmanuel Macron"},
        ),
        (  # no subject, at the head of a bullet
            "# FACT SHEET: Cybersecurity\n\nThe White House and CISA work.\n\n- Supporting Ukraine against attacks\n"
            "- Signed the Budapest Convention in 2006\n",
            {"United States SIGNED Budapest Convention"},
        ),
        (  # the gang, the attack
            "Kaseya was hit by the Nightowl ransomware gang. The hackers also breached Microsoft. "
            "The attack also affected Huawei.\n",
            {"Nightowl TARGETED Microsoft", "Nightowl TARGETED Huawei"},
        ),
        (  # an attack by nobody known, and what it did next
            "A ransomware attack on Siemens closed its shops. The attack also affected Huawei.\n",
            {"ransomware attack on Siemens TARGETED Huawei"},
        ),
        (  # the two countries, within a name
            "At the Fiji-Kenya Cyber Dialogue, the two countries signed the Budapest Convention.\n",
            {"Fiji SIGNED Budapest Convention", "Kenya SIGNED Budapest Convention"},
        ),
        (  # the summit of the title
            "# FACT SHEET: The Oslo Cyber Summit\n\nFiji hosted the Nadi Cyber Summit. Kenya attended the summit.\n",
            {"Kenya PARTICIPATED_IN Oslo Cyber Summit"},
        ),
        (  # an event without a name
            "Fiji organised a regional workshop on norms in May 2021. Delegates from Kenya attended the workshop.\n",
            {"Kenya PARTICIPATED_IN regional workshop on norms (May 2021)"},
        ),
        (  # they, whom a state charged; no subject, as in the sentence before
            "Japan sanctioned two hackers (Aki Oto and Bo Kumo) in March. They were also charged by Canada. "
            "Huawei was sanctioned, too.\n",
            {"Japan SANCTIONED Aki Oto", "Canada SANCTIONED Bo Kumo", "Canada SANCTIONED Huawei"},
        ),
        (  # whose help somebody needs to do something
            "Canada and Fiji are helping Tonga to acquire ships.\n",
            {"Canada ASSISTED Tonga", "Fiji ASSISTED Tonga"},
        ),
        (  # with whom somebody acts
            "Canada and Norway, together with Fiji, helped Tonga.\n",
            {"Canada ASSISTED Tonga", "Fiji ASSISTED Tonga"},
        ),
        (  # one of many
            "Fiji and Tonga were among NATO's partners.\n",
            {"Fiji COOPERATES_WITH North Atlantic Treaty Organization"},
        ),
        (  # who is quoted
            "“We met with Japan,” said Microsoft.\n",
            {"Microsoft MET_WITH Japan"},
        ),
        (  # two persons, one of them no subject
            "Kenya and Fiji agreed. Joe Biden waved to Justin Trudeau as they met.\n",
            {"Joe Biden MET_WITH Justin Trudeau"},
        ),
    ],
)
def test_words_stand_for_whom_they_mean(extractor: Extractor, text: str, said: set[str]) -> None:
    assert said <= told(extractor, text)


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        (  # what attackers do in general
            "Ransomware gangs are a threat. Cybercriminals who attack Microsoft earn little.\n",
            "Cybercriminals TARGETED Microsoft",
        ),
        (  # an attack described, where its attacker is named too
            "Iran attacked Albania in 2022. The cyberattack on Albania closed its websites.\n",
            "cyberattack on Albania TARGETED Albania",
        ),
        ("# Japan blames Russia\n\nWe condemn North Korea's cyberattacks.\n", "Japan CONDEMNED North Korea"),
        (  # each of many, whom only "we" names, with each
            "# Joint Statement by Japan, Australia, Canada and Fiji\n\nWe cooperate closely.\n",
            "Japan COOPERATES_WITH Australia",
        ),
        (  # those who do it for themselves
            "# Joint Statement by Japan and Australia\n\nWe strengthened our cyber defenses.\n",
            "Japan ASSISTED Australia",
        ),
        (
            "# Joint Statement by Japan and Australia\n\nThe countries that attended joined NATO.\n",
            "Japan MEMBER_OF North Atlantic Treaty Organization",
        ),
        (
            "# Press Briefing\n\nThe White House spoke.\n\nQ: We condemn Russia's hacks.\n",
            "United States CONDEMNED Russia",
        ),
    ],
)
def test_nobody_is_meant_where_nothing_tells(extractor: Extractor, text: str, not_said: str) -> None:
    assert not_said not in told(extractor, text)


def test_an_event_is_dated_by_what_the_document_says_of_it_elsewhere(extractor: Extractor) -> None:
    text = "The Tallinn Summit was held in Tallinn on 4 May 2021.\n\nJapan participated in the Tallinn Summit.\n"
    dates = {
        f.when for f in extractor.extract(Document(key="t", sha256="", text=text)) if f.relation == "PARTICIPATED_IN"
    }
    assert dates == {"2021-05-04"}


def test_what_an_attack_did_next_has_its_date(extractor: Extractor) -> None:
    text = "In May 2022, REvil attacked Kaseya. The attack also affected Huawei.\n"
    facts = extractor.extract(Document(key="test", sha256="", text=text))
    assert {(f.object.entity.name, f.when) for f in facts} == {("Kaseya", "2022-05"), ("Huawei", "2022-05")}
