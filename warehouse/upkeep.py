"""What the home itself needs of people: room on its disk, and backups. In words for `status` and messages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime

from warehouse.backup.remembering import backups_of
from warehouse.disk import forecast
from warehouse.home import Home
from warehouse.settings import Settings

URGENT, SOON, QUIET = 0, 3, 9
"""Urgency: it stops the nights; it must be seen to in time; it may wait."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """One such matter."""

    kind: str
    """`disk`, `backup`."""
    urgency: int
    sentence: str
    todo: str


def upkeep(home: Home, settings: Settings, now: datetime) -> list[Upkeep]:
    """Everything that is to be told at `now`; nothing to one who may not look into `work/`. Raises nothing
    for what is wrong with the home."""
    if not os.access(home.work, os.R_OK | os.X_OK):
        return []
    return [*_disk(home, settings, now), *_backup(home, settings, now)]


def _disk(home: Home, settings: Settings, now: datetime) -> list[Upkeep]:
    budget = settings.budget()
    try:
        found = forecast(home, budget.free_megabytes, now)
    except OSError:
        return []
    if not found.is_due(budget.warn_days):
        return []
    todo = "gongkai archive show 看能腾出多少,或把备份、存档移到别的磁盘(指南“磁盘快满”)"
    return [Upkeep("disk", URGENT if found.is_urgent else SOON, found.words, todo)]


def _backup(home: Home, settings: Settings, now: datetime) -> list[Upkeep]:
    made = backups_of(home)
    if not made:
        if not home.published.exists():
            return []
        return [Upkeep("backup", QUIET, "还没有备份过", "gongkai backup 目标目录")]
    days, most = (now - made[-1].made_at).days, settings.retention().backup_days
    if days <= most:
        return []
    sentence = f"最近一次备份是 {days} 天前({made[-1].target}),超过 {most} 天"
    return [Upkeep("backup", SOON, sentence, f"gongkai backup {made[-1].target}")]
