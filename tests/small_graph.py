"""A graph of a few invented things, made by hand, whose names a test can choose."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kg.graph import Graph
from kg.model import Article, Block, Document, Entity, Event, Evidence, Observation, Position, Relation

TEXT = "海岳科技落户东岭高新区,总投资约3.50亿元,陈远山任主任。"
SOURCE = TEXT.replace("约", "\n\n约")  # a column break in mid-sentence
OFFSETS = tuple(i for i, char in enumerate(SOURCE) if char != "\n")
EVIDENCE = (Evidence("p-1", 0, 11),)
FIGURE = (Evidence("p-1", 12, 22),)


def small_graph(name: str = "海岳科技", **changes: Any) -> Graph:
    """One enterprise of that name in one park, with a director, a figure and an event."""
    company, park, person = f"enterprise/{name}", "park/东岭高新区", "person/陈远山"
    entities = (
        Entity(company, "Enterprise", name, (), ("p-1",), ()),
        Entity(park, "Park", "东岭高新区", ("高新区",), ("p-1",), ()),
        Entity(person, "Person", "陈远山", (), ("p-1",), ()),
    )
    facts = (
        Relation(company, "locatedIn", park, "Asserted", 0.93, "locatedIn/落户", EVIDENCE),
        Relation(company, "operates", park, "Planned", 0.5, "operates/拟", EVIDENCE),
        Position(person, "主任", park, "Asserted", 1.0, "positions", EVIDENCE),
        Observation(
            company,
            "总投资",
            Decimal("350000000.00"),
            "元",
            "target",
            0.9,
            "observations",
            FIGURE,
            bound="~",
            period="2025",
        ),
        Event(
            "event/0001", "签约", f"{name}签约", "--09-21", park, (company,), (), "Asserted", 0.8, "events", EVIDENCE
        ),
    )
    article = Article(
        "p-1", "p.txt", "article", name, ("陈远山",), "2024-09", None, TEXT, OFFSETS, (Block("body", 0, len(TEXT)),)
    )
    parts = {
        "entities": entities,
        "facts": facts,
        "articles": (article,),
        "documents": (Document("p.txt", SOURCE, "utf-8", "0" * 64),),
    }
    return Graph(**(parts | changes))
