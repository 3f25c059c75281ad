"""Markdown: the file's own characters, with the title and date of its front matter or first heading."""

from __future__ import annotations

import re

from ...schema import edtf
from .facts import scalars
from .reading import Reading
from .text import decode, reader_name

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$|^(\S.*)\r?\n=+[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"[*`]|!?\[([^\]]*)\]\([^)]*\)")


def read(data: bytes) -> Reading:
    """The text of a Markdown file, with its markup."""
    text, encoding = decode(data)
    match = _FRONT_MATTER.match(text)
    front = scalars(match[1]) if match else {}
    heading = _HEADING.search(text, match.end() if match else 0)
    title = front.get("title") or (_MARKUP.sub(r"\1", heading[1] or heading[2]).strip() if heading else None)
    date = front.get("date", "")[:10]
    return Reading(
        text, reader_name(encoding, "markdown 1"), title=title or None, published=date if edtf.is_valid(date) else None
    )
