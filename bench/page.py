"""How fast the page is at 365, 10,000 and 100,000 entities, beside plain pyvis in the same run.

python bench/page.py [REGIONS ...]

Medians of three, each in a fresh headless Chromium profile. pyvis is not asked for the largest graph: it looks for each
edge's ends in a list of all nodes, which takes hours.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import browser as chrome
from plain_pyvis import plain_pyvis
from synthetic import grown

from kg.export.html import html

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))
from gold_graph import gold_graph  # noqa: E402 - the tests' own graph of the five pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REGIONS = (1, 28, 274)  # copies of the graph of 365 entities
TRIES = 3
PEER_REGIONS = 28  # up to which pyvis is asked
PEER_LIMIT = 60.0  # seconds that pyvis' page gets for its first view
TARGETS = {  # at 100,000 entities
    "build, s": 300,
    "file, MB": 20,
    "first view, s": 3,
    "details ready, s": 5,
    "redraw while panning, ms": 33,
    "search Chinese, ms": 100,
    "search pinyin, ms": 100,
    "first pinyin search, ms": 100,
    "refill after zoom, ms": 200,
    "ego view, ms": 200,
    "table, ms": 200,
    "heap, MB": 300,
}
SHOWN, MAP = (f"document.getElementById('graph').drawn.{name}" for name in ("graph", "network"))
CROWD = 600  # entities, up to which all are nodes and nothing is filled in after a zoom
# pyvis' page has its network as a global variable; its first drawing gets the mark that ours sets itself.
MARKING = """(() => {
    const timer = setInterval(() => {
        if (typeof network === "undefined" || !network) return;
        clearInterval(timer);
        network.once("afterDrawing", () => performance.mark("kg-first-view"));
    }, 5);
})();"""

Figures = dict[str, float]


def ours(browser: Browser, path: Path) -> Figures:
    """One opening of our page, from the first view to the table."""
    with chrome.opened(browser, path) as page:
        figures = {"first view, s": (chrome.mark(page, "kg-first-view", 120) or 120e3) / 1e3}
        figures["details ready, s"] = (chrome.mark(page, "kg-details", 120) or 120e3) / 1e3
        page.wait_for_timeout(chrome.REST)
        page.evaluate(f"({chrome.WATCH})({MAP})")
        figures["heap, MB"] = chrome.heap(page) / 1e6
        figures |= _searches(page)
        figures["redraw while panning, ms"] = chrome.panning(page)
        if page.evaluate(f"{SHOWN}.entities.length > {CROWD}"):
            page.evaluate(chrome.UNTIL_DRAWN, ["key", ["0"]])
            page.wait_for_timeout(chrome.REST)
            figures["refill after zoom, ms"] = page.evaluate(chrome.UNTIL_DRAWN, ["zoom", []])
            page.wait_for_timeout(chrome.REST)
        page.locator("#right .chip").first.click()
        page.wait_for_timeout(chrome.REST)
        figures["ego view, ms"] = page.evaluate(chrome.UNTIL_DRAWN, ["key", ["f"]])
        page.wait_for_timeout(chrome.REST)
        figures["table, ms"] = page.evaluate(chrome.TABLE)
    return figures


def _searches(page: Page) -> Figures:
    figures = {}
    for name, text in (("first pinyin search", "xny"), ("search pinyin", "gaoxinq"), ("search Chinese", "高新区")):
        figures[f"{name}, ms"], hits = page.evaluate(chrome.SEARCH, text)
        if not hits:
            raise SystemExit(f"the search for {text} found nothing")
    page.evaluate(chrome.SEARCH, "")
    return figures


def peer(browser: Browser, path: Path) -> Figures:
    """One opening of pyvis' page."""
    with chrome.opened(browser, path, MARKING) as page:
        first = chrome.mark(page, "kg-first-view", PEER_LIMIT)
        if first is None:
            return {"first view, s": PEER_LIMIT}
        page.wait_for_timeout(chrome.REST)
        page.evaluate(f"({chrome.WATCH})(network)")
        pan = chrome.panning(page)
        return {"first view, s": first / 1e3, "heap, MB": chrome.heap(page) / 1e6, "redraw while panning, ms": pan}


def measure(browser: Browser, regions: int, folder: Path) -> tuple[int, Figures, Figures]:
    """Entities, and the figures of both pages."""
    graph = grown(gold_graph(), regions)
    path, other = folder / f"{regions}.html", folder / f"{regions}-pyvis.html"
    start = time.perf_counter()
    path.write_bytes(html(graph, title=f"{len(graph.entities)}"))
    figures = {"build, s": time.perf_counter() - start, "file, MB": path.stat().st_size / 1e6}
    figures |= _medians([ours(browser, path) for _ in range(TRIES)])
    if regions > PEER_REGIONS:
        return len(graph.entities), figures, {}
    start = time.perf_counter()
    other.write_text(plain_pyvis(graph), encoding="utf-8")
    theirs = {"build, s": time.perf_counter() - start, "file, MB": other.stat().st_size / 1e6}
    tries = [peer(browser, other)]
    while len(tries) < TRIES and tries[0]["first view, s"] < PEER_LIMIT:
        tries.append(peer(browser, other))
    return len(graph.entities), figures, theirs | _medians(tries)


def _medians(tries: list[Figures]) -> Figures:
    return {name: statistics.median(each[name] for each in tries) for name in tries[0]}


def main() -> None:
    """Print a table: ours / pyvis = ratio, for each size, and the target at 100,000."""
    regions = [int(each) for each in sys.argv[1:]] or list(REGIONS)
    with tempfile.TemporaryDirectory() as folder, chrome.chromium() as browser:
        sizes = [measure(browser, each, Path(folder)) for each in regions]
    print("|  |", *(f"{entities:,} |" for entities, *_ in sizes), "target |")
    print("|---|", *("---|" for _ in sizes), "---|")
    for name, target in TARGETS.items():
        print(f"| {name} |", *(f"{_cell(name, own, theirs)} |" for _, own, theirs in sizes), f"≤ {target} |")


def _cell(name: str, own: Figures, theirs: Figures) -> str:
    if name not in own:
        return "–"
    if name not in theirs:
        return f"{own[name]:.3g}"
    late = "> " if name == "first view, s" and theirs[name] >= PEER_LIMIT else ""
    return f"{own[name]:.3g} / {late}{theirs[name]:.3g} = {own[name] / theirs[name]:.2g}"


if __name__ == "__main__":
    main()
