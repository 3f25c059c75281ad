"""The lines of an entry's box or a career: "Director: Jane Roe", "Chief of staff, Interpol, 2011-2014", "In office …".

They are no sentences; whose they are is the body or person that the entry is about.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import dates
from .full_names import name_at
from .items import Item, items
from .mentions import Mention
from .office_words import PREPOSITIONS, titles
from .titles import Office, bare
from .zones import Block

_LONGEST = 200
_MARKS = 4  # commas after an office, before the second to last of which its body is named
_KEY = re.compile(r"\W{0,3}(?P<key>[A-Z][A-Za-z\d ()/’'.-]{1,38}?)(?:\s*:|\s*\|)\s+(?=[^\s|])")
_OFFICE_KEY = re.compile(r"(?:office|title|order)\s?\d+", re.I)
_IN_OFFICE = re.compile(r"\W*(?:in office|assumed office|took office|term(?: started| start)?|incumbent since)\b", re.I)
_TERM_END = re.compile(r"\W*(?:left office|term(?: ended| end))(?:\b|\d)", re.I)
_BESIDE = re.compile(r"\W*(?:preceded by|succeeded by|predecessor|successor)\s?\d*\s*[:|]?\s*", re.I)
_UNDER = re.compile(
    r"\W*(?P<role>(?i:president|prime ?minister|chancellor|monarch|governor[- ]general|deputy))\s?\d*"
    r"\s*[:|]?\s*(?=[A-Z])"
)
_NAME = 6  # words of a line that is a name
_BOX = 8  # lines of one office in a box
_LEADING = re.compile(
    r"(?:agency )?(?:executives?|leaders?|key people|head(?: of agency)?|chiefs?|leadership)(?:\s?\d+)?(?: names?)?",
    re.I,
)
_ABBREVIATED = re.compile(r"[A-Z][a-z]{1,4}\.")  # a region after a town: "Springfield, Ill."
_SHORTENED = re.compile(r"\b((?:19|20)(\d\d))-(\d\d)\b(?!-)")


@dataclass(frozen=True, slots=True)
class Post:
    """An office that a line tells, in block `block`: its `role`; the `name` of its holder, from and to, or None where
    it is the one whose life is told; the `body` it is of, by its mention or else its words, or None where that is what
    the entry is about; `when` it was held; whether it is one `of_state`, that of the body or the text.
    """

    block: int
    role: str
    name: tuple[int, int] | None = None
    body: Mention | str | None = None
    when: str | None = None
    of_state: bool = False


def posts(
    blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]], life: bool, known: Callable[[str], bool]
) -> Iterator[Post]:
    """The offices told by the lines of a text, that of a `life` or of a body; `known` tells known full names."""
    return _career(blocks, mentions, known) if life else _executives(blocks, mentions)


def _executives(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> Iterator[Post]:
    """ "Director: Jane Roe", "Agency executive | Jane Roe, Director", and a name in the line after its office's."""
    for index, block in enumerate(blocks):
        if (below := _below(blocks, mentions, index)) is not None:
            yield Post(index + 1, block.text.strip(), below)
            continue
        told = _KEY.match(block.text) if len(block.text) <= _LONGEST else None
        if told is None:
            continue
        key = told["key"].strip()
        row = items(block.text, told.end(), len(block.text), mentions[index])
        name = name_at(row, 0)
        if not name or name[1] - name[0] < 2:
            continue
        after = row[name[1] + 1 :] if name[1] < len(row) and row[name[1]].text in (",", "(") else []
        words = [item.text for item in after if item.kind != "mark"]
        beside = " ".join(words)
        if _LEADING.fullmatch(key):
            role = beside if _is_title(beside) else _position(blocks, index, key)
        else:
            role = key if _is_title(key) else ""
        if role:
            yield Post(index, role, (row[name[0]].start, row[name[1] - 1].end))


def _below(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]], index: int) -> tuple[int, int] | None:
    """The name that is all of the line below one that is nothing but an office, but for a flag's state."""
    if index + 1 >= len(blocks) or not _is_title(blocks[index].text) or blocks[index + 1].kind == "bullet":
        return None
    office = bare(items(blocks[index].text, 0, len(blocks[index].text), mentions[index]))
    row = items(blocks[index + 1].text, 0, len(blocks[index + 1].text), mentions[index + 1])
    first = int(bool(row) and row[0].state)
    name = name_at(row, first) if office is not None and len(row) <= _NAME else None
    whole = name is not None and name[0] == first and name[1] == len(row) and name[1] - name[0] > 1
    return (row[name[0]].start, row[-1].end) if name and whole else None


def _position(blocks: Sequence[Block], index: int, key: str) -> str:
    """The title in the line after that of a leader's name: "Chief1 Position: Director General"."""
    after = blocks[index + 1].text if index + 1 < len(blocks) else ""
    told = _KEY.match(after)
    return after[told.end() :].strip() if told and _is_title(after[told.end() :].strip()) else key.lower()


def _is_title(text: str) -> bool:
    words = text.lower().replace("-", " ").split()
    kinds = titles().kinds
    return 0 < len(words) <= 6 and any(
        tuple(words[-n:]) in kinds or tuple(text.lower().split()[-n:]) in kinds for n in (1, 2, 3)
    )


