"""What leaves the page: the printed profile and the picture."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from gold_graph import gold_graph
from page_server import refs

pytestmark = pytest.mark.browser

HYDRAULICS = "江苏恒立液压股份有限公司"
PAPER = """() => [...document.querySelectorAll("#paper, #paper *")].map((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return [backgroundColor, color];
})"""
LIGHT = {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


@pytest.fixture
def printed(open_page):
    """The page of the enterprise, in dark, as it is printed."""
    before = "window.print = () => { window.printed = true; };"
    page = open_page(at=f"#e=enterprise/{HYDRAULICS}", scheme="dark", before=before).page
    page.wait_for_selector("html[data-ready=all]", state="attached")
    page.locator("#right .act", has_text="打印档案").click()
    page.wait_for_function("() => window.printed")
    page.emulate_media(media="print")
    return page


def test_paper_is_white_with_black_words(printed):
    looks = printed.evaluate(PAPER)
    assert len(looks) > 20
    assert {background for background, _ in looks} <= LIGHT
    assert all(max(map(int, re.findall(r"\d+", colour)[:3])) < 60 for _, colour in looks), "black, or nearly"
    assert printed.evaluate("getComputedStyle(document.body).backgroundColor") in LIGHT


def test_a_printed_profile_holds_every_fact_with_its_sentence(printed):
    graph = gold_graph()
    about = [fact for fact in graph.facts if f"enterprise/{HYDRAULICS}" in refs(fact)]
    said = {graph.quote(evidence) for fact in about for evidence in fact.evidence}
    texts = printed.locator("#paper blockquote").all_text_contents()
    assert {re.sub(r" \[\d+\]$", "", text) for text in texts} == said
    assert printed.locator("#paper article").count() == len(about)
    assert printed.locator("#paper ol li").count() == 1


def test_the_pdf_can_be_read(printed, tmp_path):
    path = tmp_path / "profile.pdf"
    path.write_bytes(printed.pdf(prefer_css_page_size=True))
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext on this machine (Debian: apt-get install poppler-utils)")
    text = subprocess.run([reader, path, "-"], capture_output=True, text=True, check=True).stdout
    assert HYDRAULICS in re.sub(r"\s", "", text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_has_its_title_and_key_below(open_page, tmp_path, scheme):
    page = open_page(scheme=scheme).page
    with page.expect_download() as download:
        page.locator(".picture").click()
    download.value.save_as(tmp_path / "graph.png")
    picture = (tmp_path / "graph.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 100_000
    box = page.locator("#graph").bounding_box()
    width, height = int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])
    assert (width, height) == (box["width"], box["height"] + 56)
