"""Chinese numerals → numbers: 三千五百万, 二〇二三, 两亿零六百, 三点一四, 一百二 (120), 半 (0.5)."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
POWERS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
SIGNS = "".join((*DIGITS, *POWERS, *MYRIADS))


def parse_numeral(text: str) -> Decimal | None:
    """The number that a Chinese numeral stands for; None if it is not one."""
    if text == "半":
        return Decimal("0.5")
    whole, point, decimals = text.partition("点")
    if not whole or (point and not _decimals(decimals)):
        return None
    if all(c in DIGITS for c in whole):
        value: int | None = int("".join(str(DIGITS[c]) for c in whole))
    else:
        value = _positional(whole)
    if value is None or not point:
        return None if value is None else Decimal(value)
    tail = decimals.rstrip("万亿")
    number = Decimal(f"{value}.{''.join(str(DIGITS[c]) for c in tail)}")
    return number * magnitude(decimals[len(tail) :])


def magnitude(text: str) -> int:
    """The product of a run of 十 百 千 万 亿; 1 if it is empty."""
    product = 1
    for c in text:
        product *= POWERS.get(c) or MYRIADS[c]
    return product


def _decimals(text: str) -> bool:
    tail = text.rstrip("万亿")
    return bool(tail) and all(c in DIGITS for c in tail)


def _positional(text: str) -> int | None:
    """A numeral with 十, 百, 千, 万, 亿; a last digit right after one of them counts tenths of it (三千五)."""
    total = section = 0
    digit: int | None = None
    last = 1  # the weight that came before the pending digit; 1 after 零
    for c in text:
        if c in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = DIGITS[c]
            last = 1 if digit == 0 else last
        elif c in POWERS:
            section += (1 if digit is None else digit) * POWERS[c]
            digit, last = None, POWERS[c]
        elif c in MYRIADS:
            here = section + (digit or 0) or (0 if total else 1)
            total = (total + here) * MYRIADS[c] if total < MYRIADS[c] else total + here * MYRIADS[c]
            section, digit, last = 0, None, MYRIADS[c]
        else:
            return None
    return total + section + (digit or 0) * (last // 10 if last > 10 else 1)
