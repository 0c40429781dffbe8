"""Which column is asked next."""

from __future__ import annotations

import pytest

from scrapers.probe.plan import ProbePlan, Rank
from scrapers.probe.records import PageLink, Surface

HOST = "www.x.gov.cn"
HOME = f"http://{HOST}/"


def _links(*pairs: tuple[str, str], group: str = "") -> Surface:
    return Surface(HOME, tuple(PageLink(HOME + path, name, group, HOME) for path, name in pairs))


def _order(plan: ProbePlan) -> list[str]:
    found = []
    while link := plan.next():
        found.append(link.name)
    return found


def test_landing_pages_first_then_categories_then_what_stands_beside_them() -> None:
    plan = ProbePlan((HOST,))
    plan.learn(
        _links(
            ("zjyz/tsyz/", "特色云泽"),
            ("ywdt/mtgz/", "媒体关注"),
            ("ywdt/bmdt/", "部门动态"),
            ("gzjg/", "工作机构"),
            ("xxgk/", "信息公开"),
            ("fuwu/xwlb/", "新闻联播"),
        ),
        home=True,
    )
    assert _order(plan) == ["信息公开", "工作机构", "部门动态", "新闻联播", "媒体关注"]
    assert [link.name for link in plan.left(Rank.OTHER)] == ["特色云泽"]


def test_the_menu_of_a_landing_page_is_disclosure_but_not_the_menu_of_the_site() -> None:
    plan = ProbePlan((HOST,))
    plan.learn(_links(("lyfc/", "林业风采")), home=True)
    plan.learn(_links(("lyfc/", "林业风采"), ("gk/ldjh/", "领导讲话"), ("gk/yb/", "月报")), landing=True)
    assert set(_order(plan)) == {"领导讲话", "月报"}


def test_a_column_is_asked_once_under_its_best_name() -> None:
    plan = ProbePlan((HOST,))
    plan.learn(_links(("xxgk/zcjd", "解读"), ("xxgk/zcjd/index.html", "政策解读"), ("xxgk/zcjd/", "")))
    assert _order(plan) == ["政策解读"]


def test_a_picture_without_words_is_named_by_the_heading_over_its_own_columns() -> None:
    plan = ProbePlan((HOST,))
    plan.learn(_links(("xxgk/nb/", "")))
    plan.learn(_links(("xxgk/nb/bm/", "部门年报"), ("xxgk/nb/xz/", "乡镇年报"), group="信息公开年报"))
    link = plan.next()
    assert link is not None
    assert (link.url, link.name) == (f"{HOME}xxgk/nb/", "信息公开年报")


def test_columns_below_a_list_wait_for_all_others() -> None:
    plan = ProbePlan((HOST,))
    plan.learn(_links(("xxgk/hjbh/", "环境保护"), ("xxgk/hjbh/kq/", "空气环境"), ("xxgk/yb/", "月报")))
    assert plan.next() is not None
    plan.mark_list(f"{HOME}xxgk/hjbh/")
    assert _order(plan) == ["月报", "空气环境"]


def test_other_hosts_are_listed_and_never_asked() -> None:
    plan = ProbePlan((HOST,))
    other = (
        PageLink("http://zwgk.x.gov.cn/zhxx/", "综合信息"),
        PageLink("http://www.sheng.gov.cn/zcjd/", "政策解读"),
        PageLink("http://www.gov.cn/", "国务院网站群"),
    )
    plan.learn(Surface(HOME, other), home=True)
    assert plan.next(Rank.OTHER) is None
    assert [link.name for link in plan.elsewhere()] == ["综合信息", "政策解读"]
    assert plan.other_hosts() == ("www.gov.cn",)


def test_units_pages_and_categories_off_the_portal_are_not_asked() -> None:
    plan = ProbePlan((HOST,))
    plan.learn(_links(("xxgk/czj/", "县财政局"), ("xxgk/ysqgk/", "依申请公开"), ("xxgk/zcjd/", "政策解读")))
    assert _order(plan) == ["政策解读"]
    assert [link.name for link in plan.left(Rank.UNIT)] == ["县财政局"]
    assert [link.name for link in plan.off_portal()] == ["依申请公开"]


SWITCHED = (("?link=ywdt", "要闻动态"), ("?link=hdjl", "互动交流"), ("?link=bsfw", "办事大厅"))


def test_a_menu_entry_that_a_script_switches_leads_to_the_folder_that_it_names() -> None:
    plan = ProbePlan((HOST,))
    plan.learn(_links(*SWITCHED, ("ywdt/bmdt/", "部门动态")), home=True)
    link = plan.next()
    assert link is not None
    assert (link.url, link.name) == (f"{HOME}hdjl/", "互动交流")
    assert _order(plan) == ["部门动态"]


@pytest.mark.parametrize(
    "others",
    [
        (("xwzx/bmdt/", "部门动态"),),
        (("ywdt/bmdt/", "部门动态"), ("jlhd/index.html", "互动交流")),
        (("ywdt/bmdt/", "部门动态"), ("hdjl/yjzj/", "意见征集")),
    ],
    ids=["no column lies so", "the name has a page", "its columns are known"],
)
def test_a_switched_entry_is_not_followed_where_nothing_speaks_for_it(
    others: tuple[tuple[str, str], ...],
) -> None:
    plan = ProbePlan((HOST,))
    plan.learn(_links(*SWITCHED, *others), home=True)
    asked = set()
    while link := plan.next():
        asked.add(link.url)
    assert asked == {HOME + path for path, _ in others}


def test_columns_beside_those_that_were_no_lists_wait_for_columns_of_other_folders() -> None:
    plan = ProbePlan((HOST,))
    names = ("甲", "乙", "丙", "丁")
    plan.learn(_links(*((f"zt/{n}/", f"专项工作动态{name}") for n, name in enumerate(names))))
    plan.learn(_links(("xxgk/a/", "扶贫情况"), ("xxgk/zcjd/", "政策解读")))
    assert _first(plan) == "政策解读"
    for name in names[:2]:
        assert _first(plan) == f"专项工作动态{name}"
        plan.mark_miss(f"{HOME}zt/{names.index(name)}/")
    assert _order(plan) == ["扶贫情况", "专项工作动态丙", "专项工作动态丁"]


def _first(plan: ProbePlan) -> str:
    link = plan.next()
    assert link is not None
    return link.name
