"""Tables and help texts stay aligned when half the characters are two columns wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.terminal import clip, definitions, pad, printable, table, width, wrap

TEXTS = st.text(st.sampled_from("ab 常州，。“（）…é\u0301"), max_size=60)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("常州", 4), ("A常", 3), ("ＡＢ", 4), ("e\u0301", 1), ("、。", 4), ("\u200b", 0)],
)
def test_width_counts_columns(text, columns):
    assert width(text) == columns


@given(TEXTS, st.integers(0, 80))
def test_padding_fills_to_the_column(text, columns):
    assert width(pad(text, columns)) == max(columns, width(text))
    assert pad(text, columns, right=True).endswith(text)


@given(TEXTS, st.integers(1, 80))
def test_a_clipped_text_fits_and_says_that_it_was_cut(text, columns):
    cut = clip(text, columns)
    assert width(cut) <= max(columns, 1)
    assert cut == text or (cut.endswith("…") and text.startswith(cut[:-1]))


@given(TEXTS, st.integers(8, 40))
def test_wrapping_loses_nothing_but_spaces(text, columns):
    assert "".join(wrap(text, columns).split()) == "".join(text.split())


def test_chinese_breaks_anywhere_but_before_closing_punctuation():
    assert wrap("常州市武进区，江海市。", 12) == "常州市武进\n区，江海市。"
    assert wrap("常州市武进区江海，", 12) == "常州市武进区\n江海，"


def test_words_are_kept_whole_and_indented_lines_as_they_are():
    assert wrap("one two three", 7) == "one two\nthree"
    assert wrap("  kg build seeds -o output", 7) == "  kg build seeds -o output"
    assert wrap("one two", 6, "  ") == "  one\n  two"


def test_table_aligns_wide_and_narrow_cells():
    shown = table(["name", "数"], [["常州", "12"], ["a", "3.5"], ["b", ""]])
    assert shown.splitlines() == ["name   数", "────  ───", "常州   12", "a     3.5", "b"]


def test_a_table_without_rows_has_its_header():
    assert table(["a", "b"], []).splitlines() == ["a  b", "─  ─"]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5), st.integers(20, 60))
def test_a_limited_table_fits(rows, limit):
    assert all(width(line) <= limit for line in table(["一", "two", "三"], rows, limit).splitlines())


def test_control_characters_cannot_command_the_terminal():
    assert printable("a\x1b[31m\x07\u202eb\nc\td") == "a[31mb c d"
    assert "\x1b" not in table(["\x1b]0;x\x07"], [["\x1b[2J"]])


def test_definitions_stand_in_one_column():
    shown = definitions([("-o", "where to write"), ("--much-too-long-a-name", "said below"), ("常", "宽")], 40)
    assert shown.splitlines() == [
        "  -o             where to write",
        "  --much-too-long-a-name",
        "                 said below",
        "  常             宽",
    ]
