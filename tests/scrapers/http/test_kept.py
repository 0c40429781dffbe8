"""Over a connection that is open already, a question is written as requests would write it, and its answer is
read as requests would read it, within the same bounds."""

from __future__ import annotations

import gzip
import io
import math
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import parse_headers

import pytest
from urllib3 import HTTPHeaderDict

from scrapers.http import kept
from scrapers.http.answers import Answer, Exchange
from scrapers.http.client import HttpClient
from scrapers.http.manners import Manners
from scrapers.known import Stored
from scrapers.records import Request
from tests.scrapers.http.clocks import StillClock
from tests.scrapers.http.server import PAGE, Asked, Route, Server, answer
from tests.scrapers.http.test_client import OUTCOMES
from tests.scrapers.http.ways import Ways, watched
from tests.scrapers.http.wire import Wire

QUICK = Manners(
    requests_per_second=math.inf, robots=False, read_timeout=0.4, total_timeout=0.8, max_body=200_000
)
FAR = "http://www.example.gov.cn"


def second(route: Route, closed: bool) -> tuple[Answer, list[Asked], Ways]:
    """The answer behind `route` to the second question of a client, whose first has opened a connection."""
    routes: dict[str, Route] = {"/first": answer(), "/page": route}
    with (
        watched(closed) as ways,
        Server(routes) as server,
        HttpClient([server.host], replace(QUICK, tries=1), StillClock()) as client,
    ):
        assert client.ask(Request(server.url("/first"))).outcome == "ok"
        got = client.ask(Request(server.url("/page?a=1")))
        return got, server.seen, ways


def head(*lines: str, body: bytes = PAGE, length: bool = True) -> bytes:
    """An answer with these lines after `HTTP/1.1 200 OK` (or instead of it, when the first begins so)."""
    first = () if lines and lines[0].startswith("HTTP/") else ("HTTP/1.1 200 OK",)
    own = (f"content-length: {len(body)}",) if length else ()
    return "\r\n".join((*first, *lines, *own, "", "")).encode("latin-1") + body


def greeting(asked: Asked) -> Iterator[bytes]:
    """A line that is not HTTP; then nothing for longer than an answer may take."""
    yield b"220 mail.example ESMTP\r\n"
    time.sleep(0.6)


ODDITIES: dict[str, Route] = {
    "connection: keep-alive": head("Connection: Keep-Alive", "Keep-Alive: timeout=5"),
    "connection: close": [head("Connection: close")],
    "HTTP/1.0 that keeps alive": head("HTTP/1.0 200 OK", "Connection: keep-alive"),
    "an interim answer first": b"HTTP/1.1 100 Continue\r\n\r\n" + head(),
    "lines that end in LF alone": head().replace(b"\r\n", b"\n", 2),
    "a folded line": head("X-Long: one\r\n two"),
    "a line without colon": head("X-Broken"),
    "a space before the colon": head("X-Space : one"),
    "a name that is none": head("政".encode("gb18030").decode("latin-1") + ": one"),
    "GBK in a value": head("X-Name: " + "政府".encode("gb18030").decode("latin-1")),
    "a next-line character in a value": head("X-Name: a\x85b\xa0"),
    "a NUL in a value": head("X-Name: a\x00b"),
    "a tab in a value": head("X-Name:\ta\tb"),
    "spaces around a value": head("X-Name:   a b  "),
    "an empty value": head("X-Name:", "X-Other: "),
    "names that come twice": head("X-Name: a", "Y: b", "x-name: c"),
    "two lengths": head("Content-Length: 5"),
    "a length twice in one line": head(f"Content-Length: {len(PAGE)}, {len(PAGE)}", length=False),
    "a length below nothing": [head("Content-Length: -5", length=False)],
    "a length in Arabic digits": [head("Content-Length: \u00b2", length=False)],
    "length and chunks": [head("Transfer-Encoding: chunked", body=b"3\r\n<p>\r\n0\r\n\r\n")],
    "a status without reason": head("HTTP/1.1 200"),
    "a reason in GBK": head("HTTP/1.1 200 " + "成功".encode("gb18030").decode("latin-1")),
    "a status of two digits": [head("HTTP/1.1 20 OK")],
    "another protocol": [head("ICY 200 OK", length=False)],
    "204": head("HTTP/1.1 204 No Content", body=b"", length=False),
    "gzip": answer(gzip.compress(PAGE * 9), content_encoding="gzip"),
    "a cookie": head("Set-Cookie: a=1; path=/"),
    "long, in many pieces": [head(body=PAGE * 2000)[at : at + 7000] for at in range(0, 140000, 7000)],
    "a head in two pieces": [b"HTTP/1.1 200 OK\r\ncontent-le", head().partition(b"-le")[2]],
    "a hundred lines": head(*(f"X-{number}: y" for number in range(99))),
    "a hundred and one lines": head(*(f"X-{number}: y" for number in range(100))),
    "a head without end": [b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20000],
    "greeted by another protocol": greeting,
    "nothing but a line": [b"HTTP/1.1 200 OK\r\n"],
}


def crossed(got: Answer) -> tuple[Exchange, ...]:
    return tuple(replace(exchange, url="") for exchange in got.exchanges)


ALIKE = {
    name: route
    for name, (route, _, asked) in OUTCOMES.items()
    if asked != 2  # those answer otherwise when they are asked again
} | ODDITIES


