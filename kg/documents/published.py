"""When a document says it was published."""

from __future__ import annotations

import re

from kg.collection import is_date

_DAY = re.compile(r"\s*(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?", re.ASCII)


def iso_date(text: str) -> str | None:
    """The day, month or year that the text begins with, in ISO: 2024-11-05 08:00, 2024年11月5日, 2024/11; else None."""
    match = _DAY.match(text)
    if match is None:
        return None
    year, *parts = (part for part in match.groups() if part)
    value = "-".join([year, *(f"{int(part):02}" for part in parts)])
    return value if is_date(value) else None
