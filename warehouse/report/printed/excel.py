"""The forms of a year as an Excel workbook: one sheet a form, and behind them where each figure comes from,
what the identities say, and the items."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter
from rich.cells import cell_len

from warehouse.forms import Table
from warehouse.report.form import ORIGIN_WORDS, Row, SectionsForm, moment_words
from warehouse.report.list_sheets import AtLeast, ListLooks, cell_text, list_sheet
from warehouse.report.printed.filled import FilledForm
from warehouse.report.printed.tables import Setting, grid_of, setting_of
from warehouse.report.word import Grid, GridCell

STATE_WORDS = {"given": "已有", "blank": "空白", "not_applicable": "不适用", "missing": "缺"}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One identity that was tried, in words."""

    form: str
    rule: str
    outcome: str
    left: Decimal | None
    right: Decimal | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item that a figure counts; `codes`: `form:code` of all that count it, joined by a space."""

    codes: str
    title: str
    url: str
    unit: str
    published_on: date | None
    document_number: str
    index_number: str
    item_id: str


def workbook_of(
    forms: Sequence[FilledForm],
    checks: Iterable[CheckRow],
    items: Iterable[ItemRow],
    made_at: datetime,
    sections: SectionsForm | None = None,
) -> bytes:
    """The workbook (XLSX): the figures by category first, where they are given. Numbers are numbers, ids and
    addresses text; nothing is ever a formula. Equal arguments give equal bytes."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {"title": forms[0].title if forms else "", "created": made_at.replace(tzinfo=None)}
        )
        looks = _Looks(book)
        if sections is not None:
            list_sheet(
                book, "栏目统计", _SECTIONS, map(_section, (*sections.rows, sections.total)), looks.lists
            )
        for filled in forms:
            _form(book.add_worksheet(_sheet_name(filled)), filled, looks)
        list_sheet(book, "来历", _ORIGINS, (row for filled in forms for row in _origins(filled)), looks.lists)
        list_sheet(book, "勾稽", _CHECKS, map(_check, checks), looks.lists)
        list_sheet(book, "条目", _ITEMS, map(_item, items), looks.lists)
    return out.getvalue()


class _Looks:
    """Formats of the workbook's cells."""

    def __init__(self, book: Any) -> None:
        """Adds them to the book."""
        ruled = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 10, "text_wrap": True}
        self.label = book.add_format(ruled | {"align": "left"})
        self.head = book.add_format(ruled | {"align": "center"})
        self.number = book.add_format(ruled | {"align": "center"})
        self.note = book.add_format(ruled | {"align": "center", "font_name": "楷体"})
        self.to_fill = book.add_format(ruled | {"align": "center", "bg_color": "#FFFF00"})
        self.title = book.add_format({"bold": True, "align": "center", "font_name": "宋体", "font_size": 16})
        self.heading = book.add_format({"font_name": "黑体", "font_size": 12})
        self.lists = ListLooks(book)
        self._indented: dict[int, Any] = {}
        self._book, self._ruled = book, ruled

    def of(self, cell: GridCell) -> Any:
        """The format of a cell of a form."""
        if cell.to_fill:
            return self.to_fill
        if cell.look == "label" and cell.indent:
            if cell.indent not in self._indented:
                look = self._ruled | {"align": "left", "indent": cell.indent}
                self._indented[cell.indent] = self._book.add_format(look)
            return self._indented[cell.indent]
        return getattr(self, cell.look)


def _sheet_name(filled: FilledForm) -> str:
    """At most 31 signs, none of those that Excel forbids."""
    return f"{filled.form.name} {filled.year}"[:31]