@pytest.mark.parametrize("route", ALIKE.values(), ids=ALIKE)
def test_an_answer_is_read_as_requests_reads_it(route: Route) -> None:
    by_requests, seen, ways = second(route, closed=True)
    assert (ways.kept, ways.ordinary) == (0, 2)
    got, seen_again, ways = second(route, closed=False)
    assert ways.ordinary == 1, "the second question went over the open connection"
    assert (got.outcome, got.reason) == (by_requests.outcome, by_requests.reason)
    assert crossed(got) == crossed(by_requests)
    assert [one.path for one in seen] == [one.path for one in seen_again]


def test_the_heads_read_here_are_read_as_http_client_reads_them() -> None:
    chance, read = random.Random(5), 0
    letters = "ab-_:;=, \t\r\n\x00\x0b\x0c\x1c\x7f\x80\x85\xa0\xffT"
    for _ in range(30_000):
        lines = [
            "".join(chance.choices(letters, k=chance.randrange(1, 4)))
            + chance.choice((":", ": ", " : ", ":\t", ""))
            + "".join(chance.choices(letters, k=chance.randrange(0, 5)))
            for _ in range(chance.randrange(3))
        ]
        text = "\r\n".join((*lines, "content-length: 5", "", "")).encode("latin-1")
        found = kept._plain(b"HTTP/1.1 200 OK\r\n" + text)
        if found is not None:
            read += 1
            stream = io.BytesIO(text)
            assert found.fields == tuple(HTTPHeaderDict(parse_headers(stream).items()).items())
            assert not stream.read(), "the head ends where http.client sees its end"
    assert read > 2000


@pytest.mark.parametrize(
    ("request_", "stored"),
    [
        (Request("/page"), None),
        (Request("/a/%E6%94%BF?b=1&c=%B2%C6"), None),
        (Request("/政府?x=公开"), None),
        (Request("/page", "POST", "page=2&unit=%B2%C6"), None),
        (Request("/page", "POST", ""), None),
        (Request("/page", "POST", '{"a": "政"}', "application/json"), None),
        (Request("/page"), Stored("/page", '"a\xff"', "Wed, 10 Jan 2018 08:00:00 GMT")),
    ],
    ids=["plain", "escaped", "to be escaped", "form", "empty form", "json", "conditional"],
)
def test_a_question_is_written_as_requests_writes_it(request_: Request, stored: Stored | None) -> None:
    with Wire([[answer()] * 2]) as wire, watched() as ways:
        request = replace(request_, url=wire.url(request_.url))
        known = replace(stored, url=wire.url(stored.url)) if stored else None
        with HttpClient([wire.host], QUICK, StillClock()) as client:
            session = next(iter(client._hosts.values())).session
            session.cookies.set("seen", "1", domain="127.0.0.1")
            session.headers["X-Own"] = "a person's own"
            assert [client.ask(request, known).outcome for _ in range(2)] == ["ok", "ok"]
        ((first, again),) = wire.asked
    assert (ways.ordinary, ways.kept) == (1, 1)
    assert first == again
    assert b"\r\nCookie: seen=1\r\n" in first and b"\r\nX-Own: a person's own\r\n" in first


@pytest.mark.parametrize("url", [f"{FAR}/page?a=1", f"{FAR}:80/page", f"{FAR}:8080/page"])
def test_a_question_to_a_proxy_is_written_as_requests_writes_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Wire([[answer()] * 2]) as wire, watched() as ways:
        monkeypatch.setenv("http_proxy", f"http://me:secret@{wire.host}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        with HttpClient(["www.example.gov.cn", "www.example.gov.cn:8080"], QUICK, StillClock()) as client:
            assert [client.ask(Request(url)).outcome for _ in range(2)] == ["ok", "ok"]
        ((first, again),) = wire.asked
    assert (ways.ordinary, ways.kept) == (1, 1)
    assert first == again
    assert first.startswith(f"GET {url} HTTP/1.1\r\n".encode())
    assert b"\r\nProxy-Authorization: Basic bWU6c2VjcmV0\r\n" in first


@pytest.mark.parametrize(
    "name", ["Host", "Transfer-Encoding", "User-Agent", "Accept-Encoding"], ids=lambda name: f"own {name}"
)
def test_what_libraries_write_otherwise_is_left_to_them(name: str) -> None:
    with (
        Wire([[answer()] * 2]) as wire,
        watched() as ways,
        HttpClient([wire.host], replace(QUICK, tries=1), StillClock()) as client,
    ):
        session = next(iter(client._hosts.values())).session
        if name in session.headers:
            del session.headers[name]
        else:
            session.headers[name] = "identity"
        for _ in range(2):
            client.ask(Request(wire.url()))
    assert (ways.ordinary, ways.kept) == (2, 0)


def test_what_no_header_can_hold_is_never_written() -> None:
    with Wire([[answer()] * 3]) as wire, watched() as ways:
        with HttpClient([wire.host], QUICK, StillClock()) as client:
            session = next(iter(client._hosts.values())).session
            client.ask(Request(wire.url()))
            for broken in ("a\r\nX-Smuggled: 1", "政"):
                session.headers["X-Own"] = broken
                with pytest.raises(ValueError, match=r"Invalid header value|codec"):
                    client.ask(Request(wire.url()))
        assert len(wire.asked) == 1 and b"Smuggled" not in b"".join(wire.asked[0])
    assert ways.kept == 0
