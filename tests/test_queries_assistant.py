"""The assistant's door, asked by the protocol's own client."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from cyberentente.graph.connect import Store
from cyberentente.graph.write import put
from cyberentente.queries import catalog
from cyberentente.schema.model import Document, End, Entity, Fact

mcp = pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

JAPAN = End(entity=Entity(id="JPN", type="State", name="Japan"), mention="Japan")
BADGER = End(entity=Entity(id="exercise:purple-badger", type="Exercise", name="Purple Badger"), mention="Purple Badger")
TEXT = "Japan joined Purple Badger in 2023."


@pytest.fixture
def call(store: Store) -> Any:
    """Calls a tool of a server over a small graph: its structured answer, or the text of its error."""
    from cyberentente.queries.assistant import server

    document = Document(key="note.txt", sha256="0", text=TEXT)
    fact = Fact(
        document="note.txt", subject=JAPAN, relation="PARTICIPATED_IN", object=BADGER, when="2023", rule="test",
        quote=TEXT, char_start=0, char_end=len(TEXT),
    )  # fmt: skip
    put(store, document, [fact], "test")
    door = server(store, today=lambda: dt.date(2026, 11, 25))

    def called(tool: str, **arguments: Any) -> Any:
        async def work() -> Any:
            async with mcp.Client(door) as client:
                return await client.call_tool(tool, arguments)

        result = asyncio.run(work())
        if result.is_error:
            return result.content[0].text
        told = result.structured_content
        return told["result"] if set(told) == {"result"} else told

    called.door = door  # type: ignore[attr-defined]
    return called


def test_every_tool_only_reads(call: Any) -> None:
    async def listed() -> Any:
        async with mcp.Client(call.door) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(listed())}
    assert set(tools) == {"questions", "query", "ask", "entity", "evidence"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())


def test_the_catalogue_is_told(call: Any) -> None:
    told = {question["name"]: question for question in call("questions")}
    assert set(told) == set(catalog.names())
    assert told["exercises-joined"]["parameters"]["actor"]["required"]


def test_asking_by_name_in_english_and_for_proof(call: Any) -> None:
    answer = call("query", name="exercises-joined", parameters={"actor": "Tokyo", "after": "2022"})
    assert answer["parameters"] == {"actor": "JPN", "after": "2022"}
    (row,) = answer["rows"]
    assert (row["exercise"], row["certainty"]) == ("Purple Badger", "definite")
    assert call("ask", question="Which exercises did Japan join after 2022?")["rows"] == [row]
    assert call("ask", question="Who took part in Purple Badger?")["rows"][0]["participant"] == "Japan"
    (proof,) = call("evidence", claims=[row["claim"]])[row["claim"]]
    assert (proof["document"], proof["quote"], proof["char_start"]) == ("note.txt", TEXT, 0)


def test_when_unsure_nothing_is_run(call: Any) -> None:
    answer = call("ask", question="Which exercises did Japan avoid?")
    assert answer["sure"] is False and answer["perhaps"][0]["query"] == "exercises-joined"
    assert "rows" not in answer


def test_names_are_looked_up(call: Any) -> None:
    assert call("entity", name="Tokyo") == {"id": "JPN", "name": "Japan", "type": "State", "in_graph": True}
    assert call("entity", name="Fiji", type="State")["in_graph"] is False
    assert "the closest are Japan" in call("entity", name="Jappan", type="State")
    assert "there is no type" in call("entity", name="Japan", type="Country")


def test_mistakes_are_told_in_one_line(call: Any) -> None:
    assert "needs --actor" in call("query", name="exercises-joined")
    assert "there is no question 'exercise'" in call("query", name="exercise")
