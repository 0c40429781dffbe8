"""What was begun over a home and how it ended: a small file per kind, which can be read while others work.

The ledger knows runs; but a night that cannot open the ledger, or finds no portal file, is in none of its
tables. Whoever decides whether tonight is still to be run, or a backfill to be taken up, looks here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from scrapers.durable import replace_whole
from warehouse.home import Home
from warehouse.newer import FORM, FORMS

Outcome = Literal["complete", "partial", "failed", "stopped", "orphaned", "busy", "error"]
"""failed: not one section was read whole (no network). stopped: by a person. orphaned: what had started it
was gone. busy: something else was under way."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """The last night (or backfill) of a home."""

    began: datetime
    ended: datetime | None = None
    """None while it is under way, and for ever when it was killed."""
    outcome: Outcome | None = None
    sentence: str = ""
    """What went wrong, in Chinese."""
    wanted: dict[str, Any] = field(default_factory=dict)
    """With what it was begun, so that it can be begun again."""

    @property
    def unfinished(self) -> bool:
        """Whether it was ended by a kill or by the end of what had started it, not by a person or by itself.
        Nobody is to hold its turn."""
        return self.ended is None or self.outcome == "orphaned"


def last_entry(home: Home, kind: str) -> JournalEntry | None:
    """The last one of that kind; None when there was none, or the file cannot be read."""
    try:
        told = json.loads(_file(home, kind).read_text(encoding="utf-8"))
        began, ended = (
            datetime.fromisoformat(told[name]) if told[name] else None for name in ("began", "ended")
        )
        if began is None or began.tzinfo is None or (ended and ended.tzinfo is None):
            return None
        return JournalEntry(began, ended, told["outcome"], str(told["sentence"]), dict(told["wanted"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(home: Home, kind: str, entry: JournalEntry) -> None:
    """Keeps the entry, whole or not at all; only the holder of the kind's turn does so. Raises OSError."""
    told = {
        FORM: FORMS[_file(home, kind).name],
        "began": entry.began.isoformat(),
        "ended": entry.ended.isoformat() if entry.ended else None,
        "outcome": entry.outcome,
        "sentence": entry.sentence,
        "wanted": entry.wanted,
    }
    file = _file(home, kind)
    aside = file.with_name(f".{file.name}.aside")
    replace_whole(file, json.dumps(told, ensure_ascii=False), mode=0o600, aside=aside)


def _file(home: Home, kind: str) -> Path:
    return home.work / f"{kind}.json"
