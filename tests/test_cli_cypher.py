"""A user's own Cypher and the assistant's door, from the command line."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from command import COMMAND, entente, environment, failure
from mcp import ClientSession, StdioServerParameters, stdio_client

FACTS = """
source: {title: A note, publisher: A desk, url: "https://example.org/note", seen: 2026-01-01}
facts:
  - {subject: Japan, relation: PARTICIPATED_IN, object: Locked Shields 2023, when: 2023-04}
"""
ASKED = "MATCH (s:State)-[r:PARTICIPATED_IN]->(e) WHERE r.when STARTS WITH $year RETURN s.id AS who, e.name AS what"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cypher")
    (folder / "note.yaml").write_text(FACTS, "utf-8")
    store = str(folder / "store")
    assert entente("load", folder / "note.yaml", "--store", store).returncode == 0
    return store


def test_reading_cypher_is_answered(store: str) -> None:
    done = entente("cypher", ASKED, "--param", 'year="2023"', "--format", "json", "--store", store)
    assert json.loads(done.stdout) == [{"who": "JPN", "what": "Locked Shields 2023"}]
    assert entente("cypher", ASKED, "--param", 'year="1999"', "--store", store).returncode == 3


def test_writing_cypher_is_refused_and_nothing_is_lost(store: str) -> None:
    failure(entente("cypher", "MATCH (n) DETACH DELETE n", "--store", store), 2)
    counted = entente("cypher", "MATCH (n:State) RETURN count(n) AS n", "--format", "json", "--store", store)
    assert json.loads(counted.stdout) == [{"n": 1}]


def test_an_assistant_can_ask_through_the_command(store: str) -> None:
    async def asked() -> str:
        server = StdioServerParameters(command=str(COMMAND), args=["mcp", "--store", store], env=environment())
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            result = await session.call_tool("ask", {"question": "which exercises did Japan join after 2022"})
            return str(result)

    assert "Locked Shields 2023" in asyncio.run(asked())


def test_own_questions_are_found_in_their_folder(store: str, tmp_path: Path) -> None:
    (tmp_path / "everyone.cypher").write_text(
        "// title: Everyone\n// description: All states.\n// parameters: {}\n// columns: {state: text}\n"
        "// examples: [who is there]\n\nMATCH (s:State) RETURN s.name AS state ORDER BY state\n",
        "utf-8",
    )
    done = entente("query", "--queries", tmp_path, "everyone", "--format", "json", "--store", store)
    assert json.loads(done.stdout) == [{"state": "Japan"}], done.stderr
    assert "everyone" in entente("queries", "--queries", tmp_path).stdout
