"""A table of a document by its geometry: cells with the places they take, what covers a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scrapers.documents.numbers import number_of
from scrapers.documents.records import Cell, Table


@dataclass(frozen=True)
class Grid:
    """A table, and which of the document it is (from 1)."""

    table: Table
    number: int

    @cached_property
    def at(self) -> dict[tuple[int, int], Cell]:
        """Place to the cell that takes it."""
        return {
            (row, column): cell
            for cell in self.table.cells()
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.table.rows)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.table.rows[0]) if self.table.rows else 0

    def row(self, row: int) -> list[Cell]:
        """The cells that a row crosses, from the left, those from rows above among them."""
        return list(
            dict.fromkeys(self.at[row, column] for column in range(self.columns) if (row, column) in self.at)
        )

    def own(self, row: int) -> list[Cell]:
        """The cells that begin in a row."""
        return [cell for cell in self.row(row) if cell.row == row]

    def under(self, row: int, head: Cell) -> list[Cell]:
        """The cells of a row that stand under a head, each once: those whose columns meet its columns."""
        return [cell for cell in self.row(row) if meets(cell, head)]

    def texts(self) -> Iterator[str]:
        """The texts of all cells."""
        return (cell.text for cell in self.table.cells() if cell.text)


def meets(cell: Cell, head: Cell) -> bool:
    """Whether two cells have a column in common."""
    return cell.column < head.column + head.column_span and head.column < cell.column + cell.column_span


def is_figure(text: str) -> bool:
    """Whether a text is a number, and no label (1.属于国家秘密 is none)."""
    return bool(text.strip()) and number_of(text) is not None
