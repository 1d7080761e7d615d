"""Nobody is left out: axe-core finds nothing serious, and the commonest tasks are done by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
HYDRAULICS = "江苏恒立液压股份有限公司"
ENTITY = f"#e=enterprise/{HYDRAULICS}"
PATH = "#a=project/光伏项目&b=enterprise/常州星辰新能科技有限公司"
VIEWS = ["", ENTITY, f"{ENTITY}&f=1", PATH, "#v=table", "#v=time", "#l=en"]
FINDINGS = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    const found = ({ id, nodes }) => nodes.map((node) => [id, String(node.target), node.failureSummary]);
    return serious.flatMap(found);
}"""


@pytest.fixture(scope="session")
def axe():
    if not AXE.exists():
        pytest.skip("axe-core is not here: npm ci --prefix tests/browser")
    return AXE.read_text(encoding="utf-8")


def findings(page, axe):
    page.evaluate(axe)
    return page.evaluate(FINDINGS)


@pytest.mark.parametrize("at", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, axe, scheme, at):
    assert findings(open_page(scheme=scheme, at=at).page, axe) == []


@pytest.mark.parametrize("tab", ["关系", "数据", "事件", "原文"])
def test_axe_finds_nothing_serious_in_a_profile(open_page, axe, tab):
    page = open_page(at=ENTITY).page
    page.locator("#right [role=tab]", has_text=tab).click()
    page.wait_for_timeout(100)
    assert findings(page, axe) == []


@pytest.mark.parametrize("at", ["", f"{ENTITY}&f=1", "#v=table"])
def test_axe_finds_nothing_serious_on_a_phone(open_page, axe, at):
    assert findings(open_page(size="phone", at=at).page, axe) == []


def test_axe_finds_nothing_serious_in_dialogs(open_page, axe):
    page = open_page().page
    page.keyboard.press("r")
    page.keyboard.type("hengli")
    assert findings(page, axe) == []
    page.keyboard.press("Escape")
    page.locator(".help").click()
    assert findings(page, axe) == []


def test_axe_would_find_something(open_page, axe):
    """The test can fail: a button without a name and pale text are found."""
    page = open_page().page
    page.evaluate("""() => {
        const bare = document.createElement("button");
        document.getElementById("actions").append(bare);
        document.getElementById("counts").style.color = "#ddd";
    }""")
    assert {finding[0] for finding in findings(page, axe)} >= {"button-name", "color-contrast"}
