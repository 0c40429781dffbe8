"""Makes a home of a snapshot, where there is none: whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrapers.durable import OWNERS_FOLDER, fsync
from scrapers.flock import Taken, flocked
from scrapers.oswords import reason
from scrapers.package import file_sha256
from scrapers.sparse import copy_durably
from warehouse.backup.erasures import Due, due_in, known_erasures
from warehouse.backup.records import BackupError, Kept, Manifest
from warehouse.backup.remembering import remember
from warehouse.backup.store import Store
from warehouse.home import Home

_PRIVATE = ("archive", "work")
"""Folders that only the home's owner may look into."""

_NOTHING = ("work/lock", "*.lock", "gongkai-fault-*.log")
"""Files that a command leaves in a home that holds nothing."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was made of what."""

    home: Home
    manifest: Manifest
    others: tuple[str, ...]
    """Names of the other snapshots that lie there."""
    due: tuple[Due, ...] = ()
    """What was taken out for good since, and came back with the snapshot."""
    unknown: str = ""
    """Why it is not known what was taken out since (Chinese); '' where it is."""


def restore(
    source: Path,
    root: Path,
    now: datetime,
    snapshot: str | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> Restored:
    """Makes a home at `root` of a snapshot (the newest where none is named). Every sum is checked before
    anything is written, and again of what was written, before it is put in place.

    Raises BackupError: a place that holds data, a backup that is damaged, newer or not there; nothing is
    changed then. Whatever ends it leaves nothing at `root`.
    """
    store = Store(source)
    store.require()
    manifest = _chosen(store, snapshot)
    _refuse_data(root)
    try:
        with flocked(_beside(root, ".lock"), now):
            try:
                return _restored(store, manifest, root, say)
            finally:
                _beside(root, ".lock").unlink(missing_ok=True)
    except Taken as taken:
        raise BackupError(f"{root} 正被另一次恢复占用({taken});请等它结束") from taken
    except OSError as error:
        raise BackupError(
            f"没有恢复:{error.filename or root} {reason(error)};{root} 没有改动,处理后重新运行同一命令"
        ) from error


def _chosen(store: Store, snapshot: str | None) -> Manifest:
    names = store.names()
    if not names:
        raise BackupError(f"{store.root} 里还没有一次做完的备份")
    if snapshot is not None and snapshot not in names:
        raise BackupError(f"{store.root} 里没有 {snapshot} 这次备份;有的是:{'、'.join(names[-10:])}")
    return store.manifest(snapshot or names[-1])


def _refuse_data(root: Path) -> None:
    """Raises BackupError where something lies that would be lost, or nothing can be put."""
    if not root.absolute().parent.is_dir():
        raise BackupError(f"{root.absolute().parent} 不存在;请检查 --home 的路径,以及磁盘是否已挂上")
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise BackupError(f"{root} 不是目录,没有恢复,什么都没有改动;请用 --home 另给一个")
    if root.is_mount():
        raise BackupError(
            f"{root} 是一块磁盘的挂载点,不能整个换入;请用它下面的一个目录,例如 {root / 'gongkai'}"
        )
    found = next(
        (
            path
            for path in sorted(root.rglob("*"))
            if not path.is_dir() and not any(map(path.match, _NOTHING))
        ),
        None,
    )
    if found is not None:
        raise BackupError(
            f"{root} 里已有数据({found.relative_to(root)}),没有恢复,什么都没有改动;请用 --home 给一个空目录"
        )


def _restored(store: Store, manifest: Manifest, root: Path, say: Callable[[str], None]) -> Restored:
    room = shutil.disk_usage(root.absolute().parent).free
    if room < manifest.bytes:
        raise BackupError(
            f"没有恢复:需要 {manifest.bytes / 1e6:.0f} MB,"
            f"{root.absolute().parent} 所在的磁盘只剩 {room / 1e6:.0f} MB"
        )
    say(f"核对 {manifest.snapshot} 的 {len(manifest.files)} 个文件")
    for sha256, kept in {kept.sha256: kept for kept in manifest.files}.items():
        _require_sound(store, sha256, kept)
    aside = _beside(root, ".restoring")
    shutil.rmtree(aside, ignore_errors=True)  # of a killed one
    try:
        _lay_out(store, manifest, aside)
        _put_in_place(aside, root)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    home = Home(root)
    remember(home, store.root, store.manifests())
    others = tuple(name for name in store.names() if name != manifest.snapshot)
    try:
        due = due_in(home, manifest.made_at, known_erasures(store))
    except BackupError as error:
        return Restored(home, manifest, others, unknown=str(error))
    return Restored(home, manifest, others, tuple(due))


def _require_sound(store: Store, sha256: str, kept: Kept) -> None:
    place = store.place(sha256)
    if not place.is_file():
        how = "不见了"
    elif place.stat().st_size != kept.bytes or not store.is_sound(sha256):
        how = "已损坏"
    else:
        return
    raise BackupError(
        f"备份里的 {kept.path}({place}){how},没有恢复,什么都没有改动;"
        "请用 --snapshot 选另一次备份,或用另一份备份"
    )


def _lay_out(store: Store, manifest: Manifest, aside: Path) -> None:
    """Writes every file, durably, and reads it back. Raises BackupError, OSError."""
    aside.mkdir(mode=OWNERS_FOLDER)  # nobody else's, before the archive in it is
    folders = {aside}
    for kept in manifest.files:
        place = aside / kept.path
        place.parent.mkdir(parents=True, exist_ok=True)
        folders |= {folder for folder in place.parents if aside in folder.parents}
        copy_durably(store.place(kept.sha256), place)
        place.chmod(kept.mode | 0o400)
        os.utime(place, ns=(kept.mtime_ns, kept.mtime_ns))
    for kept in manifest.files:
        if file_sha256(aside / kept.path) != kept.sha256:
            raise BackupError(f"没有恢复:{aside / kept.path} 写下之后读出来不一样;请检查磁盘")
    Home(aside).create()
    for name in _PRIVATE:
        (aside / name).chmod(0o700)
    for folder in sorted(folders):
        fsync(folder)
    _open(aside)


def _open(aside: Path) -> None:
    """The home itself is for people, as a folder that is made by hand."""
    made = aside / "made"
    made.mkdir()
    aside.chmod(made.stat().st_mode & 0o755)
    made.rmdir()


def _put_in_place(aside: Path, root: Path) -> None:
    """Renames what is laid out to where it is wanted; of an empty home nothing is lost by that."""
    if root.exists():
        for path in sorted(root.rglob("*"), reverse=True):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
    aside.rename(root)
    with suppress(OSError):
        fsync(root.absolute().parent)


def _beside(root: Path, ending: str) -> Path:
    return root.absolute().with_name(f".{root.absolute().name}{ending}")
