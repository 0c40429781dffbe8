"""Working days with 调休; years that nobody knows; what came out later than the regulation allows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from tests.warehouse.build import Told, county, page, portal, section
from warehouse.calendars import FILE_NAME, HEADER, HOLIDAYS, Calendar, UnknownYear, read_calendar

SOURCE = "国办发明电〔2026〕99号"
OF_2027 = [
    date(2027, 1, 1),
    *(date(2027, 2, 5) + timedelta(n) for n in range(8)),
    date(2027, 4, 5),
    date(2027, 5, 3),
]
"""Eleven days off of a year that no table knows; made up."""


def calendar(folder: Path, *rows: str) -> Calendar:
    file = folder / FILE_NAME
    file.write_text("\n".join([",".join(HEADER), *rows]) + "\n", encoding="gb18030")
    return read_calendar(file)


WEEKENDS = [2, 3, 9, 10, 16, 17, 23, 24, 30, 31]
"""Saturdays and Sundays of January 2027."""


def whole_2027(*more: str) -> list[str]:
    return [*(f"{day:%Y/%-m/%-d},休,{SOURCE}" for day in OF_2027), *more]


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2017, 9, 30), True),  # 国办发明电〔2016〕17号:9 月 30 日(周六)上班
        (date(2017, 10, 2), False),
        (date(2017, 10, 8), False),
        (date(2017, 10, 9), True),
        (date(2017, 12, 30), False),
        (date(2018, 1, 1), False),
        (date(2020, 1, 31), False),  # 国办发明电〔2020〕1号:春节假期延长
        (date(2015, 9, 3), False),  # 国发明电〔2015〕1号
        (date(2026, 2, 14), True),  # 国办发明电〔2025〕7号:2 月 14 日(周六)上班
        (date(2026, 2, 23), False),
        (date(2026, 10, 10), True),
    ],
)
def test_announced_days(day: date, is_working: bool) -> None:
    assert Calendar().is_working_day(day) is is_working


def test_every_day_is_as_the_library_has_it() -> None:
    none = Calendar()
    assert none.years[0] == 2004 and none.years[-1] >= 2026
    for year in none.years:
        days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
        assert [none.is_working_day(day) for day in days] == [
            chinese_calendar.is_workday(day) for day in days
        ]


@pytest.mark.parametrize("year", [2003, 2027, 2099])
def test_an_unknown_year_is_told_and_never_guessed(year: int) -> None:
    none = Calendar()
    unknown = none.is_working_day(date(year, 6, 1))
    assert unknown == UnknownYear(year) and none.unknown(year) == unknown
    assert f"{year} 年" in unknown.sentence and "overrides/calendar.csv" in unknown.sentence
    assert none.working_days_between(date(year, 5, 1), date(year, 6, 1)) == unknown
    assert none.working_day_after(date(year, 5, 1), 20) == unknown


def test_days_between_and_after() -> None:
    none = Calendar()
    assert none.working_days_between(date(2017, 9, 29), date(2017, 10, 9)) == 2  # 30 September, 9 October
    assert none.working_days_between(date(2017, 9, 29), date(2017, 9, 29)) == 0
    assert none.working_days_between(date(2017, 10, 9), date(2017, 9, 29)) == 0
    assert none.working_day_after(date(2017, 9, 29), 2) == date(2017, 10, 9)
    assert none.working_day_after(date(2017, 10, 1), 0) == date(2017, 10, 1)
    day = date(2017, 1, 24)
    for number in range(1, 300):
        after = none.working_day_after(day, number)
        assert isinstance(after, date) and none.working_days_between(day, after) == number
    assert none.working_day_after(date(2026, 12, 30), 20) == UnknownYear(2027)


def test_a_person_makes_a_year_known_and_overrules_days(tmp_path: Path) -> None:
    own = calendar(tmp_path, *whole_2027(f"2027-02-20,班,{SOURCE}", "2017-12-29,休,阿政办〔2017〕9号"))
    assert own.faults == () and 2027 in own.years and 2028 not in own.years
    assert own.is_working_day(date(2027, 2, 8)) is False
    assert own.is_working_day(date(2027, 2, 20)) is True, "a Saturday that is worked"
    assert own.is_working_day(date(2027, 2, 21)) is False
    assert own.is_working_day(date(2027, 3, 1)) is True
    assert own.is_working_day(date(2017, 12, 29)) is False
    assert own.working_day_after(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert own.is_working_day(date(2028, 1, 4)) == UnknownYear(2028)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (whole_2027()[1:], None),
        (whole_2027()[: HOLIDAYS - 1], None),
        ([f"2027-01-01,休,{SOURCE}", *(f"2027-01-{day:02},休,{SOURCE}" for day in WEEKENDS)], None),
        (whole_2027(f"2027-13-01,休,{SOURCE}"), "day 是"),
        (whole_2027(f"2027-05-04,也许,{SOURCE}"), "班 或 休"),
        (whole_2027("2027-05-04,休,"), "source"),
        (whole_2027(f"2027-05-03,班,{SOURCE}"), "又写了休"),
    ],
    ids=["without-new-year", "too-few", "weekends-alone", "no-day", "no-kind", "no-source", "both"],
)
def test_a_year_that_is_not_whole_stays_unknown(tmp_path: Path, rows: list[str], said: str | None) -> None:
    own = calendar(tmp_path, *rows)
    unknown = own.unknown(2027)
    assert unknown is not None and "2027" in unknown.sentence
    assert any(said in fault for _, fault in own.faults) if said else own.faults == ()
    assert own.is_working_day(date(2017, 9, 30)) is True, "what is known stays known"


ITEMS = {
    # Formed 29 September 2017: the twentieth working day is 3 November.
    "on-time": (date(2017, 9, 29), date(2017, 11, 2), False),
    "a-day-late": (date(2017, 9, 29), date(2017, 11, 3), True),
    "years-late": (date(2012, 3, 1), date(2017, 3, 1), True),
    "before-the-regulation": (date(2008, 4, 30), date(2017, 3, 1), False),
    "published-first": (date(2017, 9, 29), date(2017, 9, 1), False),
    "new-year": (date(2017, 12, 15), date(2018, 1, 16), True),
}


def test_what_came_out_late_is_asked_about_by_unit(tmp_path: Path) -> None:
    rows = [
        Told(f"{name}.html", name, page=page(title=name, issued_on=issued, published_on=published))
        for name, (issued, published, _) in ITEMS.items()
    ]
    late = sorted(name for name, (issued, published, is_late) in ITEMS.items() if is_late)
    none = Calendar()
    for name, (issued, published, is_late) in ITEMS.items():
        taken = none.working_days_between(issued, published)
        assert name == "before-the-regulation" or (isinstance(taken, int) and (taken > 20) is is_late)
    with county(tmp_path / "home", portal(section("wj", "政府文件", "政府文件"))) as made:
        made.night(wj=rows)
        [told] = made.rows(
            "SELECT outcome, severity, subject, message FROM findings WHERE check_id = 'published-late'"
        )
        assert told[:3] == ("uncertain", "info", "样例县人民政府")
        assert f"有 {len(late)} 条" in told[3] and "years-late(成文 2012-03-01,公开 2017-03-01)" in told[3]
        assert made.figure("政府文件")[0] == len(rows) - 1, "no figure is touched: one is of 2018"


def test_what_needs_an_unknown_year_is_not_assessable_until_it_is_added(tmp_path: Path) -> None:
    rows = [
        Told(
            "a.html",
            "甲",
            page=page(title="甲", issued_on=date(2026, 12, 15), published_on=date(2027, 1, 29)),
        ),
        Told(
            "b.html",
            "乙",
            page=page(title="乙", issued_on=date(2026, 12, 15), published_on=date(2026, 12, 20)),
        ),
    ]
    with county(tmp_path / "home", portal(section("wj", "政府文件", "政府文件"))) as made:
        made.night(wj=rows)
        query = "SELECT outcome, subject, message FROM findings WHERE check_id = 'published-late'"
        [(outcome, subject, message)] = made.rows(query)
        assert (outcome, subject) == ("not_assessable", "2027 年")
        assert message.startswith("1 条") and "overrides/calendar.csv" in message
        calendar(made.home.overrides, *whole_2027())
        made.publish()
        assert [row[0] for row in made.rows(query)] == ["uncertain"]
        calendar(made.home.overrides, *whole_2027("x,休,y"))
        assert any("calendar.csv 第 13 行读不懂" in note for note in made.publish().notes)
        assert [row[0] for row in made.rows(query)] == ["not_assessable"]
