"""Whether a title tells who says a sentence, and not what the one named just before it is."""

from __future__ import annotations

from collections.abc import Sequence

from .items import Item
from .office_words import SAYING


def only_tells(row: Sequence[Item], name: tuple[int, int], first: int, end: int) -> bool:
    """Whether a title phrase, from the item `first` to before `end`, is the teller of the whole sentence: "Fiji will
    expel Ann Lee, | the foreign minister | said". A `name` that opens its clause is the teller's own.
    """
    if end >= len(row) or row[end].low not in SAYING or name[0] == 0 or row[name[0] - 1].kind == "mark":
        return False
    return any(item.low in ("the", "its", "his", "her") for item in row[first - 1 : first + 1])
