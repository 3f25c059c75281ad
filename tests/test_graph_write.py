"""What is in the graph after documents are loaded, loaded anew, changed and forgotten, on every store."""

from __future__ import annotations

from graph_samples import CCDCOE, ESTONIA, JAPAN, LOCKED_SHIELDS, MOD, document, dump, fact

from cyberentente.graph.connect import Store
from cyberentente.graph.write import Changes, forget, put, versions


def test_a_claim_is_a_typed_edge_with_its_proof(store: Store) -> None:
    changes = put(store, document("a.txt"), [fact("a.txt", JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, "2021")], "f1")
    assert changes == Changes(new=1)
    print(dump(store)); print(dump(store, current=True))
    [row] = store.read(
        "MATCH (s:State)-[r:PARTICIPATED_IN]->(o:Exercise) RETURN s.id AS s, o.id AS o, r.when AS when, "
        "r.quote AS quote, r.source AS source, r.earliest AS earliest"
    )
    assert row["s"] == "JPN"
