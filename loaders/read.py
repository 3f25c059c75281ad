"""Files and folders -> Documents: which files there are, what each is called, and what it says."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..schema import edtf
from ..schema.errors import EntenteError, UsageError
from ..schema.model import Document, DocumentKind
from . import importers
from .readers import READERS
from .zones import zones

MEGABYTE = 1_000_000
DEFAULT_LIMIT = 20 * MEGABYTE
_HEAD = 20_000  # characters, in which a title and a dateline are looked for
FACT_SUFFIXES = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read and the key of the document it holds."""

    path: Path
    key: str

    @property
    def is_data_set(self) -> bool:
        """Whether it is read piece by piece, each of which is a document (`importers`)."""
        return self.path.suffix.lower() in importers.SUFFIXES


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to read, in the order of their keys, and those that no reader is for."""

    files: tuple[Found, ...]
    skipped: tuple[Path, ...]


def walk(paths: Iterable[Path], collection: str | None = None, mapping: str | None = None) -> Listing:
    """The readable files under `paths`, hidden ones aside; tables of a known kind, or all if there is a mapping.

    A document's key is its path from the name of the folder that was asked for, wherever that folder is:
    `briefs/2022/a.txt` for the folder `briefs`. A file asked for by itself is keyed from the folder it is in. With a
    collection, its name replaces the folder's. UsageError when a path is missing, a file asked for has no reader, or
    two files share a key.
    """
    found: dict[str, Path] = {}
    skipped: list[Path] = []
    for path in paths:
        root = Path(os.path.abspath(path))  # noqa: PTH100  symbolic links keep the name they were asked for by
        if root.is_dir():
            files, folder = list(_files_below(root)), root
        elif root.exists():
            if root.suffix.lower() not in (*READERS, *importers.SUFFIXES):
                known = ", ".join([*READERS, *importers.SUFFIXES])
                raise UsageError(f"{path}: no reader for '{root.suffix}' files: use one of {known}")
            files, folder = [root], root.parent
        else:
            raise UsageError(f"{path}: no such file or folder")
        for file in files:
            if file != root and file.suffix.lower() not in READERS and not importers.knows(file, mapping):
                skipped.append(file)
                continue
            key = f"{collection or folder.name}/{file.relative_to(folder).as_posix()}".lstrip("/")
            if found.setdefault(key, file) != file:
                raise UsageError(
                    f"{found[key]} and {file} would both be the document '{key}': "
                    "load them one at a time, each with a --collection of its own"
                )
    return Listing(tuple(Found(found[key], key) for key in sorted(found)), tuple(sorted(skipped)))


def _files_below(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (Path(name, f) for f in sorted(files) if not f.startswith((".", "~$")))


def bytes_of(path: Path, limit: int = DEFAULT_LIMIT) -> bytes:
    """A file's content; EntenteError when it can't be read, is empty or has more than `limit` bytes."""
    try:
        if not path.is_file():
            raise EntenteError(f"{path}: is not a file")
        size = path.stat().st_size
        if size > limit:
            most = f"{limit / MEGABYTE:g} MB"
            raise EntenteError(f"{path}: has {size / MEGABYTE:.0f} MB, more than {most}: raise the limit by --max-size")
        data = path.read_bytes()
    except OSError as error:
        raise EntenteError(f"{path}: cannot be read: {error.strerror}") from error
    if not data.strip():
        raise EntenteError(f"{path}: is empty")
    return data


def version_of(data: bytes) -> str:
    """The version of a document with these bytes."""
    return hashlib.sha256(data).hexdigest()


def read(path: Path, key: str, limit: int = DEFAULT_LIMIT) -> Document:
    """The document that a file holds; EntenteError in one line, with the path, when it can't be read."""
    data = bytes_of(path, limit)
    suffix = path.suffix.lower()
    try:
        reading = READERS[suffix](data)
    except EntenteError as error:
        raise EntenteError(f"{path}: {error}") from error
    if not reading.text.strip():
        raise EntenteError(f"{path}: has no text in it")
    kind: DocumentKind = "facts" if suffix in FACT_SUFFIXES else "text"
    head = zones(reading.text[:_HEAD]) if kind == "text" else None
    title = reading.title or (head.title if head else None)
    date = reading.published or (head.date if head else None) or reading.created
    return Document(
        key=key,
        sha256=version_of(data),
        text=reading.text,
        kind=kind,
        title=title,
        date=date if date and edtf.is_valid(date) else None,
        reader=reading.reader,
    )
