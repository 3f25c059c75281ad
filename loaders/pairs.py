"""Every pair of ends that a sentence offers to a relation that its words hint at, with what a ranker wants to know.

A frame says how its words carry a relation; a pair only has a word of the relation's frames in its sentence, and
`ranker.py` decides by its features whether they say it. Ends are the names of the sentence, what its other words stand
for, and the few that its document is about (parties, title, the actors named most). Features are words and types,
never names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..schema.model import Entity, Fact
from ..schema.vocabulary import vocabulary
from .ends import Candidate, Ends, parties_in
from .frames import Frame, Grammar, Match, matches
from .mentions import Mention
from .patterns import head_word
from .resolve import Discourse
from .syntax import Parsed
from .tokens import Token
from .tree import clause, is_verb, passive
from .zones import Block

PAIR = "pair"
_OFFICE = "HOLDS_OFFICE"  # offices.py finds those
MAX_SEATS = 24
FLOOR = -4.0  # log odds by one sentence below which a pair is not looked at
Cue = Callable[["Token"], tuple[str, str]]
Likely = Callable[[str, Sequence[str]], float]
"""The log odds that a model adds for features of a relation, its own bias for none."""
SLACK = 1.0  # what the features that are only looked at later could still add to a pair's log odds
_VAGUE = frozenset({"*", "be", "have", "do", "make", "take", "in", "of", "to", "by", "with"})
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADP", "ADV", "PROPN", "PART", "SCONJ", "PRON", "PUNCT", "CCONJ"})
_HEADED = frozenset({"Forum", "Exercise", "Agreement", "Strategy", "Organization", "Incident"})
_KINDS = (
    ("joint", re.compile(r"\bjoint (?:statement|declaration|communiqu|vision|leaders)|\bwe, the\b", re.I)),
    ("factsheet", re.compile(r"\bfact ?sheet\b", re.I)),
    ("readout", re.compile(r"\breadout\b", re.I)),
    ("remarks", re.compile(r"\bremarks|speech|address by|briefing\b", re.I)),
    ("release", re.compile(r"\bpress release|for immediate release|news release\b", re.I)),
    ("treaty", re.compile(r"\b(?:memorandum of understanding|agreement between)\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """One end that a sentence offers: `token` is None for one that only its document gives."""

    mention: Mention
    block: int
    token: Token | None
    how: str

    @property
    def entity(self) -> Entity:
        return self.mention.entity


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends in a direction, the word that may join them, and the relations that may."""

    subject: Seat
    object: Seat
    anchor: Token
    relations: tuple[str, ...]
    features: tuple[str, ...]

    def matches(self) -> Iterator[Match]:
        """The pair as a match of each relation; an end without a word of its own stands at the other's."""
        first, second = self.subject, self.object
        subject = Candidate(first.token or second.token or self.anchor, first.mention, first.block, first.how)
        object_ = Candidate(second.token or first.token or self.anchor, second.mention, second.block, second.how)
        features: dict[str, str | float] = {**dict.fromkeys(self.features, 1.0), "subject_slot": PAIR}
        for relation in self.relations:
            yield Match(_frame(relation), self.anchor, subject, object_, 0.0, features)


@lru_cache(maxsize=64)
def _frame(relation: str) -> Frame:
    return Frame(id=PAIR, relation=relation, verb=("*",), subject=("any",), object=("any",), test="", gives=())


@lru_cache(maxsize=4)
def hints(rules: Grammar) -> dict[str, frozenset[str]]:
    """Lemma -> the relations whose frames it anchors or completes."""
    found: dict[str, set[str]] = {}
    for frame in rules.frames:
        for word in (*frame.verb, *frame.noun, *(w for words in frame.having.values() for w in words)):
            found.setdefault(word, set()).add(frame.relation)
    return {word: frozenset(relations) for word, relations in found.items() if word not in _VAGUE}


@dataclass(slots=True)
class Surroundings:
    """What the pairs of one document share: its main actors, title and kind."""

    context: list[Seat]
    kinds: tuple[str, ...]
    rank: dict[str, int]


