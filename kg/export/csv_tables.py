"""CSV tables, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from kg.cells import cell
from kg.export.tables import tables

if TYPE_CHECKING:
    from kg.export.tables import Cell, Kind, Table
    from kg.graph import Graph


def csv_tables(graph: Graph) -> dict[str, bytes]:
    """Every table as RFC 4180, a list as a JSON array, text that could be a formula behind an apostrophe.

    In UTF-8 with a byte order mark, without which Excel shows no Chinese.
    """
    return {f"{name}.csv": _csv(table).encode("utf-8-sig") for name, table in tables(graph).items()}


def _csv(table: Table) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(name for name, _ in table.columns)
    kinds = [kind for _, kind in table.columns]
    writer.writerows(tuple(map(_written, row, kinds)) for row in table.rows)
    return out.getvalue()


def _written(value: Cell, kind: Kind) -> str:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if value is None:
        return ""
    return cell(value) if kind == "text" else value
