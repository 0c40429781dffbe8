"""A list page read by its section's layout: used where it fits, and a person's in any case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrapers.layout import ListLayout
from scrapers.parsing import parse_list, with_fields
from scrapers.records import ListPage, OtherPage, Page
from tests.scrapers.parsing.sample_lists import NAMES, frame, rows

URL = "http://www.qs.gov.cn/zwgk/tzgg/index.html"
ROW = '<li><a href="/art/{n}.html">{title}</a><span>2017-05-{day}</span></li>'
LIST = f'<div class="list"><ul>{rows(ROW)}</ul></div>'
PLACE = "body>div.wrap>div.right>div.list>ul>li"
PERSON = ListLayout(rows=("div.list li",), learned_from="person")


def read(body: str, layout: ListLayout | None = None) -> ListPage | OtherPage:
    return parse_list(Page(URL, frame(body).encode()), "auto", layout)


def learned(body: str) -> ListLayout:
    listing = read(body)
    assert isinstance(listing, ListPage) and listing.layout is not None
    return replace(listing.layout, learned_from="pages")


def test_what_the_rules_read_is_written_down_and_reads_the_same() -> None:
    by_rules, layout = read(LIST), learned(LIST)
    assert layout.rows == (PLACE,)
    by_layout = read(LIST, layout)
    assert isinstance(by_layout, ListPage) and isinstance(by_rules, ListPage)
    assert by_layout.layout is layout
    assert (by_layout.entries, by_layout.next) == (by_rules.entries, by_rules.next)


def test_places_of_title_and_date_are_told() -> None:
    layout = with_fields(Page(URL, frame(LIST).encode()), learned(LIST))
    assert (layout.title, layout.date) == (":scope>a", ":scope>span")


def test_a_last_page_with_one_undated_row_is_read_by_the_layout() -> None:
    one = '<div class="list"><ul><li><a href="/zw/nine.html">补充通知</a></li></ul></div>'
    assert isinstance(read(one), OtherPage), "the rules alone see no list"
    listing = read(one, learned(LIST))
    assert isinstance(listing, ListPage)
    assert [entry.title for entry in listing.entries] == ["补充通知"]


MISFITS = {
    "no rows there": '<div class="list"><table><tr><td><a href="/art/1.html">{0}</a></td></tr></table></div>',
    "a link among the rows": '<div class="list"><ul>{1}<a href="/art/70.html">{0}</a></ul></div>',
    "a second list": '<div class="list"><ul>{1}</ul></div><div class="w"><h3>又一栏</h3><ul>{2}</ul></div>',
}


@pytest.mark.parametrize("name", MISFITS)
def test_where_it_does_not_fit_the_rules_read(name: str) -> None:
    other = rows(ROW.replace("/art/", "/art/9"))
    body = MISFITS[name].format(NAMES[0], rows(ROW), other)
    layout = learned(LIST)
    listing = read(body, layout)
    assert not isinstance(listing, ListPage) or listing.layout is not layout
    by_rules = read(body)
    assert isinstance(listing, ListPage) == isinstance(by_rules, ListPage)
    if isinstance(listing, ListPage) and isinstance(by_rules, ListPage):
        assert listing.entries == by_rules.entries


def test_rows_where_the_frames_links_stand_are_no_rows() -> None:
    """The template changed: what was the rows' place holds the menu now."""
    layout = replace(learned(LIST), frame=(f"{PLACE}>a",))
    listing = read(LIST, layout)
    assert isinstance(listing, ListPage) and listing.layout is not layout


def test_a_persons_layout_wins_over_what_the_rules_see() -> None:
    side = f'<div class="mine">{rows("<p><a href=/art/{n}.html>{title}</a></p>", 3)}</div>'
    layout = ListLayout(rows=("div.mine > p",), learned_from="person")
    listing = read(LIST + side, layout)
    assert isinstance(listing, ListPage)
    assert len(listing.entries) == 3
    assert listing.layout is layout


TWO = (
    '<li><a href="/c/1/">[通知]</a><b><a href="/art/{n}.html">{title}</a></b>'
    "<i>2016-01-01</i><em>2017-05-{day}</em><u>县财政局</u></li>"
)


