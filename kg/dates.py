"""Dates of Chinese news → partial ISO values, relative to the day of publication where the text leaves something out.

Values: 2023, 2023-09, 2023-09-21, 2024-Q4, 2023-H1, a/b for ranges; without a year --09, --09-21, --H1, --Q1. Nothing
is taken from a clock: what neither the text nor `published` says stays out of the value.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from kg.lexicon import words
from kg.numerals import parse_numeral

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"\s?(?:-|—|–|~|至|到)\s?"
_YEAR = (
    r"(?:(?P<year>(?:1[5-9]|20|21)\d\d|[一二][〇零一二三四五六七八九]{3})\s?(?:年度?|财年)"
    r"|(?P<this>今年|去年|(?<![以之])前年|明年|后年|本年度?|当年|同年|上年度?|次年|翌年|(?<![一二两三四五六七八九十几数多余])年内|全年))"
)
_TIME = r"(?:\s?(?:凌晨|清晨|上午|中午|下午|晚上?|傍晚)?\s?\d{1,2}(?:[时点:]\d{0,2}分?))?"
_BODY = (
    r"第?(?P<quarter>[一二三四1-4])季度|(?P<quarters>首个?|前[二两三四123]个?)季度?(?<=季度)"
    r"|(?P<half>[上下]半年)"
    rf"|(?P<month_from>{_N})月?{_TO}(?P<month_to>{_N})月(?!\d)份?"
    rf"|前(?P<months>{_N})个?月(?!\d)"
    rf"|(?:(?P<month>{_N})月份?|(?P<near>本月|上个?月|下个?月|当月|同月))"
    rf"(?:\s?(?P<day>{_N})[日号](?:{_TO}(?:(?P<to_month>{_N})月)?(?P<to_day>{_N})[日号]|{_TIME})"
    rf"|\s?(?P<day_from>\d\d?){_TO}(?P<day_to>\d\d?)[日号]|(?P<part>[上中下]旬|初|底|末))?"
)
_FIRST = r"(?=\s?[\d一二三四五六七八九十今去前明后本当同上次翌年全第首下昨日近月最过未“‘\"])"  # a fast look ahead
_DATE = re.compile(
    rf"{_FIRST}"
    r"(?<![\d.A-Za-z-])(?:"
    r"(?P<iso>20\d\d([-/.])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d)"
    rf"|(?P<first>20\d\d)年?{_TO}(?P<last>20\d\d)年"
    rf"|(?:{_YEAR})?(?:\s?(?:{_BODY})|(?(year)|(?(this)|(?!))))(?P<edge>(?<=年)(?:初|底|末|中(?![国央])))?"
    r"|(?P<word>昨[天日晚晨]|(?<![以之目提])前[天日]|今[天日晚晨]|明[天日]|当[天日]|同日|次日|翌日|日前|近日|近期|年[初底末]|月[初底末])"
    rf"|(?<![月第每近前后])(?P<bare>[1-9]|[12]\d|3[01])日(?:{_TO}(?P<bare_to>\d\d?)日)?(?![内前后均产元])"
    r"|[“‘\"]?(?P<plan>[一二三四五六七八九十]{1,2}五)[”’\"]?(?P<phase>期间|时期|末|以来|开局)"
    r"|(?:最?近|过去|未来|今后)(?:几|\d{1,2}|[一二两三四五六七八九十]{1,2})(?:个月|年|天|周)来?(?P<vague>)"
    r")"
)
_BETWEEN = re.compile(_TO.replace(r"\s?", ""))
_SHIFT = {"今": 0, "本": 0, "年": 0, "全": 0, "去": -1, "上": -1, "前": -2, "明": 1, "次": 1, "翌": 1, "后": 2}
_DAY_SHIFT = {"昨": -1, "前": -2, "今": 0, "明": 1}
_PUBLISHED = re.compile(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?")
_SOON = 2  # months ahead in which an undated day is an announced one, not last year's
_LOOK_BACK = 8  # characters before a date in which a word can put it into the future


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date at `text[start:end]`; `value` is None where neither text nor publication settles anything of it."""

    start: int
    end: int
    value: str | None
    text: str


