"""Backfills of the small county: what was said beforehand against what the server was asked, how far an
interrupted one is, and the table at the end against the county's truth."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from flows.filling import run_backfill
from flows.forecasting import expected, progress_of, proven
from flows.portals import find_portal
from flows.run import Surroundings, Wanted
from flows.showing import Plain
from flows.summary import Summary
from scrapers.crawl.years import Years
from scrapers.portalfile import Section
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import FAST, House, Quiet, proxied
from tests.portal import Portal, running_portal
from warehouse.completeness import Completeness
from warehouse.estimate import BackfillProgress, Estimate
from warehouse.home import Home

SECTIONS = ("zwyw", "zfwj", "czyjs", "yjsgk", "gknb", "spxw", "yjzj")
"""Sections of the small county that these backfills read: four systems, three hosts, one that is empty."""

Y2016, Y2017, THREE = Years(2016, 2016), Years(2017, 2017), Years(2016, 2018)


@dataclass(frozen=True)
class Ran:
    """One run: what was expected of it, what the server saw, how far it was, and its table."""

    expected: Estimate
    asked: int
    before: BackfillProgress | None
    after: BackfillProgress | None
    summary: Summary
    table: Completeness | None
    said: tuple[str, ...]

    @property
    def within(self) -> bool:
        """Whether as much was asked as was said."""
        most = self.expected.requests_most
        return self.expected.requests_least <= self.asked and (most is None or self.asked <= most)


class Hearing(Plain):
    """Keeps what is said."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, line: str) -> None:
        self.lines.append(line)


class Stopping(Quiet):
    """Sets a stop once a section has so many item pages, and waits until the backfill has heard it."""

    def __init__(self, sections: Sequence[Section], stop: threading.Event, section_id: str, at: int) -> None:
        super().__init__(sections)
        self._stop, self._section_id, self._at = stop, section_id, at

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        if (section_id, doing, done) == (self._section_id, "条目", self._at):
            self._stop.set()
            for thread in threading.enumerate():
                if thread.name == "until":
                    thread.join()


def run(house: House, years: Years, day: int = 0, stop_at: tuple[str, int] | None = None) -> Ran:
    """A backfill `day` days after the first night, stopped in a section after so many items."""
    stop, heard = threading.Event(), Hearing()

    def reporter(sections: Sequence[Section]) -> Quiet:
        return Stopping(sections, stop, *stop_at) if stop_at else Quiet(sections)

    clock = NightClock(FIRST_NIGHT + timedelta(days=day))
    around = Surroundings(lambda _: house.manners, clock, stop, reporter, heard)
    home, file = Home(house.home), str(house.portal_file)
    home.create()
    portal = find_portal(home, file)
    wanted = Wanted(portal, file, portal.section, "backfill", years)
    told, before = expected(home, wanted, around), progress_of(home, wanted, around)
    house.portal.forget_requests()
    with proxied(house.portal):
        summary = run_backfill(house.home, years, file, (), around)
    return Ran(
        expected=told,
        asked=len(house.portal.requests),
        before=before,
        after=progress_of(home, wanted, around),
        summary=summary,
        table=proven(summary, portal, portal.section),
        said=tuple(heard.lines),
    )


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running:
        yield running


@pytest.fixture(scope="module")
def backfilled(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Ran]:
    """A home after the backfill of 2016 from nothing."""
    house = House(portal, tmp_path_factory.mktemp("backfilled") / "house", SECTIONS)
    return house, run(house, Y2016)


@pytest.fixture
def house(backfilled: tuple[House, Ran], tmp_path: Path) -> House:
    """A copy of it."""
    return backfilled[0].copy_to(tmp_path / "house")


@pytest.fixture(scope="module")
def of_the_next_day(
    backfilled: tuple[House, Ran], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Years], tuple[House, Ran]]:
    """A copy of that home after a backfill of some years on the day after, made once and left as it is."""

    @cache
    def of(years: Years) -> tuple[House, Ran]:
        house = backfilled[0].copy_to(tmp_path_factory.mktemp("next") / "house")
        return house, run(house, years, day=1)

    return of


def test_of_a_portal_never_read_only_the_least_is_known(backfilled: tuple[House, Ran]) -> None:
    house, first = backfilled
    assert first.within
    assert first.expected.requests_most is None
    names = {section.name for name, section in house.portal.world.sections.items() if name in house.ids}
    assert set(first.expected.unknown_sections) == names
    hosts = len(house.portal.world.hosts)
    assert first.expected.requests_least == len(house.ids) + hosts


