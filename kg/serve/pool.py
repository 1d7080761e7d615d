"""The processes that answer queries: a query that runs away is killed with its process, and another takes its place."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from kg.serve.limits import Limits

    State = Literal["results", "graph", "wrong", "unacceptable", "too-large", "timeout", "busy", "died"]

_STARTING = 120.0  # seconds for a process to open its store, on a busy machine
_LINE = 1 << 16


@dataclass(frozen=True, slots=True)
class Question:
    """A query, what it may see, and the media types of its answer; None for one that the client does not take."""

    query: str
    results: str | None = None
    graph: str | None = None
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question ended, and its bytes."""

    state: State
    body: bytes = b""


class Pool:
    """Takes questions from any number of coroutines."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._turns = asyncio.Semaphore(limits.workers)
        self._idle: list[asyncio.subprocess.Process] = []

    async def ask(self, question: Question) -> Answer:
        """The answer, `timeout` for a query that was stopped, `died` for one that took too much memory."""
        try:
            await asyncio.wait_for(self._turns.acquire(), self._limits.waiting)
        except TimeoutError:
            return Answer("busy")
        try:
            return await self._asked(question)
        finally:
            self._turns.release()

    async def close(self) -> None:
        """End all processes."""
        for process in self._idle:
            await _end(process)

    async def _asked(self, question: Question) -> Answer:
        """A process goes back among the idle only after a whole answer."""
        process = self._idle.pop() if self._idle else await self._start()
        if process is None:
            return Answer("died")
        whole = False
        try:
            answer = await asyncio.wait_for(_exchange(process, question), self._limits.seconds)
            whole = True
        except TimeoutError:
            return Answer("timeout")
        except (asyncio.IncompleteReadError, OSError, ValueError):
            return Answer("died")
        else:
            return answer
        finally:
            if whole:
                self._idle.append(process)
            else:
                await asyncio.shield(_end(process))

    async def _start(self) -> asyncio.subprocess.Process | None:
        limits = self._limits
        numbers = (str(limits.seconds), str(limits.memory), str(limits.answer))
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "kg.serve.worker", str(self._store), *numbers),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LINE,
        )
        try:
            await asyncio.wait_for(_read(process), _STARTING)
        except (TimeoutError, asyncio.IncompleteReadError, ValueError):
            await _end(process)
            return None
        except asyncio.CancelledError:
            await asyncio.shield(_end(process))
            raise
        return process


async def _exchange(process: asyncio.subprocess.Process, question: Question) -> Answer:
    if process.stdin is None:
        raise ValueError(process)
    process.stdin.write(json.dumps(asdict(question)).encode() + b"\n")
    await process.stdin.drain()
    return await _read(process)


async def _read(process: asyncio.subprocess.Process) -> Answer:
    if process.stdout is None:
        raise ValueError(process)
    head = json.loads(await process.stdout.readuntil(b"\n"))
    return Answer(head["state"], await process.stdout.readexactly(head["bytes"]))


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kill it, and read what it still had to say: asyncio waits for its end only when its pipes are empty."""
    if process.returncode is None:
        process.kill()
    await process.communicate()
