"""GEXF 1.3: a dynamic graph in which each edge begins and ends when it can have held, for Gephi's timeline."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from ..subgraph import Edge, Subgraph
from . import fields

_TYPES = {str: "string", int: "integer", float: "double"}
_NODE = ("type", "aliases")
_EDGE = tuple(name for name in fields.EDGE if name not in ("id", "subject", "object"))


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
            '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
        )
        for class_, columns, types in (("node", _NODE, fields.NODE), ("edge", _EDGE, fields.EDGE)):
            out.write(f'<attributes class="{class_}" mode="static">\n')
            for name in columns:
                out.write(f'<attribute id="{class_}-{name}" title="{name}" type="{_TYPES[types[name]]}"/>\n')
            out.write("</attributes>\n")
        out.write("<nodes>\n")
        for node in subgraph.entities():
            values = _values("node", fields.of_node(node), _NODE)
            out.write(f"<node id={_attribute(node.id)} label={_attribute(node.name)}>{values}</node>\n")
        out.write("</nodes>\n<edges>\n")
        for edge in subgraph.claims():
            ends = f"source={_attribute(edge.subject)} target={_attribute(edge.object)}"
            names = f"id={_attribute(edge.id)} label={_attribute(edge.relation)} kind={_attribute(edge.relation)}"
            values = _values("edge", fields.of_edge(edge), _EDGE)
            out.write(f"<edge {names} {ends}{_time(edge)}>{values}</edge>\n")
        out.write("</edges>\n</graph>\n</gexf>\n")


def _attribute(text: str) -> str:
    return quoteattr(fields.xml_text(text))


def _values(class_: str, values: dict[str, fields.Scalar], names: tuple[str, ...]) -> str:
    said = "".join(
        f'<attvalue for="{class_}-{name}" value={_attribute(str(values[name]))}/>'
        for name in names
        if values[name] is not None
    )
    return f"<attvalues>{said}</attvalues>" if said else ""


def _time(edge: Edge) -> str:
    first, last = edge.span
    start = f' start="{first.isoformat()}"' if first else ""
    end = f' end="{last.isoformat()}"' if last else ""
    return start + end
