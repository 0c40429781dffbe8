"""How automatic numbers are written: counting formats by their numbers in Office.

[MS-OSHARED] 2.2.1.3 (MSONFC).
"""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_CAPITAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FULL = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))
BULLET, NONE = 23, 255


def numeral(value: int, kind: int) -> str | None:
    """The value in a counting format; '' for bullets and formats without a number, None for one that is not
    known here."""
    if kind in (BULLET, NONE) or value < 0:
        return ""
    if kind in (0, 15):
        return str(value)
    if kind in (1, 2):
        return _roman(value) if kind == 1 else _roman(value).lower()
    if kind in (3, 4):
        return _letters(value) if kind == 3 else _letters(value).lower()
    if kind in (11, 33, 35, 37, 39):
        return counted(value, short=kind in (11, 33, 37))
    if kind in (16, 34, 38):
        return counted(value, short=False).translate(_CAPITAL).replace("萬", "万" if kind == 38 else "萬")
    if kind in (14, 19):
        return str(value).translate(_FULL)
    if kind == 22:
        return f"{value:02d}"
    return _enumerated(value, kind)


def _enumerated(value: int, kind: int) -> str | None:
    """Formats of single characters, and digits one by one."""
    if kind in (10, 17, 36):
        return "".join(("〇" + _DIGITS[1:])[int(digit)] for digit in str(value))
    if kind in (18, 28):
        return chr(0x2460 + value - 1) if 1 <= value <= 20 else str(value)
    if kind == 26:
        return chr(0x2488 + value - 1) if 1 <= value <= 20 else f"{value}."
    if kind == 27:
        return chr(0x2474 + value - 1) if 1 <= value <= 20 else f"({value})"
    if kind == 29:
        return chr(0x3220 + value - 1) if 1 <= value <= 10 else counted(value)
    if kind in (30, 31) and value >= 1:
        signs = _STEMS if kind == 30 else _BRANCHES
        return signs[(value - 1) % len(signs)]
    return None


def counted(value: int, short: bool = True) -> str:
    """二百零五 of 205; up to 99,999. `short`: 十二, not 一十二."""
    if not 0 < value < 100_000:
        return str(value) if value else "零"
    text, gap = "", False
    for power, name in ((4, "万"), (3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = value // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text[1:] if short and text.startswith("一十") else text


def _roman(value: int) -> str:
    if value > 4999:
        return str(value)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def _letters(value: int) -> str:
    """A to Z, then AA, BB …: as Word counts."""
    if not 1 <= value <= 780:
        return str(value)
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1)


def joined(number: str, text: str, close: bool = False) -> str:
    """A heading with its number, set apart by a blank after Western signs, unless `close` says that nothing
    stands between them; then only where the two would make another number (1. and 5亩)."""
    apart = number and text and number[-1].isascii() and not text[0].isspace()
    if close and apart:
        apart = text[0].isdecimal()
    return f"{number} {text}" if apart else number + text
