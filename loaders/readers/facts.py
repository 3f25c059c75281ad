"""Fact files: the YAML of an analyst, kept as it is written; `loaders/facts.py` says what it means."""

from __future__ import annotations

import yaml

from ...schema import edtf
from .reading import Reading
from .text import decode, reader_name


def read(data: bytes) -> Reading:
    """The text of a fact file, with the title and date it gives. Whether it is right is found out with its facts."""
    text, encoding = decode(data)
    about = scalars(text)
    date = about.get("date")
    return Reading(
        text,
        reader_name(encoding, "facts 1"),
        title=about.get("title"),
        published=date if date and edtf.is_valid(date) else None,
    )


def scalars(text: str) -> dict[str, str]:
    """The texts at the top of a YAML mapping, as they are written; nothing when it is no valid mapping."""
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return {}
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
