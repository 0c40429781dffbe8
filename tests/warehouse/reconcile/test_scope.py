"""A count that is only a part, another year's or another channel's is set beside no figure, and says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scrapers.documents import Document
from warehouse.reconcile import Printed, PublishedReport, read_report
from warehouse.reconcile.comparing import Compared, Ours, compared
from warehouse.reconcile.scope import is_called_otherwise

OURS = {
    "政策解读": 39,
    "预决算公开": 350,
    "动态信息": 1301,
    "通知公告": 86,
    "政府文件": 34,
    "公众留言": 9,
    "权责清单": 2945,
    "政府会议": 32,
    "信息公开制度": 53,
}
HEAD = "样例市2017年政府信息公开工作年度报告\n"


def rows(text: str, origin: str = "computed", head: str = HEAD) -> tuple[Compared, ...]:
    report = read_report(Document("ok", "txt", "text/plain", text=head + text), "a.txt")
    ours = {name: Ours(Decimal(value), origin) for name, value in OURS.items()}
    return compared(report, {}, ours, {}, frozenset({"政务微信", "政务微博"}), 2017)


def of(text: str, number: int) -> Compared:
    return next(row for row in rows(text) if row.printed == number)


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("发布政策解读信息39条(2016年)。", 39, "2016 年"),
        ("发布政策解读信息39条的单位有9个。", 39, "后面的话"),
        ("下一步,发布政策解读信息39条以上。", 39, "打算"),
        ("力争全年公开政府文件34份。", 34, "打算"),
        ("原计划公开政府文件34份。", 34, "打算"),
        ("一、工作情况\n做了许多。\n二、下一步工作计划\n公开政府文件34份。", 34, "打算"),
        ("发布政策解读信息39条(其中文字解读30条,图片解读9条)。", 30, "一部分"),
        ("处理群众来信9条,其中咨询5条、投诉4条。", 5, "一部分"),
        ("其中,市财政局公开预决算信息350条。", 350, "一个单位"),
        ("县教育局门户网站发布动态信息1301条。", 1301, "一个单位"),
        ("政务微博发布通知公告86条。", 86, "其他渠道"),
        ("通过12345热线受理群众咨询9件。", 9, "其他渠道"),
        ("2016年发布政策解读信息39条。", 39, "2016 年"),
        ("上年度发布政策解读39条。", 39, "以前的年度"),
        ("比去年多发布政策解读39条。", 39, "增减"),
        ("第一季度发布政策解读信息39条。", 39, "一段时间"),
        ("1-6月发布动态信息1301条。", 1301, "一段时间"),
        ("公开预算、决算信息分别为175条、175条。", 175, "分别"),
        ("召开政务公开工作会议32次。", 32, "办理或制定"),
        ("制定政府信息公开制度53项。", 53, "办理或制定"),
        ("历年公开政府文件34份。", 34, "历年累计"),
        ("截至2017年底,网站累计公开政府文件340份。", 340, "不能确定"),
        ("公布行政权力清单2945项,取消行政权力清单12项。", 12, "取消"),
        ("公开规范性文件10件、其他文件24件。", 10, "规范性文件"),
        ("公开政策文件10件、公开政府文件24件。", 24, "各只是一部分"),
        ("在新华网、人民网发布动态信息86条。", 86, "别处"),
        ("网站共更新信息5167条,其中政务动态信息更新1387条。", 1387, "一块"),
    ],
)
def test_what_is_not_all_of_a_category_is_compared_with_nothing(text: str, number: int, why: str) -> None:
    row = of(text, number)
    assert (row.verdict, row.difference) == ("not_computable", None)
    assert why in "".join(row.causes)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("政务微信发布信息188条;门户网站发布动态信息1301条。", 1301),
        ("截至12月31日,网站发布动态信息1301条。", 1301),
        ("今年以来,发布政策解读信息39条。", 39),
        ("上年度发布政策解读30条,本年度发布39条。", 39),
        ("1月1日至12月31日,发布政策解读信息39条。", 39),
        ("1-12月发布政策解读信息39条。", 39),
        ("制定和完善了公开制度,发布信息公开相关制度53条。", 53),
        ("公开各单位财政预决算350条。", 350),
        ("公开县级部门预算176份、部门决算174份,共350份。", 350),
        ("公布行政权力清单2945项,取消行政权力清单12项。", 2945),
    ],
)
def test_what_is_all_of_it_is_compared(text: str, number: int) -> None:
    assert of(text, number).verdict == "equal"


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("1300余条", "consistent"),
        ("100余条", "differs"),
        ("超过100条", "consistent"),
        ("约1300条", "consistent"),
        ("约500条", "differs"),
        ("0.13万条", "consistent"),
        ("1302条", "differs"),
    ],
)
def test_a_count_that_is_not_exact_leaves_as_much_room_as_it_says(said: str, verdict: str) -> None:
    assert [row.verdict for row in rows(f"发布动态信息{said}。")] == [verdict]


def test_an_equal_lower_bound_is_no_proof() -> None:
    (row,) = rows("公开政府文件34份。", "lower_bound")
    assert (row.verdict, row.difference) == ("consistent", Decimal(0))


def test_a_units_own_report_is_no_part_of_itself() -> None:
    (row,) = rows("市财政局发布政策解读39条。", head="样例市财政局2017年政府信息公开工作年度报告\n")
    assert row.verdict == "equal"


def test_a_head_says_nothing_of_the_counts_below_it() -> None:
    (row,) = rows("（二）信息公开制度建设\n2017年发布动态信息1301条。")
    assert (row.code, row.verdict) == ("动态信息", "equal")


@pytest.mark.parametrize(("value", "unit"), [("1.2", "万元"), ("12000", "元")])
def test_money_is_compared_in_one_unit(value: str, unit: str) -> None:
    cell = Printed("2.R6.C1", "report-2021", value, Decimal(value), "given", unit)
    report = PublishedReport("a", None, 2021, None, "report-2021", cells={cell.code: cell})
    (row,) = compared(report, {cell.code: Ours(Decimal("1.2"), "declared")}, {}, {}, frozenset(), 2021)
    assert row.verdict == "equal"


@pytest.mark.parametrize("said", ["39条以上", "约39条", "近39条", "不少于39条", "39条左右"])
def test_what_is_not_said_exactly_is_not_equal(said: str) -> None:
    assert [row.verdict for row in rows(f"发布政策解读信息{said}。")] == ["consistent"]


@pytest.mark.parametrize("sign", ["\u202e", "\u200d", "\u00ad"])
def test_signs_that_nobody_sees_lose_no_count(sign: str) -> None:
    found = rows(f"公开政府{sign}文件{sign}3{sign}4{sign}份。")
    assert [(row.code, row.printed, row.verdict) for row in found] == [("政府文件", 34, "equal")]


@pytest.mark.parametrize(
    ("page", "is_plan"),
    [
        ("样例县2017年政务公开工作要点", True),
        ("关于做好2017年政府信息公开年度报告编制工作的通知", True),
        ("关于印发《样例县2017年政府信息公开工作年度报告》的通知", False),
        ("样例县2017年政府信息公开工作年度报告", False),
    ],
)
def test_a_page_that_is_called_a_plan_is_no_report(page: str, is_plan: bool) -> None:
    assert is_called_otherwise(page) == is_plan


@pytest.mark.parametrize(
    ("behind", "several"),
    [
        ("邻县2017年政府信息公开工作年度报告\n发布政策解读信息39条。", True),
        ("样例市2016年政府信息公开工作年度报告\n发布政策解读信息39条。", True),
        ("发布政策解读信息39条。\n样例市2016年政府信息公开工作年度报告", False),
        ("样例市人民政府2017年政府信息公开工作年度报告\n发布政策解读信息39条。", False),
        ("见《样例市2016年政府信息公开工作年度报告》。发布政策解读信息39条。", False),
    ],
)
def test_figures_behind_another_reports_title_are_told(behind: str, several: bool) -> None:
    report = read_report(Document("ok", "txt", "text/plain", text=HEAD + behind), "a.txt")
    assert ("several" in {problem.kind for problem in report.problems}) == several


@pytest.mark.parametrize("before", [970, 985, 998, 1003])
def test_a_number_is_never_cut_in_two(before: int) -> None:
    """Where a text without marks is cut, since no sentence is so long."""
    found = rows("好" * before + "发布政策解读信息123456条。")
    assert [row.printed for row in found] == [123456]
