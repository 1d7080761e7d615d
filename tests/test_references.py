"""References and nested names inside an article."""

from __future__ import annotations

import nested
import pytest

from kg.facts.nesting import nest_names
from kg.facts.references import resolve_references


def references(text):
    """(surface, name it stands for) of each reference."""
    items = [item for sentence in resolve_references(nested.sentences(text)) for item in sentence.items]
    return [(item.text, item.mention.name) for item in items if item.mention and item.mention.reference]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[海岳科技|Enterprise]扩产。公司产品远销海外。", [("公司", "海岳科技")]),
        ("[海岳科技|Enterprise]扩产。记者了解到,该公司产品远销海外。", [("该公司", "海岳科技")]),
        ("[东岭高新区|Park]亮点纷呈。今年,园区将继续发力。", [("园区", "东岭高新区")]),
        ("[海岳产业园|Project]开工。该项目总投资5亿元。", [("该项目", "海岳产业园")]),
        ("[海岳科技|Enterprise]扩产。[华川精密|Enterprise]获奖。公司产品远销海外。", [("公司", "华川精密")]),
        ("[海岳科技|Enterprise]扩产。企业家们很高兴。", []),
        ("[海岳科技|Enterprise]扩产。一百家公司参会。", []),
        ("公司产品远销海外。", []),
    ],
)
def test_references(text, expected):
    assert references(text) == expected


def test_reference_has_the_kind_and_ref_of_what_it_stands_for():
    last = resolve_references(nested.sentences("[海岳科技|Enterprise]扩产。公司产品远销海外。"))[-1].items[0]
    assert (last.kind, last.ref) == ("Enterprise", "p1-1#Enterprise:海岳科技")
    assert last.text == "公司"


def test_names_used_elsewhere_are_found_inside_longer_names():
    text = "[海岳科技|Enterprise]在[江海|AdministrativeArea]扩产。[海岳科技江海基地|Facility]投产。"
    items = [item for sentence in nest_names(nested.sentences(text)) for item in sentence.items]
    base = next(item for item in items if item.kind == "Facility")
    assert [(i.text, i.kind, i.start - base.start) for i in base.inner] == [
        ("海岳科技", "Enterprise", 0),
        ("江海", "AdministrativeArea", 4),
    ]
    assert all(not item.inner for item in items if item is not base)


def test_both_steps_may_run_twice():
    text = "[海岳科技|Enterprise]在[江海|AdministrativeArea]扩产。[海岳科技江海基地|Facility]投产。公司产品远销海外。"
    once = resolve_references(nested.sentences(text))
    assert [sentence.items for sentence in resolve_references(once)] == [sentence.items for sentence in once]
