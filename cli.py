"""The command line: options in, calls down, tables out; no logic of its own.

Commands import what they use when they run, so that `entente --help` and a question start fast. A command returns its
exit status: 0 found or done, 1 failed, 2 wrong usage, 3 ran well but found nothing.
"""

from __future__ import annotations

import inspect
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from .queries.printing import Format, Row, answered, beside, complain, progress, show

if TYPE_CHECKING:
    from .graph.connect import Store
    from .graph.select import StoredSubgraph
    from .loaders.batch import Options
    from .queries.ask import Reading
    from .queries.catalog import Parameter, Query

FOUND, FAILED, NOTHING, INTERRUPTED = 0, 1, 3, 130


class Reads(StrEnum):
    """What reads texts."""

    offline = "offline"
    ranked = "ranked"
    llm = "llm"
    both = "both"


def _use_questions(folder: Path | None) -> Path | None:
    if folder:
        os.environ["ENTENTE_QUERIES"] = str(folder)
    return folder


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
Extractor = Annotated[
    Reads,
    typer.Option(
        "--extractor",
        help="what reads texts: rules (offline), rules and a learnt model (ranked), a language model (llm), or both",
    ),
]
Questions_ = Annotated[
    Path | None,
    typer.Option(
        "--queries",
        metavar="FOLDER",
        help="a folder of your own .cypher questions (else ENTENTE_QUERIES)",
        callback=_use_questions,
        is_eager=True,
    ),
]
Output = Annotated[Format, typer.Option("--format", help="how rows are printed")]


Parts = Annotated[list[str] | None, typer.Argument(metavar="[PART...]", help="parts of the record (else all)")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="an entity's name or id")]


_FORMATS = "graphml, gexf, csv, xlsx, json, jsonl, cypher, neo4j-admin, turtle, jsonld, stix, ftm or dossier"


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
reference = typer.Typer(help="The public record that comes with Entente.", context_settings=_HELP)
app.add_typer(reference, name="reference")


# Reading and loading


@app.command()
def extract(
    paths: Paths,
    format: Output = Format.jsonl,
    model: Model = None,
    min_confidence: Confidence = None,
    max_size: MaxSize = 20,
    mapping: Columns = None,
    extractor: Extractor = Reads.offline,
    explain: Annotated[
        bool, typer.Option("--explain", help="tell for each fact its sentence, rule, date and modality")
    ] = False,
    missed: Annotated[
        Path | None,
        typer.Option("--missed", metavar="FOLDER", help="tell which facts annotated there were not found"),
    ] = None,
) -> int:
    """Print the facts that documents state; needs no store."""
    from .loaders.batch import Reader, outcomes
    from .loaders.lines import line_of
    from .loaders.read import walk

    options = _options(model, min_confidence, max_size, mapping, extractor)
    reader = Reader(options)
    files = walk(paths, mapping=mapping).files
    if explain or missed:
        told = False
        for lines in reader.explained(files, missed):
            print("\n".join(lines), end="\n\n")
            told = True
        return _status(told)
    failed = False

    def facts() -> Iterator[Row]:
        nonlocal failed
        with progress() as tell:
            for number, outcome in enumerate(outcomes(files, reader, options), 1):
                complain([*outcome.problems, *outcome.notes])
                failed = failed or bool(outcome.problems)
                yield from map(line_of, outcome.facts)
                tell(number, len(files), outcome.file.key)

    shown = show(map(_brief, facts()) if format in (Format.table, Format.md, Format.csv) else facts(), format)
    if not shown and not failed:
        complain(["no facts found: try --min-confidence 0, or add names to the gazetteer (docs/reference-data.md)"])
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
    extractor: Extractor = Reads.offline,
) -> int:
    """Read documents and put their facts into the graph; what has not changed is left as it is."""
    from .graph.connect import connect
    from .loaders import load as loading
    from .schema.errors import EntenteError

    summary = loading.Summary()
    options = _options(model, min_confidence, max_size, mapping, extractor)
    try:
        with connect(store) as opened, progress() as tell:
            loading.load(paths, opened, collection=collection, options=options, progress=tell, summary=summary)
    except KeyboardInterrupt as error:
        told = f"interrupted: {summary.documents} documents are loaded whole, run the same command to go on"
        raise EntenteError(told, exit_code=INTERRUPTED) from error
    complain(summary.problems)
    print(summary)
    return FAILED if summary.failed or summary.bad else FOUND


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
    from .loaders.load import keys_of

    with connect(store) as opened:
        for key in keys_of(document, opened):
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
        complain(["no documents are loaded: load some by `entente load PATH...`"])
    return _status(show(rows, format))


