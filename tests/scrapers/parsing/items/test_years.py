"""Years of two digits are read where the page proves them, and nowhere else."""

from __future__ import annotations

import pytest

from tests.scrapers.parsing.items.pages import DATED, UNDATED, info, published

OTHER_YEAR = "http://www.jiayi.gov.cn/zwgk/2015/0304/512.html"
FOLDERS = "http://www.jiayi.gov.cn/art/2020/9/22/art_1_22.html"


@pytest.mark.parametrize("url", [DATED, FOLDERS, "http://www.jiayi.gov.cn/tzgg/2020-09/22/c_1.htm"])
@pytest.mark.parametrize(
    "line",
    [
        "20-09-22",
        "[20/9/22]",
        "20.09.22 来源：县应急局",
        "发布时间：20-09-22 来源：县应急局",
        "来源：县应急局 日期：20年9月22日",
    ],
)
def test_the_address_proves_the_year(line: str, url: str) -> None:
    assert published(info(line, url)) == "2020-09-22"


def test_a_time_of_day_stays_with_it() -> None:
    assert published(info("发布日期：20/09/22 09:32 来源：县应急局", DATED)) == "2020-09-22T09:32+08:00"


def test_another_date_of_the_head_proves_the_year() -> None:
    assert published(info("发布时间：20-09-22 更新时间：2020-09-25")) == "2020-09-22"
    assert published(info("发布时间：20-09-22 有效期至：2025-09-25")) is None


@pytest.mark.parametrize("url", [UNDATED, OTHER_YEAR])
@pytest.mark.parametrize("line", ["20-09-22", "发布时间：20-09-22 来源：县应急局"])
def test_without_proof_there_is_no_year(line: str, url: str) -> None:
    assert info(line, url).published is None


@pytest.mark.parametrize(
    "line",
    ["来源：县应急局 电话：20-09-22", "会议时间：20-09-22", "公示期：20-09-22至20-09-29", "20-09-22-11"],
)
def test_what_only_looks_like_a_day_is_none(line: str) -> None:
    assert info(line, DATED).published is None


def test_a_short_date_is_no_part_of_a_name() -> None:
    assert info("来源：县应急局 20-09-22", DATED).unit == "县应急局"