def _form(sheet: Any, filled: FilledForm, looks: _Looks) -> None:
    """A form's tables one below another; A4, as wide as the page."""
    settings = [setting_of(filled.form, table) for table in filled.form.tables]
    edges = max((setting.places[-1] for setting in settings), default=1)
    widths = [_NARROW] * edges
    for setting in settings:
        widths[: len(setting.sheet_widths)] = [width / _TWIPS for width in setting.sheet_widths]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, edges - 1, cell_text(f"{filled.organ}{filled.title}"), looks.title)
    row = 2
    headings = {heading.table: heading.text for heading in filled.form.headings if heading.table}
    for table, setting in zip(filled.form.tables, settings, strict=True):
        if table.name in headings:
            sheet.write_string(row, 0, headings[table.name], looks.heading)
            row += 1
        _heights(sheet, row, grid_of(filled, table), setting, widths)
        _table(sheet, row, filled, table, setting, looks)
        row += table.rows + 1
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _table(sheet: Any, top: int, filled: FilledForm, table: Table, setting: Setting, looks: _Looks) -> None:
    figures = {(value.row, value.column): filled.figures[value.code] for value in table.values}
    for cell in grid_of(filled, table).cells:
        first, last = setting.places[cell.column], setting.places[cell.column + cell.column_span] - 1
        look, figure = looks.of(cell), figures.get((cell.row, cell.column))
        if cell.row_span > 1 or last > first:
            sheet.merge_range(top + cell.row, first, top + cell.row + cell.row_span - 1, last, "", look)
        number = figure.number if figure is not None and not figure.to_fill else None
        if figure is not None and figure.state == "given" and number is not None:
            sheet.write_number(top + cell.row, first, number, look)
        elif cell.text:
            sheet.write_string(top + cell.row, first, cell_text(cell.text), look)
        else:
            sheet.write_blank(top + cell.row, first, None, look)


def _heights(sheet: Any, top: int, grid: Grid, setting: Setting, widths: Sequence[float]) -> None:
    """Rows as high as their longest text needs: Excel does not see to it where cells are merged."""
    lines: dict[int, int] = {}
    for cell in grid.cells:
        first, last = setting.places[cell.column], setting.places[cell.column + cell.column_span]
        room = max(1.0, sum(widths[first:last]) - cell.indent - 1)
        needed = sum(max(1, ceil(cell_len(line) / room)) for line in cell.text.split("\n"))
        for row in range(cell.row, cell.row + cell.row_span):
            lines[row] = max(lines.get(row, 1), ceil(needed / cell.row_span))
    for row, count in lines.items():
        sheet.set_row(top + row, _LINE * count + 4)


_TWIPS = 105
"""Of one sign's width, in which Excel counts columns."""
_NARROW = 6.5
"""Signs of a column that only a table of fifteen has."""
_LINE = 13
"""Points of a line of the type of 10 pt."""
_ORIGINS = ("表", "编码", "项目", "数字", "文字", "单位", "状态", "来历", "规则", "SQL", "数据截至")
_SECTIONS = ("类别", "数量", "单位", "来源", "数据截至", "规则")
_CHECKS = ("表", "规则", "结果", "左边", "右边", "说明")
_ITEMS = ("计入", "标题", "网址", "单位", "发布日期", "文号", "索引号", "条目编号")


def _origins(filled: FilledForm) -> Iterable[tuple[object, ...]]:
    for code, figure in filled.figures.items():
        given = figure.state == "given"
        yield (
            filled.form.name,
            code,
            figure.value.name,
            _number(figure.number, figure.origin) if given else None,
            figure.text if given else "",
            figure.value.measure,
            STATE_WORDS[figure.state],
            ORIGIN_WORDS[figure.origin],
            figure.rule,
            figure.sql_file,
            moment_words(figure.as_of) if figure.as_of else "",
        )


def _number(number: Decimal | int | None, origin: str) -> object:
    """A number for its cell; a lower bound shows that it is one."""
    return number if number is None or origin != "lower_bound" else AtLeast(number)


def _section(row: Row) -> tuple[object, ...]:
    return (
        row.label,
        _number(row.value, row.origin),
        row.measure,
        row.origin_words,
        moment_words(row.as_of),
        row.rule,
    )


def _check(row: CheckRow) -> tuple[object, ...]:
    return row.form, row.rule, row.outcome, row.left, row.right, row.sentence


def _item(row: ItemRow) -> tuple[object, ...]:
    return (
        row.codes,
        row.title,
        row.url,
        row.unit,
        row.published_on,
        row.document_number,
        row.index_number,
        row.item_id,
    )
