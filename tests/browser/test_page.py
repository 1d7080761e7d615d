"""The page in a real browser: it opens alone, shows each fact's sentence, finds by name, and stays usable."""

from __future__ import annotations

import re

import pytest
from gold_graph import gold_graph

pytestmark = pytest.mark.browser

HYDRAULICS = "江苏恒立液压股份有限公司"
AT_HYDRAULICS = f"#e=enterprise/{HYDRAULICS}"
PLACE_OF = "name => document.getElementById('graph').drawn.placeOf(name)"
BOXES = "() => document.getElementById('graph').drawn.labelBoxes"


def _quotes(page):
    page.wait_for_function("() => [...document.querySelectorAll('#right .quote')].every(quote => quote.textContent)")
    return page.locator("#right .quote").all_text_contents()


def _said_of(name):
    graph = gold_graph()
    key = next(entity.key for entity in graph.entities if name in (entity.name, *entity.aliases))
    about = [fact for fact in graph.facts if key in _ends(fact)]
    return {graph.quote(evidence) for fact in about for evidence in fact.evidence}


def _ends(fact):
    names = ("subject", "object", "person", "organization", "about", "place", "participants", "concerns")
    values = [getattr(fact, name) for name in names if hasattr(fact, name)]
    return [end for value in values for end in (value if isinstance(value, tuple) else (value,))]


def _tab(page, name):
    page.locator("#right [role=tab]", has_text=name).click()


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_alone_and_without_complaint(open_page, seed_page, size, scheme):
    opened = open_page(size=size, scheme=scheme)
    assert opened.requests == [seed_page.as_uri()]
    assert opened.errors == []
    assert opened.page.title() == "武进产业知识图谱"
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == scheme


def test_the_header_counts_what_the_graph_holds(open_page):
    page = open_page().page
    assert page.locator("#counts").text_content() == "365 个实体 · 317 条关系 · 16 篇报道"
    assert page.locator(".type b").all_text_contents()[0] == "56"


def test_a_click_on_a_node_shows_its_sentences(open_page):
    opened = open_page()
    page = opened.page
    place = page.evaluate(PLACE_OF, HYDRAULICS)
    page.locator("#graph").click(position=place)
    assert page.locator("#right h2").text_content() == HYDRAULICS
    assert "又称 恒立液压" in page.locator("#right .name p").text_content()
    shown = set()
    for tab in ("关系", "数据", "事件"):
        _tab(page, tab)
        for closed in page.locator(".source[aria-expanded=false]").all():
            closed.click()
        shown.update(_quotes(page))
    assert shown == _said_of("恒立液压")
    assert len(shown) >= 5
    assert opened.errors == []


def test_a_sentence_is_marked_in_its_article(open_page):
    page = open_page(at=AT_HYDRAULICS).page
    _tab(page, "事件")
    quote = _quotes(page)[0]
    page.locator("#right .read").first.click()
    marks = page.locator("mark.current")
    assert marks.count() == 1
    assert marks.text_content() == quote
    box, panel = marks.bounding_box(), page.locator("#right").bounding_box()
    assert panel["y"] < box["y"] < panel["y"] + panel["height"]
    assert page.locator("#right mark:not(.current)").count() >= 3


def test_the_path_between_two_shows_each_step_s_sentence(open_page):
    page = open_page(at="#a=project/光伏项目&b=enterprise/常州星辰新能科技有限公司").page
    assert page.locator("#right h3").all_text_contents()[0] == "路径 1 · 2 步"
    assert page.locator(".chain").count() == 3
    assert page.locator(".chain").first.locator(".step.planned").text_content() == "拟 · 合作 →"
    assert "企业计划与星辰新能合作建设“发输配售”一体化系统" in _quotes(page)


def test_the_legend_is_the_filter(open_page):
    page = open_page().page
    row = page.locator("[data-filter=type-Industry]")
    before = page.locator("#status").text_content()
    row.click()
    assert row.get_attribute("aria-pressed") == "false"
    assert page.locator("#status").text_content() != before
    page.locator("[data-filter=flip]").click()
    assert page.locator("#status").text_content() == before
    page.locator("[data-filter=flip]").click()
    assert page.locator("#empty").text_content().startswith("没有符合筛选条件的实体。")
    page.locator("#empty button").click()
    assert page.locator("#status").text_content() == before


