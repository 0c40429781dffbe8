"""A filled sheet comes back: all that is wrong is told at once, with cell and remedy; the rest is taken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.warehouse.declared.filling import (
    Answers,
    book_of,
    checked,
    filled,
    said,
    saved,
    template,
)
from warehouse.declared import Before, Declaration, DeclareError, Known
from warehouse.declared import workbook as opening
from warehouse.forms import Entry, form_named

REPORT, SITE = "report-2021", "website-annual"
AMOUNT, COUNT = "2.R6.C1", "3.R1.C1"
"""本年收费金额（万元） and an applicant's 本年新收."""


def place(sheet: Any, code: str, column: str = "H") -> str:
    """Where a code's cell of that column is."""
    [row] = [row[0].row for row in sheet.iter_rows() if row[0].value == code]
    return f"{column}{row}"


def put(form: str, code: str, value: object, number_format: str = "") -> Callable[[Any], str]:
    def alter(book: Any) -> str:
        where = place(book[form], code)
        book[form][where].value = value
        if number_format:
            book[form][where].number_format = number_format
        return where

    return alter


WRONG_CELLS: dict[str, Any] = {
    "text": (REPORT, COUNT, "许多", ("许多", "不是一个数", "请只写数")),
    "negative": (REPORT, COUNT, -3, ("-3", "不能小于 0")),
    "decimal": (REPORT, COUNT, 2.5, ("2.5", "整数")),
    "seven places": (REPORT, AMOUNT, 0.1234567, ("小数超过 6 位",)),
    "too large": (REPORT, COUNT, 10**12, ("大得不像", "核对")),
    "yuan": (REPORT, AMOUNT, "1,234元", ("1,234元", "万元", "0.1234")),
    "ten thousands": (REPORT, COUNT, "1.2万件", ("1.2万件", "12000")),
    "other unit": (REPORT, COUNT, "3人", ("3人", "件", "只填数")),
    "about": (REPORT, COUNT, "约30", ("约30", "确数")),
    "remark": (REPORT, COUNT, "22（其中修订16件）", ("22", "备注")),
    "broken thousands": (REPORT, COUNT, "1,23", ("1,23", "不是一个数")),
    "none": (REPORT, COUNT, "无", ("无", "写 0", "空白", "不适用")),
    "dash": (REPORT, COUNT, "—", ("—", "分不清")),
    "written": (REPORT, COUNT, "三十五", ("三十五", "35")),
    "formula": (REPORT, COUNT, "=SUM(H6:H7)", ("=SUM(H6:H7)", "公式", "选择性粘贴")),
    "error": (REPORT, COUNT, "#REF!", ("#REF!", "错误值")),
    "1900": (REPORT, COUNT, datetime(1900, 1, 5), "yyyy-mm-dd", ("1900-01-05", "5", "常规")),
    "day": (REPORT, COUNT, 44562, "yyyy-mm-dd", ("2022-01-01", "44562")),
    "per cent": (REPORT, COUNT, 0.5, "0%", ("50%", "常规")),
    "true": (REPORT, COUNT, True, ("TRUE", "要填数")),
    "choice": (SITE, "H4", "门户", ("门户", "政府门户网站", "专项网站")),
    "yes": (SITE, "B1", "有", ("有", "是、否")),
    "number of choice": (SITE, "B1", 1, ("数 1", "是、否")),
    "long": (SITE, "H1", "长" * 501, ("太长", "500")),
}

TAKEN_CELLS = {
    "full width": (put(REPORT, COUNT, "１２"), (REPORT, COUNT), Entry("given", Decimal(12)), "全角"),
    "thousands": (put(REPORT, COUNT, "1,234"), (REPORT, COUNT), Entry("given", Decimal(1234)), "千位"),
    "as text": (put(REPORT, COUNT, "12"), (REPORT, COUNT), Entry("given", Decimal(12)), "文本"),
    "own unit": (put(REPORT, COUNT, "3件"), (REPORT, COUNT), Entry("given", Decimal(3)), "按 3 读"),
    "constant": (put(REPORT, COUNT, "=7"), (REPORT, COUNT), Entry("given", Decimal(7)), "公式"),
    "true": (put(SITE, "B1", True), (SITE, "B1"), Entry("given", None, "是"), "TRUE"),
    "code as number": (put(SITE, "H5", 4114240001), (SITE, "H5"), Entry("given", None, "4114240001"), "文字"),
}


@pytest.mark.parametrize("year", [2021])
@pytest.mark.parametrize("seed", range(6))
def test_what_was_filled_in_is_what_is_taken(seed: int, year: int) -> None:
    book, meant = filled(seed, year)
    found = checked(saved(book))
    assert (found.faults, said(found), found.read) == ((), meant, len(meant))
    assert {one.portal for one in found.good} == {"yunze"} and len(found.good[0].file_sha256) == 64


@pytest.fixture(scope="module")
def sheet() -> tuple[bytes, Answers]:
    book, meant = filled(1)
    return saved(book), meant


