"""Moves old files of the archive to another disk. Each keeps its name, and a symbolic link stands in its
place: whatever names a file of the archive, the ledger, published and sealed files, finds it as before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from duckdb import DuckDBPyConnection

from scrapers.durable import fsync
from scrapers.oswords import reason
from scrapers.package import file_sha256
from scrapers.sparse import aside_of, copy_durably
from warehouse import query
from warehouse.home import Home, HomeError
from warehouse.settings import Settings


class MoveError(HomeError):
    """A file cannot be moved: one sentence that says which, and why. It stays where it is."""


@dataclass(frozen=True, slots=True)
class Movable:
    """A file of the archive that is old enough, and where it is to go."""

    file: Path
    folder: Path
    bytes: int
    """What it takes on the disk."""


def movable(ledger: DuckDBPyConnection, home: Home, settings: Settings, now: datetime) -> list[Movable]:
    """What is to be moved by the settings of each portal. Raises MoveError for a folder that is not there."""
    return [
        one
        for portal_id in query.column(ledger, "compaction/portals")
        for one in _of_portal(ledger, home, settings, portal_id, now)
    ]


def move(one: Movable) -> Path:
    """Moves one file; returns where it lies now. The caller holds the home. Raises MoveError, OSError; killed
    at any instant it leaves the file whole in its old place or in the new one."""
    place = one.folder / one.file.name
    sha256 = file_sha256(one.file)
    if not place.exists():
        aside = one.folder / aside_of(one.file.name)
        try:
            copy_durably(one.file, aside)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise MoveError(
                f"{one.file.name} 没有移到 {one.folder}:{reason(error)};它还在原处,以前移走的不受影响,"
                "处理后重新运行同一命令"
            ) from error
        aside.replace(place)
        fsync(one.folder)
    if file_sha256(place) != sha256:
        raise MoveError(f"{place} 与 {one.file} 内容不同,没有移动;请看 {place} 是从哪里来的")
    link = one.file.with_name(f".{one.file.name}.link.aside")
    link.unlink(missing_ok=True)
    link.symlink_to(place)
    link.replace(one.file)
    fsync(one.file.parent)
    return place


def _of_portal(
    ledger: DuckDBPyConnection, home: Home, settings: Settings, portal_id: str, now: datetime
) -> Iterator[Movable]:
    retention = settings.retention(portal_id)
    if not retention.archive_to:
        return
    folder = Path(retention.archive_to).expanduser()
    if not folder.is_dir():
        raise MoveError(f"archive_to 所写的 {folder} 不存在;请检查磁盘是否已挂上,或先建这个目录")
    if folder.resolve() == home.archive.resolve():
        raise MoveError(f"archive_to 所写的 {folder} 就是存档目录本身;请另写一个")
    before = now - timedelta(days=retention.archive_after_days)
    for name in query.column(ledger, "compaction/old_files", portal_id=portal_id, before=before):
        file = home.archive / name
        if file.is_file() and not file.is_symlink():
            yield Movable(file, folder, file.stat().st_blocks * 512)
