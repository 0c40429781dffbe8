"""The list reader on made-up pages: every way of writing rows, with the mess of a portal around them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.scrapers.parsing.sample_lists import HOT, NAMES, frame, read, rows, titles

HREF = "./201705/t201705{day}_{n}.html"
ROW = f'<li><a href="{HREF}" target="_blank">{{title}}</a><span>2017-05-{{day}}</span></li>'
PAGER = (
    '<div class="page">共 12 页 第 1 页 <a href="index_2.html">下一页</a> '
    '<a href="index_12.html">尾页</a></div>'
)
HOT_DATED = HOT.replace("</a></li>", "</a><span>2017-03-01</span></li>")
SIDES = {
    "no side list": "",
    "hot list": f'<div class="hot"><h3>热门信息</h3><ul>{HOT}</ul></div>',
    "dated side list": f'<div class="box"><h3>点击排行</h3><ul>{HOT_DATED}</ul></div>',
}


def wrapped(tag: str, row: str) -> str:
    """Six rows in one element."""
    return f"<{tag}>{rows(row)}</{tag}>"


TITLE = '<a href="{n}.html">{title}</a>'
LINK = f'<a href="{HREF}">{{title}}</a>'
LAYOUTS = {
    "li with date first": wrapped("ul", f"<li><span>2017-05-{{day}}</span>{LINK}</li>"),
    "date as text in brackets": wrapped("ul", f"<li>{LINK} [2017-05-{{day}}]</li>"),
    "date element in the link": wrapped(
        "ul", '<li><a href="contents/1/{n}.html"><span class="d">2017-05-{day}</span>{title}</a></li>'
    ),
    "date in brackets at the link's end": wrapped(
        "ul", '<li><a href="{n}.html">{title}（2017-05-{day}）</a></li>'
    ),
    "bare date at the link's end": wrapped("ul", '<li><a href="{n}.html">{title} 2017-05-{day}</a></li>'),
    "table": wrapped("table", f"<tr><td><img src=dot.gif></td><td>{TITLE}</td><td>2017-05-{{day}}</td></tr>"),
    "one table per row": rows(f"<table><tr><td>{TITLE}</td><td>2017-05-{{day}}</td></tr></table>"),
    "lists of five": f'<ul class="l">{rows(ROW, 5)}</ul><hr><ul class="l">{rows(ROW, 1, 20)}</ul>',
    "one list per row": rows(f'<ul class="r"><li>{TITLE}</li><li>2017-05-{{day}}</li></ul>'),
    "dl": wrapped("dl", f"<dt>{TITLE}</dt><dd>2017-05-{{day}}</dd>"),
    "links and line breaks": wrapped("div", f"·{TITLE} (2017-05-{{day}})<br>"),
    "dates before links": wrapped("div", f"2017-05-{{day}} {TITLE}<br>"),
    "paragraphs": wrapped("div", f"<p>{TITLE}<span>2017年05月{{day}}日</span></p>"),
    "day and month apart": wrapped(
        "div",
        f'<div class="it"><div class="dt"><b>{{day}}</b><em>2017-05</em></div><h4>{TITLE}</h4>'
        "<p>内容提要：本通知自印发之日起施行，各乡镇人民政府、县直各单位应当认真贯彻。</p></div>",
    ),
    "month/day and year": wrapped("ul", f"<li><i>05/{{day}}</i><i>2017</i>{TITLE}</li>"),
    "the link is the row": wrapped(
        "ul",
        '<li><a href="{n}.html"><h4>{title}</h4><p>摘要：县直各单位认真贯彻</p>'
        "<span>2017-05-{day}</span></a></li>",
    ),
    "category in front": wrapped(
        "ul", f'<li>[<a href="/xzf/">县政府办</a>]{TITLE}<span>2017-05-{{day}}</span></li>'
    ),
    "picture, title, summary, more": wrapped(
        "div",
        f'<div class="p"><a href="{{n}}.html"><img src="a.jpg"></a><h3>{TITLE}</h3>'
        '<p>摘要……<a href="{n}.html">[详细]</a></p><span>2017-05-{day}</span></div>',
    ),
    "links in a row": wrapped(
        "div", '<a href="{n}.html" class="it"><span class="tt">{title}</span><span>2017.05.{day}</span></a>'
    ),
    "nested links": wrapped("ul", f'<li><span> 2017-05-{{day}} </span><a href="{{n}}.html">{TITLE}</li>'),
    "address in onclick": wrapped(
        "ul", "<li><a href='javascript:;' onclick=\"show('/zwgk/{n}.html')\">{title}</a>2017-5-{day}</li>"
    ),
    "backslashes": wrapped("ul", "<li><a href='..\\tzgg\\{n}.html'>{title}</a>2017/5/{day}</li>"),
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_are_read_from_any_layout(layout: str, side: str) -> None:
    listing = read(frame(LAYOUTS[layout] + PAGER, side=SIDES[side]))
    assert len(titles(listing)) == 6 and titles(listing)[:5] == list(NAMES[:5])
    assert listing.outcome == "ok" and not listing.unread
    assert (listing.entries[0].title, listing.entries[0].date) == (NAMES[0], date(2017, 5, 10))
    assert listing.entries[0].url.startswith("http://www.qs.gov.cn/zwgk/")
    assert (listing.pages, listing.next and listing.next.url) == (
        12,
        "http://www.qs.gov.cn/zwgk/tzgg/index_2.html",
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_are_read_without_a_pager(layout: str) -> None:
    listing = read(frame(LAYOUTS[layout]))
    assert (len(listing.entries), listing.pages, listing.next) == (6, None, None)


def test_rows_without_dates_are_rows() -> None:
    listing = read(
        frame(
            f"<ul>{rows('<li><a href=./201705/t20170510_{n}.html>{title}</a></li>')}</ul>",
            side=SIDES["hot list"],
        )
    )
    assert titles(listing) == list(NAMES)
    assert {entry.date for entry in listing.entries} == {None}


def test_the_day_is_not_guessed_where_no_year_is_printed() -> None:
    listing = read(
        frame(f"<ul>{rows('<li><a href=./201705/t20170510_{n}.html>{title}</a><i>05-{day}</i></li>')}</ul>")
    )
    assert [entry.date for entry in listing.entries] == [None] * 6


def test_a_date_in_a_summary_is_not_the_row_s() -> None:
    summary = (
        "<p>县政府于2016年3月1日召开专题会议，研究部署全县冬季道路交通安全工作，"
        "会议要求各乡镇抓好落实，确保平安。</p>"
    )
    listing = read(frame(f"<ul>{rows(f'<li>{TITLE}{summary}</li>')}</ul>{PAGER}"))
    assert [entry.date for entry in listing.entries] == [None] * 6
    dated = read(frame(f"<ul>{rows(f'<li>{TITLE}{summary}<i>2017-05-{{day}}</i></li>')}</ul>{PAGER}"))
    assert dated.entries[0].date == date(2017, 5, 10)


def test_disclosure_table_gives_unit_and_numbers() -> None:
    heads = "".join(
        f"<th>{h}</th>" for h in ("序号", "索引号", "名称", "发布机构", "文号", "生成日期", "发布日期")
    )
    row = (
        '<tr><td>1</td><td>0148/2017-{n}</td><td><a href="{n}.html">{title}</a></td><td>县财政局</td>'
        "<td>青政〔2017〕{day}号</td><td>2017-04-01</td><td>2017-05-{day}</td></tr>"
    )
    entry = read(frame(f"<table><tr>{heads}</tr>{rows(row)}</table>")).entries[0]
    assert (entry.index_number, entry.unit, entry.document_number) == (
        "0148/2017-5000",
        "县财政局",
        "青政〔2017〕10号",
    )
    assert entry.date == date(2017, 5, 10)


def test_labels_inside_a_row_give_unit_and_numbers() -> None:
    row = (
        f'<li>{TITLE}<b>2017-05-{{day}}</b><div style="display:none">'
        "<p>索 引 号：0148/2017-{n}</p><p>发布机构：县财政局</p><p>文号：青政〔2017〕{day}号</p></div></li>"
    )
    entry = read(frame(f"<ul>{rows(row)}</ul>")).entries[1]
    assert (entry.index_number, entry.unit, entry.document_number) == (
        "0148/2017-5001",
        "县财政局",
        "青政〔2017〕11号",
    )


def test_cells_side_by_side_are_rows_each() -> None:
    cells = "".join(f"<tr>{rows('<td><a href=2017{n}.html>{title}</a></td>', 2)}</tr>" for _ in range(3))
    assert len(read(frame(f"<table>{cells}</table>{PAGER}")).entries) == 6


@pytest.mark.parametrize(
    ("shown", "attribute", "title"),
    [
        ("关于印发实施...", "关于印发实施方案的通知", "关于印发实施方案的通知"),
        ("关于印发实施…", "标题：关于印发实施方案的通知\n发布时间：2017-01-01", "关于印发实施方案的通知"),
        ("关于印发实施方案", "点击查看", "关于印发实施方案"),
        ("· 关于印发实施方案", "", "关于印发实施方案"),
        ("<font color=red>[置顶]</font>关于印发方案", "", "关于印发方案"),
        ("停电公告2018年06月28日", "", "停电公告2018年06月28日"),
        ("关于申报的通知（第二批）", "", "关于申报的通知（第二批）"),
        ("公  示", "", "公 示"),
    ],
)
def test_title_is_the_full_one_and_only_the_title(shown: str, attribute: str, title: str) -> None:
    first = f'<li><a href="9.html" title="{attribute}">{shown}</a><span>2017-06-01</span></li>'
    assert titles(read(frame(f"<ul>{first}{rows(ROW)}</ul>")))[0] == title


@pytest.mark.parametrize(
    "mark",
    [
        "<em>置顶</em>",
        "[置顶]",
        '<img src="/images/zhiding.gif">',
        '<i class="icon is-top"></i>',
        '<img alt="置顶" src="a.png">',
    ],
)
def test_pinned_is_said_by_a_mark_not_by_the_order(mark: str) -> None:
    old = '<li><a href="8.html">多年以前的旧通知标题</a><span>2009-01-01</span></li>'
    pinned = f'<li>{mark}<a href="9.html">长期有效的办事公告</a><span>2010-01-01</span></li>'
    listing = read(frame(f"<ul>{pinned}{old}{rows(ROW)}</ul>"))
    assert [entry.pinned for entry in listing.entries] == [True] + [False] * 7
    assert listing.entries[0].title == "长期有效的办事公告"


def test_rows_to_other_hosts_and_files_are_entries() -> None:
    body = "".join(
        f'<li><a href="{href}">{title}</a><span>2017-05-10</span></li>'
        for href, title in (
            ("http://www.gov.cn/zhengce/2017-05/10/content_1.htm", NAMES[0]),
            ("https://mp.weixin.qq.com/s/AbCdE", NAMES[1]),
            ("/upload/2017/a.pdf", NAMES[2]),
        )
    )
    urls = [entry.url for entry in read(frame(f"<ul>{body}</ul>")).entries]
    assert urls == [
        "http://www.gov.cn/zhengce/2017-05/10/content_1.htm",
        "https://mp.weixin.qq.com/s/AbCdE",
        "http://www.qs.gov.cn/upload/2017/a.pdf",
    ]


def test_rows_without_an_address_are_unread_with_place_and_reason() -> None:
    broken = (
        '<li><a href="javascript:;">县城区停水通知一则</a><span>2017-05-02</span></li><li class="line"></li>'
    )
    linkless = "<li>县政府第九次会议纪要 2017-05-01</li>"
    listing = read(frame(f"<ul>{rows(ROW, 3)}{broken}{linkless}</ul>"))
    assert len(listing.entries) == 3
    assert [(row.position, row.reason) for row in listing.unread] == [
        (4, "链接是脚本，没有可访问的地址"),
        (5, "行内没有链接"),
    ]
    assert "停水通知" in listing.unread[0].raw


def test_the_same_address_twice_stays_twice() -> None:
    assert len(read(frame(f"<ul>{rows(ROW, 2)}{rows(ROW, 2)}</ul>")).entries) == 4


def test_same_title_under_other_addresses_are_other_entries() -> None:
    listing = read(frame(f"<ul>{rows('<li><a href={n}.html>通知</a><span>2017-05-{day}</span></li>')}</ul>"))
    assert titles(listing) == ["通知"] * 6
    assert len({entry.url for entry in listing.entries}) == 6


def test_links_are_resolved_against_base() -> None:
    listing = read(
        frame(
            f"<ul>{rows('<li><a href=art/{n}.html>{title}</a>2017-05-{day}</li>')}</ul>",
            head='<base href="/qs/">',
        )
    )
    assert listing.entries[0].url == "http://www.qs.gov.cn/qs/art/5000.html"


def test_gbk_bytes_are_read() -> None:
    page = frame(f"<ul>{rows(ROW)}</ul>").replace("utf-8", "gb2312").encode("gb18030")
    listing = read(page)
    assert (titles(listing), listing.encoding) == (list(NAMES), "gb18030")


def test_one_row_is_a_list_even_beside_a_longer_side_list() -> None:
    pager = '<div class="page">共 31 条 第 4/4 页 <a href="index_3.html">上一页</a></div>'
    side = f'<div class="box"><h3>相关推荐</h3><ul>{HOT_DATED}</ul></div>'
    listing = read(
        frame(f"<ul>{rows(ROW, 1)}</ul>{pager}", side=side), "http://www.qs.gov.cn/zwgk/tzgg/index_4.html"
    )
    assert (titles(listing), listing.current, listing.next) == ([NAMES[0]], 4, None)


LONE = {
    "definition": f"<dl><dt>{LINK}</dt><dd>[2017-05-{{day}}] 县财政局</dd></dl>",
    "li": f"<ul><li>{LINK}<em>2017-05-{{day}}</em></li></ul>",
    "table row": f"<table><tr><td>·</td><td>{LINK}</td><td>2017-5-{{day}}</td></tr></table>",
    "card": f'<div class="cards"><div class="card">{LINK}<time>2017.05.{{day}}</time></div></div>',
}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("layout", LONE)
def test_the_last_page_may_hold_a_single_row(layout: str, side: str) -> None:
    call = '<script>createPageHTML(3, 2, "index", "html");</script>'
    head = "<div>今天是：2017年05月22日 <a href=/wza>无障碍</a></div>"
    page = frame(f"{rows(LONE[layout], 1)}<div class=page>{call}</div>{SIDES[side]}", head="")
    listing = read(page.replace("<body>", f"<body>{head}"), "http://www.qs.gov.cn/zwgk/tzgg/index_2.html")
    assert (titles(listing), str(listing.entries[0].date)) == ([NAMES[0]], "2017-05-10")
