"""Takes the README's picture: the page as headless Chromium shows it.

python docs/picture.py output/graph.html docs/page.png
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SIZE = {"width": 1440, "height": 900}
SETTLED = 500  # milliseconds, for the map to be drawn


def take(page_file: Path, picture: Path) -> None:
    """Open the page from disk, without a network, and save what it shows."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_context(viewport=SIZE, offline=True, locale="zh-CN").new_page()
        page.goto(page_file.resolve().as_uri())
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]))
