"""SVG and PNG figures for papers, drawn with matplotlib; the same selection gives the same bytes."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from ..export.fields import xml_text
from ..subgraph import Subgraph
from .layout import positions
from .look import LOOKS

_WIDEST = 40.0  # inches


def write(subgraph: Subgraph, target: Path, title: str = "") -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    from .fonts import families, shown

    nodes, edges = list(subgraph.entities()), list(subgraph.claims())
    places = {id_: (x, -y) for id_, (x, y) in positions(nodes, edges).items()}
    side = min(6 + len(nodes) ** 0.5, _WIDEST)
    # An SVG names its fonts, so whoever looks at it needs them, not we; a PNG is made of ours.
    vector = target.suffix.lower() == ".svg"
    fonts = families([title, *(node.name for node in nodes)])

    def plain(text: str) -> str:
        said = xml_text(" ".join(text.split())) if vector else shown(text, fonts)
        return said.replace("$", r"\$")

    settings: Any = {"svg.hashsalt": "entente", "svg.fonttype": "none", "font.family": fonts}
    with matplotlib.rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")  # of an SVG's names; see above
        figure, axes = plt.subplots(figsize=(side * 1.3, side))
        axes.set_axis_off()
        if title:
            axes.set_title(plain(title))
        for pair in sorted({(edge.subject, edge.object) for edge in edges}):
            axes.annotate(
                "",
                xy=places[pair[1]],
                xytext=places[pair[0]],
                arrowprops={"arrowstyle": "-|>", "color": "#888888", "lw": 0.8, "shrinkA": 7, "shrinkB": 7},
                zorder=1,
            )
        for type_, look in LOOKS.items():
            of_type = [node for node in nodes if node.type == type_]
            if not of_type:
                continue
            xs, ys = zip(*(places[node.id] for node in of_type), strict=True)
            axes.scatter(xs, ys, s=110, c=look.colour, marker=look.marker, edgecolors="#222222", label=type_, zorder=2)
            for node in of_type:
                axes.annotate(
                    plain(node.name),
                    places[node.id],
                    xytext=(0, -8),
                    textcoords="offset points",
                    ha="center",
                    va="top",
                    fontsize=7,
                    zorder=3,
                )
        axes.legend(loc="lower left", frameon=False, fontsize=8)
        metadata = {"Date": None} if vector else {"Software": "Entente"}
        figure.savefig(target, bbox_inches="tight", dpi=150, metadata=metadata)
        plt.close(figure)
