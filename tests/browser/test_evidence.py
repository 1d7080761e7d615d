"""Where does it say so: every sentence that the page shows stands in the source file, and is marked in its article."""

from __future__ import annotations

import random
import re

import pytest
from gold_graph import gold_graph

pytestmark = pytest.mark.browser

SEED, SAMPLE = 11, 10


def sample():
    graph = gold_graph()
    told = {end for fact in graph.facts for end in (getattr(fact, "subject", None), getattr(fact, "about", None))}
    names = sorted(entity.name for entity in graph.entities if entity.key in told)
    return random.Random(SEED).sample(names, SAMPLE)  # noqa: S311 - no secret


@pytest.fixture(scope="module")
def printed():
    """Every cited stretch of the source files, without line breaks and the spaces around them."""
    graph = gold_graph()
    sources = {document.source: document.text for document in graph.documents}
    articles = {article.id: article.source for article in graph.articles}
    found = set()
    for fact in graph.facts:
        for evidence in fact.evidence:
            start, end = graph.source_span(evidence)
            found.add(re.sub(r"\s+", "", sources[articles[evidence.article]][start:end]))
    return found


def show(page, name):
    page.locator("#query").fill(name)
    page.locator("#hits li span", has_text=re.compile(f"^{re.escape(name)}$")).first.click()
    assert page.locator("#right .name h2").text_content() == name


def open_tab(page, name):
    page.locator("#right [role=tab]", has_text=name).click()


@pytest.mark.parametrize("name", sample())
def test_each_source_opens_the_sentence_of_its_article(open_page, printed, name):
    page = open_page().page
    show(page, name)
    shown = []
    for tab in ("关系", "数据", "事件"):
        open_tab(page, tab)
        for button in page.locator("#right .pane .source").all():
            button.click()
            assert button.get_attribute("aria-expanded") == "true"
        page.wait_for_function("() => [...document.querySelectorAll('#right .quote')].every((q) => q.textContent)")
        shown += page.locator("#right .quote").all_text_contents()
    assert shown
    assert {re.sub(r"\s+", "", text) for text in shown} <= printed
    open_tab(page, "概况")
    page.locator("#right .read").first.click()
    page.wait_for_selector("#right mark.current")
    marks = page.locator("#right mark.current")
    assert marks.count() == 1
    mark, panel = marks.bounding_box(), page.locator("#right").bounding_box()
    assert panel["y"] <= mark["y"] < panel["y"] + panel["height"] * 0.6, "at about a third of the panel's height"


def test_a_mark_that_two_citations_cut_is_still_one(open_page):
    page = open_page(at="#e=park/武进国家高新区").page
    open_tab(page, "数据")
    for number in range(min(8, page.locator("#right .read").count())):
        page.locator("#right .read").nth(number).click()
        page.wait_for_selector("#right mark.current")
        assert page.locator("#right mark.current").count() == 1
        open_tab(page, "数据")
