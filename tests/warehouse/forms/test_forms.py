"""The printed forms: labels exactly those of the domain's tables, grids exactly those of its layout."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.shared import SHARED, needs_shared
from warehouse.forms import FORMS, FormError, Value, form_named, forms_of, normalised, without_remark
from warehouse.forms.reading import CELLS, read_tables
from warehouse.forms.records import MEASURE, Cell


def domain(name: str) -> list[dict[str, str]]:
    with (SHARED / "domain" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


GRIDS = [
    ("statistics-2014", "1", 66, 3, 58),
    ("report-2019", "2", 18, 4, 22),
    ("report-2019", "3", 26, 10, 23 * 7),
    ("report-2019", "4", 4, 15, 15),
    ("report-2021", "2", 14, 4, 10),
    ("report-2021", "3", 28, 10, 25 * 7),
    ("report-2021", "4", 4, 15, 15),
    ("website-annual", "1", 54, 5, 54),
]


@pytest.mark.parametrize(("form", "table", "rows", "columns", "values"), GRIDS)
def test_grids(form: str, table: str, rows: int, columns: int, values: int) -> None:
    found = form_named(form).table(table)
    assert (found.rows, found.columns, len(found.values)) == (rows, columns, values)
    assert sum(cell.rows * cell.columns for cell in found.cells) == rows * columns


def spans(form: str, table: str) -> dict[str, tuple[int, int, int, int]]:
    return {
        cell.text: (cell.row, cell.column, cell.rows, cell.columns)
        for cell in form_named(form).table(table).cells
        if (cell.rows, cell.columns) != (1, 1) and cell.text
    }


def test_the_merged_cells_are_those_of_the_template() -> None:
    """layout.md, 表三: rowspan 3/2/22/8/3/5/3, colspan 3/7/5/2."""
    third = spans("report-2021", "3")
    assert third["申请人情况"] == (0, 3, 1, 7)
    assert third["自然人"] == (1, 3, 2, 1)
    assert third["法人或其他组织"] == (1, 4, 1, 5)
    assert third["一、本年新收政府信息公开申请数量"] == (3, 0, 1, 3)
    assert third["三、本年度办理结果"] == (5, 0, 22, 1)
    assert third["（三）不予公开"] == (7, 1, 8, 1)
    assert third["（四）无法提供"] == (15, 1, 3, 1)
    assert third["（五）不予处理"] == (18, 1, 5, 1)
    assert third["（六）其他处理"] == (23, 1, 3, 1)
    assert third["（七）总计"] == (26, 1, 1, 2)
    assert third["四、结转下年度继续办理"] == (27, 0, 1, 3)
    assert spans("report-2019", "3")["三、本年度办理结果"] == (5, 0, 20, 1)
    assert spans("report-2019", "3")["（六）其他处理"] == (23, 1, 1, 2)
    second = spans("report-2021", "2")
    assert second["第二十条第（一）项"] == (0, 0, 1, 4)
    assert second["本年收费金额（单位：万元）"] == (12, 1, 1, 3)
    fourth = spans("report-2021", "4")
    assert fourth["行政复议"] == (0, 0, 1, 5)
    assert fourth["行政诉讼"] == (0, 5, 1, 10)
    assert fourth["复议后起诉"] == (1, 10, 1, 5)


def shown(value: Value) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    return value.row_path, value.column_path, value.measure


@needs_shared
@pytest.mark.parametrize(("form", "version"), [("report-2019", "2019-trial"), ("report-2021", "2021")])
def test_second_table_has_the_domains_labels(form: str, version: str) -> None:
    rows = [row for row in domain("report_table2.csv") if row["form_version"] == version]
    printed = [
        (
            (row["row_label"],),
            (row["article_item"], row["column_label"]),
            "" if "printed" in row["unit"] else row["unit"],
        )
        for row in rows
    ]
    values = form_named(form).table("2").values
    assert [shown(value) for value in values] == printed
    kinds = ["signed" if row["column_label"] == "本年增/减" else row["datatype"] for row in rows]
    assert [value.kind for value in values] == kinds


@needs_shared
@pytest.mark.parametrize("form", ["report-2019", "report-2021"])
def test_third_table_has_the_domains_labels(form: str) -> None:
    rows = {row["code"]: row for row in domain("report_table3.csv")}
    if form == "report-2019":
        del rows["R3.6.2"], rows["R3.6.3"]
        rows = {code.replace("R3.6.1", "R3.6"): row for code, row in rows.items()}
        rows["R3.6"]["level3"] = ""
    printed = {
        f"3.{code}.{column['col_code']}": (
            tuple(label for level in "123" if (label := row[f"level{level}"])),
            tuple(label for label in ("申请人情况", column["header_row2"], column["header_row3"]) if label),
            "件",
        )
        for code, row in rows.items()
        for column in domain("report_table3_columns.csv")
    }
    values = form_named(form).table("3").values
    assert {value.code: shown(value) for value in values} == printed
    assert [value.code for value in values] == list(printed)


@needs_shared
@pytest.mark.parametrize("form", ["report-2019", "report-2021"])
def test_fourth_table_has_the_domains_labels(form: str) -> None:
    printed = {
        f"4.{row['code']}": tuple(label for name in ("header1", "header2", "label") if (label := row[name]))
        for row in domain("report_table4.csv")
    }
    values = form_named(form).table("4").values
    assert {value.code: value.column_path for value in values} == printed
    assert {(value.row_path, value.measure, value.kind) for value in values} == {((), "件", "int")}


def rows_of(form: str) -> list[list[Cell]]:
    table = form_named(form).table("1")
    return [[cell for cell in table.cells if cell.row == row] for row in range(table.rows)]


@needs_shared
def test_statistics_have_the_domains_labels() -> None:
    head, *rows = rows_of("statistics-2014")
    assert [cell.text for cell in head] == ["统计指标", "单位", "统计数"]
    assert [(row[0].text, row[1].text, row[2].code, str(row[0].level)) for row in rows] == [
        (row["label"], row["unit"], "" if row["is_heading_only"] == "1" else row["code"], row["level"])
        for row in domain("statistics_2014_2018.csv")
    ]


@needs_shared
def test_the_websites_form_has_the_domains_labels() -> None:
    units = ["".join(cell.text for cell in row if cell.kind == MEASURE) for row in rows_of("website-annual")]
    blocks = ("表头", "访问")
    assert [(value.code, value.row_path, value.measure) for value in form_named("website-annual").values] == [
        (
            row["code"],
            tuple(
                label
                for name in ("section", "subsection", "label")
                if (label := row[name]) and label not in blocks
            ),
            row["unit"],
        )
        for row in domain("website_annual_form.csv")
    ]
    assert units == [row["unit"] for row in domain("website_annual_form.csv")]


YEARS = [
    (2013, ()),
    (2014, ("statistics-2014",)),
    (2018, ("statistics-2014", "website-annual")),
    (2019, ("report-2019", "website-annual")),
    (2020, ("report-2019", "website-annual")),
    (2021, ("report-2021", "website-annual")),
    (2030, ("report-2021", "website-annual")),
]


@pytest.mark.parametrize(("year", "names"), YEARS)
def test_the_years_form(year: int, names: tuple[str, ...]) -> None:
    assert tuple(form.name for form in forms_of(year)) == names


def test_what_each_form_rests_on() -> None:
    assert [form.document for form in FORMS] == [
        "国办发〔2014〕32号",
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2021〕30号",
        "国办函〔2018〕12号",
    ]
    assert [heading.table for heading in form_named("report-2021").headings] == [
        None,
        "2",
        "3",
        "4",
        None,
        None,
    ]
    with pytest.raises(KeyError, match="statistics-2014、report-2019、report-2021、website-annual"):
        form_named("report-2020")
    with pytest.raises(KeyError, match=r"report-2021 没有编号为 3\.R9\.C1 的格"):
        form_named("report-2021").value("3.R9.C1")


FOUND = [
    ("report-2021", "规 范 性 文 件", "现行有效\n件数", ["2.R2.C3"]),
    ("report-2021", "行政事业性收费", "本年收费金额", ["2.R6.C1"]),
    ("report-2021", "行政事业性收费", "本年收费金额(万元)", ["2.R6.C1"]),
    ("report-2019", "规章", "本年度新制作数量", ["2.R1.C1"]),
    ("report-2019", "行政许可", "本年增／减", ["2.R3.C2"]),
    ("report-2021", "(二)部分公开", "自然人", ["3.R3.2.C1"]),
    (
        "report-2021",
        "（二）部分公开(区分处理的,只计这一情形,不计其他情形)",
        "社会公\n益组织",
        ["3.R3.2.C4"],
    ),
    ("report-2021", '3、危及"三安全一稳定"', "总计", ["3.R3.3.3.C7"]),
    ("report-2021", "（三）不予公开/8．属于行政查询事项", "其他", ["3.R3.3.8.C6"]),
    ("report-2021", "3.其他", "其他", ["3.R3.6.3.C6"]),
    ("report-2021", "行政复议", "结果维护", ["4.G1.1"]),
    ("report-2021", "行政诉讼/复议后起诉", "总计", ["4.G3.5"]),
    ("statistics-2014", "（一）维护具体行政行为数", "统计数", ["4.1"]),
    ("statistics-2014", "（一）主动公开政府信息数", "统计数", ["1.1"]),
    ("statistics-2014", "（二）被依法纠错数", "统计数", ["4.2", "5.2"]),
    ("statistics-2014", "五、行政诉讼数量/（二）被依法纠错数", "统计数", ["5.2"]),
    ("statistics-2014", "主动公开规范性文件数", "统计数", ["1.1.1"]),
    ("statistics-2014", "其 中:涉及国家秘密", "统计数", ["3.3.4.1"]),
    ("statistics-2014", "被依法纠错数", "统计数", ["4.2", "5.2"]),
    ("report-2021", "不予公开/属于国家秘密", "自然人", ["3.R3.3.1.C1"]),
    ("report-2021", "（六）其他处理", "自然人", []),
    ("report-2019", "其他处理", "自然人", ["3.R3.6.C1"]),
    ("website-annual", "专栏专题/维护数量", "", ["Z1"]),
    ("website-annual", "信息发布/总数", "", ["P0"]),
    ("report-2021", "政府集中采购", "采购项目数量", []),
]


@pytest.mark.parametrize(("form", "row", "column", "codes"), FOUND)
def test_cells_are_found_by_labels_as_reports_print_them(
    form: str, row: str, column: str, codes: list[str]
) -> None:
    assert [value.code for value in form_named(form).find(row, column)] == codes


def test_labels_of_one_form_stay_apart() -> None:
    """A figure must not be found under another's labels because marks are not compared."""
    for form in FORMS:
        for value in form.values:
            path = value.row_path or value.column_path[:-1]
            assert form.find("/".join(path), value.column_head) == (value,), (form.name, value.code)


