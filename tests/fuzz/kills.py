"""Kills `kg build` at random moments: afterwards every output is whole or absent, and the next build loses nothing.

python tests/fuzz/kills.py [KILLS]      200 where nothing else is said

The build runs on the files of tests/test_mixed_folder.py, good and bad ones, in a process forked from this one, which
has loaded everything, so that the moments fall into the work. Each goes on from where the killed ones stopped.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).parent.parent)]

from test_mixed_folder import BAD, GOOD

from kg.cli import main as kg

OUTPUTS = ("graph.ttl", "graph.html")


def _build(inputs: Path, out: Path) -> None:
    with contextlib.ExitStack() as quiet:
        nowhere = quiet.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
        quiet.enter_context(contextlib.redirect_stdout(nowhere))
        quiet.enter_context(contextlib.redirect_stderr(nowhere))
        quiet.enter_context(contextlib.suppress(SystemExit))
        kg(["build", str(inputs), "-o", str(out)])


def _read(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS if (out / name).exists()}


def main() -> int:
    """Kill so often; 1 if anything was lost or half written."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    draw, fork = Random(0), multiprocessing.get_context("fork")  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        inputs, out = Path(folder, "in"), Path(folder, "out")
        for name, data in (GOOD | {name: data for name, (_, data) in BAD.items()}).items():
            (inputs / name).parent.mkdir(parents=True, exist_ok=True)
            (inputs / name).write_bytes(data)
        _build(inputs, Path(folder, "first"))
        start = time.monotonic()
        _build(inputs, Path(folder, "whole"))
        took, whole = time.monotonic() - start, _read(Path(folder, "whole"))
        assert set(whole) == set(OUTPUTS)
        ends = Counter()
        for number in range(kills):
            process = fork.Process(target=_build, args=(inputs, out))
            process.start()
            process.join(draw.uniform(0, 1.1) * took)
            process.kill()
            process.join()
            found = _read(out)
            ends[f"{len(found)} of {len(OUTPUTS)} files there"] += 1
            if any(found[name] != whole[name] for name in found):
                print(f"kill {number}: an output is neither whole nor absent", flush=True)
                return 1
            if number % 10 == 9:  # the next begins anew
                _build(inputs, out)
                if _read(out) != whole:
                    print(f"after kill {number}: the next build gives another graph", flush=True)
                    return 1
                for path in sorted(out.rglob("*"), reverse=True):
                    path.rmdir() if path.is_dir() else path.unlink()
    print(f"{kills} kills, nothing lost, no half file: {dict(sorted(ends.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
