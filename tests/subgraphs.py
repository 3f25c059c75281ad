"""Subgraphs made for the tests: seeded, every relation, every kind of date, names that break careless writers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from cyberentente.graph.subgraph import Edge, Node, Proof
from cyberentente.schema import edtf
from cyberentente.schema.vocabulary import vocabulary

NAMES = (
    "Japan",
    '日本 "Nippon", 外務省',
    "=HYPERLINK(1)",
    "Ελλάδα\nsecond line",
    "ישראל/צה״ל",
    "Côte d'Ivoire; <&>",
    "@cert \\ back\tslash",
    "Україна",
)
QUOTES = ('He said "=1+1",\nand left', "日本はサイバー演習に参加した。", "an apostrophe's 'place'", "plain words")
DATES = ("2018", "2022-03", "2015-05-30", "2011/..", "../2020-06", "2019/2021", None)
LOADED = dt.datetime(2026, 11, 25, 23, 7, 8, 123000)
BEYOND_XML = "a control \x0b character"


class MadeSubgraph:
    """A subgraph in memory; `about` is its first entity."""

    def __init__(self, entities: int, claims: int, seed: int = 1) -> None:
        chance = random.Random(seed)
        known = vocabulary()
        types = list(known.entities)
        self.nodes = [
            Node(
                types[i % len(types)],
                {
                    "id": f"e{i:06}",
                    "name": f"{NAMES[i % len(NAMES)]} {i}",
                    "aliases": ["alias; one", "日"] if i % 3 else [],
                    "loaded": LOADED,
                },
            )
            for i in range(entities)
        ]
        self.documents = [
            {"key": f"notes/briefing {n}.txt", "title": f"Briefing «{n}»", "date": "2024-05-01"} for n in range(7)
        ]
        by_type: dict[str, list[str]] = {}
        for node in self.nodes:
            by_type.setdefault(node.type, []).append(node.id)
        relations = sorted(known.relations)
        self.edges = []
        for i in range(claims):
            relation = relations[i % len(relations)]
            rule = known.relations[relation]
            ends = [chance.choice(by_type[chance.choice(side)]) for side in (rule.domain, rule.range)]
            self.edges.append(self._edge(i, ends, relation, rule.state, DATES[chance.randrange(len(DATES))]))

    def _edge(self, i: int, ends: list[str], relation: str, state: bool, when: str | None) -> Edge:
        period = edtf.parse(when) if when else None
        earliest, latest = (period.earliest, period.latest) if period else (None, None)
        id_ = f"{i:08d}-0000-5000-8000-000000000000"
        quoted = Proof(
            {
                "id": f"{i:08d}-0000-5000-8000-00000000000a",
                "claim": id_,
                "quote": f"{QUOTES[i % len(QUOTES)]} {i}",
                "char_start": 10 + i,
                "char_end": 40 + i,
                "confidence": 0.8,
                "rule": "join",
            },
            self.documents[i % 7],
        )
        cited = Proof(
            {
                "id": f"{i:08d}-0000-5000-8000-00000000000b",
                "claim": id_,
                "confidence": 0.8,
                "source_title": "The list",
                "source_publisher": "A body",
                "source_url": "https://example.org/x?a=1&b=2",
                "source_seen": dt.date(2026, 11, 25),
            },
            {"key": "record.yaml", "title": "Record"},
        )
        said = {
            "id": id_,
            "when": when,
            "phase": "held" if state else None,
            "earliest": earliest,
            "latest": latest,
            "ongoing": when == "2011/..",
            "start_earliest": earliest if state else None,
            "end_latest": latest if state else None,
            "confidence": 0.8,
            "quote": quoted.quote,
            "source": quoted.title,
            "document": quoted.key,
            "topics": ["cyber; norms", "5G"] if relation == "COOPERATES_WITH" else None,
            "loaded": LOADED,
        }
        properties = {name: value for name, value in said.items() if value is not None}
        return Edge(ends[0], relation, ends[1], properties, (quoted, cited) if i % 2 else (quoted,))

    @property
    def about(self) -> tuple[str, ...]:
        return (self.nodes[0].id,)

    @property
    def is_empty(self) -> bool:
        return not self.edges

    def entities(self) -> Iterator[Node]:
        return iter(self.nodes)

    def claims(self) -> Iterator[Edge]:
        return iter(self.edges)
