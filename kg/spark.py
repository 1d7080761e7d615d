"""Apache Spark as an engine: the same function on the same chunks, shared out among the executors of a cluster.

Chunks go out in waves, two of which are under way, so that no core waits for the last chunk of one and only so much is
in this process's memory. Results come back in the order of the chunks: the graph is that of the local engine to the
byte. A chunk whose executor is lost is done anew by another one; Spark sees to that.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import socket
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from kg.engine import batched
from kg.fingerprint import fingerprint
from kg.name_models import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from pyspark import SparkContext

Task = TypeVar("Task")
Result = TypeVar("Result")

MASTERS = ("local[", "local-cluster[", "spark://", "yarn", "k8s://")  # how a Spark master's address begins
_WAVE = 8  # chunks a core: what starting a job costs, some 50 ms, is little beside them
_UNDER_WAY = 2  # waves
_KNOCK = 5.0  # seconds to wait for a master that may not be there; Spark itself waits for a minute
_FAILURES = 8  # of one chunk: each executor lost while it works on it is one
_SETTINGS = {
    "spark.app.name": "kg",
    "spark.task.maxFailures": str(_FAILURES),
    "spark.ui.showConsoleProgress": "false",  # the command has its own
}
_HERE = {"spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}  # of a cluster on this machine
_RAISED = re.compile(r"^(?:\w+\.)*\w*(?:Error|Exception): .+", re.MULTILINE)
_QUIET = "-Dlog4j2.configurationFile=" + (Path(__file__).parent / "spark.log4j2.properties").as_uri()


class EngineError(Exception):
    """A Spark that cannot be used: the address of its `master`, the `reason`, and what is `lacking`: pyspark, java."""

    def __init__(self, master: str, reason: str, lacking: str | None = None) -> None:
        self.master, self.reason, self.lacking = master, reason, lacking
        super().__init__(f"{master}: {reason}")


class SparkEngine:
    """A cluster by the address of its master. To be used with `with`, which raises EngineError where there is none.

    Spark's own settings are taken from where Spark looks for them (`spark-defaults.conf`); a master on this machine
    runs this Python and these modules.
    """

    def __init__(self, master: str) -> None:
        self._master = master
        self._context: SparkContext | None = None
        self._threads = ThreadPoolExecutor(_UNDER_WAY)

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """`function(task)` for each task, in order; functions and values must be picklable.

        An executor that is killed costs time only. Raises EngineError if that goes on, if the executors have another
        version of this code, or if a task fails on them.
        """
        if self._context is None:
            raise RuntimeError("a Spark engine is used with `with`")
        checked = functools.partial(_checked, fingerprint(SHIPPED), function)
        under_way: deque[Future[list[Result]]] = deque()
        for wave in batched(tasks, _WAVE * self._context.defaultParallelism):
            under_way.append(self._threads.submit(self._collected, self._context, checked, wave))
            if len(under_way) >= _UNDER_WAY:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()

    def _collected(self, context: SparkContext, function: Callable[[Task], Result], wave: list[Task]) -> list[Result]:
        try:
            found: list[Result] = context.parallelize(wave, len(wave)).map(function).collect()
        except Exception as error:
            raise EngineError(self._master, _reason(error)) from error
        if len(found) != len(wave):
            raise EngineError(self._master, f"{len(wave)} chunks were given, {len(found)} came back")
        return found

    def __enter__(self) -> Self:
        try:
            from pyspark import SparkConf, SparkContext
        except ImportError as error:
            raise EngineError(self._master, "pyspark is not installed", "pyspark") from error
        if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
            raise EngineError(self._master, "there is no java", "java")
        _knock(self._master)
        settings = _SETTINGS | (_on_this_machine() if self._master.startswith("local") else {})
        try:
            self._context = SparkContext(conf=SparkConf().setMaster(self._master).setAll(list(settings.items())))
        except Exception as error:
            raise EngineError(self._master, _reason(error)) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._context is not None:
            self._context.cancelAllJobs()  # those of a build that has failed
            self._threads.shutdown()
            self._context.stop()


def _checked(expected: str, function: Callable[[Task], Result], task: Task) -> Result:
    """On an executor: the result, if this is the code that the driver has."""
    if fingerprint(SHIPPED) != expected:
        raise RuntimeError("the executors have another version of kg, its data, numpy, spaCy or Python")
    return function(task)


def _on_this_machine() -> dict[str, str]:
    """Executors run this Python with these modules."""
    os.environ.setdefault("SPARK_LOCAL_IP", _HERE["spark.driver.host"])
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    modules = os.pathsep.join(str(Path(place).resolve()) for place in sys.path)
    return _HERE | {"spark.executorEnv.PYTHONPATH": modules, "spark.driver.extraJavaOptions": _QUIET}


def _knock(master: str) -> None:
    """See that something listens where a standalone master ought to."""
    if not master.startswith("spark://"):
        return
    refused: Exception | None = None
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), _KNOCK).close()
        except (OSError, ValueError, OverflowError) as error:
            refused = error
        else:
            return
    raise EngineError(master, str(refused)) from refused


def _reason(error: Exception) -> str:
    """What was raised at the bottom of Spark's report, in one line."""
    raised = _RAISED.findall(str(error))
    return raised[0] if raised else (str(error).strip() or type(error).__name__).splitlines()[0]
