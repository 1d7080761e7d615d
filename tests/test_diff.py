"""What changed between two graphs: as changes, as a patch that really makes the one the other, and as text."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.diff import difference, rdf_patch
from kg.export import export
from kg.graph import Graph
from kg.graph_file import read_graph
from kg.model import Article, Block, Document, Entity, Event, Evidence, Observation, Position, Relation
from kg.store import read_triples

TEXT = "海岳科技签约落户东岭高新区。总投资3亿元。总投资3.5亿元。陈远山任董事长。"
ARTICLES = tuple(
    Article(
        f"{name}-1", f"{name}.txt", "article", None, (), "2024-11-05", None, TEXT, tuple(range(len(TEXT))),
        (Block("body", 0, len(TEXT)),),
    )
    for name in "ab"
)  # fmt: skip
FIRM, FULL, PARK, CHEN = "enterprise/海岳科技", "enterprise/江苏海岳科技有限公司", "park/东岭高新区", "person/陈远山"


def said(start, end, article="a-1"):
    return Evidence(article, start, end)


def things(firm, *aliases):
    made = [(firm, "Enterprise", aliases), (PARK, "Park", ()), (CHEN, "Person", ())]
    return tuple(Entity(key, type_, key.partition("/")[2], names, ("a-1",), ()) for key, type_, names in made)


def figure(firm, value, where):
    return Observation(firm, "总投资", Decimal(value), "元", "actual", 0.9, "r", (where,))


def located(firm, *evidence):
    return Relation(firm, "locatedIn", PARK, "Asserted", 0.9, "r", evidence)


def signed(firm):
    return Event(
        "event/" + firm[-4:], "签约", "签约落户", "2024-11-05", PARK, (), (firm,), "Asserted", 0.9, "r", (said(0, 14),)
    )


@pytest.fixture
def written(tmp_path):
    def write(name, entities, facts):
        path = tmp_path / f"{name}.ttl"
        documents = tuple(Document(f"{n}.txt", TEXT, "utf-8", n * 64) for n in "ab")
        path.write_bytes(export(Graph(entities, facts, ARTICLES, documents), "turtle"))
        return path

    return write


@pytest.fixture
def two(written):
    """A fuller name, a corrected figure, one more quote, a new post; what is the same though the name is another."""
    post = Position(CHEN, "董事长", FULL, "Planned", 0.8, "r", (said(29, 37),))
    old = written("old", things(FIRM), (located(FIRM, said(0, 14)), figure(FIRM, "3e8", said(14, 21)), signed(FIRM)))
    new = written(
        "new",
        things(FULL, "海岳科技"),
        (located(FULL, said(0, 14), said(0, 6, "b-1")), figure(FULL, "3.5e8", said(21, 29)), post, signed(FULL)),
    )
    return old, new


def changes(old, new):
    found = difference(read_graph(old), read_graph(new))
    return [(c.how, c.what.name) for c in found.things], [(c.how, type(c.what.fact).__name__) for c in found.facts]


def test_a_fuller_name_is_the_same_thing_and_says_the_same(two):
    assert changes(*two) == (
        [("changed", "江苏海岳科技有限公司")],
        [("changed", "Observation"), ("added", "Position"), ("changed", "Relation")],
    )


def test_what_came_one_way_goes_the_other(two):
    things_, facts = changes(*reversed(two))
    assert {how for how, _ in things_} == {"removed", "added"}  # a shorter name may be another's
    assert ("removed", "Position") in facts


def test_nothing_changes_from_a_graph_to_itself(two, kg):
    assert changes(two[1], two[1]) == ([], [])
    assert kg("diff", two[1], two[1], "--format", "digest").out == "Nothing has changed.\n"


def test_the_patch_makes_the_old_graph_the_new_one(two):
    triples = [set(read_triples(path)) for path in two]
    lines = list(rdf_patch(*triples))
    assert (lines[0], lines[-1]) == ("TX .", "TC .")
    patched = set(triples[0])
    for line in lines[1:-1]:
        action, _, statement = line.partition(" ")
        [quad] = ox.parse(statement.encode(), format=ox.RdfFormat.N_TRIPLES)
        triple = ox.Triple(quad.subject, quad.predicate, quad.object)
        patched.remove(triple) if action == "D" else patched.add(triple)
    assert patched == triples[1]
    assert len(lines) > 10


def test_the_table_says_what_came_and_went(two, kg):
    shown = kg("diff", *two)
    assert shown.code == 0
    assert re.search(r"changed +Observation +江苏海岳科技有限公司 · 总投资 350,000,000元.* -300,000,000元", shown.out)
    assert shown.out.endswith("4 rows\n")
    rows = json.loads(kg("diff", *two, "--format", "json").out)
    assert rows[0]["after"] == ["江苏海岳科技有限公司", "海岳科技"]
    assert kg("diff", *two, "--format", "patch").out.startswith("TX .\nD <")


def test_the_digest_is_to_be_read_in_both_languages(two, kg):
    shown = kg("diff", *two, "--format", "digest", "--lang", "zh").out
    assert shown.startswith("新增实体 0 个、事实 1 条；减少实体 0 个、事实 0 条；有变化的实体 1 个、事实 2 条。\n")
    assert "陈远山 · 董事长 · 江苏海岳科技有限公司 · 规划中" in shown
    assert "总投资 350,000,000元 · 实际值（原为 300,000,000元）" in shown
    assert "Figures that changed\n" in kg("diff", *two, "--format", "digest").out


def test_an_unreadable_graph_is_named(two, kg, tmp_path):
    shown = kg("diff", two[0], tmp_path / "none.ttl")
    assert shown.code == 1
    assert "none.ttl cannot be read as a graph" in shown.err
