"""What news says of attacks, claims and signings: who did what, and what only looks like it."""

from __future__ import annotations

import pytest

from cyberentente.loaders.extract import Extractor
from cyberentente.schema.model import Document


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
        ("Fiji will thank Ann Lee, the foreign minister, on Monday.", "Ann Lee HOLDS_OFFICE Fiji"),
    ],
)
def test_news_tells(extractor: Extractor, text: str, fact: str) -> None:
    assert fact in said(extractor, text)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Fiji will expel Ann Lee, the foreign minister told reporters.", "Ann Lee HOLDS_OFFICE Fiji"),
        ("The group Nightowl hit Fiji and its allies, including Kenya.", "Kenya MEMBER_OF Nightowl"),
        ("Officials from Fiji and Kenya convened in Suva for a workshop.", "Fiji ORGANIZED workshop"),
    ],
)
def test_news_does_not_tell(extractor: Extractor, text: str, fact: str) -> None:
    assert not any(told.startswith(fact) for told in said(extractor, text))
