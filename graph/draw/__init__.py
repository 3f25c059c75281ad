"""Pictures of a subgraph: an interactive page, and figures for papers."""

from __future__ import annotations

from pathlib import Path

from ...schema.errors import EntenteError, UsageError
from ..subgraph import Subgraph

_SUFFIXES = (".html", ".svg", ".png")


def draw(subgraph: Subgraph, target: Path, title: str = "", *, force: bool = False) -> None:
    """Draw the subgraph: an interactive page for `.html`, a figure for `.svg` and `.png`.

    UsageError for another suffix; EntenteError when the selection is empty (exit status 3), when the target exists and
    `force` is not set, when it can't be written, or when packages are missing.
    """
    suffix = target.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UsageError(f"{target}: a picture's file ends in {', '.join(_SUFFIXES)}")
    if subgraph.is_empty:
        raise EntenteError("nothing is selected, so nothing was drawn: widen the selection", exit_code=3)
    if target.exists() and not force:
        raise EntenteError(f"{target} is there already: choose another name, or overwrite it with --force")
    part = target.with_name(f".{target.name}.part{suffix}")
    try:
        if suffix == ".html":
            from .page import write
        else:
            from .figure import write
        write(subgraph, part, title or target.stem)
        part.replace(target)
    except ImportError as error:
        raise EntenteError(f"pictures need more packages ({error.name}): pip install 'cyberentente[export]'") from error
    except OSError as error:
        raise EntenteError(f"{target} can't be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
