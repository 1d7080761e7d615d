from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import split_articles
from kg.collection import Collection, load_collection
from kg.documents import read_documents
from kg.model import Document
from kg.text import normalize

if TYPE_CHECKING:
    from kg.model import Article

ROOT = Path(__file__).parent.parent
GOLD = sorted((ROOT / "tests" / "gold" / "seeds").glob("0*.json"))
LAYOUT = "\r\n \u3000\ufeff\u200b\u00a0"


def page(text: str, source: str = "page.txt") -> list[Article]:
    return split_articles(Document(source, text, "utf-8", ""))


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def seeds() -> list[tuple[Document, list[Article]]]:
    collection = load_collection(ROOT / "seeds" / "collection.toml")
    documents, problems = read_documents([ROOT / "seeds"])
    assert not problems
    return [(document, split_articles(document, collection)) for document in documents]


def squeezed(title: str | None) -> str | None:
    return title and "".join(title.split())


def test_all_articles_and_captions_of_the_seeds() -> None:
    found = {article.id.partition("_")[0] + article.id[-2:]: article for _, built in seeds() for article in built}
    gold = [article for path in GOLD for article in json.loads(path.read_text(encoding="utf-8"))["articles"]]
    assert len(gold) == len(found) == 16
    for expected in gold:
        article = found[expected["id"]]
        assert squeezed(article.headline) == squeezed(expected["title"])
        assert (article.kind, list(article.authors)) == (expected["kind"], expected["authors"])
        assert article.published
        assert article.published[:4] == (expected["date"] or article.published)[:4]
        assert (article.dateline or "")[-5:] == (expected["date"] or "")[-5:]


def test_every_quote_of_the_gold_stands_in_one_block_of_its_article() -> None:
    """Nothing that was broken stays broken, and nothing that was said is left out."""
    found = {article.id.partition("_")[0] + article.id[-2:]: article for _, built in seeds() for article in built}
    checked = 0
    for path in GOLD:
        gold = json.loads(path.read_text(encoding="utf-8"))
        for row in [row for kind in ("relations", "positions", "observations", "events") for row in gold[kind]]:
            texts = [squeezed(text) or "" for _, text in blocks(found[row["article"]])]
            parts = [squeezed(part) or "" for part in row["evidence"].replace("...", "……").split("……")]
            assert all(any(part in text for text in texts) for part in parts), row["evidence"]
            checked += 1
    assert checked > 500


def test_the_displaced_opening_and_lead_are_put_back() -> None:
    by_id = {article.id.partition("_")[0] + article.id[-2:]: article for _, built in seeds() for article in built}
    opened = blocks(by_id["001-1"])
    assert [kind for kind, _ in opened[:5]] == ["headline", "byline", "body", "body", "body"]
    assert [text for kind, text in opened if kind == "subhead"] == [
        "传统产业焕新蝶变",
        "新兴产业厚积成势",
        "未来产业抢滩竞跑",
    ]
    assert opened[-1][1].startswith("新征程上")
    assert [kind for kind, _ in blocks(by_id["003-1"])[:5]] == ["headline", "byline", "body", "body", "subhead"]


def check_offsets(document: Document, article: Article) -> None:
    assert len(article.offsets) == len(article.text)
    assert [block.end + 1 for block in article.blocks[:-1]] == [block.start for block in article.blocks[1:]]
    assert (article.blocks[0].start, article.blocks[-1].end) == (0, len(article.text))
    for block in article.blocks:
        offsets = article.offsets[block.start : block.end]
        assert block.start < block.end
        assert all(a < b for a, b in itertools.pairwise(offsets))
        assert "".join(document.text[offset] for offset in offsets) == article.text[block.start : block.end]
        for a, b in itertools.pairwise(offsets):
            assert b == a + 1 or not document.text[a + 1 : b].strip(LAYOUT)
            assert b == a + 1 or "\n" in document.text[a:b] or "\r" in document.text[a:b]


def test_offsets_of_the_seeds() -> None:
    for document, built in seeds():
        used = [i for a in built for block in a.blocks for i in a.offsets[block.start : block.end]]
        assert len(used) == len(set(used))
        for article in built:
            check_offsets(document, article)


def test_quotes_of_the_seeds_are_the_source_without_its_line_breaks() -> None:
    for document, built in seeds():
        for article in built:
            for block in article.blocks:
                start, end = article.source_span(block.start, block.end)
                lines = document.text[start:end].splitlines()
                assert "".join(line.strip() for line in lines) == article.text[block.start : block.end]


