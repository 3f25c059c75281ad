"""Files for Neo4j Browser: a style, the questions as saved queries that run as they are, a guide with deep links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from ..graph.connect import Store
from ..graph.draw.look import LOOKS
from ..graph.export.script import literal
from ..schema.errors import EntenteError
from ..schema.vocabulary import vocabulary
from . import ask, catalog
from .run import bound, run

ADDRESS = "http://localhost:7474/browser"
_LONGEST = 8000  # characters of a link that every server takes
_SETTINGS = {"limit": 100, "undated": False, "planned": False}
_NO_CLAIM = "00000000-0000-0000-0000-000000000000"


class Link(NamedTuple):
    """A link that opens Neo4j Browser with something in its editor."""

    title: str
    url: str


def write(store: Store, folder: Path, address: str = ADDRESS, *, force: bool = False) -> list[Link]:
    """Write `entente.grass`, `queries/*.cypher` and `guide.html` into the folder; the guide's links, for printing.

    Examples are such that the store's own graph answers them where it can. EntenteError when the folder holds something
    already and `force` is not set, or can't be written.
    """
    if not force and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise EntenteError(f"{folder} is there already: choose another name, or overwrite it with --force")
    queries = [saved(store, query) for query in catalog.catalog().values()]
    walk = list(_links(store, address))
    questions = [_link(each.query.title, each.filled, address) for each in queries]
    try:
        (folder / "queries").mkdir(parents=True, exist_ok=True)
        (folder / "entente.grass").write_text(style(), encoding="utf-8")
        for each in queries:
            (folder / "queries" / f"{each.query.name}.cypher").write_text(each.script, encoding="utf-8")
        (folder / "guide.html").write_text(_guide(walk, questions), encoding="utf-8")
    except OSError as error:
        raise EntenteError(f"{folder} can't be written: {error.strerror or error}") from error
    return walk


def style() -> str:
    """Captions and colours as GraSS: each type in the colour of every other picture, each relation with its date.

    The date comes first: Browser cuts off a caption that is longer than its arrow.
    """
    nodes = {f"node.{type_}": (look.colour, "{name}") for type_, look in LOOKS.items()} | {
        "node.Document": ("#FFFFFF", "{title}"),
        "node.Evidence": ("#EEEEEE", "{quote}"),
        "node.Statement": ("#EEEEEE", "{modality} {relation} {when}"),
    }
    edges = {f"relationship.{relation}": f"{{when}} {relation}" for relation in vocabulary().relations}
    return "".join(
        [
            f"node {{diameter: 54px; color: {_rgb('#A5ABB6')}; border-width: 2px; border-color: {_rgb('#222222')};}}\n",
            *(
                f"{selector} {{color: {_rgb(colour)}; text-color-internal: {_rgb(_readable(colour))}; "
                f'caption: "{caption}";}}\n'
                for selector, (colour, caption) in nodes.items()
            ),
            f'relationship {{shaft-width: 2px; font-size: 8px; color: {_rgb("#777777")}; caption: "<type>";}}\n',
            *(f'{selector} {{caption: "{caption}";}}\n' for selector, caption in edges.items()),
        ]
    )


@dataclass(frozen=True)
class Saved:
    """A question with an example: the command that asks the same, and the Cypher parameters of both."""

    query: catalog.Query
    command: str
    parameters: dict[str, Any]

    @property
    def script(self) -> str:
        """The question below `:param` lines, for Neo4j Browser and cypher-shell."""
        given = "\n".join(f":param {name} => {literal(value)};" for name, value in sorted(self.parameters.items()))
        return f"// {self.query.title}\n// {self.command}\n{given}\n\n{self._cypher()};\n"

    @property
    def filled(self) -> str:
        """The question with the values written into it: Browser shows no rows of a script of several statements."""
        values = {name: literal(value) for name, value in self.parameters.items()}
        cypher = re.sub(r"\$(\w+)", lambda match: values.get(match[1], match[0]), self._cypher())
        return f"// {self.command}\n{cypher}"

    def _cypher(self) -> str:
        return "\n".join(line for line in self.query.cypher.splitlines() if not line.startswith("//")).strip()


def saved(store: Store, query: catalog.Query) -> Saved:
    """The question with an example that the store has an answer for, if there is one."""
    values, parameters = _example(store, query)
    used = {name: value for name, value in (parameters | _SETTINGS).items() if name in query.uses}
    return Saved(query, ask.Reading(query.name, query.title, values).command, used)


def _example(store: Store, query: catalog.Query) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values that the store has an answer for, if there are any, and the Cypher parameters that they stand for.

    They are those of an example, else of who has the most claims; nothing if no name among them is known.
    """
    tried = []
    for example in query.front.examples:
        tried += [reading.parameters for reading in ask.read(example) if reading.query == query.name][:1]
    required = {name: parameter for name, parameter in query.parameters.items() if parameter.required}
    tried.append({name: _busiest(store, parameter) for name, parameter in required.items()})
    understood = []
    for values in tried:
        with suppress(EntenteError):
            understood.append((values, bound(store, query, values)))
            if run(store, query, values).rows:
                return understood[-1]
    return understood[0] if understood else ({}, dict.fromkeys(query.uses))


