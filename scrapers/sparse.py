"""Writing files whose zeros take no room: over whole blocks of them one steps, which leaves holes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from scrapers.durable import fsync

_HOLE = 4096
_ZEROS = bytes(_HOLE)
_PIECE = 64 * 2**10


def write_sparsely(made: IO[bytes], data: bytes) -> None:
    """Writes at the file's position; whoever made it truncates it to its length at the end. Raises
    OSError."""
    view, start, done = memoryview(data), made.tell(), 0
    while done < len(view):
        step = min(_HOLE - (start + done) % _HOLE, len(view) - done)
        piece = view[done : done + step]
        if step == _HOLE and piece == _ZEROS:
            made.seek(step, os.SEEK_CUR)
        else:
            made.write(piece)
        done += step


def copy_durably(source: Path, place: Path) -> None:
    """Copies a file with its holes, and makes it durable. Raises OSError."""
    size = 0
    with source.open("rb") as reading, place.open("wb") as writing:
        while piece := reading.read(_PIECE):
            write_sparsely(writing, piece)
            size += len(piece)
        writing.truncate(size)
    fsync(place)
