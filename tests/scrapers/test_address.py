"""Addresses: what is one page under many spellings, and what is not."""

from __future__ import annotations

import pytest

from scrapers.address import canonical, host_of, is_above, item_id

SAME = [
    ("http://www.a.gov.cn/x/1.html", "https://www.a.gov.cn/x/1.html"),
    ("http://www.a.gov.cn/x/1.html", "http://WWW.A.gov.cn:80/x/1.html#top"),
    ("http://www.a.gov.cn/x/1.html", "https://www.a.gov.cn:443/x/./y/../1.html"),
    ("http://www.a.gov.cn/x/1.html", "http://www.a.gov.cn//x//1.html;jsessionid=AB12"),
    ("http://www.a.gov.cn/x/", "http://www.a.gov.cn/x/index.html"),
    ("http://www.a.gov.cn/x/", "http://www.a.gov.cn/x/default.aspx"),
    ("http://www.a.gov.cn/l.jsp?a=1&b=2", "http://www.a.gov.cn/l.jsp?b=2&a=1&JSESSIONID=9"),
    ("http://www.a.gov.cn/%E6%94%BF.html", "http://www.a.gov.cn/政.html"),
    ("http://www.a.gov.cn/a%20b.html", "  http://www.a.gov.cn/a b.html "),
]
DIFFERENT = [
    ("http://www.a.gov.cn/x/1.html", "http://www.a.gov.cn/x/2.html"),
    ("http://www.a.gov.cn/x/1.html", "http://b.a.gov.cn/x/1.html"),
    ("http://www.a.gov.cn/x/1.html", "http://www.a.gov.cn:8080/x/1.html"),
    ("http://www.a.gov.cn/X/1.html", "http://www.a.gov.cn/x/1.html"),
    ("http://www.a.gov.cn/x/index_2.html", "http://www.a.gov.cn/x/"),
    ("http://www.a.gov.cn/c.jsp?id=1", "http://www.a.gov.cn/c.jsp?id=2"),
    # GBK bytes of two different words: folding them into U+FFFD would make one item of two.
    ("http://www.a.gov.cn/c.jsp?k=%B2%C6", "http://www.a.gov.cn/c.jsp?k=%D5%FE"),
    # Sites drawn by a script name their pages behind the hash.
    ("http://www.a.gov.cn/#/detail/5", "http://www.a.gov.cn/#/detail/6"),
    ("http://www.a.gov.cn/a%25b", "http://www.a.gov.cn/a%2525b"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_are_one_item(one: str, other: str) -> None:
    assert item_id("p", one) == item_id("p", other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_addresses_stay_different_items(one: str, other: str) -> None:
    assert item_id("p", one) != item_id("p", other)


@pytest.mark.parametrize("url", [pair[0] for pair in SAME + DIFFERENT])
def test_the_canonical_form_is_its_own_canonical_form(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


def test_an_item_belongs_to_its_portal() -> None:
    assert item_id("p", "http://a.cn/1") != item_id("q", "http://a.cn/1")


@pytest.mark.parametrize(
    "url", ["", "/x/1.html", "ftp://a.cn/1", "javascript:;", "http:///1", "http://[a/1", "http://a.cn:x/1"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        canonical(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://WWW.a.cn/x", "www.a.cn"),
        ("http://127.0.0.1:8080/", "127.0.0.1:8080"),
        ("https://a.cn:443/", "a.cn"),
        ("http://[::1", ""),
        ("mailto:a@b.cn", ""),
    ],
)
def test_the_host_is_written_as_portal_files_list_it(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("target", "url", "above"),
    [
        ("http://a.cn/", "http://a.cn/xxgk/zfwj/", True),
        ("http://a.cn/index.html", "http://a.cn/xxgk/zfwj/1.html", True),
        ("http://a.cn/xxgk/", "http://a.cn/xxgk/zfwj/index.html", True),
        ("https://m.a.cn/", "http://a.cn/xxgk/1.html", True),
        ("http://a.cn/list.jsp", "http://a.cn/list.jsp?id=3", True),
        ("https://a.cn/xxgk/zfwj/", "http://a.cn/xxgk/zfwj/", False),
        ("http://a.cn/xxgk/zfwj/", "http://a.cn/xxgk/zfwj", False),
        ("http://a.cn/xxgk/zfwj/index.html", "http://a.cn/xxgk/zfwj/", False),
        ("http://a.cn/xxgk/zfwj/new/", "http://a.cn/xxgk/zfwj/", False),
        ("http://a.cn/other/list.html", "http://a.cn/xxgk/zfwj/", False),
        ("http://a.cn/1.html", "http://a.cn/1.html?from=list", False),
        ("http://a.cn/list.jsp?id=3", "http://a.cn/xxgk/", False),
    ],
)
def test_being_sent_to_a_page_above_is_told(target: str, url: str, above: bool) -> None:
    assert is_above(target, url) is above


def test_plain_addresses_are_canonical_as_all_others_are() -> None:
    """An empty query sends the same address through the whole of it."""
    paths = (
        "", "/", "/a", "/a/", "/a/b.html", "/a/index.html", "/a/index.html/", "/index.shtml",
        "/a/default.aspx", "/a//b", "/a/./b", "/a/../b", "/a/..", "/a/.", "/...", "/a/.b", "/a.",
        "/a/b-c_d.1.html", "/%41", "/a;b",
    )  # fmt: skip
    for scheme in ("http", "https"):
        for host in ("x.gov.cn", "x.gov.cn.", "X.gov.cn", "10.0.0.1", "a-b", "x.gov.cn:80", "x.gov.cn:8080"):
            for path in paths:
                url = f"{scheme}://{host}{path}"
                assert canonical(url) == canonical(f"{url}?") == canonical(f" {url}#top")
