"""A build beside what an earlier one has read: it reads what is new, and gives what a build from nothing gives."""

from __future__ import annotations

import multiprocessing
import random
import subprocess
import sys
import time

import pytest

from kg import passes, reader
from kg.build import build, read_and_resolve
from kg.decisions import Decision
from kg.export import export
from kg.export import turtle as turtle_export
from kg.files import BusyError, sole_use, write_files
from kg.memo import lasting
from kg.resolve import resolve

PAGES = {
    "a.txt": "江苏泠禾雾川科技有限公司总投资3.5亿元的精密轴承项目签约落户东岭高新区。",
    "b.txt": "大家都说泠禾雾川不容易。东岭高新区党工委书记陈远山昨日调研。",
    "c.txt": "临江区召开大会。东岭芯谷开园，泠禾雾川的产品受到欢迎。",
    "d.txt": "2024年，临江区实现地区生产总值1200亿元，增长6.5%。",
}
HOLDS = """
import pathlib, sys, time
from kg.files import sole_use
with sole_use(pathlib.Path(sys.argv[1])):
    print(1, flush=True)
    time.sleep(60)
"""


def write(folder, pages):
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def turtle(folder, store=None, **options):
    return export(build([folder], store=store, **options), "turtle")


@pytest.fixture
def read(monkeypatch):
    """The sources that were read, and those that were read again."""
    first, again = [], []
    monkeypatch.setattr(passes, "read_first", lambda asked: _noted(first, reader.read_first, asked))
    monkeypatch.setattr(passes, "read_again", lambda asked: _noted(again, reader.read_again, asked))
    return first, again


def _noted(notes, function, asked):
    notes.extend(task.source for task in asked[0])
    return function(asked)


def test_only_what_is_new_changed_or_taught_is_read(tmp_path, read):
    first, again = read
    pages = write(tmp_path / "pages", {name: PAGES[name] for name in ["b.txt", "c.txt", "d.txt"]})
    store = tmp_path / "store"
    turtle(pages, store)
    assert (sorted(first), again) == (["b.txt", "c.txt", "d.txt"], [])
    first.clear()

    write(pages, {"a.txt": PAGES["a.txt"]})  # it teaches the others a name
    grown = turtle(pages, store)
    assert first == ["a.txt"]
    assert set(again) == {"b.txt", "c.txt"}
    assert grown == turtle(pages)
    first.clear(), again.clear()

    assert turtle(pages, store) == grown
    assert (first, again) == ([], [])

    write(pages, {"d.txt": PAGES["d.txt"].replace("1200", "1300")})
    changed = turtle(pages, store)
    assert (first, again) == (["d.txt"], [])
    assert b"130000000000" in changed
    assert b"120000000000" not in changed
    assert changed == turtle(pages)


def test_what_a_deleted_page_alone_supported_goes_and_what_stays_keeps_its_name(tmp_path):
    pages, store = write(tmp_path / "pages", PAGES), tmp_path / "store"
    before = build([pages], store=store)
    (pages / "d.txt").unlink()
    after = build([pages], store=store)
    assert export(after, "turtle") == turtle(pages)
    assert not [fact for fact in after.facts if any(e.article == "d-1" for e in fact.evidence)]
    gone = {entity.key for entity in before.entities} - {entity.key for entity in after.entities}
    assert gone == {entity.key for entity in before.entities if entity.articles == ("d-1",)}


def test_what_is_known_of_the_collection_is_part_of_what_was_read(tmp_path, read):
    pages, store = write(tmp_path / "pages", PAGES), tmp_path / "store"
    turtle(pages, store)
    (pages / "collection.toml").write_text('home = ["临江区"]\n[published]\n"d.txt" = "2025-01"', encoding="utf-8")
    read[0].clear()
    assert turtle(pages, store) == turtle(pages)
    assert len(read[0]) == 8  # all with another home; and all without a store


def test_other_code_reads_anew(tmp_path, monkeypatch, read):
    pages, store = write(tmp_path / "pages", PAGES), tmp_path / "store"
    turtle(pages, store)
    read[0].clear()
    monkeypatch.setattr(passes, "fingerprint", lambda _: "another")
    turtle(pages, store)
    assert len(read[0]) == 4


def test_a_damaged_or_foreign_file_in_the_store_is_as_good_as_none(tmp_path, read):
    pages, store = write(tmp_path / "pages", PAGES), tmp_path / "store"
    whole = turtle(pages, store)
    files = sorted(store.glob("*.parquet"))
    assert files
    for path in files:
        path.write_bytes(path.read_bytes()[:-100])
    (store / "other.parquet").write_text("no table")
    (store / ".x.parquet.1.0a0b0c0d.tmp").write_text("what a killed process left")
    read[0].clear()
    assert turtle(pages, store) == whole
    assert len(read[0]) == 4
    assert not list(store.glob(".*.tmp"))


