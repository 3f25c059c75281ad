"""The command line: options in, calls down, tables out; no logic of its own.

Commands import what they use when they run, so that `entente --help` and a question start fast. A command returns its
exit status: 0 found or done, 1 failed, 2 wrong usage, 3 ran well but found nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
import inspect
import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from .graph.connect import Store
    from .loaders.batch import Options
    from .loaders.load import Progress
    from .queries.ask import Reading
    from .queries.catalog import Parameter, Query
    from .queries.run import Answer

FOUND, FAILED, NOTHING, INTERRUPTED = 0, 1, 3, 130
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


Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", help="documents, facts or tables (.txt .md .html .pdf .docx .yaml .csv .json), or folders"
    ),
]
StorePath = Annotated[
    Path | None,
    typer.Option("--store", metavar="FOLDER", help="folder of the embedded store (else NEO4J_URI, else ENTENTE_STORE)"),
]
Model = Annotated[str | None, typer.Option("--model", metavar="NAME", help="an installed spaCy pipeline")]
Confidence = Annotated[
    float | None, typer.Option("--min-confidence", min=0, max=1, help="leave out facts of less confidence (0 to 1)")
]
MaxSize = Annotated[float, typer.Option("--max-size", metavar="MB", min=0, help="refuse larger files")]
Why = Annotated[bool, typer.Option("--why", help="show with each row what proves it: quote or source, and document")]
Columns = Annotated[
    str | None, typer.Option("--mapping", metavar="NAME|FILE", help="what the columns of tables mean (else recognised)")
]
Output = Annotated[Format, typer.Option("--format", help="how rows are printed")]


class Questions(TyperGroup):
    """The questions of the catalogue as commands; only the file of the one that is asked is read."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        from .queries.catalog import names

        return names()

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        from .queries.catalog import find

        return typer.main.get_command(_question(find(cmd_name)))


_HELP = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    help="A knowledge graph of cyber diplomacy: documents in, dated and proven relations out.", context_settings=_HELP
)
questions = typer.Typer(cls=Questions, context_settings=_HELP, invoke_without_command=True)
app.add_typer(questions, name="query")


# Reading and loading


@app.command()
def extract(
    paths: Paths,
    format: Output = Format.jsonl,
    model: Model = None,
    min_confidence: Confidence = None,
    max_size: MaxSize = 20,
    mapping: Columns = None,
) -> int:
    """Print the facts that documents state; needs no store."""
    from .loaders.batch import Reader, outcomes
    from .loaders.lines import line_of
    from .loaders.read import walk

    options = _options(model, min_confidence, max_size, mapping)
    reader = Reader(options)
    files = walk(paths, mapping=mapping).files
    failed = False

    def facts() -> Iterator[Row]:
        nonlocal failed
        with _progress() as progress:
            for number, outcome in enumerate(outcomes(files, reader, options), 1):
                _complain(outcome.problems)
                failed = failed or bool(outcome.problems)
                yield from map(line_of, outcome.facts)
                progress(number, len(files), outcome.file.key)

    shown = _show(map(_brief, facts()) if format in (Format.table, Format.md, Format.csv) else facts(), format)
    if not shown and not failed:
        _complain(["no facts found: try --min-confidence 0, or add names to the gazetteer (docs/reference-data.md)"])
    return FAILED if failed else FOUND if shown else NOTHING


@app.command()
def load(
    paths: Paths,
    store: StorePath = None,
    collection: Annotated[
        str | None,
        typer.Option("--collection", metavar="NAME", help="name documents NAME/... instead of by their folder"),
    ] = None,
    model: Model = None,
    min_confidence: Confidence = None,
    max_size: MaxSize = 20,
    mapping: Columns = None,
) -> int:
    """Read documents and put their facts into the graph; what has not changed is left as it is."""
    from .graph.connect import connect
    from .loaders import load as loading
    from .schema.errors import EntenteError

    summary = loading.Summary()
    options = _options(model, min_confidence, max_size, mapping)
    try:
        with connect(store) as opened, _progress() as progress:
            loading.load(paths, opened, collection=collection, options=options, progress=progress, summary=summary)
    except KeyboardInterrupt as error:
        told = f"interrupted: {summary.documents} documents are loaded whole, run the same command to go on"
        raise EntenteError(told, exit_code=INTERRUPTED) from error
    _complain(summary.problems)
    print(summary)
    return FAILED if summary.failed else FOUND


