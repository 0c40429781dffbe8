"""Reports made of the forms' own grids, as HTML and as Word files, with whatever a person may do to a
table."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.warehouse.reconcile.published import document
from warehouse.forms import form_named
from warehouse.reconcile import PublishedReport, read_report

TITLE = "云泽县人民政府2023年政府信息公开工作年度报告"
HEADS = {
    "2": "二、主动公开政府信息情况",
    "3": "三、收到和处理政府信息公开申请情况",
    "4": "四、政府信息公开行政复议、行政诉讼情况",
}


@dataclass(frozen=True)
class Piece:
    """A cell of a table that is made."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    code: str = ""


Grid = list[Piece]


def numbered(form: str) -> dict[str, str]:
    """A different number for each cell, so that no two can be taken for one another."""
    return {value.code: str(1000 + at) for at, value in enumerate(form_named(form).values)}


def grid(form: str, table: str, values: Mapping[str, str]) -> Grid:
    """A form's table, filled in."""
    cells = form_named(form).table(table).cells
    return [
        Piece(c.row, c.column, c.rows, c.columns, values.get(c.code, "") if c.code else c.text, c.code)
        for c in cells
    ]


def html(*blocks: str | Grid) -> tuple[bytes, str]:
    """A page of paragraphs and tables."""
    body = "".join(f"<p>{each}</p>" if isinstance(each, str) else _html_table(each) for each in blocks)
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), "report.html"


def _html_table(pieces: Grid) -> str:
    rows = "".join("<tr>" + "".join(_td(piece) for piece in line) + "</tr>" for line in _lines(pieces))
    return f"<table border=1>{rows}</table>"


def _td(piece: Piece) -> str:
    text = piece.text.replace("\n", "<br>")
    return f"<td rowspan={piece.rows} colspan={piece.columns}>{text}</td>"


def _lines(pieces: Grid) -> list[list[Piece]]:
    last = max(piece.row + max(piece.rows, 1) for piece in pieces)
    return [sorted((p for p in pieces if p.row == row), key=lambda p: p.column) for row in range(last)]


def word(*blocks: str | Grid) -> tuple[bytes, str]:
    """A Word file of paragraphs and tables."""
    file = docx.Document()
    for each in blocks:
        if isinstance(each, str):
            file.add_paragraph(each)
        else:
            # Behind each table stands a paragraph: two tables without one between them are one in Word.
            file.add_paragraph()._p.addprevious(parse_xml(_word_table(each)))
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue(), "report.docx"


def _word_table(pieces: Grid) -> str:
    """Cells over several rows as Word has them: one below the other, the later ones joined to the first."""
    high = [replace(p, row=p.row + at, rows=0 if at else p.rows) for p in pieces for at in range(p.rows)]
    rows = "".join(f"<w:tr>{''.join(map(_word_cell, line))}</w:tr>" for line in _lines(high))
    columns = max(p.column + p.columns for p in pieces)
    grid_ = "<w:gridCol/>" * columns
    return f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{grid_}</w:tblGrid>{rows}</w:tbl>"


def _word_cell(piece: Piece) -> str:
    joined = "" if piece.rows == 1 else "<w:vMerge/>" if not piece.rows else '<w:vMerge w:val="restart"/>'
    said = escape(piece.text if piece.rows else "").replace("\n", "</w:t><w:br/><w:t>")
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{piece.columns}"/>{joined}</w:tcPr>'
        f"<w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:tc>"
    )


def text(*blocks: str | Grid, between: str = "\t", behind: str = "\n") -> tuple[bytes, str]:
    """The text of such a page as a crawler keeps it: cells and rows parted by some mark, or by none."""
    pieces = [
        each + "\n"
        if isinstance(each, str)
        else "".join(between.join(piece.text for piece in line) + behind for line in _lines(each))
        for each in blocks
    ]
    return "".join(pieces).encode(), "report.txt"


MAKERS: dict[str, Callable[..., tuple[bytes, str]]] = {"html": html, "word": word}


Change = Callable[[Grid], Sequence[Grid]]


def blocks(
    form: str = "report-2021",
    changes: Mapping[str, Change] | None = None,
    tables: str = "234",
    **values: str,
) -> list[str | Grid]:
    """A whole report of the county, its tables changed by name; of `tables` only these."""
    filled = numbered(form) | values
    found: list[str | Grid] = [TITLE, "一、总体情况", "全年发布信息1136条。"]
    for name, head in HEADS.items():
        change = (changes or {}).get(name, lambda pieces: [pieces])
        found += [head, *(change(grid(form, name, filled)) if name in tables else ["无。"])]
    return [*found, "五、存在的主要问题及改进情况", "公开意识有待增强。", "六、其他需要报告的事项", "无。"]


def read(made: tuple[bytes, str], name: str = "") -> PublishedReport:
    """The report that was made, read."""
    return read_report(document(*made), name)


def shifted(pieces: Iterable[Piece], rows: int = 0, columns: int = 0) -> Grid:
    """The cells, moved down and right."""
    return [replace(p, row=p.row + rows, column=p.column + columns) for p in pieces]
