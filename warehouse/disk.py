"""In how many days the disk is full, from what the home grew by over the last nights.

Each night leaves a record of how much the home holds and how much its disk has left (`work/disk.json`).
Nothing is said of the future from less than five of them over five days.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from scrapers.durable import replace_whole
from warehouse.home import Home
from warehouse.settings_kept import MEGABYTE

FEWEST = 5
"""So many records, over as many days, are the least to forecast from."""

WINDOW = timedelta(days=30)
"""What lies further back says little of the days to come."""

URGENT = 7
"""From so few days on it is an error and not a warning."""

_KEPT = 400
_RESIZED = 0.02
"""From such a part of its size on a disk is another one."""
_DAY = timedelta(days=1)
_BLOCK = 512


@dataclass(frozen=True, slots=True)
class DiskRecord:
    """How it stood at the end of a night; bytes. `free` is of the disk that the home lies on."""

    at: datetime
    home: int
    free: int
    total: int = 0
    """Of the disk; 0 where a record does not say."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """How it stands, and what may be expected of it."""

    free: int
    """Bytes that the disk has left now."""
    floor: int
    """Bytes below which no run begins."""
    records: int
    """How many nights it rests on."""
    growth: float | None
    """Bytes a day; None where there are too few records."""
    days: int | None
    """Until the floor is reached; None where that is not known, or nothing grows."""

    @property
    def is_short(self) -> bool:
        """Whether no run begins any more."""
        return self.free < self.floor

    @property
    def is_urgent(self) -> bool:
        """Whether it cannot wait."""
        return self.is_short or (self.days is not None and self.days <= URGENT)

    def is_due(self, warn_days: int) -> bool:
        """Whether people have to be told."""
        return self.is_short or (self.days is not None and self.days <= warn_days)

    @property
    def words(self) -> str:
        """In Chinese, with what it rests on."""
        left = f"数据目录所在的磁盘还剩 {_size(self.free)}"
        floor = f"free_megabytes = {self.floor // MEGABYTE}"
        if self.is_short:
            return f"{left},低于 {floor},抓取已暂停"
        if self.growth is None:
            return f"{left};只有 {self.records} 晚的记录,不足 {FEWEST} 天,还不能预测何时用满"
        if self.days is None:
            return f"{left};最近 {self.records} 晚没有增长"
        return (
            f"{left},按最近 {self.records} 晚平均每天增加 {_size(self.growth)},"
            f"约 {self.days} 天后只剩 {floor},抓取会停"
        )


def note_disk(home: Home, now: datetime) -> DiskRecord:
    """Adds a record of how it stands. Raises OSError, the older ones as they were."""
    disk = shutil.disk_usage(home.root)
    record = DiskRecord(now, sum(_sizes(home.root)), disk.free, disk.total)
    kept = [one for one in disk_records(home) if one.at < now][-_KEPT + 1 :]
    told = [{**asdict(one), "at": one.at.isoformat()} for one in (*kept, record)]
    replace_whole(_file(home), json.dumps(told), mode=0o600)
    return record


def disk_records(home: Home) -> list[DiskRecord]:
    """All that are kept, oldest first; none where they cannot be read."""
    try:
        told = json.loads(_file(home).read_text(encoding="utf-8"))
        return sorted((_record(one) for one in told), key=lambda one: one.at)
    except (OSError, ValueError, KeyError, TypeError):
        return []


def forecast(home: Home, free_megabytes: int, now: datetime) -> Forecast:
    """What may be expected of the home's disk. Raises OSError."""
    disk, floor = shutil.disk_usage(home.root), free_megabytes * MEGABYTE
    free = disk.free
    records = _same_disk([one for one in disk_records(home) if now - WINDOW <= one.at <= now], disk.total)
    growth = _growth(records)
    days = int((free - floor) / growth) if growth and growth > 0 and free > floor else None
    return Forecast(free, floor, len(records), growth, days)


def _same_disk(records: Sequence[DiskRecord], total: int) -> list[DiskRecord]:
    """Those since the disk has the size that it has: what another disk had left, before a home was moved or
    restored or a volume resized, says nothing of this one. Some file systems' size moves a little."""
    found: list[DiskRecord] = []
    for one in reversed(records):
        if one.total and abs(one.total - total) > _RESIZED * max(one.total, total):
            break
        found.append(one)
        total = one.total or total
    return found[::-1]


def _growth(records: Sequence[DiskRecord]) -> float | None:
    """Bytes a day by which the home grew, or by which the disk filled where others fill it, too: the larger.
    What was moved or taken away in between does not make less of what comes."""
    if len(records) < FEWEST or records[-1].at - records[0].at < (FEWEST - 1) * _DAY:
        return None
    days = (records[-1].at - records[0].at) / _DAY
    grown = sum(max(0, after.home - before.home) for before, after in pairwise(records))
    return max(grown, records[0].free - records[-1].free) / days


def _sizes(folder: Path) -> Iterator[int]:
    """What each file below takes on the disk; what a link leads to lies elsewhere."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _sizes(Path(entry.path))
        else:
            try:
                yield entry.stat(follow_symlinks=False).st_blocks * _BLOCK
            except FileNotFoundError:
                continue


def _record(told: dict[str, Any]) -> DiskRecord:
    at = datetime.fromisoformat(told["at"])
    if at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return DiskRecord(at, int(told["home"]), int(told["free"]), int(told.get("total", 0)))


def _file(home: Home) -> Path:
    return home.work / "disk.json"


def _size(size: float) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 10**9 else f"{size / 1e6:.1f} MB"
