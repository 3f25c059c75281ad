"""What an entry is about: the actor, event or text that its title names, or its first sentence defines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .mentions import Mention
from .zones import Block

_OPENING = 16  # blocks, with those of a page's head and an entry's box, in which it begins
_HEADS = 8
_SHORT = 80
_ARTICLE = re.compile(r"(?:the )?[\"“]?", re.IGNORECASE)
_IS_A = re.compile(
    r"[\"”]?(?:\s?\([^()]{1,80}\))?(?:,? (?:or|also|formerly|previously|commonly)\b[^.;]{0,80}?)?,? (?:is|was|are) "
    r"(?:an?|the|one of|founded|established|created|formed|set up)\b"
)
_AROUND = re.compile(r"^[=\s]+|(?:\s\([^()]*\)|\s[|–—-]\s.*)?[=\s]*$")  # "= The Agency (Kenya) =", "The Agency - Wiki"


def topic(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> tuple[Mention, int] | None:
    """The mention that tells what the document is an entry about, and its block; None where none does."""
    heads = [i for i, block in enumerate(blocks[:_HEADS]) if block.kind == "heading"]
    first = next((i for i, b in enumerate(blocks) if b.kind == "paragraph" and len(b.text) > _SHORT), len(blocks))
    told = next(iter(mentions[first]), None) if first < len(blocks) else None
    for place, index in enumerate(heads):
        titled = _titled(blocks[index], mentions[index], index) if index < first or not place else None
        if titled and (not place or (told is not None and told.entity.id == titled[0].entity.id)):
            return titled
    return _defined(blocks, mentions)


def _titled(block: Block, named: Sequence[Mention], index: int) -> tuple[Mention, int] | None:
    """What has its name for the whole title."""
    found = [m for m in named if m.entity.type != "Person"]
    text = _AROUND.sub("", block.text)
    whole = [m for m in found[:1] if len(m.text) >= 0.8 * len(text)]
    if whole and (len(found) == 1 or len(text) < len(block.text)):
        return whole[0], index
    return None


def _defined(blocks: Sequence[Block], mentions: Sequence[Sequence[Mention]]) -> tuple[Mention, int] | None:
    """The body, event or text of which the first paragraph with a name says what it is: "The X (Y) is a body …"."""
    leads = (i for i, b in enumerate(blocks[:_OPENING]) if b.kind == "paragraph" and len(b.text) > _SHORT)
    first = next((i for i in leads if mentions[i]), None)
    if first is None:
        return None
    text = blocks[first].text
    for mention in [m for m in mentions[first] if m.entity.type not in ("Person", "State")][:1]:
        if _ARTICLE.fullmatch(text[: mention.start]) and _IS_A.match(text, mention.end):
            return mention, first
    return None
