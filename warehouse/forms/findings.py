"""What stands in a cell, and what a check found of cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from warehouse.forms.identities import Severity

State = Literal["given", "blank", "not_applicable", "missing"]
Outcome = Literal["pass", "fail", "uncertain", "not_assessable"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a cell: 0, a blank, 不适用 and nothing known are four different things."""

    state: State
    value: Decimal | None = None
    """The number; None where none is given."""
    text: str = ""
    """What a cell holds that is no number."""

    @property
    def is_counted(self) -> bool:
        """Whether it can stand in a sum: it is a number, or nothing was to be filled in."""
        return self.value is not None or self.state in ("blank", "not_applicable")

    @property
    def number(self) -> Decimal:
        """The number it counts as: a blank is 0 (domain/README.md, 勾稽关系 3), and 不适用 adds nothing."""
        return self.value if self.value is not None else Decimal(0)


MISSING = Entry("missing")
BLANK = Entry("blank")


@dataclass(frozen=True, slots=True)
class Looked:
    """A cell that a check looked at; `name`: its printed labels; `sign` is -1 where it is taken off."""

    code: str
    name: str
    entry: Entry
    sign: int = 1
    is_previous: bool = False
    """Whether it stands in last year's report."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sums of an identity; of a rule on single cells the cells stand left."""

    left: tuple[Looked, ...]
    right: tuple[Looked, ...] = ()

    @property
    def cells(self) -> tuple[Looked, ...]:
        """Every cell, the left side's first."""
        return self.left + self.right

    @property
    def difference(self) -> Decimal:
        """Left less right."""
        return total(self.left) - total(self.right)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    form: str
    rule: str
    """Rule and version: `table3-balance@1`."""
    severity: Severity
    outcome: Outcome
    sides: Sides
    left: Decimal | None
    """Both sides as numbers; None where not assessable, and of rules on single cells."""
    right: Decimal | None
    sentence: str
    """For people (Chinese): the rule, the cells by their labels with their figures, the difference."""
    reason: str
    """Why it is uncertain or not assessable; else empty."""
    source: str
    """The document or table that the rule is from."""

    @property
    def cells(self) -> tuple[Looked, ...]:
        """Every cell that it looked at, with what stands there."""
        return self.sides.cells


def total(cells: tuple[Looked, ...]) -> Decimal:
    """The sum of cells with their signs."""
    return sum((cell.sign * cell.entry.number for cell in cells), Decimal(0))
