"""Spark as the engine: the bytes of the local one, a killed worker costs time only, clear words where there is none."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import threading
import time

import pytest

from kg.build import build
from kg.export import export
from kg.spark import EngineError, SparkEngine

CLUSTER = "local-cluster[2,1,1024]"
CHUNKS = 40
needs_spark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("java") is None or importlib.util.find_spec("pyspark") is None,
    reason="needs Linux, Java and kg[spark]",
)


def square(number):
    return number * number


def slow_square(number):
    time.sleep(0.1)
    return number * number


@needs_spark
def test_results_come_in_order_and_a_killed_worker_costs_time_only(root, monkeypatch):
    monkeypatch.syspath_prepend(str(root / "tests" / "spark"))
    from executors import executors, kill_one

    with SparkEngine(CLUSTER) as engine:
        assert list(engine.map(square, range(CHUNKS))) == [square(number) for number in range(CHUNKS)]
        assert list(engine.map(square, [])) == []
        killed = []
        thread = threading.Timer(1, lambda: killed.append(kill_one()))
        thread.start()
        assert list(engine.map(slow_square, range(CHUNKS))) == [square(number) for number in range(CHUNKS)]
        thread.join()
        assert killed
        assert killed[0] not in executors()


@needs_spark
def test_the_graph_is_that_of_the_local_engine(root):
    page = min((root / "seeds").glob("*.txt"))
    assert export(build(page, engine=CLUSTER), "n-quads") == export(build(page), "n-quads")


@needs_spark
def test_a_task_that_fails_is_told_in_one_line():
    with SparkEngine(CLUSTER) as engine, pytest.raises(EngineError, match=r"TypeError: can't multiply") as failed:
        list(engine.map(square, ["text"]))
    assert "\n" not in failed.value.reason


def test_without_pyspark_it_is_told_what_to_install(monkeypatch, kg, root, tmp_path):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    shown = kg("build", root / "seeds", "-o", tmp_path / "out", "--engine", CLUSTER)
    assert shown.code == 1
    assert "pip install 'kg[spark]'" in shown.err
    assert not (tmp_path / "out" / "graph.ttl").exists()


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="needs kg[spark]")
def test_without_java_it_is_told_what_is_missing(monkeypatch, kg, root, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    shown = kg("build", root / "seeds", "-o", tmp_path / "out", "--engine", CLUSTER)
    assert shown.code == 1
    assert "Java 17" in shown.err


@needs_spark
def test_a_master_that_is_not_there_is_told_at_once(kg, root, tmp_path):
    shown = kg("build", root / "seeds", "-o", tmp_path / "out", "--engine", "spark://127.0.0.1:1")
    assert shown.code == 1
    assert "Spark at spark://127.0.0.1:1 cannot be used" in shown.err


def test_what_is_no_master_is_misuse(kg, root, tmp_path):
    shown = kg("build", root / "seeds", "-o", tmp_path / "out", "--engine", "sprak://host")
    assert shown.code == 2
    assert "--engine must be the address of a Spark master" in shown.err
