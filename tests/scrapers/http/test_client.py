"""What a run relies on: every way a host can answer becomes an outcome, and the host is asked politely."""

from __future__ import annotations

import gzip
import hashlib
import math
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scrapers.http.answers import Answer
from scrapers.http.client import HttpClient
from scrapers.http.manners import Manners
from scrapers.known import Stored
from scrapers.records import Request
from tests.scrapers.http.clocks import StillClock
from tests.scrapers.http.server import PAGE, Asked, Reply, Route, Server, answer, in_turn

QUICK = Manners(requests_per_second=math.inf, read_timeout=0.4, total_timeout=0.8, max_body=200_000)


def ask(route: Route, manners: Manners = QUICK, stored: Stored | None = None) -> tuple[Answer, list[str]]:
    """The answer for a page behind `route`, and the paths that the server was asked for."""
    with Server({"/page": route}) as server, HttpClient([server.host], manners, StillClock()) as client:
        return client.ask(Request(server.url("/page")), stored), server.paths()


def drip(head: bytes, body: bytes) -> Iterator[bytes]:
    """A byte every 50 ms."""
    yield head
    for byte in body:
        time.sleep(0.05)
        yield bytes([byte])


def silence(asked: Asked) -> Reply:
    time.sleep(1.2)
    return b""


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> list[bytes]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return [head, *(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks), end]


BOMB = gzip.compress(bytes(30_000_000))
GZIPPED = gzip.compress(PAGE)
RAW_DEFLATE = zlib.compress(PAGE)[2:-4]

OUTCOMES: dict[str, tuple[Route, str, int]] = {
    "a page": (answer(), "ok", 1),
    "json": (answer(b'{"a": 1}', content_type="application/json"), "ok", 1),
    "an empty json list": (answer(b"[]", content_type="application/json"), "ok", 1),
    "chunked without length": (chunked(PAGE[:10], PAGE[10:]), "ok", 1),
    "no length, closed at the end": ([b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE], "ok", 1),
    "gone": (answer(b"no", "404 Not Found"), "gone", 1),
    "gone for good": (answer(b"no", "410 Gone"), "gone", 1),
    "forbidden without marks": (answer(b"<h1>no</h1>", "403 Forbidden"), "server_error", 1),
    "500 then well": (in_turn(answer(b"", "500 Oops"), answer()), "ok", 2),
    "500 for ever": (answer(b"", "500 Oops"), "server_error", 3),
    "503 then well": (in_turn(answer(b"", "503 Busy"), answer()), "ok", 2),
    "silence": (silence, "timeout", 3),
    "reset before the answer": ([], "server_error", 3),
    "reset in the body": ([answer()[:-20]], "server_error", 3),
    "truncated then well": (in_turn([answer()[:-1]], answer()), "ok", 2),
    "chunks broken off": (chunked(PAGE, end=b""), "server_error", 3),
    "chunk sizes that are none": (chunked(PAGE, end=b"zz\r\nxx"), "server_error", 3),
    "gzip cut short": (answer(GZIPPED[:-9], content_encoding="gzip"), "server_error", 3),
    "gzip that is none": (answer(PAGE, content_encoding="gzip"), "server_error", 3),
    "an encoding never offered": (answer(PAGE, content_encoding="br"), "server_error", 3),
    "gzip bomb": (answer(BOMB, content_encoding="gzip"), "too_large", 1),
    "declared too long": (answer(b"", content_length="200000000"), "too_large", 1),
    "endless without length": (chunked(*[b"x" * 60_000] * 9), "too_large", 1),
    "header flood": (answer(**{f"x_{n}": "y" for n in range(150)}), "too_large", 1),
    "long headers": (answer(**{f"x_{n}": "y" * 9000 for n in range(9)}), "too_large", 1),
    "pdf": (answer(b"%PDF-1.4 ...", content_type="application/pdf"), "not_html", 1),
    "pdf without a type": (answer(b"%PDF-1.4 ...", content_type=""), "not_html", 1),
    "pdf that says html": (answer(b"%PDF-1.4 ..."), "not_html", 1),
    "a page without a type": (answer(content_type=""), "ok", 1),
    "a page as octet-stream": (answer(content_type="application/octet-stream"), "ok", 1),
    "empty page": (answer(b""), "server_error", 3),
    "304 that nobody asked for": (answer(b"", "304 Not Modified"), "server_error", 3),
    "not http": ([b"hello\r\n\r\n"], "server_error", 3),
    "521": (answer(b"<script>x</script>", "521 ", X_Via_JSL="3c8a,-"), "challenged", 1),
    "412": (answer(b"<script>$_ts=1</script>", "412 Precondition Failed"), "challenged", 1),
    "405 of a firewall": (answer(b"<h1>405</h1>", "405 Not Allowed"), "challenged", 1),
    "403 of a firewall": (answer("访问被拦截".encode("gb18030"), "403 Forbidden"), "challenged", 1),
    "202 with a script only": (answer(b"<script>$_ss('a')</script>", "202 Accepted"), "challenged", 1),
    "two bytes": (answer(b"ok"), "challenged", 1),
}


