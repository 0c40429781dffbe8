"""`python -m tests.bench [reading] [documents] [forms] [verify] [crawl] [memory] [scale]`: one table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from tests.bench import crawling, documents, forms, layouts, reading, scale, verifying
from tests.bench.table import Result, show


def main() -> int:
    """All measurements when none is named; 1 where a bar is missed."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    names = ("reading", "documents", "forms", "verify", "crawl", "memory", "scale")
    arguments.add_argument("which", nargs="*", metavar="which", help=f"of {', '.join(names)}; all when none")
    arguments.add_argument("--rows", type=int, default=1_000_000, help="items to publish (scale)")
    given = arguments.parse_args()
    unknown = set(given.which) - set(names)
    if unknown:
        arguments.error(f"no such measurement: {', '.join(sorted(unknown))}")
    measures: dict[str, Callable[[], list[Result]]] = {
        "reading": lambda: [*reading.measure(), *layouts.measure()],
        "documents": documents.measure,
        "forms": forms.measure,
        "verify": verifying.measure,
        "crawl": crawling.measure,
        "memory": crawling.measure_memory,
        "scale": lambda: scale.measure(given.rows),
    }
    results: list[Result] = []
    for name in given.which or names:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        results += measures[name]()
    return 0 if show(results) else 1


if __name__ == "__main__":
    sys.exit(main())
