"""Rows keep every value: what comes out of a table is what went in."""

from __future__ import annotations

import io
from decimal import Decimal

import pyarrow.parquet as pq

from kg.model import Article, Block, Event, Evidence, Mention, Observation, Position, Relation, event_ref, local_ref
from kg.tables import SCHEMA, Reading, as_table, readings_of, spans_of, votes_of
from kg.text import sayings

TEXT = "海岳科技\n签约落户东岭高新区,总投资0.70亿元😀"
BLOCKS = (Block("headline", 0, 4), Block("body", 5, len(TEXT)))
ARTICLE = Article(
    "a/1", "a.txt", "article", "海岳科技", ("陈远山",), "2024-11", None, TEXT, tuple(range(3, 3 + len(TEXT))), BLOCKS
)
FIRM, PARK = local_ref("a/1", "Enterprise", "海岳科技"), local_ref("a/1", "Park", "东岭高新区")
SAID = (Evidence("a/1", 0, 4), Evidence("a/1", 5, 14))
FACTS = (
    Relation(FIRM, "locatedIn", PARK, "Planned", 0.1 + 0.2, "rule", SAID),
    Position(local_ref("a/1", "Person", "陈远山"), "董事长", None, "Asserted", 0.5, "rule", SAID[:1], former=True),
    Observation(FIRM, "总投资", Decimal("0.70"), "元", "actual", 0.5, "rule", SAID, Decimal("1E+8"), "~", "2024"),
    Observation(FIRM, "产值", Decimal(7), "元", "target", 0.5, "rule", SAID),
    Event(event_ref("a/1", 1), "签约", "签约", None, PARK, (FIRM,), (), "Asserted", 0.9, "rule", SAID),
)
MENTIONS = (
    Mention("a/1", 0, 4, "Enterprise", "海岳科技", "learned", 0.97),
    Mention("a/1", 9, 14, "Park", "东岭高新区", "shapes", 1.0, "江海市东岭高新区", reference=True),
)
FULL = Reading(
    "k1", 1, ARTICLE, [(0, 4, "Enterprise", 0.5)], ((5, 7),), MENTIONS, FACTS, [("海岳科技", "Enterprise")], ("21日",)
)
FULL = FULL._replace(said=sayings(ARTICLE))
EMPTY = Reading("k2", 7, Article("b-1", "b.txt", "caption", None, (), None, None, "", (), ()), failure="boom")


def same(read, given):
    values = [field if field != [] else () for field in read]
    return [tuple(v) if isinstance(v, list) else v for v in values] == [
        tuple(v) if isinstance(v, list) else v for v in given
    ]


def test_readings_come_back_as_they_were_also_from_parquet():
    table = as_table([FULL, EMPTY, FULL])
    assert table.schema.equals(SCHEMA)
    file = io.BytesIO()
    pq.write_table(table, file)
    for rows in (table, pq.read_table(file), table.slice(0, 3)):
        assert all(same(*pair) for pair in zip(readings_of(rows), (FULL, EMPTY, FULL), strict=True))
    [last] = readings_of(table.slice(2))
    assert same(last, FULL)
    assert str(last.facts[2].value) == "0.70"


def test_no_rows_are_a_table_too():
    assert as_table([]).num_rows == 0
    assert list(readings_of(as_table([]))) == []


def test_parts_of_rows_are_read_quicker():
    table = as_table([EMPTY, FULL, FULL])
    assert spans_of(table, "mentions") == [[], [(0, 4), (9, 14)], [(0, 4), (9, 14)]]
    assert spans_of(table.slice(1, 1), "mentions") == [[(0, 4), (9, 14)]]
    assert list(votes_of([table, table])) == [("海岳科技", "Enterprise", 4)]
    assert list(votes_of([])) == []
