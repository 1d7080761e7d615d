"""A page that holds a part of a graph asks the local server for the rest: search, neighbours, paths, articles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gold_graph import gold_graph
from page_server import refs, serving

from kg.export.html import html
from kg.model import Relation

pytestmark = pytest.mark.browser

HYDRAULICS = "江苏恒立液压股份有限公司"


def without(graph, *keys):
    """The graph as it would be if nobody had told of these entities."""
    facts = tuple(fact for fact in graph.facts if not {*refs(fact)} & {*keys})
    gone = {fact.id for fact in graph.facts if hasattr(fact, "participants")} - {getattr(f, "id", None) for f in facts}
    facts = tuple(fact for fact in facts if not {*refs(fact)} & gone)
    return replace(graph, entities=tuple(e for e in graph.entities if e.key not in keys), facts=facts)


@pytest.fixture(scope="module")
def address():
    graph = gold_graph()
    known = without(graph, f"enterprise/{HYDRAULICS}", "enterprise/常州武南新能源投资有限公司")
    articles = tuple(article for article in graph.articles if not article.id.startswith("000"))
    kept = {article.id for article in articles}
    facts = tuple(fact for fact in known.facts if {evidence.article for evidence in fact.evidence} <= kept)
    events = {fact.id for fact in facts if hasattr(fact, "participants")}
    facts = tuple(f for f in facts if all(not r.startswith("event/") or r in events for r in refs(f)))
    entities = tuple(replace(e, articles=tuple(a for a in e.articles if a in kept)) for e in known.entities)
    part = replace(known, articles=articles, facts=facts, entities=entities)
    with serving(html(part, title="部分", server="api/", whole=graph), graph) as (address, asked):
        yield address, asked


@pytest.fixture
def page(chromium, address):
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: said.type == "error" and page.errors.append(said.text))
    page.goto(address[0])
    page.wait_for_selector("html[data-ready=all]", state="attached")
    yield page
    assert page.errors == []
    context.close()


def test_the_head_says_of_how_many_these_are(page):
    graph, counts = gold_graph(), page.locator("#counts")
    relations = sum(isinstance(fact, Relation) for fact in graph.facts)
    assert f"{len(graph.entities) - 2} / {len(graph.entities)} 个实体" in counts.text_content()
    assert f" / {relations} 条关系" in counts.text_content()
    assert "另有 2 个实体" in page.locator("#right .title").text_content()
    page.locator(".tongue").click()
    assert f"{len(graph.entities) - 2} of {len(graph.entities)} entities" in counts.text_content()


def find(page, text):
    page.locator("#query").fill(text)
    page.wait_for_selector("#hits li:not(.none)")
    page.keyboard.press("Enter")


def test_search_finds_what_only_the_server_knows(page):
    page.locator("#query").fill("恒立")
    page.wait_for_selector("#hits li span")
    assert page.locator("#hits li span").all_text_contents() == [HYDRAULICS]


def test_its_neighbours_and_sentences_are_fetched(page):
    find(page, "恒立液压")
    page.wait_for_function("() => document.getElementById('crumb').textContent.includes('直接关系')")
    assert page.locator("#status").text_content().startswith("显示 9 / ")
    page.locator("#right [role=tab]", has_text="事件").click()
    page.wait_for_function("() => [...document.querySelectorAll('#right .quote')].every((q) => q.textContent)")
    graph = gold_graph()
    said = {graph.quote(e) for f in graph.facts if f"enterprise/{HYDRAULICS}" in refs(f) for e in f.evidence}
    assert {*page.locator("#right .quote").all_text_contents()} <= said
    page.locator("#right .read").first.click()
    page.wait_for_selector("#right mark.current")
    assert page.locator("#right mark.current").count() == 1


def test_what_the_page_knows_is_not_told_twice(page, address):
    find(page, "武进国家高新区")
    page.wait_for_function("() => document.getElementById('graph').drawn.view.selected !== null")
    page.wait_for_timeout(500)
    page.locator("#right [role=tab]", has_text="关系").click()
    graph = gold_graph()
    about = [
        f
        for f in graph.facts
        if "park/武进国家高新区" in refs(f) and type(f).__name__ in {"Relation", "Position"} and f.status != "Denied"
    ]
    assert page.locator("#right .pane .fact").count() == len(about)
    assert [asked for asked in address[1] if asked[0] == "/api/entity"]


def test_paths_lead_through_what_the_server_knows(page):
    page.keyboard.press("r")
    page.locator("#from").fill("光伏项目")
    page.keyboard.press("Enter")
    page.locator("#to").fill("常州星辰新能科技有限公司")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#right h3')?.textContent === '路径 1 · 2 步'")
    assert "常州武南新能源投资有限公司" in page.locator(".chain").first.text_content()


def test_an_address_names_what_only_the_server_knows(page, address):
    page.goto(f"{address[0]}#e=enterprise/{HYDRAULICS}")
    page.reload()
    page.wait_for_selector("#right .name h2")
    assert page.locator("#right .name h2").text_content() == HYDRAULICS


def test_a_server_that_is_gone_leaves_the_page_usable(chromium, tmp_path):
    graph = gold_graph()
    with serving(html(graph, title="全部", server="api/"), graph) as (address, _):
        page = chromium.new_page()
        page.goto(address)
        page.wait_for_selector("html[data-ready=all]", state="attached")
    page.locator("#query").fill("恒立液压")
    page.keyboard.press("Enter")
    assert page.locator("#right .name h2").text_content() == HYDRAULICS
    page.wait_for_timeout(300)
    assert page.locator("#loading").is_hidden()
    page.close()
