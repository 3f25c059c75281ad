"""Names that nobody listed, recognised by how they are built: capitals around a head noun that tells the type.

`data/grammar/names.yaml` lists the heads. Nothing here knows a document, an actor or an event.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .date_forms import MONTHS
from .lists import GRAMMAR, read
from .office_words import PARTICLES, titles

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:[-–/][^\W_]+(?:\.[^\W_]+)*\.?)*|[^\W_]+(?:[-–/](?:[A-Z]\.){2,}|[-–/&+][^\W_]+|[.’'](?!s\b)[^\W_]+)*|['’]s?(?=\W|$)|[^\w\s]"
)
_TERMS = frozenset({"administration", "government", "cabinet", "era", "regime", "presidency"})
_SMALL = frozenset(
    {"of", "for", "on", "and", "the", "to", "in", "against", "with", "&", "de", "du", "between", "regarding", "by"}
)
_AFTER = frozenset({"of", "for", "on", "to", "against", "in", "regarding"})
_SENT_FROM = frozenset({"Forces", "Force", "Army", "Navy", "Police", "Ministry", "Department", "Centre", "Center"})
_REALMS = frozenset({"Republic", "Kingdom", "Emirates", "Federation"})  # "of" goes on with a state's name
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?")
_NUMBERED = re.compile(rf"{_YEAR.pattern}|\d{{1,3}}(?:st|nd|rd|th)|\d\+\d|\d[A-Z]")  # "2022", "12th", "2+2", "5G"
_MAX_WORDS = 18
_LINKED = ("-led", "-based", "-sponsored", "-backed", "-hosted", "-organized", "-organised", "-funded", "-linked")
_DEMONYM = re.compile(r"(?:ese|[aiy]an|ish)$")  # "the Ministry of Defence to Chinese hackers"
_CODED = re.compile(r"(?<![\w-])(?:(?:APT|UNC|FIN|TA|DEV|UAC|Storm)-?\d{1,5})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Named:
    """A span that is built like a name: offsets into the text, its entity type, and where its head noun stands."""

    start: int
    end: int
    type: str
    head: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    heads: dict[str, str]
    compounds: dict[tuple[str, ...], str]
    between: dict[str, str]
    never: frozenset[str]
    headlines: frozenset[str]
    titles: frozenset[str]
    regions: frozenset[str]
    fields: frozenset[str]
    weak: frozenset[str]
    common: frozenset[str]
    policies: frozenset[str]
    kinds: frozenset[tuple[str, ...]]


@lru_cache(maxsize=1)
def lexicon() -> _Lexicon:
    """The name-building words of the grammar data."""
    data = read(GRAMMAR / "names.yaml")
    return _Lexicon(
        {head: type_ for type_, heads in data["heads"].items() for head in heads},
        {tuple(words.split()): type_ for type_, names in data["compounds"].items() for words in names},
        data["between_parties"],
        frozenset([*data["never"], *data["headlines"]]),
        frozenset(data["headlines"]),
        frozenset(data["titles"]),
        frozenset(data["regions"]),
        frozenset(data["fields"]),
        frozenset(data["weak"]),
        frozenset(data["common"]),
        frozenset(data["policies"]),
        frozenset((first, second) for first, seconds in data["kinds"].items() for second in seconds),
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its offsets."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        first = self.text[0]
        return first.isupper() or (first.isdigit() and bool(_NUMBERED.fullmatch(self.text)))


def words(text: str) -> list[Word]:
    """The words and marks of a text; possessive endings stand alone, "U.S.-India" is one word."""
    return [Word(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def named(text: str, actors: Collection[tuple[int, int]] = ()) -> list[Named]:
    """The spans of `text` that are built like names, in order, none inside another.

    `actors` are the spans of known actors: two of them before a head make it a setting between parties.
    """
    if not _may_name(text):
        return []
    tokens = words(text)
    found: list[Named] = []
    index = 0
    while index < len(tokens):
        name = _at(tokens, index, text, actors) or _introduced(tokens, index, text)
        if name is None:
            index += 1
            continue
        if found and name[0].start < found[-1].end:
            if name[0].end > found[-1].end and name[0].start <= found[-1].start:
                found[-1] = name[0]
        else:
            found.append(name[0])
        index = name[1]
    return found


def _at(tokens: list[Word], head: int, text: str, actors: Collection[tuple[int, int]]) -> tuple[Named, int] | None:
    """The name whose head noun is `tokens[head]`, with the index after it."""
    lex = lexicon()
    if not tokens[head].text[0].isupper():
        return None
    type_, size = _head_type(tokens, head)
    if type_ is None:
        return None
    if head and _adjacent(tokens, head - 1):
        type_ = lex.compounds.get((tokens[head - 1].text, tokens[head].text), type_)
    if not type_:
        return None
    last = head + size - 1
    first = _leftmost(tokens, head, text)
    end = _rightmost(tokens, last, text)
    if first == head and end == last and size < 3:
        return None
    if (
        first == head
        and end > last
        and tokens[last + 1].text not in _AFTER
        and not _YEAR.fullmatch(tokens[last + 1].text)
    ):
        return None
    end = _before_person(tokens, last, end, actors)
    if type_ == "Organization" and end - last > 3 and tokens[last + 1].text in _AFTER:
        end = _before_names(tokens, end)
    if type_ == "Organization" and first + 1 < head and tokens[first + 1].text == "and":
        first += 2 if any(a == (tokens[first].start, tokens[first].end) for a in actors) else 0
    several = type_ == "Organization" and size < 2 and tokens[last].text.endswith("s")
    if first == head and several and tokens[last + 1].text not in ("of", "for"):
        return None
    if tokens[last].text in lex.weak and all(w.text in lex.common or not w.capital for w in tokens[first:head]):
        return None
    if tokens[last].text == "Policy" and end == last and all(w.text in lex.policies for w in tokens[first:head]):
        return None
    if (
        type_ == "Organization"
        and first < head
        and (_YEAR.fullmatch(tokens[first].text) or _is_round(tokens, first, last, actors))
    ):
        first += 1
    if tokens[last].text == "Administration" and head - first < 2:
        return None
    if tokens[head].text == "Forces" and first == head:  # "Join Forces on Cybersecurity" is no name
        return None
    start = _before_dash(tokens[first], type_, text, actors)
    if type_ == "Organization" and tokens[last].text == "Group" and head - first > 1:
        type_ = "Forum"
    parties = [a for a in actors if start <= a[0] and a[1] <= tokens[head].start]
    if len(parties) >= 2 and _joined(text, parties):
        type_ = lex.between.get(type_, type_)
    return Named(start, tokens[end].end, type_, tokens[last].text), end + 1


def _is_round(tokens: list[Word], first: int, last: int, actors: Collection[tuple[int, int]]) -> bool:
    """Whether a number before a known body counts what follows it: "2nd European Union - Fiji Dialogue"."""
    if not tokens[first].text[0].isdigit():
        return False
    return any(a[0] == tokens[first + 1].start and a[1] >= tokens[last].end for a in actors)


def _before_dash(first: Word, type_: str, text: str, actors: Collection[tuple[int, int]]) -> int:
    """Where a name begins, also that of a setting of two with a dash and blanks between: "Fiji – Japan Dialogue"."""
    if type_ not in ("Forum", "Agreement", "Exercise") or not any(a[0] == first.start for a in actors):
        return first.start
    return next((a[0] for a in actors if text[a[1] : first.start] in (" – ", " - ", " — ")), first.start)


_CAPITALS = re.compile(r"[A-Z][^\W\d_]*")


def _may_name(text: str) -> bool:
    """Whether a text has a head noun or another word without which nothing in it is built like a name."""
    return (
        not _beginnings().isdisjoint(_CAPITALS.findall(text))
        or _CODED.search(text) is not None
        or _any_kind().search(text) is not None
    )


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    """The letters with which head nouns and compounds begin."""
    lex = lexicon()
    return frozenset(
        run for word in (*lex.heads, *(c[0] for c in lex.compounds)) for run in _CAPITALS.findall(word)[:1]
    )


@lru_cache(maxsize=1)
def _any_kind() -> re.Pattern[str]:
    return re.compile("|".join(rf"{re.escape(first)}\s+{re.escape(second)}" for first, second in lexicon().kinds))


def _before_person(tokens: list[Word], last: int, end: int, actors: Collection[tuple[int, int]]) -> int:
    """Where a name ends with its actor that capitals only seem to carry on: "Council of Ukraine | Ann Lee"."""
    for index in range(last + 1, end):
        follows = tokens[index + 1].text
        before = tokens[index - 2 if tokens[index - 1].text == "the" else index - 1].text
        ends = follows == "," or (follows[0].isupper() and follows not in lexicon().heads)
        if before == "of" and ends and any(a[0] <= tokens[index].start and a[1] == tokens[index].end for a in actors):
            return index
    return end


def _before_names(tokens: list[Word], end: int) -> int:
    """Where a body's name ends that a person's seems to carry on: "the Agency for Cybersecurity Ann Lee said"."""
    person = _may_be_person(tokens[end - 1 : end + 1])
    return end - 2 if person and tokens[end - 2].text in titles().portfolio else end


def _may_be_person(words: list[Word]) -> bool:
    """Whether two words can be a person's name: none is a field of work or the head of a body's name."""
    fields, heads = titles().portfolio, lexicon().heads
    return all(w.text.istitle() and w.text not in fields and w.text not in heads for w in words)


def _joined(text: str, parties: list[tuple[int, int]]) -> bool:
    between = [text[a[1] : b[0]] for a, b in pairwise(parties)]
    return all(gap.strip() in ("-", "–", "/", "and", ",", "—", ", and", "") for gap in between)


def _introduced(tokens: list[Word], index: int, text: str) -> tuple[Named, int] | None:
    """An organisation that a lower-case noun after its name tells: "the Nightowl hacker group", "UNC0001"."""
    word = tokens[index]
    if _CODED.fullmatch(word.text):
        return Named(word.start, word.end, "Organization", word.text), index + 1
    if not word.text[0].isupper() or word.text in lexicon().never or word.text.endswith(_LINKED):
        return None
    if tuple(t.text for t in tokens[index + 1 : index + 3]) not in lexicon().kinds:
        return None
    first = index
    while first > 0 and tokens[first - 1].capital and _adjacent(tokens, first - 1) and _plain(tokens[first - 1].text):
        if tokens[first - 1].text.endswith(_LINKED):
            break
        first -= 1
    name = tokens[first : index + 1]
    if first and first == index and word.text.istitle() and tokens[first - 1].text in ("a", "an"):
        return None  # "an Islamic hacker group"
    if "\n" in text[name[0].start : tokens[index + 2].end] or not _plain(word.text):
        return None
    return Named(name[0].start, word.end, "Organization", word.text), index + 1


def _plain(word: str) -> bool:
    """Whether a word can be part of a name that only a noun after it explains."""
    lex = lexicon()
    return word not in lex.never and word.rstrip(".") not in lex.titles and word[0].isalpha()


def _head_type(tokens: list[Word], head: int) -> tuple[str | None, int]:
    lex = lexicon()
    for size in (4, 3, 2):
        phrase = tuple(t.text for t in tokens[head : head + size])
        if phrase in lex.compounds:
            return lex.compounds[phrase], len(phrase)
    word = tokens[head].text
    following = tokens[head + 1].text if head + 1 < len(tokens) else ""
    if word in lex.heads and following in lex.heads and following not in ("Act", "Plan") and _adjacent(tokens, head):
        return None, 1
    type_ = lex.heads.get(word)
    officer = following[:1].isupper() and (following.lower(),) in titles().kinds and _adjacent(tokens, head)
    return (None if type_ == "Strategy" and officer else type_), 1  # "the Fiji Cyber Policy Chief"


def _adjacent(tokens: list[Word], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].start - tokens[index].end <= 1


def _leftmost(tokens: list[Word], head: int, text: str) -> int:
    """The index of the first word of the name: capitalised words to the left, also over "and" and a possessive."""
    lex = lexicon()
    first = head
    while first > 0 and head - first < _MAX_WORDS:
        before = tokens[first - 1]
        if "\n" in text[before.end : tokens[first].start]:
            break
        if _belongs(tokens, first):
            first -= 1
        elif (before.text in ("'", "’") and first >= 2 and tokens[first - 2].text[0].isupper()) or (
            before.text == "of" and first >= 2 and tokens[first - 2].text.split("-")[-1] in _REALMS
        ):
            first -= 2
        elif _is_abbreviation(tokens, first) or _lists_on(tokens, first):
            first -= 3
        elif (
            before.text in ("and", "&", ",", "for", "of")
            and first >= 2
            and tokens[first - 2].text[0].isupper()
            and tokens[first - 2].text not in lex.never
            and tokens[first - 2].text.rstrip(".") not in lex.titles
            and _list_goes_on(tokens, first, head)
        ):
            first -= 2
        else:
            break
    while first < head and _only_leads(tokens[first].text):
        first += 3 if tokens[first].text == "(" else 1
    return first


def _belongs(tokens: list[Word], first: int) -> bool:
    """Whether the capitalised word before a name's first one is part of the name too."""
    lex, before = lexicon(), tokens[first - 1]
    if before.text in lex.fields:
        held_by = tokens[first].text.endswith("s") and tokens[first + 1].text in ("'", "’")  # "Ministers’ Talks"
        further = (
            tokens[first - 2].text if first >= 2 and tokens[first - 2].capital else ""
        )  # "Attorney General", a title
        opens = before.text == "General" and tokens[first].text in lex.heads and further.rstrip(".") not in lex.titles
        return tokens[first].capital and (held_by or not further or opens)
    return before.capital and before.text not in lex.never and before.text.rstrip(".") not in lex.titles


