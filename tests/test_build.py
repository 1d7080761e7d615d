"""The whole line: pages in, a graph out; the same bytes every time, and one bad article never costs the others."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from kg.build import build
from kg.export import export
from kg.validate import validate
from kg.verify import verify


@pytest.fixture(scope="module")
def graph(root):
    return build([root / "seeds"])


@pytest.fixture(scope="module")
def turtle_file(graph, tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_bytes(export(graph, "turtle"))
    return path


def test_the_graph_holds_the_five_pages(graph):
    assert len(graph.documents) == 5
    assert len(graph.articles) == 16
    assert graph.problems == ()
    assert {e.type for e in graph.entities} >= {"Enterprise", "Park", "Person", "Project", "Industry", "GovernmentBody"}


def test_a_single_path_need_be_no_list(tmp_path):
    (tmp_path / "page.txt").write_text("海岳科技落户东岭高新区。", encoding="utf-8")
    assert len(build(str(tmp_path)).documents) == len(build(tmp_path).documents) == 1


def test_every_shape_holds_and_every_quote_stands_where_it_is_said_to(turtle_file, root):
    assert validate(turtle_file) == []
    checked = verify(turtle_file, [root / "seeds"])
    assert checked.problems == ()
    assert checked.documents == 5
    assert checked.quotes > 200


def test_the_committed_turtle_is_what_a_build_gives(turtle_file, root):
    assert turtle_file.read_bytes() == (root / "output" / "graph.ttl").read_bytes()


PAYLOAD = re.compile(r'(id="kg-([\w-]+)"[^>]*>)([^<]+)(?=<)')


def without_positions(page):
    """The page and what is packed in it, less the positions, which another processor may round differently."""
    packed = {name: json.loads(gzip.decompress(base64.b64decode(data))) for _, name, data in PAYLOAD.findall(page)}
    assert {"network", "core", "detail"} <= packed.keys()
    packed["core"].pop("discs")
    for axis in ("x", "y"):
        packed["network"]["nodes"].pop(axis)
    return PAYLOAD.sub(r"\1", page), packed


def test_the_committed_page_is_what_a_build_gives_but_for_positions(graph, root):
    committed = (root / "output" / "graph.html").read_text(encoding="utf-8")
    assert without_positions(export(graph, "html").decode("utf-8")) == without_positions(committed)


SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
]


def test_the_bytes_do_not_depend_on_where_and_in_which_order_it_runs(root, tmp_path):
    files = sorted((root / "seeds").glob("*.txt"))
    outputs = []
    for number, (surroundings, order) in enumerate(zip(SURROUNDINGS, (files, files[::-1]), strict=True)):
        folder = tmp_path / str(number)
        inputs = [*map(str, order), "--collection", str(root / "seeds" / "collection.toml")]
        arguments = [sys.executable, "-m", "kg", "build", *inputs, "-o", str(folder)]
        subprocess.run(arguments, check=True, capture_output=True, cwd=root, env={**os.environ, **surroundings})
        outputs.append([(folder / name).read_bytes() for name in ("graph.ttl", "graph.html")])
    assert outputs[0] == outputs[1]


def test_without_a_collection_it_says_what_stays_open(root, tmp_path):
    shutil.copy(root / "seeds" / "004_bd598ea4f8615222.txt", tmp_path)
    codes = {problem.what for problem in build([tmp_path]).problems}
    assert codes == {"unresolved-home", "unresolved-dates"}


def test_a_failing_article_costs_only_itself(root, monkeypatch):
    from kg import reader

    real = reader.extract

    def fail_once(article, *rest):
        if article.id.endswith("4f-2"):
            raise RuntimeError("boom")
        return real(article, *rest)

    monkeypatch.setattr(reader, "extract", fail_once)
    built = build([root / "seeds"])
    assert [problem.what for problem in built.problems] == ["extraction-failed"]
    assert len(built.entities) > 200


def test_a_second_reading_that_fails_is_told_and_the_first_stands(root, monkeypatch):
    from kg import reader

    real = reader.extract

    def fail_again(article, collection, nlp, known):
        if known.first is not None:
            raise RuntimeError("boom")
        return real(article, collection, nlp, known)

    monkeypatch.setattr(reader, "extract", fail_again)
    built = build([root / "seeds"])
    assert {problem.what for problem in built.problems} == {"extraction-failed"}
    assert {mention.article for entity in built.entities for mention in entity.mentions} == {
        a.id for a in built.articles
    }


def test_the_number_of_processes_changes_nothing(graph, root):
    told = []
    size = sum(path.stat().st_size for path in (root / "seeds").glob("*.txt"))
    shared = build([root / "seeds"], processes=3, progress=lambda *step: told.append(step))
    assert (shared.entities, shared.facts, shared.problems) == (graph.entities, graph.facts, graph.problems)
    assert told[0][1:] == (size, "004_bd598ea4f8615222.txt")  # bytes; after them, articles that are read again
    assert all(0 < done <= total for done, total, _ in told)
