"""Every frame finds what its own test sentence says."""

from __future__ import annotations

import pytest

from cyberentente.loaders.extract import Extractor
from cyberentente.loaders.frames import Frame, grammar
from cyberentente.schema.model import Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(threshold=0.0)


@pytest.mark.parametrize("frame", grammar().frames, ids=lambda frame: frame.id)
def test_a_frame_finds_its_facts(extractor: Extractor, frame: Frame) -> None:
    document = Document(key="test", sha256="", text=frame.test)
    found = set()
    for candidate in extractor.candidates(document):
        ends = candidate.fact.subject.mention, candidate.fact.object.mention
        found |= {f"{a} {candidate.fact.relation} {b}" for a, b in (ends, ends[::-1])}
    assert set(frame.gives) <= found
