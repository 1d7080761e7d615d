"""Who a clause without a subject speaks of."""

from __future__ import annotations

import nested
import pytest

from kg.facts.topic import main_topic, opens_clause, subject_at, subjects_at

FIRMS = ("Enterprise", "Park")


def topic(text, word, kinds=FIRMS):
    """The names of those that the clause with `word` speaks of."""
    sentences = nested.sentences(text)
    for index, sentence in enumerate(sentences):
        if (at := sentence.text.find(word)) >= 0:
            return [item.text for item in subjects_at(sentences, index, sentence.start + at, kinds)]
    raise AssertionError(word)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("[海岳科技|Enterprise]扩产,聚焦氢能。", "聚焦", ["海岳科技"]),
        ("近年来,[海岳科技|Enterprise]扩产,聚焦氢能。", "聚焦", ["海岳科技"]),
        ("[2024年|Date],[海岳科技|Enterprise]扩产。聚焦氢能,成绩突出。", "聚焦", ["海岳科技"]),
        ("[海岳科技|Enterprise]、[华川精密|Enterprise]将选址江海,聚焦氢能。", "聚焦", ["海岳科技", "华川精密"]),
        ("[东岭高新区|Park]加快转型。致力于氢能的[海岳科技|Enterprise]投产。", "致力", ["海岳科技"]),
        ("[东岭高新区|Park]加快转型。作为专业服务商,[海岳科技|Enterprise]投产。", "专业", ["海岳科技"]),
        ("这标志着[海岳科技|Enterprise]投产,聚焦氢能。", "聚焦", ["海岳科技"]),
        ("近日,[江海|AdministrativeArea]企业[海岳科技|Enterprise]扩产,聚焦氢能。", "聚焦", ["海岳科技"]),
        ("[海岳科技|Enterprise]扩产。\n一段新话。聚焦氢能。", "聚焦", ["海岳科技"]),
        ("[江海市|AdministrativeArea][氢能集群|Cluster]壮大,涵盖多个领域。", "涵盖", ["氢能集群"]),
        ("在[海岳科技|Enterprise]门前,人们聚焦氢能。", "聚焦", []),
        ("[海岳科技|Enterprise][董事长|Title][陈远山|Person]说,聚焦氢能。", "聚焦", []),
        ("[东岭高新区|Park][5家|Figure]企业扩产,聚焦氢能。", "聚焦", []),
    ],
)
def test_subjects_at(text, word, expected):
    kinds = (*FIRMS, "Cluster", "AdministrativeArea")
    assert topic(text, word, kinds) == expected


def test_only_the_kinds_asked_for():
    text = "[海岳科技|Enterprise]扩产,聚焦氢能。"
    assert topic(text, "聚焦", ("Park",)) == []
    assert subject_at(nested.sentences(text), 0, 9, ("Park",)) is None
    assert subject_at(nested.sentences(text), 0, 9, FIRMS).text == "海岳科技"


@pytest.mark.parametrize(
    ("beyond", "expected"), [(0, ["华川精密"]), (0.5, []), (2, [])], ids=["anyone", "what prevails", "nobody"]
)
def test_a_topic_from_another_sentence_must_prevail(beyond, expected):
    firm, other = "[海岳科技|Enterprise]", "[华川精密|Enterprise]"
    sentences = nested.sentences(f"{firm}扩产。{firm}获奖。{other}到访。聚焦氢能。")
    found = subjects_at(sentences, 3, sentences[3].start, FIRMS, beyond)
    assert [item.text for item in found] == expected
    again = nested.sentences(f"{other}到访。{firm}扩产。聚焦氢能。")
    assert [item.text for item in subjects_at(again, 2, again[2].start, ("Park",), 0.5)] == []


def test_a_topic_that_prevails_may_stand_in_another_sentence():
    sentences = nested.sentences(
        "[华川精密|Enterprise]到访。[海岳科技|Enterprise]扩产。[海岳科技|Enterprise]获奖。聚焦氢能。"
    )
    found = subjects_at(sentences, 3, sentences[3].start, FIRMS, 0.6)
    assert [item.text for item in found] == ["海岳科技"]
    assert subjects_at(sentences, 3, sentences[3].start, FIRMS, 0.7) == ()


def test_main_topic_is_the_one_most_spoken_of():
    firm, other = "[海岳科技|Enterprise]", "[华川精密|Enterprise]"
    text = f"{firm}扩产。{other}与{firm}合作。{other}获奖。{other}扩产。"
    assert main_topic(nested.sentences(text), FIRMS).text == "华川精密"
    assert main_topic(nested.sentences("天气晴好。"), FIRMS) is None


def test_opens_clause():
    assert opens_clause("目前,X扩产", 3)
    assert not opens_clause("位于X扩产", 2)
