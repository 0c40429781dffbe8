"""What is said of a backfill: beforehand what it will ask, how far it is when it stops or gives way, and at
the end what was proven by section and month. Plain functions, which need no Prefect."""

from __future__ import annotations

from collections.abc import Sequence

from flows.loading import load
from flows.portals import held_ids
from flows.run import PORTAL_ZONE, Surroundings, Wanted, ledger_of, now
from flows.summary import Summary
from flows.table import month_tables
from scrapers.crawl.years import Years
from scrapers.portalfile import Portal, Section
from warehouse.completeness import Completeness, completeness
from warehouse.estimate import BackfillProgress, Estimate, estimate, progress
from warehouse.home import Home
from warehouse.nights import estimate_words, nights, progress_words
from warehouse.portals import sync_portal


def years_asked(year: int | None, first: int | None, last: int | None) -> Years:
    """The years that a person asked for, as of today. Raises YearsError."""
    return Years.of(year, first, last, now().astimezone(PORTAL_ZONE).date())


def expected(home: Home, wanted: Wanted, around: Surroundings) -> Estimate:
    """What a backfill will ask; of one that was interrupted, what is left, once what it left is loaded.

    Raises HomeBusy, HomeError, LedgerError.
    """
    assert wanted.years is not None
    at = around.clock.now()
    with ledger_of(home, at, around.show, around.stop) as ledger:
        sync_portal(ledger, wanted.portal, held_ids(home))
        load(ledger, home, at)
        return estimate(ledger, wanted.portal, wanted.sections, wanted.years, at)


def forecast(home: Home, wanted: Wanted, around: Surroundings) -> str:
    """How many requests and nights a backfill takes, in one or two Chinese lines. Raises as `expected`."""
    assert wanted.years is not None
    manners = around.manners(wanted.portal)
    requests = expected(home, wanted, around)
    takes = nights(requests, manners.requests_per_second, manners.night_window)
    return f"补抓 {wanted.years.text} 年:{estimate_words(requests, takes)}"


def progress_of(home: Home, wanted: Wanted, around: Surroundings) -> BackfillProgress | None:
    """How far a backfill is that is not over; None where it is, or was never begun.

    Raises HomeBusy, HomeError, LedgerError.
    """
    assert wanted.years is not None
    at = around.clock.now()
    with ledger_of(home, at, around.show, around.stop) as ledger:
        return progress(ledger, wanted.portal, wanted.sections, wanted.years, at)


def how_far(home: Home, wanted: Wanted, around: Surroundings) -> str:
    """How far a backfill is, in one Chinese line. Raises what `progress_of` does."""
    assert wanted.years is not None
    found = progress_of(home, wanted, around)
    said = "还没有开始,或已经结束" if found is None else progress_words(found)
    return f"补抓 {wanted.years.text} 年:{said}"


def proven(summary: Summary, portal: Portal, sections: Sequence[Section]) -> Completeness | None:
    """The completeness table of a backfill that has published; None where it has not, or was stopped before
    it went on. Raises HomeError."""
    if summary.published is None or summary.years is None or not summary.run_ids:
        return None
    ids = [section.id for section in sections]
    return completeness(summary.published, summary.run_id, portal.id, ids, summary.years)


def closing_words(summary: Summary, portal: Portal, sections: Sequence[Section]) -> str:
    """The completeness table as plain text; '' where nothing was published. Raises HomeError."""
    table = proven(summary, portal, sections)
    return "" if table is None else month_tables(table)
