"""The first pages of a list are read by learning, by the walk and at its end: the same bytes once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scrapers.crawl.learning import KEPT, SectionLists
from scrapers.crawl.reading_process import Done, Job
from scrapers.layout import ListLayout
from scrapers.parsing import parse_list
from scrapers.records import ListPage, OtherPage, Page
from tests.scrapers.parsing.sample_lists import frame, rows

ROW = '<li><a href="/art/{n}.html">{title}</a><span>2017-05-{day}</span></li>'
URL = "http://www.qs.gov.cn/zwgk/tzgg/index.html"
PAGE = Page(URL, frame(f'<div class="list"><ul>{rows(ROW)}</ul></div>').encode())


class Counting:
    """Reads list pages and counts them."""

    def __init__(self) -> None:
        self.read = 0

    def items(self, jobs: Iterable[Job]) -> Iterator[Done]:
        raise NotImplementedError

    def list_page(self, page: Page, family: str, layout: ListLayout | None = None) -> ListPage | OtherPage:
        self.read += 1
        return parse_list(page, family, layout)


def learned() -> ListLayout:
    listing = parse_list(PAGE)
    assert isinstance(listing, ListPage) and listing.layout is not None
    return replace(listing.layout, learned_from="pages")


def test_the_same_bytes_are_read_once_and_others_anew() -> None:
    reader = Counting()
    lists = SectionLists(reader, learned())
    one = lists(PAGE, "auto")
    assert (lists(replace(PAGE), "auto"), reader.read, lists.page) == (one, 1, PAGE)
    newer = replace(PAGE, body=PAGE.body.replace("青山县2017年".encode(), "青山县2018年".encode()))
    assert (lists(newer, "auto"), reader.read) == (parse_list(newer, layout=learned()), 2)
    assert lists(newer, "trs") == parse_list(newer, "trs", learned())
    assert lists(replace(newer, shown_on="http://x.gov.cn/"), "trs") == parse_list(
        replace(newer, shown_on="http://x.gov.cn/"), "trs", learned()
    )
    assert reader.read == 4


def test_places_of_fields_change_nothing_and_stand_in_the_result() -> None:
    reader, layout = Counting(), learned()
    lists = SectionLists(reader, layout)
    lists(PAGE, "auto")
    lists.layout = placed = replace(layout, title=":scope>a", date=":scope>span", learned_from="sections")
    assert (lists(PAGE, "auto"), reader.read) == (parse_list(PAGE, layout=placed), 1)


def test_a_layout_by_which_the_page_may_read_otherwise_reads_it() -> None:
    layout = learned()
    others = (
        None,
        replace(layout, rows=("body>div.none>ul>li",)),
        replace(layout, frame=()),
        replace(layout, rows=(), frame=(f"{layout.rows[0]}>a",)),
        replace(layout, title=":scope>a", learned_from="person"),
    )
    reader = Counting()
    lists = SectionLists(reader, layout)
    lists(PAGE, "auto")
    for number, other in enumerate(others, 2):
        assert (lists.by(PAGE, "auto", other), reader.read) == (parse_list(PAGE, layout=other), number)


def test_what_the_rules_read_is_no_reading_by_a_layout_like_theirs() -> None:
    """Where a layout does not fit, what the rules write down of the page may be just like it."""
    by_rules = parse_list(PAGE)
    assert isinstance(by_rules, ListPage) and by_rules.layout is not None
    reader = Counting()
    lists = SectionLists(reader, by_rules.layout)
    lists(PAGE, "auto")
    lists.by(PAGE, "auto", replace(by_rules.layout, learned_from="pages"))
    assert reader.read == 2


def test_only_the_first_pages_are_kept() -> None:
    reader = Counting()
    lists = SectionLists(reader, learned())
    pages = [replace(PAGE, url=URL.replace("index", f"index_{number}")) for number in range(KEPT + 2)]
    for page in (*pages, *pages):
        lists(page, "auto")
    assert reader.read == len(pages) + 2
