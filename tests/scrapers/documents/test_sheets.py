"""Workbooks of every kind: the same grid, what a person sees, what is told."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from scrapers.documents import Document, Limits, Reader
from scrapers.documents.inside import read_here
from tests.scrapers.documents.made.sheets import make

MADE = Path(make.__file__).parent

ROWS = (
    ("2017年收费情况表", None, None, None, None, None, None),
    ("单位", "金额（万元）", "日期", "比例", "编号", "证件号", "说明"),
    ("财政局", "350", "2017-12-31", "12.0%", "000123", "152201199001011234", "两\n行"),
    ("教育局", "0.3", "2017-12-31 08:30", "50.0%", "000007", "152201199001011000", "TRUE"),
    ("民政局", "1234567.5", "08:30", "100.0%", "000045", "", "１２３"),
    ("小计", "", "", "", "", "", "-3"),
    (None, "#DIV/0!", "", "", "", "", "0.00001"),
)
SECOND = (("孤",), ("12.50万元",), ("2017年12月",), ("2017-12-31",))


def read(content: bytes, name: str = "表.xlsx", limits: Limits | None = None) -> Document:
    return read_here(content, name, limits or Limits())


def written(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def by_xlsxwriter(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    fill(book)
    book.close()
    return file.getvalue()


def left(document: Document) -> dict[str, tuple[str, int]]:
    return {each.what: (each.where, each.count) for each in document.left_out}


@pytest.mark.parametrize(
    ("file", "name", "format"),
    [
        ("sheets.xls", "a.xls", "xls"),
        ("sheets.xls", "报表.et", "xls"),
        ("sheets.ods", "a.ods", "ods"),
        ("sheets.xlsx", "a.xlsx", "xlsx"),
        ("sheets.xlsx", "a.xls", "xlsx"),
    ],
)
def test_one_workbook_reads_to_the_same_grid_from_every_format(file: str, name: str, format: str) -> None:
    document = read((MADE / file).read_bytes(), name)

    assert (document.format, document.outcome) == (format, "ok")
    first, second = document.tables
    assert (first.name, first.rows) == ("收费情况", ROWS)
    assert first.spans == {(0, 0): (1, 7), (5, 0): (2, 1)}
    assert first.doubts == {(3, 5): "digits_lost", (6, 1): "error_value"}
    assert (second.name, second.rows) == ("第二", SECOND)
    assert left(document)["hidden_sheets"] == ("底稿", 1)
    assert "看不见" not in document.text
    assert any("1 行是隐藏的(4)" in note for note in document.notes)


def test_each_visible_sheet_is_headed_by_its_name_in_the_text() -> None:
    document = read((MADE / "sheets.xls").read_bytes(), "a.xls")

    lines = document.text.splitlines()
    assert lines[0] == "收费情况" and lines[8] == "第二"
    for table in document.tables:
        assert document.text[table.at :].startswith(table.rows[0][0] or "")


def test_a_formula_without_a_saved_result_is_told_and_no_zero() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append([1, "=A1*2"])
        book.active["D4"] = "=SUM(A1:A3)"

    document = read(written(fill))

    table = document.tables[0]
    assert table.doubts == {(0, 1): "no_value", (3, 3): "no_value"}
    assert table.rows[0][1] == "" and table.rows[3][3] == ""
    assert left(document)["formulas"] == ("工作表「Sheet」B1、D4", 2)


def test_zeros_that_a_library_writes_for_formulas_are_no_results() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [3, 0])
        sheet.write_formula("A2", "=A1-3")
        sheet.write_formula("B2", "=A1", None, 3)

    table = read(by_xlsxwriter(fill)).tables[0]

    assert table.rows == (("3", "0"), ("", "3"))
    assert table.doubts == {(1, 0): "no_value"}


def test_numbers_that_lost_their_last_digits_are_doubted_and_shorter_ones_are_not() -> None:
    values = [
        123456789012345,
        1234567890123456,
        152201199001011000.0,
        "1.52201E+17",
        "152201199001010000",
        1e10,
        "000",
    ]
    document = read(written(lambda book: book.active.append(values)))

    table = document.tables[0]
    assert sorted(table.doubts) == [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert table.rows[0] == (
        "123456789012345",
        "1234567890123460",
        "152201199001011000",
        "1.52201E+17",
        "152201199001010000",
        "10000000000",
        "000",
    )


def test_a_cell_in_the_last_corner_costs_no_rectangle() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["甲", 1])
        book.active["B4"] = "乙"
        book.active["XFD1048576"] = "远"

    document = read(written(fill))

    assert document.outcome == "ok"
    assert document.tables[0].rows == (("甲", "1", ""), ("", "乙", ""), ("", "", "远"))
    assert any("空白没有列出" in note for note in document.notes)


def test_a_sheet_may_be_as_wide_as_excel_lets_it() -> None:
    document = read(by_xlsxwriter(lambda book: book.add_worksheet().write_row(0, 0, range(16384))))

    assert document.tables[0].rows[0] == tuple(map(str, range(16384)))


def test_rows_beyond_the_bound_of_cells_are_told() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for row in range(50):
            book.active.append([row] * 4)
        book.create_sheet("后").append([1])

    document = read(written(fill), limits=Limits(cells=100))

    assert document.outcome == "partial"
    assert len(document.tables[0].rows) == 25 and document.tables[0].rows[24] == ("24",) * 4
    assert [(each.where, each.count) for each in document.left_out] == [
        ("工作表「Sheet」", 25),
        ("工作表「后」", 1),
    ]


def test_what_stands_beside_the_sheets_is_told() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("数")
        sheet.write_row(0, 0, [1, 2])
        sheet.write_comment("A1", "批")
        sheet.set_header("&C内部")
        sheet.set_column("B:B", None, None, {"hidden": True})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=数!$A$1:$B$1"})
        sheet.insert_chart("D1", chart)
        other = book.add_chart({"type": "pie"})
        other.add_series({"values": "=数!$A$1:$B$1"})
        book.add_chartsheet("图").set_chart(other)

    document = read(by_xlsxwriter(fill))

    assert {"comments", "headers", "charts"} <= set(left(document))
    assert any("1 列是隐藏的(B)" in note for note in document.notes)
    assert [table.name for table in document.tables] == ["数"]


def test_a_text_under_a_merge_is_not_seen_and_told() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["见", "不见", "另"])

    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(fill))) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(
                    b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
                )
            after.writestr(name, data)

    document = read(file.getvalue())

    assert document.tables[0].rows == (("见", None, "另"),)
    assert any("1 处看不见" in note for note in document.notes)


def test_dates_of_1904_and_days_before_the_leap_day_that_never_was() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        for row, value in enumerate([1, 59, 61, 45291.75, 1.0625], 1):
            sheet.cell(row, 1, value).number_format = "[h]:mm" if row == 5 else "yyyy-mm-dd"

    assert [row[0] for row in read(written(fill)).tables[0].rows] == [
        "1900-01-01",
        "1900-02-28",
        "1900-03-01",
        "2023-12-31 18:00",
        "25:30",
    ]

    def from_1904(book: openpyxl.Workbook) -> None:
        book.epoch = dt.datetime(1904, 1, 1)
        book.active.append([dt.date(2017, 12, 31)])

    assert read(written(from_1904)).tables[0].rows == (("2017-12-31",),)


SPREADSHEETML = """<?xml version="1.0" encoding="GB2312"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="z"><NumberFormat ss:Format="000000"/></Style><Style ss:ID="q" ss:Parent="z"/></Styles>
<Worksheet ss:Name="收费"><Table><Column ss:Index="2" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">题</Data></Cell><Cell><Data
ss:Type="String">尾</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">局&#10;二</Data></Cell>
<Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.12</Data></Cell>
<Cell><Data ss:Type="DateTime">2017-12-31T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="q"><Data ss:Type="Number">7</Data></Cell>
<Cell ss:Formula="=SUM(R1C1)"/><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row><Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><ss:Data
ss:Type="String"><B>粗</B>体</ss:Data></Cell>
<Cell><Data ss:Type="Number">152201199001011000</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">看不见</Data></Cell></Row></Table>
<WorksheetOptions
xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>
"""


def test_excel_2003_xml_that_systems_export_as_xls() -> None:
    document = read(SPREADSHEETML.encode("gb18030"), "导出.xls")

    assert (document.format, document.outcome) == ("sheetml", "ok")
    (table,) = document.tables
    assert table.rows == (
        ("题", None, None, "尾"),
        ("", "", "", ""),
        ("局\n二", "", "12.00%", "2017-12-31"),
        (None, "000007", "", "TRUE"),
        ("#N/A", "粗体", "152201199001011000", ""),
    )
    assert table.spans == {(0, 0): (1, 3), (2, 0): (2, 1)}
    assert table.doubts == {(3, 2): "no_value", (4, 0): "error_value", (4, 2): "digits_lost"}
    assert left(document) == {"formulas": ("工作表「收费」C4", 1), "hidden_sheets": ("藏", 1)}


FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>
<table:table table:name="甲"><table:table-column table:number-columns-repeated="16384"/>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"
 office:value-type="string"><text:p>同<text:s
 text:c="2"/>样</text:p><text:p>二</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048574"><table:table-cell
table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>
"""


