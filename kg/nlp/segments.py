"""Stretches of text that names do not cross."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。!?;\n]+[。!?;]*")


def segments(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands between sentence ends and line feeds, with its stop."""
    return [match.span() for match in _SENTENCE.finditer(text)]
