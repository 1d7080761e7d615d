from __future__ import annotations

import pytest

from kg.newsprint import continues, dateline, header_date, is_complete, is_heading, is_slogan, original_headline


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("本报讯(记者 陈远山)8月9日,开工。", "本报讯(记者 陈远山)"),
        ("本报讯 记者陈远山报道 开工。", "本报讯 记者陈远山报道"),
        ("新华社江海8月9日电 近日,开工。", "新华社江海8月9日电"),
        ("江海日报8月8日讯(全媒体记者 陈远山)开工。", "江海日报8月8日讯(全媒体记者 陈远山)"),
        ("江海网记者陈远山8月17日报道:开工。", "江海网记者陈远山8月17日报道:"),
        ("(记者 陈远山)昨天,开工。", "(记者 陈远山)"),
        ("江海日报记者 陈远山 通讯员 林一近日,开工。", "江海日报记者 陈远山 通讯员 林一"),
        ("8月9日,记者从临江区获悉,项目开工。", None),
        ("东岭充电(集团)公司开工。", None),
        ("据江海日报8月11日消息,开工。", None),
    ],
)
def test_datelines(text: str, opening: str | None) -> None:
    found = dateline(text)
    assert (found.text if found else None) == opening


def test_headings_are_short_and_whole() -> None:
    assert is_heading("产业能级提档,打造发展新优势")
    assert not is_heading("打造区域创新生态,推动")
    assert is_heading("打造区域创新生态,推动", loosely=True)
    assert not is_heading("项目开工。投产")
    assert not is_heading("他说:“项目")
    assert not is_heading("目前各部门")


def test_verses_are_of_equal_phrases() -> None:
    assert is_slogan(["滨江新城 智造高地"])
    assert is_slogan(["滨江新城", "智造高地"])
    assert not is_slogan(["重点项目 进行时"])
    assert not is_slogan(["海岳科技5家"])


def test_ends_and_starts_of_paragraphs() -> None:
    assert is_complete("“开工了。”")
    assert is_complete("开工。(记者 陈远山)")
    assert not is_complete("总投资")
    assert continues("的项目")
    assert continues(",投产")
    assert not continues("的确如此")


def test_web_headers() -> None:
    assert header_date("来源:江海日报 | 2023年08月09日 10:04,正文:开工") == "2023-08-09"
    assert header_date("2023年8月9日,开工") is None
    assert original_headline("原标题:海岳科技落户8月9日,开工") == (4, 10)
    assert original_headline("海岳科技落户8月9日,开工") is None
