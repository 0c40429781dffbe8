"""The sum of a whole file, as it was told beside the file and as its bytes come to; what was reckoned is
remembered for as long as the file's state shows that nobody has touched it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from threading import Event

from scrapers.package import file_sha256

_BLOCK = 256 * 2**10
"""Bytes that are read and summed at a time: they stay in the processor's cache, and an end is soon seen."""

FileState = tuple[Path, int, int, int, int]
"""A file, its inode and size, the instants of its content and of its inode."""

_SUMS: dict[FileState, str] = {}
"""State of the file that was asked of last → its sha256."""


def state_of(file: Path) -> FileState:
    """What tells whether anybody has touched a file since. Raises OSError."""
    status = file.stat()
    return file, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def believe(state: FileState, digest: str) -> None:
    """The sha256 of a file's bytes, read while it was in that state, for whoever asks again (`is_ours`)."""
    _SUMS.clear()
    _SUMS[state] = digest


def read_sum(told_sum: Path) -> str | None:
    """The sum that was told of a file; None where it cannot be read."""
    try:
        words = told_sum.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError):
        return None
    return words[0] if words else None


def is_ours(file: Path, told_sum: Path, since_compared: bool = False) -> bool:
    """Whether a file's bytes are those of which its sum was told. A publication asks several times of the
    file that stands: after the first time, `since_compared`, what was reckoned then will do, while by its
    state nobody has touched the file. Raises OSError when it cannot be read."""
    told = read_sum(told_sum)
    if told is None:
        return False
    state = state_of(file)
    if not since_compared or state not in _SUMS:
        believe(state, file_sha256(file))
    return told == _SUMS[state]


def sum_unless(file: Path, ended: Event) -> str:
    """The sha256 of a file's bytes; of one that is not needed any more, once that is set, ''. Raises OSError
    where it cannot be read."""
    digest = sha256()
    with file.open("rb", buffering=0) as read:
        while (block := read.read(_BLOCK)) and not ended.is_set():
            digest.update(block)
    return "" if block else digest.hexdigest()
