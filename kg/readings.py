"""What was read before, kept in a folder by what it depends on: a key that hashes the text and all it was read with.

The folder holds Parquet files of `kg.tables.SCHEMA`. Each appears whole or not at all, and none is ever changed: a
build that is killed leaves what it has read, and the next one goes on from there. Without a folder all stays in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kg.files import sole_use, write_files
from kg.tables import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

_ROWS = 512  # articles a file
_SECONDS = 10.0  # of reading that a kill may cost
_MOST_FILES = 64  # small files that are left beside each other


class Readings:
    """Rows by key: `add` gives them, `flush` makes them last. To be used with `with`, which ends the sole use.

    The folder is made when there is something to write. Raises UnwritableError if it cannot be written, BusyError if
    another process uses it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._in_use = ExitStack()
        self._ours = False  # whether this process has the folder
        self._files: dict[Path, list[str]] = {}  # file → keys of its rows
        self._kept: list[pa.Table] = []  # rows that no file holds
        self._pending: list[pa.Table] = []  # rows to be written
        self._flushed = time.monotonic()
        self._keys: Counter[str] = Counter()  # with their numbers of rows

    def __enter__(self) -> Self:
        if self._folder is not None and self._folder.is_dir():
            self._use(self._folder)
            self._files = dict(_readable(self._folder))
            self._keys.update(key for keys in self._files.values() for key in keys)
        return self

    def __exit__(self, *_: object) -> None:
        self._in_use.close()
        self._ours = False

    def __contains__(self, key: str) -> bool:
        """Whether there are rows of that key."""
        return key in self._keys

    def count(self, keys: Iterable[str]) -> int:
        """How many rows these keys have."""
        return sum(self._keys[key] for key in keys)

    def add(self, rows: pa.Table) -> None:
        """Take the rows in; they are written when there are enough, or when the last are old enough."""
        self._keys.update(rows["key"].to_pylist())
        self._pending.append(rows)
        waiting = sum(table.num_rows for table in self._pending)
        if waiting >= _ROWS or time.monotonic() - self._flushed > _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what was added; rows that say why nothing was read are kept in memory only. Raises UnwritableError."""
        table = pa.concat_tables([SCHEMA.empty_table(), *self._pending])
        self._pending.clear()
        self._flushed = time.monotonic()
        failed = table["key"].filter(pc.is_valid(table["failure"]))
        lasting = pc.invert(pc.is_in(table["key"], failed.combine_chunks()))
        if self._folder is None:
            self._kept.append(table)
        elif table.num_rows:
            self._kept.append(table.filter(pc.invert(lasting)))
            self._write(table.filter(lasting))

    def tables(self, keys: Collection[str], columns: Sequence[str] = SCHEMA.names) -> Iterator[pa.Table]:
        """The rows of these keys, file by file, each key's together and once: their key and these columns."""
        self.flush()
        wanted = set(keys)
        names = list(dict.fromkeys(("key", *columns)))
        for table in self._tables(wanted, names):
            found = [key in wanted for key in table["key"].to_pylist()]
            rows = table if all(found) else table.filter(pa.array(found, pa.bool_()))
            wanted.difference_update(rows["key"].to_pylist())
            if rows.num_rows:
                yield rows

    def keep_only(self, keys: Collection[str]) -> None:
        """Drop all other rows, once they are many, and make few files of many small ones."""
        self.flush()
        wanted, stored = set(keys), [key for keys in self._files.values() for key in keys]
        idle = sum(key not in wanted for key in stored)
        if self._folder is None or (2 * idle <= len(stored) and len(self._files) <= _MOST_FILES + len(stored) // _ROWS):
            return
        before = list(self._files)
        self._files = {}
        tables = (table.filter(pc.is_in(table["key"], pa.array(wanted))) for table in map(_table, before))
        for table in _dealt(tables):
            self._write(table)
        for path in before:
            if path not in self._files:
                path.unlink(missing_ok=True)

    def _tables(self, wanted: set[str], columns: list[str]) -> Iterator[pa.Table]:
        yield from (table.select(columns) for table in self._kept)
        for path, keys in list(self._files.items()):  # while they are read, files may be added
            if not wanted.isdisjoint(keys):
                yield _table(path, columns)

    def _write(self, table: pa.Table) -> None:
        if self._folder is None or not table.num_rows:
            return
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd")
        keys = table["key"].to_pylist()
        path = self._folder / f"{_name(buffer.getbuffer())}.parquet"
        self._use(self._folder)
        write_files({path: buffer.getvalue()})
        self._files[path] = keys

    def _use(self, folder: Path) -> None:
        if not self._ours:
            self._in_use.enter_context(sole_use(folder))
            self._ours = True


def _readable(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """The whole files of our schema with their keys; any other is as good as none."""
    for path in sorted(folder.glob("*.parquet")):
        with contextlib.suppress(OSError, pa.ArrowException):
            data = path.read_bytes()
            if path.stem == _name(data) and (file := pq.ParquetFile(pa.BufferReader(data))).schema_arrow.equals(SCHEMA):
                yield path, file.read(["key"])["key"].to_pylist()


def _name(data: bytes | memoryview) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _table(path: Path, columns: list[str] = SCHEMA.names) -> pa.Table:
    with pq.ParquetFile(path) as file:  # `read_table` would import pandas
        return file.read(columns).select(columns)


def _dealt(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The rows of all tables in tables of at least so many rows; rows of one key stay together."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if sum(each.num_rows for each in held) >= _ROWS:
            yield pa.concat_tables(held)
            held.clear()
    yield pa.concat_tables([SCHEMA.empty_table(), *held])
