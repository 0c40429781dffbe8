"""Rows that stand apart from the others, or print no day, are rows; and every link of a page is something."""

from __future__ import annotations

from collections import Counter

import pytest

from scrapers.parsing import parse_list
from scrapers.records import ListPage, Page
from tests.scrapers.parsing.sample_lists import NAMES, frame, read

HEADLINE = "县长主持召开常务会议研究部署重点工作"
COLUMNS = ("机构职能", "领导信息", "人事信息", "财政信息")


def li(n: int, day: str = "<span>2017-05-{:02d}</span>", folder: str = "art") -> str:
    """Row `n`; the address holds nothing that only an item's would."""
    return f'<li><a href="/{folder}/{n}.html">{NAMES[n % 6]}之{n}</a>{day.format(28 - n)}</li>'


def lis(first: int, last: int, day: str = "<span>2017-05-{:02d}</span>", folder: str = "art") -> str:
    return "".join(li(n, day, folder) for n in range(first, last))


def table(first: int, last: int) -> str:
    cells = "<tr><td><a href=/art/{}.html>{}之{}</a></td><td>2017-05-{:02d}</td></tr>"
    return (
        "<table>" + "".join(cells.format(n, NAMES[n % 6], n, 28 - n) for n in range(first, last)) + "</table>"
    )


def groups(day: str, *heads: str) -> str:
    return "".join(f"<h4>{head}</h4><ul>{lis(3 * i, 3 * i + 3, day)}</ul>" for i, head in enumerate(heads))


APART: dict[str, tuple[str, int]] = {
    "a headline with a summary": (
        f'<div class="top"><h3><a href="/art/h.html">{HEADLINE}</a></h3>'
        f"<p>会议……<span>2017-05-29</span></p></div><ul>{lis(0, 6)}</ul>",
        7,
    ),
    "a headline without a date": (
        f'<div class="hl"><h2><a href="/art/77.html">{HEADLINE}</a></h2></div><ul>{lis(0, 6)}</ul>',
        7,
    ),
    "a headline with a picture, its link twice": (
        '<dl class="pic"><dt><a href="/art/77.html"><img src="a.jpg"></a></dt>'
        f'<dd><a href="/art/77.html">{HEADLINE}</a><span>2017-05-29</span></dd></dl><ul>{lis(0, 6)}</ul>',
        7,
    ),
    "a first row of another class": (
        f'<div class="one big"><a href="/art/90.html">{HEADLINE}</a><span>2017-05-29</span></div>'
        + lis(0, 6).replace("<li>", '<div class="one">').replace("</li>", "</div>"),
        7,
    ),
    "tables side by side": (f"<table><tr><td>{table(0, 4)}</td><td>{table(4, 8)}</td></tr></table>", 8),
    "two tables, one below the other": (f'{table(0, 4)}<div class="ad"></div>{table(4, 8)}', 8),
    "columns of different names": (
        f'<div class="l"><ul>{lis(0, 4)}</ul></div><div class="r"><ul>{lis(4, 8)}</ul></div>',
        8,
    ),
    "lists of different names": (f'<ul class="a">{lis(0, 4)}</ul><ul class="b">{lis(4, 8)}</ul>', 8),
    "groups under years": (groups("<span>2017-05-{:02d}</span>", "2017年", "2016年", "2015年"), 9),
    "groups under names": (groups("<span>2017-05-{:02d}</span>", "县政府文件", "政府办文件", "部门文件"), 9),
    "groups under names, no dates": (groups("", "县政府文件", "政府办文件", "部门文件"), 9),
    "rows that the markup puts outside their table": (
        table(0, 1).replace("</table>", "")
        + "</table></td></tr>".join(
            f"<tr><td><a href=/art/{n}.html>{NAMES[n % 6]}之{n}</a></td><td>2017-05-{28 - n:02d}</td></tr>"
            for n in range(1, 6)
        )
        + "</table>",
        6,
    ),
}


@pytest.mark.parametrize("name", APART)
def test_rows_apart_from_the_others_are_rows(name: str) -> None:
    body, count = APART[name]
    listing = read(frame(f'<div class="list">{body}</div>'))
    assert len(listing.entries) == len({entry.url for entry in listing.entries}) == count
    assert not listing.unread