@app.command()
def forget(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="its key, or the end of it, as `entente documents` lists it")
    ],
    store: StorePath = None,
) -> int:
    """Erase a document and what only it supports, history included."""
    from .graph import write
    from .graph.connect import connect
    from .loaders.load import key_of

    with connect(store) as opened:
        key = key_of(document, opened)
        changes = write.forget(opened, key)
    print(f"forgot {key}: {changes.retracted} claims erased")
    return FOUND


@app.command()
def documents(store: StorePath = None, format: Output = Format.table) -> int:
    """List the documents that are loaded."""
    from .graph.connect import connect
    from .loaders.load import documents as loaded

    with connect(store) as opened:
        rows = loaded(opened)
    if not rows:
        _complain(["no documents are loaded: load some by `entente load PATH...`"])
    return FOUND if _show(rows, format) else NOTHING


# Asking


@app.command()
def queries(format: Output = Format.table) -> int:
    """List the questions that can be asked."""
    from .queries.catalog import catalog

    rows = ({"question": name, "title": q.title, "example": q.front.examples[0]} for name, q in catalog().items())
    return FOUND if _show(rows, format) else NOTHING


@questions.callback()
def query(context: typer.Context) -> int:
    """Run a question of the catalogue; `entente query NAME --help` tells its options."""
    return queries() if context.invoked_subcommand is None else FOUND


def _question(query: Query) -> typer.Typer:
    """The command of one question, its options made from the front matter."""

    def run(*, store: Path | None, format: Format, why: bool, **values: Any) -> int:
        from .graph.connect import connect
        from .queries.run import run as answer

        with connect(store) as opened:
            return _answer(opened, answer(opened, query, values), format, why)

    types: dict[str, Any] = {name: _option(name, parameter) for name, parameter in query.parameters.items()}
    defaults: dict[str, Any] = {name: _default(parameter) for name, parameter in query.parameters.items()}
    types |= {"why": Why, "format": Output, "store": StorePath}
    defaults |= {"why": False, "format": Format.table, "store": None}
    run.__annotations__ = {**types, "return": int}
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=defaults[n], annotation=types[n]) for n in types]
    )
    examples = "; ".join(f'"{example}"' for example in query.front.examples)
    command = typer.Typer(add_completion=False, context_settings=_HELP)
    command.command(query.name, help=f"{query.title}.\n\n{query.front.description}\n\nExamples: {examples}")(run)
    return command


def _option(name: str, parameter: Parameter) -> Any:
    from .queries.catalog import flag

    metavars = {"entity": "NAME", "edtf": "DATE", "date": "DAY"}
    is_flag = parameter.type == "boolean"
    kind: Any = bool if is_flag else str if parameter.required else str | None
    metavar = None if is_flag else metavars.get(parameter.type, parameter.type.upper())
    complete = _names_of(parameter.of) if parameter.type == "entity" else None
    return Annotated[kind, typer.Option(flag(name), help=parameter.help, metavar=metavar, autocompletion=complete)]


def _default(parameter: Parameter) -> Any:
    if parameter.required:
        return inspect.Parameter.empty
    if parameter.type == "boolean":
        return False
    return None if parameter.default is None else str(parameter.default)


def _names_of(types: Sequence[str]) -> Any:
    """Completes the beginning of a name that the gazetteer knows."""

    def complete(incomplete: str) -> list[str]:
        from .loaders.gazetteer import Gazetteer

        known = Gazetteer.load()
        names = (known.entity(id_).name for id_ in known.ids(*types))
        return sorted(name for name in names if name.casefold().startswith(incomplete.casefold()))

    return complete


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION...", help="in plain English")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say which question of the catalogue it is")] = False,
    why: Why = False,
    format: Output = Format.table,
    store: StorePath = None,
) -> int:
    """Answer a question in plain English, and say which question of the catalogue it is."""
    from .graph.connect import connect
    from .queries import ask as asking
    from .queries.catalog import find
    from .queries.run import run

    words = " ".join(question)
    if dry_run:
        reading = _sure(asking.read(words))
        if reading and format is Format.table:
            print(reading.command)
        elif reading:
            print(json.dumps(reading.as_json(), ensure_ascii=False))
        return FOUND if reading else NOTHING
    with connect(store) as opened:
        reading = _sure(asking.read(words, names=asking.stored_names(opened)))
        if not reading:
            return NOTHING
        heading = f"{reading.title}: {reading.command}"
        print(heading, end="\n\n" if format is Format.table else "\n", file=_beside(format))
        return _answer(opened, run(opened, find(reading.query), reading.parameters), format, why)


