"""Did it happen, or should it? asserted, planned, proposed or negated, for a predicate in its parsed sentence.

The cues are data (`data/grammar/modality.yaml`); here is only how they reach a predicate: through auxiliaries,
governing verbs, nouns and adjectives, conditions and questions, and the heading above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..schema.model import Modality
from .lists import GRAMMAR, read
from .tree import clause

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Judgement:
    """A modality and the words behind it; an asserted statement has none."""

    modality: Modality
    cue: str | None = None


ASSERTED = Judgement("asserted")
_NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM", "PRON"}
_STRENGTH: tuple[Modality, ...] = ("negated", "proposed", "planned")


@lru_cache(maxsize=1)
def _cues() -> dict[str, Any]:
    data: dict[str, Any] = read(GRAMMAR / "modality.yaml")
    for group in ("auxiliaries", "verbs", "nouns", "adjectives", "modifiers", "objects", "themselves"):
        data[group] = {word: kind for kind, words in data[group].items() for word in words}
    data["phrases"] = [(phrase, kind) for kind in _STRENGTH for phrase in data["phrases"].get(kind, ())]
    data["sections"] = [
        (re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE), kind)
        for kind, patterns in data["sections"].items()
    ]
    for group in ("through", "agreeing", "agreed", "presupposing", "temporal", "factual", "unfinished", "making"):
        data[group] = frozenset(data[group])
    return data


def modality(token: Token, above: Sequence[str] = ()) -> Judgement:
    """How a predicate is meant: `token` is a verb or noun of a parsed sentence.

    `above` are the texts that colour a block without a finite verb of its own: its headings, nearest first, and the
    paragraph that ends in a colon before a list.
    """
    judged = [found for found in _judgements(token) if found is not ASSERTED]
    for kind in _STRENGTH:
        for found in judged:
            if found.modality == kind:
                return found
    if not _is_bare(token):
        return ASSERTED
    root = token.sent.root
    found = _by_section(above)
    return Judgement("planned", root.text) if found is ASSERTED and root.tag_ == "VB" and root.i <= token.i else found


def _judgements(token: Token) -> list[Judgement]:
    """What each word on the way from the predicate up to its clause's end says about it."""
    found = [_own(token), _phrase(token), _itself(token)]
    word, steps = token, 0
    while word.head.i != word.i and steps < 12:
        head, relation = word.head, word.dep_
        steps += 1
        if relation in ("advcl", "relcl", "parataxis", "csubj", "acl") and (ended := _clause_end(word, relation)):
            found.append(ended)
            if relation == "advcl" and ended is ASSERTED and (_is_infinitive(word) or _goes_on(word)):
                found.append(_own(head, shared=True))
                if _goes_on(word):
                    word = head
                    continue
            if ended is ASSERTED or relation != "acl":
                break
        if relation == "conj" and word.pos_ in ("VERB", "AUX") and _has(word, "nsubj", "nsubjpass", "expl"):
            break
        found.append(_governed(token, word, head, relation))
        if relation == "ccomp" and head.lemma_.lower() in _cues()["through"] and not _is_infinitive(word):
            break
        if _presupposed(word, head, relation):
            break
        if head.pos_ in ("VERB", "AUX") or relation == "conj":
            found.append(_own(head, shared=True))
            found.append(_phrase(head))
        word = head
    if token.doc and _is_question(token):
        found.append(Judgement("proposed", "?"))
    return found


def _own(token: Token, shared: bool = False) -> Judgement:
    """Auxiliaries and negations of a word itself; `shared` when it only passes them on to a conjunct or object."""
    cues = _cues()
    for child in token.children:
        if child.dep_ == "neg" and child.lower_ not in ("only",) and not _only_follows(child):
            return Judgement("negated", _words(child, token))
        if child.dep_ in ("det", "preconj", "cc:preconj", "cc") and child.lower_ in ("no", "neither") and not shared:
            return Judgement("negated", _words(child, token))
        if child.dep_ in ("nsubj", "nsubjpass") and any(
            c.lower_ in ("no", "neither", "none") for c in (child, *child.children)
        ):
            return Judgement("negated", _words(child, token))
        if child.dep_ in ("aux", "auxpass") and (kind := cues["auxiliaries"].get(child.lower_)):
            return Judgement(kind, _words(child, token))
        if child.dep_ == "amod" and not shared and (kind := cues["modifiers"].get(child.lower_)):
            return Judgement(kind, _words(child, token))
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return Judgement("proposed", child.text)
    if _is_infinitive(token) and _has(token, "nsubj") and (token.dep_ == "ROOT" or _is_wished(token)):
        return Judgement("planned", f"to {token.text}")
    if token.tag_ == "VBG" and token.lemma_.lower() in cues["unfinished"] and _has(token, "aux"):
        return Judgement("planned", token.text)
    return ASSERTED


