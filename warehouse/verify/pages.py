"""The archive against the file: sums of whole files, and every item page read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby, islice
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple, Self

from duckdb import DuckDBPyConnection

from scrapers.package import file_sha256
from scrapers.rereading import Again, Rereader, RereadJob, ToldPage
from warehouse import query
from warehouse.ledger import prepare
from warehouse.portal_names import published_first_ids
from warehouse.verify.layouts import HeldLayouts
from warehouse.verify.page_differences import FoundReading, ToldReading, Vouched, differences
from warehouse.verify.records import (
    ARCHIVE_FILE,
    FIELDS,
    Difference,
    Drawn,
    Progress,
    Sample,
)
from warehouse.verify.redacted import Redactions


class _Sum(NamedTuple):
    """A page's bytes as they were when the year was sealed."""

    archive_file: str
    archive_offset: int
    payload_sha256: str | None


class _File(NamedTuple):
    """A file of the archive, and how many of the readings to be read again stand in it."""

    archive_file: str
    readings: int


def draw(connection: DuckDBPyConnection, sample: Sample | None) -> Drawn:
    """What is to be read again: all, or as many as are asked for, each as likely, the same for a seed."""
    if sample is None:
        return Drawn()
    until = query.value(connection, "verify/drawn", seed=str(sample.seed), sample=sample.records)
    return Drawn(sample.seed, until or "")


def check_files(
    connection: DuckDBPyConnection, archive: Path, drawn: Drawn, redactions: Redactions
) -> Iterator[Difference]:
    """Every file of the archive that is missing or whose bytes are not those that were loaded, or that its
    last rewriting left; of a sample only those files are read in which one of its records stands."""
    files = query.pairs(connection, "verify/archive_files", "archive_file", "sha256")
    touched = {one.archive_file for one in _files(connection, drawn)}
    for name, registered in files.items():
        file = archive / name
        is_read = drawn.until is None or name in touched
        if not file.is_file():
            lost = _lost(_told_of(connection, name, name, Drawn()))
            gone, remedy = "不见了", "请从备份恢复"
            if file.is_symlink():
                gone, remedy = f"移到了 {file.readlink()},现在够不着", "请看那块磁盘是否已挂上"
            yield Difference(ARCHIVE_FILE, name, f"存档文件 {file} {gone}{lost};{remedy}")
        elif is_read and registered and file_sha256(file) != redactions.sum_now(name, registered):
            when = "最近一次改写后" if name in redactions.changes else "载入时"
            message = f"存档文件 {file} 的 SHA-256 与{when}登记的不同,内容已被改动或损坏;请从备份恢复"
            yield Difference(ARCHIVE_FILE, name, message)


def _lost(told: Sequence[ToldReading]) -> str:
    """The readings that went with a file, in Chinese; the first of them named."""
    named = "、".join(one.what for one in told[:_NAMED]) + ("等" if len(told) > _NAMED else "")
    return f",{len(told)} 条存档无从重读({named})" if told else ""


