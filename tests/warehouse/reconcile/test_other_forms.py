"""The form of 2014 and the website's, whole pages that cannot be read, and reports of several forms."""

from __future__ import annotations

import pytest

from scrapers.documents import DOUBTS, Document, Table
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
    shifted,
    text,
)
from warehouse.forms import form_named
from warehouse.reconcile import PublishedReport, read_report

STATISTICS = "statistics-2014"
WEBSITE = "website-annual"
HEAD = "云泽县人民政府信息公开情况统计表（2017年度）"


def right(report: PublishedReport, form: str) -> bool:
    return {code: cell.text for code, cell in report.cells.items()} == numbered(form)


def statistics() -> Grid:
    return grid(STATISTICS, "1", numbered(STATISTICS))


@pytest.mark.parametrize("maker", MAKERS)
def test_statistics_of_2014(maker: str) -> None:
    report = read(MAKERS[maker](HEAD, statistics()))
    assert (report.form, report.year, report.organ) == (STATISTICS, 2017, "云泽县人民政府")
    assert right(report, STATISTICS)
    assert report.cells["7"].unit == "万元" and report.cells["9.3"].unit == "人次"
    assert report.problems == ()


@pytest.mark.parametrize("between", ["\t", "\n", " ", ""])
def test_statistics_kept_as_text(between: str) -> None:
    report = read(text(HEAD, statistics(), between=between, behind=between * 3))
    assert right(report, STATISTICS)


@pytest.mark.parametrize("maker", MAKERS)
def test_statistics_with_a_first_column_of_numbers(maker: str) -> None:
    numbers = [Piece(row, 0, 1, 1, str(row) if row else "序号") for row in range(66)]
    assert right(read(MAKERS[maker](HEAD, [*numbers, *shifted(statistics(), columns=1)])), STATISTICS)


@pytest.mark.parametrize("maker", MAKERS)
def test_rows_of_the_statistics_in_another_order(maker: str) -> None:
    """五 before 四: （二）被依法纠错数 stands under both."""
    order = [*range(45), *range(49, 53), *range(45, 49), *range(53, 66)]
    moved = [Piece(order.index(p.row), p.column, 1, p.columns, p.text, p.code) for p in statistics()]
    assert right(read(MAKERS[maker](HEAD, moved)), STATISTICS)


def test_columns_of_several_bodies_are_told_not_chosen() -> None:
    """A district's variant: 区政府统计数, 区直单位统计数, 乡镇街道统计数."""
    wide = [p for p in statistics() if p.column < 2]
    heads = ("区政府统计数", "区直单位统计数", "乡镇街道统计数")
    wide += [Piece(0, 2 + at, 1, 1, head) for at, head in enumerate(heads)]
    wide += [Piece(row, 2 + at, 1, 1, "5") for row in range(1, 66) for at in range(3)]
    report = read(html(HEAD.replace("统计表", "统计指标统计表"), wide))
    assert {cell.state for cell in report.cells.values()} == {"missing"}
    assert {problem.kind for problem in report.problems} >= {"column"}


@pytest.mark.parametrize("maker", MAKERS)
def test_the_websites_form(maker: str) -> None:
    made = MAKERS[maker](
        "云泽县人民政府网站2023年政府网站工作年度报表", grid(WEBSITE, "1", numbered(WEBSITE))
    )
    report = read(made)
    assert report.form == WEBSITE
    assert right(report, WEBSITE)
    whole = {v.code for v in form_named(WEBSITE).values if v.kind in ("int", "decimal")}
    assert {code for code, cell in report.cells.items() if cell.value is not None} == whole


@pytest.mark.parametrize("older", ["report-2019", "report-2021"])
def test_the_older_table_of_requests_beside_the_newer_of_documents(older: str) -> None:
    """洪泽区 2023 printed the new 表二 with the old 表三; a bureau may do it the other way round."""
    newer = "report-2021" if older == "report-2019" else "report-2019"
    made = blocks(newer, changes={"3": lambda _: [grid(older, "3", numbered(older))]})
    report = read(html(*made))
    assert report.form == newer
    printed = {code: text for code, text in numbered(older).items() if code.startswith("3.")}
    assert {
        c: cell.text for c, cell in report.cells.items() if c[0] == "3" and cell.state == "given"
    } == printed
    assert [problem.kind for problem in report.problems] == ["mixed"]


OUTCOMES = {
    "scan": ("扫描件或图片:没有文字层", ""),
    "password": ("有密码", "文件用密码加密,没有密码读不到"),
    "partial": ("只读到一部分", "页 3(第 2 页)"),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_report_that_was_not_read_says_why(outcome: str) -> None:
    words, reason = OUTCOMES[outcome]
    report = read_report(Document(outcome, "pdf", "application/pdf", reason), "云泽县2023年年报.pdf")
    assert report.problems[0].kind == "unread"
    assert words in report.problems[0].message and reason in report.problems[0].message
    assert (report.form, report.cells, report.year) == (None, {}, 2023)


def test_a_report_that_was_read_in_part_keeps_what_was_read() -> None:
    content, name = html(TITLE, *blocks(tables="2")[1:])
    whole = read((content, name))
    assert whole.cells["2.R1.C1"].state == "given"
    assert whole.cells["3.R1.C1"].state == "missing"


@pytest.mark.parametrize(("doubt", "state"), [("recognised", "given"), ("digits_lost", "unreadable")])
def test_figures_that_are_in_doubt(doubt: str, state: str) -> None:
    """Read off a picture a figure stands, and it is told; where digits were lost it does not."""
    rows = (
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "1", "2", "3"),
        ("行政规范性文件", "4", "5", "6"),
    )
    doubts = {(row, column): doubt for row in (1, 2) for column in (1, 2, 3)}
    document = Document("ok", "pdf", "application/pdf", text="", tables=(Table(rows, doubts=doubts),))
    report = read_report(document, "2023年年报.pdf")
    assert {report.cells[f"2.R{row}.C{column}"].state for row in (1, 2) for column in (1, 2, 3)} == {state}
    assert DOUBTS[doubt] in report.cells["2.R1.C1"].remark
    assert any(DOUBTS[doubt] in problem.message for problem in report.problems)
