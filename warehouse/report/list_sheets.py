"""Sheets of an Excel workbook that hold a list which people filter: one head, one row a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from rich.cells import cell_len

from warehouse.report.escaping import xml_text

FONT = "宋体"
MOST_SIGNS = 32_767
"""Of a cell of Excel; the rest of a longer text is cut and the cut is seen."""


def book_options() -> dict[str, Any]:
    """Of a workbook that xlsxwriter makes (which adds to them: each book has its own). What looks like an
    address, a formula or a number stays text; the font is named, since every Excel begins with its own."""
    return {
        "in_memory": True,
        "strings_to_urls": False,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "default_format_properties": {
            "font_name": FONT,
            "font_size": 11,
            "font_family": 3,
            "font_charset": 134,
            "font_scheme": "none",
            "valign": "top",
        },
    }


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A lower bound: a number in its cell, shown as 至少 12."""

    number: int | Decimal


class ListLooks:
    """Formats of the cells of lists."""

    def __init__(self, book: Any) -> None:
        """Adds them to the book."""
        self.head = book.add_format({"bold": True, "bottom": 1, "align": "left"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.at_least = book.add_format({"num_format": '"至少 "General'})


def list_sheet(
    book: Any, name: str, head: Sequence[str], rows: Iterable[tuple[object, ...]], looks: ListLooks
) -> None:
    """Adds a sheet. Its cells by their kind: numbers, lower bounds, days, texts; None leaves a cell empty.
    Nothing is ever a formula or a link where the book was opened without them."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    _printed(sheet)
    for column, text in enumerate(head):
        sheet.write_string(0, column, cell_text(text), looks.head)
        sheet.set_column(column, column, _WIDTHS.get(text, 14), looks.wrapped if text in _WRAPPED else None)
    write: dict[type, Callable[[int, int, Any], object]] = {
        str: lambda row, column, value: sheet.write_string(row, column, cell_text(value)) if value else None,
        Decimal: sheet.write_number,
        int: sheet.write_number,
        AtLeast: lambda row, column, value: sheet.write_number(row, column, value.number, looks.at_least),
        date: lambda row, column, value: sheet.write_datetime(row, column, value, looks.day),
        type(None): lambda row, column, value: None,
    }
    wrapped = [column for column, text in enumerate(head) if text in _WRAPPED]
    number = 0
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            write[type(value)](number, column, value)
        if wrapped and (lines := max(_lines(head[column], row[column]) for column in wrapped)):
            sheet.set_row(number, _LINE * lines)
    sheet.autofilter(0, 0, number, len(head) - 1)


def _printed(sheet: Any) -> None:
    """On A4, as wide as the page, the head on each."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.set_footer("&C- &P -")
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


_WIDTHS = {
    "标题": 60, "网址": 50, "项目": 64, "说明": 80, "SQL": 38, "计入": 30, "单位": 20, "规则": 20, "表": 17,
    "数据截至": 18, "文号": 22, "索引号": 24, "条目编号": 22, "状态": 9, "结果": 10,
}  # fmt: skip
"""Signs of a column by its head, where 14 are too few or too many."""
_WRAPPED = ("说明",)
"""Heads of columns of whole sentences."""
_LINE = 15
"""Points of a line."""


def _lines(head: str, value: object) -> int:
    """How many a cell needs; 0 where one does, which needs no height."""
    needed = ceil((cell_len(value) + 1) / _WIDTHS[head]) if isinstance(value, str) else 1
    return needed if needed > 1 else 0


def cell_text(text: str) -> str:
    """Text that a cell can hold."""
    said = xml_text(text)
    return said if len(said) <= MOST_SIGNS else said[: MOST_SIGNS - 1] + "…"
