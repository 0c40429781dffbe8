"""The clock of a night that a test lives through: it goes on by itself, and sleeping costs nobody's time."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

FIRST_NIGHT = datetime(2018, 5, 9, 18, 0, tzinfo=UTC)
"""02:00 of 10 May 2018 in Shanghai: after everything that the sample county has published."""


class NightClock:
    """Instants from `begins` on, as far apart as they really are; what is slept has passed at once."""

    def __init__(self, begins: datetime = FIRST_NIGHT) -> None:
        self._begins, self._started = begins, time.monotonic()
        self._slept = 0.0
        self._lock = threading.Lock()
        self.longest = 0.0
        """The longest single wait, in seconds."""

    def now(self) -> datetime:
        return self._begins + timedelta(seconds=self.monotonic() - self._started)

    def monotonic(self) -> float:
        return time.monotonic() + self._slept

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        with self._lock:
            if not stop.is_set():
                self._slept += seconds
                self.longest = max(self.longest, seconds)
