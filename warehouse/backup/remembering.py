"""Which backups of a home there are, by its own record: `work/backups.json`.

A list, oldest first, of {"target", "made_at", "snapshot", "archive_files": {name: sha256}}. Whoever erases
something reads there which backups still hold it; `status` reads there when the last one was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapers.durable import replace_whole
from warehouse.backup.records import Manifest
from warehouse.home import Home

_OWNERS = 0o600


@dataclass(frozen=True, slots=True)
class Remembered:
    """A snapshot that was made of this home."""

    target: str
    made_at: datetime
    snapshot: str
    archive_files: dict[str, str]


def backups_of(home: Home) -> list[Remembered]:
    """Every snapshot that is remembered, oldest first; none where the file is not there or unreadable."""
    try:
        told = json.loads(_file(home).read_text(encoding="utf-8"))
        return sorted(map(_remembered, told), key=lambda one: one.made_at)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def remember(home: Home, target: Path, manifests: Iterable[Manifest]) -> None:
    """Keeps which snapshots there are in that folder now, in the place of what was kept of it; those of other
    folders stay. Raises OSError, the record as it was."""
    here = str(target.resolve())
    kept = [one for one in backups_of(home) if one.target != here]
    kept += [Remembered(here, one.made_at, one.snapshot, one.archive_files) for one in manifests]
    replace_whole(_file(home), json.dumps(_told(kept), ensure_ascii=False), mode=_OWNERS)


def _told(kept: Sequence[Remembered]) -> list[dict[str, Any]]:
    return [
        {
            "target": one.target,
            "made_at": one.made_at.isoformat(),
            "snapshot": one.snapshot,
            "archive_files": one.archive_files,
        }
        for one in sorted(kept, key=lambda one: one.made_at)
    ]


def _remembered(told: dict[str, Any]) -> Remembered:
    made_at = datetime.fromisoformat(told["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("an instant without a zone")
    return Remembered(told["target"], made_at, str(told.get("snapshot", "")), dict(told["archive_files"]))


def _file(home: Home) -> Path:
    return home.work / "backups.json"
