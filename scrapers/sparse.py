"""Writing files whose zeros take no room: over whole blocks of them one steps, which leaves holes."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO

from scrapers.durable import OWNERS_FILE, fsync

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
    """Copies a file with its holes, and makes it durable; readable by its owner only, from the first byte
    on. Raises OSError."""
    size = 0
    place.unlink(missing_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNERS_FILE)
    with source.open("rb") as reading, os.fdopen(descriptor, "wb") as writing:
        while piece := reading.read(_PIECE):
            write_sparsely(writing, piece)
            size += len(piece)
        writing.truncate(size)
    fsync(place)


def move_durably(made: Path, place: Path) -> None:
    """Puts a file in the place of another one, where that really lies: a symbolic link stays, and what it
    leads to is replaced, also on another disk; of the old one no byte is left there. Raises OSError: killed
    at any instant it leaves the old file or the new one."""
    real = place.resolve()
    try:
        made.replace(real)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        aside = real.with_name(aside_of(real.name))
        copy_durably(made, aside)
        aside.chmod(made.stat().st_mode & 0o777)
        aside.replace(real)
        made.unlink()
    fsync(real.parent)


def aside_of(name: str) -> str:
    """Under which name a file of that name is written first where it cannot be renamed into place."""
    return f".{name}.aside"
