"""How long the command takes to start, beside the import it cannot do without, in pairs of one run.

python bench/startup.py [PAIRS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 3  # times the peer


class Startup(NamedTuple):
    """A command of ours, and the peer it is compared with."""

    name: str
    ours: tuple[str, ...]
    peer: tuple[str, ...]


class Timing(NamedTuple):
    """Medians in seconds, and the median of the pairs' ratios."""

    ours: float
    peer: float
    ratio: float


def startups(output: Path) -> tuple[Startup, ...]:
    """Both commands; the build writes into `output`."""
    python = sys.executable
    kg, build = (python, "-m", "kg"), ("build", "seeds", "-o", str(output))
    return (
        Startup("kg --help / import click", (*kg, "--help"), (python, "-c", "import click")),
        Startup("kg build seeds / import spacy", (*kg, *build), (python, "-c", "import spacy")),
    )


def measure(startup: Startup, pairs: int) -> Timing:
    """Run both in turn, after one pair that fills the caches."""
    times = [(_seconds(startup.ours), _seconds(startup.peer)) for _ in range(pairs + 1)][1:]
    ours, peer = zip(*times, strict=True)
    return Timing(statistics.median(ours), statistics.median(peer), statistics.median(a / b for a, b in times))


def _seconds(command: tuple[str, ...]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a line for each."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        for startup in startups(Path(folder)):
            timing = measure(startup, pairs)
            print(f"{startup.name}: {timing.ours:.3f} s / {timing.peer:.3f} s = {timing.ratio:.2f} (limit {LIMIT})")


if __name__ == "__main__":
    main()
