"""An open connection is used for the next question only where nothing is left on it, leads where it may, and
is left alone when time is over or the run is stopped."""

from __future__ import annotations

import math
import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests

from scrapers.http.client import HttpClient, Stopped
from scrapers.http.manners import Manners
from scrapers.http.sessions import GuardedAdapter
from scrapers.records import Request
from tests.scrapers.http.clocks import StillClock
from tests.scrapers.http.server import PAGE, Asked, Reply, Route, Server, answer
from tests.scrapers.http.test_client import chunked, drip
from tests.scrapers.http.test_sessions import certificate
from tests.scrapers.http.ways import watched
from tests.scrapers.http.wire import HANG_UP, Wire

QUICK = Manners(
    requests_per_second=math.inf, robots=False, read_timeout=0.4, total_timeout=0.8, max_body=200_000
)


def test_a_connection_that_was_closed_while_idle_is_opened_anew() -> None:
    with Wire([[answer(), HANG_UP], [answer()] * 2]) as wire, watched() as ways:
        with HttpClient([wire.host], QUICK, StillClock()) as client:
            first = client.ask(Request(wire.url("/1")))
            assert wire.closed.wait(5)
            others = [client.ask(Request(wire.url(f"/{number}"))) for number in (2, 3)]
        assert [(got.outcome, got.tries) for got in (first, *others)] == [("ok", 1)] * 3
        assert [len(asked) for asked in wire.asked] == [1, 2]
    assert (ways.ordinary, ways.kept) == (2, 1)


@pytest.mark.parametrize("as_chunks", [False, True])
def test_what_a_host_sends_beyond_its_answer_is_no_answer_to_the_next_question(as_chunks: bool) -> None:
    smuggled = answer(b"<html>smuggled</html>")
    whole = b"".join(chunked(PAGE)) if as_chunks else answer()
    with Wire([[answer(), whole + smuggled], [answer()]]) as wire, watched() as ways:
        with HttpClient([wire.host], QUICK, StillClock()) as client:
            got = [client.ask(Request(wire.url())) for _ in range(3)]
        assert [(one.outcome, one.body) for one in got] == [("ok", PAGE)] * 3
        assert [len(asked) for asked in wire.asked] == [2, 1], "that connection is not used again"
    assert (ways.ordinary, ways.kept) == (2, 1)


def test_a_connection_is_not_used_again_when_its_answer_was_not_read_to_the_end() -> None:
    pdf = answer(b"%PDF" + bytes(300_000), content_type="application/pdf")
    with Wire([[answer(), pdf], [answer()]]) as wire:
        with HttpClient([wire.host], QUICK, StillClock()) as client:
            got = [client.ask(Request(wire.url())).outcome for _ in range(3)]
        assert got == ["ok", "not_html", "ok"]
        assert [len(asked) for asked in wire.asked] == [2, 1]


def test_a_name_that_leads_elsewhere_by_now_is_checked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    real, leads_to = socket.getaddrinfo, ["127.0.0.1"]

    def resolved(host: str, port: int, *more: int) -> object:
        return real(leads_to[0] if host == "www.example.gov.cn" else host, port, *more)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    with Wire([[answer(), answer(), HANG_UP], [answer()]]) as wire:
        host = f"www.example.gov.cn:{wire.host.partition(':')[2]}"
        with HttpClient([host], QUICK, StillClock(), named_private=["127.0.0.1"]) as client:
            outcomes = [client.ask(Request(f"http://{host}/page")).outcome for _ in range(2)]
            assert wire.closed.wait(5)
            leads_to[0] = "127.0.0.2"
            refused = client.ask(Request(f"http://{host}/page"))
        assert outcomes == ["ok", "ok"]
        assert "127.0.0.2" in refused.reason and len(wire.asked) == 1


def test_an_adapter_of_ones_own_is_asked_every_time() -> None:
    class Own(GuardedAdapter):
        sent = 0

        def send(self, *given: Any, **named: Any) -> requests.Response:
            Own.sent += 1
            return super().send(*given, **named)

    with Server({"/page": answer()}) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        state = next(iter(client._hosts.values()))
        state.session.mount("http://", Own(state.host, client._allowlist, QUICK))
        assert [client.ask(Request(server.url("/page"))).body for _ in range(3)] == [PAGE] * 3
    assert Own.sent == 3


# Bounds


@pytest.mark.parametrize("part", ["body", "headers"])
@pytest.mark.parametrize("secure", [False, True])
def test_a_drip_ends_at_the_total_time(part: str, secure: bool, tmp_path: Path) -> None:
    whole = answer()
    cut = whole.index(b"\r\n\r\n") + 4 if part == "body" else 0
    routes: dict[str, Route] = {"/page": answer(), "/drip": lambda asked: drip(whole[:cut], whole[cut:])}
    pem = certificate(tmp_path, "127.0.0.1") if secure else None
    with Server(routes, pem) as server, watched() as ways:
        authority = {"127.0.0.1": tmp_path / "authority.pem"} if secure else {}
        with HttpClient([server.host], replace(QUICK, ca_files=authority)) as client:
            assert client.ask(Request(server.url("/page"))).outcome == "ok"
            begun = time.monotonic()
            got = client.ask(Request(server.url("/drip")))
            assert (got.outcome, got.tries) == ("timeout", 1)
            assert 0.7 < time.monotonic() - begun < 2
    assert ways.ordinary == 1


def test_stopping_does_not_wait_for_a_host_that_falls_silent() -> None:
    stop, reached, over = threading.Event(), threading.Event(), threading.Event()

    def set_after(first: threading.Event, then: threading.Event) -> None:
        first.wait(10)
        then.set()

    def silence(asked: Asked) -> Reply:
        reached.set()
        over.wait(20)
        return b""

    patient = replace(QUICK, read_timeout=30.0, total_timeout=60.0)
    with (
        Server({"/page": answer(), "/silence": silence}) as server,
        HttpClient([server.host], patient, stop=stop) as client,
        watched() as ways,
    ):
        client.ask(Request(server.url("/page")))
        threading.Thread(target=set_after, args=(reached, stop), daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(Stopped):
            client.ask(Request(server.url("/silence")))
        assert time.monotonic() - begun < 5
        over.set()
    assert ways.ordinary == 1


def test_questions_over_tls_share_a_connection_whose_certificate_was_verified(tmp_path: Path) -> None:
    with (
        Server({"/page": answer()}, certificate(tmp_path, "127.0.0.1")) as server,
        watched() as ways,
        HttpClient(
            [server.host], replace(QUICK, ca_files={"127.0.0.1": tmp_path / "authority.pem"}), StillClock()
        ) as client,
    ):
        assert [client.ask(Request(server.url("/page"))).body for _ in range(3)] == [PAGE] * 3
    assert (ways.ordinary, ways.kept) == (1, 2)


def test_a_cookie_set_on_an_open_connection_is_sent_with_the_next_question() -> None:
    with (
        Server({"/page": answer(), "/in": answer(set_cookie="session=7; path=/")}) as server,
        HttpClient([server.host], QUICK, StillClock()) as client,
        watched() as ways,
    ):
        for path in ("/page", "/in", "/page"):
            assert client.ask(Request(server.url(path))).outcome == "ok"
        assert [asked.headers.get("cookie") for asked in server.seen] == [None, None, "session=7"]
    assert (ways.ordinary, ways.kept) == (1, 2)
