"""What people were told: causes that still stand, messages not delivered yet, the last night's own words.

It lies in the home's `work/messages.json`, and where that cannot be written (a full disk is just what one
tells) in the system's temporary folder. Lost or unreadable, it costs a message said twice, never a night.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from scrapers.durable import replace_whole
from warehouse.home import Home
from warehouse.newer import FORM, FORMS

PENDING_KEPT = 3
"""So many messages wait for a channel that cannot be reached; older ones are dropped."""


_OWNERS = 0o600
"""Only its owner may read it."""


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ToldCause(_Kept):
    """A cause that was told and is not over."""

    level: int = 1
    mark: str = ""
    sentence: str = ""
    since: datetime | None = None


class Undelivered(_Kept):
    """A message that a channel did not take."""

    subject: str
    text: str
    markdown: str
    made_at: datetime
    why: str = ""
    """Why it was not taken, last time."""


class LastNight(_Kept):
    """How the last night ended, as it said itself."""

    began: datetime
    error: str | None = None


class Memory(_Kept):
    """Everything remembered; empty is a home whose people were never told anything."""

    form: int = FORMS["messages.json"]
    told: dict[str, ToldCause] = {}
    pending: dict[str, tuple[Undelivered, ...]] = {}
    """By the channel's name."""
    last_night: LastNight | None = None
    sent_night: str = ""
    """Which night had its message."""
    month: str = ""
    """The last month whose end was told, `YYYY-MM`; empty before the first message."""
    written_at: datetime = datetime.min.replace(tzinfo=UTC)


def read_memory(home: Home) -> Memory:
    """The newest memory that can be read; an empty one when there is none."""
    found = [memory for path in _places(home) if (memory := _read(path)) is not None]
    return max(found, key=lambda memory: memory.written_at, default=Memory())


def keep_memory(home: Home, memory: Memory, now: datetime) -> bool:
    """Writes it whole or not at all, in the first place that takes it; False when none does."""
    stamp = {"written_at": now, FORM: FORMS["messages.json"]}
    text = memory.model_copy(update=stamp).model_dump_json(indent=1)
    for path in _places(home):
        with suppress(OSError):
            replace_whole(path, text, mode=_OWNERS)
            return True
    return False


def _places(home: Home) -> tuple[Path, Path]:
    whose = hashlib.sha256(str(home.root.absolute()).encode()).hexdigest()[:16]
    return (
        home.work / "messages.json",
        Path(tempfile.gettempdir()) / f"gongkai-messages-{os.getuid()}-{whose}.json",
    )


def _read(path: Path) -> Memory | None:
    """None when it is not there, not ours, or no memory."""
    with suppress(OSError, ValidationError, ValueError):
        if path.stat().st_uid == os.getuid():
            return Memory.model_validate_json(path.read_bytes())
    return None
