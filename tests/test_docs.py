"""Every command that the documentation shows is run, and says what the documentation shows."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from command import COMMAND, entente, environment

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
_BLOCK = re.compile(r"^(?:<!-- (?P<mark>[^>]+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"^ {4}(?:\$ )?(entente .+)$|`(entente [^`]+)`", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: the comment before it, if there is one, the kind that it names, and its text."""

    mark: str
    kind: str
    body: str


def blocks(page: Path) -> list[Block]:
    return [Block(m["mark"] or "", m["kind"], m["body"]) for m in _BLOCK.finditer(page.read_text("utf-8"))]


def commands(console: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with the lines that it is shown to print."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield command, lines


def is_said(line: str, output: str) -> bool:
    """Whether some line of the output has the parts of this one, between its dots, in this order."""
    parts = [re.escape(" ".join(part.split())) for part in line.split("…")]
    return re.search(".*".join(parts), re.sub("[ \t]+", " ", output)) is not None


@pytest.mark.parametrize(
    "page", [page for page in PAGES if "```console" in page.read_text("utf-8")], ids=lambda p: p.stem
)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    variables = {"ENTENTE_STORE": str(tmp_path / "store")}
    for block in blocks(page):
        if block.mark.startswith("file: "):
            target = tmp_path / block.mark.removeprefix("file: ")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.body, "utf-8")
        for command, lines in commands(block.body) if block.kind == "console" else ():
            if command.startswith("export "):
                name, _, value = command.removeprefix("export ").partition("=")
                variables[name] = str(tmp_path / value)
                continue
            done = subprocess.run(
                ["sh", "-c", command.replace("entente ", f"{COMMAND} ", 1)],
                cwd=tmp_path,
                env=environment(**variables),
                capture_output=True,
                encoding="utf-8",
                timeout=300,
            )
            output = done.stdout + done.stderr
            assert done.returncode == 0, f"{page.name}: {command}\n{output}"
            missing = [line for line in lines if not is_said(line, output)]
            assert not missing, f"{page.name}: {command}\n{missing}\nis not in\n{output}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_and_option_that_is_named_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    shown = [match[1] or match[2] for match in _INLINE.finditer(text)]
    for block in blocks(page):
        if block.kind in ("sh", "console"):
            shown += re.findall(r"^(?:\$ )?(entente .+)$", block.body, re.MULTILINE)
            assert block.kind == "console" or block.mark, f"{page.name}: who runs this?\n{block.body}"
        if block.mark.startswith("elsewhere: "):
            assert (ROOT / block.mark.removeprefix("elsewhere: ")).is_file()
    for command in {strip_comment(command) for command in shown}:
        words = command.split()[1:]
        names = [words[0]] if words[:1] != ["query"] and words[:1] != ["reference"] else words[:2]
        names = [name for name in names if re.fullmatch("[a-z][a-z-]+", name)]
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        told = help_of(*names)
        assert options <= set(re.findall(r"--[a-z][\w-]*", told)) | {"--help"}, f"{page.name}: {command}"


def strip_comment(command: str) -> str:
    return re.sub(r"\s+#.*|“.*”|\"[^\"]*\"", "", command)


_helps: dict[tuple[str, ...], str] = {}


def help_of(*names: str) -> str:
    """What a command tells of itself, asked once."""
    if names not in _helps:
        done = entente(*names, "--help", COLUMNS="200")
        assert done.returncode == 0, f"there is no `entente {' '.join(names)}`"
        _helps[names] = done.stdout
    return _helps[names]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor and file.suffix == ".md":
            heads = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}, target
