"""The command as a user runs it: what it prints, and with which exit status, without a store."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from command import COMMAND, entente, environment, failure

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTE = "A note on exercises\n\n5 March 2022\n\nEstonia took part in Locked Shields 2021.\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf-8")
    return path


# What it tells of itself


def test_version() -> None:
    assert re.fullmatch(r"entente \d+\.\d+\.\d+\S*\n", entente("version").stdout)


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_names_every_command(arguments: tuple[str, ...]) -> None:
    result = entente(*arguments)
    assert result.returncode == 0
    for command in ("extract", "load", "forget", "documents", "queries", "query", "ask", "evidence", "version"):
        assert re.search(rf"^\W*{command} +\w", result.stdout, re.MULTILINE)


def test_every_command_and_option_has_help() -> None:
    from cyberentente.cli import app

    group = typer.main.get_command(app)
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert command.help, name
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {parameter.name}"


def test_help_of_a_question_is_made_from_its_front_matter() -> None:
    told = entente("query", "exercises-joined", "--help").stdout
    assert "which exercises did Japan join after 2022" in " ".join(told.replace("│", " ").split())
    assert re.search(r"\* +--actor +NAME", told)
    assert "--after" in told
    assert "--format" in told


def test_queries_lists_the_catalogue() -> None:
    rows = json.loads(entente("queries", "--format", "json").stdout)
    assert {"exercises-joined", "evidence"} <= {row["question"] for row in rows}
    assert all(row["title"] and row["example"] for row in rows)


def test_completion_offers_questions_and_names() -> None:
    def complete(words: str) -> str:
        return entente(
            _ENTENTE_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(words.split()) - 1)
        ).stdout  # fmt: skip

    assert "exercises-joined" in complete("entente query exer").split()
    assert "Japan" in complete("entente query exercises-joined --actor Jap").split()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("lod",), "Did you mean 'load'"),
        (("load",), "Missing argument"),
        (("extract", "--format", "xml", "x"), "'xml' is not one of"),
        (("extract", "--min-confidence", "2", "x"), "--min-confidence"),
        (("extract", "--model", "no_such_model", "."), "spaCy pipeline 'no_such_model' is not installed"),
        (("query", "exercises-joned"), "the closest are exercises-joined"),
        (("query", "exercises-joined"), "Missing option '--actor': see `entente query exercises-joined --help`"),
        (("query", "exercises-joined", "--format", "xml"), "'--format': 'xml' is not one of"),
        (("reference",), "see `entente reference --help`"),
        (("query", "exercises-joined", "--actor", "Japan", "--since", "2"), "--since"),
    ],
)
def test_wrong_usage_is_one_line(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    assert told in failure(entente(*arguments, cwd=tmp_path), 2)


def test_an_unexpected_error_is_one_line_and_the_traceback_only_for_the_asking() -> None:
    code = "import importlib.metadata as m, sys; from cyberentente import cli; sys.argv = ['entente', 'version']\n"
    code += "m.version = lambda _: 1 / 0; cli.main()"
    run = [sys.executable, "-c", code]
    quiet = subprocess.run(run, capture_output=True, text=True)
    assert quiet.returncode == 1
    assert re.fullmatch(r"entente: internal error, ZeroDivisionError: .*ENTENTE_DEBUG=1.*\n", quiet.stderr)
    loud = subprocess.run(run, capture_output=True, text=True, env=environment(ENTENTE_DEBUG="1"))
    assert "Traceback" in loud.stderr


# Extracting


def test_extract_prints_lines_that_stand_at_their_offsets(note: Path) -> None:
    result = entente("extract", note)
    assert result.returncode == 0
    facts = [json.loads(line) for line in result.stdout.splitlines()]
    (fact,) = facts
    assert [fact["subject"]["name"], fact["relation"], fact["when"]] == ["Estonia", "PARTICIPATED_IN", "2021"]
    assert Path(fact["document"]).name == "note.txt"
    assert fact["quote"] == NOTE[fact["char_start"] : fact["char_end"]]
    assert {"id", "claim", "rule", "modality", "confidence", "qualifiers"} <= fact.keys()
    assert {"id", "type", "mention"} <= fact["object"].keys()


def test_extract_is_the_same_on_any_number_of_processes(tmp_path: Path) -> None:
    for number in range(3):  # large enough for two processes
        (tmp_path / f"{number}.txt").write_text(NOTE.replace("2021", f"202{number}") + "\n" * 60_000)
    many = entente("extract", tmp_path)
    assert many.returncode == 0
    assert [json.loads(line)["when"] for line in many.stdout.splitlines()] == ["2020", "2021", "2022"]
    assert many.stdout == "".join(entente("extract", tmp_path / f"{number}.txt").stdout for number in range(3))


def test_extract_in_other_formats() -> None:
    def extract(format: str) -> str:
        return entente("extract", EXAMPLES / "record.yaml", "--format", format).stdout

    table = extract("table").splitlines()
    assert table[0].split()[:3] == ["subject", "relation", "object"]
    assert re.match(r"Finland +PARTICIPATED_IN +Cyber Coalition 2022 +2022-11-28 +asserted .*record\.yaml$", table[1])
    rows = list(csv.DictReader(io.StringIO(extract("csv"))))
    assert (rows[0]["subject"], rows[0]["when"]) == ("Finland", "2022-11-28")
    assert extract("md").startswith("| subject | relation | object |")
    assert len(json.loads(extract("json"))) == len(rows) == len(table) - 1


def test_extract_takes_fact_files() -> None:
    facts = [json.loads(line) for line in entente("extract", EXAMPLES / "record.yaml").stdout.splitlines()]
    assert {fact["rule"] for fact in facts} == {"analyst"}
    assert all(fact["source"]["title"] for fact in facts)


def test_nothing_found_is_status_3_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine.")
    assert "no facts found" in failure(entente("extract", tmp_path), 3)


def test_min_confidence_leaves_out(note: Path) -> None:
    assert entente("extract", note, "--min-confidence", "1").returncode == 3


@pytest.mark.usefixtures("note")
def test_a_bad_file_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "junk.txt").write_bytes(os.urandom(3000) + b"\x00")
    result = entente("extract", tmp_path)
    assert "junk.txt: " in failure(result, 1)
    assert len(result.stdout.splitlines()) == 1


def test_all_problems_of_a_fact_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text("facts:\n  - {subject: Japan}\n  - {relation: X, subject: Japan, object: NATO}\n")
    result = entente("extract", path)
    assert result.returncode == 1
    assert re.fullmatch(r"(entente: \S*record\.yaml:\d: [^\n]+\n){2}", result.stderr)


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(NOTE)
    command = f"'{COMMAND}' extract '{tmp_path}' | head -1"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


def test_interrupted_extraction_ends_in_one_line(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number}.txt").write_text(NOTE * 60)
    process = subprocess.Popen(
        [COMMAND, "extract", tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    start = time.monotonic()
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told == "entente: interrupted\n"
    assert time.monotonic() - start < 10
