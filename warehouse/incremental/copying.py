"""A copy of the file that stands, made while the ledger is asked what changed, and the sum of that file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from scrapers.durable import fsync
from warehouse.file_sums import believe, state_of, sum_unless


class Copying:
    """A copy under way."""

    def __init__(self, source: Path, target: Path, beside: ThreadPoolExecutor) -> None:
        self._source, self._target, self._beside, self.ended = source, target, beside, Event()
        self._state = state_of(source)
        self._copied = beside.submit(shutil.copyfile, source, target)
        self._summed: Future[str] | None = None
        self._durable: Future[None] | None = None

    def wait(self) -> None:
        """Until the copy is there. Raises OSError where it cannot be made."""
        self._copied.result()

    def begin_sum(self) -> None:
        """Begins to sum the file: later than to copy it, while statements leave a processor idle."""
        self._summed = self._beside.submit(self._sum)
        self._durable = self._beside.submit(self._make_durable)

    def sum(self) -> str:
        """The sha256 of the file as it was copied; of one that anybody has touched meanwhile none that it
        could have had. Raises OSError."""
        if self._summed is None:
            self.begin_sum()
        assert self._summed is not None
        return self._summed.result()

    def _sum(self) -> str:
        digest = sum_unless(self._source, self.ended)
        if not digest or state_of(self._source) != self._state:
            return ""
        believe(self._state, digest)
        return digest

    def end(self) -> None:
        """Raises OSError where the copy could not be written to the disk, which is said once only."""
        if self._durable is not None:
            self._durable.result()

    def _make_durable(self) -> None:
        """What is on the disk by the time the new file is made durable need not be waited for then."""
        if not self.ended.is_set():
            fsync(self._target)


@contextmanager
def copied_meanwhile(source: Path, target: Path) -> Iterator[Copying]:
    """Copies the file, and sums it, beside what the block does. Where that raises, the sum is left as far as
    it is. Raises what that does; OSError."""
    with ThreadPoolExecutor(1, "copy") as beside:
        copying = Copying(source, target, beside)
        try:
            yield copying
        except BaseException:
            copying.ended.set()
            raise
        copying.end()
