"""Text that is cut off where it is drawn: what nobody sees is left out, what is seen in part stands whole in
the part of the page where it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import addressof, byref
from typing import Any

import pypdfium2.raw as raw

from scrapers.documents.geometry import Glyph
from scrapers.documents.pdf.calls import sign_box, sign_object
from scrapers.documents.pdf.page import Box, Drawn

Sign = tuple[Glyph, int]
OUTLINES = 200
"""Bent outlines on a page whose letters were drawn as shapes."""
_NOWHERE: Box = (-1e6, -1e6, -1e6, -1e6)
_INSET = 0.1
"""Ems between what is cut and where it is cut: it is no piece of what begins behind the edge."""


def clipped(text: Any, signs: list[Sign], drawn: Drawn) -> list[Sign]:
    """The signs of a text page that are seen; those of a line that is cut off counted in `drawn`."""
    found: list[Sign] = []
    line: list[Sign] = []
    cut: Box | None = None
    for sign in signs:
        box = drawn.clips.get(_place_of(text, sign[1]))
        # Pieces of one line, of several fonts, are cut off together.
        if line and (box != cut or not _on_one_line(line[-1][0], sign[0])):
            found.extend(_seen(line, cut, drawn))
            line = []
        line.append(sign)
        cut = box
    found.extend(_seen(line, cut, drawn))
    return found


def hide(text: Any, count: int, drawn: Drawn) -> None:
    """Makes what nobody sees a piece that is cut off wholly: text that is not drawn, but for where it says
    what a picture or outlines show; white text on nothing but paper."""
    if not drawn.unseen:
        return
    shown = drawn.pictures or drawn.curves > OUTLINES
    for place, white in drawn.unseen:
        if not white and not shown:
            drawn.clips[place] = _NOWHERE
    white_ones = {place for place, white in drawn.unseen if white}
    if not white_ones:
        return
    rect = raw.FS_RECTF()
    boxes: dict[int, list[Box]] = {}
    for index in range(count):
        place = _place_of(text, index)
        if place in white_ones and sign_box(text, index, byref(rect)):
            box = drawn.view.box(rect.left, rect.bottom, rect.right, rect.top)
            boxes.setdefault(place, []).append(box)
    for place, signs in boxes.items():
        if not any(_is_on(sign, ground) for sign in signs for ground in drawn.grounds):
            drawn.clips[place] = _NOWHERE


def _is_on(sign: Box, ground: Box) -> bool:
    x, y = (sign[0] + sign[2]) / 2, (sign[1] + sign[3]) / 2
    return ground[0] <= x <= ground[2] and ground[1] <= y <= ground[3]


def _on_one_line(before: Glyph, after: Glyph) -> bool:
    return abs(before.y0 + before.y1 - after.y0 - after.y1) < before.size


def _place_of(text: Any, index: int) -> int:
    piece = sign_object(text, index)
    return addressof(piece.contents) if piece else 0


def _seen(piece: list[Sign], box: Box | None, drawn: Drawn) -> Iterator[Sign]:
    """The line, drawn together between the edges of what is seen of it, so that it stands in one cell."""
    if box is None or not piece:
        yield from piece
        return
    left, top, right, bottom = box
    begin = min(glyph.x0 for glyph, _ in piece)
    end = max(glyph.x1 for glyph, _ in piece)
    inset = _INSET * piece[0][0].size
    start, stop = max(begin, left + inset), min(end, right - inset)
    middles = [((glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2) for glyph, _ in piece]
    if not any(left < x < right and top < y < bottom for x, y in middles):
        seen = sum(not glyph.text.isspace() for glyph, _ in piece)
        drawn.signs -= seen
        drawn.hidden += seen
        return
    scale = (stop - start) / (end - begin) if end > begin else 1.0
    for glyph, index in piece:
        x0, x1 = (start + scale * (x - begin) for x in (glyph.x0, glyph.x1))
        yield glyph._replace(x0=x0, x1=x1), index
