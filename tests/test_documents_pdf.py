"""PDFs: the columns one after the other, lines made paragraphs again, and pictures of text told from text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import column, pdf

from kg.documents import read_documents
from kg.documents.page_layout import Character, page_text

if TYPE_CHECKING:
    from pathlib import Path

ONE = "本报讯 海岳科技精密轴承项目签约落户东岭高新区。\n华川精密股份有限公司三期厂房昨日封顶，预计明年投产。"
TWO = "临江区昨日召开招商大会，三十二个项目集中签约，涵盖新能源等领域。\n会议指出，要把项目建设作为头号工程，全力以赴。"
HEAD, BELOW = "海岳科技落户东岭高新区", "临江区招商签约三十二个项目"


def read(tmp_path: Path, data: bytes):
    (tmp_path / "a.pdf").write_bytes(data)
    documents, problems = read_documents([tmp_path / "a.pdf"])
    return documents[0].text if documents else [problem.what for problem in problems]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = [(60, 760, 24, HEAD), *column(50, 720, ONE), *column(180, 720, TWO), *column(310, 720, ONE)]
    assert read(tmp_path, pdf(page)) == f"{HEAD}\n\n{ONE}\n\n{TWO}\n\n{ONE}"


def test_the_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    page = [(60, 760, 24, HEAD), *column(50, 720, ONE), *column(180, 720, TWO)]
    assert read(tmp_path, pdf(page[::-1])) == read(tmp_path, pdf(sorted(page, key=lambda line: -line[1])))


def test_articles_below_each_other_are_not_mixed(tmp_path: Path) -> None:
    upper = [(60, 760, 20, HEAD), *column(50, 720, ONE), *column(180, 720, ONE)]
    lower = [(60, 560, 20, BELOW), *column(50, 530, TWO), *column(180, 530, TWO)]
    assert read(tmp_path, pdf([*lower, *upper])) == f"{HEAD}\n\n{ONE}\n\n{ONE}\n\n{BELOW}\n\n{TWO}\n\n{TWO}"


def test_pages_follow_each_other(tmp_path: Path) -> None:
    assert read(tmp_path, pdf(column(50, 720, ONE), [], column(50, 720, TWO))) == f"{ONE}\n\n{TWO}"


def test_spaces_are_read_from_gaps(tmp_path: Path) -> None:
    assert read(tmp_path, pdf([(50, 700, 10, "记者"), (73, 700, 10, "陈远山")])) == "记者 陈远山"
    assert read(tmp_path, pdf([(50, 700, 10, "海"), (62, 700, 10, "岳"), (74, 700, 10, "科")])) == "海岳科"


def test_what_has_no_text_layer_is_named(tmp_path: Path) -> None:
    assert read(tmp_path, pdf([])) == ["no-text-layer"]
    assert read(tmp_path, pdf([(50, 700, 10, " ")])) == ["no-text-layer"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf", pdf([(50, 700, 10, HEAD)])[:200]])
def test_what_is_no_pdf_is_named(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) in (["broken-file"], ["no-text-layer"])


def test_a_page_that_contains_itself(tmp_path: Path) -> None:
    loop = pdf([(50, 700, 10, HEAD)]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    assert read(tmp_path, loop) in (["broken-file"], ["no-text-layer"])


def test_without_the_extra_it_is_told_what_to_install(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (tmp_path / "a.pdf").write_bytes(pdf([(50, 700, 10, HEAD)]))
    _, [problem] = read_documents([tmp_path])
    assert (problem.what, problem.values) == ("needs-extra", ("pypdfium2", "pdf"))


places = st.floats(-1e6, 1e6, width=32)
characters = st.builds(Character, st.sampled_from("海岳A1 。"), places, places, places, st.floats(0, 1e4, width=32))


@settings(deadline=None)
@given(st.lists(characters, max_size=60))
def test_every_character_is_read_once_wherever_it_stands(page) -> None:
    read = page_text(page)
    assert sorted(read.replace(" ", "").replace("\n", "")) == sorted(c.text for c in page if c.text != " ")


def test_a_page_made_to_be_cut_for_ever(tmp_path: Path) -> None:
    place, page = 1.0, []
    for _ in range(2000):
        place *= 1.02
        page.append(Character("海", place, place, place + 1e-9, 1e-6))
    assert len(page_text(page).split()) == 2000
