"""Events and texts without a proper name: "an executive order", "the first virtual session", "a joint statement".

They get a descriptive name, and an identity within their document only.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from functools import lru_cache

from ..schema.identity import entity_id, is_numbered, within
from ..schema.model import Entity
from .lists import GRAMMAR, read
from .mentions import Mention
from .patterns import is_occasion
from .syntax import Parsed
from .tokens import Token

_BEFORE = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod", "punct", "advmod", "quantmod"})
_PLAIN = frozenset(
    {
        "statement",
        "letter",
        "document",
        "group",
        "initiative",
        "meeting",
        "visit",
        "event",
        "mission",
        "plan",
        "act",
        "law",
        "order",
        "rule",
        "framework",
        "paper",
        "force",
    }
)
_OF_CRIMINALS = frozenset(
    [
        *("hacker", "hacking", "ransomware", "threat", "criminal", "crime", "extortion", "espionage", "terrorist"),
        *("hacktivist", "cybercrime", "sponsored", "backed", "linked"),
    ]
)
_KINDS = frozenset({"understanding", "cooperation", "intent", "arrangement", "conduct"})
_BARE = frozenset({"Incident", "Organization"})
_MANY = frozenset(
    {
        "numerous",
        "many",
        "several",
        "other",
        "various",
        "multiple",
        "most",
        "such",
        "further",
        "more",
        "future",
        "potential",
        "possible",
    }
)
_ATTACKS = frozenset({"ransomware", "cyber", "ddos", "phishing", "malware", "data"})
_OF_VICTIM = frozenset({"hack", "hacks", "hacking", "breach", "breaches", "infiltration"})
_MAX_TAIL = 9
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday", re.IGNORECASE)
_DENSE = 20  # one word on networks in so many


@lru_cache(maxsize=1)
def _heads() -> dict[str, str]:
    data = read(GRAMMAR / "described.yaml")
    return {lemma: type_ for type_, lemmas in data["heads"].items() for lemma in lemmas}


@lru_cache(maxsize=1)
def _plurals() -> dict[str, str]:
    return {word: type_ for type_, words in read(GRAMMAR / "described.yaml")["plural"].items() for word in words}


@lru_cache(maxsize=1)
def _victims() -> frozenset[str]:
    return frozenset(read(GRAMMAR / "described.yaml")["victims"])


@lru_cache(maxsize=1)
def _digital() -> re.Pattern[str]:
    return re.compile(read(GRAMMAR / "described.yaml")["digital"], re.IGNORECASE)


@lru_cache(maxsize=1)
def _physical() -> re.Pattern[str]:
    return re.compile(read(GRAMMAR / "described.yaml")["physical"], re.IGNORECASE)


def is_physical(text: str) -> bool:
    """Whether a sentence tells of an attack with weapons and not of one on networks."""
    return bool(_physical().search(text)) and not _digital().search(text)


@lru_cache(maxsize=1)
def _general() -> tuple[str, ...]:
    return tuple(read(GRAMMAR / "described.yaml")["general"])


def _is_general(text: str) -> bool:
    return " ".join(text.lower().split()).endswith(_general())


def is_digital(texts: Iterable[str]) -> bool:
    """Whether a document is about attacks on networks all through, so that its attacks need not say so."""
    words = hits = 0
    for text in texts:
        words += text.count(" ") + 1
        hits += sum(1 for _ in _digital().finditer(text))
    return hits * _DENSE > words


def described(parsed: Parsed, key: str, digital: bool = False) -> dict[int, Mention]:
    """The descriptions in a sentence, by the token of their head noun; `key` is the document's, `digital` what
    `is_digital` says of it.
    """
    found: dict[int, Mention] = {}
    for token in parsed.doc:
        if token.i in parsed.names or token.pos_ not in ("NOUN", "PROPN"):
            continue
        plural = token.tag_ in ("NNS", "NNPS")
        type_ = _plurals().get(token.lower_) if plural else _heads().get(token.lemma_.lower())
        if type_ is None or (type_ in _BARE and not digital and not _digital().search(parsed.sentence.text)):
            continue
        mention = _describe(token, type_, parsed, key)
        if mention is not None:
            found[token.i] = mention
    return found


def victims(parsed: Parsed, key: str) -> dict[int, Mention]:
    """The organisations in a sentence that only common nouns tell ("two energy companies"), as `described` has them."""
    found: dict[int, Mention] = {}
    for token in parsed.doc:
        if token.tag_ != "NNS" or token.lower_ not in _victims() or token.i in parsed.names:
            continue
        mention = _describe(token, "Organization", parsed, key, topic=False)
        if mention is not None and " " in mention.text:
            found[token.i] = mention
    return found


def _describe(token: Token, type_: str, parsed: Parsed, key: str, topic: bool = True) -> Mention | None:
    if token.dep_ == "compound" and token.head.i > token.i:
        return None
    if token.lemma_ == "group" and any(c.lower_ in _OF_CRIMINALS for c in token.children):
        return None
    first = token
    while first.i > 0:
        before = parsed.doc[first.i - 1]
        if not (_below(before, token) and (before.dep_ in _BEFORE or _below(before.head, token))):
            break
        if before.dep_ in ("det", "poss", "predet", "case") or before.lower_ in (
            "'s",
            "’s",
            "the",
            "a",
            "an",
            "such",
            "other",
            "own",
        ):
            break
        first = before
    while first.i < token.i and (first.is_punct or first.dep_ in ("punct", "case") or _is_owner(first, type_, parsed)):
        first = parsed.doc[first.i + 1]
    if (owner := _meeting_body(token, parsed)) is not None and first.i == token.i:
        first = owner
    tail = (topic and _without_place(_tail(token), token, parsed)) or (_place(token) if first.i == token.i else None)
    attended = first.i == token.i and _is_attended(token)
    if token.lemma_.lower() in _PLAIN and first.i == token.i and not (attended or _is_of_body(token, parsed)):
        return None
    group = _group(token, parsed) if token.lemma_ == "report" else None
    if token.lemma_ == "report" and group is None:
        return None
    if group is not None and group.i > token.i:
        tail = group.i
    start, end = parsed.spans[first.i][0], parsed.spans[token.i][1]
    determiner = {c.lower_ for c in token.children if c.dep_ == "det"}
    bare = first.i == token.i and (not tail or determiner & {"the", "this", "that"}) and not determiner & {"a", "an"}
    if bare and type_ not in _BARE and group is None and not attended:
        return None
    such = any(c.lower_ == "such" for c in token.children if c.dep_ in ("predet", "amod"))
    if such or determiner & {"any", "every", "each", "no", "some"} or (type_ in _BARE and _several(token)):
        return None
    offset = parsed.sentence.start
    text = parsed.sentence.text[start - offset : end - offset]
    if _is_general(text) or (text.isupper() and " " in text):
        return None
    name = parsed.sentence.text[start - offset : parsed.spans[tail][1] - offset] if tail else text
    name = name.removeprefix("following ")
    entity = Entity(id=within(entity_id(type_, name), key), type=type_, name=name)
    inner = tuple(parsed.names[i] for i in range(first.i, token.i) if i in parsed.names)
    return Mention(start, end, text, entity, "described", inner)


def _is_attended(token: Token) -> bool:
    """Whether a text tells who was at a meeting that it calls nothing else: "the meeting was attended by A and B"."""
    meets = token.lemma_.lower() in ("meeting", "talk", "ceremony") and any(c.lower_ == "the" for c in token.children)
    return meets and token.dep_ in ("nsubjpass", "dobj") and token.head.lemma_ in ("attend", "chair", "co-chair")


def _is_of_body(token: Token, parsed: Parsed) -> bool:
    """Whether a meeting is told by the body that meets: "a meeting of the Security Council"."""
    of = (c for child in token.children if child.lower_ == "of" for c in child.children)
    return token.lemma_ in ("meeting", "session") and any(
        parsed.names[c.i].entity.type in ("Organization", "Forum") for c in of if c.i in parsed.names
    )


def _meeting_body(token: Token, parsed: Parsed) -> Token | None:
    """Where the name of the body begins whose meeting it is: "NATO's meeting for defence ministers"."""
    whose = (c for c in token.children if c.dep_ == "poss" and c.i in parsed.names) if token.lemma_ == "meeting" else ()
    bodies = (c for c in whose if parsed.names[c.i].entity.type in ("Organization", "Forum"))
    return next(bodies, None)


def _group(report: Token, parsed: Parsed) -> Token | None:
    """The group of states that agreed on a report: "the report of the Open-ended Working Group", "the GGE's report"."""
    near = [t for t in report.children if t.dep_ in ("compound", "nmod", "poss")]
    near += [c for child in report.children if child.lower_ == "of" for c in child.children]
    named = ((t, parsed.names[t.i]) for t in near if t.i in parsed.names)
    return next((t for t, m in named if m.entity.type == "Forum" and not is_occasion(m.text)), None)


def _several(token: Token) -> bool:
    """Whether a noun speaks of many in general ("numerous cyberattacks", "other hackers")."""
    return any(child.lower_ in _MANY for child in token.children)


def _below(token: Token, above: Token) -> bool:
    current = token
    for _ in range(4):
        if current.i == above.i:
            return True
        if current.head.i == current.i:
            return False
        current = current.head
    return False


def _is_owner(token: Token, type_: str, parsed: Parsed) -> bool:
    """Whether a word says whose it is ("the U.S. strategy") and not what it is ("the US-led exercise", "the Tallinn
    mechanism").
    """
    mention = parsed.names.get(token.i)
    if mention is None or mention.entity.type != "State" or parsed.doc[token.i + 1].is_punct:
        return False
    return mention.how != "metonym" or type_ not in ("Forum", "Agreement")


def attack_on(attack: Mention, victim: Entity) -> Entity:
    """A described attack told apart by its victim: "ransomware attack on Acme"."""
    words = attack.text.lower().split()
    kind = "".join(f"{word} " for word in words[-2:-1] if word in _ATTACKS)
    name = f"{kind}{words[-1]} {'of' if words[-1] in _OF_VICTIM else 'on'} {victim.name}"
    _, _, document = attack.entity.id.rpartition("@")
    return Entity(id=f"{entity_id(attack.entity.type, name)}@{document}", type=attack.entity.type, name=name)


def dated(entity: Entity, when: str) -> Entity:
    """A described event or text told apart by its date: "joint statement (September 2024)"; attacks have victims, and
    the sixth dialogue is one whatever is known of its date.
    """
    if entity.type in _BARE:
        return entity
    year, _, rest = when.strip("./").split("/")[0].partition("-")
    if re.search(r"\d{4}", entity.name) or not year.isdigit():
        return entity
    month = calendar.month_name[int(rest[:2])] + " " if rest else ""
    id_ = entity.id if is_numbered(entity.name) else f"{entity.id}-{when[:7]}"
    return Entity(id=id_, type=entity.type, name=f"{entity.name} ({month}{year})")


def _place(token: Token) -> int | None:
    """The index of the last token of the place of an event that nothing else tells ("a summit in Oslo")."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "in" and child.i == token.i + 1:
            places = [t for t in child.children if t.dep_ == "pobj" and t.pos_ == "PROPN"]
            return places[0].i if places else None
    return None


def _without_place(last: int | None, token: Token, parsed: Parsed) -> int | None:
    """The end of such a phrase before the place where it was: "a meeting of the Working Group in Suva, Fiji"."""
    for index in range(token.i + 1, (last or 0) + 1):
        preposition = parsed.doc[index]
        if preposition.lower_ in ("in", "at") and index > token.i + 2:
            places = (parsed.names.get(c.i) for c in preposition.children if c.dep_ == "pobj")
            if any(m is not None and (m.entity.type == "State" or m.how == "short") for m in places):
                return index - 1
    return last


def _tail(token: Token) -> int | None:
    """The index of the last token of a short phrase that says what it is about ("on cyber threats")."""
    for child in token.children:
        topic = child.dep_ == "prep" and child.lower_ in ("on", "for", "about", "against", "regarding", "of", "between")
        topic = topic and not any(_DAY.fullmatch(c.text) for c in child.children)
        purpose = child.dep_ in ("acl", "relcl") and child.tag_ == "VB"
        if child.i > token.i and (topic or purpose):
            kind = next((t.i for t in child.children if t.lower_ in _KINDS and child.lower_ == "of"), None)
            last = max(t.i for t in child.subtree) if kind is None else kind
            if child.i == token.i + 1:
                return last if last - token.i <= _MAX_TAIL else _shortened(token) if child.lower_ == "of" else None
    return None


def _shortened(token: Token) -> int | None:
    """The index of the last token before an "of" that would make the phrase too long, another "of" before it."""
    of = [t.i for t in token.doc[token.i + 1 : token.i + _MAX_TAIL + 2] if t.lower_ == "of"]
    return of[-1] - 1 if len(of) > 1 else None
