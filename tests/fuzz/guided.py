"""Fuzzes a reader guided by what its code covers, with atheris (`pip install atheris`, which the tests do not need).

python tests/fuzz/guided.py FORMAT [OPTIONS OF LIBFUZZER, such as -runs=100000 or -max_total_time=60]
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import atheris

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

with atheris.instrument_imports(include=["kg", "zipfile", "json", "gzip"]):
    from readers import MAKERS, check


def main() -> None:
    """Fuzz until an assertion fails or the options end it; the first bytes are a good file."""
    form = sys.argv.pop(1)

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        made = MAKERS[form](Random(seed)) if seed % 8 == 0 else atheris.Mutate(data, size)  # noqa: S311
        return made[:size]

    atheris.Setup(sys.argv, lambda data: check(form, data), custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
