"""Did it happen, or should it? asserted, planned, proposed or negated, for a predicate in its parsed sentence.

The cues are data (`data/grammar/modality.yaml`); here is only how they reach a predicate: through auxiliaries,
governing verbs, nouns and adjectives, conditions and questions, and the heading above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..schema.model import Modality
from .lists import GRAMMAR, read
from .tokens import Token, written
from .tree import clause, says_after


@dataclass(frozen=True, slots=True)
class Judgement:
    """A modality and the words behind it; an asserted statement has none."""

    modality: Modality
    cue: str | None = None


ASSERTED = Judgement("asserted")
_NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM", "PRON"}
_STRENGTH: tuple[Modality, ...] = ("negated", "proposed", "planned")
_WORDS = (
    *(
        "through",
        "telling",
        "agreeing",
        "agreed",
        "presupposing",
        "performing",
        "temporal",
        "held_at",
        "factual",
        "unfinished",
        "standing",
        "beginnings",
        "making",
        "warning",
    ),
    *(
        "conditions",
        "ahead",
        "hardly",
        "claims",
        "denying",
        "untrue",
        "uncertain",
        "under_way",
        "entries",
        "done",
        "written",
        "using",
        "chances",
    ),
)


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
    for group in _WORDS:
        data[group] = frozenset(data[group])
    return data


def modality(token: Token, above: Sequence[str] = (), ends: Sequence[Token] = ()) -> Judgement:
    """How a predicate is meant: `token` is a verb or noun of a parsed sentence.

    `above` are the texts that colour a block without a finite verb of its own: its headings, nearest first, and the
    paragraph that ends in a colon before a list. `ends` are the words that it joins: a verb between them and the
    predicate colours it too ("Kenya refused to compete in Locked Shields", found at "refused").
    """
    verbs = [token, *(verb for end in ends for verb in _between(token, end))]
    judged = [found for verb in verbs for found in _judgements(verb) if found is not ASSERTED]
    for kind in _STRENGTH:
        for found in judged:
            if found.modality == kind:
                return found
    if not _is_bare(token):
        return ASSERTED
    root = token.root
    if any(_performs(child) for child in root.children if child.dep_ == "ccomp"):
        return ASSERTED  # "let me thank Kenya for hosting the summit"
    found = _by_section(above)
    return Judgement("planned", root.text) if found is ASSERTED and root.tag_ == "VB" and root.i <= token.i else found


def _between(token: Token, end: Token) -> list[Token]:
    """The verbs over a word and below a predicate."""
    above = list(end.ancestors)
    place = next((i for i, word in enumerate(above) if word.i == token.i), 0)
    return [word for word in above[:place] if word.pos_ == "VERB" and word.dep_ in ("xcomp", "pcomp", "ccomp")]


def _judgements(token: Token) -> list[Judgement]:
    """What each word on the way from the predicate up to its clause's end says about it."""
    found = [_own(token), _phrase(token), _itself(token)]
    word, steps = token, 0
    while word.head.i != word.i and steps < 12:
        head, relation = word.head, word.dep_
        steps += 1
        if relation == "appos" and word.lemma_.lower() in _cues()["standing"]:
            break
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
        if (relation in ("xcomp", "ccomp") and _performs(word)) or (relation == "pcomp" and says_after(head)):
            break
        found.append(_governed(token, word, head, relation))
        if relation == "ccomp" and head.lemma_.lower() in _cues()["through"] and not _is_infinitive(word):
            found.append(_untold(head))
            break
        if word.lemma_.lower() in _cues()["claims"] and word.i != token.i:
            found.append(_denied(word, head, relation))
        if token.lemma_.lower() not in _cues()["beginnings"] and _presupposed(word, head, relation):
            break
        if head.pos_ in ("VERB", "AUX") or relation == "conj":
            found.append(_own(head, shared=True))
            found.append(_phrase(head))
        word = head
    if _is_question(token) and not _is_definite(token):
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
            c.lower_ in ("no", "neither", "none", "nobody") for c in (child, *child.children)
        ):
            return Judgement("negated", _words(child, token))
        if child.dep_ in ("aux", "auxpass") and (kind := cues["auxiliaries"].get(child.lower_)):
            return Judgement(kind, _words(child, token))
        coming = child.dep_ == "amod" and not shared and (child.lower_ != "next" or not _has_come(token))
        if coming and (kind := cues["modifiers"].get(child.lower_)):
            return Judgement(kind, _words(child, token))
        if child.dep_ == "advmod" and child.lower_ in cues["hardly"]:
            return Judgement("negated", _words(child, token))
        if child.dep_ == "mark" and child.lower_ in cues["conditions"]:
            return Judgement("proposed", child.text)
    perfect = any(c.lemma_ == "have" for c in _auxiliaries(token))
    if _is_infinitive(token) and not perfect and _has(token, "nsubj") and (token.dep_ == "ROOT" or _is_wished(token)):
        return Judgement("planned", f"to {token.text}")
    going_on = token.tag_ == "VBG" or any(c.dep_ == "auxpass" and c.lower_ == "being" for c in token.children)
    if going_on and token.lemma_.lower() in cues["unfinished"] and _has(token, "aux"):
        return Judgement("planned", token.text)
    if inverted := _inverted(token):
        return Judgement("proposed", _words(inverted, token))
    return ASSERTED


