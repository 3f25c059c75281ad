"""Web pages: the main content as trafilatura finds it, as Markdown with headings, lists and tables."""

from __future__ import annotations

import copy
import re
from importlib.metadata import version

from ...schema import edtf
from ...schema.errors import EntenteError
from .reading import Reading
from .text import decode

_CHARSET = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
_EMPHASIS = ("b", "strong", "i", "em", "u", "mark", "small", "big", "font", "tt")
_INLINE = ("a", "abbr", "span", "q", "cite", "sup", "sub", "time", "dfn")
_SILENT = ("script", "style", "noscript", "template", "head", "nav", "footer")
_STATED_DATES = {"original_date": True, "extensive_search": False, "max_date": None}
_SHORTEST_CONTENT = "60"  # characters; with less than that trafilatura gives every word of the page, menus and all


def read(data: bytes) -> Reading:
    """The main content of a page, with the title and date that its metadata gives."""
    import trafilatura
    from lxml import etree  # type: ignore[import-untyped]
    from trafilatura.settings import DEFAULT_CONFIG

    declared = _CHARSET.search(data[:2048])
    encoding = (declared[1] or declared[2]).decode() if declared else None
    page, _ = decode(data, encoding)
    tree = trafilatura.load_html(page) if page.strip() else None
    if tree is None:
        raise EntenteError("has no HTML in it")
    metadata = trafilatura.extract_metadata(tree, date_config=dict(_STATED_DATES))
    etree.strip_tags(tree, *_EMPHASIS)
    settings = copy.deepcopy(DEFAULT_CONFIG)
    settings["DEFAULT"]["min_extracted_size"] = _SHORTEST_CONTENT
    text = trafilatura.extract(
        tree,
        output_format="markdown",
        include_formatting=True,
        include_comments=False,
        favor_recall=True,
        config=settings,
    )
    date = metadata.date if metadata else None
    return Reading(
        text or _all_text(page),
        f"trafilatura {version('trafilatura')}",
        title=metadata.title if metadata else None,
        published=date if date and edtf.is_valid(date) else None,
    )


def _all_text(page: str) -> str:
    """Every word of a page that is too short to have a main content."""
    import trafilatura
    from lxml import etree

    tree = trafilatura.load_html(page)
    if tree is None:
        return ""
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    etree.strip_tags(tree, etree.Comment, *_EMPHASIS, *_INLINE)
    blocks = (" ".join(block.split()) for block in tree.itertext())
    return "\n\n".join(block for block in blocks if block)