def _itself(token: Token) -> Judgement:
    kind = _cues()["themselves"].get(token.lemma_.lower()) if token.pos_ == "VERB" else None
    return Judgement(kind, token.text) if kind else ASSERTED


def _phrase(token: Token) -> Judgement:
    """Idioms that end just before the predicate."""
    before = token.doc[max(token.sent.start, token.i - 5) : token.i].text.lower().replace("’", "'")
    for phrase, kind in _cues()["phrases"]:
        if before == phrase or before.endswith(" " + phrase):
            return Judgement(kind, phrase)
    return ASSERTED


def _governed(token: Token, word: Token, head: Token, relation: str) -> Judgement:
    """What a governing word says of the predicate below it."""
    cues, lemma = _cues(), head.lemma_.lower()
    if lemma in cues["agreeing"] and _agreed(token, word).lemma_.lower() in cues["agreed"]:
        return ASSERTED
    kind: Modality | None = None
    if relation in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX"):
        kind = cues["verbs"].get(lemma)
        if relation == "ccomp" and kind == "planned":
            kind = None
        if lemma == "have" and not _has(word, "aux"):
            kind = None
        if lemma == "be" and relation == "xcomp" and _is_infinitive(word):
            said = next((child for child in head.children if child.dep_ in ("acomp", "attr")), None)
            group = cues["adjectives"] if said is not None and said.dep_ == "acomp" else cues["nouns"]
            kind = group.get(said.lemma_.lower()) if said is not None else "planned"
    elif relation in ("xcomp", "ccomp", "acl", "csubj") and head.pos_ == "ADJ":
        kind = cues["adjectives"].get(lemma)
    elif relation in ("prep", "acl", "xcomp", "ccomp") and head.pos_ in ("NOUN", "PROPN"):
        kind = cues["nouns"].get(lemma) if _reaches(word, relation) else None
        if kind is None and relation == "acl" and _is_infinitive(word) and lemma not in cues["factual"]:
            kind = "planned"
    elif relation == "prep" and head.pos_ in ("VERB", "AUX", "ADJ"):
        if word.lower_ in ("to", "for", "on", "from", "of", "against", "about", "in") and token.i > head.i:
            group = "verbs" if head.pos_ != "ADJ" else "adjectives"
            kind = cues[group].get(lemma) if word.lower_ != "in" or lemma in ("interested", "succeed") else None
            if kind == "planned" and not _gerund_below(word):
                kind = None
    elif relation in ("dobj", "nsubjpass", "attr", "pobj") and token.pos_ in _NOMINAL and head.pos_ == "VERB":
        kind = cues["objects"].get(lemma)
    elif relation == "pcomp" and head.lower_ in ("without",):
        kind = "negated"
    return Judgement(kind, _words(head, word)) if kind else ASSERTED


def _agreed(token: Token, word: Token) -> Token:
    """What is agreed on: the highest verb from a predicate up to `word` that adds something, else the predicate."""
    found = current = token
    while current.i != word.i and current.head.i != current.i:
        current = current.head
        if current.pos_ == "VERB" and current.lemma_.lower() not in _cues()["through"]:
            found = current
    return found


