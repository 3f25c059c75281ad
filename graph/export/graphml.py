"""GraphML: a directed multigraph whose nodes and edges carry scalars only, written as it is read."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ..subgraph import Subgraph
from . import fields

_TYPES = {str: "string", int: "int", float: "double"}
_NODE = list(fields.NODE)[1:]
_EDGE = [name for name in fields.EDGE if name not in ("id", "subject", "object")]
_NODE_TAGS, _EDGE_TAGS = (
    [f'<data key="{domain}-{name}">' for name in names] for domain, names in (("node", _NODE), ("edge", _EDGE))
)


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for domain, names, types in (("node", _NODE, fields.NODE), ("edge", _EDGE, fields.EDGE)):
            for name in names:
                out.write(
                    f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[types[name]]}"/>\n'
                )
        out.write('<graph id="entente" edgedefault="directed">\n')
        for node in subgraph.entities():
            id_, *values = fields.of_node(node)
            out.write(f"<node id={_attribute(id_)}>{_data(_NODE_TAGS, values)}</node>\n")
        for edge in subgraph.claims():
            id_, subject, relation, object_, *values = fields.of_edge(edge)
            ends = f"id={_attribute(id_)} source={_attribute(subject)} target={_attribute(object_)}"
            out.write(f"<edge {ends}>{_data(_EDGE_TAGS, [relation, *values])}</edge>\n")
        out.write("</graph>\n</graphml>\n")


def _attribute(value: fields.Scalar) -> str:
    return quoteattr(fields.xml_text(str(value)))


def _data(tags: list[str], values: list[fields.Scalar]) -> str:
    return "".join(
        [
            f"{tag}{escape(fields.xml_text(value)) if isinstance(value, str) else value}</data>"
            for tag, value in zip(tags, values, strict=True)
            if value is not None
        ]
    )
