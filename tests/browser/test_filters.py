"""The legend is the filter: what is hidden is nowhere, and what is planned is told from what is done everywhere."""

from __future__ import annotations

import re

import pytest
from gold_graph import gold_graph

from kg.export.turtle import turtle
from kg.model import Relation

pytestmark = pytest.mark.browser

PARK = "#e=park/武进国家高新区&f=1"
PATH = "#a=project/光伏项目&b=enterprise/常州星辰新能科技有限公司"
LINKS = """() => {
    const { graph, network } = document.getElementById("graph").drawn;
    const drawn = network.body.data.edges.get().filter(({ hidden }) => !hidden);
    return drawn.map(({ id, dashes }) => [graph.links[id].facts.map(({ status }) => status), dashes]);
}"""
NODES = """() => {
    const { graph, network } = document.getElementById("graph").drawn;
    return network.body.data.nodes.get().filter(({ hidden }) => !hidden).map(({ id }) => graph.entities[id].type.name);
}"""


def test_the_counts_are_those_of_the_turtle(open_page):
    text = turtle(gold_graph()).decode()
    page = open_page().page
    planned = len(re.findall(r"kg:status kg:Planned", text))
    assert page.locator("[data-filter=status-plan] small").text_content() == str(planned)
    for predicate in ("locatedIn", "produces", "undertakes"):
        told = len(re.findall(rf"rdf:predicate kg:{predicate}\b", text))
        assert page.locator(f"[data-filter=group-{predicate}] small").text_content() == str(told)


def test_planned_and_done_part_the_links(open_page):
    page = open_page().page
    page.locator("[data-filter=status-plan]").click()
    planned = page.evaluate(LINKS)
    assert planned
    assert all("Planned" in statuses and dashes == [6, 5] for statuses, dashes in planned)
    page.locator("[data-filter=status-done]").click()
    done = page.evaluate(LINKS)
    assert all("Asserted" in statuses and dashes != [6, 5] for statuses, dashes in done)
    facts = [fact for fact in gold_graph().facts if isinstance(fact, Relation)]
    page.locator("#views [role=tab]", has_text="数据表").click()
    shown = int(page.locator(".tools sup").nth(1).text_content())
    assert shown == sum(fact.status == "Asserted" for fact in facts)


def test_a_hidden_type_is_nowhere(open_page):
    page = open_page().page
    assert "Industry" in page.evaluate(NODES)
    page.locator("[data-filter=type-Industry]").click()
    assert "Industry" not in page.evaluate(NODES)
    page.locator("#views [role=tab]", has_text="数据表").click()
    assert page.locator(".tools sup").first.text_content() == "305"
    page.locator(".tools [role=tab]", has_text="关系").click()
    told = [fact for fact in gold_graph().facts if isinstance(fact, Relation)]
    left = [
        fact for fact in told if not fact.object.startswith("industry/") and not fact.subject.startswith("industry/")
    ]
    assert int(page.locator(".tools sup").nth(1).text_content()) == len(left) < len(told)


def test_a_hidden_type_is_not_in_the_ego_view(open_page):
    page = open_page(at=PARK).page
    assert "Enterprise" in page.evaluate(NODES)
    page.locator("[data-filter=type-Enterprise]").click()
    nodes = page.evaluate(NODES)
    assert nodes
    assert "Enterprise" not in nodes


def test_a_hidden_type_is_in_no_path(open_page):
    page = open_page(at=PATH).page
    assert "Park" in page.evaluate(NODES)
    page.locator("[data-filter=type-Park]").click()
    nodes = page.evaluate(NODES)
    assert nodes
    assert "Park" not in nodes
    assert page.locator(".chain").count() == 1


def test_a_hidden_relation_joins_nothing(open_page):
    page = open_page().page
    before = len(page.evaluate(LINKS))
    page.locator("[data-filter=group-locatedIn]").click()
    assert len(page.evaluate(LINKS)) < before
    page.locator("[data-filter=group-locatedIn]").click()
    assert len(page.evaluate(LINKS)) == before


def test_one_type_alone_and_all_again(open_page):
    page = open_page().page
    page.locator("[data-filter=type-Project]").click(modifiers=["Alt"])
    page.locator("[data-filter=loose]").click()
    assert set(page.evaluate(NODES)) == {"Project"}
    page.locator("[data-filter=type-Project]").click(modifiers=["Alt"])
    assert len(set(page.evaluate(NODES))) > 10


@pytest.mark.parametrize("at", ["", "#v=table", "#v=time"])
def test_when_all_is_hidden_the_page_says_so(open_page, at):
    page = open_page(at=at).page
    page.locator("[data-filter=flip]").click()
    if at == "":
        assert page.locator("#empty").text_content() == "没有符合筛选条件的实体。 恢复全部"
        page.locator("#empty button").click()
        assert page.evaluate(NODES)
    else:
        assert page.locator(".event .chip, .space .row").count() == 0
