"""A ruled table as the XML of Word: gridSpan and vMerge, fixed widths, real cells also where merged."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement

from warehouse.report.word import template
from warehouse.report.word.blocks import Grid, GridCell
from warehouse.report.word.runs import element, run_of

_STYLES = {
    "label": template.LABEL,
    "head": template.HEAD,
    "number": template.NUMBER,
    "note": template.NOTE,
}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGIN = 40
"""Twips between a ruling line and the text beside it: columns of 表四 hold two signs of 10 pt."""
_ABOVE = 24
"""Twips between a ruling line and the text under or above it, where a row has more than one line."""
_AT_LEFT = 40
"""Twips more at the left of a text that begins there."""
_UNBROKEN = re.compile(r"[!-~]+|[^!-~\s]")
"""What stands on one line: a number, a word of Latin letters, a Chinese sign."""
_LATIN = 0.5
"""Of the type's size: the width of a digit of Times New Roman."""
_READABLE, _SMALLEST = 8, 6
"""Points to which a figure is set smaller to stand on one line, and to which a number so as not to break."""


def table_of(grid: Grid) -> Any:
    """`w:tbl` of a grid. Raises ValueError where the cells do not cover every place once."""
    table = OxmlElement("w:tbl")
    table.append(_properties(grid))
    columns = OxmlElement("w:tblGrid")
    for width in grid.widths:
        columns.append(element("w:gridCol", w=width))
    table.append(columns)
    for number, row in enumerate(_rows(grid)):
        table.append(_row(grid, number, row))
    return table


def _rows(grid: Grid) -> list[list[GridCell]]:
    """Cells by row in their order, those that reach into it from above too."""
    height = max((cell.row + cell.row_span for cell in grid.cells), default=0)
    owner: list[list[GridCell | None]] = [[None] * len(grid.widths) for _ in range(height)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                if column >= len(grid.widths) or owner[row][column] is not None:
                    raise ValueError(f"place ({row}, {column}) of the table is taken twice, or there is none")
                owner[row][column] = cell
    rows = []
    for number, places in enumerate(owner):
        if None in places:
            raise ValueError(f"row {number} of the table has a place without a cell")
        rows.append(list(dict.fromkeys(cell for cell in places if cell is not None)))
    return rows


def _properties(grid: Grid) -> Any:
    properties = OxmlElement("w:tblPr")
    properties.append(element("w:tblW", w=sum(grid.widths), type="dxa"))
    properties.append(element("w:jc", val="center"))
    borders = OxmlElement("w:tblBorders")
    for edge in _EDGES:
        borders.append(element(f"w:{edge}", val="single", sz=grid.rule, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for edge, twips in (("top", _ABOVE), ("left", _MARGIN), ("bottom", _ABOVE), ("right", _MARGIN)):
        margins.append(element(f"w:{edge}", w=twips, type="dxa"))
    properties.append(margins)
    return properties


def _row(grid: Grid, number: int, cells: list[GridCell]) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(element("w:trHeight", val=grid.heights.get(number, grid.height), hRule="atLeast"))
    if number < grid.heads:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for cell in cells:
        row.append(_cell(grid, number, cell))
    return row


def _cell(grid: Grid, row: int, cell: GridCell) -> Any:
    made = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    width = sum(grid.widths[cell.column : cell.column + cell.column_span])
    properties.append(element("w:tcW", w=width, type="dxa"))
    if cell.column_span > 1:
        properties.append(element("w:gridSpan", val=cell.column_span))
    if cell.row_span > 1:
        properties.append(element("w:vMerge", val="restart" if row == cell.row else "continue"))
    properties.append(element("w:vAlign", val="center"))
    made.append(properties)
    made.append(_paragraph(grid, row, cell))
    return made


def _paragraph(grid: Grid, row: int, cell: GridCell) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val=_STYLES[cell.look]))
    if row in grid.together:
        properties.append(OxmlElement("w:keepNext"))
    if indent := _indent(grid, cell):
        properties.append(element("w:ind", left=indent))
    paragraph.append(properties)
    if row == cell.row and cell.text:
        size = _size(grid, cell)
        main, aside = cell.text[: cell.aside], cell.text[cell.aside :] if cell.aside else ""
        paragraph.append(run_of(main, cell.to_fill, size))
        if aside:
            paragraph.append(run_of(aside, cell.to_fill, size, template.ASIDE_FONT))
    return paragraph


def _indent(grid: Grid, cell: GridCell) -> int:
    """Twips."""
    return int(cell.indent * grid.size * 20) + (_AT_LEFT if cell.look in ("label", "note") else 0)


def _size(grid: Grid, cell: GridCell) -> float:
    """Points: the grid's type, or so much less that a figure stands on one line, and no number breaks."""
    width = sum(grid.widths[cell.column : cell.column + cell.column_span])
    # Half a point for what programs round differently.
    room = (width - 2 * _MARGIN - _indent(grid, cell)) / 20 - grid.rule / 8 - 0.5
    on_one_line = max(map(_signs, cell.text.split("\n")))
    if cell.look == "number" and on_one_line * _READABLE <= room:
        return min(grid.size, _halves(room / on_one_line))
    widest = max(map(_signs, _UNBROKEN.findall(cell.text)), default=0.0)
    return grid.size if widest * grid.size <= room else max(_SMALLEST, _halves(room / widest))


def _signs(text: str) -> float:
    """How wide a text is, in signs of its size."""
    return sum(_LATIN if sign.isascii() else 1 for sign in text)


def _halves(points: float) -> float:
    """The next half point below: type has no other sizes."""
    return int(2 * points) / 2
