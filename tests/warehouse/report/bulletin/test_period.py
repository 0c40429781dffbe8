"""Periods as people write them, and how far of one is known."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse.report import ReportError
from warehouse.report.bulletin.period import parse_period, span_of

WRITTEN = {
    "2017-10": ("2017-10", "2017年10月", date(2017, 10, 1), date(2017, 10, 31)),
    "2016-2": ("2016-02", "2016年2月", date(2016, 2, 1), date(2016, 2, 29)),
    "2017-Q4": ("2017-Q4", "2017年第四季度", date(2017, 10, 1), date(2017, 12, 31)),
    "2017-q2": ("2017-Q2", "2017年第二季度", date(2017, 4, 1), date(2017, 6, 30)),
    "2017-H1": ("2017-H1", "2017年上半年", date(2017, 1, 1), date(2017, 6, 30)),
    "2017-H2": ("2017-H2", "2017年下半年", date(2017, 7, 1), date(2017, 12, 31)),
    "２０１７": ("2017", "2017年", date(2017, 1, 1), date(2017, 12, 31)),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_period_has_its_days(written: str) -> None:
    period = parse_period(written)
    assert (period.code, period.label, period.first, period.last) == WRITTEN[written]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2017-13",
        "2017-0",
        "2017-Q5",
        "2017-H3",
        "17-10",
        "1989",
        "2101",
        "2017年10月",
        "2017-10-01",
        "٢٠١٧",
    ],
)
def test_what_is_no_period_names_those_there_are(written: str) -> None:
    with pytest.raises(ReportError, match=r"没有期间 .*2017-10\(月\)、2017-Q4\(季度\)"):
        parse_period(written)


@pytest.mark.parametrize(
    ("read_on", "is_over", "until", "days", "whole_from", "words"),
    [
        (date(2017, 11, 1), True, date(2017, 10, 31), 31, date(2017, 11, 1), "2017年10月1日至31日"),
        (
            date(2017, 10, 31), False, date(2017, 10, 31), 31, date(2017, 10, 31),
            "2017年10月1日至31日(本期尚未结束,截至2017-10-31)",
        ),
        (
            date(2017, 10, 1), False, date(2017, 10, 1), 1, date(2017, 10, 1),
            "2017年10月1日至1日(本期尚未结束,截至2017-10-01)",
        ),
    ],
)  # fmt: skip
def test_a_period_is_over_once_the_portal_was_read_after_its_last_day(
    read_on: date, is_over: bool, until: date, days: int, whole_from: date, words: str
) -> None:
    span = span_of(parse_period("2017-10"), read_on)
    assert (span.is_over, span.until, span.days, span.whole_from) == (is_over, until, days, whole_from)
    assert span.words == words


def test_days_of_other_months_are_told_with_their_month() -> None:
    assert span_of(parse_period("2017-Q4"), date(2018, 1, 1)).words == "2017年10月1日至12月31日"


def test_of_a_period_that_has_not_begun_nothing_is_known() -> None:
    with pytest.raises(ReportError, match="2017年10月还没有数据:门户读到 2017-09-30 为止"):
        span_of(parse_period("2017-10"), date(2017, 9, 30))
