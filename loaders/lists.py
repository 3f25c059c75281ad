"""Word lists and rules as YAML in which `on`, `no` and `yes` are the words they look like, not truth values."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

GRAMMAR = Path(__file__).parent / "data" / "grammar"

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Words(_Base):  # type: ignore[misc]
    pass


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


@cache
def read(path: Path) -> Any:
    """The values of a YAML file of words, which is read once."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)