def test_repeated_cells_of_opendocument_are_written_out_and_empty_ones_are_not() -> None:
    document = read(FLAT.encode(), "a.fods")

    assert document.tables[0].rows == (("同  样\n二",) * 3,) * 2
    repeated = FLAT.replace('repeated="2"', 'repeated="1000000"').replace('"3"', '"16000"')
    bomb = read(repeated.encode(), "a.fods", Limits(cells=50_000))
    assert bomb.outcome == "partial" and left(bomb)["rows"][1] > 900_000


def test_the_process_that_reads_gives_the_same() -> None:
    with Reader() as reader:
        document = reader.read((MADE / "sheets.xls").read_bytes(), "a.xls")
        assert document == read((MADE / "sheets.xls").read_bytes(), "a.xls")
        far = reader.read(written(lambda book: book.active.__setitem__("XFD1048576", "远")), "a.xlsx")
        assert far.tables[0].rows == (("远",),)


def rewritten(content: bytes, change: Callable[[str], str]) -> bytes:
    """The XLSX with the XML of its first sheet changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name.endswith("sheet1.xml"):
                data = change(data.decode()).encode()
            after.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml,
        lambda xml: re.sub(r'="([^"]*)"', r"='\1'", xml),
        lambda xml: re.sub(r'<c (r="\w+") (s="\w+")', r"<c \2 \1", xml),
        lambda xml: re.sub(r'(<c|<row) r="\w+"', r"\1", xml),
        lambda xml: re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace(" xmlns=", " xmlns:x="),
        lambda xml: re.sub(r"<(row|c|sheetData)\b", r"\n <\1", xml),
    ],
    ids=["plain", "apostrophes", "style first", "no addresses", "prefix", "spread"],
)
def test_programs_write_the_same_sheet_in_many_ways(change: Callable[[str], str]) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        for row, value in enumerate([0.12, 0.5, "=1/3"], 1):
            sheet.cell(row, 1, value).number_format = "0.0%"
            sheet.cell(row, 2, row).number_format = "000"

    table = read(rewritten(written(fill), change)).tables[0]

    assert table.rows == (("12.0%", "001"), ("50.0%", "002"), ("", "003"))
    assert table.doubts == {(2, 0): "no_value"}


def test_texts_in_boxes_over_a_sheet_are_read_after_its_table() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ["甲", 1])
        sheet.insert_textbox("D4", "填报说明\n一、如实填报")

    assert read(by_xlsxwriter(fill)).text == "表\n甲\t1\n填报说明\n一、如实填报\n"


MANY = {
    "a.csv": "甲,乙\n" * 5000,
    "a.xls": SPREADSHEETML.partition("<Table>")[0]
    + "<Table>"
    + '<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>' * 5000
    + "</Table></Worksheet></Workbook>",
    "a.fods": FLAT.partition("<table:table-row ")[0]
    + "<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>" * 5000
    + "</table:table></office:spreadsheet></office:body></office:document>",
}


@pytest.mark.parametrize("name", MANY)
@pytest.mark.parametrize("limits", [Limits(cells=3000), Limits(seconds=0)], ids=["cells", "time"])
def test_what_comes_after_the_bounds_is_told_and_what_came_before_is_given(name: str, limits: Limits) -> None:
    document = read(MANY[name].encode("utf-8" if name == "a.fods" else "gb18030"), name, limits)

    assert document.outcome == "partial" and "rows" in left(document)
    assert 900 <= len(document.tables[0].rows) <= 3000
    assert set(document.tables[0].rows) <= {("甲", "乙"), ("1",)}