# The public record, and who is who


@reference.command("load")
def reference_load(parts: Parts = None, store: StorePath = None) -> int:
    """Put the public record, or some parts of it, into the graph."""
    from .graph.connect import connect
    from .loaders.load import load_record

    with connect(store) as opened, progress() as tell:
        summary = load_record(parts or (), opened, progress=tell)
    print(summary)
    return FOUND


@reference.command("list")
def reference_list(parts: Parts = None, format: Output = Format.table) -> int:
    """List the parts of the record with their sources."""
    from .loaders.gazetteer import Gazetteer
    from .loaders.reference import contents

    rows = (
        {"part": c.part.name, "title": c.title, "facts": c.facts, "date": c.date, "sources": c.sources}
        for c in contents(Gazetteer.load(), parts or ())
    )
    return _status(show(rows, format))


@reference.command("verify")
def reference_verify(parts: Parts = None) -> int:
    """Check every entry of the record and of the names."""
    from .loaders.gazetteer import Gazetteer
    from .loaders.reference import verify

    problems = verify(Gazetteer.load(), parts or ())
    complain(problems)
    print(f"{len(problems)} problems" if problems else "all is in order")
    return FAILED if problems else FOUND


@reference.command("diff")
def reference_diff() -> int:
    """Show where your own gazetteer and record (ENTENTE_DATA) differ from the packaged ones."""
    from .loaders.gazetteer import Gazetteer, own_data
    from .loaders.reference import diff

    lines = diff(Gazetteer.load())
    own = own_data()
    if lines:
        print("\n".join(lines))
    elif own is None:
        complain(["no data of your own: name their folder, with 'gazetteer' or 'record' in it, in ENTENTE_DATA"])
    elif not any((own / part).is_dir() for part in ("gazetteer", "record")):
        complain([f"no data of your own: {own} has neither a folder 'gazetteer' nor a folder 'record'"])
    else:
        complain([f"no differences: what {own} holds is as packaged"])
    return _status(bool(lines))


@app.command()
def entities(
    review: Annotated[bool, typer.Option("--review", help="list the pairs that may be one, for you to decide")] = False,
    type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="only of this type, e.g. Forum")] = None,
    store: StorePath = None,
    format: Output = Format.table,
) -> int:
    """List who and what is in the graph; with --review, which of them may be one."""
    from .graph.connect import connect
    from .loaders import decisions
    from .loaders.review import rows, uncertain

    with connect(store) as opened:
        found = uncertain(opened, decisions.load()) if review else rows(opened)
    listed = [row for row in found if type is None or row["type"].casefold() == type.casefold()]
    if not listed:
        complain(["nothing to decide" if review else "no entities: load documents by `entente load PATH...`"])
    elif review and format is Format.table:
        complain(["decide by `entente merge KEEP OTHER` or `entente split ONE OTHER`, then load again"])
    return _status(show(listed, format))


@app.command()
def merge(keep: Name, other: Name, store: StorePath = None) -> int:
    """Decide that two entities are one, which goes by the first one's name from the next load on."""
    return _decide("merge", keep, other, store)


@app.command()
def split(one: Name, other: Name, store: StorePath = None) -> int:
    """Decide that two entities are different, or undo a merge."""
    return _decide("split", one, other, store)


def _decide(what: Literal["merge", "split"], one: str, other: str, store: Path | None) -> int:
    from .graph.connect import connect
    from .loaders import decisions
    from .queries.names import Names

    before = decisions.load()
    with connect(store) as opened:
        names = Names(opened)
        keep, drop = (before.party(name) or names.resolve(name).entity for name in (one, other))
    decisions.decide(what, keep, drop)
    told = "one" if what == "merge" else "different"
    print(f"{keep.id} and {drop.id} are {told} from the next load on; noted in {decisions.location()}")
    return FOUND


# Asking


@app.command()
def queries(format: Output = Format.table, folder: Questions_ = None) -> int:  # noqa: ARG001
    """List the questions that can be asked."""
    from .queries.catalog import catalog

    rows = ({"question": name, "title": q.title, "example": q.front.examples[0]} for name, q in catalog().items())
    return _status(show(rows, format))


