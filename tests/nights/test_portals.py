"""Nights of a home that holds many portals: the trouble of one is its own, all are published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from flows import lanes
from flows.night import run_night
from flows.run import Wanted
from flows.summary import Summary
from scrapers.http.host_locks import hosts_held
from scrapers.portalfile import Portal, PortalFileError
from tests.nights.clock import FIRST_NIGHT
from tests.nights.house import read
from tests.nights.province import MANNERS, SHAPES, Province, counties
from warehouse.home import Home, HomeError

FIGURES = "SELECT form, year, code, value, origin FROM figures WHERE portal_id = ? ORDER BY ALL"
UNREAD = (
    "SELECT subject, message FROM findings WHERE check_id = 'portal-unread' AND outcome = 'fail' ORDER BY ALL"
)

BAD, DEAD, SHARED = 7, 12, (20, 21)
"""Of the forty: the file of one is no TOML, the host of one is dead, two stand on one host."""


def published(province: Province) -> Path:
    """The published file of the home."""
    return province.home / "gongkai.duckdb"


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Province, Summary]:
    """A home of forty portals after its first night. To be read only."""
    many = counties(40)
    for n in SHARED:
        many[n].host = "www.cluster.example"
    province = Province(tmp_path_factory.mktemp("forty"), many, dead={many[DEAD].host})
    province.write()
    (province.home / "portals" / f"{many[BAD].id}.toml").write_text("[portal\nid = 3", encoding="utf-8")
    return province, province.night()


@pytest.fixture(scope="module")
def singles(tmp_path_factory: pytest.TempPathFactory) -> list[list[Any]]:
    """The figures of a home of one portal, for each shape that portals have."""
    told = []
    for county in counties(len(SHAPES)):
        province = Province(tmp_path_factory.mktemp("single"), [county])
        province.write()
        assert province.night().complete
        told.append(read(published(province), FIGURES, county.id))
    return told


@pytest.mark.parametrize("n", [n for n in range(40) if n not in (BAD, DEAD)])
def test_each_of_forty_portals_has_the_figures_of_a_home_of_its_own(
    forty: tuple[Province, Summary], singles: list[list[Any]], n: int
) -> None:
    province, _ = forty
    assert read(published(province), FIGURES, province.counties[n].id) == singles[n % len(SHAPES)] != []


def test_a_night_over_forty_portals_says_which_were_not_read(forty: tuple[Province, Summary]) -> None:
    province, summary = forty
    assert [portal_id for portal_id, _ in summary.unread] == [province.counties[BAD].id]
    assert "xian-07.toml" in summary.unread[0][1]
    assert not summary.complete and summary.published is not None
    outcomes = {portal.id: {proof.outcome for _, proof in pairs} for portal, pairs in summary.portals}
    assert len(outcomes) == 39
    assert {key for key, value in outcomes.items() if value != {"complete"}} == {province.counties[DEAD].id}
    assert read(published(province), UNREAD) == [], "nothing of it is published that could look fresh"


def test_portals_on_one_host_are_asked_one_after_the_other(forty: tuple[Province, Summary]) -> None:
    asked = [county for host, county in forty[0].asked if host == "www.cluster.example"]
    order = [one for before, one in zip([None, *asked], asked, strict=False) if one != before]
    assert sorted(order) == ["xian-20", "xian-21"]


HOSTS: dict[str, tuple[list[str], list[list[int]]]] = {
    "each its own": (["a", "b", "c"], [[0], [1], [2]]),
    "two on one": (["a", "b", "a"], [[0, 2], [1]]),
    "all by way of a third": (["a", "b", "a b"], [[0, 1, 2]]),
    "a port is another host": (["a", "a:8080", "a"], [[0, 2], [1]]),
    "two chains": (["a b", "c d", "b e", "d"], [[0, 2], [1, 3]]),
}


@pytest.mark.parametrize("case", HOSTS)
def test_portals_that_share_a_host_are_of_one_lane(case: str) -> None:
    hosts, expected = HOSTS[case]
    wanted = [_wanted(n, one.split()) for n, one in enumerate(hosts)]
    found = [[wanted.index(one) for one in lane] for lane in lanes.lanes_of(wanted)]
    assert found == expected


def _wanted(n: int, hosts: list[str]) -> Wanted:
    head = {"id": f"p{n}", "name": "x", "home": f"http://{hosts[0]}/", "hosts": hosts}
    section = {"id": "s", "name": "s", "url": f"http://{hosts[0]}/"}
    portal = Portal.model_validate({"portal": head, "section": [section]})
    return Wanted(portal, None, portal.section, "nightly")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A home that holds three portals, after its first night. To be copied."""
    province = Province(tmp_path_factory.mktemp("three"), counties(3))
    province.write()
    assert province.night().complete
    return province


@pytest.fixture
def three(lived: Province, tmp_path: Path) -> Province:
    """A copy of that home."""
    shutil.copytree(lived.root, tmp_path / "three")
    return Province(tmp_path / "three", counties(3), nights=lived.nights)


