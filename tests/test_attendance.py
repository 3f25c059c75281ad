"""Who was at a meeting, by the sentences that list them."""

from __future__ import annotations

import pytest

from cyberentente.loaders.extract import Extractor
from cyberentente.schema.model import Document

HEAD = (
    "Suva Hosts Reef Security Conference\n\n12 May 2021\n\nFiji hosted the Reef Security Conference on 12 May 2021.\n\n"
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def present(extractor: Extractor, sentence: str) -> set[str]:
    """The names of those whom a text about a conference says to have taken part in it, with the day."""
    facts = extractor.extract(Document(key="note.md", sha256="", text=HEAD + sentence))
    found = {f.subject.entity.name for f in facts if f.relation == "PARTICIPATED_IN" and f.modality == "asserted"}
    assert {f.when for f in facts if f.relation == "PARTICIPATED_IN"} <= {"2021-05-12"}
    return found


@pytest.mark.parametrize(
    ("sentence", "those"),
    [
        (
            "Six nations took part with delegations from Tonga, the Republic of Palau and New Zealand.",
            {"Tonga", "Palau", "New Zealand"},
        ),
        ("They were joined by experts from the World Bank and INTERPOL.", {"World Bank", "INTERPOL"}),
        ("Among participating organisations at this year's event are the World Bank and ICANN.", {"World Bank"}),
        ("Participants came from Tonga, Samoa and Kiribati.", {"Tonga", "Samoa", "Kiribati"}),
        ("With the participation of Tonga and Samoa, the Conference discussed norms.", {"Tonga", "Samoa"}),
        (
            "The Conference was held in Suva, with representatives from the Reserve Bank of Fiji and the Reef Police;"
            " and from the Australian Department of Home Affairs.",
            {"Reserve Bank of Fiji", "Department of Home Affairs"},
        ),
        (
            "In this year's edition of the Conference, senior leaders from the Australian Signals Directorate and"
            " U.S. Cyber Command discussed training.",
            {"Australian Signals Directorate", "U.S. Cyber Command"},
        ),
        ("INTERPOL and the World Bank were also represented.", {"INTERPOL", "World Bank"}),
        (
            "The ceremony was held in the presence of Australian High Commissioner John Foe and Senator Jane Roe.",
            {"John Foe", "Jane Roe"},
        ),
        (
            "Speakers of this session, Mr Tom Foe, Director, Microsoft; and Ms Ann Lee, head of INTERPOL, agreed.",
            {"Tom Foe", "Ann Lee"},
        ),
        (
            "The keynote speakers were Ann van der Lee, Head of Europol, Tom Foe, Director of Interpol, and others.",
            {"Ann van der Lee", "Tom Foe"},
        ),
        ("The Conference featured remarks by Prime Minister Jane Roe and Senator Ann Lee.", {"Jane Roe", "Ann Lee"}),
        ("The Conference was declared open by Hon Jane Roe, Minister of Posts of Tonga.", {"Jane Roe"}),
        ("In her remarks, Minister Jane Roe thanked President Ann Lee of Tonga.", {"Jane Roe"}),
        ("Speaking at the opening, Jane Roe, Director of the Reef Office, thanked Tom Foe.", {"Jane Roe"}),
    ],
)
def test_who_was_there(extractor: Extractor, sentence: str, those: set[str]) -> None:
    assert those <= present(extractor, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Conference is expected to open with remarks by Prime Minister Jane Roe.",
        "The Conference will be held with representatives from INTERPOL and the World Bank.",
        "Fiji held talks with officials from Microsoft and Cisco on skills.",
    ],
)
def test_who_was_not(extractor: Extractor, sentence: str) -> None:
    assert not present(extractor, sentence)


def test_a_forum_with_a_year_is_held(extractor: Extractor) -> None:
    text = (
        "Reef Forum 2017 calls for more cooperation\n\nThe Reef Forum 2017 was held in Suva on 3 May 2017.\n\n"
        "Private sector participation includes Microsoft and Cisco."
    )
    facts = extractor.extract(Document(key="note.md", sha256="", text=text))
    there = {(f.subject.entity.name, f.when) for f in facts if f.relation == "PARTICIPATED_IN"}
    assert ("Cisco", "2017-05-03") in there
