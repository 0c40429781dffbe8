"""A section's list layout is learned from pages that are read anyway, and what comparing them does not
explain holds the section back."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from scrapers.crawl.section import Crawl
from scrapers.known import Bound
from scrapers.layout import ListLayout
from scrapers.package import Proof
from scrapers.parsing import links_of, parse_list
from scrapers.records import ListPage, Page
from tests.scrapers.crawl.memory import Memory, Night, night
from tests.scrapers.crawl.site import LIST, FakeClient, Row, Section, portal, rows

OLD = date(2017, 6, 1)


def line(row: Row, day: bool = True) -> str:
    printed = f"<span>{row.day:%Y-%m-%d}</span>" if day and row.day else ""
    return f'<li><a href="{row.url}">{row.title}</a>{printed}</li>'


@dataclass
class Shaped(Section):
    """A section whose pages hold `boxes` beside the list: HTML by page number, 0 for every page."""

    boxes: dict[int, str] = field(default_factory=dict)
    plain: bool = False
    """Whether rows print no day."""
    split: int = 0
    """So many rows of each page stand in a box of their own under another heading."""

    def list_page(self, number: int, shown: int) -> bytes:
        part = self.rows[(shown - 1) * self.size : shown * self.size]
        cut = len(part) - self.split if self.split else len(part)
        main = "".join(line(row, not self.plain) for row in part[:cut])
        more = "".join(line(row, not self.plain) for row in part[cut:])
        second = f'<div class="w"><h3>其他事项</h3><ul>{more}</ul></div>' if self.split else ""
        box = self.boxes.get(number, "") + self.boxes.get(0, "")
        pager = self._pager(number, number < self.last) if self.pages or self.last > 1 else ""
        return (
            '<html><head><meta charset="utf-8"><title>信息公开年报</title></head><body>'
            '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
            f'<div class="main"><h2>信息公开年报</h2><ul class="list">{main}</ul>{second}{pager}</div>{box}'
            '<div class="foot">主办:云县人民政府</div></body></html>'
        ).encode()


def shaped(count: int, **how: Any) -> Shaped:
    return Shaped(rows(count, newest=OLD), total=False, pages=False, **how)


def newest(first: int, last: int) -> str:
    entries = "".join(
        f'<li><a href="/zx/2018/{n}.html">本县最新信息的第{n}条标题</a></li>' for n in range(first, last)
    )
    return f'<div class="w"><h3>最新信息</h3><ul>{entries}</ul></div>'


def layouts(memory: Memory) -> list[tuple[int, ListLayout, str]]:
    found = memory.ledger.execute(
        "SELECT version, layout, reason FROM section_layouts WHERE kind = 'list' ORDER BY version"
    ).fetchall()
    return [(version, ListLayout.from_json(text), reason) for version, text, reason in found]


def run(
    memory: Memory,
    site: Section,
    others: dict[str, bytes] | None = None,
    details: bool = False,
    bound: Bound | None = None,
) -> tuple[Proof, Crawl]:
    """One night over the section; `others` are first pages of other sections that were read before it."""
    one = Night(memory, FakeClient([site]), portal=portal(details=details))
    crawl = one.crawl()
    for section, body in (others or {}).items():
        crawl.first_pages[section] = links_of(Page(f"http://www.yun.example/{section}/", body))
    return crawl.section(one.portal.section[0], replace(memory.known(), bound=bound)), crawl


def test_rows_of_a_second_box_are_learned_from_the_next_page(memory: Memory) -> None:
    """Both boxes go on with page 2: no rule says so, comparing the two pages does."""
    site = shaped(14, split=2)
    proof, _ = night(memory, site, details=False)
    assert (proof.outcome, proof.records_read, proof.ground) == ("complete", 14, "pager_end")
    assert (proof.rows_seen, proof.rows_set_aside) == (14, 0)
    assert {row["url"] for row in memory.items.values()} == {row.url for row in site.rows}
    ((version, layout, reason),) = layouts(memory)
    assert (version, layout.learned_from, reason) == (1, "pages", "首次学得")
    assert any("div.w" in place for place in layout.rows)


def test_a_box_that_stays_the_same_is_no_row(memory: Memory) -> None:
    proof, _ = night(memory, shaped(14, boxes={0: newest(1, 6)}), details=False)
    assert (proof.outcome, proof.records_read) == ("complete", 14)
    assert (proof.rows_seen, proof.rows_set_aside) == (14, 0)


def test_a_box_that_nothing_explains_holds_a_section_back(memory: Memory) -> None:
    site = shaped(4, boxes={1: newest(1, 6)})
    proof, _ = run(memory, site, {"other": shaped(0).list_page(1, 1)})
    assert (proof.outcome, proof.rows_set_aside) == ("partial", 5)
    assert "5 个链接可能是漏读的条目" in proof.reason and "本县最新信息的第1条标题" in proof.reason
    assert len([one for one in memory.rejects if "可能漏读" in one["reason"]]) == 5
    assert not layouts(memory), "nothing is learned of a page that is not understood"


def test_the_same_box_on_another_section_is_frame(memory: Memory) -> None:
    box = newest(1, 6)
    proof, _ = run(memory, shaped(4, boxes={1: box}), {"other": shaped(0, boxes={0: box}).list_page(1, 1)})
    assert (proof.outcome, proof.ground, proof.rows_set_aside) == ("complete", "single_page", 0)
    assert layouts(memory)[0][1].learned_from == "sections"
    again, _ = run(memory, shaped(4, boxes={1: box}))
    assert (again.outcome, again.ground) == ("complete", "single_page"), "as was learned the night before"


def page_of(main: str) -> bytes:
    """A page of the site with its box of what is newest everywhere."""
    return (
        '<html><head><meta charset="utf-8"><title>信息公开年报</title></head><body>'
        '<div class="menu"><a href="/">首页</a><a href="/zwgk/">政务公开</a></div>'
        f'<div class="z"><h3>最新发布</h3><ul>{NEWEST}</ul></div><div class="m">{main}</div>'
        '<div class="foot">主办:云县人民政府</div></body></html>'
    ).encode()


NEWEST = "".join(
    f'<li><a href="/zx/2018/{n}.html">本县最新信息的第{n}条标题</a><span>2018-02-{n}</span></li>'
    for n in range(11, 17)
)
LONG = "".join(
    f'<li><a href="/tz/2018/{n}.html">第{n}号通知的标题</a><span>2018-01-{n}</span></li>'
    for n in range(10, 29)
)
TITLES = ("2016年政府信息公开工作年度报告", "2017年政府信息公开工作年度报告")

SHORT = {
    "two rows without days": "<ul>"
    + "".join(f'<li><a href="{n}.html">{t}</a></li>' for n, t in enumerate(TITLES, 4600))
    + "</ul>",
    "two tables of one row": "".join(
        f"<table><tr><td>·</td><td><a href={n}.html>{t}</a></td></tr></table>"
        for n, t in enumerate(TITLES, 4600)
    ),
    "two links and line breaks": "".join(
        f'·<a href="{n}.html">{t}</a> (3-5)<br>' for n, t in enumerate(TITLES, 4600)
    ),
}


def others_read(main: str = f"<ul>{LONG}</ul>") -> dict[str, Any]:
    listing = parse_list(Page("http://www.yun.example/other/", page_of(main)))
    assert isinstance(listing, ListPage) and listing.entries
    return {"other": listing.links}


def among_others(memory: Memory, main: str, **first_pages: Any) -> tuple[Proof, Crawl]:
    """One night over a section with this content in a run of several."""
    site = Section([], overrides={LIST: ("ok", 200, page_of(main), LIST)})
    one = Night(memory, FakeClient([site]), portal=portal(details=False))
    crawl = one.crawl()
    crawl.others_come = True
    crawl.first_pages.update(first_pages)
    return crawl.section(one.portal.section[0], memory.known()), crawl


def read_urls(memory: Memory) -> list[str]:
    return sorted(row["url"].removeprefix(LIST) for row in memory.items.values())


@pytest.mark.parametrize("name", SHORT)
def test_a_box_of_the_frame_is_not_read_for_a_short_list(memory: Memory, name: str) -> None:
    """The box has more rows, and days: what other sections show at the same place is no list of this one."""
    proof, _ = among_others(memory, SHORT[name], **others_read())
    assert read_urls(memory) == ["4600.html", "4601.html"], proof.reason
    assert (proof.outcome, proof.records_read) == ("complete", 2)


@pytest.mark.parametrize(
    ("main", "outcome"), [("<p>此栏目暂无任何新增信息</p>", "empty"), ("<ul></ul>", "failed")]
)
def test_a_box_of_the_frame_is_not_read_for_an_empty_list(memory: Memory, main: str, outcome: str) -> None:
    proof, _ = among_others(memory, main, **others_read())
    assert (proof.outcome, read_urls(memory)) == (outcome, [])


def test_the_first_section_of_a_run_waits_for_others(memory: Memory) -> None:
    """Nothing of it counts before there is a page to compare it with; then it is read without a request."""
    main = SHORT["two rows without days"]
    proof, crawl = among_others(memory, main)
    assert (proof.outcome, crawl.alone, read_urls(memory)) == ("partial", {"nb"}, [])
    assert "row" not in {link.role for link in crawl.first_pages["nb"]}, "to others it says nothing of rows"
    crawl.first_pages.update(others_read())
    again = crawl.section(portal(details=False).section[0], memory.known())
    assert (again.outcome, read_urls(memory)) == ("complete", ["4600.html", "4601.html"])
    assert not crawl.alone


def test_a_section_that_no_other_one_comes_to_is_read_at_the_second_time(memory: Memory) -> None:
    proof, crawl = among_others(memory, f"<ul>{LONG}</ul>")
    assert read_urls(memory) == []
    again = crawl.section(portal(details=False).section[0], memory.known())
    assert (proof.outcome, again.outcome, len(read_urls(memory))) == ("partial", "partial", 19)


def test_what_is_drawn_anew_at_every_visit_is_no_row(memory: Memory) -> None:
    boxes = {n: newest(10 * n, 10 * n + 5) for n in range(1, 4)}
    site = shaped(14, boxes=boxes)
    one = Night(memory, FakeClient([site]), portal=portal(details=False))
    crawl = one.crawl()
    crawl.others_come = True
    other = parse_list(
        Page("http://www.yun.example/o/", shaped(5, boxes={1: newest(80, 85)}).list_page(1, 1))
    )
    assert isinstance(other, ListPage)
    crawl.first_pages["other"] = other.links
    proof = crawl.section(one.portal.section[0], memory.known())
    assert {row["url"] for row in memory.items.values()} == {row.url for row in site.rows}, proof.reason
    assert proof.outcome == "partial", "under an unknown heading it may be rows that were missed everywhere"


def test_a_page_that_nothing_can_be_compared_with_proves_nothing(memory: Memory) -> None:
    proof, crawl = run(memory, shaped(4))
    assert (proof.outcome, proof.records_read) == ("partial", 4)
    assert "没有别的页面可与之比较" in proof.reason
    assert crawl.alone == {"nb"}
    assert not layouts(memory)


def test_a_person_says_that_it_is_whole(memory: Memory) -> None:
    proof, _ = run(memory, shaped(4), bound=Bound(min_rows=4))
    assert (proof.outcome, proof.ground) == ("complete", "person")


def test_a_total_says_that_it_is_whole(memory: Memory) -> None:
    stated, crawl = run(memory, Section(rows(4), pages=False))
    assert (stated.outcome, stated.ground) == ("complete", "total")
    assert not crawl.alone


def test_pages_of_items_are_something_to_compare_with(memory: Memory) -> None:
    proof, crawl = run(memory, shaped(4), details=True)
    assert (proof.outcome, proof.ground) == ("complete", "single_page")
    assert not crawl.alone
    assert layouts(memory)[0][1].learned_from == "items"


def test_the_next_night_rests_on_what_was_learned(memory: Memory) -> None:
    site = shaped(4)
    night(memory, site)
    proof, client = night(memory, site, days=1)
    assert (proof.outcome, proof.ground) == ("complete", "single_page")
    assert [url for url in client.asked if "2018" not in url] == [LIST]
    assert len(layouts(memory)) == 1, "nothing new was learned"


def test_a_redesign_is_learned_anew_and_both_layouts_are_kept(memory: Memory) -> None:
    night(memory, shaped(12), details=False)
    site = Shaped(rows(12, newest=OLD), total=False, pages=False, plain=True)
    site.overrides = {
        LIST if number == 1 else f"{LIST}index_{number}.html": (
            "ok", 200, site.list_page(number, number).replace(b'"list"', b'"newlist"'),
            LIST if number == 1 else f"{LIST}index_{number}.html",
        )
        for number in (1, 2, 3)
    }  # fmt: skip
    night(memory, site, days=40, details=False)
    kept = layouts(memory)
    assert [version for version, _, _ in kept] == [1, 2]
    assert ("ul.list" in kept[0][1].rows[0], "ul.newlist" in kept[1][1].rows[0]) == (True, True)
    assert kept[1][2] == "此前的版式与页面不再相符"


def test_a_last_page_with_one_plain_row_is_read_like_the_pages_before(memory: Memory) -> None:
    site = shaped(11)
    site.rows[-1] = Row(7, "补充通知", None, href=f"{LIST}zw/seven.html")
    proof, _ = night(memory, site, details=False)
    assert (proof.outcome, proof.records_read, proof.ground) == ("complete", 11, "pager_end")


def test_a_list_that_the_rules_do_not_see_is_found_by_comparing(memory: Memory) -> None:
    site = shaped(3, plain=True)
    site.rows = [replace(row, href=f"{LIST}{name}.html") for row, name in zip(site.rows, "abc", strict=True)]
    alone, _ = run(memory, site)
    assert alone.outcome == "failed"
    proof, _ = run(memory, site, {"other": shaped(0).list_page(1, 1)})
    assert (proof.outcome, proof.records_read, proof.ground) == ("complete", 3, "single_page")


def test_learning_asks_for_nothing_that_reading_does_not(memory: Memory) -> None:
    site = shaped(14, boxes={0: newest(1, 6)})
    _, client = night(memory, site, details=False)
    asked = Counter(client.asked)
    assert asked.pop(LIST) == 2, "page 1 is read once more at the end of every walk"
    assert set(asked.values()) == {1}


@pytest.mark.parametrize(("offset", "names"), [(0, ["index_2", "index_3"]), (-1, ["index_1", "index_2"])])
def test_pages_behind_a_control_that_hides_its_address(memory: Memory, offset: int, names: list[str]) -> None:
    """加载更多 with a script that is not there: the pages lie where pages mostly do."""
    site = shaped(12, follow=False)
    more = '<div class="load-more">加载更多</div></div><div class="foot">'
    for number in (1, 2, 3):
        body = site.list_page(number, number).decode().replace('</div><div class="foot">', more)
        address = LIST if number == 1 else f"{LIST}index_{number + offset}.html"
        site.overrides[address] = ("ok", 200, body.encode(), address)
    if offset:
        site.overrides[f"{LIST}index_3.html"] = ("gone", 404, b"", LIST)
    proof, client = night(memory, site, details=False)
    assert (proof.outcome, proof.records_read) == ("complete", 12), proof.reason
    assert "翻页控件不写明网址" in proof.reason, "how they were found is said"
    assert [f"{LIST}{name}.html" in client.asked for name in names] == [True, True]


def test_another_page_at_that_address_is_not_believed(memory: Memory) -> None:
    site = shaped(5, follow=False)
    more = '<div class="load-more">加载更多</div></div><div class="foot">'
    body = site.list_page(1, 1).decode().replace('</div><div class="foot">', more)
    newer = Shaped(rows(5, start=3000), total=False, pages=False).list_page(1, 1)
    site.overrides = {
        LIST: ("ok", 200, body.encode(), LIST),
        f"{LIST}index_1.html": ("ok", 200, body.encode(), LIST),
        f"{LIST}index_2.html": ("ok", 200, newer, LIST),
    }
    proof, _ = night(memory, site, details=False)
    assert (proof.outcome, proof.records_read) == ("partial", 5)
    assert "加载更多" in proof.reason


def test_dates_that_name_no_day_are_told_and_no_doubt(memory: Memory) -> None:
    site = shaped(8)
    for number in (1, 2):
        address = LIST if number == 1 else f"{LIST}index_{number}.html"
        body = re.sub(r"<span>[\d-]+</span>", "<span>昨天</span>", site.list_page(number, number).decode())
        site.overrides[address] = ("ok", 200, body.encode(), address)
    proof, _ = night(memory, site, details=False)
    assert (proof.outcome, proof.records_read) == ("complete", 8)
    assert "8 行印的日期不能确定是哪一天,首个为「昨天」" in proof.reason
    assert {row["listed_on"] for row in memory.items.values()} == {None}


def test_a_total_that_agrees_does_not_explain_what_was_set_aside(memory: Memory) -> None:
    """The list counts too few, just as many as were read: beside them stands what may be a row."""
    site = shaped(4, boxes={1: f'{newest(1, 6)}<div class="page">共4条</div>'})
    proof, _ = run(memory, site, {"other": shaped(0).list_page(1, 1)})
    assert (proof.outcome, proof.records_declared, proof.records_read) == ("partial", 4, 4)
    assert proof.rows_set_aside == 5


def test_a_box_of_recommendations_is_not_found_for_a_list_that_is_not_there(memory: Memory) -> None:
    """It shows other items at every look, so no other page has them."""
    links = "".join(f'<li><a href="/zx/2018/{n}.html">本县最新信息的第{n}条</a></li>' for n in range(5))
    site = shaped(0, boxes={0: f'<div class="tj"><h3>推荐阅读</h3><ul>{links}</ul></div>'})
    proof, _ = run(memory, site, {"other": shaped(0).list_page(1, 1)})
    assert (proof.outcome, proof.records_read) == ("failed", 0)
    assert not memory.items
