"""The clock that asking goes by: handed in, so that tests wait for nothing and a run can be replayed."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What asking needs of time: the instant for records, a steady count for spacing, and a wait."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds on a count that no change of the system clock moves."""
        ...

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        """Waits `seconds`, or less when `stop` is set meanwhile."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds of `time.monotonic`."""
        return time.monotonic()

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        """Waits on `stop`, so that Ctrl-C ends a long Crawl-delay at once."""
        stop.wait(seconds)
