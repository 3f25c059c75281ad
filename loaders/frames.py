"""Which words carry a relation: frames from `data/grammar/frames/*.yaml`, matched on the parse of a sentence.

A frame names a predicate (verb, noun, or the name of an event or text itself) and where the two ends stand around it:

    subj obj iobj attr   of a verb, whatever the voice or construction (`tree.py` finds them)
    poss mod             "Japan's N", "Japanese N", "the U.S.-Japan N"
    holder               what a noun is said of: "Japan is a N", "Japan, a N", "as a N"
    verb                 the verb that a noun, or a participle beside a noun, hangs on
    via                  who acts in the verb a noun hangs on: "Japan took part in the N"
    self                 the predicate is itself the end: a name such as "the Paris Call"
    inner                a name within the name: "the UK Cyber Strategy"; `parties` when there are two or more;
                         `owner` when it is the only one and begins it: "the G7 Cybersecurity Working Group"
    event                the meeting of which the document (a readout), or the sentence before, tells; `meeting` is the
                         first that any document names where there is none
    topic                what the document is an entry about; `culprit` where that is an attack or a group of hackers
    struck               whom the attack last told of hit: "REvil was behind the attack"
    both                 the two that the document is between or about
    each_other           the subjects among themselves: "Japan and Australia cooperate"
    side                 whose side is told of in a sentence: "by Jane Roe on the Fijian side"
    reporter             who says it, of "X says that A is behind B"; `said` is the verb that says so
    beside               what stands before "and other N" or "and its N": "Canada and other members"
    before               the name just before a verb without a subject: "linked to the US sanctioned N"
    with, to, against…   after that preposition; `obj.with` is the one under the object

The types that the vocabulary allows at the ends of the relation decide which fillers count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from ..schema.errors import EntenteError
from ..schema.model import Confidence, Model, Phase
from ..schema.vocabulary import vocabulary
from .companions import SHARED, companions
from .ends import Candidate, Ends
from .lists import GRAMMAR, read
from .numbers import counted
from .patterns import head_word, is_occasion
from .stand_ins import stand_ins
from .syntax import Parsed
from .tokens import Token
from .tree import (
    agents,
    clause,
    examples_apart,
    given,
    holders,
    is_manner,
    is_verb,
    logical_objects,
    logical_subjects,
    members,
    modifiers,
    passive,
    path,
    possessors,
    prepositional,
    reporters,
    saying,
)

FOLDER = GRAMMAR / "frames"
_NAMED_SLOTS = frozenset(
    [
        *(
            "subj",
            "obj",
            "iobj",
            "attr",
            "prt",
            "cause",
            "xcomp",
            "purpose",
            "by",
            "reporter",
            "said",
            "before",
            "beside",
            "together",
            "to",
        ),
        *("poss", "mod", "holder", "via", "verb", "appos", "acl", "relcl", "head", "above", "clause"),
    ]
)
_TOGETHER = frozenset({"partnership", "cooperation", "collaboration", "coordination", "conjunction", "consultation"})
_TEXT_BEFORE = 16
_FEW = 3  # of more that only "we" or "the leaders" names, each is not said to work with each
_MANY = 4  # of more that are named, neither
_AHEAD = frozenset({"preparation", "advance", "anticipation", "support", "view", "lieu"})  # "in preparation for"
_BESIDES = frozenset(  # "the EU's predecessor, the EEC" is none of the EU's
    {"predecessor", "successor", "partner", "counterpart", "ally", "rival", "adversary", "neighbour", "neighbor", "foe"}
)
_OCCURS = frozenset({"occur", "happen", "take"})
_UNLISTED = frozenset({"TARGETED", "SANCTIONED"})
_ONTO = frozenset({"blame", "pin", "base", "report", "comment"})
_ATTACKS = frozenset(
    {"attack", "cyberattack", "cyber-attack", "hack", "hacking", "breach", "intrusion", "theft", "heist"}
)
_HOSTILE = frozenset({"TARGETED", "SANCTIONED", "ATTRIBUTED", "CONDEMNED"})
Slots = tuple[str, ...]


class Frame(Model):
    """One way to say a relation; `test` is a sentence that says it, `gives` the facts in it as "S RELATION O".

    The verb "*" is any verb; in `without`, "*" is any word and "@" any name. `subject_types` and `object_types` narrow
    what the vocabulary allows; `described` says whether events and texts without a proper name count, `listed` whether
    those that the gazetteer knows by name do, `weak` whether "Russian hackers" counts as Russia (`object`: only as what
    is acted on), `together` how many subjects it takes besides one, `occasion` that a forum must be one that is held
    ("summit") and not belonged to; `exists` that it tells of what is there whatever is planned with it (`State`: of
    what a state has, `dated`: of what has a past date beside it); `hackers` that its subject is known as such,
    `sanctioners` that it was said to sanction someone before. `stage` gives the stage of becoming a party that a word
    tells: "ratify" is ratification.
    """

    id: str
    relation: str
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()
    subject: Slots
    object: Slots
    having: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    voice: Literal["active", "passive"] | None = None
    subject_types: Slots = ()
    object_types: Slots = ()
    described: bool = True
    listed: bool = True
    weak: bool | Literal["object"] = False
    together: Literal[0, 1, 2] = 0
    occasion: bool = False
    exists: bool | Literal["State", "dated"] = False
    hackers: bool = False
    sanctioners: bool = False
    phase: Phase | None = None
    stage: dict[str, str] = Field(default_factory=dict)
    confidence: Confidence = 0.8
    test: str
    gives: tuple[str, ...]

    @cached_property
    def types(self) -> tuple[Slots, Slots]:
        """The types that count at each end."""
        relation = vocabulary().relations[self.relation]
        return self.subject_types or relation.domain, self.object_types or relation.range

    @model_validator(mode="after")
    def _fits(self) -> Frame:
        relation = vocabulary().relations.get(self.relation)
        if relation is None:
            raise ValueError(f"unknown relation '{self.relation}'")
        if not (self.verb or self.noun or self.entity):
            raise ValueError("a frame needs a verb, a noun or an entity")
        if self.phase and not relation.state:
            raise ValueError(f"{self.relation} takes no phase")
        if unknown := set(self.stage.values()) - {*vocabulary().qualifiers["stage"].values}:
            raise ValueError(f"unknown stage '{min(unknown)}'")
        return self


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found in a sentence: the predicate's token and both ends, with what a ranker may want to know."""

    frame: Frame
    anchor: Token
    subject: Candidate
    object: Candidate
    confidence: float
    features: dict[str, str | float] = field(compare=False)


