"""What is kept of all that was found, and how that is learned."""

from __future__ import annotations

import json
import re

import pytest

from kg.facts import confidence
from kg.lexicon import LexiconError
from kg.logistic import Logistic, learn, number
from kg.name_models import SHIPPED
from kg.nlp import create_pipeline, judge
from kg.nlp.found import Found
from kg.train import Example
from kg.train_judge import rows, train_judge

TEXT = "海岳科技落户临江区,海岳科技总投资3亿元。"


def test_a_probability_is_that_of_the_sum_of_the_weights():
    model = Logistic.of({"a": 1.0, "b": -3.0, "c": 0.001}, 0.5)
    assert model.weights.keys() == {number("a"), number("b")}
    assert model.probability([]) == pytest.approx(0.622, abs=1e-3)
    assert model.probability(["a", "x"]) == pytest.approx(0.818, abs=1e-3)
    assert model.probability(["b"]) == pytest.approx(0.076, abs=1e-3)


def test_dump_and_load():
    model = Logistic.of({"a": 1.0, "b": -3.0}, 0.5)
    assert Logistic.load(model.dump()) == model
    assert Logistic.of({"b": -3.0, "a": 1.0}, 0.5).dump() == model.dump()


@pytest.mark.parametrize("room", [judge, confidence])
def test_a_damaged_model_is_named(room, monkeypatch, tmp_path):
    (tmp_path / room.MODEL.name).write_bytes(b"x")
    monkeypatch.setattr(room, "MODEL", tmp_path / room.MODEL.name)
    room.shipped.cache_clear()
    with pytest.raises(LexiconError, match=re.escape(room.MODEL.name)):
        room.shipped()
    room.shipped.cache_clear()


def test_a_thing_is_seen_with_all_its_mentions():
    mentions = [Found(0, 4, "Enterprise", "learned"), Found(10, 14, "Enterprise", "repeat")]
    thing = judge.Thing("Enterprise", "海岳科技", mentions, [0.96, 0.6])
    ((_, features),) = judge.seen(TEXT, [thing])
    signs = {feature.partition(" ")[2] for feature in features}
    assert {"n2", "rlearned", "rrepeat", "s8", "m4", "e技", "b海岳", "w海岳科技", ">落户", "l4"} <= signs


def test_things_below_the_least_probability_are_dropped(monkeypatch):
    weak = Logistic.of({"Enterprise ": -9.0}, 2.0)
    monkeypatch.setattr(judge, "shipped", lambda: weak)
    doc = create_pipeline()(TEXT)
    found = [(span.text, span.label_) for span in doc.spans["mentions"]]
    assert ("临江区", "AdministrativeArea") in found
    assert "Enterprise" not in {kind for _, kind in found}
    assert len(doc.spans["mentions"].attrs["scores"]) == len(found)


def test_what_a_written_pattern_finds_is_kept(monkeypatch):
    monkeypatch.setattr(judge, "shipped", lambda: Logistic.of({}, -9.0))
    doc = create_pipeline()("改用基于ABQR的声呐。")
    assert [(span.text, span.id_) for span in doc.spans["mentions"]] == [("ABQR", "product-latin")]


def test_learning_tells_right_from_wrong(tmp_path):
    examples = [Example("x", TEXT, {"海岳科技": "Enterprise", "临江区": "AdministrativeArea"})]
    found = list(rows(examples, SHIPPED))
    assert [right for _, right in found] == [True, True]
    learned = learn([(["good"], True), (["bad"], False)] * 20)
    assert learned.probability(["good"]) > 0.7
    assert learned.probability(["bad"]) < 0.3
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    gold = {"entities": [{"name": "海岳科技", "type": "Enterprise", "aliases": []}]}
    (tmp_path / "x.json").write_text(json.dumps(gold), encoding="utf-8")
    train_judge([(tmp_path, None)], tmp_path / "judge.model", SHIPPED)
    assert Logistic.load((tmp_path / "judge.model").read_bytes()).weights
