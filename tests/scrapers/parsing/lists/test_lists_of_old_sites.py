"""Lists as older and rarer systems write them, and pages that only look like a list; made-up markup."""

from __future__ import annotations

from datetime import date

import pytest

from scrapers.parsing.cms import recognise
from scrapers.records import ListPage, OtherPage
from tests.scrapers.parsing.sample_lists import NAMES, NAVIGATION, read, read_other, rows

SUMMARY = "青山县有关单位按照要求认真组织，逐项落实责任，明确时限，确保各项工作任务按期完成。" * 4
DEAD = rows('<a class="box" href="javascript:;"><h3>{title}(2017-05-{day})</h3><p>{title}</p></a>')
PICTURES = (
    '<div class="pics"><h3>热门图集</h3><div class="box"><div class="pane"><a href="1.html">图</a>'
    '<a href="2.html">片</a></div><div class="pane" style="display:none">'
    + rows('<dl class="pic"><dt><a href="/2017/05{day}/{n}.html">{title}</a></dt></dl>')
    + "</div></div></div>"
)
DATED = rows('<li><a href="/zxxx/{n}.html">{title}</a><span>2017-05-{day}</span></li>')


def page(main: str, title: str = "通知公告-青山县人民政府") -> str:
    """A page of an old site: navigation, no breadcrumb, the main part as given."""
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="nav"><ul>{NAVIGATION}</ul></div>{main}<div class="footer">青山县</div></body></html>'
    )


BLOCKS = rows(
    '<ul class="list"><li class="tit"><a href="/zx/{n}.html"><b>{title}</b></a></li><li class="content">'
    + SUMMARY[:60]
    + '<a href="/zx/{n}.html">[查看全文]</a></li><li class="time">发布时间：2017-05-{day} 10:00:01</li></ul>'
)
CARDS = rows(
    '<div class="hotbox"><div class="pic"><a href="/zx/{n}.html"><img src="{n}.jpg" alt="{title}"></a></div>'
    f'<h3><a href="/zx/{{n}}.html">{{title}}</a></h3><p>{SUMMARY}</p><span>2017-05-{{day}}</span></div>'
)
CATEGORY = rows(
    '<li><a href="/zwgk/zcfgjd/201705/">规范性文件及政策解读栏目</a>'
    '<a href="{n}.html">公示{day}</a><span>2017-05-{day}</span></li>'
)


@pytest.mark.parametrize(
    ("main", "first"),
    [
        pytest.param(
            f'<div class="left"><h3>首页>>新闻</h3>{BLOCKS}</div>', NAMES[0], id="a ul for each row"
        ),
        pytest.param(f"<div>{CARDS}</div>", NAMES[0], id="cards with summaries as long as an article"),
        pytest.param(f"<ul>{CATEGORY}</ul>", "公示10", id="a category link longer than the title"),
    ],
)
def test_each_row_is_one_entry_with_its_own_title_and_date(main: str, first: str) -> None:
    """Six rows, the title of the row's own item, the row's date."""
    listing = read(page(main))
    assert len(listing.entries) == 6 and not listing.unread
    assert (listing.entries[0].title, listing.entries[0].date) == (first, date(2017, 5, 10))


def test_the_single_row_of_the_last_page_outranks_a_longer_side_list() -> None:
    """One dated row beside the pager is the list, not ten side links with addresses like items'."""
    row = rows('<div class="row"><a href="/zx/{n}.html">{title}</a><span>2017-05-{day}</span></div>', 1)
    side = rows('<li><a href="/zwgk/2017/{n}.html">{title}其他</a></li>', 10)
    pager = '<div id="pages"><a href="index_20.html">20</a> <span>21</span></div>'
    listing = read(page(f'<div class="l"><div>{row}</div>{pager}</div><div class="r"><ul>{side}</ul></div>'))
    assert [entry.title for entry in listing.entries] == [NAMES[0]]


def test_rows_without_any_address_are_unread_and_not_dropped() -> None:
    """Links that lead nowhere, in rows that are links themselves: six rows said to be unread."""
    pager = '<div class="page"><a class="current">1</a><a>共 190 条 当前第 1 / 19 页</a></div>'
    listing = read(page(f"<div><ul>{DEAD}</ul>{pager}</div>"))
    assert (len(listing.entries), len(listing.unread)) == (0, 6)
    assert (listing.pages, listing.records) == (19, 190)


