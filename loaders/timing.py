"""Which of a sentence's dates belongs to a predicate, by the parse."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import Dated, is_aim
from .frames import Match
from .syntax import Parsed
from .tokens import Token
from .tree import clause, is_verb, saying

_HAPPEN = frozenset(
    {
        "hold",
        "sign",
        "establish",
        "announce",
        "launch",
        "introduce",
        "release",
        "adopt",
        "publish",
        "found",
        "convene",
        "take",
        "issue",
        "conclude",
        "create",
        "pass",
        "enact",
        "involve",
        "bring",
        "gather",
        "feature",
        "unite",
        "present",
        "unveil",
        "approve",
        "update",
        "revise",
        "finalize",
        "finalise",
    }
)
_ABOUT = frozenset({"focus", "center", "centre", "title", "entitle", "theme", "dub", "call", "name"})
_HELD = frozenset(
    {"hold", "take", "convene", "occur", "begin", "open", "conclude", "conduct", "meet", "organize", "organise"}
)
_PUBLICLY = frozenset({"publicly", "formally", "officially", "also", "jointly", "directly", "strongly", "openly"})
_SIGNING = frozenset({"sign", "ink", "conclude"})
_DONE = frozenset({"carry", "happen", "launch", "start", "commence", "unfold", "perpetrate"})
_ATTACKS = frozenset({"attack", "cyberattack", "cyber-attack", "hack", "breach", "intrusion", "incident"})
_SPEECH_ACTS = frozenset({"CONDEMNED", "ATTRIBUTED", "SANCTIONED", "SIGNED", "ADOPTED", "ENDORSED"})
_PUNISHING = frozenset({"CONDEMNED", "ATTRIBUTED", "SANCTIONED"})
_TALKS = frozenset({"meeting", "talk", "summit", "visit", "call", "discussion", "session", "negotiation", "dialogue"})
_MEETING = frozenset({"MET_WITH", "PARTICIPATED_IN"})
_JUDGING = frozenset({"condemn", "denounce", "deplore", "attribute", "blame", "discuss", "investigate"})
_ANNOUNCING = frozenset({"announce", "say", "declare", "reveal", "disclose", "confirm"})
_HOLDING = frozenset({"believe", "think", "suspect", "consider", "know", "assume"})
_GOING_ON = frozenset({"support", "implement", "uphold", "back", "apply", "maintain", "remain", "continue"})
_AT_A_MEETING = frozenset({"MET_WITH", "CONDEMNED", "ATTRIBUTED", "ENDORSED"})
_THE_MEETING = frozenset({"ORGANIZED", "PARTICIPATED_IN", "SIGNED"})
_TEXTS = frozenset({"SIGNED", "ADOPTED"})
_LAYING_DOWN = frozenset(
    "introduce establish outline clarify set make identify recognise define announce call lay recommend".split()  # noqa: SIM905
)
_FOUNDING = frozenset({"establish", "create", "found", "form", "set", "launch"})
_BELONGING = frozenset({"MEMBER_OF", "PART_OF"})
_LATER = frozenset({"ENDORSED", "COOPERATES_WITH", "MEMBER_OF", "ASSISTED", "CONDEMNED"})
_EVENTS = frozenset({"Forum", "Exercise", "Agreement", "Strategy", "Incident"})
_UNTIL_NOW = re.compile(r"(?:over|in|during|within)\s+the\s+(?:last|past)\b", re.IGNORECASE)
_MEANS = frozenset({"use", "employ", "work", "deploy", "leverage"})
_ASIDE = frozenset({"margin", "sideline", "side"})
_DAY = 10
_CHAIN = 4
_BESIDE = 6
_NAMED, _OWN, _SHARED = 0, 1, 3
_ON_THE_DAY = frozenset({"after", "when", "while", "as"})
_THERE = frozenset({"where", "when"})
_BEFORE = frozenset({"nummod", "compound", "nmod", "amod"})
_IN_A_NAME = frozenset({"compound", "nmod", "amod", "poss", "appos"})


def date_of(
    anchor: Token,
    ends: Sequence[Token],
    parsed: Parsed,
    dated: Sequence[Dated],
    last: int = _SHARED,
    made: bool = True,
) -> Dated | None:
    """The date of what a predicate says, of those in its sentence; None when none is its own.

    A date under the predicate or its clause comes first; then one under the event or text at an end; then one that
    opens the sentence and is shared by joined verbs. `last` is the last of these ranks that counts; `made` says whether
    the making of a text at an end ("the Paris Call, launched in 2018") dates the fact.
    """
    ranked: list[tuple[int, int, Dated]] = []
    for item in dated:
        if not item.dates_facts or _is_span_in_name(item, parsed):
            continue
        token = parsed.token_at(item.start)
        if token is None:
            continue
        rank = _rank(anchor, ends, parsed, token, item, made)
        if rank is not None and rank <= min(last, _reach(item, clause(anchor))):
            ranked.append((rank, abs(token.i - anchor.i), item))
    ranked.sort(key=lambda r: (r[0], r[2].named, r[1]))
    chosen = ranked[0][2] if ranked else None
    if chosen is not None and chosen.named:  # "On 4 May 2020 it held Reef Storm 2020"
        days = (item for _, _, item in ranked if not item.named and (item.when or "").startswith(f"{chosen.when}-"))
        chosen = next(days, chosen)
    return _finest(chosen, dated) if chosen is not None else None


def _reach(item: Dated, verb: Token) -> int:
    """The last rank at which a date counts: what lasts until now dates only what is said to last, or to be in it.

    What is done by what lasts, lasts too: "Since 2014 they have used malware to spy on embassies".
    """
    if _UNTIL_NOW.match(item.text):
        return _NAMED
    by_it = verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_.lower() in _MEANS
    return _OWN if item.role == "since" and not by_it else _SHARED


def _finest(chosen: Dated, dated: Sequence[Dated]) -> Dated:
    """The date itself, or the closer one that is put beside it: "two years ago, in October 2019"."""
    for item in dated:
        beside = 0 < item.start - chosen.end <= _BESIDE
        if beside and chosen.when and item.dates_facts and (item.when or "").startswith(chosen.when + "-"):
            return item
    return chosen


def held_on(event: Token, parsed: Parsed, dated: Sequence[Dated]) -> Dated | None:
    """The date in the sentence of an event that it names: "the summit on 4 May", "the summit was held on 4 May"."""
    verb = event.head
    if event.dep_ not in ("nsubj", "nsubjpass"):
        return date_of(event, [event], parsed, dated, _OWN)
    told = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBN"]  # "Held on 4 May, the summit ..."
    for predicate in (verb, *told):
        if predicate.lemma_.lower() in _HELD and (date := date_of(predicate, [event], parsed, dated, _OWN)):
            return date
    return date_of(event, [event], parsed, dated, _OWN)


def signed_on(text: Token, parsed: Parsed, dated: Sequence[Dated]) -> Dated | None:
    """When a sentence says that a text named before was signed: "The agreement was signed on Friday"."""
    verb = text.head
    signed = text.dep_ == "nsubjpass" and verb.lemma_.lower() in _SIGNING and verb.tag_ == "VBN"
    return date_of(verb, [text], parsed, dated, _OWN) if signed else None


def attack_took_place(parsed: Parsed, dated: Sequence[Dated]) -> Dated | None:
    """When a sentence says that the attack that a text is about took place: "The cyberattack began in May 2022",
    "the attack on Monday".
    """
    for token in parsed.doc:
        if token.lemma_.lower() not in _ATTACKS or not any(c.lower_ in ("the", "this") for c in token.children):
            continue
        if told := _right_after(token, parsed, dated):
            return told
        if token.dep_ not in ("nsubj", "nsubjpass"):
            continue
        verb = token.head
        if verb.lemma_.lower() in _HELD | _DONE and verb.tag_ in ("VBD", "VBN") and token.i not in parsed.names:
            return date_of(verb, (), parsed, dated, _OWN)
    return None


def _right_after(noun: Token, parsed: Parsed, dated: Sequence[Dated]) -> Dated | None:
    """The date that a preposition hangs to a noun right before it: "the attack on Monday"."""
    end = parsed.spans[noun.i][1]
    between = ((d, parsed.sentence.text[end - parsed.sentence.start : d.start - parsed.sentence.start]) for d in dated)
    return next((d for d, words in between if words in (" on ", " of ")), None)


def own_date(match: Match, parsed: Parsed, dated: Sequence[Dated]) -> Dated | None:
    """The date in the sentence of what a frame found there."""
    frame, anchor = match.frame, match.anchor
    ends = (match.subject.token, match.object.token)
    if frame.relation in _BELONGING and (frame.entity or anchor.dep_ in _IN_A_NAME):
        return None
    if frame.relation == "COOPERATES_WITH" and not is_verb(anchor):
        dated = [item for item in dated if not item.text.lower().startswith("today")]
    if frame.relation == "ATTRIBUTED" and match.features["subject_slot"] == "reporter":
        verb = clause(anchor)
        anchor = verb.head if verb.dep_ == "ccomp" else anchor
    if _is_in_passing(anchor, frame.relation) or _goes_on(anchor):
        return date_of(anchor, ends, parsed, dated, _NAMED)
    if frame.relation in _SPEECH_ACTS and (announced := _announced(anchor)) is not None:
        own = date_of(anchor, ends, parsed, dated, made=frame.relation not in _LATER)
        return own or date_of(announced, (), parsed, dated, _OWN)
    named = frame.entity and (frame.phase or (frame.relation in _TEXTS and not _is_told(anchor)))
    last = _NAMED if named and not frame.phase else _OWN if named else _SHARED
    if not frame.entity and is_now(anchor, frame.relation):
        dated = [item for item in dated if not _is_below(parsed.token_at(item.start), clause(anchor))]
    return date_of(anchor, ends, parsed, dated, last, frame.relation not in _LATER)


def _is_below(date: Token | None, verb: Token) -> bool:
    """Whether a date belongs to another verb that stands under one: "condemns the use of X to attack banks in May"."""
    while date is not None and date.head.i != date.i:
        date = date.head
        if date.i == verb.i:
            return False
        if is_verb(date) and any(above.i == verb.i for above in date.ancestors):
            return True
    return False


def _is_in_passing(anchor: Token, relation: str) -> bool:
    """Whether a noun only names what a dated verb is about: "In May she met allies of the bloc"."""
    if is_verb(anchor) or anchor.dep_ not in ("dobj", "pobj", "conj", "appos"):
        return False
    if anchor.head.lower_ == "as" and anchor.head.head.lemma_ in _FOUNDING:  # "set up in 2019 as an arm of X"
        return False
    return relation in _BELONGING or (relation == "TARGETED" and clause(anchor).lemma_.lower() in _JUDGING)


def _announced(anchor: Token) -> Token | None:
    """The verb by which what is done in public is made known: "It sanctioned the firm, the ministry said on Friday"."""
    verb = clause(anchor)
    above = verb.head
    return above if verb.dep_ == "ccomp" and is_verb(above) and above.lemma_.lower() in _ANNOUNCING else None


def _goes_on(anchor: Token) -> bool:
    """Whether it is told of something that continues, and so began another day: "Today we continue efforts to help"."""
    chain = [anchor, *anchor.ancestors]
    return any(t.dep_ != "conj" and t.head.lemma_.lower() == "continue" and is_verb(t.head) for t in chain[:-1])


def is_main(anchor: Token) -> bool:
    """Whether a predicate tells what its sentence is about, and not what came before ("hackers who had struck")."""
    verb = clause(anchor)
    for _ in range(_CHAIN):
        if verb.dep_ == "ROOT":
            return not any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)
        if verb.dep_ not in ("conj", "ccomp"):
            return False
        verb = verb.head
    return False


def is_now(anchor: Token, relation: str) -> bool:
    """Whether a statement happens as the document is published: "we condemn", "Estonia blames Russia"."""
    verb = clause(anchor)
    if relation not in _SPEECH_ACTS or not is_verb(verb) or verb.lemma_.lower() in _GOING_ON or _is_past(anchor):
        return False
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    quoted = relation in _PUNISHING and verb.tag_ in ("VBP", "VBZ") and verb.lemma_ not in ("be", "have")
    if (said := saying(verb)) is not None and not quoted:
        verb = said
    if verb.dep_ == "pcomp" and verb.head.lower_ == "in" and verb.head.head.lemma_ == "join":
        verb = verb.head.head  # "Fiji joins its allies in attributing the attack to Russia"
    held = verb.lemma_.lower() in _HOLDING and not any(c.lower_ in ("we", "i") for c in verb.children)
    if verb.dep_ not in ("ROOT", "conj", "ccomp") or held:
        return False
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if verb.tag_ in ("VBP", "VBZ") or (verb.tag_ == "VB" and any(c.dep_ == "nsubj" for c in verb.children)):
        return not any(c.dep_ in ("aux", "auxpass") for c in verb.children) and verb.lemma_ != "be"
    return verb.tag_ == "VBG" and bool(auxiliaries) and auxiliaries <= {"are", "is", "am", "'re", "’re", "'s", "’s"}


def has_just(anchor: Token, relation: str, text: Token) -> bool:
    """Whether news opens with what was done in public just now: "The EU has imposed sanctions on the firm".

    Of texts only one is adopted just now; that one was signed is often told a day later.
    """
    verb = clause(anchor)
    if relation not in (*_PUNISHING, "ADOPTED") or (relation == "ADOPTED" and text.tag_ == "NNS"):
        return False
    if not is_verb(verb) or verb.dep_ not in ("ROOT", "conj", "ccomp"):
        return False
    told = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "advmod")}
    plain = {"has", "have", "been", "now", "today", *_PUBLICLY}
    return verb.tag_ == "VBN" and bool(told & {"has", "have"}) and not told - plain


def is_that_day(anchor: Token, relation: str, only: bool) -> bool:
    """Whether a report of a meeting says it of the meeting itself: in the simple past, or in its own title.

    `only` says that it stands where the meeting is told of and no other: in a readout, or in the first paragraphs.
    """
    if relation not in _AT_A_MEETING and not (only and relation in _THE_MEETING):
        return False
    verb = clause(anchor)
    if not is_verb(verb):
        return anchor.dep_ == "ROOT" or verb.dep_ == "ROOT"
    if anchor.dep_ == "pobj" and not is_verb(anchor.head.head):
        return False  # "progress since the signing during the visit": of another day
    said = verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT" and verb.i < verb.head.i and relation in _THE_MEETING
    return (
        verb.tag_ == "VBD"
        and (said or verb.dep_ in ("ROOT", "conj"))
        and not any(c.dep_ == "neg" for c in verb.children)
    )


def is_headline(anchor: Token, relation: str) -> bool:
    """Whether a title tells of the meeting in the present tense: "Minister visits Kenya"."""
    verb = clause(anchor)
    bare = not any(c.dep_ in ("aux", "neg") for c in verb.children)
    return relation in _AT_A_MEETING | _THE_MEETING and is_verb(verb) and verb.tag_ in ("VBZ", "VBP", "VB") and bare


def is_news_of_the_day(anchor: Token, relation: str) -> bool:
    """Whether a report of the day's deeds tells of another in the simple past.

    Who met or spoke at an event did so that day, and who "also" sanctioned somebody: "The US also sanctioned the firm".
    Whom an actor "said it sanctioned", and whom it said to be behind an attack, is told that day too.
    """
    verb = clause(anchor)
    above = saying(verb) if relation in ("SANCTIONED", "ATTRIBUTED") and is_verb(verb) else None
    if above is not None and above.dep_ == "ROOT" and above.tag_ == "VBD" and above.lemma_ in ("say", "announce"):
        return relation == "ATTRIBUTED" or (verb.tag_ == "VBD" and not any(c.dep_ == "aux" for c in verb.children))
    if relation not in _PUNISHING | _MEETING or not is_verb(verb) or verb.dep_ not in ("ROOT", "conj"):
        return False
    past = verb.tag_ == "VBD" or any(c.dep_ == "auxpass" and c.lower_ in ("was", "were") for c in verb.children)
    auxiliaries = any(c.dep_ in ("aux", "neg") for c in verb.children)
    return past and not auxiliaries and (relation in _MEETING or any(c.lower_ == "also" for c in verb.children))


def year_in_name(text: str) -> str | None:
    """The one year in an event's or text's name: "the 2022 Special Summit", "Locked Shields 2021"."""
    years = [*re.finditer(r"(?<![\d–-])(?:19|20)\d\d(?![\d–-])", text)]
    return years[0].group() if len(years) == 1 and not is_aim(text, years[0].start()) else None


def _is_span_in_name(item: Dated, parsed: Parsed) -> bool:
    """Whether it is what a name says of its own reach: "the 2023-2030 Cyber Security Strategy"."""
    return "/" in (item.when or "") and any(
        m.start <= item.start and item.end <= m.end for m in parsed.sentence.mentions
    )


def _is_bracketed(item: Dated, parsed: Parsed) -> bool:
    """Whether a date stands alone in brackets: it belongs to the name before it."""
    text, start = parsed.sentence.text, item.start - parsed.sentence.start
    if re.search(r"day,? \($", text[:start]):
        return False
    return text[:start].endswith("(") and text[start + item.end - item.start :].startswith(")")


def _rank(
    anchor: Token, ends: Sequence[Token], parsed: Parsed, token: Token, item: Dated, made: bool = True
) -> int | None:
    """How a date belongs to a predicate; `made` says whether a clause that tells of the making of an end dates it."""
    first, last = item.start, item.end
    top = token
    while first <= parsed.spans[top.head.i][0] < last and top.head.i != top.i:
        top = top.head
    governor = top.head
    opening = top.doc[top.i - 1] if top.i else top
    years_attack = top.head.lemma_.lower() in _ATTACKS  # "charged in 2017 breach"
    if top.dep_ == "nummod" and opening.dep_ == "prep" and opening.lower_ in ("in", "since") and not years_attack:
        governor = opening
    while governor.dep_ in ("prep", "advmod", "mark", "pcomp") and governor.pos_ in ("ADP", "ADV", "SCONJ"):
        governor = governor.head
    if governor.dep_ == "npadvmod" and any(c.lower_ in ("every", "each") for c in governor.children):
        governor = governor.head  # "held every two years since 2013"
    of_noun = governor.dep_ in ("acl", "relcl") and governor.lemma_.lower() in _HAPPEN | _ABOUT
    owner = governor.head if of_noun else governor
    if owner.i != governor.i and owner.i not in (anchor.i, *(end.i for end in ends)):
        owner = _in_place(owner)
    within = governor.head if governor.dep_ in ("amod", "compound", "nmod") and top.dep_ == "nummod" else owner
    if _is_of_before(top, governor):
        return None
    if anchor.i in (top.i, governor.i, owner.i, within.i):
        return 0
    for end in ends:
        mention = parsed.names.get(end.i)
        if owner.i == end.i and (mention is None or mention.entity.type in _EVENTS):
            if owner.i != governor.i and not made:
                return None
            return 0 if owner.i != governor.i and mention is not None else 1
        if mention is not None and _is_bracketed(item, parsed) and item.start - parsed.spans[end.i][1] in (1, 2):
            return 0
    if item.named or _is_bracketed(item, parsed):
        return None
    if anchor.dep_ == "pobj" and anchor.head.lower_ == "during" and anchor.head.head.i == owner.i:
        return 1  # "the signing on 3 May during the visit"
    if owner.i != governor.i and _is_at(owner):
        governor = owner
    if not is_verb(governor):
        noun = governor
        if noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.i not in (anchor.i, *(end.i for end in ends)):
            return None
        if _is_within(clause(anchor), noun):
            return 2
        if _is_past(noun) and noun.lemma_.lower() not in _TALKS and noun.i not in (anchor.i, *(e.i for e in ends)):
            return None
        if top.dep_ in _BEFORE and len(item.when or "") < _DAY and not _is_over(noun, anchor):
            return None
        if _is_over(noun, anchor):
            return 1
        if noun.head.i == anchor.i and noun.dep_ in ("dobj", "nsubjpass", "attr"):
            return 2
        other = parsed.names.get(noun.i) is not None and not any(noun.i == e.i for e in ends)
        if other and item.role != "since" and not _is_where(noun, parsed, ends) and not _is_at(noun):
            return None
        governor = clause(governor)
        penalty = 2
    else:
        penalty = 1
    own = clause(anchor)
    while governor.i != own.i and _is_purpose(governor):
        governor = clause(governor.head)
    if governor.i == own.i:
        return penalty
    if _is_while(governor, own):
        return penalty + 2
    direct = is_verb(anchor) or anchor.head.i == own.i
    if (direct or own.dep_ not in ("acl", "advcl")) and _shares(own, governor, top, item.when or ""):
        return penalty + 2
    return None


def _in_place(noun: Token) -> Token:
    """What took place at the place to which the parser hung its clause: "the dialogue in Suva, which took place"."""
    inside = noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.head.lower_ in ("in", "at")
    return noun.head.head if inside and noun.head.head.pos_ in ("NOUN", "PROPN") else noun


def _is_where(noun: Token, parsed: Parsed, ends: Sequence[Token]) -> bool:
    """Whether a state's or capital's name says where something was done: "in Cairo, Egypt on Monday"."""
    place = noun.head if noun.dep_ == "appos" else noun
    inside = place.dep_ == "pobj" and place.head.lower_ in ("in", "at")
    above = place.head.head
    told = above.dep_ in ("dobj", "nsubjpass") and is_verb(above.head)
    inside = inside and (is_verb(above) or told or any(above.i == end.i for end in ends))
    return inside and parsed.names[noun.i].entity.type == "State"


def _is_past(noun: Token) -> bool:
    """Whether a noun names what came before what a clause tells: "after the attack in May, they met"."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("after", "following", "since")


