"""Posts: which person, which title, of which body."""


from __future__ import annotations

import pytest
from marked import article

from kg.facts.positions import positions

CASES = {
    "body, title, name": (
        ["[海岳科技|Enterprise][董事长|Title][陈远山|Person]说。"],
        [("陈远山", "董事长", "海岳科技")],
    ),
    "two posts in one body": (
        ["[区人社局|GovernmentBody][党组书记|Title]、[局长|Title][陈远山|Person]参加。"],
        [("陈远山", "党组书记", "区人社局"), ("陈远山", "局长", "区人社局")],
    ),
    "two bodies": (
        ["[东岭商会|Association][副会长|Title]、[海岳科技|Enterprise][总经理|Title][陈远山|Person]到场。"],
        [("陈远山", "副会长", "东岭商会"), ("陈远山", "总经理", "海岳科技")],
    ),
    "head of an area: its government where named": (
        ["[区委|GovernmentBody][常委|Title]、[副区长|Title][陈远山|Person]出席。", "[区政府|GovernmentBody]部署工作。"],
        [("陈远山", "常委", "区委"), ("陈远山", "副区长", "区政府")],
    ),
    "head of an area: the area where no government is named": (
        [
            "[临江区|AdministrativeArea]发展快。",
            "[临江区委|GovernmentBody][常委|Title]、[副区长|Title][陈远山|Person]出席。",
        ],
        [("陈远山", "常委", "临江区委"), ("陈远山", "副区长", "临江区")],
    ),
    "title next to the area": (
        ["[江海市|AdministrativeArea][市长|Title][陈远山|Person]出席。"],
        [("陈远山", "市长", "江海市")],
    ),
    "committee's host has the office": (
        [
            "[省邮政局|GovernmentBody]成立。",
            "[省邮政局党组|GovernmentBody][副书记|Title]、[局长|Title][陈远山|Person]说。",
        ],
        [("陈远山", "副书记", "省邮政局党组"), ("陈远山", "局长", "省邮政局")],
    ),
    "one title, many holders": (
        ["[区政协|GovernmentBody][领导|Title][陈远山|Person]、[李江|Person]、[王海|Person]参加会议。"],
        [("陈远山", "领导", "区政协"), ("李江", "领导", "区政协"), ("王海", "领导", "区政协")],
    ),
    "title after its holders": (
        ["[海岳科技|Enterprise][陈远山|Person]、[李江|Person]等[负责同志|Title]参加。"],
        [("陈远山", "负责同志", "海岳科技"), ("李江", "负责同志", "海岳科技")],
    ),
    "title after the name": (
        ["由[江海大学|Institution][陈远山|Person][教授|Title]创办。"],
        [("陈远山", "教授", "江海大学")],
    ),
    "of a body, with 的": (
        ["来自[江海大学|Institution]的[教师|Title][陈远山|Person]获奖。"],
        [("陈远山", "教师", "江海大学")],
    ),
    "department between body and title": (
        ["[海岳科技|Enterprise]市场部[总监|Title][陈远山|Person]说。"],
        [("陈远山", "市场部总监", "海岳科技")],
    ),
    "reporters in a byline": (
        ["[记者|Title] [陈远山|Person] [李江|Person]"],
        [("陈远山", "记者", None), ("李江", "记者", None)],
    ),
    "reporter of an agency's dateline": (
        ["[江海网|Institution]江海7月24日电 ([记者|Title] [陈远山|Person])"],
        [("陈远山", "记者", "江海网")],
    ),
    "after a colon": (["[责任编辑|Title]:[陈远山|Person]"], [("陈远山", "责任编辑", None)]),
    "no post from a bare byline": (["[陈远山|Person] 摄"], []),
    "verb of holding": (
        ["[陈远山|Person],现任[海岳科技|Enterprise][董事长|Title]、[总裁|Title]。"],
        [("陈远山", "董事长", "海岳科技"), ("陈远山", "总裁", "海岳科技")],
    ),
    "appointment": (
        ["[海岳科技|Enterprise]聘任[陈远山|Person]为[华川精密|Enterprise][总经理|Title]。"],
        [("陈远山", "总经理", "华川精密")],
    ),
    "the company last spoken of": (
        ["[海岳科技|Enterprise]成立于1999年。", "公司[总经理|Title][陈远山|Person]介绍。"],
        [("陈远山", "总经理", "海岳科技")],
    ),
    "second holder in the same body": (
        ["[海岳科技|Enterprise][董事长|Title][陈远山|Person],[总经理|Title][李江|Person]出席。"],
        [("陈远山", "董事长", "海岳科技"), ("李江", "总经理", "海岳科技")],
    ),
    "a post in brackets": (
        ["时任[江海市委|GovernmentBody][书记|Title](现任[东岭市委|GovernmentBody][书记|Title])[陈远山|Person]。"],
        [("陈远山", "书记", "江海市委"), ("陈远山", "书记", "东岭市委")],
    ),
    "title of somebody unnamed": (
        ["[董事长|Title]表示,[江海大学|Institution][教授|Title][李江|Person]来过。"],
        [("李江", "教授", "江海大学")],
    ),
    "title only mentioned": (["[陈远山|Person]要求各[常委|Title]率先垂范。"], []),
}


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES)
def test_positions(marked, expected):
    rows = positions(article(*marked))
    name = {i.ref: i.text for s in article(*marked) for i in s.items if i.ref}
    assert [(name[p.person], p.title, name.get(p.organization)) for p in rows] == expected


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
