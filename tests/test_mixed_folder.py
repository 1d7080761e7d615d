"""A folder of mixed formats gives the graph of their texts, every quote stands, and each bad file is named once."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from printed import column, docx, paragraph, pdf

from kg.build import build
from kg.export import export
from kg.model import Relation
from kg.validate import validate
from kg.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

COMPANIES = [a + b for a, b in zip("海远晨巨天金云瑞博启鼎安盛恒", "岳帆锋榕穹湖杉澜岭明川澜原野", strict=True)]
TEXTS = [
    f"{name}科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。昨天，项目在东岭高新区开工建设。" for name in COMPANIES
]


def archive(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("_", "."), content)
    return data.getvalue()


def row(text: str) -> bytes:
    return json.dumps({"text": text}).encode() + b"\n"


def page(text: str, charset: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'.encode(charset)


GOOD = {
    "01.txt": TEXTS[0].encode(),
    "02.txt": TEXTS[1].encode("gb18030"),
    "03.TXT": TEXTS[2].encode("utf-8-sig"),
    "04.html": page(TEXTS[3], "utf-8"),
    "05.htm": page(TEXTS[4], "gb2312"),
    "06.docx": docx(paragraph(TEXTS[5])),
    "07.pdf": pdf(column(50, 700, TEXTS[6])),
    "08.jsonl": row(TEXTS[7]) + row(TEXTS[8]),
    "09.jsonl.gz": gzip.compress(row(TEXTS[9])),
    "10.zip": archive(a_txt=TEXTS[10].encode(), b_docx=docx(paragraph(TEXTS[11])), c_jsonl=row(TEXTS[12])),
    "11/12/13.txt": TEXTS[13].encode(),
}
BAD = {
    "20.txt": ("binary-file", b"\0\1\2"),
    "21.txt": ("empty-file", b""),
    "22.html": ("empty-file", b"<html>"),
    "23.docx": ("broken-file", b"PK"),
    "24.pdf": ("broken-file", b"%PDF"),
    "25.jsonl": ("broken-records", b"[1]\n{}\n"),
    "26.jsonl.gz": ("broken-file", b"\x1f\x8b"),
    "27.zip": ("broken-file", b"PK\x03\x04"),
    "28.doc": ("foreign-format", b"\xd0\xcf\x11\xe0"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mixed")
    for name, data in (GOOD | {name: data for name, (_, data) in BAD.items()}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    assert len(GOOD) + len(BAD) == 20
    return folder


@pytest.fixture(scope="module")
def graph(folder):
    return build(folder)


def said(graph) -> Counter:
    names = {entity.key: entity.name for entity in graph.entities}
    return Counter(
        (names[fact.subject], fact.predicate, names[fact.object], fact.status)
        for fact in graph.facts
        if isinstance(fact, Relation) and fact.subject in names
    )


def test_the_graph_is_that_of_the_texts(graph, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS):
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    plain = build(tmp_path)
    assert said(graph) == said(plain)
    assert len(said(plain)) >= len(TEXTS)
    assert sorted(e.name for e in graph.entities) == sorted(e.name for e in plain.entities)


def test_each_bad_file_is_named_once(graph, folder) -> None:
    named = Counter(problem.where for problem in graph.problems if not problem.what.startswith("unresolved"))
    assert named == Counter(str(folder / name) for name in BAD)
    codes = {problem.where: problem.what for problem in graph.problems}
    assert {name: codes[str(folder / name)] for name in BAD} == {name: code for name, (code, _) in BAD.items()}


def test_every_quote_stands_in_its_source(graph, folder, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes(export(graph, "turtle"))
    checked = verify(tmp_path / "graph.ttl", [folder])
    assert [problem for problem in checked.problems if problem.where.partition("/")[0] in GOOD] == []
    assert checked.documents == len(TEXTS)
    assert validate(tmp_path / "graph.ttl") == []


def test_another_reader_is_told_from_another_file(graph, folder, tmp_path: Path) -> None:
    written = export(graph, "turtle").decode().replace('kg:reader "pypdfium2 ', 'kg:reader "pypdfium2 0.')
    (tmp_path / "graph.ttl").write_text(written, encoding="utf-8")
    assert [p for p in verify(tmp_path / "graph.ttl", [folder]).problems if p.what == "reader-differs"] == []
    wrong = written.replace(COMPANIES[6], "它方")
    (tmp_path / "graph.ttl").write_text(wrong, encoding="utf-8")
    [problem] = [p for p in verify(tmp_path / "graph.ttl", [folder]).problems if p.what == "reader-differs"]
    assert problem.where == "07.pdf"
