"""The query editor of `kg serve`: an example runs, terms are completed, errors are shown, names stay text."""

from __future__ import annotations

import pytest
from hostile_graph import hostile_graph, write_turtle
from serving import serving

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    with serving(write_turtle(tmp_path_factory.mktemp("editor") / "graph.ttl", hostile_graph())) as address:
        yield address


@pytest.fixture
def page(chromium, root):
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.errors, page.asked = [], []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("dialog", lambda dialog: page.errors.append(dialog.message))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(f"{root}query")
    page.wait_for_selector("html[data-ready=all]", state="attached")
    yield page
    assert page.errors == []
    assert [url for url in page.asked if not url.startswith((root, "data:"))] == []
    context.close()


def answered(page):
    page.locator("#run").click()
    page.locator("#said").filter(has_not_text="正在查询").wait_for(state="attached")
    return page.locator("#said").text_content()


def test_a_query_is_answered_as_a_table_in_which_names_are_text(page):
    page.locator("#text").fill("SELECT ?s ?name { ?s a kg:Enterprise ; skos:prefLabel ?name }")
    assert answered(page) == "12 行"
    assert page.locator("#answer th").all_text_contents() == ["s", "name"]
    assert "</quote>]]><script>alert(1)</script><!--" in page.locator("#answer td").all_text_contents()
    assert page.locator("#answer script").count() == 0


def test_a_thing_in_the_answer_leads_to_its_page(page):
    page.locator("#text").fill("SELECT ?s { ?s a kg:Park }")
    answered(page)
    page.locator("#answer a").click()
    assert page.locator("h1").text_content() == "东岭高新区"


def test_every_example_runs(page):
    options = page.locator("#example option")
    assert options.count() >= 9
    for number in range(options.count() - 1):
        page.locator("#example").select_option(str(number))
        assert answered(page).endswith(" 行")


def test_an_error_shows_its_place(page):
    page.locator("#text").fill("SELECT ?s WHERE { ?s ?p }")
    assert "error at" in answered(page)
    assert "wrong" in page.locator("#said").get_attribute("class")


def test_terms_are_completed_by_name_and_by_their_chinese_label(page):
    text = page.locator("#text")
    for begun, whole in (("SELECT ?s { ?s a kg:Pa", "kg:Park"), ("SELECT ?s { ?s a 园区", "kg:Park")):
        text.fill("")
        text.press_sequentially(begun)
        page.wait_for_selector("#terms li")
        assert page.locator("#terms li").first.text_content().split()[0] == whole
        text.press("Enter")
        assert text.input_value().endswith(whole)
    text.press_sequentially(" }")
    text.press("Control+Enter")
    page.wait_for_selector("#answer table")
