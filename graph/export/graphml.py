"""GraphML: a directed multigraph whose nodes and edges carry scalars only, written as it is read."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ..subgraph import Subgraph
from . import fields

_TYPES = {str: "string", int: "int", float: "double"}
_NODE = {name: type_ for name, type_ in fields.NODE.items() if name != "id"}
_EDGE = {name: type_ for name, type_ in fields.EDGE.items() if name not in ("id", "subject", "object")}


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for domain, columns in (("node", _NODE), ("edge", _EDGE)):
            for name, type_ in columns.items():
                out.write(
                    f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>\n'
                )
        out.write('<graph id="entente" edgedefault="directed">\n')
        for node in subgraph.entities():
            values = fields.of_node(node)
            out.write(f"<node id={_attribute(node.id)}>{_data('node', values, _NODE)}</node>\n")
        for edge in subgraph.claims():
            ends = f"id={_attribute(edge.id)} source={_attribute(edge.subject)} target={_attribute(edge.object)}"
            out.write(f"<edge {ends}>{_data('edge', fields.of_edge(edge), _EDGE)}</edge>\n")
        out.write("</graph>\n</graphml>\n")


def _attribute(text: str) -> str:
    return quoteattr(fields.xml_text(text))


def _data(domain: str, values: dict[str, fields.Scalar], columns: dict[str, type]) -> str:
    return "".join(
        f'<data key="{domain}-{name}">{escape(fields.xml_text(str(values[name])))}</data>'
        for name in columns
        if values[name] is not None
    )
