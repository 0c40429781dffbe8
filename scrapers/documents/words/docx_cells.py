"""Rows of a Word table to a grid: spans over columns and rows, in each of the ways in which files tell
them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapers.documents.records import Paragraph, Table
from scrapers.documents.words.names import NAMES, number, value
from scrapers.documents.words.tables import WIDEST, Placed, columns_by_width, numbered_edges, table_of
from scrapers.documents.words.tally import Tally


@dataclass(slots=True)
class Cell:
    """A cell as it stands in its row."""

    text: str = ""
    span: int = 1
    goes_on: bool = False
    """Belongs to the cell above."""
    begins: bool = False
    """Cells below may belong to it."""
    joined: bool = False
    """Belongs to the cell on its left (files of old)."""
    width: int = 0
    blocks: list[Paragraph | Table] = field(default_factory=list)

    def take(self, properties: Any) -> None:
        """What w:tcPr says."""
        for each in properties:
            name = NAMES[each.tag]
            if name == "gridSpan":
                self.span = min(max(number(value(each), 1), 1), WIDEST)
            elif name in ("vMerge", "vmerge"):
                self.begins = value(each) == "restart"
                self.goes_on = not self.begins
            elif name in ("hMerge", "hmerge"):
                self.joined = value(each) != "restart"
            elif name == "tcW":
                self.width = number(value(each, "w"))


@dataclass(slots=True)
class Row:
    """A row: its cells, and the columns that it leaves free at its ends."""

    cells: list[Cell] = field(default_factory=list)
    before: int = 0
    after: int = 0
    width_before: int = 0
    width_after: int = 0

    def columns(self) -> int:
        """Columns of the grid that the row says it takes."""
        return self.before + sum(cell.span for cell in self.cells) + self.after


def laid_out(rows: list[Row], widths: list[int], tally: Tally, most: int) -> Iterator[Table]:
    """The table of the rows, of `most` cells; none where there are none.

    Columns are those at which a cell begins: w:tblGrid (`widths`) is often missing, wrong, or finer than
    anything that is seen."""
    if not rows:
        return
    for row in rows:
        _fold(row, tally)
    columns = [_by_span(row) for row in rows]
    if len({row.columns() for row in rows}) > 1 and (found := _by_width(rows)):
        columns, widths = found, []
    yield _merged(rows, *_counted(columns, widths), tally, most)


def _fold(row: Row, tally: Tally) -> None:
    """Cells that belong to the one on their left become part of it."""
    kept: list[Cell] = []
    for cell in row.cells:
        if cell.joined and kept:
            kept[-1].span += cell.span
            kept[-1].width += cell.width
            tally.add("hidden_text", bool(cell.text))
        else:
            kept.append(cell)
    row.cells = kept


Columns = list[list[tuple[int, int]]]
"""(column, span) of every cell of every row."""


def _counted(columns: Columns, widths: list[int]) -> tuple[Columns, int]:
    """The same by the columns that people see, and how many there are."""
    order = numbered_edges({(column, column + span) for line in columns for column, span in line}, widths)
    found = [[(order[at], order[at + span] - order[at]) for at, span in line] for line in columns]
    return found, min(max(*order.values(), 1), WIDEST)


def _by_span(row: Row) -> list[tuple[int, int]]:
    """(column, span) of every cell as the file counts."""
    column, line = row.before, []
    for cell in row.cells:
        line.append((column, cell.span))
        column += cell.span
    return line


def _by_width(rows: list[Row]) -> Columns | None:
    """The same by the cells' widths: for rows that do not say that their cells go over several columns."""
    if any((row.before and not row.width_before) or (row.after and not row.width_after) for row in rows):
        return None
    lines = [_widths(row) for row in rows]
    found = columns_by_width(lines)
    if found is None:
        return None
    return [
        line[bool(row.width_before) : len(line) - bool(row.width_after)]
        for row, line in zip(rows, found, strict=True)
    ]


def _widths(row: Row) -> list[float]:
    ends = ([row.width_before] if row.width_before else [], [row.width_after] if row.width_after else [])
    return [float(width) for width in (*ends[0], *(cell.width for cell in row.cells), *ends[1])]


def _merged(rows: list[Row], columns: Columns, width: int, tally: Tally, most: int) -> Table:
    """The grid: a cell that belongs to the one above is part of it, and what stands in it is not seen."""
    above: dict[tuple[int, int], Placed] = {}
    placed: list[Placed] = []
    for at, (row, line) in enumerate(zip(rows, columns, strict=True)):
        here: dict[tuple[int, int], Placed] = {}
        for cell, place in zip(row.cells, line, strict=True):
            begun = above.get(place) if cell.goes_on else None
            if begun is None:
                begun = Placed(at, place[0], 1, place[1], cell.text)
                placed.append(begun)
            else:
                begun.row_span += 1
                tally.add("hidden_text", bool(cell.text))
            if cell.begins or cell.goes_on:
                here[place] = begun
        above = here
    found = table_of(placed, len(rows), width, most)
    tally.add("rows", found.lost)
    tally.add("hidden_text", len(found.covered))
    return found.table
