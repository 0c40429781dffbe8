"""Text objects: which sign stands where (GB/T 33190-2016, 11.2–11.4)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from scrapers.documents.geometry import Glyph
from scrapers.documents.geometry.lines import wide
from scrapers.documents.ofd.matrix import FAR, POINTS, Matrix, number
from scrapers.documents.parts import local

_ASCENT, _DESCENT = 0.86, 0.14
"""Ems above and below the line that signs stand on: where Chinese fonts draw them."""
MOST = 20_000
"""Signs of one text that are read: a page has a few thousand."""
_DELTA = re.compile(r"[gG]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Places of private use: signs whose meaning only the font knows."""


class Run(NamedTuple):
    """The signs of one text object."""

    glyphs: list[Glyph]
    unknown: int
    """Signs of which no program can say what they are; they are in the text as they stand."""
    cut: bool
    """Whether it has more signs than are read."""
    slanted: bool
    """Whether the text is neither level nor upright: watermarks are."""
    quarters: int
    """Quarter turns, clockwise, from level text to this one."""


def run_of(element: Any, place: Matrix) -> Run:
    """The signs of a `TextObject`, in points on the page. `place`: from the object's own space to the page
    (mm)."""
    size = number(element.get("Size"), 3.5)
    stretch = number(element.get("HScale"), 1.0) or 1.0
    turned = int(number(element.get("CharDirection"), 0.0)) % 360
    reading = int(number(element.get("ReadDirection"), 0.0)) % 360
    glyphs: list[Glyph] = []
    unknown = 0
    cut = False
    x = y = 0.0
    slots = _slots(element)
    at = 0
    for code in element:
        if local(code.tag) != "TextCode":
            continue
        text = "".join(code.itertext())
        text, cut = text[:MOST], cut or len(text) > MOST
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        for sign, left, base, width in _signs(code, text, x, y, size * stretch, reading, slots, at):
            glyphs.append(_glyph(sign, left, base, width, size, turned, place))
        unknown += len(_UNKNOWN.findall(text))
        at += len(text)
    slanted = min(abs(place.a), abs(place.b)) > 0.1 * max(abs(place.a), abs(place.b))
    quarters = round(math.atan2(place.b, place.a) / (math.pi / 2)) % 4
    return Run(glyphs, unknown, cut, slanted, quarters)


def _signs(
    code: Any,
    text: str,
    x: float,
    y: float,
    em: float,
    reading: int,
    slots: dict[int, tuple[int, int]],
    at: int,
) -> Iterator[tuple[str, float, float, float]]:
    """Signs of one `TextCode`: text, left end, base line, width."""
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    steps_given = bool(across or down)
    place = 0  # in the deltas: they are of drawn glyphs, not of signs
    index = 0
    while index < len(text):
        codes, drawn = slots.get(at + index, (1, 1))
        piece = text[index : index + codes]
        width = sum(_em(sign) for sign in piece) * em
        step_x, step_y = sum(across[place : place + drawn]), sum(down[place : place + drawn])
        if not steps_given:
            step_x, step_y = _unstated(width, em, reading)
        yield piece, x, y, _width(piece, width, em, step_x if not step_y else 0.0)
        x, y = x + step_x, y + step_y
        if abs(x) > FAR or abs(y) > FAR:
            return
        place, index = place + drawn, index + codes


def _em(sign: str) -> float:
    return 1.0 if wide(sign) else 0.5


def _unstated(width: float, em: float, reading: int) -> tuple[float, float]:
    """Where no distance is given: sign after sign in the direction of reading, so that none covers
    another."""
    return {90: (0.0, em), 180: (-width, 0.0), 270: (0.0, -em)}.get(reading, (width, 0.0))


def _width(piece: str, width: float, em: float, step: float) -> float:
    """How wide a sign is: up to the next one where that is near, as letters have widths of their own."""
    if step <= 0:
        return width
    return min(step, max(width, em)) if not wide(piece[:1]) else min(step, width)


def _deltas(text: str | None, most: int) -> list[float]:
    """The distances of `DeltaX` or `DeltaY`; `g 3 2.5` is `2.5 2.5 2.5`. Never more than there are signs."""
    if not text:
        return []
    # A group takes at least five signs: more than that is not needed.
    tokens = iter(islice(_DELTA.findall(text[: 64 * most + 64]), 3 * most + 3))
    found: list[float] = []
    for token in tokens:
        if token in "gG":
            times, value = _count(next(tokens, "0")), next(tokens, "0")
            found += [_distance(value)] * min(times, most)
        else:
            found.append(_distance(token))
        if len(found) >= most:
            break
    # Programs write one distance for all that follow; viewers take the last one again.
    return (found + found[-1:] * (most - len(found)))[:most]


def _count(token: str) -> int:
    return max(0, int(_distance(token)))


def _distance(token: str) -> float:
    value = 0.0 if token in "gG" else float(token)
    return value if abs(value) < FAR else 0.0


def _slots(element: Any) -> dict[int, tuple[int, int]]:
    """Of signs that are not one glyph each (ligatures): position to (signs, glyphs)."""
    found: dict[int, tuple[int, int]] = {}
    for transform in element:
        if local(transform.tag) != "CGTransform":
            continue
        codes = int(number(transform.get("CodeCount"), 1.0))
        drawn = int(number(transform.get("GlyphCount"), 1.0))
        if codes != drawn and 0 < codes <= 16 and 0 < drawn <= 16:
            found[int(number(transform.get("CodePosition"), 0.0))] = codes, drawn
    return found


def _glyph(
    sign: str, left: float, base: float, width: float, size: float, turned: int, place: Matrix
) -> Glyph:
    """The box of a sign, in points on the page."""
    top, bottom = -_ASCENT * size, _DESCENT * size
    # A turned sign's box is turned about its own origin (11.3, figure 62).
    corner, opposite = {
        90: ((-bottom, 0.0), (-top, width)),
        180: ((-width, -bottom), (0.0, -top)),
        270: ((top, -width), (bottom, 0.0)),
    }.get(turned, ((0.0, top), (width, bottom)))
    (ax, ay), (bx, by) = (
        place.at(left + corner[0], base + corner[1]),
        place.at(left + opposite[0], base + opposite[1]),
    )
    return Glyph(
        sign,
        min(ax, bx) * POINTS,
        min(ay, by) * POINTS,
        max(ax, bx) * POINTS,
        max(ay, by) * POINTS,
        size * place.scale() * POINTS,
    )
