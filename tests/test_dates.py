"""Dates: partial ISO values, relative to publication, guessing nothing without it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dates import find_dates

DAY = "2023-09-22"
VALUES = [  # text, value when published on DAY, value without
    ("2023年9月21日", "2023-09-21", "2023-09-21"),
    ("9月21日", "2023-09-21", "--09-21"),
    ("21日", "2023-09-21", None),
    ("28日", "2023-08-28", None),
    ("今年", "2023", None),
    ("去年", "2022", None),
    ("前年", "2021", None),
    ("明年", "2024", None),
    ("2024年", "2024", "2024"),
    ("2024年1月", "2024-01", "2024-01"),
    ("去年10月", "2022-10", "--10"),
    ("今年7月", "2023-07", "--07"),
    ("本月中旬", "2023-09", None),
    ("上月初", "2023-08", None),
    ("昨天", "2023-09-21", None),
    ("前天", "2023-09-20", None),
    ("今天", "2023-09-22", None),
    ("日前", None, None),
    ("近日", None, None),
    ("近三年", None, None),
    ("一季度", "2023-Q1", "--Q1"),
    ("2024年第四季度", "2024-Q4", "2024-Q4"),
    ("前三季度", "2023-Q1/2023-Q3", "--Q1/--Q3"),
    ("上半年", "2023-H1", "--H1"),
    ("去年下半年", "2022-H2", "--H2"),
    ("1-7月", "2023-01/2023-07", "--01/--07"),
    ("前7个月", "2023-01/2023-07", "--01/--07"),
    ("2022年12月—2023年2月", "2022-12/2023-02", "2022-12/2023-02"),
    ("7月20日至23日", "2023-07-20/2023-07-23", "--07-20/--07-23"),
    ("7月20-23日", "2023-07-20/2023-07-23", "--07-20/--07-23"),
    ("“十四五”期间", "2021/2025", "2021/2025"),
    ("“十四五”末", "2025", "2025"),
    ("2021—2025年", "2021/2025", "2021/2025"),
    ("2015年6月至2017年7月", "2015-06/2017-07", "2015-06/2017-07"),
    ("年内", "2023", None),
    ("年初", "2023-01", None),
    ("8月9日上午10时", "2023-08-09", "--08-09"),
    ("2023年6月末", "2023-06-30", "2023-06-30"),
    ("月底", "2023-09", None),
    ("2023-08-09", "2023-08-09", "2023-08-09"),
    ("2022年底", "2022", "2022"),
    ("二〇二三年九月", "2023-09", "2023-09"),
]


@pytest.mark.parametrize(("text", "dated", "undated"), VALUES)
def test_a_date(text, dated, undated):
    assert [(d.text, d.value) for d in find_dates(text, DAY)] == [(text, dated)]
    assert [(d.text, d.value) for d in find_dates(text, None)] == [(text, undated)]


@pytest.mark.parametrize(
    "text", ["2个月", "45日内", "三月三歌圩", "以前年度", "目前天气", "13月5日", "第3季", "5G", "1200平方米"]
)
def test_no_date(text):
    assert find_dates(text, DAY) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12月31日", "2022-12-31"),  # well after publication: last year's
        ("截至10月31日", "2022-10-31"),
        ("预计12月31日投产", "2023-12-31"),
        ("到12月底", "2023-12-31"),
        ("10月8日开幕", "2023-10-08"),  # soon: announced
        ("2023年起", "2023"),
        ("2030年前", "2030"),
    ],
)
def test_a_month_that_publication_had_not_reached(text, value):
    assert [d.value for d in find_dates(text, DAY)] == [value]


def test_a_dateline_without_a_year_gives_month_and_day():
    assert [d.value for d in find_dates("27日,今年上半年", "--08-03")] == ["--07-27", "--H1"]


def test_the_same_day_and_year_are_the_last_ones_named():
    assert [d.value for d in find_dates("2020年5月6日签约,同年8月投产,当日", DAY)] == ["2020-05-06", "2020-08", None]
    assert [d.value for d in find_dates("2020年5月6日签约,次日开工", DAY)] == ["2020-05-06", "2020-05-07"]


def test_time_words_around_a_date_stay_outside():
    text = "截至10月31日,自2021年起,到2025年"
    assert [text[d.start : d.end] for d in find_dates(text, None)] == ["10月31日", "2021年", "2025年"]


VALUE = re.compile(r"(?:\d{4}|-)(?:-(?:Q[1-4]|H[12]|\d\d(?:-\d\d)?))?")


@given(
    st.text(alphabet="0123456789年月日号至-~初底前去今上下半季度第一二三十五期间、“”", max_size=20),
    st.sampled_from([None, "2023", "2023-09", DAY, "--02-28", "2024-02-29"]),
)
def test_any_text_gives_partial_dates_in_order(text, published):
    found = find_dates(text, published)
    assert all(text[d.start : d.end] == d.text for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    for date in found:
        assert date.value is None or all(VALUE.fullmatch(part) for part in date.value.split("/")), date
