"""A brief on an actor or a pair, in Markdown, HTML or Word, made for a person to edit and send.

Every statement has a footnote with document, date and quote.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from ..subgraph import Subgraph
from .brief import Brief, brief
from .fields import xml_text


def write(subgraph: Subgraph, target: Path) -> None:
    with brief(subgraph) as content:
        if target.suffix.lower() == ".docx":
            _write_docx(content, target)
        else:
            lines = _html(content) if target.suffix.lower() == ".html" else _markdown(content)
            with target.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(f"{line}\n" for line in lines)


def _markdown(content: Brief) -> Iterator[str]:
    yield from (f"# {_md(content.title)}", "", *(_md(line) for line in content.who), "")
    for heading, lines in content.sections():
        yield from (f"## {heading}", "")
        yield from (f"- {_md(text)}{''.join(f'[^{n}]' for n in numbers)}" for text, numbers in lines)
        yield ""
    if content.ties:
        yield from ("## Ties", "", "| with | relation | statements |", "| --- | --- | ---: |")
        yield from (f"| {_md(name)} | {relation} | {n} |" for name, relation, n in content.ties)
        yield ""
    yield from (f"[^{n}]: {_md(note)}" for n, note in content.notes())


def _md(text: str) -> str:
    text = " ".join(text.split())
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    return text


def _html(content: Brief) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
    yield f"<title>{escape(content.title)}</title>"
    yield _STYLE
    yield f"<h1>{escape(content.title)}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in content.who)
    for heading, lines in content.sections():
        yield f"<h2>{heading}</h2>\n<ul>"
        for text, numbers in lines:
            marks = "".join(f'<sup><a href="#note-{n}">{n}</a></sup> ' for n in numbers)
            yield f"<li>{escape(text)}{marks}</li>"
        yield "</ul>"
    if content.ties:
        yield "<h2>Ties</h2>\n<table><tr><th>with</th><th>relation</th><th>statements</th></tr>"
        yield from (f"<tr><td>{escape(name)}</td><td>{r}</td><td>{n}</td></tr>" for name, r, n in content.ties)
        yield "</table>"
    yield "<h2>Notes</h2>\n<ol>"
    yield from (f'<li id="note-{n}">{escape(note)}</li>' for n, note in content.notes())
    yield "</ol>\n</body>\n</html>"


_STYLE = (
    "<style>body{font:16px/1.5 serif;max-width:46em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse}td,th{border-bottom:1px solid #999;padding:.2em .8em;text-align:left}"
    "sup a{text-decoration:none}ol{font-size:.9em}</style>\n</head>\n<body>"
)


def _write_docx(content: Brief, target: Path) -> None:
    from docx import Document

    book = Document()
    book.core_properties.title = content.title
    book.core_properties.author = "Entente"
    book.core_properties.created = book.core_properties.modified = dt.datetime(2000, 1, 1)
    add = _adder(book)
    add(content.title, "Title")
    for line in content.who:
        add(line)
    for heading, lines in content.sections():
        add(heading, "Heading 1")
        for text, numbers in lines:
            paragraph = add(text, "List Bullet")
            if numbers:
                paragraph.add_run(" " + ", ".join(map(str, numbers))).font.superscript = True
    if content.ties:
        add("Ties", "Heading 1")
        table = book.add_table(rows=1, cols=3)
        for cell, text in zip(table.rows[0].cells, ("with", "relation", "statements"), strict=True):
            cell.text = text
        for name, relation, n in content.ties:
            for cell, text in zip(table.add_row().cells, (xml_text(name), relation, str(n)), strict=True):
                cell.text = text
    add("Notes", "Heading 1")
    for number, note in content.notes():
        add(f"{number}. {note}")
    book.save(str(target))


def _adder(book: Any) -> Callable[..., Any]:
    """What adds a paragraph at the end in the same time however long the book is: the library looks it all through."""
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph

    end = book.element.body.sectPr
    styles = {style.name: style.style_id for style in book.styles}

    def add(text: str, style: str | None = None) -> Any:
        element = OxmlElement("w:p")
        end.addprevious(element)
        if style:
            element.style = styles[style]
        paragraph = Paragraph(element, book._body)
        paragraph.add_run(xml_text(text))
        return paragraph

    return add
