"""How often a host is asked, when it is left alone, and how a run of many questions ends."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import replace
from datetime import time as day_time
from itertools import pairwise

import pytest

from scrapers.http.client import HttpClient, Stopped
from scrapers.http.manners import Manners
from scrapers.records import Request
from tests.scrapers.http.clocks import StillClock
from tests.scrapers.http.server import Asked, Reply, Route, Server, answer, in_turn, plain

QUICK = Manners(requests_per_second=math.inf, read_timeout=0.4, total_timeout=0.8)


def test_questions_are_spaced_as_the_manners_say() -> None:
    clock = StillClock()
    with (
        Server({"/page": answer()}) as server,
        HttpClient([server.host], Manners(requests_per_second=0.5, robots=False), clock) as client,
    ):
        asked = [client.ask(Request(server.url("/page"))).asked_at for _ in range(4)]
    gaps = {(later - earlier).total_seconds() for earlier, later in pairwise(asked)}
    assert gaps == {2.0}


def test_crawl_delay_holds_from_the_answer_that_told_it() -> None:
    clock = StillClock()
    robots = plain(b"User-agent: *\nCrawl-delay: 3")
    with (
        Server({"/page": answer(), "/robots.txt": robots}) as server,
        HttpClient([server.host], Manners(requests_per_second=50), clock) as client,
    ):
        first = client.ask(Request(server.url("/page"))).asked_at
    assert (first - client.robots_answers()[0].asked_at).total_seconds() == 3


def test_threads_do_not_leave_in_a_burst() -> None:
    manners = Manners(requests_per_second=20, connections=4, robots=False)
    with Server({"/page": answer()}) as server, HttpClient([server.host], manners) as client:
        list(client.ask_many([(Request(server.url("/page")), None)] * 8))
        at = [seen.at for seen in server.seen]
    assert min(later - earlier for earlier, later in pairwise(at)) > 0.035


def test_no_more_connections_than_allowed() -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def page(asked: Asked) -> Reply:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with lock:
            inside -= 1
        return answer()

    with (
        Server({"/page": page}) as server,
        HttpClient([server.host], replace(QUICK, connections=3), StillClock()) as client,
    ):
        list(client.ask_many([(Request(server.url("/page")), None)] * 20))
    assert most == 3


@pytest.mark.parametrize(
    ("value", "slept"), [("7", 7.0), ("Wed, 10 Jan 2018 18:00:30 GMT", 30.0), ("0", 0.0)], ids=str
)
def test_retry_after_is_kept(value: str, slept: float) -> None:
    clock = StillClock()
    route = in_turn(answer(b"", "429 Too Many", retry_after=value), answer())
    with Server({"/page": route}) as server, HttpClient([server.host], QUICK, clock) as client:
        assert client.ask(Request(server.url("/page"))).outcome == "ok"
    assert sum(clock.slept) == slept


def test_a_pause_beyond_the_cap_leaves_the_host_alone() -> None:
    route = answer(b"", "503 Busy", retry_after="86400")
    with (
        Server({"/page": route, "/b": answer()}) as server,
        HttpClient([server.host], QUICK, StillClock()) as client,
    ):
        assert client.ask(Request(server.url("/page"))).outcome == "server_error"
        later = client.ask(Request(server.url("/b")))
        assert (later.outcome, later.tries) == ("server_error", 0)
        assert server.paths() == ["/page"]
        assert "86400" in client.left_alone()[server.host]


def test_waits_grow_and_carry_jitter() -> None:
    clock = StillClock()
    with (
        Server({"/page": answer(b"", "500 Oops")}) as server,
        HttpClient([server.host], replace(QUICK, tries=4, robots=False), clock) as client,
    ):
        client.ask(Request(server.url("/page")))
    assert len(clock.slept) == 3
    for slept, longest in zip(clock.slept, (1, 2, 4), strict=True):
        assert longest / 2 <= slept <= longest


def test_after_failures_in_succession_the_host_is_left_alone() -> None:
    manners = replace(QUICK, tries=1, failures_before_rest=3)
    with Server({"/page": answer(b"", "500 Oops"), "/b": answer()}) as server:
        with HttpClient([server.host], manners, StillClock()) as client:
            for path in ("/page", "/page", "/b", "/page", "/page", "/page"):
                client.ask(Request(server.url(path)))
            later = client.ask(Request(server.url("/b")))
        assert (later.outcome, later.tries) == ("server_error", 0)
        assert "连续 3 次失败" in later.reason
        assert len(server.paths()) == 6


def test_a_host_that_refuses_connections_is_said_and_then_left_alone() -> None:
    with Server() as gone:
        host, url = gone.host, gone.url("/page")
    with HttpClient([host], replace(QUICK, robots=False, silences_before_rest=2), StillClock()) as client:
        first, second, third = (client.ask(Request(url)) for _ in range(3))
    assert (first.outcome, first.tries, second.tries, third.tries) == ("server_error", 3, 3, 0)
    assert "拒绝连接" in first.reason


def test_pages_that_fail_again_do_not_have_their_host_left_alone() -> None:
    """That they failed is known; but as many in succession as would rest a host end the asking again."""
    manners = replace(QUICK, tries=1, failures_before_rest=3, connections=1, robots=False)
    with Server({"/page": answer(b"", "500 Oops"), "/b": answer()}) as server:
        broken, well = (Request(server.url("/page")), None), (Request(server.url("/b")), None)
        with HttpClient([server.host], manners, StillClock()) as client:
            list(client.ask_many([broken] * 2))
            again = list(client.ask_again([broken, broken, well, broken, broken, broken, well]))
            assert [got.tries for got in again] == [1, 1, 1, 1, 1, 1, 0]
            assert "不再重试" in again[-1].reason
            assert client.left_alone() == {}
            assert client.ask(*well).outcome == "ok"
            assert [got.tries for got in client.ask_many([broken] * 4)] == [1, 1, 1, 0], "its own rule stands"


def test_after_the_first_challenge_the_host_is_not_asked_again() -> None:
    routes: dict[str, Route] = {
        "/page": answer(b"<script>x</script>", "521 ", X_Via_JSL="3c8a,-"),
        "/b": answer(),
    }
    with Server(routes) as server, HttpClient([server.host], QUICK, StillClock()) as client:
        assert client.ask(Request(server.url("/page"))).outcome == "challenged"
        later = client.ask(Request(server.url("/b")))
        assert (later.outcome, later.tries, server.paths()) == ("challenged", 0, ["/page"])
        assert server.host in client.left_alone()


def test_answers_come_in_the_order_asked() -> None:
    def page(asked: Asked) -> Reply:
        time.sleep(0.03 if asked.path.endswith("0") else 0)
        return answer()

    with (
        Server({"/page": page}) as server,
        HttpClient([server.host], replace(QUICK, connections=4)) as client,
    ):
        urls = [server.url(f"/page?{number}") for number in range(40)]
        assert [got.request.url for got in client.ask_many((Request(url), None) for url in urls)] == urls


def test_a_stopped_run_hands_over_what_was_answered_and_says_so() -> None:
    stop = threading.Event()
    with (
        Server({"/page": answer()}) as server,
        HttpClient([server.host], QUICK, StillClock(), stop) as client,
    ):
        got = []
        with pytest.raises(Stopped):
            for one in client.ask_many((Request(server.url(f"/page?{n}")), None) for n in range(200)):
                got.append(one)
                if len(got) == 20:
                    stop.set()
        assert all(one.outcome == "ok" for one in got)
        assert len(got) == len(server.paths()) < 60


def test_stopping_does_not_wait_for_a_silent_host() -> None:
    stop = threading.Event()
    patient = Manners(requests_per_second=math.inf, robots=False)
    with (
        Server({"/page": lambda asked: time.sleep(3) or b""}) as server,
        HttpClient([server.host], patient, stop=stop) as client,
    ):
        threading.Timer(0.2, stop.set).start()
        begun = time.monotonic()
        with pytest.raises(Stopped):
            client.ask(Request(server.url("/page")))
        assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize(
    ("window", "open_"),
    [
        ((day_time(1), day_time(6)), True),
        ((day_time(22), day_time(6)), True),
        ((day_time(8), day_time(18)), False),
        ((day_time(3), day_time(1)), False),
    ],
)
def test_the_night_window_is_of_shanghai(window: tuple[day_time, day_time], open_: bool) -> None:
    manners = replace(QUICK, night_window=window)
    with Server({"/page": answer()}) as server, HttpClient([server.host], manners, StillClock()) as client:
        if open_:
            assert client.ask(Request(server.url("/page"))).outcome == "ok"
        else:
            with pytest.raises(Stopped):
                client.ask(Request(server.url("/page")))
            assert server.seen == []