class Grammar:
    """All frames, by the word that anchors them."""

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        self.verbs: dict[str, list[Frame]] = defaultdict(list)
        self.nouns: dict[str, list[Frame]] = defaultdict(list)
        self.entities: dict[str, list[Frame]] = defaultdict(list)
        for frame in frames:
            for word in frame.verb:
                self.verbs[word].append(frame)
            for word in frame.noun:
                self.nouns[word].append(frame)
            for type_ in frame.entity:
                self.entities[type_].append(frame)

    def triggers(self) -> set[str]:
        """The lemmas that carry a relation."""
        return {*self.verbs, *self.nouns}


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The packaged frames; EntenteError names the file and frame that is broken."""
    frames: dict[str, Frame] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for raw in read(file):
            try:
                frame = Frame.model_validate(raw)
            except ValidationError as error:
                raise EntenteError(f"{file.name}: frame {raw.get('id')}: {error.errors()[0]['msg']}") from error
            if frame.id in frames:
                raise EntenteError(f"{file.name}: two frames are called '{frame.id}'")
            frames[frame.id] = frame
    return Grammar(list(frames.values()))


def matches(parsed: Parsed, ends: Ends, rules: Grammar) -> Iterator[Match]:
    """All frames found in a sentence, in the order of their predicates."""
    present = {_word(token, parsed) for token in parsed.doc}
    for token in parsed.doc:
        mention = parsed.names.get(token.i)
        if token.i in parsed.lists:
            frames = []
        elif mention is not None:
            frames = rules.entities.get(mention.entity.type, []) if mention.how != "adjective" else []
        elif token.pos_ in ("VERB", "AUX"):
            frames = [*rules.verbs.get(token.lemma_.lower(), []), *(rules.verbs.get("*", []) if is_verb(token) else [])]
        elif token.pos_ in ("NOUN", "PROPN"):
            frames = rules.nouns.get(token.lemma_.lower(), [])
        else:
            frames = []
        if token.pos_ == "ADJ" and mention is None and token.tag_ in ("VBN", "JJ"):
            frames = rules.verbs.get(token.lemma_.lower(), []) if token.tag_ == "VBN" else []
        description = ends.descriptions.get(token.i)
        if description is not None:
            frames = [*frames, *(f for f in rules.entities.get(description.entity.type, []) if f.described)]
        for frame in frames:
            if frame.relation not in _UNLISTED and not ends.may_relate(*frame.types):
                continue
            if not frame.having or not any(present.isdisjoint(lemmas) for lemmas in frame.having.values()):
                yield from _match(frame, token, parsed, ends)


def _match(frame: Frame, anchor: Token, parsed: Parsed, ends: Ends) -> Iterator[Match]:
    if frame.voice and is_verb(anchor) and (frame.voice == "passive") != passive(anchor):
        return
    for slot, lemmas in frame.having.items():
        if not any(_word(t, parsed) in lemmas for t, _ in _fillers(slot, anchor, parsed)):
            return
    for slot, lemmas in frame.without.items():
        around = [t for t, _ in _fillers(slot, anchor, parsed)]
        if any(_word(t, parsed) in lemmas or "*" in lemmas or ("@" in lemmas and t.i in parsed.names) for t in around):
            return
    symmetric = vocabulary().relations[frame.relation].symmetric
    subject_types, object_types = frame.types
    subjects = _candidates("subject", frame, frame.subject, anchor, parsed, ends, subject_types)
    if len(subjects) < 1 + frame.together:
        return
    slots = tuple(s for s in frame.object if s != "each_other")
    objects = _candidates(
        "subject" if symmetric else "object",
        frame,
        slots,
        anchor,
        parsed,
        ends,
        object_types,
        subjects[0][0].entity.id if len(subjects) == 1 else None,
    )
    if len(subjects) > 1 and {s.entity.id for s, _, _ in subjects} == {o.entity.id for o, _, _ in objects}:
        return
    crowds = symmetric and min(len(subjects), len(objects)) > 1 and max(len(subjects), len(objects)) > _MANY
    pairs = [(s, o) for s in subjects for o in objects] if not crowds else []
    apart = subjects[0][1] in ("via", "clause") and anchor.dep_ != "dobj"
    few = len(subjects) <= _FEW or any(subject.how != "resolved" for subject, _, _ in subjects)
    few = few and (len(subjects) <= _MANY or any(_examples(s.token) is not None for s, _, _ in subjects))
    with_others = any("with" in slot.split(".") and _fillers(slot, anchor, parsed) for slot in frame.object)
    if not objects and "each_other" in frame.object and not apart and few and not with_others:
        pairs = list(combinations(subjects, 2))
    for (subject, s_slot, s_cost), (object_, o_slot, o_cost) in pairs:
        if subject.entity.id == object_.entity.id or subject.entity.name == object_.entity.name:
            continue
        if subject.how == object_.how == "described" and object_.entity.type == "Organization":
            continue
        if o_slot == "poss" and s_slot == "self" and object_.how == "named" and object_.token.i > subject.token.i:
            continue
        if symmetric and (examples := _examples(subject.token)) and examples == _examples(object_.token):
            continue
        confidence = frame.confidence * subject.sure * object_.sure * s_cost * o_cost
        features: dict[str, str | float] = {
            "rule": frame.id,
            "lemma": anchor.lemma_.lower(),
            "subject_slot": s_slot,
            "object_slot": o_slot,
            "subject_how": subject.how,
            "object_how": object_.how,
            "subject_kind": subject.kind,
            "object_kind": object_.kind,
            "subject_mention": subject.mention.how,
            "object_mention": object_.mention.how,
            "types": f"{subject.entity.type}-{object_.entity.type}",
            "path": path(subject.token, object_.token),
            "distance": float(abs(subject.token.i - object_.token.i)),
        }
        yield Match(frame, anchor, subject, object_, round(confidence, 4), features)


def _word(token: Token, parsed: Parsed) -> str:
    mention = parsed.names.get(token.i)
    return head_word(mention.text) if mention else token.lemma_.lower()


def _examples(token: Token) -> int | None:
    """Where the "including" stands that gives a name as one example of a party ("firms, including Kaspersky")."""
    for above in token.ancestors:
        if above.lower_ == "including":
            return above.i
        if is_verb(above):
            return None
    return None


def _candidates(
    role: str,
    frame: Frame,
    slots: Slots,
    anchor: Token,
    parsed: Parsed,
    ends: Ends,
    types: tuple[str, ...],
    doer: str | None = None,
) -> list[tuple[Candidate, str, float]]:
    """The fillers of the first slot that has any of the right type; `doer` is the id of the one who cannot be meant."""
    for slot in slots:
        found: dict[str, tuple[Candidate, str, float]] = {}
        outer, _, last = slot.rpartition(".")
        if last in ("inner", "parties", "owner"):
            within = ends.owner if last == "owner" else ends.inner
            names = [(c, cost) for t, cost in _fillers(outer or "self", anchor, parsed) for c in within(t, types)]
            if last != "parties" or len({c.entity.id for c, _ in names}) > 1:
                found = {c.entity.id: (c, slot, cost) for c, cost in names if not _is_occasion(c, role, frame)}
            slot = ""
        if last == "struck":
            hits = [(t, cost) for t, cost in _fillers(outer, anchor, parsed) if t.lemma_.lower() in _ATTACKS]
            told = [(c, cost) for t, cost in hits for c in ends.struck(t, types)]
            found = {c.entity.id: (c, slot, cost) for c, cost in told}
            slot = ""
        if slot == "both":
            found = {c.entity.id: (c, slot, 1.0) for c in ends.both(anchor, types)}
        for token, cost in _around(slot, anchor, parsed, frame, role) if slot else ():
            alone = slot == "self"
            if slot == "appos" and _goes_on_listing(anchor, token, parsed):
                continue
            qualifies = last in ("mod", "poss")
            unlisted = role == "object" and frame.relation in _UNLISTED and not qualifies
            for candidate in ends.alone(token, types) if alone else ends.of(token, types, qualifies, unlisted):
                if candidate.token.i == anchor.i and slot != "self":
                    continue
                if slot == "holder" and anchor.dep_ == "appos" and candidate.token.i > anchor.i:
                    continue  # an apposition is said of what stands before it
                if frame.hackers and role == "subject" and candidate.entity.id not in ends.scene.hackers:
                    continue
                if frame.sanctioners and role == "subject" and candidate.entity.id not in ends.scene.sanctioners:
                    continue
                if candidate.entity.id != doer and _allowed(frame, candidate, role):
                    found.setdefault(candidate.entity.id, (candidate, slot, cost))
        if last == "poss" and found:
            tokens = [member for token, _ in _fillers(slot, anchor, parsed) for member in members(token)]
            owners = [mention for token in tokens for mention in parsed.mentions_at(token.i)]
            nearest = max(owners, key=lambda m: m.start, default=None)
            if nearest is not None and nearest.entity.type != "Person":
                found = {id_: item for id_, item in found.items() if item[0].entity.type == nearest.entity.type}
        if slot in ("topic", "culprit"):
            found = {c.entity.id: (c, slot, 1.0) for c in ends.entry(types, slot == "culprit")}
        if slot in ("event", "meeting"):
            found = {c.entity.id: (c, slot, 1.0) for c in ends.told_of(anchor, types, slot == "meeting")}
        if not found and slot in ("subj", "via", "clause"):
            found = {c.entity.id: (c, "implied", 1.0) for c in ends.implied(anchor, types) if _allowed(frame, c, role)}
        if found:
            return list(found.values())
    if role == "object" and frame.relation == "TARGETED" and "Organization" in types and frame.described:
        around = [(slot, token, cost) for slot in slots for token, cost in _fillers(slot, anchor, parsed)]
        return [(c, slot, cost) for slot, token, cost in around for c in ends.unnamed(token)]
    return []


def _around(slot: str, anchor: Token, parsed: Parsed, frame: Frame, role: str) -> list[tuple[Token, float]]:
    """What fills a slot, with those who join it in what is done side by side."""
    found = _fillers(slot, anchor, parsed)
    if role == "subject" and slot in ("subj", "obj") and found and frame.relation in SHARED:
        return [*found, *((token, 0.9) for token in companions(anchor, parsed))]
    return found


def _acts(candidate: Candidate, frame: Frame) -> bool:
    """Whether a forum can be the one who acts: a grouping with a name of its own ("the G7"), never an occasion."""
    if frame.relation in ("PART_OF", "MEMBER_OF", "PARTICIPATED_IN"):
        return True
    return candidate.mention.how in ("name", "acronym") and not _is_held(candidate)


def _is_held(candidate: Candidate) -> bool:
    """Whether a forum is held, by its mention or by what that abbreviates."""
    return is_occasion(candidate.mention.text) or is_occasion(candidate.entity.name)


def _is_occasion(candidate: Candidate, role: str, frame: Frame) -> bool:
    """Whether a candidate for a deed is no actor, but an occasion: a summit signs nothing."""
    return candidate.entity.type == "Forum" and role == "subject" and not _acts(candidate, frame)


def _allowed(frame: Frame, candidate: Candidate, role: str) -> bool:
    """Whether a frame takes this kind of candidate: series and groupings are joined, occasions attended."""
    if frame.relation in ("MEMBER_OF", "PART_OF") and (candidate.how == "office" or candidate.kind in ("he", "i")):
        return False
    if frame.relation in ("MEMBER_OF", "PART_OF") and role == "subject" and _is_one_of_many(candidate):
        return False
    if candidate.kind == "attack" and frame.relation not in _HOSTILE:
        return False
    if role == "object" and not frame.listed and candidate.mention.how not in ("described", "pattern"):
        return False
    if candidate.how == "weak" and frame.weak not in (True, role):
        return False
    if candidate.how == "described" and not frame.described:
        return False
    if "described" in (candidate.how, candidate.mention.how) and candidate.entity.type == "Organization":
        return frame.relation == "TARGETED" and role == "subject"
    if _is_occasion(candidate, role, frame):
        return False
    if candidate.entity.type != "Forum" or (frame.relation != "MEMBER_OF" and not frame.occasion):
        return True
    return _is_held(candidate) == frame.occasion


def _is_one_of_many(candidate: Candidate) -> bool:
    """Whether a word stands for a state as one of its people ("an Estonian diplomat")."""
    token = candidate.token
    return candidate.how in ("stand-in", "weak") and token.tag_ == "NN" and token.lemma_ in stand_ins().people


def _fillers(slot: str, anchor: Token, parsed: Parsed) -> list[tuple[Token, float]]:
    """The tokens in a slot around a predicate, each with a factor for how sure the attachment is."""
    known = parsed.slots.get((slot, anchor.i))
    if known is not None:
        return known
    first, dot, rest = slot.partition(".")
    if dot:
        around = _fillers(first, anchor, parsed)
        found = [(t, c * cost) for token, cost in around for t, c in _fillers(rest, token, parsed)]
        if not found and rest in parsed.words:
            joined = [(m, cost * 0.95) for token, cost in around for m in members(token) if m.i != token.i]
            found = [(t, c * cost) for token, cost in joined for t, c in _fillers(rest, token, parsed)]
    elif slot == "self":
        found = [(anchor, 1.0)]
    elif slot == "text":
        found = _text_before(anchor, parsed)
    elif slot not in _NAMED_SLOTS and slot not in parsed.words:
        found = []
    elif is_verb(anchor) and anchor.i not in parsed.names:
        found = _around_verb(slot, anchor)
    else:
        found = _around_noun(slot, anchor)
    parsed.slots[slot, anchor.i] = found
    return found


def _text_before(verb: Token, parsed: Parsed) -> list[tuple[Token, float]]:
    """The text named before a comma and a participle that hangs elsewhere: "in line with the Accord, signed by"."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.doc[verb.i - 1].lower_ != ",":
        return []
    for index in range(verb.i - 2, max(verb.i - _TEXT_BEFORE, -1), -1):
        mention, word = parsed.names.get(index), verb.doc[index]
        if mention is not None and mention.entity.type in ("Agreement", "Strategy"):
            return [(word, 0.95)]
        if is_verb(word) and word.tag_ != "VBG":
            return []
    return []


