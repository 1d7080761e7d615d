"""A few hundred cases of the fuzzers that tests/fuzz runs by the ten thousand; hostile text through the whole line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.build import build
from kg.export import export
from kg.validate import validate
from kg.verify import verify

FUZZ = Path(__file__).parent / "fuzz"


@pytest.fixture(scope="module")
def fuzz():
    sys.path.insert(0, str(FUZZ))
    import readers

    yield readers
    sys.path.remove(str(FUZZ))


@pytest.mark.parametrize("form", ["txt", "jsonl", "jsonl.gz", "html", "docx", "pdf", "zip"])
def test_no_bytes_break_a_reader(fuzz, form: str) -> None:
    read = sum(fuzz.check(form, fuzz.case(form, number)) for number in range(60))
    assert read > 0


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=300), form=st.sampled_from(["txt", "jsonl", "jsonl.gz", "html", "docx", "pdf", "zip"]))
def test_no_bytes_at_all_break_a_reader(fuzz, data: bytes, form: str) -> None:
    fuzz.check(form, data)


WORDS = [
    *"，。、；：！？“”‘’（）《》【】—…·~% \t\u3000\u200b\u202e\ufeff\ufffd\ufffe😀\x0b\x1b\x7f\x85\u2028",
    *(
        "\n",
        "\r\n",
        "\n\n",
        "\\",
        '"',
        "<script>",
        "</script>",
        "]]>",
        "&amp;",
        "javascript:",
        "{{",
        "${x}",
        "'; DROP",
        "<http://a b>",
    ),
    *(
        "海岳科技",
        "海岳科技股份有限公司",
        "东岭高新区",
        "陈远山",
        "市委书记",
        "董事长",
        "该公司",
        "其",
        "签约",
        "落户",
        "投资",
        "总投资",
    ),
    *(
        "3.5亿元",
        "１２万",
        "0.0000001%",
        "99999999999999999999亿元",
        "9月21日",
        "2024年13月45日",
        "去年",
        "本报讯",
        "（记者 陈远山）",
    ),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map("".join), min_size=1, max_size=3))
def test_hostile_text_gives_a_right_graph(tmp_path_factory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_bytes(text.encode("utf-8"))
    graph = build([folder])
    assert not [problem for problem in graph.problems if problem.what == "extraction-failed"]
    written = folder / "graph.ttl"
    written.write_bytes(export(graph, "turtle"))
    assert validate(written) == []
    wrong = [p.what for p in verify(written, sorted(folder.glob("*.txt"))).problems]
    assert set(wrong) <= {"empty-file", "binary-file", "undecodable"}
    export(graph, "html")
