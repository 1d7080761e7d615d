"""The rows of a word list of `ontology/words`."""

from __future__ import annotations

import functools
from pathlib import Path

DIRECTORY = Path(__file__).resolve().parents[2] / "ontology"


@functools.cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The tab-separated rows of `ontology/words/NAME.tsv`, comment lines left out."""
    lines = (DIRECTORY / "words" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
