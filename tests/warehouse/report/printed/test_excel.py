"""The workbook: numbers are numbers, texts stay texts, every figure says where it comes from."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from scrapers.documents import Limits
from scrapers.documents.inside import read_here
from warehouse.forms import FORMS, form_named
from warehouse.report.printed.excel import CheckRow, ItemRow, workbook_of
from warehouse.report.printed.filled import FilledForm, filled

MADE = datetime(2022, 1, 20, 8, tzinfo=UTC)
ITEM = ItemRow(
    "report-2021:2.R3.C1",
    '=HYPERLINK("http://x")',
    "http://www.yunze.example/1.html",
    "县财政局",
    date(2021, 5, 6),
    "云政发〔2021〕3号",
    "000014349/2021-00110",
    "0012",
)
CHECK = CheckRow("report-2021", "total@1", "不符", Decimal(11), Decimal(0), "行政复议总计 0,各项相加 11")


def record(code: str, **told: Any) -> dict[str, Any]:
    usual = {"value": None, "value_text": None, "state": "given", "origin": "computed", "rule": "S-total@3"}
    return usual | {"sql_file": "figures/report_2021.sql#licences", "as_of": MADE, "code": code} | told


RECORDS = [
    record("2.R1.C1", value=Decimal("0")),
    record("2.R3.C1", value=Decimal("12"), origin="lower_bound"),
    record("2.R6.C1", value=Decimal("96171.600000"), origin="declared"),
    record("2.R5.C1", state="blank", origin="declared"),
    record("2.R4.C1", state="not_applicable", origin="declared"),
]


def form(records: list[dict[str, Any]] | None = None) -> FilledForm:
    return filled(form_named("report-2021"), 2021, "云泽县人民政府", RECORDS if records is None else records)


def book(*forms: FilledForm, items: tuple[ItemRow, ...] = (ITEM,)) -> Any:
    made = workbook_of(forms or (form(),), [CHECK], items, MADE)
    return openpyxl.load_workbook(io.BytesIO(made))


def by_label(sheet: Any, label: str) -> list[Any]:
    """The values right of a label, each merged cell once."""
    row = next(row for row in sheet.iter_rows() if any(cell.value == label for cell in row))
    values = [cell for cell in row if type(cell).__name__ != "MergedCell"]
    at = [cell.value for cell in values].index(label)
    return [cell.value for cell in values[at + 1 :] if cell.has_style]


def test_a_figure_is_a_number_and_what_is_no_figure_says_so() -> None:
    sheet = book()["report-2021 2021"]
    assert by_label(sheet, "规章")[:3] == [0, "待填", "待填"]
    assert by_label(sheet, "行政许可")[:1] == ["至少 12"]
    assert by_label(sheet, "行政强制")[:1] == [None]
    assert by_label(sheet, "行政处罚")[:1] == ["不适用"]
    assert by_label(sheet, "行政事业性收费")[:1] == [96171.6]


@pytest.mark.parametrize("name", [form.name for form in FORMS])
def test_every_table_has_its_grid_and_labels(name: str) -> None:
    printed = form_named(name)
    one = filled(printed, 2021, "云泽县", [])
    document = read_here(workbook_of([one], [], [], MADE), "a.xlsx", Limits())
    assert document.outcome == "ok"
    texts = {cell.text.replace("\n", "") for cell in document.tables[0].cells()}
    labels = {cell.text.replace("\n", "") for table in printed.tables for cell in table.cells if cell.text}
    assert labels <= texts
    assert document.text.count("待填") == len(printed.values)


def test_ids_and_addresses_are_text_and_nothing_is_a_formula() -> None:
    sheet = book()["条目"]
    head, item = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert dict(zip(head, item, strict=True)) == {
        "计入": "report-2021:2.R3.C1",
        "标题": '=HYPERLINK("http://x")',
        "网址": "http://www.yunze.example/1.html",
        "单位": "县财政局",
        "发布日期": datetime(2021, 5, 6),
        "文号": "云政发〔2021〕3号",
        "索引号": "000014349/2021-00110",
        "条目编号": "0012",
    }
    assert [cell.data_type for cell in list(sheet.iter_rows())[1]] == ["s", "s", "s", "s", "d", "s", "s", "s"]
    assert sheet.auto_filter.ref == "A1:H2"


def test_every_figure_says_where_it_comes_from() -> None:
    rows = [[cell.value for cell in row] for row in book()["来历"].iter_rows()]
    assert len(rows) == 1 + len(form_named("report-2021").values)
    told = {row[1]: row for row in rows[1:]}
    words = ["仅下限", "S-total@3", "figures/report_2021.sql#licences"]
    assert told["2.R3.C1"][2:10] == ["行政许可·本年处理决定数量", 12, None, "件", "已有", *words]
    assert [told[code][6] for code in ("2.R1.C2", "2.R5.C1", "2.R4.C1")] == ["缺", "空白", "不适用"]
    assert told["2.R1.C2"][3] is None
    shown = {row[1].value: row[3].number_format for row in book()["来历"].iter_rows(min_row=2)}
    assert (shown["2.R3.C1"], shown["2.R1.C1"]) == ('"至少 "General', "General")


def test_checks_stand_on_a_sheet_of_their_own() -> None:
    head, check = [[cell.value for cell in row] for row in book()["勾稽"].iter_rows()]
    assert head == ["表", "规则", "结果", "左边", "右边", "说明"]
    assert check == ["report-2021", "total@1", "不符", 11, 0, "行政复议总计 0,各项相加 11"]


def test_what_a_cell_cannot_hold_is_cut_where_people_see_it() -> None:
    long = ItemRow("", "甲" * 40_000, "http://x/\x07", "", None, "", "", "1")
    row = [cell.value for cell in list(book(items=(long,))["条目"].iter_rows())[1]]
    assert (len(row[1]), row[1][-2:], row[2], row[4]) == (32_767, "甲…", "http://x/", None)


def test_equal_figures_are_equal_bytes(time_machine: Any) -> None:
    made = workbook_of([form()], [CHECK], [ITEM], MADE)
    time_machine.move_to(datetime(2031, 5, 6, tzinfo=UTC))
    assert workbook_of([form()], [CHECK], [ITEM], MADE) == made


def test_a_code_that_the_form_does_not_have_is_told() -> None:
    assert form([record("9.R1", value=Decimal(1))]).unknown == ("9.R1",)


def test_a_change_carries_its_sign() -> None:
    codes = {"2.R3.C2": 82, "2.R4.C2": -59, "2.R5.C2": 0}
    told = [record(code, value=Decimal(value), origin="declared") for code, value in codes.items()]
    one = filled(form_named("report-2019"), 2019, "云泽县人民政府", told)
    assert [one.figures[code].printed for code in codes] == ["+82", "-59", "0"]
