"""What stands in cells besides plain numbers, and what is odd about a whole report."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.warehouse.reconcile.making import (
    MAKERS,
    TITLE,
    Grid,
    Piece,
    blocks,
    grid,
    html,
    numbered,
    read,
    text,
)
from warehouse.reconcile import PublishedReport

CELL = "3.R1.C1"
FEE = "2.R6.C1"
PRINTED = {
    # As printed: value, state, remark.
    "１２": (12, "given", ""),
    "1,234": (1234, "given", ""),
    "１，２３４": (1234, "given", ""),
    "12件": (12, "given", ""),
    "22（其中修订16件）": (22, "given", "其中修订16件"),
    "22(其中:修订16件)": (22, "given", "其中:修订16件"),
    "约30": (30, "given", "约数"),
    " 0 ": (0, "given", ""),
    "": (None, "blank", ""),
    "/": (None, "blank", ""),
    "—": (None, "blank", ""),
    "－": (None, "blank", ""),
    "无": (None, "blank", ""),
    "不适用": (None, "not_applicable", ""),
    "不涉及": (None, "not_applicable", ""),
    "详见附件": (None, "unreadable", "不是一个数字"),
    "3至5": (None, "unreadable", "不是一个数字"),
    "12 13": (None, "unreadable", "不是一个数字"),
    "2023年3月": (None, "unreadable", "不是一个数字"),
}
FEES = {
    # As printed, head of the column: value, unit, whether the unit is told.
    ("7.3", "本年收费金额（单位：万元）"): ("7.3", "万元", False),
    ("670.376375", "本年收费金额（单位：万元）"): ("670.376375", "万元", False),
    ("73000元", "本年收费金额（单位：万元）"): ("73000", "元", True),
    ("73000", "本年收费金额（单位：元）"): ("73000", "元", True),
    ("7.3万元", "本年收费金额"): ("7.3", "万元", False),
    ("７．３", "本年收费金额"): ("7.3", "万元", False),
    ("0.5亿元", "本年收费金额"): ("0.5", "亿元", True),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_what_a_number_cell_says(maker: str) -> None:
    codes = [f"3.{row}.C{column}" for row in ("R1", "R2", "R3.1") for column in range(1, 8)]
    printed = dict(zip(codes, PRINTED, strict=False))
    assert len(printed) == len(PRINTED)
    report = read(MAKERS[maker](*blocks(**printed)))
    for code, said in printed.items():
        cell = report.cells[code]
        assert (cell.value, cell.state, cell.remark) == PRINTED[said], said
    told = {code for problem in report.problems if problem.kind == "cell" for code in problem.codes}
    assert told == {code for code, said in printed.items() if PRINTED[said][1] == "unreadable"}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize(("said", "head"), FEES)
def test_fees_in_yuan_and_in_ten_thousands(said: str, head: str, maker: str) -> None:
    def with_head(pieces: Grid) -> list[Grid]:
        return [
            [
                p if "收费金额" not in p.text else Piece(p.row, p.column, p.rows, p.columns, head)
                for p in pieces
            ]
        ]

    report = read(MAKERS[maker](*blocks(changes={"2": with_head}, tables="2", **{FEE: said})))
    value, unit, told = FEES[said, head]
    assert (report.cells[FEE].value, report.cells[FEE].unit) == (Decimal(value), unit)
    problems = [problem for problem in report.problems if problem.kind == "unit"]
    assert [problem.codes for problem in problems] == ([(FEE,)] if told else [])


def test_a_unit_said_for_the_whole_table() -> None:
    made = html(
        TITLE,
        "二、主动公开政府信息情况",
        "单位:元",
        grid("report-2021", "2", numbered("report-2021")),
    )
    assert read(made).cells[FEE].unit in ("元", "万元")


def twice(second: dict[str, str]) -> Callable[[Grid], list[Grid]]:
    return lambda pieces: [pieces, grid("report-2021", "3", numbered("report-2021") | second)]


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("second", [{}, {"3.R1.C1": "7"}, {"3.R1.C1": "", "3.R2.C7": "8"}])
def test_two_tables_under_one_head(second: dict[str, str], maker: str) -> None:
    report = read(MAKERS[maker](*blocks(changes={"3": twice(second)})))
    first = numbered("report-2021")
    assert {code: cell.text for code, cell in report.cells.items()} == first
    told = [problem for problem in report.problems if problem.kind == "twice"]
    assert {code for problem in told for code in problem.codes} == set(second)
    assert all("第 3 个表" in problem.where.words() for problem in told)


@pytest.mark.parametrize("maker", MAKERS)
def test_two_tables_in_one_grid(maker: str) -> None:
    def joined(pieces: Grid) -> list[Grid]:
        four = [
            Piece(p.row + 28, p.column, p.rows, p.columns, p.text, p.code)
            for p in grid("report-2021", "4", numbered("report-2021"))
        ]
        return [[*pieces, *four]]

    report = read(MAKERS[maker](*blocks(changes={"3": joined, "4": lambda _: []})))
    assert {code: cell.text for code, cell in report.cells.items()} == numbered("report-2021")


def test_a_row_that_the_form_does_not_have_is_told() -> None:
    def with_row(pieces: Grid) -> list[Grid]:
        last = [Piece(14, 0, 1, 1, "行政检查"), Piece(14, 1, 1, 3, "77")]
        return [[*pieces, *last]]

    report = read(MAKERS["html"](*blocks(changes={"2": with_row}, tables="2")))
    (problem,) = [each for each in report.problems if each.kind == "row"]
    assert "行政检查 | 77" in problem.message
    assert (problem.where.table, problem.where.row) == (1, 15)


TITLES = {
    # Title, period, name: year, what is told.
    (TITLE, "2023年1月1日至2023年12月31日", ""): (2023, 0),
    (TITLE, "2022年1月1日至2022年12月31日", ""): (2023, 1),
    ("云泽县财政局二〇二三年政府信息公开工作年度报告", "2023年1月1日起至12月31日止", ""): (2023, 0),
    ("云泽县财政局政府信息公开工作年度报告（2023年度）", "2023年1月1日至2023年12月31日", ""): (2023, 0),
    ("政府信息公开工作年度报告", "2022年1月1日至2022年12月31日", "2023年政府信息公开年报.doc"): (2022, 1),
    ("政府信息公开工作年度报告", "", "云泽县2021年政府信息公开年报.doc"): (2021, 0),
}


@pytest.mark.parametrize(("title", "period", "name"), TITLES)
def test_a_year_that_does_not_match_is_told(title: str, period: str, name: str) -> None:
    made = html(title, f"本报告所列数据的统计期限自{period}。", *blocks(tables="2")[1:])
    report = read(made, name)
    year, told = TITLES[title, period, name]
    assert (report.year, sum(problem.kind == "year" for problem in report.problems)) == (year, told)


ORGANS = {
    ("云泽县财政局2023年政府信息公开工作年度报告",): "云泽县财政局",
    ("云泽县财政局", "2023年政府信息公开工作年度报告"): "云泽县财政局",
    ("2023年政府信息公开工作年度报告", "来源:云泽县财政局"): "云泽县财政局",
}


@pytest.mark.parametrize("lines", ORGANS)
def test_a_departments_report_is_its_own(lines: tuple[str, ...]) -> None:
    assert read(html(*lines, *blocks(tables="2")[1:])).organ == ORGANS[lines]


def test_an_organ_that_only_signs() -> None:
    report = read(html("政府信息公开工作年度报告", *blocks(tables="2")[1:], "云泽县财政局", "2024年1月20日"))
    assert report.organ == "云泽县财政局"


def forms_seen(report: PublishedReport) -> tuple[str | None, set[str]]:
    return report.form, {problem.kind for problem in report.problems}


def test_another_forms_table_is_read_as_that_form() -> None:
    older = blocks("report-2019")
    assert read(html(*older)).form == "report-2019"
    form, kinds = forms_seen(
        read(
            html(
                "云泽县2023年政府信息公开情况统计表",
                grid("statistics-2014", "1", numbered("statistics-2014")),
            )
        )
    )
    assert (form, kinds & {"mixed", "no_form", "row"}) == ("statistics-2014", set())


def test_a_table_that_is_no_forms_is_told() -> None:
    other = [
        Piece(row, column, 1, 1, f"甲{column}" if not row else "12")
        for row in range(2)
        for column in range(2)
    ]
    report = read(html(TITLE, other))
    assert (report.form, {problem.kind for problem in report.problems}) == (None, {"no_form", "table"})
    assert "甲0 | 甲1" in report.problems[-1].message


def test_text_of_a_report_that_is_no_report() -> None:
    report = read(text("关于召开会议的通知", "请各单位于3月5日前报名。"))
    assert (report.form, report.cells, report.counts) == (None, {}, ())


def test_a_table_of_contents_is_not_taken_for_the_report() -> None:
    contents = [block for block in blocks() if isinstance(block, str) and block[1:2] == "、"]
    report = read(html(TITLE, "目录", *contents, *blocks()[1:]))
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert report.sections[0].ends - report.sections[0].at > 15


def test_a_table_of_contents_before_tables_kept_as_text() -> None:
    contents = [block for block in blocks() if isinstance(block, str) and block[1:2] == "、"]
    report = read(text(TITLE, "目录", *contents, *blocks(tables="3")[1:]))
    assert report.cells["3.R1.C1"].text == numbered("report-2021")["3.R1.C1"]


@pytest.mark.parametrize("row", [4, 20, 27])
@pytest.mark.parametrize("as_text", [False, True])
def test_a_row_that_is_not_there_is_told(row: int, as_text: bool) -> None:
    def without(pieces: Grid) -> list[Grid]:
        lost = [p for p in pieces if p.row != row or p.rows > 1]
        return [
            [
                p if p.row < row or p.rows > 1 else Piece(p.row - 1, p.column, 1, p.columns, p.text)
                for p in lost
            ]
        ]

    made = (text if as_text else html)(*blocks(changes={"3": without}, tables="23"))
    report = read(made)
    missing = {code for code, cell in report.cells.items() if cell.state == "missing" and code[0] == "3"}
    assert len(missing) == 7
    assert [set(each.codes) for each in report.problems if each.kind == "row"] == [missing]


def test_sentences_in_a_table_that_frames_the_page_are_counted() -> None:
    frame = [Piece(0, 0, 1, 1, "全年发布信息1136条。"), Piece(0, 1, 1, 1, "链接"), Piece(1, 0, 1, 2, "主办")]
    for maker in MAKERS.values():
        report = read(maker(TITLE, frame, *blocks(tables="2")[3:]))
        assert [(each.what, int(each.number)) for each in report.counts] == [("全年发布信息", 1136)]


HEADS = (
    "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况|五、政府信息公开工作存在的主要问题及改进情况|六、其他需要报告的事项",
    "四、因政府信息公开工作被申请行政复议和提起行政诉讼情况|五、存在的主要问题及整改措施|六、其他需要报告事项",
    "四、政府信息公开行政复议 、行政诉讼情况|五．存在的主要问题和改进情况|六、其他需要说明的事项",
)


@pytest.mark.parametrize("heads", HEADS)
def test_heads_of_parts_vary(heads: str) -> None:
    four, five, six = heads.split("|")
    made = text(
        *(TITLE, "一、2023年总体情况", "发布12条。", "二、主动公开政府信息情况", "无。"),
        *("三、收到和处理政府信息公开申请情况", grid("report-2021", "3", numbered("report-2021"))),
        *(four, "未发生行政复议。", five, "不足。", six, "无。"),
    )
    report = read(made)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]
    assert [section.head.replace(" ", "") for section in report.sections[3:5]] == [
        four.replace(" ", ""),
        five,
    ]
