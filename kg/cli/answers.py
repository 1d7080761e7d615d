"""An answer as text: a table to read, CSV and TSV as SPARQL 1.1 has them, JSON, and Turtle for graphs."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.cells import cell, is_formula
from kg.cli.terminal import columns, on_terminal, table
from kg.messages import text
from kg.serialization import turtle_document

if TYPE_CHECKING:
    from kg.query import Result, Term, Value

FORMATS = ("table", "csv", "tsv", "json", "turtle")
# Literals that SPARQL writes without quotes, by datatype.
_BARE = {"integer": re.compile(r"-?\d+", re.ASCII), "decimal": re.compile(r"-?\d+\.\d+", re.ASCII)}


def written(result: Result, format_: str) -> str:
    """The answer in one of FORMATS; ValueError for Turtle of what is no graph."""
    return {"table": _table, "csv": _csv, "tsv": _tsv, "json": _json, "turtle": _turtle}[format_](result)


def _table(result: Result) -> str:
    if result.form == "ask":
        return text("query.yes" if result.rows[0][0] else "query.no") + "\n"
    rows = [[_shown(value) for value in row] for row in result.rows]
    limit = columns(full=True) if on_terminal() else None
    return f"{table(result.columns, rows, limit)}\n{text('query.rows', len(rows))}\n"


def _csv(result: Result) -> str:
    """RFC 4180, lines ended by CR LF, as SPARQL 1.1 asks; no cell that a spreadsheet takes for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(result.columns)
    writer.writerows([cell(value) if isinstance(value, str) else _shown(value) for value in row] for row in result.rows)
    return out.getvalue()


def _tsv(result: Result) -> str:
    """Each value as SPARQL writes it: <IRI>, "text"@zh, number (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""
    lines = ["\t".join(f"?{name}" for name in result.columns)]
    lines += ["\t".join(map(_term, row)) for row in result.terms]
    return "".join(f"{line}\n" for line in lines)


def _json(result: Result) -> str:
    """A list with one object a row."""
    rows = [dict(zip(result.columns, map(_plain, row), strict=True)) for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _turtle(result: Result) -> str:
    if result.form != "graph":
        raise ValueError(result.form)
    return turtle_document(ox.Triple(*row) for row in result.terms).decode()  # type: ignore[arg-type]


def _term(term: Term | None) -> str:
    if term is None:
        return ""
    if not isinstance(term, ox.Literal):
        return str(term)
    bare = _BARE.get(term.datatype.value.partition("#")[2])
    if bare is not None and bare.fullmatch(term.value):
        return term.value
    first = f"\\u{ord(term.value[0]):04X}" if is_formula(term.value) else None
    return str(term) if first is None else f'"{first}{str(ox.Literal(term.value[1:]))[1:-1]}"{_kind(term)}'


def _kind(term: ox.Literal) -> str:
    """The language or datatype that follows a literal's text."""
    return str(term)[len(str(ox.Literal(term.value))) :]


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def _plain(value: Value) -> str | int | float | bool | None:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
