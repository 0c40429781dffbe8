"""Sections crawled beside each other where hosts are asked as fast as they answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.ahead import bytes_waiting
from flows.filling import run_backfill
from flows.portals import find_portal
from flows.run import LANES, Surroundings, Wanted, crawl_sections, open_run
from flows.showing import Plain
from scrapers.crawl.readers import ReaderBeside
from scrapers.crawl.years import Years
from scrapers.http.manners import Manners
from scrapers.package import Proof
from scrapers.portalfile import Section
from tests.nights.house import Quiet, proxied
from tests.portal import running_portal
from warehouse.home import Home, HomeError
from warehouse.ledger import open_ledger

NOW = datetime(2018, 5, 9, 18, 0, tzinfo=UTC)

FAST = Surroundings(manners=lambda _: Manners(requests_per_second=100_000, connections=4), reporter=Quiet)
POLITE = Surroundings(manners=lambda _: Manners(requests_per_second=150, connections=2), reporter=Quiet)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the tests run on one processor, pages are read beside."""
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1})


def rows_of(home: Path) -> list[list[Any]]:
    """What a run learned, apart from instants."""
    with open_ledger(home / "work" / "ledger.duckdb") as ledger:
        return [
            ledger.execute(query).fetchall()
            for query in (
                "SELECT item_id, section_id, list_title, listed_on, unit FROM item_sections ORDER BY ALL",
                "SELECT item_id, version, title, unit, content_sha256 FROM item_versions ORDER BY ALL",
                "SELECT section_id, outcome, records_read FROM section_runs ORDER BY ALL",
                "SELECT url FROM fetches WHERE role = 'item' ORDER BY ALL",
            )
        ]


def crawled(home: Path, portal_file: str, around: Surroundings) -> list[list[Any]]:
    """The rows after the backfill of a year."""
    run_backfill(home, Years(2017, 2017), portal_file, around=around)
    return rows_of(home)


def test_beside_each_other_sections_learn_the_same_and_ask_each_page_once(
    tmp_path: Path,
) -> None:
    with running_portal(edition="small") as portal, proxied(portal):
        file = portal.write_portal_file(tmp_path / "portal.toml")
        file.write_text(file.read_text(encoding="utf-8").replace("details = false\n", ""), encoding="utf-8")
        beside = crawled(tmp_path / "beside", str(file), FAST)
        after = crawled(tmp_path / "after", str(file), POLITE)
    assert beside == after
    assert len(beside[3]) == len(set(beside[3])) > 0


def test_what_another_lane_loads_while_it_is_counted_does_not_end_the_run(tmp_path: Path) -> None:
    for name in ("loaded", "waits"):
        (tmp_path / name).mkdir()
    (tmp_path / "loaded" / "rows.jsonl").symlink_to("gone")  # listed, and not there when it is looked at
    (tmp_path / "waits" / "rows.jsonl").write_bytes(b"{}\n")
    assert bytes_waiting(tmp_path) == 3


def begun(tmp_path: Path, step: Callable[[str], None]) -> None:
    """Sections of the small county handed to `step` instead of being crawled."""

    class Instead(Plain):
        def section(self, section: Section, crawl: Callable[[], Proof | None]) -> Proof | None:
            step(section.name)
            return None

    with running_portal(edition="small") as portal:
        file = str(portal.write_portal_file(tmp_path / "portal.toml"))
        home = Home(tmp_path / "home")
        wanted = Wanted(found := find_portal(home, file), file, found.section, "nightly")
        with home.turn("nightly", NOW), open_run(home, wanted, replace(FAST, show=Instead())) as run:
            assert isinstance(run.crawl.read, ReaderBeside)
            crawl_sections(run)


def test_so_many_sections_are_crawled_at_a_time(tmp_path: Path) -> None:
    together = threading.Barrier(LANES, timeout=20)
    names: list[str] = []

    def step(name: str) -> None:
        names.append(name)
        if name in names[:LANES]:
            together.wait()

    begun(tmp_path, step)
    assert len(set(names)) == len(names) > LANES


def test_full_disk_in_one_section_ends_the_run_and_no_further_section_is_begun(tmp_path: Path) -> None:
    names: list[str] = []

    def step(name: str) -> None:
        names.append(name)
        raise HomeError("磁盘已满")

    with pytest.raises(HomeError, match="磁盘已满"):
        begun(tmp_path, step)
    assert len(names) <= LANES
