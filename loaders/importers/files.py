"""The text of a file of any size, as it is read; nothing of it is changed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from ...schema.errors import EntenteError

HEAD = 65_536  # characters that are enough to tell what a file is
_BLOCK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def open_text(path: Path) -> TextIO:
    """The file's text with its own line ends, a byte order mark aside; EntenteError if it is no text."""
    try:
        return path.open(encoding=encoding_of(path), errors="replace", newline="")
    except OSError as error:
        raise EntenteError(f"{path}: cannot be read: {error.strerror}") from error


def head(path: Path) -> str:
    """The beginning of the file's text, what is broken in it replaced."""
    try:
        with path.open("rb") as file:
            data = file.read(HEAD)
    except OSError:
        return ""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    return data.decode(marked, errors="replace")


def encoding_of(path: Path) -> str:
    """UTF-8 if the whole file is so, else what its mark says, else Windows' western; EntenteError if it is no text."""
    try:
        with path.open("rb") as file:
            first = file.read(4)
            marked = next((name for mark, name in _MARKS if first.startswith(mark)), None)
            if marked:
                return marked
            file.seek(0)
            decoder = codecs.getincrementaldecoder("utf-8")()
            encoding, empty = "utf-8", True
            for block in iter(lambda: file.read(_BLOCK), b""):
                if b"\x00" in block:
                    raise EntenteError(f"{path}: is not a text file: give it the suffix of its real format")
                empty = empty and not block.strip()
                if encoding == "utf-8":
                    try:
                        decoder.decode(block)
                    except UnicodeDecodeError:
                        encoding = "cp1252"
            if empty:
                raise EntenteError(f"{path}: is empty")
            if encoding == "utf-8":
                decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        encoding = "cp1252"
    except OSError as error:
        raise EntenteError(f"{path}: cannot be read: {error.strerror}") from error
    return encoding


def blocks(file: TextIO) -> Iterator[str]:
    """The text in pieces of about a million characters."""
    return iter(lambda: file.read(_BLOCK), "")
