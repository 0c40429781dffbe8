"""Takes out of the archive what its retention is over for and nothing rests on; never anything else.

What stays is stated in `sql/compaction/compaction.sql`: every file of the archive that a sealed year names,
and of the others the page of every version of every item, the readings of lists that rows, changes, layouts
and proofs rest on, the last answer to every question, and robots.txt. So `verify` reads every page that it
read before, a night asks conditionally as before, and `reparse` meets every row that it met.

A file is written anew beside the home's own files (`work/compacted`), stated in the ledger, and only then
moved over the old one: killed in between, the next hold of the home that compacts, or `settle`, goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from scrapers.compacting import answers_at, write_compacted
from scrapers.durable import fsync
from scrapers.package import file_sha256
from scrapers.sparse import move_durably
from warehouse import query
from warehouse.archive_sums import sums_of
from warehouse.faults import cause
from warehouse.home import Home, HomeError
from warehouse.settings import Settings
from warehouse.watch import ZONE

Say = Callable[[str], None]


class CompactionError(HomeError):
    """Nothing can be taken out: one sentence that says why."""


class _Place(NamedTuple):
    archive_file: str
    archive_offset: int


@dataclass(frozen=True, slots=True)
class Removable:
    """Of a file of the archive, what may be taken out."""

    portal_id: str
    archive_file: str
    offsets: frozenset[int]
    before: datetime
    """All that it holds was asked before that instant."""


@dataclass(frozen=True, slots=True)
class Compacted:
    """What came of it, or would."""

    files: int
    answers: int
    bytes: int
    """Bytes that the answers took; how many the disk has back depends on its blocks."""
    freed: int
    """Bytes that the disk has back; 0 where nothing was done."""
    skipped: tuple[str, ...]
    """Files that were left alone, each with the reason (Chinese)."""


def removable(ledger: DuckDBPyConnection, home: Home, settings: Settings, now: datetime) -> list[Removable]:
    """What may go by the retention of each portal. The caller holds the home.

    Raises CompactionError where a sealed file cannot be read: it may rest on anything.
    """
    query.run(ledger, "compaction/begin_named")
    for file in sorted(home.sealed.glob("*.duckdb")):
        _note_sealed(ledger, file)
    query.run(ledger, "compaction/readings")
    query.run(ledger, "compaction/keep")
    return [
        one
        for portal_id in query.column(ledger, "compaction/portals")
        for one in _of_portal(ledger, portal_id, now - timedelta(days=settings.retention(portal_id).raw_days))
    ]


def compact(
    ledger: DuckDBPyConnection, home: Home, wanted: Sequence[Removable], now: datetime, dry_run: bool = False
) -> Compacted:
    """Takes it out, file by file; with `dry_run` only says what would go. The caller holds the home, and
    publishes afterwards. Raises OSError; the files done until then are done."""
    sums = sums_of(ledger)
    files = answers = taken = freed = 0
    skipped = []
    for one in wanted:
        file = home.archive / one.archive_file
        if why := _unfit(file, sums.get(one.archive_file)):
            skipped.append(f"archive/{one.archive_file} {why},没有动它")
            continue
        try:
            spans = answers_at(file, one.offsets)
        except ValueError:
            skipped.append(f"archive/{one.archive_file} 有读不出的记录,没有动它")
            continue
        if not spans:
            continue
        files, answers, taken = files + 1, answers + len(spans), taken + sum(spans.values())
        if not dry_run:
            before = _blocks(file)
            _rewrite(ledger, home, one, now)
            freed += before - _blocks(file)
    return Compacted(files, answers, taken, freed, tuple(skipped))


def settle(ledger: DuckDBPyConnection, home: Home) -> None:
    """Ends what a killed compaction began: a file that the ledger states is moved into place, one that it
    does not is removed. The caller holds the home. Raises OSError."""
    folder = _folder(home)
    if not folder.is_dir():
        return
    sums = sums_of(ledger)
    for made in sorted(folder.iterdir()):
        if not (home.archive / made.name).resolve().parent.is_dir():
            continue  # the disk that it was moved to is not there
        if sums.get(made.name) == file_sha256(made):
            move_durably(made, home.archive / made.name)
        else:
            made.unlink()


def _note_sealed(ledger: DuckDBPyConnection, file: Path) -> None:
    try:
        query.run(ledger, "compaction/attach_sealed", file=file)
        query.run(ledger, "compaction/note_sealed")
    except duckdb.Error as error:
        raise CompactionError(
            f"封存文件 {file} 读不出({cause(error)}),不知道它依据哪些存档,什么都没有压缩;请先从备份恢复它"
        ) from error
    finally:
        query.run(ledger, "compaction/detach_sealed")


def _of_portal(ledger: DuckDBPyConnection, portal_id: str, before: datetime) -> Iterator[Removable]:
    places = query.records(ledger, "compaction/removable", _Place, portal_id=portal_id, before=before)
    for name, of_file in groupby(places, key=lambda place: place.archive_file):
        yield Removable(portal_id, name, frozenset(place.archive_offset for place in of_file), before)


def _unfit(file: Path, expected: str | None) -> str:
    """Why a file is left alone; '' where it is as it should be."""
    if not file.is_file():
        return "不见了(或所在的磁盘没有挂上)"
    if expected is None:
        return "没有登记过校验和"
    return "" if file_sha256(file) == expected else "与登记的校验和不符"


def _rewrite(ledger: DuckDBPyConnection, home: Home, one: Removable, now: datetime) -> None:
    file, folder = home.archive / one.archive_file, _folder(home)
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / one.archive_file
    done = write_compacted(file, made, one.offsets, now.astimezone(ZONE).date())
    made.chmod(file.stat().st_mode & 0o777)
    fsync(folder)
    query.run(
        ledger,
        "compaction/add_change",
        archive_file=one.archive_file,
        sha256_before=file_sha256(file),
        sha256_after=file_sha256(made),
        changed_at=now,
        reason=f"{one.before.astimezone(ZONE):%Y-%m-%d} 之前的保留期已满,"
        f"取出不再作为依据的应答 {done.answers} 条,共 {done.bytes} 字节",
    )
    move_durably(made, file)


def _folder(home: Home) -> Path:
    return home.work / "compacted"


def _blocks(file: Path) -> int:
    return file.stat().st_blocks * 512
