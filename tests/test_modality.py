"""Every cue file's own sentences, and what stands above a list."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Token

from cyberentente.loaders.lists import GRAMMAR, read
from cyberentente.loaders.modality import modality
from cyberentente.loaders.syntax import pipeline

_TESTS = read(GRAMMAR / "modality.yaml")["tests"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


def marked(nlp: Language, text: str) -> Token:
    start = text.index("*")
    doc = nlp(text.replace("*", ""))
    return next(token for token in doc if token.idx == start)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in _TESTS.items() for text in texts])
def test_the_cues_own_sentences(nlp: Language, kind: str, text: str) -> None:
    assert modality(marked(nlp, text)).modality == kind


def test_the_cue_is_told(nlp: Language) -> None:
    judged = modality(marked(nlp, "Poland plans to *sign* the agreement."))
    assert judged.cue is not None and "plans" in judged.cue


def test_a_bare_item_takes_the_colour_of_what_stands_above(nlp: Language) -> None:
    token = marked(nlp, "*Establish* a joint task force on ransomware.")
    assert modality(token, ["Next steps"]).modality == "planned"
    assert modality(token, ["Recommendations"]).modality == "proposed"
    assert modality(token, ["Members"]).modality == "planned"
    assert modality(marked(nlp, "Joint *exercises* on ransomware."), ["Members"]).modality == "asserted"
    said = marked(nlp, "Japan *established* a joint task force.")
    assert modality(said, ["Recommendations"]).modality == "asserted"


def test_a_verb_between_a_predicate_and_its_end_counts(nlp: Language) -> None:
    doc = nlp("Kenya refused to compete in the games.")
    assert modality(doc[1]).modality == "asserted"
    assert modality(doc[1], ends=(doc[0], doc[6])).modality == "negated"
