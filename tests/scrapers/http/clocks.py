"""A clock that stands still until somebody sleeps."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

START = datetime(2018, 1, 10, 18, 0, tzinfo=UTC)
"""02:00 of 11 January 2018 in Shanghai."""


class StillClock:
    """Time passes only by sleeping; what was slept is kept, in seconds."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._lock = threading.Lock()
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return 1000.0 + self.passed

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        with self._lock:
            if not stop.is_set():
                self.passed += seconds
                self.slept.append(seconds)
