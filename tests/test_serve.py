"""The embedded store, kept open for others by `entente serve`."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

import neo4j
from command import COMMAND, entente, environment, failure

EXAMPLES = Path(__file__).parents[1] / "examples"
TOLD = re.compile(
    r"(?P<uri>bolt://127\.0\.0\.1:\d+) user (?P<user>\w+) password (?P<password>\S+) database (?P<db>\w+);"
)


def test_other_programs_and_terminals_use_a_store_that_is_served(tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert entente("load", EXAMPLES / "record.yaml", "--store", store).returncode == 0
    command = [str(COMMAND), "serve", "--store", str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), encoding="utf-8") as server:
        try:
            assert server.stdout is not None
            told = TOLD.match(server.stdout.readline())
            assert told
            count = "MATCH (:State)-[c:PARTICIPATED_IN]->(:Exercise) RETURN count(c) AS claims"
            with neo4j.GraphDatabase.driver(told["uri"], auth=(told["user"], told["password"])) as driver:
                assert driver.execute_query(count, database_=told["db"]).records[0]["claims"] == 8
                second = entente("forget", "record.yaml", "--store", store)
                assert second.returncode == 0, second.stderr
                assert driver.execute_query(count, database_=told["db"]).records[0]["claims"] == 0
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=30) == 0
            assert server.stdout.read() == ""
        finally:
            server.kill()


def test_neo4j_needs_no_serving() -> None:
    told = failure(entente("serve", NEO4J_URI="bolt://127.0.0.1:9"), 2)
    assert "--store" in told
