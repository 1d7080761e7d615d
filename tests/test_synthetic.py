"""The large graphs of bench/: regions like the first one, each its own, always the same."""

from __future__ import annotations

import importlib.util
import sys

import pytest
from gold_graph import gold_graph

from kg.model import Event, Relation

REGIONS = 3


@pytest.fixture(scope="module")
def grown(root):
    spec = importlib.util.spec_from_file_location("synthetic", root / "bench" / "synthetic.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["synthetic"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module.grown


@pytest.fixture(scope="module")
def graph(grown):
    return grown(gold_graph(), REGIONS)


def test_the_first_region_is_the_graph_itself(graph):
    gold = gold_graph()
    names = [(entity.key, entity.name, entity.aliases) for entity in graph.entities[: len(gold.entities)]]
    assert names == [(entity.key, entity.name, entity.aliases) for entity in gold.entities]
    assert graph.facts[: len(gold.facts)] == gold.facts
    assert graph.articles[: len(gold.articles)] == gold.articles


def test_each_region_has_its_own_names_and_whole_facts(graph):
    count = len(gold_graph().entities)
    keys = [entity.key for entity in graph.entities]
    assert len({*keys}) == len(keys) == REGIONS * count
    assert len({entity.name for entity in graph.entities}) > 0.9 * len(keys)
    known = {*keys} | {fact.id for fact in graph.facts if isinstance(fact, Event)}
    relations = [fact for fact in graph.facts if isinstance(fact, Relation)]
    assert {end for fact in relations for end in (fact.subject, fact.object)} <= known
    region = {key: number // count for number, key in enumerate(keys)}
    across = [fact for fact in relations if region.get(fact.subject, 0) != region.get(fact.object, 0)]
    assert len(across) > 0.05 * count


def test_articles_are_shuffled_line_breaks_stay_and_evidence_fits(graph):
    first, second = graph.articles[0], graph.articles[len(gold_graph().articles)]
    assert sorted(first.text) == sorted(second.text)
    assert first.text != second.text
    assert [len(line) for line in first.text.split("\n")] == [len(line) for line in second.text.split("\n")]
    assert all(graph.quote(evidence) for fact in graph.facts for evidence in fact.evidence)


def test_the_same_size_gives_the_same_graph(grown, graph):
    assert grown(gold_graph(), REGIONS) == graph
