"""Runs a function over chunks of tasks: in this process, or shared out over several.

Results come back in the order of the chunks, so that the number of processes changes nothing but the time, and no
more chunks are under way than the processes need: what waits is still where it comes from.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Task = TypeVar("Task")
Result = TypeVar("Result")

_LOSSES = 3  # lost processes, one after the other, with which a task is given up
_LOOK = 1.0  # seconds between two looks at whether the parent lives
_AHEAD = 3  # chunks a process that are handed out before the first one's result is awaited


def batched(values: Iterable[Task], size: int) -> Iterator[list[Task]]:
    """The values in lists of so many; the last may be shorter."""
    waiting = iter(values)
    while batch := list(itertools.islice(waiting, size)):
        yield batch


def usable_processes() -> int:
    """How many processes pay: one a core; only one where they cannot be forked and each would load everything anew."""
    if "fork" not in multiprocessing.get_all_start_methods() or not hasattr(os, "sched_getaffinity"):
        return 1
    return len(os.sched_getaffinity(0))


class Engine(Protocol):
    """What runs a function over tasks: this machine (`LocalEngine`), or a cluster (`kg.spark`)."""

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """`function(task)` for each task, in order; functions and values must be picklable."""
        ...

    def __enter__(self) -> Self:
        """Begin to use it."""
        ...

    def __exit__(self, *_: object) -> None:
        """End what it has started."""
        ...


class LostProcessError(Exception):
    """The processes that work on one task are ended again and again, as a system does that is short of memory."""


class LocalEngine:
    """This process, and others once it has done a first chunk: they share what was loaded and compiled for that."""

    def __init__(self, processes: int = 1) -> None:
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None
        self._warm = False

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """`function(task)` for each task, in order; functions and values must be picklable.

        A process that is killed costs time only. Raises LostProcessError if that goes on.
        """
        waiting = iter(tasks)
        if not self._warm or self._processes < 2:
            yield from map(function, waiting if self._processes < 2 else itertools.islice(waiting, 1))
            self._warm = True
        under_way: deque[tuple[Task, Future[Result]]] = deque()
        for task in waiting:
            under_way.append((task, self._submit(function, task)))
            if len(under_way) >= _AHEAD * self._processes:
                yield self._first(function, under_way)
        while under_way:
            yield self._first(function, under_way)

    def _first(self, function: Callable[[Task], Result], under_way: deque[tuple[Task, Future[Result]]]) -> Result:
        """The result that is due; what was lost with a process is handed out anew."""
        task, due = under_way.popleft()
        for _ in range(_LOSSES):
            try:
                return due.result()
            except BrokenProcessPool:
                due = self._submit(function, task)
        raise LostProcessError

    def _submit(self, function: Callable[[Task], Result], task: Task) -> Future[Result]:
        try:
            return self._pool().submit(function, task)
        except BrokenProcessPool:  # it takes nothing any more
            self._executor = None
            return self._pool().submit(function, task)

    def _pool(self) -> ProcessPoolExecutor:
        if self._executor is None:
            fork = multiprocessing.get_context("fork")
            self._executor = ProcessPoolExecutor(self._processes, fork, _serve, (os.getpid(),))
        return self._executor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _serve(parent: int) -> None:
    """Leave interrupts to the parent, and end when it has ended, be it killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)
