"""The reference part of docs/queries.md, made from the front matter; a test holds the page to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from . import catalog
from .catalog import Parameter, Query

PLACE = Path(__file__).parent.parent / "docs" / "queries.md"

_MARK = "<!-- From here on made from the front matter of queries/catalog by `python -m cyberentente.queries.docs` -->"


def page(text: str, queries: dict[str, Query]) -> str:
    """The page, with all after the mark made anew."""
    listed = [f"| [{name}](#{name}) | {query.title} |" for name, query in queries.items()]
    table = "\n".join([_MARK, "", "## The questions", "", "| question | asks |", "| --- | --- |", *listed])
    return "\n".join(
        [text.partition(_MARK)[0].rstrip(), "", table, "", *("\n".join(_section(query)) for query in queries.values())]
    )


def _section(query: Query) -> Iterator[str]:
    yield f"### {query.name}"
    yield ""
    yield f"{query.title}. {query.front.description}"
    yield ""
    yield "| option | takes | |"
    yield "| --- | --- | --- |"
    for name, parameter in query.parameters.items():
        yield f"| `{catalog.flag(name)}` | {_takes(parameter)} | {parameter.help}{_unless(parameter)} |"
    yield ""
    columns = ", ".join(f"`{name}`{' (not in tables)' if c.wide else ''}" for name, c in query.columns.items())
    yield f"Columns: {columns}."
    yield ""
    yield from (f"- “{example}”" for example in query.front.examples)
    yield ""


def _takes(parameter: Parameter) -> str:
    match parameter.type:
        case "entity":
            return " or ".join(type_.lower() for type_ in parameter.of) or "entity"
        case "edtf":
            return "date (EDTF)"
        case "date":
            return "day"
        case "boolean":
            return "—"
        case other:
            return other


def _unless(parameter: Parameter) -> str:
    if parameter.required:
        return " (required)"
    if parameter.default not in (None, 0.0):
        return f" (default {parameter.default})"
    return ""


def main() -> int:
    PLACE.write_text(page(PLACE.read_text(encoding="utf-8"), catalog.catalog()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
