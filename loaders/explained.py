"""Names that only the words beside them explain: "Acme Relay, a payment firm", "hackers calling themselves Nightowl".

A name that has no head noun of its own is taken from the one place that says what it is, and then known in the whole
document. The nouns that say it are data (`data/grammar/names.yaml`, `explained`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .lists import GRAMMAR, read
from .patterns import lexicon

if TYPE_CHECKING:
    from .mentions import Mention

_WORD = r"(?<![\w&’'.-])[A-Z0-9](?:[\w&’'.-]{0,30}[\w&])?"
_NAME = rf"{_WORD}(?: (?:(?:of|for|and|de|del|&|in|on|against)(?: the)? )?{_WORD}){{0,7}}"
_ONE = rf"{_WORD}(?: (?:(?:of|de|del) )?{_WORD}){{0,5}}"
CALLED = (
    r"(?:(?:which|that) (?:is |are |was |were )?)?(?:also )?(?:called|named|dubbed|nicknamed|codenamed|known as|"
    r"tracked as|calls itself|call themselves|calling (?:itself|themselves)|going by(?: the names?(?: of)?)?|"
    r"by the name of)"
)
_SHORT = r"\(“?\"?(?:the )?(?P<short>[A-Z][A-Za-z0-9&-]{1,9})”?\"?\)"
_PLAIN = re.compile(r"[^\W\d_]")
_OF = r"(?:of|on|in|at|for|with|by|to|from|about|who|that|which)"  # "a fellow of the group" is not the group
_MAX_NAME = 70
_PLACE = re.compile(r"(?:in|at|near|from) $")
_LIST = re.compile(rf"{_ONE}(?:(?:, |/){_ONE}){{2,30}},? (?:and|&) {_ONE}")
_CALLS = re.compile(CALLED)
_MORE = re.compile(rf"[”\"]?(?:, [“\"]?{_ONE}[”\"]?){{0,6}},? and [“\"]?{_ONE}")
_ITEM = re.compile(_ONE)


@dataclass(frozen=True, slots=True)
class Explained:
    """A name with its type and what abbreviates it, if anything; `start` and `end` are offsets of the place that says
    what it is.
    """

    start: int
    end: int
    text: str
    type: str
    short: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    types: dict[str, str]
    beside: re.Pattern[str]
    before: re.Pattern[str]
    called: re.Pattern[str]
    abbreviated: re.Pattern[str]
    concepts: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read(GRAMMAR / "names.yaml")
    types = {noun: type_ for type_, nouns in data["explained"].items() for noun in nouns}
    noun = "|".join(re.escape(n) for n in sorted(types, key=lambda n: (-len(n), n)))
    plural = [form for word in data["explained in plural"] for form in (word, word.capitalize())]
    types |= dict.fromkeys(plural, "Organization")
    said = r"(?:, (?:which (?:is|was) )?|,? (?:is|was) )(?:an?|the|one of the)"
    return _Words(
        types,
        re.compile(
            rf"(?P<name>{_NAME})(?: {_SHORT})?{said} (?:(?!{_OF}\b)[\w’'.-]+,? ){{0,7}}?(?P<noun>{noun})\b"
            r"(?=[,.;:)]|$| (?:that|which|based|in|of|from|with|for|and|run|owned|responsible|offering|providing)\b)"
        ),
        re.compile(
            r"(?<![\w-])(?:[a-z-]{1,30}|(?:[a-z]{2,6}-)?[A-Z][a-z]{1,30}(?:-[a-z]{1,30})?)"
            rf" (?P<noun>{noun}) [“\"]?(?P<name>{_ONE})"
        ),
        re.compile(rf"\b(?P<noun>{noun}|{'|'.join(plural)}) {CALLED} (?:the )?[“\"]?(?P<name>{_ONE})"),
        re.compile(rf"(?P<name>{_NAME})['’]? {_SHORT}(?! \d)(?: (?:(?P<noun>{noun})|(?P<other>[a-z]{{4,}}))\b)?"),
        frozenset(data["concepts"]),
    )


def explained(text: str, named: Sequence[Mention]) -> Iterator[Explained]:
    """The names that a text explains, outside those that it is known to name; states may stand within them."""
    words = _words()
    calls = _CALLS.search(text) is not None
    named_so = [words.called] if calls else []
    bracketed = [words.abbreviated] if "(" in text else []
    for pattern in (words.beside, words.before, *named_so, *bracketed):
        for match in pattern.finditer(text):
            found = _read(match, pattern is words.abbreviated)
            if found and not _PLACE.search(text[max(0, found.start - 6) : found.start]) and _is_new(found, named):
                yield found
    for match in words.called.finditer(text) if calls else ():
        several = _MORE.match(text, match.end()) if match["noun"].endswith("s") else None
        for item in _ITEM.finditer(text, *several.span()) if several else ():
            name = Explained(item.start(), item.end(), item.group(), words.types[match["noun"]])
            if _is_name(name.text) and _is_new(name, named):
                yield name
    yield from _listed(text, named)


def _is_new(found: Explained, named: Sequence[Mention]) -> bool:
    if any(m.text == found.short for m in named):
        return False
    over = [m for m in named if m.start < found.end and found.start < m.end]
    return all(m.entity.type == "State" and found.start <= m.start and m.end <= found.end for m in over) and len(
        over
    ) < len(found.text.split())


def _listed(text: str, named: Sequence[Mention]) -> Iterator[Explained]:
    """The unknown names in a list of bodies: "Microsoft, IBM, Acme and Google"."""
    spans = {(m.start, m.end): m.entity.type for m in named}
    if list(spans.values()).count("Organization") < 2:
        return
    for match in _LIST.finditer(text):
        items = [(m.start() + match.start(), m.end() + match.start()) for m in _ITEM.finditer(match.group())]
        known = [spans[item] for item in items if item in spans]
        if len(known) < 2 or set(known) != {"Organization"}:
            continue
        for start, end in items:
            name = Explained(start, end, text[start:end], "Organization")
            if _is_name(name.text) and not any(m.start < end and start < m.end for m in named):
                yield name


def _is_name(text: str) -> bool:
    """Whether words can be a name at all: not one word that only tells a kind of thing."""
    alone = " " not in text and (text in lexicon().heads or text.lower() in _words().concepts)
    return bool(_PLAIN.search(text)) and len(text) <= _MAX_NAME and not alone


def _read(match: re.Match[str], abbreviated: bool) -> Explained | None:
    start, name = _trimmed(match.start("name"), match["name"])
    groups = match.groupdict()
    short, noun = groups.get("short"), match["noun"]
    if abbreviated:
        while name and short and not stands_for(short, name) and " " in name:
            start, name = _without_first(start, name)
        if not short or not stands_for(short, name) or groups["other"] in _words().concepts:
            return None
        if not noun and name.split()[-1].lower() in _words().concepts:
            return None
    elif short and not stands_for(short, name):
        short = None
    if not _is_name(name):
        return None
    return Explained(start, start + len(name), name, _words().types[noun] if noun else "Organization", short)


def _trimmed(start: int, name: str) -> tuple[int, str]:
    """A name without the words that only open its sentence or address a person."""
    lex = lexicon()
    while name:
        first = name.split()[0]
        if first not in lex.never and first.rstrip(".") not in lex.titles and first[0].isupper() | first[0].isdigit():
            break
        start, name = _without_first(start, name)
    return start, name


def _without_first(start: int, name: str) -> tuple[int, str]:
    rest = name[len(name.split()[0]) :].lstrip()
    return start + len(name) - len(rest), rest


def stands_for(short: str, name: str) -> bool:
    """Whether letters are the first ones of a name's capitalised words."""
    initials = "".join(word[0] for word in re.findall(r"[A-Z0-9][\w’'&]*", name))
    letters = re.sub(r"[^A-Z]", "", short)
    return name[:1].isupper() and len(initials) > 1 and letters == initials.upper()
