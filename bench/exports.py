"""Times each export of a large made graph beside networkx writing the same, and its peak memory.

Times are the processor's, so that other work on the machine does not count.

usage: python bench/exports.py [CLAIMS] [FORMAT ...]     (100000 claims and every format by default)
Each format runs in a process of its own; networkx's GraphML and CSV are timed in the same run.
"""

from __future__ import annotations

import csv
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from subgraphs import MadeSubgraph

from cyberentente.graph.export import FORMATS, export, fields


def ours(made: MadeSubgraph, name: str, folder: Path) -> float:
    target = folder / f"graph{(FORMATS[name].suffixes or ('',))[0]}"
    begun = time.process_time()
    export(made, name, target)
    return time.process_time() - begun


def networkx_graphml(made: MadeSubgraph, _: str, folder: Path) -> float:
    import networkx

    graph = _networkx(made)
    begun = time.process_time()
    networkx.write_graphml(graph, folder / "graph.graphml")
    return time.process_time() - begun


def networkx_csv(made: MadeSubgraph, _: str, folder: Path) -> float:
    """By the csv module: in networkx's own edge lists nothing is quoted, so that no reader finds the columns."""
    graph = _networkx(made)
    evidence = [_present(fields.PROOF, fields.of_proof(proof)) for edge in made.edges for proof in edge.proofs]
    begun = time.process_time()
    nodes = ([data.get(name) for name in fields.NODE] for _, data in graph.nodes(data=True))
    edges = ([*ends, *(data.get(name) for name in _EDGE)] for *ends, data in graph.edges(keys=True, data=True))
    proofs = ([data.get(name) for name in fields.PROOF] for data in evidence)
    for name, rows in (("entities", nodes), ("claims", edges), ("evidence", proofs)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return time.process_time() - begun


_EDGE = [name for name in fields.EDGE if name not in ("id", "subject", "object")]


def _networkx(made: MadeSubgraph) -> Any:
    import networkx

    graph = networkx.MultiDiGraph()
    for node in made.entities():
        graph.add_node(node.id, **_present(fields.NODE, fields.of_node(node)))
    for edge in made.claims():
        graph.add_edge(edge.subject, edge.object, key=edge.id, **_present(fields.EDGE, fields.of_edge(edge)))
    return graph


def _present(names: Iterable[str], values: list[object]) -> dict[str, object]:
    said = zip(names, values, strict=True)
    return {name: value for name, value in said if value is not None and name not in ("subject", "object")}


def measured(run: Callable[[MadeSubgraph, str, Path], float], name: str, claims: int, results: object) -> None:
    made = MadeSubgraph(claims // 10, claims)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        seconds = run(made, name, Path(folder))
    results.put((seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    names = sys.argv[2:] or list(FORMATS)
    runs = [
        (f"networkx {n}", run, n) for n, run in (("graphml", networkx_graphml), ("csv", networkx_csv)) if n in names
    ]
    print(f"{claims} claims, {claims // 10} entities\n{'format':20} {'CPU s':>8} {'MB more':>8}")
    for label, run, name in [*runs, *((name, ours, name) for name in names)]:
        results: multiprocessing.Queue[tuple[float, float]] = multiprocessing.Queue()
        process = multiprocessing.Process(target=measured, args=(run, name, claims, results))
        process.start()
        seconds, memory = results.get()
        process.join()
        print(f"{label:20} {seconds:8.2f} {memory:8.0f}", flush=True)


if __name__ == "__main__":
    main()
