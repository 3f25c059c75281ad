"""The pictures, looked at in a real browser and by a real image library."""

from __future__ import annotations

import io
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from browser import page
from PIL import Image
from subgraphs import MadeSubgraph

from cyberentente.graph.draw import figure
from cyberentente.graph.draw import page as drawing


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> tuple[MadeSubgraph, Path]:
    made = MadeSubgraph(60, 160)
    target = tmp_path_factory.mktemp("draw") / "graph.html"
    drawing.write(made, target, "A <b>bold</b> title")
    return made, target


def colours(image: bytes) -> int:
    return len(Image.open(io.BytesIO(image)).convert("RGB").getcolors(1 << 24) or ())


def test_the_page_needs_nothing_from_elsewhere(picture: tuple[MadeSubgraph, Path]) -> None:
    text = picture[1].read_text("utf-8")
    assert 'src="http' not in text and 'href="http' not in text
    with page() as (opened, complaints):
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(picture[1].as_uri())
        opened.wait_for_function("window.entente && window.entente.cy")
        assert asked == [picture[1].as_uri()]
        assert complaints == []


def test_search_click_slide_and_keys_work(picture: tuple[MadeSubgraph, Path]) -> None:
    made, target = picture
    with page() as (opened, complaints):
        opened.goto(target.as_uri())
        assert opened.inner_text("h1") == "A <b>bold</b> title"
        assert opened.inner_text("#count") == f"{len(made.nodes)} entities, {len(made.edges)} claims"
        whole = opened.screenshot()
        assert colours(whole) > 50

        opened.fill("#search", made.nodes[0].name)
        assert opened.inner_text("#detail h2") == made.nodes[0].name
        opened.fill("#search", "nobody of this name")
        assert "Nobody here" in opened.inner_text("#detail")
        opened.keyboard.press("Escape")
        assert "Choose a node" in opened.inner_text("#detail")

        edge = next(edge for edge in made.edges if edge.when == "2015-05-30")
        opened.evaluate(
            """id => { const cy = window.entente.cy, e = cy.getElementById(id);
                cy.stop(); cy.elements().not(e.union(e.connectedNodes())).remove(); cy.fit(e, 80); }""",
            edge.id,
        )
        opened.wait_for_timeout(500)  # until the last animation has ended and the graph is drawn
        spot = opened.evaluate(
            """id => { const at = window.entente.cy.getElementById(id).renderedMidpoint();
                const box = document.getElementById('graph').getBoundingClientRect();
                return [box.x + at.x, box.y + at.y]; }""",
            edge.id,
        )
        opened.mouse.click(*spot)
        detail = opened.inner_text("#detail")
        assert edge.proofs[0].quote is not None
        assert " ".join(edge.proofs[0].quote.split()) in " ".join(detail.split())
        assert "2015-05-30" in detail

        before = opened.evaluate("window.entente.cy.zoom()")
        opened.focus("#graph")
        opened.keyboard.press("+")
        assert opened.evaluate("window.entente.cy.zoom()") > before
        assert complaints == []


def test_the_slider_shows_what_can_have_held_on_a_day(picture: tuple[MadeSubgraph, Path]) -> None:
    made, target = picture
    with page() as (opened, complaints):
        opened.goto(target.as_uri())
        opened.check("#on")
        opened.evaluate(
            """() => { const s = document.getElementById('day');
                s.value = Date.parse('2015-05-30') / 86400000; s.dispatchEvent(new Event('input')); }"""
        )
        assert opened.inner_text("#date") == "2015-05-30"
        opened.wait_for_function(f"window.entente.cy.edges(':visible').length < {len(made.edges)}")
        shown = set(opened.evaluate("window.entente.cy.edges(':visible').map(e => e.id())"))
        day = "2015-05-30"
        expected = {
            edge.id
            for edge in made.edges
            if any(edge.span)
            and (edge.span[0] is None or edge.span[0].isoformat() <= day)
            and (edge.span[1] is None or edge.span[1].isoformat() >= day)
        }
        assert shown == expected
        opened.uncheck("#on")
        opened.wait_for_function(f"window.entente.cy.edges(':visible').length === {len(made.edges)}")
        assert complaints == []


def test_a_timeline_entry_opens_its_claim_from_the_keyboard(picture: tuple[MadeSubgraph, Path]) -> None:
    with page() as (opened, _):
        opened.goto(picture[1].as_uri())
        entry = opened.locator("#timeline button").first
        text = entry.inner_text()
        entry.focus()
        opened.keyboard.press("Enter")
        assert opened.inner_text("#detail h2").split(" — ")[0] in " ".join(text.split())
        assert opened.locator("#detail blockquote").count() >= 1


def test_two_thousand_nodes_stay_usable(tmp_path: Path) -> None:
    made = MadeSubgraph(2000, 4000)
    target = tmp_path / "large.html"
    drawing.write(made, target, "large")
    with page() as (opened, complaints):
        begun = time.monotonic()
        opened.goto(target.as_uri())
        opened.wait_for_function("window.entente && window.entente.cy.nodes().length === 2000", timeout=30_000)
        opened.fill("#search", made.nodes[1999].name)
        assert opened.inner_text("#detail h2") == made.nodes[1999].name
        assert time.monotonic() - begun < 30
        assert complaints == []


@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_figure_shows_the_names_and_is_the_same_in_every_run(tmp_path: Path, suffix: str) -> None:
    made = MadeSubgraph(24, 40)  # with names in scripts that the fonts here may not have
    results = []
    for run in "ab":
        target = tmp_path / f"{run}{suffix}"
        figure.write(made, target, "A figure")
        results.append(target.read_bytes())
    assert results[0] == results[1]
    if suffix == ".svg":
        words = "".join(ElementTree.fromstring(results[0]).itertext())
        assert "A figure" in words and "Україна 7" in words and "外務省" in words
    else:
        assert colours(results[0]) > 50
