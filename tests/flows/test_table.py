"""The completeness table of a backfill as people see it: plain text, and Markdown."""

from __future__ import annotations

import pytest

from flows.summary import Summary
from flows.table import completeness_table, month_markdown, month_tables
from scrapers.crawl.years import Years
from scrapers.package import Proof
from scrapers.portalfile import Section
from tests.warehouse.build import portal as portal_of
from tests.warehouse.build import section as section_of
from warehouse.completeness import Completeness, SectionMonths

Y2017 = Years(2017, 2017)
MONTHS = {(2016, 12): 3, (2017, 1): 12}


def one(
    section_id: str,
    outcome: str | None,
    months: dict[tuple[int, int], int] | None = None,
    name: str = "政务要闻",
    ground: str | None = None,
    undated: int = 0,
) -> SectionMonths:
    held = sum((months or {}).values()) + undated
    reason = "" if outcome in ("complete", "empty", None) else "第 2 页读不到"
    return SectionMonths(section_id, name, "http://a/", outcome, reason, ground, held, undated, months or {})


def lines(*sections: SectionMonths, years: Years = Y2017) -> list[str]:
    return [" ".join(line.split()) for line in month_tables(Completeness(years, sections)).splitlines()]


def test_months_of_a_proven_section_are_plain_numbers() -> None:
    assert lines(one("a", "complete", MONTHS), one("b", "empty")) == [
        "2017 年各栏目逐月条数",
        "栏目 结果 1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月 全年",
        "a 政务要闻 完整 12" + " 0" * 11 + " 12",
        "b 政务要闻 页面自称为空" + " 0" * 13,
        "",
        "未能证明完整的: 无",
    ]


def test_months_of_any_other_are_marked_and_it_is_listed_with_what_to_do() -> None:
    found = lines(one("a", "partial", MONTHS), one("b", "failed"), one("c", None))
    assert found[2] == "a 政务要闻 不完整 ≥12" + " ≥0" * 11 + " ≥12"
    assert found[3] == "b 政务要闻 失败" + " —" * 13
    assert found[4] == "c 政务要闻 没有读到" + " —" * 13
    assert found[6] == "未能证明完整的 3 个栏目:"
    assert found[7].startswith("a 政务要闻: 不完整(第 2 页读不到)。请再运行同一命令")
    assert found[8].startswith("b 政务要闻: 失败(第 2 页读不到)。请在浏览器中打开 http://a/")
    assert found[9] == "c 政务要闻: 没有读到。这次还没有读到这个栏目;再运行同一命令即可继续"


def test_each_year_of_a_range_has_its_table() -> None:
    found = lines(one("a", "complete", MONTHS), years=Years(2016, 2017))
    assert [line for line in found if line.endswith("逐月条数")] == [
        "2016 年各栏目逐月条数",
        "2017 年各栏目逐月条数",
    ]
    assert "a 政务要闻 完整" + " 0" * 11 + " 3 3" in found


def test_grounds_and_undated_items_have_columns_where_there_are_any() -> None:
    found = lines(one("a", "complete", MONTHS, ground="pager_end", undated=2), one("b", "partial"))
    assert found[1].startswith("栏目 结果 依据 1月") and found[1].endswith("全年 无日期")
    assert found[2] == "a 政务要闻 完整 翻到了末页 12" + " 0" * 11 + " 12 2"
    assert found[3] == "b 政务要闻 不完整 —" + " —" * 13 + " ≥0"


@pytest.mark.parametrize(
    ("proof", "line"),
    [
        (Proof("complete", "", 3, 3, 31, 31, True, "total"), "a 要闻 完整 与自称总数相符 3/3 31/31"),
        (Proof("complete", "", None, 1, None, 4, True, "single_page"), "a 要闻 完整 只有一页 1/— 4/—"),
        (Proof("complete", "增量", 3, 1, 31, 31, False, "before"), "a 要闻 完整 旧版程序所读 1/3 31/31 增量"),
        (Proof("partial", "第 2 页读不到", 3, 2, None, 20, True), "a 要闻 不完整 — 2/3 20/— 第 2 页读不到"),
    ],
)
def test_the_nights_table_says_on_what_a_complete_reading_rests(proof: Proof, line: str) -> None:
    section = Section(id="a", name="要闻", url="http://a/")
    portals = ((portal_of(section_of("a", "要闻", "动态信息")), ((section, proof),)),)
    told = completeness_table(Summary(("r",), "nightly", None, True, False, None, portals))
    assert [" ".join(one.split()) for one in told.splitlines()][2] == line


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a|b", r"a\|b"), ("<script>", r"\<script\>"), ("**粗**", r"\*\*粗\*\*"), ("甲\n乙", "甲 乙")],
)
def test_names_are_escaped_in_markdown(name: str, shown: str) -> None:
    text = month_markdown(Completeness(Y2017, (one("a", "partial", MONTHS, name),)))
    rows = text.splitlines()
    assert rows[0] == "### 2017 年各栏目逐月条数"
    assert rows[3].count("---") == 15
    assert rows[4] == f"| a {shown} | 不完整 | ≥12 |" + " ≥0 |" * 11 + " ≥12 |"
    assert rows[-1].startswith(f"- a {shown}: 不完整(第 2 页读不到)。")


def test_names_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in month_tables(Completeness(Y2017, (one("a", "failed", name="\x1b[2J"),)))
