"""A night as a plain function: what it leaves when it is stopped, what it tells people and when."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from flows.night import run_night
from flows.run import Surroundings
from flows.table import stopped_words
from scrapers.delivery.channels import Delivery
from scrapers.http.host_locks import HostBusy
from scrapers.portalfile import PortalFileError
from tests.nights.clock import FIRST_NIGHT, NightClock
from tests.nights.house import House, proxied
from tests.nights.lively import Hearing, acting
from tests.portal import Portal, running_portal
from warehouse.home import Home, HomeBusy, HomeError
from warehouse.journal import last_entry
from warehouse.messages.night import NightTold

SECTIONS = ("yjsgk",)


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as running, proxied(running):
        yield running


@pytest.fixture
def house(portal: Portal, tmp_path: Path) -> House:
    return House(portal, tmp_path / "house", SECTIONS)


def around(house: House) -> Surroundings:
    clock = NightClock(FIRST_NIGHT)
    quiet = acting(lambda: None)
    return Surroundings(lambda _: house.manners, clock, threading.Event(), quiet, Hearing())


@pytest.fixture
def told(house: House, monkeypatch: pytest.MonkeyPatch) -> list[NightTold]:
    """What people were told; nobody may hold a lock of the home meanwhile."""
    heard: list[NightTold] = []

    def tell(home: Home, settings: object, night: NightTold, now: object) -> Sequence[Delivery]:
        assert home.whose_turn("nightly") is None
        with home.locked(FIRST_NIGHT, needs_ledger=False, wait=0.0):
            heard.append(night)
        return [Delivery("邮件 mail.example", True, "")]

    monkeypatch.setattr("flows.night.tell_night", tell)
    return heard


def test_a_night_is_told_once_with_its_run(house: House, told: list[NightTold]) -> None:
    surroundings = around(house)
    summary = run_night(house.home, str(house.portal_file), surroundings)
    assert [night.run_ids for night in told] == [summary.run_ids]
    assert told[0].error is None and len(summary.run_ids) == 1
    assert isinstance(surroundings.show, Hearing)
    assert surroundings.show.lines == ["通知已发出:邮件 mail.example"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (HomeError("磁盘已满\n细节"), "磁盘已满"),
        (HostBusy("主机忙"), "主机忙"),
        (ZeroDivisionError("1/0"), "程序错误(ZeroDivisionError: 1/0)"),
    ],
)
def test_what_ended_a_night_is_told_once_and_goes_on_its_way(
    house: House, told: list[NightTold], monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    def crawl(*_: object) -> None:
        raise error

    monkeypatch.setattr("flows.lanes.crawl_portal", crawl)
    with pytest.raises(type(error)):
        run_night(house.home, str(house.portal_file), around(house))
    assert [(night.run_ids, night.error) for night in told] == [((), sentence)]
    entry = last_entry(Home(house.home), "nightly")
    assert entry is not None and entry.sentence == sentence


def test_a_portal_file_that_cannot_be_read_is_told(house: House, told: list[NightTold]) -> None:
    house.portal_file.write_text("[portal]\nid = 'x'\n", encoding="utf-8")
    with pytest.raises(PortalFileError):
        run_night(house.home, str(house.portal_file), around(house))
    assert len(told) == 1 and str(house.portal_file) in str(told[0].error)


def test_a_stopped_night_publishes_and_tells_nothing(house: House, told: list[NightTold]) -> None:
    surroundings = around(house)
    stopped = replace(surroundings, reporter=acting(surroundings.stop.set, after=1))
    summary = run_night(house.home, str(house.portal_file), stopped)
    assert summary.interrupted and summary.published is None
    assert stopped_words(summary) == "已停止;已抓取的部分已保存,公布文件未动"
    assert not (house.home / "gongkai.duckdb").exists() and told == []
    entry = last_entry(Home(house.home), "nightly")
    assert entry is not None and entry.outcome == "stopped"


def test_a_refused_night_tells_nothing(house: House, told: list[NightTold]) -> None:
    with Home(house.home).turn("nightly", FIRST_NIGHT), pytest.raises(HomeBusy):
        run_night(house.home, str(house.portal_file), around(house))
    assert told == [] and last_entry(Home(house.home), "nightly") is None


def test_settings_that_cannot_be_read_cost_no_night_and_are_said(house: House, told: list[NightTold]) -> None:
    house.home.mkdir()
    (house.home / "gongkai.toml").write_text("[nihgt]\n", encoding="utf-8")
    surroundings = around(house)
    assert run_night(house.home, str(house.portal_file), surroundings).published is not None
    assert told == [] and isinstance(surroundings.show, Hearing)
    unlimited, untold = surroundings.show.lines
    assert unlimited.startswith("没有按预算([budget])限制这次抓取:")
    assert untold.startswith("没有发出通知:")
    assert all("gongkai.toml" in line and "nihgt" in line for line in surroundings.show.lines)
