"""The sheets of forms as people see and print them."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.warehouse.report.every_form import LONG, MADE, book_of, form_of
from warehouse.forms import form_named
from warehouse.report.printed.excel import CheckRow, workbook_of
from warehouse.report.printed.filled import filled

SENTENCE = (
    "新开设的专栏专题是维护的专栏专题的一部分:「专栏专题·新开设数量」31;「专栏专题·维护数量」0;多出 31。"
)


def sheet_of(name: str, kind: str = "mixed", organ: str = "云泽县人民政府") -> Any:
    form = form_named(name)
    book = openpyxl.load_workbook(io.BytesIO(workbook_of([form_of(form, kind, organ)], [], [], MADE)))
    return book.worksheets[0]


@pytest.mark.parametrize(
    ("name", "high", "repeated"),
    [("report-2021", 1, None), ("website-annual", 1, None), ("statistics-2014", 0, "$3:$3")],
)
def test_a_form_is_printed_on_a_page_of_a4_and_a_long_one_repeats_its_head(
    name: str, high: int, repeated: str | None
) -> None:
    sheet = sheet_of(name)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (
        1,
        high if high == 0 else None,
    )
    assert sheet.print_title_rows == repeated
    assert sheet.freeze_panes == ("A4" if repeated else None)


@pytest.mark.parametrize("name", ["report-2019", "report-2021"])
def test_tables_of_a_form_are_of_one_width(name: str) -> None:
    """表二 and 表三 are drawn on the fifteen columns of 表四, so that none hangs over the others."""
    sheet = sheet_of(name)
    ends = {
        next(text for text in ("第二十条", "申请人情况", "行政诉讼") if text in str(cell.value)): area.max_col
        for area in sheet.merged_cells.ranges
        if (cell := sheet.cell(area.min_row, area.min_col)).value
        and any(text in str(cell.value) for text in ("第二十条", "申请人情况", "行政诉讼"))
        and "、" not in str(cell.value)
    }
    assert ends == {"第二十条": 15, "申请人情况": 15, "行政诉讼": 15}


def test_a_number_that_is_wider_than_its_cell_is_shown_smaller_and_not_as_hashes() -> None:
    sheet = sheet_of("report-2021", "large")
    numbers = [
        cell for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None
    ]
    assert len(numbers) == len(form_named("report-2021").values)
    assert all(cell.alignment.shrink_to_fit and not cell.alignment.wrap_text for cell in numbers)
    # Rows do not grow for them.
    heights = [sheet.row_dimensions[cell.row].height for cell in numbers if cell.value > 10**6]
    assert max(heights) <= 45


def test_a_change_is_a_number_that_shows_its_sign() -> None:
    told = {
        "value_text": None,
        "state": "given",
        "origin": "declared",
        "rule": "",
        "sql_file": "",
        "as_of": None,
    }
    one = filled(
        form_named("report-2019"), 2019, "云泽县", [told | {"code": "2.R3.C2", "value": Decimal(82)}]
    )
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of([one], [], [], MADE))).worksheets[0]
    shown = [cell for row in sheet.iter_rows() for cell in row if cell.value == 82]
    assert [(cell.data_type, cell.number_format) for cell in shown] == [("n", "+General;-General;General")]


@pytest.mark.parametrize(
    ("organ", "lines"), [("云泽县人民政府", 1), (LONG, 3), ("", 1), (f"{LONG}及{LONG}", 4)]
)
def test_the_title_is_not_cut_however_long_the_offices_name_is(organ: str, lines: int) -> None:
    sheet = sheet_of("website-annual", organ=organ)
    title = sheet["A1"]
    assert title.value.replace("\n", "") == f"{organ}政府网站工作年度报表（2017年度）"
    assert title.alignment.wrap_text
    assert sheet.row_dimensions[1].height == pytest.approx(26 * lines + 4, abs=1)


def test_sentences_of_lists_are_wrapped_in_rows_that_hold_them() -> None:
    rows = [CheckRow("website-annual", "a@1", "不符", None, None, text) for text in (SENTENCE, "相符。")]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of([], rows, [], MADE)))["勾稽"]
    assert [cell.alignment.wrap_text for cell in sheet["F"][1:]] == [True, True]
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [30, None]


def test_lists_are_filtered_frozen_and_printed_with_their_head() -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of()))
    for name in ("栏目统计", "来历", "勾稽", "条目"):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.page_setup.fitToHeight == 0


@pytest.mark.parametrize("kind", ["small", "missing"])
def test_every_cell_is_set_in_a_chinese_font_that_it_names_itself(kind: str) -> None:
    """Not that of the theme: an Excel of another language has another there."""
    book = openpyxl.load_workbook(io.BytesIO(book_of(kind)))
    fonts = {
        (cell.font.name, cell.font.scheme) for sheet in book for row in sheet.iter_rows() for cell in row
    }
    assert fonts == {("宋体", None), ("黑体", None), ("楷体", None)}
    assert book.properties.creator == "云泽县人民政府"
