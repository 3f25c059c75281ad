"""FollowTheMoney entities, one a line: actors and events as things, memberships as such, other claims as links."""

from __future__ import annotations

import json
from pathlib import Path

from followthemoney import model
from followthemoney.proxy import EntityProxy

from ...schema import edtf
from ...schema.identity import stable_uuid
from ..subgraph import Edge, Node, Subgraph

_SCHEMATA = {
    "State": "PublicBody",
    "Organization": "Organization",
    "Forum": "Organization",
    "Exercise": "Event",
    "Incident": "Event",
    "Strategy": "Document",
    "Agreement": "Document",
    "Person": "Person",
}


def write(subgraph: Subgraph, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for node in subgraph.entities():
            out.write(_line(_node(node)))
        for edge in subgraph.claims():
            out.write(_line(_edge(edge)))


def thing_id(id_: str) -> str:
    return f"entente-{stable_uuid('ftm', id_)}"


def _line(proxy: EntityProxy) -> str:
    return json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True) + "\n"


def _node(node: Node) -> EntityProxy:
    proxy = model.make_entity(_SCHEMATA[node.type])
    proxy.id = thing_id(node.id)
    proxy.add("title" if proxy.schema.name == "Document" else "name", node.name)
    if "alias" in proxy.schema.properties:
        proxy.add("alias", list(node.aliases))
    proxy.add("keywords", [node.type, node.id])
    return proxy


def _edge(edge: Edge) -> EntityProxy:
    member = edge.relation == "MEMBER_OF"
    proxy = model.make_entity("Membership" if member else "UnknownLink")
    proxy.id = f"entente-{edge.id}"
    proxy.add("member" if member else "subject", thing_id(edge.subject))
    proxy.add("organization" if member else "object", thing_id(edge.object))
    role = edge.qualifiers.get("role")
    proxy.add("role", role if isinstance(role, str) else edge.relation)
    proxy.add("recordId", edge.id)
    proxy.add("description", f"{edge.relation} {edge.when or 'undated'}")
    if edge.when:
        _date(proxy, edge.when, edge.phase)
    for proof in edge.proofs:
        proxy.add("summary", proof.quote)
        proxy.add("publisher", proof.publisher or proof.title or proof.key)
        proxy.add("sourceUrl", proof.url)
    return proxy


def _date(proxy: EntityProxy, when: str, phase: str | None) -> None:
    """FollowTheMoney's dates have our precisions, so nothing is lost."""
    period = edtf.parse(when)
    if period.is_interval:
        proxy.add("startDate", period.start.text if period.start else None)
        proxy.add("endDate", period.end.text if period.end else None)
    else:
        proxy.add({"began": "startDate", "ended": "endDate"}.get(phase or "", "date"), when)
