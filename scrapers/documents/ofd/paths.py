"""Path objects: which of them are ruling lines (GB/T 33190-2016, 9.1 and 9.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from scrapers.documents.geometry import Rule
from scrapers.documents.ofd.matrix import FAR, POINTS, Box, Matrix, number
from scrapers.documents.parts import local

_STEP = re.compile(r"[MLCSQBAmlcsqba]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_TAKES = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers after each operator; the last two of them are where it ends."""
MOST = 50_000
"""Steps of one path that are looked at: a drawing of more is no table."""
_THIN = 1.3
"""Millimetres of a filled box that is a line; a row of a table is higher."""
_STRAIGHT = 0.3
"""Millimetres that a line may rise or lean over its length."""
_SLACK = 1.0
"""Millimetres beyond its boundary that a line may reach: programs round them down to the line's middle."""

Point = tuple[float, float]


def rules_of(element: Any, place: Matrix, boundary: Box | None) -> list[Rule]:
    """Ruling lines that a `PathObject` draws, in points on the page. `place`: from the object's own space
    to the page (mm); `boundary`: what is drawn of it, on the page."""
    stroke, fill = _yes(element, "Stroke", True), _yes(element, "Fill", False)
    if not (stroke or fill):
        return []
    data = next((child.text for child in element if local(child.tag) == "AbbreviatedData"), None)
    width = number(element.get("LineWidth"), 0.353) * place.scale()
    found: list[Rule] = []
    for points, closed in _figures(data or "", place):
        box = _box(points)
        if fill and closed and _is_line(box):
            found.append(Rule(*box))
        elif stroke:
            ends = [*points, points[0]] if closed else points
            found += [rule for a, b in pairwise(ends) if (rule := _stroke(a, b, width))]
    return [inside for rule in found if (inside := _cut(rule, boundary))]


def _yes(element: Any, name: str, otherwise: bool) -> bool:
    said = (element.get(name) or "").strip().lower()
    return otherwise if not said else said in ("true", "1")


def _figures(data: str, place: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """Figures of straight lines, and whether they are closed; what has curves is cut there."""
    points: list[Point] = []
    for operator, values in _steps(data):
        if operator == "C":
            if len(points) > 1:
                yield points, True
            points = points[:1]
            continue
        end = place.at(values[-2], values[-1])
        if operator == "L":
            points.append(end)
            continue
        if len(points) > 1:
            yield points, _meets(points)
        points = [end]
    if len(points) > 1:
        yield points, _meets(points)


def _steps(data: str) -> Iterator[tuple[str, list[float]]]:
    """Operators with their numbers; one that lacks some is left out with all after it. Numbers may go on
    without repeating the operator."""
    tokens = (match.group() for match in _STEP.finditer(data))
    operator, values = "", list[float]()
    for count, token in enumerate(tokens):
        if count > 8 * MOST:
            return
        if token.isalpha():
            operator, values = token.upper(), []
            if operator == "C":
                yield "C", []
            continue
        if operator in ("", "C"):
            continue
        value = float(token)
        values.append(value if abs(value) < FAR else 0.0)
        if len(values) == _TAKES[operator]:
            yield operator, values
            operator, values = "L" if operator == "M" else operator, []


def _meets(points: list[Point]) -> bool:
    (ax, ay), (bx, by) = points[0], points[-1]
    return len(points) > 3 and abs(ax - bx) < 0.05 and abs(ay - by) < 0.05


def _box(points: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_line(box: tuple[float, float, float, float]) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) <= _THIN and max(width, height) > 2 * min(width, height)


def _stroke(a: Point, b: Point, width: float) -> Rule | None:
    """A line of a pen; None where it is neither level nor upright, or no longer than it is thick."""
    (ax, ay), (bx, by) = a, b
    across, down = abs(ax - bx), abs(ay - by)
    if min(across, down) > _STRAIGHT or max(across, down) <= max(width, 0.2):
        return None
    half = min(width, _THIN) / 2
    if across > down:
        middle = (ay + by) / 2
        return Rule(min(ax, bx), middle - half, max(ax, bx), middle + half)
    middle = (ax + bx) / 2
    return Rule(middle - half, min(ay, by), middle + half, max(ay, by))


def _cut(rule: Rule, boundary: Box | None) -> Rule | None:
    """What of a line lies within the boundary, in points; None where nothing does."""
    if boundary is None:
        return Rule(*(POINTS * value for value in rule))
    x0, y0 = max(rule.x0, boundary.x - _SLACK), max(rule.y0, boundary.y - _SLACK)
    x1 = min(rule.x1, boundary.x + boundary.width + _SLACK)
    y1 = min(rule.y1, boundary.y + boundary.height + _SLACK)
    if x1 < x0 or y1 < y0:
        return None
    return Rule(POINTS * x0, POINTS * y0, POINTS * x1, POINTS * y1)
