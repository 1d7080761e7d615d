"""Fuzzes every reader: whatever the bytes, there are documents and problems, never an exception, and never for long.

python tests/fuzz/readers.py [CASES] [FORMAT ...]     10,000 cases a reader where nothing else is said

Each format is read in a process of its own, so that a crash of a library is told from an exception. Case N of a format
is always the same bytes, which are left in the file that the failure names.
"""

from __future__ import annotations

import gzip
import io
import json
import multiprocessing
import sys
import time
import zipfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from mutations import miswritten, mutated
from printed import column, docx, paragraph, pdf

from kg.articles import split_articles
from kg.documents.formats import read_file
from kg.model import Document, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    "海岳科技落户东岭高新区\n\n本报讯（记者 陈远山）9月21日，海岳科技总投资3.5亿元的精密轴承项目签约落户东岭高新区。\n"
    "“明年上半年投产。”该公司董事长林致远说。\n"
)
ROWS = [{"text": TEXT, "title": "签约", "date": "2024-09-21", "source": "江海日报"}, {"text": TEXT}]
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>签约</title>
<meta name="PubDate" content="2024-09-22"></head><body><div class="nav"><a href="/">首页</a></div><h1>签约</h1>
<p>{TEXT * 2}</p><table><tr><td>甲</td></tr></table></body></html>"""
SLOW = 20.0  # seconds that a case may take


def _lines() -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in ROWS)


def _word(draw: Random) -> bytes:
    """Half the time the XML is made wrong, half the time the archive around it."""
    body = "".join(map(paragraph, TEXT.split("\n")))
    whole = docx(body)
    if draw.randrange(2):
        return mutated(whole, draw)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return _zip({"word/document.xml": miswritten(archive.read("word/document.xml"), draw)})


def _archive(draw: Random) -> bytes:
    inner = _zip({"in.txt": b"x"})
    members = {"a.txt": TEXT.encode(), "b/c.jsonl": _lines(), "../d.html": PAGE.encode(), "e.zip": inner}
    if draw.randrange(2):
        return mutated(_zip(members), draw)
    return _zip({name: miswritten(data, draw) for name, data in members.items()})


def _zip(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def _packed(draw: Random) -> bytes:
    return (
        mutated(gzip.compress(_lines(), mtime=0), draw)
        if draw.randrange(2)
        else gzip.compress(miswritten(_lines(), draw))
    )


PRINTED = pdf([(60, 760, 24, "签约"), *column(50, 720, TEXT), *column(180, 720, TEXT)])
MAKERS: dict[str, Callable[[Random], bytes]] = {
    "txt": lambda draw: miswritten(TEXT.encode(draw.choice(("utf-8", "utf-8", "gb18030", "utf-8-sig"))), draw),
    "jsonl": lambda draw: miswritten(_lines(), draw),
    "jsonl.gz": _packed,
    "html": lambda draw: miswritten(PAGE.encode(draw.choice(("utf-8", "utf-8", "gb18030"))), draw),
    "docx": _word,
    "pdf": lambda draw: mutated(PRINTED, draw),
    "zip": _archive,
}


def case(form: str, number: int) -> bytes:
    """The bytes of a case."""
    return MAKERS[form](Random(f"{form} {number}"))  # noqa: S311 - no secret


def check(form: str, data: bytes) -> int:
    """Read the bytes; how many documents there are. AssertionError for anything that a build could not go on with."""
    items = list(read_file(f"a.{form}", f"a.{form}", io.BytesIO(data), len(data)))
    assert items, "neither a document nor a problem"
    sources = [item.source for item in items if isinstance(item, Document)]
    assert len(sources) == len(set(sources)), "a source twice"
    for item in items:
        assert isinstance(item, Document | Problem)
        if isinstance(item, Document):
            assert item.text.strip("\ufeff").strip()
            item.text.encode("utf-8")
            for article in split_articles(item):
                assert all(article.text[i] == item.text[at] for b in article.blocks for i, at in _places(article, b))
    return len(sources)


def _places(article, block):
    return ((i, article.offsets[i]) for i in range(block.start, block.end))


def _run(form: str, cases: int, told) -> None:
    documents, slowest = 0, 0.0
    for number in range(cases):
        told.value = number
        start = time.perf_counter()
        documents += check(form, case(form, number))
        slowest = max(slowest, time.perf_counter() - start)
    print(f"{form}: {cases:,} cases, {documents:,} documents, the slowest {slowest:.1f} s", flush=True)
    assert slowest < SLOW, f"a case of {form} takes too long"


def main() -> int:
    """Run all; 1 if anything failed."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    failed = 0
    for form in sys.argv[2:] or MAKERS:
        at = multiprocessing.Value("i", 0)
        process = multiprocessing.Process(target=_run, args=(form, cases, at))
        process.start()
        process.join()
        if process.exitcode:
            failed = 1
            path = Path(f"case-{at.value}.{form}")
            path.write_bytes(case(form, at.value))
            print(f"{form}: case {at.value} failed (exit {process.exitcode}); its bytes are in {path}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
