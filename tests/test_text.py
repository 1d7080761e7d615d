from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Block
from kg.text import SAYING, normalize, sayings, sentences


def article(*blocks: str) -> Article:
    text = "\n".join(blocks)
    spans, at = [], 0
    for block in blocks:
        spans.append(Block("body", at, at + len(block)))
        at += len(block) + 1
    return Article("a-1", "a.txt", "article", None, (), None, None, text, tuple(range(len(text))), tuple(spans))


def cut(*blocks: str) -> list[str]:
    one = article(*blocks)
    return [one.text[start:end] for start, end, _ in sentences(one)]


@given(st.text())
def test_normalize_keeps_the_length_and_is_idempotent(text: str) -> None:
    once = normalize(text)
    assert len(once) == len(text)
    assert normalize(once) == once


@given(st.text(), st.text())
def test_normalize_looks_at_one_character_at_a_time(left: str, right: str) -> None:
    assert normalize(left + right) == normalize(left) + normalize(right)


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("（记者　陈远山）", "(记者 陈远山)"),
        ("ＡＩ，３．５％：６；７！８？", "AI,3.5%:6;7!8?"),
        ("300～500公里，2–3家，4－5家", "300~500公里,2-3家,4-5家"),
        ("「东岭」『岭』・•·", "“东岭”‘岭’···"),
        ("。、《》“”——……", "。、《》“”——……"),
        ("①2023年建成10㎡，x²", "①2023年建成10㎡,x²"),
        ("一\n二\t三\u200b四", "一\n二 三 四"),
        ("⽅案", "方案"),
    ],
)
def test_normalize(printed: str, normal: str) -> None:
    assert normalize(printed) == normal


def test_sentences_end_at_stops_and_blocks() -> None:
    assert cut("标题没有句号", "一是建厂；二是扩产。三问：行吗？行！") == [
        "标题没有句号",
        "一是建厂；",
        "二是扩产。",
        "三问：行吗？",
        "行！",
    ]


def test_closing_quotes_stay_with_their_sentence() -> None:
    assert cut("“这次活动让大家走到一起互相学习,不虚此行!”来自江海市的陈远山说。") == [
        "“这次活动让大家走到一起互相学习,不虚此行!”",
        "来自江海市的陈远山说。",
    ]


def test_brackets_and_short_quotations_are_not_cut() -> None:
    assert cut("他以“为什么?怎么办?”为题讲解(详见第2版;下同),读《怎么办?》。") == [
        "他以“为什么?怎么办?”为题讲解(详见第2版;下同),读《怎么办?》。",
    ]


def test_decimals_and_addresses_are_not_cut() -> None:
    assert cut("增长3.5%，见http://a.example/?b=1;c=2 详情。") == ["增长3.5%，见http://a.example/?b=1;c=2 详情。"]


def test_ellipsis_ends_a_sentence_only_when_doubled() -> None:
    assert cut("新增岗位2000人……近日开工…现场。") == ["新增岗位2000人……", "近日开工…现场。"]


def test_an_unclosed_bracket_does_not_swallow_the_rest() -> None:
    assert cut("一(二。三。") == ["一(二。", "三。"]


@given(st.lists(st.text(alphabet="东岭园区。!?;“”()《》… 1.", max_size=40), min_size=1, max_size=4))
def test_sentences_cover_every_block_but_spaces(blocks: list[str]) -> None:
    one = article(*blocks)
    covered = [i for start, end, _ in sentences(one) for i in range(start, end)]
    assert covered == sorted(set(covered))
    missing = set(range(len(one.text))) - set(covered)
    assert all(one.text[i].isspace() for i in missing)
    for start, end, index in sentences(one):
        assert one.blocks[index].start <= start < end <= one.blocks[index].end


def test_what_a_reprint_says_again_is_told_by_place_size_and_hash() -> None:
    one = article("海岳科技在东岭高新区签约落户。不长。", "“海岳科技”，在 东岭高新区签约落户!陈远山出席了签约仪式。")
    again = article("他说：“好。”", "海岳科技在东岭高新区签约落户")
    found, other = (list(SAYING.iter_unpack(sayings(each))) for each in (one, again))
    assert [one.text[start:end] for start, end, *_ in found] == [
        "海岳科技在东岭高新区签约落户。",
        "陈远山出席了签约仪式。",
    ]
    assert [size for *_, size, _ in found] == [14, 10]
    assert found[0][2:] == other[0][2:] != found[1][2:]