@pytest.mark.parametrize(("route", "outcome", "asked"), OUTCOMES.values(), ids=OUTCOMES)
def test_what_a_host_does_is_an_outcome_and_costs_so_many_questions(
    route: Route, outcome: str, asked: int
) -> None:
    got, paths = ask(route)
    assert (got.outcome, len(paths), got.tries) == (outcome, asked, asked), got.reason
    if outcome == "ok":
        assert got.reason == ""
        assert got.sha256 == hashlib.sha256(got.body).hexdigest()
    else:
        assert got.reason


@pytest.mark.parametrize("name", ["a page", "chunked without length", "no length, closed at the end"])
def test_the_body_is_whole(name: str) -> None:
    assert ask(OUTCOMES[name][0])[0].body == PAGE


@pytest.mark.parametrize(
    ("payload", "coding"),
    [
        (GZIPPED, "gzip"),
        (GZIPPED, "x-gzip"),
        (gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]), "gzip"),
        (GZIPPED + bytes(9), "gzip"),
        (zlib.compress(PAGE), "deflate"),
        (RAW_DEFLATE, "deflate"),
    ],
    ids=["gzip", "x-gzip", "two members", "padded", "zlib", "raw deflate"],
)
def test_content_codings_are_undone_and_the_payload_is_kept(payload: bytes, coding: str) -> None:
    got, _ = ask(answer(payload, content_encoding=coding))
    assert got.body == PAGE
    assert got.last is not None
    assert got.last.payload == payload


@pytest.mark.parametrize("part", ["body", "headers"])
def test_a_drip_ends_at_the_total_time(part: str) -> None:
    whole = answer()
    cut = whole.index(b"\r\n\r\n") + 4 if part == "body" else 0
    begun = time.monotonic()
    got, paths = ask(lambda asked: drip(whole[:cut], whole[cut:]))
    assert (got.outcome, got.tries, paths) == ("timeout", 1, ["/page"]), (
        "such a page is not asked again at once"
    )
    assert 0.7 < time.monotonic() - begun < 2


def test_nothing_is_taken_of_a_page_that_is_too_long() -> None:
    got, _ = ask(OUTCOMES["gzip bomb"][0])
    assert got.body == b""
    assert got.status == 200


# Redirects


def test_redirects_are_followed_and_the_last_address_is_the_base() -> None:
    routes: dict[str, Route] = {
        "/page": answer(b"", "301 Moved", location="/b"),
        "/b": answer(b"", "302 Found", location="c/%E6%94%BF#top"),
        "/c/%E6%94%BF": answer(),
    }
    with Server(routes) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        got = client.ask(Request(server.url("/page")))
        assert (got.outcome, got.final_url) == ("ok", server.url("/c/%E6%94%BF"))
        assert [exchange.status for exchange in got.exchanges] == [301, 302, 200]


@pytest.mark.parametrize(
    ("location", "outcome", "asked"),
    [
        ("/page", "server_error", 1),
        ("http://169.254.169.254/latest/meta-data/", "redirected_away", 1),
        ("http://127.0.0.1:1/", "redirected_away", 1),
        ("https://www.gov.cn/", "redirected_away", 1),
        ("//www.gov.cn/", "redirected_away", 1),
        ("file:///etc/passwd", "redirected_away", 1),
        ("http://[bad/", "server_error", 1),
        ("", "server_error", 1),
    ],
)
def test_redirects_lead_nowhere_but_to_the_portals_hosts(location: str, outcome: str, asked: int) -> None:
    got, paths = ask(answer(b"<p>moved</p>", "302 Found", location=location))
    assert (got.outcome, len(paths)) == (outcome, asked)
    if outcome == "redirected_away":
        assert got.redirect_target and got.redirect_target in got.reason


def test_an_endless_chain_of_redirects_ends() -> None:
    def onwards(asked: Asked) -> Reply:
        return answer(b"", "302 Found", location=f"/page?{len(asked.path)}{'x' * len(asked.path)}")

    got, paths = ask(onwards)
    assert (got.outcome, len(paths)) == ("server_error", 6)


def test_the_endless_body_of_a_redirect_is_not_waited_for() -> None:
    long = answer(b"", "302 Found", location="/b", content_length="100000000")
    with (
        Server({"/page": long, "/b": answer()}) as server,
        HttpClient([server.host], QUICK, StillClock()) as client,
    ):
        assert client.ask(Request(server.url("/page"))).body == PAGE


def test_a_page_may_send_back_to_itself_to_set_a_cookie() -> None:
    def page(asked: Asked) -> Reply:
        if asked.headers.get("cookie") == "seen=1":
            return answer()
        return answer(b"", "302 Found", location="/page", set_cookie="seen=1")

    got, paths = ask(page)
    assert (got.outcome, len(paths)) == ("ok", 2)


