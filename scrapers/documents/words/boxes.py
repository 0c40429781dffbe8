"""Grids of tables whose rows say only where their cells begin and end: Word's own files and RTF.

Rows of one table need not have the same cells. Its columns are all edges of all rows; a cell that goes over
several of them has a span.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from scrapers.documents.records import Place, Table

NEAR = 30
"""Twentieths of a point (0.5 mm) within which edges of different rows are one: drawn by hand, meant alike."""
WIDTH = 1_000
"""Width of a cell whose edges are not told."""
MOST_COLUMNS = 2_000
MOST_PLACES = 1_000_000
"""Places of a grid, beyond four a cell."""


@dataclass(slots=True)
class Box:
    """A cell as its row has it."""

    left: int
    right: int
    text: str = ""
    beside: bool = False
    """Merged with the cell before it in the row."""
    top: bool = False
    """First of cells merged downwards."""
    below: bool = False
    """Merged with the cell above it."""


Row = list[Box]


def table_of(rows: list[Row]) -> tuple[Table, int]:
    """The table, and how many texts nobody sees in it: those of cells that another one covers."""
    joined = [_joined(row) for row in rows]
    unseen = sum(lost for _, lost in joined)
    boxes = [_widened(row) for row, _ in joined]
    columns = _columns(boxes)
    width = max(columns.values(), default=1)
    if width * len(boxes) > MOST_PLACES + 4 * sum(map(len, boxes)):
        # Edges that no two rows share: no table that people drew. Its cells in their order.
        boxes = [[replace(box, left=at, right=at + 1) for at, box in enumerate(row)] for row in boxes]
        width = max(map(len, boxes), default=1)
        columns = {edge: edge for edge in range(width + 1)}
    grid: list[list[str | None]] = []
    spans: dict[Place, Place] = {}
    open_cells: dict[Place, Place] = {}
    for row in boxes:
        texts: list[str | None] = [""] * width
        still: dict[Place, Place] = {}
        for box in row:
            across = (columns[box.left], columns[box.right])
            first = open_cells.get(across)
            if box.below and first is not None:
                unseen += bool(box.text.strip())
                texts[slice(*across)] = [None] * (across[1] - across[0])
                spans[first] = (len(grid) + 1 - first[0], across[1] - across[0])
                still[across] = first
                continue
            place = (len(grid), across[0])
            texts[slice(*across)] = [box.text, *[None] * (across[1] - across[0] - 1)]
            if across[1] - across[0] > 1:
                spans[place] = (1, across[1] - across[0])
            if box.top or box.below:
                still[across] = place
        open_cells = still
        grid.append(texts)
    return Table(rows=tuple(map(tuple, grid)), spans=spans), unseen


def _joined(row: Row) -> tuple[Row, int]:
    """The row with cells merged sideways as one; how many texts of those are not seen."""
    whole: Row = []
    unseen = 0
    for box in row:
        if box.beside and whole:
            unseen += bool(box.text.strip())
            whole[-1] = replace(whole[-1], right=max(box.right, whole[-1].right))
        else:
            whole.append(box)
    return whole, unseen


def _widened(row: Row) -> Row:
    """The row with its cells one after another, none of them without a width: what edges say is believed only
    as far as it can be."""
    at = min((box.left for box in row), default=0)
    placed: Row = []
    for box in row:
        left = max(box.left, at)
        at = max(box.right, left + 1)
        placed.append(replace(box, left=left, right=at))
    return placed


def _columns(rows: Iterable[Row]) -> dict[int, int]:
    """Edge to column. Edges near each other are one, unless a row tells them apart."""
    of_rows = [[box.left for box in row] + [row[-1].right for _ in row[:1]] for row in rows]
    apart = _apart(of_rows)
    edges = sorted({edge for row in of_rows for edge in row} | {box.right for row in rows for box in row})
    columns: dict[int, int] = {}
    column, begun = -1, 0
    for edge in edges:
        if column < 0 or edge - begun > NEAR or _between(apart, begun, edge):
            column, begun = column + 1, edge
        columns[edge] = column
    return columns


def _apart(rows: list[list[int]]) -> list[Place]:
    """Pairs of edges of one row that are nearer than `NEAR`, by the later one."""
    pairs = {(b, a) for row in rows for a, b in pairwise(row) if b - a <= NEAR}
    return sorted(pairs)


def _between(apart: list[Place], begun: int, edge: int) -> bool:
    """Whether a row has two edges of its own from `begun` to `edge`."""
    at = bisect_right(apart, (edge, edge))
    while at and apart[at - 1][0] > begun:
        at -= 1
        if apart[at][1] >= begun:
            return True
    return False
