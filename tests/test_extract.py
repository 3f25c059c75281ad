"""Documents in, facts out: proven by their quotes, the same in every run, whatever the text."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cyberentente.loaders.extract import Extractor
from cyberentente.loaders.spans import MAX_QUOTE
from cyberentente.schema.model import Document, Fact

GOLD = Path(os.environ.get("ENTENTE_GOLD", Path(__file__).parents[2] / "shared" / "gold"))

NOTE = """# Joint statement by Japan and Australia

Tokyo, 4 March 2024

In 2018 Japan joined NATO. Together with
France, Japan plans to sign the Budapest Convention. Japan and Australia
are deepening their cooperation on cyber security.

- On 12 May 2023 Prime Minister Fumio Kishida met Anthony Albanese in Sydney.
- Russia did not attack Estonia.
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def read(extractor: Extractor, text: str, date: str | None = None) -> list[Fact]:
    return extractor.extract(Document(key="note.md", sha256="", text=text, date=date))


def said(facts: list[Fact]) -> set[str]:
    return {f"{f.subject.entity.name} {f.relation} {f.object.entity.name} {f.when} {f.modality}" for f in facts}


def test_a_note_s_facts_with_their_dates_and_modality(extractor: Extractor) -> None:
    facts = said(read(extractor, NOTE))
    assert "Japan MEMBER_OF North Atlantic Treaty Organization 2018 asserted" in facts
    assert "Fumio Kishida MET_WITH Anthony Albanese 2023-05-12 asserted" in facts
    assert any(f.startswith("Japan SIGNED Budapest Convention") and f.endswith("planned") for f in facts)
    assert not any("TARGETED" in f and f.endswith("asserted") for f in facts)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("In May 2023 Kim Jong-un went to Russia, where he met Vladimir Putin.", "MET_WITH Vladimir Putin 2023-05"),
        ("Ukraine said on 4 March 2022 that Russia was behind the attacks of 2021.", "ATTRIBUTED Russia 2022-03-04"),
        ("In May 2022 the Council condemned attacks against NATO country Albania.", "Treaty Organization None"),
        (
            "NATO launched the plan on Wednesday after Japan and France signed the Budapest Convention.",
            "France SIGNED Budapest Convention 2024-02-28",
        ),
        ("The United States will host the summit.\n\nJapan joined NATO in 2031.", "Organization 2031 planned"),
        ("Japan and Fiji signed the Paris Call to protect the internet in May 2022.", "Cyberspace 2022-05 asserted"),
        ("Japan joined NATO two years ago, in April 2022.", "Organization 2022-04 asserted"),
        ("Japan and Egypt signed the Paris Call in Cairo, Egypt on 4 March 2022.", "Cyberspace 2022-03-04 asserted"),
        ("On 4 March 2022 they met under the Japan-Fiji Security Agreement.", "Security Agreement None asserted"),
        ("The United States sanctioned Evil Corp. in December 2019.", "Evil Corp 2019-12 asserted"),
        ("On 4 March 2022 Japan continued its efforts to train Ukraine's officials.", "Ukraine None asserted"),
        ("In May 2022 Japan condemned the cyberattacks on Fiji.", "TARGETED Fiji None asserted"),
        (
            "On 4 March 2022 Japan met with NATO member Albania.",
            "Albania MEMBER_OF North Atlantic Treaty Organization None",
        ),
        ("Japan hosted a cyber exercise that involved France and Canada in 2020.", "ORGANIZED cyber exercise (2020)"),
        ("Japan sanctioned Huawei over a 2015 cyberattack on its banks.", "Japan SANCTIONED Huawei None"),
        ("Japan sanctioned Huawei, the Treasury Department said on Friday.", "Japan SANCTIONED Huawei 2024-03-01"),
        ("On 4 March 2022 Japan praised the plan when it met with Fiji.", "MET_WITH Fiji 2022-03-04"),
        ("Japan has imposed sanctions on Huawei.", "Japan SANCTIONED Huawei 2024-03-04"),
        ("Japan has publicly blamed Russia for the attack.", "Japan ATTRIBUTED Russia 2024-03-04"),
        ("Japan had imposed sanctions on Huawei.", "Japan SANCTIONED Huawei None"),
        (
            "Fiji set out its aims in Fiji's Cyber Strategy released in May 2022.",
            "ADOPTED Cyber Strategy (May 2022) 2022-05",
        ),
        ("The 2007 Russian cyberattack on Estonia hit networks.", "Russia TARGETED Estonia 2007"),
        ("Did the 2015 agreement between Japan and Fiji work?", "agreement between Japan and Fiji 2015 asserted"),
        (
            "Since 2011 Japan has participated in Locked Shields organized by Fiji.",
            "Fiji ORGANIZED Locked Shields None",
        ),
        ("Kenya works in trade (since 2013), and held the Kenya-Fiji Cyber Dialogue.", "Fiji Cyber Dialogue None"),
        (
            "Over the past year they did much, including the launch of the Nairobi Conference by Kenya.",
            "Conference None",
        ),
        ("Today, the ministers praised the cooperation between Japan and Fiji.", "Japan COOPERATES_WITH Fiji None"),
        ("Japan hosted the Tokyo Cyber Forum, with a second session in May 2020.", "Tokyo Cyber Forum None"),
        ("Japan is implementing a national cloud strategy.", "cloud strategy None"),
        ("Japan's parliament has passed a data protection law.", "data protection law (March 2024) 2024-03-04"),
        (
            "Fiji joined the Kenya-Fiji Cyber Dialogue meeting which took place last week in Suva on 4-5 May 2022.",
            "Dialogue 2022-05-04/2022-05-05",
        ),
        ("“Japan strongly condemns Fiji,” she said.", "Japan CONDEMNED Fiji 2024-03-04"),
        ("When Jens Stoltenberg was in Suva in May 2022, he met Joe Biden.", "MET_WITH Joe Biden 2022-05"),
        ("This builds on a May 2022 project in which Japan hosted the Tokyo Cyber Forum.", "Tokyo Cyber Forum 2022-05"),
        ("In 2018 Chile became the first state to sign the Paris Call.", "Chile SIGNED Paris Call"),
        ("Japan and Fiji signed the Paris Call at the margins of a summit held on 5 May 2022.", "2022-05-05 asserted"),
        ("The Paris Call, which was launched on 12 November 2018, was later endorsed by Fiji.", "Cyberspace None"),
        ("Japan signed cyber agreements with Kenya (2012) and Fiji (2015).", "Japan COOPERATES_WITH Fiji 2015"),
        (
            "In 2012 India and Japan held their first cyber dialogue, and in 2014 Kenya joined NATO.",
            "India MET_WITH Japan 2012",
        ),
        ("Following a meeting with Joe Biden on 5 May 2022, Justin Trudeau left.", "MET_WITH Joe Biden 2022-05-05"),
        ("Japan and Fiji held a dialogue in Nairobi, Kenya from 5 to 6 May 2022.", "2022-05-05/2022-05-06 asserted"),
        ("Joe Biden spoke at the Suva Cyber Forum in Paris, which took place in May 2022.", "Suva Cyber Forum 2022-05"),
        ("Since 2014, Russian hackers have used malware to spy on Fiji.", "Russia TARGETED Fiji 2014/.."),
        ("Following the attack in May 2022, Japan hosted the Tokyo Cyber Forum.", "ORGANIZED Tokyo Cyber Forum None"),
        ("Japan sanctioned Huawei in 2017 breach.", "Japan SANCTIONED Huawei None"),
        (
            "Fiji and Kenya signed a defence pact. The pact was signed on 2 March 2024 by two envoys.",
            "pact 2024-03-02",
        ),
        ("Fiji hosted the Suva Cyber Forum, held last February 13.", "Suva Cyber Forum 2024-02-13"),
        ("Japan sanctioned Huawei after the attack last week.", "Japan SANCTIONED Huawei None"),
        (
            "Japan praised Locked Shields. The fifth edition was held in May 2021 and Fiji took part in the exercise.",
            "Fiji PARTICIPATED_IN Locked Shields 2021-05",
        ),
        (
            "In May 2022, Canada's Green Cyber Strategy outlined new aims.",
            "Strategy (May 2022) 2022-05",
        ),
        ("NATO is a body. The alliance, created in 1949 by Fiji, Kenya and Tonga, is old.", "Organization 1949"),
        ("Earlier in May 2022, Fiji said that it has sanctioned Huawei.", "Fiji SANCTIONED Huawei 2022-05"),
    ],
)
def test_a_date_belongs_to_what_tells_it(extractor: Extractor, text: str, fact: str) -> None:
    assert any(fact in found for found in said(read(extractor, text, date="2024-03-04")))


def test_what_news_adds_was_done_that_day(extractor: Extractor) -> None:
    text = "The police arrested two men on Monday. The United States also sanctioned Huawei. Japan sanctioned Iran."
    facts = said(read(extractor, text, date="2024-03-04"))
    assert any("SANCTIONED Huawei" in fact and fact.endswith("2024-03-04 asserted") for fact in facts)
    assert "Japan SANCTIONED Iran None asserted" in facts


def test_who_met_or_spoke_in_news_did_so_that_day(extractor: Extractor) -> None:
    text = "The police arrested two men on Monday. Joe Biden spoke at the G7 Summit. Japan met with Fiji."
    facts = said(read(extractor, text, date="2024-03-04"))
    assert "Japan MET_WITH Fiji 2024-03-04 asserted" in facts
    assert any("Joe Biden PARTICIPATED_IN" in fact and "2024-03-04" in fact for fact in facts)


def test_who_imposes_sanctions_targets_by_them(extractor: Extractor) -> None:
    facts = said(read(extractor, "Japan sanctioned Huawei. Japan also targeted Kaspersky. Evil Corp targeted Fiji."))
    assert not any("Japan TARGETED" in fact for fact in facts)
    assert "Evil Corp TARGETED Fiji None asserted" in facts


def test_the_attackers_in_an_attack_s_name_are_not_its_victims(extractor: Extractor) -> None:
    facts = said(read(extractor, "The REvil Ransomware Attack closed many offices. REvil had attacked Kaseya."))
    assert not any("TARGETED REvil" in fact for fact in facts)


def test_a_headline_is_read_as_a_sentence(extractor: Extractor) -> None:
    facts = said(read(extractor, "# Kenya Cuts Ties With Fiji After Accusing Suva Of Massive Hacking\n\nIt rained."))
    assert "Kenya ATTRIBUTED Fiji None asserted" in facts
    assert not any("COOPERATES_WITH" in fact and fact.endswith("asserted") for fact in facts)