def _around_verb(slot: str, verb: Token) -> list[tuple[Token, float]]:
    if slot == "subj":
        found = logical_subjects(verb)
        if not found and verb.dep_ == "amod":
            found = [c for c in verb.children if c.dep_ in ("npadvmod", "compound", "nmod")]
        return [*((t, 1.0) for t in found), *((t, 0.9) for t in examples_apart(verb))]
    if slot == "obj":
        found = [verb.head] if verb.dep_ == "amod" else [*logical_objects(verb), *given(verb)]
        return [(t, 1.0) for t in found]
    if slot == "iobj":
        return [(c, 1.0) for c in verb.children if c.dep_ in ("dative", "iobj") and c.pos_ != "ADP"]
    if slot == "attr":
        return [(c, 1.0) for c in verb.children if c.dep_ in ("attr", "acomp", "oprd")]
    if slot == "prt":
        away = [c for c in verb.children if c.dep_ in ("oprd", "acomp") and c.lower_ in ("down", "offline", "out")]
        return [*((c, 1.0) for c in verb.children if c.dep_ in ("prt", "advmod", "prep")), *((c, 1.0) for c in away)]
    if slot == "side":
        sides = (t for t in verb.doc if t.lower_ == "side" and t.head.lower_ in ("on", "from", "for"))
        return [(t, 1.0) for t in sides]
    if slot == "purpose":
        return [(c, 1.0) for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VB"]
    if slot == "cause":
        return [(c, 1.0) for c in verb.children if c.dep_ in ("prep", "acomp", "attr") or c.lower_ == "behind"]
    if slot == "xcomp":
        return [(c, 1.0) for c in verb.children if c.dep_ in ("xcomp", "ccomp")]
    if slot == "by":
        return [(t, 1.0) for t in agents(verb)]
    if slot == "above":
        above = verb.head.head if verb.dep_ == "pcomp" else verb.head
        return [(above, 1.0)] if verb.dep_ in ("xcomp", "advcl", "pcomp") else []
    if slot == "verb":
        governor = clause(verb.head)
        return [(governor, 1.0)] if verb.dep_ == "acl" and is_verb(governor) else []
    if slot == "before":
        before = verb.doc[verb.i - 1] if verb.i else verb
        bare = verb.tag_ == "VBD" and not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children)
        return [(before, 1.0)] if bare and before.dep_ == "pobj" and before.pos_ == "PROPN" else []
    if slot == "said":
        told = saying(verb)
        return [(told, 1.0)] if told is not None else []
    if slot == "reporter":
        return [(t, 1.0) for t in reporters(verb)]
    if slot == "together":
        found = [c for c in verb.children if c.lower_ in ("together", "alongside", "jointly")]
        below = [(t, 1.0) for f in found for t in prepositional(f, "with")]
        preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("with", "alongside")]
        beside = [
            c for c in preps if c.lower_ == "alongside" or (c.i and verb.doc[c.i - 1].lower_ in ("together", "jointly"))
        ]
        beside += [
            c
            for s in verb.children
            if s.dep_ == "nsubj"
            for c in s.children
            if c.lower_ == "with" and verb.doc[c.i - 1].lower_ == "jointly"
        ]
        return below or [(t, 1.0) for c in beside for t in c.children if t.dep_ == "pobj"]
    own = prepositional(verb, slot)
    if own:
        return [(t, 1.0) for t in own]
    close = (n for n in _near(verb) if slot != "with" or n.lemma_.lower() not in _TOGETHER or n.dep_ != "pobj")
    return [(t, 0.93) for near in close for t in prepositional(near, slot)]


