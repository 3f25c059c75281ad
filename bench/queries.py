"""Times the canned queries about one actor on a small and on a large graph, each in a Neo4j of its own.

Both graphs are made of blocks of 10,000 claims, in which an actor has about 40; the large one has more blocks, so that
the actors asked about have the very same neighbours in both, and any difference is the size of the graph. They are
written as for `neo4j-admin database import`, imported by it, and indexed by `graph.schema`.

usage: python bench/queries.py [--claims 10000 1000000] [--rounds 4] [QUERY ...]     (some 15 minutes and 3 GB of disk)
Prints a line for each query: the median milliseconds of `queries.run.run` on each graph and the ratio of the two (at
most 2 is wanted); the median ratio of `run` to the bare driver sending the same Cypher (at most 1.2), with what finds
the actor by name counted (`run`) and not (`Cypher`); and, by PROFILE on the large graph, the database hits, and the
seeks and scans that were done. Ends with 1 when there is a scan.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import neo4j

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from neo4j_import import imported

from cyberentente.graph.connect import Store
from cyberentente.graph.export import bulk
from cyberentente.graph.schema import prepare
from cyberentente.graph.subgraph import Edge, Node, Proof
from cyberentente.loaders.gazetteer import Gazetteer
from cyberentente.queries import catalog, run
from cyberentente.schema import edtf
from cyberentente.schema.vocabulary import vocabulary

BLOCK = 10_000
RELEASE = "neo4j-5.26"
SIZES = {
    "State": 375,
    "Organization": 100,
    "Exercise": 60,
    "Forum": 60,
    "Agreement": 60,
    "Strategy": 30,
    "Person": 50,
    "Incident": 20,
}
KINDS = (
    ("State", "COOPERATES_WITH", "State"),
    ("State", "PARTICIPATED_IN", "Exercise"),
    ("State", "MEMBER_OF", "Organization"),
    ("State", "MET_WITH", "State"),
    ("State", "SIGNED", "Agreement"),
    ("State", "ASSISTED", "State"),
    ("State", "PARTICIPATED_IN", "Forum"),
    ("State", "CONDEMNED", "State"),
    ("State", "ORGANIZED", "Exercise"),
    ("State", "ENDORSED", "Agreement"),
    ("State", "SANCTIONED", "State"),
    ("State", "ADOPTED", "Strategy"),
    ("State", "ATTRIBUTED", "State"),
    ("State", "TARGETED", "State"),
    ("Person", "HOLDS_OFFICE", "State"),
    ("Organization", "ORGAN_OF", "State"),
    ("Organization", "PARTICIPATED_IN", "Exercise"),
    ("Incident", "TARGETED", "State"),
)
"""Kinds of claims, made in turn."""
_PARAMETERS: dict[str, tuple[str, ...]] = {
    "agreement-parties": ("agreement",),
    "agreements": ("actor",),
    "assistance": ("donor",),
    "attributions": ("attributor",),
    "bilateral-timeline": ("actor", "other"),
    "common-memberships": ("actor", "other"),
    "condemnations": ("actor",),
    "dialogues": ("actor",),
    "documents": ("about",),
    "endorsements": ("actor",),
    "evidence": ("claim",),
    "exercise-participants": ("exercise",),
    "exercises-joined": ("actor",),
    "hosted": ("actor",),
    "joined": ("organization",),
    "members": ("organization",),
    "memberships": ("actor",),
    "officials": ("of",),
    "operations": ("actor",),
    "organizers": ("event",),
    "partners": ("actor",),
    "sanctions": ("actor",),
    "strategies": ("actor",),
    "structure": ("organization",),
    "timeline": ("actor",),
}
_TYPES = {"agreement": "Agreement", "event": "Exercise", "exercise": "Exercise", "organization": "Organization"}
_SCANS = ("AllNodesScan", "LabelScan", "TypeScan", "AllRelationshipsScan", "IndexScan")


class Blocks:
    """A made graph of so many claims, written out as it is made; block n is the same in every graph."""

    about = ()
    is_empty = False

    def __init__(self, claims: int) -> None:
        self.blocks = max(1, claims // BLOCK)

    def entities(self) -> Iterator[Node]:
        for block in range(self.blocks):
            for type_, size in SIZES.items():
                for number in range(size):
                    id_ = entity(type_, number, block)
                    yield Node(type_, {"id": id_, "name": f"Name of {id_}", "aliases": [f"Alias of {id_}"]})

    def claims(self) -> Iterator[Edge]:
        for block in range(self.blocks):
            chance = random.Random(block)
            for number in range(BLOCK):
                yield _edge(block, number, chance)


def entity(type_: str, number: int, block: int = 0) -> str:
    return f"{type_.lower()}:{block}-{number}"


def claim(number: int, block: int = 0) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{block} {number}"))


def _edge(block: int, number: int, chance: random.Random) -> Edge:
    one, relation, other = KINDS[number % len(KINDS)]
    subject = chance.randrange(SIZES[one])
    object_ = chance.randrange(SIZES[other])
    if one == other and subject == object_:
        object_ = (subject + 1) % SIZES[other]
    ends = entity(one, subject, block), entity(other, object_, block)
    when, dates = _dates(chance.randrange(2012, 2025), chance.randrange(13), vocabulary().relations[relation].state)
    id_ = claim(number, block)
    said = {
        "when": when,
        "confidence": chance.randrange(50, 100) / 100,
        "quote": f"In sentence {number}, {ends[0]} and {ends[1]} did this, with some more words to fill it.",
    }
    proof = {
        "id": str(uuid.UUID(int=chance.getrandbits(128))),
        "claim": id_,
        "says": id_,
        "strand": id_,
        "subject": ends[0],
        "relation": relation,
        "object": ends[1],
        "modality": "asserted",
        "rule": "bench",
        "char_start": number,
        "char_end": number + 80,
    }
    document = {"key": f"{block}/{number // 25}.txt", "title": f"Text {number // 25}", "date": "2024-05-01"}
    found = Proof(proof | said, document | {"latest": edtf.parse("2024-05-01").latest})
    known = {"id": id_, "source": found.title, "document": found.key, "witnesses": 1}
    return Edge(ends[0], relation, ends[1], known | said | dates, (found,))


@cache
def _dates(year: int, month: int, state: bool) -> tuple[str, dict[str, Any]]:
    """A date (a year when month is 0), and the properties that a claim has by it."""
    when = f"{year}-{month:02}" if month else str(year)
    period = edtf.parse(when)
    dates: dict[str, Any] = {"earliest": period.earliest, "latest": period.latest}
    if state:
        dates |= {"phase": "began", "start_earliest": period.earliest, "start_latest": period.latest}
    return when, dates


class Asked:
    """One graph's server, asked through `queries.run` and by a driver of its own."""

    def __init__(self, claims: int, stack: ExitStack) -> None:
        begun = time.monotonic()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="entente-bench-")))
        bulk.write(Blocks(claims), folder)
        written = time.monotonic()
        self.store: Store = stack.enter_context(imported(RELEASE, folder / "import.sh"))
        stack.callback(self.store.close)
        for file in folder.glob("*.csv"):
            file.unlink()
        ready = time.monotonic()
        prepare(self.store)
        self.driver = stack.enter_context(
            neo4j.GraphDatabase.driver(self.store.place, auth=None, notifications_min_severity="OFF")
        )
        self.driver.execute_query("CALL db.awaitIndexes(600)")
        print(
            f"{claims:,} claims: {written - begun:.0f} s to write, {ready - written:.0f} s to import, "
            f"{time.monotonic() - ready:.0f} s to index",
            flush=True,
        )

    def bare(self, cypher: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        with self.driver.session() as session:
            return session.execute_read(lambda transaction: transaction.run(cypher, parameters).data())

    def profile(self, cypher: str, parameters: dict[str, Any]) -> tuple[list[str], int]:
        """The seeks and scans of the plan that were done, and the database hits of all operators."""
        _, summary, _ = self.driver.execute_query("PROFILE\n" + cypher, parameters)
        starts: set[str] = set()
        hits = 0
        plans: list[dict[str, Any]] = [summary.profile or {}]
        while plans:
            plan = plans.pop()
            name = plan["operatorType"].partition("@")[0]
            its_hits = plan.get("dbHits", 0)
            hits += its_hits
            if its_hits and ("Seek" in name or "Scan" in name):
                starts.add(name)
            plans += plan.get("children", [])
        return sorted(starts), hits


def values(names: tuple[str, ...], number: int) -> dict[str, str]:
    """What is asked about the first time, the second..."""
    given = {}
    for place, name in enumerate(names):
        number_ = 7 * number + place
        given[name] = claim(number_) if name == "claim" else entity(_TYPES.get(name, "State"), number_)
    return given


def timed(work: Callable[..., object], *given: object) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work(*given)
    return 1000 * (time.perf_counter() - begun)


def measure(query: catalog.Query, graphs: list[Asked], rounds: int, gazetteer: Gazetteer) -> bool:
    """Print the query's line; False when it scans."""
    asked = [values(_PARAMETERS[query.name], number) for number in range(5)]
    whole: list[list[float]] = [[] for _ in graphs]
    bare: list[list[float]] = [[] for _ in graphs]
    alone: list[float] = []
    for turn in range(-2, rounds):
        for given in asked:
            for graph, its_whole, its_bare in zip(graphs, whole, bare, strict=True):
                bound = run.bound(graph.store, query, given, gazetteer)
                cypher = timed(graph.bare, query.cypher, bound)
                read = timed(graph.store.read, query.cypher, bound)
                through = timed(run.run, graph.store, query, given, gazetteer)
                if turn >= 0:  # the first two warm up
                    its_bare.append(cypher)
                    its_whole.append(through)
                    alone.append(read / cypher)
    large = graphs[-1]
    starts, hits = large.profile(query.cypher, run.bound(large.store, query, asked[0], gazetteer))
    rows = [len(run.run(large.store, query, given, gazetteer).rows) for given in asked]
    times = [statistics.median(each) for each in whole]
    over = statistics.median(
        one / other for mine, theirs in zip(whole, bare, strict=True) for one, other in zip(mine, theirs, strict=True)
    )
    print(
        f"{query.name:22}{statistics.mean(rows):6.1f}"
        + "".join(f"{each:10.1f}" for each in times)
        + f"{statistics.median(one / other for one, other in zip(whole[-1], whole[0], strict=True)):9.2f}"
        + f"{over:7.2f}{statistics.median(alone):8.2f}{hits:8}  {' '.join(starts)}",
        flush=True,
    )
    return not any(scan in start for start in starts for scan in _SCANS)


def main() -> int:
    """Make the graphs, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("queries", nargs="*", metavar="QUERY", default=sorted(_PARAMETERS))
    parser.add_argument("--claims", type=int, nargs=2, default=(BLOCK, 100 * BLOCK))
    parser.add_argument("--rounds", type=int, default=4, help="how often each of five actors is asked about")
    options = parser.parse_args()
    gazetteer = Gazetteer.load()
    with ExitStack() as stack:
        graphs = [Asked(claims, stack) for claims in options.claims]
        small, large = (f"{claims:,}" for claims in options.claims)
        print(f"{'query':22}{'rows':>6}{small:>10}{large:>10}{'ratio':>9}{'run':>7}{'Cypher':>8}{'hits':>8}  seeks")
        indexed = [measure(catalog.find(name), graphs, options.rounds, gazetteer) for name in options.queries]
    return 0 if all(indexed) else 1


if __name__ == "__main__":
    sys.exit(main())
