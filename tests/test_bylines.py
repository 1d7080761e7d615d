from __future__ import annotations

import pytest

from kg.bylines import authors, is_byline, is_credit, trailing_byline, trailing_credit


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("□ 记者 陈远山", ("陈远山",)),
        ("■本报记者 陈远山 通讯员 林一", ("陈远山", "林一")),
        ("江海日报全媒体记者 林 一 实习生 周 行", ("林一", "周行")),
        ("文/陈远山 图/林一", ("陈远山", "林一")),
        ("作者：陈远山".replace("：", ":"), ("陈远山",)),
        ("(顾远 记者 陈远山)", ("顾远", "陈远山")),
        ("□ 区委书记、管委会主任 陈远山", ("陈远山",)),
        ("本报记者陈远山报道", ("陈远山",)),
        ("记者 陈远山 编辑 林一", ("陈远山",)),
        ("江海日报记者 林一 文/图", ("林一",)),
    ],
)
def test_bylines(text: str, names: tuple[str, ...]) -> None:
    assert is_byline(text)
    assert authors(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "文旅融合 再谱新篇",
        "记者从临江区获悉,今年开工项目超百个。",
        "图强奋进 再创辉煌",
        "编辑部的故事与记忆",
        "产业焕新",
        "擘画发展新蓝图",
    ],
)
def test_headings_are_no_bylines(text: str) -> None:
    assert not is_byline(text)
    assert not is_credit(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("陈远山 摄", ("陈远山",)),
        ("陈远山摄", ("陈远山",)),
        ("记者 陈远山 通讯员 林一 摄", ("陈远山", "林一")),
        ("(陈远山 林一 摄)", ("陈远山", "林一")),
    ],
)
def test_credits(text: str, names: tuple[str, ...]) -> None:
    assert is_credit(text)
    assert trailing_credit("图为现场。" + text) == 5
    assert authors(text) == names


@pytest.mark.parametrize(
    "text", ["他热爱摄影", "现场正在拍摄", "擘画发展新蓝图", "会议由陈远山主持。", "新闻 摄影 大赛开幕"]
)
def test_text_is_no_credit(text: str) -> None:
    assert trailing_credit(text) is None


def test_bylines_at_the_end() -> None:
    assert trailing_byline("项目开工。(记者 陈远山)") == 5
    assert trailing_byline("项目开工。通讯员 陈远山 林一") == 5
    assert trailing_byline("项目开工。(来源见下)") is None
    assert trailing_byline("陈远山是记者。") is None
