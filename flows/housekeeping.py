"""What is kept in order after a night: a record of the disk, old ledger copies, old records of faults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from scrapers.oswords import reason
from warehouse.disk import note_disk
from warehouse.home import Home
from warehouse.retention import drop_old
from warehouse.settings import SettingsError, load_settings


def keep_house(home: Home, now: datetime, say: Callable[[str], None]) -> None:
    """Never costs a night: what cannot be done is said."""
    try:
        settings = load_settings(home.root)
        for gone in drop_old(home, settings.retention(), now):
            say(gone)
        note_disk(home, now)
    except SettingsError:
        return  # told where it matters
    except OSError as error:
        say(f"没有整理数据目录({error.filename or home.root}:{reason(error)})")
