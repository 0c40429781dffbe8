"""Copies of the ledger as it was before an upgrade: made, found for the way back, removed when long past.

They lie beside the ledger as `ledger.vN.SUM.duckdb`, N the version of their form. They are backups, too.
"""

from __future__ import annotations

import errno
import re
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from scrapers.durable import fsync
from scrapers.package import file_sha256

KEPT = 2
"""So many copies stay, however old: the newest; unless the home's settings say otherwise."""

KEPT_FOR = timedelta(days=90)
"""A copy that is younger stays, however many there are."""


class LedgerCopy(NamedTuple):
    """One copy: when it was made, of which form the ledger was, and where it lies."""

    made: float
    """Seconds since 1970."""
    version: int
    file: Path


def keep_copy(path: Path, version: int) -> Path:
    """Copies a closed ledger, durably, to a file beside it that is named by its version and its sum; returns
    that file. It is there whole or not at all. Raises OSError, the ledger as it was."""
    aside = path.with_name(f".{path.name}.copy")
    try:
        room = shutil.disk_usage(path.parent).free
        if room < path.stat().st_size:
            raise OSError(errno.ENOSPC, f"只剩 {room} 字节")
        shutil.copy(path, aside)
        fsync(aside)
        place = path.with_name(f"{path.stem}.v{version}.{file_sha256(aside)[:12]}{path.suffix}")
        aside.rename(place)
        fsync(path.parent)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    return place


def copies_of(path: Path) -> list[LedgerCopy]:
    """The copies of a ledger, oldest first; none where the folder cannot be read."""
    name = re.compile(rf"{re.escape(path.stem)}\.v(\d+)\.[0-9a-f]+{re.escape(path.suffix)}")
    found = []
    with suppress(OSError):
        for file in path.parent.iterdir():
            if told := name.fullmatch(file.name):
                found.append(LedgerCopy(file.stat().st_mtime, int(told[1]), file))
    return sorted(found)


def drop_old_copies(path: Path, now: datetime, kept: int = KEPT) -> tuple[str, ...]:
    """Removes the copies that are neither among the `kept` (at least 1) newest nor younger than `KEPT_FOR`; a
    sentence (Chinese) for each. One that cannot be removed is said, too, and stays."""
    said = []
    for copy in copies_of(path)[:-kept]:
        age = timedelta(seconds=now.timestamp() - copy.made)
        if age < KEPT_FOR:
            continue
        rule = f"升级前的台账备份只留最近 {kept} 份和 {KEPT_FOR.days} 天以内的"
        try:
            copy.file.unlink()
            said.append(f"已删除 {copy.file}({age.days} 天前的;{rule})")
        except OSError as error:
            said.append(f"{copy.file} 删不掉({error.strerror});{rule}")
    return tuple(said)


def way_back(path: Path, version: int, newest: int) -> str:
    """What to do about a ledger of form `version`, by a program that knows forms up to `newest` (Chinese):
    where the newest copy lies that it knows, and the steps."""
    able = [copy for copy in copies_of(path) if copy.version <= newest]
    later = path.with_name(f"{path.stem}.later{path.suffix}")
    if not able:
        return f"请升级程序;{path.parent} 中没有本程序认得的备份 {path.stem}.vN.*{path.suffix}"
    return (
        f"请升级程序,或恢复升级前的备份 {able[-1].file}(版本 {able[-1].version}):"
        f"停服务,把 {path} 改名为 {later.name}、备份改名为 {path.name},把公布文件和它的 .sha256 移到别处,"
        "运行 gongkai republish;升级之后读到的,由下一晚的 gongkai nightly 重新读取"
    )