@pytest.mark.parametrize("case", WRONG_CELLS)
def test_a_wrong_cell_is_told_with_its_remedy_and_no_other_suffers(
    sheet: tuple[bytes, Answers], case: str
) -> None:
    data, meant = sheet
    form, code, value, *number_format, words = WRONG_CELLS[case]
    book = book_of(data)
    where = put(form, code, value, *number_format)(book)
    found = checked(saved(book))
    [fault] = found.faults
    assert (fault.sheet, fault.cell, fault.code) == (form, where, code)
    assert [word for word in words if word not in fault.sentence] == [], fault.sentence
    assert said(found) == {key: entry for key, entry in meant.items() if key != (form, code)}


@pytest.mark.parametrize("case", TAKEN_CELLS)
def test_what_can_mean_one_thing_only_is_taken_and_told(sheet: tuple[bytes, Answers], case: str) -> None:
    data, meant = sheet
    alter, key, entry, word = TAKEN_CELLS[case]
    book = book_of(data)
    where = alter(book)
    found = checked(saved(book))
    assert found.faults == ()
    assert said(found) == meant | {key: entry}
    assert [(note.cell, word in note.what) for note in found.notes] == [(where, True)]


def test_all_errors_come_at_once(sheet: tuple[bytes, Answers]) -> None:
    book = book_of(sheet[0])
    for code, value in ((COUNT, -1), ("3.R1.C2", "x"), (AMOUNT, "5元")):
        put(REPORT, code, value)(book)
    put(SITE, "B1", "有")(book)
    assert len(checked(saved(book)).faults) == 4


def swap_columns(book: Any) -> str:
    for row in book[REPORT].iter_rows(min_row=4):
        row[6].value, row[7].value = row[7].value, row[6].value
    return "G4"


def swap_rows(book: Any) -> str:
    first, second = (place(book[REPORT], code, "A")[1:] for code in (COUNT, "3.R2.C1"))
    a, b = book[REPORT][f"A{first}"], book[REPORT][f"A{second}"]
    a.value, b.value = b.value, a.value
    return a.coordinate


def merge(book: Any) -> str:
    row = int(place(book[REPORT], COUNT)[1:])
    book[REPORT].merge_cells(f"H{row}:H{row + 1}")
    return f"H{row}:H{row + 1}"


def copy_sheet(book: Any) -> str:
    book.copy_worksheet(book[REPORT])
    return ""


def drop_head(book: Any) -> str:
    book[REPORT]["H4"].value = None
    return ""


def stamp(word: str, value: str) -> Callable[[Any], str]:
    def alter(book: Any) -> str:
        [cell] = [cell for cell in book[REPORT][2] if str(cell.value).startswith(f"{word}:")]
        cell.value = f"{word}:{value}"
        return ""

    return alter


def doubled(book: Any) -> str:
    where = place(book[REPORT], "3.R2.C1", "A")
    book[REPORT][where].value = COUNT
    return where


def unknown(book: Any) -> str:
    book[REPORT][place(book[REPORT], COUNT, "A")].value = "3.R99.C1"
    return ""


def beside(book: Any) -> str:
    book[REPORT]["K6"].value = 12
    return "K6"


def below(book: Any) -> str:
    book[REPORT].cell(book[REPORT].max_row + 1, 8).value = 12
    return ""


WRONG_SHEETS = {
    "columns swapped": (swap_columns, "列的次序变了", False),
    "rows swapped": (swap_rows, "行被移动过", True),
    "merged": (merge, "取消合并", True),
    "doubled sheet": (copy_sheet, "请只留一个", False),
    "no head": (drop_head, "找不到表头", False),
    "year": (stamp("年度", "2020"), "是 2020 年的表,要导入的是 2021 年", False),
    "portal": (stamp("门户", "minquan"), "minquan", False),
    "version": (stamp("表样版本", "0"), "现行的是 1", False),
    "template": (stamp("模板版本", "9"), "模板版本是 9", False),
    "form": (stamp("表式", "report-1999"), "没有名为 report-1999 的表", False),
    "doubled code": (doubled, "有两行", True),
    "unknown code": (unknown, "3.R99.C1", True),
    "beside": (beside, "表格右边", True),
    "below": (below, "没有编号", True),
}


@pytest.mark.parametrize("case", WRONG_SHEETS)
def test_a_sheet_that_was_changed_is_told_and_what_is_doubtful_of_it_not_taken(
    sheet: tuple[bytes, Answers], case: str
) -> None:
    data, meant = sheet
    alter, words, is_usable = WRONG_SHEETS[case]
    book = book_of(data)
    where = alter(book)
    found = checked(saved(book))
    assert found.faults
    assert any(
        words in fault.what and fault.cell in (where, fault.cell if not where else "")
        for fault in found.faults
    )
    taken = said(found)
    assert taken.items() <= meant.items(), "nothing is taken for another cell"
    assert any(form == SITE for form, _ in taken)
    assert any(form == REPORT for form, _ in taken) == is_usable
    assert case != "doubled code" or (REPORT, COUNT) not in taken, "of two rows neither is the right one"


