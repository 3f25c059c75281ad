"""Keeps the embedded store open for other Bolt clients."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ..schema.errors import UsageError
from .connect import EmbeddedStore, connect
from .embedded import Address


def serve(store: Path | None, tell: Callable[[Address], None]) -> None:
    """Keep the store's Bolt port open, on loopback, until KeyboardInterrupt; `tell` where, and again if that changes.

    It changes when another process served the folder first, and then ends. UsageError when the store is a Neo4j.
    """
    with connect(store) as opened:
        if not isinstance(opened, EmbeddedStore):
            raise UsageError(f"the store is Neo4j at {opened.place}, open to others already: name a folder by --store")
        told = None
        while True:
            if (address := opened.address()) != told:
                tell(told := address)
            time.sleep(1)
