"""Where a list ends, whatever its pager goes on to name; and whether a walk to that end brought all of it."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.crawl.fetcher import Fetched
from scrapers.crawl.list_result import ListResult
from scrapers.crawl.onward import Step

END_OF_LIST = frozenset({"gone", "soft_gone", "redirected_away", "ok", "unchanged"})
"""How a page past a list's end answers."""


def may_be_past_end(walk: ListResult, got: Fetched) -> bool:
    """Whether a page without rows answers as one past a list's end does."""
    return got.outcome in END_OF_LIST and not walk.challenged


def repeats_past_end(walk: ListResult, step: Step, limit: int | None, *, of_last: bool) -> bool:
    """Whether a page that gives another one's rows (`of_last`: those of the page before) is one past the end:
    the list does not count it, or the page before was not filled, or all rows are there."""
    not_filled = walk.ends_short and (of_last or limit is None)
    return not step.promised or not_filled or walk.has_all


def drop_repeated_ends(walk: ListResult, limit: int | None) -> None:
    """Pages behind the last one that show it again miss nothing, once the list is known to end there."""
    if walk.at_end and limit is None:
        last = max(page.step.number for page in walk.pages)
        walk.repeated = [page for page in walk.repeated if page.step.number < last or not page.of_last]


def falls_short(walk: ListResult, before: tuple[int, int] | None) -> bool:
    """Whether a walk that found nothing amiss has fewer rows than the list says, and not just as few as the
    night `before`: then a second walk tells whether they were missed. An address that stands twice may
    explain it; so may a stale answer, which shows a neighbour's row and lacks one of its own."""
    declared, read = walk.records_declared, walk.records_read
    if not (walk.whole and walk.at_end) or declared is None or walk.addresses >= declared:
        return False
    amiss = walk.stopped or walk.failed or walk.repeated or walk.unread or walk.capped or walk.not_again
    return not (amiss or before == (declared, read))


def rows_left(before: Sequence[str], now: Sequence[str], new: int) -> bool:
    """Whether rows left a page since it was read first: those still there must be its first ones, pushed down
    by the `new` ones."""
    shown = frozenset(now)
    kept = [row for row in before if row in shown]
    return kept != before[: len(kept)] or len(before) - len(kept) > new
