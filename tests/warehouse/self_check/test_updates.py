"""Sections by their update cycles, and blank ones: boundary days, months' ends, what was not read whole,
years that are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import pytest

from tests.warehouse.self_check.site import Site, connect

READ_ON = date(2020, 3, 15)


@pytest.fixture(scope="module")
def db() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect() as connection:
        yield connection


def ago(days: int) -> date:
    return READ_ON - timedelta(days=days)


@pytest.mark.parametrize(
    ("category", "last_on", "due_on", "state"),
    [
        ("动态信息", ago(0), date(2020, 3, 29), "in_order"),
        ("动态信息", ago(11), date(2020, 3, 18), "due"),
        ("动态信息", ago(14), READ_ON, "due"),
        ("动态信息", ago(15), ago(1), "breach"),
        ("通知公告", date(2019, 9, 15), READ_ON, "due"),
        ("通知公告", date(2019, 9, 14), ago(1), "breach"),
        ("政府文件", date(2019, 10, 31), date(2020, 4, 30), "in_order"),
        # 30 and 31 August have no day of their own in February: its last one.
        ("政府文件", date(2019, 8, 30), date(2020, 2, 29), "breach"),
        ("政府文件", date(2019, 8, 31), date(2020, 2, 29), "breach"),
    ],
)
def test_a_section_is_in_order_until_its_day_and_overdue_from_the_next_on(
    db: duckdb.DuckDBPyConnection, category: str, last_on: date, due_on: date, state: str
) -> None:
    site = Site(db, READ_ON)
    site.section("a", category, [last_on, last_on - timedelta(days=100)])
    site.judge()
    since = due_on + timedelta(days=1) if state == "breach" else None
    assert site.found("V4a", 2020) == [(state, "a", since, due_on)]
    number = (1, "未达单项否决", "computed") if state == "breach" else (0, "未发现问题", "computed")
    assert site.figure("V4a", 2020) == number


def test_six_months_are_those_of_the_calendar_and_180_days_those_of_the_older_vendors_row(
    db: duckdb.DuckDBPyConnection,
) -> None:
    site = Site(db, date(2018, 12, 31))
    site.section("a", "通知公告", [date(2018, 7, 3)])
    site.section("b", "通知公告", [date(2018, 6, 30)])
    site.section("c", "规划计划", [date(2018, 1, 1)])
    site.judge()
    days = {section: due for _, section, _, due in site.found("O3a", 2018)}
    assert days == {"a": date(2019, 1, 3), "b": date(2018, 12, 30)}
    by_vendor = {section: (state, due) for state, section, _, due in site.found("O7", 2018)}
    assert by_vendor == {
        "a": ("breach", date(2018, 12, 30)),
        "b": ("breach", date(2018, 12, 27)),
        "c": ("due", date(2019, 1, 1)),
    }
    assert site.figure("O7", 2018) == (2, "有问题", "computed")


@pytest.mark.parametrize(
    ("year", "codes"),
    [
        (2014, {"O3a", "O3b", "O3c", "O7"}),
        (2018, {"O3a", "O3b", "O3c", "O7"}),
        (2019, {"V4a", "V4b", "V4c", "D1"}),
        (2020, {"V4a", "V4b", "V4c", "D1"}),
    ],
)
def test_a_year_is_judged_by_the_indicators_of_its_regime(
    db: duckdb.DuckDBPyConnection, year: int, codes: set[str]
) -> None:
    site = Site(db, READ_ON)
    site.years(2014, 2018, 2019)
    site.section("a", "政府文件", [date(2014, 1, 5)])
    site.judge()
    told = db.execute(
        "SELECT DISTINCT code FROM published.main.check_evidence WHERE year = ? AND section_id = 'a'", [year]
    ).fetchall()
    assert {code for (code,) in told} == codes


@pytest.mark.parametrize(
    ("why", "how"),
    [
        ("从未读过", {"was_read": False, "covered": False}),
        ("从未完整读取过;读到的最近一条", {"covered": False}),
        ("最近一次完整读取在 2020-03-14,此后没有读全", {"complete_on": ago(1)}),
        ("2 条的日期待读", {"unread": 2}),
    ],
)
def test_a_section_not_read_whole_proves_an_update_and_never_its_absence(
    db: duckdb.DuckDBPyConnection, why: str, how: dict[str, bool | int | date]
) -> None:
    old = [] if "was_read" in how else [ago(15)]
    site = Site(db, READ_ON)
    site.section("leaders", "领导信息", [READ_ON])
    site.section("old", "动态信息", old, **how)  # type: ignore[arg-type]
    if old:
        site.section("new", "动态信息", [ago(3)], **how)  # type: ignore[arg-type]
    site.judge()
    found = {section: state for state, section, *_ in site.found("V4a", 2020)}
    assert found == {"old": "not_assessable"} | ({"new": "in_order"} if old else {})
    assert any(words.startswith(why) for words in site.words("V4a", 2020))
    # One that may be overdue does not make five.
    known = (None, "未达单项否决", "lower_bound") if old else (None, None, "missing")
    assert site.figure("V4a", 2020) == known


@pytest.mark.parametrize(
    ("overdue", "unread", "figure"),
    [
        (5, 0, (5, "不合格", "computed")),
        (4, 0, (4, "未达单项否决", "computed")),
        (5, 3, (5, "不合格", "lower_bound")),
        (2, 2, (2, "未达单项否决", "lower_bound")),
        (2, 3, (2, "无法判断", "lower_bound")),
        (0, 5, (None, None, "missing")),
    ],
)
def test_five_overdue_sections_are_a_veto_whatever_else_was_not_read(
    db: duckdb.DuckDBPyConnection, overdue: int, unread: int, figure: tuple[int | None, str | None, str]
) -> None:
    site = Site(db, READ_ON)
    site.section("fine", "动态信息", [READ_ON])
    for number in range(overdue):
        site.section(f"overdue{number}", "动态信息", [ago(20)])
    for number in range(unread):
        site.section(f"unread{number}", "通知公告", [ago(300)], covered=False)
    site.judge()
    assert site.figure("V4a", 2020) == figure


@pytest.mark.parametrize(("count", "verdict"), [(9, "未达单项否决"), (10, "不合格"), (11, "不合格")])
def test_ten_sections_of_any_kind_overdue_for_long_are_a_veto(
    db: duckdb.DuckDBPyConnection, count: int, verdict: str
) -> None:
    site = Site(db, READ_ON)
    kinds = ("动态信息", "规划计划", "人事信息")
    for number in range(count):
        site.section(f"s{number}", kinds[number % 3], [date(2019, 3, 14)])
    site.section("head", "领导信息", [date(2001, 1, 1)])
    site.judge()
    assert site.figure("V4b", 2020) == (count, verdict, "computed")


def test_only_files_lose_points_and_a_section_of_two_kinds_has_the_shorter_cycle(
    db: duckdb.DuckDBPyConnection,
) -> None:
    site = Site(db, READ_ON)
    site.section("both", ("通知公告", "动态信息"), [ago(20)])
    site.section("files", "政府文件", [date(2019, 1, 1)])
    site.section("news", "动态信息", [date(2019, 1, 1)])
    site.judge()
    assert [(state, section) for state, section, *_ in site.found("V4a", 2020)] == [
        ("breach", "both"),
        ("breach", "files"),
        ("breach", "news"),
    ]
    assert site.figure("D1", 2020) == (1, "扣分", "computed")
    assert site.figure("扣分", 2020)[:2] == (5, "至少扣 5 分")


def test_a_section_of_no_category_leaves_open_what_it_may_be(db: duckdb.DuckDBPyConnection) -> None:
    site = Site(db, READ_ON)
    site.section("what", (), [date(2001, 1, 1)])
    site.section("news", "动态信息", [READ_ON])
    site.section("out", "动态信息", [date(2001, 1, 1)], declared=False)
    site.judge()
    assert [(state, section) for state, section, *_ in site.found("V4a", 2020)] == [
        ("in_order", "news"),
        ("not_assessable", "what"),
    ]


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ([None, None], "breach"),
        ([None, READ_ON], "in_order"),
        ([None, ago(15)], "breach"),
    ],
)
def test_items_without_a_date_are_no_update(
    db: duckdb.DuckDBPyConnection, days: list[date | None], state: str
) -> None:
    site = Site(db, READ_ON)
    site.section("a", "动态信息", days)
    site.judge()
    assert site.state("V4a", 2020) == state


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ([date(2017, 12, 17), date(2019, 5, 1)], "in_order"),
        ([date(2017, 12, 16), date(2018, 1, 1)], "breach"),
        # Nothing of that time is known: the list may have lost it.
        ([date(2018, 1, 1)], "not_assessable"),
        ([None], "not_assessable"),
    ],
)
def test_a_year_that_is_over_is_judged_as_of_its_last_day(
    db: duckdb.DuckDBPyConnection, days: list[date | None], state: str
) -> None:
    site = Site(db, READ_ON)
    site.years(2017)
    site.section("a", "动态信息", days)
    site.judge()
    assert site.state("O3a", 2017).replace("due", "in_order") == state


@pytest.mark.parametrize(
    ("gone_on", "state"), [(date(2018, 1, 1), "due"), (date(2017, 12, 31), "not_assessable")]
)
def test_what_had_been_withdrawn_by_then_proves_nothing(
    db: duckdb.DuckDBPyConnection, gone_on: date, state: str
) -> None:
    site = Site(db, READ_ON)
    site.years(2017)
    site.section("a", "动态信息", [date(2017, 12, 18)], gone_on=gone_on)
    site.judge()
    assert site.state("O3a", 2017) == state


@pytest.mark.parametrize(
    ("how", "days", "year", "state"),
    [
        ({"empty_on": date(2020, 1, 9)}, [], 2020, "breach"),
        ({}, [READ_ON], 2020, "in_order"),
        # The page does not say that it is empty.
        ({}, [], 2020, "not_assessable"),
        ({"covered": False}, [], 2020, "not_assessable"),
        # In 2019 nobody had looked.
        ({"empty_on": date(2020, 1, 9)}, [], 2019, "not_assessable"),
        ({"empty_on": date(2019, 11, 9)}, [], 2019, "breach"),
        ({"empty_on": date(2019, 11, 9)}, [READ_ON], 2019, "breach"),
        ({}, [READ_ON], 2019, "not_assessable"),
        ({}, [date(2019, 5, 5)], 2019, "in_order"),
    ],
)
def test_a_blank_section_says_so_itself_and_never_held_an_item(
    db: duckdb.DuckDBPyConnection, how: dict[str, date], days: list[date], year: int, state: str
) -> None:
    site = Site(db, READ_ON)
    site.years(2019)
    site.section("leaders", "领导信息", [date(2019, 1, 1)])
    site.section("a", "规划计划", days, **how)  # type: ignore[arg-type]
    site.judge()
    [found] = [told for told in site.found("V4c", year) if told[1] == "a"]
    assert found == (state, "a", how.get("empty_on") if state == "breach" else None, None)


@pytest.mark.parametrize(
    ("name", "days", "state"),
    [
        ("办件统计", [date(2019, 12, 15)], "due"),
        ("政务服务数据", [date(2019, 12, 14)], "breach"),
        ("受理情况统计", [date(2020, 3, 1)], "in_order"),
    ],
)
def test_statistics_of_services_are_known_by_the_name_of_their_section(
    db: duckdb.DuckDBPyConnection, name: str, days: list[date], state: str
) -> None:
    site = Site(db, READ_ON)
    site.section("a", "统计信息", days, name=name)
    site.section("b", "统计信息", [date(2001, 1, 1)], name="统计公报")
    site.judge()
    assert [told[:2] for told in site.found("D2", 2020)] == [(state, "a")]


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ([READ_ON, ago(60), ago(120), ago(180)], "in_order"),
        ([READ_ON, ago(60), ago(120)], "breach"),
        ([ago(91), ago(100), ago(120), ago(180)], "breach"),
        ([READ_ON, ago(91), ago(100), ago(180)], "breach"),
        # A gap of long ago.
        ([READ_ON, ago(90), ago(180), ago(270), ago(360), ago(370), ago(900)], "in_order"),
    ],
)
def test_fields_of_local_disclosure_want_entries_new_ones_and_no_gaps(
    db: duckdb.DuckDBPyConnection, days: list[date], state: str
) -> None:
    site = Site(db, READ_ON)
    site.section("a", "基层政务公开", days)
    site.judge()
    assert site.state("L1", 2020) == state
