from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents import MAX_BYTES, decode, read_documents

TEXT = "本报讯（记者 陈远山）8月9日，江海市临江区的华川精密股份有限公司三期厂房封顶，总投资3.5亿元。\r\n图为现场。\n"
TRADITIONAL = "臺灣半導體產業發展迅速，經濟部長昨日在臺北舉行記者會，說明對於積體電路與電動車產業的獎勵辦法。"


def problems(*paths: Path) -> list[tuple[str, str]]:
    return [(Path(problem.where).name, problem.what) for problem in read_documents(paths)[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_are_recognised_and_told(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    [document], [] = read_documents([path])
    assert (document.text, document.encoding, document.source) == (TEXT, encoding, "a.txt")
    assert document.sha256 == hashlib.sha256(TEXT.encode(encoding)).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty-file"),
        ("blank.txt", " \n\u3000\n".encode(), "empty-file"),
        ("mark.txt", b"\xef\xbb\xbf", "empty-file"),
        ("zeros.txt", b"PK\x03\x04\0\0" + TEXT.encode(), "binary-file"),
        ("controls.txt", bytes(range(1, 9)) * 40, "binary-file"),
        ("big5.txt", TRADITIONAL.encode("big5"), "undecodable"),
        ("latin.txt", "Größe, déjà vu".encode("latin-1"), "undecodable"),
        ("utf16.txt", TEXT.encode("utf-16"), "undecodable"),
        ("cut.txt", TEXT.encode()[:-2] + b"\xff", "undecodable"),
    ],
)
def test_bad_files_are_problems_and_do_not_stop_the_others(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    documents, found = read_documents([tmp_path])
    assert [document.source for document in documents] == ["good.txt"]
    assert [(problem.where, problem.what) for problem in found] == [(str(tmp_path / name), code)]


def test_missing_and_empty_inputs(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert problems(tmp_path / "none.txt", tmp_path / "empty") == [("empty", "empty-folder"), ("none.txt", "missing")]


def test_unreadable_and_special_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert problems(tmp_path) == [("dangling.txt", "missing"), ("loop.txt", "unreadable"), ("pipe.txt", "special-file")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_permissions(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "secret.txt").chmod(0)
    assert problems(tmp_path) == [("secret.txt", "unreadable")]


def test_a_read_error_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr(os, "open", refuse)
    [problem] = read_documents([tmp_path])[1]
    assert (problem.what, problem.values) == ("unreadable", ("EACCES",))


def test_a_file_of_one_huge_line_is_named(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    documents, [problem] = read_documents([tmp_path])
    assert len(documents) == 1
    assert (problem.what, problem.values) == ("too-large", (str(MAX_BYTES),))


def test_folders_are_walked_sorted_and_other_files_ignored(tmp_path: Path) -> None:
    for name in ["b.txt", "a/2.txt", "a/10.txt", ".git/x.txt", ".hidden.txt", "collection.toml", "notes.md"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    documents, found = read_documents([tmp_path])
    assert [document.source for document in documents] == ["a/10.txt", "a/2.txt", "b.txt"]
    assert not found


def test_the_order_of_inputs_and_repetition_do_not_matter(tmp_path: Path) -> None:
    for name in ["one/a.txt", "two/a.txt", "two/b.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    inputs = [tmp_path / "one", tmp_path / "two", tmp_path / "two" / "b.txt", tmp_path / "two" / ".." / "one"]
    documents, _ = read_documents(inputs)
    assert [document.source for document in documents] == ["b.txt", "one/a.txt", "two/a.txt"]
    assert read_documents(inputs[::-1])[0] == documents


def test_a_name_that_is_no_text_can_be_written(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "a") + b"\xff.txt"))
    path.write_text(TEXT, encoding="utf-8")
    [document], [] = read_documents([tmp_path])
    assert document.source.encode("utf-8") == b"a\\xff.txt"


def test_names_that_are_told_apart_differ_from_all_others(tmp_path: Path) -> None:
    for name in ["one/a.txt", "in/one/a.txt", "two/a.txt", "x/a\\xff.txt"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path / "x/a") + b"\xff.txt")).write_text(TEXT, encoding="utf-8")
    inputs = [tmp_path / "in", tmp_path / "one/a.txt", tmp_path / "two/a.txt", tmp_path / "x"]
    sources = [document.source for document in read_documents(inputs)[0]]
    assert len(set(sources)) == 5


def test_globs(tmp_path: Path) -> None:
    for name in ["a/1.txt", "b/2.txt", "[c].txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [d.source for d in read_documents([tmp_path / "*" / "*.txt"])[0]] == ["1.txt", "2.txt"]
    assert [d.source for d in read_documents([tmp_path / "**"])[0]] == ["1.txt", "2.txt", "[c].txt"]
    assert [d.source for d in read_documents([tmp_path / "[c].txt"])[0]] == ["[c].txt"]
    assert problems(tmp_path / "*.html") == [("*.html", "no-match")]


def test_formats_that_are_not_read_are_named(tmp_path: Path) -> None:
    for name in ["a.txt", "b.doc", "c.rar", "photo.jpg"]:
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert problems(tmp_path) == [("b.doc", "foreign-format"), ("c.rar", "foreign-format")]


@given(st.binary())
def test_decoding_never_fails_and_loses_nothing(data: bytes) -> None:
    decoded = decode(data)
    if decoded is not None:
        text, encoding = decoded
        assert encoding == "gb18030" or text.encode(encoding) == data
