"""Readings of characters: what is typed to find a name."""

from __future__ import annotations

import pytest

from kg.lexicon import words
from kg.pinyin import MOST_READINGS, readings


@pytest.mark.parametrize(
    ("character", "read"),
    [
        ("海", ["hai"]),
        ("行", ["xing", "hang", "heng"]),
        ("长", ["zhang", "chang"]),
        ("重", ["zhong", "chong", "tong"]),
        ("吕", ["lv"]),
        ("曾", ["ceng", "zeng"]),
    ],
)
def test_a_character_has_its_readings(character, read):
    assert readings([character]) == {character: read}


def test_only_characters_that_are_read_are_listed_each_once_in_order():
    table = readings(["岳海A科", "(海) 9、é𠮷<b>", ""])
    assert table == {"岳": ["yue"], "海": ["hai"], "科": ["ke"]}
    assert list(table) == sorted(table)


def test_every_surname_is_read_in_plain_letters():
    table = readings(words("surnames"))
    assert len(table) > 100
    assert set(table) == set().union(*words("surnames"))
    for each in table.values():
        assert 1 <= len(each) <= MOST_READINGS
        assert len({*each}) == len(each)
        assert all(syllable.isalpha() and syllable.islower() for syllable in each)


def test_no_text_has_no_reading():
    assert readings([]) == {}
