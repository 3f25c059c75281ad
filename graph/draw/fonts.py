"""Fonts that can show the names of a figure, among those that are installed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from matplotlib import font_manager

_ALWAYS = "DejaVu Sans"  # comes with matplotlib
_FAMILIES = ("Noto", "Source Han", "WenQuanYi", "IPA", "TakaoP", "Droid", "Arial", "Hiragino", "PingFang", "Yu Gothic")
_STAND_IN = "\N{WHITE VERTICAL RECTANGLE}"


def families(texts: Iterable[str]) -> list[str]:
    """Families of installed fonts, to be tried in this order, that together show as much of the texts as can be."""
    missing = set("".join(texts)) - _characters(_ALWAYS)
    chosen = [_ALWAYS]
    for family in _candidates() if missing else ():
        if shown := missing & _characters(family):
            chosen.append(family)
            missing -= shown
        if not missing:
            break
    return chosen


def shown(text: str, using: Iterable[str]) -> str:
    """The text with a stand-in for what none of these families can show."""
    known = frozenset().union(*map(_characters, using))
    return "".join(character if character in known else _STAND_IN for character in " ".join(text.split()))


@lru_cache(maxsize=1)
def _candidates() -> list[str]:
    """All installed families, those that cover much first."""
    names = sorted({font.name for font in font_manager.fontManager.ttflist if "Last Resort" not in font.name})
    return sorted(names, key=lambda name: not name.startswith(_FAMILIES))


@lru_cache(maxsize=64)
def _characters(family: str) -> frozenset[str]:
    """The characters that a family can show; none if its file can't be read."""
    try:
        font = font_manager.get_font(font_manager.findfont(family, fallback_to_default=False))
    except (OSError, RuntimeError, ValueError):
        return frozenset()
    return frozenset(map(chr, font.get_charmap()))
