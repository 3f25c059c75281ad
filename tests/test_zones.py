"""Raw text as blocks: views, the way back, page furniture, headers and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberentente.loaders.zones import Block, sentences, zones


def kinds(raw: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in zones(raw).blocks]


def raw_of(raw: str, block: Block, words: str) -> str:
    start = block.text.index(words)
    first, last = block.raw(start, start + len(words))
    return raw[first:last]


def test_hard_wrapped_lines_are_one_paragraph_with_a_way_back() -> None:
    raw = (
        "FACT SHEET: The Summit\r\n\r\nAugust 18, 2023\r\n\r\n"
        "The two leaders welcomed the new dialogue on cyber security and\r\n"
        "agreed to meet again. They will also start a counter-\r\n"
        "ransomware group with partners from the whole of a conti-\r\n"
        "nent, which meets twice a year in one of the two capitals.\r\n"
    )
    paragraph = zones(raw).blocks[-1]
    assert "cyber security and agreed to meet" in paragraph.text
    assert "counter-ransomware" in paragraph.text
    assert "whole of a continent" in paragraph.text
    assert raw_of(raw, paragraph, "security and agreed") == "security and\r\nagreed"


def test_marks_and_links_are_not_in_the_view() -> None:
    raw = (
        "The **United States** and _France_ [signed a pact](https://example.org/a_b(c)) on cyber\\_security.[3] "
        "<u>Done</u> &amp; dusted."
    )
    (block,) = zones(raw).blocks
    assert block.text == "The United States and France signed a pact on cyber security. Done & dusted."
    assert raw_of(raw, block, "pact on") == "pact](https://example.org/a_b(c)) on"


def test_works_cited_are_not_in_the_view() -> None:
    raw = "Hackers hit Kenya (Doe, 2019). It is ill-defined.1 Fiji (Roe et al., 2020; Poe 2021) met Kenya (May 2022)."
    block = zones(raw).blocks[0]
    assert block.text == "Hackers hit Kenya. It is ill-defined. Fiji met Kenya (May 2022)."
    start = block.text.index("met")
    assert raw[slice(*block.raw(start, start + 3))] == "met"
    assert zones("They met twice (Suva, 2019).").blocks[0].text == "They met twice (Suva, 2019)."


def test_bullets_rows_and_headings_are_blocks_of_their_own() -> None:
    raw = (
        "# Title\n\n## Members\n\n- Japan joins\n  in 2018\n- Estonia\n\n"
        "| State | Since |\n|---|---|\n| Japan | 2018 |\n"
    )
    assert kinds(raw) == [
        ("heading", "Title"),
        ("heading", "Members"),
        ("bullet", "Japan joins in 2018"),
        ("bullet", "Estonia"),
        ("row", "| State | Since |"),
        ("row", "| Japan | 2018 |"),
    ]
    document = zones(raw)
    assert [heading.text for heading in document.headings(document.blocks[2])] == ["Members", "Title"]


@pytest.mark.parametrize("line", ["Share this article on:", "Video", "Tags"])
def test_a_line_of_furniture_near_the_beginning_hides_nothing_but_itself(line: str) -> None:
    body = [f"Japan and Estonia signed pact number {word} in Tallinn." for word in ("one", "two", "three", "four")]
    shown = [block.text for block in zones("\n\n".join(["A Pact", line, *body])).blocks if not block.masked]
    assert shown == ["A Pact", *body]


def test_page_furniture_is_masked() -> None:
    raw = (
        "A Pact\n\nJune 4, 2015 1:00 pm JST\n\n"
        "Japan and Estonia signed a pact on cyber security last week in Tallinn.\n\n"
        "SUBSCRIBE TODAY\n\nShare this article\n\nWe use cookies to improve your experience.\n\n"
        "Alice Photo / Alamy Stock Photo\n\n## References\n\n[1] Ministry, A Report, 2014.\n"
    )
    shown = [block.text for block in zones(raw).blocks if not block.masked]
    assert shown == [
        "A Pact",
        "June 4, 2015 1:00 pm JST",
        "Japan and Estonia signed a pact on cyber security last week in Tallinn.",
    ]


def test_the_head_gives_title_date_and_place() -> None:
    wire = zones(
        "Allies Meet\n\nWASHINGTON, D.C. -- 12 March 2024\n\nThe allies met to talk about cyber security today.\n"
    )
    assert (wire.title, wire.date, wire.place) == ("Allies Meet", "2024-03-12", "WASHINGTON, D.C.")
    front = zones(
        "---\ndate: '2021-11-08'\ntitle: \"Statement by President\\_Jones on\\\n  \\ Ransomware\"\n---\n\nText.\n"
    )
    assert (front.title, front.date) == ("Statement by President Jones on Ransomware", "2021-11-08")
    posted = zones(
        "A headline of some kind\n\nPosted on July 9, 2021 by staff\n\nThe text begins in March 2019 and goes on.\n"
    )
    assert posted.date == "2021-07-09"


def test_the_title_may_follow_the_dateline() -> None:
    title = "Reef ministers gather in Suva to speak of undersea cables, Fiji announces $3.5 million for coral"
    zone = zones(f"News | May 3, 2021\n\n{title}\n\nSUVA, Fiji – Ministers met on Monday to speak of cables.\n")
    assert zone.title == title
    assert [b.kind for b in zone.blocks] == ["dateline", "heading", "paragraph"]


def test_the_head_of_an_official_page_gives_its_title_and_date() -> None:
    head = "Press Releases\n\nKenya and Fiji Begin a New Dialogue on Networks\n\nDate\n2021-03-04\nhit\n12\n\n"
    page = head + "The talks went well.\n"
    zone = zones(page)
    assert (zone.title, zone.date) == ("Kenya and Fiji Begin a New Dialogue on Networks", "2021-03-04")
    stamped = "Council of Ministers\n\nHome News of the Council 21.10.2019, 10:52\n\nThe Council met its guests.\n"
    assert zones(stamped).date == "2019-10-21"


def test_a_date_in_the_text_is_not_the_documents() -> None:
    raw = "An essay\n\nOn 4 March 2019 the two ministers met in Tokyo and signed a memorandum on cyber security.\n"
    assert zones(raw).date is None


def test_a_day_that_can_be_read_either_way_gives_the_year() -> None:
    assert zones("Acme opens its office\n\n11/12/2024 | News release\n\nAcme has opened an office.\n").date == "2024"


@pytest.mark.parametrize("row", ["Formed 3 May 2011 (2011-05-03)", "Founded3 May 2011", "Born 3 May 1961, Tallinn"])
def test_a_day_in_the_life_of_what_a_text_is_about_is_not_the_documents(row: str) -> None:
    assert zones(f"Acme Cyber Agency\n\nAgency overview\n{row}\n\nThe Acme Cyber Agency is an agency.\n").date is None


def test_speakers_are_told_from_what_they_say() -> None:
    block = zones("MS. DOE:  Good morning.  The President met the Prime Minister.\n").blocks[0]
    assert block.text[: block.speaker] == "MS. DOE: "


def test_sentences_of_officialese() -> None:
    text = (
        "The U.S. and Japan met. Dr. Doe, Gen. Roe and No. 10 agreed. “We will act.” "
        "The U.S.-Japan pact (art. 5) holds. Is it new? It is."
    )
    assert [text[a:b] for a, b in sentences(text)] == [
        "The U.S. and Japan met.",
        "Dr. Doe, Gen. Roe and No. 10 agreed.",
        "“We will act.”",
        "The U.S.-Japan pact (art. 5) holds.",
        "Is it new?",
        "It is.",
    ]


def test_what_a_block_is_about_is_no_part_of_its_first_sentence() -> None:
    text = "Sharing of Information on Threats: The two states met."
    assert [text[a:b] for a, b in sentences(text)] == ["Sharing of Information on Threats:", "The two states met."]
    assert len(sentences("The ministers said: The two states met.")) == 1


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("OSLO, May 3, 2021 (Reuters) - Norway said so.", "OSLO, May 3, 2021 (Reuters) - "),
        ("Suva (FNA) – Fiji said so.", "Suva (FNA) – "),
        ("ACCRA, 3 May 2021 /PANA/. Ghana said so.", "ACCRA, 3 May 2021 /PANA/. "),
        ("NAIROBI — Kenya said so.", "NAIROBI — "),
        ("NAIROBI, May 3 Kenya said so.", "NAIROBI, May 3 "),
        ("Prime Minister Jane Roe (Fiji) – We agree.", ""),
        ("Exercise Cyber Wave 2021 – The drill ended.", ""),
        ("U.S.-Japan talks (2021) went on.", ""),
    ],
)
def test_news_opens_with_a_place_and_a_day(text: str, opening: str) -> None:
    (block,) = zones(text).blocks
    assert block.text[: block.opening] == opening
    assert zones(text).date == ("2021-05-03" if "2021" in opening else None)


_CHARACTERS = st.one_of(st.characters(), st.sampled_from("\r\n\t *_#|[]()<>\\-–.!?:&;`“”0123456789 \u00a0\u2060\u00ad"))


@given(
    st.lists(st.one_of(_CHARACTERS, st.sampled_from(["---\n", "](http://x", "\\u2019", "&amp;", "Date: ", "## "]))).map(
        "".join
    )
)
def test_any_text_has_blocks_that_lead_back(raw: str) -> None:
    last = 0
    for block in zones(raw).blocks:
        assert last <= block.char_start <= block.char_end <= len(raw)
        last = block.char_end
        assert block.text and block.text == block.text.strip()
        previous = block.char_start
        for position in range(len(block.text)):
            first, end = block.raw(position, position + 1)
            assert previous <= first < end <= block.char_end
            previous = first
        for start, end in sentences(block.text):
            assert block.text[start:end].strip()


def test_five_megabytes_in_one_line_are_read() -> None:
    raw = "Japan met Estonia on 4 March 2019 [x](y) and **signed** it. " * 20_000
    (block,) = zones(raw).blocks
    assert len(sentences(block.text)) == 20_000