def test_a_headline_tells_of_the_day_of_which_the_first_sentence_tells(extractor: Extractor) -> None:
    text = (
        "Kenyan–Fijian dialogue continues on cyber security\n\nPress releases, 08.06.2023\n\n{} in Suva for two days."
    )
    told = said(read(extractor, text.format("Delegations of Kenya and Fiji met on 7 June 2023")))
    assert "Kenya PARTICIPATED_IN Kenyan–Fijian dialogue (June 2023) 2023-06-07 asserted" in told
    told = said(read(extractor, text.format("Delegations of Kenya and Fiji met")))
    assert "Kenya PARTICIPATED_IN Kenyan–Fijian dialogue (June 2023) 2023-06-08 asserted" in told


def test_a_headline_dates_the_text_that_the_opening_tells_of(extractor: Extractor) -> None:
    text = (
        "Kenya and Fiji sign memorandum of understanding on cyber crime\n\nAugust 22, 2022\n\n"
        "Interpol and NATO signed a memorandum of understanding on cyber crime.\n"
    )
    told = said(read(extractor, text))
    assert {f for f in told if "SIGNED" in f} == {
        f"{who} SIGNED memorandum of understanding (August 2022) 2022-08-22 asserted"
        for who in ("Kenya", "Fiji", "INTERPOL", "North Atlantic Treaty Organization")
    }


def test_a_judgement_is_not_dated_by_the_deed_that_it_judges(extractor: Extractor) -> None:
    text = "May 3, 2020\n\nKenya condemns the use of malware by Iran to attack its banks in April 2019.\n"
    assert "Kenya CONDEMNED Iran 2020-05-03 asserted" in said(read(extractor, text))


def test_a_headline_s_verb_may_be_the_only_word_with_a_capital(extractor: Extractor) -> None:
    text = "Interpol Assists Fiji in the development of a plan against cyber crime\n\nMarch 19, 2014\n\nIt rained."
    assert any(fact.startswith("INTERPOL ASSISTED Fiji") for fact in said(read(extractor, text)))


def test_who_reports_of_a_meeting_is_not_said_to_have_been_there(extractor: Extractor) -> None:
    text = (
        "Kenya meets Fiji\n\n2023-10-05\n\nSuva [Fiji], October 5 : Kenya and Fiji discussed norms during the seventh"
        " Kenya-Fiji Cyber Dialogue in Suva, the Ministry of External Affairs said in a statement."
    )
    took_part = {fact for fact in said(read(extractor, text)) if "PARTICIPATED_IN" in fact}
    dialogue = "PARTICIPATED_IN seventh Kenya-Fiji Cyber Dialogue 2023-10-05 asserted"
    assert took_part == {f"Kenya {dialogue}", f"Fiji {dialogue}"}


def test_who_joins_others_in_a_judgement_judges_that_day(extractor: Extractor) -> None:
    text = "May 10, 2022\n\nKenya joins its partners and allies in attributing this activity to Iran, and more will.\n"
    assert "Kenya ATTRIBUTED Iran 2022-05-10 asserted" in said(read(extractor, text))


def test_a_title_below_the_kind_of_text_is_one_with_it(extractor: Extractor) -> None:
    text = "Speech\n\nby Kenyan President Jane Roe at the Suva Summit\n\n23 May. 2019\n\nIt is a pleasure to be here."
    assert "Jane Roe PARTICIPATED_IN Suva Summit 2019-05-23 asserted" in said(read(extractor, text))


def test_colleagues_are_not_said_to_meet(extractor: Extractor) -> None:
    text = (
        "The talks in Suva were led by Kenyan Trade Minister Tom Foe, Kenyan Foreign Minister Ann Doe"
        " and Fijian Foreign Minister Jane Roe."
    )
    met = {fact for fact in said(read(extractor, text)) if "MET_WITH" in fact}
    assert "Tom Foe MET_WITH Jane Roe None asserted" in met
    assert not any("Tom Foe" in fact and "Ann Doe" in fact for fact in met)


def test_a_headline_begins_with_two_who_act(extractor: Extractor) -> None:
    facts = said(read(extractor, "Fiji, Kenya blame Iran for hacking. Nairobi, Kenya hosts the Paris Conference."))
    assert {"Fiji ATTRIBUTED Iran None asserted", "Kenya ATTRIBUTED Iran None asserted"} <= facts


def test_who_is_condemned_is_not_who_condemns(extractor: Extractor) -> None:
    assert "Fiji CONDEMNED Iran None asserted" in said(read(extractor, "Iran has been condemned by Fiji for hacking."))


def test_what_somebody_believes_is_no_news_of_the_day(extractor: Extractor) -> None:
    facts = said(read(extractor, "Fiji believes Iran was behind two cyberattacks.", date="2024-03-04"))
    assert "Fiji ATTRIBUTED Iran None asserted" in facts


def test_what_is_acted_on_is_not_who_acts(extractor: Extractor) -> None:
    facts = said(read(extractor, "REvil hacked Huawei. In May, Fiji and Kenya blamed it for the theft."))
    assert not any("Kenya ATTRIBUTED Fiji" in fact or "Fiji ATTRIBUTED Kenya" in fact for fact in facts)


def test_spies_are_their_state_s(extractor: Extractor) -> None:
    facts = said(read(extractor, "Fiji said it had expelled four Kenyan intelligence agents in May 2022."))
    assert "Fiji SANCTIONED Kenya 2022-05 asserted" in facts


def test_a_surname_stands_for_its_bearer(extractor: Extractor) -> None:
    text = (
        "Kenyan Foreign Minister Jane Roe spoke. Roe met Justin Trudeau.\n\nThe Rock is a rock, and Ann Rock a writer."
    )
    assert "Jane Roe MET_WITH Justin Trudeau None asserted" in said(read(extractor, text))


def test_an_attack_s_further_victims_are_told_without_the_attackers(extractor: Extractor) -> None:
    text = "Chinese hackers attacked Japan's navy. Also targeted were Fiji and Kenya. Kaspersky was hit by hail."
    facts = said(read(extractor, text))
    assert {f"China TARGETED {name} None asserted" for name in ("Japan", "Fiji", "Kenya")} <= facts


def test_victims_may_have_no_name(extractor: Extractor) -> None:
    facts = said(read(extractor, "REvil attacked two energy companies. Ransomware attacks hit German hospitals."))
    assert "REvil TARGETED two energy companies None asserted" in facts
    assert not any("attacks" in fact.split(" TARGETED")[0] and "hospitals" in fact for fact in facts)


def test_who_claims_an_attack_did_it_on_the_day_that_its_victim_tells(extractor: Extractor) -> None:
    text = "Fiji was hit by a cyberattack on 4 March 2022. REvil said that it had carried out the cyberattack on Fiji."
    assert said(read(extractor, text)) == {"REvil TARGETED Fiji 2022-03-04 asserted"}


def test_an_attack_took_place_when_the_text_says_elsewhere(extractor: Extractor) -> None:
    text = "REvil hacked Huawei's servers. The attack was carried out in May 2022."
    assert "REvil TARGETED Huawei 2022-05 asserted" in said(read(extractor, text))
    two = f"{text} Iranian hackers had targeted Fiji."
    assert "REvil TARGETED Huawei None asserted" in said(read(extractor, two))


def test_the_attack_on_a_day_dates_the_attack_told_before(extractor: Extractor) -> None:
    text = "REvil hacked Huawei's servers. No one was hurt by the attack on 4 May 2022."
    assert "REvil TARGETED Huawei 2022-05-04 asserted" in said(read(extractor, text))


def test_a_member_of_a_body_is_a_state_and_not_the_body(extractor: Extractor) -> None:
    text = "Hackers attacked Poland. The NATO member has condemned Russia."
    assert "Poland CONDEMNED Russia None asserted" in said(read(extractor, text))


def test_whom_one_represents_signs(extractor: Extractor) -> None:
    text = "A minister represented Japan in signing the Budapest Convention."
    assert said(read(extractor, text)) == {"Japan SIGNED Budapest Convention None asserted"}


def test_the_event_is_the_only_one_told_of(extractor: Extractor) -> None:
    text = "Estonia opened Locked Shields. A minister spoke. He was glad. The event was attended by Japan."
    assert any("Japan PARTICIPATED_IN Locked Shields" in fact for fact in said(read(extractor, text)))


def test_days_that_are_told_go_before_that_of_the_document(extractor: Extractor) -> None:
    text = """# Fiji hosts the Coral Cyber Workshop

At the Coral Cyber Workshop, Kenya agreed to work on norms on Tuesday.

The workshop was hosted by Fiji on January 10-11."""
    facts = said(read(extractor, text, date="2022-01-11"))
    assert "Fiji ORGANIZED Coral Cyber Workshop 2022-01-10/2022-01-11 asserted" in facts
    assert not any(fact.endswith("Workshop 2022-01-11 asserted") for fact in facts)


def test_what_someone_is_accused_of_is_not_told_as_done(extractor: Extractor) -> None:
    assert not said(read(extractor, "Kenya accused Fiji of working with Iran and helping Cuba."))
    assert "Fiji TARGETED Cuba None asserted" in said(read(extractor, "Kenya accused Fiji of hacking Cuba."))


def test_a_company_that_names_hackers_does_not_sanction_them(extractor: Extractor) -> None:
    assert not said(read(extractor, "They are a group that FireEye has designated APT31."))


def test_they_are_those_who_say_so(extractor: Extractor) -> None:
    text = "Kenya was glad. Estonian officials said they had linked the attack to Russia."
    assert "Estonia ATTRIBUTED Russia None asserted" in said(read(extractor, text))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("It builds on the National Cyber Strategy Canada published in June 2018.", "Canada ADOPTED"),
        ("The Budapest Convention Ghana ratified in 2018 is old.", "Ghana SIGNED Budapest Convention"),
        ("Before the Paris Call France launched in 2018, norms were rare.", "France SIGNED Paris Call"),
    ],
)
def test_a_clause_without_that_tells_what_was_done(extractor: Extractor, text: str, fact: str) -> None:
    assert any(told.startswith(fact) for told in said(read(extractor, text)))


