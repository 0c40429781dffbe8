"""Parents that gather their children, and side lists taken for rows."""

from __future__ import annotations

from scrapers.probe.overlap import settle
from scrapers.probe.records import PageLink
from tests.scrapers.probe.trials import HOME, entries, section

ROWS = entries("xxgk/zcjd/1.html", "xxgk/tzgg/2.html")
ZCJD = section("xxgk/zcjd/", "政策解读", entries("xxgk/zcjd/1.html"), 10)
TZGG = section("xxgk/tzgg/", "通知公告", entries("xxgk/tzgg/2.html"), 10)


def test_a_parent_of_no_category_whose_rows_are_all_its_childrens_is_no_section() -> None:
    parent, *children = settle([section("xxgk/", "信息公开", ROWS, 20), ZCJD, TZGG])
    assert (parent.verdict, [child.verdict for child in children]) == ("landing", ["list", "list"])
    assert "政策解读" in parent.reason


def test_a_parent_with_a_row_of_its_own_stays_with_a_note() -> None:
    parent, _ = settle([section("xxgk/", "信息公开", ROWS, 20), ZCJD])
    assert parent.verdict == "list"
    assert "可能重复" in parent.notes[0]


def test_an_untried_column_that_the_file_lists_counts_as_a_child_of_a_landing_page() -> None:
    untried = (PageLink(f"{HOME}xxgk/tzgg/", "通知公告"),)
    parent, _ = settle([section("xxgk/", "信息公开", ROWS, 20), ZCJD], untried)
    assert parent.verdict == "landing"
    assert "通知公告" in parent.reason


def test_children_are_left_to_a_parent_of_their_category_that_states_as_many() -> None:
    year = entries("nb/bm/1.html", "nb/xz/2.html")
    parent = section("nb/", "信息公开年报", year, 99)
    children = [
        section("nb/bm/", "部门年报", entries("nb/bm/1.html"), 73),
        section("nb/xz/", "乡镇年报", entries("nb/xz/2.html"), 21),
    ]
    assert [trial.verdict for trial in settle([parent, *children])] == ["list", "landing", "landing"]
    smaller = section("nb/", "信息公开年报", year, 90)
    assert [trial.verdict for trial in settle([smaller, *children])] == ["list", "list", "list"]


def test_a_landing_page_that_states_the_sum_of_its_children_is_no_section() -> None:
    """互动交流 is a category's word as well; what lies below it belongs to others."""
    rows = (*entries("hdjl/xfrx/1.html"), *entries("elsewhere/2.html"))
    children = [
        section("hdjl/xfrx/", "行风热线", entries("hdjl/xfrx/1.html"), 852),
        section("hdjl/yjzj/", "意见征集", entries("hdjl/yjzj/1.html"), 39),
    ]
    below = section("hdjl/yjzj/2017/", "2017年", entries("hdjl/yjzj/2017/1.html"), 12)
    for total, verdict in ((891, "landing"), (892, "list"), (None, "list")):
        parent, *_ = settle([section("hdjl/", "互动交流", rows, total), *children, below])
        assert parent.verdict == verdict
    other, *_ = settle([section("hdjl/", "公众留言", rows, 891), *children])
    assert other.verdict == "list", "its name is a category's and no landing page's"


def test_rows_that_stand_on_several_other_pages_are_a_side_list() -> None:
    hot = entries("hot/1.html", "hot/2.html")
    others = [
        section(f"xxgk/{name}/", label, entries(f"xxgk/{name}/9.html"), shown=hot)
        for name, label in (("zcjd", "政策解读"), ("tzgg", "通知公告"), ("tjsj", "统计数据"))
    ]
    empty, *rest = settle([section("hdjl/yjzj/", "意见征集", hot), *others])
    assert empty.verdict == "failed"
    assert "侧栏" in empty.reason
    assert [trial.verdict for trial in rest] == ["list"] * 3
