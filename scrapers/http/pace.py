"""When a host may be asked next: true spacing, pauses it asks for, backoff, when to leave it alone."""

from __future__ import annotations

import random
import threading
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import SimpleQueue

from scrapers.http.clock import Clock
from scrapers.http.manners import Manners
from scrapers.http.verdicts import Verdict


class Gate:
    """Lets one question through at a time, each at least `interval` seconds after the one before.

    Counted from when a question really left, so threads that wait cannot leave in a burst.
    """

    def __init__(self, interval: float, clock: Clock, stop: threading.Event) -> None:
        """`interval` in seconds; 0 lets everything through until a pause is asked for."""
        self.interval = interval
        self._clock = clock
        self._stop = stop
        self._passing = threading.Lock()
        self._left = 0.0
        self._next = 0.0
        self._paused_until = 0.0

    def slow_to(self, interval: float) -> None:
        """Widens the spacing to `interval` seconds when that is slower (Crawl-delay), counted from the
        question that told so."""
        with self._passing:
            self.interval = max(self.interval, interval)
            if self._left:
                self._next = max(self._next, self._left + self.interval)

    def pause(self, seconds: float) -> None:
        """Nobody passes for `seconds` from now on (Retry-After)."""
        self._paused_until = max(self._paused_until, self._clock.monotonic() + seconds)

    def wait(self) -> None:
        """Returns when this caller may ask, or early when the run is stopped."""
        if not self.interval and not self._paused_until:
            self._left = self._clock.monotonic()
            return
        with self._passing:
            while not self._stop.is_set():
                left = max(self._next, self._paused_until) - self._clock.monotonic()
                if left <= 0:
                    break
                self._clock.sleep(left, self._stop)
            self._left = self._clock.monotonic()
            self._next = self._left + self.interval


class Slots:
    """Lets so many in at a time: a semaphore that is not written in Python."""

    def __init__(self, count: int) -> None:
        """All are free."""
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(count):
            self._free.put(None)

    def __enter__(self) -> None:
        self._free.get()

    def __exit__(self, *_: object) -> None:
        self._free.put(None)


class Breaker:
    """Counts failures in succession; after so many the host is left alone for the run."""

    def __init__(self, manners: Manners) -> None:
        """Limits are those of the manners."""
        self._manners = manners
        self._failures = 0
        self._silences = 0
        self._lock = threading.Lock()
        self.reason = ""
        """Why the host is left alone; '' while it is not."""

    def note(self, verdict: Verdict) -> None:
        """Takes account of the final verdict on one address."""
        with self._lock:
            self._silences = self._silences + 1 if verdict.silent else 0
            self._failures = self._failures + 1 if verdict.failed else 0
            if self._silences >= self._manners.silences_before_rest:
                self.rest(f"连续 {self._silences} 次没有得到完整回答（{verdict.reason}）")
            elif self._failures >= self._manners.failures_before_rest:
                self.rest(f"连续 {self._failures} 次失败（{verdict.reason}）")

    def rest(self, reason: str) -> None:
        """Leaves the host alone from now on; the first reason stands."""
        self.reason = self.reason or reason


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); None when it says
    nothing that can be read."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return None
    return max(0.0, (until if until.tzinfo else until.replace(tzinfo=UTC)).timestamp() - now.timestamp())


def backoff(tried: int, manners: Manners, chance: random.Random) -> float:
    """Seconds to wait after the `tried`-th failure (from 1), with jitter lest clients return together."""
    longest = min(manners.backoff_cap, manners.backoff * 2 ** (tried - 1))
    return float(longest * chance.uniform(0.5, 1.0))
