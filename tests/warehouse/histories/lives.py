"""Whole histories by their seeds, and the fewest happenings of one that still tell the two ways apart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.warehouse.histories import home_changes, portal_changes, rules_changes, site_changes
from tests.warehouse.histories.happening import HAPPENINGS, Plan, drawn
from tests.warehouse.histories.limits import as_if_large
from tests.warehouse.histories.living import History, Lived

__all__ = ["BUSY", "HAPPENINGS", "ITEMS", "NIGHTS", "drawn", "live", "shrunk"]

ITEMS, NIGHTS, BUSY = 90, 30, 3
"""Of a long history: items to begin with, nights after the first, happenings a night."""

MODULES = (home_changes, portal_changes, rules_changes, site_changes)
"""Where happenings are registered."""


def live(root: Path, seed: int, plan: Plan, items: int = ITEMS) -> Lived:
    """A history in the new folder `root`, which is taken away where all was well."""
    root.mkdir(parents=True)
    with rules_changes.rules_in(root / "rules"), as_if_large(seed % 4 == 0, summed=seed % 3 == 1):
        lived = History(root, seed, items).live(plan)
    if lived.well:
        shutil.rmtree(root)
    return lived


def shrunk(root: Path, lived: Lived, plan: Plan, items: int = ITEMS) -> tuple[Lived, Plan]:
    """The fewest happenings, and the fewest nights, with which a history that was not well still is not: each
    happening is left out in turn, and stays out where the two ways still differ."""
    best = plan[: lived.nights - 1]
    for number, (night, name) in enumerate(list(_each(best))):
        without = [list(names) for names in best]
        without[night].remove(name)
        tried = live(root / str(number), lived.seed, without, items)
        shutil.rmtree(root / str(number), ignore_errors=True)
        if not tried.well:
            lived, best = tried, without[: tried.nights - 1]
            if night >= len(best):
                break
    return lived, best


def _each(plan: Plan) -> Iterator[tuple[int, str]]:
    """The happenings of a plan: those of early nights are the last to be missed."""
    for night, names in enumerate(plan):
        for name in names:
            yield night, name