def _sure(readings: Sequence[Reading]) -> Reading | None:
    """The reading to run; if it is not sure, the ones that come closest are told instead."""
    if len(readings) == 1 and readings[0].sure:
        return readings[0]
    unread = ", ".join(f"'{word}'" for word in (readings[0].unread if readings else ()))
    _complain(
        [f"not sure what is asked{f', because of {unread}' if unread else ''}: `entente queries` lists what can be"]
    )
    _complain(f"perhaps {reading.title}: {reading.command}" for reading in readings)
    return None


@app.command()
def evidence(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="a claim's id, as the rows of every question show it")],
    store: StorePath = None,
    format: Output = Format.table,
) -> int:
    """Show what proves a claim: document, quote and offsets."""
    from .graph.connect import connect
    from .queries.catalog import find
    from .queries.run import run

    with connect(store) as opened:
        return _answer(opened, run(opened, find("evidence"), {"claim": claim}), format, why=False)


@app.command()
def version() -> int:
    """Print the version."""
    from importlib.metadata import version as installed

    print(f"entente {installed('cyberentente')}")
    return FOUND


# Printing


def _options(model: str | None, min_confidence: float | None, max_size: float, mapping: str | None) -> Options:
    from .loaders.batch import Options
    from .loaders.read import MEGABYTE

    return Options(model, int(max_size * MEGABYTE), min_confidence, mapping)


@contextmanager
def _progress() -> Iterator[Progress]:
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


def _answer(store: Store, answer: Answer, format: Format, why: bool) -> int:
    """Prints an answer: its rows on standard output, its footer beside them where no program reads them."""
    rows: Sequence[Row] = answer.rows
    if why and "claim" in answer.columns and "document" not in answer.columns:
        rows = _proven(store, rows)
    if format is Format.table:
        rows = _for_the_eye(rows, answer)
    shown = _show(rows, format)
    for line in answer.footer:
        print(line, file=_beside(format) if shown else sys.stderr)
    if not shown:
        _complain(["; ".join(["nothing found", *answer.hints])])
    return FOUND if shown else NOTHING


def _beside(format: Format) -> TextIO:
    """Where to say what is no row: not where a program reads rows."""
    return sys.stdout if format is Format.table else sys.stderr


def _proven(store: Store, rows: Sequence[Row]) -> list[Row]:
    """The rows with the best proof of their claims: its quote or source, and its document."""
    from .queries.run import proofs

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


def _brief(line: Row) -> Row:
    """A fact's line of JSON as a row for the eye."""
    ends = {"subject": line["subject"]["name"], "relation": line["relation"], "object": line["object"]["name"]}
    return ends | {name: line[name] for name in ("when", "modality", "confidence", "quote", "document")}


def _show(rows: Iterable[Row], format: Format) -> bool:
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


def _complain(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"entente: {' '.join(line.split())}", file=sys.stderr)


# The process


def main() -> None:
    """Run the `entente` command, and end the process with its exit status."""
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries log is not for the user
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty() and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        status = _run(sys.argv[1:] or ["--help"])
        sys.stdout.flush()
    except BrokenPipeError:  # the program that read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = FAILED
    sys.exit(status)


def _run(arguments: Sequence[str]) -> int:
    """The exit status of one command; every error is told in one line."""
    from .schema.errors import EntenteError

    try:
        status = typer.main.get_command(app)(arguments, prog_name="entente", standalone_mode=False)
    except EntenteError as error:
        _complain(getattr(error, "lines", None) or [str(error)])
        return error.exit_code
    except typer.TyperException as error:
        message = error.format_message()
        _complain([f"{message if message.endswith('?') else message.rstrip('.') + ':'} see `entente --help`"])
        return error.exit_code
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("ENTENTE_DEBUG"):
            raise
        _complain([f"internal error, {type(error).__name__}: {error}: set ENTENTE_DEBUG=1 to see where, and report it"])
        return FAILED
    if status == INTERRUPTED:
        _complain(["interrupted"])
    return status or FOUND
