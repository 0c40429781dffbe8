"""What a night may take: so many pages, so many megabytes, and not the last of the disk."""

from __future__ import annotations

import shutil
import threading
from collections import namedtuple
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from flows.filling import run_backfill
from flows.run import PORTAL_ZONE, Surroundings
from flows.standing import standing_of
from scrapers.crawl.years import Years
from scrapers.http import allowance
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import FAST, House, Night, Quiet, proxied
from tests.nights.kills import seen
from tests.nights.lively import Hearing
from tests.portal import Portal, running_portal
from warehouse.budget import DiskShort
from warehouse.home import Home

SECTIONS = ("zwyw", "yjsgk")
_Usage = namedtuple("_Usage", "total used free")


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running, proxied(running):
        yield running


@pytest.fixture(scope="module")
def undisturbed(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(portal, tmp_path_factory.mktemp("whole") / "house", SECTIONS)
    house.night()
    return house


def budgeted(portal: Portal, root: Path, toml: str) -> House:
    house = House(portal, root / "house", SECTIONS)
    house.home.mkdir()
    (house.home / "gongkai.toml").write_text(toml, encoding="utf-8")
    return house


def pages(night: Night) -> int:
    return sum("robots.txt" not in url for url, _ in night.asked)


@pytest.mark.parametrize("written", ["[budget]", "[portal.yunze.budget]"])
def test_a_night_asks_no_more_than_its_pages_and_the_next_goes_on(
    portal: Portal, undisturbed: House, tmp_path: Path, written: str
) -> None:
    assert undisturbed.last is not None
    whole = pages(undisturbed.last)
    most = whole * 2 // 5
    house = budgeted(portal, tmp_path, f"{written}\npages_per_night = {most}\n")
    nights = [house.night()]
    assert pages(nights[0]) == most
    assert not nights[0].summary.complete and "complete" not in nights[0].outcomes.get("yjsgk", "")
    assert nights[0].rows("SELECT outcome, finished_at FROM runs") == [(None, None)]
    while not nights[-1].summary.complete and len(nights) < 6:
        nights.append(house.night())
        assert pages(nights[-1]) <= most
    assert nights[-1].summary.complete and len(nights) >= 3, "two nights are not enough"
    assert set(SECTIONS) == {name for night in nights for name in night.proofs}
    assert seen(nights[-1].file) == seen(undisturbed.last.file)


def test_a_second_run_of_a_night_has_what_the_first_left(portal: Portal, tmp_path: Path) -> None:
    house = budgeted(portal, tmp_path, "[budget]\npages_per_night = 10\n")
    assert pages(house.night(gap=1)) == 10
    house.nights = 0  # the same evening again
    assert pages(house.night(gap=1)) == 0


def test_megabytes_end_a_night_as_well(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "MEGABYTE", 20_000)  # the county's pages are small
    house = budgeted(portal, tmp_path, "[budget]\nmegabytes_per_night = 2\nfree_megabytes = 0\n")
    night = house.night()
    [(size,)] = night.rows("SELECT sum(bytes) FROM fetches")
    assert not night.summary.complete and 20_000 < size < 80_000


def test_a_backfill_waits_for_the_next_evening(portal: Portal, tmp_path: Path) -> None:
    house = budgeted(portal, tmp_path, "[budget]\npages_per_night = 15\n")
    clock = NightClock()
    begins = clock.now()
    heard = Hearing()
    around = Surroundings(lambda _: FAST, clock, threading.Event(), Quiet, heard)
    summary = run_backfill(house.home, Years(2017, 2017), str(house.portal_file), around=around)
    assert summary.complete
    waits = [line for line in heard.lines if "今晚可问的页数已用完(pages_per_night = 15)" in line]
    resumed = [line for line in waits if "22:00 自动继续" in line]
    assert 1 <= len(resumed) <= 6
    assert clock.now() - begins > timedelta(days=len(resumed)) - timedelta(hours=24)
    assert clock.now().astimezone(PORTAL_ZONE).hour == 22


def test_too_little_room_begins_no_run(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = budgeted(portal, tmp_path, "[budget]\nfree_megabytes = 100\n")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10**12, 0, 99 * 10**6))
    with pytest.raises(DiskShort, match=r"只剩 99 MB,低于设置的 free_megabytes = 100,没有开始抓取"):
        house.night()
    assert not portal.requests


def test_room_that_runs_short_under_way_pauses_the_run_and_nothing_is_lost(
    portal: Portal, tmp_path: Path, undisturbed: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = budgeted(portal, tmp_path, "[budget]\nfree_megabytes = 100\n")
    usage = shutil.disk_usage
    asked = [0]

    def fills_up(folder: Path) -> object:
        asked[0] += 1
        room = (99 if asked[0] > 12 else 500) * 10**6
        return _Usage(10**12, 0, room) if folder == house.home else usage(folder)

    monkeypatch.setattr(shutil, "disk_usage", fills_up)
    first = house.night()
    assert not first.summary.complete and 0 < pages(first) < 12
    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert undisturbed.last is not None
    assert seen(house.night().file) == seen(undisturbed.last.file)


def test_settings_that_cannot_be_read_cost_no_night(portal: Portal, tmp_path: Path) -> None:
    house = budgeted(portal, tmp_path, "[budget]\npages = 1\n")
    assert house.night().summary.complete


def test_status_says_that_the_budget_ended_the_night(portal: Portal, tmp_path: Path) -> None:
    house = budgeted(portal, tmp_path, "[budget]\npages_per_night = 6\n")
    house.night()
    at = FIRST_NIGHT + timedelta(hours=10)
    [matter] = [one for one in standing_of(Home(house.home), at).matters if one.kind == "night"]
    assert "今晚可问的页数已用完(pages_per_night = 6),下一晚继续" in matter.sentence
    assert "不用补跑" in matter.todo and matter.urgency > 0
    assert not house.night().summary.complete
    (house.home / "gongkai.toml").unlink()
    assert house.night().summary.complete
    found = standing_of(Home(house.home), at + timedelta(days=2)).matters
    assert not [one for one in found if one.kind == "night"]
