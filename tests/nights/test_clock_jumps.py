"""Clocks that jump between nights: a year ahead and back, a day, to 1970. Nothing stale looks fresh, and what
changes is met in the next night that runs."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.run import Surroundings
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import House, Night, Quiet, compare, figures
from tests.portal import Portal, running_portal
from warehouse.home import Home
from warehouse.settings import NightSettings
from warehouse.status import read_status

SECTIONS = ("zwyw", "gknb")
DAY = timedelta(days=1)


class Jumping(House):
    """A house whose nights begin when the test says."""

    at = FIRST_NIGHT

    def _around(
        self, gap: float = 1.0, stop: threading.Event | None = None
    ) -> tuple[NightClock, Surroundings]:
        clock = NightClock(self.at)
        self.nights += 1
        self.portal.forget_requests()
        return clock, Surroundings(lambda _: self.manners, clock, stop or threading.Event(), Quiet)

    def night_at(self, at: datetime) -> Night:
        self.at = at
        return self.night()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home after two nights."""
    root = tmp_path_factory.mktemp("good") / "house"
    with running_portal(edition="small") as portal:
        house = Jumping(portal, root, SECTIONS)
        for number in range(2):
            house.night_at(FIRST_NIGHT + number * DAY)
    return root


@pytest.fixture
def house(good: Path, tmp_path: Path) -> Iterator[Jumping]:
    with running_portal(edition="small") as portal:
        shutil.copytree(good, tmp_path / "house")
        yield Jumping(portal, tmp_path / "house", SECTIONS)


def newest(portal: Portal) -> str:
    """Key of the newest page of a section."""
    rows = [row for row in portal.world.rows("zwyw") if row.kind == "page" and row.home == "zwyw"]
    return max(rows, key=lambda row: row.published).key


def instants(night: Night) -> list[datetime]:
    """Of when the file says that what it says is."""
    [(as_of,)] = night.rows("SELECT data_as_of FROM meta")
    found = [as_of, *(row[0] for row in night.rows("SELECT DISTINCT as_of FROM figures"))]
    return [one for one in found if one is not None]


JUMPS = {
    "a year ahead": timedelta(days=365),
    "two days ahead": timedelta(days=2),
    "an hour back": timedelta(days=-1, hours=-1),
}


@pytest.mark.parametrize("jump", JUMPS)
def test_after_a_night_under_a_wrong_clock_the_next_one_meets_what_changed(house: Jumping, jump: str) -> None:
    world = house.portal.world
    right = FIRST_NIGHT + 2 * DAY
    house.night_at(right + JUMPS[jump])
    key = newest(house.portal)
    world.edit(key, "关于夏粮收购工作的通知(更正)")
    new = world.add_like(key, "夏粮收购工作启动", (right + timedelta(hours=8)).astimezone(UTC))
    night = house.night_at(right + DAY)
    assert set(night.outcomes.values()) == {"complete"}
    assert compare(house, night).right, "the other title and the new item"
    assert night.rows("SELECT count(*) FROM items WHERE url = ?", new.address) == [(1,)]
    assert all(one <= right + 2 * DAY for one in instants(night)), "nothing is of a day to come"
    later = house.night_at(right + 2 * DAY)
    assert compare(house, later).right
    asked = [url for url, _ in later.asked if "article" in url or "content" in url or url.endswith(".html")]
    assert asked, "young pages are asked again"


def test_figures_of_a_year_to_come_are_not_computed_by_a_reading_under_a_wrong_clock(house: Jumping) -> None:
    """2018 was not over when it was read in May of it, whatever the clock said."""
    house.night_at(FIRST_NIGHT + timedelta(days=365))
    night = house.night_at(FIRST_NIGHT + 3 * DAY)
    (value, origin, as_of) = figures(night)[2018, "动态信息"]
    assert origin in ("computed", "lower_bound") and value is not None
    assert as_of < FIRST_NIGHT + 4 * DAY
    assert night.rows("SELECT count(*) FROM figures WHERE year > 2018") == [(0,)]
    again = house.night_at(FIRST_NIGHT + timedelta(days=400))
    assert min(instants(again)) > FIRST_NIGHT + timedelta(days=300), "the day has really come"


@pytest.mark.parametrize(
    "back", [DAY, timedelta(days=366), FIRST_NIGHT - datetime(1970, 1, 1, 2, tzinfo=UTC)]
)
def test_a_night_under_a_clock_that_was_set_back_moves_no_figure_and_looks_not_fresh(
    house: Jumping, back: timedelta
) -> None:
    before = house.night_at(FIRST_NIGHT + 2 * DAY)
    stood = {key: row[:2] for key, row in figures(before).items()}
    wrong = house.night_at(FIRST_NIGHT + 3 * DAY - back)
    told = {key: row[:2] for key, row in figures(wrong).items()}
    assert told == stood
    # The same hour to the second: clocks of the two nights tick on while they run.
    assert max(instants(wrong)) <= max(instants(before)) + timedelta(seconds=1)
    after = house.night_at(FIRST_NIGHT + 4 * DAY)
    assert compare(house, after).right and {key: row[:2] for key, row in figures(after).items()} == stood
    assert min(instants(after)) > FIRST_NIGHT + 4 * DAY


def test_status_tells_missed_nights_though_one_was_dated_a_year_ahead(house: Jumping) -> None:
    house.night_at(FIRST_NIGHT + timedelta(days=365))
    now = FIRST_NIGHT + 10 * DAY
    status = read_status(Home(house.home).published, now, NightSettings())
    assert {section.nights_missed for section in status.sections} == {9}
    assert all(section.complete_at and section.complete_at < now for section in status.sections)
    assert [night.outcome for night in status.nights][-3:] == ["missing"] * 3
