"""Whose life a text tells: the person whose name is its title, or with whom its first sentence begins; and whose life a
paragraph tells among those of others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .full_names import name_at
from .items import items
from .mentions import Mention
from .office_words import PRONOUNS
from .persons import surname
from .zones import Block

_LEADS = 8
_LONG = 80
_AROUND_TITLE = re.compile(r"^=+ | =+$|^[\w .’'-]{2,30}: (?=[A-Z])|(?:,| [|–—-]| facts for| \().*$")
_TELLS = re.compile(
    r"[^.;]{0,80}?\b(?:is|was|has|had|serves|served|joined|became|works|worked|holds|held|took|assumed|leads|led)\b"
    r"|,? ?\([^()]{0,80}\bborn\b"
)
_OF_PERSONS = PRONOUNS | {"his", "her", "born"}
_FEWEST, _MOST = 2, 5  # words of a full name


def told_of(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> str | None:
    """The full name of the one person whose life a text tells, as the text first gives it; None where it tells none."""
    leads = [i for i, b in enumerate(blocks) if b.kind in ("paragraph", "bullet") and len(b.text) > _LONG][:_LEADS]
    head = next((i for i, b in enumerate(blocks[:_LEADS]) if b.kind == "heading"), None)
    titled = _whole_name(_AROUND_TITLE.sub("", blocks[head].text), mentions[head]) if head is not None else None
    opening = _opening(blocks[leads[0]], mentions[leads[0]]) if leads else None
    name = titled or opening
    if name is None or (titled and opening and surname(titled) != surname(opening)):
        return None
    told = [blocks[i].text for i in ([head] if head is not None else []) + leads]
    theirs = any(not _OF_PERSONS.isdisjoint(re.findall(r"\w+", text.lower())) for text in told)
    alone = name.split()[-1]
    return name if theirs and any(alone in blocks[i].text for i in leads) else None


def of_paragraphs(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> list[str]:
    """The full name of the person whose life each block tells; "" where it tells none.

    A paragraph that begins with a full name tells the life of its bearer, and the next ones that begin with part of it
    or a pronoun go on.
    """
    found: list[str] = []
    life = ""
    for block, inside in zip(blocks, mentions, strict=True):
        named = _opening(block, inside) if block.kind in ("paragraph", "bullet") and len(block.text) > _LONG else None
        first = block.text.split(" ", 1)[0].lower()
        goes_on = bool(life) and (first in PRONOUNS or first in (life.lower().split()[0], life.lower().split()[-1]))
        life = named or (life if goes_on else "")
        found.append(life)
    return found


def _whole_name(text: str, mentions: Sequence[Mention]) -> str | None:
    """A text that is a person's full name and nothing else."""
    row = items(text, 0, len(text), [m for m in mentions if m.end <= len(text)])
    name = name_at(row, 0)
    whole = name and name[1] == len(row) and _FEWEST <= name[1] - name[0] <= _MOST
    return text[row[name[0]].start : row[name[1] - 1].end] if name and whole else None


def _opening(block: Block, mentions: Sequence[Mention]) -> str | None:
    """The full name with which a paragraph begins, before what it tells of its bearer."""
    first, *others = block.text[:_LONG].split(" ", 3)[:3]
    if not first[:1].isupper() or not any(word[:1].isupper() for word in others):
        return None
    row = items(block.text, 0, min(len(block.text), _LONG), mentions)
    name = name_at(row, 0)
    if not name or not _FEWEST <= name[1] - name[0] <= _MOST:
        return None
    start, end = row[name[0]].start, row[name[1] - 1].end
    return block.text[start:end] if _TELLS.match(block.text, end) else None
