"""The page looks as it did: screenshots, made small, differ little from those kept in pictures/.

KG_RENEW_PICTURES=1 keeps the new ones; look at them before they are committed. Fonts and browsers differ a little from
machine to machine, so small differences are allowed; a missing panel, a wrong colour or a shifted layout are not.
"""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "pictures"
HYDRAULICS = "#e=enterprise/江苏恒立液压股份有限公司"
PATH = "#a=project/光伏项目&b=enterprise/常州星辰新能科技有限公司"
VIEWS = {
    "map": ("desktop", "light", ""),
    "map-dark": ("desktop", "dark", ""),
    "ego-dark": ("desktop", "dark", f"{HYDRAULICS}&f=1"),
    "path": ("desktop", "light", PATH),
    "table": ("desktop", "light", "#v=table"),
    "timeline": ("desktop", "light", "#v=time"),
    "phone": ("phone", "light", f"{HYDRAULICS}&f=1"),
    "phone-dark": ("phone", "dark", ""),
}
MEAN, FAR, MOST_FAR = 6.0, 48, 0.03  # of 255: mean difference; what is far off; how much of the picture may be
# Both pictures, 240 px wide: the mean difference of their channels, and the part of channels that are far off.
COMPARE = """async ([kept, taken, far]) => {
    const read = async (data) => {
        const image = new Image();
        image.src = `data:image/png;base64,${data}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [240, Math.round((240 * image.height) / image.width)];
        const context = canvas.getContext("2d");
        context.imageSmoothingQuality = "high";
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
        return context.getImageData(0, 0, canvas.width, canvas.height).data;
    };
    const [one, other] = [await read(kept), await read(taken)];
    if (one.length !== other.length) return [255, 1];
    const differences = Array.from(one, (value, at) => Math.abs(value - other[at]));
    const sum = differences.reduce((a, b) => a + b, 0);
    return [sum / one.length, differences.filter((value) => value > far).length / one.length];
}"""
SHRINK = """async ([data, width]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, Math.round((width * image.height) / image.width)];
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/png").split(",")[1];
}"""


@pytest.fixture(scope="module")
def blank(chromium):
    page = chromium.new_page()
    yield page
    page.close()


def take(open_page, name):
    size, scheme, at = VIEWS[name]
    page = open_page(size=size, scheme=scheme, at=at).page
    page.wait_for_timeout(300)
    return base64.b64encode(page.screenshot()).decode()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_looks_as_it_did(open_page, blank, name):
    taken = take(open_page, name)
    kept = FOLDER / f"{name}.png"
    if os.environ.get("KG_RENEW_PICTURES"):
        kept.write_bytes(base64.b64decode(blank.evaluate(SHRINK, [taken, 240])))
    mean, far = blank.evaluate(COMPARE, [base64.b64encode(kept.read_bytes()).decode(), taken, FAR])
    assert mean <= MEAN, f"mean difference {mean:.1f}"
    assert far <= MOST_FAR, f"{far:.1%} far off"


def test_another_view_is_noticed(open_page, blank):
    kept = base64.b64encode((FOLDER / "map.png").read_bytes()).decode()
    for name in ("map-dark", "table", "path"):
        mean, far = blank.evaluate(COMPARE, [kept, take(open_page, name), FAR])
        assert mean > MEAN or far > MOST_FAR, name
