"""Which figures say something about a thing, and which only name a class, an order or a span of time."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from kg.facts.clauses import FIGURE
from kg.facts.sentence import KIND_CHAR
from kg.lexicon import words

if TYPE_CHECKING:
    from kg.facts.clauses import Slot

_TIME = frozenset(("年", "个月", "天", "小时", "分钟", "秒", "周", "日", "工作日", "周年"))
_ORDER = frozenset(("届", "期", "次", "轮", "批", "批次", "节", "级", "路", "点", "字", "首", "章", "课"))
_SHARES = frozenset(("%", "百分点", "倍", "‰"))
_HELD = re.compile(r"(?:举办|开展|开设|办|培训班|活动|课程|讲座|比赛)了?\Z")
_MONEY = re.compile(r"元|英镑|新台币|卢布")
_RANKED = re.compile(r"(?:[每前第这该]|上述|排名|位列|位居|名列|来自|处以|并处)\Z")
_QUOTE = re.compile(r"\([\d., +-]*\Z")  # a share price and its change
_WITHIN = re.compile(r"范围|半径|以[内外]|[内外]的|[^,]{0,16}之一")
_CLASSED = re.compile(
    rf"^(?:以[上下])?的?[^的,{FIGURE}]{{0,8}}(?:企业|项目|公司|单位|园区|大户|产品|工程)(?:累计|总数|共|达|有|数量)*{FIGURE}"
)
_CHOICE = re.compile(rf"^或{FIGURE}[^,]{{0,6}}{FIGURE}")
_WITH = re.compile(r"(?:与|由|同|联合|携手|邀请)[^,]*\Z")
_CAME = re.compile(r"入驻|落户|签约|落地|集聚|进驻|设立|项目|品牌|产品")
_HEADED = re.compile(
    rf"^(?:[{KIND_CHAR['Title']}{KIND_CHAR['Person']}]|副?[省市区县镇]长|[^,]{{0,4}}(?:记者|负责人|同志|嘉宾))"
)
_MONEY_NOUNS = ("、", "和", "的", "级规模", "规模", "投入", "产出", "用户", "注册")


def states(slot: Slot, *, attended: bool = False) -> bool:
    """Whether the figure is a statement about something; `attended`: or counts who came to an event."""
    figure = slot.figure
    if _RANKED.search(slot.left) or _QUOTE.search(slot.left) or _WITHIN.match(slot.right) or _is_class(slot):
        return False
    if figure.unit in _TIME:
        return _durations().search(slot.left[-8:] + FIGURE + slot.right[:4]) is not None
    if figure.unit in _ORDER and not _HELD.search(slot.left):
        return False
    return not _is_small_word(slot) and (attended or not (_counts_officials(slot) or _closes_list(slot)))


def _is_class(slot: Slot) -> bool:
    """投资额超1000万美元的企业累计1200多家: the first figure only says which companies."""
    unit = slot.figure.unit
    if not unit:
        vague = slot.figure.value < 10**8 and not any(c.isdigit() for c in slot.item.text)
        return vague or (bool(slot.right) and not slot.right.startswith(_MONEY_NOUNS))
    if not (_MONEY.search(unit) or unit in _SHARES):
        return False
    after = slot.after
    return after.startswith(FIGURE) or _CHOICE.match(after) is not None or _CLASSED.match(after) is not None


def _is_small_word(slot: Slot) -> bool:
    """两个, 三大: counts in words introduce lists more often than they state anything."""
    figure = slot.figure
    worded = not any(c.isascii() and c.isdigit() for c in slot.item.text)
    measured = figure.unit in _SHARES or _MONEY.search(figure.unit) or not figure.unit
    return worded and figure.value < 10 and not measured


def _counts_officials(slot: Slot) -> bool:
    headed = _HEADED.match(slot.right) is not None or slot.left.endswith("等")
    return headed and slot.figure.unit in ("位", "名", "人")


def _closes_list(slot: Slot) -> bool:
    """与A、B等5家企业: the figure only counts what it lists, unless the text says where they came."""
    if not slot.left.endswith("等"):
        return False
    return _WITH.search(slot.left) is not None or _CAME.search(slot.after) is None


@functools.cache
def _durations() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("durations"))))
