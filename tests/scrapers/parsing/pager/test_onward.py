# ruff: noqa: E501 - markup stands on one line, as portals write it
"""Pagers of all kinds: what they state, where the next page is, how page N is asked."""

from __future__ import annotations

import pytest

from scrapers.parsing import request_for
from scrapers.parsing.pager.numbering import fit, guess, number_of
from scrapers.parsing.pager.onward import totals
from tests.scrapers.parsing.sample_lists import frame, read, rows

HOST = "http://www.qs.gov.cn"
LIST = (
    "<ul>"
    + rows('<li><a href="./201705/t201705{day}_{n}.html">{title}</a><span>2017-05-{day}</span></li>')
    + "</ul>"
)

# name: (pager, address of the page, pages, records, current, next, page 3)
PAGERS: dict[str, tuple[str, str, int | None, int | None, int | None, str | None, str | None]] = {
    "下一页 and 尾页": (
        '<div class="pagination"><a href="/a/index.html">首页</a><a class="prev">上一页</a><span class="current">1</span>'
        '<a href="/a/index_2.html">2</a><a href="/a/index_3.html">3</a><a href="/a/index_2.html">下一页</a>'
        '<a href="/a/index_304.html">尾页</a></div>',
        "/a/index.html", 304, None, 1, "/a/index_2.html", "/a/index_3.html",
    ),
    "下一页 and 尾页, page 5": (
        '<div class="pagination"><a href="/a/index.html">首页</a><a href="/a/index_4.html">上一页</a>'
        '<a href="/a/index_4.html">4</a><a href="/a/index_5.html" class="current">5</a>'
        '<a href="/a/index_6.html">下一页</a><a href="/a/index_304.html">尾页</a></div>',
        "/a/index_5.html", 304, None, 5, "/a/index_6.html", "/a/index_3.html",
    ),
    "last page by its number": (
        '<div><a title="Total record">&nbsp;<b>61</b> </a>&nbsp;<a href="index.html">首页</a>&nbsp;'
        '<a href="index_4.html">上一页</a>&nbsp;<a href="index_3.html">3</a>&nbsp;<a href="index_4.html">4</a>&nbsp;<b>5</b></div>',
        "/a/index_5.html", 5, 61, 5, None, "/a/index_3.html",
    ),
    "共 N 条 当前第 1 / N 页": (
        '<div>共 1630 条 当前第 1 / 163 页 首页 上一页 <a href="18105_2.html">下一页</a> <a href="18105_163.html">末页</a></div>',
        "/channels/18105.html", 163, 1630, 1, "/channels/18105_2.html", "/channels/18105_3.html",
    ),
    "onclick": (
        '<div>共170条记录 1/8页&nbsp;<a disabled="disabled">首页</a> <a disabled="disabled">上一页</a> '
        "<a href=\"#\" onclick=\"location.href=encodeURI('index_2.jhtml');\">下一页</a> "
        "<a href=\"#\" onclick=\"location.href=encodeURI('index_8.jhtml');\">尾页</a> 第<select><option>1</option></select>页</div>",
        "/a/index.jhtml", 8, 170, 1, "/a/index_2.jhtml", "/a/index_3.jhtml",
    ),
    "counting down": (
        '<table><tr><td>共353条&nbsp;&nbsp;1/36&nbsp;</td><td><span>首页</span><span>上页</span>'
        '<a href="tzgg/35.htm" class="Next">下页</a><a href="tzgg/1.htm" class="Next">尾页</a></td></tr></table>',
        "/a/tzgg.htm", 36, 353, 1, "/a/tzgg/35.htm", "/a/tzgg/34.htm",
    ),
    "counting down, last page": (
        '<table><tr><td>共321条&nbsp;&nbsp;33/33&nbsp;</td><td><a href="../tzgg.htm">首页</a><a href="2.htm">上页</a>'
        "<span>下页</span><span>尾页</span></td></tr></table>",
        "/a/tzgg/1.htm", 33, 321, 33, None, None,
    ),
    "每页 N 记录 总共 N 记录": (
        '<ul class="wp_paging"><li>每页&nbsp;<em>14</em>&nbsp;记录&nbsp;总共&nbsp;<em class="all_count">353</em>&nbsp;记录</li>'
        '<li><a class="prev" href="javascript:void(0);">&lt;&lt;上一页</a><a class="next" href="/3021/list2.htm">下一页&gt;&gt;</a>'
        '<a class="last" href="/3021/list26.htm">尾页</a></li><li>页码&nbsp;<em>1</em>/<em>26</em></li></ul>',
        "/3021/list.htm", 26, 353, 1, "/3021/list2.htm", "/3021/list3.htm",
    ),
    "?page=N": (
        '<div class="pages"><a href="?page=1">首页</a> <a href="?page=2">上一页</a> <a href="?page=2">2</a> <b>3</b> '
        '<a href="?page=4">4</a> <a href="?page=4">下一页</a> <a href="?page=17">末页</a></div>',
        "/list.aspx?page=3", 17, None, 3, "/list.aspx?page=4", "/list.aspx?page=3",
    ),
    "?id=12&page=N": (
        '<div>共 331 条记录，每页 20 条，当前第 1/17 页 <a href="list.jsp?id=12&page=2">下一页</a> '
        '<a href="list.jsp?id=12&page=17">尾页</a></div>',
        "/list.jsp?id=12", 17, 331, 1, "/list.jsp?id=12&page=2", "/list.jsp?id=12&page=3",
    ),
    "rows counted in the address": (
        '<div class="pages"><b>1</b> <a href="l.jsp?start=20">2</a> <a href="l.jsp?start=40">3</a> '
        '<a href="l.jsp?start=20">下一页</a></div>',
        "/l.jsp", None, None, 1, "/l.jsp?start=20", "/l.jsp?start=40",
    ),
    "numbers alone": (
        '<div class="pager"><span class="cur">1</span><a href="list_2.html">2</a><a href="list_3.html">3</a></div>',
        "/a/list.html", None, None, 1, "/a/list_2.html", "/a/list_3.html",
    ),
    "pager inside the table": (
        "", "/a/l.asp", 10, 60, 1, "/a/l.asp?page=2", "/a/l.asp?page=3",
    ),
    "an arrow's picture": (
        '<div class="page"><a href="index_2.html"><img src="n.gif" alt="下一页"></a></div>',
        "/a/", None, None, 1, "/a/index_2.html", "/a/index_3.html",
    ),
    "one page, controls dead": (
        '<div class="page">共 6 条 1/1 页 首页 上一页 下一页 尾页</div>', "/a/", 1, 6, 1, None, None,
    ),
    "script that is not understood": (
        '<div class="page">共 5 页 <a href="javascript:gotoPage(2)">下一页</a></div>', "/a/", 5, None, None, None, None,
    ),
    "laypage": (
        '<div id="pages"></div><script>laypage.render({elem:"pages",count:131,limit:10});</script>',
        "/a/", 14, 131, None, None, None,
    ),
    "none": ("", "/a/", None, None, None, None, None),
}  # fmt: skip
IN_TABLE = (
    "<table>"
    + rows('<tr><td><a href="{n}.html">{title}</a></td><td>2017-05-{day}</td></tr>')
    + '<tr><td colspan=2>共 60 条 页次：1/10 <a href="l.asp?page=2">下一页</a> '
    '<a href="l.asp?page=10">尾页</a></td></tr></table>'
)


