"""JSON Lines, by themselves and packed: every article has its line, and a bad line costs only itself."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import split_articles
from kg.build import build
from kg.documents import MAX_BYTES, DocumentStream, read_documents
from kg.documents.published import iso_date
from kg.export import export
from kg.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "本报讯 海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。"
LONG_TITLE = "海岳科技牵手东岭高新区，总投资3.5亿元的精密轴承项目当日签约，力争明年上半年建成投产并形成规模"


def lines(*rows: object) -> bytes:
    return b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


def read(tmp_path: Path, data: bytes, name: str = "news.jsonl"):
    (tmp_path / name).write_bytes(data)
    return read_documents([tmp_path / name])


def test_a_line_is_an_article(tmp_path: Path) -> None:
    row = {"text": TEXT, "title": " 项目\n签约 ", "date": "2024-11-05 08:00:00", "source": "江海日报", "id": 7}
    [document], [] = read(tmp_path, lines({"text": TEXT}, b"\n", row))[0][1:], []
    assert document.source == "news.jsonl!/3"
    assert document.text == f"项目 签约\n{TEXT}"
    assert document.text[: document.headline] == "项目 签约"
    assert (document.published, document.origin, document.encoding) == ("2024-11-05", "江海日报", "utf-8")
    assert document.sha256 == hashlib.sha256(json.dumps(row).encode()).hexdigest()


def test_a_title_is_the_headline_however_long(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, lines({"text": TEXT, "title": LONG_TITLE, "date": "2024-11"}))
    [article] = split_articles(documents[0])
    assert article.headline == LONG_TITLE
    assert (article.id, article.published) == ("news.jsonl!/1/1", "2024-11")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_lines_are_read_in_their_encoding(tmp_path: Path, encoding: str) -> None:
    row = json.dumps({"text": TEXT}, ensure_ascii=False)
    documents, found = read(tmp_path, f"{row}\r\n{row}".encode(encoding))
    assert [document.text for document in documents] == [TEXT, TEXT]
    assert not found


BAD = [
    b"\n",
    b"{\n",
    b"[1]\n",
    b'"text"\n',
    b'{"text": 5}\n',
    b'{"text": " "}\n',
    b'{"text": "a", "title": []}\n',
    b"\xff\n",
]


def test_bad_lines_are_named_once_and_do_not_stop_the_others(tmp_path: Path) -> None:
    documents, [problem] = read(tmp_path, lines(*BAD, {"text": TEXT}, *BAD))
    assert [document.source for document in documents] == ["news.jsonl!/9"]
    assert (problem.what, problem.values) == ("broken-records", ("14", "2, 3, 4, 5, 6, 7, 8, 11, 12, 13 …"))


@pytest.mark.parametrize("row", [b"[" * 100_000, b'{"text": ' + b"9" * 10_000 + b"}", b'{"text": NaN}'])
def test_lines_that_break_parsers(tmp_path: Path, row: bytes) -> None:
    documents, [problem] = read(tmp_path, row + b"\n" + lines({"text": TEXT}))
    assert (len(documents), problem.values) == (1, ("1", "1"))


def test_a_line_without_end_is_passed_over_and_never_held(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        file.truncate(100_000_000)
        file.seek(0, 2)
        file.write(b"\n" + lines({"text": TEXT}))
    documents, [problem] = read_documents([path])
    assert [document.source for document in documents] == ["news.jsonl!/2"]
    assert problem.values == ("1", "1")


def test_a_line_of_the_longest_length_is_read(tmp_path: Path) -> None:
    row = lines({"text": TEXT})
    full = row[:-2] + b" " * (MAX_BYTES - len(row)) + b"}\n"
    assert len(read(tmp_path, full)[0]) == 1
    assert len(read(tmp_path, b" " + full)[0]) == 0


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_a_file_without_lines(tmp_path: Path, data: bytes) -> None:
    assert [problem.what for problem in read(tmp_path, data)[1]] == [
        "empty-file" if data != b"\xef\xbb\xbf" else "broken-records"
    ]


def test_lone_surrogates_become_what_can_be_written(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, rb'{"text": "\u6d77\ud800\u5cb3\ud83d\ude00"}')
    assert documents[0].text == "海\ufffd岳😀"


def test_packed_lines(tmp_path: Path) -> None:
    packed = gzip.compress(lines({"text": TEXT}, {"text": TEXT}))
    assert len(read(tmp_path, packed + packed, "news.jsonl.gz")[0]) == 4
    documents, [problem] = read(tmp_path, packed[:-9], "cut.jsonl.gz")
    assert (len(documents), problem.what) == (1, "broken-file")
    assert [p.what for p in read(tmp_path, lines({"text": TEXT}), "plain.jsonl.gz")[1]] == ["broken-file"]


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    packed = gzip.compress(lines({"text": TEXT}) + b" " * 300_000_000)
    documents, [problem] = read(tmp_path, packed, "bomb.jsonl.gz")
    assert (len(documents), problem.what) == (1, "bomb")


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(*[{"text": TEXT}] * 4000))
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    stream = DocumentStream([tmp_path])
    told = [stream.done for _ in stream]
    assert told == sorted(told)
    assert 0 < told[0] < told[2000] < stream.size == stream.done


def test_quotes_are_verified(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(lines({"text": "图片。"}, {"text": TEXT, "title": LONG_TITLE}))
    (tmp_path / "graph.ttl").write_bytes(export(build([path]), "turtle"))
    checked = verify(tmp_path / "graph.ttl", [path])
    assert (checked.problems, checked.documents) == ((), 2)
    assert checked.quotes > 0
    path.write_bytes(lines({"text": "图片。"}, {"text": TEXT.replace("3.5", "9.5"), "title": LONG_TITLE}))
    assert {problem.what for problem in verify(tmp_path / "graph.ttl", [path]).problems} == {
        "source-changed",
        "quote-differs",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023-07-28 17:23:46", "2023-07-28"),
        ("2023年7月8日", "2023-07-08"),
        ("2023/7", "2023-07"),
        ("2023", "2023"),
        ("2023-02-30", None),
        ("", None),
        ("昨天", None),
    ],
)
def test_dates(text: str, value: str | None) -> None:
    assert iso_date(text) == value


@given(st.text())
def test_a_date_is_a_date_or_none(text: str) -> None:
    iso_date(text)