@questions.callback()
def query(context: typer.Context, folder: Questions_ = None) -> int:  # noqa: ARG001
    """Run a question of the catalogue; `entente query NAME --help` tells its options."""
    return queries() if context.invoked_subcommand is None else FOUND


def _question(query: Query) -> typer.Typer:
    """The command of one question, its options made from the front matter."""

    def run(*, store: Path | None, format: Format, why: bool, **values: Any) -> int:
        from .graph.connect import connect
        from .queries.run import run as answer

        with connect(store) as opened:
            return _status(answered(opened, answer(opened, query, values), format, why))

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
        print(heading, end="\n\n" if format is Format.table else "\n", file=beside(format))
        answer = run(opened, find(reading.query), reading.parameters)
        found = answered(opened, answer, format, why)
        if found and "how many" in words.lower():
            print(f"rows: {len(answer.rows)}", file=beside(format))
        return _status(found)


def _sure(readings: Sequence[Reading]) -> Reading | None:
    """The reading to run; if it is not sure, the ones that come closest are told instead."""
    if len(readings) == 1 and readings[0].sure:
        return readings[0]
    unread = ", ".join(f"'{word}'" for word in (readings[0].unread if readings else ()))
    complain(
        [f"not sure what is asked{f', because of {unread}' if unread else ''}: `entente queries` lists what can be"]
    )
    complain(f"perhaps {reading.title}: {reading.command}" for reading in readings)
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
        return (
            FOUND if answered(opened, run(opened, find("evidence"), {"claim": claim}), format, why=False) else NOTHING
        )


@app.command()
def cypher(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="Cypher that reads")],
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help="a parameter, may be repeated")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="rows at the most")] = 1000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="time at the most")] = 30,
    format: Output = Format.table,
    store: StorePath = None,
) -> int:
    """Run your own Cypher, for reading only."""
    from .graph.connect import connect
    from .queries import raw

    with connect(store) as opened:
        result = raw.ask(opened, statement, raw.parameters(param or ()), limit=limit, seconds=timeout)
    if result.more:
        complain([f"only the first {limit} rows are shown: raise --limit"])
    return _status(show(result.rows, format))


@app.command()
def mcp(store: StorePath = None) -> int:
    """Serve the questions to an assistant: a Model Context Protocol server on standard input and output."""
    from .graph.connect import connect
    from .queries.assistant import server

    with connect(store) as opened:
        server(opened).run("stdio")
    return FOUND


# Handing on


def _selecting(command: Callable[..., int]) -> Callable[..., int]:
    """The command with the options that choose a subgraph, which it takes as `chosen`."""

    def run(**values: Any) -> int:
        chosen = {name: values.pop(name) for name in _SELECTION}
        return command(chosen=chosen, **values)

    own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "chosen"]
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in _SELECTION.items()
    ]
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + options
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters} | {"return": int}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


def _many(flag: str, metavar: str, help: str) -> tuple[Any, None]:
    return Annotated[list[str] | None, typer.Option(flag, metavar=metavar, help=f"{help}; may be repeated")], None


def _one(flag: str, metavar: str, help: str) -> tuple[Any, None]:
    return Annotated[str | None, typer.Option(flag, metavar=metavar, help=help)], None


_QUOTED = "'exercises-joined --actor Japan'"
_SELECTION: dict[str, tuple[Any, Any]] = {
    "around": _many("--around", "NAME", "only what is near this actor"),
    "depth": (Annotated[int, typer.Option("--depth", min=1, max=6, help="how many steps around")], 1),
    "relations": _many("--relation", "RELATION", "only such claims, e.g. MEMBER_OF"),
    "types": _many("--type", "TYPE", "only claims with such an end, e.g. Exercise"),
    "after": _one("--after", "DATE", "only what may be after this date"),
    "before": _one("--before", "DATE", "only what may be before this date"),
    "as_of": _one("--as-of", "DATE", "only what may have held on this date"),
    "min_confidence": (
        Annotated[float, typer.Option("--min-confidence", min=0, max=1, help="only claims at least this sure")],
        0.0,
    ),
    "documents": _many("--document", "KEY", "only what this document says"),
    "query": _one("--query", "QUESTION", f"only what a question touched: {_QUOTED}"),
}
Target = Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="the file or folder to write")]
Force = Annotated[bool, typer.Option("--force", help="overwrite what is there")]