@pytest.mark.parametrize(
    "text",
    [
        "Japan signed the Paris Call, along with Fiji.",
        "Along with officials of Fiji, Japan signed the Paris Call.",
        "The Paris Call was signed by Japan, alongside other states, including Fiji.",
    ],
)
def test_who_does_it_along_with_others(extractor: Extractor, text: str) -> None:
    facts = said(read(extractor, text))
    assert all(any(f.startswith(f"{who} SIGNED Paris Call") for f in facts) for who in ("Japan", "Fiji"))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Fiji seeks sanctions on those connected to a 2015 hacker attack on Europol.", "asserted"),
        ("Fiji tried to prevent a cyber attack on Europol in 2015.", "negated"),
    ],
)
def test_an_attack_with_a_past_date_took_place(extractor: Extractor, text: str, modality: str) -> None:
    document = Document(key="a.txt", sha256="0", text=text, date="2024-03-04")
    facts = [f for f in extractor.extract(document) if f.relation == "TARGETED"]
    assert [(f.when, f.modality) for f in facts] == [("2015", modality)]


def test_nobody_met_along_with_others_acts(extractor: Extractor) -> None:
    assert not any(f.startswith("Fiji") for f in said(read(extractor, "Japan condemned Russia along with Fiji.")))


def test_persons_with_an_office_before_the_name_take_part(extractor: Extractor) -> None:
    text = "Europol research fellows Ann Lee and Bo Kim attended the Seoul Conference on Cyberspace."
    facts = said(read(extractor, text))
    assert all(any(f.startswith(f"{who} PARTICIPATED_IN Seoul") for f in facts) for who in ("Ann Lee", "Bo Kim"))


def test_a_deputy_is_of_the_state_whose_leader_has_another_name(extractor: Extractor) -> None:
    text = "Thailand is here. Deputy Prime Minister Ann Lee spoke."
    assert any(f.startswith("Ann Lee HOLDS_OFFICE Thailand") for f in said(read(extractor, text)))


def test_who_attended_the_meeting_without_a_name(extractor: Extractor) -> None:
    text = (
        "The meeting, held in Suva, was attended by Jane Roe, Minister of Defence of Fiji, "
        "Ann Lee, Minister of Trade of Kenya, and Bo Kim, head of Interpol."
    )
    facts = said(read(extractor, text))
    assert any(fact.startswith("Jane Roe PARTICIPATED_IN meeting") for fact in facts)
    assert any(fact.startswith("Ann Lee PARTICIPATED_IN meeting") for fact in facts)


def test_who_said_so_after_meeting_someone_met_them(extractor: Extractor) -> None:
    text = "U.S. Senator Joe Bloggs said that ties will grow, after meeting with Prime Minister Ann Lee of Fiji."
    assert "Joe Bloggs MET_WITH Ann Lee None asserted" in said(read(extractor, text))


def test_a_joint_statement_on_a_dialogue_is_of_its_day(extractor: Extractor) -> None:
    text = (
        "The following statement was released by Fiji and Kenya on the 2nd Fiji-Kenya Reef Dialogue.\n\n"
        "Begin text:\n\nOn May 4, 2021, in Suva, Fiji and Kenya concluded their second dialogue on cyber issues.\n\n"
        "Fiji and Kenya specifically condemned Russia's continuing cyber-attacks.\n"
    )
    facts = said(read(extractor, text))
    assert "Kenya CONDEMNED Russia 2021-05-04 asserted" in facts
    assert "Fiji PARTICIPATED_IN 2nd Fiji-Kenya Reef Dialogue 2021-05-04 asserted" in facts


def test_an_abbreviation_shares_the_date_of_the_event_it_explains(extractor: Extractor) -> None:
    text = (
        "The 10th Reef Ministers Conference (RMC) was convened on 3 May 2021 in Suva. "
        "The RMC was chaired by Jane Roe, Minister of Trade of Fiji."
    )
    facts = {f for f in said(read(extractor, text)) if f.startswith("Jane Roe PARTICIPATED_IN")}
    assert facts and all(" 2021-05-03 " in fact for fact in facts)


def test_capitals_within_a_name_are_forgiven(extractor: Extractor) -> None:
    text = "Fiji reaffirmed its commitment to the UN framework for responsible State behavior endorsed by all."
    assert any(f.startswith("Fiji ENDORSED UN framework of responsible") for f in said(read(extractor, text)))


def test_exercises_in_the_plural_are_one(extractor: Extractor) -> None:
    text = "Japan held cyber exercises. The event included experts and officials from Kenya."
    facts = said(read(extractor, text))
    assert any("Japan ORGANIZED cyber exercises" in fact for fact in facts)
    assert any("Kenya PARTICIPATED_IN cyber exercises" in fact for fact in facts)
    assert not said(read(extractor, "China held military drills."))


def test_those_sanctioned_too_may_be_named_after_those_who_were_not(extractor: Extractor) -> None:
    text = (
        "Japan sanctioned two firms. Oak Bank was also sanctioned. Jang Roe and Bo Son, two bankers, were designated."
    )
    facts = said(read(extractor, text))
    assert {f"Japan SANCTIONED {name} None asserted" for name in ("Oak Bank", "Jang Roe", "Bo Son")} <= facts


def test_named_examples_stand_for_no_state(extractor: Extractor) -> None:
    text = "Japan sanctioned eight individuals and two entities for laundering funds. Finally, five North Korean bank "
    text += "representatives - Ho Yong, Han Gil and Jong Sung - were also sanctioned."
    facts = said(read(extractor, text))
    assert "Japan SANCTIONED Han Gil None asserted" in facts
    assert not any("SANCTIONED North Korea" in fact for fact in facts)


def test_a_usual_attacker_before_cyberattacks_is_no_victim(extractor: Extractor) -> None:
    assert not said(read(extractor, "Fiji spoke of the China Cyberattacks."))


def test_ties_to_be_normalised_are_no_cooperation(extractor: Extractor) -> None:
    assert not said(read(extractor, "The pact formalized the normalization of ties between Fiji and Kenya."))


def test_whom_one_said_one_sanctioned_was_sanctioned_that_day(extractor: Extractor) -> None:
    text = (
        "Japan met on Monday. Japan and Fiji met. They talked. It was long.\n\nThey spoke.\n\nThey ate.\n\nThey left."
    )
    text += "\n\nThe Treasury Department said it sanctioned Huawei."
    assert any("SANCTIONED Huawei 2024-03-04" in fact for fact in said(read(extractor, text, date="2024-03-04")))


def test_the_event_of_a_title_is_dated_by_the_one_of_its_kind_that_the_text_dates(extractor: Extractor) -> None:
    text = """# Kenya Hosts Coral Cybersecurity Seminar

Kenya organized a three-day seminar focused on fisheries data from April 9-11, 2024. Fiji joined it."""
    facts = said(read(extractor, text))
    assert "Kenya ORGANIZED Coral Cybersecurity Seminar 2024-04-09/2024-04-11 asserted" in facts


def test_leaders_named_with_their_states_hold_an_office_each(extractor: Extractor) -> None:
    text = "Presidents Ann Lee of Fiji, Bo Kim of Kenya and Jane Roe of the Philippines spoke."
    held = {fact for fact in said(read(extractor, text)) if "HOLDS_OFFICE" in fact}
    wanted = {"Ann Lee HOLDS_OFFICE Fiji", "Bo Kim HOLDS_OFFICE Kenya", "Jane Roe HOLDS_OFFICE Philippines"}
    assert {fact.partition(" None")[0] for fact in held} == wanted


def test_to_be_among_the_first_to_sign_is_to_sign(extractor: Extractor) -> None:
    text = "Fiji is among the first countries to sign the Budapest Convention."
    assert said(read(extractor, text)) == {"Fiji SIGNED Budapest Convention None asserted"}


def test_such_a_deal_is_none_in_particular(extractor: Extractor) -> None:
    assert not said(read(extractor, "Japan had never before reached such a deal."))


def test_a_preposition_in_a_headline_is_no_name(extractor: Extractor) -> None:
    facts = said(read(extractor, "Sweden Summons Russian Ambassador Over Hacking Of Sports Body"))
    assert not any("HOLDS_OFFICE" in fact for fact in facts)


def test_officers_named_together_act_for_the_state_of_each(extractor: Extractor) -> None:
    text = "Estonian Justice Minister Ann Lee and Fijian Deputy Minister Bo Kim signed a memorandum of cooperation."
    facts = said(read(extractor, text))
    assert {f"{state} SIGNED memorandum of cooperation None asserted" for state in ("Estonia", "Fiji")} <= facts


def test_two_firms_are_not_the_two_that_a_text_names(extractor: Extractor) -> None:
    text = "The US sanctioned two firms. Japan and the US met. The US named Oak Trading as a front."
    facts = {fact for fact in said(read(extractor, text)) if "SANCTIONED" in fact}
    assert facts == {"United States SANCTIONED Oak Trading None asserted"}


def test_who_leads_talks_takes_part_in_them(extractor: Extractor) -> None:
    text = "Kenya and Fiji held their first cyber talks in Suva on Monday. The talks were led by Jens Stoltenberg."
    facts = said(read(extractor, text, date="2024-03-04"))
    for name in ("Kenya", "Fiji", "Jens Stoltenberg"):
        assert any(f"{name} PARTICIPATED_IN first cyber talks" in fact for fact in facts)
    assert not any("PARTICIPATED" in fact for fact in said(read(extractor, "Kenya held security talks.")))


def test_what_was_done_over_some_weeks_lies_in_their_months(extractor: Extractor) -> None:
    text = "Over the past two weeks, Japan met with Fiji. In the past three years Japan assisted Kenya."
    facts = said(read(extractor, text, date="2024-03-04"))
    assert "Japan MET_WITH Fiji 2024-02/2024-03 asserted" in facts
    assert "Japan ASSISTED Kenya 2021/2024 asserted" in facts


def test_an_event_s_year_is_refined_by_the_day_told_elsewhere(extractor: Extractor) -> None:
    text = "Japan and Fiji signed the Paris Call in 2021.\n\nFiji signed the Paris Call on 12 November 2021."
    assert any("Japan SIGNED Paris Call" in fact and "2021-11-12" in fact for fact in said(read(extractor, text)))