def test_an_article_that_failed_is_tried_again(tmp_path, monkeypatch):
    pages, store = write(tmp_path / "pages", PAGES), tmp_path / "store"
    real = reader.extract
    monkeypatch.setattr(
        reader, "extract", lambda article, *rest: 1 / 0 if article.id == "d-1" else real(article, *rest)
    )
    assert "extraction-failed" in {problem.what for problem in build([pages], store=store).problems}
    monkeypatch.setattr(reader, "extract", real)
    assert turtle(pages, store) == turtle(pages)


def test_the_store_does_not_grow_for_ever(tmp_path):
    pages, store = write(tmp_path / "pages", PAGES), tmp_path / "store"
    for number in range(12):
        write(pages, {"d.txt": f"{2000 + number}年，临江区实现地区生产总值1200亿元。"})
        last = turtle(pages, store)
    assert len(list(store.glob("*.parquet"))) < 12
    assert last == turtle(pages)


def test_two_builds_do_not_share_a_store(tmp_path, kg):
    pages = write(tmp_path / "pages", PAGES)
    store = tmp_path / "out" / ".readings"
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(store)], stdout=subprocess.PIPE) as other:
        assert other.stdout.read(1) == b"1"
        ended = kg("build", pages, "-o", tmp_path / "out")
        other.kill()
    assert ended.code == 1
    assert "Another kg build" in ended.err
    assert kg("build", pages, "-o", tmp_path / "out").code == 0


def test_a_lock_ends_with_its_use(tmp_path):
    with sole_use(tmp_path):
        pass
    with sole_use(tmp_path):
        pass
    assert issubclass(BusyError, Exception)


def test_decisions_change_what_was_made_of_an_article_when_it_was_read(tmp_path):
    """A rejected area settles no other name; a thing of another type has other keys."""
    areas = {"e.txt": "福州市鼓楼区公安局昨日调研。鼓楼区召开大会。", "f.txt": "鼓楼区公安局来到南京市。"}
    pages, store = write(tmp_path / "pages", PAGES | areas), tmp_path / "store"
    entities = build([pages], store=store).entities
    decisions = [Decision("reject", (f"{each.type}/{each.name}",)) for each in entities]
    decisions += [Decision("retype", (f"{each.type}/{each.name}",), to="Facility") for each in entities]
    found = set()
    for decision in decisions:
        read, resolved = read_and_resolve([pages], decisions=[decision], store=store)
        articles = [reading.article for reading in read.readings]
        mentions = [mention for reading in read.readings for mention in reading.mentions]
        facts = [fact for reading in read.readings for fact in reading.facts]
        assert resolved[:4] == resolve(articles, mentions, facts, decisions=[decision])[:4]
        found.add(tuple(entity.key for entity in resolved.entities))
    assert len(found) > len(entities)


def test_the_command_writes_what_it_writes_from_nothing(tmp_path, kg, root, monkeypatch):
    """Also where most of it was made before: pages come, change and go."""
    pages, made = write(tmp_path / "pages", PAGES), []
    real = turtle_export.turtle_body
    monkeypatch.setattr(turtle_export, "turtle_body", lambda *given: made.append(1) or real(*given))

    def outputs(name):
        made.clear()
        assert kg("build", pages, "-o", tmp_path / name).code == 0
        return {file: (tmp_path / name / file).read_bytes() for file in ("graph.ttl", "graph.html")}, len(made)

    write(pages, {"seed.txt": min((root / "seeds").glob("0*.txt")).read_text(encoding="utf-8")})
    outputs("grown")
    for number, change in enumerate([{"e.txt": "东岭芯谷的营业收入为3亿元。"}, {"a.txt": PAGES["d.txt"]}]):
        write(pages, change)
        (grown, some), (whole, every) = outputs("grown"), outputs(f"whole-{number}")
        assert grown == whole
        assert some < every
    (pages / "e.txt").unlink()
    assert outputs("grown")[0] == outputs("last")[0]
    assert outputs("grown")[1] == 0


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes cannot be forked here")
def test_twenty_kills_lose_nothing(root, tmp_path):
    """Each is killed at another moment; the last goes on from what they have left."""
    whole, store, out = turtle(root / "seeds"), tmp_path / "store", tmp_path / "graph.ttl"
    fork, draw = multiprocessing.get_context("fork"), random.Random(0)  # noqa: S311 - no secret

    def build_and_write(processes):
        with lasting(store / "made"):
            write_files({out: turtle(root / "seeds", store, processes=processes)})

    start = time.monotonic()
    turtle(root / "seeds")
    took = time.monotonic() - start
    stages = set()
    for number in range(20):
        killed = fork.Process(target=build_and_write, args=(1 + number % 2,))
        killed.start()
        killed.join(draw.uniform(0, 0.1 + number / 15) * took)  # early ones find little to go on from
        killed.kill()
        killed.join()
        stages.add((len(list(store.glob("*.parquet"))) > 0, (store / "made").exists(), out.exists()))
        assert not out.exists() or out.read_bytes() == whole
    assert len(stages) > 1
    with lasting(store / "made"):
        assert turtle(root / "seeds", store) == whole
    assert not list(store.rglob(".*.tmp"))
