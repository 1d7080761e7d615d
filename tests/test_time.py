"""Later reports go on with the story; only two values for one figure and date contradict each other."""

from __future__ import annotations

import pytest

from kg.build import build
from kg.collection import Collection
from kg.export import export
from kg.messages import problem_text, use
from kg.model import Event, Position
from kg.query import query

HOME = ("临江区", "江海市")


def built(folder, pages):
    """Pages by their date of publication."""
    for date, text in pages.items():
        (folder / f"{date}.txt").write_text(text, encoding="utf-8")
    return build([folder], collection=Collection(home=HOME, published={f"{date}.txt": date for date in pages}))


def contradictions(graph):
    return [problem for problem in graph.problems if problem.what == "contradiction"]


@pytest.fixture(scope="module")
def growing(tmp_path_factory):
    pages = {
        "2023-03-02": "昨日，海岳科技精密轴承项目签约落户东岭高新区。临江区委书记陈远山出席签约仪式。",
        "2023-09-12": "昨日，海岳科技精密轴承项目开工。临江区委书记陈远山出席开工仪式。",
        "2024-11-05": "昨日，海岳科技精密轴承项目投产。临江区委书记周海平到海岳科技调研。",
    }
    return built(tmp_path_factory.mktemp("pages"), pages)


def test_a_project_goes_on_from_signing_to_production(growing):
    events = {fact.type: fact for fact in growing.facts if isinstance(fact, Event)}
    dates = [events[type_].date for type_ in ("签约", "开工", "投产")]
    assert dates == ["2023-03-01", "2023-09-11", "2024-11-04"]
    projects = {entity.key for entity in growing.entities if entity.type == "Project"}
    assert len(projects) == 1
    assert all(projects & {*events[type_].concerns} for type_ in ("签约", "开工", "投产"))


def test_a_new_secretary_is_a_second_position_of_the_same_body(growing):
    posts = [fact for fact in growing.facts if isinstance(fact, Position)]
    assert {fact.person for fact in posts} == {"person/陈远山", "person/周海平"}
    assert len({fact.organization for fact in posts}) == 1
    said = {fact.person: {each.article for each in fact.evidence} for fact in posts}
    assert said == {"person/陈远山": {"2023-03-02-1", "2023-09-12-1"}, "person/周海平": {"2024-11-05-1"}}


HELD = {
    "2023-03-02": "临江区委书记陈远山、副书记李江出席签约仪式。临江区科技局局长王海主持。",
    "2023-09-12": "临江区委书记陈远山出席开工仪式，区委副书记赵敏主持。",
    "2024-11-05": "临江区委书记周海平到海岳科技调研。王海不再担任临江区科技局局长。",
    "2024-12-01": "临江区委书记周海平、原区委书记陈远山参加活动。",
}
POSTS = {  # holder, post, first and last day, over by
    ("陈远山", "书记", "2023-03-02", "2023-09-12", "2024-11-05"),
    ("李江", "副书记", "2023-03-02", "2023-03-02", None),  # a body has several
    ("赵敏", "副书记", "2023-09-12", "2023-09-12", None),
    ("王海", "局长", "2023-03-02", "2023-03-02", "2024-11-05"),
    ("周海平", "书记", "2024-11-05", "2024-12-01", None),
}


@pytest.mark.parametrize(
    ("at", "names"),
    [
        (None, {"陈远山", "李江", "赵敏", "王海", "周海平"}),
        ("2023-03-01", set()),
        ("2023-03", {"陈远山", "李江", "王海"}),
        ("2024-11-04", {"陈远山", "李江", "赵敏", "王海"}),
        ("2024-11-05", {"周海平", "李江", "赵敏"}),
    ],
)
def test_who_holds_which_post_at_a_date(tmp_path, at, names):
    path = tmp_path / "graph.ttl"
    path.write_bytes(export(built(tmp_path, HELD), "turtle"))
    answer = query(path, "officials", {"at": at} if at else {})
    told = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    assert {row["official"] for row in told} == names
    assert all(row["former"] == (row["until"] is not None) for row in told)
    assert all(row["until"] is None for row in told) == (at is not None)
    if at is None:
        assert {tuple(row[name] for name in ("official", "title", "first", "last", "until")) for row in told} == POSTS


def test_who_is_back_holds_the_post_again(tmp_path):
    pages = {
        f"2024-0{month}-01": f"临江区委书记{name}出席仪式。"
        for month, name in enumerate(["陈远山", "周海平", "陈远山"], 1)
    }
    path = tmp_path / "graph.ttl"
    path.write_bytes(export(built(tmp_path, pages), "turtle"))
    ends = {row[0]: row[-1] for row in query(path, "officials").rows}
    assert ends == {"陈远山": None, "周海平": "2024-03-01"}


def test_a_story_that_goes_on_contradicts_nothing(growing):
    assert contradictions(growing) == []


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("2023年，东岭高新区实现工业总产值130亿元。", 1),
        ("2023年，东岭高新区实现工业总产值120亿元。", 0),  # the same
        ("2023年，东岭高新区实现工业总产值119.6亿元。", 0),  # rounded by the first
        ("2022年，东岭高新区实现工业总产值110亿元。", 0),  # another year
        ("2023年，东岭高新区实现工业总产值超100亿元。", 0),  # no exact value
        ("2023年，泠川高新区实现工业总产值130亿元。", 0),  # another park
    ],
)
def test_two_values_for_one_figure_and_date_are_a_problem(tmp_path, other, found):
    graph = built(tmp_path, {"2024-01-20": "2023年，东岭高新区实现工业总产值120亿元。", "2024-02-02": other})
    problems = contradictions(graph)
    assert len(problems) == found
    if found:
        use("en")
        said = problem_text(problems[0])
        assert said.startswith("2024-01-20.txt:0: 东岭高新区, 工业总产值 (2023): 12000000000元 here")
        assert "13000000000元 in 2024-02-02.txt:0 (“2023年，东岭高新区实现工业总产值130亿元。”)" in said