def test_tables_hold_every_fact_and_few_rows_at_a_time(open_page):
    page = open_page(at="#v=table").page
    counts = [int(text) for text in page.locator(".tools sup").all_text_contents()]
    assert counts == [365, 317, 46, 109, 51]
    assert page.locator(".space .row").count() <= 60
    page.locator(".tools [role=tab]", has_text="数据").click()
    page.locator(".row.head button", has_text="数值").click()
    page.locator(".row.head button", has_text="数值").click()
    assert page.locator(".space .row").first.locator("[role=gridcell]").nth(2).text_content().endswith("亿元")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_head_or_type_is_cut_in_the_tables(open_page, language):
    page = open_page(at=f"#v=table&l={language}").page
    cut = """(parts) => [...document.querySelectorAll(parts)]
    .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.textContent)"""
    page.locator(".tools input").fill("行政区" if language == "zh" else "area")
    assert page.locator(".space .row").count() > 10
    assert page.evaluate(cut, ".entities .row [role=gridcell]:nth-child(2)") == []
    page.locator(".tools input").fill("")
    for number in range(5):
        page.locator(".tools [role=tab]").nth(number).click()
        assert page.evaluate(cut, ".row.head button") == []


def test_csv_has_a_mark_for_its_encoding_and_the_sentences(open_page, tmp_path):
    page = open_page(at="#v=table").page
    page.locator(".tools [role=tab]", has_text="任职").click()
    with page.expect_download() as download:
        page.locator(".tools .act").click()
    download.value.save_as(tmp_path / "position.csv")
    text = (tmp_path / "position.csv").read_bytes().decode("utf-8-sig")
    assert (tmp_path / "position.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == 47
    assert text.startswith('"人物","职务","单位","状态","见报","把握","原文"')


def test_the_timeline_ends_with_what_has_no_date(open_page):
    page = open_page(at="#v=time").page
    titles = page.locator(".timeline h3").all_text_contents()
    assert titles[0].startswith("2024年4月")
    assert [re.sub(r"\d+$", "", title) for title in titles[-2:]] == ["年份未注明", "日期未注明"]
    assert page.locator(".event").count() == 51
    assert page.locator(".event.planned b").first.text_content().startswith("拟 · ")


def test_the_main_places_are_named_on_the_first_map(open_page):
    names = {box["text"] for box in open_page().page.evaluate(BOXES)}
    assert {"武进国家高新区", "武进区", "星星充电", "恒立液压", "理想汽车"} <= names


def test_it_speaks_english_on_demand(open_page):
    page = open_page().page
    page.locator(".tongue").click()
    assert page.locator("#left h2").first.text_content() == "Types"
    assert page.locator(".type span").first.text_content() == "Enterprise"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "l=en" in page.url


def test_a_click_on_an_edge_shows_its_facts(open_page):
    page = open_page(at=AT_HYDRAULICS + "&f=1").page
    middle, other = (page.evaluate(PLACE_OF, name) for name in (HYDRAULICS, "武进国家高新区"))
    between = {axis: (middle[axis] + other[axis]) / 2 for axis in "xy"}
    page.locator("#graph").click(position=between)
    assert page.locator("#right h2").text_content() == f"{HYDRAULICS} 与 武进国家高新区"
    assert "位于" in page.locator("#right .fact .line").first.text_content()
    assert _quotes(page)


def test_filters_hold_in_the_ego_view(open_page):
    page = open_page(at=AT_HYDRAULICS + "&f=1").page
    page.locator("[data-filter=type-Honor]").click()
    assert page.locator("#status").text_content().startswith("显示 7 / ")
    assert not [box for box in page.evaluate(BOXES) if "获得荣誉" in box["text"]]
    page.locator("[data-filter=flip]").click()
    page.locator("[data-filter=flip]").click()
    assert page.locator("#crumb").is_hidden(), "nothing is left to focus on"
    assert page.locator("#right h2").text_content() == HYDRAULICS


def test_a_finger_just_below_a_node_selects_it(chromium, seed_page):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(seed_page.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    place = page.evaluate(PLACE_OF, "武进国家高新区")
    box = page.locator("#graph").bounding_box()
    page.touchscreen.tap(box["x"] + place["x"], box["y"] + place["y"] + 20)
    page.wait_for_selector("#right .name h2")
    assert page.locator("#right .name h2").text_content() == "武进国家高新区"
    assert page.locator("#right").bounding_box()["height"] > 300
    context.close()


def test_the_address_keeps_the_filters(open_page):
    page = open_page(at=AT_HYDRAULICS).page
    page.locator("[data-filter=type-Honor]").click()
    page.locator("[data-filter=status-plan]").click()
    assert "s=plan&" in page.url
    again = open_page(at="#" + page.url.partition("#")[2]).page
    assert again.locator("[data-filter=type-Honor]").get_attribute("aria-pressed") == "false"
    assert again.locator("[data-filter=status-plan]").get_attribute("aria-pressed") == "true"
    assert again.locator("#status").text_content() == page.locator("#status").text_content()
    assert again.locator("#right h2").text_content() == HYDRAULICS
    unknown = open_page(at="#x=Nothing,__proto__&s=all-of-it").page
    assert unknown.locator(".type[aria-pressed=false]").count() == 0
