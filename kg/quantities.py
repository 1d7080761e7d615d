"""Figures of Chinese news → decimals in base units, with unit and bound.

万 and 亿 are expanded, units stay as printed (ontology/words/units.tsv). Ordinals, years, dates, document numbers and
digits inside names are no figures: a number counts only with a unit, with 万 or 亿, or with a bound (超, 近 …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from kg.numerals import DIGITS, SIGNS, magnitude, parse_numeral
from kg.units import bound_after, bound_before, currency_before, unit_at

if TYPE_CHECKING:
    from kg.model import Bound

_NOT_MAGNITUDE = r"(?<!千(?=[瓦克米伏帕卡焦升牛字]))(?<!百(?=[分强姓货度]))"  # 千瓦, 百强
_MAGNITUDE = rf"(?:[十百千万亿]{_NOT_MAGNITUDE})+"
_FIRST = rf"(?=[\d{SIGNS}几数半翻])"  # a fast look ahead
_NUMBER = re.compile(
    rf"{_FIRST}(?:"
    rf"(?<![A-Za-z0-9.第+])(?P<arabic>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    rf"(?P<inner>\s?(?:[余多几](?={_MAGNITUDE})|个[余多]?(?=亿)))?(?P<magnitude>\s?{_MAGNITUDE})?(?P<more>[余多来几+])?"
    rf"|(?P<parts>[百千万二三四五六七八九十])分之(?P<share>\d+(?:\.\d+)?|[{SIGNS}]+(?:点[{SIGNS}]+)?)"
    rf"|翻[了上]?(?P<doublings>[一两二三四五])[番倍]"
    rf"|(?<=[占近超过达约])(?P<half>一半|半数)"
    rf"|零(?=增长)"
    rf"|(?<!星期)(?<![第周{SIGNS}几])(?P<chinese>(?<![上下])半|(?:[{SIGNS}几数]{_NOT_MAGNITUDE})+(?:点[{SIGNS}]+)?)"
    rf"(?P<cmore>[余多来])?(?P<ctail>(?<=[余多])[万亿]+)?)"
)
_SPEED = re.compile(r"(?:时速|每小时)(?:可达|达到?|为|约|超过?|近|提升至|提高到|在|[-\d~至])*\Z")  # a length each hour
_SPEED_REACH = 10
_RATIO = re.compile(r":1(?![\d.:])")
_MINUS = re.compile(r"[^A-Za-z0-9.%-]?-")
_FRACTION = re.compile(r"(?<![\d/.])(\d)/([2-9]|\d\d)(?![\d/.年月])(?=的|以上|左右|[,。;)])")
_RANGE = frozenset(("~", "至", "到", "-", "—", "–", "——"))
_LIST = frozenset(("、", "和", "及", "与", "以及"))
_TIMES = frozenset(("×", "x", "*"))
_DIGIT = f"[{''.join(DIGITS)}]"
_VAGUE_PAIR = re.compile(rf"(?<!{_DIGIT})(?:一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)(?!{_DIGIT})")
_BARE = frozenset("十百千万亿")
_HALVABLE = frozenset(("个月", "年", "小时", "天"))
_RECENT = re.compile(r"(?<!历时)(?<!耗时)(?<!用时)(?:近|最近|过去|未来|今后|前|后)\Z")
_MONEY = frozenset(("元", "美元", "欧元", "港元", "日元"))
_CLASS = re.compile(r"级(?!规模)|强|(?<=年)代")  # 百亿级, 500强, 90年代: a class, not a figure


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at `text[start:end]`, the words that bound it included.

    `value` is in base units; `value_to` is the upper end of a range; `unit` is "" where none is printed.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    bound: Bound | None = None
    value_to: Decimal | None = None


class _Number(NamedTuple):
    """A number on its way to a figure."""

    start: int
    end: int
    value: Decimal
    unit: str = ""
    scale: int = 1  # the 万, 亿 in the value
    bound: Bound | None = None
    value_to: Decimal | None = None
    bare: bool = False  # 百亿, 万: a magnitude without a digit
    listed: bool = False  # no figure unless a neighbour lends it its unit: 四 in 四、五家


def find_quantities(text: str) -> list[Quantity]:
    """The figures of a normalised text, in order, not overlapping."""
    numbers = [n for m in _NUMBER.finditer(text) if (n := _read(text, m)) is not None]
    if "/" in text:
        numbers = sorted([*_fractions(text), *numbers], key=lambda n: n.start)
    figures = (_figure(text, _in_currency(text, n)) for n in _joined(text, _signed(text, numbers)))
    return [q for q in figures if q is not None]


def _read(text: str, m: re.Match[str]) -> _Number | None:
    if m["arabic"]:
        return _arabic(text, m)
    if m["chinese"]:
        return _chinese(text, m)
    if m["parts"]:
        return _share(m)
    if m["doublings"]:
        return _Number(m.start(), m.end(), Decimal(100 * (2 ** int(parse_numeral(m["doublings"]) or 0) - 1)), "%")
    return _Number(m.start(), m.end(), Decimal(50 if m["half"] else 0), "%")


def _arabic(text: str, m: re.Match[str]) -> _Number | None:
    scale = magnitude((m["magnitude"] or "").strip())
    unit, end = unit_at(text, m.end())
    if unit == "公里" and _SPEED.search(text, max(0, m.start() - _SPEED_REACH), m.start()):
        unit = "公里/小时"
    value = Decimal(m["arabic"].replace(",", "")) * scale
    if unit == "年" and (1000 <= value < 2200 or _RECENT.search(text, max(0, m.start() - 3), m.start())):
        return None
    if m["more"] == "+" and not unit:
        return None
    more = (m["inner"] or m["more"] or "").strip(" 个")
    if not unit and (ratio := _RATIO.match(text, m.end())) and "比" in text[max(0, m.start() - 4) : m.start()]:
        return _Number(m.start(), ratio.end(), value, ":1")
    return _tenths(text, _Number(m.start(), end, value, unit, scale, "~" if more == "来" else ">" if more else None))


def _chinese(text: str, m: re.Match[str]) -> _Number | None:
    run, at = m["chinese"], m.end()
    value, value_to, bound = _worded(run)
    unit, end = unit_at(text, at, chinese=True)
    if value is None or (run == "半" and unit not in _HALVABLE) or (run == "一" and unit != "倍"):
        return None
    if unit == "年" and (len(run) > 3 or _RECENT.search(text, max(0, m.start() - 3), m.start())):
        return None
    if m["cmore"]:
        bound = "~" if m["cmore"] == "来" else ">"
    tail = magnitude(m["ctail"] or "")
    scale = tail if tail > 1 else magnitude(run[len(run.rstrip("万亿")) :])
    if not unit and scale == 1:
        return _Number(m.start(), m.end(), value, listed=True) if len(run) == 1 else None
    high = value_to * tail if value_to else None
    return _tenths(text, _Number(m.start(), end, value * tail, unit, scale, bound, high, bare=not set(run) - _BARE))


def _worded(run: str) -> tuple[Decimal | None, Decimal | None, Bound | None]:
    """Value, upper end and bound of a numeral that may be vague: 数十, 三十几, 四五百, 六七."""
    if "几" in run or "数" in run:
        rest = run.replace("几", "").replace("数", "")
        return (parse_numeral(rest) if rest else None), None, ">"
    if len(run) > 1 and all(c in DIGITS for c in run) and not _VAGUE_PAIR.fullmatch(run):
        return None, None, None  # 唯一一个, 二〇二三
    pair = _VAGUE_PAIR.search(run)
    if pair:
        low, high = run[: pair.start() + 1] + run[pair.end() :], run[: pair.start()] + run[pair.end() - 1 :]
        return parse_numeral(low), parse_numeral(high), None
    return parse_numeral(run), None, None


def _share(m: re.Match[str]) -> _Number | None:
    """百分之三十, 三分之一: per cent."""
    share = Decimal(m["share"]) if m["share"][0].isascii() else parse_numeral(m["share"])
    parts = parse_numeral(m["parts"])
    return None if share is None or not parts else _Number(m.start(), m.end(), _percent(share, parts), "%")


def _fractions(text: str) -> list[_Number]:
    found = _FRACTION.finditer(text)
    return [_Number(m.start(), m.end(), _percent(Decimal(m[1]), Decimal(m[2])), "%") for m in found]


def _percent(share: Decimal, whole: Decimal) -> Decimal:
    """The share of a whole in per cent, to one decimal place where the division does not come out."""
    value = share * 100 / whole
    return value if value == round(value, 4) else round(value, 1)


def _tenths(text: str, n: _Number) -> _Number:
    """三成 is thirty per cent."""
    if text[n.end - 1] != "成":
        return n
    return n._replace(value=n.value * 10, value_to=n.value_to and n.value_to * 10)


def _signed(text: str, numbers: list[_Number]) -> list[_Number]:
    """A minus belongs to its number unless it stands between two numbers."""
    out: list[_Number] = []
    for n in numbers:
        before = text[max(0, n.start - 2) : n.start]
        if out and out[-1].end > n.start:
            continue
        touching = bool(out) and out[-1].end == n.start - 1
        minus = before.endswith("负") or (_MINUS.fullmatch(before) and not touching)
        out.append(n._replace(start=n.start - 1, value=-n.value) if minus else n)
    return out


def _joined(text: str, numbers: list[_Number]) -> list[_Number]:
    """Ranges, products and sums of neighbours as one number; a list's last unit given to the numbers before it."""
    out: list[_Number] = []
    for n in reversed(numbers):
        joined = _join(text[n.end : out[-1].start], n, out[-1]) if out else None
        if joined:
            out[-1:] = reversed(joined)
        else:
            out.append(n)
    return out[::-1]