def _chosen(store: Store, chosen: Mapping[str, Any]) -> StoredSubgraph:
    from .queries.choose import choose

    return choose(store, **{name: value for name, value in chosen.items() if value is not None})


@app.command()
@_selecting
def export(
    format: Annotated[str, typer.Option("--format", metavar="FORMAT", help=_FORMATS)],
    output: Target,
    force: Force = False,
    store: StorePath = None,
    *,
    chosen: dict[str, Any],
) -> int:
    """Hand a part of the graph on, with dates and evidence; without options that choose, all of it."""
    from .graph.connect import connect
    from .graph.export import export as write

    with connect(store) as opened:
        write(_chosen(opened, chosen), format, output, force=force)
    print(f"wrote {output}")
    return FOUND


@app.command()
@_selecting
def draw(
    output: Target,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="above the picture")] = "",
    force: Force = False,
    store: StorePath = None,
    *,
    chosen: dict[str, Any],
) -> int:
    """Draw a part of the graph: an interactive page (.html), or a figure (.svg, .png)."""
    from .graph import draw as drawing
    from .graph.connect import connect

    with connect(store) as opened:
        drawing.draw(_chosen(opened, chosen), output, title, force=force)
    print(f"wrote {output}")
    return FOUND


@app.command()
def browser(
    output: Target,
    address: Annotated[
        str, typer.Option("--address", metavar="URL", help="where Neo4j Browser is")
    ] = "http://localhost:7474/browser",
    force: Force = False,
    store: StorePath = None,
) -> int:
    """Write a style, the questions and a guide for Neo4j Browser into a folder."""
    from .graph.connect import connect
    from .queries.browser import write

    with connect(store) as opened:
        links = write(opened, output, address, force=force)
    print(f"wrote {output}: drop entente.grass onto Neo4j Browser, import queries/, open guide.html; or follow")
    for link in links[1:]:
        print(f"{link.title}: {link.url}")
    return FOUND


@app.command()
def serve(store: StorePath = None) -> int:
    """Keep the embedded store open for other programs that speak Bolt, until Ctrl-C."""
    from contextlib import suppress

    from .graph.embedded import DATABASE, USER, Address
    from .graph.serve import serve as keep_open

    def tell(address: Address) -> None:
        print(f"{address.uri} user {USER} password {address.password} database {DATABASE}; Ctrl-C ends it", flush=True)

    with suppress(KeyboardInterrupt):
        keep_open(store, tell)
    return FOUND


@app.command()
def version() -> int:
    """Print the version."""
    from importlib.metadata import version as installed

    print(f"entente {installed('cyberentente')}")
    return FOUND


# Printing


def _options(
    model: str | None, min_confidence: float | None, max_size: float, mapping: str | None, extractor: Reads
) -> Options:
    from .loaders.batch import Options
    from .loaders.read import MEGABYTE

    return Options(model, int(max_size * MEGABYTE), min_confidence, mapping, extractor.value)


def _status(found: bool) -> int:
    return FOUND if found else NOTHING


def _brief(line: Row) -> Row:
    """A fact's line of JSON as a row for the eye."""
    ends = {"subject": line["subject"]["name"], "relation": line["relation"], "object": line["object"]["name"]}
    return ends | {name: line[name] for name in ("when", "modality", "confidence", "quote", "document")}


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
        complain(getattr(error, "lines", None) or [str(error)])
        return error.exit_code
    except typer.TyperException as error:
        message = error.format_message().replace("Value error, ", "")
        context = getattr(error, "ctx", None)
        help_ = f"see `{context.command_path if context else 'entente'} --help`"
        if context and any(each.name == "query" for each in context.command.params) and "--query" in arguments:
            help_ = f"--query takes all of the question as one argument, in quotes: {_QUOTED}"
        complain([f"{message if message.endswith('?') else message.rstrip('.') + ':'} {help_}"])
        return error.exit_code
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        if os.environ.get("ENTENTE_DEBUG"):
            raise
        complain([f"internal error, {type(error).__name__}: {error}: set ENTENTE_DEBUG=1 to see where, and report it"])
        return FAILED
    if status == INTERRUPTED:
        complain(["interrupted"])
    return status or FOUND
