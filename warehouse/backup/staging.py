"""What must be of one instant, set aside while the home is held: ledger, published file, packages, decisions.

The home is held for no longer than it takes to copy the ledger beside itself; what is large and lasting
(archive, sealed files) is read later, in place.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from warehouse import query
from warehouse.archive_sums import sums_of
from warehouse.backup.erasures import Erasure, erasures_in
from warehouse.backup.holding import Held, held_files
from warehouse.backup.records import BackupError, LeftOut
from warehouse.faults import cause
from warehouse.home import Home

PATIENCE = 15 * 60.0
"""Seconds for which a backup waits for a run that holds the home."""

_IN_PLACE = ("archive/", "sealed/", "reports/")
_LINKED = ("work/packages/", "work/rejected/", "gongkai.duckdb")
"""Files that are only ever replaced whole: another name for them is as good as a copy."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A home at one instant."""

    files: tuple[Held, ...]
    left_out: tuple[LeftOut, ...]
    archive_sums: dict[str, str]
    """The sum that each file of the archive must have, by the ledger."""
    erasures: tuple[Erasure, ...]
    """What was taken out for good, by the ledger."""
    held_seconds: float
    """For how long the home was held."""


@contextmanager
def staged(
    home: Home, spare: Path, now: datetime, say: Callable[[str], None] | None = None
) -> Iterator[Staged]:
    """The home as it is at one instant; set aside in `spare`, a folder on another disk, where the home's own
    has no room. Raises HomeBusy, LedgerLost, BackupError, OSError."""
    folder = spare
    try:
        with home.locked(now, wait=PATIENCE, say=say):
            began = time.monotonic()
            folder = Path(mkdtemp(prefix="backup-", dir=home.aside if _has_room(home) else spare))
            held, left_out = held_files(home)
            files = list(_all_aside(held, folder))
            if home.ledger.exists():
                files.append(_ledger(home, folder))
            seconds = time.monotonic() - began
        sums, erasures = _read_back(home, folder)
        files.sort(key=lambda one: one.path)
        yield Staged(tuple(files), tuple(left_out), sums, tuple(erasures), seconds)
    finally:
        if folder != spare:
            shutil.rmtree(folder, ignore_errors=True)


def _has_room(home: Home) -> bool:
    """Whether a copy of the ledger fits beside it, with as much left again."""
    size = home.ledger.stat().st_size if home.ledger.exists() else 0
    return shutil.disk_usage(home.aside).free > 2 * size


def _all_aside(held: Sequence[Held], folder: Path) -> Iterator[Held]:
    """Each of the files; one that a person removed meanwhile is none of the home any more."""
    for one in held:
        with suppress(FileNotFoundError):
            yield _aside(one, folder)


def _aside(one: Held, folder: Path) -> Held:
    """The file as it is now, under another name or as a copy; a lasting one where it lies."""
    if one.path.startswith(_IN_PLACE):
        return one
    place = folder / one.path
    place.parent.mkdir(parents=True, exist_ok=True)
    if one.path.startswith(_LINKED):
        try:
            os.link(one.file, place, follow_symlinks=True)
            return Held(one.path, place)
        except OSError:
            pass  # another file system, or one without links
    shutil.copy2(one.file, place)
    return Held(one.path, place)


def _ledger(home: Home, folder: Path) -> Held:
    """A copy of the ledger, with all that was committed in its one file. One of an older form stays so."""
    place = folder / "work" / home.ledger.name
    place.parent.mkdir(parents=True, exist_ok=True)
    with _in_words(home.ledger), duckdb.connect(str(home.ledger)) as connection:
        query.run(connection, "ledger/checkpoint")
    shutil.copy2(home.ledger, place)
    return Held(f"work/{home.ledger.name}", place)


def _read_back(home: Home, folder: Path) -> tuple[dict[str, str], list[Erasure]]:
    """Reads every value of the ledger's copy, so that no damaged one is taken for a backup."""
    place = folder / "work" / home.ledger.name
    if not place.exists():
        return {}, []
    with _in_words(home.ledger), duckdb.connect(str(place), read_only=True) as connection:
        for name in query.column(connection, "ledger/tables"):
            query.value(connection, "ledger/read_whole", name=name)
        return sums_of(connection), erasures_in(connection)


@contextmanager
def _in_words(ledger: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise BackupError(
            f"台账 {ledger} {cause(error)},没有备份;以前的备份都完好,请从其中最近的一次恢复(gongkai restore)"
        ) from error
