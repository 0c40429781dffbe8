"""The wish to stop: Ctrl-C or SIGTERM once asks a run to end cleanly, a second time ends it at once; a parent
that is gone asks the same."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from flows.serving.lifeline import LEAVING, be_present, follow_parent

STOP = threading.Event()
"""Set once this process was asked to stop; every run of the process looks at it between pages."""

ORPHANED = threading.Event()
"""Set when it was not a person who asked: what this process was doing is to be taken up again."""


WATCH = 0.5
"""Seconds between two looks of `until`."""


def listen() -> None:
    """Turns the first SIGINT or SIGTERM into `STOP`, and the end of the parent that the environment names, or
    its word that it leaves; call from the main thread."""
    hear_signals()
    signal.signal(LEAVING, lambda *_: _orphaned())
    be_present()
    follow_parent(_orphaned)


def hear_signals() -> None:
    """Turns the first SIGINT or SIGTERM into `STOP`; does nothing in another thread than the main one."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _heard)


@contextmanager
def until(holds: Callable[[], bool]) -> Iterator[threading.Event]:
    """An event that is set once `holds` does, or by whoever is handed it."""
    ends, over = threading.Event(), threading.Event()

    def watch() -> None:
        while not over.wait(WATCH):
            if holds():
                ends.set()
                return

    watching = threading.Thread(target=watch, name="until", daemon=True)
    watching.start()
    try:
        yield ends
    finally:
        over.set()
        watching.join()


def _heard(number: int, frame: FrameType | None) -> None:
    if STOP.is_set():
        raise KeyboardInterrupt
    STOP.set()
    print("正在停止:把手头这一部分保存好…(再按一次 Ctrl-C 立即退出)", file=sys.stderr)


def _orphaned() -> None:
    ORPHANED.set()
    STOP.set()
