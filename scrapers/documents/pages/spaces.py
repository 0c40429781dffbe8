"""White space and list numbers of a page as a browser shows them."""

from __future__ import annotations

import re

_WIDE = (
    r"\u2e80-\u2fff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\u201c\u201d\u2018\u2019\u2026"
)
_BREAK_IN_HAN = re.compile(f"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
"""A line end of the source between Chinese signs is no blank (CSS Text 3, 4.1.2): Word breaks its lines
so."""
_SPACE = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
KEPT = "\x1f"
"""A blank of preformatted text, while it is gathered."""
_DIGITS = "〇一二三四五六七八九"


def shown(raw: str) -> str:
    """A line as it is seen: white space folded, none at its ends; a no-break space is a blank."""
    if "\n" in raw:
        raw = _BREAK_IN_HAN.sub("", raw)
    text = _SPACE.sub(" ", raw).replace("\xa0", " ").replace(KEPT, " ")
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return text.strip(" ").rstrip()


def label(number: int, kind: str) -> str:
    """What stands before an item of a list: `3.`, `c.`, `iii.`, `三、`."""
    if kind in ("cjk-ideographic", "simp-chinese-informal", "cjk-decimal", "trad-chinese-informal"):
        return f"{chinese(number)}、"
    if kind in ("a", "lower-alpha", "lower-latin"):
        return f"{_letters(number)}."
    if kind in ("A", "upper-alpha", "upper-latin"):
        return f"{_letters(number).upper()}."
    if kind in ("i", "lower-roman"):
        return f"{_roman(number)}."
    if kind in ("I", "upper-roman"):
        return f"{_roman(number).upper()}."
    return f"{number}."


def chinese(number: int) -> str:
    """三, 十二, 二十; other numbers as digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    text = ""
    for value, sign in (*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += sign * (number // value)
        number %= value
    return text