class Pages:
    """The archived pages of a file, read again beside whatever else is done meanwhile; a context manager that
    stops when it is left before they are through."""

    def __init__(
        self,
        connection: DuckDBPyConnection,
        archive: Path,
        reader: Rereader,
        drawn: Drawn,
        progress: Progress,
        redactions: Redactions,
    ) -> None:
        """Begins nothing yet."""
        self._connection, self._archive, self._reader = connection.cursor(), archive, reader
        self._drawn, self._progress, self._redactions = drawn, progress, redactions
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._stop = Event()
        self._reading: Future[list[FoundReading]] | None = None
        self.read = 0
        """How many have been read."""

    def __enter__(self) -> Self:
        """Begins to read."""
        prepare(self._connection)
        self._reading = self._beside.submit(self._found)
        return self

    def __exit__(self, *_: object) -> None:
        """Ends it."""
        self._stop.set()
        self._beside.shutdown(cancel_futures=True)
        self._connection.close()

    def check(self, vouched: Vouched, made: DuckDBPyConnection | None) -> Iterator[Difference]:
        """Every version of an item whose archived page is not there, not whole, or reads otherwise than told:
        by the rules, and by every layout that the file has of the item's sections.

        A version that stands otherwise than in the file `made` anew is named there already, and so are the
        pages of a file that is gone.
        """
        assert self._reading is not None
        for name, of_file in groupby(self._reading.result(), key=lambda one: one.told.archive_file):
            if name in vouched.damaged and not (self._archive / name).is_file():
                continue
            found = list(of_file)
            if made is not None:
                should = {told.key: told for told in _told_of(made, name, name, Drawn())}
                found = [one for one in found if one.told.says_as(should.get(one.told.key))]
            yield from differences(name, found, vouched)

    def _found(self) -> list[FoundReading]:
        sums = _sealed_sums(self._connection)
        files = _files(self._connection, self._drawn)
        total = sum(one.readings for one in files)
        found: list[FoundReading] = []
        for batch in _batches(files):
            told = self._told(batch)
            for one, again in zip(told, self._again(told), strict=False):
                if self._stop.is_set():
                    return found
                place = one.archive_file, one.archive_offset
                sealed = sums.get(place)
                left = self._redactions.explained(place, again, sealed)
                if left is not None and (
                    left.trouble or left.differing or left.asked or sealed not in (None, left.payload_sha256)
                ):
                    found.append(FoundReading(one, left, sealed))
                self.read += 1
                self._progress(self.read, total)
        return found

    def _told(self, files: Sequence[_File]) -> list[ToldReading]:
        return _told_of(self._connection, files[0].archive_file, files[-1].archive_file, self._drawn)

    def _again(self, told: Sequence[ToldReading]) -> Iterator[Again]:
        for found in self._reader.each(self._jobs(told)):
            yield from found

    def _jobs(self, told: Sequence[ToldReading]) -> Iterator[RereadJob]:
        """File by file, so that a file is read from its beginning to its end."""
        layouts, named_by = HeldLayouts(self._connection), published_first_ids(self._connection)
        for _, of_file in groupby(told, key=lambda one: one.archive_file):
            while chunk := tuple(islice(of_file, _CHUNK)):
                yield RereadJob(self._archive, tuple(_page_told(one, layouts, named_by) for one in chunk))


_CHUNK = 32
"""Pages of one file read again at a time."""

_NAMED = 3
"""Readings named of a file of the archive that is gone."""

_BATCH = 20_000
"""Readings held at a time, about: those of one file of the archive are held whole."""


def _files(connection: DuckDBPyConnection, drawn: Drawn) -> list[_File]:
    return query.records(connection, "verify/readings", _File, **_of(drawn))


def _of(drawn: Drawn) -> dict[str, object]:
    return {"seed": str(drawn.seed), "until": drawn.until}


def _told_of(connection: DuckDBPyConnection, first: str, last: str, drawn: Drawn) -> list[ToldReading]:
    return query.records(connection, "verify/versions", ToldReading, first=first, last=last, **_of(drawn))


def _batches(files: Sequence[_File]) -> Iterator[Sequence[_File]]:
    batch: list[_File] = []
    held = 0
    for file in files:
        if batch and held + file.readings > _BATCH:
            yield batch
            batch, held = [], 0
        batch.append(file)
        held += file.readings
    if batch:
        yield batch


def _page_told(told: ToldReading, layouts: HeldLayouts, named_by: Mapping[str, str]) -> ToldPage:
    stands: Mapping[str, Any] = {field: getattr(told, field) for field in FIELDS}
    asked = {"asked_at": told.seen_at} | ({"status": told.status} if told.status is not None else {})
    held = layouts.of(told.sections, told.portal_id)
    first_id = named_by.get(told.portal_id or "")
    return ToldPage(told.archive_file, told.archive_offset, stands, asked, held, told.item_id, first_id)


def _sealed_sums(connection: DuckDBPyConnection) -> dict[tuple[str, int], str]:
    """Sums of the pages' bytes by place, from a sealed file; a published one holds none."""
    if not query.value(connection, "verify/has_archive_records"):
        return {}
    found = query.records(connection, "verify/archive_records", _Sum)
    return {(row.archive_file, row.archive_offset): row.payload_sha256 for row in found if row.payload_sha256}
