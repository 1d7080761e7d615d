"""What the names model sees at each character, as one 64-bit key a feature template.

Keys, not strings: a text is turned into an array of keys at once, and the model looks rows of weights up by them.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from kg.nlp.dictionary import DICTIONARIES, dictionary_tags
from kg.nlp.keys import combine
from kg.nlp.ngrams import ngram_columns
from kg.nlp.surroundings import surroundings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Places = NDArray[np.intp]
    Tags = NDArray[np.uint8]

_PAD = 4  # context on either side of a text

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
    here = codes[_PAD : _PAD + size]
    columns += _dictionary_columns(codes, dictionary_tags(here))
    columns += surroundings(text, here, base=1000)
    columns += ngram_columns(here, base=2000)
    return np.stack(columns, axis=1)


@functools.cache
def _class_table() -> Keys:
    table = np.full(0x10000, 15, dtype=np.uint64)
    table[0x4E00:0xA000] = 14
    table[0] = 13
    for char, number in _CLASSES.items():
        table[ord(char)] = number
    return table


def _dictionary_columns(codes: Keys, tags: Tags) -> list[Keys]:
    """Of each dictionary the place in its longest word here, alone and with the places beside it."""
    before, here, after = tags[:, :-2], tags[:, 1:-1], tags[:, 2:]
    columns = np.zeros((len(DICTIONARIES), 3, here.shape[1]), dtype=np.uint64)
    number, place = _where(here > 0)
    base = (len(_TEMPLATES) + 3 * number).astype(np.uint64)
    b, h, a = (beside[number, place].astype(np.uint64) for beside in (before, here, after))
    five = np.uint64(5)
    columns[number, 0, place] = combine(base, [(b * five + h) * five + a])
    columns[number, 1, place] = combine(base + np.uint64(1), [h, codes[place + (_PAD - 1)]])
    starts = after * ((after == 1) | (after == 4))  # a word starts beside it
    ends = before * (before >= 3)
    number, place = _where((here == 0) & ((starts | ends) > 0))
    base = (len(_TEMPLATES) + 3 * number + 2).astype(np.uint64)
    columns[number, 2, place] = combine(base, [beside[number, place].astype(np.uint64) for beside in (starts, ends)])
    return list(columns.reshape(3 * len(DICTIONARIES), here.shape[1]))


def _where(true: NDArray[np.bool_]) -> tuple[Places, Places]:
    """Row and column of what is true; numpy's `nonzero` is slower over rows."""
    places = np.flatnonzero(true)
    return places // true.shape[1], places % true.shape[1]