def _inverted(verb: Token) -> Token | None:
    """The word that opens a condition by standing before its subject: "had Russia attacked, NATO would have acted"."""
    first = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in ("had", "were")), None)
    if first is None or verb.dep_ not in ("advcl", "ccomp"):
        return None
    return first if any(c.dep_ in ("nsubj", "nsubjpass") and c.i > first.i for c in verb.children) else None


def _itself(token: Token) -> Judgement:
    kind = _cues()["themselves"].get(token.lemma_.lower()) if token.pos_ == "VERB" else None
    return Judgement(kind, token.text) if kind else ASSERTED


def _phrase(token: Token) -> Judgement:
    """Idioms that end just before the predicate."""
    if _performs(token):
        return ASSERTED
    end = token.i
    while end > token.part[0].i and token.doc[end - 1].dep_ in ("aux", "auxpass") and token.doc[end - 1].lower_ != "to":
        end -= 1
    before = written(token.doc[max(token.part[0].i, end - 5) : end]).lower().replace("’", "'")
    for phrase, kind in _cues()["phrases"]:
        if before == phrase or before.endswith(" " + phrase):
            return Judgement(kind, phrase)
    return ASSERTED


def _governed(token: Token, word: Token, head: Token, relation: str) -> Judgement:
    """What a governing word says of the predicate below it."""
    cues, lemma = _cues(), _phrasal(head)
    begins = token.lemma_.lower() in cues["beginnings"]
    if lemma in cues["agreeing"] and not begins and _agreed(token, word).lemma_.lower() in cues["agreed"]:
        return ASSERTED
    if head.lemma_.lower() in cues["backing"] and token.lemma_.lower() in cues["entries"]:
        return Judgement("proposed", _words(head, word))
    kind: Modality | None = None
    if relation in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX"):
        kind = cues["verbs"].get(lemma)
        if relation == "ccomp" and (kind == "planned" or lemma in cues["warning"]) and not _is_infinitive(word):
            kind = None
        if lemma == "have" and not _has(word, "aux"):
            kind = None
        if lemma == "be" and relation == "xcomp" and _is_infinitive(word):
            said = next((child for child in head.children if child.dep_ in ("acomp", "attr")), None)
            group = cues["adjectives"] if said is not None and said.dep_ == "acomp" else cues["nouns"]
            among = said is None and any(child.lower_ == "among" for child in head.children)
            kind = group.get(said.lemma_.lower()) if said is not None else None if among else "planned"
        if lemma == "be" and relation == "ccomp" and _has(word, "mark"):
            kind = _by_adjective(word, [child for child in head.children if child.dep_ == "acomp"])
    elif relation in ("xcomp", "ccomp", "acl", "csubj") and head.pos_ == "ADJ":
        kind = cues["adjectives"].get(lemma)
        if lemma in cues["done"] and _is_past(head.head):
            kind = None
        if relation == "ccomp" and not _is_infinitive(word):
            kind = _by_adjective(word, [head])
    elif relation in ("prep", "acl", "relcl", "xcomp", "ccomp") and head.pos_ in ("NOUN", "PROPN"):
        kind = cues["nouns"].get(lemma) if _reaches(word, relation) and not _is_used(head) else None
        factual = lemma in cues["factual"] or _is_used(head) or any(c.lemma_ == "have" for c in _auxiliaries(word))
        if kind is None and relation == "acl" and _is_infinitive(word) and not factual:
            kind = "planned"
        if kind is None and lemma in cues["under_way"] and (_gerund_below(word) or _is_of_entry(word)):
            kind = "planned"
    elif relation == "prep" and head.pos_ in ("VERB", "AUX", "ADJ", "ADV"):
        if word.lower_ in ("to", "for", "on", "from", "of", "against", "about", "in") and token.i > head.i:
            group = "verbs" if head.pos_ not in ("ADJ", "ADV") else "adjectives"
            kind = cues[group].get(lemma) if word.lower_ != "in" or lemma in ("interested", "succeed") else None
            kind = cues[group].get(f"{lemma} {word.lower_}", kind)
            if kind == "planned" and not begins and not _gerund_below(word):
                kind = None
            if kind is None and token.pos_ in _NOMINAL and word.lower_ in ("to", "for"):
                kind = cues["objects"].get(lemma)
    elif relation in ("dobj", "nsubjpass", "attr", "pobj") and token.pos_ in _NOMINAL and head.pos_ == "VERB":
        kind = cues["objects"].get(lemma)
    elif relation == "nsubj" and token.pos_ in _NOMINAL and lemma == "be":
        said = next((c for c in head.children if c.dep_ == "acomp" and c.lower_ in cues["uncertain"]), None)
        kind = cues["adjectives"].get(said.lower_) if said is not None else None
    elif relation == "pcomp" and head.lower_ in ("without",):
        kind = "negated"
    return Judgement(kind, _words(head, word)) if kind else ASSERTED


