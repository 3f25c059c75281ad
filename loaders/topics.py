"""What an entry is about: the actor, event or text that its title names, or its first sentence defines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .mentions import Mention
from .zones import Block

_LEADS = 6
_SHORT = 80
_ARTICLE = re.compile(r"(?:the )?[\"“]?", re.IGNORECASE)
_IS_A = re.compile(r"[\"”]?(?:\s?\([^()]{1,80}\))?,? (?:is|was|are) (?:an?|the|one of)\b")


def topic(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> tuple[Mention, int] | None:
    """The mention that tells what the document is an entry about, and its block; None where none does."""
    title = next((i for i, block in enumerate(blocks[:4]) if block.kind == "heading"), None)
    return (_titled(blocks[title], mentions[title], title) if title is not None else None) or _defined(blocks, mentions)


def _titled(block: Block, named: Sequence[Mention], index: int) -> tuple[Mention, int] | None:
    """What has its name for the whole title."""
    found = [m for m in named if m.entity.type != "Person"]
    if len(found) == 1 and len(found[0].text) >= 0.8 * len(block.text.strip()):
        return found[0], index
    return None


def _defined(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> tuple[Mention, int] | None:
    """The body, event or text that the first paragraph says the meaning of: "The X (Y) is a body that …"."""
    leads = (i for i, b in enumerate(blocks[:_LEADS]) if b.kind == "paragraph" and len(b.text) > _SHORT)
    first = next(leads, None)
    if first is None:
        return None
    text = blocks[first].text
    for mention in [m for m in mentions[first] if m.entity.type not in ("Person", "State")][:1]:
        if _ARTICLE.fullmatch(text[: mention.start]) and _IS_A.match(text, mention.end):
            return mention, first
    return None
