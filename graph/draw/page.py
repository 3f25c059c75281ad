"""One self-contained HTML page: an interactive graph with a day slider and search, and a timeline.

The graph library (Cytoscape.js, MIT) is bundled; nothing is fetched when the page is looked at.
"""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..export.fields import day
from ..subgraph import Edge, Subgraph
from .layout import positions
from .look import LOOKS

_QUOTES = 5  # quotes of a claim that the page carries


def write(subgraph: Subgraph, target: Path, title: str = "Entente") -> None:
    nodes, edges = list(subgraph.entities()), list(subgraph.claims())
    places = positions(nodes, edges)
    data = {
        "looks": {type_: {"colour": look.colour, "shape": look.shape} for type_, look in LOOKS.items()},
        "nodes": [
            {
                "id": n.id,
                "type": n.type,
                "name": n.name,
                "aliases": n.aliases,
                "x": places[n.id][0],
                "y": places[n.id][1],
            }
            for n in nodes
        ],
        "edges": [_edge(edge) for edge in edges],
    }
    page = _asset("page.html")
    for mark, text in (
        ("%TITLE%", escape(title)),
        ("/*STYLE*/", _asset("page.css")),
        ("/*CYTOSCAPE*/", _asset("cytoscape.min.js").replace("</script", "<\\/script")),
        ("/*PAGE*/", _asset("page.js")),
        ("%DATA%", json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")),
    ):
        page = page.replace(mark, text)
    target.write_text(page, encoding="utf-8", newline="\n")


def _edge(edge: Edge) -> dict[str, Any]:
    first, last = edge.span
    sure_first, sure_last = edge.sure
    said: dict[str, Any] = {
        "id": edge.id,
        "source": edge.subject,
        "target": edge.object,
        "relation": edge.relation,
        "when": edge.when,
        "phase": edge.phase,
        "first": day(first),
        "last": day(last),
        "sureFirst": day(sure_first),
        "sureLast": day(sure_last),
        "confidence": edge.confidence,
        "qualifiers": edge.qualifiers or None,
        "proofs": [
            {"quote": proof.quote, "citation": proof.citation, "document": proof.key, "url": proof.url}
            for proof in edge.proofs[:_QUOTES]
        ],
        "more": max(len(edge.proofs) - _QUOTES, 0) or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")
