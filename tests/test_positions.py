"""Posts: which person, which title, of which body."""

from __future__ import annotations

import tomllib

import pytest
from marked import article

from kg.facts.positions import positions
from kg.resources import ontology_path

EXAMPLES = tomllib.loads((ontology_path() / "grammar" / "positions.toml").read_text(encoding="utf-8"))["example"]


def test_there_are_examples_that_give_rows_and_that_give_none():
    assert len([e for e in EXAMPLES if e["positions"]]) > 20
    assert len([e for e in EXAMPLES if not e["positions"]]) > 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["about"])
def test_examples(example):
    sentences = article(*example["text"])
    name = {i.ref: i.text for s in sentences for i in s.items if i.ref}
    rows = [(name[p.person], p.title, name.get(p.organization, "")) for p in positions(sentences)]
    assert [" ".join(row).strip() for row in rows] == example["positions"]


def test_biography_goes_on_after_semicolons():
    rows = positions(
        article(
            "[陈远山|Person],男。",
            "历任[江海大学|Institution][教师|Title];",
            "[海岳科技|Enterprise][总经理|Title]、[董事长|Title]。",
        )
    )
    assert [(p.title, p.organization, p.former) for p in rows] == [
        ("教师", "p1-1#Institution:江海大学", True),
        ("总经理", "p1-1#Enterprise:海岳科技", True),
        ("董事长", "p1-1#Enterprise:海岳科技", True),
    ]


def test_leaving_a_post_makes_it_former():
    (row,) = positions(article("[陈远山|Person]辞去[海岳科技|Enterprise][董事长|Title]职务。"))
    assert row.former
    assert row.organization == "p1-1#Enterprise:海岳科技"


@pytest.mark.parametrize("word", ["原", "时任"])
def test_a_word_before_the_body_makes_a_post_former(word):
    rows = positions(
        article(
            f"[东岭区委|GovernmentBody][书记|Title][陈远山|Person]、{word}[东岭区政协|GovernmentBody][主席|Title][李江|Person]"
            "、[东岭区委|GovernmentBody][副书记|Title][王海|Person]出席。"
        )
    )
    assert [(row.title, row.former) for row in rows] == [("书记", False), ("主席", True), ("副书记", False)]


def test_a_post_to_come_is_planned():
    (row,) = positions(article("[陈远山|Person]拟任[海岳科技|Enterprise][董事长|Title]。"))
    assert row.status == "Planned"


def test_evidence_is_the_run_from_body_to_name():
    sentences = article(
        "据悉,[海岳科技|Enterprise][董事长|Title][陈远山|Person]说。",
        "[海岳科技|Enterprise][董事长|Title][陈远山|Person]又说。",
    )
    (row,) = positions(sentences)
    text = "".join(s.text for s in sentences)
    assert [text[e.start : e.end] for e in row.evidence] == ["海岳科技董事长陈远山"] * 2


def test_stated_organisation_is_surer_than_one_from_the_context():
    stated, *_ = positions(article("[海岳科技|Enterprise][总经理|Title][陈远山|Person]说。"))
    guessed, *_ = positions(article("[海岳科技|Enterprise]成立。", "公司[总经理|Title][陈远山|Person]说。"))
    assert stated.confidence > guessed.confidence
