"""A ruled table as the XML of Word: gridSpan and vMerge, fixed widths, real cells also where merged."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from warehouse.report.word.blocks import Grid, GridCell
from warehouse.report.word.runs import run_of
from warehouse.report.word.styles import HEAD, LABEL, NOTE_STYLE, NUMBER

_STYLES = {"label": LABEL, "head": HEAD, "number": NUMBER, "note": NOTE_STYLE}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_MARGIN = 40
"""Twips between a ruling line and the text beside it: columns of 表四 hold two signs of 10 pt."""


def table_of(grid: Grid, styles: Any) -> Any:
    """`w:tbl` of a grid. `styles`: of the document, by name. Raises ValueError where the cells do not cover
    every place once."""
    table = OxmlElement("w:tbl")
    table.append(_properties(grid))
    columns = OxmlElement("w:tblGrid")
    for width in grid.widths:
        columns.append(_element("w:gridCol", w=width))
    table.append(columns)
    for number, row in enumerate(_rows(grid)):
        table.append(_row(grid, number, row, styles))
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
    properties.append(_element("w:tblW", w=sum(grid.widths), type="dxa"))
    properties.append(_element("w:jc", val="center"))
    borders = OxmlElement("w:tblBorders")
    for edge in _EDGES:
        borders.append(_element(f"w:{edge}", val="single", sz=grid.rule, space=0, color="000000"))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = OxmlElement("w:tblCellMar")
    for edge in ("left", "right"):
        margins.append(_element(f"w:{edge}", w=_MARGIN, type="dxa"))
    properties.append(margins)
    return properties


def _row(grid: Grid, number: int, cells: list[GridCell], styles: Any) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(_element("w:trHeight", val=grid.heights.get(number, grid.height), hRule="atLeast"))
    if number < grid.heads:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for cell in cells:
        row.append(_cell(grid, number, cell, styles))
    return row


def _cell(grid: Grid, row: int, cell: GridCell, styles: Any) -> Any:
    element = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    width = sum(grid.widths[cell.column : cell.column + cell.column_span])
    properties.append(_element("w:tcW", w=width, type="dxa"))
    if cell.column_span > 1:
        properties.append(_element("w:gridSpan", val=cell.column_span))
    if cell.row_span > 1:
        properties.append(_element("w:vMerge", val="restart" if row == cell.row else "continue"))
    properties.append(_element("w:vAlign", val="center"))
    element.append(properties)
    element.append(_paragraph(grid, row, cell, styles))
    return element


def _paragraph(grid: Grid, row: int, cell: GridCell, styles: Any) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(_element("w:pStyle", val=styles[_STYLES[cell.look]].style_id))
    if row in grid.together:
        properties.append(OxmlElement("w:keepNext"))
    if cell.indent:
        properties.append(_element("w:ind", left=int(cell.indent * grid.size * 20)))
    paragraph.append(properties)
    if row == cell.row and cell.text:
        paragraph.append(run_of(cell.text, cell.to_fill, Pt(grid.size)))
    return paragraph


def _element(name: str, **attributes: object) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
