"""Builds with a Spark cluster on this machine, without and with killed executors, and compares with the local engine.

python tests/spark/kills.py NEWS.jsonl [MASTER]      local-cluster[2,1,1024] where nothing else is said

In the second build one executor is killed in extraction and one in fusion. All must give the bytes of the local
engine's N-Quads. Needs Linux, Java and `pip install 'kg[spark]'`.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from executors import kill_one
from pyspark import SparkContext

from kg.engine import usable_processes
from kg.export import export

if TYPE_CHECKING:
    from collections.abc import Callable

BUILD = importlib.import_module("kg.build")
_WARM = 20.0  # seconds after the first job, in which both executors have begun to read


def digest(news: Path, master: str | None) -> str:
    """Build, say how long that took, and return the hash of the N-Quads."""
    start, here = time.monotonic(), time.process_time()
    graph = BUILD.build(news, engine=master, processes=usable_processes())
    took = f"{time.monotonic() - start:.0f} s, {time.process_time() - here:.0f} s of the processor in this process"
    found = hashlib.sha256(export(graph, "n-quads")).hexdigest()
    print(f"{master or 'local engine'}: {graph!r}, {took}, N-Quads {found[:16]}", flush=True)
    return found


def busy() -> bool:
    """Whether the cluster works on a job."""
    context = SparkContext._active_spark_context
    begun = context is not None and hasattr(context, "_jsc")  # while it starts it is there, but not whole
    return begun and bool(context.statusTracker().getActiveJobsIds())


def kill_when(due: Callable[[], bool], said: str) -> threading.Thread:
    """A thread that kills an executor as soon as that is so and the cluster works."""

    def run() -> None:
        while not (due() and busy()):
            time.sleep(0.002)
        print(f"killed executor {kill_one()} in {said}", flush=True)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def with_kills(news: Path, master: str) -> str:
    """The hash of a build in which an executor is lost in each of the two stages."""
    fusing, real, begun = threading.Event(), BUILD.resolve, []

    def resolve(*arguments: object, **options: object) -> object:
        fusing.set()
        return real(*arguments, **options)

    def reading() -> bool:
        if busy() and not begun:
            begun.append(time.monotonic())
        return bool(begun) and time.monotonic() - begun[0] > _WARM and not fusing.is_set()

    BUILD.resolve = resolve
    threads = [kill_when(reading, "extraction"), kill_when(fusing.is_set, "fusion")]
    try:
        found = digest(news, master)
    finally:
        BUILD.resolve = real
    for thread in threads:
        thread.join(1)
    assert not any(thread.is_alive() for thread in threads), "a kill came too late"
    return found


def main() -> int:
    """Compare; 1 if a build gave other bytes."""
    news = Path(sys.argv[1])
    master = sys.argv[2] if len(sys.argv) > 2 else "local-cluster[2,1,1024]"
    local = digest(news, None)
    found = [digest(news, master), with_kills(news, master)]
    print("the same bytes" if set(found) == {local} else "OTHER BYTES")
    return int(set(found) != {local})


if __name__ == "__main__":
    sys.exit(main())
