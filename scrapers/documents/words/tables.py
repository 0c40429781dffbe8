"""Cells at their places to a table: a full grid, whatever the file says of its columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scrapers.documents.records import Place, Table

WIDEST = 1_024
"""Columns of a table: Word allows 63, sheets of ODF more; what repeats a cell beyond is a bomb."""


@dataclass(slots=True)
class Placed:
    """A cell at its place; spans may say more than there is room for."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(slots=True)
class Rows:
    """What `table_of` gives: a table, and the cells that lie where another one is, so nobody sees them."""

    table: Table
    covered: list[Placed] = field(default_factory=list)
    lost: int = 0
    """Rows beyond the bound of cells."""


def table_of(placed: Iterable[Placed], height: int, width: int, most: int, page: int | None = None) -> Rows:
    """The grid of `height` × `width`, of `most` cells: a place that no cell takes is an empty cell, a cell
    takes as many places as are free, the first one where two claim the same."""
    lost = max(0, height - most // width)
    height -= lost
    grid: list[list[str | None]] = [[""] * width for _ in range(height)]
    taken: set[Place] = set()
    spans: dict[Place, Place] = {}
    covered: list[Placed] = []
    for cell in placed:
        place = (cell.row, cell.column)
        if cell.row >= height:
            continue
        if cell.column >= width or place in taken:
            covered.append(cell)
            continue
        grid[cell.row][cell.column] = cell.text
        if cell.row_span > 1 or cell.column_span > 1:
            _spread(cell, grid, taken, spans)
        else:
            taken.add(place)
    return Rows(
        Table(tuple(map(tuple, grid)), spans, page, page), [cell for cell in covered if cell.text], lost
    )


def _spread(cell: Placed, grid: list[list[str | None]], taken: set[Place], spans: dict[Place, Place]) -> None:
    """Covers what the cell spans: the columns that are free, down to the first row in which one is not."""
    right = cell.column + 1
    end = min(cell.column + cell.column_span, len(grid[0]))
    while right < end and (cell.row, right) not in taken:
        right += 1
    columns = range(cell.column, right)
    bottom = cell.row + 1
    while bottom < min(cell.row + cell.row_span, len(grid)):
        if any((bottom, column) in taken for column in columns):
            break
        bottom += 1
    for row in range(cell.row, bottom):
        for column in columns:
            taken.add((row, column))
            if (row, column) != (cell.row, cell.column):
                grid[row][column] = None
    if bottom - cell.row > 1 or right - cell.column > 1:
        spans[(cell.row, cell.column)] = (bottom - cell.row, right - cell.column)


NEAR = 0.012
"""Edges nearer than this part of the table's width are one: programs round widths row by row."""


def columns_by_width(rows: Sequence[Sequence[float]]) -> list[list[tuple[int, int]]] | None:
    """(column, span) of every cell, of the widths of the cells of every row; None where widths are missing
    or rows are not equally wide, so that they say nothing."""
    totals = [sum(row) for row in rows if row]
    if not totals or any(width <= 0 for row in rows for width in row):
        return None
    most = max(totals)
    if any(abs(total - most) > most * 0.03 for total in totals):
        return None
    lines = [_edges(row, most) for row in rows]
    edges = _merged(sorted(edge for line in lines for edge in line), most * NEAR)
    placed = [[_nearest(edges, edge) for edge in line] for line in lines]
    if any(left >= right for line in placed for left, right in pairwise(line)):
        return None
    return [[(a, b - a) for a, b in pairwise(line)] for line in placed]


def _edges(row: Sequence[float], most: float) -> list[float]:
    """Left edges and the last right one; rows that differ by rounding end at one line."""
    edges = [0.0]
    for width in row:
        edges.append(edges[-1] + width)
    edges[-1] = most if len(edges) > 1 else edges[-1]
    return edges


def _merged(edges: list[float], near: float) -> list[float]:
    kept: list[float] = []
    for edge in edges:
        if not kept or edge - kept[-1] > near:
            kept.append(edge)
    return kept


def _nearest(edges: list[float], edge: float) -> int:
    at = bisect_left(edges, edge)
    around = [index for index in (at - 1, at) if 0 <= index < len(edges)]
    return min(around, key=lambda index: abs(edges[index] - edge))


SLIVER = 70
"""Twips (1.2 mm): a column that is narrower holds no sign."""


def numbered_edges(cells: Iterable[tuple[int, int]], widths: Sequence[int]) -> dict[int, int]:
    """Edges of cells (left, right) to numbers of columns, without those at which nothing begins or ends.
    Edges so near, by the `widths` of the file's columns (twips; none where not known), that nobody sees two
    of them are one: borders that were drawn by hand."""
    known = set(cells)
    order: dict[int, int] = {}
    first = columns = 0
    for edge in sorted({0} | {edge for cell in known for edge in cell}):
        near = bool(order) and _is_sliver(widths, first, edge)
        if near and not any(first <= left and right == edge for left, right in known):
            order[edge] = order[first]
        else:
            first, order[edge], columns = edge, columns, columns + 1
    return order


def _is_sliver(widths: Sequence[int], left: int, right: int) -> bool:
    """Whether the columns between two edges are together too narrow for anything. A grid that is wrong as a
    whole, every column as narrow, says nothing."""
    between = widths[left:right]
    known = len(widths) >= right and all(width > 0 for width in between)
    return known and sum(between) < min(SLIVER, sum(widths) * NEAR)


def compact(placed: Sequence[Placed], width: int, widths: Sequence[int] = ()) -> tuple[Sequence[Placed], int]:
    """The cells at the columns that people see, and how many there are."""
    for cell in placed:
        cell.column_span = max(1, min(cell.column_span, width - cell.column))
    order = numbered_edges({(cell.column, cell.column + cell.column_span) for cell in placed}, widths)
    for cell in placed:
        right = order[cell.column + cell.column_span]
        cell.column = order[cell.column]
        cell.column_span = right - cell.column
    return placed, max(max(order.values()), 1)
