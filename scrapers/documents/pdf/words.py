"""The text layer of a page in words: two boxes a word, where asking for one of each sign would take longer
than the library takes for the text itself. Pages on which that could be wrong are left to `signs`."""

from __future__ import annotations

import re
from ctypes import byref, c_double, c_ushort
from typing import Any, NamedTuple

import pypdfium2.raw as raw

from scrapers.documents.geometry import Glyph
from scrapers.documents.pdf.calls import piece_box, sign_angle, sign_box, sign_is_lost, sign_is_made
from scrapers.documents.pdf.letters import LOST, known
from scrapers.documents.pdf.page import Drawn

_WORD = re.compile(r"\u3000+|[^ \r\n\u3000]+")
_PLAIN = re.compile(
    r"[ -~\r\n\u00a1-\u00ac\u00ae-\u01ff\u2010-\u203a\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffee]*"
)
"""Signs that stand for themselves: others are looked up."""
_PAIRED = re.compile("[\ud800-\udfff]")
_FIGURE = re.compile(r"[0-9]+")
"""The part of a word that may be of another font."""
_ODD_BOX, _LOW_BOX = 60.0, 2.0
_ASLANT = 0.1
"""Radians: a single sign that is turned may be one of a word that runs up or down."""
_TALL = 1.6
"""Ems of height of a word on one line."""
_TOUCH = 0.1
"""Ems between two words that a space between them leaves: less is no space that anybody sees."""
_APART = 2.0
"""Ems between two words that are pieces of a line, not words of a sentence."""


class Word(NamedTuple):
    """A word, and its signs on the text page."""

    glyph: Glyph | None
    """None where only its single signs tell where and what they are."""
    begin: int
    end: int


def words_of(text: Any, count: int, drawn: Drawn) -> list[Word] | None:
    """Words of a text page in the order in which they are drawn, as shown; None where pieces of text lie over
    one another, so that only single signs can be told apart."""
    said = _text(text, count)
    if said is None or _overlapping(text):
        return None
    boxes = _Boxes(text, drawn, _PLAIN.fullmatch(said) is not None)
    words: list[Word] = []
    for found in _WORD.finditer(said):
        begin, end = found.span()
        word = found[0]
        figure = _FIGURE.search(word, 1)
        turned = end - begin == 1 and sign_angle(text, begin) > _ASLANT
        if turned or sign_is_lost(text, begin) or (figure and sign_is_lost(text, begin + figure.start())):
            words.append(Word(None, begin, end))
            continue
        glyph = boxes.glyph(word, begin, end)
        spaced = glyph is not None and words and said[begin - 1] == " " and not sign_is_made(text, begin - 1)
        if glyph is not None and spaced:
            _spaced(words, glyph.x0)
        words.append(Word(glyph, begin, end))
        if glyph is not None:
            drawn.signs += end - begin
    return words


class _Boxes:
    """Boxes of words of one text page."""

    def __init__(self, text: Any, drawn: Drawn, plain: bool) -> None:
        self._text, self._view, self._plain = text, drawn.view, plain
        self._width, self._height = drawn.view.width + 1, drawn.view.height + 1
        self._rect = raw.FS_RECTF()
        self._reference = byref(self._rect)

    def glyph(self, word: str, begin: int, end: int) -> Glyph | None:
        """The word with its box; None where it has an odd one or an odd sign, or is not shown wholly."""
        rect, view = self._rect, self._view
        sign_box(self._text, begin, self._reference)
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        size = max(y1 - y0, x1 - x0) if word[0] > "\u2e7f" else y1 - y0
        if end - begin > 1:
            sign_box(self._text, end - 1, self._reference)
            a0, b0, a1, b1 = rect.left, rect.bottom, rect.right, rect.top
            size = b1 - b0 if b1 - b0 > size else size
            x0, y0 = (a0 if a0 < x0 else x0), (b0 if b0 < y0 else y0)
            x1, y1 = (a1 if a1 > x1 else x1), (b1 if b1 > y1 else y1)
        if not _LOW_BOX < size < _ODD_BOX:
            return None
        if view.turns:
            x0, y0, x1, y1 = view.box(x0, y0, x1, y1)
        else:
            x0, y0, x1, y1 = x0 - view.left, view.top - y1, x1 - view.left, view.top - y0
        if x0 < -1 or y0 < -1 or x1 > self._width or y1 > self._height or y1 - y0 > _TALL * size:
            return None
        if not self._plain and _PLAIN.fullmatch(word) is None:
            word = "".join(map(known, map(ord, word)))
            if LOST in word:
                return None
        return Glyph(word, x0, y0, x1, y1, size)


def _spaced(words: list[Word], x0: float) -> None:
    """Adds a space that stands in the file to the word before it, where people see one."""
    glyph, begin, end = words[-1]
    if glyph is not None and _TOUCH * glyph.size < x0 - glyph.x1 < _APART * glyph.size:
        text, *box = glyph
        words[-1] = Word(Glyph(text + " ", *box), begin, end)


def _text(text: Any, count: int) -> str | None:
    """The whole text, a sign for each of the page's; None where they are not one to one."""
    buffer = (c_ushort * (count + 1))()
    got = raw.FPDFText_GetText(text, 0, count, buffer)
    said = bytes(buffer)[: 2 * max(0, got - 1)].decode("utf-16-le", "surrogatepass")
    return said if len(said) == count and _PAIRED.search(said) is None else None


def _overlapping(text: Any) -> bool:
    """Whether pieces of text lie over one another: bold by drawing twice, cells whose text is cut."""
    edges = [c_double() for _ in range(4)]
    refs = [byref(edge) for edge in edges]
    left, top, right, bottom = edges
    taken = _Taken()
    line, begin, end, near = -1, 0.0, 0.0, 0.0
    for index in range(raw.FPDFText_CountRects(text, 0, -1)):
        piece_box(text, index, *refs)
        x0, x1, high, low = left.value, right.value, top.value, bottom.value
        # Most pieces go on where the one before ended: such a run is looked up once.
        if x0 > end - near and int((high + low) / 8) == line:
            end = x1 if x1 > end else end
            continue
        if line >= 0 and taken.covers(line, begin, end, near):
            return True
        line, begin, end, near = int((high + low) / 8), x0, x1, 0.2 * (high - low)
    return line >= 0 and taken.covers(line, begin, end, near)


class _Taken:
    """What pieces of text were seen to cover, by line of four points and the next one."""

    def __init__(self) -> None:
        self._lines: dict[int, list[list[float]]] = {}

    def covers(self, line: int, begin: float, end: float, near: float) -> bool:
        """Whether a run lies over what was there; where not, it is added."""
        for key in (line, line + 1):
            taken = self._lines.setdefault(key, [])
            if taken and begin > taken[-1][1] - near:
                taken[-1][1] = max(taken[-1][1], end)
            elif any(min(end, other) - max(begin, first) > near for first, other in taken):
                return True
            else:
                taken.append([begin, end])
        return False
