"""What a page does in headless Chromium: times in milliseconds, memory in bytes. Everything only looks and clicks."""

from __future__ import annotations

import shutil
import statistics
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SIZE = {"width": 1440, "height": 900}
CENTRE = (620, 480)  # a place on the map
FLAGS = ("--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows")  # a user looks at the page
PANS = 30
REST = 700  # milliseconds after which nothing is left to do

# Notes how long each drawing of a vis-network takes, from its first event to after the page's own listeners.
WATCH = """network => {
    window.drawings = [];
    let start = 0;
    network.on("initRedraw", () => { start = performance.now(); });
    network.on("afterDrawing", () => { drawings.push({ at: performance.now(), took: performance.now() - start }); });
}"""
# Resolves to the milliseconds from an action until the map is drawn after it.
UNTIL_DRAWN = """([act, values]) => new Promise((resolve) => {
    const actions = {
        zoom: () => document.querySelector("#zoom button").click(),
        key: (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true })),
    };
    const start = performance.now();
    let status = act !== "zoom";
    new MutationObserver(() => { status = true; }).observe(document.getElementById("status"), { childList: true });
    const already = drawings.length;
    actions[act](...values);
    const look = () => {
        const drawn = drawings.slice(already).filter(() => status);
        if (drawn.length || performance.now() - start > 5000) resolve(performance.now() - start);
        else requestAnimationFrame(look);
    };
    look();
})"""
SEARCH = """(text) => {
    const field = document.getElementById("query");
    const start = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input"));
    document.getElementById("hits").getBoundingClientRect();
    return [performance.now() - start, document.querySelectorAll("#hits [role=option]").length];
}"""
TABLE = """() => {
    const start = performance.now();
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "2", bubbles: true }));
    document.getElementById("sheet").getBoundingClientRect();
    return performance.now() - start;
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("no Chromium on this machine: install one (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, path: Path, before: str = "") -> Iterator[Page]:
    """The page in a fresh profile, offline; `before` is script that runs first."""
    context = browser.new_context(viewport=SIZE, offline=True, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(120_000)
    if before:
        page.add_init_script(before)
    page.goto(path.resolve().as_uri(), wait_until="commit")
    yield page
    context.close()


def mark(page: Page, name: str, limit: float) -> float | None:
    """When the page set that performance mark, from its opening; None if it took longer than `limit` seconds."""
    from playwright.sync_api import TimeoutError as TooLate

    try:
        page.wait_for_function("name => performance.getEntriesByName(name).length", arg=name, timeout=limit * 1000)
    except TooLate:
        return None
    return float(page.evaluate("name => performance.getEntriesByName(name)[0].startTime", name))


def panning(page: Page) -> float:
    """The median of how long the map takes to be drawn while it is dragged; it must be watched."""
    x, y = CENTRE
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { drawings.length = 0; }")
    for step in range(PANS):
        page.mouse.move(x + 4 * step, y + 2 * step)
        page.wait_for_timeout(20)
    page.mouse.up()
    page.wait_for_timeout(REST)
    return statistics.median(page.evaluate("() => drawings.map(({ took }) => took)"))


def heap(page: Page) -> float:
    """Bytes of JavaScript objects after a collection of garbage."""
    session: Any = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "JSHeapUsedSize"))
