"""What one page more costs: seconds of the processor, beside those of a build from nothing that gives the same bytes.

python bench/growth.py [NEWS.jsonl] [ARTICLES]      1,000 articles dealt from `seeds/` where nothing else is said

Measures the whole command, `kg build FOLDER -o OUT` on one core. Ends with 1 if the bytes differ.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from suite import articles, written

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = 1000
FILES = ("graph.ttl", "graph.html")


class Growth(NamedTuple):
    """Seconds of the processor for the page more, and for all from nothing; whether both give the same bytes."""

    more: float
    whole: float
    same: bool

    @property
    def share(self) -> float:
        """Of the whole build's time that one page more takes."""
        return self.more / self.whole


def measure(pages: Path, page: Path) -> Growth:
    """Build the folder of pages, put the page into it, and build it again beside the first build and from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        grown, new = Path(folder, "grown"), Path(folder, "new")
        seconds(pages, grown)
        shutil.copy(page, pages / page.name)
        more, whole = seconds(pages, grown), seconds(pages, new)
        same = all((grown / name).read_bytes() == (new / name).read_bytes() for name in FILES)
        return Growth(more, whole, same)


def seconds(pages: Path, out: Path) -> float:
    """Build on one core, where the system lets it choose: what the processor spent on it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "kg", "build", str(pages), "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, preexec_fn=_on_one_core)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main() -> None:
    """Print one line."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else ARTICLES
    page = min((ROOT / "seeds").glob("0*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            with Path(sys.argv[1]).open(encoding="utf-8") as lines:
                Path(folder, "news.jsonl").write_text("".join(islice(lines, count)), encoding="utf-8")
        else:
            written(Path(folder), articles(count))
        grown = measure(Path(folder), page)
    print(
        f"one page more / all {count:,} articles anew: {grown.more:.1f} / {grown.whole:.1f} s = {grown.share:.1%}"
        f"; the bytes are {'the same' if grown.same else 'NOT the same'}"
    )
    sys.exit(not grown.same)


if __name__ == "__main__":
    main()