def _busiest(store: Store, parameter: catalog.Parameter) -> str:
    """The entity of the parameter's types with the most claims, or a claim; made up if the store has none."""
    if parameter.type == "claim":
        rows = store.read("MATCH (e:Evidence) WHERE e.retracted IS NULL RETURN e.claim AS id ORDER BY id LIMIT 1")
        return rows[0]["id"] if rows else _NO_CLAIM
    types = parameter.of or tuple(vocabulary().entities)
    rows = store.read(
        "MATCH (n:Entity)-[c]-(:Entity) WHERE any(label IN labels(n) WHERE label IN $types) "
        "RETURN n.id AS id, count(c) AS claims ORDER BY claims DESC, id LIMIT 1",
        {"types": list(types)},
    )
    return rows[0]["id"] if rows else "JPN"


def _links(store: Store, address: str) -> Iterator[Link]:
    """A walk through the graph, in order."""
    actor = literal(_busiest(store, catalog.Parameter(type="entity", of=("State", "Organization"), help="")))
    claim = literal(_busiest(store, catalog.Parameter(type="claim", help="")))
    for title, text in (
        ("Put on the style", f":style {' '.join(style().split())}"),
        ("Count what there is", "MATCH (n:Entity) RETURN labels(n)[1] AS type, count(n) AS entities ORDER BY type"),
        ("See an actor and its ties", f"MATCH path = (:Entity {{id: {actor}}})-[]-(:Entity) RETURN path LIMIT 100"),
        ("See who is a member of what", "MATCH path = (:Entity)-[:MEMBER_OF]->(:Entity) RETURN path LIMIT 100"),
        (
            "See what proves a claim",
            f"MATCH (e:Evidence {{claim: {claim}}})-[in:IN]->(d:Document)\n"
            "MATCH (e)-[about:ABOUT]->(n:Entity)\nRETURN e, in, d, about, n",
        ),
        (
            "See what is merely planned or proposed",
            "MATCH path = (:Entity)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(:Entity)\n"
            "WHERE s.status = 'current' AND s.modality IN ['planned', 'proposed'] RETURN path LIMIT 50",
        ),
    ):
        yield _link(title, text, address)


def _link(title: str, text: str, address: str) -> Link:
    return Link(title, f"{address}/?cmd=edit&arg={quote(text, safe='')}")


def _guide(walk: list[Link], questions: list[Link]) -> str:
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">',
            "<title>A walk through the graph</title>",
            "<style>body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}</style></head>\n<body>",
            "<h1>A walk through the graph</h1>",
            "<p>Each link opens Neo4j Browser with something in its editor. Log in, and run it with Ctrl+Enter.</p>",
            "<ol>",
            *map(_item, walk),
            "</ol>",
            "<p>The style can be dropped onto Browser's window, too: it is <code>entente.grass</code>. An edge shows "
            "its date; click on it to see the quote and the source.</p>",
            "<h2>Questions</h2>",
            "<p>Each with an example, which you may change. The files of <code>queries</code> are the same with "
            "<code>:param</code> lines: import them into Browser's favourites, run one to set its parameters, and then "
            "the part below them by itself to see its rows.</p>",
            "<ul>",
            *map(_item, questions),
            "</ul>",
            "</body>\n</html>\n",
        ]
    )


def _item(link: Link) -> str:
    if len(link.url) > _LONGEST:
        return f"<li>{escape(link.title)} (too long for a link: drag its file into the editor)</li>"
    return f'<li><a href="{escape(link.url)}">{escape(link.title)}</a></li>'


def _rgb(colour: str) -> str:
    """A colour without the sign that ends a link's text."""
    return f"rgb({', '.join(str(part) for part in bytes.fromhex(colour[1:]))})"


def _readable(colour: str) -> str:
    """Black or white, whichever can be read on this colour."""
    red, green, blue = bytes.fromhex(colour[1:])
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"
