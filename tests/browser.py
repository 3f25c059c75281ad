"""A real headless Chromium for what is looked at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, sync_playwright

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def page(width: int = 1300, height: int = 850) -> Iterator[tuple[Page, list[str]]]:
    """A new page, and the list of what it complained of on its console."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium here: install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        try:
            opened = browser.new_page(viewport={"width": width, "height": height})
            complaints: list[str] = []
            opened.on(
                "console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None
            )
            opened.on("pageerror", lambda error: complaints.append(str(error)))
            yield opened, complaints
        finally:
            browser.close()