def _broken(province: Province) -> None:
    (province.home / "portals" / "xian-01.toml").write_text('[portal]\nid = "xian-01"\n', encoding="utf-8")


def _twice(province: Province) -> None:
    file = province.home / "portals" / "xian-01.toml"
    (file.parent / "copy.toml").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")


TROUBLES: dict[str, tuple[Callable[[Province], None], str]] = {
    "its file does not fit": (_broken, "xian-01.toml"),
    "two files have its id": (_twice, "copy.toml、xian-01.toml 里的 id 都是 xian-01"),
}
RAISED: dict[str, tuple[Exception, str]] = {
    "its home cannot be written": (HomeError("磁盘已满"), "磁盘已满"),
    "a fault of the program": (ZeroDivisionError("1/0"), "程序错误(ZeroDivisionError: 1/0)"),
}


@pytest.mark.parametrize("case", TROUBLES)
def test_a_portal_file_that_cannot_be_used_costs_the_others_nothing(three: Province, case: str) -> None:
    spoil, says = TROUBLES[case]
    spoil(three)
    summary = three.night()
    _only_the_second_is_unread(three, summary, says)


@pytest.mark.parametrize("case", RAISED)
def test_what_ends_one_crawl_costs_the_others_nothing(
    three: Province, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    error, says = RAISED[case]
    crawl = lanes.crawl_portal

    def crawled(home: Home, wanted: Wanted, *more: Any) -> Any:
        if wanted.portal.id == "xian-01":
            raise error
        return crawl(home, wanted, *more)

    with monkeypatch.context() as patch:
        patch.setattr(lanes, "crawl_portal", crawled)
        summary = three.night()
    _only_the_second_is_unread(three, summary, says)
    assert three.night().complete
    assert read(published(three), UNREAD) == []


def test_a_host_that_another_process_asks_costs_the_others_nothing(
    three: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(published(three), FIGURES.replace("origin", "origin, as_of"), "xian-01")
    monkeypatch.setattr("flows.run.PATIENCE", 0.0)
    with three.served(), hosts_held(["www.xian-01.example"], FIRST_NIGHT):
        summary = run_night(three.home, None, three.around())
    _only_the_second_is_unread(three, summary, "主机 www.xian-01.example 正被另一次运行访问")
    after = read(published(three), FIGURES.replace("origin", "origin, as_of"), "xian-01")
    assert after == before, "its figures stay, and say as of when they are"


def _only_the_second_is_unread(province: Province, summary: Summary, says: str) -> None:
    [(portal_id, why)] = summary.unread
    assert portal_id == "xian-01" and says in why
    assert [portal.id for portal, _ in summary.portals] == ["xian-00", "xian-02"]
    assert {proof.outcome for _, proof in summary.sections} == {"complete"}
    assert not summary.complete and summary.published is not None
    assert read(published(province), UNREAD) == [
        ("xian-01", f"门户 xian-01 上一晚没有读,数字沿用以前的:{why}")
    ]
    assert read(published(province), FIGURES, "xian-02") != []


def test_where_no_file_can_be_used_the_night_says_so_of_each(three: Province) -> None:
    before = published(three).read_bytes()
    for county in three.counties:
        (three.home / "portals" / f"{county.id}.toml").write_text("", encoding="utf-8")
    with pytest.raises(PortalFileError, match=r"xian-00.*xian-01.*xian-02"):
        three.night()
    assert published(three).read_bytes() == before


def test_a_portal_whose_hours_are_over_waits_alone(three: Province) -> None:
    shut = replace(MANNERS, night_window=(time(12, 0), time(13, 0)))
    around = three.around(lambda portal: shut if portal.id == "xian-01" else MANNERS)
    summary = three.night(around=around)
    read_ids = {portal.id: len(pairs) for portal, pairs in summary.portals}
    assert read_ids == {"xian-00": 1, "xian-01": 0, "xian-02": 1} and summary.published is not None
    assert three.night().complete, "it is read when it may be"


def test_a_night_that_is_stopped_stops_all_portals_and_goes_on(three: Province) -> None:
    around = three.around()
    three.slow = 0.01

    class Stopping(list[tuple[str, str]]):
        def append(self, one: tuple[str, str]) -> None:
            super().append(one)
            around.stop.set()

    three.asked = Stopping()
    summary = three.night(around=around)
    assert summary.interrupted and summary.published is None and not summary.unread
    three.asked = []
    assert three.night(around=replace(three.around(), clock=around.clock)).complete


def test_a_second_portal_joins_by_its_file(tmp_path: Path) -> None:
    province = Province(tmp_path, counties(2))
    province.write(province.counties[0])
    assert province.night().complete
    file = tmp_path / "another.toml"
    file.write_text(province.counties[1].toml, encoding="utf-8")
    assert [portal.id for portal, _ in province.night(str(file)).portals] == ["xian-01"]
    assert (province.home / "portals" / "xian-01.toml").read_text(encoding="utf-8") == file.read_text("utf-8")
    assert [portal.id for portal, _ in province.night().portals] == ["xian-00", "xian-01"]
