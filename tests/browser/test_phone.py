"""On a phone: nothing runs over the edge, sheets have three heights, and what is touched is large enough."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

HYDRAULICS = "#e=enterprise/江苏恒立液压股份有限公司"
PATH = "#a=project/光伏项目&b=enterprise/常州星辰新能科技有限公司"
HEIGHT, BAR = 844, 56
SMALL = """() => [...document.querySelectorAll("button, input, [role=row][tabindex]")].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return width && height && (height < 24 || width < 24) && !element.matches(".link, .chip");
}).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("at", ["", HYDRAULICS, f"{HYDRAULICS}&f=1", PATH, "#v=table", "#v=time"])
def test_nothing_runs_over_the_edge_or_is_too_small(open_page, at):
    page = open_page(size="phone", at=at).page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(SMALL) == []


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


def test_rows_of_tables_are_as_high_as_a_finger(open_page):
    page = open_page(size="phone", at="#v=table").page
    first, second = (page.locator(".space .row").nth(number).bounding_box() for number in (0, 1))
    assert first["height"] == second["y"] - first["y"] == 44


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
