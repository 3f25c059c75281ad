"""Numbers in words."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBERS = {word: number for number, word in enumerate(_ONES.split())} | {"thirty": 30, "forty": 40, "fifty": 50}


def counted(word: str) -> int:
    """The number that a word in lower case or a figure tells, 0 if none."""
    return int(word) if word.isdecimal() else NUMBERS.get(word, 0)
