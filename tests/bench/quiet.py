"""A night on which nothing happened, of ten complete sections: the processor time of `gongkai nightly
--plain` as a whole, from the interpreter's start to the message that need not be sent."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flows.night import run_night
from flows.run import Surroundings
from scrapers.http.manners import Manners
from tests.bench.county import ROOT
from tests.bench.table import Bar, Result
from tests.nights.clock import NightClock
from tests.nights.house import Quiet, proxied, toml_of
from tests.portal import Portal, running_portal

SECTIONS = ("zwyw", "xzdt", "zfwj", "tzgg", "czyjs", "qzqd-fgj", "yjsgk", "gknb", "bmwj", "spxw")
"""Ten sections of the small county that come out complete."""

BEFORE = 2
"""Nights before the measured ones, a day apart: the first reads everything, the second finds nothing new."""

ROUNDS = 3

MANNERS = Manners(requests_per_second=10, connections=2)
"""A polite pace; waits of the nights before pass at once."""


def measure() -> list[Result]:
    """Processor seconds of the quietest way there is to spend a night, the middle of three."""
    with TemporaryDirectory(prefix="gongkai-bench-") as scratch, running_portal(edition="small") as portal:
        home, file = Path(scratch) / "home", Path(scratch) / "portal.toml"
        file.write_text(toml_of(portal, SECTIONS), encoding="utf-8")
        with proxied(portal):
            for days in range(BEFORE, 0, -1):
                begins = datetime.now(UTC) - timedelta(days=days)
                clock = NightClock(begins)
                around = Surroundings(lambda _: MANNERS, clock, threading.Event(), Quiet)
                if not run_night(home, str(file), around).complete:
                    raise RuntimeError("a night before was not complete, so nothing was measured")
            nights = [_night(portal, home) for _ in range(ROUNDS)]
    return [
        Result(
            f"quiet night of {len(SECTIONS)} sections, processor time",
            median(spent for spent, _ in nights),
            "s",
            Bar("at most", 3.0),
            f"{nights[0][1]} questions; median of {ROUNDS}",
        )
    ]


def _night(portal: Portal, home: Path) -> tuple[float, int]:
    """Processor seconds of one night, a process as people begin it, and how often it asked. Raises
    RuntimeError when it was no quiet one."""
    portal.forget_requests()
    command = [sys.executable, "-m", "flows", "nightly", "--plain", "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, env=_compiled(), stdout=subprocess.DEVNULL) as process:
        _, status, spent = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    asked = [request for request in portal.requests if not request.url.endswith("/robots.txt")]
    if process.returncode or not asked or {request.status for request in asked} != {304}:
        raise RuntimeError(f"no quiet night (exit code {process.returncode}), so nothing was measured")
    return spent.ru_utime + spent.ru_stime, len(portal.requests)


def _compiled() -> dict[str, str]:
    """The environment in which what is imported is kept compiled, as it is where people run it."""
    return {name: told for name, told in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
