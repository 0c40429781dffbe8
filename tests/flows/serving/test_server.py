"""The record of Prefect's server: one that is damaged gives way, one that is well or in use stays."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from flows.serving.server import put_damaged_aside


def record(file: Path) -> bytes:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE flow (name TEXT)")
        connection.executemany("INSERT INTO flow VALUES (?)", [(f"nightly {n}",) for n in range(2000)])
    connection.close()
    return file.read_bytes()


@pytest.mark.parametrize("damage", ["garbage", "cut off", "overwritten"])
def test_a_damaged_record_is_kept_beside_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    file = tmp_path / "prefect.db"
    whole = record(file)
    told = {
        "garbage": b"garbage\n",
        "cut off": whole[: len(whole) // 2 + 100],
        "overwritten": whole[:4096] + b"\xff" * 8192 + whole[12288:],
    }[damage]
    file.write_bytes(told)
    (tmp_path / "prefect.db-wal").write_bytes(b"x")
    put_damaged_aside(file)
    assert not file.exists() and not (tmp_path / "prefect.db-wal").exists()
    [aside] = tmp_path.glob("prefect.db.damaged-*")
    assert aside.read_bytes() == told
    said = capsys.readouterr().err
    assert str(file) in said and "夜间抓取不受影响" in said and said.count("\n") == 1


def test_a_whole_record_and_none_at_all_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "prefect.db"
    put_damaged_aside(file)
    assert not file.exists()
    whole = record(file)
    put_damaged_aside(file)
    assert file.read_bytes() == whole