def test_what_is_hidden_is_read_and_told_and_lines_above_the_table_do_no_harm(
    sheet: tuple[bytes, Answers],
) -> None:
    data, meant = sheet
    book = book_of(data)
    book[REPORT].row_dimensions[7].hidden = True
    book[REPORT].column_dimensions["G"].hidden = True
    book[SITE].sheet_state = "hidden"
    book.create_sheet("草稿")["B2"].value = "与填报无关"
    found = checked(saved(book))
    assert (found.faults, said(found)) == ((), meant)
    notes = " ".join(note.sentence for note in found.notes)
    assert all(word in notes for word in ("第 7 行", "G 列", "隐藏的工作表", "草稿"))


def test_a_remark_is_kept_and_one_without_a_figure_is_told() -> None:
    book = book_of(template())
    put(REPORT, COUNT, 3)(book)
    for code in (COUNT, AMOUNT):
        book[REPORT][place(book[REPORT], code, "I")].value = "据信访局台账"
    found = checked(saved(book))
    assert [(one.code, one.remark) for one in found.good] == [(COUNT, "据信访局台账")]
    assert [note.code for note in found.notes] == [AMOUNT]


def test_personal_data_is_masked_before_it_is_kept() -> None:
    book = book_of(template())
    put(SITE, "H3", "电话13812345678")(book)
    book[SITE][place(book[SITE], "H3", "I")].value = "经办人 11010519491231002X"
    [one] = checked(saved(book)).good
    assert (one.text, one.remark) == ("电话138****5678", "经办人 110105********002X")


def test_identities_that_the_figures_break_are_told_and_refuse_nothing() -> None:
    book = book_of(template(most=60))
    for column, value in zip("1234567", (1, 0, 0, 0, 0, 0, 5), strict=True):
        put(REPORT, f"3.R1.C{column}", value)(book)
    found = checked(saved(book))
    assert found.faults == () and len(found.good) == 7
    assert any("勾稽不成立" in told and "总计" in told for told in found.warnings)


def test_figures_that_the_website_shows_otherwise_are_told() -> None:
    book = book_of(template())
    put(REPORT, "2.R3.C1", 3)(book)
    put(REPORT, COUNT, 4)(book)
    known = [
        Known(REPORT, 2021, "2.R3.C1", Decimal(12), None, "given", "lower_bound"),
        Known(REPORT, 2021, COUNT, Decimal(5), None, "given", "computed"),
    ]
    told = "\n".join(checked(saved(book), before=Before(known)).warnings)
    assert "填报 3,网站上至少有 12" in told and "填报 4,网站得出 5;统计表仍用网站得出的数" in told


def test_carried_over_is_held_against_last_years_declaration() -> None:
    book = book_of(template(most=60))
    put(REPORT, "3.R2.C7", 2)(book)
    last = Declaration(REPORT, 2020, "3.R4.C7", "given", Decimal(9), "", "", "王某", "", "", "", "yunze")
    before = Before(previous_forms={REPORT: form_named(REPORT)})
    told = checked(saved(book), (last,), before).warnings
    assert any("上年" in one and "9" in one for one in told)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def with_sheet(more: bytes) -> bytes:
    """With something more in a sheet."""
    name = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(template())) as packed:
        return with_part(name, packed.read(name).replace(b"</sheetData>", b"</sheetData>" + more))


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")


REFUSED = {
    "empty": (b"", "0 字节"),
    "password": (encrypted(), "取消密码"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为"),
    "csv": (b"form,year\n", "不是 Excel 工作簿"),
    "page": (b"<html>please log in</html>", "不是 Excel 工作簿"),
    "zip": (zipped(a=b"1"), "损坏"),
    "cut": (template()[:3000], "损坏"),
    "another workbook": (saved(openpyxl.Workbook()), "没有填报表"),
    "nothing filled in": (template(), "没有填任何一格"),
    "entities": (
        with_part("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>'),
        "实体",
    ),
    "merged over all": (
        with_sheet(b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "合并的单元格太多",
    ),
    "merged in disguise": (
        with_sheet(b"<mergeCells><mergeCell ref='&#65;1:&#88;FD9'/></mergeCells>"),
        "太多",
    ),
    "links over all": (with_sheet(b'<hyperlinks><hyperlink ref="A1:ZZ99999"/></hyperlinks>'), "太多"),
    "another encoding": (with_part("xl/workbook.xml", b'<?xml version="1.0" encoding="utf-7"?><a/>'), "编码"),
    "bomb": (with_part("xl/media/a.bin", bytes(opening.MOST_UNPACKED + 1)), "解开后超过"),
    "many parts": (zipped(**{f"p{number}": b"" for number in range(opening.MOST_PARTS + 1)}), "个部件"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_of_which_nothing_can_be_read_is_refused_in_one_sentence(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(DeclareError, match=words):
        checked(data)
