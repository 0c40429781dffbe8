"""`python -m tests.warehouse.histories`: histories of thirty nights, one a seed; code 1 where one was not
well."""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

from tests import conftest  # noqa: F401 - DuckDB runs each statement in one thread, as in the tests
from tests.planning import plainly
from tests.warehouse.histories.lives import BUSY, HAPPENINGS, ITEMS, NIGHTS, drawn, live, shrunk


def main() -> int:
    """Lives through the histories that are asked for and prints what came of each."""
    arguments = argparse.ArgumentParser(prog="python -m tests.warehouse.histories", description=__doc__)
    arguments.add_argument("--seed", type=int, default=2017, help="of the first")
    arguments.add_argument("--histories", type=int, default=1)
    arguments.add_argument("--nights", type=int, default=NIGHTS)
    arguments.add_argument("--busy", type=int, default=BUSY, help="happenings a night")
    arguments.add_argument("--items", type=int, default=ITEMS, help="to begin with")
    arguments.add_argument("--without", nargs="*", default=[], choices=sorted(HAPPENINGS))
    arguments.add_argument("--shrink", action="store_true", help="leave out all that need not happen")
    arguments.add_argument("--plainly", action="store_true", help="without DuckDB's optimizer: half the work")
    arguments.add_argument("--plan", help="happenings of each night: new_title,chain;;file_missing")
    given = arguments.parse_args()
    well = True
    planned = plainly() if given.plainly else nullcontext()
    with planned, tempfile.TemporaryDirectory(prefix="gongkai-histories-") as folder:
        for seed in range(given.seed, given.seed + given.histories):
            plan = drawn(seed, given.nights, given.busy)
            if given.plan is not None:
                plan = [[name for name in night.split(",") if name] for night in given.plan.split(";")]
            plan = [[name for name in names if name not in given.without] for names in plan]
            lived = live(Path(folder) / str(seed), seed, plan, given.items)
            print(lived, flush=True)
            if given.shrink and not lived.well:
                lived, plan = shrunk(Path(folder) / f"shrunk-{seed}", lived, plan, given.items)
                print(f"--plan '{';'.join(','.join(names) for names in plan)}'\n{lived}", flush=True)
            well &= lived.well
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