def test_a_persons_places_are_read_and_nothing_else() -> None:
    body = f'<div class="list"><ul>{rows(TWO)}</ul></div>'
    listing = read(body, replace(PERSON, title="b > a", date="em", unit="u"))
    assert isinstance(listing, ListPage)
    first = listing.entries[0]
    assert (first.title, str(first.date), first.unit) == (NAMES[0], "2017-05-10", "县财政局")
    none = read(
        body.replace("<em>2017-05-10</em>", "<em>昨天</em>"), replace(PERSON, title="b > a", date="em")
    )
    assert isinstance(none, ListPage)
    assert none.entries[0].date is None, "what is placed is not looked for elsewhere"


@pytest.mark.parametrize(
    ("key", "layout"),
    [
        ("rows", ListLayout(rows=("div.nothing > p",), learned_from="person")),
        ("date", replace(PERSON, date="strong")),
        ("title", replace(PERSON, title="strong > a")),
        ("total", replace(PERSON, total="div.total")),
    ],
)
def test_a_persons_place_that_matches_nothing_is_a_failed_reading(key: str, layout: ListLayout) -> None:
    for body in (LIST, LIST.replace("</ul>", "</ul><p>暂无信息</p>")):
        listing = read(body, layout)
        assert isinstance(listing, OtherPage)
        assert listing.outcome == "unreadable"
        assert f"版式 {key} = " in listing.reason and "[section.layout]" in listing.reason


def test_a_row_without_the_link_that_was_pointed_at_is_told() -> None:
    odd = LIST.replace("<ul>", "<ul><li><b><a href=/art/1.html>另一条通知的标题</a></b></li>")
    listing = read(odd, replace(PERSON, title=":scope > a"))
    assert isinstance(listing, ListPage)
    assert (len(listing.entries), len(listing.unread)) == (6, 1)


def test_a_persons_way_onward_and_total() -> None:
    body = f'{LIST}<div id="t">合计 1,234 个</div><a class="n" href="p2.html">后面的</a>'
    listing = read(body, replace(PERSON, next="a.n", total="#t"))
    assert isinstance(listing, ListPage) and listing.next is not None
    assert (listing.records, listing.next.url) == (1234, "http://www.qs.gov.cn/zwgk/tzgg/p2.html")
    last = read(LIST + '<div id="t">合计 1 个</div>', replace(PERSON, next="a.n", total="#t"))
    assert isinstance(last, ListPage) and last.next is None


@pytest.mark.parametrize(("first", "second"), [(2, "index_2.html"), (1, "index_1.html")])
def test_pages_by_the_address_that_a_person_writes(first: int, second: str) -> None:
    layout = replace(PERSON, page_url="index_{n}.html", first_page=first)
    listing = read(LIST, layout)
    assert isinstance(listing, ListPage) and listing.next is not None
    assert listing.next.url.endswith(f"/tzgg/{second}")
    following = parse_list(Page(listing.next.url, frame(LIST).encode()), "auto", layout)
    assert isinstance(following, ListPage) and following.next is not None
    assert following.next.url.endswith(f"/tzgg/index_{first + 1}.html")


SCRIPTED = '<li><a href="javascript:void(0)" data-id="{n}" onclick="CALL">{title}</a> 2017-05-{day}</li>'


def scripted(call: str, script: str) -> ListPage:
    lines = rows(SCRIPTED.replace("CALL", call))
    listing = read(f'<div class="list"><ul>{lines}</ul></div><script>{script}</script>')
    assert isinstance(listing, ListPage)
    return listing


OPENED = "function openDetail(i){window.open('/detail.do?iid='+i);}"
GONE = "function go(i,k){location.href='/art/'+i+'_'+k+'.html'}"
SHOWN = "function show(a){location='/x.aspx?id='+a.getAttribute('data-id');return false}"


@pytest.mark.parametrize(
    ("call", "script", "first"),
    [
        ("openDetail('{n}')", OPENED, "/detail.do?iid=5000"),
        ("go({n},1)", GONE, "/art/5000_1.html"),
        ("return show(this)", SHOWN, "/x.aspx?id=5000"),
    ],
)
def test_rows_that_a_script_opens_have_its_address(call: str, script: str, first: str) -> None:
    listing = scripted(call, script)
    assert not listing.unread
    assert listing.entries[0].url == f"http://www.qs.gov.cn{first}"
    assert len({entry.url for entry in listing.entries}) == 6


@pytest.mark.parametrize("call", ["nowhere({n})", "openDetail('{n}')"])
def test_rows_whose_script_shows_no_address_of_their_own_are_told(call: str) -> None:
    listing = scripted(call, "function openDetail(i){location='/one'}")
    assert (len(listing.entries), len(listing.unread)) == (0, 6)


