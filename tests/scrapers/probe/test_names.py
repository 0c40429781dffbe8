"""What a column's printed name means."""

from __future__ import annotations

import pytest

from scrapers.probe import names


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("政策解读", "政策解读"),
        ("· 政 策 解 读 >>", "政策解读"),
        ("政策解读（12）", "政策解读"),
        ("公示公告", "通知公告"),
        ("柘城要闻", "动态信息"),
        ("柘城县政府文件", "政府文件"),
        ("住建局权责清单", "权责清单"),
        ("双公示", "auto"),
        ("行政执法", "auto"),
        ("政府信息公开目录", "auto"),
        ("信息公开目录", "auto"),
        ("扶贫领域", "auto"),
        ("政府年报", "auto"),
        ("国务院信息", "auto"),
    ],
)
def test_only_an_exact_name_gives_a_category(name: str, category: str) -> None:
    assert names.meaning(name, "柘城县").category == category


def test_a_name_of_two_categories_names_both() -> None:
    meaning = names.meaning("双公示")
    assert not meaning.certain
    assert "行政许可" in meaning.why
    assert "行政处罚" in meaning.why


def test_a_unit_before_the_category_is_kept_as_printed() -> None:
    assert names.meaning("住建局权责清单").unit == "住建局"
    assert names.meaning("部门动态").unit == ""


@pytest.mark.parametrize(
    "name", ["首页", "网站首页", "登录", "2", "下一页", "联系我们", "English", "无障碍阅读"]
)
def test_links_that_every_page_has(name: str) -> None:
    assert names.is_boilerplate(name)


@pytest.mark.parametrize("name", ["政策解读", "2017", "公告", "领导信箱", "政府信息公开指南"])
def test_names_of_columns_are_no_boilerplate(name: str) -> None:
    assert not names.is_boilerplate(name)


def test_pages_that_lead_on() -> None:
    assert names.is_landing("政务公开")
    assert names.is_unit_list("工作机构")
    assert names.is_unit_list("乡镇街道")
    assert names.is_site_map("网站地图")
    assert names.is_off_portal("依申请公开")
    assert not names.is_unit_list("机构职能")


def test_a_year_at_the_end_is_no_part_of_the_meaning() -> None:
    assert names.without_year("政府信息公开年报2017年") == "政府信息公开年报"
    assert names.without_year("2017年") == "2017年"
