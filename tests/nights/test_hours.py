"""Hours in which a portal may be asked: a backfill publishes when they end and goes on when they begin."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from flows.filling import next_opening, run_backfill
from flows.night import run_night
from flows.outcomes import run_state
from flows.run import PORTAL_ZONE, Surroundings
from scrapers.crawl.years import Years
from tests.nights.clock import NightClock
from tests.nights.house import FAST, House, proxied, read
from tests.nights.kills import seen
from tests.nights.lively import Hearing, acting
from tests.portal import Portal, running_portal
from warehouse.home import Home
from warehouse.journal import last_entry

SECTIONS = ("zwyw", "yjsgk")
Y2017 = Years(2017, 2017)
NIGHTS_ONLY = replace(FAST, night_window=(time(22), time(6)))


class SetClock(NightClock):
    """A clock that can be set, and that keeps the naps that were taken under it."""

    def __init__(self, begins: datetime) -> None:
        super().__init__(begins)
        self.naps: list[float] = []
        self.set_in_nap = timedelta(0)
        """By how much the first nap moves the clock."""

    def set_on(self, by: timedelta) -> None:
        self._begins += by

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        if seconds > 5:
            self.naps.append(seconds)
            self.set_on(self.set_in_nap)
            self.set_in_nap = timedelta(0)
        super().sleep(seconds, stop)


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PORTAL_ZONE)


EVENING = shanghai("2018-05-10T22:30")


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running, proxied(running):
        yield running


@pytest.fixture
def house(portal: Portal, tmp_path: Path) -> House:
    return House(portal, tmp_path / "house", SECTIONS, NIGHTS_ONLY)


def around(house: House, clock: SetClock, **more: object) -> Surroundings:
    made = Surroundings(lambda _: house.manners, clock, threading.Event(), show=Hearing())
    return replace(made, reporter=acting(lambda: clock.set_on(timedelta(hours=8))), **more)  # type: ignore[arg-type]


def backfill(house: House, surroundings: Surroundings) -> None:
    summary = run_backfill(house.home, Y2017, str(house.portal_file), around=surroundings)
    assert summary.complete and len(summary.run_ids) == 1


def said(surroundings: Surroundings) -> str:
    assert isinstance(surroundings.show, Hearing)
    return "\n".join(surroundings.show.lines)


def test_hours_that_end_in_mid_backfill_publish_and_it_goes_on_when_they_begin(
    house: House, tmp_path: Path
) -> None:
    undisturbed = House(house.portal, tmp_path / "undisturbed", SECTIONS, FAST)
    backfill(undisturbed, around(undisturbed, SetClock(EVENING)))

    clock, between = SetClock(EVENING), list[str]()

    class Looking(Hearing):
        def say(self, line: str) -> None:
            super().say(line)
            if "自动继续" in line:
                [(outcome,)] = read(house.home / "gongkai.duckdb", "SELECT outcome FROM runs")
                between.append(f"{clock.now().astimezone(PORTAL_ZONE):%H} {outcome}")

    surroundings = around(house, clock, show=Looking())
    house.portal.forget_requests()
    backfill(house, surroundings)
    assert between == ["06 None"], "published at once, the run still open"
    assert "不在允许访问的时段(22:00–06:00);已抓取的部分已公布,05月11日 22:00 自动继续" in said(
        surroundings
    ).replace("（", "(").replace("）", ")")
    assert 15.4 * 3600 < sum(clock.naps) < 15.6 * 3600 and max(clock.naps) <= 60
    assert clock.now().astimezone(PORTAL_ZONE).hour == 22
    assert seen(house.home / "gongkai.duckdb") == seen(undisturbed.home / "gongkai.duckdb")


def test_a_machine_that_slept_into_the_open_hours_goes_on_at_once(house: House) -> None:
    clock = SetClock(EVENING)

    def publishing(name: str) -> None:
        if clock.now() < EVENING + timedelta(hours=9):
            clock.set_on(timedelta(hours=17))

    surroundings = around(house, clock, show=Hearing(before=publishing))
    backfill(house, surroundings)
    assert clock.naps == [] and "自动继续" not in said(surroundings)


def test_a_clock_that_is_set_right_ends_the_wait(house: House) -> None:
    clock = SetClock(EVENING)
    clock.set_in_nap = timedelta(hours=-8)
    backfill(house, around(house, clock))
    assert clock.naps == [60.0]


@pytest.mark.parametrize("when", ["while it waits", "when it goes on"])
def test_a_backfill_that_is_stopped_after_its_hours_has_published_and_says_so(
    house: House, when: str
) -> None:
    clock, rounds = SetClock(EVENING), list[int]()

    class Stopping(Hearing):
        def say(self, line: str) -> None:
            if "自动继续" in line and when == "while it waits":
                surroundings.stop.set()

    def go_on() -> None:
        rounds.append(1)
        if len(rounds) == 2:
            surroundings.stop.set()

    surroundings = around(house, clock, show=Stopping(at_portal=go_on))
    summary = run_backfill(house.home, Y2017, str(house.portal_file), around=surroundings)
    assert summary.interrupted and summary.published == house.home / "gongkai.duckdb"
    assert summary.published.is_file()
    assert run_state(summary).message == (
        "已停止;已抓取的部分已保存,公布文件已在抓取时段结束时更新,再次运行即可继续"
    )
    entry = last_entry(Home(house.home), "backfill")
    assert entry is not None and entry.outcome == "stopped"


def test_a_night_whose_hours_end_publishes_and_is_not_whole(house: House) -> None:
    surroundings = around(house, SetClock(EVENING))
    summary = run_night(house.home, str(house.portal_file), surroundings)
    assert not summary.complete and not summary.interrupted and summary.published is not None
    entry = last_entry(Home(house.home), "nightly")
    assert entry is not None and entry.outcome == "partial"
    assert "其余栏目下次继续" in said(surroundings)


@pytest.mark.parametrize(
    ("now", "opens", "at"),
    [
        ("2018-05-10T05:59", time(22), "2018-05-10T22:00"),
        ("2018-05-10T21:59:59", time(22), "2018-05-10T22:00"),
        ("2018-05-10T22:00", time(22), "2018-05-11T22:00"),
        ("2018-05-10T23:30", time(0, 30), "2018-05-11T00:30"),
        ("2018-12-31T23:00", time(22), "2019-01-01T22:00"),
        ("2018-05-10T00:00", time(0), "2018-05-11T00:00"),
    ],
)
def test_the_next_opening_is_of_shanghai(now: str, opens: time, at: str) -> None:
    assert next_opening(opens, shanghai(now).astimezone(UTC)) == shanghai(at)
