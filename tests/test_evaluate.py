"""Scores: perfect for the gold itself; for a damaged graph those that a second implementation gave once."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from gold_graph import GOLD, gold_graph

from kg.evaluate import GoldError, Score, evaluate
from kg.evaluate.facts import Event, Observation, Position, normal_name, same_event, same_observation, same_position
from kg.evaluate.sentences import read_sentences
from kg.export import export
from kg.model import Event as BuiltEvent
from kg.model import Observation as BuiltObservation
from kg.model import Position as BuiltPosition
from kg.model import Relation
from kg.store import GraphError

FROZEN = Path(__file__).parent / "golden" / "evaluate" / "damaged.json"


def damaged_graph():
    """The gold graph with errors of every kind in it, always the same."""
    graph = gold_graph()
    entities = [_damaged_entity(n, entity) for n, entity in enumerate(graph.entities) if n % 11]
    facts = [_damaged_fact(n, fact) for n, fact in enumerate(graph.facts) if n % 9]
    return replace(graph, entities=tuple(entities), facts=tuple(facts))


def _damaged_entity(number, entity):
    if number % 13 == 0:
        return replace(entity, type="Product" if entity.type == "Industry" else "Industry")
    if number % 17 == 0:
        return replace(entity, name=f"{entity.name}有限公司", aliases=entity.aliases[:1])
    return replace(entity, articles=entity.articles[:1]) if number % 19 == 0 else entity


def _damaged_fact(number, fact):
    match fact:
        case Relation() if number % 5 == 0:
            return replace(fact, status="Planned" if fact.status == "Asserted" else "Asserted")
        case Relation() if number % 3 == 0 or fact.predicate == "cooperatesWith":
            return replace(fact, subject=fact.object, object=fact.subject)
        case BuiltPosition() if number % 2 == 0:
            return replace(fact, title=f"副{fact.title}", organization=fact.organization if number % 4 else None)
        case BuiltObservation() if number % 3 == 0:
            return replace(fact, value=fact.value + Decimal("0.01"), unit=fact.unit.replace("平方米", "㎡"))
        case BuiltEvent() if number % 2 == 0:
            return replace(
                fact, label=fact.label[::2], date=None, participants=(), type="其他" if number % 5 else fact.type
            )
    return fact


@pytest.fixture
def written(tmp_path):
    def write(graph):
        path = tmp_path / "graph.ttl"
        path.write_bytes(export(graph, "turtle"))
        return path

    return write


def test_gold_scores_one(written):
    evaluation = evaluate(written(gold_graph()), GOLD)
    assert len(evaluation.scores) > 45
    assert all((score.fp, score.fn) == (0, 0) for score in evaluation.scores.values())
    assert evaluation.scores["entity"].tp == 416
    assert evaluation.scores["fact"].tp == 332 + 53 + 109 + 51
    assert evaluation.scores["fact"].f1 == 1
    assert evaluation.misses == ()
    assert evaluation.links == (36, 36, 20, 20, ())


def test_damaged_graph_scores_as_frozen(written):
    figures = evaluate(written(damaged_graph()), GOLD).as_dict()
    figures["links"].pop("wrong")
    assert figures == json.loads(FROZEN.read_text(encoding="utf-8"))
    assert figures["fact"]["f1"] < 0.7


def test_every_error_is_listed_with_its_sentence(written):
    evaluation = evaluate(written(damaged_graph()), GOLD)
    listed = [miss.kind for miss in evaluation.misses]
    for kind in ("entity", "relation", "position", "observation", "event"):
        score = evaluation.scores[kind]
        wrong_type = listed.count("entity type") if kind == "entity" else 0
        assert listed.count(f"{kind} missed") + wrong_type == score.fn > 0
        assert listed.count(f"{kind} extra") + wrong_type == score.fp > 0
    assert listed.count("status wrong") == evaluation.scores["status right"].fn > 0
    assert [miss for miss in evaluation.misses if not miss.quote and not miss.kind.startswith("entity")] == []
    sentences, _ = read_sentences(GOLD.parent.parent.parent / "seeds")
    complete = evaluate(written(damaged_graph()), GOLD, sentences=sentences)
    named = [miss for miss in complete.misses if miss.kind in ("entity missed", "entity extra", "entity type")]
    assert len(named) > 80
    nowhere = [miss.text for miss in named if not miss.quote]  # names that the damage has invented
    assert [text for text in nowhere if not re.search(r"有限公司 \(\w+\)$", text)] == []
    assert len(nowhere) < len([miss for miss in evaluation.misses if not miss.quote])
    assert evaluation.links.wrong


def test_figures_do_not_depend_on_order(written):
    graph = damaged_graph()
    one = evaluate(written(graph), GOLD)
    two = evaluate(written(replace(graph, entities=graph.entities[::-1], facts=graph.facts[::-1])), GOLD)
    assert one == two


def test_a_missing_document_is_all_missed(written):
    graph = gold_graph()
    kept = tuple(article for article in graph.articles if not article.id.startswith("003"))
    facts = tuple(f for f in graph.facts if not any(e.article.startswith("003") for e in f.evidence))
    scores = evaluate(written(replace(graph, articles=kept, facts=facts)), GOLD).scores
    assert scores["documents missing"] == Score(0, 0, 1)
    assert scores["entity"].fn > 50


def test_empty_scores_are_zero():
    assert (Score(0, 0, 0).precision, Score(0, 0, 0).recall, Score(0, 0, 0).f1) == (0, 0, 0)
    assert Score(3, 1, 2).f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)


def test_names_are_compared_without_quotes_spaces_and_width():
    assert normal_name("“两湖” 创新区") == normal_name("两湖创新区")
    assert normal_name("中国天眼（ＦＡＳＴ）") == normal_name("中国天眼(fast)")
    assert normal_name("A—B·C") == "a-bc"


def test_titles_may_be_longer_or_shorter():
    long, short = (Position("e1", title, "e2", "") for title in ("区人社局局长", "局长"))
    assert same_position(long, short)
    assert same_position(short, long)
    assert not same_position(long, Position("e1", "副", "e2", ""))
    assert not same_position(long, Position("e1", "", "e2", ""))
    assert not same_position(long, long._replace(organization=None))


@pytest.mark.parametrize(
    ("value", "same"), [("350000000.0001", True), ("350001000", False), ("", False), ("many", False)]
)
def test_figures_are_compared_as_numbers(value, same):
    one = Observation("e1", "总投资", "350000000", "元", "")
    assert same_observation(one, one._replace(value=value)) is same


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"type": "会议"}, False),
        ({"things": frozenset({"e1"}), "date": None, "name": ""}, True),
        ({"things": frozenset(), "date": "--09-20", "name": ""}, True),
        ({"things": frozenset(), "date": None, "name": "海岳科技签约"}, True),
        ({"things": frozenset(), "date": None, "name": "签约"}, False),
        ({"things": frozenset(), "date": "2024-09-21", "name": "x"}, False),
    ],
)
def test_events_are_the_same_by_thing_day_or_name(change, same):
    one = Event("v1", "签约", "2024-09-20", frozenset({"e1", "e2"}), "海岳科技项目签约落户", "")
    assert same_event(one, one._replace(**change)) is same


def test_unreadable_inputs_are_named(tmp_path, written):
    path = written(gold_graph())
    with pytest.raises(GoldError, match="no gold"):
        evaluate(path, tmp_path / "nothing")
    (tmp_path / "000.json").write_text("{", encoding="utf-8")
    with pytest.raises(GoldError, match=r"000\.json"):
        evaluate(path, tmp_path)
    (tmp_path / "000.json").write_text('{"entities": [{}]}', encoding="utf-8")
    with pytest.raises(GoldError, match=r"000\.json"):
        evaluate(path, tmp_path)
    with pytest.raises(GraphError, match=r"absent\.ttl"):
        evaluate(tmp_path / "absent.ttl", GOLD)
