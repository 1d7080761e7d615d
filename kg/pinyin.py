"""How Chinese characters are read, without tones, so that a name can be found by its pinyin or its initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_READINGS = 3  # rarer ones only make more names match


def readings(texts: Iterable[str]) -> dict[str, list[str]]:
    """The readings of every character of the texts that has some, the commonest first; sorted by character.

    Toneless syllables in a–z, as they are typed: 吕 is `lv`, 行 is `xing`, `hang` and `heng`. Source: pypinyin's
    table of single characters (MIT; data of Unihan and the dictionaries that its licence file names).
    """
    from pypinyin import Style, pinyin  # takes 0.2 s to import

    found = {}
    for character in sorted(set().union(*texts)):
        syllables = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
        if syllables:
            found[character] = [each for each in syllables[0] if each.isascii()][:MOST_READINGS]
    return {character: each for character, each in found.items() if each}