def _near(verb: Token) -> Iterator[Token]:
    """Words under a verb to which the parser may have hung what belongs to the verb."""
    for child in verb.children:
        if is_manner(child):
            continue
        if child.dep_ in ("dobj", "attr", "nsubjpass", "acomp", "oprd", "prt", "advmod", "xcomp"):
            yield child
            yield from (c for c in child.children if c.dep_ == "conj")
        elif child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ == "pobj" and c.lemma_.lower() not in _AHEAD)


def _goes_on_listing(noun: Token, apposed: Token, parsed: Parsed) -> bool:
    """Whether what looks apposed only follows in a list: "(the ten) ASEAN countries, Japan, Canada and Fiji"."""
    if noun.tag_ != "NNS" or noun.lemma_ not in ("country", "nation", "state"):
        return False
    number = next((counted(child.lower_) for child in noun.children if child.dep_ == "nummod"), 0)
    listed = sum(len(parsed.mentions_at(member.i)) for member in members(apposed))
    comma = apposed.left_edge.i > 0 and noun.doc[apposed.left_edge.i - 1].text == ","
    plain = comma and not any(child.dep_ in ("nummod", "det") for child in noun.children)
    return listed not in (1, number) if number else plain and listed > 1


def _around_noun(slot: str, noun: Token) -> list[tuple[Token, float]]:
    if slot == "poss":
        found = [(t, 1.0) for t in possessors(noun)]
        near = [c for c in noun.children if c.dep_ in ("compound", "nmod") or (c.dep_ == "appos" and _is_beside(c))]
        near += [noun.head] if noun.dep_ == "appos" and noun.head.lemma_.lower() not in _BESIDES else []
        return found or [(t, 0.95) for n in near for t in possessors(n)]
    if slot == "mod":
        return [(t, 1.0) for t in modifiers(noun) if t.dep_ != "poss"]
    if slot == "holder":
        return [(t, 1.0) for t in holders(noun)]
    if slot == "via":
        verb = clause(noun)
        if is_verb(verb) and verb.i != noun.i and _under(noun, verb):
            return [(t, 0.95) for t in logical_subjects(verb)]
        return []
    if slot == "verb":
        verb = clause(noun)
        return [(verb, 1.0)] if is_verb(verb) else []
    if slot == "beside":
        other = any(c.lower_ == "other" or (c.dep_ == "poss" and c.lower_ in ("its", "their")) for c in noun.children)
        return [(t, 1.0) for t in members(noun.head) if t.i < noun.i] if other and noun.dep_ == "conj" else []
    if slot in ("appos", "acl", "relcl"):
        return [(c, 1.0) for c in noun.children if c.dep_ == slot]
    if slot == "head":
        return [(noun.head, 0.9)] if noun.dep_ in ("compound", "nmod") else []
    if slot == "above":
        whole = [noun.head.head] if noun.head.lower_ == "of" else []
        return [(t, 1.0) for t in (noun.head, *whole)]
    if slot == "clause":
        verb = clause(noun)
        return [(t, 0.9) for t in logical_subjects(verb)] if is_verb(verb) else []
    found = [(t, 1.0) for t in prepositional(noun, slot)]
    if found:
        return found
    for child in noun.children:
        if child.dep_ == "prep" and (slot != "of" or child.lower_ == "by"):
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.lemma_.lower() not in _AHEAD:
                    found += [(t, 0.9) for t in prepositional(inner, slot)]
    if not found and slot in ("on", "against"):
        told = (c for c in noun.children if c.dep_ == "relcl" and c.lemma_ in _OCCURS)
        found = [(t, 0.9) for clause_ in told for t in prepositional(clause_, slot)]
    blamed = slot == "on" and noun.head.lemma_.lower() in _ONTO
    if not found and not blamed and noun.dep_ in ("dobj", "nsubjpass", "attr") and is_verb(noun.head):
        found = [(t, 0.9) for t in prepositional(noun.head, slot)]
    if not found and noun.i + 1 < len(noun.doc) and noun.doc[noun.i + 1].lower_ == slot:
        found = [(t, 0.9) for t in noun.doc[noun.i + 1].children if t.dep_ == "pobj"]
    return found


def _is_beside(apposition: Token) -> bool:
    """Whether a name stands beside its noun, no clause between them."""
    between = apposition.doc[apposition.head.i + 1 : apposition.i]
    return not any(is_verb(t) and t.dep_ not in ("acl", "relcl") for t in between)


def _under(noun: Token, verb: Token) -> bool:
    """Whether a noun is what a verb acts on, directly or after a preposition, and not its subject."""
    current = noun
    for _ in range(8):
        if current.head.i == verb.i:
            return current.dep_ in ("dobj", "prep", "attr", "nsubjpass", "oprd", "acomp", "xcomp", "agent", "dative")
        current = current.head
    return False
