"""Where the words of `ontology/words` and the known names of `ontology/entities.ttl` stand in a text."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.lexicon import known_names, words
from kg.nlp.keys import mix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Tags = NDArray[np.uint8]

LONGEST = 12  # characters of a word
_SLOT_BITS = 18  # of the table that tells whether a word may begin with two characters

# The word lists that the model looks into, each a dictionary of its own.
DICTIONARIES = (
    "areas",
    "bodies",
    "institutions",
    "surnames",
    "legal_forms",
    "titles",
    "park_suffixes",
    "body_suffixes",
    "institution_suffixes",
    "association_suffixes",
    "facility_suffixes",
    "project_suffixes",
    "initiative_suffixes",
    "policy_suffixes",
    "honor_words",
    "industries",
    "company_words",
)


class _Words(NamedTuple):
    """The words of one length: sorted keys, and for each the dictionaries that hold it, a bit each."""

    keys: Keys
    masks: NDArray[np.uint32]


def dictionary_tags(codes: Keys) -> Tags:
    """A row a dictionary, padded by one: 1 2 3 begin, inside, end of a word, 4 a word of one character, 0 no word.

    `codes` are the text's code points. Where words overlap, the longer one counts, of equal ones the later.
    """
    size, number = len(codes), len(DICTIONARIES)
    tags = np.zeros((number, size + 2), dtype=np.uint8)
    flat = tags.reshape(-1)
    for length, (places, masks) in enumerate(_hits(codes), 1):
        if not len(places):
            continue
        held = (masks[:, None] >> np.arange(number, dtype=np.uint32)) & np.uint32(1)
        which, dictionary = np.nonzero(held)
        start = dictionary * (size + 2) + places[which] + 1
        if length == 1:
            flat[start] = 4
            continue
        for offset in range(1, length - 1):
            flat[start + offset] = 2
        flat[start + length - 1] = 3
        flat[start] = 1
    return tags


def _hits(codes: Keys) -> Sequence[tuple[NDArray[np.intp], NDArray[np.uint32]]]:
    """For each length of words the places where one begins, and which dictionaries hold it."""
    table, openings = _tables()
    size = len(codes)
    padded = np.concatenate([codes, np.zeros(LONGEST, dtype=np.uint64)])
    key = mix(np.zeros(size, dtype=np.uint64), padded[:size])
    found = [_look_up(table[0], key, np.arange(size))]
    key = mix(key, padded[1 : size + 1])
    places = np.flatnonzero(openings[(key >> np.uint64(64 - _SLOT_BITS)).astype(np.intp)])
    key = key[places]
    for length in range(2, LONGEST + 1):
        found.append(_look_up(table[length - 1], key, places))
        key = mix(key, padded[places + length])
    return found


def _look_up(table: _Words, key: Keys, places: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    if not len(table.keys):
        return places[:0], table.masks[:0]
    row = np.minimum(np.searchsorted(table.keys, key), len(table.keys) - 1)
    hit = table.keys[row] == key
    return places[hit], table.masks[row[hit]]


def _entries(dictionary: str) -> frozenset[str]:
    kinds = {"areas": "AdministrativeArea", "bodies": "GovernmentBody", "institutions": "Institution"}
    if dictionary in kinds:
        names = [entry for entry in known_names() if entry.type == kinds[dictionary]]
        return frozenset(form for entry in names for form in (entry.name, *entry.aliases))
    return words(dictionary)


@functools.cache
def _tables() -> tuple[tuple[_Words, ...], NDArray[np.bool_]]:
    """The words of each length; and by the key of two characters whether a longer word may begin with them."""
    masks: dict[str, int] = {}
    for number, dictionary in enumerate(DICTIONARIES):
        for word in _entries(dictionary):
            masks[word] = masks.get(word, 0) | 1 << number
    openings = np.zeros(1 << _SLOT_BITS, dtype=bool)
    tables = []
    for length in range(1, LONGEST + 1):
        chosen = sorted(word for word in masks if len(word) == length)
        flat = np.frombuffer("".join(chosen).encode("utf-32-le"), dtype=np.uint32).reshape(len(chosen), length)
        keys = np.zeros(len(chosen), dtype=np.uint64)
        for column in range(length):
            keys = mix(keys, flat[:, column].astype(np.uint64))
            if column == 1:
                openings[(keys >> np.uint64(64 - _SLOT_BITS)).astype(np.intp)] = True
        order = np.argsort(keys)
        tables.append(_Words(keys[order], np.array([masks[word] for word in chosen], dtype=np.uint32)[order]))
    return tuple(tables), openings
