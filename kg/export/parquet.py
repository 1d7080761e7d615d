"""Parquet tables, with types: for pandas, DuckDB, Spark and the like."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from kg.export.tables import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.export.tables import Cell, Kind, Table
    from kg.graph import Graph

_SCALE, _PRECISION, _WIDE = 6, 38, 76  # digits after the point, and in all, of Arrow's decimals
_ARROW = {"text": pa.string(), "texts": pa.list_(pa.string()), "integer": pa.int64(), "boolean": pa.bool_()}


def parquet(graph: Graph) -> dict[str, bytes]:
    """Every table as Parquet; figures are exact decimals, with six digits after the point or as many as they need."""
    return {f"{name}.parquet": _parquet(table) for name, table in tables(graph).items()}


def _parquet(table: Table) -> bytes:
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    arrays = {name: _array(values, kind) for (name, kind), values in zip(table.columns, columns, strict=True)}
    out = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays), out)
    written: bytes = out.getvalue().to_pybytes()
    return written


def _array(values: Sequence[Cell], kind: Kind) -> Any:  # noqa: ANN401 - pyarrow has no type information
    match kind:
        case "decimal":
            figures = [None if value is None else Decimal(str(value)) for value in values]
            return pa.array(figures, _decimal([each for each in figures if each is not None]))
        case "integer":
            return pa.array([None if value is None else int(str(value)) for value in values], _ARROW[kind])
        case "boolean":
            return pa.array([None if value is None else value == "true" for value in values], _ARROW[kind])
    return pa.array([list(value) if isinstance(value, tuple) else value for value in values], _ARROW[kind])


def _decimal(figures: Sequence[Decimal]) -> Any:  # noqa: ANN401
    """The type that holds every figure exactly."""
    scale = max([_SCALE, *(-min(0, int(figure.as_tuple().exponent)) for figure in figures)])
    digits = max((figure.adjusted() + 1 for figure in figures), default=0) + scale
    return pa.decimal128(_PRECISION, scale) if digits <= _PRECISION else pa.decimal256(_WIDE, scale)
