"""Where the archive lies outside the home, and where its backups lie: what a killed command left there goes,
what is not ours to touch is named, and each folder of backups is told what was taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from shlex import quote

from scrapers.oswords import reason
from scrapers.sparse import aside_of
from warehouse.backup.erasures import Erasure, backup_folder, tell_store
from warehouse.backup.records import BackupError
from warehouse.backup.remembering import backups_of
from warehouse.home import Home
from warehouse.settings import SettingsError, load_settings


def clear_asides(home: Home, names: Sequence[str]) -> None:
    """Removes what a killed move, compaction or redaction left half written on other disks. Raises
    OSError."""
    for folder in _folders(home):
        for name in names:
            (folder / aside_of(name)).unlink(missing_ok=True)


def stray_copies(home: Home, names: Sequence[str]) -> Iterator[str]:
    """A sentence (Chinese) for each other file of such a name on a disk that archives are moved to: of a
    killed move, or another home's."""
    for folder in _folders(home):
        for name in names:
            copy, own = folder / name, home.archive / name
            if copy.is_file() and not (own.exists() and copy.samefile(own)):
                yield (
                    f"{copy} 与存档文件同名,没有改动:是移动中断时留下的,或属于另一个数据目录,"
                    "里面可能还有;请核对后删去,或在那个数据目录里也删除一次"
                )


def tell_backups(home: Home, erasures: Sequence[Erasure], now: datetime) -> Iterator[str]:
    """Tells every folder in which backups of this home lie what was taken out, and removes what a killed
    backup left there; a sentence (Chinese) for each that cannot be told."""
    for target in dict.fromkeys(one.target for one in backups_of(home)):
        try:
            store = backup_folder(Path(target))
            with store.opened(now):
                tell_store(store, erasures)
                store.drop([])
        except BackupError as error:
            yield _unreached(target, str(error))
        except OSError as error:
            yield _unreached(target, reason(error))


def _unreached(target: str, why: str) -> str:
    return (
        f"备份目录 {target} 现在写不进({why}),那里还不知道这次删除;"
        f"能用以后运行 gongkai backup {quote(target)},否则从那里恢复时不会提醒"
    )


def _folders(home: Home) -> list[Path]:
    """Folders outside the home in which files of the archive lie, or would."""
    found = {file.resolve().parent for file in home.archive.iterdir() if file.is_symlink()}
    try:
        settings = load_settings(home.root)
    except SettingsError:
        return sorted(found)
    portals = (None, *settings.form.portal)
    told = {Path(to).expanduser() for to in (settings.retention(one).archive_to for one in portals) if to}
    return sorted(found | {folder.resolve() for folder in told if folder.is_dir()})
