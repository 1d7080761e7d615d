"""What the names model sees at each character, as one 64-bit key a feature template.

Keys, not strings: a text is turned into an array of keys at once, and the model looks rows of weights up by them.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from kg.lexicon import known_names, words
from kg.nlp.keys import combine, mix
from kg.nlp.ngrams import ngram_columns
from kg.nlp.surroundings import surroundings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]

_PAD = 4  # context on either side of a text
_LONGEST = 12  # characters of a dictionary word

# Streams of one code a character: c the character, k its class. Dictionary streams follow by number.
_TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("c", -2),),
    (("c", -1),),
    (("c", 0),),
    (("c", 1),),
    (("c", 2),),
    (("c", -3), ("c", -2)),
    (("c", -2), ("c", -1)),
    (("c", -1), ("c", 0)),
    (("c", 0), ("c", 1)),
    (("c", 1), ("c", 2)),
    (("c", 2), ("c", 3)),
    (("c", -1), ("c", 1)),
    (("c", -2), ("c", -1), ("c", 0)),
    (("c", -1), ("c", 0), ("c", 1)),
    (("c", 0), ("c", 1), ("c", 2)),
    (("c", 1), ("c", 2), ("c", 3)),
    (("c", -3), ("c", -2), ("c", -1)),
    (("c", -1), ("c", 0), ("c", 1), ("c", 2)),
    (("c", -2), ("c", -1), ("c", 0), ("c", 1)),
    (("k", -1), ("k", 0), ("k", 1)),
    (("k", -2), ("k", -1), ("k", 0), ("k", 1), ("k", 2)),
)
_CLASSES = {
    **dict.fromkeys("0123456789", 1),
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 2),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 3),
    **dict.fromkeys("一二三四五六七八九十百千万亿两", 4),
    **dict.fromkeys("年月日时", 5),
    **dict.fromkeys(",、", 6),
    **dict.fromkeys("。;!?:", 7),
    **dict.fromkeys("“‘《(【", 8),
    **dict.fromkeys("”’》)】", 9),
    **dict.fromkeys("的了在和与及是为将对从由以等", 10),
    **dict.fromkeys(" \n", 11),
    **dict.fromkeys("-—·~/.%+&", 12),
}


def feature_keys(text: str) -> Keys:
    """One row a character, one column a template; 0 where a template says nothing there."""
    size = len(text)
    codes = np.zeros(size + 2 * _PAD, dtype=np.uint64)
    codes[_PAD : _PAD + size] = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    codes[codes == ord("\n")] = 0
    classes = _class_table()[np.minimum(codes, 0xFFFF).astype(np.intp)]
    streams = {"c": codes, "k": classes}
    columns = [
        combine(number, [streams[s][_PAD + o : _PAD + o + size] for s, o in template])
        for number, template in enumerate(_TEMPLATES)
    ]
    grams = _grams(codes, size)
    here = codes[_PAD : _PAD + size]
    columns += _dictionary_columns(codes, grams, size)
    columns += surroundings(text, here, base=1000)
    columns += ngram_columns(grams, here, base=2000)
    return np.stack(columns, axis=1)


@functools.cache
def _class_table() -> Keys:
    table = np.full(0x10000, 15, dtype=np.uint64)
    table[0x4E00:0xA000] = 14
    table[0] = 13
    for char, number in _CLASSES.items():
        table[ord(char)] = number
    return table


def _dictionary_columns(codes: Keys, grams: list[Keys], size: int) -> list[Keys]:
    """Of each dictionary the place in its longest word here, alone and with the places beside it."""
    columns = []
    for number, tags in enumerate(_dictionary_tags(grams, size)):
        base = len(_TEMPLATES) + 3 * number
        here = tags[1:-1]
        wide = (tags[:-2] * 5 + here) * 5 + tags[2:]
        columns.append(np.where(here > 0, combine(base, [wide]), 0))
        columns.append(np.where(here > 0, combine(base + 1, [here, codes[_PAD - 1 : _PAD - 1 + size]]), 0))
        after = np.where((tags[2:] == 1) | (tags[2:] == 4), tags[2:], 0)  # a word starts beside it
        before = np.where((tags[:-2] == 3) | (tags[:-2] == 4), tags[:-2], 0)
        columns.append(np.where((here == 0) & (after + before > 0), combine(base + 2, [after, before]), 0))
    return columns


def _dictionary_tags(grams: list[Keys], size: int) -> list[Keys]:
    """Of each dictionary: 1 2 3 begin, inside, end of a word, 4 a word of one character, 0 no word; padded by one."""
    table = _dictionaries()
    tags = [np.zeros(size + 2, dtype=np.uint64) for _ in DICTIONARIES]
    taken = [np.zeros(size, dtype=bool) for _ in DICTIONARIES]
    for length in range(min(_LONGEST, size), 0, -1):
        keys, masks = table[length - 1]
        if not len(keys):
            continue
        found = np.searchsorted(keys, grams[length - 1])
        found[found == len(keys)] = 0
        for start in np.flatnonzero(keys[found] == grams[length - 1]):
            for number in _members(int(masks[found[start]])):
                _mark(tags[number], taken[number], int(start), length)
    return tags


def _mark(tags: Keys, taken: NDArray[np.bool_], start: int, length: int) -> None:
    if taken[start : start + length].any():
        return
    taken[start : start + length] = True
    if length == 1:
        tags[start + 1] = 4
        return
    tags[start + 1 : start + length + 1] = 2
    tags[start + 1] = 1
    tags[start + length] = 3


@functools.cache
def _members(mask: int) -> tuple[int, ...]:
    return tuple(number for number in range(len(DICTIONARIES)) if mask >> number & 1)


def _grams(codes: Keys, size: int) -> list[Keys]:
    """A key of the n characters that start at each place, for n = 1, 2, …"""
    padded = np.concatenate([codes[_PAD : _PAD + size], np.zeros(_LONGEST, dtype=np.uint64)])
    keys = [mix(np.zeros(size, dtype=np.uint64), padded[:size])]
    for length in range(1, _LONGEST):
        keys.append(mix(keys[-1], padded[length : length + size]))
    return keys


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


def _entries(dictionary: str) -> frozenset[str]:
    kinds = {"areas": "AdministrativeArea", "bodies": "GovernmentBody", "institutions": "Institution"}
    if dictionary in kinds:
        names = [entry for entry in known_names() if entry.type == kinds[dictionary]]
        return frozenset(form for entry in names for form in (entry.name, *entry.aliases))
    return words(dictionary)


@functools.cache
def _dictionaries() -> tuple[tuple[Keys, NDArray[np.uint32]], ...]:
    """For each length the sorted keys of all words of that length, and which dictionaries hold them, a bit each."""
    masks: dict[str, int] = {}
    for number, dictionary in enumerate(DICTIONARIES):
        for word in _entries(dictionary):
            masks[word] = masks.get(word, 0) | 1 << number
    tables = []
    for length in range(1, _LONGEST + 1):
        chosen = sorted(word for word in masks if len(word) == length)
        flat = np.frombuffer("".join(chosen).encode("utf-32-le"), dtype=np.uint32).reshape(len(chosen), length)
        keys = np.zeros(len(chosen), dtype=np.uint64)
        for column in range(length):
            keys = mix(keys, flat[:, column].astype(np.uint64))
        order = np.argsort(keys)
        tables.append((keys[order], np.array([masks[word] for word in chosen], dtype=np.uint32)[order]))
    return tuple(tables)
