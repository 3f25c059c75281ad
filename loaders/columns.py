"""Lists of which every line is a name: the states below "Members" in an entry's box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .mentions import Mention
from .zones import Block

_FEWEST = 3
_LABEL = 40  # characters
_FLAG = re.compile(r"(?:Flag of [^.]{3,40}\.(?:svg|png|gif)\s?)*")  # what is left of a picture


def columns(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> Iterator[tuple[int, list[int]]]:
    """The block of each short line over three or more that name one state or body each, and the blocks of those."""
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and name_in(blocks[end], mentions[end]) is not None:
            end += 1
        if end - at >= _FEWEST and at and len(blocks[at - 1].text) < _LABEL:
            yield at - 1, list(range(at, end))
        at = end + 1


def name_in(block: Block, named: Sequence[Mention]) -> Mention | None:
    """The state or body that a line names and nothing else, beside its flag."""
    if block.kind not in ("heading", "paragraph") or not named or named[-1].end != len(block.text):
        return None
    told = named[-1]
    flag = _FLAG.match(block.text)
    alone = told.entity.type in ("State", "Organization") and flag is not None and flag.end() == told.start
    return told if alone else None
