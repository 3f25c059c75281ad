"""The assistant's door: the catalogue as a Model Context Protocol server, for reading only. Needs the extra `mcp`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from ..graph.connect import Store
from ..schema.errors import EntenteError
from ..schema.vocabulary import vocabulary
from . import ask as asking
from . import catalog
from .names import Names
from .run import Answer, proofs, run

try:
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import ToolAnnotations
except ImportError as error:
    raise EntenteError("the assistant's door needs an extra: pip install 'cyberentente[mcp]'") from error

ROWS = 200
"""Rows of one answer, unless the question sets a limit: an assistant reads all that it gets."""

_INSTRUCTIONS = """\
A knowledge graph of cyber diplomacy. Every row is a claim with a date (`when`, EDTF), a certainty (definite, possible
or undated for the period asked) and the id of the claim, whose sentence `evidence` shows. Rows are never guesses; what
is planned, proposed or denied is not among them. Say `possible` and `alleged_by` when you pass them on; cite evidence.
Call `questions` first, then `query` (or `ask` in plain English, which answers only if it is sure)."""

_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
P = ParamSpec("P")
T = TypeVar("T")


def server(store: Store, folder: Path | None = None, today: Callable[[], dt.date] = dt.date.today) -> MCPServer[Any]:
    """A server over an open store; `folder` holds a user's own questions. Run it with `.run("stdio")`."""
    door = MCPServer[Any]("entente", title="Entente", instructions=_INSTRUCTIONS)

    def tool(work: Callable[P, T]) -> Callable[P, T]:
        @wraps(work)
        def told(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return work(*args, **kwargs)
            except EntenteError as error:
                raise ToolError(str(error)) from error

        return door.tool(annotations=_READS)(told)

    @tool
    def questions() -> list[dict[str, Any]]:
        """All questions that can be asked: name, what it asks, parameters, columns and examples."""
        return [_described(query) for query in catalog.catalog(folder).values()]

    @tool
    def query(name: str, parameters: dict[str, str | int | float | bool] | None = None) -> dict[str, Any]:
        """Ask one question of the catalogue by its name. Names are resolved; dates are EDTF (2022, 2022-03)."""
        return _told(run(store, catalog.find(name, folder), parameters or {}))

    @tool
    def ask(question: str) -> dict[str, Any]:
        """Ask in plain English. Answers only if sure what is asked; else lists the questions that come closest."""
        names = asking.stored_names(store)
        readings = asking.read(question, today=today(), folder=folder, names=names)
        if len(readings) == 1 and readings[0].sure:
            return _told(run(store, catalog.find(readings[0].query, folder), readings[0].parameters))
        return {"sure": False, "perhaps": [reading.as_json() for reading in readings]}

    @tool
    def entity(name: str, type: str | None = None) -> dict[str, Any]:
        """Look up who or what a name means: its id, name and type, and whether the graph has anything on it."""
        if type is not None and type not in vocabulary().entities:
            raise EntenteError(f"there is no type '{type}': use one of {', '.join(vocabulary().entities)}")
        found = Names(store).resolve(name, [type] if type else [])
        return {"id": found.id, "name": found.name, "type": found.type, "in_graph": found.stored}

    @tool
    def evidence(claims: list[str]) -> dict[str, list[dict[str, Any]]]:
        """The documents and sentences that prove claims, with the place of each sentence in its document's text."""
        return {claim: [_fields(proof) for proof in found] for claim, found in proofs(store, claims).items()}

    return door


def _fields(proof: Any) -> dict[str, Any]:
    return {name: getattr(proof, name) for name in proof.__dataclass_fields__ if name != "claim"}


def _described(query: catalog.Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "asks": query.title,
        "description": query.front.description,
        "parameters": {
            name: {"type": each.type, "of": list(each.of), "required": each.required, "help": each.help}
            for name, each in query.parameters.items()
        },
        "columns": list(query.columns),
        "examples": list(query.front.examples),
    }


def _told(answer: Answer) -> dict[str, Any]:
    shown = answer.rows[:ROWS] if "limit" not in answer.parameters else answer.rows
    notes = [*answer.footer, *answer.hints]
    if len(shown) < len(answer.rows):
        notes.append(f"{len(shown)} of {len(answer.rows)} rows: set limit, or ask for a shorter period")
    return {
        "sure": True,
        "query": answer.query.name,
        "parameters": answer.parameters,
        "rows": [{name: value for name, value in row.items() if value is not None} for row in shown],
        "notes": notes,
    }
