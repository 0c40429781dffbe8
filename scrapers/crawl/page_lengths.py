"""Whether each page but the last holds as many rows as the others: a shorter one has lost some.

Pages of some lists differ by design, and then nothing is said: page 1 carries pinned or headline rows beside
its own, or a part of the newest rows only; each page holds one year, month or day; no length is usual at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from itertools import pairwise

from scrapers.crawl.list_result import PageRead

USUAL_SHARE = 0.5
"""A length that less than this share of the pages have is not usual: pages of that list simply differ."""

_PERIODS: tuple[Callable[[date], Hashable], ...] = (
    lambda day: day.year,
    lambda day: (day.year, day.month),
    lambda day: day,
)


def short_pages(pages: Sequence[PageRead]) -> list[PageRead]:
    """Of a list's pages in order those before the last that hold fewer rows than is usual on it."""
    if len(pages) < 3 or _holds_one_period_each(pages):
        return []
    first, *inner = pages[:-1]
    usual = usual_length(pages)
    beside = min(_carries(first), max(0, length_of(first) - usual))
    lengths = [length_of(first) - beside, *(length_of(page) for page in inner)]
    if lengths.count(usual) < USUAL_SHARE * len(lengths):
        return []
    return [page for page in inner if length_of(page) < usual]


def usual_length(pages: Sequence[PageRead]) -> int:
    """How many rows most of the pages between the first and the last of at least three hold; where that is
    one page only, as many as page 1 holds of its own."""
    first, *inner = pages[:-1]
    if len(inner) == 1:
        return max(length_of(inner[0]), length_of(first) - _carries(first))
    counted = Counter(map(length_of, inner))
    return max(counted, key=lambda length: (counted[length], length))


def length_of(page: PageRead) -> int:
    """Different rows of a page: a headline may show the first one twice."""
    return len(set(page.ids))


def _carries(first: PageRead) -> int:
    """Rows on page 1 that may stand there beside its own: pinned, or above newer ones as if they were."""
    newest: date | None = None
    carried = len(first.pinned)
    plain = [day for row, day in zip(first.ids, first.days, strict=False) if row not in first.pinned]
    for day in reversed(plain):
        carried += day is not None and newest is not None and day < newest
        newest = day if newest is None else max(newest, day or newest)
    return carried


def _holds_one_period_each(pages: Sequence[PageRead]) -> bool:
    """Whether each page holds the rows of one year, month or day, and the next one those of another."""
    if any(None in page.days or not page.days for page in pages) or all(len(page.days) < 2 for page in pages):
        return False
    for period in _PERIODS:
        held = [{period(day) for day in page.days if day is not None} for page in pages]
        if all(len(one) == 1 for one in held) and all(a != b for a, b in pairwise(held)):
            return True
    return False
