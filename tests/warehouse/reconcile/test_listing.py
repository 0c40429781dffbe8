"""A table that lists categories with their numbers is read row by row, as sentences are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.warehouse.reconcile.making import MAKERS, TITLE, Grid, Piece, blocks, read
from warehouse.reconcile.placing import category_of
from warehouse.reconcile.scope import scope_of


def table(*rows: Sequence[str]) -> Grid:
    return [
        Piece(row, column, 1, 1, text) for row, line in enumerate(rows) for column, text in enumerate(line)
    ]


LISTS: dict[str, tuple[Grid, list[tuple[str | None, int, str, str]]]] = {
    "the program's own": (
        table(
            ("序号", "类别", "数量", "单位", "来源"),
            ("1", "权责清单", "2945", "条", "可由网站得出"),
            ("2", "政府文件", "至少 34", "份", "仅下限"),
            ("3", "信息公开目录", "缺", "条", "缺"),
            ("", "合计", "5167", "条", "可由网站得出"),
        ),
        [
            ("权责清单", 2945, "条", "exact"),
            ("政府文件", 34, "份", "at_least"),
            ("合计", 5167, "条", "exact"),
        ],
    ),
    "a title above, units with the numbers": (
        table(
            ("2023年信息发布情况", "", ""),
            ("栏目名称", "发布数量", "备注"),
            ("工作动态", "1,301条", "较上年增加12条"),
            ("政策解读", "39篇", ""),
            ("视频新闻", "１８０期", ""),
        ),
        [
            ("动态信息", 1301, "条", "exact"),
            ("政策解读", 39, "篇", "exact"),
            ("视频新闻", 180, "期", "exact"),
        ],
    ),
    "heads with the unit, a row of nobody's": (
        table(("信息类别", "条数（条）"), ("通知公告", "86"), ("其他", "7"), ("总计", "93")),
        [("通知公告", 86, "条", "exact"), (None, 7, "条", "exact"), ("合计", 93, "条", "exact")],
    ),
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("name", LISTS)
def test_each_row_of_a_list_is_a_count_of_its_category(name: str, maker: str) -> None:
    made, wanted = LISTS[name]
    report = read(MAKERS[maker](TITLE, "全年发布信息1136条。", made))
    first, *rows = report.counts
    assert (first.what, first.number) == ("全年发布信息", 1136)
    told = [(category_of(count), count.number, count.unit, count.precision) for count in rows]
    assert told == wanted
    assert "table" not in {problem.kind for problem in report.problems}


@pytest.mark.parametrize(
    "heads", [("单位", "电话"), ("信息内容", "本年收费金额（单位：万元）"), ("事项", "数量")]
)
def test_other_tables_are_told_and_count_nothing(heads: tuple[str, str]) -> None:
    report = read(MAKERS["html"](TITLE, table(heads, ("政策解读", "39"))))
    assert not report.counts
    assert "table" in {problem.kind for problem in report.problems}


@pytest.mark.parametrize(
    ("above", "why"),
    [
        ("2022年发布情况如下:", "2022 年"),
        ("下半年情况:", "一段时间"),
        ("通过微信公众号发布:", "其他渠道"),
        ("各类别发布情况:", ""),
        ("2024年1月5日", ""),
    ],
)
def test_what_stands_above_a_list_is_said_of_its_rows(above: str, why: str) -> None:
    report = read(MAKERS["html"](TITLE, above, table(("类别", "数量"), ("政策解读", "39"))))
    scope = scope_of(report.counts[-1], {}, 2023, report.organ)
    assert (why in scope.why) if scope and why else (scope is None and not why)


def test_a_row_that_is_no_number_is_told() -> None:
    report = read(MAKERS["html"](TITLE, table(("类别", "数量"), ("政策解读", "39"), ("动态信息", "2-5"))))
    assert [problem.message for problem in report.problems if problem.kind == "cell"] == [
        "动态信息 印的是“2-5”,不是一个数字"
    ]


def test_a_list_beside_the_forms_tables_is_read_too() -> None:
    made = [*blocks(), table(("类别", "数量"), ("政策解读", "39"))]
    report = read(MAKERS["word"](*made))
    assert report.form == "report-2021"
    assert [(category_of(count), count.number) for count in report.counts][-1] == ("政策解读", 39)
    assert report.cells["3.R1.C1"].value is not None


def test_a_sum_in_a_sentence_is_no_total_of_the_site() -> None:
    report = read(MAKERS["html"](TITLE, "网站公开信息163条,微信公开23条,合计186条。"))
    assert "合计" not in {category_of(count) for count in report.counts if count.what == "合计"}