def test_a_readout_tells_of_its_day(extractor: Extractor) -> None:
    text = "# Readout of the meeting between Japan and Fiji\n\n4 March 2024\n\n" + "They spoke of much.\n\n" * 6
    facts = said(read(extractor, f"{text}Japan and Fiji signed the Paris Call."))
    assert any("SIGNED Paris Call" in fact and "2024-03-04" in fact for fact in facts)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The 2021 National Cyber Plan lifts Kenya's rank.", "Kenya ADOPTED 2021 National Cyber Plan 2021"),
        ("A step in Kenya's work was the adoption of its Green Cyber Strategy.", "Kenya ADOPTED Green Cyber Strategy"),
    ],
)
def test_whose_a_strategy_is(extractor: Extractor, text: str, fact: str) -> None:
    assert any(found.startswith(fact) for found in said(read(extractor, text)))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Kenya spoke to reporters. If Malawi wants to talk, of course we welcome it.", "MET_WITH"),
        ("Foreign Minister Jane Roe of Kenya welcomed Malawi's coming presidency of the African Union.", "MET_WITH"),
        ("Officials often refer to the Taiwan Relations Act.", "ADOPTED"),
        ("Kenya spoke of shared concerns on the part of other NATO members.", "MEMBER_OF"),
        ("ASEAN countries, Japan, Canada and Fiji took part in the talks.", "MEMBER_OF"),
        ("They noted the talks between the U.S. Department of Energy and India's Department of Fisheries.", "PART_OF"),
    ],
)
def test_what_only_looks_like_a_fact_is_none(extractor: Extractor, text: str, relation: str) -> None:
    assert not any(relation in fact for fact in said(read(extractor, text)))


def test_a_visit_is_of_those_whose_it_is(extractor: Extractor) -> None:
    facts = said(read(extractor, "What does the United States expect from this Brazilian visit to Moscow?"))
    assert {f for f in facts if "MET_WITH" in f} == {"Brazil MET_WITH Russia None asserted"}


def test_the_secretary_is_no_assistant_secretary(extractor: Extractor) -> None:
    text = (
        "Secretary of State Ann Lee of the United States met Fiji. Assistant Secretary Omar Hill spoke to reporters. "
        "On 4 May 2022 the Secretary met Foreign Minister Jane Roe of Kenya."
    )
    assert "Ann Lee MET_WITH Jane Roe 2022-05-04 asserted" in said(read(extractor, text))


def test_a_body_exists_whatever_is_planned_with_it(extractor: Extractor) -> None:
    part = "Coral Directorate PART_OF U.S. Department of Energy None"
    assert f"{part} asserted" in said(
        read(extractor, "Japan will support the Department of Energy's Coral Directorate.")
    )
    assert f"{part} asserted" not in said(
        read(extractor, "Japan will set up the Department of Energy's Coral Directorate.")
    )


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Canberra values the work of AUKUS, as London does.", {"Australia", "United Kingdom"}),
        ("India hosted Kenya and leaders of the Quad.", {"India"}),
        ("Estonia left. Japan spoke to AUKUS.", set()),
    ],
)
def test_a_grouping_known_by_its_members(extractor: Extractor, text: str, members: set[str]) -> None:
    facts = [f for f in read(extractor, text) if f.relation == "MEMBER_OF"]
    assert {f.subject.entity.name for f in facts} == members


def test_typographic_marks_are_read_as_plain_ones(extractor: Extractor) -> None:
    facts = said(read(extractor, "Although India supports “norms”, it hasn’t signed the Budapest Convention."))
    assert "India SIGNED Budapest Convention None negated" in facts


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Japan ratified the Budapest Convention in July 2012.", {"ratification"}),
        ("Japan acceded to the Budapest Convention in 2012.", {"accession"}),
        ("Japan signed the Budapest Convention in 2001.", {None}),
    ],
)
def test_the_verb_tells_the_stage_of_a_treaty(extractor: Extractor, text: str, stages: set[str | None]) -> None:
    assert {f.qualifiers.get("stage") for f in read(extractor, text) if f.relation == "SIGNED"} == stages


def test_the_parties_of_a_known_agreement_signed_it_where_a_text_names_them_all(extractor: Extractor) -> None:
    text = "Russia arms North Korea. They discussed the Treaty on Comprehensive Strategic Partnership, signed in 2024."
    signed = [fact for fact in read(extractor, text) if fact.relation == "SIGNED"]
    assert {(f.subject.entity.name, f.when) for f in signed} == {("Russia", "2024"), ("North Korea", "2024")}
    alone = "Russia discussed the Treaty on Comprehensive Strategic Partnership, signed in 2024."
    assert not [fact for fact in read(extractor, alone) if fact.relation == "SIGNED"]


def test_what_was_also_done_was_done_on_the_same_day(extractor: Extractor) -> None:
    facts = said(read(extractor, "Japan sanctioned Iran on 4 March 2022. Japan also sanctioned Russia.", "2022-03-05"))
    assert any("SANCTIONED Russia 2022-03-04" in fact for fact in facts)


def test_support_for_what_one_says_is_no_help(extractor: Extractor) -> None:
    facts = said(read(extractor, "Ghana’s government, supported by NATO, condemned the attack by Russia."))
    assert any("Ghana CONDEMNED Russia" in fact for fact in facts)
    assert not any("ASSISTED" in fact for fact in facts)


@pytest.mark.parametrize(
    "text",
    [
        "Japan and Australia act together with their partners.",
        "Japan is working with the Ministry of Defense of Japan.",
        "We spoke to our allies, and the Prime Minister of Japan, Fumio Kishida, met Japan.",
    ],
)
def test_nobody_meets_himself(extractor: Extractor, text: str) -> None:
    facts = read(extractor, f"Japan spoke.\n\n{text}")
    assert not any(f.relation in ("MET_WITH", "COOPERATES_WITH") and "Australia" not in str(f) for f in facts)


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        (
            "Kenya reaffirmed its support for Fiji's EU and NATO membership aspirations.",
            "Kenya ASSISTED European Union",
        ),
        ("Kenya has sent a member of the Defence Forces. Kenya's membership of this body counts.", "Kenya MEMBER_OF"),
        ("Japan welcomed Finland as a member of NATO.", "Japan MET_WITH Finland"),
        ("Japan and Canada joined the Quad to form the D9.", "ORGANIZED"),
        ("We thank Canada for hosting the G7 Summit.", "Japan ORGANIZED"),
        ("Canada welcomes the generous support of Microsoft for Ukraine.", "Canada ASSISTED"),
        ("Canada sent a letter to Russia.", "Canada ASSISTED"),
        ("Canada laid the blame for the cyberattack at the feet of China.", "TARGETED"),
        ("Fiji reaffirmed its support for international law.", "ENDORSED"),
        ("Canada took part in a press conference in Tallinn.", "PARTICIPATED_IN"),
        ("Europe’s China Policy is new.", "China ADOPTED"),
        ("The United States became part of the Paris Call, a global initiative, in 2021.", "MEMBER_OF"),
        ("Japan met the rotating chair nation.", "MET_WITH"),
        ("Interpol delivered a training programme in partnership with Microsoft.", "ASSISTED Microsoft"),
        ("Kenya struggled to adopt a cyber strategy.", "strategy None asserted"),
        ("Kenya accused Fiji of breaking its promise.", "ATTRIBUTED"),
        ("Kenya punished the hackers for their cyberattacks against Fiji.", "cyberattacks on Fiji"),
        (
            "Interpol and Europol have been working with island states.",
            "Interpol COOPERATES_WITH Europol",
        ),
        ("Chinese hackers have been targeting networks in the Indo-Pacific.", "TARGETED Pacific"),
        ("It aids Kenya's alliance with the US and defence partnerships with Fiji.", "States COOPERATES_WITH Fiji"),
        ("Canada expressed support for Ukraine.", "ASSISTED"),
        ("Canada's ministry helps with the implementation of the Green Cyber Strategy.", "ADOPTED"),
        ("The hacking of Microsoft's network was one case; China's theft of secrets, another.", "China TARGETED"),
        ("Some doubted it, Fiji and Kenya, and France speaking on behalf of the EU.", "MET_WITH"),
        ("Japan and France confirmed their cooperation on security, with China and Russia in mind.", "China"),
        ("Japanese and French officials held a secret meeting.", "ORGANIZED"),
        ("Representatives of the non-NATO nations Algeria and Austria took part.", "MEMBER_OF"),
        ("The new office is tasked with protecting Kenya's networks.", "ASSISTED"),
        ("The CISA Act is in force.", "ADOPTED"),
        ("REvil has been a target of the FBI.", "TARGETED"),
        ("Brazil Organizes First Ibero-American Cyber Exercise", "United States"),
        ("REvil is a hacker group run by Russia.", "ORGANIZED"),
        ("The NotPetya attacks were blamed on Russia.", "TARGETED"),
        ("Joe Biden will keep his Microsoft post.", "PART_OF"),
        ("Canada read the Harvard Working Paper No. 2011-39 on norms.", "ADOPTED"),
        ("Canada hosts the opposition group Acme Freedom Party.", "MET_WITH"),
        ("Iran attacked US ally Fiji.", "TARGETED United States"),
        ("Microsoft and Mastercard are behind the Acme Institute launched in Geneva.", "TARGETED"),
        ("Jane Roe is Northern Irish and has led the National Cyber Security Centre.", "Ireland"),
        ("Iran attacked our NATO Ally, Fiji.", "TARGETED NATO"),
        ("China is a major target of cyberattacks.", "TARGETED"),
        ("Interpol brought experts from Australia, ASEAN member states and Timor-Leste in a course.", "MEMBER"),
        ("Kenya's cabinet approved an agreement with Fiji.", "SIGNED agreement asserted"),
        ("Kenya convened talks in preparation for the Nairobi Summit.", "Nairobi Summit"),
        ("Ann Lee is Canada's Ambassador for Cyber Policy.", "ADOPTED"),
        ("Japan's minister said that a laptop was linked to Fiji.", "ATTRIBUTED"),
        ("Codenamed Exercise Roe, the drill involved Fiji.", "Codenamed"),
        ("Canada supports Ukraine's sovereignty.", "ASSISTED"),
        ("Canada accused the GRU of attacking the Bundestag.", "Canada TARGETED"),
        ("The attack on Kaseya in July 2021 was blamed on Russia.", "TARGETED Russia"),
        ("Kenya wants a role as an ASEAN partner.", "MEMBER_OF"),
        ("Kenya abides by the UN Security Council Resolutions Agreement.", "United Nations SIGNED"),
        ("Microsoft targeted Fiji with its campaign.", "TARGETED"),
        ("A Tongan security expert says so.", "HOLDS_OFFICE"),
        ("NATO said so. Ann Lee met members of the Alliance and saw the work of Fiji, Kenya and Japan.", "MEMBER_OF"),
        ("Speaking with Reuters, Joe Biden praised it.", "MET_WITH Reuters"),
        ("Interpol has identified Fiji as being responsible for a cyberattack on Kenya.", "INTERPOL TARGETED"),
        ("Evil Corp collected intelligence and delivered it to Russia.", "ASSISTED"),
        ("A Chinese state-sponsored group grew.", "ORGANIZED"),
        ("Ann Lee told reporters at a briefing about it.", "PARTICIPATED_IN"),
        ("It hit firms of Fiji that Kenya blamed on Russia.", "Kenya ATTRIBUTED Fiji"),
        ("Kenya has described Russia as part of its plans.", "ATTRIBUTED"),
        ("US Fears Rising Iranian Cyberattacks", "Fears"),
        ("Russia and China sail around Fiji. He criticised her visit to the island.", "MET_WITH China"),
        ("Jane Roe is a Kenyan diplomat and a member of the European Parliament.", "Kenya MEMBER_OF"),
        ("Two members of NATO – Norway and Canada – condemned Russia.", "Organization CONDEMNED"),
        ("Kenya and Fiji severed ties with the country.", "Kenya SANCTIONED Fiji"),
        ("NATO's predecessor, the Suva Defence Organization, had few members.", "PART_OF"),
        ("Google ended its operations in China.", "Google TARGETED"),
        ("Kenya granted Fiji observer status.", "Kenya ASSISTED Fiji"),
        ("With the cooperation of Fiji and Kenya they left.", "COOPERATES_WITH"),
        ("Agencies and Event Manager Teams of Fiji and Kenya met.", "HOLDS_OFFICE"),
        ("The pact was begun by Fiji with the support of Kenya.", "Kenya ASSISTED"),
        ("Kenya and Fiji step up ties amid growing concerns over China.", "CONDEMNED China"),
        (
            "In 2013 Ghana acceded to the Budapest Convention. Fiji is a party to the Budapest Convention.",
            "Fiji SIGNED Budapest Convention 2013",
        ),
        ("AUKUS is a body of the European Union.", "European Union MEMBER_OF"),
        ("Kenya was an adviser for Fiji stationed in Japan.", "TARGETED"),
    ],
)
def test_what_a_sentence_does_not_say(extractor: Extractor, text: str, not_said: str) -> None:
    facts = said(read(extractor, f"Statement by Japan\n\nJapan spoke on Monday.\n\n{text}"))
    assert not any(not_said in fact for fact in facts)