def surroundings(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]], discourse: Discourse) -> Surroundings:
    """The ends that the document gives to all of its sentences."""
    head = " ".join(block.text for block in blocks[:5])[:1500]
    kinds = tuple(kind for kind, pattern in _KINDS if pattern.search(head)) or ("plain",)
    found: dict[str, Seat] = {}
    party = "party" if discourse.parties else "speaker"
    for referent in discourse.speaker[:8]:
        found.setdefault(referent.mention.entity.id, Seat(referent.mention, referent.block, None, party))
    title = next((i for i, block in enumerate(blocks[:4]) if block.kind == "heading" and mentions[i]), None)
    if title is not None:
        for mention in mentions[title][:6]:
            found.setdefault(mention.entity.id, Seat(mention, title, None, "title"))
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Mention, int]] = {}
    for index, inside in enumerate(mentions):
        for mention in inside:
            counts[mention.entity.id] += 1
            first.setdefault(mention.entity.id, (mention, index))
    rank: dict[str, int] = {}
    order: Counter[str] = Counter()
    for id_, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        mention, index = first[id_]
        order[mention.entity.type] += 1
        rank[id_] = order[mention.entity.type]
        few = 2 if mention.entity.type in ("State", "Organization") else 1
        if count >= 2 and rank[id_] <= few and mention.entity.type != "Person":
            found.setdefault(id_, Seat(mention, index, None, "main"))
    return Surroundings(list(found.values()), kinds, rank)


def widened(
    parsed: Parsed, ends: Ends, rules: Grammar, around: Surroundings, block: Block, cue: Cue, likely: Likely | None
) -> Iterator[Match]:
    """What frames find in a sentence, best first of each kind, and its pairs, both with the features of the pair.

    `cue` gives the modality of a word and what tells it, as two texts; pairs without a chance by `likely` are left out.
    """
    told: dict[tuple[str, str, str], Match] = {}
    for match in matches(parsed, ends, rules):
        key = _key(match)
        if key not in told or told[key].confidence < match.confidence:
            told[key] = match
    joined: dict[frozenset[str], list[str]] = {}
    for first, relation, second in told:
        joined.setdefault(frozenset((first, second)), []).append(f"other={relation}")
    seen: set[tuple[str, str, str]] = set()
    for pair in pairs(parsed, ends, around, block, hints(rules), likely, joined.keys()):
        said = joined.get(frozenset((pair.subject.entity.id, pair.object.entity.id)), [])
        for match in pair.matches():
            key = _key(match)
            if key in seen:
                continue
            seen.add(key)
            if key in told:
                yield _told(told[key], match.features, cue)
            else:
                own = {**match.features, **_judged("", match.anchor, cue), **dict.fromkeys(said, 1.0)}
                yield replace(match, features=own)
    for key, match in told.items():
        if key not in seen:
            yield _told(match, {"alone": 1.0}, cue)


def _told(match: Match, features: Mapping[str, str | float], cue: Cue) -> Match:
    told = match.features
    own: dict[str, str | float] = {
        "told": 1.0,
        "rule": match.frame.id,
        "rule+lemma": f"{match.frame.id}:{told['lemma']}",
        "slots": f"{told['subject_slot']}-{told['object_slot']}",
        "told_how": f"{told['subject_how']}-{told['object_how']}",
        "told_types": told["types"],
        "sure": f"{int(match.confidence * 10)}",
    }
    return replace(match, features={**features, **own, **_judged("told_", match.anchor, cue)})


def _judged(prefix: str, anchor: Token, cue: Cue) -> dict[str, str | float]:
    kind, words = cue(anchor)
    return {f"{prefix}modality": kind, **({f"{prefix}cue": words} if words else {})}


def of_fact(fact: Fact) -> dict[str, str | float]:
    """The features of a fact that no sentence's parse told: the rule, how sure it is, and the words of an office."""
    role = str(fact.qualifiers.get("role", "")).lower()
    return {
        "alone": 1.0,
        "told": 1.0,
        "rule": fact.rule,
        "sure": f"{int(fact.confidence * 10)}",
        "told_types": f"{fact.subject.entity.type}-{fact.object.entity.type}",
        "told_modality": fact.modality,
        "phase": fact.phase or "",
        "holder": "named" if fact.object.char_start is not None else "known",
        **{f"role:{word}": 1.0 for word in re.findall(r"[a-z]{3,}", role)},
    }