# Conditional GET


STAMP = "Wed, 10 Jan 2018 08:00:00 GMT"


def test_validators_are_sent_and_304_is_unchanged() -> None:
    def page(asked: Asked) -> Reply:
        known = (asked.headers.get("if-none-match"), asked.headers.get("if-modified-since"))
        return answer(b"", "304 Not Modified") if known == ('"a"', STAMP) else answer(etag='"a"')

    with Server({"/page": page}) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        request = Request(server.url("/page"))
        first = client.ask(request)
        assert (first.outcome, first.etag) == ("ok", '"a"')
        stored = Stored(first.final_url, first.etag, STAMP, first.sha256)
        again = client.ask(request, stored)
        assert (again.outcome, again.status, again.body, again.same_as_stored) == (
            "unchanged",
            304,
            b"",
            True,
        )


@pytest.mark.parametrize("stamp", ["Thu, 01 Jan 2037 00:00:00 GMT", "yesterday", "32 Foo 2018", ""])
def test_a_last_modified_in_the_future_or_unreadable_is_not_sent(stamp: str) -> None:
    with Server({"/page": answer()}) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        got = client.ask(Request(server.url("/page")), Stored(server.url("/page"), None, stamp))
        assert got.outcome == "ok"
        assert "if-modified-since" not in server.seen[-1].headers


def test_a_server_that_never_says_304_is_known_by_the_hash() -> None:
    with Server({"/page": answer()}) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        stored = Stored(server.url("/page"), '"a"', None, hashlib.sha256(PAGE).hexdigest())
        got = client.ask(Request(server.url("/page")), stored)
        assert (got.outcome, got.same_as_stored) == ("ok", True)


# Posts, headers


def test_a_form_is_posted_with_its_body_and_type() -> None:
    with Server({"/page": answer()}) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        client.ask(Request(server.url("/page"), "POST", "page=2&unit=%B2%C6"), None)
        seen = server.seen[-1]
        assert (seen.method, seen.body) == ("POST", b"page=2&unit=%B2%C6")
        assert seen.headers["content-type"] == "application/x-www-form-urlencoded"


def test_the_user_agent_names_us_and_a_contact() -> None:
    manners = replace(QUICK, user_agent_contact="mailto:someone@example.gov.cn")
    with Server({"/page": answer()}) as server, HttpClient([server.host], manners, StillClock()) as client:
        client.ask(Request(server.url("/page")))
        for seen in server.seen:
            assert seen.headers["user-agent"].startswith("gongkai/")
            assert seen.headers["user-agent"].endswith("(+mailto:someone@example.gov.cn)")


# Who may be asked


def test_a_host_that_the_portal_file_does_not_name_is_never_asked() -> None:
    with (
        Server({"/page": answer()}) as server,
        HttpClient(["www.example.gov.cn"], QUICK, StillClock()) as client,
    ):
        got = client.ask(Request(server.url("/page")))
        assert (got.outcome, got.status, got.tries, server.seen) == ("redirected_away", None, 0, [])


def test_a_name_that_resolves_to_a_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    real = socket.getaddrinfo

    def rebound(host: str, port: int, *more: int) -> object:
        return real("127.0.0.1" if host == "www.example.gov.cn" else host, port, *more)

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    with Server({"/page": answer()}) as server:
        port = server.host.partition(":")[2]
        hosts, request = [f"www.example.gov.cn:{port}"], Request(f"http://www.example.gov.cn:{port}/page")
        with HttpClient(hosts, replace(QUICK, robots=False), StillClock()) as client:
            got = client.ask(request)
            assert (got.outcome, server.seen) == ("server_error", [])
            assert "127.0.0.1" in got.reason
        with HttpClient([*hosts, "127.0.0.1"], QUICK, StillClock()) as client:
            assert client.ask(request).outcome == "ok"
        with HttpClient(hosts, QUICK, StillClock(), named_private=["127.0.0.0/8"]) as client:
            assert client.ask(request).outcome == "ok"


@pytest.mark.parametrize("url", ["", "mailto:a@b", "javascript:;", "http://", "http://[::1", "http://a b/"])
def test_what_is_no_address_is_an_outcome_too(url: str) -> None:
    with HttpClient(["www.example.gov.cn"], QUICK, StillClock()) as client:
        assert client.ask(Request(url)).outcome in ("redirected_away", "server_error")


def test_the_environments_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server({"http://www.example.gov.cn/page": answer()}) as proxy:
        monkeypatch.setenv("http_proxy", f"http://{proxy.host}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        with HttpClient(["www.example.gov.cn"], QUICK, StillClock()) as client:
            assert client.ask(Request("http://www.example.gov.cn/page")).body == PAGE
        assert [seen.headers["host"] for seen in proxy.seen] == ["www.example.gov.cn"] * 2
