"""Files that outlive a power cut, and that stand under their names whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

OWNERS_FILE, OWNERS_FOLDER = 0o600, 0o700
"""Modes of what nobody but the home's owner may read."""


def fsync(path: Path) -> None:
    """Makes a file durable, or what was renamed in a folder. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes | str, mode: int = 0o666) -> Path:
    """Writes a file anew, text as UTF-8, and makes it durable; returns its path. Raises OSError.

    `mode` (less the umask) holds from the first byte on, also where a file of that name had another one.
    """
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
    fsync(path)
    return path


def replace_whole(path: Path, content: bytes | str, mode: int = 0o666, aside: Path | None = None) -> Path:
    """Writes a file aside and renames it over `path`, which is returned: whoever reads it, and a power cut,
    meets the old content or the new one. `aside`: the file to write first, on the same file system, where no
    other process writes the same; otherwise one of this process beside it. Raises OSError, the old file as it
    was."""
    written = aside or path.with_name(f".{path.name}.{os.getpid()}.aside")
    try:
        return write_durably(written, content, mode).replace(path)
    finally:
        written.unlink(missing_ok=True)
