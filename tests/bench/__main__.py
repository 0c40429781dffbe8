"""`python -m tests.bench [NAME]…`: one table of ratios, each beside its bar; code 1 where one is missed."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec

from tests.bench.table import Result, show

MEASUREMENTS = {
    "reading": ("reading.measure", "layouts.measure"),
    "documents": ("documents.measure",),
    "forms": ("forms.measure",),
    "verify": ("verifying.measure",),
    "crawl": ("crawling.measure",),
    "quiet": ("quiet.measure",),
    "scale": ("scale.measure",),
    "night": ("night.measure", "night.measure_growth"),
    "memory": ("crawling.measure_memory", "scale.measure_memory"),
}
"""Name → the functions that measure it, each in a module of this folder. One whose module is not there is
left out, and that is said."""

WITH_ROWS = ("scale.measure", "night.measure")
"""Those that are told how many items."""


def main() -> int:
    """All measurements when none is named; 1 where a bar is missed."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = ", ".join(MEASUREMENTS)
    arguments.add_argument("which", nargs="*", metavar="NAME", help=f"of {names}; all when none")
    arguments.add_argument("--rows", type=int, default=1_000_000, help="items to publish (scale, night)")
    given = arguments.parse_args()
    unknown = set(given.which) - set(MEASUREMENTS)
    if unknown:
        arguments.error(f"no such measurement: {', '.join(sorted(unknown))}")
    results: list[Result] = []
    for name in given.which or MEASUREMENTS:
        for function in MEASUREMENTS[name]:
            results += _measured(name, function, given.rows)
    return 0 if show(results) else 1


def _measured(name: str, function: str, rows: int) -> list[Result]:
    module, _, called = function.partition(".")
    if find_spec(f"tests.bench.{module}") is None:
        print(f"{name} is not measured: there is no tests/bench/{module}.py", file=sys.stderr, flush=True)
        return []
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    measure = getattr(import_module(f"tests.bench.{module}"), called)
    found: list[Result] = measure(rows) if function in WITH_ROWS else measure()
    return found


if __name__ == "__main__":
    sys.exit(main())
