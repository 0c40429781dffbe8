"""Backups: what they hold, that they are whole, what a second one copies, and what is made of damage."""

from __future__ import annotations

import errno
import json
import os
import shutil
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.verifying import verify_home
from tests.nights.house import House, proxied
from tests.warehouse.backup.lived import SECRET, flip, killed_at, same_data, steps_of, sums, tables
from warehouse.backup import BackupError, How, make_backup, restore
from warehouse.backup.remembering import backups_of
from warehouse.backup.store import Store
from warehouse.home import Home, HomeBusy
from warehouse.ledger import open_ledger

NOW = datetime(2018, 5, 20, 1, 0, tzinfo=UTC)
HOW = How(NOW)
LATER = How(NOW + timedelta(days=1))


def test_a_home_restored_onto_nothing_is_the_same_and_goes_on(house: House, tmp_path: Path) -> None:
    home, target = Home(house.home), tmp_path / "disk" / "backup"
    target.parent.mkdir()
    report = make_backup(home, target, HOW)
    assert report.troubles == () and report.held_seconds < 5
    done = restore(target, tmp_path / "house2", NOW)
    same_data(home, done.home)
    kept = {kept.path: kept.sha256 for kept in report.manifest.files}
    found = sums(done.home.root)
    assert {path: found[path] for path in kept} == kept
    assert set(found) - set(kept) == {"work/backups.json"}
    for private in ("archive", "work"):
        assert (done.home.root / private).stat().st_mode & 0o777 == 0o700
    for path in ("gongkai.duckdb", "sealed/2017.duckdb", "overrides/notes/说明 1.txt"):
        there, here = home.root / path, done.home.root / path
        assert (there.stat().st_mtime_ns, there.stat().st_mode) == (
            here.stat().st_mtime_ns,
            here.stat().st_mode,
        )
    for year in (None, 2017):
        assert [one.differences for one in verify_home(done.home.root, year)] == [()]
    (tmp_path / "other").mkdir()
    shutil.move(done.home.root, tmp_path / "other" / "home")
    on = House(house.portal, tmp_path / "other", house.ids)
    on.nights = house.nights
    with proxied(house.portal):
        assert on.night().summary.complete
        assert house.night().summary.complete
    assert on.last is not None and house.last is not None
    query = "SELECT form, year, code, value, origin FROM figures ORDER BY ALL"
    assert on.last.rows(query) == house.last.rows(query)


def test_secrets_are_not_in_it_wherever_they_lie(home: Home, tmp_path: Path) -> None:
    report = make_backup(home, tmp_path / "b", HOW)
    assert {left.path for left in report.manifest.left_out} == {"keys/my.env", "old-secrets.bak"}
    assert not any(
        SECRET.encode() in path.read_bytes() for path in (tmp_path / "b").rglob("*") if path.is_file()
    )


def test_settings_that_cannot_be_read_hide_which_file_is_secret(home: Home, tmp_path: Path) -> None:
    (home.root / "gongkai.toml").write_text('[secrets\nfile = "keys/my.env"\n', encoding="utf-8")
    with pytest.raises(BackupError, match=r"gongkai\.toml 读不懂.*没有备份"):
        make_backup(home, tmp_path / "b", HOW)


