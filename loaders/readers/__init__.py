"""One module per file format, each turning bytes into a document's raw text.

To add a format, write a module with a function `read(data: bytes) -> Reading` and name its suffixes here.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable

from . import docx, facts, html, markdown, pdf, text
from .reading import Reading

READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".pdf": pdf.read,
    ".docx": docx.read,
    ".yaml": facts.read,
    ".yml": facts.read,
}

_PACKAGES = {".html": "trafilatura", ".htm": "trafilatura", ".pdf": "pypdf", ".docx": "python-docx"}

__all__ = ["READERS", "Reading", "reader_version"]


def reader_version(suffix: str) -> str:
    """Changes when a file with this suffix may read differently: the version of the package that reads it."""
    package = _PACKAGES.get(suffix)
    return f"{package} {importlib.metadata.version(package)}" if package else "1"
