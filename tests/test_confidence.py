"""How probable facts are said to be, and how that is learned."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from kg.facts import confidence
from kg.facts.confidence import rated, signs, weighed
from kg.logistic import Logistic
from kg.model import Event, Evidence, Mention, Observation, Position, Relation
from kg.name_models import SHIPPED
from kg.train_confidence import rows, train_confidence

HERE = (Evidence("a-1", 0, 4),)
FIRM = Mention("a-1", 0, 4, "Enterprise", "海岳科技", "learned", 0.5)
HEAD = Mention("a-1", 5, 8, "Person", "陈远山", "learned", 0.9)
PLACE = Relation(FIRM.ref, "locatedIn", "x", "Asserted", 0.6, "locatedIn/at", HERE)
POST = Position(HEAD.ref, "董事长", FIRM.ref, "Asserted", 0.9, "body-title", HERE)
FIGURE = Observation(FIRM.ref, "产值", Decimal(3), "元", "actual", 0.8, "observation:clause", HERE)
WHO = (FIRM.ref, HEAD.ref)
SIGNING = Event("a-1#Event:1", "签约", "签约", None, None, WHO, (), "Asserted", 0.8, "event:sign", HERE)


def test_names_weigh_on_what_is_said_of_them():
    raw = [figure for _, figure in rated([PLACE, POST, FIGURE, SIGNING], [FIRM, HEAD])]
    assert raw == pytest.approx([0.6, 0.9 * 0.9 * 0.5, 0.4, 0.8 * 0.9])


def test_a_reference_is_no_name():
    reference = Mention("a-1", 9, 11, "Enterprise", "海岳科技", "reference", 0.99, None, reference=True)
    assert next(rated([FIGURE], [FIRM, reference]))[1] == pytest.approx(0.4)


def test_the_signs_tell_the_rule_and_how_much_was_promised():
    found = set(signs(PLACE, 0.55))
    assert {"Relation", "locatedIn", "rlocatedIn/at", "Relation 5", "Relation over 0.5"} <= found
    assert "Relation over 0.6" not in found


def test_confidence_is_what_was_learned(monkeypatch):
    monkeypatch.setattr(confidence, "shipped", lambda: Logistic.of({"rlocatedIn/at": 3.0}, -1.0))
    sure, unsure = weighed([PLACE, FIGURE], [FIRM])
    assert (sure.confidence, unsure.confidence) == (0.881, 0.269)


def test_the_shipped_weights_follow_what_was_promised():
    figures = [confidence.shipped().probability(signs(PLACE, raw)) for raw in (0.15, 0.35, 0.65, 0.95)]
    assert figures == sorted(figures)
    assert figures[0] < 0.5 < figures[-1]


def test_learning_compares_facts_with_the_gold(root, tmp_path):
    (tmp_path / "000.json").write_bytes((root / "tests" / "gold" / "seeds" / "000.json").read_bytes())
    found = list(rows(tmp_path, root / "seeds", SHIPPED))
    assert len(found) > 50
    assert 0.5 < sum(right for _, right in found) / len(found) < 1
    train_confidence(found, tmp_path / "confidence.model")
    assert Logistic.load((tmp_path / "confidence.model").read_bytes()).weights
    (tmp_path / "000.json").write_text(json.dumps({"same": []}), encoding="utf-8")
    assert list(rows(tmp_path, root / "seeds", SHIPPED)) == []
