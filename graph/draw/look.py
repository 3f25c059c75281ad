"""How entities look in every picture: a colour that colour-blind readers can tell apart, and a shape of its own."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """A fill colour (Okabe and Ito's palette), Cytoscape's name of the shape, and matplotlib's marker for it."""

    colour: str
    shape: str
    marker: str


LOOKS: dict[str, Look] = {
    "State": Look("#0072B2", "ellipse", "o"),
    "Organization": Look("#E69F00", "round-rectangle", "s"),
    "Forum": Look("#009E73", "hexagon", "h"),
    "Exercise": Look("#CC79A7", "diamond", "D"),
    "Strategy": Look("#56B4E9", "tag", "p"),
    "Agreement": Look("#F0E442", "vee", "v"),
    "Incident": Look("#D55E00", "triangle", "^"),
    "Person": Look("#999999", "star", "*"),
}
