"""Where an export or a picture is written: never over what is there, and nothing half-written stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..schema.errors import EntenteError


@contextmanager
def written(target: Path, *, folder: bool = False, force: bool = False) -> Iterator[Path]:
    """Where to write: a file that becomes `target` when all went well, or the folder itself, made if need be.

    EntenteError when the target exists and `force` is not set, or when it can't be written.
    """
    if target.exists() and not force:
        raise EntenteError(f"{target} is there already: choose another name, or overwrite it with --force")
    part = target.with_name(f".{target.name}.part{target.suffix.lower()}")
    try:
        if folder:
            target.mkdir(parents=True, exist_ok=True)
            yield target
        else:
            yield part
            part.replace(target)
    except OSError as error:
        raise EntenteError(f"{target} can't be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
