"""Ruling lines and pictures among what a page draws."""

from __future__ import annotations

from ctypes import addressof, byref, c_float, c_int, c_uint
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from scrapers.documents.geometry import Rule
from scrapers.documents.pdf.calls import (
    clip_length,
    clip_paths,
    clip_segment,
    form_object,
    object_box,
    object_clip,
    object_colour,
    object_kind,
    object_matrix,
    page_object,
    path_length,
    path_mode,
    path_segment,
    segment_closes,
    segment_kind,
    segment_point,
    text_mode,
)
from scrapers.documents.pdf.page import Box, Drawn

_THIN = 4.5
"""A filled box no thicker than this is a line."""
_STRAIGHT = 0.6
"""How far a line may lean over its whole length."""
_DEPTH = 8
_MOST = 60_000
"""Objects of a page that are looked at for lines: beyond it is a drawing."""
_SEGMENTS = 4_000
_CUT = 1.0
"""Points by which a text reaches out of its clip path to be cut off."""
_WHITE = 250
"""Of 255, of each colour: nobody tells it from white."""
_WHOLE = (-1e6, -1e6, 1e6, 1e6)
_CORNERS = 6
"""Points of a box: its corners, the first one again, and again where it is closed."""

_TEXT, _PATH, _IMAGE, _FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def draw(page: Any, drawn: Drawn) -> None:
    """Puts lines and pictures of a page into `drawn`."""
    _Looker(drawn).objects(page, raw.FPDFPage_CountObjects(page), page_object, _SAME, 0)


