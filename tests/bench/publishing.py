"""One publication in a process of its own; prints one JSON object.

`python -m tests.bench.publishing HOME NOW HOW`, where HOW is `whole` or `night`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from tests.bench.county import ROOT
from tests.bench.turns import Took, peak_memory, processor_seconds, took
from warehouse import figures
from warehouse.home import Home
from warehouse.ledger import held_ledger
from warehouse.publish import publish

COUNTING = ("file_documents", "tell")
"""The functions of warehouse.figures that fill the tables of figures."""


class Clock:
    """Adds up how long functions take."""

    seconds = 0.0

    def through(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed."""

        def timed(*arguments: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds += time.perf_counter() - begun

        return timed


def published(home: Home, now: datetime, *, whole: bool) -> dict[str, Any]:
    """What such a process tells of a publication."""
    how = "whole" if whole else "night"
    command = [sys.executable, "-m", "tests.bench.publishing", str(home.root), now.isoformat(), how]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def took_of(told: dict[str, Any]) -> Took:
    """Its seconds, by the clock and of the processor."""
    return Took(told["seconds"], told["processor"])


def copied(home: Home) -> Took:
    """COPY FROM DATABASE of the published file into a new one, with its checkpoint."""
    target = home.root.with_name("copy.duckdb")
    target.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{home.published}' AS source (READ_ONLY)")
        connection.execute(f"ATTACH '{target}' AS target (STORAGE_VERSION 'v1.2.0')")
        return took(lambda: connection.execute("COPY FROM DATABASE source TO target; CHECKPOINT target"))


def _publish(root: str, now: str, how: str) -> dict[str, Any]:
    home, counting = Home(Path(root)), Clock()
    timed = {name: counting.through(getattr(figures, name)) for name in COUNTING}
    with held_ledger(home.ledger) as ledger, patch.multiple(figures, **timed):
        begun, spent = time.perf_counter(), processor_seconds()
        report = publish(home, ledger, datetime.fromisoformat(now), whole=how == "whole")
        seconds, processor = time.perf_counter() - begun, processor_seconds() - spent
    return {
        "seconds": seconds,
        "processor": processor,
        "counting": counting.seconds,
        "megabytes": peak_memory(),
        "whole": report.whole,
        "content": report.content_sha256,
        "figures": report.figures,
    }


if __name__ == "__main__":
    print(json.dumps(_publish(*sys.argv[1:])))