DAYS: dict[str, list[str]] = {
    "none": [""] * 6,
    "one of six": ["<span>2017-05-20</span>", *[""] * 5],
    "words": [
        "<em>昨天</em>",
        "<em>3天前</em>",
        "<em>前天</em>",
        "<em>5小时前</em>",
        "<em>今天</em>",
        "<em>2周前</em>",
    ],
    "months": ["<i>2017年9月</i>"] * 6,
    "the day first": [f"<span>{day}/09/2017</span>" for day in range(20, 26)],
    "years in brackets": ["<b>[2017年]</b>"] * 6,
    "no day of the calendar": ["<span>2017/13/02</span>"] * 6,
}


@pytest.mark.parametrize("name", DAYS)
def test_whether_a_row_prints_a_day_does_not_make_it_a_row(name: str) -> None:
    body = "".join(li(n, day) for n, day in enumerate(DAYS[name]))
    listing = read(frame(f'<div class="list"><ul>{body}</ul></div>'))
    assert [entry.url.rsplit("/", 1)[-1] for entry in listing.entries] == [f"{n}.html" for n in range(6)]
    printed = [entry.date for entry in listing.entries if entry.date is not None]
    assert len(printed) == (name == "one of six"), "a day that is not printed is not made up"


BESIDE: dict[str, str] = {
    "most read": f'<div class="w"><h3>热门信息</h3><ul>{lis(20, 26, "", "hot")}</ul></div>',
    "another column's newest": f'<div class="w"><h3>最新公开</h3><ul>{lis(20, 26, "", "zxgk")}</ul></div>',
    "a menu of columns": "<div class=w><ul>"
    + "".join(f'<li><a href="/xxgk/c{n}/">{name}</a></li>' for n, name in enumerate(COLUMNS))
    + "</ul></div>",
    "a menu of numbered columns": "<div class=w><ul>"
    + "".join(f'<li><a href="/col/col10{n}/index.html">{name}</a></li>' for n, name in enumerate(COLUMNS))
    + "</ul></div>",
}


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("day", ["<span>2017-05-{:02d}</span>", ""], ids=["dated", "undated"])
def test_what_stands_beside_the_list_is_no_row_of_it(name: str, day: str) -> None:
    listing = read(frame(f"{BESIDE[name]}<div class=list><ul>{lis(0, 6, day)}</ul></div>"))
    assert [entry.url for entry in listing.entries if "/art/" not in entry.url] == []
    assert len(listing.entries) == 6


def test_groups_with_a_link_to_more_are_boxes_of_other_lists() -> None:
    boxes = "".join(
        f'<h4>{head}<a href="/{i}/">更多</a></h4><ul>{lis(5 * i, 5 * i + 5, "", "art")}</ul>'
        for i, head in enumerate(("县政府文件", "政府办文件"))
    )
    found = parse_list(Page("http://www.qs.gov.cn/zwgk/", frame(boxes).encode()))
    assert not isinstance(found, ListPage) or len(found.entries) == 5


def roles(listing: ListPage) -> Counter[str]:
    return Counter(link.role for link in listing.links)


def test_every_link_of_a_page_has_a_role() -> None:
    second = f'<li><a href="/art/1.html">{NAMES[0]}</a><a href="/f/1.pdf">附件下载</a> 2017-05-20</li>'
    pager = '<div class="page">共16条 <a href="index_2.html">2</a> <a href="index_2.html">下一页</a></div>'
    page = frame(f'<div class="list"><ul>{second}{lis(2, 8)}</ul>{pager}</div>')
    listing = read(page)
    assert roles(listing)["row"] == len(listing.entries) == 7
    assert roles(listing)["second"] == 1
    assert roles(listing)["pager"] == 2
    assert roles(listing).keys() <= {"row", "second", "pager", "frame", "aside"}
    assert sum(roles(listing).values()) == page.count("<a href")


@pytest.mark.parametrize(
    "odd",
    [
        "<p><a href='/art/70.html'>关于印发另一实施方案的通知</a></p>",
        "<a href='/art/70.html'>另一份通知的标题</a>",
    ],
)
def test_a_link_among_the_rows_that_is_none_is_told(odd: str) -> None:
    listing = read(frame(f'<div class="list"><ul>{lis(0, 3)}{odd}{lis(3, 6)}</ul></div>'))
    told = {link.url.rsplit("/", 1)[-1] for link in listing.links if link.role in ("inside", "row")}
    assert "70.html" in told


