"""Killed at any instant, the next run asks only for what is missing and ends with the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.nights.house import House, Row, toml_of
from tests.nights.kills import Killing, Tally, log_of, reader, seen, sum_is_right
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "yjsgk", "gknb", "bmwj", "spxw")
KILLS = 18
"""Of each of the two kinds of night."""
MOST_IN_A_ROW = 6


@pytest.fixture
def portal() -> Iterator[Portal]:
    with running_portal(edition="small") as portal:
        yield portal


def change(portal: Portal) -> None:
    """A day at the county: something new, something edited, something withdrawn."""
    rows = [item for item in portal.world.rows("zwyw") if item.kind == "page" and item.home == "zwyw"]
    newest = max(row.published for row in rows)
    portal.world.add_like(rows[1].key, "当天发布的消息", newest + timedelta(days=1))
    portal.world.edit(rows[2].key, f"{rows[2].title}(更正)")
    portal.world.withdraw(portal.world.rows("spxw")[1].key)


@pytest.mark.parametrize("later", [False, True], ids=["first night", "later night"])
def test_killed_runs_end_as_an_undisturbed_one(portal: Portal, tmp_path: Path, later: bool) -> None:
    start = tmp_path / "start"
    if later:
        House(portal, tmp_path / "house", SECTIONS).night()
        shutil.copytree(tmp_path / "house" / "home", start)
        change(portal)
    tally = tormented(portal, tmp_path, start, KILLS, seed=20170101 + later)
    assert tally.kills >= KILLS
    assert tally.differing == []
    assert tally.wrong_sums == 0
    assert set(tally.codes) == {-9, 0}
    assert tally.asked_again <= tally.allowed_again


def differences(name: str, expected: dict[str, list[Row]], found: dict[str, list[Row]]) -> list[str]:
    """A sentence for each table whose rows are not those expected, with the first rows that differ."""
    return [
        f"{name}: {table}: expected {sorted(map(str, set(rows) - set(found[table])))[:2]},"
        f" found {sorted(map(str, set(found[table]) - set(rows)))[:2]}"
        for table, rows in expected.items()
        if rows != found[table]
    ]


def tormented(portal: Portal, root: Path, start: Path, kills: int, seed: int) -> Tally:
    """Kills runs over copies of `start` (new homes where it is not there) until there were so many, beside a reader."""
    portal_file = root / "portal.toml"
    portal_file.write_text(toml_of(portal, SECTIONS), encoding="utf-8")
    killing, tally = Killing(portal, portal_file, seed), Tally()
    homes = root / "homes"
    homes.mkdir()

    def home(name: str) -> Path:
        if start.exists():
            shutil.copytree(start, homes / name)
        return homes / name

    undisturbed = killing.attempt(home("undisturbed"))
    assert undisturbed.code == 0, log_of(homes / "undisturbed").read_text(encoding="utf-8")
    expected = seen(homes / "undisturbed" / "gongkai.duckdb")
    largest = max(portal.truth.section_rows[name] for name in SECTIONS) * 2 + 10
    with reader(homes, root / "reads.txt"):
        while tally.kills < kills:
            name = f"home-{tally.homes}"
            most = min(MOST_IN_A_ROW, kills - tally.kills)
            file = killing.torment(home(name), undisturbed.seconds, tally, most)
            found = seen(file)
            tally.differing += differences(name, expected, found)
            assert sum_is_right(file)
    tally.asked_again -= tally.homes * undisturbed.asked
    tally.allowed_again = tally.kills * largest
    reads, *faults = (root / "reads.txt").read_text(encoding="utf-8").splitlines()
    assert faults == []
    assert int(reads) > tally.kills
    return tally
