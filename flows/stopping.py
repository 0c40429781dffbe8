"""The wish to stop: Ctrl-C or SIGTERM once asks a run to end cleanly, a second time ends it at once."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType

STOP = threading.Event()
"""Set once this process was asked to stop; every run of the process looks at it between pages."""


def listen() -> None:
    """Turns the first SIGINT or SIGTERM into `STOP`; call from the main thread."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _heard)


def _heard(number: int, frame: FrameType | None) -> None:
    if STOP.is_set():
        raise KeyboardInterrupt
    STOP.set()
    print("正在停止:把手头这一部分保存好…(再按一次 Ctrl-C 立即退出)", file=sys.stderr)
