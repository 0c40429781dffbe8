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
    """One figure: what was measured, its value and unit, the bar it is held against, if any, and the least
    and the most of the rounds that it is the middle of."""

    what: str
    value: float
    unit: str
    bar: Bar | None = None
    note: str = ""
    spread: tuple[float, float] | None = None

    @property
    def missed(self) -> bool:
        """Whether it is on the wrong side of its bar."""
        return self.bar is not None and not self.bar.holds(self.value)

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        bar = f"{self.bar.sense} {self.bar.limit:g}" if self.bar else ""
        verdict = "" if self.bar is None else "MISSED" if self.missed else "ok"
        spread = "–".join(f"{end:,.2f}" for end in self.spread) if self.spread else ""
        return self.what, f"{self.value:,.2f} {self.unit}", bar, verdict, spread, self.note


HEADINGS = ("measured", "value", "bar", "", "spread", "")


def show(results: Sequence[Result]) -> bool:
    """Prints the table on stdout; whether every bar holds."""
    table = Table(title="gongkai bench")
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading in ("value", "bar") else "left")
    for result in results:
        table.add_row(*result.cells())
    Console(width=150).print(table)
    return not any(result.missed for result in results)
