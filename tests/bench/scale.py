"""Publishing a whole file at scale: generated ledger rows, no crawl; against a plain copy of that file."""

from __future__ import annotations

from typing import Any

from tests.bench.made import NOW, SECTIONS, made_home, night
from tests.bench.publishing import copied, published, took_of
from tests.bench.table import Bar, Result
from tests.bench.turns import Took, by_turns, middle

USUAL = 1_000_000
"""Items up to which all figures are counted in three seconds."""

SMALL = 100_000
"""Items up to which a publication holds no more memory than a crawl may."""


def measure(rows: int) -> list[Result]:
    """Seconds of publishing `rows` items, each time in a process of its own, and of copying the same file, by
    turns."""
    told: list[dict[str, Any]] = []
    with made_home(rows) as home:

        def ours() -> Took:
            told.append(published(home, NOW, whole=True))
            return took_of(told[-1])

        rounds = by_turns(ours, lambda: copied(home))
        megabytes = home.published.stat().st_size / 2**20
    named = f"{rows:,} items in {SECTIONS:,} sections"
    note = f"{megabytes:.0f} MB, {told[0]['figures']} figures"
    seconds = [mine.seconds for mine, _ in rounds]
    ratios = [mine.seconds / copy.seconds for mine, copy in rounds]
    spent = [mine.processor / copy.processor for mine, copy in rounds]
    counting = [one["counting"] for one in told]
    return [
        middle(f"whole publication of {named}", seconds, "s", note=note),
        middle("COPY FROM DATABASE of the same file", [copy.seconds for _, copy in rounds], "s"),
        middle("whole publication / copy", ratios, bar=Bar("at most", 1.5)),
        middle("whole publication / copy, processor time", spent),
        middle("all figures of all its years", counting, "s", Bar("at most", 3.0) if rows <= USUAL else None),
        middle("whole publication, per million items", [each / rows * 1e6 for each in seconds], "s"),
        _peak(f"whole publication of {rows:,} items", told, rows),
    ]


def measure_memory() -> list[Result]:
    """The most memory that publications of a home of 100,000 items hold."""
    with made_home(SMALL) as home:
        whole = published(home, NOW, whole=True)
        later = published(home, night(home, 1, SMALL).now, whole=False)
    return [
        _peak(f"whole publication of {SMALL:,} items", [whole], SMALL),
        _peak(f"a night's publication of {SMALL:,} items", [later], SMALL),
    ]


def _peak(what: str, told: list[dict[str, Any]], rows: int) -> Result:
    bar = Bar("at most", 500 if rows <= SMALL else 2048)
    return middle(f"peak memory, {what}", [one["megabytes"] for one in told], "MB", bar)