def test_only_its_owner_can_look_into_it(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", HOW)
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700
    assert all(not path.stat().st_mode & 0o077 for path in (tmp_path / "b" / "objects").rglob("*"))


def test_a_second_one_copies_only_what_is_new(home: Home, tmp_path: Path) -> None:
    first = make_backup(home, tmp_path / "b", HOW)
    second = make_backup(home, tmp_path / "b", replace(LATER, check_all=True))
    names = {
        kept.path
        for kept in second.manifest.files
        if kept.sha256 not in {one.sha256 for one in first.manifest.files}
    }
    assert names <= {"work/backups.json", "work/ledger.duckdb"}
    assert second.new_bytes < first.new_bytes / 2
    assert second.read_back == second.objects
    (home.archive / "nightly-x.zwyw.0001-00001.warc.gz").write_bytes(b"new")
    third = make_backup(home, tmp_path / "b", How(NOW + timedelta(days=2)))
    assert "archive/nightly-x.zwyw.0001-00001.warc.gz" in {kept.path for kept in third.manifest.files}
    assert len(Store(tmp_path / "b").names()) == 3


def test_the_home_remembers_its_backups(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", HOW)
    make_backup(home, tmp_path / "b2", LATER)
    told = json.loads((home.work / "backups.json").read_text(encoding="utf-8"))
    assert [one["target"] for one in told] == [str(tmp_path / "b"), str(tmp_path / "b2")]
    assert [datetime.fromisoformat(one["made_at"]) for one in told] == [HOW.now, LATER.now]
    found = sums(home.archive)
    assert [one["archive_files"] for one in told] == [found, found]


def test_a_restored_home_knows_the_backup_it_was_made_of(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", HOW)
    (tmp_path / "b").rename(tmp_path / "moved")
    done = restore(tmp_path / "moved", tmp_path / "new", NOW)
    assert [one.target for one in backups_of(done.home)] == [str(tmp_path / "moved")]


def test_it_keeps_as_many_as_it_is_told_and_every_one_is_whole(home: Home, tmp_path: Path) -> None:
    for day in range(4):
        (home.overrides / "decisions.csv").write_text(f"day {day}\n", encoding="utf-8")
        report = make_backup(home, tmp_path / "b", How(NOW + timedelta(days=day), keep=2))
    assert len(report.dropped) == 1 and report.freed_bytes > 0
    names = Store(tmp_path / "b").names()
    assert len(names) == 2 and [one.snapshot for one in backups_of(home)] == names
    for number, name in enumerate(names, 2):
        done = restore(tmp_path / "b", tmp_path / f"new-{number}", NOW, name)
        assert (done.home.overrides / "decisions.csv").read_text(encoding="utf-8") == f"day {number}\n"


def test_the_one_just_made_stays_where_the_clock_was_set_back(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", LATER)
    report = make_backup(home, tmp_path / "b", replace(HOW, keep=1))
    assert Store(tmp_path / "b").names() == [report.manifest.snapshot]
    assert make_backup(home, tmp_path / "b", replace(HOW, keep=1)).manifest.snapshot.endswith("-002")
    assert make_backup(home, tmp_path / "b", replace(HOW, keep=2)).manifest.snapshot.endswith("-003")
    assert make_backup(home, tmp_path / "b", replace(HOW, keep=1)).manifest.snapshot.endswith("-004")
    same_data(home, restore(tmp_path / "b", tmp_path / "new", NOW).home)


def test_two_in_the_same_second_have_names_of_their_own(home: Home, tmp_path: Path) -> None:
    names = [make_backup(home, tmp_path / "b", HOW).manifest.snapshot for _ in range(3)]
    assert len(set(names)) == 3 and names == sorted(names)


def test_it_waits_for_a_run_that_holds_the_home_and_takes_its_packages(home: Home, tmp_path: Path) -> None:
    """A night lays a package down and loads it while the backup is being made."""
    package = home.packages / "nightly-20180521T000000-abcd.zwyw.0001"
    package.mkdir()
    (package / "package.json").write_text("{}", encoding="utf-8")
    held, told = threading.Event(), list[str]()

    def load() -> None:
        with home.locked(NOW):
            held.set()
            while not told:
                threading.Event().wait(0.01)
            (package / "rows.jsonl").write_text("row\n", encoding="utf-8")

    loading = threading.Thread(target=load)
    loading.start()
    held.wait(5)
    report = make_backup(home, tmp_path / "b", replace(HOW, say=told.append))
    loading.join()
    assert "正被另一次运行占用" in told[0]
    shutil.rmtree(package)
    done = restore(tmp_path / "b", tmp_path / "new", NOW)
    assert (done.home.packages / package.name / "rows.jsonl").read_text(encoding="utf-8") == "row\n"
    assert report.troubles == ()


def test_one_at_a_time(home: Home, tmp_path: Path) -> None:
    with home.turn("backup", NOW), pytest.raises(HomeBusy, match="另一次备份"):
        make_backup(home, tmp_path / "b", HOW)


def test_what_a_killed_backup_set_aside_goes_with_the_next_hold(home: Home) -> None:
    left = home.aside / "backup-1"
    left.mkdir()
    with home.turn("backup", NOW):
        again = home.aside / "backup-2"
        again.mkdir()
        with home.locked(NOW):
            assert again.exists(), "a backup is under way"
    with home.locked(NOW):
        assert not again.exists() and not left.exists()


def test_an_older_ledger_is_backed_up_as_it_is(home: Home, tmp_path: Path) -> None:
    with open_ledger(home.ledger) as ledger:
        ledger.execute("UPDATE ledger_meta SET schema_version = 5")
    make_backup(home, tmp_path / "b", HOW)
    done = restore(tmp_path / "b", tmp_path / "new", NOW)
    assert tables(done.home.ledger)["ledger_meta"][0][0] == 5


def test_an_archive_on_another_disk_is_followed(home: Home, tmp_path: Path) -> None:
    file = sorted(home.archive.iterdir())[0]
    (tmp_path / "far").mkdir()
    shutil.move(file, tmp_path / "far" / file.name)
    file.symlink_to(tmp_path / "far" / file.name)
    assert make_backup(home, tmp_path / "b", HOW).troubles == ()
    done = restore(tmp_path / "b", tmp_path / "new", NOW)
    place = done.home.archive / file.name
    assert not place.is_symlink() and place.read_bytes() == file.read_bytes()


def unfit(home: Home, tmp_path: Path) -> dict[str, tuple[Path, str]]:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "photo.jpg").touch()
    (tmp_path / "file").touch()
    (tmp_path / "newer").mkdir()
    (tmp_path / "newer" / "gongkai-backup.json").write_text('{"format": 99}', encoding="utf-8")
    return {
        "within the home": (home.root / "backup", "在数据目录里面"),
        "the home": (home.root, "在数据目录里面"),
        "another's folder": (tmp_path / "full", "里有别的文件"),
        "no disk": (tmp_path / "mnt" / "usb" / "b", "不存在.*磁盘是否已挂上"),
        "a newer program's": (tmp_path / "newer", "格式版本是 99.*升级程序"),
        "a file": (tmp_path / "file", "没有做完|不是目录"),
    }


@pytest.mark.parametrize(
    "case", ["within the home", "the home", "another's folder", "no disk", "a newer program's", "a file"]
)
def test_a_folder_that_will_not_do_is_refused_in_a_sentence(home: Home, tmp_path: Path, case: str) -> None:
    target, said = unfit(home, tmp_path)[case]
    before = sums(tmp_path / "full")
    with pytest.raises(BackupError, match=said):
        make_backup(home, target, HOW)
    assert sums(tmp_path / "full") == before


def test_a_folder_that_lost_its_backups_is_a_disk_that_is_not_there(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", HOW)
    shutil.rmtree(tmp_path / "b")
    (tmp_path / "b").mkdir()
    with pytest.raises(BackupError, match=r"以前有备份,现在没有了.*挂上"):
        make_backup(home, tmp_path / "b", LATER)
    assert make_backup(home, tmp_path / "b", replace(LATER, anew=True)).new_files


def test_a_damaged_archive_file_does_not_take_the_place_of_the_good_one(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", HOW)
    damaged, lost = sorted(home.archive.iterdir())[:2]
    good = {file.name: file.read_bytes() for file in (damaged, lost)}
    damaged.write_bytes(b"x" + good[damaged.name][1:])
    lost.unlink()
    report = make_backup(home, tmp_path / "b", LATER)
    assert len(report.troubles) == 2
    assert all("沿用以前" in trouble for trouble in report.troubles)
    done = restore(tmp_path / "b", tmp_path / "new", NOW)
    assert {name: (done.home.archive / name).read_bytes() for name in good} == good


def test_a_damaged_archive_file_of_which_there_is_no_other_is_told(home: Home, tmp_path: Path) -> None:
    damaged, lost = sorted(home.archive.iterdir())[:2]
    damaged.write_bytes(b"x")
    lost.unlink()
    report = make_backup(home, tmp_path / "b", HOW)
    assert [
        name in trouble for name, trouble in zip((damaged.name, lost.name), report.troubles, strict=True)
    ] == [True, True]


def test_an_object_that_rotted_is_found_and_mended(home: Home, tmp_path: Path) -> None:
    first, told = make_backup(home, tmp_path / "b", HOW), list[str]()
    kept = next(kept for kept in first.manifest.files if kept.path == "sealed/2017.duckdb")
    place = Store(tmp_path / "b").place(kept.sha256)
    flip(place)
    make_backup(home, tmp_path / "b", replace(LATER, check_all=True, say=told.append))
    assert any("已损坏,已用数据目录里的原件重写" in line for line in told)
    assert Store(tmp_path / "b").is_sound(kept.sha256)


def test_a_damaged_ledger_is_not_taken_for_a_backup(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", HOW)
    size = home.ledger.stat().st_size
    with home.ledger.open("r+b") as file:
        for place in range(16384, size, 4096):
            file.seek(place)
            file.write(b"\xff" * 64)
    with pytest.raises(BackupError, match=r"台账 .*没有备份;以前的备份都完好"):
        make_backup(home, tmp_path / "b", LATER)
    assert len(Store(tmp_path / "b").names()) == 1


def test_killed_at_any_step_the_earlier_ones_are_whole_and_the_next_goes_on(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b"
    make_backup(home, target, HOW)
    [first] = Store(target).names()
    shutil.copytree(target, tmp_path / "other")
    (home.overrides / "decisions.csv").write_text("changed\n", encoding="utf-8")
    how = replace(LATER, keep=1)
    steps = steps_of(lambda: make_backup(home, tmp_path / "other", how), monkeypatch)
    (home.work / "backups.json").unlink()
    assert steps > 30
    killed = 0
    for step in range(1, steps + 1, max(1, steps // 12)):
        if killed_at(step, lambda: make_backup(home, target, how)) != 9:
            break
        killed += 1
        store = Store(target)
        whole = [store.manifest(name) for name in store.names()]
        assert whole, f"step {step}"
        assert all(store.is_sound(kept.sha256) for one in whole for kept in one.files), f"step {step}"
        assert first in store.names() or len(whole) == 1, f"step {step}"
    assert killed >= 6
    report = make_backup(home, target, how)
    assert report.troubles == () and len(Store(target).names()) == 1
    assert list(home.aside.iterdir()) == []
    named = {kept.sha256 for kept in report.manifest.files}
    assert {path.name for path in (target / "objects").glob("*/*")} == named, "nothing is left over"
    same_data(home, restore(target, tmp_path / "new", NOW).home)


@pytest.mark.parametrize("after", [3, 12, 25])
def test_a_full_disk_is_a_sentence_and_the_next_one_goes_on(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    target = tmp_path / "b"
    make_backup(home, target, HOW)
    (home.overrides / "decisions.csv").write_text("changed\n", encoding="utf-8")
    left, real = [after], os.fsync

    def full(descriptor: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        try:
            make_backup(home, target, LATER)
        except BackupError as error:
            assert "磁盘已满" in str(error) and "以前的备份都完好" in str(error)
    store = Store(target)
    assert all(store.is_sound(kept.sha256) for one in store.manifests() for kept in one.files)
    assert make_backup(home, target, How(NOW + timedelta(days=2))).troubles == ()


COPIES = {
    "portals/my.env": "GONGKAI_SMTP_PASSWORD={}",
    "别处/备用 密码.txt": "授权码 {}",
    "x.json": '{{"p": "{}"}}',
    "a/win.cmd": "set GONGKAI_X={}",
}


def test_copies_of_secrets_stay_out_whatever_they_are_called(home: Home, tmp_path: Path) -> None:
    for name, form in COPIES.items():
        (home.root / name).parent.mkdir(exist_ok=True)
        (home.root / name).write_text(form.format(SECRET), encoding="utf-16" if "x" in name else "utf-8")
    (home.root / "link.env").symlink_to(home.root / "keys" / "my.env")
    left = {one.path for one in make_backup(home, tmp_path / "b", HOW).manifest.left_out}
    assert left == {*COPIES, "link.env", "keys/my.env", "old-secrets.bak"}


def test_a_folder_of_another_homes_backups_is_refused(home: Home, tmp_path: Path) -> None:
    """Its `--keep` would take that one's snapshots out. The same home elsewhere goes on there."""
    make_backup(home, tmp_path / "b", HOW)
    other = Home(tmp_path / "other")
    other.create()
    with pytest.raises(BackupError, match=rf"另一个数据目录\({home.root}\)的备份"):
        make_backup(other, tmp_path / "b", replace(HOW, keep=1))
    assert len(Store(tmp_path / "b").names()) == 1
    (home.work / "backups.json").unlink()
    shutil.move(home.root, tmp_path / "elsewhere")
    assert make_backup(Home(tmp_path / "elsewhere"), tmp_path / "b", HOW).new_files == 0
