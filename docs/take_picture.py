"""Takes the README's picture of a page: `python docs/take_picture.py output/graph.html docs/page.png`.

Needs playwright and a Chromium (Debian: apt-get install chromium fonts-noto-cjk). The same page, browser and fonts
give the same picture.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def take(page: Path, picture: Path, *, at: str = "", dark: bool = False) -> None:
    """Open the page at 1440 × 900 and write what one sees as a PNG; `at` is the address's part after #."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        sys.exit("No Chromium found. On Debian: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # a container's root has none
        chromium = playwright.chromium.launch(executable_path=browser, args=sandbox)
        scheme = "dark" if dark else "light"
        tab = chromium.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
        tab.goto(page.resolve().as_uri() + (f"#{at}" if at else ""))
        tab.wait_for_selector("html[data-ready]")
        tab.wait_for_timeout(300)  # the quotes arrive after the first drawing
        tab.screenshot(path=picture)
        chromium.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--at", default="", help="what to show, as in the page's address: e=enterprise/…&f=1")
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    take(given.page, given.picture, at=given.at, dark=given.dark)


if __name__ == "__main__":
    main()
