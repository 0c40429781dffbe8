"""robots.txt by RFC 9309, as hosts really answer for it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from scrapers.http.answers import Answer
from scrapers.http.client import HttpClient
from scrapers.http.manners import Manners
from scrapers.records import Request
from tests.scrapers.http.clocks import StillClock
from tests.scrapers.http.server import Route, Server, answer, in_turn, plain

QUICK = Manners(requests_per_second=math.inf, read_timeout=0.4, total_timeout=0.8)


def robots(route: Route) -> tuple[Answer, list[str]]:
    """The answer for a page on a host with these robots, and the paths asked for besides."""
    with (
        Server({"/robots.txt": route, "/page": answer()}) as server,
        HttpClient([server.host], QUICK, StillClock()) as client,
    ):
        return client.ask(Request(server.url("/page"))), server.paths()


ROBOTS: dict[str, tuple[Route, str]] = {
    "none": (answer(b"no", "404 Not Found"), "ok"),
    "forbidden": (answer(b"no", "403 Forbidden"), "ok"),
    "empty": (plain(b""), "ok"),
    "a page in its place": (answer(), "ok"),
    "everything open": (plain(b"User-agent: *\nDisallow:\n"), "ok"),
    "everything closed": (plain(b"User-agent: *\nDisallow: /\n"), "refused_by_robots"),
    "closed for us": (
        plain(b"User-agent: gongkai\nDisallow: /page\n\nUser-agent: *\nAllow: /\n"),
        "refused_by_robots",
    ),
    "closed for another": (plain(b"User-agent: other\nDisallow: /\n"), "ok"),
    "longest match wins": (plain(b"User-agent: *\nDisallow: /\nAllow: /page\n"), "ok"),
    "with a mark of order": (plain(b"\xef\xbb\xbfUser-agent: *\nDisallow: /page\n"), "refused_by_robots"),
    "500 for ever": (answer(b"", "500 Oops"), "refused_by_robots"),
    "500 then well": (in_turn(answer(b"", "500 Oops"), plain(b"")), "ok"),
    "429 for ever": (answer(b"", "429 Too Many"), "refused_by_robots"),
    "cut off": ([b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser"], "refused_by_robots"),
    "off the portal": (answer(b"", "302 Found", location="http://www.gov.cn/robots.txt"), "ok"),
    "challenged": (answer(b"<script>", "521 "), "challenged"),
}


@pytest.mark.parametrize(("route", "outcome"), ROBOTS.values(), ids=ROBOTS)
def test_robots_are_obeyed(route: Route, outcome: str) -> None:
    got, paths = robots(route)
    assert (got.outcome, paths) == (outcome, ["/page"] if outcome == "ok" else []), got.reason


def test_rules_beyond_500_kib_are_not_needed_and_those_before_are_kept() -> None:
    filler = b"# filler\n" * 80_000
    got, _ = robots(plain(b"User-agent: *\nDisallow: /page\n" + filler))
    assert got.outcome == "refused_by_robots"
    inside = filler[: 499 * 1024 // 9 * 9]
    got, _ = robots(plain(inside + b"User-agent: *\nDisallow: /page\n" + filler))
    assert got.outcome == "refused_by_robots"


@pytest.mark.parametrize(("delay", "gap"), [(b"5", 5.0), (b"0.1", 1.0)])
def test_crawl_delay_wins_when_slower(delay: bytes, gap: float) -> None:
    text = plain(b"User-agent: *\nCrawl-delay: " + delay + b"\n")
    with (
        Server({"/robots.txt": text, "/page": answer()}) as server,
        HttpClient([server.host], Manners(), StillClock()) as client,
    ):
        first, second = (client.ask(Request(server.url("/page"))).asked_at for _ in range(2))
    assert (second - first).total_seconds() == gap


def test_robots_are_asked_once_a_run_and_handed_over_for_the_archive() -> None:
    with Server({"/page": answer()}) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        list(client.ask_many([(Request(server.url("/page")), None)] * 5))
        assert [seen.path for seen in server.seen].count("/robots.txt") == 1
        assert [answer.request.url for answer in client.robots_answers()] == [server.url("/robots.txt")]


def test_robots_can_be_put_aside_for_a_portal_of_ones_own() -> None:
    routes: dict[str, Route] = {"/robots.txt": answer(b"User-agent: *\nDisallow: /"), "/page": answer()}
    with (
        Server(routes) as server,
        HttpClient([server.host], replace(QUICK, robots=False), StillClock()) as client,
    ):
        assert client.ask(Request(server.url("/page"))).outcome == "ok"
