"""Every cue file's own sentences, and what stands above a list."""

from __future__ import annotations

import pytest

from cyberentente.loaders.lists import GRAMMAR, read
from cyberentente.loaders.modality import modality
from cyberentente.loaders.syntax import Parsed, Sentence, Syntax
from cyberentente.loaders.tokens import Token

_TESTS = read(GRAMMAR / "modality.yaml")["tests"]


def parsed(text: str) -> Parsed:
    return next(Syntax().parse([Sentence(text, 0, ())]))


def marked(text: str) -> Token:
    token = parsed(text.replace("*", "")).token_at(text.index("*"))
    assert token is not None
    return token


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in _TESTS.items() for text in texts])
def test_the_cues_own_sentences(kind: str, text: str) -> None:
    assert modality(marked(text)).modality == kind


def test_the_cue_is_told() -> None:
    judged = modality(marked("Poland plans to *sign* the agreement."))
    assert judged.cue is not None and "plans" in judged.cue


def test_a_bare_item_takes_the_colour_of_what_stands_above() -> None:
    token = marked("*Establish* a joint task force on ransomware.")
    assert modality(token, ["Next steps"]).modality == "planned"
    assert modality(token, ["Recommendations"]).modality == "proposed"
    assert modality(token, ["Members"]).modality == "planned"
    assert modality(marked("Joint *exercises* on ransomware."), ["Members"]).modality == "asserted"
    said = marked("Japan *established* a joint task force.")
    assert modality(said, ["Recommendations"]).modality == "asserted"


def test_a_verb_between_a_predicate_and_its_end_counts() -> None:
    doc = parsed("Kenya refused to compete in the games.").doc
    assert modality(doc[1]).modality == "asserted"
    assert modality(doc[1], ends=(doc[0], doc[6])).modality == "negated"
