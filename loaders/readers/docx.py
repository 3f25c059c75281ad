"""Word documents: paragraphs and tables in their order, a table's rows as lines of tab-separated cells."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from ...schema.errors import EntenteError
from .reading import Reading

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_OF_THE_TEMPLATE = dt.date(2013, 12, 23)  # python-docx's own template carries this day into every file made with it
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Reading:
    """The body of a .docx file, with the title and creation date of its properties."""
    import docx

    if data.startswith(_OLD_WORD):
        raise EntenteError("is protected by a password or in the old .doc format: save it as an unprotected .docx")
    if not data.startswith(b"PK"):
        raise EntenteError("is not a .docx file: give it the suffix of its real format")
    try:
        document = docx.Document(io.BytesIO(data))
        text = "".join(_blocks(document.iter_inner_content())).rstrip("\n") + "\n"
        title = document.core_properties.title
        made = document.core_properties.created
    except Exception as error:  # a broken archive can make the parser raise anything
        raise EntenteError(f"is a damaged .docx file: {error or type(error).__name__}") from error
    created = made.date() if made and made.date() != _OF_THE_TEMPLATE else None
    return Reading(
        text,
        f"python-docx {version('python-docx')}",
        title=title or None,
        created=created.isoformat() if created else None,
    )


def _blocks(content: Iterator[Paragraph | Table]) -> Iterator[str]:
    """The texts of paragraphs and tables, a blank line after each but between the items of a list."""
    from docx.text.paragraph import Paragraph

    in_list = False
    for block in content:
        if isinstance(block, Paragraph):
            is_item = bool(block.style and block.style.name and block.style.name.startswith("List"))
            if in_list and not is_item:
                yield "\n"
            in_list = is_item
            if block.text.strip():
                yield f"- {block.text}\n" if is_item else f"{block.text}\n\n"
        else:
            if in_list:
                yield "\n"
            in_list = False
            yield "".join(f"{row}\n" for row in _rows(block)) + "\n"


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        seen = set()
        for cell in row.cells:
            if cell._tc not in seen:  # a merged cell is given once for every column it spans
                seen.add(cell._tc)
                cells.append(" ".join(cell.text.split()))
        yield "\t".join(cells)