def test_rows_of_a_second_list_are_told() -> None:
    second = f'<div class="w"><h3>最新公开</h3><ul>{lis(20, 26, "<i>2017-05-01</i>", "art")}</ul></div>'
    listing = read(frame(f'<div class="list"><ul>{lis(0, 8)}</ul></div>{second}'))
    told = [link for link in listing.links if link.role == "outside"]
    assert len(listing.entries) == 8
    assert [link.url.rsplit("/", 1)[-1] for link in told] == [f"{n}.html" for n in range(20, 26)]
    assert {link.place for link in told} == {"body>div.wrap>div.right>div.w>ul>li>a"}


def test_boxes_of_a_landing_page_are_no_rows() -> None:
    boxes = "".join(
        f"<div class=b><h3>栏目{n}</h3><ul>{lis(3 * n, 3 * n + 3, '<i>2017-05-{:02d}</i>')}</ul></div>"
        for n in range(6)
    )
    found = parse_list(Page("http://www.qs.gov.cn/", f"<title>青山县</title>{boxes}".encode()))
    assert not isinstance(found, ListPage)


@pytest.mark.parametrize("name", ["words", "months", "the day first", "no day of the calendar"])
def test_a_date_that_names_no_day_is_told_as_printed(name: str) -> None:
    body = "".join(li(n, day) for n, day in enumerate(DAYS[name]))
    listing = read(frame(f'<div class="list"><ul>{body}</ul></div>'))
    printed = [day[day.index(">") + 1 : day.rindex("<")] for day in DAYS[name]]
    assert [entry.date_unread for entry in listing.entries] == printed


def test_a_row_without_any_date_prints_none() -> None:
    listing = read(frame(f'<div class="list"><ul>{lis(0, 6, "")}</ul></div>'))
    assert {entry.date_unread for entry in listing.entries} == {None}


TOPICS = {
    "rows of their own elements": "<div><b><a href=/art/{0}.html>{1}</a></b><i>2017-05-0{0}</i></div>",
    "tables": "<table><tr><td><a href=/art/{0}.html>{1}</a></td><td>2017-05-0{0}</td></tr></table>",
    "one paragraph each": "<p>·<a href=/art/{0}.html>{1}</a> (2017-05-0{0})</p>",
    "lines": "·<a href=/art/200{0}.html>{1}</a> (05-0{0})<br>",
}


@pytest.mark.parametrize("name", TOPICS)
def test_a_box_with_two_rows_is_not_one_row(name: str) -> None:
    """Whether the boxes are read or not: no row vanishes as the second link of another."""
    row = TOPICS[name]
    part = [row.format(n + 1, NAMES[n]) for n in range(5)]
    boxes = "".join(
        f"<div class=box><h4>{head}</h4><div class=gl>{''.join(part[2 * i : 2 * i + 2])}</div></div>"
        for i, head in enumerate(COLUMNS[:3])
    )
    listing = parse_list(Page("http://www.qs.gov.cn/zwgk/tzgg/", frame(boxes).encode()))
    assert isinstance(listing, ListPage)
    held = {link.text for link in listing.links if link.role in ("row", "inside", "outside")}
    assert set(NAMES[:5]) <= held


def test_a_document_beside_its_page_is_a_second_link() -> None:
    rows = "".join(
        f'<li><a href="/art/500{n}.html">{NAMES[n]}</a><a href="/art/500{n}.pdf">{NAMES[n][:9]}附表</a></li>'
        for n in range(5)
    )
    listing = read(frame(f"<ul>{rows}</ul>"))
    assert Counter(link.role for link in listing.links if link.role in ("row", "second", "inside")) == {
        "row": 5,
        "second": 5,
    }


@pytest.mark.parametrize("word", ["下载", "详细", "查看"])
def test_a_word_behind_a_lone_title_is_no_second_row(word: str) -> None:
    title = f'<a href="/art/5001.html">{NAMES[0]}</a><i>2017-05-01</i>'
    listing = read(frame(f'<ul class="l"><li>{title}<a href="/art/5001.doc">{word}</a></li></ul>'))
    assert [entry.title for entry in listing.entries] == [NAMES[0]]


