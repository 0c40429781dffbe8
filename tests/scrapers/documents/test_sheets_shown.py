"""Values and number formats as people see them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from scrapers.documents.sheets.codes import show_of
from scrapers.documents.sheets.shown import TEXTS, lost_digits


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (350.0, "350"),
        (0.1 + 0.2, "0.3"),
        (-0.5, "-0.5"),
        (1234567.89, "1234567.89"),
        (1e-5, "0.00001"),
        (-2.5e-7, "-0.00000025"),
        (999999999999999.0, "999999999999999"),
        (152201199001011234.0, "152201199001011000"),
        (1e100, "1E+100"),
        (True, "TRUE"),
        (dt.date(987, 1, 2), "0987-01-02"),
        (dt.datetime(2017, 12, 31), "2017-12-31"),
        (dt.datetime(2017, 12, 31, 8, 30, 5), "2017-12-31 08:30:05"),
        (dt.datetime(2017, 12, 31, 8, 29, 59, 999_900), "2017-12-31 08:30"),
        (dt.time(8, 5), "08:05"),
        (dt.timedelta(hours=25, minutes=30), "25:30"),
        (-dt.timedelta(minutes=90), "-1:30"),
    ],
)
def test_text_of_a_value(value: Any, text: str) -> None:
    assert TEXTS[type(value)](value) == text


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0%", 0.12, "12%"),
        ("0%", 0.125, "13%"),
        ("0.00%;[Red]-0.00%", -0.1234, "-12.34%"),
        ("#%", 0.0, "0"),
        ("000000", 123.0, "000123"),
        ("00", -7.0, "-07"),
        ('0.00"万元"', 12.5, "12.50万元"),
        ("#,##0元", 12345.0, "12,345元"),
        ('0!.0,"万"', 12345.0, "1.2万"),
        ('0\\.0,"万"', 12345.0, "1.2万"),
        ("#,##0,", 1234567.0, "1,235"),
        ("000-0000", 1234567.0, "123-4567"),
        ('General"件"', 7.5, "7.5件"),
        ('G/通用格式"人"', 7.0, "7人"),
        ("[$€-407] #,##0.00", 5.0, "€ 5.00"),
        ('yyyy"年"m"月"', 43100.0, "2017年12月"),
        ('yyyy"年"m"月"', dt.date(2017, 12, 31), "2017年12月"),
        ('0.00,,"亿元"', 123456789.0, "123.46亿元"),
        ('0.0,"千元"', 12345678.9, "12345.7千元"),
        ('#,##0,.0"千元"', 12345678.9, "12,345.7千元"),
        ('[>999]#,"K";0', 12345.0, "12K"),
        ('[>999]#,"K";0', 7.5, "7.5"),
        ('[>=10000]0!.0,"万元";0"元"', 12345.0, "1.2万元"),
        ('[>=10000]0!.0,"万元";0"元"', -5.0, "-5元"),
        ('[=1]"是";[=0]"否";General', 1.0, "是"),
        ('[=1]"是";[=0]"否";General', 0.0, "否"),
        ('[=1]"是";[=0]"否";General', -2.0, "-2"),
        ('[=0]"无";0"件"', 0.0, "0"),
        ('"√";;', 1.0, "√"),
        ('"√";;', -1.0, "-1"),
        ('0"元";[Red]0"元"', -5.0, "-5元"),
        ('"收入"0;"支出"0', -5.0, "支出5"),
        ('0"元";0', -5.0, "-5"),
        ("aaaa", 43101.0, "星期一"),
        ("dddd", dt.date(2018, 1, 7), "星期日"),
        ('e"年"', 43101.0, "2018年"),
        ("yyyy", dt.date(2018, 1, 7), "2018年"),
        ('m"月"', dt.date(2018, 1, 1), "2018年1月"),
        ('0"件"', "没有", "没有"),
        ('0"件"', -0.4, "0件"),
    ],
)
def test_formats_that_say_more_than_the_number(code: str, value: Any, text: str) -> None:
    show = show_of(code)
    assert show is not None and show(value) == text


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0",
        "0.00",
        "#,##0.00",
        "#,##0_ ;[Red]-#,##0 ",
        "0.00E+00",
        "yyyy/m/d",
        "h:mm",
        "[h]:mm",
        "@",
        "",
        "_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ",
        "# ?/?",
        "# ??/100",
        "[>=0]0.00;-0.00",
        "[DBNum1]General",
        'yyyy"年"m"月"d"日"',
    ],
)
def test_formats_of_which_the_plain_value_says_as_much(code: str) -> None:
    assert show_of(code) is None


@pytest.mark.parametrize(("number", "text"), [(31, "2017-12-31"), (57, "2017年12月"), (58, "2017-12-31")])
def test_days_in_the_formats_of_a_chinese_excel_that_files_name_by_number(number: int, text: str) -> None:
    show = show_of("", number)
    assert show is not None and show(43100.0) == text


def test_a_time_in_such_a_format() -> None:
    show = show_of("", 32)
    assert show is not None and show(0.354166666666667) == "08:30"


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("1.52201E+17", True),
        ("1.52201199001011E+017", True),
        ("1.38E+11", True),
        ("1.38E+10", True),
        ("1E+05", False),
        ("1.23456789012E+11", False),
        ("152201199001010000", True),
        ("152201199001011234", False),
        ("110101199003070003", False),
        ("6222021234567890000", True),
        ("1000000", False),
        ("E+17", False),
    ],
)
def test_long_numbers_that_lost_their_digits_before_they_became_text(text: str, lost: bool) -> None:
    assert lost_digits(text) is lost
