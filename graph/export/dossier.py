"""A brief on an actor or a pair, in Markdown, HTML or Word, made for a person to edit and send.

Who they are, what happened when, memberships, exercises, strategies, agreements, ties; every statement has a footnote
with document, date and quote.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from ..subgraph import Edge, Node, Proof, Subgraph

Line = tuple[str, list[int]]  # a statement and the numbers of its footnotes

_VERBS = {
    "MEMBER_OF": {"began": "became a member of", "held": "is or was a member of", "ended": "left"},
    "PARTICIPATED_IN": "took part in",
    "ORGANIZED": "organised",
    "ADOPTED": "adopted",
    "SIGNED": "signed",
    "ENDORSED": "endorsed",
    "COOPERATES_WITH": {
        "began": "began to cooperate with",
        "held": "cooperates with",
        "ended": "ended its cooperation with",
    },
    "ASSISTED": "assisted",
    "MET_WITH": "met",
    "CONDEMNED": "condemned",
    "ATTRIBUTED": "attributed cyber activity to",
    "SANCTIONED": "imposed sanctions on",
    "TARGETED": "carried out malicious cyber activity against",
    "HOLDS_OFFICE": {"began": "took office in", "held": "holds or held office in", "ended": "left office in"},
    "PART_OF": {"began": "became part of", "held": "is part of", "ended": "ceased to be part of"},
    "ORGAN_OF": {"began": "became an organ of", "held": "is an organ of", "ended": "ceased to be an organ of"},
}
_STAGES = {"ratification": "ratified", "accession": "acceded to", "entry into force": "became bound by"}
_SECTIONS = {
    "Memberships": ("MEMBER_OF",),
    "Exercises and meetings": ("PARTICIPATED_IN", "ORGANIZED", "MET_WITH"),
    "Strategies": ("ADOPTED",),
    "Agreements": ("SIGNED", "ENDORSED"),
    "Cooperation and assistance": ("COOPERATES_WITH", "ASSISTED"),
    "Attributions, condemnations and sanctions": ("ATTRIBUTED", "CONDEMNED", "SANCTIONED", "TARGETED"),
    "Offices": ("HOLDS_OFFICE",),
    "Parts and organs": ("PART_OF", "ORGAN_OF"),
}


@dataclass
class Brief:
    """What a dossier says, before it has a form."""

    title: str
    who: list[str] = field(default_factory=list)
    sections: list[tuple[str, list[Line]]] = field(default_factory=list)
    ties: list[tuple[str, str, int]] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)


def brief(subgraph: Subgraph) -> Brief:
    """The dossier's content: about the actors that the selection is around, or the one with the most claims."""
    nodes = {node.id: node for node in subgraph.entities()}
    edges = list(subgraph.claims())
    about = [id_ for id_ in subgraph.about if id_ in nodes] or _busiest(edges)
    result = Brief(title=" and ".join(nodes[id_].name for id_ in about))
    result.who = [_who(nodes[id_]) for id_ in about]
    lines = {edge.id: _line(edge, nodes, result.notes) for edge in sorted(edges, key=_when)}
    dated = [edge for edge in sorted(edges, key=_when) if edge.when]
    result.sections.append(("Timeline", [lines[edge.id] for edge in dated]))
    for heading, relations in _SECTIONS.items():
        chosen = [edge for edge in sorted(edges, key=_when) if edge.relation in relations]
        result.sections.append((heading, [lines[edge.id] for edge in chosen]))
    result.sections = [(heading, said) for heading, said in result.sections if said]
    result.ties = _ties(edges, nodes, about)
    return result


def write(subgraph: Subgraph, target: Path) -> None:
    content = brief(subgraph)
    if target.suffix.lower() == ".docx":
        _write_docx(content, target)
    else:
        text = _html(content) if target.suffix.lower() == ".html" else _markdown(content)
        target.write_text(text, encoding="utf-8", newline="\n")


def _busiest(edges: list[Edge]) -> list[str]:
    counts = Counter(end for edge in edges for end in (edge.subject, edge.object))
    return [min(counts, key=lambda id_: (-counts[id_], id_))]


def _who(node: Node) -> str:
    also = f", also known as {', '.join(node.aliases)}" if node.aliases else ""
    return f"{node.name} ({node.type.lower()}){also}."


def _when(edge: Edge) -> tuple[str, str]:
    day = edge.earliest or edge.latest
    return (day.isoformat() if day else "9999", edge.id)


def statement(edge: Edge, nodes: dict[str, Node]) -> str:
    """The claim as an English sentence without its full stop."""
    verb = _VERBS[edge.relation]
    words = verb[edge.phase or "held"] if isinstance(verb, dict) else verb
    words = _STAGES.get(str(edge.qualifiers.get("stage")), words)
    said = f"{nodes[edge.subject].name} {words} {nodes[edge.object].name}"
    for name, form in (("role", " as {}"), ("topics", " on {}"), ("incident", " ({})"), ("according_to", ", says {}")):
        if value := edge.qualifiers.get(name):
            said += form.format(", ".join(value) if isinstance(value, list) else value)
    return said