class _Day(NamedTuple):
    """A day as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str | None:
        """The value of a date of this exactness."""
        head = "-" if self.year is None else f"{self.year:04d}"
        if self.month is None:
            return None if self.year is None else head
        return f"{head}-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")

    def shifted(self, days: int) -> _Day:
        """The day so many days later; unknown if this one is not known to the day."""
        if self.month is None or self.day is None:
            return _Day()
        moved = dt.date(self.year or 2000, self.month, self.day) + dt.timedelta(days)
        return _Day(self.year and moved.year, moved.month, moved.day)


def find_dates(text: str, published: str | None) -> list[DateSpan]:
    """The dates of a normalised text, in order; `published` is a partial ISO date or None."""
    reader = _Reader(text, _parse(published))
    out: list[DateSpan] = []
    for m in _DATE.finditer(text):
        if not reader.is_date(m):
            continue
        start = m.end() - len(m[0].lstrip())
        span = DateSpan(start, m.end(), reader.value(m), text[start : m.end()])
        out.append(_range(text, out.pop(), span) if out and _adjoin(text, out[-1], span) else span)
    return out


def _adjoin(text: str, first: DateSpan, last: DateSpan) -> bool:
    """Whether two dates are the ends of one range: 2015年6月至2017年7月."""
    ends = (first.value, last.value)
    return all(v and "/" not in v for v in ends) and _BETWEEN.fullmatch(text, first.end, last.start) is not None


def _range(text: str, first: DateSpan, last: DateSpan) -> DateSpan:
    return DateSpan(first.start, last.end, f"{first.value}/{last.value}", text[first.start : last.end])


def _parse(published: str | None) -> _Day:
    m = _PUBLISHED.match(published or "")
    if m is None:
        return _Day()
    year, month, day = (int(g) if g and g != "-" else None for g in m.groups())
    return _Day(year, month, day)


def _int(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() and numeral.isascii() else int(parse_numeral(numeral) or 0)


def _five_years(m: re.Match[str]) -> str:
    """The n-th five-year plan began in 1951 + 5n; 末 is its last year."""
    start = 1951 + 5 * _int(m["plan"][:-1])
    return f"{start + 4}" if m["phase"] == "末" else f"{start}" if m["phase"] == "开局" else f"{start}/{start + 4}"


class _Reader:
    """Reads one text from left to right; 同年 and 当日 take up the date before them."""

    def __init__(self, text: str, published: _Day) -> None:
        self.text = text
        self.published = published
        self.last = published

    def is_date(self, m: re.Match[str]) -> bool:
        """Months and days in range, and no bare 三月, which is as often part of a name."""
        months = [_int(m[g]) for g in ("month", "month_from", "month_to", "months", "to_month") if m[g]]
        days = [_int(m[g]) for g in ("day", "to_day", "day_from", "day_to", "bare_to") if m[g]]
        if not all(1 <= n <= 12 for n in months) or not all(1 <= n <= 31 for n in days):
            return False
        worded = m["month"] and not m["month"].isascii()
        return not worded or bool(m["year"] or m["this"] or m["day"] or m["part"] or m[0].endswith("份"))

    def value(self, m: re.Match[str]) -> str | None:
        """The partial ISO value of a match."""
        if m["first"]:
            return f"{m['first']}/{m['last']}"
        if m["plan"]:
            return _five_years(m)
        if m["word"]:
            return self._word(m["word"])
        if m["iso"] or m["bare"]:
            return self._plain(m)
        return None if m["vague"] is not None else self._calendar(m)

    def _plain(self, m: re.Match[str]) -> str | None:
        """2023-08-09, and 21日 without a month."""
        if m["bare"]:
            return self._days(self._day_alone(int(m["bare"]), m.start()), m["bare_to"], None)
        return self._remember(_Day(*(int(n) for n in re.split(r"[-/.]", m["iso"])))).iso()

    def _calendar(self, m: re.Match[str]) -> str | None:
        """A date with a year, half, quarter or month."""
        if m["month"] or m["near"]:
            return self._month(m)
        if m["month_to"] or m["months"]:
            return self._months(m)
        year = self._year(m)
        if m["quarter"] or m["quarters"]:
            return self._quarter(m, year)
        head = "-" if year is None and m["half"] else f"{year:04d}" if year else None
        if m["half"]:
            return f"{head}-H{'上下'.index(m['half'][0]) + 1}"
        if m["edge"] == "初" and year:
            return f"{head}-01"
        self.last = self.last._replace(year=year)
        return head

    def _year(self, m: re.Match[str]) -> int | None:
        """The year that is printed, meant by 去年 and the like, or the year of publication."""
        if m["year"]:
            return _int(m["year"])
        this = m["this"] or "今"
        if this[0] in "同当":
            return self.last.year
        return None if self.published.year is None else self.published.year + _SHIFT[this[0]]

    def _year_of(self, m: re.Match[str], month: int, day: int | None = None) -> int | None:
        """The year of a month or day; one without a year that lies well after publication is last year's."""
        year, now = self._year(m), self.published
        if year is None or m["year"] or m["this"] or now.month is None:
            return year if m["year"] or m["this"] or now.month else None
        ahead = month > now.month or (month == now.month and now.day is not None and (day or 0) > now.day)
        soon = month - now.month <= _SOON and self.text[max(0, m.start() - 2) : m.start()] != "截至"
        return year - 1 if ahead and not soon and not self._future(m.start()) else year

    def _future(self, start: int) -> bool:
        return _future().search(self.text, max(0, start - _LOOK_BACK), start) is not None

    def _month(self, m: re.Match[str]) -> str | None:
        day = _int(m["day"] or m["day_from"] or "0") or None
        if m["near"]:
            found = self._near(m["near"])
        else:
            month = _int(m["month"])
            found = _Day(self._year_of(m, month, day), month)
        if found.month is None:
            return None
        if m["part"] in ("底", "末") and not (found.month == 2 and found.year is None):
            day = calendar.monthrange(found.year or 2001, found.month)[1]
        return self._days(self._remember(found._replace(day=day)), m["to_day"] or m["day_to"], m["to_month"])

    def _near(self, word: str) -> _Day:
        """本月, 上月, 下月 and 同月."""
        now = self.last if word[0] in "同当" else self.published
        if now.month is None:
            return _Day()
        month = now.month + {"上": -1, "下": 1}.get(word[0], 0)
        carry, month = divmod(month - 1, 12)
        return _Day(now.year and now.year + carry, month + 1)

    def _months(self, m: re.Match[str]) -> str:
        first, last = (1, _int(m["months"])) if m["months"] else (_int(m["month_from"]), _int(m["month_to"]))
        year = self._year_of(m, last)
        start = _Day(year - 1 if year and first > last and not m["year"] else year, first)
        end = _Day(year + 1 if year and first > last and m["year"] else year, last)
        return f"{start.iso()}/{end.iso()}"

    def _quarter(self, m: re.Match[str], year: int | None) -> str:
        if m["quarters"]:
            last = 1 if m["quarters"][0] == "首" else _int(m["quarters"].removeprefix("前").removesuffix("个"))
        else:
            last = _int(m["quarter"])
        if not (m["year"] or m["this"]):
            year = self._year_of(m, last * 3 - 2)
        head = "-" if year is None else f"{year:04d}"
        return f"{head}-Q1/{head}-Q{last}" if m["quarters"] and last > 1 else f"{head}-Q{last}"

    def _day_alone(self, day: int, start: int) -> _Day:
        """21日: of the month of publication, or of the one before if that day had not come."""
        now = self.published
        if now.month is None:
            return _Day()
        if now.day is not None and day > now.day and not self._future(start):
            now = now._replace(day=1).shifted(-1)
        return self._remember(now._replace(day=day))

    def _days(self, start: _Day, day: str | None, month: str | None) -> str | None:
        """The start, or start/end of a range of days."""
        if day is None or start.day is None:
            return start.iso()
        end_month = _int(month) if month else start.month
        turn = bool(start.year and start.month and end_month and end_month < start.month)
        return f"{start.iso()}/{_Day(start.year and start.year + turn, end_month, _int(day)).iso()}"

    def _word(self, word: str) -> str | None:
        if word[0] == "年":
            year = self.published.year
            return None if year is None else f"{year:04d}-01" if word == "年初" else f"{year:04d}"
        if word[0] == "月":
            return self._near("本月").iso()
        if word[0] == "当" or word == "同日":
            return self.last.iso() if self.last.day else None
        if word in ("次日", "翌日"):
            return self.last.shifted(1).iso()
        days = _DAY_SHIFT.get(word[0])
        return None if days is None else self.published.shifted(days).iso()

    def _remember(self, day: _Day) -> _Day:
        self.last = day
        return day


@functools.cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(words('future')))})[^,。;]{{0,5}}\Z")
