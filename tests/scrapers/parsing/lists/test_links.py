"""Where links lead: plain addresses are put together, all others resolved; both give the same."""

from __future__ import annotations

from itertools import product
from urllib.parse import urljoin

import pytest

from scrapers.parsing.lists.links import address_of
from scrapers.parsing.page import dom
from scrapers.parsing.page.dom import Element

BASES = (
    "http://www.qs.gov.cn/zwgk/tzgg/index.html",
    "https://www.qs.gov.cn:8080/zwgk/tzgg/?page=2",
    "http://www.qs.gov.cn/zwgk/../tzgg/index.html",
    "http://www.qs.gov.cn/zwgk//tzgg/",
    "http://www.qs.gov.cn",
    "http://WWW.qs.gov.cn/",
)
WRITTEN = (
    "a.html", "./a.html", "201701/t20170102_1.html", "../a.html", "./../a.html", "/art/1.html",
    "//x.gov.cn/1.html", "/", "a/", "a//b.html", "a/./b.html", "/a/../b.html", "a.b.html", "?id=1",
    "a.jsp?id=1", "a;b.html", "http://x.gov.cn/a.html", "HTTP://x.gov.cn/a.html", "a b.html",
    "公告.html", "a%20b.html", "..", ".a", "a.", "a/..",
)  # fmt: skip


def link(href: str, onclick: str = "") -> Element:
    body = dom.parse(f'<a href="{href}" onclick="{onclick}">条目</a>')
    return next(body.iter("a"))


@pytest.mark.parametrize(("base", "href"), [*product(BASES, WRITTEN)])
def test_an_address_is_what_a_browser_makes_of_it(base: str, href: str) -> None:
    assert address_of(link(href), base) == urljoin(base, href)


def test_pages_of_two_folders_do_not_share_what_is_relative_to_them() -> None:
    found = [address_of(link("1.html"), f"http://x.gov.cn/{folder}/index.html") for folder in "abab"]
    assert found == [f"http://x.gov.cn/{folder}/1.html" for folder in "abab"]
    asked = [address_of(link("?id=1"), f"http://x.gov.cn/a/{page}.jsp?page=2") for page in "xy"]
    assert asked == ["http://x.gov.cn/a/x.jsp?id=1", "http://x.gov.cn/a/y.jsp?id=1"]


def test_an_address_in_a_script_is_relative_to_the_page_as_well() -> None:
    opened = link("javascript:;", "location='?id=7/'")
    assert address_of(opened, "http://x.gov.cn/a/b.jsp?page=2") == "http://x.gov.cn/a/b.jsp?id=7/"
    assert address_of(link("javascript:;", "go(7)"), "http://x.gov.cn/a/") is None
    assert address_of(link("ftp:b.html"), "http://x.gov.cn/a/") is None
