"""Pictures of a subgraph: an interactive page, and figures for papers."""

from __future__ import annotations

from pathlib import Path

from ...schema.errors import EntenteError, UsageError
from ..subgraph import Subgraph
from ..target import written

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
    try:
        with written(target, force=force) as place:
            if suffix == ".html":
                from .page import write
            else:
                from .figure import write
            write(subgraph, place, title or target.stem)
    except ImportError as error:
        raise EntenteError(f"pictures need more packages ({error.name}): pip install 'cyberentente[export]'") from error
