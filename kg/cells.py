"""Text as a cell of a table that a spreadsheet may open."""

from __future__ import annotations

import re

# What makes a spreadsheet take a cell for a formula, also in full width (OWASP, "CSV Injection"), and the apostrophe
# itself, so that every guarded cell can be read back: one apostrophe at the start is always ours.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠']")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula, or for a guarded one."""
    return bool(_FORMULA.match(text))


def cell(text: str) -> str:
    """The text, behind an apostrophe if a spreadsheet would take it for a formula: `=1+1` as `'=1+1`."""
    return f"'{text}" if is_formula(text) else text
