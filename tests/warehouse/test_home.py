"""The home: folders, the one lock, what a killed run left, sentences for disks that cannot be written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers import flock
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
        with pytest.raises(HomeBusy, match=says), Home(tmp_path).locked(NOW, wait=0.0):
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


def test_a_short_holder_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, waiting, order = Home(tmp_path), threading.Event(), list[str]()

    class Told(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waiting.set()
            return super().wait(timeout)

    def second() -> None:
        with home.turn("nightly", NOW, wait=60.0, stop=Told()):
            order.append("second")

    def third() -> None:
        with home.locked(NOW):
            order.append("third")

    monkeypatch.setattr(flock, "_POLL", 0.002)
    threads = [threading.Thread(target=work) for work in (second, third)]
    with home.locked(NOW), home.turn("nightly", NOW):
        for thread in threads:
            thread.start()
        assert waiting.wait(10)
        order.append("first")
    for thread in threads:
        thread.join(10)
    assert order[0] == "first" and set(order[1:]) == {"second", "third"}


def test_who_waits_for_nobody_is_refused_at_once(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.locked(NOW), pytest.raises(HomeBusy, match="另一次运行占用"), home.locked(NOW, wait=0.0):
        pass


def test_a_home_has_one_night_and_one_backfill_at_a_time(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.turn("nightly", NOW):
        says = rf"{tmp_path} 正被另一次今晚抓取占用\(进程 {os.getpid()},始于 2018-01-21 02:00:00\)"
        with pytest.raises(HomeBusy, match=says), home.turn("nightly", NOW):
            pass
        with home.turn("backfill", NOW):
            with pytest.raises(HomeBusy, match="另一次补抓"), home.turn("backfill", NOW):
                pass
            with home.locked(NOW):
                pass  # a turn does not hold the home


def test_whose_turn_it_is(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert home.whose_turn("nightly") is None, "of a home that is not there yet"
    with home.turn("nightly", NOW):
        assert home.whose_turn("nightly") == f"进程 {os.getpid()},始于 2018-01-21 02:00:00"
        assert home.whose_turn("backfill") is None
    assert home.whose_turn("nightly") is None


def test_a_stopped_wait_for_a_turn_says_so(tmp_path: Path) -> None:
    home, stop = Home(tmp_path), threading.Event()
    stop.set()
    with (
        home.turn("backfill", NOW),
        pytest.raises(HomeBusy, match="已停止等待"),
        home.turn("backfill", NOW, wait=60.0, stop=stop),
    ):
        pass


def package(home: Home, name: str) -> Path:
    """A package that is being written."""
    folder = home.aside / name
    folder.mkdir(parents=True)
    (folder / "items.jsonl").write_text("{}")
    return folder


def test_packages_of_a_run_under_way_survive_whoever_else_takes_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.turn("nightly", NOW):
        night = package(home, "nightly-20180121T020000-ab12-0003")
        with home.turn("backfill", NOW):
            backfill = package(home, "backfill-20180121T020100-cd34-0001")
            with home.locked(NOW):
                assert night.is_dir() and backfill.is_dir()
        with home.turn("backfill", NOW):
            assert night.is_dir() and not backfill.exists()


def test_packages_of_a_killed_night_are_removed_by_the_next_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()
    night = package(home, "nightly-20180120T020000-ab12-0003")
    publication = home.aside / "publish-77.duckdb"
    publication.write_bytes(b"half")
    with home.turn("nightly", NOW):
        assert not night.exists()
        assert publication.exists(), "another process may be publishing"


def test_a_link_left_aside_is_removed_and_not_followed(tmp_path: Path) -> None:
    home, other = Home(tmp_path / "home"), tmp_path / "other"
    home.create()
    other.mkdir()
    (home.aside / "link").symlink_to(other)
    with home.locked(NOW):
        assert list(home.aside.iterdir()) == [] and other.is_dir()


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EROFS, "不可读写"),
        (errno.EACCES, "不可读写"),
        (errno.ENOSPC, "写 .*work 时磁盘已满;请腾出空间后重试,公布文件没有改动"),
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
