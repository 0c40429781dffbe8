"""The one way in which the program writes into a file that people keep in `overrides/` or `declared/`.

Nothing that a person saves meanwhile is lost: the file is replaced whole, and only where it still is, byte
for byte, what the change was made from; else the change is made anew. Never while a spreadsheet holds it.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from scrapers.durable import fsync, write_durably
from scrapers.flock import flocked
from warehouse.home import SOON, Home

TRIES = 5
"""So often a change is made anew for somebody who saves meanwhile."""


class HeldOpen(OSError):
    """The file is open in a spreadsheet, or was saved again and again; says so in Chinese."""


def lock_file(file: Path) -> Path | None:
    """The mark that Excel, WPS or LibreOffice leaves beside a file that they have open; None where there is
    none."""
    marks = (f"~${file.name}", f".~{file.name}", f".~lock.{file.name}#", f"~${file.name[2:]}")
    return next((file.with_name(mark) for mark in marks if os.path.lexists(file.with_name(mark))), None)


def copies(file: Path) -> list[Path]:
    """Files beside it that look like the same one under another name: `decisions(1).csv`, newest first."""
    form = re.compile(
        rf"(?:副本\s*)?{re.escape(file.stem)}\s*(?:[(（\[]\d+[)）\]]|\d+|[-_ ]*(?:的?副本|copy|拷贝).*)?"
        rf"\s*{re.escape(file.suffix)}(?:\.csv|\.txt)?",
        re.IGNORECASE,
    )
    with suppress(OSError):
        found = [one for one in file.parent.iterdir() if one.name != file.name and form.fullmatch(one.name)]
        return sorted(found, key=lambda one: one.stat().st_mtime, reverse=True)
    return []


def rewrite(
    home: Home,
    name: str,
    edit: Callable[[bytes | None], bytes | None],
    now: datetime,
    insist: bool = True,
    folder: Path | None = None,
) -> bool:
    """Changes the file of that name in `overrides/`, or in another `folder` of people's; whether it was.
    `edit` makes of its bytes (None: no file) the new ones; None, or the same ones: nothing to do.

    Where somebody has it open, or saves it again and again: raises HeldOpen, or leaves the change for the
    next time where it does not `insist`. Raises OSError, scrapers.flock.Taken, and what `edit` raises.
    """
    shown = (folder or home.overrides) / name
    file = shown.resolve()
    home.work.mkdir(parents=True, exist_ok=True)
    with flocked(home.work / "overrides.lock", now, SOON):
        for _ in range(TRIES):
            before = _bytes(file)
            wanted = edit(before)
            if wanted is None or wanted == before:
                return False
            if _is_open(shown, file) or not _replaced(file, before, wanted):
                if _is_open(shown, file):
                    break
                continue
            return True
    if insist:
        raise HeldOpen(f"{file} 正在 Excel 或 WPS 中打开,或正被反复保存;请关闭后再试")
    return False


def _is_open(shown: Path, file: Path) -> bool:
    """Whether a spreadsheet holds it: the mark stands where it was opened, beside the file or a link."""
    return bool(lock_file(shown) or lock_file(file))


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _replaced(file: Path, before: bytes | None, wanted: bytes) -> bool:
    """Replaces the file, if it still is what it was; keeps its owner and mode. Raises OSError."""
    for left in file.parent.glob(f".{glob.escape(file.name)}.*.aside"):  # by a process that was killed
        left.unlink(missing_ok=True)
    aside = file.with_name(f".{file.name}.{os.getpid()}.aside")
    try:
        write_durably(aside, wanted)
        if before is not None:
            told = file.stat()
            if told.st_uid != os.geteuid() or told.st_gid != os.getegid():
                os.chown(aside, told.st_uid, told.st_gid)
            aside.chmod(told.st_mode & 0o7777)
        if _bytes(file) != before:
            return False
        aside.replace(file)
        fsync(file.parent)
        return True
    finally:
        aside.unlink(missing_ok=True)
