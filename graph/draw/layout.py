"""Where the nodes stand: a force-directed layout that is the same in every run."""

from __future__ import annotations

import random
from collections.abc import Sequence

from ..subgraph import Edge, Node

Position = tuple[float, float]
_SPACING = 110.0  # pixels that neighbours are apart, roughly
_SWEEPS = 500


def positions(nodes: Sequence[Node], edges: Sequence[Edge]) -> dict[str, Position]:
    """Each node's place in pixels, around the origin; y grows downwards."""
    import igraph

    igraph.set_random_number_generator(random.Random(7))
    index = {node.id: i for i, node in enumerate(nodes)}
    pairs = sorted({(index[edge.subject], index[edge.object]) for edge in edges})
    graph = igraph.Graph(n=len(nodes), edges=pairs)
    side = max(len(nodes), 1) ** 0.5
    seed = [[(i % side) + 0.1 * (i % 7), i / side] for i in range(len(nodes))]
    layout = graph.layout_fruchterman_reingold(niter=_SWEEPS, seed=seed, grid="nogrid" if len(nodes) < 500 else "grid")
    layout.center()
    return {
        node.id: (round(x * _SPACING, 1), round(y * _SPACING, 1))
        for node, (x, y) in zip(nodes, layout.coords, strict=True)
    }
