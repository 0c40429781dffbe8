"""What a measurement brings, and the one table that all of them are printed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Bar:
    """What a value is held against: at least or at most `limit`."""

    sense: Literal["at least", "at most"]
    limit: float

    def holds(self, value: float) -> bool:
        """Whether `value` is on the right side."""
        return value >= self.limit if self.sense == "at least" else value <= self.limit


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: what was measured, its value and unit, and the bar it is held against, if any."""

    what: str
    value: float
    unit: str
    bar: Bar | None = None
    note: str = ""


def show(results: Sequence[Result]) -> bool:
    """Prints the table on stdout; whether every bar holds."""
    table = Table(title="gongkai bench")
    for heading, side in (("measured", "left"), ("value", "right"), ("bar", "right"), ("", "left")):
        table.add_column(heading, justify="right" if side == "right" else "left")
    for result in results:
        bar = f"{result.bar.sense} {result.bar.limit:g}" if result.bar else ""
        verdict = "" if result.bar is None else "ok" if result.bar.holds(result.value) else "MISSED"
        note = " ".join(part for part in (verdict, result.note) if part)
        table.add_row(result.what, f"{result.value:,.2f} {result.unit}", bar, note)
    Console(width=140).print(table)
    return all(result.bar.holds(result.value) for result in results if result.bar)
