"""Names are found as people type them: whole, short, by pinyin, by initials; and from the list by keyboard."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

HYDRAULICS = "江苏恒立液压股份有限公司"


def hits(page, text):
    page.locator("#query").fill(text)
    return page.locator("#hits li span").all_text_contents()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("xxcd", "星星充电"),
        ("xingxingchongdian", "星星充电"),
        ("xingxcd", "星星充电"),
        ("hlyy", HYDRAULICS),
        ("hengli", HYDRAULICS),
        ("HengLi", HYDRAULICS),
        ("jshlyygfyxgs", HYDRAULICS),
        ("恒立液压", HYDRAULICS),
        ("enerv", "EnerVenue"),
        ("lxqc", "理想汽车"),
        ("武高新", "武进国家高新区"),  # an alias that is no part of the name
        ("wugaoxin", "武进国家高新区"),
    ],
)
def test_a_name_is_found_first(open_page, typed, name):
    assert hits(open_page().page, typed)[0] == name


@pytest.mark.parametrize("typed", ["没有这家", "zzzqqq", "xxcdx9", "恒立a"])
def test_nothing_is_said_to_be_nothing(open_page, typed):
    page = open_page().page
    assert hits(page, typed) == []
    expected = f"没有找到“{typed}”。试试简称、拼音首字母，或在数据表中查找。"
    assert page.locator("#hits").text_content() == page.locator("#live").text_content() == expected


def test_a_character_with_several_readings_is_found_by_each(open_page):
    page = open_page().page
    assert "江苏长顺集团" in {*hits(page, "changshun"), *hits(page, "zhangshun")} or hits(page, "changsh")
    assert set(hits(page, "chongqing")) == set(hits(page, "zhongqing"))


def test_enter_shows_the_neighbours_and_the_address_brings_them_back(open_page):
    page = open_page().page
    page.keyboard.press("/")
    page.keyboard.type("xxcd")
    assert page.locator("#query").get_attribute("aria-activedescendant") == "hits-0"
    page.keyboard.press("Enter")
    assert page.locator("#crumb").text_content().endswith("星星充电 的直接关系")
    assert page.locator("#status").text_content().startswith("显示 18 / ")
    sectors = page.evaluate("() => document.getElementById('graph').drawn.view.scene.sectors.map(({ name }) => name)")
    assert {"位于", "获得荣誉", "生产/研发"} <= set(sectors)
    again = open_page(at="#" + page.url.partition("#")[2]).page
    assert again.locator("#status").text_content() == page.locator("#status").text_content()
    assert again.locator("#crumb").text_content() == page.locator("#crumb").text_content()


def test_the_list_is_used_by_keyboard(open_page):
    page = open_page().page
    names = hits(page, "jiangsu")
    page.keyboard.press("ArrowDown")
    assert page.locator("#hits [aria-selected=true] span").text_content() == names[1]
    page.keyboard.press("Escape")
    assert page.locator("#hits").is_hidden()
    page.keyboard.press("ArrowDown")
    page.locator("#query").fill("jiangsu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#right h2").text_content() == names[1]
