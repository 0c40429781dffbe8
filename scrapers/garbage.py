"""How often Python looks for objects that hold only each other, in a process that reads pages."""

from __future__ import annotations

import gc

_THRESHOLDS = (50_000, 20, 50)
"""A page is some thousands of objects that live as long as it is read: looked for after every 700 (Python's
own measure), a crawl spends a twelfth of its processor time on looking and finds next to nothing."""


def collect_rarely() -> None:
    """Sets those thresholds for the whole process; what is garbage in between are a few megabytes."""
    gc.set_threshold(*_THRESHOLDS)
