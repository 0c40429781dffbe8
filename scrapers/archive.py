"""What hosts answered, kept for good: WARC 1.1 (ISO 28500:2017), one gzip member per record.

An answer becomes a `response` record and the `request` that led to it (WARC-Concurrent-To); redirects on the
way come first, as records of their own. A 304 becomes a `revisit` record that refers to the answer it
confirms. What was taken out for good (`scrapers/tombstone.py`) is a `metadata` record in its place. The body
is stored as received: with the server's Content-Encoding, without its Transfer-Encoding (kept as
X-Archive-Orig-Transfer-Encoding, as pywb does), so that warcio and pywb read it and WARC-Payload-Digest
holds. What HTTP cannot say stands in fields of our own, which other readers pass over: `Gongkai-Outcome`,
`Gongkai-Asked-URI` (the address before redirects), `Gongkai-Hop` (a redirect on the way), `Gongkai-Redacted`.
Files and folder are for the home's owner only: the bytes are as answered, personal data and all.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Self

from scrapers.durable import OWNERS_FILE, OWNERS_FOLDER, fsync
from scrapers.http.answers import Answer
from scrapers.warc import Records

OPEN_SUFFIX = ".open"
"""Ends the name of a file that is still written, or whose writer was killed."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer lies: name of the finished file within the archive, and byte offset of its record."""

    file_name: str
    offset: int


class ArchiveWriter:
    """Writes answers into `FOLDER/STEM-00001.warc.gz` and following; not safe for several threads at once.

    A file is written under a name that ends in `.open` and renamed when it is full or the writer is closed,
    so a file under its own name is whole. Places name the finished file from the start.
    """

    def __init__(self, folder: Path, stem: str, max_size: int = 2**30, software: str = "gongkai") -> None:
        """`stem` names the run and must be new in `folder`; after `max_size` bytes a new file begins."""
        self._folder = folder
        self._stem = stem
        self._max_size = max_size
        self._software = software
        self._number = 0
        self._file: IO[bytes] | None = None
        self._offset = 0
        self._records = Records()

    @property
    def file_name(self) -> str:
        """Name that the present file will have when it is finished."""
        return f"{self._stem}-{self._number:05d}.warc.gz"

    def write(self, answer: Answer) -> Place | None:
        """Appends the answer; None when nothing came back that could be kept.

        Raises OSError when it cannot be written (disk full); the file then ends with the answer before.
        """
        last = answer.last
        if last is None:
            return None
        if self._file is None or self._offset >= self._max_size:
            self._begin(last.asked_at)
        self._records.take()  # nothing is left there unless building an earlier answer was cut short
        for hop in answer.exchanges[:-1]:
            self._records.hop(hop)
        place = Place(self.file_name, self._offset + self._records.length)
        self._records.answer(last, answer)
        self._append()
        return place

    def close(self) -> None:
        """Finishes the present file: to disk, under its own name."""
        if self._file is None:
            return
        file, self._file = self._file, None
        file.close()
        finished = self._folder / self.file_name
        unfinished = finished.with_name(finished.name + OPEN_SUFFIX)
        fsync(unfinished)
        unfinished.replace(finished)
        fsync(self._folder)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    def _begin(self, at: datetime) -> None:
        """Finishes the present file and opens the next, with its `warcinfo` record of the instant `at`."""
        self.close()
        self._number += 1
        final = self._folder / self.file_name
        if final.exists():
            raise FileExistsError(f"{final} already exists; a run's archive needs a name of its own")
        self._folder.mkdir(mode=OWNERS_FOLDER, parents=True, exist_ok=True)
        opened = os.open(
            self._folder / (self.file_name + OPEN_SUFFIX), os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNERS_FILE
        )
        # Unbuffered: after a failed write nothing may linger that a later one would push out.
        self._file = os.fdopen(opened, "wb", buffering=0)
        self._offset = 0
        self._records.info(self.file_name, self._software, at)
        self._append()

    def _append(self) -> None:
        """Writes the members collected; on failure takes back what was written of them."""
        assert self._file is not None
        data = memoryview(self._records.take())
        try:
            left = data
            while left:
                left = left[self._file.write(left) :]
        except OSError:
            os.ftruncate(self._file.fileno(), self._offset)
            os.lseek(self._file.fileno(), self._offset, os.SEEK_SET)
            raise
        self._offset += len(data)
