"""Lists of which every line holds nothing but names: the states below "Members" in an entry's box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .mentions import Mention
from .zones import Block

_FEWEST = 3
_LABEL = 80  # characters
_FLAG = re.compile(r"Flag of [^.]{3,40}\.(?:svg|png|gif)")  # what is left of a picture
_BETWEEN = re.compile(rf"(?:\s|[,;•·]|{_FLAG.pattern})*")
_ASIDE = re.compile(r"\s?\([^()]{1,40}\)")  # "(associate)": no full one
_KINDS = ("heading", "paragraph")


def columns(
    blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]
) -> Iterator[tuple[int, list[tuple[int, Mention]]]]:
    """The block of each short line over three or more names of states or bodies, and those with their blocks."""
    label, listed = 0, list[tuple[int, Mention]]()
    for index in range(len(blocks) + 1):
        found = names_in(blocks[index], mentions[index]) if index < len(blocks) else None
        if found is None:
            if len(listed) >= _FEWEST and len(blocks[label].text) < _LABEL:
                yield label, listed
            label, listed = index, []
        listed += [(index, mention) for mention in found or ()]


def names_in(block: Block, named: Sequence[Mention]) -> list[Mention] | None:
    """The states and bodies that a line names, but for those with a word in brackets; None if it does more."""
    found: list[Mention] = []
    at = 0
    flags = [flag.span() for flag in _FLAG.finditer(block.text)]
    for mention in named if block.kind in _KINDS else ():
        if any(start <= mention.start < end for start, end in flags):
            continue
        if mention.entity.type not in ("State", "Organization") or not _BETWEEN.fullmatch(
            block.text, at, mention.start
        ):
            return None
        aside = _ASIDE.match(block.text, mention.end)
        at = aside.end() if aside else mention.end
        found += [] if aside else [mention]
    return found if at and _BETWEEN.fullmatch(block.text, at) else None
