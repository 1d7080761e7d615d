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
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

import pyarrow as pa

from kg.files import BusyError, UnwritableError, sole_use, write_files
from kg.fingerprint import code_fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Run = Callable[[Callable[["T"], bytes], Iterable["T"]], Iterable[bytes]]

T = TypeVar("T")

_SCHEMA = pa.schema({"key": pa.binary(16), "value": pa.large_binary()})
_DIGEST = 32  # bytes of the hash that a file begins with
_BY_VALUE = 2  # the version of `marshal` whose bytes do not tell which values are one object
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


class _Memo:
    """The values of one function: those found in its file, and those asked for in this process."""

    def __init__(self, make: Callable[..., bytes], folder: Path) -> None:
        name = f"{make.__module__}.{make.__qualname__}"
        self._path = folder / f"{name}.arrow"
        self._code = hashlib.sha256(f"{code_fingerprint()} {name} ".encode())
        self._found = dict(_read(self._path))
        self._asked: dict[bytes, bytes] = {}

    def key(self, given: tuple[Any, ...]) -> bytes:
        state = self._code.copy()
        state.update(marshal.dumps(given, _BY_VALUE))
        return state.digest()[:16]

    def known(self, key: bytes) -> bytes | None:
        """The value, which is thereby asked for."""
        value = self._found.get(key)
        if value is not None:
            self._asked[key] = value
        return value if value is not None else self._asked.get(key)

    def keep(self, key: bytes, value: bytes) -> bytes:
        self._asked[key] = value
        return value

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


_memos: ContextVar[tuple[Path, dict[Callable[..., bytes], _Memo]] | None] = ContextVar("memos", default=None)


@contextlib.contextmanager
def lasting(folder: Path) -> Iterator[None]:
    """Within it, what `memoized` computes is looked for in the folder, and in the end kept there.

    A folder that cannot be written, or that another process writes, costs nothing but time.
    """
    memos: dict[Callable[..., bytes], _Memo] = {}
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
    memo = _memo(make)
    if memo is None:
        return make(*given)
    key = memo.key(given)
    known = memo.known(key)
    return known if known is not None else memo.keep(key, make(*given))


def memoized_each(make: Callable[[T], bytes], given: Iterable[T], run: Run[T]) -> list[bytes]:
    """`make(each)` of all that is given, in its order; `run` computes those that are not known: `kg.engine`'s `map`."""
    memo = _memo(make)
    if memo is None:
        return list(run(make, given))
    asked = [(memo.key((each,)), each) for each in given]
    missing = {key: each for key, each in asked if memo.known(key) is None}
    made = dict(zip(missing, run(make, missing.values()), strict=True))
    return [memo.keep(key, made[key]) if key in made else memo.known(key) or b"" for key, _ in asked]


def runs(things: Iterable[T], name: Callable[[T], str], size: int) -> Iterator[tuple[T, ...]]:
    """Neighbours in runs, of that size on average, that end where a name says so.

    What is new among them changes its own run and no other. Neighbours of one name stay together.
    """
    run: list[T] = []
    last = ""
    for thing in things:
        own = name(thing)
        if run and own != last and not crc32(last.encode("utf-8", "surrogatepass")) % size:
            yield tuple(run)
            run.clear()
        run.append(thing)
        last = own
    if run:
        yield tuple(run)


def _memo(make: Callable[..., bytes]) -> _Memo | None:
    """The values of the function, where some are kept."""
    held = _memos.get()
    if held is None:
        return None
    folder, memos = held
    if make not in memos:
        memos[make] = _Memo(make, folder)
    return memos[make]


def _read(path: Path) -> Iterator[tuple[bytes, bytes]]:
    with contextlib.suppress(OSError, pa.ArrowException):
        data = path.read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST]:
            table = pa.ipc.open_stream(pa.py_buffer(data).slice(_DIGEST)).read_all()
            if table.schema.equals(_SCHEMA):
                yield from zip(table["key"].to_pylist(), table["value"].to_pylist(), strict=True)
