"""Which importer a file is for: by its suffix and by what it begins with."""

from __future__ import annotations

import re
from pathlib import Path

from ...schema.errors import EntenteError
from ..gazetteer import Gazetteer
from . import mapping as mappings
from .entries import Importer
from .files import head
from .ftm import FollowTheMoney
from .stix import Bundle
from .table import Table, columns

SUFFIXES = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".ftm")
_JSON = frozenset(SUFFIXES[3:])
_BUNDLE = re.compile(r'"objects"\s*:\s*\[')
_ENTITY = re.compile(r'"schema"\s*:\s*"[A-Z]\w+"')


def knows(path: Path, mapping: str | None = None) -> bool:
    """Whether an importer is for this file: it is a bundle, holds FollowTheMoney, or is a table of a known kind.

    With a mapping every table is.
    """
    if path.suffix.lower() not in SUFFIXES:
        return False
    return bool(_kind(path)) or mapping is not None or mappings.recognised(columns(path)) is not None


def opened(path: Path, gazetteer: Gazetteer, mapping: str | None = None) -> Importer:
    """The importer that reads the file; EntenteError if none is for it."""
    kind = _kind(path)
    if kind == "stix":
        return Bundle(path, gazetteer)
    if kind == "ftm":
        return FollowTheMoney(path, gazetteer)
    named = mappings.find(mapping) if mapping else mappings.recognised(columns(path))
    if named is None:
        found = ", ".join(columns(path)[:12]) or "none"
        raise EntenteError(
            f"{path}:1: no mapping is for a table with these columns ({found}): "
            "say by --mapping what they mean (docs/importers.md)"
        )
    return Table(path, named, gazetteer)


def _kind(path: Path) -> str | None:
    if path.suffix.lower() not in _JSON:
        return None
    text = head(path).lstrip()
    if text.startswith("{") and _BUNDLE.search(text):
        return "stix"
    first = text.splitlines()[0] if text else ""
    if '"properties"' in text and _ENTITY.search(first if text.startswith("{") else text):
        return "ftm"
    return None
