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
        below = index + 1 if index + 1 < len(blocks) and len(blocks[index + 1].text) <= _LONGEST else index
        if any(m.entity.type == "Organization" for at in {index, below} for m in mentions[at]):
            yield from _byline(index, below, blocks, mentions)


def _byline(index: int, below: int, blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> Iterator[Byline]:
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
    elif below != index:
        under = blocks[below].text
        row = items(under, 0, len(under), mentions[below])
        office = bare(row)
        at = None
        if office is not None:
            at = next((i for i in range(office.end) if row[i].body), None) or _body(row, office.end, alone=False)
        elif opening and len(row) == 1:
            at = 0
        if at is not None and (body := row[at].body):
            yield Byline(index, span, body, below, _role(under, row[:at]) or "author")


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
        elif not (item.capital or item.kind == "actor" or item.low in _BETWEEN or _titled(item)):
            break
        index += 1
    rest = [item.text for item in row[index:]]
    ends = all(text in _ENDS for text in rest) and found is not None and found + 1 >= index - 1
    return found if ends or not alone else None


def _titled(item: Item) -> bool:
    return item.low in titles().modifiers or (item.low,) in titles().kinds


def _role(text: str, row: list[Item]) -> str:
    """The words between a name and the body, without the marks and small words at their ends."""
    while row and (row[-1].low in _BETWEEN or row[-1].kind == "possessive"):
        row = row[:-1]
    while row and row[0].low in _BETWEEN:
        row = row[1:]
    return " ".join(text[row[0].start : row[-1].end].split()) if row else ""