def _presupposed(word: Token, head: Token, relation: str) -> bool:
    """Whether a noun is taken for granted by what stands above it: "at the summit", "to reaffirm our cooperation"."""
    if word.pos_ not in _NOMINAL or relation not in ("pobj", "dobj"):
        return False
    if relation == "pobj" and head.lower_ in _cues()["temporal"]:
        return True
    known = any(
        child.dep_ == "poss"
        or child.lower_ in ("the", "this", "these", "continued", "continuing", "ongoing", "existing")
        for child in word.children
    )
    if relation == "dobj":
        return known and head.lemma_.lower() in _cues()["presupposing"]
    return known and head.lower_ not in ("of", "by", "as") and head.head.pos_ in ("VERB", "AUX")


def _clause_end(word: Token, relation: str) -> Judgement | None:
    """What the kind of a subordinate clause says: ASSERTED closes it to what governs it, None leaves it open."""
    marks = {child.lower_ for child in word.children if child.dep_ in ("mark", "advmod")}
    if marks & {"if", "unless", "whether"}:
        return Judgement("proposed", next(iter(sorted(marks & {"if", "unless", "whether"}))))
    if relation == "relcl" and (not _is_infinitive(word) or word.head.lemma_.lower() in _cues()["factual"]):
        return ASSERTED
    if relation == "acl":
        return None
    head, cues = word.head, _cues()
    if head.lemma_.lower() in cues["agreeing"] and word.lemma_.lower() in cues["agreed"]:
        return ASSERTED
    if _is_infinitive(word) and _is_under_way(head):
        return None
    if _is_infinitive(word) and not _is_past(head):
        return Judgement("planned", f"to {word.text}")
    return ASSERTED


def is_made(token: Token) -> bool:
    """Whether a clause tells that something is set up: what it plans is not there yet."""
    return clause(token).lemma_.lower() in _cues()["making"]


def _is_wished(verb: Token) -> bool:
    """Whether an infinitive tells what somebody should do: "proposals for the UK to sign"."""
    return any(child.dep_ == "mark" and child.lower_ == "for" for child in verb.children)


def _goes_on(word: Token) -> bool:
    """Whether a clause goes on with what its verb tells: ", deepening our ties", not "before signing"."""
    return word.tag_ == "VBG" and not _has(word, "nsubj", "nsubjpass", "mark", "prep", "aux")


def _is_under_way(verb: Token) -> bool:
    """Whether the purpose of a verb is what is being done: "work together to counter threats"."""
    together = any(child.lower_ == "together" for child in verb.children)
    return verb.lemma_.lower() in _cues()["through"] and (verb.lemma_ not in ("work", "come") or together)


def _is_past(verb: Token) -> bool:
    """Whether a verb tells what was done: its purpose clause then tells what it was done for."""
    modal = any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)
    return verb.tag_ in ("VBD", "VBN") and not modal


def _by_section(above: Sequence[str]) -> Judgement:
    for text in above:
        for pattern, kind in _cues()["sections"]:
            if pattern.fullmatch(text.strip()):
                return Judgement(kind, text.strip()[-80:])
    return ASSERTED


def _is_bare(token: Token) -> bool:
    """Whether the sentence says nothing finite of the predicate: "Establish a task force", "Sharing of information"."""
    root = token.sent.root
    return root.tag_ in ("VB", "VBG", "NN", "NNS", "NNP", "NNPS") and not _has(root, "nsubj", "nsubjpass", "aux")


def _is_question(token: Token) -> bool:
    sentence = token.sent
    return sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?")


def _is_infinitive(word: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in word.children)


def _has(word: Token, *relations: str) -> bool:
    return any(child.dep_ in relations for child in word.children)


def _gerund_below(preposition: Token) -> bool:
    return any(child.dep_ == "pcomp" or child.tag_ == "VBG" for child in preposition.children)


def _reaches(word: Token, relation: str) -> bool:
    """Whether a noun's complement is what it is about: "plan to", "bid for", "path towards", "possibility of"."""
    if relation != "prep":
        return _is_infinitive(word) or relation == "ccomp"
    return word.lower_ in ("for", "to", "toward", "towards", "of", "on", "in", "about")


def _only_follows(negation: Token) -> bool:
    following = negation.i + 1
    return following < len(negation.doc) and negation.doc[following].lower_ in ("only", "just", "merely")


def _words(first: Token, second: Token) -> str:
    """Two words of the sentence in their order, for the explanation."""
    return " … ".join(token.text for token in sorted((first, second), key=lambda token: token.i))