@pytest.mark.parametrize(
    ("pager", "pages", "records", "following"),
    [
        pytest.param(
            '<ul class="pagelist"><li class="thisclass">1</li><li><a href="list_1_2.html">2</a></li><li>'
            '<a href="list_1_2.html">下一页</a></li><li><span class="pageinfo">共 <strong>12</strong>页'
            "<strong>119</strong>条</span></li></ul>",
            12,
            119,
            "list_1_2.html",
            id="dedecms",
        ),
        pytest.param(
            '<div id="pages"><a class="a1">119条</a> <a href="1.html" class="a1">上一页</a> <span>1</span> '
            '<a href="2.html">2</a> ..<a href="12.html">12</a> <a href="2.html" class="a1">下一页</a></div>',
            12,
            119,
            "2.html",
            id="phpcms",
        ),
        pytest.param(
            '<div class="page">共有信息230条 每页10条 <select onchange="location=this.value">'
            '<option value="index.html">第1页</option><option value="index_1.html">第2页</option>'
            '<option value="index_2.html">第3页</option></select></div>',
            3,
            230,
            "index_1.html",
            id="choice of pages",
        ),
        pytest.param(
            '<div class="page" id="p1"></div><script>Ls.pagination("#p1",function(page,rel){return Ls.go();},'
            "{currPage:1,pageCount:24})</script>",
            24,
            None,
            None,
            id="totals behind a function in the call",
        ),
    ],
)
def test_what_old_pagers_state(pager: str, pages: int, records: int | None, following: str | None) -> None:
    """Pages, records and next page of pagers in which the numbers stand apart from their words."""
    listing = read(page(f"<div><ul>{DATED}</ul>{pager}</div>"), "http://www.qs.gov.cn/tzgg/index.html")
    assert (listing.pages, listing.records) == (pages, records)
    assert (listing.next and listing.next.url) == (following and f"http://www.qs.gov.cn/tzgg/{following}")


CRUMB = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="./">通知公告</a></div>'
SIDE = f'<div class="r"><h3>最新信息</h3><ul>{DATED}</ul></div>'
LISTS = "".join(f'<div class="b{n}"><ul>{DATED.replace("/zxxx/", f"/{n}/")}</ul></div>' for n in range(5))


@pytest.mark.parametrize(
    "main",
    [
        pytest.param(
            f'{CRUMB}<div class="m"><h2>通知公告</h2><ul></ul></div>{SIDE}', id="empty without words"
        ),
        pytest.param(
            f'<div class="c"><h1>联系我们</h1><p>地址：青山县城关镇人民路1号大院</p></div>{SIDE}',
            id="an address",
        ),
        pytest.param(
            '<div>您的位置：<a href="/">首页</a> &gt; 联系我们</div><div class="c"><p>地址：青山县人民路</p>'
            f"<p>电话：0370-1234567</p></div>{SIDE}",
            id="an address under the breadcrumb",
        ),
        pytest.param(f'<div class="c"><h2>联系我们</h2></div>{PICTURES}', id="a pane of a picture box"),
        pytest.param(LISTS, id="five lists of equal rank"),
    ],
)
def test_the_lists_of_others_are_not_the_page_s_own(main: str) -> None:
    """Side lists, picture boxes and landing pages give no entries, and no empty list either."""
    found = read_other(page(main, "联系我们-青山县" if "联系" in main else "通知公告-青山县"))
    assert isinstance(found, OtherPage)
    assert found.outcome == "unreadable"


@pytest.mark.parametrize(
    "main",
    [
        pytest.param(
            f'{CRUMB}<div><ul></ul><div class="page">共0条记录 第1/1页</div></div>{SIDE}', id="printed"
        ),
        pytest.param(
            f'<div><ul class="child">{NAVIGATION}</ul><script>createPageHTML("fy",1,1,"list","shtml",0);'
            "</script></div>",
            id="in the pager's call",
        ),
    ],
)
def test_a_total_of_zero_is_empty_whatever_stands_beside_it(main: str) -> None:
    """Neither a side list nor navigation is the content of a list that says it has none."""
    listing = read_other(page(main))
    assert isinstance(listing, ListPage)
    assert (listing.outcome, listing.entries, listing.records) == ("empty", (), 0)


def test_words_for_empty_count_before_a_list_under_another_heading() -> None:
    """`暂无相关信息` in the column's place, and 最新信息 with dated rows below: the column is empty."""
    listing = read_other(page(f"{CRUMB}<div><ul><li>暂无相关信息！</li></ul></div>{SIDE}"))
    assert isinstance(listing, ListPage)
    assert (listing.outcome, listing.evidence) == ("empty", "暂无相关信息！")


def test_a_printed_unit_ends_with_its_block() -> None:
    """The summary below `来源：青山县财政局` is no part of the unit, nor the unit of an empty 来源."""
    box = '<div class="i"><h3><a href="{n}.html">{title}</a></h3><p>2017-05-{day} 来源：UNIT</p>'
    box += "<p>摘要</p></div>"
    named, unnamed = (read(page(rows(box.replace("UNIT", unit)))) for unit in ("青山县财政局", ""))
    assert {entry.unit for entry in named.entries} == {"青山县财政局"}
    assert {entry.unit for entry in unnamed.entries} == {None}


def test_addresses_of_other_sites_do_not_make_the_family() -> None:
    """A TRS list of nothing but Hanweb items of another host keeps its pager call and its family."""
    linked = rows(
        '<li><a href="http://www.shi.gov.cn/art/2017/5/{day}/art_12_{n}.html">{title}</a><i>2017-05-{day}</i></li>'
    )
    call = '<script>createPageHTML(12, 0, "index", "html");</script>'
    source = page(f"<div><ul>{linked}</ul>{call}</div>")
    listing = read(source, "http://www.qs.gov.cn/ywdt/index.html")
    assert (listing.family, listing.pages, len(listing.entries)) == ("trs", 12, 6)
    assert listing.next is not None and listing.next.url == "http://www.qs.gov.cn/ywdt/index_1.html"
    assert "hanweb" in {family.name for family, _ in recognise(source)}
