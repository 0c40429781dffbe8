"""Killed at any instant, the next run asks only for what is missing and ends with the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nights.house import House
from tests.nights.kills import change, tormented
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "yjsgk", "spxw")
KILLS = 3
"""Of each of the two kinds of night; `make soak` kills by the hundred, beside a reader that hardly rests."""


@pytest.fixture
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as portal:
        yield portal


@pytest.mark.parametrize("later", [False, True], ids=["first night", "later night"])
def test_killed_runs_end_as_an_undisturbed_one(portal: Portal, tmp_path: Path, later: bool) -> None:
    start = tmp_path / "start"
    if later:
        House(portal, tmp_path / "house", SECTIONS).night()
        shutil.copytree(tmp_path / "house" / "home", start)
        change(portal)
    tally = tormented(portal, SECTIONS, tmp_path, start, KILLS, seed=20170101 + later, pause=0.05)
    assert tally.kills >= KILLS
    assert tally.differing == []
    assert tally.wrong_sums == 0
    # A run that was killed once it had published was done: there need be none that ended by itself.
    assert {-9} <= set(tally.codes) <= {-9, 0}
    assert tally.asked_again <= tally.allowed_again
