"""Files for Neo4j Browser, and the real Browser that a real Neo4j serves, showing the graph with them."""

from __future__ import annotations

import io
import os
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import parse_qs, quote, urlsplit
from urllib.request import urlopen

import pytest
from browser import page
from conftest import IN_CI, empty
from PIL import Image
from playwright.sync_api import Page, expect

from cyberentente.graph.connect import Neo4jStore, Store
from cyberentente.graph.draw.look import LOOKS
from cyberentente.loaders.load import load
from cyberentente.queries import browser, catalog
from cyberentente.queries.run import run
from cyberentente.schema.errors import EntenteError

EXAMPLES = Path(__file__).parents[1] / "examples"
SHOWS = """start => [...document.querySelectorAll("svg text")].some(
    text => text.textContent.startsWith(start) && text.getBoundingClientRect().width > 0)"""


def parameters(store: Store, text: str) -> dict[str, Any]:
    """What the `:param` lines of a saved query mean."""
    found = re.findall(r"^:param (\w+) => (.*);$", text, re.MULTILINE)
    return store.read(f"RETURN {', '.join(f'{value} AS `{name}`' for name, value in found)}")[0]


def test_saved_questions_run_as_they_are(store: Store, tmp_path: Path) -> None:
    load([EXAMPLES], store)
    browser.write(store, tmp_path / "browser")
    answered = set()
    for name, query in catalog.catalog().items():
        text = (tmp_path / "browser" / "queries" / f"{name}.cypher").read_text("utf-8")
        title, command, *_ = text.splitlines()
        assert title == f"// {query.title}"
        assert command.startswith(f"// entente query {name}")
        given = parameters(store, text)
        assert given.keys() == query.uses
        cypher = "\n".join(line for line in text.splitlines() if not line.startswith((":param", "//"))).rstrip(";")
        rows = store.read(cypher, given)
        assert store.read(browser.saved(store, query).filled) == rows
        if rows:
            answered.add(name)
    assert answered >= {"exercises-joined", "members", "timeline", "evidence", "strategies", "documents", "partners"}
    assert len(answered) > len(catalog.catalog()) / 2


def test_an_example_of_the_saved_question_is_what_the_command_answers(store: Store) -> None:
    load([EXAMPLES], store)
    query = catalog.find("exercises-joined")
    text = browser.saved(store, query).script
    given = parameters(store, text)
    found = store.read(query.cypher, given)
    options = dict(re.findall(r"--([\w-]+) (\S+)", text.splitlines()[1]))
    assert [row["claim"] for row in found] == [row["claim"] for row in run(store, query, options).rows]


def test_the_style_has_the_colours_of_every_picture() -> None:
    rules = dict(re.findall(r"^node\.(\w+) \{color: rgb\((\d+, \d+, \d+)\)", browser.style(), re.MULTILINE))
    for type_, look in LOOKS.items():
        assert "#" + "".join(f"{int(part):02X}" for part in rules[type_].split(", ")) == look.colour


def test_a_folder_in_use_is_kept_unless_forced(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(EntenteError, match="--force"):
        browser.write(store, tmp_path)
    links = browser.write(store, tmp_path, "http://here:7474/browser", force=True)
    assert all(link.url.startswith("http://here:7474/browser/?cmd=edit&arg=") for link in links)
    assert {path.name for path in tmp_path.iterdir()} == {"mine.txt", "entente.grass", "guide.html", "queries"}
    (tmp_path / "file").write_text("")
    with pytest.raises(EntenteError, match="--force"):
        browser.write(store, tmp_path / "file")


@pytest.fixture
def served(neo4j_env: dict[str, str]) -> tuple[Store, str, dict[str, str]]:
    """A Neo4j with the examples, and the address of the Browser that it serves."""
    store = Neo4jStore(neo4j_env["NEO4J_URI"], neo4j_env["NEO4J_USERNAME"], neo4j_env["NEO4J_PASSWORD"], None)
    [row] = store.read("SHOW SETTINGS YIELD name, value WHERE name = 'server.http.listen_address' RETURN value")
    host = urlsplit(neo4j_env["NEO4J_URI"]).hostname
    address = f"http://{host}:{row['value'].rpartition(':')[2]}/browser"
    try:
        urlopen(f"{address}/").close()
    except URLError as error:
        (pytest.fail if IN_CI else pytest.skip)(f"no Neo4j Browser at {address}: {error}")
    empty(store)
    load([EXAMPLES], store)
    return store, address, neo4j_env


def test_neo4j_browser_shows_the_styled_graph_and_runs_a_saved_question(
    served: tuple[Store, str, dict[str, str]], tmp_path: Path
) -> None:
    store, address, environment = served
    links = {link.title: link.url for link in browser.write(store, tmp_path / "browser", address)}
    guide = (tmp_path / "browser" / "guide.html").read_text("utf-8")
    [question] = re.findall(r'href="([^"]+)">Exercises that an actor took part in<', guide)
    with page(1400, 900) as (opened, _):
        follow(opened, links["Put on the style"], environment)
        opened.get_by_text("node.State").first.wait_for()
        enter(opened, parse_qs(urlsplit(links["See an actor and its ties"]).query)["arg"][0])
        opened.locator("svg circle").first.wait_for()
        enter(opened, "MATCH path = (:Entity)-[:PARTICIPATED_IN {when: '2021'}]->(:Exercise) RETURN path LIMIT 1")
        opened.wait_for_function(SHOWS, arg="2021 PART")
        fills = opened.locator("svg circle").evaluate_all("all => all.map(each => getComputedStyle(each).fill)")
        expected = {f"rgb({', '.join(map(str, bytes.fromhex(LOOKS[t].colour[1:])))})" for t in ("State", "Exercise")}
        assert expected <= set(fills)
        opened.wait_for_timeout(3000)  # until the nodes have come to rest
        assert opened.evaluate(SHOWS, "2021 PART")  # "2021 PARTICIPAT…": a long caption is cut off, its date is not
        picture = opened.screenshot(path=os.environ.get("ENTENTE_SCREENSHOT"))
        assert len(Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 24) or ()) > 50

    with page(1400, 900) as (opened, _):
        follow(opened, unescape(question), environment)
        opened.get_by_text("Cyber Coalition 2023").first.wait_for()
        enter(opened, (tmp_path / "browser" / "queries" / "exercises-joined.cypher").read_text("utf-8"))
        statements = len(catalog.find("exercises-joined").uses) + 1
        expect(opened.get_by_title("Status: success")).to_have_count(statements, timeout=240_000)


def follow(opened: Page, link: str, environment: dict[str, str]) -> None:
    """Follow a deep link, log in, and run what it put into the editor."""
    bolt = environment["NEO4J_URI"].replace("://", f"://{environment['NEO4J_USERNAME']}@")
    opened.set_default_timeout(240_000)
    opened.goto(f"{link}&connectURL={quote(bolt, safe='')}")
    opened.get_by_test_id("password").fill(environment["NEO4J_PASSWORD"])
    opened.get_by_test_id("connect").click()
    opened.get_by_text("You are connected as user").wait_for()
    opened.get_by_test_id("editor-Run").click()


def enter(opened: Page, text: str) -> None:
    """Type into the editor, and run it."""
    opened.locator(".monaco-editor").first.click()
    opened.keyboard.insert_text(text)
    opened.get_by_test_id("editor-Run").click()
