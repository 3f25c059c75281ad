"""What news says of attacks, claims and signings: who did what, and what only looks like it."""

from __future__ import annotations

import pytest

from cyberentente.loaders.extract import Extractor
from cyberentente.schema.model import Document

CHINESE = "Ministry of Foreign Affairs of the People's Republic of China"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def said(extractor: Extractor, text: str) -> set[str]:
    facts = extractor.extract(Document(key="note.md", sha256="", text=text))
    return {f"{f.subject.entity.name} {f.relation} {f.object.entity.name}" for f in facts}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The cyber gang Nightowl took credit for the intrusion at Finnair.", "Nightowl TARGETED Finnair"),
        ("The pro-Russian group Nightowl claimed an attack on Finnair.", "Nightowl TARGETED Finnair"),
        ("Nightowl, a hacker group, claimed responsibility for hacks on Finnair.", "Nightowl TARGETED Finnair"),
        ("A wave of attacks by Killnet and Lockbit hit Norway.", "KillNet TARGETED Norway"),
        ("Lithuania was hit in a series of cyberattacks carried out by Killnet.", "KillNet TARGETED Lithuania"),
        ("It was signed by Ann Lee, Minister of ICT, on the Kenyan side.", "Ann Lee HOLDS_OFFICE Kenya"),
        ("The Fijian side was represented by Ambassador Ann Lee.", "Ann Lee HOLDS_OFFICE Fiji"),
        ("China denied it, foreign ministry spokesman Bo Kim said.", f"Bo Kim HOLDS_OFFICE {CHINESE}"),
        ("The spokeswoman for the Chinese foreign ministry, Ann Lee, denied it.", f"Ann Lee HOLDS_OFFICE {CHINESE}"),
        ("Europol was hit. All is well, spokeswoman Ann Lee said.", "Ann Lee HOLDS_OFFICE Europol"),
        ("Ann Lee of Fiji's Coral Authority said the drill was useful.", "Ann Lee HOLDS_OFFICE Coral Authority"),
        ("Fiji will thank Ann Lee, the foreign minister, on Monday.", "Ann Lee HOLDS_OFFICE Fiji"),
    ],
)
def test_news_tells(extractor: Extractor, text: str, fact: str) -> None:
    assert fact in said(extractor, text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Fiji will expel Ann Lee, the foreign minister told reporters.", "Ann Lee HOLDS_OFFICE Fiji"),
        ("Europol and Interpol met. All is well, spokeswoman Ann Lee said.", "Ann Lee HOLDS_OFFICE"),
        ("The group Nightowl hit Fiji and its allies, including Kenya.", "Kenya MEMBER_OF Nightowl"),
        ("Officials from Fiji and Kenya convened in Suva for a workshop.", "Fiji ORGANIZED workshop"),
    ],
)
def test_news_does_not_tell(extractor: Extractor, text: str, fact: str) -> None:
    assert not any(told.startswith(fact) for told in said(extractor, text))


HELD = "Fiji hosted the Suva Cyber Summit on 3 May 2022. "
VISIT = "Ann Lee visited Kenya from 3 to 5 May 2022. "
DAYS = "2022-05-03/2022-05-05"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (HELD + "On the sidelines of the summit, Fiji signed a cyber agreement with Kenya.", "Fiji SIGNED 2022-05-03"),
        (HELD + "At the summit, Kenya met with Japan.", "Kenya MET_WITH 2022-05-03"),
        (HELD + "Kenya had signed a cyber agreement at an earlier summit.", "Kenya SIGNED None"),
        (VISIT + "During the visit, Kenya and Fiji signed a memorandum of understanding.", f"Kenya SIGNED {DAYS}"),
        (VISIT + "Kenya and Fiji had signed a cyber agreement during an earlier visit.", "Kenya SIGNED None"),
        (
            "On 3 May 2022 Ann Lee, a Fijian minister, attended NATO's meeting on cyber threats.",
            "Ann Lee PARTICIPATED_IN 2022-05-03",
        ),
    ],
)
def test_what_is_done_on_an_occasion_has_its_date(extractor: Extractor, text: str, fact: str) -> None:
    facts = extractor.extract(Document(key="note.md", sha256="", text=text))
    assert fact in {f"{f.subject.entity.name} {f.relation} {f.when}" for f in facts}