def _only_leads(word: str) -> bool:
    """Whether a word stands before a name and is no part of it ("the US-led Clean Network")."""
    return word in lexicon().never or word in ("and", "of", ",", "for", "&", "(") or word.endswith(_LINKED)


def _is_abbreviation(tokens: list[Word], first: int) -> bool:
    """Whether "(CET)" stands before a word and within a name ("Emerging Technology (CET) Dialogue")."""
    before = tokens[max(first - 3, 0) : first]
    return first >= 4 and before[0].text == "(" and before[1].text.isupper() and before[2].text == ")"


def _lists_on(tokens: list[Word], first: int) -> bool:
    """Whether a word ends a list with a comma before its "and" ("Development, Test, and Evaluation Agreement")."""
    if first < 5 or tokens[first - 1].text not in ("and", "&"):
        return False
    item = tokens[first - 3].text
    commas = tokens[first - 2].text == tokens[first - 4].text == ","
    return commas and item[0].isupper() and item not in lexicon().never


def _list_goes_on(tokens: list[Word], first: int, head: int) -> bool:
    """Whether the word before a link belongs to the same name ("Trade | and | Technology Council")."""
    link, before = tokens[first - 1].text, tokens[first - 2].text
    if link == ",":
        joined = any(t.text in ("and", "&") for t in tokens[first:head]) and before not in lexicon().heads
        return joined and not (first > 2 and _may_be_person(tokens[first - 3 : first - 1]))
    if link in ("of", "for"):
        return False
    alone = before in lexicon().heads and before != "Intelligence"  # "Army Intelligence and Security Command"
    return not alone and not before.isupper() and "." not in before