class _Looker:
    """Goes through the objects of a page and of the forms in it."""

    def __init__(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self._seen = 0
        self._edges = [c_float() for _ in range(4)]
        self._refs = [byref(edge) for edge in self._edges]
        self._parts = [c_uint() for _ in range(3)]
        self._colours = [byref(part) for part in (*self._parts, c_uint())]

    def objects(self, holder: Any, count: int, get: Any, matrix: Matrix, depth: int) -> None:
        """Looks at the objects of a page or a form. `get`: the call that gives one by its number."""
        for index in range(min(count, _MOST - self._seen)):
            item = get(holder, index)
            kind = object_kind(item)
            if kind == _TEXT:
                self._text(item, matrix)
                continue
            self._seen += 1
            if kind == _PATH:
                self._path(item, matrix)
            elif kind == _IMAGE:
                self._picture(self._box(item, matrix))
            elif kind == raw.FPDF_PAGEOBJ_SHADING:
                self._drawn.grounds.append(self._box(item, matrix))
            elif kind == _FORM and depth < _DEPTH:
                inner = _times(_matrix_of(item), matrix)
                self.objects(item, raw.FPDFFormObj_CountObjects(item), form_object, inner, depth + 1)

    def _text(self, item: Any, matrix: Matrix) -> None:
        """Notes a text that may not be seen, or is cut off, that is, reaches out of its clip path: sheets cut
        a text at the next cell that is filled, and draw a label of several rows on each page of its rows."""
        white = self._is_white(item)
        if white or text_mode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            self._drawn.unseen.append((addressof(item.contents), white))
        clip = object_clip(item)
        count = clip_paths(clip)
        if count <= 0:
            return
        left, top, right, bottom = _WHOLE
        for number in range(count):
            xs, ys = [], []
            for index in range(min(clip_length(clip, number), _SEGMENTS)):
                segment = clip_segment(clip, number, index)
                segment_point(segment, self._refs[0], self._refs[1])
                x, y = _point_by(matrix, self._edges[0].value, self._edges[1].value)
                xs.append(x)
                ys.append(y)
            if xs:
                box = self._drawn.view.box(min(xs), min(ys), max(xs), max(ys))
                left, top = max(left, box[0]), max(top, box[1])
                right, bottom = min(right, box[2]), min(bottom, box[3])
        x0, y0, x1, y1 = self._box(item, matrix)
        if x0 < left - _CUT or y0 < top - _CUT or x1 > right + _CUT or y1 > bottom + _CUT:
            self._drawn.clips[addressof(item.contents)] = left, top, right, bottom

    def _is_white(self, item: Any) -> bool:
        """Whether an object is filled in white."""
        if not object_colour(item, *self._colours) or self._parts[0].value < _WHITE:
            return False
        return min(colour.value for colour in self._parts) >= _WHITE

    def _box(self, item: Any, matrix: Matrix) -> tuple[float, float, float, float]:
        """The object's box as shown; nothing where it has none."""
        if not object_box(item, *self._refs):
            return 0.0, 0.0, 0.0, 0.0
        x0, y0, x1, y1 = (edge.value for edge in self._edges)
        if matrix is not _SAME:
            x0, y0, x1, y1 = _box_by(matrix, x0, y0, x1, y1)
        return self._drawn.view.box(x0, y0, x1, y1)

    def _picture(self, box: tuple[float, float, float, float]) -> None:
        view = self._drawn.view
        wide = min(box[2], view.width) - max(box[0], 0.0)
        high = min(box[3], view.height) - max(box[1], 0.0)
        if wide <= 0 or high <= 0:
            return
        self._drawn.pictures += 1
        self._drawn.grounds.append(box)
        self._drawn.covered = max(self._drawn.covered, wide * high / max(view.width * view.height, 1.0))

    def _path(self, item: Any, matrix: Matrix) -> None:
        box = self._box(item, matrix)
        if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
            self._drawn.rules.append(Rule(*box))
            return
        count = path_length(item)
        fill, stroke = c_int(), c_int()
        path_mode(item, byref(fill), byref(stroke))
        if fill.value and not self._is_white(item):
            self._drawn.grounds.append(box)
        if (stroke.value or count > 5) and count <= _SEGMENTS:
            own = _times(_matrix_of(item), matrix)
            self._segments(item, count, own, bool(stroke.value))

    def _segments(self, item: Any, count: int, matrix: Matrix, stroke: bool) -> None:
        """Straight pieces of a path that is drawn, thin boxes of one that is filled."""
        part: list[tuple[float, float]] = []
        boxes: list[Box] = []
        bent = False
        for index in range(count):
            segment = path_segment(item, index)
            kind = segment_kind(segment)
            x, y = self._edges[0], self._edges[1]
            segment_point(segment, self._refs[0], self._refs[1])
            point = _point_by(matrix, x.value, y.value)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                boxes += self._part(part, stroke, bent)
                part, bent = [], False
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                bent = True
                self._drawn.curves += 1
                if stroke:
                    self._part(part, stroke, bent)
                    part = []
            part.append(point)
            if segment_closes(segment) and part:
                part.append(part[0])
        boxes += self._part(part, stroke, bent)
        self._frames(boxes)

    def _frames(self, boxes: list[Box]) -> None:
        """Borders that are filled: a box with a hole nearly as large, as browsers draw those of a cell."""
        boxes.sort(key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))
        for (x0, y0, x1, y1), (left, low, right, top) in pairwise(boxes):
            sides = left - x0, low - y0, x1 - right, y1 - top
            if min(sides) >= 0 and 0 < max(sides) <= _THIN:
                self._rule(x0, y0, x1, low)
                self._rule(x0, top, x1, y1)
                self._rule(x0, y0, left, y1)
                self._rule(right, y0, x1, y1)

    def _part(self, part: list[tuple[float, float]], stroke: bool, bent: bool) -> list[Box]:
        """Takes the lines of one piece of a path; gives the box that it is, where it is a fat one."""
        if len(part) < 2:
            return []
        if stroke:
            for (x0, y0), (x1, y1) in pairwise(part):
                if abs(x0 - x1) < _STRAIGHT or abs(y0 - y1) < _STRAIGHT:
                    self._rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            return []
        xs, ys = [x for x, _ in part], [y for _, y in part]
        box = min(xs), min(ys), max(xs), max(ys)
        if bent:
            return []
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            self._rule(*box)
            return []
        return [box] if len(part) <= _CORNERS and len(set(xs)) == len(set(ys)) == 2 else []

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._drawn.rules.append(Rule(*self._drawn.view.box(x0, y0, x1, y1)))


def _matrix_of(item: Any) -> Matrix:
    matrix = raw.FS_MATRIX()
    if not object_matrix(item, byref(matrix)):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """What the first does, then the second."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _point_by(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box_by(matrix: Matrix, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    points = [_point_by(matrix, x, y) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
