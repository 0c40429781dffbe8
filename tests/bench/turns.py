"""Rivals by turns: each does its work, then the next, so often; what is told is the middle of the ratios.

A machine that is busy meanwhile slows both sides of a turn alike, and one odd turn decides nothing. Every
measurement goes through this.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.table import Bar, Result

ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Took:
    """What a work took: seconds by the clock, processor seconds, and how many pages or rows it did."""

    seconds: float
    processor: float
    done: float = 1.0

    @property
    def rate(self) -> float:
        """How many a second."""
        return self.done / self.seconds

    @property
    def each(self) -> float:
        """Processor seconds of one."""
        return self.processor / self.done


def processor_seconds() -> float:
    """Processor time of this process and of those it has ended."""
    own, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + ended.ru_utime + ended.ru_stime


def took(work: Callable[[], object]) -> Took:
    """Does a work once."""
    begun, spent = time.perf_counter(), processor_seconds()
    work()
    return Took(time.perf_counter() - begun, processor_seconds() - spent)


def by_turns(*works: Callable[[], Took], rounds: int = ROUNDS) -> list[tuple[Took, ...]]:
    """What each work told, round by round."""
    return [tuple(work() for work in works) for _ in range(rounds)]


def middle(
    what: str, values: Sequence[float], unit: str = "times", bar: Bar | None = None, note: str = ""
) -> Result:
    """The middle of the values of all rounds, with the least and the most of them."""
    return Result(what, median(values), unit, bar, note, (min(values), max(values)))


def peak_memory(process: str = "self") -> float:
    """The most memory that a process has held since its program began, in MB; Linux only.

    What getrusage tells includes the process that it was forked from.
    """
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024
