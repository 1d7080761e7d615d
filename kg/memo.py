"""What was computed before, by what it was computed from: `functools.cache` that outlives the process.

A value is found by a hash of the function, of its arguments and of the code, so that none is ever out of date: with
values of an earlier build the result is that of a build from nothing, only sooner. Each function's values stand in
one Arrow file, which appears whole or not at all; a damaged one is as good as none. Values that a build did not ask
for are not kept for the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from kg.files import BusyError, UnwritableError, sole_use, write_files
from kg.fingerprint import code_fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SCHEMA = pa.schema({"key": pa.binary(16), "value": pa.large_binary()})
_DIGEST = 32  # bytes of the hash that a file begins with
_BY_VALUE = 2  # the version of `marshal` whose bytes do not tell which values are one object
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


class _Memo:
    """The values of one function: those found in its file, and those asked for in this process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found = dict(_read(path))
        self._asked: dict[bytes, bytes] = {}

    def value(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        known = self._found.get(key)
        if known is None:
            known = self._asked.get(key)
        self._asked[key] = known = make() if known is None else known
        return known

    def write(self) -> None:
        """Keep what was asked for, where it is not what the file holds already."""
        if self._asked.keys() == self._found.keys():
            return
        columns = [pa.array(list(self._asked), pa.binary(16)), pa.array(list(self._asked.values()), pa.large_binary())]
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, _SCHEMA, options=_OPTIONS) as writer:
            writer.write_table(pa.Table.from_arrays(columns, schema=_SCHEMA))
        data = sink.getvalue().to_pybytes()
        write_files({self._path: hashlib.sha256(data).digest() + data})


_memos: ContextVar[tuple[Path, dict[str, _Memo]] | None] = ContextVar("memos", default=None)


@contextlib.contextmanager
def lasting(folder: Path) -> Iterator[None]:
    """Within it, what `memoized` computes is looked for in the folder, and in the end kept there.

    A folder that cannot be written, or that another process writes, costs nothing but time.
    """
    memos: dict[str, _Memo] = {}
    token = _memos.set((folder, memos))
    try:
        yield
        with contextlib.suppress(UnwritableError, BusyError), sole_use(folder):
            for memo in memos.values():
                memo.write()
    finally:
        _memos.reset(token)


def memoized(make: Callable[..., bytes], *given: Any) -> bytes:  # noqa: ANN401 - what `make` takes
    """`make(*given)`, or what it gave before. Its result must depend on nothing else but the code.

    `given` are plain values: what `marshal` writes, which here only makes the hash.
    """
    held = _memos.get()
    if held is None:
        return make(*given)
    folder, memos = held
    name = f"{make.__module__}.{make.__qualname__}"
    if name not in memos:
        memos[name] = _Memo(folder / f"{name}.arrow")
    asked = code_fingerprint().encode() + marshal.dumps(given, _BY_VALUE)
    return memos[name].value(hashlib.sha256(asked).digest()[:16], lambda: make(*given))


def _read(path: Path) -> Iterator[tuple[bytes, bytes]]:
    with contextlib.suppress(OSError, pa.ArrowException):
        data = path.read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST]:
            table = pa.ipc.open_stream(pa.py_buffer(data).slice(_DIGEST)).read_all()
            if table.schema.equals(_SCHEMA):
                yield from zip(table["key"].to_pylist(), table["value"].to_pylist(), strict=True)
