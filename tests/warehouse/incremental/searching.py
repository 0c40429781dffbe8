"""Looks longer for a change after which the two ways of publishing differ: `SEED NIGHTS [CHANGES]`."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.warehouse.build import county, portal
from tests.warehouse.incremental.changing import Changing, many, published_both_ways
from tests.warehouse.incremental.test_renewing import SECTIONS, UNITS
from warehouse.incremental import renewing


def search(seed: int, nights: int, changes: int) -> None:
    """Raises AssertionError at the first table that differs."""
    renewing.LEAST_ITEMS, renewing.MOST_AFFECTED, renewing.MOST_GROWN = 0, 1.0, 1000.0
    with (
        TemporaryDirectory(prefix="gongkai-search-") as scratch,
        county(Path(scratch) / "home", portal(*SECTIONS, units=UNITS)) as made,
    ):
        made.night(**{one["id"]: many(one["id"], 40) for one in SECTIONS})
        changing = Changing(made, random.Random(seed))
        for night in range(nights):
            changing.night(changing.chance.randrange(changes))
            if night % 3 == 2:
                changing.decide()
            told = published_both_ways(made, Path(scratch) / "other")
            sys.stdout.write(f"night {night}: {told.why_whole or 'of what has changed'}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    search(*(int(word) for word in (*sys.argv[1:], "20")[:3]))