@pytest.mark.parametrize("name", PAGERS)
def test_pager_is_read(name: str) -> None:
    pager, address, pages, records, current, following, third = PAGERS[name]
    body = IN_TABLE if name == "pager inside the table" else LIST + pager
    listing = read(frame(body), HOST + address)
    assert len(listing.entries) == 6
    assert (listing.pages, listing.records) == (pages, records)
    assert listing.current == current or current is None
    assert (listing.next.url if listing.next else None) == (following and HOST + following)
    asked = request_for(listing, 3)
    assert (asked.url if asked else None) == (third and HOST + third)


def test_postback_sends_the_page_s_hidden_fields() -> None:
    form = (
        '<form method="post" action="list.aspx?id=3"><input type="hidden" name="__VIEWSTATE" value="/wEP=="/>'
        '<input type="hidden" name="__EVENTTARGET" value=""/><input name="kw" type="text" value="水"/>'
        f'<input type="submit" name="b" value="搜索"/>{LIST}<div id="Pager1">共 62 条 <span>1</span>'
        "<a href=\"javascript:__doPostBack('Pager1','2')\">2</a>"
        "<a href=\"javascript:__doPostBack('Pager1','2')\">下一页</a>"
        "<a href=\"javascript:__doPostBack('Pager1','5')\">尾页</a></div></form>"
    )
    listing = read(frame(form), HOST + "/list.aspx?id=3")
    assert (listing.family, listing.pages, listing.records, listing.current) == ("aspnet", 5, 62, 1)
    assert listing.next is not None and listing.next.method == "POST"
    assert listing.next.url == HOST + "/list.aspx?id=3"
    assert listing.next.body == (
        "__EVENTTARGET=Pager1&__EVENTARGUMENT=2&__VIEWSTATE=%2FwEP%3D%3D&kw=%E6%B0%B4"
    )
    fourth = request_for(listing, 4)
    assert fourth is not None and (fourth.body or "").startswith("__EVENTTARGET=Pager1&__EVENTARGUMENT=4&")
    assert request_for(listing, 6) is None


