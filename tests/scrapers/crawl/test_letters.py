"""Rows of letters as they go into the package: known by their item, or by where they stand."""

from __future__ import annotations

from datetime import date

from scrapers.address import item_id
from scrapers.crawl.expecting import expected_of
from scrapers.crawl.fetcher import Fetched
from scrapers.crawl.letters import listed_letters
from scrapers.package import ObservationRow
from scrapers.portalfile import Section
from scrapers.records import Page, Request
from tests.scrapers.crawl.site import BEGIN, LIST, portal

WAITS = "<tr><td>{}</td><td>2017-04-01</td><td>办理中</td></tr>"
LINKED = "<tr><td><a href='2.html'>自来水没有压力</a></td><td>2017-04-01</td><td>已办结</td></tr>"


def listed(rows: str, url: str = LIST) -> list[ObservationRow]:
    heads = "<tr><th>标题</th><th>来信时间</th><th>状态</th></tr>"
    body = f"<html><body><table>{heads}{rows}</table></body></html>".encode()
    page = Page(url, body, "text/html; charset=utf-8")
    return list(listed_letters(portal(), LIST, Fetched(Request(url), "ok", "", BEGIN, page, url, None, None)))


def test_a_row_without_a_link_has_one_address_on_every_page() -> None:
    first, again = (
        listed(WAITS.format("自来水没有压力")),
        listed(WAITS.format("自来水没有压力"), f"{LIST}index_2.html"),
    )
    assert [row.url for row in first] == [row.url for row in again]
    assert first[0].url.startswith(f"{LIST}#letter-") and first[0].item_id is None
    assert [(row.fact, row.value, row.day) for row in first] == [
        ("answer", "unanswered", None), ("written", None, date(2017, 4, 1))
    ]  # fmt: skip
    assert listed(WAITS.format("公交车不按时"))[0].url != first[0].url


def test_a_row_with_a_link_is_its_item_and_says_where_it_stood_before() -> None:
    before, now = listed(WAITS.format("自来水没有压力"))[0], listed(LINKED)[0]
    assert (now.url, now.item_id, now.value) == (f"{LIST}2.html", item_id("yun", f"{LIST}2.html"), "answered")
    assert now.unlinked is not None and before.url.startswith(now.unlinked)


def test_sections_of_letters_and_guides_are_known_by_category_or_name() -> None:
    told = [
        ("县长信箱", "auto", "letter"), ("办事指南", "auto", "guide"), ("信息公开指南", "auto", None),
        ("动态", "公众留言", "letter"), ("县长信箱", "通知公告", None), ("表格下载", "办事服务", "guide"),
    ]  # fmt: skip
    for name, category, expected in told:
        section = Section.model_validate({"id": "s", "name": name, "url": LIST, "category": category})
        assert expected_of(section) == expected, name