def _is_of_before(date: Token, verb: Token) -> bool:
    """Whether a date without a preposition stands right after what came before: "acted after the launch last week"."""
    if date.dep_ != "npadvmod" or not is_verb(verb) or not date.left_edge.i:
        return False
    last = date.doc[date.left_edge.i - 1]
    before = (c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("after", "following"))
    return any(c.i < date.i and c.right_edge.i == last.i for c in before)


def _is_at(noun: Token) -> bool:
    """Whether something was done at a dated event: "signed at the summit held in May", "met on its sidelines"."""
    aside = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _ASIDE
    place = noun.head.head if aside else noun
    return place.dep_ == "pobj" and (place.head.lower_ in ("at", "during") or (aside and place.head.lower_ == "on"))


def _is_told(name: Token) -> bool:
    """Whether a clause tells of a text that it was made then: "They signed the X in May", not "under the X"."""
    if name.dep_ == "nsubj" and name.head.tag_ == "VBD" and name.head.lemma_.lower() in _LAYING_DOWN:
        return True
    return name.dep_ in ("dobj", "nsubjpass") or (name.dep_ == "conj" and name.head.dep_ in ("dobj", "nsubjpass"))


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive only says what for, so that a date at its end is of the verb above it."""
    return verb.dep_ in ("advcl", "acl", "relcl") and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_over(noun: Token, anchor: Token) -> bool:
    """Whether a predicate that is a noun stands under another: "April's announcement during Abe's visit"."""
    current = anchor
    while current.dep_ in ("pobj", "prep") and current.head.i != current.i:
        current = current.head
        if current.i == noun.i:
            return True
    return False


def _is_there(verb: Token, dated: Token, date: Token) -> bool:
    """Whether a relative clause tells what was done at the place or time of the dated verb: "where he met"."""
    if verb.dep_ != "relcl" or dated.i not in (date.head.i, date.head.head.i):
        return False
    return any(child.dep_ == "advmod" and child.lower_ in _THERE for child in verb.children)


def _is_when(verb: Token, dated: Token, date: Token) -> bool:
    """Whether a clause tells what was done then: "It rose to fame in 2014, when it attacked a studio"."""
    own = dated.i in (date.head.i, date.head.head.i)
    return own and verb.dep_ == "advcl" and verb.head.i == dated.i and any(c.lower_ == "when" for c in verb.children)


def _is_after(verb: Token, when: str) -> bool:
    """Whether a clause with "after" tells what came first on a day, or one with "when" what went on then."""
    words = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    return verb.dep_ == "advcl" and len(when) == _DAY and bool(words & _ON_THE_DAY)


def _is_while(dated: Token, verb: Token) -> bool:
    """Whether a verb tells what was done when the dated one was: "when she visited Suva in May, she met"."""
    if dated.dep_ != "advcl" or dated.head.i != verb.i or dated.tag_ != "VBD":
        return False
    return any(child.dep_ == "advmod" and child.lower_ == "when" for child in dated.children)


def _is_within(verb: Token, noun: Token) -> bool:
    """Whether a verb tells what was done in a dated project or meeting: "a May 2022 project in which Japan trained"."""
    if verb.dep_ != "relcl" or verb.head.i != noun.i:
        return False
    return any(
        child.dep_ == "prep"
        and child.lower_ in ("in", "at", "during")
        and any(c.lower_ == "which" for c in child.children)
        for child in verb.children
    )


def _is_first(verb: Token) -> bool:
    """Whether an infinitive tells what somebody was the first to do: "in 2018 Chile became the first state to sign"."""
    told = verb.dep_ in ("relcl", "acl") and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return told and verb.head.dep_ == "attr"


def _is_with(verb: Token) -> bool:
    """Whether a clause only adds to the one above: "it was founded in May, with Canada being its first member"."""
    return verb.dep_ == "pcomp" and verb.head.lower_ == "with"


def _shares(verb: Token, dated: Token, date: Token, when: str) -> bool:
    """Whether a verb shares the date that stands with another.

    It does when joined after it, an infinitive of it, told as done there or then ("went to Russia, where he met"), or
    what came before it on the same day ("agreed on Wednesday after they met").
    """
    current = verb
    for _ in range(6):
        if current.i == dated.i:
            return True
        if current.dep_ == "conj" and date.i < dated.i:
            current = current.head
        elif (
            _is_there(current, dated, date)
            or _is_after(current, when)
            or _is_when(current, dated, date)
            or _is_first(current)
        ):
            current = clause(current.head)
        elif current.dep_ in ("xcomp", "advcl", "pcomp", "prep", "acl") and (
            current.tag_ in ("VBG", "VB", "IN", "VBN")
            and (_is_with(current) or not any(c.dep_ in ("nsubj", "mark") for c in current.children))
        ):
            current = clause(current.head) if not is_verb(current.head) else current.head
        else:
            return False
    return False
