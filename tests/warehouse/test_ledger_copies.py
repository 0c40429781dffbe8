"""Copies of older ledgers: which are removed and when, and the words for the way back."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from warehouse.ledger import SCHEMA_VERSION, LedgerTooNew, open_ledger
from warehouse.ledger_copies import copies_of, drop_old_copies

NOW = datetime(2027, 5, 1, 1, 30, tzinfo=UTC)


def copy(folder: Path, name: str, days: float) -> Path:
    """A copy that was made so many days ago."""
    file = folder / name
    file.write_bytes(b"kept")
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(file, (at, at))
    return file


@pytest.mark.parametrize(
    ("ages", "left"),
    [
        ((), ()),
        ((400, 300), (400, 300)),
        ((400, 300, 200), (300, 200)),
        ((89.9, 50, 2, 1), (89.9, 50, 2, 1)),
        ((90.1, 50, 2, 1), (50, 2, 1)),
        ((91, 90.5, 10), (90.5, 10)),
        ((-3, 500, 600, 700), (-3, 500)),
    ],
    ids=[
        "none",
        "two stay",
        "the newest two",
        "young ones stay",
        "one old",
        "old but second",
        "from the future",
    ],
)
def test_neither_the_newest_two_nor_young_ones_are_removed(
    tmp_path: Path, ages: tuple[float, ...], left: tuple[float, ...]
) -> None:
    ledger = tmp_path / "ledger.duckdb"
    files = {age: copy(tmp_path, f"ledger.v{n % 3 + 4}.{n:012x}.duckdb", age) for n, age in enumerate(ages)}
    others = {
        copy(tmp_path, name, 999)
        for name in ("ledger.duckdb", "ledger.later.duckdb", "ledger.v6.mine.duckdb")
    }
    said = drop_old_copies(ledger, NOW)
    assert {one.file for one in copies_of(ledger)} == {files[age] for age in left}
    assert all(file.exists() for file in others)
    gone = [file for age, file in files.items() if age not in left]
    assert len(said) == len(gone) and all(any(str(file) in line for line in said) for file in gone)
    assert all("最近 2 份和 90 天以内" in line for line in said)


def newer(folder: Path) -> Path:
    path = folder / "ledger.duckdb"
    open_ledger(path).close()
    with duckdb.connect(str(path)) as ledger:
        ledger.execute(f"UPDATE ledger_meta SET schema_version = {SCHEMA_VERSION + 1}")
    return path


def test_a_newer_ledger_names_the_copy_that_this_program_can_use_and_the_steps(tmp_path: Path) -> None:
    path = newer(tmp_path)
    copy(tmp_path, "ledger.v5.0123456789ab.duckdb", 300)
    usable = copy(tmp_path, f"ledger.v{SCHEMA_VERSION}.abcdef012345.duckdb", 2)
    copy(tmp_path, f"ledger.v{SCHEMA_VERSION + 1}.abcdef012345.duckdb", 1)
    with pytest.raises(LedgerTooNew) as told:
        open_ledger(path)
    said = str(told.value)
    assert f"恢复升级前的备份 {usable}(版本 {SCHEMA_VERSION})" in said
    steps = [
        "停服务",
        f"把 {path} 改名为 ledger.later.duckdb",
        "备份改名为 ledger.duckdb",
        "移到别处",
        "gongkai republish",
    ]
    assert [said.index(step) for step in steps] == sorted(said.index(step) for step in steps)
    assert "\n" not in said


def test_without_such_a_copy_it_is_said_that_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(LedgerTooNew, match=r"请升级程序.*没有本程序认得的备份"):
        open_ledger(newer(tmp_path))
