"""When a night begins, and whether one is still to be begun by us: pure functions of clock and journal.

Prefect's schedule begins the night. What it has not begun (it is down, the machine was off or asleep, the
process was killed) the supervisor begins, once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from warehouse.journal import JournalEntry
from warehouse.settings import NightSettings

ZONE = ZoneInfo("Asia/Shanghai")

LATE = timedelta(minutes=3)
"""So long the schedule has to begin a night before the supervisor does."""

EARLY = timedelta(minutes=1)
"""A night begun so little before its time is that night: Prefect rounds to seconds, clocks are set."""

AGAIN = timedelta(minutes=30)
"""From a night that ended in an error to the next try."""

TRIES = 4
"""Times that one night is begun by the supervisor at most."""

BEFORE_NEXT = timedelta(hours=2)
"""A missed night is not caught up when the next one is so near."""


def begin_of_night(night: NightSettings, home: str) -> time:
    """The time of day at which the nights of a home begin: `begin` and a part of `jitter_minutes` that is the
    same every night, so that the homes of a province do not ask in one second."""
    share = int.from_bytes(hashlib.sha256(home.encode()).digest()[:4]) % (night.jitter_minutes + 1)
    moved = datetime.combine(datetime(2000, 1, 1), night.begin) + timedelta(minutes=share)
    return moved.time()


def cron_of(begins: time) -> str:
    """The time of day as a cron line."""
    return f"{begins.minute} {begins.hour} * * *"


def last_begin(now: datetime, begins: time) -> datetime:
    """The instant at which the night was to begin that `now` is in: the latest up to now, or just ahead."""
    local = now.astimezone(ZONE) + EARLY
    today = datetime.combine(local.date(), begins, ZONE)
    return today if today <= local else today - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NightSchedule:
    """At which time of day nights begin, since when that is so, and which night was the last one then."""

    begins: time
    changed: datetime | None = None
    last_before: datetime | None = None

    def changed_to(self, begins: time, now: datetime) -> NightSchedule:
        """From now on at another time of day: one that is past today is no night that was missed."""
        return NightSchedule(begins, now, self.last(now))

    def last(self, now: datetime) -> datetime:
        """The instant at which the night was to begin that `now` is in (`last_begin`)."""
        begin = last_begin(now, self.begins)
        if self.changed is None or self.last_before is None or begin > self.changed or now < self.changed:
            return begin
        return self.last_before


def night_is_done(last: JournalEntry | None, begin: datetime, now: datetime) -> bool:
    """Whether the night that was to begin at `begin` has been run to its end, or was stopped by a person."""
    ended = last is not None and last.outcome in ("complete", "partial", "stopped")
    return ended and last is not None and _of_night(last, begin, now)


def night_is_due(
    now: datetime, begin: datetime, last: JournalEntry | None, under_way: bool, tries: int, since: datetime
) -> bool:
    """Whether the supervisor, up `since` then, is to begin the night of `begin` itself now.

    `under_way`: somebody holds the turn of the night. `tries`: how often it has begun this night already.
    A night before the first entry of a home is not caught up: nothing was missed.
    """
    near = begin + timedelta(days=1) - now < BEFORE_NEXT
    if under_way or near or tries >= TRIES or night_is_done(last, begin, now):
        return False
    if last is None or not _of_night(last, begin, now):
        return now >= begin + LATE and (last is not None or begin > since)
    return last.ended is None or last.unfinished or abs(now - last.ended) >= AGAIN


def _of_night(last: JournalEntry, begin: datetime, now: datetime) -> bool:
    """Whether an entry is of the night that was to begin at `begin`. One from the future was written while
    the clock was wrong: it says nothing."""
    return begin - EARLY <= last.began <= now + timedelta(minutes=5)
