"""A printed form as a sheet of an Excel workbook: its tables one below another, as they stand on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from rich.cells import cell_len

from warehouse.report.list_sheets import FONT, cell_text
from warehouse.report.printed.filled import Figure, FilledForm
from warehouse.report.printed.tables import Setting, grid_of, setting_of
from warehouse.report.word import Grid, GridCell

_Figures = Mapping[tuple[int, int], Figure]
"""By row and column of the cell."""
_TWIPS = 105
"""Of one sign's width, in which Excel counts columns."""
_LINE = 13
"""Points of a line of the type of 10 pt."""
_HEADING = 21
"""Points of a row that holds a heading."""
_TITLE_LINE, _TITLE_SIGN = 26, 1.7
"""Points of a line of the title, and its signs' width in signs of the type of 10 pt."""
_SIGNED = "+General;-General;General"
"""本年增/减 carries its sign (form 2019); with 0 in place of General a fraction would be shown rounded."""


class FormLooks:
    """Formats of the cells of forms."""

    def __init__(self, book: Any) -> None:
        """Adds them to the book as they are asked for."""
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}
        self.title = self._look(bold=True, align="center", valign="vcenter", text_wrap=True, font_size=16)
        self.heading = self._look(font_name="黑体", font_size=12, valign="vcenter")

    def of(self, cell: GridCell, figure: Figure | None) -> Any:
        """The format of a cell."""
        told: dict[str, Any] = {"border": 1, "valign": "vcenter", "font_size": 10}
        told["align"] = "left" if cell.look in ("label", "note") else "center"
        if cell.look == "note":
            told["font_name"] = "楷体"
        if cell.indent:
            told["indent"] = cell.indent
        if cell.to_fill:
            told["bg_color"] = "#FFFF00"
        if _number(figure) is None:
            return self._look(**told, text_wrap=True)
        if figure is not None and figure.value.kind == "signed":
            told["num_format"] = _SIGNED
        # A number that is wider than its cell is shown as ####, unless it may be shown smaller.
        return self._look(**told, shrink=True)

    def _look(self, **told: Any) -> Any:
        told = {"font_name": FONT} | told
        key = tuple(sorted(told.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(told)
        return self._made[key]


def form_sheet(sheet: Any, filled: FilledForm, looks: FormLooks) -> None:
    """Fills an empty sheet with the form. Numbers are numbers; what is no figure (待填, 不适用) is text."""
    settings = [setting_of(filled.form, table) for table in filled.form.tables]
    widths = _widths(settings)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    title, height = _title(filled, sum(widths))
    sheet.merge_range(0, 0, 0, len(widths) - 1, cell_text(title), looks.title)
    sheet.set_row(0, height)
    headings = {heading.table: heading.text for heading in filled.form.headings if heading.table}
    row, heads = 2, 0
    for table, setting in zip(filled.form.tables, settings, strict=True):
        if table.name in headings:
            sheet.set_row(row, _HEADING)
            sheet.write_string(row, 0, headings[table.name], looks.heading)
            row += 1
        grid = grid_of(filled, table)
        figures = {(value.row, value.column): filled.figures[value.code] for value in table.values}
        _heights(sheet, row, grid, figures, setting, widths)
        _table(sheet, row, grid, figures, setting, looks)
        heads = heads or (row + grid.heads if grid.heads else 0)
        row += table.rows + 1
    _printed(sheet, heads)


def _title(filled: FilledForm, room: float) -> tuple[str, float]:
    """The office and the form's title, on one line where one holds them; and how high the row is."""
    whole = f"{filled.organ}{filled.title}"
    lines = [whole] if cell_len(whole) * _TITLE_SIGN <= room else [filled.organ, filled.title]
    needed = sum(max(1, ceil(cell_len(line) * _TITLE_SIGN / room)) for line in lines)
    return "\n".join(lines), _TITLE_LINE * needed + 4


def _widths(settings: Sequence[Setting]) -> list[float]:
    """Of the sheet's columns, in signs."""
    twips = next(setting.sheet_widths for setting in settings if setting.sheet_widths)
    return [width / _TWIPS for width in twips]


def _printed(sheet: Any, heads: int) -> None:
    """On one page of A4; a table that repeats its head, on as many as it needs."""
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
    sheet.center_horizontally()
    sheet.set_footer("&C- &P -")
    sheet.fit_to_pages(1, 0 if heads else 1)
    if heads:
        sheet.repeat_rows(heads - 1)
        sheet.freeze_panes(heads, 0)


def _table(sheet: Any, top: int, grid: Grid, figures: _Figures, setting: Setting, looks: FormLooks) -> None:
    for cell in grid.cells:
        first, last = setting.places[cell.column], setting.places[cell.column + cell.column_span] - 1
        figure = figures.get((cell.row, cell.column))
        look = looks.of(cell, figure)
        if cell.row_span > 1 or last > first:
            sheet.merge_range(top + cell.row, first, top + cell.row + cell.row_span - 1, last, "", look)
        if (number := _number(figure)) is not None:
            sheet.write_number(top + cell.row, first, number, look)
        elif cell.text:
            sheet.write_string(top + cell.row, first, cell_text(cell.text), look)
        else:
            sheet.write_blank(top + cell.row, first, None, look)


def _number(figure: Figure | None) -> Any:
    """What stands in a cell as a number; a lower bound is none."""
    if figure is None or figure.to_fill or figure.state != "given":
        return None
    return figure.number


def _heights(
    sheet: Any, top: int, grid: Grid, figures: _Figures, setting: Setting, widths: Sequence[float]
) -> None:
    """Rows as high as their longest text needs: Excel does not see to it where cells are merged."""
    lines: dict[int, int] = {}
    for cell in grid.cells:
        first, last = setting.places[cell.column], setting.places[cell.column + cell.column_span]
        room = max(1.0, sum(widths[first:last]) - cell.indent - 1)
        is_number = _number(figures.get((cell.row, cell.column))) is not None
        lines_of = [] if is_number else cell.text.split("\n")
        needed = sum(max(1, ceil(cell_len(line) / room)) for line in lines_of)
        for row in range(cell.row, cell.row + cell.row_span):
            lines[row] = max(lines.get(row, 1), ceil(needed / cell.row_span))
    for row, count in lines.items():
        sheet.set_row(top + row, _LINE * count + 5)
