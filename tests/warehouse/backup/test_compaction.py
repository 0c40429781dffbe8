"""What goes of the archive when its retention is over, what never does, and files that lie elsewhere."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.archiving import compact_archive, move_archive, room_of, settled
from flows.reparse import reparse
from flows.sealing import seal_year
from flows.verifying import verify_home
from scrapers.archive_reading import read_answer
from tests.nights.house import House, proxied, read
from tests.nights.kills import change
from tests.portal import running_portal
from tests.warehouse.backup.lived import SECTIONS, killed_at, steps_of, sums, tables
from warehouse.archive_sums import sums_of
from warehouse.backup import How, make_backup, restore
from warehouse.compaction import CompactionError
from warehouse.home import Home, HomeError
from warehouse.ledger import open_ledger
from warehouse.moving import MoveError

SEALED_AFTER = 2
NOW = datetime(2018, 9, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Nights of a county whose server never says 304: one with changes, a year sealed, quiet ones."""
    with running_portal(edition="small") as portal, proxied(portal):
        portal.faults.add("never-304", "")
        house = House(portal, tmp_path_factory.mktemp("lived") / "house", SECTIONS)
        for night in range(6):
            house.night(gap=9)
            if night == 1:
                change(portal)
            if night == SEALED_AFTER:
                seal_year(house.home, 2017)
        (house.home / "gongkai.toml").write_text("[retention]\nraw_days = 60\n", encoding="utf-8")
        yield house


@pytest.fixture
def house(lived: House, tmp_path: Path) -> House:
    return lived.copy_to(tmp_path / "house")


def quiet(line: str) -> None:
    del line


def clean(home: Path) -> None:
    for year in (None, 2017):
        assert [one.differences for one in verify_home(home, year)] == [()]


def places(home: Path) -> set[tuple[str, int]]:
    """Every page that a version of an item or a sealed file rests on."""
    found = set()
    for file in (home / "gongkai.duckdb", home / "sealed" / "2017.duckdb"):
        found |= set(
            read(
                file, "SELECT archive_file, archive_offset FROM item_versions WHERE archive_file IS NOT NULL"
            )
        )
    return found


def test_what_nothing_rests_on_goes_and_nothing_else(house: House, lived: House) -> None:
    home = Home(house.home)
    before, files = tables(home.ledger), sums(home.archive)
    pages = {place: read_answer(home.archive / place[0], place[1]).body for place in places(house.home)}
    done = compact_archive(house.home, quiet)
    assert done.answers > 3 and done.files > 2 and done.bytes > 0 and done.skipped == ()
    clean(house.home)
    assert {place: read_answer(home.archive / place[0], place[1]).body for place in pages} == pages
    after = tables(home.ledger)
    changes = after.pop("archive_changes")
    assert before.pop("archive_changes") == [] and len(changes) == done.files
    assert {name: rows for name, rows in before.items() if after[name] != rows}.keys() <= {"finding_history"}
    now = sums(home.archive)
    assert {name for name in files if files[name] != now[name]} == {row[0] for row in changes}
    assert all((files[row[0]], now[row[0]]) == (row[1], row[2]) for row in changes)
    assert all("取出不再作为依据的应答" in row[5] and row[4] == "compacted" for row in changes)
    assert read(home.published, "FROM archive_changes ORDER BY ALL") == sorted(changes)
    named = read(house.home / "sealed" / "2017.duckdb", "SELECT archive_file FROM archive_files")
    assert named and all(files[name] == now[name] for (name,) in named), "a sealed year names them"
    found, damage = reparse(house.home, apply=False)
    expected, _ = reparse(lived.home, apply=False)
    assert not damage.files and not found.differs
    assert (found.pages, found.rows, found.not_met) == (expected.pages, expected.rows, expected.not_met)
    again = compact_archive(house.home, quiet)
    assert (again.files, again.answers) == (0, 0) and sums(home.archive) == now


def test_the_next_night_asks_and_finds_the_same(house: House, lived: House, tmp_path: Path) -> None:
    other = lived.copy_to(tmp_path / "other")
    compact_archive(house.home, quiet)
    house.portal.faults.clear()
    try:
        nights = [one.night(gap=9) for one in (house, other)]
    finally:
        house.portal.faults.add("never-304", "")
    assert nights[0].asked == nights[1].asked and nights[0].summary.complete
    clean(house.home)


def test_a_dry_run_says_the_same_and_changes_nothing(house: House) -> None:
    before = sums(house.home / "archive"), tables(Home(house.home).ledger), sums(house.home / "sealed")
    dry = compact_archive(house.home, quiet, dry_run=True)
    room = room_of(house.home, quiet)
    assert (
        sums(house.home / "archive"),
        tables(Home(house.home).ledger),
        sums(house.home / "sealed"),
    ) == before
    done = compact_archive(house.home, quiet)
    assert (dry.files, dry.answers, dry.bytes) == (done.files, done.answers, done.bytes)
    assert room.removable == dry


@pytest.mark.parametrize(
    "toml", ["", "[retention]\nraw_days = 36500\n", "[portal.yunze.retention]\nraw_days = 36500\n"]
)
def test_within_the_retention_nothing_goes(house: House, toml: str) -> None:
    (house.home / "gongkai.toml").write_text(toml, encoding="utf-8")
    with open_ledger(Home(house.home).ledger) as ledger:
        ledger.execute("UPDATE fetches SET asked_at = now() - INTERVAL 400 DAY")
    assert compact_archive(house.home, quiet).answers == 0