def _rightmost(tokens: list[Word], last: int, text: str) -> int:
    """The index of the last word of the name: "of", "on" ... and capitalised words, a year, a number."""
    lex = lexicon()
    end = last
    index = last + 1
    while index < len(tokens) and index - last < _MAX_WORDS:
        if "\n" in text[tokens[index - 1].end : tokens[index].start]:
            break
        word = tokens[index].text
        if (_YEAR.fullmatch(word) or word.isdigit()) and index == end + 1:
            if (
                index + 1 < len(tokens) and tokens[index + 1].text.lower() in MONTHS
            ):  # "the Sixth Reef Dialogue 6 October"
                break
            end = index
            index += 1
            continue
        if word == "No" and index == end + 1 and (number := _numbered(tokens, index)):
            return number
        if index == end + 1 and word in _AFTER | {"and", "&", ","}:
            ahead = index + 1
            while ahead < len(tokens) and tokens[ahead].text in _SMALL and ahead - index < 3:
                ahead += 1
            if ahead >= len(tokens) or not tokens[ahead].text[0].isupper():
                break
            if tokens[ahead].text in lex.never and not _is_aim(tokens, ahead):
                break
            if tokens[ahead].text.endswith(_LINKED):  # "the Ministry of Trade-sponsored Coral Drill"
                break
            if word in ("and", "&", ",") and not (end > last and _same_list(tokens, last, index, ahead)):
                break
            if word == "in" and _has_head(tokens, ahead):
                break
            if word == "to" and tokens[last].text in _SENT_FROM:  # "an officer of the Reef Forces to the Centre"
                break
            if ahead + 1 < len(tokens) and tokens[ahead + 1].text in _TERMS:  # "the Agency in the Roe administration"
                break
            following = tokens[ahead + 1].text if ahead + 1 < len(tokens) else ""
            if _DEMONYM.search(tokens[ahead].text) and following.islower():
                break
            if tokens[ahead].text.rstrip(".") in lex.titles and word in ("and", ",", "with", "by"):
                break
            end = ahead
            index = ahead + 1
            continue
        office = word.rstrip(".") in lex.titles and word not in lex.fields
        if index == end + 1 and end > last and word[0].isupper() and word not in lex.never and not office:
            end = index
            index += 1
            continue
        break
    return end


