"""Years of a backfill: what may be asked for, and what is said of anything else."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.crawl.years import Years, YearsError

TODAY = date(2018, 5, 10)


def test_one_year_and_several() -> None:
    one, several = Years.of(2017, None, None, TODAY), Years.of(None, 2014, 2017, TODAY)
    assert (one, one.text, one.to_year, list(one.each)) == (Years(2017, 2017), "2017", None, [2017])
    assert (several, several.text, several.to_year) == (Years(2014, 2017), "2014–2017", 2017)
    assert list(several.each) == [2014, 2015, 2016, 2017]
    assert (several.begins_on, several.ends_on) == (date(2014, 1, 1), date(2017, 12, 31))


def test_a_range_of_one_year_is_that_year() -> None:
    assert Years.of(None, 2017, 2017, TODAY) == Years.of(2017, None, None, TODAY)


def test_the_year_that_runs_may_be_asked_for() -> None:
    assert Years.of(None, 2017, 2018, TODAY).last == 2018


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((None, None, None), "补抓哪一年.*或起止年度"),
        ((2017, 2014, None), "不能同时填写"),
        ((2017, 2014, 2017), "不能同时填写"),
        ((None, 2014, None), "还缺截止年度"),
        ((None, None, 2017), "还缺起始年度"),
        ((None, 2017, 2014), "起始年度 2017 晚于截止年度 2014"),
        ((1989, None, None), "1989 不在 1990–2100 之内"),
        ((None, 2014, 2101), "2101 不在 1990–2100 之内"),
        ((2019, None, None), "年度 2019 还没有到,今年是 2018 年"),
        ((None, 2014, 2019), "年度 2019 还没有到"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(asked: tuple[int | None, ...], said: str) -> None:
    with pytest.raises(YearsError, match=said):
        Years.of(*asked, TODAY)