def _career(
    blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]], known: Callable[[str], bool]
) -> Iterator[Post]:
    """ "2011-2014: Chief of staff, Interpol"; "Director of Interpol", then "In office 2011-2014"."""
    for index, block in enumerate(blocks):
        if len(block.text) > _LONGEST or (block.kind == "heading" and index == 0):
            continue
        row, office = _office(block, mentions[index])
        if office is None or office.plural:
            continue
        term = _term(blocks, index)
        body = office.actor or _next_body(block.text, row, office)
        if body is not None or (term and office.kind == "state"):
            role = block.text[row[office.head].start : row[_last(row, office)].end]
            yield Post(index, role, None, body, term or _when(block.text), body is None)
            yield from _others(blocks, mentions, Post(index, role, None, body, None, body is None), known)


def _others(
    blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]], post: Post, known: Callable[[str], bool]
) -> Iterator[Post]:
    """Who held the office of a box before and after, who was its deputy, and under whom it was held: "Preceded by
    Jane Roe", "President | Ann Lee".
    """
    for at, block in enumerate(blocks[post.block + 1 : post.block + 1 + _BOX], post.block + 1):
        beside, under = _BESIDE.match(block.text), _UNDER.match(block.text)
        told = beside or under
        names = _names(block.text, told.end(), known) if told else []
        for name in names:
            role = under["role"] if under else post.role
            above = under is not None and role.lower() != "deputy"
            yield Post(at, role, name, post.body, None, post.of_state or above)
        if not names and _office(block, mentions[at])[1] is not None:
            return


def _office(block: Block, mentions: Sequence[Mention]) -> tuple[list[Item], Office | None]:
    """The items of a line behind its key, and the office with which they begin and that has nobody's name."""
    key = _KEY.match(block.text)
    named = key is not None and (_OFFICE_KEY.fullmatch(key["key"]) or not any(c.isdigit() for c in key["key"]))
    row = items(block.text, key.end() if key and named else 0, len(block.text), mentions)
    return row, bare(row)


def _names(text: str, start: int, known: Callable[[str], bool]) -> list[tuple[int, int]]:
    """The name that is all of a line from `start`, or the known names that are: "Ann Lee Bo Kim"."""
    row = items(text, start, len(text), ())
    while row and row[-1].text == "|":
        row.pop()
    name = name_at(row, 0)
    if not name or name[1] < len(row) or name[1] - name[0] < 2:
        return []
    pairs = [(row[i].start, row[i + 1].end) for i in range(name[0], name[1] - 1, 2)]
    several = len(pairs) > 1 and all(known(text[first:last]) for first, last in pairs)
    return pairs if several else [(row[name[0]].start, row[name[1] - 1].end)]


def _last(row: Sequence[Item], office: Office) -> int:
    """The last item of an office's own words."""
    comma = next((i for i in range(office.at, office.end) if row[i].text in (",", "(")), office.end)
    return max(comma - 1, office.at)


def _next_body(text: str, row: Sequence[Item], office: Office) -> Mention | str | None:
    """The body that a line names after the office: ", Interpol, 2011-2014"."""
    marks = [i for i in range(office.end, len(row)) if row[i].text in (",", "(")]
    for first, last in pairwise([office.end - 1, *marks[:_MARKS], len(row)]):
        part = row[first + 1 : last]
        told = next((item.mention for item in part if item.kind == "actor"), None)
        if told is not None:
            return told if told.entity.type != "State" else None
        named = [item for item in part if item.low not in (*PREPOSITIONS, "and", "the")]
        place = last + 1 < len(row) and (row[last + 1].state or _ABBREVIATED.match(text, row[last + 1].start))
        if first in marks[:1] and named and not place and all(_is_capital(item) for item in named):
            return text[part[0].start : part[-1].end]
    return None


def _is_capital(item: Item) -> bool:
    """Whether a word is written as one of a name: "Forum", "eBay", but no month."""
    return any(c.isupper() for c in item.text) and item.text not in calendar.month_name


def _when(text: str) -> str | None:
    """The one date of a line; "2003-05" are years there."""
    if short := _SHORTENED.search(text):
        return f"{short[1]}/{short[1][:2]}{short[3]}" if int(short[3]) > int(short[2]) else None
    told = [date.when for date in dates.find(text) if date.dates_facts]
    return told[0] if len(told) == 1 else None


def _term(blocks: Sequence[Block], index: int) -> str | None:
    """The time in the lines after an office: "In office 20 January 2009 – 31 May 2012", "Term Start: …"."""
    began: str | None = None
    opened = False
    for block in blocks[index + 1 : index + 1 + _BOX]:
        if _UNDER.match(block.text) or _BESIDE.match(block.text):
            continue
        when = _when(block.text)
        if _TERM_END.match(block.text) and began and when:
            return f"{began}/{when}"
        if not (opened or _IN_OFFICE.match(block.text)) or (opened and when is None):
            break
        opened = when is None
        if when and "/" in when:
            return when
        began = when or began
    return f"{began}/.." if began else None
