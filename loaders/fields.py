"""What stands between a title and the body whose office it is: a field of work, or what kind of body it is."""

from __future__ import annotations

from .items import Item
from .office_words import BODIES

_FIELD = 7  # the longest field of work
_KIND = 4  # the most words that tell what kind of body follows


def past_field(row: list[Item], index: int) -> int | None:
    """Where a field of work ends before whose office it is: "Secretary for Reef Matters | of Fiji"."""
    at = index
    while at < min(index + _FIELD, len(row) - 1) and (row[at].capital or row[at].low in ("and", "&")):
        at += 1
    of = at + 1 + (at + 1 < len(row) and row[at + 1].low == "the")
    opens = row[index - 1].low in ("of", "for") or (row[index - 1].portfolio and at == index + 1)
    told = opens and index < at < len(row) and row[at].low in ("of", "at") and of < len(row) and row[of].kind == "actor"
    return at if told else None


def named_body(row: list[Item], index: int) -> int | None:
    """Where the body stands of which the one at `index` is only the owner: "the EU's cyber agency | ENISA"."""
    at = index + 1
    if at + 2 < len(row) and row[at].text == "(" and row[at + 2].text == ")":
        at += 3
    at += at < len(row) and row[at].kind == "possessive"
    first = at
    while at < len(row) and at - first < _KIND and row[at].kind == "word" and row[at].text.islower():
        at += 1
    told = at > first and row[at - 1].low in BODIES and at < len(row) and row[at].body is not None
    return at if told else None