def _key(match: Match) -> tuple[str, str, str]:
    first, second = match.subject.entity.id, match.object.entity.id
    if vocabulary().relations[match.frame.relation].symmetric and second < first:
        first, second = second, first
    return first, match.frame.relation, second


def pairs(
    parsed: Parsed,
    ends: Ends,
    around: Surroundings,
    block: Block,
    hinted: Mapping[str, frozenset[str]],
    likely: Likely | None = None,
    told: Container[frozenset[str]] = (),
) -> Iterator[Pair]:
    """The pairs of a sentence that some relation may join whose words (`hinted`) it has.

    Those without a chance by `likely` are left out, but for the ends of which something is `told` already.
    """
    seats = _seats(parsed, ends)
    if not seats:
        return
    sketch = _Sketch(parsed, around, block, seats, hinted, likely, told)
    if not sketch.hinted:
        return
    here = {seat.entity.id for seat in seats}
    outer = [seat for seat in around.context if seat.entity.id not in here]
    for i, first in enumerate(seats):
        for second in seats[i + 1 :]:
            if first.entity.id != second.entity.id and not _stand_for_each_other(first, second):
                yield from sketch.both(first, second)
        for context in outer:
            yield from sketch.both(first, context)


def _stand_for_each_other(first: Seat, second: Seat) -> bool:
    """Whether one word gives both, a person and the office held."""
    return first.token is second.token and (first.how == "office") != (second.how == "office")


def _seats(parsed: Parsed, ends: Ends) -> list[Seat]:
    found: list[Seat] = []
    seen: set[tuple[str, int]] = set()

    def add(mention: Mention, block: int, token: Token, how: str) -> None:
        key = (mention.entity.id, token.i)
        if key not in seen and len(found) < MAX_SEATS:
            seen.add(key)
            found.append(Seat(mention, block, token, how))

    block = parsed.sentence.block
    for token in parsed.doc:
        for mention in parsed.mentions_at(token.i):
            add(mention, block, token, mention.how)
            for inner in parties_in(mention) if mention.inner else ():
                add(inner, block, token, "inner")
            if mention.entity.type == "Person":
                for office in ends.of(token, ("State", "Organization")):
                    if office.token.i == token.i and office.how == "office":
                        add(office.mention, office.block, token, "office")
        for referent in ends.referents.get(token.i, ()):
            add(referent.mention, referent.block, token, "resolved")
        description = ends.descriptions.get(token.i)
        if description is not None:
            add(description, block, token, "described")
            for inner in parties_in(description) if description.inner else ():
                add(inner, block, token, "inner")
    return found


@lru_cache(maxsize=256)
def _allowed(first: str, second: str, symmetric: bool) -> tuple[str, ...]:
    return tuple(
        name
        for name, relation in vocabulary().relations.items()
        if name != _OFFICE and relation.accepts(first, second) and relation.symmetric == symmetric
    )


