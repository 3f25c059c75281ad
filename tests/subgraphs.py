"""Subgraphs made for the tests: seeded, every relation, every kind of date, names that break careless writers."""

from __future__ import annotations

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
BEYOND_XML = "a control \x0b character"


class MadeSubgraph:
    """A subgraph in memory; `about` is its first entity."""

    def __init__(self, entities: int, claims: int, seed: int = 1) -> None:
        chance = random.Random(seed)
        known = vocabulary()
        types = list(known.entities)
        self.nodes = [
            Node(
                f"e{i:06}", types[i % len(types)], f"{NAMES[i % len(NAMES)]} {i}", ("alias; one", "日") if i % 3 else ()
            )
            for i in range(entities)
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
        quoted = Proof(
            document=f"notes/briefing {i % 7}.txt",
            title=f"Briefing «{i % 7}»",
            date="2024-05-01",
            quote=f"{QUOTES[i % len(QUOTES)]} {i}",
            char_start=10 + i,
            char_end=40 + i,
            confidence=0.8,
            rule="join",
        )
        cited = Proof(
            "record.yaml", "Record", source="The list", publisher="A body", url="https://example.org/x?a=1&b=2"
        )
        return Edge(
            id=f"{i:08d}-0000-5000-8000-000000000000",
            subject=ends[0],
            relation=relation,
            object=ends[1],
            when=when,
            phase="held" if state else None,
            earliest=earliest,
            latest=latest,
            first=earliest if state else None,
            last=latest if state else None,
            confidence=0.8,
            qualifiers={"topics": ("cyber; norms", "5G")} if relation == "COOPERATES_WITH" else {},
            proofs=(quoted, cited) if i % 2 else (quoted,),
        )

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