@pytest.mark.parametrize("years", [Y2016, Y2017, THREE], ids=lambda years: years.text)
def test_as_much_is_asked_as_was_said(
    of_the_next_day: Callable[[Years], tuple[House, Ran]], years: Years, tmp_path: Path
) -> None:
    house, ran = of_the_next_day(years)
    assert ran.expected.unknown_sections == ()
    assert ran.within, (ran.expected, ran.asked)
    assert ran.expected.requests_most is not None
    if years is THREE:
        again = run(house.copy_to(tmp_path / "house"), THREE, day=2)
        assert ran.asked > again.asked, "what was read is not asked for again"


def test_new_items_and_undated_ones_stay_within_what_was_said(house: House) -> None:
    world = house.portal.world
    model = next(row for row in world.rows("spxw") if row.kind == "page" and row.home == "spxw")
    with running_portal(edition="small") as other:
        moved = house.copy_to(house.root.parent / "moved", other)
        for number in range(2):
            when = model.published.replace(year=2018, month=5, day=10, hour=number)
            other.world.add_like(model.key, f"后来的消息{number}", when)
        ran = run(moved, THREE, day=1)
    assert ran.within, (ran.expected, ran.asked)


def test_an_interrupted_backfill_says_how_far_it_is_and_what_is_left(
    house: House, of_the_next_day: Callable[[Years], tuple[House, Ran]]
) -> None:
    _, undisturbed = of_the_next_day(Y2017)
    stopped = run(house, Y2017, day=1, stop_at=("czyjs", 2))
    assert stopped.summary.interrupted and stopped.table is None
    half = stopped.after
    assert half is not None and half.sections == len(house.ids)
    assert 0 < half.read < half.sections
    assert 0 < half.asked <= stopped.asked
    assert half.rest.unknown_sections == ()
    resumed = run(house, Y2017, day=2)
    assert resumed.summary.run_id == stopped.summary.run_id
    assert resumed.before is not None
    assert (resumed.before.asked, resumed.before.read) == (half.asked, half.read)
    assert resumed.within, (resumed.expected, resumed.asked)
    assert resumed.asked < undisturbed.asked
    assert resumed.expected.requests_least < undisturbed.expected.requests_least
    assert resumed.after is None, "nothing of it is open any more"
    assert resumed.table == undisturbed.table


def test_a_first_backfill_that_was_interrupted_knows_the_lists_it_has_walked(
    portal: Portal, tmp_path: Path
) -> None:
    house = House(portal, tmp_path / "house", ("zwyw", "spxw"), replace(FAST, connections=1))
    stopped = run(house, Y2017, stop_at=("zwyw", 1))
    assert stopped.after is not None
    assert (stopped.after.read, stopped.after.rest.unknown_sections) == (0, ("视频新闻",))
    assert run(house, Y2017, day=1).within


def test_what_is_expected_and_how_far_it_came_are_said(house: House) -> None:
    first, last = run(house, Y2017, day=1, stop_at=("zfwj", 1)).said
    assert re.match(r"补抓 2017 年:预计至少 \d+ 个请求\(至多 \d+ 个\);每秒 10 个,约 1 分钟$", first)
    assert re.match(
        r"补抓 2017 年:已读 [0123]/7 个栏目;已提出 \d+ 个请求,还需至少 \d+ 个请求\(至多 \d+ 个\)$", last
    )
    [only] = run(house, Y2017, day=2).said
    assert only.startswith("补抓 2017 年:预计至少 ")


def test_the_table_is_the_countys_truth(of_the_next_day: Callable[[Years], tuple[House, Ran]]) -> None:
    house, ran = of_the_next_day(THREE)
    table = ran.table
    assert table is not None and table.unproven == () and ran.summary.complete
    assert [section.section_id for section in table.sections] == list(house.ids)
    true = Counter(
        (section_id, item.day.year, item.day.month)
        for item in house.truth()
        for section_id in item.sections
        if section_id in house.ids
    )
    found = {
        (section.section_id, year, month): section.of(year, month)
        for section in table.sections
        for year in THREE.each
        for month in range(1, 13)
    }
    assert {key: items for key, items in found.items() if items} == dict(true)
    assert found["yjzj", 2017, 1] == 0, "the page says itself that there is nothing"


def test_what_was_not_proven_is_marked_and_explained(tmp_path: Path) -> None:
    with running_portal(edition="small") as portal:
        portal.faults.add("status", r"/spxw/")
        house = House(portal, tmp_path / "house", ("zwyw", "spxw"))
        table = run(house, Y2017).table
    assert table is not None
    zwyw, spxw = table.sections
    assert zwyw.proven and sum(zwyw.months.values()) > 0
    assert table.unproven == (spxw,)
    assert spxw.outcome == "failed" and spxw.reason
    assert spxw.of(2017, 1) is None, "nothing is known of it, which is no 0"