OTHERS = rows(ROW.replace("/art/", "/art/9"), count=3)
SHAPES = {
    "as it was": (LIST, ""),
    "a row outside the container": (LIST, f"<ul>{OTHERS}</ul>"),
    "a second list in the same container": (LIST.replace("</ul></div>", f"</ul><ul>{OTHERS}</ul></div>"), ""),
    "a second list of another form in the container": (
        LIST.replace("</ul></div>", f"</ul><p>{OTHERS.replace('li>', 'b>')}</p></div>"),
        "",
    ),
    "an odd row": (
        LIST.replace("<ul>", f'<ul><li class="top"><h3><a href="/art/7.html">{NAMES[2]}</a></h3>'),
        "",
    ),
    "a row without a link": (LIST.replace("<ul>", f"<ul><li>{NAMES[2]} 2017-05-01</li>"), ""),
    "a row whose link leads nowhere": (LIST.replace("/art/5002.html", "javascript:;"), ""),
    "a row with a second item": (
        LIST.replace("<span>2017-05-12", f'<a href="/art/71.html">{NAMES[3]}</a><span>2017-05-12'),
        "",
    ),
    "no list": ("<p>正在建设</p>", ""),
}


@pytest.mark.parametrize("name", SHAPES)
def test_whatever_the_page_looks_like_no_row_vanishes(name: str) -> None:
    """By a layout that was learned before, a page gives the rows that the rules find, or says of the link
    that it is one that may be a row."""
    main, side = SHAPES[name]
    page = Page(URL, frame(main, side=side).encode())
    by_rules, by_layout = parse_list(page), parse_list(page, "auto", learned(LIST))
    assert type(by_rules) is type(by_layout)
    if isinstance(by_rules, ListPage) and isinstance(by_layout, ListPage):
        read_rows = {entry.url for entry in by_layout.entries}
        doubted = {link.url for link in by_layout.links if link.role in ("inside", "outside")}
        assert {entry.url for entry in by_rules.entries} <= read_rows | doubted
        assert len(by_layout.unread) == len(by_rules.unread)
        shown = [link.url for link in by_rules.links]
        assert [link.url for link in by_layout.links] == shown, "every link of the page is accounted for"


def test_a_link_of_the_frame_that_leads_elsewhere_now_is_told_with_its_address() -> None:
    layout = learned(LIST)
    moved = frame(LIST).replace("/zwfw/index.html", "/art/5999.html")
    listing = parse_list(Page(URL, moved.encode()), "auto", layout)
    assert isinstance(listing, ListPage) and listing.layout is layout
    told = [link for link in listing.links if link.url.endswith("/art/5999.html")]
    assert [link.role for link in told] == ["frame", "frame"]
    assert not any(link.url.endswith("/zwfw/") for link in listing.links)


def test_pages_of_two_folders_have_links_of_their_own() -> None:
    """What is remembered of a site's menu does not carry one folder's addresses to another."""
    layout, found = learned(LIST), []
    menu = frame(LIST).replace("/zwfw/index.html", "next/index.html")
    for folder in ("zwgk/tzgg", "zwgk/gsgg", "zwgk/tzgg"):
        url = f"http://www.qs.gov.cn/{folder}/index.html"
        listing = parse_list(Page(url, menu.encode()), "auto", layout)
        assert isinstance(listing, ListPage)
        found.append({link.url for link in listing.links if "next" in link.url})
    assert found[0] == found[2] == {"http://www.qs.gov.cn/zwgk/tzgg/next/"}
    assert found[1] == {"http://www.qs.gov.cn/zwgk/gsgg/next/"}


def test_a_link_that_only_a_script_follows_is_unread_in_rows_without_elements_of_their_own() -> None:
    links = [
        f'<a href="/zwgk/201705/t2017051{n}_{n}.html">{name}</a> 2017-05-1{n}<br>'
        for n, name in enumerate(NAMES)
    ]
    links[2] = f'<a href="javascript:;" onclick="go(12)">{NAMES[2]}</a> 2017-05-12<br>'
    listing = read(f"<div>{''.join(links)}</div><script>function go(n){{location='/a/'+n}}</script>")
    assert isinstance(listing, ListPage)
    assert len(listing.entries) == len(NAMES) - 1
    assert [row.reason for row in listing.unread] == ["链接是脚本，没有可访问的地址"]
