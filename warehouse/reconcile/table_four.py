"""表四: fifteen figures in one row, under heads that stand alike three times."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.documents.records import Cell
from warehouse.reconcile.cells import printed
from warehouse.reconcile.grids import Grid, is_figure
from warehouse.reconcile.records import Problem, Where
from warehouse.reconcile.shape import Shape, exact
from warehouse.reconcile.tables import Found


class FourReader:
    """Reads 表四 in a table of a document, also behind another one in the same grid."""

    def __init__(self, grid: Grid, shape: Shape) -> None:
        self._grid, self._shape = grid, shape
        (self._row,) = shape.rows
        self._leaves = [value.column_head for value in self._row.values]
        self._rows_of_heads = [row for row in range(grid.rows) if len(self._heads_in(row)) > 1]

    @property
    def is_there(self) -> bool:
        """Whether the table has its heads: the three outer ones, or a row of the inner ones."""
        heads = {
            key for row in self._rows_of_heads for cell in self._grid.own(row) for key in exact(cell.text)
        }
        wanted = {key for value in self._row.values for head in value.column_path for key in exact(head)}
        return len(heads & wanted) >= 5

    def read(self, found: Found) -> None:
        """Adds the fifteen figures to what was found."""
        below = [row for row in range(max(self._rows_of_heads) + 1, self._grid.rows) if self._figures(row)]
        if not below:
            below = list(range(max(self._rows_of_heads) + 1, self._grid.rows))[:1]
        heads = self._inner_heads()
        for row in below[:1]:
            self._read_row(row, heads, found)
        for row in below[1:]:
            texts = " | ".join(cell.text for cell in self._grid.own(row))
            if not self._is_other_table(row):
                found.problems.append(Problem("row", f"表四多出一行:{texts}", self._where(row)))

    def _heads_in(self, row: int) -> list[Cell]:
        return [cell for cell in self._grid.own(row) if cell.text.strip() and self._shape.is_head(cell.text)]

    def _figures(self, row: int) -> list[Cell]:
        return [cell for cell in self._grid.own(row) if is_figure(cell.text)]

    def _is_other_table(self, row: int) -> bool:
        return any(not is_figure(cell.text) and len(cell.text) > 4 for cell in self._grid.own(row))

    def _inner_heads(self) -> list[Cell]:
        """The heads of single columns, from the left."""
        leaves = {key for leaf in self._leaves for key in exact(leaf)}
        cells = [c for row in self._rows_of_heads for c in self._grid.own(row) if exact(c.text) & leaves]
        return sorted(cells, key=lambda cell: cell.column)

    def _read_row(self, row: int, heads: Sequence[Cell], found: Found) -> None:
        cells = self._in_order(row, heads)
        if cells is None:
            texts = " | ".join(" ".join(cell.text.split()) for cell in self._grid.row(row))
            codes = tuple(value.code for value in self._row.values)
            found.problems.append(
                Problem("column", f"表四应有 15 格,表头和数字对不上:{texts}", self._where(row), codes)
            )
            return
        for value, cell in zip(self._row.values, cells, strict=True):
            where = self._where(row, cell.column)
            found.add(*printed(value, self._shape.form, cell.text, where, "label", doubt=cell.doubt))

    def _in_order(self, row: int, heads: Sequence[Cell]) -> list[Cell] | None:
        """The fifteen cells: one under each head; without all heads the row itself where it has fifteen."""
        cells = self._grid.row(row)
        names = [exact(head.text) & exact(leaf) for head, leaf in zip(heads, self._leaves, strict=False)]
        if len(heads) == len(self._leaves) and all(names):
            under = [self._grid.under(row, head) for head in heads]
            single = [[c for c in each if c.text.strip()] or each[:1] for each in under]
            if all(len(each) == 1 for each in single):
                return [each[0] for each in single]
        if len(cells) == len(self._leaves) + 1 and not is_figure(cells[0].text):
            cells = cells[1:]
        return cells if len(cells) == len(self._leaves) else None

    def _where(self, row: int, column: int | None = None) -> Where:
        at = None if column is None else column + 1
        return Where(self._grid.table.page, self._grid.number, row + 1, at)
