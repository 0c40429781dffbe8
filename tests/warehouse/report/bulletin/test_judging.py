"""When a section is overdue, falls due or is doubtful; what a period demands; which ranks are certain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from warehouse.calendars import Calendar
from warehouse.report.bulletin.judging import judge, minimum, ranked
from warehouse.report.bulletin.period import Span, parse_period, span_of
from warehouse.report.bulletin.records import MISSING, Count, SectionRow, UnitRow

OCTOBER = span_of(parse_period("2017-10"), date(2017, 12, 1))
SECTION = SectionRow(
    section_id="s",
    name="政务动态",
    url="http://www.sample.gov.cn/s/",
    category="动态信息",
    unit="",
    cadence_days=14,
    is_taken_out=False,
    was_read=True,
    is_covered=True,
    unread_rows=0,
    complete_on=date(2017, 12, 1),
    is_whole=True,
    outcome="complete",
    reason="",
    documents=0,
    last_on=None,
    next_on=None,
)
"""Its updates are due every 14 days; October ends on the 31st."""
PART = {"is_whole": False, "is_covered": False, "complete_on": None, "reason": "缺第 2 页"}
STALE = {"is_whole": False, "complete_on": date(2017, 10, 20)}

JUDGED = {
    "14 days before the end": ({"last_on": date(2017, 10, 17)}, "soon", ""),
    "15 days before the end": ({"last_on": date(2017, 10, 16)}, "overdue", ""),
    "on the last day": ({"last_on": date(2017, 10, 31)}, "in_order", ""),
    "due in half its cadence": ({"last_on": date(2017, 10, 24)}, "soon", ""),
    "due a day after that": ({"last_on": date(2017, 10, 25)}, "in_order", ""),
    "half of an odd cadence": ({"last_on": date(2017, 10, 27), "cadence_days": 7}, "soon", ""),
    "more than half of it": ({"last_on": date(2017, 10, 28), "cadence_days": 7}, "in_order", ""),
    "daily, of the day before": ({"last_on": date(2017, 10, 30), "cadence_days": 1}, "soon", ""),
    "daily, of the day": ({"last_on": date(2017, 10, 31), "cadence_days": 1}, "in_order", ""),
    "due 14 days later": ({"last_on": date(2016, 11, 14), "cadence_days": 365}, "soon", ""),
    "due 15 days later": ({"last_on": date(2016, 11, 15), "cadence_days": 365}, "in_order", ""),
    "read in part, recent": ({"last_on": date(2017, 10, 31), "cadence_days": 30, **PART}, "in_order", ""),
    "read in part, old": ({"last_on": date(2017, 10, 1), **PART}, "doubtful", "从未完整读取过(缺第 2 页)"),
    "read in part, falls due": (
        {"last_on": date(2017, 10, 20), **PART}, "soon", "从未完整读取过(缺第 2 页);可能已有更新",
    ),
    "read before the end": (
        {"last_on": date(2017, 10, 1), **STALE},
        "doubtful",
        "最近一次完整读取在 2017-10-20,还没有到本期最后一天",
    ),
    "rows without a date yet": (
        {"last_on": date(2017, 10, 1), "is_whole": False, "unread_rows": 3}, "doubtful", "3 条的日期待读",
    ),
    "blank": ({}, "overdue", "空白栏目:没有任何有发布日期的条目"),
    "only later items": ({"next_on": date(2017, 11, 5)}, "doubtful", "期末以前没有条目,读到的都在其后"),
    "never read": ({"was_read": False, **PART, "reason": ""}, "never_read", "尚未读取"),
    "no cadence": ({"cadence_days": None, "last_on": date(2010, 1, 1)}, "no_cadence", ""),
    "taken out": ({"is_taken_out": True, "last_on": date(2010, 1, 1)}, "taken_out", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", JUDGED)
def test_a_section_as_the_period_ends(case: str) -> None:
    changed, state, note = JUDGED[case]
    told = judge(replace(SECTION, **changed), OCTOBER, Calendar())  # type: ignore[arg-type]
    assert (told.state, told.note) == (state, note)


def test_an_overdue_section_says_since_when() -> None:
    told = judge(replace(SECTION, last_on=date(2017, 10, 1)), OCTOBER, Calendar())
    assert (told.due_on, told.overdue_days) == (date(2017, 10, 15), 16)


@pytest.mark.parametrize(
    ("last_on", "due_on", "act_by"),
    [
        (date(2017, 9, 4), date(2017, 10, 4), date(2017, 9, 30)),  # 国庆; Saturday, 30 September is worked
        (date(2017, 9, 13), date(2017, 10, 13), date(2017, 10, 13)),
    ],
)
def test_before_a_holiday_people_have_to_act_on_the_last_working_day(
    last_on: date, due_on: date, act_by: date
) -> None:
    september = span_of(parse_period("2017-09"), date(2017, 12, 1))
    told = judge(replace(SECTION, last_on=last_on, cadence_days=30), september, Calendar())
    assert (told.state, told.due_on, told.act_by) == ("soon", due_on, act_by)


def test_in_a_year_without_a_calendar_no_working_day_is_guessed() -> None:
    span = Span(parse_period("2060-01"), date(2060, 3, 1))
    told = judge(replace(SECTION, last_on=date(2060, 1, 24)), span, Calendar())
    assert (told.state, told.due_on, told.act_by) == ("soon", date(2060, 2, 7), None)


@pytest.mark.parametrize(
    ("cadence", "period", "read_on", "demanded"),
    [
        (14, "2017-10", date(2018, 1, 1), 2),
        (31, "2017-10", date(2018, 1, 1), 1),
        (32, "2017-10", date(2018, 1, 1), None),
        (14, "2017-10", date(2017, 10, 14), 1),
        (14, "2017-10", date(2017, 10, 13), None),
        (90, "2017-Q4", date(2018, 1, 1), 1),
        (180, "2017-H1", date(2018, 1, 1), 1),
        (365, "2016", date(2018, 1, 1), 1),
        (365, "2017-H1", date(2018, 1, 1), None),
        (None, "2017", date(2018, 1, 1), None),
    ],
)
def test_a_period_demands_one_update_a_cadence(
    cadence: int | None, period: str, read_on: date, demanded: int | None
) -> None:
    span = span_of(parse_period(period), read_on)
    assert minimum(replace(SECTION, cadence_days=cadence), span) == demanded


def unit(name: str, published: Count, is_pending: bool = False) -> UnitRow:
    return UnitRow(name, True, is_pending, published, {}, ())


def computed(value: int) -> Count:
    return Count(value, "computed")


RANKED = {
    "all known": ([computed(5), computed(9), computed(5), computed(0)], ["1", "2", "2", "4"]),
    "a lower bound above": ([computed(5), Count(9, "lower_bound"), computed(3)], ["2", "3", ""]),
    "a lower bound below": ([computed(5), Count(2, "lower_bound"), computed(1)], ["1–2", "3", ""]),
    "one missing": ([computed(5), MISSING, computed(1)], ["1–2", "2–3", ""]),
    "none": ([], []),
}


@pytest.mark.parametrize("case", RANKED)
def test_ranks_say_what_is_certain(case: str) -> None:
    counts, ranks = RANKED[case]
    told = ranked([unit(str(place), count) for place, count in enumerate(counts)])
    assert [one.rank for one in told] == ranks


def test_what_waits_for_its_unit_has_no_rank_and_takes_none() -> None:
    told = ranked([unit("待读", computed(50), is_pending=True), unit("县财政局", computed(5))])
    assert [(one.name, one.rank) for one in told] == [("县财政局", "1"), ("待读", "")]
