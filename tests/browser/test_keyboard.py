"""The ten commonest tasks by keyboard alone, with the focus always in sight."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

HYDRAULICS = "江苏恒立液压股份有限公司"
FOCUS = """() => {
    const element = document.activeElement;
    const { width, height, top, left, right, bottom } = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const ring = element.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const inside = width > 0 && height > 0 && top < innerHeight && left < innerWidth && bottom > 0 && right > 0;
    return { ring, inside, what: element.id || element.textContent.slice(0, 20) };
}"""


@pytest.fixture
def page(open_page):
    return open_page().page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def in_sight(page):
    focus = page.evaluate(FOCUS)
    return focus["ring"] and focus["inside"], focus["what"]


def find(page, typed=HYDRAULICS):
    press(page, "/")
    page.keyboard.type(typed)
    press(page, "Enter")


def to_tab(page, name):
    """Tab on to the panel's tabs, then by arrows to the one of that name."""
    for _ in range(80):
        press(page, "Tab")
        assert in_sight(page)[0], in_sight(page)
        if page.evaluate("() => document.activeElement.matches('#right [role=tab]')"):
            break
    for _ in range(5):
        if name in page.evaluate("() => document.activeElement.textContent"):
            return
        press(page, "ArrowRight")
    raise AssertionError(name)


def test_the_first_stop_leads_to_the_tables(page):
    press(page, "Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "跳到数据表"
    assert in_sight(page)[0]
    press(page, "Enter")
    assert page.locator("#sheet .grid").is_visible()
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "tab"


def test_search_neighbours_article_path_table_and_back(page):
    find(page)
    assert page.locator("#crumb").is_visible()
    to_tab(page, "原文")
    assert page.locator("#right [role=tab][aria-selected=true]").text_content().startswith("原文")
    page.wait_for_selector("#right mark")
    press(page, "r")
    assert page.evaluate("() => document.activeElement.id") == "to"
    assert in_sight(page)[0]
    page.keyboard.type("xxcd")
    press(page, "Enter")
    assert page.locator(".chain").count() >= 1
    press(page, "Escape", "Escape")
    assert page.locator("#finder").is_hidden()
    press(page, "2")
    assert page.locator("#sheet .grid").is_visible()
    press(page, "Escape")
    assert page.locator("#sheet").is_hidden()


def test_arrows_walk_the_graph(page):
    page.locator("#graph").focus()
    seen = []
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        press(page, key)
        seen.append(page.locator("#right .name h2").text_content())
        assert page.locator("#live").text_content() == f"已选中 {seen[-1]}"
    assert len(set(seen)) == 3
    press(page, "Enter")
    assert page.locator("#crumb").is_visible()
    press(page, "Escape")
    assert page.locator("#crumb").is_hidden()


def test_tabs_are_one_stop_and_arrows_change_them(page):
    page.locator("#views [role=tab]").first.focus()
    press(page, "ArrowRight")
    assert page.locator("#sheet .grid").is_visible()
    assert page.evaluate("() => document.activeElement.textContent") == "数据表"
    press(page, "ArrowRight")
    assert page.locator(".timeline").is_visible()
    press(page, "ArrowRight")
    assert page.locator("#sheet").is_hidden()
    assert page.locator("#views [role=tab][tabindex='0']").count() == 1


def test_rows_of_a_table_are_walked_and_opened(page):
    press(page, "2")
    page.locator(".space .row").first.focus()
    press(page, "ArrowDown", "ArrowDown")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-rowindex')") == "4"
    assert in_sight(page)[0]
    press(page, "End")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-rowindex')") == "366"
    assert in_sight(page)[1]
    name = page.evaluate("() => document.activeElement.firstChild.textContent")
    press(page, "Enter")
    assert page.locator("#right .name h2").text_content() == name


def test_heads_sort_and_say_so(page):
    press(page, "2")
    head = page.locator("[role=columnheader]", has_text="报道")
    head.locator("button").focus()
    press(page, "Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    press(page, "Enter")
    assert page.locator("[role=columnheader]", has_text="报道").get_attribute("aria-sort") == "descending"
    assert page.locator(".space .row").first.locator("span").nth(4).text_content() == "11"


def test_filters_are_toggled_and_keep_the_focus(page):
    page.locator("[data-filter=type-Honor]").focus()
    press(page, " ")
    assert page.evaluate("() => document.activeElement.dataset.filter") == "type-Honor"
    assert page.locator("[data-filter=type-Honor]").get_attribute("aria-pressed") == "false"
    assert in_sight(page)[0]


def test_a_source_is_opened(page):
    find(page)
    page.locator("#right .source").first.focus()
    press(page, "Enter")
    assert page.locator("#right .source").first.get_attribute("aria-expanded") == "true"


def test_help_opens_and_gives_the_focus_back(page):
    page.locator("#graph").focus()
    press(page, "?")
    assert page.locator("#help").is_visible()
    assert page.locator("#help kbd").count() > 10
    assert in_sight(page)[0]
    press(page, "Escape")
    assert page.locator("#help").is_hidden()
    assert page.evaluate("() => document.activeElement.id") == "graph"


def test_zoom_theme_and_picture(page):
    scale = "() => document.getElementById('graph').drawn.network.getScale()"
    before = page.evaluate(scale)
    press(page, "+")
    assert page.evaluate(scale) > before
    press(page, "0")
    assert page.evaluate(scale) == pytest.approx(before)
    press(page, "d")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    with page.expect_download() as download:
        press(page, "p")
    assert download.value.suggested_filename == "graph.png"


def test_letters_typed_in_a_field_are_no_commands(page):
    press(page, "/")
    page.keyboard.type("d2r")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert page.locator("#sheet").is_hidden()
    assert page.locator("#finder").is_hidden()
