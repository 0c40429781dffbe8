"""A copy of the file that stands, made and summed while the ledger is asked what changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event

from scrapers.durable import fsync
from warehouse import moves

_BLOCK = 4 * 2**20


class Copying:
    """A copy under way."""

    def __init__(self, source: Path, target: Path, beside: ThreadPoolExecutor) -> None:
        self._source, self._target, self.ended = source, target, Event()
        self._state = moves.state_of(source)
        self._copied = beside.submit(self._copy)
        self._summed = beside.submit(self._sum)
        beside.submit(self._make_durable)

    def wait(self) -> None:
        """Until the copy is there. Raises OSError where it cannot be made."""
        self._copied.result()

    def sum(self) -> str:
        """The sha256 of its bytes, read from it: nobody may write to it before that is there. Raises
        OSError."""
        self._copied.result()
        return self._summed.result()

    def _copy(self) -> None:
        shutil.copyfile(self._source, self._target)

    def _sum(self) -> str:
        digest = sha256()
        with self._target.open("rb") as read:
            while (block := read.read(_BLOCK)) and not self.ended.is_set():
                digest.update(block)
            if not block:
                moves.believe(self._state, digest.hexdigest())
        return digest.hexdigest()

    def _make_durable(self) -> None:
        """What is on the disk by the time the new file is made durable need not be waited for then."""
        if not self.ended.is_set():
            fsync(self._target)


@contextmanager
def copied_meanwhile(source: Path, target: Path) -> Iterator[Copying]:
    """Copies the file, and sums the copy, beside what the block does. Where the block ends before, the sum is
    left as far as it is."""
    with ThreadPoolExecutor(1, "copy") as beside:
        copying = Copying(source, target, beside)
        try:
            yield copying
        finally:
            copying.ended.set()
