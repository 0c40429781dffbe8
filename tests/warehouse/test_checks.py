"""Findings that ask: dates long before an item came up, units without an annual report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.warehouse.build import SITE, Told, county, page, portal, section
from warehouse.why import explain_item

FIRST = [Told(f"dt/{n}.html", listed_on=date(2016, 5, n)) for n in range(1, 4)]


@pytest.mark.parametrize(
    ("late", "said"),
    [
        ([date(2017, 3, 1)] * 2, "2018-01-22 首次发现,所印发布日期却在 2017-03-01(栏目 dt);请核实是否补发"),
        ([date(2017, 3, 1)] * 10, "请核实是否迁移"),
        ([date(2018, 1, 10)] * 2, "没有所印发布日期明显早于"),
    ],
)
def test_items_that_a_complete_reading_should_have_met(tmp_path: Path, late: list[date], said: str) -> None:
    new = [Told(f"dt/late{n}.html", f"迟到 {n}", listed_on=day) for n, day in enumerate(late)]
    with county(tmp_path / "home", portal(section("dt", "动态"))) as sample:
        sample.night(dt=FIRST)
        assert "没有" in sample.one("SELECT message FROM findings WHERE check_id = 'date-backdated'")
        sample.night(dt=[*new, *FIRST])
        message = sample.one("SELECT message FROM findings WHERE check_id = 'date-backdated'")
    assert said in message


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("dt/2017-12-20/5858.html", True),
        ("dt/201712/t20171220_12.html", True),
        ("art/2017/12/9/art_1_2.html", True),
        ("dt/2017-06/25/article_2017062503580273239.html", False),
        ("dt/5858.html", False),
        ("dt/20179920.html", False),
    ],
)
def test_day_in_the_address_long_after_the_shown_one(tmp_path: Path, path: str, found: bool) -> None:
    with county(tmp_path / "home", portal(section("dt", "动态"))) as sample:
        sample.night(dt=[Told(path, listed_on=date(2017, 6, 1))])
        [(outcome, message)] = sample.rows(
            "SELECT outcome, message FROM findings WHERE check_id = 'date-backdated'"
        )
    assert (outcome == "uncertain") is found
    assert (f"{SITE}{path}" in message) is found


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (datetime(2017, 12, 1, tzinfo=UTC), "not_assessable"),
        (datetime(2018, 2, 1, tzinfo=UTC), "uncertain"),
        (datetime(2018, 4, 2, tzinfo=UTC), "fail"),
    ],
)
def test_units_without_an_annual_report(tmp_path: Path, now: datetime, outcome: str) -> None:
    units = [
        {"name": "样例县财政局", "aliases": ["财政局"]},
        {"name": "样例县教育局"},
        {"name": "样例县审计局"},
    ]
    rows = [
        Told("nb/1.html", "县财政局 2016 年度报告", date(2017, 3, 1), unit="样例县政府办"),
        Told("nb/2.html", "2016 年度报告", date(2017, 3, 2), unit="样例县教育局"),
    ]
    with county(tmp_path / "home", portal(section("nb", "年报", "信息公开年报"), units=units)) as sample:
        sample.now = now
        sample.night(nb=rows)
        [(found, message)] = sample.rows(
            "SELECT outcome, message FROM findings "
            "WHERE check_id = 'annual-report-missing' AND subject LIKE '%2017'"
        )
    assert found == outcome
    assert "3 个单位中有 1 个" in message
    assert "样例县审计局" in message


def test_section_not_read_to_its_end_leaves_it_open(tmp_path: Path) -> None:
    units = [{"name": "样例县教育局"}, {"name": "样例县审计局"}]
    row = Told("nb/2.html", "年度报告", date(2015, 3, 2), unit="样例县教育局")
    with county(tmp_path / "home", portal(section("nb", "年报", "信息公开年报"), units=units)) as sample:
        sample.begin()
        sample.tell("nb", [row], outcome="partial")
        sample.load()
        sample.publish()
        outcomes = sample.rows(
            "SELECT DISTINCT outcome FROM findings WHERE check_id = 'annual-report-missing' "
            "AND subject < 'sample 2018'"
        )
    assert outcomes == [("uncertain",)]


def test_day_that_no_calendar_has_is_told_as_printed_and_not_as_missing(tmp_path: Path) -> None:
    """What the page prints is named item by item; of the section it is only said that no date can be read."""
    bad = page(read_from={"published": "impossible:2017-02-30"})
    told = [
        Told("dt/a.html", "甲", listed_on=None, page=bad),
        Told("dt/b.html", "乙", listed_on=date(2017, 3, 1), page=bad),
        Told("dt/c.html", "丙", listed_on=None, page=page()),
    ]
    with county(tmp_path / "home", portal(section("dt", "动态"))) as sample:
        sample.night(dt=told)
        query = "SELECT subject, outcome, message FROM findings WHERE check_id = ? ORDER BY message"
        impossible = {row[0]: row[1:] for row in sample.rows(query, "date-impossible")}
        [(subject, outcome, undated)] = sample.rows(query, "item-undated")
        explained = explain_item(sample.home.published, told[0].id)
        other = explain_item(sample.home.published, told[2].id)
    assert set(impossible) == {told[0].id, told[1].id}
    assert {outcome for outcome, _ in impossible.values()} == {"fail"}
    assert all("2017-02-30,日历上没有这一天" in message for _, message in impossible.values())
    assert "未计入任何年度" in impossible[told[0].id][1]
    assert "按列表所印的 2017-03-01 统计" in impossible[told[1].id][1]
    assert (subject, outcome) == ("dt", "uncertain")
    assert "有 2 条没有能读出的发布日期,未计入任何年度" in undated and "没有读到" not in undated
    assert "内容页所印 2017-02-30 不是日历上的日子,列表也没有能读出的日期;不属于任何年度" in explained
    assert "内容页和列表都没有能读出的发布日期;不属于任何年度" in other
