"""Which sign a code of the text layer is."""

from __future__ import annotations

import unicodedata

LOST = "\ufffd"
"""Stands where a sign is drawn and nobody can say which."""

_SYMBOLS = {
    0xF0B7: "•", 0xF06C: "●", 0xF0A7: "▪", 0xF06E: "■", 0xF075: "◆", 0xF076: "❖", 0xF0D8: "➢", 0xF0E8: "➔",
    0xF0FC: "✓", 0xF0FE: "☑", 0xF052: "☑", 0xF0A8: "□", 0xF06F: "□", 0xF0A3: "□", 0xF071: "□", 0xF0B2: "◇",
    0xF02D: "-", 0xF0E0: "→", 0xF0DE: "⇒", 0xF0B3: "≥",
}  # fmt: skip
"""Signs of Symbol and Wingdings, which have no code of their own: bullets and boxes to tick."""

_RADICALS = dict(
    zip(
        "⺁⺇⺌⺎⺐⺝⺟⺠⺩⺶⺷⺼⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻪⻬⻮⻰⻳",
        "厂几小兀尢月母民王羊羊肉虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Radicals that writers of PDF put for the sign of the same form (Unicode EquivalentUnifiedIdeograph.txt)."""

KNOWN: dict[int, str] = {}
"""Signs of codes that were asked for."""


def known(code: int) -> str:
    """The sign of a code, kept for the next time."""
    sign = KNOWN[code] = _sign(code)
    return sign


def _sign(code: int) -> str:
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code == 0x02:  # the library's own mark for a hyphen at the end of a line
        return "-"
    if code < 0x20 or code == 0xA0:
        return " " if code in (0x09, 0x0A, 0x0D, 0xA0) else LOST
    if code in (0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xF8FF or code >= 0xF0000:
        return LOST
    sign = chr(code)
    if 0x2E80 <= code <= 0x2FDF or 0xFB00 <= code <= 0xFB06:
        return _RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)
    return sign
