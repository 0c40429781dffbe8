"""Numbers written with Chinese signs: 三十五, 一百零二, 二〇一七, 壹万贰仟."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {sign: at for at, sign in enumerate("零一二三四五六七八九")}
_DIGITS |= {sign: at for at, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "貳": 2, "陸": 6, "○": 0}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GREAT = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
SIGNS = "".join([*_DIGITS, *_TENS, *_GREAT])
"""Every sign of such a number."""


def numeral(text: str) -> Decimal | None:
    """The value of `三十五`; None where the signs are in no order that makes a number (十十, 一二百, 万), or
    none that is sure (一百二)."""
    if not text or any(sign not in SIGNS for sign in text):
        return None
    if all(sign in _DIGITS for sign in text):
        # 二〇一七 digit by digit; two signs side by side (三四件) are three or four.
        if len(text) == 2 and "〇" not in text and "零" not in text and "○" not in text:
            return None
        return Decimal("".join(str(_DIGITS[sign]) for sign in text))
    total = Decimal(0)
    rest = text
    for signs, size in (("亿億", 100_000_000), ("万萬", 10_000)):
        at = max(rest.find(sign) for sign in signs)
        if at >= 0:
            part = _below_ten_thousand(rest[:at])
            if not part:
                return None
            total, rest = total + part * size, rest[at + 1 :]
    if not rest:
        return total
    last = _below_ten_thousand(rest)
    # 三万五 is 35 000 in speech: what stands there does not say.
    if last is None or (total and last < 10 and rest[0] not in "零〇○"):
        return None
    return total + last


def _below_ten_thousand(text: str) -> int | None:
    total, digit, size, gap = 0, None, 10_000, False
    for sign in text:
        if sign in _GREAT:
            return None
        if sign in _TENS:
            if _TENS[sign] >= size or digit == 0:
                return None
            if digit is None and _TENS[sign] > 10:
                return None
            size = _TENS[sign]
            total += (1 if digit is None else digit) * size
            digit = None
        elif digit in (None, 0):
            gap = digit == 0
            digit = _DIGITS[sign]
        else:
            return None
    # 一百二 is 120 in speech, as 三万五 above.
    return None if digit and 10 < size < 10_000 and not gap else total + (digit or 0)
