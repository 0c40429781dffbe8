"""Noting in the home's journal that a night or a backfill begins, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from flows.stopping import ORPHANED
from flows.summary import Kind, Summary
from flows.troubles import BUSY, sentence_of
from scrapers.oswords import reason
from warehouse.home import Home, clear_errors
from warehouse.journal import JournalEntry, Outcome, note


def noted(
    home: Home, kind: Kind, wanted: dict[str, Any], now: Callable[[], datetime], work: Callable[[], Summary]
) -> Summary:
    """What `work` gives; the caller holds the turn of the kind. Raises what it raises."""
    entry = JournalEntry(began=now(), wanted=wanted)
    _note(home, kind, entry)
    try:
        with clear_errors(home.root):
            summary = work()
    except BUSY as busy:
        _note(home, kind, replace(entry, ended=now(), outcome="busy", sentence=str(busy)))
        raise
    except Exception as error:
        _note(home, kind, replace(entry, ended=now(), outcome="error", sentence=sentence_of(error)))
        raise
    except KeyboardInterrupt:
        # Ctrl-C a second time: a person's wish as well, and no kill after which it is to be taken up again.
        _note(home, kind, replace(entry, ended=now(), outcome=_stopped()))
        raise
    _note(home, kind, replace(entry, ended=now(), outcome=_outcome(summary), sentence=summary.paused))
    return summary


def _stopped() -> Outcome:
    return "orphaned" if ORPHANED.is_set() else "stopped"


def _outcome(summary: Summary) -> Outcome:
    if summary.interrupted:
        return _stopped()
    if summary.nothing_read and not summary.challenged:
        return "failed"
    return "complete" if summary.complete else "partial"


def _note(home: Home, kind: Kind, entry: JournalEntry) -> None:
    """A note that cannot be kept (full disk) costs no night."""
    try:
        note(home, kind, entry)
    except OSError as error:
        print(f"{home.work} 无法写入({reason(error)});请检查磁盘空间和权限", file=sys.stderr)
