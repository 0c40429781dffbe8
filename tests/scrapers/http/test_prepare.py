"""Addresses go out as requests would send them, also those that are passed on without asking it."""

from __future__ import annotations

import random
from urllib.parse import urldefrag

import pytest
import requests

from scrapers.address import _host_of_origin, host_of
from scrapers.http.prepare import _AS_IT_IS, address_sent

HOSTS = ["a.b", "www.x-y.gov.cn", "w.1", "a.b:80", "a.b:8080", "a.b:65536", "a.b:080", "1.2.3.4", "0x7f.1"]
HOSTS += ["x.y:0", "a..b", "-a.b", "a.b-", "a.b.", "A.b", "me@a.b", "[::1]", "政府.cn", "localhost", "a.b:"]
STARTS = ("/", "/", "/a/", "", "//", "/?", "/./", "/..", "/../", "?", "#")
LETTERS = "abz019.-_~!$&'()*+,;=:@/?%#[]{}|\\^`\" <>AZé政\t"


def addresses(count: int) -> list[str]:
    chance = random.Random(3)
    return [
        chance.choice(("http://", "https://", "HTTP://", "http:/", " http://"))
        + chance.choice(HOSTS)
        + chance.choice(STARTS)
        + "".join(chance.choices(LETTERS, k=chance.randrange(9)))
        for _ in range(count)
    ]


def by_requests(url: str) -> str | None:
    sent = requests.PreparedRequest()
    sent.prepare_url(urldefrag(url.strip()).url, {})
    return sent.url


def test_addresses_go_out_as_requests_sends_them() -> None:
    as_they_are = 0
    for url in addresses(20_000):
        try:
            expected = by_requests(url)
        except ValueError:
            with pytest.raises(ValueError):
                address_sent(url)
            assert not _AS_IT_IS.fullmatch(url)
            continue
        assert address_sent(url) == expected
        as_they_are += _AS_IT_IS.fullmatch(url) is not None
    assert as_they_are > 200


@pytest.mark.parametrize(
    "url",
    [
        "http://www.x.gov.cn/art/2018/1/1/art_1_2.html",
        "https://www.x.gov.cn:8443/xxgk/list.jsp?id=1&page=2&t=a/b:c?d",
        "http://www.x.gov.cn/",
    ],
)
def test_what_portals_mostly_link_to_needs_no_asking(url: str) -> None:
    assert _AS_IT_IS.fullmatch(url)


def test_a_host_is_known_by_scheme_and_host_alone() -> None:
    for url in addresses(5000):
        assert host_of(url) == _host_of_origin.__wrapped__(url)
