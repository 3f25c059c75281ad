"""Where the full names of persons stand in a sentence, by how they are written."""

from __future__ import annotations

from functools import lru_cache

from .items import Item, is_name
from .lists import GRAMMAR, read
from .office_words import PARTICLES, titles

_KEPT = frozenset({"II", "III", "IV", "MP", "TD", "MEP"})
_LONGEST = 6  # words of a name, its particles not counted
_NICKNAMED = frozenset("\"“”'‘’")


def name_at(row: list[Item], index: int) -> tuple[int, int] | None:
    """The person's name that starts at `index`, ways of address before it left out."""
    data = titles()
    index += 2 * _is_excellency(row, index)
    if index < len(row) and row[index].text in ("A", "An"):
        return None
    limit = min(len(row), index + 5)
    while index < limit and (
        row[index].text.rstrip(".") in data.honorifics or ((row[index].low,) in data.kinds and row[index].capital)
    ):
        index += 1
    end = index
    while end < len(row) and sum(item.low not in PARTICLES for item in row[index:end]) < _LONGEST + 2:
        if end > index and _is_nickname(row, end):
            end += 3
            continue
        particle = row[end].low in PARTICLES and end + 1 < len(row) and row[end + 1].kind == "word"
        double = (end == index + 1 and _is_surname(row, end)) or (end == index and _is_first_name(row, end))
        if not particle and not double and not is_name(row[end]):
            break
        end += 1
    while end > index and row[end - 1].low in PARTICLES and not row[end - 1].capital:
        end -= 1
    end = _without_honours(row, index, end)
    if end == index or not any(len(item.text.rstrip(".")) > 1 and item.text[0].isupper() for item in row[index:end]):
        return None
    if not any(item.capital and item.low not in PARTICLES for item in row[index:end]) or _is_common(row[index:end]):
        return None
    return index, end


def _without_honours(row: list[Item], start: int, end: int) -> int:
    """Where a name ends without the honours that follow it: "Jane Roe | CMG OBE"."""
    honours = titles().suffixes
    while end - start > 2 and (text := row[end - 1].text).isupper() and text in honours and text not in _KEPT:
        end -= 1
    return end


def name_until(row: list[Item], end: int) -> tuple[int, int] | None:
    """The person's name, of two words or more, that ends before `end`."""
    start = end
    while start > 0 and sum(item.low not in PARTICLES for item in row[start:end]) < _LONGEST:
        word = row[start - 1]
        before = start - 2 - (start > 2 and row[start - 2].low in PARTICLES)  # "Jane van | den | Berg"
        particle = word.low in PARTICLES and before >= 0 and is_name(row[before])
        surname = end - start == 0 and start > 1 and is_name(row[start - 2]) and _is_surname(row, start - 1)
        if not particle and not surname and not is_name(word):
            break
        start -= 1
    start += 2 * _is_excellency(row, start)
    while start < end and (row[start].text.rstrip(".") in titles().honorifics or row[start].text in PARTICLES):
        start += 1
    end = _without_honours(row, start, end)
    return (start, end) if end - start > 1 and not _is_common(row[start:end]) else None


def _is_common(words: list[Item]) -> bool:
    """Whether all that may be a name's are common words ("Get Ready")."""
    return all(item.low in common_words() for item in words)


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """The words, in lower case, that alone make up no name."""
    return frozenset(read(GRAMMAR / "common-words.yaml")["words"])


def next_name(row: list[Item], index: int) -> tuple[int, int] | None:
    """The name that follows another in a list: "A (X), B (Y) and C"."""
    if index + 2 < len(row) and row[index].text == "(":
        index = next((i + 1 for i in range(index, min(index + 8, len(row))) if row[i].text == ")"), index)
    start = index
    while index < len(row) and row[index].low in (",", "and", "&"):
        index += 1
    return name_at(row, index) if index > start else None


def _is_surname(row: list[Item], index: int) -> bool:
    """Whether the word after a first name is a surname that means something else too ("Lisa Monaco", "Angus King")."""
    item = row[index]
    if item.kind == "actor":
        alone = index + 1 >= len(row) or not is_name(row[index + 1])
        return item.state and " " not in item.text and not item.text.isupper() and "." not in item.text and alone
    following = row[index + 1] if index + 1 < len(row) else None
    if index and (row[index - 1].low, item.low) in titles().kinds:
        return False
    return item.capital and (item.low,) in titles().kinds and (following is None or not following.capital)


def _is_excellency(row: list[Item], index: int) -> bool:
    """Whether "H E" stands there, which addresses and names nobody."""
    return [item.text for item in row[index : index + 2]] == ["H", "E"]


def _is_nickname(row: list[Item], index: int) -> bool:
    """Whether a word in quotation marks stands within a name: 'Jane "Bo" Roe'."""
    inside = row[index : index + 4]
    marked = len(inside) == 4 and inside[0].text in _NICKNAMED and inside[2].text in _NICKNAMED
    return marked and inside[1].capital and is_name(inside[3])


def _is_first_name(row: list[Item], index: int) -> bool:
    """Whether a body's name is a first name here ("Director General Rafael Mariano Grossi")."""
    item = row[index]
    body = (
        item.kind == "actor"
        and not item.state
        and not item.adjective
        and item.text.isalpha()
        and item.text[1:].islower()
    )
    return body and index + 2 < len(row) and is_name(row[index + 1]) and is_name(row[index + 2])
