"""What is too narrow: cells at whose edge a number is broken, which is one all the same; places of a grid in
which nothing can stand, for they are no places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.documents.geometry.lines import rows_of
from scrapers.documents.geometry.records import Glyph

_PIECES = re.compile(r"\d[\d,.]*(\n[\d,.]+)+")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")
_FIGURE = re.compile(r"[\d,.]*\d[\d,.]*")


def whole_numbers(row: Sequence[tuple[str, Sequence[Glyph], float]], margins: float) -> dict[int, str]:
    """Which texts of a row of cells (text, signs, width of the cell) are one number broken over lines, and
    the number: every line but the last is full, and another figure of the row has one line. Where all have
    several, a cell holds the figures of several rows that no line parts, and they stay apart."""
    if not any("\n" in text for text, _, _ in row) or not any(_FIGURE.fullmatch(text) for text, _, _ in row):
        return {}
    found = {}
    for place, (text, signs, width) in enumerate(row):
        if _PIECES.fullmatch(text) is None or _NUMBER.fullmatch(text.replace("\n", "")) is None:
            continue
        *lines, last = rows_of(signs)
        if (
            len(lines) == text.count("\n")
            and all(width - margins - _wide(line) < _digit(line) for line in lines)
            and _wide(last) < _wide(lines[0])
        ):
            found[place] = text.replace("\n", "")
    return found


def _digit(line: Sequence[Glyph]) -> float:
    """The width of one of its signs: a line with less left was full."""
    return _wide(line) / sum(len(glyph.text) for glyph in line)


def _wide(line: Sequence[Glyph]) -> float:
    return line[-1].x1 - line[0].x0


def without_strips(
    edges: list[float], after: list[list[bool]], across: list[list[bool]], least: float, middles: list[float]
) -> list[list[bool]]:
    """Takes places narrower than `least` with no sign's middle in them out of `edges` and `across`; gives
    `after`, the lines behind each place, those on both sides of one taken out as one."""
    for place in range(len(edges) - 2, -1, -1):
        start, end = edges[place], edges[place + 1]
        if len(edges) < 3 or end - start >= least or any(start < middle < end for middle in middles):
            continue
        if place:
            after[place - 1] = [a or b for a, b in zip(after[place - 1], after[place], strict=True)]
        del edges[max(1, place)], after[place], across[place]  # the outer edges stay
    return after