def test_bounds_of_the_numbering() -> None:
    listing = read(frame(LIST + PAGERS["下一页 and 尾页"][0]), HOST + "/a/index.html")
    assert request_for(listing, 1) is None
    assert request_for(listing, 305) is None
    last = request_for(listing, 304)
    assert last is not None and last.url == HOST + "/a/index_304.html"


@pytest.mark.parametrize(
    ("text", "pages", "records", "current"),
    [
        ("共353条 1/36", 36, 353, 1),
        ("共 1,630 条 当前第 1 / 163 页", 163, 1630, 1),
        ("总记录数：93 总页数：5 当前页：2", 5, 93, 2),
        ("共有 36 页 第 3 页", 36, None, 3),
        ("共36页 1/36", 36, None, 1),
        ("每页 15 条 共 331 条", None, 331, None),
        ("共找到 18 条信息", None, 18, None),
        ("页次：2/7 每页20条", 7, None, 2),
        ("首页 上一页 下一页 尾页", None, None, None),
        ("更新于 2021/04/08", None, None, None),
        ("共 0 条", None, 0, None),
    ],
)
def test_totals_as_printed(text: str, pages: int | None, records: int | None, current: int | None) -> None:
    stated = totals(text)
    assert (stated.pages, stated.records, stated.current) == (pages, records, current)


def test_a_rule_needs_two_pages_that_agree() -> None:
    assert fit([(2, "http://x/a_2.html")], None) is None
    assert fit([(2, "http://x/a_2.html"), (3, "http://x/b_3.html")], None) is None
    assert fit([(2, "http://x/a_2.html"), (3, "http://x/a_7.html"), (4, "http://x/a_8.html")], None) is None


def test_a_number_is_not_taken_for_a_page_number_by_its_place_alone() -> None:
    assert guess(2, "http://x/2017/a_99.html", "http://x/2017/a.html", None) is None
    rule = guess(2, "http://x/col12/list.jsp?page=2&id=7", "http://x/col12/list.jsp?id=7", None)
    assert rule is not None and rule.template == "http://x/col12/list.jsp?page={n}&id=7"
    assert number_of(rule, "http://x/col12/list.jsp?page=9&id=7") == 9


@pytest.mark.parametrize("alt", ["下一页", "下页"])
def test_a_next_page_drawn_as_an_image_is_followed(alt: str) -> None:
    pager = (
        '<div class="page"><span>1</span> <a href="index_2.html">2</a>'
        f' <a href="index_2.html"><img src="arrow.gif"><img src="n.gif" alt="{alt}"></a>'
        ' <a href="/rss.xml"><img src="rss.gif" alt="RSS"></a></div>'
    )
    found = read(frame(LIST + pager), f"{HOST}/a/index.html")
    assert found.next is not None and found.next.url == f"{HOST}/a/index_2.html"
