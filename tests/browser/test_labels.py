"""Nothing lies on anything else: names, titles of communities and of sectors, in every size and colour scheme."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PARK = "#e=park/武进国家高新区"
HYDRAULICS = "#e=enterprise/江苏恒立液压股份有限公司&f=1"
PATH = "#a=project/光伏项目&b=enterprise/常州星辰新能科技有限公司"
BOXES = "() => document.getElementById('graph').drawn.labelBoxes"
SECTORS = "() => document.getElementById('graph').drawn.view.scene.titles"
RADIUS = 9  # px, a little less than the least radius of a node in the focused view
DISCS = """() => {
    const { network, view } = document.getElementById("graph").drawn;
    return [...view.scene.places.values()].map((place) => network.canvasToDOM(place));
}"""


# The lines that are drawn, from node to node; and how bright the brightest colour is inside a box that is a name's.
LINES = """() => {
    const { graph, network, view } = document.getElementById("graph").drawn;
    const drawn = network.body.data.edges.get().filter(({ hidden }) => !hidden);
    const place = (id) => network.canvasToDOM(view.scene.places.get(id));
    return drawn.map(({ from, to }) => [place(from), place(to)]);
}"""
COLOURFUL = """(box) => {
    const canvas = document.querySelector("#graph canvas");
    const scale = canvas.width / canvas.clientWidth;
    const inside = [box.left + 2, box.top + 2, box.right - box.left - 4, box.bottom - box.top - 4];
    const { data } = canvas.getContext("2d").getImageData(...inside.map((each) => Math.round(each * scale)));
    let most = 0;
    for (let at = 0; at < data.length; at += 4) {
        const parts = [data[at], data[at + 1], data[at + 2]];
        most = Math.max(most, Math.max(...parts) - Math.min(...parts));
    }
    return most;
}"""


def crosses(box, line):
    """Whether the line enters the box, by its points."""
    (a, b), steps = line, 400
    points = (
        (a["x"] + (b["x"] - a["x"]) * n / steps, a["y"] + (b["y"] - a["y"]) * n / steps) for n in range(steps + 1)
    )
    return any(box["left"] + 1 < x < box["right"] - 1 and box["top"] + 1 < y < box["bottom"] - 1 for x, y in points)


def overlaps(one, other):
    across = one["left"] < other["right"] and other["left"] < one["right"]
    return across and one["top"] < other["bottom"] and other["top"] < one["bottom"]


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", ["", PARK, f"{PARK}&f=1", HYDRAULICS, PATH])
def test_no_two_names_overlap(open_page, size, scheme, at):
    page = open_page(size=size, scheme=scheme, at=at).page
    page.wait_for_timeout(150)
    boxes = page.evaluate(BOXES)
    assert len(boxes) > 5
    assert [(box, other) for n, box in enumerate(boxes) for other in boxes[:n] if overlaps(box, other)] == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("at", [f"{PARK}&f=1", HYDRAULICS, PATH])
def test_names_keep_off_the_lines_or_hide_them(open_page, size, at):
    page = open_page(size=size, at=at).page
    page.wait_for_timeout(150)
    lines = page.evaluate(LINES)
    names = [box for box in page.evaluate(BOXES) if "crossed" in box]
    clear = [box for box in names if not box["crossed"]]
    assert len(clear) >= 0.7 * len(names) >= 3
    centre = page.locator("#right h2").text_content()
    for box in names:
        if box["text"] == centre:
            continue
        if not box["crossed"]:
            assert not any(crosses(box, line) for line in lines), box["text"]
        assert page.evaluate(COLOURFUL, box) < 90, f"a line shows through {box['text']}"


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize(
    "at", [f"{PARK}&f=1", HYDRAULICS, "#e=enterprise/星星充电&f=1", "#e=administrativearea/武进区&f=1"]
)
def test_a_sector_s_title_covers_no_node_and_is_not_covered(open_page, size, at):
    page = open_page(size=size, at=at).page
    page.wait_for_timeout(150)
    titles = page.evaluate(SECTORS)
    assert titles
    for title in titles:
        for node in page.evaluate(DISCS):
            across = max(title["left"] - node["x"], 0, node["x"] - title["right"])
            down = max(title["top"] - node["y"], 0, node["y"] - title["bottom"])
            assert across**2 + down**2 >= RADIUS**2, title["text"]
    graph = page.locator("#graph").bounding_box()
    lowest = graph["y"] + max(title["bottom"] for title in titles)
    if size == "phone":
        assert lowest <= page.locator("#right").bounding_box()["y"], "clear of the sheet"
    assert all(title["left"] >= 0 and title["right"] <= graph["width"] for title in titles)
