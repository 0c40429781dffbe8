"""The sheet of figures that only a person can give, as an Excel workbook."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter
from rich.cells import cell_len

from warehouse.declared.asking import Asked
from warehouse.declared.layout import (
    FIRST_ROW,
    HEAD_ROW,
    HEADS,
    INPUT_COLUMN,
    KIND_WORDS,
    MANUAL,
    REMARK_COLUMN,
    STAMP_ROW,
    STAMP_WORDS,
    TEMPLATE,
    WIDTHS,
    Stamp,
)
from warehouse.declared.options import options_of
from warehouse.declared.records import STATE_WORDS, WORDS
from warehouse.forms import Form
from warehouse.report.escaping import visible

WORDING = Path(__file__).with_name("manual.toml")
_LINE = 14
"""Points of a line."""
_MANUAL_WIDTH = 78
_STAMP_COLUMNS = (1, 2, 4, 7, 8)
_FREE = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
"""What may be done with a protected sheet: columns may be made wider."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
}


def template_of(forms: Sequence[tuple[Form, Sequence[Asked]]], year: int, organ: str, portal: str) -> bytes:
    """The workbook (XLSX): a sheet that explains, and one a form with its asked cells. Locked is all but the
    cells to be filled in and the remarks; there is no password, and nothing is hidden. What is in force of
    the year already stands in its cell. Equal arguments give equal bytes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": f"{organ} {year}", "created": datetime(year, 12, 31)})
        looks = _looks(book)
        _manual(book.add_worksheet(MANUAL), year, organ, looks)
        for form, asked in forms:
            _sheet(book.add_worksheet(form.name), form, asked, year, organ, portal, looks)
    return out.getvalue()


def _looks(book: Any) -> Mapping[str, Any]:
    """The formats of the workbook's cells."""
    ruled = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 10, "text_wrap": True}
    fill = ruled | {"bg_color": "#FFFF99", "locked": False}
    kinds = {
        "title": {"bold": True, "font_name": "宋体", "font_size": 14},
        "line": {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top"},
        "stamp": {"font_name": "宋体", "font_size": 9, "font_color": "#666666"},
        "head": ruled | {"bold": True, "align": "center", "bg_color": "#E8E8E8"},
        "label": ruled,
        "code": ruled | {"num_format": "@"},
        "known": ruled | {"align": "right", "num_format": "@"},
        "number": fill | {"align": "right"},
        "text": fill | {"num_format": "@"},
        "remark": ruled | {"num_format": "@", "locked": False},
    }
    return {name: book.add_format(look) for name, look in kinds.items()}


def _manual(sheet: Any, year: int, organ: str, looks: Mapping[str, Any]) -> None:
    told = tomllib.loads(WORDING.read_text(encoding="utf-8"))
    words = {state: word for word, state in WORDS.items()}
    facts = {
        "year": year,
        "organ": visible(organ),
        "blank": words["blank"],
        "not_applicable": words["not_applicable"],
        "withdraw": words["missing"],
    }
    sheet.set_column(0, 0, _MANUAL_WIDTH)
    sheet.write_string(0, 0, told["title"].format(**facts), looks["title"])
    for row, line in enumerate((line.format(**facts) for line in told["lines"]), 2):
        sheet.set_row(row, _height((line, _MANUAL_WIDTH)))
        sheet.write_string(row, 0, line, looks["line"])
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", _FREE)


def _sheet(
    sheet: Any,
    form: Form,
    asked: Sequence[Asked],
    year: int,
    organ: str,
    portal: str,
    looks: Mapping[str, Any],
) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, f"{visible(organ)} {form.title_of(year)} 填报表", looks["title"])
    stamp = Stamp(form.name, form.version, str(year), portal, TEMPLATE)
    for column, (field, word) in zip(_STAMP_COLUMNS, STAMP_WORDS.items(), strict=True):
        sheet.write_string(STAMP_ROW - 1, column, f"{word}:{getattr(stamp, field)}", looks["stamp"])
    for column, head in enumerate(HEADS):
        sheet.write_string(HEAD_ROW - 1, column, head, looks["head"])
    for row, cell in enumerate(asked, FIRST_ROW - 1):
        _row(sheet, row, cell, looks)
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.protect("", _FREE)


def _height(*texts: tuple[str, float]) -> float:
    """Points of a row that shows each text whole in a column so many signs wide: not every program sees to
    it itself."""
    return _LINE * max(max(1, ceil(cell_len(text) / (width - 1))) for text, width in texts) + 3


def _row(sheet: Any, row: int, cell: Asked, looks: Mapping[str, Any]) -> None:
    value = cell.value
    told = (value.code, cell.row_label, cell.column_head, value.measure, KIND_WORDS[value.kind])
    sheet.set_row(row, _height(*zip(told, WIDTHS, strict=False)))
    for column, text in enumerate(told):
        sheet.write_string(row, column, text, looks["label" if column else "code"])
    for column, text in enumerate((cell.from_site, cell.last_year), len(told)):
        sheet.write_string(row, column, visible(text), looks["known"])
    is_number = value.kind in ("int", "signed", "decimal")
    look = looks["number" if is_number else "text"]
    standing = cell.standing
    if standing is None:
        sheet.write_blank(row, INPUT_COLUMN, None, look)
    elif standing.state == "given" and standing.value is not None:
        sheet.write_number(row, INPUT_COLUMN, standing.value, look)
    else:
        said = standing.text if standing.state == "given" else STATE_WORDS[standing.state]
        sheet.write_string(row, INPUT_COLUMN, visible(said), look)
    sheet.write_string(row, REMARK_COLUMN, visible(standing.remark) if standing else "", looks["remark"])
    if rule := _validation(cell, row):
        sheet.data_validation(row, INPUT_COLUMN, row, INPUT_COLUMN, rule)


def _validation(cell: Asked, row: int) -> dict[str, Any]:
    """What Excel and WPS let into the cell; what comes in another way is checked when the sheet comes
    back."""
    options = (*options_of(cell.form, cell.value), *WORDS)
    kind, place = cell.value.kind, f"${chr(ord('A') + INPUT_COLUMN)}${row + 1}"
    if kind in ("bool", "choice"):
        return {"validate": "list", "source": list(options)} | _prompts(cell, "选一项:" + "、".join(options))
    said = KIND_WORDS[kind] + ";或写 " + "、".join(WORDS)
    if kind in ("text", "choices"):
        listed = f"({'、'.join(options[: -len(WORDS)])})" if kind == "choices" else ""
        return {"validate": "any"} | _prompts(cell, said + listed)
    words = ",".join(f'{place}="{word}"' for word in WORDS)
    tests = {"int": f"{place}>=0,{place}=INT({place})", "signed": f"{place}=INT({place})"}
    # AND looks at all its arguments, and INT of a text is an error: IF asks for the number first.
    number = f"IF(ISNUMBER({place}),AND({tests.get(kind, f'{place}>=0')}),FALSE)"
    return {"validate": "custom", "value": f"=OR({words},{number})"} | _prompts(cell, said)


def _prompts(cell: Asked, said: str) -> dict[str, Any]:
    """What is shown beside the cell, and when something else was typed; Excel takes 32 and 255 signs."""
    measure = f"(单位:{cell.value.measure})" if cell.value.measure else ""
    return {
        "input_title": cell.value.code,
        "input_message": f"{said}{measure}"[:255],
        "error_title": "不能这样填",
        "error_message": f"这一格应填:{said}{measure}"[:255],
    }
