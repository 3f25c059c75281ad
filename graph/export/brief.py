"""What a dossier says, before it has a form.

Who the actors are, what happened when, memberships, exercises, strategies, agreements, ties; every statement with the
numbers of its footnotes. It is put in order in a file, so that little of it is ever in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from ..subgraph import Edge, Node, Proof, Subgraph

Line = tuple[str, list[int]]
"""A statement and the numbers of its footnotes."""
Tie = tuple[str, str, int]
"""Another's name, a relation, and how many statements say so."""

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
_TABLES = """
CREATE TABLE line (day TEXT, id TEXT, dated INTEGER, relation TEXT, subject TEXT, object TEXT, text TEXT, notes TEXT);
CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT UNIQUE);
"""
_BUSIEST = """
SELECT actor FROM (SELECT subject AS actor FROM line UNION ALL SELECT object FROM line)
GROUP BY actor ORDER BY count(*) DESC, actor LIMIT 1
"""


@dataclass(frozen=True)
class Brief:
    """The content of a dossier: its sections and notes are read from a file whenever they are asked for."""

    title: str
    who: list[str]
    ties: list[Tie]
    _book: sqlite3.Connection

    def sections(self) -> Iterator[tuple[str, Iterator[Line]]]:
        """The headings with their lines, by date; none is empty."""
        chosen = {"Timeline": "dated"} | {
            heading: f"relation IN ({', '.join(map(repr, relations))})" for heading, relations in _SECTIONS.items()
        }
        for heading, condition in chosen.items():
            if self._book.execute(f"SELECT 1 FROM line WHERE {condition} LIMIT 1").fetchone():
                yield heading, self._lines(condition)

    def notes(self) -> Iterator[tuple[int, str]]:
        """The footnotes with their numbers."""
        yield from self._book.execute("SELECT number, text FROM note ORDER BY number")

    def _lines(self, condition: str) -> Iterator[Line]:
        rows = self._book.execute(f"SELECT text, notes FROM line WHERE {condition} ORDER BY day, id")
        for text, notes in rows:
            yield text, [self._number(note) for note in json.loads(notes)]

    def _number(self, note: str) -> int:
        return int(self._book.execute("SELECT number FROM note WHERE text = ?", (note,)).fetchone()[0])


@contextmanager
def brief(subgraph: Subgraph) -> Iterator[Brief]:
    """The dossier's content: about the actors that the selection is around, or the one with the most claims."""
    names = {node.id: node.name for node in subgraph.entities()}
    with closing(sqlite3.connect("")) as book:
        book.executescript(_TABLES)
        book.executemany(
            "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (_row(edge, names) for edge in subgraph.claims())
        )
        said = book.execute("SELECT notes FROM line ORDER BY day, id")
        book.executemany(
            "INSERT OR IGNORE INTO note (text) VALUES (?)", ((note,) for (notes,) in said for note in json.loads(notes))
        )
        about = [id_ for id_ in subgraph.about if id_ in names] or [book.execute(_BUSIEST).fetchone()[0]]
        nodes = {node.id: node for node in subgraph.entities() if node.id in about}
        yield Brief(
            title=" and ".join(names[id_] for id_ in about),
            who=[_who(nodes[id_]) for id_ in about],
            ties=_ties(book, names, about),
            _book=book,
        )


def statement(edge: Edge, names: Mapping[str, str]) -> str:
    """The claim as an English sentence without its full stop."""
    verb = _VERBS[edge.relation]
    words = verb[edge.phase or "held"] if isinstance(verb, dict) else verb
    words = _STAGES.get(str(edge.qualifiers.get("stage")), words)
    said = f"{names[edge.subject]} {words} {names[edge.object]}"
    for name, form in (("role", " as {}"), ("topics", " on {}"), ("incident", " ({})"), ("according_to", ", says {}")):
        if value := edge.qualifiers.get(name):
            said += form.format(", ".join(value) if isinstance(value, list) else value)
    return said


def _row(edge: Edge, names: Mapping[str, str]) -> tuple[str | bool, ...]:
    day = edge.earliest or edge.latest
    notes = list(dict.fromkeys(map(_note, edge.proofs)))
    return (
        day.isoformat() if day else "9999",
        edge.id,
        bool(edge.when),
        edge.relation,
        edge.subject,
        edge.object,
        f"{edge.when or 'undated'}: {statement(edge, names)}.",
        json.dumps(notes),
    )


def _who(node: Node) -> str:
    also = f", also known as {', '.join(node.aliases)}" if node.aliases else ""
    return f"{node.name} ({node.type.lower()}){also}."


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


def _ties(book: sqlite3.Connection, names: Mapping[str, str], about: list[str]) -> list[Tie]:
    """What each other actor shares with those the brief is about and with their organs, most first."""
    organs = book.execute("SELECT subject, object FROM line WHERE relation = 'ORGAN_OF'")
    own = {*about, *(organ for organ, owner in organs if owner in about)}
    counts: Counter[tuple[str, str]] = Counter()
    for subject, relation, object_ in book.execute("SELECT subject, relation, object FROM line"):
        for one, other in ((subject, object_), (object_, subject)):
            if one in own and other not in own:
                counts[names[other], relation] += 1
    return sorted(((name, relation, n) for (name, relation), n in counts.items()), key=lambda t: (-t[2], t[0], t[1]))