PRESSED = {
    "list elements": "<li onclick=\"window.open('/art/{0}.html')\"><b>{1}</b><i>2017-05-0{0}</i></li>",
    "table rows": "<tr onclick=\"location.href='/art/{0}.html'\"><td>{1}</td><td>2017-05-0{0}</td></tr>",
    "boxes": '<div class="r" onclick="return go(\'../art/{0}.html\')"><p>{1}</p></div>',
}


@pytest.mark.parametrize("name", PRESSED)
def test_what_leads_to_a_page_when_pressed_is_a_link(name: str) -> None:
    """Beside a list that was read, such rows may be missed ones."""
    pressed = "".join(PRESSED[name].format(n + 1, NAMES[n]) for n in range(4))
    box = f"<table>{pressed}</table>" if "<tr" in pressed else f"<div class=more>{pressed}</div>"
    tabs = """<ul><li onclick="setTab('one',1)">最新公开的信息</li></ul>"""
    found = parse_list(Page("http://www.qs.gov.cn/zwgk/", frame(f"<ul>{lis(5, 9)}</ul>{box}{tabs}").encode()))
    assert isinstance(found, ListPage)
    assert [link.text[:6] for link in found.links if link.role in ("inside", "outside")] == [
        name[:6] for name in NAMES[:4]
    ]


@pytest.mark.parametrize("second", ["/art/7001.html", "/art/P0201705011.pdf"])
def test_a_title_in_the_one_box_that_is_a_row_may_be_a_row(second: str) -> None:
    top = f'<div class="top"><h2><a href="/art/7070.html">{HEADLINE}</a></h2><p>会议……2017-05-29</p></div>'
    rest = f'<table><tr><td><a href="{second}">{NAMES[0]}</a></td><td>5-1</td></tr></table>'
    found = parse_list(Page("http://www.qs.gov.cn/zwgk/", frame(f"<div class=lb>{top}{rest}</div>").encode()))
    assert isinstance(found, ListPage)
    held = {link.text for link in found.links if link.role in ("row", "inside", "outside")}
    assert {HEADLINE, NAMES[0]} <= held


def test_a_headline_may_be_as_short_as_its_word() -> None:
    top = '<div class="top"><h2><a href="/tz/201705/t20170529_9.html">公示</a></h2><p>会议……</p></div>'
    listing = read(frame(f'<div class="a">{top}</div><div class="b"><ul>{lis(0, 6)}</ul></div>'))
    held = {link.text for link in listing.links if link.role in ("row", "inside", "outside")}
    assert "公示" in held and len(listing.entries) in (6, 7)


@pytest.mark.parametrize("url", ["http://www.henan.gov.cn/2018/702.html", "http://mp.qq.com/s/908199AbC"])
def test_a_card_inside_the_one_row_may_be_a_row(url: str) -> None:
    """Both its links lead there, the title and 详细, to another host."""
    own = f'<h4><a href="/art/2018/5/2/art_1_77.html">{NAMES[0]}</a></h4><p>……</p><i>2018-05-02</i>'
    other = f'<h4><a href="{url}">{NAMES[1]}</a></h4><p>……<a href="{url}">[详细]</a></p>'
    listing = read(frame(f'<div class="lb"><p>2018年</p>{own}{other}</div>'))
    held = {link.text for link in listing.links if link.role in ("row", "inside", "outside")}
    assert set(NAMES[:2]) <= held


def test_the_page_around_its_side_list_is_no_row() -> None:
    hot = "".join(f'<li><a href="/zx/2017/{n}.html">往日的稿件标题之{n}</a></li>' for n in range(10, 18))
    side = f"<div class=hot><h3>热点排行</h3><ol>{hot}</ol></div>"
    page = (
        "<html><head><title>通知公告</title></head><body>"
        f"<table><tr><td><p>暂无信息</p></td><td>{side}</td></tr></table></body></html>"
    )
    found = parse_list(Page("http://www.qs.gov.cn/zwgk/", page.encode()))
    assert isinstance(found, ListPage) and (found.outcome, found.entries) == ("empty", ())
