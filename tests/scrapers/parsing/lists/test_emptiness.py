"""Pages that are no list, or a list without rows: empty by its words, filled by a script, something else."""

from __future__ import annotations

import pytest

from scrapers.parsing import parse_list
from scrapers.records import OtherPage, Page
from tests.scrapers.parsing.lists.test_listing import HOT_DATED, ROW, SIDES
from tests.scrapers.parsing.sample_lists import NAVIGATION, frame, read, read_other, rows


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


HEAD = (
    '<div class="t0">今天是：2026年11月22日 16:18:13 您是第1001位访客 <a href="/">设为首页</a>'
    '<a href="/wza">无障碍</a></div>'
    '<div class="n0"><ul><li><a href="/a/index.html">通知公告</a></li></ul></div>'
)
OTHERS = "".join(
    f'<li><a href="/zwgk/zfwj/202610/t2026102{n}_105{n}.html">甲县人民政府关于印发实施方案的通知{n}</a>'
    f"<em>10-2{n}</em></li>"
    for n in range(5)
)
ASIDE = {
    "hot": f'<div class="col"><h3>热点推荐</h3><ul>{OTHERS}</ul></div>',
    "another heading": f'<div class="col"><h3>最新公开</h3><ul>{OTHERS}</ul></div>',
    "broken by a title": '<div class="col"><h3>热点推荐</h3><ul><li><a href="/zwgk/t20261025_1053.html">'
    "甲县人民政府关于印发实施方案的通知</a><em>10-25</em></li>"
    "<li><a href=/x.html><script>alert(1)</</a></li></ul></div>",
}
NOTHING = {
    "printed total": '<ul class="newslist"></ul><div class="p">0条 1/1页</div>',
    "printed total in words": "<ul></ul><div>共1页 共0条 当前第1页 首页 上一页 下一页 尾页</div>",
    "total in a call": "<ul></ul><div id='page_div'></div>"
    "<script>createPageHTML('page_div',1,1,'list','shtml',0);</script>",
    "widget": '<div id="77"></div><script type="text/xml"><datastore><totalrecord>0</totalrecord><recordset>'
    '</recordset></datastore></script><script>$("#77").jpage({totalRecord:0,perPage:8,proxyUrl:'
    '"/module/web/jpage/dataproxy.jsp",ajaxParam:{columnid:1,unitid:77}});</script>',
    "words": '<ul></ul><p class="none">此栏目暂无任何新增信息</p>',
}


@pytest.mark.parametrize("order", ["beside first", "list first"])
@pytest.mark.parametrize("aside", ASIDE)
@pytest.mark.parametrize("nothing", NOTHING)
def test_links_of_the_head_and_side_rows_are_no_rows_of_an_emptied_list(
    nothing: str, aside: str, order: str
) -> None:
    main = f'<div class="m"><h2>行政处罚</h2>{NOTHING[nothing]}</div>'
    parts = (
        (ASIDE[aside], main) if order == "beside first" and "broken" not in aside else (main, ASIDE[aside])
    )
    page = f'<title>行政处罚_甲县</title><body>{HEAD}<div class="wrap">{"".join(parts)}</div></body>'
    listing = read(page)
    assert (listing.outcome, listing.entries) == ("empty", ())
    assert listing.evidence


@pytest.mark.parametrize("pager", ["", "共5条 1/1页", "共62条 1/4页"])
@pytest.mark.parametrize(
    "box", ['<div class="pic"><h3>图片新闻</h3><p>暂无图片</p></div>', "<div>暂无解读</div>"]
)
def test_nothing_in_a_side_box_does_not_empty_the_list_beside_it(box: str, pager: str) -> None:
    page = f'<div class="m"><h2>行政处罚</h2><ul>{OTHERS}</ul><div class="page">{pager}</div></div>'
    for parts in (f"{box}{page}", f"{page}{box}"):
        listing = read(f'<title>行政处罚_甲县</title><body>{HEAD}<div class="wrap">{parts}</div></body>')
        assert (listing.outcome, len(listing.entries)) == ("ok", 5)


@pytest.mark.parametrize(
    "links", ['<a href="/wza">无障碍</a>', '<a href="/">设为首页</a><a href="/wza">无障碍</a>']
)
def test_a_dated_head_is_no_row_of_a_list_that_says_nothing(links: str) -> None:
    head = f"<div class=t0>2026年11月22日 星期日 {links}</div>"
    main = '<div class="m"><h2>行政处罚</h2><ul></ul></div>'
    pager = '<script>createPageHTML(1, 0, "index", "html");</script>'
    assert read_other(f"<title>行政处罚_甲县</title><body>{head}{main}{pager}</body>").outcome == "unreadable"


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
        parse_list(Page("http://www.qs.gov.cn/", b"<html></html>"), "dedecms")
