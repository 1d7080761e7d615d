"""Whom a figure speaks of where no rule is sure, and how that is learned."""

from __future__ import annotations

import pytest
from test_observations import measured

from kg.facts import bearer_choice
from kg.facts.bearer_choice import shipped, weighed
from kg.facts.observations import observations
from kg.logistic import Logistic
from kg.name_models import SHIPPED
from kg.train_bearers import figures, rows, train_bearers

PARAGRAPH = (
    "[东岭高新区|Park]与[海岳科技|Enterprise]共建[华川基地|Facility]。",
    "其中一期占地200亩。",
)


@pytest.fixture
def only_facilities(monkeypatch):
    """A model that knows one thing: facilities are spoken of."""
    monkeypatch.setattr(bearer_choice, "shipped", lambda: Logistic.of({"Facility": 9.0}, -4.0))


def test_everything_named_near_a_figure_is_weighed_once():
    (figure,) = figures(measured(*PARAGRAPH), 1)
    found = [(item.text, signs) for item, signs in weighed(figure)]
    assert sorted(name for name, _ in found) == ["东岭高新区", "华川基地", "海岳科技"]
    assert all(len(signs) == len(set(signs)) for _, signs in found)
    assert figure.rule == "kind"


@pytest.mark.usefixtures("only_facilities")
@pytest.mark.parametrize(
    ("second", "rule"),
    [("其中一期占地200亩。", "kind"), ("去年完成税收200万元。", "likeliest")],
    ids=["agreed", "against"],
)
def test_the_likeliest_is_taken(second, rule):
    (found,) = observations(measured(PARAGRAPH[0], second))
    assert (found.about.split(":")[-1], found.rule) == ("华川基地", f"observation:{rule}")
    assert found.confidence == shipped_probability()


def shipped_probability():
    """What the model of `only_facilities` says of one."""
    return bearer_choice.shipped().probability(["Facility"])


@pytest.mark.usefixtures("only_facilities")
def test_nothing_unlikely_is_taken():
    assert observations(measured("[海岳科技|Enterprise]昨日举行晚会。", "其中一期占地200亩。")) == []


@pytest.mark.usefixtures("only_facilities")
def test_a_sure_rule_is_followed():
    (found,) = observations(measured("[华川基地|Facility]落成。", "[海岳科技|Enterprise]占地200亩。"))
    assert found.about.endswith("海岳科技")


def test_whom_figures_speak_of_is_learned_from_gold(root, tmp_path):
    gold = root / "tests" / "gold" / "seeds"
    found = list(rows(gold, root / "seeds", SHIPPED, only=frozenset(["000"])))
    right = sum(answer for _, answer in found)
    assert 0 < right < len(found)
    train_bearers(found, tmp_path / "bearers.model")
    learned = Logistic.load((tmp_path / "bearers.model").read_bytes())
    likely = [(learned.probability(signs), answer) for signs, answer in found]
    assert min(p for p, answer in likely if answer) > sum(p for p, answer in likely if not answer) / len(found)


def test_the_shipped_weights_can_be_read():
    assert len(shipped().weights) > 1000
