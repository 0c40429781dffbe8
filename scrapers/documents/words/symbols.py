"""Signs of symbol fonts (w:sym, w:char of a font without Unicode) as Unicode, those that documents tick and
list with."""

from __future__ import annotations

import re

from scrapers.documents.words.counting import counted
from scrapers.documents.words.tally import Tally

_WINGDINGS = {
    0x6F: "☐", 0xA8: "☐", 0x71: "☐", 0x72: "☐",
    0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0x78: "☒",
    0x6C: "●", 0x6E: "■", 0x75: "◆", 0xA1: "○", 0xD8: "➢",
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xAB: "★", 0x4A: "☺", 0x28: "☎", 0x2A: "✉", 0x76: "❖", 0x9F: "•", 0xA7: "▪",
    0x81: "①", 0x82: "②", 0x83: "③", 0x84: "④", 0x85: "⑤",
    0x86: "⑥", 0x87: "⑦", 0x88: "⑧", 0x89: "⑨", 0x8A: "⑩",
    0x8C: "❶", 0x8D: "❷", 0x8E: "❸", 0x8F: "❹", 0x90: "❺",
    0x91: "❻", 0x92: "❼", 0x93: "❽", 0x94: "❾", 0x95: "❿",
}  # fmt: skip
_WINGDINGS_2 = {
    0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    0xA3: "☐", 0x2A: "☐", 0x30: "☐", 0x97: "•",
}  # fmt: skip
_SYMBOL = {
    0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤",
    0xB3: "≥", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB7: "•",
    0xD7: "⋅", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓",
    0xE5: "∑", 0xD6: "√", 0x6D: "μ", 0x61: "α", 0x62: "β",
    0x67: "γ", 0x64: "δ", 0x65: "ε", 0x71: "θ", 0x6C: "λ",
    0x70: "π", 0x72: "ρ", 0x73: "σ", 0x77: "ω", 0x66: "φ",
    0x44: "Δ", 0x57: "Ω", 0x53: "Σ", 0x46: "Φ", 0x2D: "−",
    0x2B: "+", 0x3D: "=", 0x25: "%", 0xD0: "∠", 0xA2: "′",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, code: str, tally: Tally) -> str:
    """The sign of w:sym; U+FFFD, told as left out, where its font has it at a place of its own."""
    try:
        number = int(code, 16)
    except ValueError:
        number = 0
    table = _FONTS.get(font.lower())
    place = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if table is not None and place in table:
        return table[place]
    if table is None and "dings" not in font.lower():
        if 0x20 <= place <= 0x7E:
            return chr(place)
        if 0x20 <= number < 0xD800 or 0xF900 <= number <= 0x10FFFF:
            return chr(number)
    tally.add("characters")
    return "\ufffd"


_PRIVATE = re.compile("[\uf020-\uf0ff]")


def is_private(text: str) -> bool:
    """Whether signs of a symbol font stand in the text as such."""
    return _PRIVATE.search(text) is not None


def signs(text: str, font: str) -> str:
    """A text with the signs of a symbol font as Unicode, those that are known; the others as they stand."""
    table = _FONTS.get(font.lower(), {})
    return _PRIVATE.sub(lambda sign: table.get(ord(sign[0]) - 0xF000, sign[0]), text)


_ENCLOSED = re.compile(r"\\o\s*\\a?c?\s*\(\s*(.)\s*[,，;]\s*(.*?)\s*\)", re.I | re.S)
_RUBY = re.compile(
    r"\\o\s*(?:\\a[dlrc])?\s*\(\s*\\s\s*\\up\s*\d*\s*\(.*?\)\s*[,，;]\s*(.*?)\s*\)\s*$", re.I | re.S
)
_FRACTION = re.compile(r"\\f\s*\(\s*([^(),，]*?)\s*[,，;]\s*([^(),，]*?)\s*\)\s*$", re.I)


def drawn(instruction: str, tally: Tally) -> str:
    """What an EQ field draws, which has no result to read: an enclosed sign (带圈字符: ①, ☑), the base of a
    phonetic guide, a fraction; another one is told as a formula without result, as a sum is. '' of all other
    fields."""
    if not re.match(r"\s*eq\b", instruction, re.I):
        tally.add("formulas", re.match(r"\s*=", instruction) is not None)
        return ""
    if found := _RUBY.search(instruction):
        return found[1]
    if found := _FRACTION.search(instruction):
        return f"{found[1]}/{found[2]}"
    found = _ENCLOSED.search(instruction)
    if found is None:
        tally.add("formulas")
        return ""
    around, inside = found[1], found[2]
    if around in "○〇◯⭕" and inside.isdecimal() and 1 <= int(inside) <= 50:
        return counted(int(inside), "decimalEnclosedCircle")
    return _TICKED.get((around, inside), inside)


_TICKED = {(box, tick): "☑" for box in "□☐口" for tick in "√✓✔"} | {(box, "×"): "☒" for box in "□☐口"}
