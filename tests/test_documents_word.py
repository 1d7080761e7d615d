"""Word files: all that is printed is read, in its order, and nothing that was taken away."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from printed import docx, paragraph

from kg.documents import read_documents

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, data: bytes):
    (tmp_path / "a.docx").write_bytes(data)
    documents, problems = read_documents([tmp_path / "a.docx"])
    return documents[0].text if documents else [problem.what for problem in problems]


def test_paragraphs_are_lines(tmp_path: Path) -> None:
    body = paragraph("海岳", "科技") + paragraph() + paragraph("落户&amp;签约")
    assert read(tmp_path, docx(body)) == "海岳科技\n落户&签约"


@pytest.mark.parametrize("tag", ["smartTag", "ins", "hyperlink", "sdt", "fldSimple", "moveTo"])
def test_what_stands_in_other_elements_is_read(tmp_path: Path, tag: str) -> None:
    inside = f"<w:{tag}><w:r><w:t>9月21日</w:t></w:r></w:{tag}>"
    body = f"<w:p><w:r><w:t>海岳科技</w:t></w:r>{inside}<w:r><w:t>签约</w:t></w:r></w:p>"
    assert read(tmp_path, docx(body)) == "海岳科技9月21日签约"


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_what_was_taken_away_is_not_read(tmp_path: Path, tag: str) -> None:
    body = f"<w:p><w:{tag}><w:r><w:t>旧</w:t><w:delText>文</w:delText></w:r></w:{tag}><w:r><w:t>新文</w:t></w:r></w:p>"
    assert read(tmp_path, docx(body)) == "新文"


def test_tables_text_boxes_breaks_and_instructions(tmp_path: Path) -> None:
    twice = f"<mc:Choice><w:pict>{paragraph('框')}</w:pict></mc:Choice><mc:Fallback>{paragraph('框')}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    field = (
        "<w:p><w:r><w:instrText>PAGE</w:instrText><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>"
    )
    assert (
        read(tmp_path, docx(f"<w:p><w:r><w:t>前</w:t></w:r>{box}</w:p>{table}{field}")) == "框\n前\n甲\n乙\n一\n二\t三"
    )


def test_another_name_of_the_body(tmp_path: Path) -> None:
    assert read(tmp_path, docx(paragraph("海岳科技"), name="word/document2.xml")) == "海岳科技"


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("before", [BOMB, OUTSIDE, "<!DOCTYPE w>"])
def test_a_document_type_is_refused(tmp_path: Path, before: str) -> None:
    assert read(tmp_path, docx(paragraph("&a;"), before=before)) == ["broken-file"]


def test_what_is_no_word_file_is_named(tmp_path: Path) -> None:
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("a.txt", "海岳科技")
    whole = docx(paragraph("海岳科技"))
    for data in (b"", b"no archive", plain.getvalue(), whole[: len(whole) // 2], docx("<w:p>")):
        assert read(tmp_path, data) == ["broken-file"]
    assert read(tmp_path, docx("")) == ["empty-file"]
    assert read(tmp_path, docx(paragraph("字" * 1_000_001))) == ["too-long"]


def test_a_body_that_unpacks_without_end_is_stopped(tmp_path: Path) -> None:
    assert read(tmp_path, docx(" " * 100_000_000)) == ["broken-file"]


def test_elements_nested_without_end(tmp_path: Path) -> None:
    depth = 100_000
    assert read(tmp_path, docx("<w:p>" * depth + "<w:r><w:t>深</w:t></w:r>" + "</w:p>" * depth)) == "深"