def test_a_damaged_file_is_left_alone_and_told(house: House) -> None:
    dry = compact_archive(house.home, quiet, dry_run=True)
    sealed = read(house.home / "sealed" / "2017.duckdb", "SELECT archive_file FROM archive_files")
    first, second = sorted(set(sums(house.home / "archive")) - {name for (name,) in sealed})[-2:]
    with (house.home / "archive" / first).open("ab") as file:
        file.write(b"x")
    (house.home / "archive" / second).unlink()
    done = compact_archive(house.home, quiet)
    assert done.answers <= dry.answers
    assert [name in why for name, why in zip((first, second), done.skipped, strict=False)] == [True] * len(
        done.skipped
    )


def test_without_knowing_a_sealed_year_nothing_goes(house: House) -> None:
    sealed = house.home / "sealed" / "2018.duckdb"
    sealed.write_bytes(b"not a database at all")
    before = sums(house.home / "archive")
    with pytest.raises(CompactionError, match=r"封存文件 .*2018\.duckdb 读不出"):
        compact_archive(house.home, quiet)
    assert sums(house.home / "archive") == before


def test_killed_at_any_step_it_is_gone_on_with(
    house: House, lived: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = lived.copy_to(tmp_path / "other")
    steps = steps_of(lambda: compact_archive(other.home, quiet), monkeypatch)
    killed = 0
    for step in range(1, steps + 1, max(1, steps // 10)):
        if killed_at(step, lambda: compact_archive(house.home, quiet)) != 9:
            break
        killed += 1
        settled(Home(house.home), quiet)
        files = {name: str(sha) for name, sha in sums(house.home / "archive").items() if name.endswith(".gz")}
        with open_ledger(Home(house.home).ledger) as ledger:
            assert sums_of(ledger) == files, f"step {step}"
    assert killed >= 5
    compact_archive(house.home, quiet)
    clean(house.home)
    assert sums(house.home / "archive") == sums(other.home / "archive")


@pytest.mark.parametrize("after", [2, 7])
def test_a_full_disk_costs_nothing_that_was_there(
    house: House, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    before, left, real = sums(house.home / "archive"), [after], os.fsync

    def full(descriptor: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    with monkeypatch.context() as patch, pytest.raises(HomeError, match="磁盘已满"):
        patch.setattr(os, "fsync", full)
        compact_archive(house.home, quiet)
    settled(Home(house.home), quiet)
    now = sums(house.home / "archive")
    with open_ledger(Home(house.home).ledger) as ledger:
        assert sums_of(ledger) == now
    assert now.keys() == before.keys()
    compact_archive(house.home, quiet)
    clean(house.home)


@pytest.fixture
def far(house: House, tmp_path: Path) -> Path:
    folder = tmp_path / "mnt" / "存档"
    folder.mkdir(parents=True)
    (house.home / "gongkai.toml").write_text(
        f'[retention]\nraw_days = 60\narchive_to = "{folder}"\narchive_after_days = 100\n', encoding="utf-8"
    )
    return folder


def test_files_that_were_moved_are_found_as_before(house: House, far: Path, tmp_path: Path) -> None:
    before = sums(house.home / "archive")
    assert len(move_archive(house.home, quiet, dry_run=True)) == len(before)
    assert list(far.iterdir()) == []
    moved = move_archive(house.home, quiet)
    assert len(moved) == len(before) and sums(far) == before == sums(house.home / "archive")
    assert all(path.is_symlink() for path in (house.home / "archive").iterdir())
    assert move_archive(house.home, quiet) == []
    clean(house.home)
    found, damage = reparse(house.home, apply=False)
    assert not damage.files and not found.differs
    assert house.night(gap=9).summary.complete
    make_backup(Home(house.home), tmp_path / "b", How(NOW))
    done = restore(tmp_path / "b", tmp_path / "new", NOW)
    assert not any(path.is_symlink() for path in done.home.archive.iterdir())
    clean(done.home.root)


def test_a_moved_file_is_compacted_where_it_lies(house: House, far: Path) -> None:
    move_archive(house.home, quiet)
    before = sums(far)
    done = compact_archive(house.home, quiet)
    assert done.files == sum(sums(far)[name] != sha256 for name, sha256 in before.items()) > 0
    assert all(path.is_symlink() for path in (house.home / "archive").iterdir())
    clean(house.home)


def test_a_disk_that_is_not_there_is_told_and_nothing_is_moved(house: House, far: Path) -> None:
    shutil.rmtree(far)
    with pytest.raises(MoveError, match=r"不存在;请检查磁盘是否已挂上"):
        move_archive(house.home, quiet)


def test_a_file_of_that_name_that_is_another_is_not_overwritten(house: House, far: Path) -> None:
    name = sorted(path.name for path in (house.home / "archive").iterdir())[0]
    (far / name).write_bytes(b"another's")
    with pytest.raises(MoveError, match="内容不同,没有移动"):
        move_archive(house.home, quiet)
    assert (far / name).read_bytes() == b"another's"
    assert not (house.home / "archive" / name).is_symlink()


def test_a_move_killed_at_any_step_loses_nothing(
    house: House, far: Path, lived: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sums(house.home / "archive")
    for step in (1, 2, 3, 5, 8, 13, 21, 34):
        if killed_at(step, lambda: move_archive(house.home, quiet)) != 9:
            break
        found = sums(house.home / "archive")
        assert {name: found[name] for name in before} == before, f"step {step}"
    move_archive(house.home, quiet)
    assert sums(house.home / "archive") == before == sums(far)
