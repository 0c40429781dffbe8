"""Sheets read here into the blocks of a reading, within bounds."""

from __future__ import annotations

from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Paragraph, Reading
from scrapers.documents.sheets.grid import Facts, Grid, table_of
from scrapers.documents.sheets.xlsx import told_places


class Placing:
    """One sheet after another: its name as a line, then its table."""

    def __init__(self, asked: Asked, reading: Reading) -> None:
        """Keeps the account of cells over all sheets."""
        self.room = asked.limits.cells
        self._asked, self._reading = asked, reading

    def full(self, cells: int, rows: int) -> bool:
        """Whether a sheet of which so many cells and rows were read is to be ended here."""
        return cells > self.room or (rows % 1000 == 999 and self._asked.late())

    def hidden(self, name: str) -> None:
        """Tells a sheet that people do not see."""
        self._reading.left_out.append(LeftOut("hidden_sheets", name))

    def cut(self, name: str, rows: int = 1) -> None:
        """Tells rows that were not read."""
        self._reading.left_out.append(LeftOut("rows", f"工作表「{name}」", rows))

    def put(self, name: str, grid: Grid, facts: Facts) -> bool:
        """Places a sheet; whether anything stands in it."""
        cut, last = grid.cut, grid.row_at[-1] + 1 if grid.row_at else 0
        spread = _spread(grid.row_at) or _spread(grid.column_at)
        table, notes = table_of(name, grid, facts, self.room)
        where = f"工作表「{name}」"
        if spread:
            notes.append(f"{where}中整行、整列的空白没有列出")
        if facts.no_value:
            told = where + told_places(facts.no_value)
            self._reading.left_out.append(LeftOut("formulas", told, len(facts.no_value)))
        self._reading.left_out += [LeftOut(left.what, where, left.count) for left in facts.left_out]
        if cut > 0:
            self.cut(name, cut)
        elif cut:
            after = f"第 {last} 行以后" if last else ""
            self._reading.left_out.append(LeftOut("rows", where + after))
        self._reading.notes += notes
        shapes = [Paragraph(text) for text in facts.shapes if text]
        if table is None and not shapes:
            return False
        self._reading.blocks.append(Paragraph(name))
        if table is not None:
            self.room -= len(table.rows) * len(table.rows[0])
            self._reading.blocks.append(table)
        self._reading.blocks += shapes
        return True


def _spread(at: list[int] | range) -> bool:
    return bool(at) and at[-1] - at[0] >= len(at)
