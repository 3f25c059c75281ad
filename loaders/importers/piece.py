"""A data set in pieces of at most 5,000 entries, each of which is a document of its own.

So a piece is loaded whole or not at all, what has not changed is left as it is, and memory does not grow with the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...schema.model import Document, Fact
from .entries import Entry, Importer, Lost, Place

MARK = "#"  # between a file's key and the number of a piece
_MOST = 5_000  # entries of a piece
_LONGEST = 4_000_000  # characters after which a piece ends earlier


@dataclass
class Piece:
    """Some entries of a file, one after another; `lost` tells where the file could not be read on after them."""

    file: str
    number: int
    entries: list[Entry] = field(default_factory=list)
    lost: str | None = None

    @property
    def key(self) -> str:
        """The key of its document."""
        return f"{self.file}{MARK}{self.number:04}"

    @property
    def text(self) -> str:
        return "".join(entry.text for entry in self.entries)

    @property
    def version(self) -> str:
        """The SHA-256 of the text."""
        digest = hashlib.sha256()
        for entry in self.entries:
            digest.update(entry.text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def document(self, importer: Importer) -> Document:
        what = importer.what
        numbers = f"{what}s {self.entries[0].number} to {self.entries[-1].number}"
        return Document(
            key=self.key,
            sha256=self.version,
            text=self.text,
            kind="table",
            title=f"{importer.title}, {numbers}",
            date=importer.date,
            reader=importer.reader,
            source=importer.source,
        )

    def facts(self, importer: Importer) -> tuple[list[Fact], list[str], int]:
        """What the entries say, what is wrong with them (file, line, what), and how many something is wrong with."""
        facts: list[Fact] = []
        problems: list[str] = []
        bad = offset = 0
        for entry in self.entries:
            found, wrong = ([], [entry.wrong]) if entry.wrong else importer.facts(entry, Place(self.key, offset))
            facts += found
            problems += (f"{self.file}:{entry.line}: {what}" for what in dict.fromkeys(wrong))
            bad += bool(wrong)
            offset += len(entry.text)
        return facts, problems, bad


def pieces(importer: Importer, key: str) -> Iterator[Piece]:
    """The pieces of a file in their order."""
    piece, length = Piece(key, 1), 0
    entries = importer.entries()
    while True:
        try:
            entry = next(entries, None)
        except Lost as error:
            piece.lost = f"{key}:{error.line}: {error.what}"
            entry = None
        if entry is None:
            break
        if len(piece.entries) == _MOST or (piece.entries and length + len(entry.text) > _LONGEST):
            yield piece
            piece, length = Piece(key, piece.number + 1), 0
        piece.entries.append(entry)
        length += len(entry.text)
    if piece.entries or piece.lost:
        yield piece
