"""Runs that are stopped, refused or out of room: a clear word, the right exit code, nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.nights.house import House, toml_of
from tests.nights.kills import Killing, log_of, seen, sum_is_right
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "yjsgk", "spxw")


@dataclass(frozen=True)
class Place:
    """A home after a good night, the portal a day later, and what its file says after an undisturbed
    night."""

    portal: Portal
    killing: Killing
    home: Path
    undisturbed: Path

    @property
    def file(self) -> Path:
        return self.home / "gongkai.duckdb"

    @property
    def said(self) -> str:
        return log_of(self.home).read_text(encoding="utf-8")

    def ends_as_undisturbed(self) -> None:
        assert self.killing.attempt(self.home).code == 0, self.said
        assert seen(self.file) == seen(self.undisturbed)
        assert sum_is_right(self.file)


@contextmanager
def a_day_later() -> Iterator[Portal]:
    """The county's portal with what came up on the day after the good night."""
    with running_portal(edition="small") as portal:
        rows = portal.world.rows("zwyw")
        newest = max(row.published for row in rows)
        model = next(row for row in rows if row.kind == "page" and row.home == "zwyw")
        for number in range(3):
            portal.world.add_like(model.key, f"新消息之{number}", newest + timedelta(days=1, hours=number))
        yield portal


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `home` after a good night, and `undisturbed`, that home after a further one."""
    root = tmp_path_factory.mktemp("stops")
    with running_portal(edition="small") as portal:
        House(portal, root / "house", SECTIONS).night()
    for copy in ("home", "undisturbed"):
        shutil.copytree(root / "house" / "home", root / copy)
    with a_day_later() as portal:
        portal_file = root / "portal.toml"
        portal_file.write_text(toml_of(portal, SECTIONS), encoding="utf-8")
        assert Killing(portal, portal_file, seed=1).attempt(root / "undisturbed").code == 0
    return root


@pytest.fixture
def place(nights: Path, tmp_path: Path) -> Iterator[Place]:
    home = tmp_path / "home"
    shutil.copytree(nights / "home", home)
    with a_day_later() as portal:
        killing = Killing(portal, nights / "portal.toml", seed=1)
        yield Place(portal, killing, home, nights / "undisturbed" / "gongkai.duckdb")


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Returns as soon as it holds; fails after `seconds`."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(place: Place, number: signal.Signals) -> None:
    before = place.file.read_bytes()
    place.portal.faults.add("delay", "", seconds=0.15)
    process = place.killing.start(place.home)
    until(lambda: len(place.portal.requests) >= 4)
    assert process.pid is not None
    os.kill(process.pid, number)
    process.join()
    assert process.exitcode == 130, place.said
    assert "重新运行" in place.said and "Traceback" not in place.said
    assert place.file.read_bytes() == before
    place.portal.faults.clear()
    place.ends_as_undisturbed()


@pytest.mark.parametrize("largest", [4_000, 60_000, 700_000, 2_500_000])
def test_a_full_disk_is_told_and_nothing_is_lost(place: Place, largest: int) -> None:
    before = place.file.read_bytes()
    process = place.killing.start(place.home, largest)
    process.join()
    assert process.exitcode == 1, place.said
    assert "Traceback" not in place.said
    assert str(place.home) in place.said.splitlines()[-1] and "重试" in place.said.splitlines()[-1]
    assert place.file.read_bytes() == before and sum_is_right(place.file)
    place.ends_as_undisturbed()


def test_a_second_run_over_the_same_home_is_refused(place: Place) -> None:
    place.portal.faults.add("delay", "", seconds=0.3)
    first = place.killing.start(place.home)
    until(lambda: len(place.portal.requests) >= 1)
    second = place.killing.start(place.home)
    second.join()
    assert second.exitcode == 4
    assert f"进程 {first.pid}" in place.said
    place.portal.faults.clear()
    first.join()
    assert first.exitcode == 0
    assert seen(place.file) == seen(place.undisturbed)
