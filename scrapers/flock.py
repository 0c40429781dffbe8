"""Locks between processes: the kernel's own (flock), which end with their holder, however that ends."""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

_SHANGHAI = ZoneInfo("Asia/Shanghai")

_POLL = 0.05
"""Seconds between two tries to take a lock that somebody holds."""

_SOON = 1.0
"""Seconds after which one who waits says so."""


class Taken(Exception):
    """Another process holds the lock; the sentence (Chinese) names it, as far as it has signed."""


class Given(Exception):
    """The wait for a lock was given up, because the run is to stop."""


@contextmanager
def flocked(
    path: Path,
    now: datetime,
    wait: float = 0.0,
    stop: threading.Event | None = None,
    waiting: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Holds the lock of that file, made when it is not there (its folder must be); signs it with process and
    instant. Waits up to `wait` seconds for another holder; `waiting` is told once, after a second, who that
    is (Chinese).

    Raises Taken when another process still holds it then, Given when `stop` is set meanwhile, OSError.
    """
    with path.open("a+", encoding="utf-8") as file:
        _take(file, wait, stop or threading.Event(), waiting)
        _sign(file, now)
        try:
            yield
        finally:
            # Emptied, not removed: a removed lock file could be held by one run and made anew by another.
            file.truncate(0)


def holder(path: Path) -> str | None:
    """Who holds the lock of that file, as `Taken` says it; None when nobody does."""
    try:
        with path.open("r", encoding="utf-8") as file:
            if _try(file, fcntl.LOCK_SH):
                return None
            return _who(file.read())
    except FileNotFoundError:
        return None


def free(path: Path) -> bool:
    """Whether nobody holds the lock of that file, not even together with others (`shared`)."""
    try:
        with path.open("r", encoding="utf-8") as file:
            return _try(file, fcntl.LOCK_EX)
    except FileNotFoundError:
        return True


def shared(path: Path) -> IO[str]:
    """Holds the lock of that file together with others, until the file that is given back is closed or the
    process ends. Raises OSError."""
    file = path.open("a+", encoding="utf-8")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def _take(file: IO[str], wait: float, stop: threading.Event, waiting: Callable[[str], None] | None) -> None:
    begun = time.monotonic()
    # A reader that asks who holds the lock (`holder`) has it for an instant: one more try is always made.
    for tried in range(1 << 62):
        if _try(file, fcntl.LOCK_EX):
            return
        waited = time.monotonic() - begun
        if tried and waited >= wait:
            break
        if waiting is not None and waited >= _SOON:
            waiting(_signed(file))
            waiting = None
        if stop.wait(_POLL):
            if tried:
                raise Given
            time.sleep(_POLL)
    raise Taken(_signed(file))


def _try(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(file: IO[str], now: datetime) -> None:
    file.seek(0)
    file.truncate()
    json.dump({"pid": os.getpid(), "since": f"{now.astimezone(_SHANGHAI):%Y-%m-%d %H:%M:%S}"}, file)
    file.flush()


def _signed(file: IO[str]) -> str:
    file.seek(0)
    return _who(file.read())


def _who(signed: str) -> str:
    try:
        told = json.loads(signed)
        return f"进程 {told['pid']},始于 {told['since']}"
    except (ValueError, KeyError, TypeError):
        return "进程号未知"  # between taking the lock and signing it
