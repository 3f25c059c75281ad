"""When something was done that a text says was done on an occasion of which it gives the date elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .dates import Dated
from .syntax import Parsed
from .timing import date_of
from .tokens import Token

DONE_THERE = frozenset({"SIGNED", "ADOPTED", "MET_WITH", "ENDORSED", "CONDEMNED", "ATTRIBUTED"})
_AT = frozenset({"at", "during", "beyond"})
_BESIDE = frozenset({"margin", "sideline", "side", "course", "occasion"})
_VISITS = frozenset({"visit", "trip", "stay", "tour"})
_COMES = frozenset({"visit", "arrive", "travel"})
_THE = frozenset({"the", "this", "that", "his", "her", "their"})
_PAST = frozenset({"VBD", "VBN"})


def is_setting(event: Token) -> bool:
    """Whether an event is where something else was done: "signed at the summit", "on the sidelines of the meeting"."""
    preposition = event.head
    if preposition.dep_ != "prep":
        return False
    return preposition.lower_ in _AT or (preposition.lower_ == "of" and preposition.head.lemma_.lower() in _BESIDE)


def is_done(verb: Token) -> bool:
    """Whether a verb tells what was done once, in the past."""
    return verb.tag_ in _PAST and not any(c.lower_ in ("had", "has", "have") for c in verb.children if c.dep_ == "aux")


def visits(parsed: Parsed) -> Iterator[Token]:
    """The visits in a sentence during which something else was done: "during the visit they signed a memorandum"."""
    for token in parsed.doc:
        told = token.lemma_.lower() in _VISITS and token.pos_ == "NOUN" and is_setting(token)
        if told and any(child.lower_ in _THE for child in token.children):
            yield token


def visited_on(parsed: Parsed, dated: Sequence[Dated]) -> str | None:
    """When a sentence says that someone paid a visit: "The minister visited Suva from 3 to 5 May 2022"."""
    for token in parsed.doc if dated else ():
        if token.lemma_.lower() in _COMES | _VISITS and (told := date_of(token, (), parsed, dated)):
            return told.when
    return None
