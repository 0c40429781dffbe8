"""A copy of the file that stands, made and summed in one reading while the ledger is asked what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event

from warehouse import moves

_BLOCK = 4 * 2**20


@contextmanager
def copied_meanwhile(source: Path, target: Path) -> Iterator[Callable[[], str]]:
    """Copies the file beside what the block does, which is given a function that waits for the copy and
    returns the sha256 of the bytes that were copied; that raises OSError where it cannot be made. Where the
    block ends before, the copy is left as far as it is."""
    ended = Event()

    def copy() -> str:
        state, digest = moves.state_of(source), sha256()
        with source.open("rb") as read, target.open("wb") as written:
            while block := read.read(_BLOCK):
                if ended.is_set():
                    break
                written.write(block)
                digest.update(block)
            else:
                moves.believe(state, digest.hexdigest())
        return digest.hexdigest()

    with ThreadPoolExecutor(1, "copy") as beside:
        try:
            yield beside.submit(copy).result
        finally:
            ended.set()
