"""How answers and problems are printed: tables for people, JSON and CSV for programs, one line for what is wrong."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from ..graph.connect import Store
    from ..loaders.load import Progress
    from .run import Answer

_MOST_COLUMNS = 12
_NEVER_WRAPPED = {"when", "date", "certainty", "claim", "relation", "phase"}
_NARROWEST = 8
_UNDER = "under"  # the key of what is printed under a row
Row = Mapping[str, Any]


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    md = "md"


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar on standard error if that is a terminal; else nothing."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, of, key: bar.update(task, completed=done, total=of, description=key)


def answered(store: Store, answer: Answer, format: Format, why: bool) -> bool:
    """Prints an answer, its footer beside the rows where no program reads them; whether there were any rows."""
    rows: Sequence[Row] = answer.rows
    if why and "claim" in answer.columns and "document" not in answer.columns:
        rows = _proven(store, rows)
    if format is Format.table:
        rows = _for_the_eye(rows, answer)
    shown = show(rows, format)
    for line in answer.footer:
        print(line, file=beside(format) if shown else sys.stderr)
    if not shown:
        complain(["; ".join(["nothing found", *answer.hints])])
    return shown


def beside(format: Format) -> TextIO:
    """Where to say what is no row: not where a program reads rows."""
    return sys.stdout if format is Format.table else sys.stderr


def _proven(store: Store, rows: Sequence[Row]) -> list[Row]:
    """The rows with the best proof of their claims: its quote or source, and its document."""
    from .run import proofs

    found = proofs(store, [row["claim"] for row in rows if row["claim"]])
    best = {claim: proof[0] for claim, proof in found.items()}
    names = ("quote", "source", "document")
    return [{**row, **{name: getattr(best.get(row["claim"]), name, None) for name in names}} for row in rows]


def _for_the_eye(rows: Sequence[Row], answer: Answer) -> Sequence[Row]:
    """The rows without wide and empty columns, on a terminal with short claim ids, and with their proof in one line."""
    wide = {name for name, column in answer.query.columns.items() if column.wide}
    shown = [n for n in answer.columns if n not in wide and any(row[n] not in (None, "", []) for row in rows)]
    short = {"claim": 8} if sys.stdout.isatty() else {}
    cells = [{name: _cell(row[name])[: short.get(name)] for name in shown} for row in rows]
    if rows and rows[0].keys() > answer.query.columns.keys():
        for row, cell in zip(rows, cells, strict=True):
            cell[_UNDER] = (
                f"“{row['quote']}” [{row['document']}]" if row["quote"] else f"{row['source']} [{row['document']}]"
            )
    return cells


def show(rows: Iterable[Row], format: Format) -> bool:
    """Prints rows that all have the same columns; whether there were any."""
    if format is Format.jsonl:
        number = 0
        for number, row in enumerate(rows, 1):  # noqa: B007  the last number tells whether there were any
            print(json.dumps(row, ensure_ascii=False, default=str))
        return number > 0
    found = list(rows)
    if format is Format.json:
        print(json.dumps(found, ensure_ascii=False, default=str, indent=2))
    elif found and format is Format.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([found[0].keys(), *([_cell(value) for value in row.values()] for row in found)])
    elif found and format is Format.md:
        print(_line(found[0]), _line("---" for _ in found[0]), sep="\n")
        for row in found:
            print(_line(_cell(value).replace("|", "\\|") for value in row.values()))
    elif found:
        _table(found)
    return bool(found)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Any) -> str:
    """A value as one line of text."""
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, Mapping):
        value = [f"{name}: {_cell(each)}" for name, each in value.items()]
    if isinstance(value, list | tuple):
        value = "; ".join(map(_cell, value))
    return "" if value is None else " ".join(str(value).split())


def _table(rows: Sequence[Row]) -> None:
    """A table as wide as the terminal; where there is none, as wide as its cells, each row on one line.

    Rows of many columns are printed one below the other instead.
    """
    if len(rows[0]) > _MOST_COLUMNS:
        width = max(map(len, rows[0])) + 2
        cards = ((f"{name:{width}}{_cell(value)}" for name, value in row.items() if _cell(value)) for row in rows)
        print("\n\n".join("\n".join(card) for card in cards))
        return
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Column, Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() else Console(width=1_000_000, color_system=None)
    names = [name for name in rows[0] if name != _UNDER]
    lines = [dict(zip(names, names, strict=True)), *({name: _cell(row[name]) for name in names} for row in rows)]
    widths = _fitted({name: max(len(line[name]) for line in lines) for name in names}, console.width)
    with console.capture() as printed:
        for number, line in enumerate(lines):
            grid = Table.grid(*(Column(width=widths[n], overflow="fold") for n in names), padding=(0, 2, 0, 0))
            grid.add_row(*(Text(cell, style="" if number else "bold") for cell in line.values()))
            console.print(grid)
            if number and _UNDER in rows[number - 1]:
                console.print(Padding(Text(rows[number - 1][_UNDER], style="dim"), (0, 0, 0, 4)))
    print("\n".join(line.rstrip() for line in printed.get().splitlines()))


def _fitted(widths: dict[str, int], room: int) -> dict[str, int]:
    """Column widths that fit the room: the widest columns give way, but for dates and ids."""
    room -= 2 * (len(widths) - 1)
    while sum(widths.values()) > room:
        name = max(widths.keys() - _NEVER_WRAPPED, key=lambda n: (widths[n], n), default="")
        if widths.get(name, 0) <= _NARROWEST:
            break
        widths[name] -= 1
    return widths


def complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"entente: {' '.join(line.split())}", file=sys.stderr)
