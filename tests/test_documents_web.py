"""Web pages: the article without what stands around it, in whatever encoding the page says."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.articles import split_articles
from kg.documents import read_documents

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "海岳科技落户东岭高新区"
TEXT = [
    "本报讯（记者 陈远山）9月21日，海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。",
    "华川精密股份有限公司三期厂房昨日封顶，预计明年上半年投产，年产轴承2000万套。",
]


def page(charset: str = "utf-8", *, title: str = TITLE, more: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_江海日报网</title>
<meta name="PubDate" content="2024-09-22 08:00"><link rel="canonical" href="https://news.example/1.html">{more}</head>
<body><div class="nav"><a href="/">首页</a><a href="/n">新闻</a></div><h1>{title}</h1>
<div class="content">{body}</div><div class="footer">版权所有 江海日报社</div></body></html>"""


def read(tmp_path: Path, data: bytes):
    (tmp_path / "a.html").write_bytes(data)
    documents, problems = read_documents([tmp_path / "a.html"])
    return documents[0] if documents else [problem.what for problem in problems]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("big5", "big5"),
        ("utf-8", "gb18030"),
        ("none", "gb18030"),
    ],
)
def test_the_article_is_read_in_its_encoding(tmp_path: Path, charset: str, encoding: str) -> None:
    html = page(charset)
    if encoding == "big5":
        html = html.encode("big5", "replace").decode("big5")
        assert read(tmp_path, html.encode("big5")).encoding == "big5"
        return
    document = read(tmp_path, html.encode(encoding))
    assert document.text == "\n".join([TITLE, *TEXT])
    assert document.text[: document.headline] == TITLE
    assert (document.published, document.origin) == ("2024-09-22", "https://news.example/1.html")
    assert document.reader.startswith("trafilatura ")


def test_the_title_is_the_articles_headline(tmp_path: Path) -> None:
    [article] = split_articles(read(tmp_path, page().encode()))
    assert article.headline == TITLE
    assert article.published == "2024-09-22"
    assert article.authors == ("陈远山",)


def test_a_page_without_text_is_named(tmp_path: Path) -> None:
    for data in (b"", b"<html></html>", b"<script>var a = 1;</script>", b"\x00\x01"):
        assert read(tmp_path, data) == ["empty-file"], data
    assert read(tmp_path, "臺灣半導體產業發展迅速，經濟部長昨日在臺北舉行記者會。".encode("big5")) == ["undecodable"]


def test_elements_nested_without_end(tmp_path: Path) -> None:
    html = page(more="<div>" * 50_000)
    document = read(tmp_path, html.encode())
    assert isinstance(document, list) or TEXT[0] in document.text


@pytest.mark.parametrize("year", ["1980", "2024", "2090"])
def test_the_day_of_reading_changes_nothing(tmp_path: Path, monkeypatch, year: str) -> None:
    import datetime as dt

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(int(year), 1, 1, tzinfo=tz)

    for module in ("trafilatura.settings", "htmldate.settings", "htmldate.validators", "htmldate.core"):
        __import__(module)
        if hasattr(sys.modules[module], "datetime"):
            monkeypatch.setattr(sys.modules[module], "datetime", Clock)
    assert read(tmp_path, page().encode()).published == "2024-09-22"


def test_without_the_extra_it_is_told_what_to_install(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    _, [problem] = read_documents([tmp_path])
    assert (problem.what, problem.values) == ("needs-extra", ("trafilatura", "html"))


def test_texts_are_read_without_loading_what_pages_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT[0], encoding="utf-8")
    says = "import pathlib, sys, kg.documents; kg.documents.read_documents([pathlib.Path('.')]); print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", says], check=True, capture_output=True, cwd=tmp_path)
    loaded = ended.stdout.decode().split()
    assert {"trafilatura", "pypdfium2", "lxml"} & set(loaded) == set()
