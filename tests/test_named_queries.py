"""The questions that users ask first: each query on a small invented graph, with and without its parameters."""

from __future__ import annotations

import re
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.lexicon import rows as rows_of
from kg.named_queries import ParameterError, documented, named_queries
from kg.query import query

PROJECTS = [
    ("东岭高新区", "储能项目", 10**9, "元", None, "Planned"),
    ("东岭高新区", "轴承项目", 350_000_000, "元", "~", "Asserted"),
    ("云溪经开区", "芯片项目", None, None, None, "Asserted"),
]
SUPPLIES = [("北辰电子", "青禾能源", None), ("北辰电子", "海岳科技", "青禾能源"), ("青禾能源", "海岳科技", None)]
ATTACKS = [
    '"',
    "\\",
    "\\u0022",
    'x") } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } #',
    'x"@zh) } #',
    "UNDEF",
    "?park_",
    "*/",
    "\n} DROP ALL",
    "'''",
    "\ud800",
    "\x00",
]


@pytest.fixture
def economy(root):
    return root / "tests" / "golden" / "queries" / "economy.ttl"


@pytest.mark.parametrize("name", named_queries())
def test_a_query_says_what_it_answers_and_takes(name):
    asked = named_queries()[name]
    for titles in (asked.titles, *(parameter.titles for parameter in asked.parameters)):
        assert set(titles) == {"zh", "en"}
        assert any("\u4e00" <= char <= "\u9fff" for char in titles["zh"])
        assert titles["en"].strip()
    names = " ".join(f"?{parameter.name}_" for parameter in asked.parameters)
    assert not names or f"VALUES ({names}) {{ ({' '.join(['UNDEF'] * len(asked.parameters))}) }}" in asked.text
    assert asked.text.count("\n# ?") == len(asked.parameters)
    for parameter in asked.parameters:  # each is used beyond its declaration
        assert asked.text.count(f"?{parameter.name}_") >= 3


def test_every_named_query_is_tried_here():
    assert set(named_queries()) == {
        "evidence",
        "honors",
        "officials",
        "overview",
        "planned",
        "projects",
        "suppliers",
        "targets",
        "timeline",
    }


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({}, PROJECTS),
        ({"park": "高新区"}, PROJECTS[:2]),
        ({"park": "云溪"}, PROJECTS[2:]),
        ({"least": "350000000.0"}, PROJECTS[:2]),
        ({"least": Decimal(350000001)}, PROJECTS[:1]),
        ({"park": "云溪", "least": "1"}, []),
        ({"park": "无"}, []),
    ],
)
def test_projects_of_a_park_by_investment(economy, values, rows):
    assert list(query(economy, "projects", values).rows) == rows


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({}, SUPPLIES),
        ({"company": "海岳"}, SUPPLIES[1:]),
        ({"company": "北辰"}, SUPPLIES[:2]),
        ({"company": "东岭"}, []),
    ],
)
def test_who_supplies_whom_in_two_steps(economy, values, rows):
    assert sorted((c, s, t) for s, t, c in query(economy, "suppliers", values).rows if t) == [r for r in rows if r[2]]
    assert sorted((c, s) for s, t, c in query(economy, "suppliers", values).rows if not t) == sorted(
        r[:2] for r in rows if not r[2]
    )


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (
            {},
            [
                ("李思远", "东岭高新区", "主任", False, "2024-11", "2024-11", None),
                ("李思远", "东岭区科技局", "局长", True, "2024-03-09", "2024-03-09", None),
                ("陈远山", "东岭区科技局", "局长", False, "2024-03-09", "2024-11", None),
            ],
        ),
        ({"at": "2024-10"}, [("陈远山", "局长")]),
        ({"at": "2024"}, [("李思远", "主任"), ("陈远山", "局长")]),
        ({"at": "2024-03-08", "official": "陈"}, []),
        ({"organization": "科技局", "official": "陈"}, [("陈远山", "局长")]),
        ({"organization": "高新区"}, [("李思远", "主任")]),
    ],
)
def test_officials_and_their_posts_at_a_date(economy, values, rows):
    found = sorted(query(economy, "officials", values).rows)
    assert sorted(row if len(rows[0]) > 2 else (row[0], row[2]) for row in found) == sorted(rows)


