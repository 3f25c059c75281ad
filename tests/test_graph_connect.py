"""Opening a store: one line when it cannot be had, sharing between processes, and what survives a crash."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from graph_samples import JAPAN, LOCKED_SHIELDS, document, dump, fact

from cyberentente.graph import embedded
from cyberentente.graph.connect import Store, connect, default_folder
from cyberentente.graph.filelock import FileLock
from cyberentente.graph.interrupts import held_back
from cyberentente.graph.write import put
from cyberentente.schema.errors import EntenteError

COUNT = "MATCH (d:Document) RETURN count(d) AS n"
TESTS = str(Path(__file__).parent)


def start(code: str, **environment: str) -> subprocess.Popen[str]:
    """A process that runs `code` with the tests' own modules at hand."""
    prelude = f"import sys; sys.path.insert(0, {TESTS!r})\nfrom graph_samples import *\n"
    prelude += "from cyberentente.graph.connect import connect\nfrom cyberentente.graph.write import put\n"
    return subprocess.Popen(
        [sys.executable, "-c", prelude + code],
        env=os.environ | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture(autouse=True)
def no_neo4j(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)


def test_what_was_written_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "store"
    with connect(folder) as store:
        put(store, document("a.txt"), [fact("a.txt", JAPAN, "PARTICIPATED_IN", LOCKED_SHIELDS, "2021")], "f1")
        before = dump(store)
    with connect(folder) as store:
        assert dump(store) == before


def test_only_the_owner_can_read_the_password_and_nobody_else_can_connect(tmp_path: Path) -> None:
    with connect(tmp_path / "store") as store:
        store.read("RETURN 1")
        if os.name == "posix":
            assert stat.S_IMODE((tmp_path / "store" / "server.json").stat().st_mode) == 0o600
    assert not (tmp_path / "store" / "server.json").exists()


def test_the_default_store_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert default_folder().parts[-2:] == ("entente", "store")
    monkeypatch.setenv("ENTENTE_STORE", str(tmp_path / "mine"))
    with connect() as store:
        assert (store.kind, store.place) == ("embedded", str(tmp_path / "mine"))


def test_a_store_that_is_a_file_or_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes", encoding="utf-8")
    for place, complaint in (
        (tmp_path / "notes.txt", "is not a folder"),
        (tmp_path / "notes.txt" / "store", "is not a folder"),
        (tmp_path, "is not empty and holds no Entente store"),
    ):
        with pytest.raises(EntenteError, match=complaint), connect(place):
            pass
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_store_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(EntenteError, match=r"cannot be written \(Permission denied\): choose another folder"):
        connect(tmp_path / "store").__enter__()


def test_without_an_engine_one_line_points_to_neo4j(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arcadedb", None)
    with connect(tmp_path / "store") as store, pytest.raises(EntenteError, match="set NEO4J_URI to use a Neo4j server"):
        store.read("RETURN 1")


def test_a_broken_store_is_one_line(tmp_path: Path) -> None:
    with connect(tmp_path / "store") as store:
        put(store, document("a.txt"), [], "f1")
    for path in (tmp_path / "store" / "databases" / "entente").iterdir():
        path.write_bytes(b"broken")
    with connect(tmp_path / "store") as store, pytest.raises(EntenteError, match=r"^store '.*' cannot be opened: .*$"):
        store.read(COUNT)


def test_a_store_whose_holder_does_not_answer_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.1)
    with connect(tmp_path / "store") as store:
        other = FileLock(tmp_path / "store" / "entente.lock")
        assert other.acquire()
        with pytest.raises(EntenteError, match=r"is locked by another process, which does not answer"):
            store.read("RETURN 1")
        other.release()
        assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_second_process_uses_the_running_server_and_takes_over_when_it_ends(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    first = start(
        f"from pathlib import Path\nwith connect(Path({str(folder)!r})) as store:\n"
        "    put(store, document('a.txt'), [], 'f1'); print('ready', flush=True); sys.stdin.read()"
    )
    assert line(first) == "ready"
    with connect(folder) as store:
        assert store.read(COUNT) == [{"n": 1}]
        put(store, document("b.txt"), [], "f1")
        first.communicate("")
        assert store.read(COUNT) == [{"n": 2}]
        put(store, document("c.txt"), [], "f1")
    with connect(folder) as store:
        assert store.read(COUNT) == [{"n": 3}]


def test_a_killed_process_loses_nothing_that_it_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    first = start(
        f"from pathlib import Path\nwith connect(Path({str(folder)!r})) as store:\n"
        "    for number in range(1000):\n"
        "        key = f'{number}.txt'\n"
        "        put(store, document(key), [fact(key, JAPAN, 'PARTICIPATED_IN', LOCKED_SHIELDS, '2021')], 'f1')\n"
        "        print(key, flush=True)"
    )
    for _ in range(20):
        last = line(first)
    first.kill()
    rest = [each for each in (first.communicate()[0] or "").split() if each.endswith(".txt")]
    told = int((rest[-1] if rest else last).removesuffix(".txt")) + 1
    with connect(folder) as store:
        [row] = store.read(
            "MATCH (d:Document) OPTIONAL MATCH (d)<-[:IN]-(e:Evidence) RETURN count(d) AS documents, count(e) AS proofs"
        )
        assert told <= row["documents"] == row["proofs"] <= told + 1
        [edge] = store.read("MATCH ()-[r:PARTICIPATED_IN]->() RETURN r.witnesses AS witnesses")
        assert edge["witnesses"] == row["documents"]


def test_an_interrupt_waits_until_what_is_under_way_is_done() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt), held_back():
        signal.raise_signal(signal.SIGINT)
        done.append("all of it")
    assert done == ["all of it"]


def test_a_second_interrupt_does_not_wait() -> None:
    with pytest.raises(KeyboardInterrupt), held_back():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        pytest.fail("it went on")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_leaves_whole_documents_and_a_store_that_opens(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    first = start(
        f"from pathlib import Path\nwith connect(Path({str(folder)!r})) as store:\n"
        "    for number in range(1000):\n"
        "        key = f'{number}.txt'\n"
        "        put(store, document(key), [fact(key, JAPAN, 'MEMBER_OF', CCDCOE, '2018')], 'f1')\n"
        "        print(key, flush=True)"
    )
    line(first)
    first.send_signal(signal.SIGINT)
    _, complaint = first.communicate(timeout=30)
    assert "KeyboardInterrupt" in complaint
    with connect(folder) as store:
        [row] = store.read("MATCH (d:Document) OPTIONAL MATCH (d)<-[:IN]-(e) RETURN count(d) AS d, count(e) AS e")
        assert row["d"] == row["e"] > 0


def test_several_processes_load_at_once(store: Store, store_env: dict[str, str]) -> None:
    code = (
        "with connect() as store:\n"
        "    for number in range(5):\n"
        "        key = f'{sys.argv[0]}{NAME}-{number}.txt'\n"
        "        put(store, document(key), [fact(key, JAPAN, 'MEMBER_OF', CCDCOE, '2018')], 'f1')\n"
    )
    processes = [start(f"NAME = {name!r}\n{code}", **store_env) for name in "abc"]
    for process in processes:
        assert process.communicate(timeout=120)[1] == ""
    assert store.read("MATCH ()-[r:MEMBER_OF]->() RETURN r.witnesses AS witnesses") == [{"witnesses": 15}]


def test_processes_race_to_open_a_new_store(tmp_path: Path) -> None:
    code = "with connect() as store:\n    put(store, document(NAME), [fact(NAME, JAPAN, 'MEMBER_OF', CCDCOE)], 'f1')\n"
    processes = [start(f"NAME = {name!r}\n{code}", ENTENTE_STORE=str(tmp_path / "store")) for name in "abcd"]
    for process in processes:
        assert process.communicate(timeout=120)[1] == ""
    with connect(tmp_path / "store") as store:
        assert store.read(COUNT) == [{"n": 4}]
        assert store.read("MATCH ()-[r:MEMBER_OF]->() RETURN r.witnesses AS witnesses") == [{"witnesses": 4}]


def test_neo4j_that_does_not_answer_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for uri in ("bolt://127.0.0.1:1", "neo4j://127.0.0.1:1"):
        monkeypatch.setenv("NEO4J_URI", uri)
        began = time.monotonic()
        with connect() as store, pytest.raises(EntenteError, match=f"^Neo4j at {uri} does not answer: "):
            store.read("RETURN 1")
        assert time.monotonic() - began < 10


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost:7474", "bolt://"])
def test_what_is_no_address_is_one_line(uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", uri)
    with pytest.raises(EntenteError, match="NEO4J_URI"), connect() as store:
        store.read("RETURN 1")


def test_wrong_password_and_wrong_database_are_one_line(
    neo4j_env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in neo4j_env.items():
        monkeypatch.setenv(key, value)
    monkeypatch.setenv("NEO4J_DATABASE", "nosuchdatabase")
    with (
        connect() as other,
        pytest.raises(EntenteError, match="has no database 'nosuchdatabase': check NEO4J_DATABASE"),
    ):
        other.read("RETURN 1")
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-password")
    with connect() as other, pytest.raises(EntenteError, match="refuses user 'neo4j': check NEO4J_USERNAME"):
        other.read("RETURN 1")


def test_a_folder_wins_over_neo4j(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    with connect(tmp_path / "store") as store:
        assert store.kind == "embedded"
