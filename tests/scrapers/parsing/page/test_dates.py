"""Every form in which portals print a date, and what must not be taken for one."""

import pytest

from scrapers.parsing.page.dates import find_moment, parse_moment

FORMS = [
    ("2018-06-11 15:33:36", "2018-06-11T15:33:36+08:00"),
    ("2018-06-1115:33:36", "2018-06-11T15:33:36+08:00"),
    ("2020-12-31 08:39", "2020-12-31T08:39+08:00"),
    ("2020-12-31\u00a008:39", "2020-12-31T08:39+08:00"),
    ("2020-12-31 08：39", "2020-12-31T08:39+08:00"),
    ("2026/07/31", "2026-07-31"),
    ("2018-6-4", "2018-06-04"),
    ("2020.12.24", "2020-12-24"),
    ("２０２０－１２－２４", "2020-12-24"),
    ("2020年12月24日", "2020-12-24"),
    ("2020 年 12 月 24 日", "2020-12-24"),
    ("2019年11月07日 10:07", "2019-11-07T10:07+08:00"),
    ("2019年11月7日10时07分", "2019-11-07T10:07+08:00"),
    ("[2017-04-24]", "2017-04-24"),
    ("[ 2025-01-14 ]", "2025-01-14"),
    ("（2020-12-25）", "2020-12-25"),
    ("03/10 2025", "2025-03-10"),
    ("2025 03-10", "2025-03-10"),
    ("08 2021-04", "2021-04-08"),
    ("2021-04 08", "2021-04-08"),
    ("2013-05-10-23:59:59", "2013-05-10T23:59:59+08:00"),
    ("2020-12-31T08:39:00", "2020-12-31T08:39:00+08:00"),
    ("2020-12-31T16:39:00Z", "2021-01-01T00:39:00+08:00"),
    ("2020-12-31T08:39:00.000+08:00", "2020-12-31T08:39:00+08:00"),
    ("2018/6/4 下午 3:05:09", "2018-06-04T15:05:09+08:00"),
    ("2018/6/4 星期一 9:30:00", "2018-06-04T09:30:00+08:00"),
    ("Tue Jan 12 09:30:00 CST 2021", "2021-01-12T09:30:00+08:00"),
    ("二〇二〇年十二月二十四日", "2020-12-24"),
    ("二○一七年元月十日", "2017-01-10"),
    ("二零二一年十月三十一日", "2021-10-31"),
    ("2020-02-29", "2020-02-29"),
]


@pytest.mark.parametrize(("printed", "iso"), FORMS)
def test_every_printed_form_is_read_to_the_precision_printed(printed: str, iso: str) -> None:
    moment = parse_moment(printed)
    assert moment is not None and moment.iso() == iso
    assert find_moment(f"发布时间：{printed} 来源：财政局") == moment


def test_compact_form_counts_only_as_the_whole_text() -> None:
    assert str(parse_moment("20201224").day) == "2020-12-24"  # type: ignore[union-attr]
    assert find_moment("编号 20201224") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2017-02-30",
        "2017-13-01",
        "2019-02-29",
        "2017年2月30日",
        "20200230",
        "2016/2017学年",
        "2020年",
        "2020年12月",
        "12-24",
        "12月24日",
        "0371-2020-1224",
        "http://x.gov.cn/202012/t20201224_1.html",
        "〔2020〕12号",
        "2020-2021-1学期",
        "3012-12-12",
    ],
)
def test_what_the_calendar_or_the_page_does_not_have_is_no_date(text: str) -> None:
    assert parse_moment(text) is None
    assert find_moment(text) is None


@pytest.mark.parametrize("clock", ["25:00", "10:75", "10:20:61"])
def test_an_impossible_time_leaves_the_day(clock: str) -> None:
    moment = find_moment(f"2020-12-31 {clock}")
    assert moment is not None and moment.iso() == "2020-12-31"


def test_the_first_real_date_of_the_text_is_found() -> None:
    text = "title(2020-12-25) 更新 2021-01-02 09:00"
    assert find_moment(text).iso() == "2020-12-25"  # type: ignore[union-attr]
    assert find_moment("2017-02-30 改为 2017年3月1日").iso() == "2017-03-01"  # type: ignore[union-attr]
    assert parse_moment(text) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇一七年五月三日", "2017-05-03"),
        ("二〇一七年十月十日", "2017-10-10"),
        ("二〇一七年十二月三十一日", "2017-12-31"),
        ("二〇一七年元月廿六日", "2017-01-26"),
    ],
)
def test_days_in_chinese_numerals(written: str, day: str) -> None:
    moment = find_moment(f"青山县财政局 {written}")
    assert moment is not None and moment.iso() == day
