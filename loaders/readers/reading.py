"""What every reader returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's words and what its metadata says.

    `published` is the day of publication that the source itself states; `created` is when the file was made, which is
    taken only where nothing better is known. Both are EDTF dates.
    """

    text: str
    reader: str
    title: str | None = None
    published: str | None = None
    created: str | None = None
