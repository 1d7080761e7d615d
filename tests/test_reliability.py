"""Whether facts are right as often as said: a small graph whose five facts are known to be right or wrong."""

from __future__ import annotations

import json
import re

import pytest
from small_graph import SOURCE, small_graph

from kg.evaluate import Judged, evaluate
from kg.evaluate.reliability import reliability
from kg.evaluate.sentences import read_sentences
from kg.export import export

GOLD = {
    "entities": [
        {"id": "e1", "type": "Enterprise", "name": "海岳科技"},
        {"id": "e2", "type": "Park", "name": "东岭高新区"},
        {"id": "e3", "type": "Person", "name": "陈远山"},
        {"id": "e4", "type": "Product", "name": "主任"},
    ],
    "relations": [{"s": "e1", "p": "locatedIn", "o": "e2"}],  # 0.93; operates, 0.5, is wrong
    "positions": [{"person": "e3", "title": "主任", "org": "e2"}],  # 1
    "observations": [{"entity": "e1", "indicator": "总投资", "value": 1, "unit": "元"}],  # 0.9, and wrong
    "events": [{"type": "签约", "date": "--09-21", "participants": ["e1"]}],  # 0.8
}


@pytest.fixture
def files(tmp_path):
    """The graph, the folder of gold, and the folder of texts."""
    for name in ("gold", "texts"):
        (tmp_path / name).mkdir()
    (tmp_path / "graph.ttl").write_bytes(export(small_graph(), "turtle"))
    (tmp_path / "gold" / "p.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "texts" / "p.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path / "graph.ttl", tmp_path / "gold", tmp_path / "texts"


def filled(found):
    """The bins that hold facts: lower edge → facts, share that is right."""
    return {each.low: (each.facts, round(each.right, 3)) for each in found.bins if each.facts}


def test_facts_are_judged_by_kind_and_in_all(files):
    found = evaluate(*files[:2]).reliability
    assert list(found) == ["fact", "event", "observation", "position", "relation"]
    assert filled(found["fact"]) == {0.5: (1, 0.0), 0.8: (1, 1.0), 0.9: (3, 0.667)}
    assert filled(found["relation"]) == {0.5: (1, 0.0), 0.9: (1, 1.0)}
    assert filled(found["event"]) == {0.8: (1, 1.0)}
    assert filled(found["observation"]) == {0.9: (1, 0.0)}
    assert filled(found["position"]) == {0.9: (1, 1.0)}
    assert [each.high for each in found["fact"].bins] == [0.5, 0.6, 0.7, 0.8, 0.9, 1]


def test_the_calibration_error_weighs_the_bins_by_their_facts(files):
    found = evaluate(*files[:2]).reliability
    assert found["position"].error == 0
    assert found["event"].error == pytest.approx(0.2)
    assert found["relation"].error == pytest.approx((0.5 + 0.07) / 2)
    nine = (0.93 + 1 + 0.9) / 3 - 2 / 3
    assert found["fact"].error == pytest.approx((0.5 + 0.2 + 3 * nine) / 5)


@pytest.mark.parametrize(("confidence", "low"), [(0, 0), (0.4999, 0), (0.5, 0.5), (0.6, 0.6), (0.8999, 0.8), (1, 0.9)])
def test_a_bin_holds_its_lower_edge_and_the_last_its_upper(confidence, low):
    assert filled(reliability([Judged("event", confidence, right=True)])["event"]) == {low: (1, 1.0)}


def test_nothing_judged_is_no_error():
    found = reliability([])
    assert list(found) == ["fact"]
    assert found["fact"].error == 0


def test_a_fact_without_confidence_is_not_judged(files):
    source = files[0].read_text(encoding="utf-8")
    files[0].write_text(re.sub(r"kg:confidence [^;]+;", "", source), encoding="utf-8")
    evaluation = evaluate(*files[:2])
    assert evaluation.judged == ()
    assert evaluation.scores["fact"].tp == 3


def test_the_command_prints_both_tables(kg, files):
    assert "calibration" not in kg("evaluate", *files[:2]).out
    shown = kg("evaluate", *files[:2], "--reliability")
    assert shown.code == 0
    assert re.search(r"^relation +0\.5–0\.6 +1 +0\.500 +0\.000$", shown.out, re.MULTILINE)
    assert re.search(r"^position +0\.5–0\.6 +0$", shown.out, re.MULTILINE)
    assert re.search(r"^fact +5 +0\.306$", shown.out, re.MULTILINE)
    figures = json.loads(kg("evaluate", *files[:2], "--reliability", "--json").out)["reliability"]
    assert figures["fact"]["ece"] == 0.306
    assert figures["fact"]["bins"][5] == {"low": 0.9, "high": 1.0, "facts": 3, "said": 0.9433, "right": 0.6667}


def test_an_entity_that_no_fact_quotes_has_its_sentence_from_the_texts(kg, files):
    graph, gold, texts = files
    (missed,) = (miss for miss in evaluate(graph, gold).misses if miss.kind == "entity missed")
    assert (missed.text, missed.quote) == ("主任 (Product)", None)
    sentences, problems = read_sentences(texts)
    assert problems == []
    (missed,) = (m for m in evaluate(graph, gold, sentences=sentences).misses if m.kind == "entity missed")
    assert missed.quote == SOURCE.replace("\n", "")
    shown = kg("evaluate", graph, gold, "--misses", "1", "--texts", texts)
    assert f"主任 (Product)\n    “{missed.quote}”" in shown.out
    absent = kg("evaluate", graph, gold, "--misses", "1", "--texts", texts / "none")
    assert absent.code == 1
    assert "none: There is no such file or folder." in absent.err
