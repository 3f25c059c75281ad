"""The things of a data set by their ids, kept on disk, since what joins them may stand anywhere in the file."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...schema.errors import EntenteError
from .entries import Lost


class Nodes:
    """What is known of each id. `digest` changes when anything of it does.

    EntenteError if the file can't be read to its end: what it lacks may be what the rest speaks of.
    """

    def __init__(self, path: Path, found: Iterable[tuple[str, Any]]) -> None:
        self._disk = sqlite3.connect("", check_same_thread=False)
        self._disk.execute("CREATE TABLE node (id TEXT PRIMARY KEY, value TEXT)")
        digest = hashlib.blake2b(digest_size=16)

        def rows() -> Iterable[tuple[str, str]]:
            for id_, value in found:
                text = json.dumps(value)
                digest.update(f"{id_}\0{text}\0".encode("utf-8", "surrogatepass"))
                yield id_, text

        try:
            self._disk.executemany("INSERT OR REPLACE INTO node VALUES (?, ?)", rows())
        except Lost as error:
            raise EntenteError(f"{path}:{error.line}: {error.what}") from error
        self.digest = digest.hexdigest()

    def __contains__(self, id_: str) -> bool:
        return self._disk.execute("SELECT 1 FROM node WHERE id = ?", (id_,)).fetchone() is not None

    def get(self, id_: str | None) -> Any:
        """What is known of an id; None if nothing is."""
        row = self._disk.execute("SELECT value FROM node WHERE id = ?", (id_,)).fetchone()
        return json.loads(row[0]) if row else None
