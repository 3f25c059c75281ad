"""When the entries of a timeline took place: "May 2007" as the heading over them, "March 2014: …" as their label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import dates
from .date_forms import AS_WRITTEN, MONTHS
from .zones import Block

_FEWEST = 2  # of such headings or labels, for a text to be a timeline
_SHORT = 40
_LABEL = re.compile(r"\W{0,3}(?:in )?$", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"\s?(?::|–|—|\||\.|-(?=\s))\s?")
_YEAR = 4


def entries(blocks: Sequence[Block]) -> list[str | None]:
    """The date (EDTF) under which each block stands in a timeline; None for all where a text is none."""
    found: list[str | None] = []
    heads: set[str] = set()
    current: str | None = None
    level = 0
    for block in blocks:
        if head := _head(block, current):
            heads.add(head)
            current, level = head, block.level if block.kind == "heading" else 0
            found.append(None)
            continue
        if block.kind == "heading" and block.level <= level:
            current = None
        label = _label(block)
        heads |= {label} if label else set()
        found.append(label or current)
    return found if len(heads) >= _FEWEST else [None] * len(blocks)


def _head(block: Block, current: str | None) -> str | None:
    """The date that is all that a block says; a month alone is one of the year before."""
    text = block.text.strip(" .:–—-")
    if len(text) > _SHORT or block.kind not in ("heading", "dateline", "paragraph", "bullet"):
        return None
    if current and (month := MONTHS.get(text.lower())):
        return f"{current[:_YEAR]}-{month:02d}"
    told = dates.find(text)
    return told[0].when if len(told) == 1 and told[0].text.strip() == text and told[0].dates_facts else None


def _label(block: Block) -> str | None:
    """The date with which a block opens, before a mark: "March 2014: Hackers …"."""
    if block.kind not in ("paragraph", "bullet") or not any(c.isdigit() for c in block.text[:_SHORT]):
        return None
    told = next(iter(dates.find(block.text[:_SHORT])), None)
    if told is None or not told.dates_facts or told.derivation != AS_WRITTEN:
        return None
    opens = _LABEL.fullmatch(block.text[: told.start]) and _AFTER_LABEL.match(block.text, told.end)
    return told.when if opens else None
