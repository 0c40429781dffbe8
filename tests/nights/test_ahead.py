"""Short sections share openings of the ledger: what that spares, and that a kill before they are loaded costs
nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows import ahead, run
from tests.nights.house import House, compare
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "zfwj", "gknb", "bmwj", "spxw")


@pytest.fixture
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as portal:
        yield portal


class Killed(BaseException):
    """Stands for the end of the process: nobody catches it."""


def packages(house: House) -> int:
    """Packages that lie in the home and are not loaded."""
    return len(list((house.home / "work" / "packages").iterdir()))


def test_sections_are_loaded_together_and_none_is_lost_by_a_kill_before(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = House(portal, tmp_path / "house", SECTIONS)
    load, waiting = ahead.load, []

    def killed(*told: Any) -> None:
        waiting.append(packages(house))
        if waiting[-1]:
            raise Killed
        load(*told)

    with monkeypatch.context() as patch:
        patch.setattr(ahead, "load", killed)
        with pytest.raises(Killed):
            house.night()
    assert waiting == [0, len(SECTIONS)]
    resumed = house.night(gap=0.01)
    assert not [url for url, _ in resumed.asked if not url.endswith("/robots.txt")]
    assert packages(house) == 0
    assert resumed.summary.complete and compare(house, resumed).right


def test_what_waits_is_loaded_when_it_is_much_or_has_waited_long(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    held = run.held_ledger

    def counted(*told: Any) -> Any:
        opened.append(1)
        return held(*told)

    monkeypatch.setattr(run, "held_ledger", counted)
    house = House(portal, tmp_path / "house", SECTIONS)
    house.night()
    together = len(opened)
    opened.clear()
    monkeypatch.setattr(ahead, "SMALL", 0)
    monkeypatch.setattr(ahead, "SECTIONS", 1)
    night = house.night()
    assert together <= 5 < 2 * len(SECTIONS) <= len(opened)
    assert compare(house, night).right