def _join(between: str, a: _Number, b: _Number) -> tuple[_Number, ...] | None:
    if between in _RANGE and b.value_to is None and a.unit in ("", b.unit) and b.unit:
        a = _inherit(a, b)
        return (a._replace(end=b.end, value_to=b.value, bound=b.bound),) if a.value < b.value or a.value < 0 else None
    if between in _TIMES and not a.unit:
        return (b._replace(start=a.start, value=a.value * b.value),)
    if not between and not a.unit and a.scale > b.scale and a.value > b.value:
        return (b._replace(start=a.start, value=a.value + b.value),)
    if between in _LIST and not a.unit and b.unit and not a.bare:
        return _inherit(a, b), b
    return None


def _inherit(a: _Number, b: _Number) -> _Number:
    """The number with the unit of its neighbour and, if it has none, the 万 or 亿."""
    scale = 1 if a.unit or a.scale > 1 else b.scale
    return a._replace(unit=b.unit, value=a.value * scale, scale=max(a.scale, scale), listed=False)


def _in_currency(text: str, n: _Number) -> _Number:
    """港币2亿元: the currency before the number is the unit."""
    return n._replace(unit=currency_before(text, n.start) or n.unit) if n.unit == "元" else n


def _figure(text: str, n: _Number) -> Quantity | None:
    """The figure with its bounds; None if nothing says that the number is one."""
    before, start = bound_before(text, n.start, bare=n.bare)
    after, end = bound_after(text, n.end)
    bound = before or after or n.bound
    if n.bare and bound is None and not (n.unit in _MONEY if n.unit else n.scale >= 10**8):
        return None
    if not n.unit and (n.listed or (n.scale < 10**4 and bound is None)):
        return None
    if _CLASS.match(text, end) or (n.unit == "款" and 1990 <= n.value < 2050):
        return None
    value_to = None if n.value_to is None else _plain(n.value_to)
    return Quantity(start, end, _plain(n.value), n.unit, bound or ("~" if n.bare else None), value_to)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent, so that equal values print alike."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()