def test_examples_of_a_party_are_not_partners_of_each_other(extractor: Extractor) -> None:
    text = "We welcome the cooperation between Japan and several states, including France, Italy and Spain."
    facts = said(read(extractor, text))
    assert any("Japan COOPERATES_WITH Italy" in fact for fact in facts)
    assert not any("France COOPERATES_WITH Italy" in fact for fact in facts)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Locked Shields, organised by NATO since 2010, drew teams from Fiji.",
            "NATO ORGANIZED Locked Shields 2010/..",
        ),
        ("During a call with Joe Biden, Fiji, Kenya and Japan agreed to cooperate.", "Fiji COOPERATES_WITH Japan None"),
        (
            "In Geneva, where Joe Biden and Xi Jinping met face to face, it rained.",
            "Joe Biden MET_WITH Xi Jinping None",
        ),
        ("As host of the G7 Summit, Japan launched an exercise.", "Japan ORGANIZED G7 Summit None"),
        ("Building on their trust, Japan and Fiji launched the Suva Dialogue.", "Fiji ORGANIZED Suva Dialogue None"),
        ("Japan and Fiji conduct drills known as Exercise Malabar.", "Fiji ORGANIZED Malabar None"),
        (
            "All of the countries attending the G7 Summit this week — Fiji, Kenya, and Canada — have helped.",
            "Kenya PARTICIPATED_IN G7 Summit None",
        ),
        (
            "The first event of the Quad was held in Suva on 9 May 2014. Joe Biden was also present.",
            "Joe Biden PARTICIPATED_IN first event of the Quad (May 2014) 2014-05-09",
        ),
        (
            "The Kenyan government has recalled its envoy after cyberattacks, for which it blames Fiji.",
            "Kenya ATTRIBUTED Fiji None",
        ),
        (
            "Kenya and Fiji both participated in UN GGE meetings.",
            "Fiji PARTICIPATED_IN UN Group of Governmental Experts None",
        ),
        ("Gina Raimondo spoke at a summit in Oslo.", "Gina Raimondo PARTICIPATED_IN summit in Oslo None"),
        ("The fifth edition of the G7 Summit was attended by Fiji.", "Fiji PARTICIPATED_IN G7 Summit None"),
        ("Fiji works with the Council of Europe (CoE) of late.", "Fiji COOPERATES_WITH Council of Europe None"),
        (
            "REvil hit the Bundestag, the Storting, the station Blue9, the Council of Europe and Huawei.",
            "REvil TARGETED Council of Europe None",
        ),
        (
            "The Pacific Cyber Alliance was founded on 15 June 2001, with its first members being Fiji and Kenya.",
            "Fiji MEMBER_OF Pacific Cyber Alliance 2001-06-15",
        ),
        ("Locked Shields is an exercise organised by NATO since 2010.", "NATO ORGANIZED Locked Shields 2010/.."),
        ("REvil rose to fame in 2014, when they crippled Huawei's networks.", "REvil TARGETED Huawei 2014"),
        (
            "The Command for Networks (CONET, in Portuguese) is new. Fiji works with CONET.",
            "Fiji COOPERATES_WITH Command for Networks None",
        ),
        (
            "Fiji and Kenya were among the states that endorsed the Paris Call.",
            "Kenya ENDORSED Paris Call for Trust and Security in Cyberspace None",
        ),
        ("Chile is one of the countries that signed the Budapest Convention.", "Chile SIGNED Budapest Convention None"),
        (
            "More than 30 nations took part in Locked Shields, including Japan.",
            "Japan PARTICIPATED_IN Locked Shields None",
        ),
        (
            "Fifteen states have ratified the Paris Call, among them Ghana and Fiji.",
            "Fiji SIGNED Paris Call for Trust and Security in Cyberspace None",
        ),
        ("Japan hailed Kenya's status as a member of NATO.", "Kenya MEMBER_OF NATO None"),
        ("Russia was blamed for the attack by Estonia.", "Estonia ATTRIBUTED Russia None"),
        ("REvil attacked hospitals in Fiji.", "REvil TARGETED Fiji None"),
        ("Japan provided routers to Ukrainian telecom operators.", "Japan ASSISTED Ukraine None"),
        ("Huawei donated computers to schools in Kenya.", "Huawei ASSISTED Kenya None"),
        ("TV5Monde was attacked by Russian hackers in April 2015.", "Russia TARGETED TV5Monde 2015-04"),
        ("During his visit to Tokyo, Joe Biden met Justin Trudeau.", "Joe Biden MET_WITH Justin Trudeau None"),
        (
            "Joe Biden held bilateral meetings, including with the foreign ministers of Ghana and Samoa.",
            "Joe Biden MET_WITH Samoa None",
        ),
        (
            "He opened the Reef Conference 2017, taking place in Suva on 22 – 24 March 2017. Interpol attended"
            " the conference.",
            "INTERPOL PARTICIPATED_IN Reef Conference 2017 2017-03-22/2017-03-24",
        ),
        (
            "Kenya made progress. This progress includes the ratification of the Budapest Convention.",
            "Kenya SIGNED Budapest Convention None",
        ),
        (
            "A group of nine firms, including Microsoft, announced the Paris Call.",
            "Microsoft SIGNED Paris Call for Trust and Security in Cyberspace None",
        ),
        (
            "The Suva Summit was held. The speakers were as follows: Jane Roe, Foreign Minister of Fiji, and Tom Foe.",
            "Jane Roe PARTICIPATED_IN Suva Summit None",
        ),
        (
            "The Suva Summit was held.\n\nThe panel members included:\n\n- Jane Roe, Minister of Trade of Fiji",
            "Jane Roe PARTICIPATED_IN Suva Summit None",
        ),
        (
            "The Ministries of Foreign Affairs of Ghana, Kenya and Fiji signed the Paris Call.",
            "Kenya SIGNED Paris Call for Trust and Security in Cyberspace None",
        ),
        ("Ghana accused Russia of waging cyberattacks against Fijian ministries.", "Russia TARGETED Fiji None"),
        (
            "The UN General Assembly endorsed the report of the Open-ended Working Group on 28 April 2021.",
            "United Nations General Assembly ENDORSED report of the Open-ended Working Group (April 2021) 2021-04-28",
        ),
        ("Kenya has organised Locked Shields every year since 2010.", "Kenya ORGANIZED Locked Shields 2010/.."),
        (
            "The Suva Summit was held. Also in attendance were Foreign Minister of Fiji Jane Roe and Tom Foe.",
            "Jane Roe PARTICIPATED_IN Suva Summit None",
        ),
        (
            "The Suva Dialogue took place. The Kenyan delegation, led by Jane Roe, included representatives of the"
            " Lunar Agency, the Ministry of Mines and Tides (MMT) and Interpol.",
            "Lunar Agency PARTICIPATED_IN Suva Dialogue None",
        ),
        (
            "On 3 May 2021, the second Fiji - Kenya Reef Dialogue took place in Suva. Interpol attended the dialogue.",
            "INTERPOL PARTICIPATED_IN second Fiji - Kenya Reef Dialogue 2021-05-03",
        ),
        (
            "# Press release on the Reef Council Meeting\n\nThe meeting of the Council was held on 8-9 June 2017 in"
            " Suva. Fiji attended the meeting.",
            "Fiji PARTICIPATED_IN Reef Council Meeting 2017-06-08/2017-06-09",
        ),
        (
            "Kenya published its National Cyber Strategy 2022 in May 2023.",
            "Kenya ADOPTED National Cyber Strategy 2022 2023-05",
        ),
        (
            "ASEAN adopted the ASEAN Masterplan 2025 in May 2021.",
            "Association of Southeast Asian Nations ADOPTED ASEAN Masterplan 2025 2021-05",
        ),
        (
            "Headed by Jane Roe since its founding in 1979, the Nadi Institute is a think tank.",
            "Jane Roe HOLDS_OFFICE Nadi Institute 1979/..",
        ),
        ("The Nairobi Summit took place. Oman attended the conference.", "Oman PARTICIPATED_IN Nairobi Summit None"),
        ("NotPetya spread in June 2017. Maersk was hit by the worm.", "NotPetya TARGETED A.P. Moller-Maersk None"),
        (
            "NotPetya was attributed by the CIA to Russian hybrid warfare.",
            "Central Intelligence Agency ATTRIBUTED Russia None",
        ),
        ("Jane Roe of the security firm Kaspersky similarly warned of it.", "Jane Roe HOLDS_OFFICE Kaspersky None"),
        (
            "They met at the Suva Summit on Nov 5, 2023, which brought together Kenya and Tonga.",
            "Tonga PARTICIPATED_IN Suva Summit 2023-11-05",
        ),
        (
            "Jane Roe is a reader at the Nadi Institute and a visiting scholar at Suva University.",
            "Jane Roe HOLDS_OFFICE Suva University None",
        ),
        (
            "Jane Roe is a Visiting Research Fellow in the Cyber Programme at ASPI.",
            "Jane Roe HOLDS_OFFICE Australian Strategic Policy Institute None",
        ),
        (
            "Tom Foe, the Commissioner responsible for Energy and Digitization at Interpol, spoke.",
            "Tom Foe HOLDS_OFFICE INTERPOL None",
        ),
        (
            "In 2016, Kenya recognised cyberspace as a domain in the Nadi Declaration.",
            "Kenya SIGNED Nadi Declaration 2016",
        ),
        (
            "The G20 member countries and regions: Fiji (Presidency), the European Union (EU), Kenya, and Ghana.",
            "Ghana MEMBER_OF G20 None",
        ),
        (
            "The opening of the Suva Workshop was addressed by Jane Roe, Minister of Trade of Fiji, and Tom Foe.",
            "Jane Roe PARTICIPATED_IN Suva Workshop None",
        ),
        (
            "Some 40 experts have taken part in the Suva Workshop with representatives from priority countries"
            " Fiji, Kenya and Ghana, also experts from Norway.",
            "Norway PARTICIPATED_IN Suva Workshop None",
        ),
        (
            "Kenya knows the Coral Reef Agency. Interpol trained the CRA.",
            "INTERPOL ASSISTED Coral Reef Agency None",
        ),
        (
            "# Joint Declaration of Fiji and Kenya at the Nadi Summit, held on 20 December 2018\n\nWe cooperate.",
            "Fiji SIGNED Joint Declaration of Fiji and Kenya 2018-12-20",
        ),
        (
            "Kenya assesses with high confidence that the GRU was responsible for it.",
            "Kenya ATTRIBUTED Main Directorate of the General Staff of the Armed Forces of the Russian Federation None",
        ),
        (
            "The Suva Summit took place. Participants included officials from Interpol, NATO's Cyber Security Centre,"
            " the Council of Europe, and Microsoft, as well as experts from Kenya.",
            "Microsoft PARTICIPATED_IN Suva Summit None",
        ),
        (
            "Kenya attended the second meeting of the Working Group on Norms in Suva, Fiji.",
            "Kenya PARTICIPATED_IN second meeting of the Working Group on Norms None",
        ),
        ("The Suva Summit was presided over by Minister Jane Roe.", "Jane Roe PARTICIPATED_IN Suva Summit None"),
        ("Kenya and Fiji are committed to working closely together.", "Kenya COOPERATES_WITH Fiji None"),
        (
            "The Suva Summit was attended by representatives of the Foreign Ministries of Kenya, Ghana (as an observer)"
            " and Japan.",
            "Japan PARTICIPATED_IN Suva Summit None",
        ),
        ("Nairobi hosted a meeting of the Council of Europe.", "Kenya ORGANIZED meeting of the Council of Europe None"),
        ("Let me first thank Kenya for hosting the Suva Summit.", "Kenya ORGANIZED Suva Summit None"),
        ("Fiji determined that Russian actors are exploiting SolarWinds.", "Fiji ATTRIBUTED Russia None"),
        (
            "The Suva Summit was co-chaired by Mr. Tom Foe, Minister for Trade, Ms. Ann Doe, Head of Policy at NATO,"
            " and Ms. Jane Roe, Minister for Digital Affairs.",
            "Jane Roe PARTICIPATED_IN Suva Summit None",
        ),
        ("Kenya, jointly with NATO, is setting up a new cyber hub.", "Kenya COOPERATES_WITH NATO None"),
        ("Fiji was attacked by russian hackers.", "Russia TARGETED Fiji None"),
        (
            "They told of the signing of the Paris Call on 3 May 2019 during the visit of Joe Biden to Fiji.",
            "Joe Biden MET_WITH Fiji 2019-05-03",
        ),
        (
            "The Suva Summit was held in May 2020, co-chaired by Kenya and Japan.",
            "Kenya ORGANIZED Suva Summit 2020-05",
        ),
        (
            "The Inaugural ASEAN-China Cyber Dialogue took place on 7 May 2020.",
            "China PARTICIPATED_IN Inaugural ASEAN-China Cyber Dialogue 2020-05-07",
        ),
        ("Kenya welcomed 90 guests to the Suva Summit.", "Kenya ORGANIZED Suva Summit None"),
        ("Speakers at the Suva Summit included Minister Jane Roe.", "Jane Roe PARTICIPATED_IN Suva Summit None"),
        (
            "The FBI said an investigation had determined that REvil was behind the theft.",
            "Federal Bureau of Investigation ATTRIBUTED REvil None",
        ),
        (
            "The Ministry of Trade-sponsored Locked Shields was hosted by Kenya.",
            "Kenya ORGANIZED Locked Shields None",
        ),
        ("REvil claimed responsibility for attacks on several websites in Fiji.", "REvil TARGETED Fiji None"),
        ("Fiji joined the Tallinn mechanism in 2023.", "Fiji MEMBER_OF Tallinn mechanism (2023) 2023"),
        ("In 2004 the EU passed EU Regulation No 12/2004.", "European Union ADOPTED EU Regulation No 12/2004 2004"),
        ("The German government partnered with Kenya to host workshops.", "Germany COOPERATES_WITH Kenya None"),
        (
            "Fiji suspects Russia of being behind an attack that occurred against Kenya.",
            "Russia TARGETED Kenya None",
        ),
        ("Fiji put out a statement blaming Russia.", "Fiji ATTRIBUTED Russia None"),
        ("Kenya joined Fiji in attributing the attack to Russia.", "Fiji ATTRIBUTED Russia None"),
        ("Two members of NATO – Norway and Canada – condemned Russia.", "Norway CONDEMNED Russia None"),
        ("The talks between Joe Biden and Japan’s Fumio Kishida ended.", "Joe Biden MET_WITH Fumio Kishida None"),
        ("Canada's Green Cyber Strategy can help its firms.", "Canada ADOPTED Green Cyber Strategy None"),
        (
            "The Paris Call is a pledge. This instrument, adopted by Fiji in 2019, is short.",
            "Fiji SIGNED Paris Call for Trust and Security in Cyberspace 2019",
        ),
        (
            "The Suva Treaty was signed on 3 May 2019 by the heads of three countries: Kenya, Fiji and Norway.",
            "Fiji SIGNED Suva Treaty 2019-05-03",
        ),
        ("NATO released a declaration that blamed Russia for the cyberattack.", "NATO ATTRIBUTED Russia None"),
        ("Kenya imposed sanctions on Iran's arms industry.", "Kenya SANCTIONED Iran None"),
        ("They praised collaboration between the militaries of Kenya and Fiji.", "Kenya COOPERATES_WITH Fiji None"),
        (
            "A total of 89 states signed the Budapest Convention, including Fiji and Kenya.",
            "Kenya SIGNED Budapest Convention None",
        ),
        (
            "Many states signed the new treaty on telecom rules, including Fiji and Kenya.",
            "Kenya SIGNED new treaty on telecom rules None",
        ),
        ("They underline the cooperation among Kenya, Ghana, and Fiji.", "Ghana COOPERATES_WITH Fiji None"),
        ("Kenya said the cyberattacks were traced back to Fiji.", "Kenya ATTRIBUTED Fiji None"),
        (
            "In 2021 defence ministries of Kenya and Fiji signed the Paris Call.",
            "Kenya SIGNED Paris Call for Trust and Security in Cyberspace 2021",
        ),
    ],
)
def test_a_sentence_is_read_as_it_is_built(extractor: Extractor, text: str, fact: str) -> None:
    told = {found.replace("North Atlantic Treaty Organization", "NATO") for found in said(read(extractor, text))}
    assert f"{fact} asserted" in told


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "The Pacific Alliance is a grouping of islands. It was set up in 2011 by Ghana, Kenya and Fiji.",
            {f"{state} MEMBER_OF Pacific Alliance 2011 asserted" for state in ("Ghana", "Kenya", "Fiji")},
        ),
        (
            "Ghana joined the African Union in 2011, Kenya and Fiji – in 2013; Japan, in turn, in 2015.",
            {
                "Ghana MEMBER_OF African Union 2011 asserted",
                "Kenya MEMBER_OF African Union 2013 asserted",
                "Fiji MEMBER_OF African Union 2013 asserted",
                "Japan MEMBER_OF African Union 2015 asserted",
            },
        ),
        (
            "Previous Cyber Conferences have been held in Japan (2011), Kenya (2012) and Fiji (2013).",
            {"Japan ORGANIZED Cyber Conferences 2011 asserted", "Fiji ORGANIZED Cyber Conferences 2013 asserted"},
        ),
        (
            "The African Union has many members, including Fiji (2011), Japan (since 2012) and Kenya (2013).",
            {"Fiji MEMBER_OF African Union 2011 asserted", "Japan MEMBER_OF African Union 2012/.. asserted"},
        ),
        (
            "The Malabo Convention is old. The countries that have ratified the convention are: Fiji, Kenya and Japan.",
            {f"{state} SIGNED Malabo Convention None asserted" for state in ("Fiji", "Kenya", "Japan")},
        ),
        (
            "Fiji, Kenya and Ghana met Japan and Chad. These five countries are all members of the African Union.",
            {f"{state} MEMBER_OF African Union None asserted" for state in ("Fiji", "Chad", "Ghana")},
        ),
        (
            "Attacks\n\nOperation Aurora was a series of attacks in 2010.\n\nVictims\n\n- Google\n- Fiji\n",
            {f"Operation Aurora TARGETED {victim} 2010 asserted" for victim in ("Google", "Fiji")},
        ),
        (
            "The African Union was founded on 9 July 2002. Its founding members were Ghana, Kenya and Fiji.",
            {"Ghana MEMBER_OF African Union 2002-07-09 asserted", "Fiji MEMBER_OF African Union 2002-07-09 asserted"},
        ),
        (
            "NATO has many member states: Canada, [6] Norway and The Netherlands.",
            {"Netherlands MEMBER_OF NATO None asserted"},
        ),
        (
            "Locked Shields took place in May 2023. Participating nations included Canada, Fiji and Kenya.",
            {"Fiji PARTICIPATED_IN Locked Shields 2023-05 asserted"},
        ),
        (
            "Locked Shields 2014 Begins\n\nThe nine defending teams are Canada, Fiji, NATO CIRC & Kenya.",
            {"Fiji PARTICIPATED_IN Locked Shields 2014 2014 asserted"},
        ),
        (
            "The Quad is a grouping that meets every year. The four participating states are: Fiji, Kenya and Japan.",
            {"Fiji MEMBER_OF Quad None asserted"},
        ),
        (
            "The Locked Shields exercise, which ran from 4 to 6 May 2021, is old.\n\n"
            "It was held with the participation of 12 countries including Fiji, Kenya and Ghana.",
            {"Kenya PARTICIPATED_IN Locked Shields 2021-05-04/2021-05-06 asserted"},
        ),
        (
            "Europol is a body that many states and agencies take part in when they need to hunt thieves.\n\n"
            "Currently, the participants of the Agreement on Europol are Fiji, Kenya and Japan.",
            {"Kenya MEMBER_OF Europol None asserted"},
        ),
        (
            "The Quad is a grouping that meets every year in one of its states. Also included are Fiji and Kenya.",
            {"Kenya MEMBER_OF Quad None asserted"},
        ),
        (
            "The Malabo Convention is old. It was ratified by only 2 of 55 AU members (Kenya and Ghana).",
            {"Kenya SIGNED Malabo Convention None asserted"},
        ),
        (
            "Participation in the Quad includes representatives from Fiji, Kenya and Japan.",
            {"Kenya MEMBER_OF Quad None asserted"},
        ),
        (
            "The African Union is the largest body there with 55 Member States from Asia and Africa, including Fiji"
            " and Ghana.",
            {"Ghana MEMBER_OF African Union None asserted"},
        ),
        (
            "The Paris Call is open. The signatories include Microsoft and Google, Nokia and IBM.",
            {"Google SIGNED Paris Call for Trust and Security in Cyberspace None asserted"},
        ),
        (
            "CARICOM turns fifty next year.\n\nIt is made up of ten member states, including Barbados and Haiti.",
            {"Haiti MEMBER_OF Caribbean Community None asserted"},
        ),
        (
            "NATO News\n\nNATO includes the following directorates:\n- Cyber Crime Directorate\n- Coral Directorate\n",
            {"Coral Directorate PART_OF NATO None asserted"},
        ),
        (
            "Officials of the US, Canada and New Zealand (collectively known as Five Eyes) wrote a report.",
            {"Canada MEMBER_OF Five Eyes None asserted"},
        ),
        (
            "NATO News\n\nNATO is an alliance. Canada and Norway in the north are also members, as is Fiji.",
            {"Norway MEMBER_OF NATO None asserted"},
        ),
        (
            "Sandworm is a group.\n\n[39] On 31 August 2023, NATO condemned Russia for it in a report.",
            {"NATO CONDEMNED Russia 2023-08-31 asserted"},
        ),
        ("Sandworm is a group.\n\n[39] NATO condemned Russia, On Cyber Attacks, 2023.", set()),
        (
            "The ARF is comprised of 5 member states -- the two ASEAN countries, Japan, Canada and Fiji.",
            {"Canada MEMBER_OF ASEAN Regional Forum None asserted"},
        ),
        ("Potential members of NATO: Fiji and Kenya.", set()),
        ("NATO met. It consists of Fiji, Kenya and Ghana.", {"Kenya MEMBER_OF NATO None asserted"}),
        (
            "NATO is led by a Coral Committee, composed of the states of Fiji, Kenya and Ghana.",
            {"Kenya MEMBER_OF Coral Committee None asserted"},
        ),
        ("NATO sent a delegation made up of Fiji and Kenya.", set()),
        (
            "States that are said to be hit by the Stuxnet worm include Fiji, Kenya and Ghana.",
            {"Stuxnet TARGETED Kenya None asserted"},
        ),
        ("Countries that condemned NotPetya include Fiji and Kenya.", set()),
        (
            "NATO News\n\nThe members of NATO come from these countries:\n\n- Fiji\n- Chad\n- Jordan\n",
            {"Chad MEMBER_OF NATO None asserted", "Jordan MEMBER_OF NATO None asserted"},
        ),
    ],
)
def test_a_list_tells_who_belongs(extractor: Extractor, text: str, facts: set[str]) -> None:
    told = {found.replace("North Atlantic Treaty Organization", "NATO") for found in said(read(extractor, text))}
    assert facts <= told
    assert bool(facts) or not any("MEMBER_OF" in fact and "asserted" in fact for fact in told)


