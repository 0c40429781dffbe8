"""Takes away what the settings keep for a time only: ledger copies of before upgrades, records of faults.

Nothing that a figure rests on is among it; what goes of the archive goes by a person's command
(`warehouse.compaction`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.home import Home
from warehouse.ledger_copies import drop_old_copies
from warehouse.settings_kept import RetentionSettings

_LOGS = ("gongkai-fault-*.log", "logs/*.log*")


def drop_old(home: Home, retention: RetentionSettings, now: datetime) -> Iterator[str]:
    """Removes what is too old; a sentence (Chinese) for each file that went. Raises OSError."""
    yield from drop_old_copies(home.ledger, now, retention.ledger_copies)
    since = now - timedelta(days=retention.log_days)
    for pattern in _LOGS:
        for path in sorted(home.work.glob(pattern)):
            if _changed_at(path) < since:
                path.unlink()
                yield f"按 [retention] 删去 {path}"


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