def _line(edge: Edge, nodes: dict[str, Node], notes: dict[str, int]) -> Line:
    numbers = list(dict.fromkeys(notes.setdefault(_note(proof), len(notes) + 1) for proof in edge.proofs))
    return f"{edge.when or 'undated'}: {statement(edge, nodes)}.", numbers


def _note(proof: Proof) -> str:
    said = proof.citation
    if proof.source is None and proof.key != proof.title:
        said += f" [{proof.key}]"
    if proof.quote:
        said += f": “{' '.join(proof.quote.split())}”"
    if proof.url:
        said += f" {proof.url}"
    if proof.seen:
        said += f" (seen {proof.seen})"
    return said


def _ties(edges: list[Edge], nodes: dict[str, Node], about: list[str]) -> list[tuple[str, str, int]]:
    counts: Counter[tuple[str, str]] = Counter()
    own = {*about, *(edge.subject for edge in edges if edge.relation == "ORGAN_OF" and edge.object in about)}
    for edge in edges:
        for one, other in ((edge.subject, edge.object), (edge.object, edge.subject)):
            if one in own and other not in own:
                counts[nodes[other].name, edge.relation] += 1
    return sorted(((name, relation, n) for (name, relation), n in counts.items()), key=lambda t: (-t[2], t[0], t[1]))


def _markdown(content: Brief) -> str:
    out = [f"# {_md(content.title)}", "", *(_md(line) for line in content.who), ""]
    for heading, lines in content.sections:
        out += [f"## {heading}", ""]
        out += [f"- {_md(text)}{''.join(f'[^{n}]' for n in numbers)}" for text, numbers in lines] + [""]
    if content.ties:
        out += ["## Ties", "", "| with | relation | statements |", "| --- | --- | ---: |"]
        out += [f"| {_md(name)} | {relation} | {n} |" for name, relation, n in content.ties] + [""]
    out += [f"[^{n}]: {_md(note)}" for note, n in content.notes.items()]
    return "\n".join(out) + "\n"


def _md(text: str) -> str:
    text = " ".join(text.split())
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    return text


def _html(content: Brief) -> str:
    out = [
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">',
        f"<title>{escape(content.title)}</title>",
        "<style>body{font:16px/1.5 serif;max-width:46em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse}td,th{border-bottom:1px solid #999;padding:.2em .8em;text-align:left}"
        "sup a{text-decoration:none}ol{font-size:.9em}</style>\n</head>\n<body>",
        f"<h1>{escape(content.title)}</h1>",
        *(f"<p>{escape(line)}</p>" for line in content.who),
    ]
    for heading, lines in content.sections:
        out.append(f"<h2>{heading}</h2>\n<ul>")
        for text, numbers in lines:
            marks = "".join(f'<sup><a href="#note-{n}">{n}</a></sup> ' for n in numbers)
            out.append(f"<li>{escape(text)}{marks}</li>")
        out.append("</ul>")
    if content.ties:
        out.append("<h2>Ties</h2>\n<table><tr><th>with</th><th>relation</th><th>statements</th></tr>")
        out += [f"<tr><td>{escape(name)}</td><td>{r}</td><td>{n}</td></tr>" for name, r, n in content.ties]
        out.append("</table>")
    out.append("<h2>Notes</h2>\n<ol>")
    out += [f'<li id="note-{n}">{escape(note)}</li>' for note, n in content.notes.items()]
    out.append("</ol>\n</body>\n</html>")
    return "\n".join(out) + "\n"


def _write_docx(content: Brief, target: Path) -> None:
    import datetime as dt

    from docx import Document

    book = Document()
    book.core_properties.title = content.title
    book.core_properties.author = "Entente"
    book.core_properties.created = book.core_properties.modified = dt.datetime(2000, 1, 1)
    book.add_heading(_plain(content.title), 0)
    for line in content.who:
        book.add_paragraph(_plain(line))
    for heading, lines in content.sections:
        book.add_heading(heading, 1)
        for text, numbers in lines:
            paragraph = book.add_paragraph(_plain(text), style="List Bullet")
            if numbers:
                paragraph.add_run(" " + ", ".join(map(str, numbers))).font.superscript = True
    if content.ties:
        book.add_heading("Ties", 1)
        table = book.add_table(rows=1, cols=3)
        for cell, text in zip(table.rows[0].cells, ("with", "relation", "statements"), strict=True):
            cell.text = text
        for name, relation, n in content.ties:
            for cell, text in zip(table.add_row().cells, (name, relation, str(n)), strict=True):
                cell.text = _plain(text)
    book.add_heading("Notes", 1)
    for note, n in content.notes.items():
        book.add_paragraph(_plain(f"{n}. {note}"))
    book.save(str(target))


def _plain(text: str) -> str:
    """The text without what XML can't hold."""
    from .fields import xml_text

    return xml_text(text)
