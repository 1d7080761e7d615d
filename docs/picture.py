"""Takes the pictures of README and of the guide to the page, as headless Chromium shows it.

python docs/picture.py output/graph.html docs
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SETTLED = 500  # milliseconds, for the map to be drawn
# The most important enterprise, and the one farthest down the list that is two or three steps from it.
CHOICE = """() => {
    const { graph } = document.getElementById("graph").drawn;
    const own = graph.entities.filter(({ type }) => type.name === "Enterprise").sort((a, b) => b.weight - a.weight);
    const near = new Set(own[0].links.flatMap(({ a, b }) => [a, b]));
    const next = (entity) => entity.links.some(({ a, b }) => near.has(a) || near.has(b));
    const other = own.slice(1).find((entity) => !near.has(entity.id) && next(entity)) || own[1];
    return [own[0].key, other.key];
}"""


@dataclass(frozen=True)
class View:
    """What is opened: `at` is filled with the keys of two enterprises; `press` are selectors to click."""

    at: str = ""
    press: tuple[str, ...] = ()
    dark: bool = False
    size: tuple[int, int] = (1280, 800)


VIEWS = {
    "page": View(size=(1440, 900)),
    "page-focus": View("#e={0}&f=1"),
    "page-source": View("#e={0}", press=(".read",), dark=True),
    "page-path": View("#a={0}&b={1}"),
    "page-table": View("#e={0}&v=table", press=("[data-tab=table-relations]",)),
    "page-phone": View("#e={0}&f=1", size=(390, 844)),
}


def take(browser: Browser, page_file: Path, view: View, picture: Path) -> None:
    """Open the page from disk, without a network, and save what it shows."""
    width, height = view.size
    scheme = "dark" if view.dark else "light"
    viewport = {"width": width, "height": height}
    context = browser.new_context(viewport=viewport, offline=True, locale="zh-CN", color_scheme=scheme)
    page = context.new_page()
    address = page_file.resolve().as_uri()
    page.goto(address)
    page.wait_for_selector("html[data-ready=all]", state="attached")
    if view.at:
        page.goto(address + view.at.format(*page.evaluate(CHOICE)))
        page.reload()
        page.wait_for_selector("html[data-ready=all]", state="attached")
    for selector in view.press:
        page.locator(selector).first.click()
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=picture)
    context.close()


def main() -> None:
    """All pictures of the page in the first argument, into the folder in the second."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for name, view in VIEWS.items():
            take(browser, Path(sys.argv[1]), view, Path(sys.argv[2]) / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
