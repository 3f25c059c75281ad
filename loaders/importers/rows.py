"""The rows of a CSV file, each with the very text it was read from.

A quotation mark that is never closed spoils its own line only: the lines that it swallowed are read again.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from .entries import Entry, Lost

DELIMITERS = ",;\t|"
_MOST_LINES = 2_000  # of a row; more are a quotation mark that is never closed


def header_of(text: str, delimiter: str | None = None) -> list[str]:
    """The names of the columns, from the beginning of a CSV file."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    cells = next(csv.reader([line], delimiter=delimiter or _delimiter_of(line)), [])
    return [cell.strip().removeprefix("\ufeff") for cell in cells]


def _delimiter_of(header: str) -> str:
    return max(DELIMITERS, key=lambda each: len(next(csv.reader([header], delimiter=each), [])))


class _Lines:
    """Lines with their numbers, and those taken since the last row; they can be put back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._back: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) == _MOST_LINES:
            raise csv.Error("too many lines")
        line = self._back.popleft() if self._back else next(self._source)
        self.number += 1
        self.taken.append(line)
        return line

    def keep(self, count: int) -> str:
        """The text of the first `count` lines taken; the others are put back."""
        again = self.taken[count:]
        self._back.extendleft(reversed(again))
        self.number -= len(again)
        text = "".join(self.taken[:count])
        self.taken = []
        return text


def rows(lines: Iterable[str], delimiter: str | None = None) -> Iterator[Entry]:
    """The rows, each a mapping from columns to cells; of columns with the same name the first counts.

    `lines` keep their ends. Empty lines, and the header, belong to the text of the row that follows.
    """
    source = _Lines(lines)
    lead = ""
    for line in source:
        lead += line
        source.taken = []
        if line.strip():
            break
    delimiter = delimiter or _delimiter_of(lead)
    header = header_of(lead, delimiter)
    number = 0
    while (row := _row(source, delimiter, len(header))) is not None:
        at, cells, text, wrong = row
        if not cells and not wrong:
            lead += text
            continue
        number += 1
        value = None if wrong else dict(zip(reversed(header), reversed(cells), strict=True))
        yield Entry(number, at, lead + text, len(lead), value, wrong)
        lead = ""


def _row(source: _Lines, delimiter: str, width: int) -> tuple[int, list[str], str, str | None] | None:
    """The next row's line, cells and text, and what is wrong with it; None at the end."""
    line = source.number + 1
    try:
        cells = next(csv.reader(source, delimiter=delimiter), None)
    except csv.Error as error:
        if not source.taken:
            raise Lost(line, f"is no CSV ({error})") from error
        cells = None
        unclosed = True
    else:
        if cells is None:
            return None
        unclosed = "".join(source.taken).count('"') % 2 == 1
    several = len(source.taken) > 1
    if unclosed and (several or cells is None):
        return line, [], source.keep(1), "has a quotation mark that is never closed: close it, or double it"
    if not cells or not any(cell.strip() for cell in cells):
        return line, [], source.keep(1), None
    if len(cells) != width:
        wrong = f"has {len(cells)} cells, but the header has {width}: mend its quotation marks or separators"
        return line, [], source.keep(1), wrong
    return line, cells, source.keep(len(source.taken)), None
