"""The executors of a cluster on this machine, as Linux lists them, and one of them killed."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path


def executors() -> list[int]:
    """The process ids of all executors whose cluster this process has started, in order."""
    return sorted(pid for pid, said in _commands().items() if "CoarseGrainedExecutorBackend" in said and _is_ours(pid))


def kill_one() -> int:
    """Kill the first executor with `kill -9`; its process id."""
    victim = executors()[0]
    os.kill(victim, signal.SIGKILL)
    return victim


def _commands() -> dict[int, str]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().decode(errors="replace")
    return found


def _is_ours(pid: int) -> bool:
    """Whether this process is among its forebears."""
    while pid > 1:
        if pid == os.getpid():
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False
