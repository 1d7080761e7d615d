"""Planned, denied, alleged, former."""

from __future__ import annotations

import nested
import pytest

from kg.facts.qualifiers import former, status


def status_of(text, words):
    (sentence,) = nested.sentences(text)
    start = sentence.start + sentence.text.index(words)
    return status(sentence, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("[海岳科技|Enterprise]落户江海。", "落户江海", "Asserted"),
        ("[海岳科技|Enterprise]将落户江海。", "落户江海", "Planned"),
        ("[海岳科技|Enterprise]将落户江海,聚焦氢能。", "聚焦氢能", "Planned"),
        ("[海岳科技|Enterprise]拟投资建厂。", "投资建厂", "Planned"),
        ("项目计划总投资5亿元,正在加快建设。", "加快建设", "Asserted"),
        ("[海岳科技|Enterprise]计划投资建厂。", "投资建厂", "Planned"),
        ("力争2025年建成总部。", "建成总部", "Planned"),
        ("布局未来产业,打造新高地。", "打造新高地", "Asserted"),
        ("预计明年投产,目前已建成总部。", "建成总部", "Asserted"),
        ("有关部门否认落户江海。", "落户江海", "Denied"),
        ("该企业尚未落户江海。", "落户江海", "Denied"),
        ("该企业涉嫌违规生产。", "违规生产", "Alleged"),
        ("该企业即将上市。", "上市", "Planned"),
    ],
)
def test_status(text, words, expected):
    assert status_of(text, words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("时任区长", True), ("原区长", True), ("曾任区长", True), ("新任区长", False), ("区长", False)],
)
def test_former(text, expected):
    (sentence,) = nested.sentences(text)
    assert former(sentence, text.index("区长")) is expected
