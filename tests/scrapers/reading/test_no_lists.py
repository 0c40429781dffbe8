"""Pages that are no list, or a list without rows: empty by its words, filled by a script, something else."""

from __future__ import annotations

import pytest

from scrapers.reading.lists import read_list
from scrapers.records import OtherPage, Page
from tests.scrapers.reading.sample_lists import NAVIGATION, frame, read, read_other, rows
from tests.scrapers.reading.test_lists import HOT_DATED, ROW, SIDES


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "words",
    [
        "暂无信息",
        "此栏目暂无任何新增信息",
        "对不起，该栏目下暂无内容！",
        "没有找到相关信息",
        "暂无数据",
        "本栏目暂未发布信息",
    ],
)
def test_empty_needs_the_page_s_own_words(words: str, side: str) -> None:
    listing = read(frame(f'<div class="list"><ul>{words}</ul></div>', side=SIDES[side]))
    assert (listing.outcome, listing.evidence, listing.entries) == ("empty", words, ())


def test_a_stated_total_of_nothing_is_empty() -> None:
    listing = read(frame('<ul></ul><div class="page">共 0 条 0/0 页</div>'))
    assert (listing.outcome, listing.records) == ("empty", 0)


@pytest.mark.parametrize(
    "side", [*SIDES.values(), f'<div class="box"><h3>最新公开</h3><ul>{HOT_DATED}</ul></div>']
)
def test_an_empty_list_without_words_is_never_empty_and_never_another_list(side: str) -> None:
    found = read_other(frame("<ul></ul>", side=side))
    assert isinstance(found, OtherPage)
    assert found.outcome == "unreadable" and found.reason


def test_hidden_words_do_not_make_a_list_empty() -> None:
    hidden = '<div class="nodata" style="display:none">暂无数据</div>'
    assert len(read(frame(f"{hidden}<ul>{rows(ROW)}</ul>")).entries) == 6


def test_a_page_filled_by_an_unknown_script_says_so() -> None:
    page = frame('<div id="list"><ul><li v-for="i in list"><a :href="i.url">{{i.title}}</a></li></ul></div>')
    listing = read(page)
    assert (listing.outcome, listing.entries, listing.rows_at) == ("needs_script", (), None)
    assert listing.evidence == "页面用脚本框架填充列表"


def test_a_list_in_a_frame_is_asked_for_at_the_frame_s_address() -> None:
    weather = (
        '<iframe src="http://tianqi.example.com/w.htm"></iframe><iframe src="/a.html" width="0"></iframe>'
    )
    listing = read(frame(f'{weather}<iframe src="list.jsp?id=7" width="100%"></iframe>'))
    assert (listing.outcome, listing.evidence) == ("needs_script", "列表在内嵌框架（iframe）里")
    assert listing.rows_at is not None
    assert listing.rows_at.url == "http://www.qs.gov.cn/zwgk/tzgg/list.jsp?id=7"


def test_navigation_alone_is_no_list() -> None:
    assert isinstance(read_other(frame(f"<ul>{NAVIGATION * 3}</ul>")), OtherPage)


def test_an_article_is_not_the_list_of_its_side_links() -> None:
    text = (
        "<p>为便于公民、法人和其他组织获取青山县政府信息，根据有关条例的规定编制本指南，供需要者阅读。</p>"
        * 12
    )
    found = read_other(frame(f'<div class="text">{text}</div>', side=SIDES["dated side list"]))
    assert isinstance(found, OtherPage)
    assert "文章" in found.reason


def test_a_landing_page_is_no_section() -> None:
    box = "<div class=box{}><h3>{}</h3><a href=/{}/>更多</a><ul>{}</ul></div>"
    main = "".join(
        box.format(i, name, i, rows(ROW)) for i, name in enumerate(("要闻", "公告", "文件", "会议"))
    )
    found = read_other(frame(main, title="政务公开"))
    assert isinstance(found, OtherPage) and "汇总页" in found.reason


def test_challenge_pages_are_not_read() -> None:
    found = read_other(
        "<html><body><script>document.cookie='__jsl_clearance_s=1';location.reload()</script></body></html>"
    )
    assert isinstance(found, OtherPage) and found.outcome == "challenged"


def test_an_unknown_family_name_is_refused() -> None:
    with pytest.raises(ValueError, match="没有名为 'dedecms' 的系统"):
        read_list(Page("http://www.qs.gov.cn/", b"<html></html>"), "dedecms")
