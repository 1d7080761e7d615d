"""On a phone: nothing runs over the edge, sheets have three heights, and what is touched is large enough."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

HYDRAULICS = "#e=enterprise/江苏恒立液压股份有限公司"
PATH = "#a=project/光伏项目&b=enterprise/常州星辰新能科技有限公司"
CUT = """(parts) => [...document.querySelectorAll(parts)]
    .filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.textContent)"""
HEIGHT, BAR = 844, 56
# What a finger is to touch and is less than 44 px high or 24 px wide; links within a line of text may be.
TOUCHED = "button, input, [role=row][tabindex], [role=option]"
SMALL = """(touched) => [...document.querySelectorAll(touched)].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width && height && (height < 43.9 || width < 24) && !element.matches(".line .link, dd .link");
}).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("at", ["", HYDRAULICS, f"{HYDRAULICS}&f=1", PATH, "#v=table", "#v=time"])
def test_nothing_runs_over_the_edge_or_is_too_small(open_page, at):
    page = open_page(size="phone", at=at).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(SMALL, TOUCHED) == []


@pytest.mark.parametrize("part", ["筛选", "查关系"])
def test_nothing_in_the_filters_and_the_path_finder_is_too_small(open_page, part):
    page = open_page(size="phone").page
    page.locator("button:visible", has_text=part).first.click()
    if part == "查关系":
        page.keyboard.type("hl")
    assert page.evaluate(SMALL, TOUCHED) == []


@pytest.mark.parametrize("tab", ["关系", "数据", "事件", "原文"])
def test_nothing_in_a_profile_is_too_small(open_page, tab):
    page = open_page(size="phone", at="#e=park/武进国家高新区").page
    page.locator("#right [role=tab]", has_text=tab).click()
    page.wait_for_timeout(100)
    assert page.evaluate(SMALL, TOUCHED) == []


def test_what_is_selected_lies_above_the_sheet(open_page):
    page = open_page(size="phone", at=HYDRAULICS).page
    place = page.evaluate("() => document.getElementById('graph').drawn.placeOf('江苏恒立液压股份有限公司')")
    graph, sheet = page.locator("#graph").bounding_box(), page.locator("#right").bounding_box()
    assert 0 < place["x"] < graph["width"]
    assert 0 < place["y"] < sheet["y"] - graph["y"] - 20


def test_language_and_theme_stand_among_the_filters(open_page):
    page = open_page(size="phone").page
    page.locator("#bottom button", has_text="筛选").click()
    page.locator(".settings button", has_text="深浅色").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.locator(".settings button", has_text="English").click()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_sheet_has_three_heights(open_page):
    page = open_page(size="phone").page

    def height():
        return round(page.locator("#right").bounding_box()["height"])

    assert height() == 88
    page.locator("#right .handle").click()
    assert height() == round(HEIGHT * 0.44)
    page.locator("#right .handle").click()
    assert height() == round(HEIGHT * 0.84)
    page.locator("#right .handle").click()
    assert height() == 88


def test_the_focused_view_is_clear_of_the_sheet(open_page):
    page = open_page(size="phone", at=f"{HYDRAULICS}&f=1").page
    lowest = page.evaluate("""() => {
        const { network, view } = document.getElementById("graph").drawn;
        return Math.max(...[...view.scene.places.values()].map((place) => network.canvasToDOM(place).y));
    }""")
    graph, sheet = page.locator("#graph").bounding_box(), page.locator("#right").bounding_box()
    assert graph["y"] + lowest < sheet["y"]
    assert page.evaluate("() => document.getElementById('graph').drawn.view.scene.places.size") <= 15


def test_filters_are_a_sheet_that_hides_the_other(open_page):
    page = open_page(size="phone", at=HYDRAULICS).page
    page.locator("#bottom button", has_text="筛选").click()
    assert page.locator("#right").is_hidden()
    assert round(page.locator("#left").bounding_box()["height"]) == round(HEIGHT * 0.74)
    assert {round(row.bounding_box()["height"]) for row in page.locator(".type").all()} == {44}
    page.locator("#bottom button", has_text="筛选").click()
    assert page.locator("#right").is_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_of_a_table_is_in_sight_and_rows_are_as_high_as_a_finger(open_page, language):
    page = open_page(size="phone", at=f"#v=table&l={language}").page
    for number in range(5):
        page.locator(".tools [role=tab]").nth(number).click()
        first, second = (page.locator(".space .row").nth(number).bounding_box() for number in (0, 1))
        assert first["height"] == second["y"] - first["y"] >= 44
        assert (
            page.evaluate(
                "() => { const grid = document.querySelector('.grid'); return grid.scrollWidth - grid.clientWidth; }"
            )
            == 0
        )
        assert page.evaluate(CUT, ".row.head button") == []


@pytest.mark.parametrize("width", [1920, 1440, 1280, 1181, 1000, 761])
def test_the_top_bar_has_room_for_everything(chromium, seed_page, width):
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(seed_page.as_uri())
    page.wait_for_selector("html[data-ready=all]", state="attached")
    boxes = [page.locator(part).bounding_box() for part in ("#brand", "#search", "#actions")]
    boxes += [button.bounding_box() for button in page.locator("#actions button:visible").all()]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    for box in boxes[2:]:
        assert boxes[1]["x"] + boxes[1]["width"] <= box["x"]
        assert box["x"] + box["width"] <= width
    context.close()


def test_a_window_of_middle_width_has_a_drawer(chromium, seed_page):
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.goto(seed_page.as_uri())
    page.wait_for_selector("html[data-ready=all]", state="attached")
    assert page.locator("#left").is_hidden()
    page.locator(".menu").click()
    assert page.locator("#left").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#left").is_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 1000
    context.close()


@pytest.mark.parametrize("at", ["", HYDRAULICS, "#v=table"])
def test_twice_as_large_it_still_works(chromium, seed_page, at):
    """At 200 % zoom a screen of 1440 × 900 has 720 × 450 CSS pixels."""
    context = chromium.new_context(viewport={"width": 720, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto(seed_page.as_uri() + at)
    page.wait_for_selector("html[data-ready=all]", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") == 720
    assert page.locator("#bottom").is_visible()
    context.close()
