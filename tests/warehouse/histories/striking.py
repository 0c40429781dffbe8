"""Publications that are struck at an instant: a statement, a file moved into place, removed, forced to disk.

The instants are counted, so that each can be named by its number: the disk is full at one of them, or the
process is killed. `python -m tests.warehouse.histories.striking HOME NOW NUMBER` is such a process.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.warehouse.histories.limits import as_if_large
from warehouse import query
from warehouse.home import Home
from warehouse.ledger import held_ledger
from warehouse.publish import publish

ROOT = Path(__file__).resolve().parents[3]


TIDYING = ("detach", "drop_views")
"""In the names of statements that let go of a file or of a name: these need no room on the disk, and nothing
else would tidy up after them."""


@dataclass(frozen=True)
class Strike:
    """The instant, counted from 1, and whether the process is killed or the disk is full."""

    at: int
    kills: bool


class Instants:
    """Counts what passes, and does something at one of them."""

    spares_tidying = False

    def __init__(self, at: int, strikes: Callable[[], None]) -> None:
        self.at, self.strikes, self.passed = at, strikes, 0

    def through(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted: struck before it does anything."""

        def counted(*arguments: Any, **named: Any) -> Any:
            tidies = any(name in str(arguments[1:2]) for name in TIDYING)
            if not (self.spares_tidying and tidies):
                self.passed += 1
                if self.passed == self.at:
                    self.strikes()
            return function(*arguments, **named)

        return counted


@contextmanager
def struck(at: int, strikes: Callable[[], None]) -> Iterator[Instants]:
    """Strikes at that instant of the block."""
    instants = Instants(at, strikes)
    with (
        patch.object(query, "_execute", instants.through(query._execute)),
        patch.object(os, "replace", instants.through(os.replace)),
        patch.object(os, "fsync", instants.through(os.fsync)),
        patch.object(os, "unlink", instants.through(os.unlink)),
    ):
        yield instants


@contextmanager
def counted() -> Iterator[Instants]:
    """Counts the instants of the block."""
    with struck(0, lambda: None) as instants:
        yield instants


@contextmanager
def failing(at: int) -> Iterator[Instants]:
    """At that instant of the block the disk is full."""

    def full() -> None:
        raise OSError(28, "No space left on device")

    with struck(at, full) as instants:
        instants.spares_tidying = True
        yield instants


def killed(home: Home, now: datetime, at: int) -> bool:
    """Publishes in a process of its own that is killed at that instant, its ledger closed here; whether it
    came to that. Raises CalledProcessError where it ended otherwise."""
    module = "tests.warehouse.histories.striking"
    command = [sys.executable, "-m", module, str(home.root), now.isoformat(), str(at)]
    done = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, -signal.SIGKILL):
        raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stderr)
    return done.returncode == -signal.SIGKILL


def _main(root: str, now: str, at: str) -> None:
    home = Home(Path(root))
    ends = partial(os.kill, os.getpid(), signal.SIGKILL)
    with as_if_large(), held_ledger(home.ledger) as ledger, struck(int(at), ends):
        publish(home, ledger, datetime.fromisoformat(now))


if __name__ == "__main__":
    _main(*sys.argv[1:])
