"""Compacting and moving the archive: plain functions over a home; wiring only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from flows.loading import load
from flows.run import PATIENCE, now
from warehouse.compaction import Compacted, compact, removable, settle
from warehouse.disk import forecast
from warehouse.home import Home
from warehouse.ledger import open_ledger
from warehouse.moving import Movable, movable, move
from warehouse.publish import publish
from warehouse.settings import load_settings

Say = Callable[[str], None]

AT_ONCE = 100
"""Files that are compacted while the home is held; then whoever waits for it has his turn."""


@dataclass(frozen=True, slots=True)
class Room:
    """What could be done for room on the disk."""

    forecast: str
    removable: Compacted
    movable: tuple[Movable, ...]


def compact_archive(root: Path, say: Say, dry_run: bool = False) -> Compacted:
    """Takes out of the archive what its retention is over for, and publishes what that changed.

    Raises HomeBusy, HomeError, SettingsError.
    """
    home, settings = Home(root), load_settings(root)
    rounds: list[Compacted] = []
    done: set[str] = set()
    while True:
        with home.locked(now(), wait=PATIENCE, say=say), open_ledger(home.ledger, say) as ledger:
            load(ledger, home, now())
            left = [one for one in removable(ledger, home, settings, now()) if one.archive_file not in done]
            wanted = left if dry_run else list(islice(left, AT_ONCE))
            rounds.append(compact(ledger, home, wanted, now(), dry_run))
            done |= {one.archive_file for one in wanted}
            is_last = len(wanted) == len(left)
            if is_last and not dry_run:
                publish(home, ledger, now())
        if is_last:
            return _all(rounds)


def move_archive(root: Path, say: Say, dry_run: bool = False) -> list[Movable]:
    """Moves old files of the archive to where the settings say; the home is held for one after another.

    Raises HomeBusy, HomeError, SettingsError.
    """
    home, settings = Home(root), load_settings(root)
    with home.locked(now(), wait=PATIENCE, say=say), open_ledger(home.ledger, say) as ledger:
        settle(ledger, home)
        wanted = movable(ledger, home, settings, now())
    for one in () if dry_run else wanted:
        with home.locked(now(), wait=PATIENCE, say=say):
            move(one)
    return wanted


def room_of(root: Path, say: Say) -> Room:
    """What there is to be had. Raises HomeBusy, HomeError, SettingsError."""
    home, settings = Home(root), load_settings(root)
    words = forecast(home, settings.budget().free_megabytes, now()).words
    with home.locked(now(), wait=PATIENCE, say=say), open_ledger(home.ledger, say) as ledger:
        settle(ledger, home)
        found = compact(ledger, home, removable(ledger, home, settings, now()), now(), dry_run=True)
        return Room(words, found, tuple(movable(ledger, home, settings, now())))


def settled(home: Home, say: Say) -> None:
    """Ends what a killed compaction left, where there is any. Raises HomeBusy, HomeError."""
    if (home.work / "compacted").is_dir() and any((home.work / "compacted").iterdir()):
        with home.locked(now(), wait=PATIENCE, say=say), open_ledger(home.ledger, say) as ledger:
            settle(ledger, home)


def _all(rounds: list[Compacted]) -> Compacted:
    def total(name: str) -> int:
        return sum(getattr(one, name) for one in rounds)

    skipped: Iterator[str] = (why for one in rounds for why in one.skipped)
    return Compacted(total("files"), total("answers"), total("bytes"), total("freed"), tuple(skipped))
