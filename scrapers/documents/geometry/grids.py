"""Tables by their lines: a grid of joined lines, cells as areas between lines, signs in cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.documents.geometry.edges import NEAR, Edge, Mesh, meshes_of
from scrapers.documents.geometry.lines import cell_text
from scrapers.documents.geometry.narrow import whole_numbers, without_strips
from scrapers.documents.geometry.open_sides import with_wide_rows
from scrapers.documents.geometry.records import Glyph, Grid, Rule

_DRAWN = 0.6
"""Part of a cell's edge that must be drawn for it to be one."""
_BEYOND = 6.0
"""Lines that reach this far beyond the last line the other way: the table's border was not drawn."""
_MARGIN = 6.0
"""Between a cell's edge and its text at most, where no text of the table says more."""
_UNEVEN = 0.03
"""Ems by which the step to the next sign differs from the one before where another text begins there."""
_DIGITS = frozenset("0123456789.,%")
MOST_CELLS = 200_000
"""Places of one page's grid: more are squared paper."""


def grids_of(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int
) -> tuple[list[Grid], list[Glyph], list[Rule]]:
    """Tables of a page from top to bottom (those inside another's cell are kept with it), the glyphs that
    stand in none, and frames of a single cell: one may be a row that the page's end cut off its table."""
    meshes = with_wide_rows(*meshes_of(rules), glyphs)
    found = [frame for mesh in meshes if (frame := _frame_of(mesh)) is not None]
    frames = [frame for frame in found if len(frame.cells()) > 1]
    boxes = [
        Rule(frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1])
        for frame in found
        if len(frame.cells()) == 1
    ]
    if not frames:
        return [], list(glyphs), boxes
    # The smallest around a sign has it: a table inside a cell is asked before that cell.
    frames.sort(key=_Frame.area)
    rest: list[Glyph] = []
    within: _Frame | None = None
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
        for frame in frames:
            if frame.xs[0] < x < frame.xs[-1] and frame.ys[0] < y < frame.ys[-1]:
                frame.glyphs.append(glyph)
                within = frame
                break
        else:
            # A number wider than its column goes on beyond the table's edge.
            if within is not None and x > within.xs[-1] and _follows(within.glyphs[-1], glyph):
                within.glyphs.append(glyph)
            else:
                rest.append(glyph)
                within = None
    written = [frame for frame in frames if frame.is_written()]
    for frame in written:
        frame.without_strips()
    return _nested([frame.grid(page) for frame in written]), rest, boxes


