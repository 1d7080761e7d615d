"""Names that try to become markup or script: they must be shown as they are, and do nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.export.html import html
from kg.graph import Graph
from kg.model import Article, Block, Document, Entity, Event, Evidence, Observation, Position, Relation

pytestmark = pytest.mark.browser

ATTACKS = (
    "<img src=x onerror=window.hurt=1>",
    "</script><script>window.hurt=1</script>",
    '" onmouseover="window.hurt=1',
    "<b onmouseover=window.hurt=1>甲</b>",
    "javascript:window.hurt=1",
    '=HYPERLINK("http://x.example")',
)


def _hostile_graph():
    """Everything that is text is an attack: names, aliases, labels, titles, units, headline, authors, article."""
    types = ("Enterprise", "Park", "Person", "Project", "Product", "GovernmentBody")
    text = "。".join(ATTACKS)
    here = (Evidence("x-1", 0, len(text)),)
    entities = tuple(
        Entity(f"{type_.lower()}/{name}", type_, name, (name + name,), ("x-1",), ())
        for type_, name in zip(types, ATTACKS, strict=True)
    )
    keys = [entity.key for entity in entities]
    facts = (
        Relation(keys[0], "locatedIn", keys[1], "Asserted", 1.0, ATTACKS[0], here),
        Relation(keys[0], "undertakes", keys[3], "Planned", 1.0, ATTACKS[0], here),
        Relation(keys[0], "produces", keys[4], "Asserted", 1.0, ATTACKS[0], here),
        Position(keys[2], ATTACKS[0], keys[5], "Asserted", 1.0, "test", here),
        Position(keys[2], ATTACKS[1], keys[0], "Asserted", 1.0, "test", here),
        Observation(keys[0], ATTACKS[1], Decimal(5), ATTACKS[2], "target", 1.0, "test", here, period=ATTACKS[3]),
        Event(
            "event/x", ATTACKS[0], ATTACKS[1], ATTACKS[2], keys[1], (keys[0],), (keys[3],), "Asserted", 1.0, "t", here
        ),
    )
    blocks = (Block("body", 0, len(text)),)
    about = (ATTACKS[1], ATTACKS[:2], ATTACKS[0], None)
    article = Article("x-1", ATTACKS[0], "article", *about, text, tuple(range(len(text))), blocks)
    return Graph(entities, facts, (article,), (Document(ATTACKS[0], text, "utf-8", "0"),))


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    path.write_bytes(html(_hostile_graph(), title=ATTACKS[0]))
    return path


def _is_unhurt(opened, path):
    page = opened.page
    page.mouse.move(300, 300)
    assert page.evaluate("window.hurt") is None
    assert page.locator("img, iframe, body script script, [onmouseover], [onerror]").count() == 0
    assert opened.dialogs == []
    assert opened.errors == []
    assert all(address.startswith(path.as_uri()) for address in opened.requests)


@pytest.mark.parametrize("tab", ["概况", "关系", "数据", "事件", "原文"])
def test_every_tab_shows_attacks_as_text(open_page, hostile_page, tab):
    opened = open_page(hostile_page)
    opened.page.locator("#query").fill("onerror")
    opened.page.keyboard.press("Enter")
    opened.page.locator("#right [role=tab]", has_text=tab).click()
    opened.page.wait_for_timeout(100)
    assert opened.page.locator("#right h2").text_content() == ATTACKS[0]
    assert "window.hurt=1" in opened.page.locator(".pane").inner_text()
    _is_unhurt(opened, hostile_page)


@pytest.mark.parametrize(
    "at", ["#v=table", "#v=time", "#a=enterprise/x&b=y", "#e=<img src=x onerror=window.hurt=1>&v=__proto__"]
)
def test_views_and_addresses_do_no_harm(open_page, hostile_page, at):
    opened = open_page(hostile_page, at=at)
    assert opened.page.title() == ATTACKS[0]
    assert opened.page.locator("h1").text_content() == ATTACKS[0]
    _is_unhurt(opened, hostile_page)


def test_search_lists_attacks_as_text(open_page, hostile_page):
    opened = open_page(hostile_page)
    opened.page.locator("#query").fill("<")
    assert opened.page.locator("#hits li span").count() == 3
    opened.page.locator("#query").fill("<i>")
    assert "“<i>”" in opened.page.locator("#hits").text_content()
    _is_unhurt(opened, hostile_page)


def test_a_formula_gets_a_mark_in_csv(open_page, hostile_page, tmp_path):
    page = open_page(hostile_page, at="#v=table").page
    with page.expect_download() as download:
        page.locator(".tools .act").click()
    download.value.save_as(tmp_path / "entities.csv")
    assert '"\'=HYPERLINK(""http://x.example"")"' in (tmp_path / "entities.csv").read_text(encoding="utf-8-sig")


def test_the_policy_refuses_scripts_styles_and_connections(open_page, hostile_page):
    page = open_page(hostile_page).page
    refused = page.evaluate(
        """async () => {
            const script = document.createElement("script");
            script.textContent = "window.hurt = 1";
            document.body.append(script);
            const style = document.createElement("style");
            style.textContent = "body { outline: 7px solid red }";
            document.head.append(style);
            const fetched = await fetch("data:,x").then(() => "fetched", () => "refused");
            return [window.hurt === undefined, getComputedStyle(document.body).outlineWidth !== "7px", fetched];
        }"""
    )
    assert refused == [True, True, "refused"]


def test_a_failure_says_so(open_page):
    opened = open_page(before="Blob.prototype.stream = () => { throw new Error('broken'); };")
    opened.page.wait_for_function("() => document.getElementById('loading').textContent.includes('CSV')")
    assert opened.page.locator("#loading").is_visible()


def test_an_old_browser_is_told(open_page):
    opened = open_page(before="delete window.DecompressionStream;")
    opened.page.wait_for_function("() => document.getElementById('loading').textContent.includes('浏览器过旧')")


def test_an_empty_graph_says_so(open_page, tmp_path):
    path = tmp_path / "empty.html"
    path.write_bytes(html(Graph((), (), (), ())))
    opened = open_page(path)
    assert opened.page.locator("#empty").text_content() == "图谱里还没有实体。请检查输入文件和构建日志。"
    assert opened.errors == []
