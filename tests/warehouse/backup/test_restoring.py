"""Restoring: whole or not at all, never over data, and of a damaged backup nothing."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.warehouse.backup.lived import flip, killed_at, same_data, steps_of
from warehouse.backup import BackupError, How, make_backup, restore
from warehouse.backup.store import Store
from warehouse.home import Home

NOW = datetime(2018, 5, 20, 1, 0, tzinfo=UTC)
HOW = How(NOW)


def damaged(target: Path, how: str) -> str:
    """Does a backup harm; what is said of it."""
    store = Store(target)
    [name] = store.names()
    manifest = store.snapshots / name / "manifest.json"
    kept = next(kept for kept in store.manifest(name).files if kept.path == "work/ledger.duckdb")
    place = store.place(kept.sha256)
    if how == "a flipped byte":
        flip(place)
        return r"work/ledger\.duckdb.*已损坏"
    if how == "a missing file":
        place.unlink()
        return r"work/ledger\.duckdb.*不见了"
    if how == "a file cut off":
        os.truncate(_writable(place), 5000)
        return r"work/ledger\.duckdb.*已损坏"
    if how == "a manifest cut off":
        os.truncate(manifest, manifest.stat().st_size // 2)
        return r"manifest\.json 不完整"
    if how == "a manifest altered":
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace("overrides/notes", "../../notes"), encoding="utf-8")
        return r"manifest\.json 与它的校验和不符"
    if how == "a newer program's":
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace('"format": 1', '"format": 2'), encoding="utf-8")
        return r"格式版本是 2,.*升级程序"
    manifest.with_name("manifest.json.sha256").unlink()
    return r"manifest\.json 或它的校验和无法读取"


def _writable(file: Path) -> Path:
    file.chmod(0o600)
    return file


HARMS = [
    "a flipped byte", "a missing file", "a file cut off", "a manifest cut off", "a manifest altered",
    "a newer program's", "a sum missing",
]  # fmt: skip


@pytest.mark.parametrize("how", HARMS)
def test_a_damaged_backup_is_told_in_a_sentence_and_nothing_is_restored(
    home: Home, tmp_path: Path, how: str
) -> None:
    make_backup(home, tmp_path / "b", HOW)
    said = damaged(tmp_path / "b", how)
    (tmp_path / "new").mkdir()
    with pytest.raises(BackupError, match=said) as error:
        restore(tmp_path / "b", tmp_path / "new" / "home", NOW)
    assert "\n" not in str(error.value)
    assert list((tmp_path / "new").iterdir()) == []


OCCUPIED = ["gongkai.toml", "portals/a.toml", "work/ledger.duckdb", "archive/a.warc.gz", ".hidden"]


@pytest.mark.parametrize("path", OCCUPIED)
def test_a_home_that_holds_data_is_not_restored_over(home: Home, tmp_path: Path, path: str) -> None:
    make_backup(home, tmp_path / "b", HOW)
    root = tmp_path / "new"
    Home(root).create()
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text("mine", encoding="utf-8")
    with pytest.raises(BackupError, match="已有数据"):
        restore(tmp_path / "b", root, NOW)
    assert (root / path).read_text(encoding="utf-8") == "mine"


def test_a_home_that_is_laid_out_and_empty_may_be_restored_over(home: Home, tmp_path: Path) -> None:
    make_backup(home, tmp_path / "b", HOW)
    with Home(tmp_path / "new").locked(NOW):
        pass
    same_data(home, restore(tmp_path / "b", tmp_path / "new", NOW).home)


@pytest.mark.parametrize(
    ("snapshot", "said"), [("20170101-000000", "没有 20170101-000000 这次备份;有的是:2018")]
)
def test_a_snapshot_that_is_not_there_is_told_with_those_that_are(
    home: Home, tmp_path: Path, snapshot: str, said: str
) -> None:
    make_backup(home, tmp_path / "b", HOW)
    with pytest.raises(BackupError, match=said):
        restore(tmp_path / "b", tmp_path / "new", NOW, snapshot)


def test_a_restore_killed_at_any_step_leaves_nothing_and_the_next_is_whole(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(home, tmp_path / "b", HOW)
    (tmp_path / "new").mkdir()
    root = tmp_path / "new" / "home"
    steps = steps_of(lambda: restore(tmp_path / "b", tmp_path / "trial", NOW), monkeypatch)
    for step in range(1, steps + 1, max(1, steps // 8)):
        code = killed_at(step, lambda: restore(tmp_path / "b", root, NOW))
        assert code == 9
        if root.exists():  # it had been put in place: then whole
            same_data(home, Home(root))
            shutil.rmtree(root)
    same_data(home, restore(tmp_path / "b", root, NOW).home)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["home"]


def test_restoring_onto_a_disk_without_room_is_refused_before_anything_is_written(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_backup(home, tmp_path / "b", HOW)
    (tmp_path / "new").mkdir()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(BackupError, match=r"没有恢复:需要 .* MB,.*只剩"):
        restore(tmp_path / "b", tmp_path / "new" / "home", NOW)
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("after", [0, 5, 15])
def test_a_disk_that_fills_up_in_a_restore_leaves_nothing_of_it(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    make_backup(home, tmp_path / "b", HOW)
    (tmp_path / "new").mkdir()
    left, real = [after], os.fsync

    def full(descriptor: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    with monkeypatch.context() as patch, pytest.raises(BackupError, match=r"没有恢复:.*磁盘已满"):
        patch.setattr(os, "fsync", full)
        restore(tmp_path / "b", tmp_path / "new" / "home", NOW)
    assert list((tmp_path / "new").iterdir()) == []
    same_data(home, restore(tmp_path / "b", tmp_path / "new" / "home", NOW).home)