def _phrasal(verb: Token) -> str:
    """A verb's lemma, with its particle where the cues list the two together ("rule out", "stop short")."""
    lemma = verb.lemma_.lower()
    joined = (f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("prt", "advmod", "acomp") and c.i > verb.i)
    return next((words for words in joined if words in _cues()["verbs"] or words in _cues()["objects"]), lemma)


def _by_adjective(word: Token, said: Sequence[Token]) -> Modality | None:
    """What an adjective says of a clause: "vital that Georgia sign", "possible that Georgia signed"."""
    cues = _cues()
    for adjective in said:
        lemma = adjective.lemma_.lower()
        if lemma in cues["untrue"]:
            return "negated"
        kind: Modality | None = cues["adjectives"].get(lemma)
        if kind and (word.tag_ in ("VB", "VBP") or lemma in cues["uncertain"]):
            return kind
    return None


def _untold(verb: Token) -> Judgement:
    """A clause that nobody says: "could not confirm that Russia attacked", "falsely claimed that it did"."""
    if verb.lemma_.lower() not in _cues()["telling"]:
        return ASSERTED
    nobody = _own(verb).modality == "negated"
    said = next((child for child in verb.children if child.dep_ == "neg" or child.lower_ in _cues()["hardly"]), None)
    return Judgement("negated", verb.text if said is None else _words(said, verb)) if nobody or said else ASSERTED


def _denied(claim: Token, head: Token, relation: str) -> Judgement:
    """What is said of a claim: "rejected claims that", "no evidence that", "reports that … are false"."""
    cues = _cues()
    for child in claim.children:
        if child.dep_ == "det" and child.lower_ == "no":
            return Judgement("negated", _words(child, claim))
    if relation in ("dobj", "nsubjpass") and head.lemma_.lower() in cues["denying"]:
        return Judgement("negated", _words(head, claim))
    false = [c for c in head.children if c.dep_ in ("acomp", "attr") and c.lemma_.lower() in cues["untrue"]]
    return Judgement("negated", _words(claim, false[0])) if relation == "nsubj" and false else ASSERTED


def _performs(verb: Token) -> bool:
    """Whether to say that one would like to is to do it: "we would like to thank Japan"."""
    return verb.lemma_.lower() in _cues()["performing"] and verb.head.lemma_ in ("like", "wish", "want", "let", "allow")


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
    if word.pos_ not in _NOMINAL or relation not in ("pobj", "dobj") or word.lemma_.lower() in _cues()["beginnings"]:
        return False
    if head.lower_ in _cues()["held_at"] and any(c.lower_ in ("will", "shall") for c in head.head.children):
        return False
    if relation == "pobj" and _phrasal(head.head) in _cues()["objects"]:
        return False
    if head.lower_ in _cues()["temporal"]:
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
    if conditions := sorted(marks & _cues()["conditions"]):
        return Judgement("proposed", conditions[0])
    if (ahead := sorted(marks & _cues()["ahead"])) and _is_ahead(word, ahead[0]):
        return Judgement("planned", ahead[0])
    if relation == "relcl" and any(child.dep_ == "mark" and child.lower_ == "that" for child in word.children):
        return None
    if relation == "relcl" and (not _is_infinitive(word) or word.head.lemma_.lower() in _cues()["factual"]):
        return ASSERTED
    if relation == "acl":
        done = word.tag_ == "VBN" and _has(word, "agent") and not _has(word, "aux", "auxpass")
        return ASSERTED if done and word.lemma_.lower() in _cues()["written"] else None
    head, cues = word.head, _cues()
    if head.lemma_.lower() in cues["agreeing"] and word.lemma_.lower() in cues["agreed"]:
        return ASSERTED
    if _is_infinitive(word) and _is_under_way(head):
        return None
    if _is_infinitive(word) and (kind := _by_object(word, head)):
        return Judgement(kind, _words(head, word))
    if _is_infinitive(word) and not _is_past(head):
        return Judgement("planned", f"to {word.text}")
    return ASSERTED


