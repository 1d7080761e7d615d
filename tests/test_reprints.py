"""The same story in two papers is one fact with two pieces of evidence, also if it was edited."""

from __future__ import annotations

import itertools

import pytest

from kg.build import build
from kg.collection import Collection
from kg.model import Event, Observation, Position, Relation

STORY = [
    "本报讯 昨日，海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。",
    "东岭高新区党工委书记陈远山出席签约仪式并讲话。",
    "海岳科技董事长林向南介绍，项目将于明年建成投产，年产轴承200万套。",
    "今年上半年，东岭高新区实现工业总产值120亿元，增长8.5%。",
]
EDITED = [
    "本报讯 昨日，海岳科技总投资3.5亿元的精密轴承项目正式签约落户东岭高新区，成为该区今年又一重大项目。",
    *STORY[1:],
]
OTHER = [
    "本报讯 昨日，泠川新材总投资2亿元的光学薄膜项目签约落户东岭高新区。",
    "东岭高新区党工委书记陈远山出席签约仪式并讲话。",
    "泠川新材总经理周北辰说，公司看重这里的产业基础，决定把华东总部也设在园区。",
    "目前，项目已完成立项备案，正在办理用地手续，预计下个月动工。",
]
HOME = ("临江区", "江海市")


def built(folder, pages, dates):
    folder.mkdir()
    for name, lines in pages.items():
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return build([folder], collection=Collection(home=HOME, published=dates))


def said(graph, kind):
    return [fact for fact in graph.facts if isinstance(fact, kind)]


@pytest.mark.parametrize("second", [STORY, EDITED], ids=["exact", "edited"])
@pytest.mark.parametrize("day", ["2024-09-20", "2024-09-22", None], ids=["same day", "later", "undated"])
def test_a_reprint_adds_evidence_and_no_fact(tmp_path, second, day):
    dates = {"a.txt": "2024-09-20"} | ({"b.txt": day} if day else {})
    alone = built(tmp_path / "alone", {"a.txt": STORY}, dates)
    both = built(tmp_path / "both", {"a.txt": STORY, "b.txt": second}, dates)
    for kind in (Relation, Position, Observation, Event):
        assert len(said(both, kind)) == len(said(alone, kind)) > 0, kind
    [signing] = [event for event in said(both, Event) if event.type == "签约"]
    assert signing.date == "2024-09-19"
    for fact in [signing, *said(both, Observation), *said(both, Position)]:
        assert {each.article for each in fact.evidence} == {"a-1", "b-1"}, fact
    assert {entity.key for entity in both.entities} == {entity.key for entity in alone.entities}


def test_stories_that_share_a_sentence_stay_two(tmp_path):
    graph = built(tmp_path / "pages", {"a.txt": STORY, "b.txt": OTHER}, {"a.txt": "2024-09-20", "b.txt": "2024-09-20"})
    signings = [event for event in said(graph, Event) if event.type == "签约" and event.concerns]
    assert len(signings) == 2


def test_which_print_comes_first_in_the_input_does_not_matter(tmp_path):
    found = set()
    for number, names in enumerate(itertools.permutations("abc")):
        pages = dict(zip(names, (STORY, EDITED, OTHER), strict=True))
        dates = {f"{name}.txt": f"2024-09-2{n}" for n, name in enumerate(names)}
        graph = built(tmp_path / str(number), {f"{n}.txt": text for n, text in pages.items()}, dates)
        found.add(frozenset((event.type, event.date, event.concerns) for event in said(graph, Event)))
    assert len(found) == 1
