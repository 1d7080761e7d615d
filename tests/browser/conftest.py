"""A headless Chromium that opens pages from disk, offline, and writes down what they ask for and complain of.

A page that throws, or leaves a rejection unhandled, fails its test, unless the test broke it on purpose.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field

import pytest
from gold_graph import gold_graph

from kg.export.html import html

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}


@dataclass
class Opened:
    """A page with what it did: requests beyond the file, console errors, exceptions and rejections, dialogs."""

    page: object
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda said: said.type in {"error", "warning"} and self.errors.append(said.text))
        self.page.on("pageerror", lambda error: (self.errors.append(str(error)), self.thrown.append(str(error))))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))


@pytest.fixture(scope="session")
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: install one (Debian: apt-get install chromium)")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seed_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_bytes(html(gold_graph(), title="武进产业知识图谱"))
    return path


@pytest.fixture
def open_page(chromium, seed_page):
    """Opens a page: the seeds' by default, on a desktop, in light; `at` is what the address says after #; `before`
    is script that runs first, to break something."""
    contexts, whole = [], []

    def open_it(path=seed_page, *, size="desktop", scheme="light", at="", before=None):
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, offline=True)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.listen()
        if before:
            opened.page.add_init_script(before)
        else:
            whole.append(opened)
        opened.page.goto(path.as_uri() + at)
        opened.page.wait_for_selector("#loading" if before else "html[data-ready=all]", state="attached")
        return opened

    yield open_it
    for context in contexts:
        context.close()
    assert [opened.thrown for opened in whole if opened.thrown] == []
