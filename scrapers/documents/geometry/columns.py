"""Reading order: lines from top to bottom, columns of text one after another, tables where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from scrapers.documents.geometry.lines import line_of, rows_of
from scrapers.documents.geometry.records import Glyph, Grid, Line

_COLUMN_LINES = 5
"""Lines on both sides of a gap that make two columns of text."""
_FILLED = 0.7
"""Part of a column's width that most of its lines fill: text; cells of a table without lines do not."""


def in_order(glyphs: Sequence[Glyph], grids: Sequence[Grid], page: int) -> list[Line | Grid]:
    """Lines and tables of a page in the order in which people read them."""
    rows = rows_of(glyphs)
    parts: list[Line | Grid] = []
    bounds = [*(grid.ys[0] for grid in grids), float("inf")]
    pending = [(_top(row), row) for row in rows]
    begin = 0
    for number, bound in enumerate(bounds):
        end = begin
        while end < len(pending) and pending[end][0] < bound:
            end += 1
        parts.extend(_lines([row for _, row in pending[begin:end]], page))
        if number < len(grids):
            parts.append(grids[number])
        begin = end
    _set_margins([part for part in parts if isinstance(part, Line) and not part.right])
    return parts


def _top(row: list[Glyph]) -> float:
    return (row[0].y0 + row[0].y1) / 2


def _lines(rows: list[list[Glyph]], page: int) -> list[Line]:
    """Lines of a part of the page without tables; two columns of text are read one after the other."""
    gutter = _gutter(rows) if len(rows) >= _COLUMN_LINES else None
    if gutter is None:
        return [line for row in rows if (line := line_of(row, page)) is not None]
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for row in rows:
        sides = _split(row, gutter)
        if sides is None:
            lines += _column(left) + _column(right)
            left, right = [], []
            lines += [line for line in [line_of(row, page)] if line is not None]
            continue
        for side, signs in zip((left, right), sides, strict=True):
            line = line_of(signs, page) if signs else None
            if line is not None:
                side.append(line)
    return lines + _column(left) + _column(right)


def _column(lines: list[Line]) -> list[Line]:
    _set_margins(lines)
    return lines


def _set_margins(lines: Sequence[Line]) -> None:
    if lines:
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        pitch = _pitch(lines)
        for line in lines:
            line.left, line.right, line.pitch = left, right, pitch


def _pitch(lines: Sequence[Line]) -> float:
    """The distance from line to line within paragraphs: the smaller ones of those that occur."""
    steps = sorted(
        step
        for line, after in pairwise(lines)
        if 0.8 * line.size < (step := (after.y0 + after.y1 - line.y0 - line.y1) / 2) < 4 * line.size
    )
    return steps[len(steps) // 4] if len(steps) > 3 else 0.0


def _split(row: list[Glyph], gutter: tuple[float, float]) -> tuple[list[Glyph], list[Glyph]] | None:
    """A row's signs left and right of the gap; None where it goes across."""
    start, end = gutter
    middle = (start + end) / 2
    if any(glyph.x0 < middle < glyph.x1 for glyph in row):
        return None
    left = [glyph for glyph in row if glyph.x1 <= middle]
    right = row[len(left) :]
    if left and right and right[0].x0 - left[-1].x1 < 0.5 * left[-1].size:
        return None
    return left, right


def _gutter(rows: list[list[Glyph]]) -> tuple[float, float] | None:
    """The gap between two columns of text; None where there is one column, or a table without lines."""
    halves: list[tuple[float, float, float, float]] = []
    for row in rows:
        gaps = [
            (after.x0 - before.x1, before.x1, after.x0)
            for before, after in pairwise(row)
            if after.x0 - before.x1 > 1.0 * before.size
        ]
        if gaps:
            _, start, end = max(gaps)
            halves.append((row[0].x0, start, end, row[-1].x1))
    if len(halves) < max(_COLUMN_LINES, 0.4 * len(rows)):
        return None
    middle = sorted((start + end) / 2 for _, start, end, _ in halves)[len(halves) // 2]
    halves = [half for half in halves if half[1] < middle < half[2]]
    if len(halves) < max(_COLUMN_LINES, 0.4 * len(rows)):
        return None
    start = max(half[1] for half in halves)
    end = min(half[2] for half in halves)
    left, right = min(half[0] for half in halves), max(half[3] for half in halves)
    filled = sum(
        half[1] - half[0] > _FILLED * (start - left) and half[3] - half[2] > _FILLED * (right - end)
        for half in halves
    )
    return (start, end) if start < end and filled > 0.35 * len(halves) else None
