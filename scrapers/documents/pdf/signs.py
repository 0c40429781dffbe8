"""The text layer of a page, sign by sign."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from ctypes import byref, c_double
from itertools import pairwise
from math import pi
from statistics import median
from typing import Any

import pypdfium2.raw as raw

from scrapers.documents.geometry import Glyph
from scrapers.documents.pdf.calls import sign_angle, sign_box, sign_code, sign_is_lost, sign_is_made
from scrapers.documents.pdf.clipping import clipped, hide
from scrapers.documents.pdf.letters import KNOWN, LOST, known
from scrapers.documents.pdf.page import Drawn
from scrapers.documents.pdf.words import Word, words_of

_ODD_BOX = 60.0
_LEANING = 0.12
"""Radians from upright, or from a quarter of a turn, beyond which text is a watermark."""
_SCAN = 0.5
"""Part of the page that a picture covers under text that a scanner recognised."""
_UNSEEN = 3
"""Text rendering mode of text that is not drawn (PDF 32000-1, 9.3.6)."""


def read_signs(text: Any, drawn: Drawn) -> None:
    """Puts the signs of a text page into `drawn`: in words, but for those that a ruling line goes through."""
    count = raw.FPDFText_CountChars(text)
    if count <= 0:
        return
    hide(text, count, drawn)
    words = None if drawn.clips else words_of(text, count, drawn)
    if words is None:
        drawn.signs = drawn.unreadable = drawn.hidden = 0
        found = _without_kerning(list(_signs(text, range(count), drawn)))
        signs = _turned(text, clipped(text, found, drawn) if drawn.clips else found, drawn)
    else:
        signs = _parted(text, words, drawn)
    signs = leaning(text, signs, drawn)
    drawn.glyphs = [glyph for glyph, _ in signs]
    if drawn.covered > _SCAN and drawn.glyphs:
        drawn.recognised = _unseen(text, [index for _, index in signs])


def _parted(text: Any, words: list[Word], drawn: Drawn) -> list[tuple[Glyph, int]]:
    """Words, those that a line downwards goes through sign by sign."""
    down = sorted((rule.x0 + rule.x1) / 2 for rule in drawn.rules if rule.y1 - rule.y0 >= rule.x1 - rule.x0)
    signs: list[tuple[Glyph, int]] = []
    odd: list[tuple[Glyph, int]] = []
    for glyph, begin, end in words:
        if glyph is None:
            odd.extend(_signs(text, range(begin, end), drawn))
            continue
        if odd:
            signs.extend(_turned(text, odd, drawn))
            odd = []
        if down and end - begin > 1 and bisect_left(down, glyph.x0) < bisect_right(down, glyph.x1):
            signs.extend(_signs(text, range(begin, end), Drawn(drawn.number, drawn.view)))
            if glyph.text[-1] == " ":
                signs.append((Glyph(" ", glyph.x1, glyph.y0, glyph.x1, glyph.y1, glyph.size), end))
        else:
            signs.append((glyph, begin))
    return signs + _turned(text, odd, drawn)


def _signs(text: Any, indices: range, drawn: Drawn) -> Iterator[tuple[Glyph, int]]:
    """Signs in the order in which they are drawn, with their number."""
    rect = raw.FS_RECTF()
    reference = byref(rect)
    view = drawn.view
    upright = view.turns == 0
    left, top, width, height = view.left, view.top, view.width, view.height
    for index in indices:
        sign_box(text, index, reference)
        x0, x1, y0, y1 = rect.left, rect.right, rect.bottom, rect.top
        if x0 == x1:  # a gap or line end that the library made, or a mark without width
            continue
        code = sign_code(text, index)
        if 0xD800 <= code < 0xE000:  # one of a pair: a rare sign, as in names
            if code >= 0xDC00:
                continue
            code = 0x10000 + ((code - 0xD800) << 10) + (sign_code(text, index + 1) - 0xDC00) % 0x400
        high = y1 - y0
        if x1 - x0 > _ODD_BOX or high > _ODD_BOX or high < 2.0:
            x0, y0, x1, y1 = _tight(text, index, x0, y0, x1, y1)
        if upright:
            x0, y0, x1, y1 = x0 - left, top - y1, x1 - left, top - y0
        else:
            x0, y0, x1, y1 = view.box(x0, y0, x1, y1)
        if x1 < 0 or y1 < 0 or x0 > width or y0 > height:
            drawn.hidden += 1
            continue
        sign = KNOWN.get(code) or known(code)
        if sign == " ":
            pass
        elif sign_is_lost(text, index) or sign == LOST:
            drawn.signs += 1
            drawn.unreadable += 1
            sign = LOST
        else:
            drawn.signs += 1
        size = y1 - y0
        if sign > "\u2e7f" and x1 - x0 > size:  # fonts without measures: the box is the outline
            size = x1 - x0
        yield Glyph(sign, x0, y0, x1, y1, size), index


def _turned(text: Any, signs: list[tuple[Glyph, int]], drawn: Drawn) -> list[tuple[Glyph, int]]:
    """Signs, those of words that run up or down the page (labels turned in a cell) as one for each word."""
    found: list[tuple[Glyph, int]] = []
    last = -9
    for glyph, index in signs:
        turn = _turn_of(sign_angle(text, index))
        if turn is None or turn == drawn.view.turns or (turn - drawn.view.turns) % 2 == 0:
            found.append((glyph, index))
            continue
        word, begin = glyph, index
        if last >= index - 3 and _above(found[-1][0], glyph):
            before, begin = found.pop()
            word = Glyph(
                before.text + glyph.text,
                min(before.x0, glyph.x0),
                min(before.y0, glyph.y0),
                max(before.x1, glyph.x1),
                max(before.y1, glyph.y1),
                glyph.size,
            )
        found.append((word._replace(size=word.x1 - word.x0), begin))
        last = index
    return found


def _above(word: Glyph, glyph: Glyph) -> bool:
    """Whether a sign goes on a word that runs up or down the page."""
    apart = max(glyph.y0 - word.y1, word.y0 - glyph.y1)
    return apart < glyph.y1 - glyph.y0 and min(word.x1, glyph.x1) > max(word.x0, glyph.x0)


def _turn_of(angle: float) -> int | None:
    """Quarters of a turn to the right that set a sign upright; None of one that stands aslant."""
    return None if _aslant(angle) else -round(angle / (pi / 2)) % 4


def _without_kerning(signs: list[tuple[Glyph, int]]) -> list[tuple[Glyph, int]]:
    """Signs without spaces that the next sign is drawn over: nobody sees them."""
    unseen = {
        index
        for (glyph, index), (after, _) in pairwise(signs)
        if glyph[0] == " "
        and after[1] - glyph[1] < 0.3 * (glyph[3] - glyph[1])
        and after[1] > glyph[1] - 0.1 * glyph[5]
        and abs(after[4] - glyph[4]) < 0.5 * glyph[5]
    }
    return [item for item in signs if item[1] not in unseen] if unseen else signs


def _tight(
    text: Any, index: int, x0: float, y0: float, x1: float, y1: float
) -> tuple[float, float, float, float]:
    """The box of the sign's outline, where the one by the font's measures is odd (written downwards)."""
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    if not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
        return x0, y0, x1, y1
    wide, high = right.value - left.value, top.value - bottom.value
    if wide <= 0 or high <= 0 or (wide > 0.3 * (x1 - x0) and y1 - y0 > 2.0):
        return x0, y0, x1, y1
    return left.value, bottom.value, right.value, top.value


def _unseen(text: Any, indices: list[int]) -> bool:
    """Whether most of the text is not drawn: a scanner put it over its picture."""
    some = indices[:: max(1, len(indices) // 20)]
    unseen = sum(
        raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, index)) == _UNSEEN
        for index in some
    )
    return bool(unseen > len(some) / 2)


def leaning(text: Any, signs: list[tuple[Glyph, int]], drawn: Drawn) -> list[tuple[Glyph, int]]:
    """The signs without those of a watermark: large ones that stand aslant; their text goes into `drawn`."""
    if not signs:
        return signs
    sizes = [glyph.size for glyph, _ in signs]
    large = 1.35 * median(sizes)
    if max(sizes) <= large:
        return signs
    aslant = {index for glyph, index in signs if glyph.size > large and _aslant(sign_angle(text, index))}
    if not aslant or len(aslant) > len(signs) / 2:
        return signs
    drawn.watermark = "".join(glyph.text for glyph, index in signs if index in aslant)
    return [(glyph, index) for glyph, index in signs if index not in aslant]


def _aslant(angle: float) -> bool:
    off = angle % (pi / 2)
    return min(off, pi / 2 - off) > _LEANING


def quarters(text: Any) -> int | None:
    """Quarters of a turn to the right after which most of the text is upright, however the page is shown: a
    wide table may be drawn sideways on a page that is not turned. None where no direction has most of it."""
    count = raw.FPDFText_CountChars(text)
    angles = [
        _turn_of(sign_angle(text, index))
        for index in range(0, count, max(1, count // 12))
        if not sign_is_made(text, index)
    ]
    most = max(set(angles), key=angles.count, default=0)
    return most if angles.count(most) > 0.6 * len(angles) else None
