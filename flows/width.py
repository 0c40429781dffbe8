"""Text on a terminal: how many cells it takes, cut or broken to a width. A Chinese sign takes two cells."""

from __future__ import annotations

import re
import unicodedata

WIDTH = 100
_LETTER = re.compile(r"[!-~]{2}")
"""Within a word: neither side of the cut is a space or a Chinese sign."""


def cells(text: str) -> int:
    """How many cells a text takes."""
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)


def cut(text: str, width: int = WIDTH) -> str:
    """A text that takes at most `width` cells; … where something was left out."""
    return text if cells(text) <= width else _head(text, width - 1) + "…"


def broken(text: str, width: int = WIDTH, indent: str = "    ", most: int = 3) -> list[str]:
    """The same on as many lines as it takes, at most `most`; the further ones indented."""
    lines: list[str] = []
    while cells(text) > width and len(lines) < most - 1:
        head = _whole_words(text, _head(text, width))
        lines.append(head)
        text = indent + text[len(head) :].lstrip()
    return [*lines, cut(text, width)]


def _whole_words(text: str, head: str) -> str:
    """A beginning that ends between words: a command or a path is copied whole. As it is where one word fills
    half of it."""
    place = len(head)
    while place > len(head) // 2 and _LETTER.fullmatch(text[place - 1 : place + 1]):
        place -= 1
    return head[:place] if place > len(head) // 2 else head


def _head(text: str, width: int) -> str:
    """As much of its beginning as fits."""
    taken = 0
    for place, sign in enumerate(text):
        taken += cells(sign)
        if taken > width:
            return text[:place]
    return text
