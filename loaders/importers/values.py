"""What the cells of a row say: texts with columns in braces, lists, conditions and dates."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapped
from contextlib import suppress
from typing import Any

from ...schema import edtf
from .entries import Bad
from .mapping import COLUMN, Condition, Mapping, Span

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_URL = re.compile(r"https?://[^\s'\"<>\]|;,]+")


class Cells:
    """A row's cells as a mapping reads them: renamed, stripped, and empty where nothing is known."""

    def __init__(self, cells: dict[str, str], mapping: Mapping, lists: Mapped[str, str]) -> None:
        self._cells = cells
        self._mapping = mapping
        self._lists = lists

    @classmethod
    def of(cls, row: Mapped[str, Any], mapping: Mapping) -> Cells:
        """The cells of a row with the names of its columns."""
        missing = {text.casefold() for text in mapping.missing}
        texts = {mapping.rename.get(name, name): _text(value) for name, value in row.items()}
        return cls({n: "" if t.casefold() in missing else t for n, t in texts.items()}, mapping, mapping.lists)

    def text(self, column: str) -> str:
        """One column's text; empty if nothing is known."""
        return self._cells.get(column, "")

    def items(self, column: str) -> list[str]:
        """The items of a column with lists, those of which nothing is known as empty texts; else its one text."""
        text = self.text(column)
        separator = self._lists.get(column)
        if separator is None or not text:
            return [text] if text else []
        found = _written_list(text)
        if found is None:
            found = text.split(separator)
        missing = {missing.casefold() for missing in self._mapping.missing}
        stripped = [" ".join(item.split()) for item in found]
        return ["" if item.casefold() in missing else item for item in stripped]

    def filled(self, template: str) -> str | None:
        """The text with its columns filled in; None if one of them is empty."""
        values = {column: self.text(column) for column in COLUMN.findall(template)}
        if not all(values.values()):
            return None
        return COLUMN.sub(lambda match: values[match[1]], template)

    def all(self, template: str) -> list[str]:
        """The items of a list if the text is a column with lists, else the text itself; nothing that is empty."""
        match = COLUMN.fullmatch(template)
        if match and match[1] in self._lists:
            return [item for item in dict.fromkeys(self.items(match[1])) if item]
        text = self.filled(template)
        return [text] if text else []

    def positions(self, columns: tuple[str, ...]) -> Iterator[Cells]:
        """The cells once for each position of the parallel lists in the columns, the first of which is the measure."""
        if not columns:
            yield self
            return
        lists = {column: self.items(column) for column in columns}
        rest = {column: separator for column, separator in self._lists.items() if column not in columns}
        length = len(lists[columns[0]])
        for position in range(length):
            one = {column: _at(items, position, length) for column, items in lists.items()}
            yield Cells(self._cells | one, self._mapping, rest)

    def fulfil(self, condition: Condition) -> bool:
        """Whether the cells are as the condition asks."""
        items = [item for item in self.items(condition.column) if item]
        if condition.empty is not None and condition.empty == bool(items):
            return False
        if condition.is_ and not any(item in condition.is_ for item in items):
            return False
        return condition.matches is None or any(condition.matches.search(item) for item in items)

    def when(self, spec: str | Span | None, state: bool) -> str | None:
        """The time that is given, as precise as it is given and no more."""
        if spec is None:
            return None
        if isinstance(spec, str):
            text = self.filled(spec)
            return self._date(text) if text else None
        start, end = (self.filled(text) if text else None for text in (spec.start, spec.end))
        first, last = (self._date(text) if text else None for text in (start, end))
        if first and last and first != last:
            span = f"{first}/{last}"
            if edtf.is_valid(span):
                return span
            raise Bad(f"ends at {last}, before it begins at {first}: mend one of them")
        if first:
            return f"{first}/.." if state and not last else first
        return f"../{last}" if last else None

    def _date(self, text: str) -> str:
        found = date(text, self._mapping.dates)
        if self._mapping.first_days == "exact" or "/" in found:
            return found
        if found.endswith("-01-01"):
            return found[:4]
        return found[:7] if len(found) == 10 and found.endswith("-01") else found


def date(text: str, formats: Iterable[str] = ()) -> str:
    """A date as EDTF; Bad if it is none, nor in one of the strptime formats."""
    if edtf.is_valid(text):
        return text
    if match := _TIME.fullmatch(text):
        return match[1]
    for form in formats:
        with suppress(ValueError):
            found = dt.datetime.strptime(text, form)
            if re.search("%[dejx]", form):
                return found.strftime("%Y-%m-%d")
            return found.strftime("%Y-%m" if re.search("%[mbB]", form) else "%Y")
    raise Bad(f"'{text}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD, or add its format to 'dates' in the mapping")


def url(text: str | None) -> str | None:
    """The first address in a text."""
    match = _URL.search(text or "")
    return match[0] if match else None


def _text(value: Any) -> str:
    """A cell's text, its white space made single; lists of a JSON file as they are written."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return repr(value)
    return " ".join(str(value).split())


def _written_list(text: str) -> list[str] | None:
    """The texts of a list as Python or JSON writes it, lists within it made flat; None if it is no list."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return list(_flat(value))


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, list | tuple):
        for item in value:
            yield from _flat(item)
    else:
        yield "" if value is None else str(value)


def _at(items: list[str], position: int, length: int) -> str:
    if len(items) == length:
        return items[position]
    return items[0] if len(items) == 1 else ""
