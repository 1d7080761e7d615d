"""`kg.why`: the links between two names, or what stands between them."""

from __future__ import annotations

import pytest
from test_resolve import corpus

from kg.decisions import Decision
from kg.model import Evidence, Position, local_ref
from kg.resolve import resolve
from kg.why import bearers, why


def explained(names, one, other, *, facts=(), decisions=()):
    articles, mentions = corpus(names)
    found = resolve(articles, mentions, facts, decisions=decisions)
    sides = [bearers(name, found.judgement) for name in (one, other)]
    return why(*sides, found, {article.id: article for article in articles})


NAMES = {
    "a-1": [("Enterprise", "海岳新能")],
    "b-1": [("Enterprise", "江苏海岳新能科技有限公司"), ("Enterprise", "海越新能科技有限公司")],
    "c-1": [("Enterprise", "海岳新能"), ("Enterprise", "恒力液压")],
}


def test_one_thing_with_its_link_and_sentences():
    found = explained(NAMES, "海岳新能", "江苏海岳新能科技有限公司")
    assert found.one
    [step] = found.steps
    assert (step.names, step.clues) == (("海岳新能", "江苏海岳新能科技有限公司"), ("core-and-trade",))
    assert step.quotes[0] == ("a-1", "海岳新能。")


def test_two_things_with_what_forbids_them():
    found = explained(NAMES, "海岳新能", "海越新能科技有限公司")
    assert [e.name for e in found.entities] == ["江苏海岳新能科技有限公司", "海越新能科技有限公司"]
    assert found.steps[0].clues[-1] == "told-apart"
    assert {q[0] for q in found.steps[0].quotes} == {"b-1"}


def test_other_names_other_types_and_decisions():
    assert explained(NAMES, "恒力液压", "海越新能科技有限公司").steps[0].clues == ("core-differs",)
    kinds = {"a-1": [("Enterprise", "海岳")], "b-1": [("Person", "海岳")]}
    assert explained(kinds, "Enterprise/海岳", "Person/海岳").steps[0].clues == ("other-type",)
    decided = Decision("different", ("Enterprise/海岳新能", "Enterprise/江苏海岳新能科技有限公司"))
    found = explained(NAMES, "海岳新能", "江苏海岳新能科技有限公司", decisions=[decided])
    assert (found.one, found.steps[0].clues) == (False, ("decided-different",))


def test_names_of_one_article_need_no_link():
    found = explained({"a-1": [("Park", "东岭高新区", "东高新")]}, "东高新", "东岭高新区")
    assert (found.one, found.steps) == (True, ())


@pytest.mark.parametrize(("one", "other"), [("张伟", "张伟"), ("Person/张伟@a-1", "Person/张伟@b-1")])
def test_two_persons_of_one_name(one, other):
    names = {"a-1": [("Person", "张伟"), ("Enterprise", "海岳科技")], "b-1": [("Person", "张伟")]}
    post = ("Asserted", 0.9, "r", (Evidence("a-1", 0, 1),))
    facts = [
        Position(local_ref("a-1", "Person", "张伟"), "总经理", local_ref("a-1", "Enterprise", "海岳科技"), *post),
        Position(local_ref("b-1", "Person", "张伟"), "记者", None, *post),
    ]
    found = explained(names, one, other, facts=facts)
    assert len(found.entities) == 2
    assert found.steps[0].clues == ("frequent-name", "other-sector")
