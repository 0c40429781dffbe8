"""A backfill and a night over one home: the backfill gives way, and neither loses anything by it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows import stopping
from flows.filling import AGAIN, run_backfill
from flows.night import run_night
from flows.republish import republish as republish_home
from flows.run import Surroundings
from flows.summary import Summary
from scrapers import flock
from scrapers.crawl.years import Years
from scrapers.http.host_locks import hosts_held
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.faults import ITEMS
from tests.nights.house import House, Quiet, opened, proxied, read
from tests.nights.kills import seen
from tests.nights.lively import Hearing, acting
from tests.portal import Portal, running_portal
from warehouse.home import Home, HomeBusy
from warehouse.journal import last_entry

SECTIONS = ("zwyw", "yjsgk")
Y2017 = Years(2017, 2017)
LATER = FIRST_NIGHT + timedelta(days=1)


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running, proxied(running):
        yield running


@pytest.fixture(scope="module")
def first(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A home after its first night, made once."""
    house = House(portal, tmp_path_factory.mktemp("first") / "house", SECTIONS)
    house.night()
    return house


@pytest.fixture
def house(first: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A copy of it."""
    monkeypatch.setattr(stopping, "WATCH", 0.005)
    monkeypatch.setattr(flock, "_POLL", 0.005)
    return first.copy_to(tmp_path / "house")


def around(house: House, clock: NightClock | None = None) -> Surroundings:
    clock = clock or NightClock(LATER)
    return Surroundings(lambda _: house.manners, clock, threading.Event(), Quiet, Hearing())


class Waiting(NightClock):
    """A clock under which whoever waits for a night to end waits for `over`."""

    def __init__(self, waits: threading.Event, over: threading.Event) -> None:
        super().__init__(LATER)
        self._waits, self._over = waits, over
        self.waited = 0

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        if seconds == AGAIN:
            self.waited += 1
            self._waits.set()
            assert self._over.wait(60)
        super().sleep(seconds, stop)


def test_a_backfill_gives_way_to_a_night_and_ends_as_an_undisturbed_one(
    portal: Portal, house: House, tmp_path: Path
) -> None:
    undisturbed = house.copy_to(tmp_path / "undisturbed")
    run_backfill(undisturbed.home, Y2017, around=around(undisturbed))
    run_night(undisturbed.home, around=around(undisturbed))

    backfill_waits, night_over = threading.Event(), threading.Event()
    asked: list[int] = []

    def reporter_of_night(sections: object) -> Quiet:
        asked.append(len(portal.requests))
        assert backfill_waits.wait(60), "the night holds the hosts, so the backfill has let go of them"
        assert len(portal.requests) == asked[0], "the backfill asks nothing while it waits"
        return Quiet(())

    def night() -> None:
        try:
            run_night(house.home, around=replace(around(house), reporter=reporter_of_night))
            asked.append(len(portal.requests))
        finally:
            night_over.set()

    thread = threading.Thread(target=night)

    def begin_night() -> None:
        thread.start()
        [watching] = [thread for thread in threading.enumerate() if thread.name == "until"]
        watching.join(60)

    clock = Waiting(backfill_waits, night_over)
    of_backfill = replace(around(house, clock), reporter=acting(begin_night))
    summary = run_backfill(house.home, Y2017, around=of_backfill)
    thread.join(60)

    assert summary.complete and not summary.interrupted
    assert clock.waited >= 1
    assert asked[1] - asked[0] >= len(SECTIONS), "the night asked the hosts meanwhile"
    assert len(portal.requests) > asked[1], "the backfill went on"
    heard = of_backfill.show
    assert isinstance(heard, Hearing)
    assert sum("补抓让给今晚的抓取" in line for line in heard.lines) == 1
    assert sum(f"今晚的抓取正在进行(进程 {os.getpid()}" in line for line in heard.lines) == 1
    for kind in ("nightly", "backfill"):
        entry = last_entry(Home(house.home), kind)
        assert entry is not None and entry.outcome == "complete"
    assert seen(house.home / "gongkai.duckdb") == seen(undisturbed.home / "gongkai.duckdb")


def test_rows_that_a_backfill_and_then_an_incomplete_night_met_are_the_backfills_to_accept(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The night overwrites what the backfill has read so far, and proves nothing of it itself."""
    monkeypatch.setattr(stopping, "WATCH", 0.005)
    made = [House(portal, tmp_path / name, SECTIONS) for name in ("undisturbed", "disturbed")]
    undisturbed, house = made
    run_backfill(undisturbed.home, Y2017, str(undisturbed.portal_file), around=around(undisturbed))

    turn, outcomes = ExitStack(), dict[str, str]()

    def night_begins() -> None:
        turn.enter_context(Home(house.home).turn("nightly", LATER))
        [watching] = [thread for thread in threading.enumerate() if thread.name == "until"]
        watching.join(60)

    class Night(NightClock):
        """The night comes to its end while the backfill waits for that."""

        def sleep(self, seconds: float, stop: threading.Event) -> None:
            if seconds == AGAIN:
                turn.close()
                portal.faults.add("status", ITEMS)
                of_night = around(house, NightClock(LATER + timedelta(hours=1)))
                night = run_night(house.home, str(house.portal_file), of_night)
                portal.faults.clear()
                outcomes.update({section.id: proof.outcome for section, proof in night.sections})
                self._begins += timedelta(hours=2)
            super().sleep(seconds, stop)

    of_backfill = replace(around(house, Night(LATER)), reporter=acting(night_begins))
    with turn:
        summary = run_backfill(house.home, Y2017, str(house.portal_file), around=of_backfill)
    assert outcomes["zwyw"] == "partial", "the night left the section without a proof"
    assert summary.complete and len(summary.run_ids) == 1
    figures = "SELECT code, value, origin FROM figures WHERE form = 'sections' AND year = 2017 ORDER BY ALL"
    items = "SELECT code, item_id FROM figure_items WHERE year = 2017 ORDER BY ALL"
    for question in (figures, items):
        found, expected = (read(one.home / "gongkai.duckdb", question) for one in (house, undisturbed))
        assert found == expected


def test_a_backfill_that_still_waits_for_the_hosts_gives_way_too(portal: Portal, house: House) -> None:
    """A night may begin between the backfill's look and its taking the hosts."""
    others = ExitStack()
    began: list[int] = []

    def night_begins() -> None:
        if not began:
            others.enter_context(Home(house.home).turn("nightly", LATER))
            others.enter_context(hosts_held(portal.world.hosts, LATER))
        began.append(1)

    class Over(NightClock):
        def sleep(self, seconds: float, stop: threading.Event) -> None:
            others.close()
            super().sleep(seconds, stop)

    of_backfill = replace(around(house, Over(LATER)), show=Hearing(at_portal=night_begins))
    with others:
        summary = run_backfill(house.home, Y2017, around=of_backfill)
    assert summary.complete and len(summary.run_ids) == 1 and len(began) == 2


def test_a_run_stopped_while_it_waits_for_the_hosts_is_a_stopped_one(portal: Portal, house: House) -> None:
    before = (house.home / "gongkai.duckdb").read_bytes()
    with hosts_held(portal.world.hosts, LATER):
        for kind in ("nightly", "backfill"):
            stopped = around(house)
            stopped.stop.set()
            if kind == "nightly":
                summary = run_night(house.home, around=stopped)
            else:
                summary = run_backfill(house.home, Y2017, around=stopped)
            assert summary.interrupted and summary.run_ids == () and summary.published is None
            entry = last_entry(Home(house.home), kind)
            assert entry is not None and entry.outcome == "stopped"
    assert (house.home / "gongkai.duckdb").read_bytes() == before


@pytest.mark.parametrize("kind", ["nightly", "backfill"])
@pytest.mark.parametrize("where", ["first", "in a section", "at the publication"])
def test_a_run_that_waits_for_the_home_says_so_and_is_stopped_in_its_wait(
    portal: Portal, house: House, monkeypatch: pytest.MonkeyPatch, kind: str, where: str
) -> None:
    monkeypatch.setattr(flock, "_SOON", 0.01)
    others, said = ExitStack(), list[str]()

    def hold() -> None:
        others.enter_context(Home(house.home).locked(LATER))

    def at_step(name: str) -> None:
        if where == "at the publication" and name == "公布":
            hold()

    class Stopping(Hearing):
        def say(self, line: str) -> None:
            if "等待中" in line:
                said.append(line)
                of_run.stop.set()

    def run(of_run: Surroundings) -> Summary:
        if kind == "nightly":
            return run_night(house.home, around=of_run)
        return run_backfill(house.home, Y2017, around=of_run)

    before = (house.home / "gongkai.duckdb").read_bytes()
    of_run = replace(around(house), show=Stopping(before=at_step))
    if where == "in a section":
        of_run = replace(of_run, reporter=acting(hold))
    with others:
        if where == "first":
            hold()
        stopped = run(of_run)
    assert stopped.interrupted and stopped.published is None
    [line] = said
    assert f"数据目录 {house.home} 正被另一次运行占用(进程 {os.getpid()},始于 " in line
    entry = last_entry(Home(house.home), kind)
    assert entry is not None and entry.outcome == "stopped"
    assert (house.home / "gongkai.duckdb").read_bytes() == before
    again = run(around(house))
    assert again.complete and stopped.run_ids in ((), again.run_ids), "the same run goes on"


def test_a_second_run_of_a_kind_is_refused_and_the_first_named(house: House) -> None:
    refused: list[str] = []

    def begin_another() -> None:
        for begin in (lambda: run_night(house.home), lambda: run_backfill(house.home, Y2017)):
            try:
                begin()
            except HomeBusy as busy:
                refused.append(str(busy))

    of_night = replace(around(house), reporter=acting(begin_another, after=1))
    with Home(house.home).turn("backfill", LATER):
        assert run_night(house.home, around=of_night).complete
    night, backfill = refused
    assert f"正被另一次今晚抓取占用(进程 {os.getpid()},始于 " in night
    assert f"正被另一次补抓占用(进程 {os.getpid()},始于 2018-05-11" in backfill
    entry = last_entry(Home(house.home), "nightly")
    assert entry is not None and entry.outcome == "complete", "a refused run is no entry"


def test_the_home_is_free_while_a_section_is_crawled(house: House) -> None:
    """A clerk's republish goes on beside a night, and readers keep the file that they opened."""
    file = house.home / "gongkai.duckdb"
    counted = "SELECT count(*) FROM runs"
    at = "SELECT max(built_at) FROM meta"
    built = [read(file, at)]

    def republish() -> None:
        with opened(file) as one, opened(file) as other:
            republish_home(house.home)
            assert one.execute(at).fetchall() == other.execute(at).fetchall() == built[0]
        built.append(read(file, at))

    before = read(file, counted)
    summary = run_night(house.home, around=replace(around(house), reporter=acting(republish, after=1)))
    assert summary.complete
    built.append(read(file, at))
    assert built[0] != built[1] != built[2]
    assert read(file, counted)[0][0] == before[0][0] + 1
