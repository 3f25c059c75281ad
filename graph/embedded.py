"""The embedded store: ArcadeDB inside this process, serving Bolt on loopback to this process and to others.

The first process to open a folder holds its lock and serves it; later ones find address and password in `server.json`
(readable by its owner only) and use that server. When the serving process ends, one of the others takes over.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..schema.errors import EntenteError
from .filelock import FileLock

DATABASE = "entente"
USER = "root"
PATIENCE = 20.0  # seconds to wait for another process that holds the folder but does not answer yet
_OTHER = "choose another folder with --store or ENTENTE_STORE"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a running server answers, and to which password."""

    port: int
    password: str
    pid: int

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"


class Embedded:
    """One store folder, as this process sees it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().absolute()
        self._server: Any = None  # the engine stops its server when the last reference goes
        _claim_folder(self.folder)
        self._lock = FileLock(self.folder / "entente.lock")
        self._writing = FileLock(self.folder / "writing.lock")

    def addresses(self) -> Iterator[Address]:
        """Addresses worth trying, until patience ends: a server of our own once the lock is free, else another's."""
        deadline = time.monotonic() + PATIENCE
        while True:
            if self._server is not None or self._lock.acquire():
                yield self._serve()
            elif (address := self.published()) is not None:
                yield address
            if time.monotonic() > deadline:
                address = self.published()
                holder = f"process {address.pid}" if address else "another process"
                raise EntenteError(
                    f"store '{self.folder}' is locked by {holder}, which does not answer: end it, or {_OTHER}"
                )
            time.sleep(0.02)

    def _serve(self) -> Address:
        published = self.published() if self._server is not None else None
        if published is not None:
            return published
        try:
            address = self._start()
            _write_private(self.folder / "server.json", json.dumps(asdict(address)))
        except BaseException:
            self.close()
            raise
        return address

    def _start(self) -> Address:
        os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
        os.environ.setdefault("ARCADEDB_LOG_DIR", str(self.folder / "log"))
        try:
            import arcadedb
        except ImportError as error:
            raise EntenteError(
                f"the embedded store cannot run here ({error}): set NEO4J_URI to use a Neo4j server"
            ) from error
        password = secrets.token_urlsafe(24)
        (self.folder / "server.json").unlink(missing_ok=True)
        (self.folder / "config" / "server-users.jsonl").unlink(missing_ok=True)  # so that the new password counts
        ports = _free_ports(2)
        settings = {
            "host": "127.0.0.1",
            "http_port": ports[0],
            "bolt_port": ports[1],
            "bolt_defaultDatabase": DATABASE,
            "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
            "server_saltIterations": 1,  # a random password needs no stretching, and the usual 65,536 rounds take 0.1 s
        }
        try:
            self._server = arcadedb.create_server(str(self.folder), password, settings)
            self._server.start()
            self._server.create_database(DATABASE).set_wal_flush("yes_nometadata")  # commits survive a power cut
        except arcadedb.ArcadeDBError as error:
            raise EntenteError(f"store '{self.folder}' cannot be opened: {error}") from error
        return Address(ports[1], password, os.getpid())

    def published(self) -> Address | None:
        """Where the folder's server says that it answers; None if there is none."""
        try:
            return Address(**json.loads((self.folder / "server.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder's one right to write; waits for whoever has it."""
        while not self._writing.acquire():
            time.sleep(0.01)
        try:
            yield
        finally:
            self._writing.release()

    def close(self) -> None:
        """Stop the server if it is ours, and let go of the folder."""
        server, self._server = self._server, None
        if server is not None:
            (self.folder / "server.json").unlink(missing_ok=True)
            server.stop()
        self._lock.release()


def _claim_folder(folder: Path) -> None:
    """Make sure that `folder` is a store, or can become one."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (folder / "entente.lock").exists():
            if any(folder.iterdir()):
                raise EntenteError(f"folder '{folder}' is not empty and holds no Entente store: {_OTHER}")
            (folder / "entente.lock").touch(mode=0o600)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except (FileExistsError, NotADirectoryError):
        raise EntenteError(f"store '{folder}' is not a folder: {_OTHER}") from None
    except OSError as error:
        raise EntenteError(f"store '{folder}' cannot be written ({error.strerror}): {_OTHER}") from error


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)