def _by_object(word: Token, verb: Token) -> Modality | None:
    """What the object of a verb says of an infinitive that belongs to it: "rejected calls to join", "told the need for
    help to join".
    """
    noun = word.doc[word.left_edge.i - 1] if word.left_edge.i else word
    told: Modality | None = _cues()["nouns"].get(noun.lemma_.lower()) if noun.dep_ == "dobj" else None
    if told and noun.head.i == verb.i and not _is_used(noun):
        return told
    wishes = (c for c in verb.children if c.dep_ == "dobj" and _cues()["nouns"].get(c.lemma_.lower()) == "proposed")
    return "proposed" if any(not _is_used(wish) and wish.i < word.i for wish in wishes) else None


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ == "aux"]


def _is_used(noun: Token) -> bool:
    """Whether what a noun opens was done: "took the opportunity to thank"."""
    return (
        noun.dep_ == "dobj"
        and noun.lemma_.lower() in _cues()["chances"]
        and noun.head.lemma_.lower() in _cues()["using"]
    )


def _is_ahead(word: Token, mark: str) -> bool:
    """Whether a clause of time tells what is yet to come: "once Japan joins", "the fund will open when Japan joins"."""
    if word.dep_ != "advcl" or word.tag_ not in ("VBZ", "VBP") or _has(word, "aux", "auxpass"):
        return False
    return mark in ("once", "until") or any(c.dep_ == "aux" and c.tag_ == "MD" for c in word.head.children)


def is_made(token: Token) -> bool:
    """Whether a clause tells that something is set up: what it plans is not there yet."""
    return clause(token).lemma_.lower() in _cues()["making"]


def _has_come(noun: Token) -> bool:
    """Whether the next of its kind has taken place: "the next meeting was held", "at the next meeting, they agreed"."""
    held = noun.dep_ in ("nsubj", "nsubjpass") or noun.head.lower_ in ("at", "during", "in")
    return held and _is_past(clause(noun))


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
    root = token.root
    return root.tag_ in ("VB", "VBG", "NN", "NNS", "NNP", "NNPS") and not _has(root, "nsubj", "nsubjpass", "aux")


def _is_question(token: Token) -> bool:
    return any(word.text == "?" for word in token.part[-2:])


def _is_definite(word: Token) -> bool:
    """Whether a noun is of something known, which a question takes for granted: "Did the 2015 agreement work?"."""
    return word.pos_ in _NOMINAL and any(c.dep_ == "poss" or c.lower_ in ("the", "this") for c in word.children)


def _is_infinitive(word: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in word.children)


def _has(word: Token, *relations: str) -> bool:
    return any(child.dep_ in relations for child in word.children)


def _gerund_below(preposition: Token) -> bool:
    return any(child.dep_ == "pcomp" or child.tag_ == "VBG" for child in preposition.children)


def _is_of_entry(preposition: Token) -> bool:
    """Whether what is spoken of is that somebody would join: "talks on Fiji's accession"."""
    return any(child.dep_ == "pobj" and child.lemma_.lower() in _cues()["entries"] for child in preposition.children)


def _reaches(word: Token, relation: str) -> bool:
    """Whether a noun's complement is what it is about: "plan to", "bid for", "path towards", "possibility of"."""
    if relation != "prep":
        return _is_infinitive(word) or relation in ("ccomp", "relcl")
    return word.lower_ in ("for", "to", "toward", "towards", "of", "on", "in", "about")


def _only_follows(negation: Token) -> bool:
    following = negation.i + 1
    return following < len(negation.doc) and negation.doc[following].lower_ in ("only", "just", "merely")


def _words(first: Token, second: Token) -> str:
    """Two words of the sentence in their order, for the explanation."""
    return " … ".join(token.text for token in sorted((first, second), key=lambda token: token.i))