def test_the_countries_counted_in_a_list_are_no_others(extractor: Extractor) -> None:
    text = "The forum has 13 member states -- the ten ASEAN countries, Japan, Canada and Fiji."
    assert not any("MEMBER_OF Association" in fact for fact in said(read(extractor, text)))


def test_a_text_that_follows_is_of_the_document_s_day(extractor: Extractor) -> None:
    text = "Joint Statement on Fisheries\n\nMay 3, 2021\n\nThe text of the following statement was released by the "
    facts = said(read(extractor, text + "Governments of Fiji and Kenya.", "2021-05-03"))
    assert "Kenya SIGNED Joint Statement on Fisheries 2021-05-03 asserted" in facts


def test_persons_whom_an_event_brought_together_were_there(extractor: Extractor) -> None:
    text = "Kenya Hosts 2nd Suva Regional Forum Foreign Ministers’ Meeting\n\nAugust 5, 2018\n\n"
    text += "The event brought together Foreign Minister Jane Roe of Fiji; and Deputy Foreign Minister Ann Lee of "
    text += "Ghana, among others."
    facts = said(read(extractor, text, "2018-08-05"))
    assert any(
        fact.startswith("Ann Lee PARTICIPATED_IN 2nd Suva Regional Forum Foreign Ministers’ Meeting") for fact in facts
    )


