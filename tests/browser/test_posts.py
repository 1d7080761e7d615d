"""Who holds which post: by when it is over, as officials.rq has it; and the words for event types and dates."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_graph import EVIDENCE, small_graph

from kg.export.html import html
from kg.model import Entity, Event, Evidence, Position
from kg.ontology import load_ontology

pytestmark = pytest.mark.browser

BODY, BUREAU = "park/东岭高新区", "governmentbody/东岭区科技局"
CHEN, LI = "person/陈远山", "person/李思远"


def posts_graph(*positions, bodies=()):
    """Posts of two persons, said on the days that are given: (person, title, body, day, what else)."""
    graph = small_graph()
    first = graph.articles[0]
    days = sorted({day for *_, day, _ in positions})
    articles = {day: replace(first, id=f"p-{number}", published=day) for number, day in enumerate(days, 2)}
    facts = tuple(
        Position(who, title, body, "Asserted", 1.0, "positions", (Evidence(articles[day].id, 0, 11),), **more)
        for who, title, body, day, more in positions
    )
    persons = tuple(Entity(key, "Person", key.split("/")[1], (), ("p-2",), ()) for key in (CHEN, LI))
    entities = (*(each for each in graph.entities if each.type != "Person"), *persons, *bodies)
    others = tuple(fact for fact in graph.facts if not isinstance(fact, Position))
    return replace(graph, articles=(first, *articles.values()), entities=entities, facts=(*others, *facts))


@pytest.fixture
def open_posts(open_page, tmp_path):
    def open_it(graph, at="#v=table"):
        path = tmp_path / "graph.html"
        path.write_bytes(html(graph, title="小图谱"))
        page = open_page(path, at=at).page
        if at == "#v=table":
            page.locator(".tools [role=tab]", has_text="任职").click()
        return page

    return open_it


def rows(page):
    """Person, title, status and the days of each post."""
    found = [row.locator("[role=gridcell]").all_text_contents() for row in page.locator(".grid .row").all()]
    return sorted((cells[0], cells[1], cells[3], cells[4]) for cells in found if cells)


def test_a_new_director_ends_the_post_of_the_one_before(open_posts):
    page = open_posts(posts_graph((LI, "主任", BODY, "2024-03-09", {}), (CHEN, "主任", BODY, "2024-11", {})))
    assert rows(page) == [("李思远", "主任", "曾任", "2024-03-09"), ("陈远山", "主任", "在任", "2024-11")]


def test_a_post_that_several_hold_goes_on(open_posts):
    page = open_posts(posts_graph((LI, "副主任", BODY, "2024-03-09", {}), (CHEN, "副主任", BODY, "2024-11", {})))
    assert [status for _, _, status, _ in rows(page)] == ["在任", "在任"]


def test_a_directorship_of_an_institution_is_held_by_several(open_posts):
    school = Entity("institution/东岭大学", "Institution", "东岭大学", (), ("p-2",), ())
    posts = ((LI, "主任", school.key, "2024-03-09", {}), (CHEN, "主任", school.key, "2024-11", {}))
    page = open_posts(posts_graph(*posts, bodies=(school,)))
    assert [status for _, _, status, _ in rows(page)] == ["在任", "在任"]


def test_a_year_is_not_before_one_of_its_days(open_posts):
    page = open_posts(posts_graph((LI, "主任", BODY, "2024", {}), (CHEN, "主任", BODY, "2024-09-18", {})))
    assert [status for _, _, status, _ in rows(page)] == ["在任", "在任"]


def test_a_post_that_its_holder_left(open_posts):
    left = (LI, "副主任", BODY, "2024-11-02", {"former": True})
    page = open_posts(posts_graph((LI, "副主任", BODY, "2023-07", {}), left), at=f"#e={LI}")
    page.locator("#right [role=tab]", has_text="关系").click()
    said = page.locator("#right .pane .verb").all_text_contents()
    assert [each for each in said if "2024年11月2日前卸任" in each] == said
    assert page.locator("#right .tag.former").count() == 2
    page.locator(".tongue").click()
    page.locator("#right [role=tab]", has_text="Relations").click()
    assert all("over by 2 November 2024" in each for each in page.locator("#right .pane .verb").all_text_contents())


def test_until_when_a_post_is_known_to_be_held(open_posts):
    page = open_posts(posts_graph((LI, "主任", BODY, "2023-07", {})), at=f"#e={LI}")
    page.locator("#right [role=tab]", has_text="关系").click()
    assert "截至2023年7月" in page.locator("#right .pane .verb").first.text_content()


def test_types_of_events_and_dates_in_english(open_posts):
    graph = small_graph()
    event = Event(
        "event/0002",
        "签约",
        "海岳签约",
        "2023-07",
        BODY,
        ("enterprise/海岳科技",),
        (),
        "Asserted",
        0.9,
        "events",
        EVIDENCE,
    )
    page = open_posts(replace(graph, facts=(*graph.facts, event)), at="#v=time")
    assert "2023年7月" in page.locator(".timeline").text_content()
    page.locator(".tongue").click()
    told = page.locator(".timeline").text_content()
    assert "July 2023" in told
    assert "签约 ·" not in told
    english = load_ontology().event_types["签约"].labels["en"]
    assert set(page.locator(".timeline .tag.kind").all_text_contents()) == {english}