def _is_aim(tokens: list[Word], index: int) -> bool:
    """Whether a name goes on with what a text is for: "Letter of Intent on | Enhancing | Cooperation"."""
    return tokens[index].text.endswith("ing") and tokens[index + 1 : index + 2] != [] and tokens[index + 1].capital


def _numbered(tokens: list[Word], index: int) -> int | None:
    """The index of the number of an act after "No" or "No.": "Regulation No 12/2014"."""
    at = index + 2 if index + 1 < len(tokens) and tokens[index + 1].text == "." else index + 1
    return at if at < len(tokens) and tokens[at].text[0].isdigit() else None


def _same_list(tokens: list[Word], head: int, link: int, ahead: int) -> bool:
    """Whether a list inside a name goes on ("Ministry of Communications and Information Technology")."""
    alone = tokens[link].text == "&" and not any(t.capital for t in tokens[ahead + 1 : ahead + 2])  # "& Society"
    if any(t.text == "the" for t in tokens[link:ahead]) or (_has_head(tokens, ahead) and not alone):
        return False
    if tokens[link].text == ",":
        if tokens[link + 1].text in ("and", "&"):  # "the Ministry of Defence, and Jane Roe"
            return any(t.text == "," for t in tokens[head:link])
        return any(t.text in ("and", "&") for t in tokens[link + 1 : link + 5])
    if any(t.text == "and" for t in tokens[head:link]):  # "the Ministry of Science and Trade and Jane Roe"
        return False
    particle = (
        ahead + 1 < len(tokens) and tokens[ahead + 1].text in PARTICLES
    )  # "the Ministry of Trade and Omar bin Roe"
    return (
        not particle
        and not _is_person(tokens, ahead)
        and not (tokens[ahead].text.isupper() and len(tokens[ahead].text) > 2)
    )


