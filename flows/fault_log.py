"""Where the course of a fault of the program is kept: a file each, small, masked, its owner's, the newest.

One file a fault rather than one that grows: several processes may fail at once, and a file that stands whole
can be handed on while another fault is being written down.
"""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from scrapers.durable import write_durably
from scrapers.privacy import mask

KEPT = 20
"""So many of these files stay in one folder; a fault that comes back every minute fills no disk."""

LARGEST = 200_000
"""Characters of one file: of a longer course its beginning and its end."""

_NAME = "gongkai-fault-"


def keep_fault(error: BaseException, home: Path | None, now: datetime) -> Path | None:
    """Writes the course of `error` into the home's `work/`, else into the system's temporary folder; its
    path, None where neither takes it. The oldest of more than `KEPT` leave."""
    text = f"{now:%Y-%m-%d %H:%M:%S %z}\n{_shortened(mask(''.join(traceback.format_exception(error))))}"
    for folder in _folders(home):
        with suppress(OSError):
            file = write_durably(folder / f"{_NAME}{now:%Y%m%d-%H%M%S}-{os.getpid()}.log", text, 0o600)
            drop_oldest(folder, f"{_NAME}*.log", KEPT)
            return file
    return None


def drop_oldest(folder: Path, pattern: str, kept: int) -> None:
    """Removes this user's files of that kind from a folder, but for the `kept` newest; what cannot be removed
    stays."""
    found = []
    for file in folder.glob(pattern):
        with suppress(OSError):
            told = file.stat(follow_symlinks=False)
            found += [(told.st_mtime_ns, file.name, file)] if told.st_uid == os.getuid() else []
    for *_, file in sorted(found)[: max(0, len(found) - kept)]:
        with suppress(OSError):
            file.unlink()


def _folders(home: Path | None) -> Iterator[Path]:
    """Those that are there, the home's own first."""
    work = home / "work" if home else None
    yield from (folder for folder in (work, Path(tempfile.gettempdir())) if folder and folder.is_dir())


def _shortened(text: str) -> str:
    half = LARGEST // 2
    return (
        text if len(text) <= LARGEST else f"{text[:half]}\n…(略去 {len(text) - LARGEST} 字)…\n{text[-half:]}"
    )
