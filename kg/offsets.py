"""Offsets that mostly count up by one, kept as runs: a long text's place in its source costs a few numbers."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Offsets(Sequence[int]):
    """An unchangeable sequence of numbers; equal to any sequence of the same numbers.

    `starts[i]` is the index at which the i-th run begins, `firsts[i]` its first number; `length` is that of the whole.
    """

    __slots__ = ("_firsts", "_length", "_starts")

    def __init__(self, starts: Sequence[int], firsts: Sequence[int], length: int) -> None:
        self._starts = tuple(starts)
        self._firsts = tuple(firsts)
        self._length = length

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Offsets:
        """The numbers as runs."""
        if isinstance(numbers, cls):
            return numbers
        starts, firsts, length, after = [], [], 0, None
        for number in numbers:
            if number != after:
                starts.append(length)
                firsts.append(number)
            after = number + 1
            length += 1
        return cls(starts, firsts, length)

    @property
    def runs(self) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        """What makes an equal one: `Offsets(*offsets.runs)`."""
        return self._starts, self._firsts, self._length

    @property
    def range(self) -> tuple[int, int] | None:
        """The least number, and one more than the greatest; None if there are none."""
        if not self._length:
            return None
        ends = (*self._starts[1:], self._length)
        lasts = (first + end - start for start, first, end in zip(self._starts, self._firsts, ends, strict=True))
        return min(self._firsts), max(lasts)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> int: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[int, ...]: ...

    def __getitem__(self, index: int | slice) -> int | tuple[int, ...]:
        if isinstance(index, slice):
            return tuple(map(self.__getitem__, range(*index.indices(self._length))))
        place = index + self._length if index < 0 else index
        if not 0 <= place < self._length:
            raise IndexError(index)
        run = bisect.bisect_right(self._starts, place) - 1
        return self._firsts[run] + place - self._starts[run]

    def __iter__(self) -> Iterator[int]:
        ends = (*self._starts[1:], self._length)
        lengths = (end - start for start, end in zip(self._starts, ends, strict=False))
        return chain.from_iterable(
            range(first, first + length) for first, length in zip(self._firsts, lengths, strict=True)
        )

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Offsets):
            return self.runs == other.runs
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Offsets{self.runs}"
