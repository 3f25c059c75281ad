"""Files for Neo4j Browser: a style, the catalogue as saved queries that run as they are, and a guide with deep links."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple
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
_LIMIT = 100  # rows
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
    queries = {name: saved(store, query) for name, query in catalog.catalog().items()}
    links = list(_links(store, address))
    saved_links = [
        Link(f"{name}: {query.title}", _link(address, _bare(queries[name]))) for name, query in catalog.catalog().items()
    ]
    try:
        (folder / "queries").mkdir(parents=True, exist_ok=True)
        (folder / "entente.grass").write_text(style(), encoding="utf-8")
        for name, text in queries.items():
            (folder / "queries" / f"{name}.cypher").write_text(text, encoding="utf-8")
        (folder / "guide.html").write_text(_guide(links, saved_links), encoding="utf-8")
    except OSError as error:
        raise EntenteError(f"{folder} can't be written: {error.strerror or error}") from error
    return links


def style() -> str:
    """Captions and colours as GraSS: each type in the colour of every other picture, each relation with its date."""
    rules = {
        "node": {"diameter": "54px", "color": "#A5ABB6", "border-color": "#70757E", "border-width": "2px"},
        "node.Document": {"color": "#FFFFFF", "border-color": "#555555", "caption": "{title}"},
        "node.Evidence": {"color": "#EEEEEE", "border-color": "#888888", "diameter": "40px", "caption": "{quote}"},
        "node.Statement": {"color": "#EEEEEE", "border-color": "#D55E00", "caption": "{modality} {relation} {when}"},
        **{
            f"node.{type_}": {"color": look.colour, "border-color": "#222222", "caption": "{name}"}
            for type_, look in LOOKS.items()
        },
        "relationship": {"color": "#A5ABB6", "shaft-width": "2px", "font-size": "9px", "caption": "<type>"},
        **{
            f"relationship.{relation}": {"color": "#777777", "caption": f"{relation} {{when}}"}
            for relation in vocabulary().relations
        },
    }
    for selector, said in rules.items():
        if selector.startswith("node"):
            said["text-color-internal"] = _readable(said["color"])
    return "".join(f"{selector} {{{_declarations(said)}}}\n" for selector, said in rules.items())


def saved(store: Store, query: catalog.Query) -> str:
    """The question with `:param` lines for an example, to be run in Neo4j Browser or cypher-shell as it is."""
    example, parameters = _example(store, query)
    lines = [f"// {query.title}", f"// {example}"]
    lines += [f":param {name} => {literal(parameters[name])};" for name in sorted(query.uses)]
    body = [line for line in query.cypher.splitlines()]
    start = next(n for n, line in enumerate(body) if not line.startswith("//"))
    return "\n".join([*lines, *body[start:]]).rstrip() + ";\n"