def test_labels_as_they_are_compared() -> None:
    assert normalised("１、属 于\u3000国家秘密") == normalised("1.属于国家秘密")
    assert normalised("建设维护等方面的经费") == "建设维护等方面的经费"
    assert without_remark("（一）收到申请数（件）") == normalised("(一)收到申请数")


FAULTS = [
    ("2,0,0,1,2,甲,,,,", "第 1 行第 1 列没有格"),
    ("2,0,0,2,2,甲,,,,", "第 1 行第 0 列有两格"),
    ("2,0,1,1,1,甲,,,,", "第 0 行第 0 列没有格"),
    ("2,0,0,1,1,甲,A,,,", "第 2 行:text"),
    ("2,0,零,1,1,甲,,,,", "第 2 行:row、column"),
    ("2,0,0,1,1", "第 2 行有 5 格,应有 10 格"),
]


@pytest.mark.parametrize(("first", "said"), FAULTS)
def test_a_file_that_cannot_be_used_says_where(tmp_path: Path, first: str, said: str) -> None:
    path = tmp_path / "form.csv"
    path.write_text(f"{','.join(CELLS)}\n{first}\n2,1,0,1,1,,2.R1.C1,件,int,\n", encoding="utf-8")
    with pytest.raises(FormError, match=said):
        read_tables(path)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    """Excel saves CSV as GB18030, with \\r\\n."""
    path = tmp_path / "form.csv"
    # Its empty rows behind the last one are not cells.
    path.write_bytes(
        f"{','.join(CELLS)}\r\n2,0,0,1,1,规章,,件,int,\r\n2,0,1,1,1,,2.R1.C1,,,\r\n,,,,,,,,,\r\n".encode(
            "gb18030"
        )
    )
    (table,) = read_tables(path)
    assert shown(table.values[0]) == (("规章",), (), "件")
