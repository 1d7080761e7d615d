"""A graph too large for all to be nodes: dots, the most important as nodes, chosen anew where one looks."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from gold_graph import ROOT, gold_graph

from kg.export.html import html

pytestmark = pytest.mark.browser

REGIONS = 5
SCENE = """() => {
    const { view, graph, network } = document.getElementById("graph").drawn;
    const nodes = [...view.scene.places.keys()].map((id) => graph.entities[id]);
    const { width, height } = document.getElementById("graph").getBoundingClientRect();
    const inside = ({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height;
    const seen = nodes.filter((node) => inside(network.canvasToDOM(node))).length;
    const types = nodes.map(({ type }) => type.name);
    return { names: nodes.map(({ name }) => name), types, seen, zoom: network.getScale() };
}"""
# A shown entity that is a dot now, as near to the middle of the canvas as may be, with nothing near it or on it.
DOT = """() => {
    const { view, graph, network, labelBoxes } = document.getElementById("graph").drawn;
    const { clientWidth, clientHeight } = document.getElementById("graph");
    const shown = graph.entities.filter((entity) => entity.shown);
    const places = new Map(shown.map((entity) => [entity, network.canvasToDOM(entity)]));
    const between = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
    const away = (entity) => between(places.get(entity), { x: clientWidth / 2, y: clientHeight / 2 });
    const alone = (one) => shown.every((other) => other === one || between(places.get(one), places.get(other)) > 12);
    const beside = ({ x, y }, box) => x < box.left - 4 || x > box.right + 4 || y < box.top - 4 || y > box.bottom + 4;
    const bare = (place) => labelBoxes.every((box) => beside(place, box));
    const isDot = (entity) => !view.scene.places.has(entity.id) && away(entity) < 280 && bare(places.get(entity));
    const dots = shown.filter(isDot).filter(alone);
    dots.sort((a, b) => away(a) - away(b));
    return { name: dots[0].name, ...places.get(dots[0]) };
}"""
SHOWN_INDUSTRIES = """() => {
    const { graph } = document.getElementById("graph").drawn;
    return graph.entities.filter((entity) => entity.shown && entity.type.name === "Industry").length;
}"""


@pytest.fixture(scope="module")
def crowd_page(tmp_path_factory):
    spec = importlib.util.spec_from_file_location("synthetic", ROOT / "bench" / "synthetic.py")
    synthetic = sys.modules["synthetic"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(synthetic)
    path = tmp_path_factory.mktemp("crowd") / "graph.html"
    path.write_bytes(html(synthetic.grown(gold_graph(), REGIONS), title="人群"))
    return path


def settle(page):
    page.wait_for_timeout(400)


@pytest.mark.parametrize(("size", "most"), [("desktop", 300), ("phone", 90)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_crowd_has_few_nodes_and_says_how_many_there_are(open_page, crowd_page, size, scheme, most):
    opened = open_page(crowd_page, size=size, scheme=scheme)
    settle(opened.page)
    scene = opened.page.evaluate(SCENE)
    assert 40 < len(scene["names"]) <= most
    assert max(scene["types"].count(type_) for type_ in scene["types"]) <= most / 4
    assert opened.page.locator("#status").text_content().endswith("放大可见更多")
    assert f"/ {328 * REGIONS:,} 个实体" in opened.page.locator("#status").text_content()
    assert opened.errors == []


PIXELS = """([x, y]) => {
    const canvas = document.querySelector("#graph canvas");
    const scale = canvas.width / canvas.clientWidth;
    const area = [Math.round(x * scale) - 2, Math.round(y * scale) - 2, 5, 5];
    const { data } = canvas.getContext("2d").getImageData(...area);
    return Array.from({ length: 25 }, (_, at) => [data[4 * at], data[4 * at + 1], data[4 * at + 2]]);
}"""
GROUNDS = ((246, 245, 241), (239, 237, 231))  # of the canvas, and of a community's disc


def test_a_dot_is_painted_where_its_entity_is(open_page, crowd_page):
    page = open_page(crowd_page).page
    settle(page)
    dot = page.evaluate(DOT)
    pixels = page.evaluate(PIXELS, [dot["x"], dot["y"]])
    unlike = min(max(sum(abs(a - b) for a, b in zip(p, g, strict=True)) for p in pixels) for g in GROUNDS)
    assert unlike > 90, pixels


def test_zooming_in_makes_dots_nodes_and_moves_on_with_the_view(open_page, crowd_page):
    page = open_page(crowd_page).page
    settle(page)
    before = page.evaluate(SCENE)
    for _ in range(7):
        page.keyboard.press("+")
    settle(page)
    near = page.evaluate(SCENE)
    assert near["zoom"] > before["zoom"] * 5
    assert near["seen"] > 10
    assert set(near["names"]) - set(before["names"])
    page.locator("#graph").hover(position={"x": 300, "y": 300})
    page.mouse.down()
    page.mouse.move(900, 700, steps=4)
    page.mouse.up()
    settle(page)
    assert set(page.evaluate(SCENE)["names"]) != set(near["names"])


def test_a_dot_can_be_pointed_at_and_selected(open_page, crowd_page):
    page = open_page(crowd_page).page
    settle(page)
    dot = page.evaluate(DOT)
    place = {"x": dot["x"], "y": dot["y"]}
    page.locator("#graph").hover(position=place)
    page.wait_for_timeout(100)
    boxes = page.evaluate("() => document.getElementById('graph').drawn.labelBoxes.map(({ text }) => text)")
    assert dot["name"][:24] in {text[:24] for text in boxes}
    page.locator("#graph").click(position=place)
    assert page.locator("#right .name h2").text_content() == dot["name"]
    assert dot["name"] in page.evaluate(SCENE)["names"]


def test_a_hidden_type_is_neither_dot_nor_node(open_page, crowd_page):
    page = open_page(crowd_page).page
    page.locator("[data-filter=type-Industry]").click()
    settle(page)
    assert "Industry" not in page.evaluate(SCENE)["types"]
    assert page.evaluate(SHOWN_INDUSTRIES) == 0
    page.locator("[data-filter=flip]").click()
    settle(page)
    assert "Industry" in page.evaluate(SCENE)["types"]


def test_tables_and_the_timeline_keep_few_rows_in_the_page(open_page, crowd_page):
    page = open_page(crowd_page, at="#v=table").page
    assert page.locator(".tools sup").first.text_content() == f"{365 * REGIONS:,}"
    assert page.locator(".space .row").count() <= 60
    page.locator(".grid").evaluate("grid => { grid.scrollTop = 30000; }")
    page.wait_for_timeout(100)
    assert page.locator(".space .row").count() <= 60
    assert int(page.locator(".space .row").first.get_attribute("aria-rowindex")) > 700
    page.locator("#views [role=tab]", has_text="时间线").click()
    assert page.locator(".event").count() < 51 * REGIONS
    page.locator(".timeline").evaluate("list => { list.scrollTop = list.scrollHeight; }")
    page.wait_for_function("() => document.querySelectorAll('.event').length > 150")


def test_no_two_names_of_a_crowd_overlap(open_page, crowd_page):
    page = open_page(crowd_page).page
    settle(page)
    boxes = page.evaluate("() => document.getElementById('graph').drawn.labelBoxes")
    assert len(boxes) > 10
    for number, box in enumerate(boxes):
        for other in boxes[:number]:
            apart = box["left"] >= other["right"] or other["left"] >= box["right"]
            assert apart or box["top"] >= other["bottom"] or other["top"] >= box["bottom"], (box, other)
