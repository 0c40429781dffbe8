"""Loading and publishing a night in which a thousandth of the items changed, against a plain copy of the
whole file; and how the file grows over thirty such nights."""

from __future__ import annotations

from typing import Any

from tests.bench.made import NOW, made_home, night
from tests.bench.publishing import copied, published, took_of
from tests.bench.table import Bar, Result
from tests.bench.turns import ROUNDS, Took, by_turns, middle

MANY = 10_000_000
"""Items from which on a night has to cost a smaller part."""

NIGHTS, GROWING = 30, 100_000
"""Nights over which a file grows, and how many items it has."""

FIRST_PAGE = 20
"""Rows of a list's first page."""


class Differs(Exception):
    """A night's publication says something else than a whole one: its time is no measurement."""


def measure(rows: int) -> list[Result]:
    """Each night's publication in a process of its own, and the copying of what it published, by turns; one
    more night in which the first page of every list was seen again."""
    told: list[dict[str, Any]] = []
    nights = [NOW]
    loads: list[Took] = []
    with made_home(rows) as home:
        published(home, NOW, whole=True)

        def ours(seen_again: int = 0) -> Took:
            now, loading = night(home, len(nights), rows, seen_again)
            nights.append(now)
            loads.append(loading)
            told.append(published(home, nights[-1], whole=False))
            return took_of(told[-1])

        rounds = by_turns(ours, lambda: copied(home))
        seen = by_turns(lambda: ours(FIRST_PAGE), lambda: copied(home), rounds=1)
        whole = published(home, nights[-1], whole=True)
    if whole["content"] != told[-1]["content"]:
        raise Differs(f"after {len(told)} nights: {told[-1]['content']}, whole {whole['content']}")
    bar = Bar("at most", 0.3 if rows >= MANY else 0.5)
    ratios = [mine.seconds / copy.seconds for mine, copy in rounds]
    spent = [mine.processor / copy.processor for mine, copy in rounds]
    again = [mine.seconds / copy.seconds for mine, copy in seen]
    built = sum(one["whole"] for one in told[:ROUNDS])
    memory = [one["megabytes"] for one in told]
    loading = [load.seconds / copy.seconds for load, (_, copy) in zip(loads, rounds, strict=False)]
    return [
        middle(f"loading a night's packages, {rows:,} items known", [load.seconds for load in loads], "s"),
        middle("loading a night's packages / copy", loading),
        middle(f"a night's publication of {rows:,} items", [mine.seconds for mine, _ in rounds], "s"),
        middle("COPY FROM DATABASE of that file", [copy.seconds for _, copy in rounds], "s"),
        middle("a night's publication / copy", ratios, bar=bar, note=f"{built} of {ROUNDS} built whole"),
        middle("a night's publication / copy, processor time", spent),
        middle("with the first page of every list seen again / copy", again),
        middle(f"peak memory, a night of {rows:,} items", memory, "MB", Bar("at most", 2048)),
    ]


def measure_growth() -> list[Result]:
    """The largest that the published file was in thirty nights, over one built whole of the last night's
    ledger: once a month it is built whole anyway."""
    with made_home(GROWING) as home:
        published(home, NOW, whole=True)
        told, grown = [], 0
        for number in range(1, NIGHTS + 1):
            now, _ = night(home, number, GROWING)
            told.append(published(home, now, whole=False))
            grown = max(grown, home.published.stat().st_size)
        published(home, now, whole=True)
        whole = home.published.stat().st_size
    built = sum(one["whole"] for one in told)
    note = f"{GROWING:,} items, {whole / 2**20:.0f} MB whole; {built} of {NIGHTS} built whole"
    return [
        Result(f"largest size in {NIGHTS} nights / whole", grown / whole, "times", Bar("at most", 1.3), note)
    ]
