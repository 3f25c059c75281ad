"""Which organisations a text tells to be hackers, by the words around their names: "the hacker group Nightowl"."""

from __future__ import annotations

import re
from functools import lru_cache

from .explained import CALLED
from .lists import GRAMMAR, read

_BEFORE = 70  # characters that can hold what a name is said to be


def are_hackers(text: str, start: int, end: int) -> bool:
    """Whether the words around a name from `start` to `end` call those named so hackers."""
    before, after = _patterns()
    return bool(after.match(text, end) or before.search(text[max(0, start - _BEFORE) : start]))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = {key: "|".join(map(re.escape, listed)) for key, listed in read(GRAMMAR / "names.yaml")["hackers"].items()}
    told = rf"(?:(?:{words['of']}) (?:{words['kinds']})|{words['alone']})\b"
    return (
        re.compile(rf"{told}(?:,? {CALLED}| from| of)? (?:the )?[\"“‘']?$"),
        re.compile(rf"['’)”\"]?(?:s)?(?: \([A-Z]\w*\))?(?:, an? (?:[\w-]+ ){{0,4}}?| ){told}"),
    )
