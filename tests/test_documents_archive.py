"""Zip files: what stands in them is read in place, and no trick in them leads out of them or goes on for ever."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from kg.documents import read_documents

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "本报讯 海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。"


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


def read(tmp_path: Path, data: bytes):
    path = tmp_path / "pages.zip"
    path.write_bytes(data)
    documents, found = read_documents([path])
    return {d.source: d.text for d in documents}, {p.where.removeprefix(f"{path}"): p.what for p in found}


def test_members_are_documents(tmp_path: Path) -> None:
    row = json.dumps({"text": TEXT}).encode()
    documents, found = read(
        tmp_path,
        archive(
            {"b/2.txt": TEXT.encode(), "a.txt": TEXT.encode("gb18030"), "n.jsonl": row, "p.jpg": b"", ".h.txt": b"x"}
        ),
    )
    assert documents == dict.fromkeys(["pages.zip!/b/2.txt", "pages.zip!/a.txt", "pages.zip!/n.jsonl!/1"], TEXT)
    assert not found


def test_bad_members_are_named_and_do_not_stop_the_others(tmp_path: Path) -> None:
    bad = {"e.txt": b"", "z.txt": b"\0", "in.zip": archive({"a.txt": b"x"}), "d.doc": b"x", "n.jsonl.gz": b"x"}
    documents, found = read(tmp_path, archive(bad | {"good.txt": TEXT.encode()}))
    assert list(documents) == ["pages.zip!/good.txt"]
    codes = ["empty-file", "binary-file", "nested-archive", "foreign-format", "broken-file"]
    assert found == {f"!/{name}": code for name, code in zip(bad, codes, strict=True)}


@pytest.mark.parametrize("name", ["../../x.txt", "/etc/x.txt", "..\\..\\x.txt", "./a/../x.txt", "C:/x.txt"])
def test_names_lead_nowhere(tmp_path: Path, name: str) -> None:
    documents, _ = read(tmp_path, archive({name: TEXT.encode()}))
    [source] = documents
    assert ".." not in source.split("/")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["pages.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in ["a.txt", "/a.txt", "a.txt", "~2/a.txt"]:
            file.writestr(name, TEXT)
    documents, _ = read(tmp_path, data.getvalue())
    assert len(documents) == 4


def test_names_without_a_unicode_mark(tmp_path: Path) -> None:
    data = archive({"AAAA.txt": TEXT.encode()}).replace(b"AAAA", "要闻".encode("gb18030"))
    assert list(read(tmp_path, data)[0]) == ["pages.zip!/要闻.txt"]


def test_a_password_is_told_of(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": TEXT.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert read(tmp_path, bytes(data)) == ({}, {"!/a.txt": "encrypted"})


def test_bombs_are_stopped(tmp_path: Path) -> None:
    zeros = bytes(30_000_000)
    documents, found = read(tmp_path, archive({f"{n}.jsonl": zeros for n in range(9)} | {"z.txt": TEXT.encode()}))
    assert (documents, found[""]) == ({}, "bomb")
    documents, found = read(tmp_path, archive({"a.txt": zeros, "b.txt": TEXT.encode()}))
    assert (list(documents), found) == (["pages.zip!/b.txt"], {"!/a.txt": "too-large"})


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": TEXT.encode()}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(mark) + at, 1 << 31)
    documents, found = read(tmp_path, bytes(data))
    assert documents == {"pages.zip!/a.txt": TEXT} or found == {"!/a.txt": "broken-file"}


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"no archive", archive({"p.jpg": b"x"})])
def test_what_is_no_archive_or_holds_no_text(tmp_path: Path, data: bytes) -> None:
    documents, found = read(tmp_path, data)
    assert (documents, len(found)) == ({}, 1)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_compression(tmp_path: Path, compression: int) -> None:
    assert list(read(tmp_path, archive({"a.txt": TEXT.encode()}, compression))[0].values()) == [TEXT]