def test_what_a_timeline_tells_took_place_when_its_heading_or_label_says(extractor: Extractor) -> None:
    text = """Cyber attacks

May 2007

Russian hackers attack Estonia. Those who had attacked Kenya are thanked.

August

Estonia blames Russia for it.

March 2014: North Korean hackers attack Japan, which joined the African Union long before.
"""
    facts = said(read(extractor, text, "2020-01-02"))
    assert {f for f in facts if "MEMBER_OF" not in f} == {
        "Russia TARGETED Estonia 2007-05 asserted",
        "Estonia ATTRIBUTED Russia 2007-08 asserted",
        "North Korea TARGETED Japan 2014-03 asserted",
    }
    assert "2014" not in "".join(f for f in facts if "MEMBER_OF" in f)


def test_the_box_of_an_entry_does_not_date_the_page(extractor: Extractor) -> None:
    text = "NATO\n\nFormed 4 April 1949\n\nJapan signed the Budapest Convention in May 2016.\n"
    assert "Japan SIGNED Budapest Convention 2016-05 asserted" in said(read(extractor, text))


def test_a_readout_tells_of_one_meeting_on_its_day(extractor: Extractor) -> None:
    text = (
        "# Readout of the U.S.-Fiji Binational Commission\n\nThe United States and Fiji met on Monday, May 8, 2023.\n\n"
        "Joe Biden, Antony Blinken, Gina Raimondo, and senior staff were joined by Sitiveni Rabuka. "
        "Katherine Tai also joined the discussions.\n"
    )
    facts = said(read(extractor, text, "2023-05-10"))
    for name in ("Gina Raimondo", "Sitiveni Rabuka", "Katherine Tai"):
        assert f"{name} PARTICIPATED_IN U.S.-Fiji Binational Commission 2023-05-08 asserted" in facts


def test_an_event_of_two_parties_is_theirs(extractor: Extractor) -> None:
    text = (
        "# Joint Statement by Japan and Fiji\n\nWe welcome the first bilateral cyber meeting in 2021. "
        "The first meeting of the Kenya-Canada Working Group was held.\n"
    )
    facts = said(read(extractor, text))
    assert "Fiji PARTICIPATED_IN first bilateral cyber meeting (2021) 2021 asserted" in facts
    assert any(f.startswith("Kenya PARTICIPATED_IN first meeting of the Kenya-Canada Working Group") for f in facts)


def test_the_day_of_a_dialogue_told_of_it_afterwards(extractor: Extractor) -> None:
    text = (
        "The Sixth Cyber Dialogue between Kenya and Fiji was open. Held on 3 May 2024 in Suva, this dialogue went well."
    )
    assert "Kenya PARTICIPATED_IN Sixth Cyber Dialogue 2024-05-03 asserted" in said(read(extractor, text))


def test_an_essay_on_a_joint_text_is_none(extractor: Extractor) -> None:
    facts = read(extractor, "# Why the joint statement of Japan and Fiji matters\n\nWe support Ukraine.")
    assert not any(f.relation in ("SIGNED", "ASSISTED") for f in facts)


def test_hosts_of_one_event_did_not_meet_by_that(extractor: Extractor) -> None:
    facts = said(read(extractor, "The Summit for Democracy was co-hosted by Costa Rica, the Netherlands and Zambia."))
    assert not any("MET_WITH" in fact for fact in facts)


def test_a_state_relation_has_a_phase(extractor: Extractor) -> None:
    phases = {f.relation: f.phase for f in read(extractor, "In 2018 Japan joined NATO. Japan met France in 2019.")}
    assert phases == {"MEMBER_OF": "began", "MET_WITH": None}


def test_quotes_stand_at_their_offsets_also_across_line_breaks(extractor: Extractor) -> None:
    text = NOTE.replace("\n", "\r\n")
    facts = read(extractor, text)
    assert facts
    for fact in facts:
        assert fact.quote == text[fact.char_start : fact.char_end] and len(fact.quote) <= MAX_QUOTE
        for end in (fact.subject, fact.object):
            if end.char_start is None:
                continue
            raw = text[end.char_start : end.char_end]
            assert "".join(raw.split()) == "".join(end.mention.split())


def test_the_same_document_gives_the_same_facts(extractor: Extractor) -> None:
    first = [f.model_dump_json() for f in read(extractor, NOTE)]
    second = [f.model_dump_json() for f in read(Extractor(), NOTE)]
    assert first == second


