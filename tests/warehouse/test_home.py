"""The home: folders, the one lock, what a killed run left, sentences for disks that cannot be written."""

from __future__ import annotations

import errno
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from warehouse.home import Home, HomeBusy, HomeError, LedgerLost, clear_errors

NOW = datetime(2018, 1, 20, 18, 0, tzinfo=UTC)

HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from warehouse.home import Home
with Home(Path(sys.argv[1])).locked(datetime(2018, 1, 20, 18, 0, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(root: Path) -> subprocess.Popen[str]:
    """Another process that holds the home until its stdin is closed."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_second_holder_is_told_who_holds_it(tmp_path: Path) -> None:
    holder = hold(tmp_path)
    try:
        says = rf"{tmp_path} .*进程 {holder.pid},始于 2018-01-"
        with pytest.raises(HomeBusy, match=says), Home(tmp_path).locked(NOW):
            pass
    finally:
        holder.kill()
        holder.wait()
    with Home(tmp_path).locked(NOW):
        pass  # the kernel let go of the killed holder's lock


def test_lock_sweeps_what_a_killed_run_left_aside(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()
    (home.aside / "half" / "deep").mkdir(parents=True)
    (home.aside / "publish-1.duckdb").write_bytes(b"half")
    with home.locked(NOW):
        assert list(home.aside.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EROFS, "不可写"),
        (errno.EACCES, "不可写"),
        (errno.ENOSPC, "磁盘已满;已发布的文件未受影响"),
        (errno.ENOTDIR, "不是目录"),
    ],
)
def test_disk_errors_become_one_clear_sentence(tmp_path: Path, number: int, says: str) -> None:
    with pytest.raises(HomeError, match=says), clear_errors(tmp_path):
        raise OSError(number, "x", str(tmp_path / "work"))


def test_fault_of_the_program_is_not_taken_for_a_bad_disk(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), clear_errors(tmp_path):
        (tmp_path / "never").read_text()


def test_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(HomeError, match="不是目录"):
        Home(tmp_path / "data").create()


def test_published_file_without_its_ledger_is_not_run_over(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.published.write_bytes(b"published")
    with pytest.raises(LedgerLost, match="从备份恢复") as refused, home.locked(NOW):
        pass
    assert str(home.published) in str(refused.value)
    assert home.published_sha256.name in str(refused.value)
    assert list(tmp_path.iterdir()) == [home.published]
    with home.locked(NOW, needs_ledger=False):
        pass
    with pytest.raises(LedgerLost), home.locked(NOW):
        pass  # the folder that the lock made is no ledger
