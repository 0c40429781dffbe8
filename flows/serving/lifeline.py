"""A process that ends when its parent is gone, however that went: nothing is left behind by a kill."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from scrapers.flock import shared

PARENT = "GONGKAI_PARENT"
"""Variable in which a parent names itself to the process that it starts."""

PRESENCE = "GONGKAI_PRESENCE"
"""Variable that names the file whose lock tells that a run is still there."""

LEAVING = signal.SIGUSR1
"""What a parent that is told to end sends its children: unlike SIGTERM, which a person may send, it does not
mean that what they do is to be given up."""

LOOK = 0.5
"""Seconds between two looks at the parent."""

GRACE = 20.0
"""Seconds that a process without a parent has to end cleanly."""


def follow_parent(orphaned: Callable[[], None] | None = None, grace: float = GRACE) -> None:
    """Watches the parent that the environment names (none: nothing to watch). When it is gone, `orphaned` is
    called, and after `grace` seconds the process ends in any case; without `orphaned` it ends at once."""
    named = os.environ.get(PARENT, "")
    if named.isdecimal():
        watching = threading.Thread(
            target=_watch, args=(int(named), orphaned, grace), name="lifeline", daemon=True
        )
        watching.start()


def be_present() -> None:
    """Holds the lock that the environment names (none: nothing to hold) until this process ends."""
    if path := os.environ.get(PRESENCE):
        _held.append(shared(Path(path)))


_held: list[IO[str]] = []


def _watch(parent: int, orphaned: Callable[[], None] | None, grace: float) -> None:
    try:
        while os.getppid() == parent:
            time.sleep(LOOK)
        if orphaned is not None:
            orphaned()
            time.sleep(grace)
    finally:
        os._exit(1)  # also when the watch itself fails: what nobody watches would live on