@dataclass(slots=True)
class _Frame:
    """The lines of a table: where columns and rows begin, and which edges between them are drawn."""

    xs: list[float]
    ys: list[float]
    right_of: list[list[bool]]
    """[row][column]: a line is drawn between this place and the one to its right."""
    below: list[list[bool]]
    open_top: bool
    open_bottom: bool
    glyphs: list[Glyph]
    areas: list[tuple[int, int, int, int]] | None = None

    def area(self) -> float:
        """Size, for finding the smallest around a sign."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def cells(self) -> list[tuple[int, int, int, int]]:
        """(row, column, rows, columns) of every cell, by rows."""
        if self.areas is None:
            self.areas = _areas(self)
        return self.areas

    def is_written(self) -> bool:
        """Whether there is anything in it: one of lines alone is a drawing."""
        return any(not glyph.text.isspace() for glyph in self.glyphs)

    def without_strips(self) -> None:
        """Takes out rows and columns in which nothing is written and no sign of this table has room: edges of
        neighbouring cells that were not drawn at one place."""
        size = min(glyph.size for glyph in self.glyphs if not glyph.text.isspace())
        self.below = without_strips(
            self.ys, self.below, self.right_of, size, [(glyph.y0 + glyph.y1) / 2 for glyph in self.glyphs]
        )
        turned = [list(column) for column in zip(*self.right_of, strict=True)]
        crossed = [list(column) for column in zip(*self.below, strict=True)]
        turned = without_strips(
            self.xs, turned, crossed, size / 2, [(glyph.x0 + glyph.x1) / 2 for glyph in self.glyphs]
        )
        self.right_of = [list(row) for row in zip(*turned, strict=True)]
        self.below = [list(row) for row in zip(*crossed, strict=True)]
        self.areas = None

    def grid(self, page: int) -> Grid:
        """The table with its texts."""
        height, width = len(self.ys) - 1, len(self.xs) - 1
        owner = [[0] * width for _ in range(height)]
        spans = {}
        cells = self.cells()
        for number, (row, column, rows, columns) in enumerate(cells):
            if rows > 1 or columns > 1:
                spans[row, column] = (rows, columns)
                for y in range(row, row + rows):
                    owner[y][column : column + columns] = [number] * columns
            else:
                owner[row][column] = number
        inside = self._shared_out(owner, len(cells))
        texts: list[list[str | None]] = [[None] * width for _ in range(height)]
        for (row, column, _, _), signs in zip(cells, inside, strict=True):
            texts[row][column] = cell_text(signs) if signs else ""
        margins = self._margins(cells, inside)
        boxes: dict[int, list[tuple[int, str, list[Glyph], float]]] = {}
        for (row, column, rows, columns), signs in zip(cells, inside, strict=True):
            if rows == 1 and signs:
                wide = self.xs[column + columns] - self.xs[column]
                boxes.setdefault(row, []).append((column, texts[row][column] or "", signs, wide))
        for row, there in boxes.items():
            told = [(text, signs, wide) for _, text, signs, wide in there]
            for place, joined in whole_numbers(told, margins).items():
                texts[row][there[place][0]] = joined
        return Grid(
            texts,
            spans,
            self.xs,
            self.ys,
            page,
            page,
            open_top=self.open_top,
            open_bottom=self.open_bottom,
            rooms=self._rooms(cells, inside, margins),
        )

    def _margins(self, cells: list[tuple[int, int, int, int]], inside: list[list[Glyph]]) -> float:
        """What texts of this table keep free beside them, left and right together."""
        left, right = _MARGIN, _MARGIN
        for (_, column, _, columns), signs in zip(cells, inside, strict=True):
            if signs:
                left = min(left, min(sign.x0 for sign in signs) - self.xs[column])
                right = min(right, self.xs[column + columns] - max(sign.x1 for sign in signs))
        return max(left, 0.0) + max(right, 0.0)

    def _rooms(
        self, cells: list[tuple[int, int, int, int]], inside: list[list[Glyph]], margins: float
    ) -> dict[int, float]:
        """Ems that are left on the last line of cells at the lower edge, by column: their width without the
        text and the margins."""
        rooms = {}
        for (row, column, rows, columns), signs in zip(cells, inside, strict=True):
            if row + rows == len(self.ys) - 1 and signs:
                lowest = max(signs, key=lambda sign: sign.y1)
                line = [sign for sign in signs if sign is lowest or sign.y1 > (lowest.y0 + lowest.y1) / 2]
                taken = max(sign.x1 for sign in line) - min(sign.x0 for sign in line)
                wide = self.xs[column + columns] - self.xs[column]
                rooms[column] = (wide - taken - margins) / max(lowest.size, 1.0)
        return rooms

    def _shared_out(self, owner: list[list[int]], count: int) -> list[list[Glyph]]:
        """Glyphs of every cell: each by its middle; what was drawn as one over a line goes to one side."""
        inside: list[list[Glyph]] = [[] for _ in range(count)]
        xs, ys = self.xs, self.ys
        run: list[Glyph] = []
        cell = -1
        for glyph in self.glyphs:
            column = min(bisect_right(xs, (glyph[1] + glyph[3]) / 2), len(xs) - 1) - 1
            place = owner[bisect_right(ys, (glyph[2] + glyph[4]) / 2) - 1][column]
            if run and _follows(run[-1], glyph):
                if place != cell:
                    place = self._over(run, glyph, cell, place, inside)
                if place != cell:
                    run = []
            else:
                run = []
            inside[place].append(glyph)
            run.append(glyph)
            cell = place
        return inside

    def _over(self, run: list[Glyph], glyph: Glyph, cell: int, place: int, inside: list[list[Glyph]]) -> int:
        """The cell of a sign behind a line that its run goes over: where the run began (a text wider than its
        column); the next one with the whole run, where only its first sign stands before the line; the next
        one alone, where the line goes between two signs that are not of one number."""
        row, column, rows, columns = self.cells()[cell]
        if not row <= self.cells()[place][0] < row + rows:
            return place
        line, last = self.xs[column + columns], run[-1]
        if len(run) > 1:
            step = last.x0 - run[-2].x1
            if abs(glyph.x0 - last.x1 - step) > _UNEVEN * glyph.size:
                return place
        number = last.text in _DIGITS and glyph.text in _DIGITS
        if (
            not number
            and last.x1 <= line <= glyph.x0
            and (line - run[0].x0 < glyph.size or glyph.x0 - last.x1 > 0.02)
        ):
            return place
        if len(run) > 1 or line - run[0].x0 >= glyph.x1 - line:
            return cell
        del inside[cell][len(inside[cell]) - len(run) :]
        inside[place].extend(run)
        return place


def _follows(before: Glyph, after: Glyph) -> bool:
    """Whether two signs stand side by side as those of one word do."""
    size = before[5]
    return (
        abs(after[4] - before[4]) < 0.2 * size
        and -0.1 * size < after[1] - before[3] < 0.12 * size
        and not before[0].isspace()
    )


def _frame_of(mesh: Mesh) -> _Frame | None:
    """The grid of joined lines; None where they make no cells."""
    xs, ys = _places(mesh.down), _places(mesh.across)
    left = _open([edge.start for edge in mesh.across], xs[0], first=True)
    right = _open([edge.end for edge in mesh.across], xs[-1], first=False)
    top = _open([edge.start for edge in mesh.down], ys[0], first=True)
    bottom = _open([edge.end for edge in mesh.down], ys[-1], first=False)
    xs = [*([left] if left is not None else []), *xs, *([right] if right is not None else [])]
    ys = [*([top] if top is not None else []), *ys, *([bottom] if bottom is not None else [])]
    width, height = len(xs) - 1, len(ys) - 1
    if width < 1 or height < 1 or width * height > MOST_CELLS:
        return None
    return _Frame(
        xs,
        ys,
        _walls(mesh.down, xs, ys),
        [list(row) for row in zip(*_walls(mesh.across, ys, xs), strict=True)],
        top is not None,
        bottom is not None,
        [],
    )


def _places(edges: Sequence[Edge]) -> list[float]:
    """Where lines are across, each once."""
    places: list[float] = []
    for edge in sorted(edges):
        if not places or edge.at - places[-1] > NEAR + edge.broad:
            places.append(edge.at)
    return places


def _open(reach: list[float], last: float, first: bool) -> float | None:
    """Where a border that was not drawn would be: two lines at least, or the only one, reach beyond
    the last line there is."""
    beyond = [at for at in reach if (last - at if first else at - last) > _BEYOND]
    if not beyond or len(beyond) < min(2, len(reach)):
        return None
    return min(beyond) if first else max(beyond)


def _walls(edges: Sequence[Edge], across: list[float], along: list[float]) -> list[list[bool]]:
    """[place along][place across]: whether the edge after the place is drawn: most of it, and its middle. The
    ends of thick lines above and below reach far into a low row that they do not divide."""
    drawn = [[0.0] * (len(across) - 1) for _ in range(len(along) - 1)]
    middles = [[False] * (len(across) - 1) for _ in range(len(along) - 1)]
    for edge in edges:
        column = bisect_right(across, edge.at + NEAR) - 2
        if column < 0 or column >= len(across) - 1:
            continue
        row = max(0, bisect_right(along, edge.start) - 1)
        while row < len(along) - 1 and along[row] < edge.end:
            drawn[row][column] += min(edge.end, along[row + 1]) - max(edge.start, along[row])
            middle = (along[row] + along[row + 1]) / 2
            middles[row][column] |= edge.start - 1 <= middle <= edge.end + 1
            row += 1
    return [
        [
            middle and length >= _DRAWN * (along[row + 1] - along[row])
            for length, middle in zip(lengths, middles[row], strict=True)
        ]
        for row, lengths in enumerate(drawn)
    ]


def _areas(frame: _Frame) -> list[tuple[int, int, int, int]]:
    """Cells as areas that no line divides, each a rectangle, from the upper left."""
    height, width = len(frame.ys) - 1, len(frame.xs) - 1
    taken = [[False] * width for _ in range(height)]
    found = []
    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            end = column + 1
            while end < width and not frame.right_of[row][end - 1] and not taken[row][end]:
                end += 1
            bottom = row + 1
            while bottom < height and _same(frame, taken, bottom, column, end):
                bottom += 1
            for y in range(row, bottom):
                taken[y][column:end] = [True] * (end - column)
            found.append((row, column, bottom - row, end - column))
    return found


def _same(frame: _Frame, taken: list[list[bool]], row: int, column: int, end: int) -> bool:
    """Whether the places of a row belong to the area above them."""
    return not any(
        taken[row][x] or frame.below[row - 1][x] or (x < end - 1 and frame.right_of[row][x])
        for x in range(column, end)
    )


def _nested(grids: list[Grid]) -> list[Grid]:
    """Tables from top to bottom, given from small to large; one inside another's cell goes with that one."""
    outer: list[Grid] = []
    for number, grid in enumerate(grids):
        around = next((other for other in grids[number + 1 :] if _within(grid, other)), None)
        (outer if around is None else around.inner).append(grid)
    return sorted(outer, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _within(grid: Grid, other: Grid) -> bool:
    return (
        other.xs[0] < grid.xs[0]
        and grid.xs[-1] < other.xs[-1]
        and other.ys[0] < grid.ys[0]
        and grid.ys[-1] < other.ys[-1]
    )
