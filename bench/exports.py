"""Times each export of a large made graph beside networkx writing the same, and its peak memory.

Times are the processor's, so that other work on the machine does not count, and the least of five turns. What networkx
writes holds the same entities, claims and evidence as ours; the time it takes to build its graph is told apart, and
ours has that work (to make named scalars of a claim) inside.

usage: python bench/exports.py [CLAIMS] [FORMAT ...]     (100000 claims and every format by default)
Each format runs in a process of its own, and networkx's in others of the same run. For CSV there are two of networkx's:
"edgelist" is its own writer, which quotes nothing, so that no reader finds the columns, and leaves the entities out;
"csv" hands its nodes and edges to the csv module.
"""

from __future__ import annotations

import csv
import gc
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

TURNS = 5
_EDGE = [name for name in fields.EDGE if name not in ("id", "subject", "object")]
_PROOF = [name for name in fields.PROOF if name not in ("claim", "document")]

Written = Callable[[Any, Path], None]
"""Writes a graph to a folder."""


def networkx_graphml(graph: Any, folder: Path) -> None:
    import networkx

    networkx.write_graphml(graph, folder / "graph.graphml")


def networkx_edgelist(graph: Any, folder: Path) -> None:
    import networkx

    networkx.write_edgelist(graph, folder / "claims.csv", delimiter=",", data=_EDGE)
    networkx.write_edgelist(graph.graph["evidence"], folder / "evidence.csv", delimiter=",", data=_PROOF)


def networkx_csv(graph: Any, folder: Path) -> None:
    def edges(of: Any, names: list[str]) -> Iterable[list[object]]:
        return ([*ends, *(data.get(name) for name in names)] for *ends, data in of.edges(keys=True, data=True))

    nodes = ([data.get(name) for name in fields.NODE] for _, data in graph.nodes(data=True))
    tables = {
        "entities": nodes,
        "claims": edges(graph, _EDGE),
        "evidence": edges(graph.graph["evidence"], _PROOF),
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)


NETWORKX: dict[str, dict[str, Written]] = {
    "graphml": {"networkx": networkx_graphml},
    "csv": {"networkx edgelist": networkx_edgelist, "networkx csv": networkx_csv},
}


def built(made: MadeSubgraph) -> Any:
    """The graph as networkx has it: evidence in a second one, from claim to document."""
    import networkx

    graph = networkx.MultiDiGraph()
    for node in made.entities():
        graph.add_node(node.id, **_present(fields.NODE, fields.of_node(node)))
    evidence = networkx.MultiDiGraph()
    for edge in made.claims():
        graph.add_edge(edge.subject, edge.object, key=edge.id, **_present(fields.EDGE, fields.of_edge(edge)))
        for proof in edge.proofs:
            evidence.add_edge(edge.id, proof.key, key=proof.id, **_present(fields.PROOF, fields.of_proof(proof)))
    graph.graph["evidence"] = evidence
    return graph


def _present(names: Iterable[str], values: list[fields.Scalar]) -> dict[str, object]:
    said = zip(names, values, strict=True)
    return {name: value for name, value in said if value is not None and name not in ("subject", "object")}


def timed(work: Callable[..., Any], *given: Any) -> tuple[float, Any]:
    gc.collect()
    begun = time.process_time()
    result = work(*given)
    return time.process_time() - begun, result


def measured(name: str, theirs: Written | None, claims: int, results: Any) -> None:
    """Puts the seconds to build (None for ours) and to write, and the megabytes more that both take."""
    made = MadeSubgraph(claims // 10, claims)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    build, graph = timed(built, made) if theirs else (None, made)
    if theirs and name != "csv":
        graph.graph.clear()
    times = []
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / f"graph{(FORMATS[name].suffixes or ('',))[0]}"
            seconds, _ = timed(theirs, graph, Path(folder)) if theirs else timed(export, made, name, target)
            times.append(seconds)
    results.put((build, min(times), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024))


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"{claims} claims, {claims // 10} entities\n{'format':20} {'build s':>8} {'write s':>8} {'MB more':>8}")
    for name in sys.argv[2:] or list(FORMATS):
        for label, theirs in {**NETWORKX.get(name, {}), name: None}.items():
            results: Any = multiprocessing.Queue()
            process = multiprocessing.Process(target=measured, args=(name, theirs, claims, results))
            process.start()
            build, write, memory = results.get()
            process.join()
            print(f"{label:20} {'' if build is None else f'{build:.2f}':>8} {write:8.2f} {memory:8.0f}", flush=True)


if __name__ == "__main__":
    main()
