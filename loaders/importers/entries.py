"""What a data set consists of: entries, each with the text it was read from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from ...schema.model import Fact, Source

_LONGEST_QUOTE = 400  # characters


class Bad(Exception):
    """What is wrong with one entry, or one fact of it, and how to mend it, in one line."""


class Lost(Exception):
    """The file can't be read from `line` on."""

    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or an object: its number from 1, the line it begins in, its text, and its value or what is wrong with it.

    The texts of all entries one after another are the file's; what stands before `start` belongs to no entry (a
    header, a comma).
    """

    number: int
    line: int
    text: str
    start: int = 0
    value: Any = None
    wrong: str | None = None

    @property
    def body(self) -> str:
        """The entry's own text."""
        return self.text[self.start :].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry is put: its document's key, and the offset in that document's text at which it begins."""

    document: str
    offset: int


def quoted(entry: Entry, place: Place) -> dict[str, Any]:
    """The fields of a fact that is proven by an entry of few words; none for one that is too long to be read."""
    body = entry.body
    if len(body) > _LONGEST_QUOTE:
        return {}
    first = place.offset + entry.start
    return {"quote": body, "char_start": first, "char_end": first + len(body)}


def quoted_part(entry: Entry, place: Place, words: str) -> dict[str, Any]:
    """The same for words that the entry holds; if it holds them otherwise written, the whole entry's."""
    at = entry.body.find(words) if words else -1
    if at < 0:
        return quoted(entry, place)
    first = place.offset + entry.start + at
    return {"quote": words, "char_start": first, "char_end": first + len(words)}


@lru_cache(maxsize=1)
def code() -> str:
    """Changes with the code of the importers."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Importer(Protocol):
    """Reads one file of a data set."""

    title: str
    reader: str
    source: Source | None
    date: str | None
    what: str
    """What an entry is called: "row" or "object"."""

    @property
    def fingerprint(self) -> str:
        """Changes when an entry of the same text may say something else."""

    def notes(self) -> list[str]:
        """What the user should know of the file as a whole, with the line: columns that are not used."""

    def entries(self) -> Iterator[Entry]:
        """The file's entries in their order, as they are read; Lost when it can't be read any further."""

    def facts(self, entry: Entry, place: Place) -> tuple[list[Fact], list[str]]:
        """What an entry says, and what is wrong with it, in one line each."""