def test_the_fingerprint_tells_extractors_apart(extractor: Extractor) -> None:
    assert extractor.fingerprint == Extractor().fingerprint != Extractor(threshold=0.9).fingerprint


def test_a_threshold_leaves_out_what_is_unsure(extractor: Extractor) -> None:
    strict = Extractor(threshold=0.88)
    assert all(f.confidence >= 0.88 for f in read(strict, NOTE))
    assert len(read(strict, NOTE)) < len(read(extractor, NOTE))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "Japan",
        "The Deputy Minister (DM) met us.",
        "|||\n|-|-|\n",
        "[](",
        "\ufeff\u202eJapan joined NATO\u0000.",
    ],
)
def test_odd_texts_raise_nothing(extractor: Extractor, text: str) -> None:
    read(extractor, text)


@pytest.mark.parametrize(
    "text",
    [
        "Wizard Spider has long been a target of the FBI and of Europol.",
        "The FBI is part of Microsoft.",
        "U.S. Cyber Command is part of the British Army.",
        "The two states held their sixth Cyber Dialogue. Japan praised NATO's Cyber Dialogue.",
    ],
)
def test_what_is_known_of_two_ends_rules_relations_out(extractor: Extractor, text: str) -> None:
    assert not {fact for fact in said(read(extractor, text)) if " PART_OF " in fact or " TARGETED " in fact}


def test_an_occasion_with_and_without_its_number_is_one_where_the_text_numbers_one(extractor: Extractor) -> None:
    def held(text: str) -> set[str]:
        facts = extractor.extract(Document(key="a.txt", sha256="", text=text))
        return {f"{f.subject.entity.name} {f.object.entity.id} {f.when}" for f in facts if f.relation == "ORGANIZED"}

    one = "Kenya Opens First Savannah Shield Exercise\n\nKenya hosted the first Savannah Shield Exercise in May 2017. "
    assert held(one + "Fiji organised the Savannah Shield Exercise with Kenya.") == {
        "Kenya exercise:1st-savannah-shield-exercise 2017-05",
        "Fiji exercise:1st-savannah-shield-exercise 2017-05",
    }
    two = "Kenya hosted the first Savannah Shield Exercise in 2017. Fiji hosted the Second Savannah Shield Exercise."
    assert held(two) == {
        "Kenya exercise:1st-savannah-shield-exercise 2017",
        "Fiji exercise:2nd-savannah-shield-exercise None",
    }


def test_a_name_that_could_be_anybodys_means_another_thing_in_another_document(extractor: Extractor) -> None:
    def signed(key: str, text: str) -> set[str]:
        facts = extractor.extract(Document(key=key, sha256="", text=text))
        return {fact.object.entity.id for fact in facts if fact.relation == "SIGNED"}

    first = "In 2015, ECOWAS signed a Memorandum of Understanding with Interpol."
    second = "In 2015, Japan signed a Memorandum of Understanding with Kenya."
    assert len(signed("a.txt", first)) == 1
    assert signed("a.txt", first).isdisjoint(signed("b.txt", second))
    own = "Japan signed the Pacific Lighthouse Treaty with Kenya."
    assert signed("a.txt", own) == signed("b.txt", own) == {"agreement:pacific-lighthouse-treaty"}


PIECES = """Japan NATO joined the U.S. and , . ( ) [link](http://a.b) 2018 -led Prime Minister Kishida ’s we signed
Agreement on Cyber both countries # - | ** which by with İ ﬁ 日本 in March"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\r\n", "\n\n"])


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join)))
def test_no_text_raises_or_yields_an_unproven_fact(extractor: Extractor, text: str) -> None:
    for found in extractor.candidates(Document(key="any", sha256="", text=text)):
        fact = found.fact
        assert fact.quote == text[fact.char_start : fact.char_end] and fact.quote


@pytest.mark.skipif(not GOLD.is_dir() and not os.environ.get("CI"), reason=f"no gold texts at {GOLD}")
@pytest.mark.parametrize("piece", ["a", "A-", "Ab ", "1 ", "(", "Japan and "])
def test_one_endless_line_is_read_in_time_that_grows_with_its_length_only(extractor: Extractor, piece: str) -> None:
    start = time.process_time()
    read(extractor, piece * (200_000 // len(piece)))
    assert time.process_time() - start < 40


def test_every_quote_of_the_gold_texts_is_grounded(extractor: Extractor) -> None:
    for path in sorted(GOLD.glob("*.txt")):
        text = path.open(encoding="utf-8", newline="").read()
        facts = read(extractor, text)
        assert facts
        assert all(f.quote == text[f.char_start : f.char_end] and len(f.quote) <= MAX_QUOTE for f in facts)


def test_what_the_text_says_will_be_done_its_headline_does_not_tell_as_done(extractor: Extractor) -> None:
    planned = "Fiji Hosts Reef Summit\n\n1 May 2021\n\nFiji will host the summit on 10 May 2021, a minister said."
    assert "asserted" not in {f.modality for f in read(extractor, planned) if f.relation == "ORGANIZED"}
    done = planned.replace("will host", "hosted").replace("1 May", "12 May")
    assert "asserted" in {f.modality for f in read(extractor, done) if f.relation == "ORGANIZED"}


def test_a_date_below_a_long_headline_is_no_part_of_it(extractor: Extractor) -> None:
    text = (
        "Fiji and Kenya hold their first law and cybersecurity dialogue in Suva\n12 May 2021\nReef Agency\n"
        "SUVA — Fiji and Kenya held the dialogue in Suva on May 10."
    )
    dates = {f.when for f in read(extractor, text) if f.relation == "MET_WITH"}
    assert dates == {"2021-05-10"}


def test_where_a_gang_is_based_is_not_blamed_for_it(extractor: Extractor) -> None:
    facts = said(read(extractor, "Fiji sanctioned the Malta-based Nightowl ransomware gang."))
    assert facts == {"Fiji SANCTIONED Nightowl None asserted"}


def test_a_day_told_goes_before_the_year_in_a_name(extractor: Extractor) -> None:
    text = "Fiji Begins Annual Cyber Exercise\n\nFiji on Tuesday (4 May 2021) launched the exercise Reef Storm 2021."
    facts = [f for f in read(extractor, text) if f.relation == "ORGANIZED"]
    assert {f.when for f in facts} == {"2021-05-04"}


def test_the_state_of_a_place_is_no_member_of_what_was_held_there(extractor: Extractor) -> None:
    assert not any(
        f.relation == "MEMBER_OF" for f in read(extractor, "Kenya joined talks at the Reef Forum in Suva, Fiji.")
    )


def test_strained_ties_are_no_cooperation(extractor: Extractor) -> None:
    assert not read(extractor, "Fiji has increasingly strained ties with Kenya.")


def test_an_adjective_is_no_hackers_name(extractor: Extractor) -> None:
    assert not read(extractor, "The attacks on US banks by an Islamic hacker group went on in 2012.")


def test_he_is_not_the_one_he_meets(extractor: Extractor) -> None:
    text = (
        "Fiji's Minister of Trade Ann Lee was in Oslo. Meeting with Norwegian Minister of Health Eva Hall, she asked "
        "for drills. At her meeting with Kenyan Minister of Justice Bo Kim, the Fijian minister asked for more."
    )
    facts = said(read(extractor, text))
    assert "Ann Lee MET_WITH Eva Hall None asserted" in facts
    assert not any("Eva Hall MET_WITH" in fact or "MET_WITH Eva Hall" in fact for fact in facts if "Bo Kim" in fact)
    assert not any(fact.startswith("Bo Kim HOLDS_OFFICE Fiji") for fact in facts)


def test_two_states_have_no_minister_in_common(extractor: Extractor) -> None:
    facts = said(read(extractor, "The Kenyan minister and former Fijian Foreign Minister Ann Lee agreed."))
    assert facts == {"Ann Lee HOLDS_OFFICE Fiji None asserted"}


def test_an_attack_with_weapons_is_none_on_networks(extractor: Extractor) -> None:
    assert not read(extractor, "The Israeli attack on the Freedom Flotilla killed nine.")
    assert read(extractor, "The Israeli cyberattack on the Freedom Flotilla harmed nine networks.")


def test_two_bodies_side_by_side_are_not_one(extractor: Extractor) -> None:
    facts = said(read(extractor, "Ann Lee, Head of the Information Society Division African Union, spoke."))
    assert facts == {"Ann Lee HOLDS_OFFICE African Union None asserted"}


def test_an_event_told_of_twice_took_place_on_the_one_day(extractor: Extractor) -> None:
    text = (
        "Fiji and Kenya recently held a high-level dialogue on cyber crimes. "
        "On 1 May 2015, Fiji and Kenya held the first Fiji-Kenya high-level dialogue in Suva."
    )
    facts = [f for f in read(extractor, text) if f.relation == "ORGANIZED"]
    assert len(facts) == 4
    assert {f.when for f in facts} == {"2015-05-01"}


def test_two_organs_of_a_state_that_sign_with_another_sign_with_it(extractor: Extractor) -> None:
    text = "Singapore's Ministry of Defence and the Singapore Armed Forces signed a memorandum with Estonia."
    others = [f.object.entity.name for f in read(extractor, text) if f.relation == "COOPERATES_WITH"]
    assert others == ["Estonia", "Estonia"]


def test_a_headline_s_verb_ends_a_name(extractor: Extractor) -> None:
    facts = said(read(extractor, "Minister's Visit Forges Fijian-Kenyan Reef Agreement\n\nThe text was agreed on."))
    assert "Fiji SIGNED Fijian-Kenyan Reef Agreement None asserted" in facts


def test_what_lasts_until_a_year_was_not_agreed_then(extractor: Extractor) -> None:
    text = "Fiji and Kenya signed a paper on cooperation between the two countries through 2034."
    assert {f.when for f in read(extractor, text) if f.relation == "COOPERATES_WITH"} == {None}


def test_a_place_is_no_part_of_a_body_s_name(extractor: Extractor) -> None:
    facts = said(read(extractor, "Ann Lee, director of the Reef Cyber Centre in Labasa, Fiji, spoke."))
    assert facts == {"Ann Lee HOLDS_OFFICE Reef Cyber Centre None asserted"}


def test_many_at_a_meeting_are_not_each_said_to_have_met_each(extractor: Extractor) -> None:
    text = (
        "The Suva meeting was attended by representatives from Kenya, Ghana, Peru, Chile, Fiji and Samoa, "
        "with observers from NATO and the World Bank."
    )
    relations = {f.relation for f in read(extractor, text)}
    assert relations == {"PARTICIPATED_IN"}
