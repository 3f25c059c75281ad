"""PDF: the text of all pages, each page after the first beginning with a form feed."""

from __future__ import annotations

import io
import logging
from importlib.metadata import version
from typing import TYPE_CHECKING

from ...schema.errors import EntenteError
from .reading import Reading

if TYPE_CHECKING:
    from pypdf import PdfReader


def read(data: bytes) -> Reading:
    """The text layer of a PDF, with the title and creation date of its metadata."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if b"%PDF-" not in data[:1024]:
        raise EntenteError("is not a PDF: give it the suffix of its real format")
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        text = "" if locked else "\n\f".join(page.extract_text() for page in reader.pages)
        title, created = ("", None) if locked else _metadata(reader)
    except Exception as error:  # a broken PDF can make the parser raise anything
        raise EntenteError(f"is a damaged PDF: {error or type(error).__name__}") from error
    if locked:
        raise EntenteError("is protected by a password: save a copy without one")
    if not text.strip():
        raise EntenteError("is a PDF without text, likely a scan: run text recognition (OCR) on it first")
    return Reading(text, f"pypdf {version('pypdf')}", title=title or None, created=created)


def _metadata(reader: PdfReader) -> tuple[str, str | None]:
    try:
        about = reader.metadata
        created = about.creation_date if about else None
        return str(about.title or "").strip() if about else "", created.date().isoformat() if created else None
    except Exception:  # metadata that can't be read is no reason to lose the text
        return "", None