PIECES = [
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "\u3000\u3000",
    "临江区三家企业获奖",
    "产业焕新 项目提速",
    "本报讯（记者 陈远山）8月9日，开工。",
    "园区建成厂房3.5万平方米，",
    "投产。",
    "陈远山 摄",
    "□ 记者 林一",
    "图为现场。林一 摄",
    "滨江新城\n智造高地",
    "（记者 林一）",
    "一、壮大产业",
    "二、优化服务",
    "下一步，继续努力。",
    "1",
    "“",
    "”",
    "(",
    ")",
    "。",
    "a",
    "\ufeff",
    "来源：江海日报 2023年8月9日，正文：",
    "原标题：东岭开工8月9日，",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_page_keeps_its_offsets_and_uses_no_place_twice(text: str) -> None:
    document = Document("a/b.txt", text, "utf-8", "")
    built = split_articles(document)
    used = [i for a in built for block in a.blocks for i in a.offsets[block.start : block.end]]
    assert len(used) == len(set(used))
    assert [article.id for article in built] == [f"a/b-{n}" for n in range(1, len(built) + 1)]
    for article in built:
        check_offsets(document, article)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    document = Document("b.txt", text, "utf-8", "")
    for article in split_articles(document):
        check_offsets(document, article)


PAPER = """
图为华川精密股份有限公司三期厂房。（林一　摄）

江海市重大项目开工三十个
总投资超百亿元

本报讯（记者　陈远山　通讯员　林一）8月9日，江海市重大项目在东岭高新区开工，华川精密股份有

限公司三期总投资102.

5亿元。

“我们将加快建设，力争明年投产。”海岳科技董事长周行说。

海岳科技落户临江

新华社江海8月9日电（记者周行）海岳科技8日与临江区签约，将投资20亿元建设研发中心。（完）

乡村新景

江海日报记者 林一 文/图

　　走进临江区，稻田连片。

　　村里建起了合作社。
"""


def test_another_paper() -> None:
    caption, opening, signing, village = page(PAPER)
    assert (caption.kind, caption.authors, caption.headline) == ("caption", ("林一",), None)
    assert blocks(opening) == [
        ("headline", "江海市重大项目开工三十个总投资超百亿元"),
        ("byline", "本报讯（记者　陈远山　通讯员　林一）"),
        ("body", "8月9日，江海市重大项目在东岭高新区开工，华川精密股份有限公司三期总投资102.5亿元。"),
        ("body", "“我们将加快建设，力争明年投产。”海岳科技董事长周行说。"),
    ]
    assert (opening.authors, opening.dateline) == (("陈远山", "林一"), "--08-09")
    assert blocks(signing) == [
        ("headline", "海岳科技落户临江"),
        ("byline", "新华社江海8月9日电（记者周行）"),
        ("body", "海岳科技8日与临江区签约，将投资20亿元建设研发中心。（完）"),
    ]
    assert (signing.authors, signing.dateline) == (("周行",), "--08-09")
    assert blocks(village)[:2] == [("headline", "乡村新景"), ("byline", "江海日报记者 林一 文/图")]
    assert village.authors == ("林一",)


def test_a_headline_never_joins_the_unfinished_text_above_it() -> None:
    first, second = page(
        "甲厂开工\n\n本报讯（记者 林一）甲厂开工，今后将\n\n乙厂投产\n\n本报讯（记者 林一）乙厂投产。\n"
    )
    assert blocks(first)[-1] == ("body", "甲厂开工，今后将")
    assert second.headline == "乙厂投产"


def test_subheads_stay_apart_and_broken_lines_are_joined() -> None:
    text = (
        "东岭答卷\n\n□ 林一\n\n园区发展很快。\n\n创新引领，增添新动能\n\n像海岳这样具备爆发潜质\n\n的企业还有很多。\n\n"
        "园区通过审核。\n\n目前各部门通\n\n过排查完成整改。\n"
    )
    [article] = page(text)
    assert blocks(article) == [
        ("headline", "东岭答卷"),
        ("byline", "□ 林一"),
        ("body", "园区发展很快。"),
        ("subhead", "创新引领，增添新动能"),
        ("body", "像海岳这样具备爆发潜质的企业还有很多。"),
        ("body", "园区通过审核。"),
        ("body", "目前各部门通过排查完成整改。"),
    ]


def test_kicker_and_deck_stand_beside_the_headline_and_verses_are_left_out() -> None:
    text = (
        "凝心聚力 砥砺奋进\n\n东岭高新区产业再升级\n\n华川精密三期厂房封顶\n\n力争2025年产值超5亿元\n\n"
        "本报讯（记者 林一）8月9日，东岭高新区华川精密三期厂房封顶，产业再升级，产值超5亿元。\n\n滨江新城 智造高地\n"
    )
    [article] = page(text)
    assert blocks(article)[:3] == [
        ("subhead", "东岭高新区产业再升级"),
        ("headline", "华川精密三期厂房封顶"),
        ("subhead", "力争2025年产值超5亿元"),
    ]
    assert "凝心聚力" not in article.text
    assert "滨江新城" not in article.text


def test_numbered_sections_come_in_their_order() -> None:
    text = (
        "东岭经验\n\n□ 林一\n\n二、优化服务\n\n服务更好。\n\n下一步，东岭将再出发。\n\n"
        "东岭是园区。\n\n一、壮大产业\n\n产业更强。\n"
    )
    [article] = page(text)
    assert [text for _, text in blocks(article)[2:]] == [
        "东岭是园区。",
        "一、壮大产业",
        "产业更强。",
        "二、优化服务",
        "服务更好。",
        "下一步，东岭将再出发。",
    ]


def test_a_photo_in_an_article_is_a_caption_of_its_own_and_a_lone_credit_is_the_articles() -> None:
    text = (
        "甲厂开工\n\n本报讯（记者 林一）甲厂开工。\n\n图为甲厂。周行 摄\n\n工人正在忙碌。\n\n"
        "乙厂投产\n\n周行 摄\n\n本报讯（记者 林一）乙厂投产。"
    )
    first, caption, second = page(text)
    assert [kind for kind, _ in blocks(first)] == ["headline", "byline", "body", "body"]
    assert (caption.kind, blocks(caption)) == ("caption", [("body", "图为甲厂。"), ("credit", "周行 摄")])
    assert (second.headline, second.authors) == ("乙厂投产", ("林一", "周行"))


@pytest.mark.parametrize(
    ("text", "headline", "authors", "published"),
    [
        ("8月9日，临江区召开会议。（记者 林一）", None, ("林一",), None),
        (
            "来源：江海日报 | 2023年08月09日 10:04，正文：本报讯 （记者林一）8月9日，开工。",
            None,
            ("林一",),
            "2023-08-09",
        ),
        ("原标题：海岳科技落户临江8月9日，海岳科技签约。返回搜狐，查看更多责任编辑：", "海岳科技落户临江", (), None),
        ("海岳科技落户临江\n海岳科技签约。\n项目开工。\n", "海岳科技落户临江", (), None),
        ("江海日报全媒体记者 林一 通讯员 周行近日，临江区开工。", None, ("林一", "周行"), None),
        ("江海网记者林一、周行8月17日报道：临江区开工。", None, ("林一", "周行"), None),
        ("临江区开工。图片来源：江海网\n责任编辑：陈远山", None, (), None),
        (
            "江海晚报　　2025年3月18日　星期二　　要闻　02版\n海岳科技落户临江\n本报讯（记者　林一）3月17日，开工。",
            "海岳科技落户临江",
            ("林一",),
            "2025-03-18",
        ),
    ],
)
def test_single_reports(text: str, headline: str | None, authors: tuple[str, ...], published: str | None) -> None:
    [article] = page(text)
    assert (article.headline, article.authors, article.published) == (headline, authors, published)
    assert "正文" not in normalize(article.text)
    assert "搜狐" not in article.text


def test_a_first_line_is_a_headline_even_where_its_end_and_the_text_make_a_word() -> None:
    [article] = page("海岳科技落户临江\n\n海岳科技在江海市签约。\n")
    assert blocks(article) == [("headline", "海岳科技落户临江"), ("body", "海岳科技在江海市签约。")]


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    text = "　　东岭高新区今年新增企业\n百余家，其中海岳科技等\n十家企业上市。\n　　园区将继续扩大\n规模。\n"
    [article] = page(text)
    assert [text for _, text in blocks(article)] == [
        "东岭高新区今年新增企业百余家，其中海岳科技等十家企业上市。",
        "园区将继续扩大规模。",
    ]


def test_a_page_of_lines_alone_is_one_article() -> None:
    assert [article.text for article in page("甲公司\n乙公司\n")] == ["甲公司\n乙公司"]
    assert page("\n\u3000\n") == []


def test_publication_is_the_collections() -> None:
    known = Collection(published={"page.txt": "2024-11"})
    [article] = split_articles(Document("x/page.txt", "8月9日，临江区开工。", "utf-8", ""), known)
    assert (article.published, article.dateline) == ("2024-11", "--08-09")
