"""Who a line names with a body and no verb: "By Ann Lee, Acme", "Ann Lee" above "Fellow, Acme".

Bylines, and what stands under a quotation: a line that begins with the name, or with what says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .full_names import name_at
from .items import Item, items
from .mentions import Mention
from .office_words import titles
from .titles import bare
from .zones import Block

_LONGEST = 250  # characters of a line that names someone
_BY = re.compile(
    r"(?:.*\[ ?)?(?:this is )?(?:a )?(?:guest (?:post|blog|article) )?(?:(?:written|posted|authored) )?by:? (?=\S)"
    r"|(?:(?:corresponding |lead )?authors?|interview with): ?|[-–—] ?(?=[A-Z])",
    re.IGNORECASE,
)
_PARTS = frozenset({",", "|", "–", "—", "-", "(", ":"})
_BETWEEN = _PARTS | {"of", "for", "and", "&", "the", "at", "in", "on", ")", "to", "’s", "'s"}
_ENDS = frozenset({".", ")", "]"})
_QUOTED = frozenset("”\"’'»")
_HEAD = 4  # lines of a text's head
_FEWEST, _MOST = 2, 4  # words of a name
_LINES = 4  # of a byline: the name, its bearer's office, and the body


@dataclass(frozen=True, slots=True)
class Byline:
    """A person, by block and offsets, and the body: the mention, the block that it stands in, and the role there."""

    block: int
    name: tuple[int, int]
    body: Mention
    under: int
    role: str


def bylines(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> Iterator[Byline]:
    """The persons whom lines name with a body, in order."""
    for index, block in enumerate(blocks):
        if len(block.text) > _LONGEST or not block.text:
            continue
        if any(m.entity.type == "Organization" for found in mentions[index : index + _LINES] for m in found):
            yield from _byline(index, blocks, mentions)


def _byline(index: int, blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> Iterator[Byline]:
    text = blocks[index].text
    opening = _BY.match(text)
    row = items(text, opening.end() if opening else 0, len(text), mentions[index])
    name = name_at(row, 0)
    if name is None or not _FEWEST <= name[1] - name[0] <= _MOST or any(i.kind != "word" for i in row[slice(*name)]):
        return
    end = _past_degrees(row, name[1])
    span = row[name[0]].start, row[name[1] - 1].end
    if end < len(row):
        if opening is None and not _is_signed(index, row[name[1] - 1].text, blocks):
            return
        at = _body(row, end, alone=opening is None)
        if at is not None and (body := row[at].body):
            yield Byline(index, span, body, index, _role(text, row[end + 1 : at]) or "author")
    else:
        yield from _below(index, span, opening is not None, blocks, mentions)


def _below(
    index: int, name: tuple[int, int], by: bool, blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]
) -> Iterator[Byline]:
    """What the lines below a name tell: the office, and with it or below it the body."""
    role = ""
    for under in range(index + 1, min(index + _LINES, len(blocks))):
        text = blocks[under].text
        if len(text) > _LONGEST:
            return
        row = items(text, 0, len(text), mentions[under])
        office = bare(row)
        at = None
        if office is not None:
            at = next((i for i in range(office.end) if row[i].body), None) or _body(row, office.end, alone=False)
        elif row and row[0].body and (by or role) and all(_labels(item) or item.text in _ENDS for item in row[1:]):
            at = 0
        if at is not None and (body := row[at].body):
            yield Byline(index, name, body, under, _role(text, row[:at]) or role or "author")
            return
        if office is None:
            return
        role = role or _role(text, row)


def _is_signed(index: int, surname: str, blocks: Sequence[Block]) -> bool:
    """Whether a line is one that names persons: in a text's head, below a quotation, or of one named elsewhere."""
    quoted = index > 0 and blocks[index - 1].text.rstrip()[-1:] in _QUOTED
    return index < _HEAD or quoted or any(surname in b.text for i, b in enumerate(blocks) if i != index)


def _past_degrees(row: list[Item], end: int) -> int:
    while end + 1 < len(row) and row[end].low == "," and row[end + 1].text in titles().suffixes:
        end += 2
    return end


def _body(row: list[Item], start: int, alone: bool) -> int | None:
    """Where the last body stands that a line names after a mark, nothing said of it; `alone` ends the line."""
    if start >= len(row) or row[start].low not in _PARTS:
        return None
    found, index = None, start
    while index < len(row):
        item = row[index]
        if item.body:
            found = index
        elif not _labels(item):
            break
        index += 1
    rest = [item.text for item in row[index:]]
    ends = all(text in _ENDS for text in rest) and found is not None and found + 1 >= index - 1
    return found if ends or not alone else None


def _labels(item: Item) -> bool:
    """Whether a word can belong to a name or an office, and tells nothing."""
    named = item.capital or item.kind == "actor" or item.low in _BETWEEN
    return named or item.low in titles().modifiers or (item.low,) in titles().kinds


def _role(text: str, row: list[Item]) -> str:
    """The words between a name and the body, without the marks and small words at their ends."""
    while row and (row[-1].low in _BETWEEN or row[-1].kind == "possessive"):
        row = row[:-1]
    while row and row[0].low in _BETWEEN:
        row = row[1:]
    return " ".join(text[row[0].start : row[-1].end].split()) if row else ""
