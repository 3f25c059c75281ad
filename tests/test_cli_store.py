"""The command against stores, as a user runs it: loading, asking, forgetting, and everything that can go wrong."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from command import COMMAND, Result, entente, environment, failure

from cyberentente.graph.connect import Store

EXAMPLES = Path(__file__).parents[1] / "examples"
Run = Callable[..., Result]
RECORD = """\
source: {title: A page of facts}
facts:
  - {subject: Japan, relation: PARTICIPATED_IN, object: Locked Shields 2021, when: 2021-04}
  - {subject: Japan, relation: PARTICIPATED_IN, object: Locked Shields 2023, when: 2023-04}
  - {subject: Japan, relation: PARTICIPATED_IN, object: Cyber Coalition}
"""


@pytest.fixture
def run(store_env: dict[str, str]) -> Run:
    return lambda *arguments: entente(*arguments, **store_env)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    path = tmp_path / "notes" / "record.yaml"
    path.write_text(RECORD)
    return path


def size(store: Store) -> int:
    (row,) = store.read("MATCH (n) WHERE NOT n:Store RETURN count(n) AS size")
    return int(row["size"])


# What works


def test_load_ask_prove_forget(run: Run, record: Path, store: Store) -> None:
    loaded = run("load", record)
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert loaded.stdout == ("documents: 1 loaded; facts: 3; claims: 5 new, 0 confirmed, 0 retracted\n")
    assert run("load", record).stdout.startswith("documents: 0 loaded, 1 unchanged; facts: 0;")

    asked = run("query", "exercises-joined", "--actor", "Japan", "--after", "2021", "--why", "--format", "jsonl")
    assert asked.returncode == 0
    (row,) = map(json.loads, asked.stdout.splitlines())
    assert (row["exercise"], row["edition"], row["when"]) == ("Locked Shields", "Locked Shields 2023", "2023-04")
    assert (row["source"], row["document"]) == ("A page of facts", "notes/record.yaml")
    assert "1 undated left out: --undated shows it" in asked.stderr, "the footer does not mix with the rows"

    for claim in (row["claim"], row["claim"][:8]):
        (proof,) = json.loads(run("evidence", claim, "--format", "json").stdout)
        assert (proof["document"], proof["source"], proof["rule"]) == (
            "notes/record.yaml",
            "A page of facts",
            "analyst",
        )

    listed = run("documents", "--format", "csv").stdout
    assert next(csv.DictReader(io.StringIO(listed)))["document"] == "notes/record.yaml"

    assert run("forget", "record.yaml").stdout == "forgot notes/record.yaml: 5 claims erased\n"
    assert size(store) == 0


def test_formats_hold_the_same_rows(run: Run, record: Path) -> None:
    run("load", record)
    ask = ("query", "exercises-joined", "--actor", "Japan", "--undated")
    table = run(*ask).stdout.splitlines()
    assert re.match(r"exercise +edition +when +certainty +claim$", table[0])
    lines = [json.loads(line) for line in run(*ask, "--format", "jsonl").stdout.splitlines()]
    assert len(table) - 1 == len(lines) == 3
    assert json.loads(run(*ask, "--format", "json").stdout) == lines
    rows = list(csv.DictReader(io.StringIO(run(*ask, "--format", "csv").stdout)))
    assert [row["claim"] for row in rows] == [line["claim"] for line in lines]
    assert run(*ask, "--format", "md").stdout.count("\n") == 5


def test_why_adds_the_proof(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("A note\n\nEstonia took part in Locked Shields 2021.\n")
    run("load", tmp_path)
    ask = ("query", "exercises-joined", "--actor", "Estonia", "--why")
    (row,) = json.loads(run(*ask, "--format", "json").stdout)
    assert row["quote"] == "Estonia took part in Locked Shields 2021"
    assert row["document"] == f"{tmp_path.name}/note.txt"
    assert run(*ask).stdout.splitlines()[2] == f"    “{row['quote']}” [{row['document']}]"


def test_a_question_in_plain_english(run: Run, record: Path) -> None:
    run("load", record)
    words = "which exercises did Japan join after 2021"
    asked = run("ask", words)
    assert asked.returncode == 0
    heading, _, rows = asked.stdout.partition("\n\n")
    command = "entente query exercises-joined --actor JPN --after 2021"
    assert heading == f"Exercises that an actor took part in: {command}"
    assert rows == run(*command.split()[1:]).stdout
    dry = run("ask", *words.split(), "--dry-run", "--format", "json")
    assert json.loads(dry.stdout) == {"query": "exercises-joined", "parameters": {"actor": "JPN", "after": "2021"}}
    as_json = run("ask", words, "--format", "json")
    assert [row["when"] for row in json.loads(as_json.stdout)] == ["2023-04"]
    assert command in as_json.stderr


def test_a_question_it_is_not_sure_of_is_not_answered(run: Run) -> None:
    for more in ((), ("--dry-run",)):
        result = run("ask", "what is the weather like in Tokyo", *more)
        assert (result.returncode, result.stdout) == (3, "")
        assert "not sure what is asked" in result.stderr


def test_names_acronyms_capitals_and_demonyms_mean_the_same(run: Run, record: Path) -> None:
    run("load", record)
    answers = {
        run("query", "exercises-joined", "--actor", name).stdout for name in ("JPN", "Tokyo", "Japanese", "japan")
    }
    assert len(answers) == 1


def test_nothing_found_is_status_3_with_a_hint(run: Run, record: Path) -> None:
    run("load", record)
    result = run("query", "exercises-joined", "--actor", "Japan", "--after", "2040", "--format", "json")
    assert (result.returncode, json.loads(result.stdout)) == (3, [])
    assert "entente: nothing found" in result.stderr


def test_an_empty_store_says_what_to_do(run: Run) -> None:
    assert "entente load" in failure(run("documents"), 3)


# What goes wrong


def test_bad_files_are_told_one_by_one_and_lose_nothing(run: Run, record: Path, store: Store) -> None:
    run("load", record)
    before = size(store)
    folder = record.parent
    (folder / "empty.txt").touch()
    (folder / "junk.txt").write_bytes(os.urandom(3000) + b"\x00")
    (folder / "encoding.txt").write_bytes("Ministère “of” Défense\n".encode() + b"caf\xe9\n")
    writer = pypdf.PdfWriter(clone_from=EXAMPLES / "pall-mall-process.pdf")
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(folder / "locked.pdf")
    (folder / "corrupt.docx").write_bytes((EXAMPLES / "korea-cyber-flag.docx").read_bytes()[:5000])
    with (folder / "big.txt").open("wb") as file:
        file.truncate(100_000_000)
    (folder / "wrong.yaml").write_text(RECORD.replace("MEMBER_OF", "JOINED").replace("2021-04", "2021-13"))
    result = run("load", folder)
    assert result.returncode == 1
    assert result.stdout.startswith("documents: 0 loaded, 1 unchanged, 7 failed; ")
    told = sorted(line.removeprefix("entente: ").removeprefix(f"{folder}/") for line in result.stderr.splitlines())
    assert [line.split(":")[0] for line in told] == [
        *("big.txt", "corrupt.docx", "empty.txt", "encoding.txt", "junk.txt", "locked.pdf", "notes/wrong.yaml")
    ]
    assert told[-1].startswith("notes/wrong.yaml:3: '2021-13' is not a day of the calendar")
    assert size(store) == before


def test_one_bad_file_among_ten(run: Run, tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text(RECORD.replace("2021-04", f"2021-0{number + 1}"))
    (tmp_path / "bad.docx").write_text("no archive")
    result = run("load", tmp_path)
    assert "bad.docx: is not a .docx file" in failure(result, 1)
    assert result.stdout.startswith("documents: 9 loaded, 1 failed; facts: 27; ")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("load", "gone.txt"), 2, "gone.txt: no such file or folder"),
        (("query", "exercises-joined", "--actor", "Japn"), 1, "the closest are Japan"),
        (("query", "exercises-joined", "--actor", "Japan", "--after", "soon"), 2, "'soon' is not a date"),
        (("query", "exercises-joined", "--actor", "Japan", "--limit", "many"), 2, "'many' is not a whole number"),
        (("evidence", "xyz"), 2, "'xyz' is no claim id"),
        (("evidence", "00000000"), 3, "no claim begins with '00000000'"),
        (("forget", "gone.txt"), 1, "no document 'gone.txt' is loaded"),
    ],
)
def test_wrong_words_are_one_line(run: Run, arguments: tuple[str, ...], status: int, told: str) -> None:
    assert told in failure(run(*arguments), status)


def test_neo4j_that_does_not_answer(record: Path) -> None:
    for arguments in (("load", record), ("documents",), ("query", "exercises-joined", "--actor", "Japan")):
        assert "does not answer" in failure(entente(*arguments, NEO4J_URI="bolt://127.0.0.1:1"), 1)


def test_neo4j_that_refuses_the_password(store: Store, store_env: dict[str, str]) -> None:
    if store.kind != "neo4j":
        pytest.skip("the embedded store asks for no password")
    told = failure(entente("documents", **{**store_env, "NEO4J_PASSWORD": "wrong"}), 1)
    assert "check NEO4J_USERNAME and NEO4J_PASSWORD" in told


def test_a_store_that_is_no_store(tmp_path: Path, record: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "is not a folder" in failure(entente("documents", "--store", tmp_path / "file"), 1)
    assert "holds no Entente store" in failure(entente("documents", "--store", record.parent), 1)
    assert record.read_text() == RECORD


def test_a_store_locked_by_a_process_that_does_not_answer(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    assert entente("documents", "--store", folder).returncode == 3
    impatient = "import cyberentente.graph.embedded as e; e.PATIENCE = 0.2; from cyberentente.cli import main; main()"
    with (folder / "entente.lock").open("r+b") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "-c", impatient, "documents", "--store", str(folder)]
        result = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=60)
    assert "is locked by" in failure(result, 1)
    assert entente("documents", "--store", folder).returncode == 3


def test_interrupted_load_leaves_whole_documents(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    for number in range(60):
        (notes / f"{number:02}.txt").write_text(f"A note\n\nEstonia took part in Locked Shields 20{number:02}.\n" * 40)
    variables = environment(ENTENTE_STORE=str(tmp_path / "store"), TERM="xterm")
    controller, terminal = pty.openpty()  # the progress bar, shown on a terminal only, tells when to interrupt
    process = subprocess.Popen(
        [COMMAND, "load", notes], env=variables, stdout=subprocess.PIPE, stderr=terminal, start_new_session=True
    )
    os.close(terminal)
    shown = b""
    while not re.search(rb"[1-9]\d*/60", shown):
        shown += os.read(controller, 4096)
    os.killpg(process.pid, signal.SIGINT)
    start = time.monotonic()
    try:
        while chunk := os.read(controller, 4096):
            shown += chunk
    except OSError:  # how Linux tells that nobody writes to the terminal any more
        pass
    assert process.wait(timeout=30) == 130
    assert time.monotonic() - start < 10
    last = shown.rsplit(b"\x1b[2K", 1)[-1].decode()
    assert re.fullmatch(
        r"entente: interrupted: \d+ documents are loaded whole, run the same command to go on\r\n", last
    )

    loaded = json.loads(entente("documents", "--format", "json", "--store", tmp_path / "store").stdout)
    assert 0 < len(loaded) < 60
    assert {row["facts"] for row in loaded} == {1}
    again = entente("load", notes, "--store", tmp_path / "store")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith(f"documents: {60 - len(loaded)} loaded, {len(loaded)} unchanged; ")