class _Sketch:
    """The features of one sentence's pairs."""

    def __init__(
        self,
        parsed: Parsed,
        around: Surroundings,
        block: Block,
        seats: Sequence[Seat],
        hinted: Mapping[str, frozenset[str]],
        likely: Likely | None,
        told: Container[frozenset[str]],
    ) -> None:
        self.likely, self.told = likely, told
        self.parsed = parsed
        self.around = around
        self.seats = seats
        self.words = [_lemma(token, parsed) for token in parsed.doc]
        self.at = {i: relations for i, word in enumerate(self.words) if (relations := hinted.get(word))}
        for i, mention in parsed.names.items():
            if mention.entity.type in _HEADED and (relations := hinted.get(head_word(mention.text).lower())):
                self.at[i] = relations
        self.hinted = frozenset().union(*self.at.values())
        shared = [f"kind={kind}" for kind in around.kinds]
        shared.append(f"block={block.kind}")
        shared.append(f"ends={min(len(seats), 8)}")
        self.shared = shared
        self.bag = [
            f"s:{word}"
            for word in sorted(
                {self.words[t.i] for t in parsed.doc if t.pos_ in ("VERB", "NOUN", "ADJ") and t.i not in parsed.names}
            )
        ]
        self._cache: dict[tuple[int, int], tuple[Token, list[str]]] = {}
        self._side: dict[int, list[str]] = {}
        self._odds: dict[tuple[object, ...], float] = {}

    def both(self, first: Seat, second: Seat) -> Iterator[Pair]:
        """The pair in both directions, symmetric relations in the order of the text."""
        types = first.entity.type, second.entity.type
        forth = tuple(r for r in (*_allowed(*types, False), *_allowed(*types, True)) if r in self.hinted)
        back = tuple(r for r in _allowed(types[1], types[0], False) if r in self.hinted)
        if not forth and not back:
            return
        anchor, features = self._between(first, second)
        if self.likely is not None and frozenset((first.entity.id, second.entity.id)) not in self.told:
            forth = tuple(r for r in forth if self._may(r, first, second, features, "f", self.likely))
            back = tuple(r for r in back if self._may(r, second, first, features, "b", self.likely))
        if forth:
            yield Pair(first, second, anchor, forth, self._features(first, second, features, "f"))
        if back:
            yield Pair(second, first, anchor, back, self._features(second, first, features, "b"))

    def _may(self, relation: str, subject: Seat, object_: Seat, between: list[str], way: str, likely: Likely) -> bool:
        """Whether a relation has a chance: the log odds of the parts of `_features`, each reckoned once."""
        bag = self.bag if subject.token is None or object_.token is None else ()
        parts: tuple[tuple[object, Callable[[], Sequence[str]]], ...] = (
            ("all", lambda: self.shared),
            (("bag", bool(bag)), lambda: bag),
            (
                (way, *(seat.token.i if seat.token else -1 for seat in (subject, object_))),
                lambda: [f"{way}{feature}" if feature[0] in "<" else feature for feature in between],
            ),
            ((1, id(subject)), lambda: [f"1{feature}" for feature in self._beside(subject)]),
            ((2, id(object_)), lambda: [f"2{feature}" for feature in self._beside(object_)]),
        )
        odds = likely(relation, self._of_ends(subject, object_, way))
        for key, features in parts:
            if (relation, key) not in self._odds:
                self._odds[relation, key] = likely(relation, features()) - likely(relation, ())
            odds += self._odds[relation, key]
        return odds >= FLOOR - SLACK

    def _of_ends(self, subject: Seat, object_: Seat, way: str) -> list[str]:
        return [
            f"types={subject.entity.type}-{object_.entity.type}",
            f"way={way}",
            f"hows={_coarse(subject)}-{_coarse(object_)}",
            f"how1={subject.how}",
            f"how2={object_.how}",
            f"rank1={self._rank(subject)}",
            f"rank2={self._rank(object_)}",
        ]

    def _features(self, subject: Seat, object_: Seat, between: list[str], way: str) -> tuple[str, ...]:
        found = self._of_ends(subject, object_, way)
        found += [f"{way}{feature}" if feature[0] in "<" else feature for feature in between]
        found += [f"1{feature}" for feature in self._beside(subject)]
        found += [f"2{feature}" for feature in self._beside(object_)]
        found += self.shared
        if subject.token is None or object_.token is None:
            found += self.bag
        return tuple(dict.fromkeys(found))

    def _hints(self, where: str, indexes: Iterable[int]) -> list[str]:
        """The relations whose words stand there."""
        return sorted({f"{where}:{relation}" for i in indexes for relation in self.at.get(i, ())})

    def _rank(self, seat: Seat) -> str:
        rank = self.around.rank.get(seat.entity.id, 9)
        return str(rank) if rank < 4 else "more"

    def _beside(self, seat: Seat) -> list[str]:
        """What stands around one end: its head noun, governor, preposition, neighbours."""
        found = [f"n:{head_word(seat.mention.text).lower()}"] if seat.entity.type in _HEADED else []
        token = seat.token
        if token is None:
            return found
        known = self._side.get(token.i)
        if known is None:
            known = self._side[token.i] = self._around(token)
        return found + known

    def _around(self, token: Token) -> list[str]:
        found = [f"d:{token.dep_}"]
        head = token.head
        words = self.words
        if head.i != token.i:
            found.append(f"h:{words[head.i]}")
            if head.pos_ == "ADP":
                found.append(f"h:{words[head.i]}:{words[head.head.i]}")
                found.append(f"hh:{words[head.head.i]}")
            else:
                found.append(f"dh:{token.dep_}:{words[head.i]}")
        verb = clause(token)
        found += self._hints("verb", [verb.i])
        if is_verb(verb):
            voice = "p" if passive(verb) else "a"
            found.append(f"v:{words[verb.i]}:{voice}")
            branch = token
            while branch.head.i != verb.i and branch.head.i != branch.i:
                branch = branch.head
            found.append(f"vd:{words[verb.i]}:{branch.dep_}")
            found.append(f"tag:{verb.tag_}")
        if token.i > 0:
            found.append(f"w-1:{words[token.i - 1]}")
        if token.i > 1:
            found.append(f"w-2:{words[token.i - 2]}_{words[token.i - 1]}")
        if token.i + 1 < len(words):
            found.append(f"w+1:{words[token.i + 1]}")
        if token.i + 2 < len(words):
            found.append(f"w+2:{words[token.i + 1]}_{words[token.i + 2]}")
        return found

    def _between(self, first: Seat, second: Seat) -> tuple[Token, list[str]]:
        a, b = first.token, second.token
        if a is None or b is None:
            token = a or b
            assert token is not None
            return clause(token), ["apart"]
        key = (a.i, b.i)
        known = self._cache.get(key)
        if known is None:
            known = self._cache[key] = self._path(a, b)
        return known

    def _path(self, a: Token, b: Token) -> tuple[Token, list[str]]:
        """The word that joins two others, and the words between them in the text and in the tree."""
        if a.i == b.i:
            return clause(a), ["same", f"<in:{self.words[a.i]}"]
        found: list[str] = []
        distance = b.i - a.i
        found.append(f"far={0 if distance <= 1 else min(distance.bit_length(), 6)}")
        inside = [s for s in self.seats if s.token is not None and a.i < s.token.i < b.i]
        found.append(f"inside={min(len(inside), 4)}")
        middle = self.parsed.doc[a.i + 1 : b.i]
        if len(middle) <= 14:
            found += [f"b:{self.words[t.i]}" for t in middle if t.pos_ in _CONTENT]
        else:
            found += [f"b:{self.words[t.i]}" for t in middle if t.pos_ in ("VERB", "NOUN", "ADP")]
        if len(middle) <= 4:
            found.append("<t:" + "_".join(self.words[t.i] for t in middle))
        above: dict[int, int] = {}
        current, steps = a, 0
        while True:
            above[current.i] = steps
            if current.head.i == current.i or steps > 14:
                break
            current, steps = current.head, steps + 1
        down: list[Token] = []
        other = b
        while other.i not in above and other.head.i != other.i and len(down) < 14:
            down.append(other)
            other = other.head
        up: list[Token] = []
        current = a
        while current.i != other.i and current.head.i != current.i and len(up) < 14:
            up.append(current)
            current = current.head
        labels = f"{'.'.join(t.dep_ for t in up)}^{'.'.join(t.dep_ for t in reversed(down))}"
        if len(up) + len(down) <= 6:
            found.append(f"<path:{labels}")
            found.append(f"<pathw:{labels}:{self.words[other.i]}")
        found.append(f"steps={min(len(up) + len(down), 8)}")
        found.append(f"<top:{self.words[other.i]}")
        for token in (*up[1:], *down[1:]):
            if token.i not in self.parsed.names:
                found.append(f"p:{self.words[token.i]}")
        found += self._hints("on", [t.i for t in (*up, *down, other)])
        found += self._hints("mid", range(a.i + 1, b.i))
        if other.i not in (a.i, b.i):
            found.append(f"p:{self.words[other.i]}")
            found.append(f"<arms:{self.words[other.i]}:{up[-1].dep_ if up else ''}:{down[-1].dep_ if down else ''}")
            anchor = other
        else:
            child = (down or up)[-1]
            anchor = other.head if child.i == other.i else other
        return (anchor if anchor.i not in self.parsed.names else clause(anchor)), found


def _coarse(seat: Seat) -> str:
    if seat.token is None:
        return "context"
    return seat.how if seat.how in ("resolved", "described", "inner", "office", "adjective") else "named"


def _lemma(token: Token, parsed: Parsed) -> str:
    mention = parsed.names.get(token.i)
    return mention.entity.type if mention is not None else token.lemma_.lower()
