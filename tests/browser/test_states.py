"""What the page says when there is nothing to show, not yet, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_graph import small_graph

from kg.export.html import html
from kg.graph import Graph
from kg.model import Entity

pytestmark = pytest.mark.browser

# Details never arrive: the page lives on what it has.
NO_DETAILS = """const { getElementById } = Document.prototype;
Document.prototype.getElementById = function (id) {
    return id === "kg-detail" ? { textContent: { trim: () => new Promise(() => {}) } } : getElementById.call(this, id);
};
const { atob: plain } = window;
window.atob = (text) => (typeof text === "string" ? plain(text) : ((window.held = true), ""));
const { json } = Response.prototype;
Response.prototype.json = function () { return window.held ? new Promise(() => {}) : json.call(this); };"""


@pytest.fixture
def open_graph(open_page, tmp_path):
    def open_it(graph, **how):
        path = tmp_path / "graph.html"
        path.write_bytes(html(graph, title="小图谱"))
        return open_page(path, **how)

    return open_it


def test_a_small_graph_is_all_there(open_graph):
    opened = open_graph(small_graph())
    assert opened.errors == []
    assert opened.page.locator("#counts").text_content() == "3 个实体 · 2 条关系 · 1 篇报道"
    assert opened.page.locator("#status").text_content().startswith("显示 3 / 3 个实体")


def test_an_entity_without_facts_says_so(open_graph):
    graph = small_graph()
    lonely = Entity("enterprise/孤山实业", "Enterprise", "孤山实业", (), ("p-1",), ())
    page = open_graph(replace(graph, entities=(*graph.entities, lonely)), at="#e=enterprise/孤山实业").page
    assert page.locator(".pane .none").text_content() == "只在原文中出现，没有抽取到与它有关的事实。"
    for tab, text in {"数据": "原文没有给出与它有关的数字。", "事件": "没有事件"}.items():
        page.locator("#right [role=tab]", has_text=tab).click()
        assert page.locator(".pane .none").text_content() == text
    assert page.locator("#right .act").count() == 0, "nothing to focus on, no path to find, nothing to print"
    page.locator("[data-filter=loose]").click()
    assert page.locator("#status").text_content().startswith("显示 4 / 4 个实体")


def test_no_path_says_what_to_do(open_graph):
    graph = small_graph()
    lonely = Entity("enterprise/孤山实业", "Enterprise", "孤山实业", (), ("p-1",), ())
    whole = replace(graph, entities=(*graph.entities, lonely))
    page = open_graph(whole, at="#a=enterprise/海岳科技&b=enterprise/孤山实业").page
    expected = "6 步之内没有找到关联。关掉“不经过行政区与产业”再试。"
    assert page.locator("#finder .none").text_content() == expected
    assert page.locator("#right .title p").text_content() == expected


def test_less_sure_facts_say_so_and_can_be_left_out(open_graph):
    graph = small_graph()
    facts = tuple(replace(fact, confidence=0.31) if fact.confidence == 0.5 else fact for fact in graph.facts)
    page = open_graph(replace(graph, facts=facts), at="#e=enterprise/海岳科技").page
    page.locator("#right [role=tab]", has_text="关系").click()
    assert page.locator(".tag.unsure").all_text_contents() == ["把握 31%"]
    page.locator("[data-filter=sure]").click()
    page.locator("#views [role=tab]", has_text="数据表").click()
    page.locator(".tools [role=tab]", has_text="关系").click()
    assert page.locator(".space .row").count() == 1
    assert page.locator(".space .row [role=gridcell]").last.text_content() == "93%"


@pytest.mark.parametrize(("status", "word"), [("Denied", "否认"), ("Alleged", "据称")])
def test_what_is_denied_is_shown_on_demand_and_what_is_alleged_is_dotted(open_graph, status, word):
    graph = small_graph()
    facts = tuple(replace(f, status=status) if getattr(f, "predicate", "") == "operates" else f for f in graph.facts)
    others = tuple(f for f in facts if getattr(f, "predicate", "") == "operates")
    page = open_graph(replace(graph, facts=others)).page
    links = """() => document.getElementById("graph").drawn.network.body.data.edges.get()
        .filter(({ hidden }) => !hidden).map(({ dashes }) => dashes)"""
    assert page.evaluate(links) == ([] if status == "Denied" else [[2, 3]])
    page.locator(".pill", has_text=word).click()
    assert len(page.evaluate(links)) == 1


def test_details_that_are_not_there_yet_are_waited_for(open_graph):
    opened = open_graph(small_graph(), before=NO_DETAILS)
    opened.page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert opened.page.locator("#status").text_content().startswith("显示 3 / 3 个实体"), "the map is drawn already"
    opened.page.locator("#query").fill("海岳")
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(".pane").text_content() == "正在读取详情…"
    opened.page.keyboard.press("2")
    assert opened.page.locator("#sheet").text_content() == "正在读取详情…"
    assert opened.errors == []


def test_an_error_at_the_start_leaves_words_and_no_blank_page(open_graph):
    opened = open_graph(small_graph(), before="HTMLCanvasElement.prototype.getContext = () => { throw Error('x'); };")
    opened.page.wait_for_function("() => document.getElementById('loading').textContent.includes('CSV / Turtle')")
    assert opened.page.locator("#loading").is_visible()


def test_without_script_the_page_says_what_it_needs(chromium, tmp_path):
    path = tmp_path / "graph.html"
    path.write_bytes(html(Graph((), (), (), ())))
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert "此页面需要 JavaScript。" in page.locator("body").inner_text()
    context.close()


@pytest.mark.parametrize(
    "flaw", ["Promise.reject(new Error('late'))", "setTimeout(() => { throw new Error('late'); })"]
)
def test_a_failure_after_the_start_is_said_and_would_fail_any_test(open_page, flaw):
    opened = open_page()
    opened.page.evaluate(f"() => {{ {flaw}; }}")
    opened.page.wait_for_function("() => document.getElementById('loading').textContent.includes('CSV')")
    assert opened.page.locator("#loading").is_visible()
    assert opened.thrown == ["late"]
    opened.thrown.clear()
