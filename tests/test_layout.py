"""What titles, tables and lists tell."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.loaders.layout import layout
from cyberentente.loaders.mentions import Names
from cyberentente.loaders.offices import offices
from cyberentente.loaders.zones import zones
from cyberentente.schema.model import Document

GAZETTEER = Gazetteer.load()


def told(text: str) -> set[tuple[str, str, str, str | None]]:
    document = Document(key="a.txt", sha256="0", text=text)
    zone = zones(text)
    blocks = [block for block in zone.blocks if not block.masked]
    names = Names(GAZETTEER, [block.text for block in blocks])
    mentions = names.mentions()
    facts = layout(document, zone, names, blocks, mentions, offices(document, zone, names, blocks, mentions))
    for fact in facts:
        assert fact.quote == text[fact.char_start : fact.char_end]
    return {(f.subject.entity.name, f.relation, f.object.entity.name, f.when) for f in facts}


def test_a_joint_statement_is_of_those_it_names() -> None:
    title = "Joint Statement by President Macron and Prime Minister Kishida on Cyber Security"
    text = f"{title}\n\n3 May 2023\n\nFrance and Japan stand together against malicious cyber activity.\n"
    assert {(s, r, w) for s, r, _, w in told(text)} == {
        ("France", "SIGNED", "2023-05-03"),
        ("Japan", "SIGNED", "2023-05-03"),
    }


def test_a_subject_is_no_party() -> None:
    text = "Joint Statement by Japan and Estonia on Russia\n\n3 May 2023\n\nThe two states condemn the attack.\n"
    assert {s for s, *_ in told(text)} == {"Japan", "Estonia"}


def test_news_of_a_statement_is_no_statement() -> None:
    text = "Japan and Estonia signed a joint statement\n\n3 May 2023\n\nThe text was signed in Tallinn.\n"
    assert told(text) == set()


def test_a_list_of_bodies_names_each_with_its_state() -> None:
    text = (
        "The following organisations are members of the Coral Training Group:\n\nPolice\n\n"
        "  1. Cyprus Police (Cyprus)\n  2. Guardia Civil (Spain)\n  3. Nadi Coast Academy – NCA (Fiji)\n"
    )
    assert {(s, o) for s, r, o, _ in told(text) if r == "MEMBER_OF"} == {
        (body, "Coral Training Group") for body in ("Cyprus Police", "Guardia Civil", "Nadi Coast Academy")
    }
    assert told("# Members of the Coral Training Group\n\n- Jane Roe (Kenya)\n- Bo Kim (Fiji)\n") == set()


def test_tables_of_meetings_and_members() -> None:
    text = (
        "# The Frobnitz Forum\n\n| Meeting | Location | Date |\n|---|---|---|\n"
        "| Officials Meeting | Tallinn, Estonia | 9–10 December 2014 |\n\n"
    )
    assert told(text) == {
        ("Estonia", "ORGANIZED", "Officials Meeting (Tallinn, December 2014)", "2014-12-09/2014-12-10")
    }
    members = "# NATO\n\nState\tJoined\nFinland\t4 April 2023\nSweden\t2024\n"
    assert told(members) == {
        ("Finland", "MEMBER_OF", "North Atlantic Treaty Organization", "2023-04-04"),
        ("Sweden", "MEMBER_OF", "North Atlantic Treaty Organization", "2024"),
    }


def test_lists_under_a_heading_and_after_a_lead_in() -> None:
    members = (
        "# NATO\n\n## Members\n\n- Estonia\n- Japan, it is said, would like to be one of those who are not in it\n"
    )
    assert ("Estonia", "MEMBER_OF", "North Atlantic Treaty Organization", None) in told(members)
    took_part = "In Locked Shields the following took part:\n\n- Japan\n- Estonia\n"
    assert {(s, r) for s, r, *_ in told(took_part)} == {("Japan", "PARTICIPATED_IN"), ("Estonia", "PARTICIPATED_IN")}
    hoped = "# NATO\n\n## Potential members\n\n- Japan\n"
    assert told(hoped) == set()


def test_lines_with_a_name_each() -> None:
    lines = "Flag of Fiji.svg Fiji\n\nFlag of Kenya (civil).svg Kenya\nFlag of Japan.svg Japan"
    box = f"# NATO\n\nMembers\n{lines}\n\nHistory\nJapan\n"
    assert {(s, r, o) for s, r, o, _ in told(box)} == {
        (state, "MEMBER_OF", "North Atlantic Treaty Organization") for state in ("Fiji", "Kenya", "Japan")
    }
    assert told(box.replace("Members", "Invited members")) == set()
    grid = "# NATO\n\nMembers\nFiji, Kenya\nJapan (associate)\nTonga\n\nHistory\n"
    assert {(s, r) for s, r, _, _ in told(grid)} == {(state, "MEMBER_OF") for state in ("Fiji", "Kenya", "Tonga")}


_LINES = st.sampled_from(
    [
        *("# NATO", "## Members", "- Japan", "- Estonia, since 2018", "| State | Joined |", "| Japan | 2018 |", ""),
        *("State\tSigned", "Japan\t4 May 2019", "Participants: Japan and Estonia", "The group will:"),
        "Joint Statement by Japan and Estonia",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(_LINES, st.text(max_size=12)), max_size=12).map("\n".join))
def test_any_page_gives_grounded_facts(text: str) -> None:
    told(text)