def _is_person(tokens: list[Word], index: int) -> bool:
    """Whether two capitalised words are somebody's name: "the Centre for Security Studies and Ann Lee is a fellow"."""
    spelled = [t.text for t in tokens[index : index + 3]]
    return (
        len(spelled) == 3
        and spelled[1][0].isupper()
        and spelled[2] in ("is", "was")
        and not lexicon().common.intersection(spelled)
    )


def _has_head(tokens: list[Word], index: int) -> bool:
    """Whether the capitalised words from here on have a head of their own."""
    while index < len(tokens) and tokens[index].capital:
        if tokens[index].text in lexicon().heads:
            return True
        index += 1
    return False


@lru_cache(maxsize=4096)
def head_word(name: str) -> str:
    """The head noun of a name, in lower case: the last listed one before "of", "on" ..., else the last word."""
    spelled = [t.text for t in words(name) if t.text[0].isalnum()]
    heads = lexicon().heads
    before = next(
        (i for i, w in enumerate(spelled) if w in _AFTER and i and spelled[i - 1].split("-")[-1] not in _REALMS),
        len(spelled),
    )
    for word in reversed(spelled[:before]):
        if word in heads:
            return word.lower()
    return spelled[before - 1].lower() if spelled else ""


def is_general(name: str) -> bool:
    """Whether a name has no word of its own, so that another text may well mean another thing by it ("Joint Statement",
    "the Sixth Cyber Dialogue").
    """
    own = [word.text.lower() for word in words(name) if word.text[0].isalnum()]
    return all(word in _general() or word[0].isdigit() for word in own)


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    lex = lexicon()
    own = {*lex.heads, *lex.common, *_SMALL, *(word for compound in lex.compounds for word in compound)}
    return frozenset(word.lower() for word in (*own, *read(GRAMMAR / "names.yaml")["general"]))


def is_occasion(name: str) -> bool:
    """Whether a forum of that name is held rather than belonged to ("summit", "dialogue")."""
    head = head_word(name)
    once = head in _sometimes() and _NUMBERED.search(name) is not None
    return once or head in _occasions() or head.removesuffix("s") in _occasions()


def happens(type_: str, name: str) -> bool:
    """Whether what has that type and name takes place: an exercise, or a forum that is held."""
    return type_ == "Exercise" or (type_ == "Forum" and is_occasion(name))


@lru_cache(maxsize=1)
def _occasions() -> frozenset[str]:
    return frozenset(read(GRAMMAR / "names.yaml")["occasions"])


@lru_cache(maxsize=1)
def _sometimes() -> frozenset[str]:
    """Heads of names that are an occasion's where they tell which one: "Cyber Forum 2017", and not "Islands Forum"."""
    return frozenset(read(GRAMMAR / "names.yaml")["numbered occasions"])
