"""How often a page has each place of a layout."""

from __future__ import annotations

from scrapers.layout import ItemLayout, ListLayout
from scrapers.parsing import places_found
from scrapers.records import Page

ROWS = "".join(
    f'<li><a href="/nb/{n}.html">第{n}号通知</a>{day}</li>'
    for n, day in enumerate(("<span>2017-01-03</span>", "", "<span>2017-01-01</span>"), 1)
)
LIST = Page(
    "http://www.sample.gov.cn/nb/",
    f'<p class="top"><a href="/nb/9.html">头条</a></p><ul class="list">{ROWS}</ul>'
    '<ul class="menu"><li><a href="/">首页</a></li></ul><a class="next" href="2.html">下一页</a>'.encode(),
)
ITEM = Page(
    "http://www.sample.gov.cn/nb/1.html",
    '<h1>通知</h1><div id="zoom"><p>正文</p></div>'
    '<div class="fj"><a href="a.pdf">甲</a><a href="b.pdf">乙</a></div>'.encode("gb18030"),
    "text/html; charset=gbk",
)


def test_rows_are_counted_and_of_their_fields_the_rows_that_have_them() -> None:
    layout = ListLayout(
        ("ul.list > li", "p.top"), title="a", date=":scope > span", unit="em", next="a.next", total="#total"
    )
    assert places_found(LIST, layout) == {"rows": 4, "title": 4, "date": 2, "unit": 0, "next": 1, "total": 0}


def test_places_that_the_layout_leaves_out_are_left_out() -> None:
    assert places_found(LIST, ListLayout(("li",))) == {"rows": 4}


def test_of_an_item_s_page_each_element_counts() -> None:
    layout = ItemLayout(title="h1", published="span.time", body="#zoom", attachments=".fj a")
    assert places_found(ITEM, layout) == {"title": 1, "published": 0, "body": 1, "attachments": 2}


def test_a_selector_that_cannot_be_looked_up_and_a_page_that_is_none_have_nothing() -> None:
    assert places_found(LIST, ListLayout(("ul >",), title="a[")) == {"rows": 0, "title": 0}
    assert places_found(Page(LIST.url, b"\x00\x01%PDF"), ListLayout(("li",), next="a")) == {
        "rows": 0,
        "next": 0,
    }
