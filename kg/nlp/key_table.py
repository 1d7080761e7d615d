"""A hash table from 64-bit keys to their numbers, looked up for a whole text at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

_ROOM = 4  # slots a key, at least half as many


@dataclass(frozen=True, slots=True)
class KeyTable:
    """A slot holds the lower bits of a key above its number, or 0; the upper bits tell the slot, or one before it."""

    slots: Keys
    slot_shift: np.uint64
    number_bits: np.uint64

    @classmethod
    def of(cls, keys: Keys) -> KeyTable:
        """The table of distinct keys, none of them 0, in ascending order."""
        slot_shift = np.uint64(64 - max(1, (_ROOM * len(keys)).bit_length()))
        number_bits = np.uint64(len(keys).bit_length())
        ranks = np.arange(len(keys))
        home = (keys >> slot_shift).view(np.int64)
        places = ranks + np.maximum.accumulate(home - ranks) if len(keys) else ranks
        slots = np.zeros(max(1 << int(64 - slot_shift), int(places.max(initial=0)) + 2), dtype=np.uint64)
        slots[places] = (keys << number_bits) | (ranks + 1).astype(np.uint64)
        return cls(slots, slot_shift, number_bits)

    def numbers(self, keys: Keys) -> NDArray[np.int64]:
        """The places of the keys among those of the table, counted from 1; 0 for a key that it does not hold."""
        wanted, limit = keys << self.number_bits, np.uint64(1) << self.number_bits
        slot = (keys >> self.slot_shift).view(np.int64)
        held = self.slots.take(slot)
        number = held ^ wanted
        out = np.where(number < limit, number, 0)
        open_ = np.flatnonzero((number >= limit) & (held != 0))
        slot, wanted = slot[open_], wanted[open_]
        while len(open_):
            slot += 1
            held = self.slots.take(slot)
            number = held ^ wanted
            out[open_] = np.where(number < limit, number, 0)
            on = (number >= limit) & (held != 0)
            open_, slot, wanted = open_[on], slot[on], wanted[on]
        return out.view(np.int64)
