"""The packages of one section's crawl, one after another: rows and answers, rolled at bounded size."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType

from scrapers.archive import ArchiveWriter, Place
from scrapers.http.answers import Answer
from scrapers.package import FetchRow, ItemRow, PackageHead, PackageRow, PackageWriter, Proof, RejectRow
from scrapers.privacy import mask
from scrapers.records import FetchOutcome

PART_FETCHES = 200
"""Questions in one package: what a kill can lose at most."""


class PackageStream:
    """Writes rows and answers into numbered packages under `work`; a context manager.

    Leaving it without `finish` (a fault, Ctrl-C) keeps what was asked: the open part is put in place without
    a proof, so that a resumed run does not ask again. A part that cannot be written (full disk) is abandoned
    and the OSError goes up.
    """

    def __init__(self, work: Path, head: PackageHead, now: Callable[[], datetime]) -> None:
        self._work, self._head, self._now = work, head, now
        self._package: PackageWriter | None = None
        self._archive: ArchiveWriter | None = None
        self._fetches: list[FetchRow] = []
        self._last: dict[str, int] = {}
        """Key of a question → place of the last answer to it."""
        self.placed: list[Path] = []

    def __enter__(self) -> PackageStream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._package is None:
            return
        if isinstance(error, OSError):
            self._drop()
        else:
            self._place(None)

    def add(self, row: PackageRow) -> None:
        """Adds a row to the open package; questions are written last, when their pages have been read."""
        package = self._open()
        if isinstance(row, FetchRow):
            self._last[row.key] = len(self._fetches)
            self._fetches.append(row)
        else:
            package.add(_masked(row))

    def judged(self, key: str, outcome: FetchOutcome, reason: str) -> None:
        """What reading made of the last answer to a question of the open package, where it came to a page at
        all: only the page shows a soft 404."""
        place = self._last.get(key)
        if place is None:
            return
        row = self._fetches[place]
        if row.outcome == "ok" and (row.outcome, row.reason) != (outcome, reason):
            self._fetches[place] = replace(row, outcome=outcome, reason=reason)

    def store(self, answer: Answer) -> Place | None:
        """Archives an answer in the open package's WARC file; None when nothing came back."""
        self._open()
        assert self._archive is not None
        return self._archive.write(answer)

    @property
    def room(self) -> int:
        """How many more questions the open package takes before it is full; at least 1."""
        return max(1, PART_FETCHES - len(self._fetches))

    def roll_if_full(self) -> None:
        """Puts the open package in place once it holds its share; called where no row is half told."""
        if len(self._fetches) >= PART_FETCHES:
            self._place(None)

    def finish(self, proof: Proof) -> None:
        """Puts the last package in place, with the section's proof."""
        self._open()
        self._place(replace(proof, reason=mask(proof.reason)))

    def _open(self) -> PackageWriter:
        if self._package is None:
            self._package = PackageWriter(self._work, self._head)
            self._archive = ArchiveWriter(self._package.folder, self._head.package_id)
        return self._package

    def _place(self, proof: Proof | None) -> None:
        assert self._package is not None and self._archive is not None
        try:
            for row in self._fetches:
                self._package.add(_masked(row))
            self._archive.close()
            warcs = sorted(path.name for path in self._package.folder.glob("*.warc.gz"))
            self.placed.append(self._package.finish(warcs, self._now(), proof))
        except OSError:
            self._drop()
            raise
        self._begin_next()

    def _drop(self) -> None:
        assert self._package is not None and self._archive is not None
        with suppress(OSError):  # only to let go of the file: its folder goes next
            self._archive.close()
        self._package.abandon()
        self._package = self._archive = None
        self._fetches, self._last = [], {}

    def _begin_next(self) -> None:
        head = self._head
        self._head = PackageHead(head.portal_id, head.run_id, head.section_id, head.part + 1, head.kind)
        self._package = self._archive = None
        self._fetches, self._last = [], {}


def _masked(row: PackageRow) -> PackageRow:
    """The row, personal data in its reason masked: that may quote an address, or what the page says."""
    if isinstance(row, (FetchRow, ItemRow, RejectRow)) and row.reason:
        return replace(row, reason=mask(row.reason))
    return row
