"""What the examples of the pattern files do not show: evidence, status, vetoes, merging."""

from __future__ import annotations

import nested

from kg.facts.patterns import load_patterns
from kg.facts.relations import relations


def read(text):
    return relations(nested.sentences(text))


def quotes(text, fact):
    return [text_of(text)[e.start : e.end] for e in fact.evidence]


def text_of(marked):
    return "".join(sentence.text for sentence in nested.sentences(marked))


def test_a_short_sentence_is_evidence_as_a_whole():
    text = "天气晴好。[海岳科技|Enterprise]去年落户[东岭高新区|Park]。"
    facts, vetoed = read(text)
    (fact,) = [f for f in facts if f.predicate == "locatedIn"]
    assert quotes(text, fact) == ["海岳科技去年落户东岭高新区。"]
    assert fact.rule == "locatedIn/subject-at"
    assert 0 < fact.confidence <= 1
    assert not vetoed


def test_evidence_in_a_long_sentence_is_its_clauses():
    start = "记者一早从城里出发,沿着新修的大路走了很久,翻过两座山,终于来到现场,"
    end = ",厂房连片,机器轰鸣,工人们忙着赶订单,一派繁忙的景象。"
    text = f"{start}看见[海岳科技|Enterprise]去年落户[东岭高新区|Park]{end}"
    (fact,) = [f for f in read(text)[0] if f.predicate == "locatedIn"]
    assert quotes(text, fact) == ["看见海岳科技去年落户东岭高新区"]


def test_every_evidence_of_a_fact_is_kept_and_asserted_wins():
    text = "[海岳科技|Enterprise]将落户[东岭高新区|Park]。[海岳科技|Enterprise]落户[东岭高新区|Park]。"
    (fact,) = [f for f in read(text)[0] if f.predicate == "locatedIn"]
    assert fact.status == "Asserted"
    assert len(fact.evidence) == 2


def test_what_the_ontology_forbids_is_vetoed():
    facts, vetoed = read("[陈远山|Person]荣获[江海市市长质量奖|Honor]。[氢能|Industry]荣获[江海市市长质量奖|Honor]。")
    assert [(f.subject, f.predicate) for f in facts] == [("p1-1#Person:陈远山", "receivedHonor")]
    assert [(f.subject, f.predicate) for f in vetoed] == [("p1-1#Industry:氢能", "receivedHonor")]


def test_nothing_is_related_to_itself():
    assert not read("[海岳科技|Enterprise]与[海岳科技|Enterprise]签署协议。")[0]


def test_sentences_without_names_say_nothing():
    assert read("天气晴好。") == ([], [])


def test_same_input_same_output():
    text = "[海岳科技|Enterprise]、[华川精密|Enterprise]落户[东岭高新区|Park],专注[氢能|Industry]。"
    assert read(text) == read(text)
    assert [f.evidence for f in read(text)[0]] == sorted(f.evidence for f in read(text)[0])


def test_a_fallback_gives_way():
    """An industry that a pattern gives to a firm does not fall to the topic as well."""
    facts, _ = read("[东岭高新区|Park]加快转型,[氢能|Industry]龙头企业[海岳科技|Enterprise]投产。")
    assert {f.subject for f in facts if f.predicate == "operatesIn"} == {"p1-1#Enterprise:海岳科技"}
    assert any(p.fallback for p in load_patterns()["operatesIn"])
