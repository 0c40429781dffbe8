"""The field's words as data: the categories of disclosure, their units of measure and synonyms.

`categories.csv`: one row per category, in the order in which reports list them; `measure` is the printed
unit (条, 份, 期, 件), `on_portal` is `no` for what never stands on a portal, `cycle_days` the usual update
cycle, `synonyms` other names of such sections, separated by `|`.
`unsettled.csv`: names of sections (a category's stands for its synonyms too) that give no category although
the table above has them, and why, as the rules of `warehouse/rules/classification.csv` have it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

CATEGORIES_FILE = Path(__file__).parent / "categories.csv"


@dataclass(frozen=True, slots=True)
class Category:
    """One category: its name is the code of its figure in form `sections`."""

    name: str
    measure: str
    on_portal: bool
    cycle_days: int | None
    synonyms: tuple[str, ...]


def _read() -> dict[str, Category]:
    with CATEGORIES_FILE.open(encoding="utf-8", newline="") as file:
        return {
            row["category"]: Category(
                name=row["category"],
                measure=row["measure"],
                on_portal=row["on_portal"] == "yes",
                cycle_days=int(row["cycle_days"]) if row["cycle_days"] else None,
                synonyms=tuple(row["synonyms"].split("|")),
            )
            for row in csv.DictReader(file)
        }


CATEGORIES: dict[str, Category] = _read()
"""By name, in the file's order."""


def _unsettled() -> dict[str, str]:
    with (Path(__file__).parent / "unsettled.csv").open(encoding="utf-8", newline="") as file:
        written = {row["name"]: row["why"] for row in csv.DictReader(file)}
    words = {name: CATEGORIES[name].synonyms if name in CATEGORIES else () for name in written}
    return {word: why for name, why in written.items() for word in (name, *words[name])}


UNSETTLED: dict[str, str] = _unsettled()
"""Section name → why it gives no category (Chinese)."""