def test_the_query_knows_the_posts_that_one_person_holds():
    listed = re.search(r"STR\(\?title\) IN \(([^)]*)\)", named_queries()["officials"].text)[1]
    assert re.findall(r'"(\w+)"', listed) == [row[0] for row in rows_of("sole_posts")]
    assert [row for row in rows_of("sole_posts") if row[1:]] == [("主任", "Institution")]


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (
            {},
            [
                ("东岭高新区", "工业产值", 90, "2024-Q3", 100, "2024", "元"),
                ("储能项目", "计划投资", None, None, 10**9, None, "元"),
            ],
        ),
        ({"indicator": "产值"}, [("东岭高新区", "工业产值", 90, "2024-Q3", 100, "2024", "元")]),
        ({"about": "高新区"}, [("东岭高新区", "工业产值", 90, "2024-Q3", 100, "2024", "元")]),
        ({"about": "储能", "indicator": "产值"}, []),
    ],
)
def test_targets_against_actuals_of_an_indicator(economy, values, rows):
    assert list(query(economy, "targets", values).rows) == rows


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({}, [("东岭区科技局", "创新奖", "海岳科技"), (None, "质量奖", "青禾能源")]),
        ({"issuer": "科技局"}, [("东岭区科技局", "创新奖", "海岳科技")]),
        ({"receiver": "青禾"}, [(None, "质量奖", "青禾能源")]),
        ({"issuer": "无"}, []),
    ],
)
def test_honours_by_issuer(economy, values, rows):
    assert list(query(economy, "honors", values).rows) == rows


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({}, [("储能项目", "locatedIn", "东岭高新区"), ("储能项目明年开工", "开工", None)]),
        ({"name": "明年"}, [("储能项目明年开工", "开工", None)]),
        ({"name": "高新区"}, [("储能项目", "locatedIn", "东岭高新区")]),
    ],
)
def test_what_is_planned_and_not_yet_begun(economy, values, rows):
    found = query(economy, "planned", values).rows
    assert sorted(row[:3] for row in found) == rows
    assert {row[3] for row in found} == {"储能项目拟落户东岭高新区"}


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({}, 15),
        ({"subject": "轴承"}, 4),
        ({"subject": "高新区"}, 2),
        ({"fact": "locatedIn"}, 3),
        ({"object": "高新区"}, 3),
        ({"subject": "储能", "fact": "locatedIn", "object": "东岭"}, 1),
        ({"fact": "局长"}, 3),
    ],
)
def test_evidence_of_a_fact(economy, values, count):
    result = query(economy, "evidence", values)
    assert len(result.rows) == count
    quotes = {row[result.columns.index("quote")] for row in result.rows}
    assert quotes <= {"轴承项目落户东岭高新区", "储能项目拟落户东岭高新区"}
    assert {row[result.columns.index("source")] for row in result.rows} == {"page.txt"}


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ({}, ["东岭论坛", "轴承项目开工", "储能项目明年开工", "轴承项目年内开工"]),
        ({"from": "2024-04"}, ["储能项目明年开工"]),
        ({"from": "2024-03-08", "to": "2024-12"}, ["轴承项目开工"]),
        ({"to": "2024-03-07"}, []),
        ({"type": "会议"}, ["东岭论坛"]),
    ],
)
def test_events_by_date(economy, values, labels):
    assert [row[2] for row in query(economy, "timeline", values).rows] == labels


def test_how_many_of_each_class(economy):
    assert dict(query(economy, "overview").rows)["Project"] == 3


# Values are bound as terms


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_value_breaks_out_of_its_place(economy, attack):
    for name, asked in named_queries().items():
        for parameter in asked.parameters:
            if parameter.kind == "text":
                assert query(economy, name, {parameter.name: attack}).rows == ()


@pytest.mark.parametrize("attack", [value for value in ATTACKS if value != "\ud800"])
def test_a_value_arrives_as_it_is(attack):
    asked = documented("echo", "# 回\n# echo\n# ?x (text) 值 / value\nSELECT ?x_ { VALUES (?x_) { (UNDEF) } }")
    (row,) = ox.Store().query(asked.bound({"x": attack}))
    assert row["x_"] == ox.Literal(attack)


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("projects", {"least": "much"}, "least is no number"),
        ("projects", {"least": "nan"}, "least is no number"),
        ("projects", {"least": "1) } #"}, "least is no number"),
        ("officials", {"at": "2024-13"}, "at is no date"),
        ("officials", {"at": "yesterday"}, "at is no date"),
        ("projects", {"prak": "x"}, "prak is not known; there are: park, least"),
        ("overview", {"park": "x"}, "park is not known"),
    ],
)
def test_a_wrong_value_is_named(economy, name, values, said):
    with pytest.raises(ParameterError, match=said):
        query(economy, name, values)


def test_a_query_of_ones_own_takes_parameters_too(economy):
    own = """# 名称
# names
# ?name (text) 名称 / the name
SELECT ?s { VALUES (?name_) { (UNDEF) } ?s skos:prefLabel ?label FILTER(STR(?label) = ?name_) }"""
    assert query(economy, own, {"name": "海岳科技"}).rows == (("https://kg.example/id/haiyue",),)
