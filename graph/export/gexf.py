"""GEXF 1.3: a dynamic graph in which each edge begins and ends when it can have held, for Gephi's timeline."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from ..subgraph import Edge, Subgraph
from . import fields

_TYPES = {str: "string", int: "integer", float: "double"}
_NODE = [name for name in fields.NODE if name not in ("id", "name")]
_EDGE = [name for name in fields.EDGE if name not in ("id", "subject", "object")]


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
            '<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
        )
        for class_, names, types in (("node", _NODE, fields.NODE), ("edge", _EDGE, fields.EDGE)):
            out.write(f'<attributes class="{class_}" mode="static">\n')
            for name in names:
                out.write(f'<attribute id="{class_}-{name}" title="{name}" type="{_TYPES[types[name]]}"/>\n')
            out.write("</attributes>\n")
        out.write("<nodes>\n")
        for node in subgraph.entities():
            id_, type_, label, aliases = fields.of_node(node)
            said = _values("node", _NODE, [type_, aliases])
            out.write(f"<node id={_attribute(id_)} label={_attribute(label)}>{said}</node>\n")
        out.write("</nodes>\n<edges>\n")
        for edge in subgraph.claims():
            id_, subject, relation, object_, *values = fields.of_edge(edge)
            kinds = f"id={_attribute(id_)} label={_attribute(relation)} kind={_attribute(relation)}"
            ends = f"source={_attribute(subject)} target={_attribute(object_)}"
            out.write(f"<edge {kinds} {ends}{_time(edge)}>{_values('edge', _EDGE, [relation, *values])}</edge>\n")
        out.write("</edges>\n</graph>\n</gexf>\n")


def _attribute(value: fields.Scalar) -> str:
    return quoteattr(fields.xml_text(str(value)))


def _values(class_: str, names: list[str], values: list[fields.Scalar]) -> str:
    said = "".join(
        f'<attvalue for="{class_}-{name}" value={_attribute(value)}/>'
        for name, value in zip(names, values, strict=True)
        if value is not None
    )
    return f"<attvalues>{said}</attvalues>" if said else ""


def _time(edge: Edge) -> str:
    first, last = edge.span
    start = f' start="{first.isoformat()}"' if first else ""
    end = f' end="{last.isoformat()}"' if last else ""
    return start + end
