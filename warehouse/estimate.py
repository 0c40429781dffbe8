"""How much a backfill will ask before it is begun, and how far it is: from the ledger alone.

What is asked of a section's known rows is decided by the crawl's own rule (`scrapers.crawl.revisit`), so that
the two cannot differ. What is not known is bounded by what the list said of itself when it was last read; a
section that was never read to its end and stated no total has no bound.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from scrapers.address import host_of
from scrapers.crawl.revisit import YEAR_MARGIN, RevisitPolicy, pages_to_ask
from scrapers.crawl.years import Years
from scrapers.known import KnownItem
from scrapers.package import ListRow
from scrapers.portalfile import Portal, Section
from scrapers.vocabulary.outcomes import WHOLE
from warehouse import query
from warehouse.known import checked_items, known_items
from warehouse.ledger import TIME_ZONE
from warehouse.runs import started_at, unfinished_backfill

PAGES_BESIDE = 3
"""Questions for a list beside its pages: page 1 again at the end, and one or two past the end."""

WALKS = 2
"""A list from which rows were taken off while it was read is walked once more."""

GROWTH = 2
"""New rows since the last reading: at most so many times as many as its last year would give."""

"""Outcomes after which a section is not read again in its run."""

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Requests that a backfill still has to make, where lists are as they were when last read and every host
    answers; a failure is asked up to three times, a redirect is another request."""

    requests_least: int
    requests_most: int | None
    """None where a section has no bound."""
    unknown_sections: tuple[str, ...] = ()
    """Names of the sections without a bound."""


@dataclass(frozen=True, slots=True)
class BackfillProgress:
    """How far a backfill is, however often it was interrupted."""

    sections: int
    read: int
    """Sections that this run has read …"""
    unproven: int
    """… and of these, those that were not found complete."""
    asked: int
    """Requests made in this run so far, as far as they are loaded."""
    rest: Estimate
    """What the sections not yet read will ask."""


@dataclass(frozen=True, slots=True)
class _Length:
    """What the ledger knows of one section's list (`estimate/sections`)."""

    covered: bool = False
    walked: bool = False
    pages_least: int = 0
    pages_most: int = 0
    pages_declared: int | None = None
    records_declared: int | None = None
    read_at: datetime | None = None
    outcome_now: str | None = None
    told_pages: int = 0


class _Asked(NamedTuple):
    """Requests of a run so far, and how many of them for robots.txt."""

    asked: int
    robots: int


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What one section will ask: pages of its list, items by id, and items that are not known yet."""

    list_least: int
    list_most: int
    items: frozenset[str]
    unseen: int | None
    """None: nothing bounds them."""
    perhaps: bool
    """This run has read it already, in vain: it is asked again only where the run is taken up again."""


def estimate(
    ledger: DuckDBPyConnection, portal: Portal, sections: Sequence[Section], years: Years, now: datetime
) -> Estimate:
    """What a backfill of `years` over those sections has to ask, begun `now`; of one that was interrupted,
    what is left of it."""
    run_id = unfinished_backfill(ledger, portal.id, years)
    lengths = _lengths(ledger, portal.id, run_id)
    left = [section for section in sections if not _is_final(lengths.get(section.id))]
    if not left:
        return Estimate(0, 0)
    wanted = _Wanted(ledger, portal.id, run_id, years, now)
    outlooks = [_outlook(section, lengths.get(section.id, _Length()), wanted) for section in left]
    sure = [outlook for outlook in outlooks if not outlook.perhaps]
    hosts = {host_of(section.url) for section in left} if portal.manners.robots else set()
    robots_least = 0 if run_id is not None and _asked(ledger, run_id).robots else len(hosts)
    robots_most = len(portal.hosts) if portal.manners.robots else 0
    unknown = [section.name for section, one in zip(left, outlooks, strict=True) if one.unseen is None]
    most = robots_most + sum(one.list_most + (one.unseen or 0) for one in outlooks) + _distinct(outlooks)
    return Estimate(
        requests_least=robots_least + sum(one.list_least for one in sure) + _distinct(sure),
        requests_most=None if unknown else most,
        unknown_sections=tuple(unknown),
    )


def progress(
    ledger: DuckDBPyConnection, portal: Portal, sections: Sequence[Section], years: Years, now: datetime
) -> BackfillProgress | None:
    """How far the backfill of `years` is that is under way or was interrupted; None where there is none."""
    run_id = unfinished_backfill(ledger, portal.id, years)
    if run_id is None:
        return None
    told = query.pairs(ledger, "estimate/outcomes", "section_id", "outcome", run_id=run_id)
    read = [section for section in sections if section.id in told]
    rest = [section for section in sections if section.id not in told]
    return BackfillProgress(
        sections=len(sections),
        read=len(read),
        unproven=sum(told[section.id] not in WHOLE for section in read),
        asked=_asked(ledger, run_id).asked,
        rest=estimate(ledger, portal, rest, years, now),
    )


class _Wanted:
    """Which items a backfill asks for, by the crawl's own rule over the rows as they were last read."""

    def __init__(
        self, ledger: DuckDBPyConnection, portal_id: str, run_id: str | None, years: Years, now: datetime
    ) -> None:
        self._ledger, self._years, self._now = ledger, years, now
        self._of_run = {"portal_id": portal_id, "run_id": run_id or ""}
        self._since = _NEVER if run_id is None else started_at(ledger, run_id)
        self._checked = checked_items(ledger, portal_id)
        self._scope = RevisitPolicy("backfill", now.astimezone(ZoneInfo(TIME_ZONE)).date(), years)

    def known(self, section: Section) -> dict[str, KnownItem]:
        """The section's rows as last read, by item id."""
        return known_items(self._ledger, {**self._of_run, "section_id": section.id})

    def pages(self, known: Mapping[str, KnownItem]) -> frozenset[str]:
        """Of these rows those whose pages are asked, where the list shows them as they were."""
        rows = [_as_listed(item) for item in known.values()]
        return frozenset(pages_to_ask(rows, known, self._checked, self._scope, self._since))

    def new_rows(self, length: _Length, known: Mapping[str, KnownItem]) -> tuple[int, int]:
        """At most so many rows will have come in since the list was last read, and so many of these are asked
        for: none where it was last read long after the years."""
        if length.read_at is None:
            return 0, 0
        read_on = length.read_at.astimezone(ZoneInfo(TIME_ZONE)).date()
        days = [item.listed_on for item in known.values() if item.listed_on is not None]
        of_last_year = sum(read_on - timedelta(days=365) <= day for day in days)
        rows = math.ceil(GROWTH * of_last_year * max(0, (self._scope.today - read_on).days) / 365)
        return rows, rows if self._years.ends_on + YEAR_MARGIN >= read_on else 0


def _outlook(section: Section, length: _Length, wanted: _Wanted) -> _Outlook:
    known = wanted.known(section)
    a_page = math.ceil(len(known) / length.pages_least) if length.pages_least else 0
    new, new_asked = wanted.new_rows(length, known)
    missing = _missing(length, len(known), a_page)
    new_pages = math.ceil(((missing or 0) + new) / a_page) if a_page else 0
    pages = max(1, length.pages_least)
    return _Outlook(
        list_least=max(0, pages - length.told_pages) + (pages > 1),
        list_most=WALKS * (max(1, length.pages_most) + new_pages + PAGES_BESIDE),
        items=wanted.pages(known) if section.details else frozenset(),
        unseen=None if missing is None else (missing + new_asked if section.details else 0),
        perhaps=length.outcome_now is not None,
    )


def _missing(length: _Length, held: int, a_page: int) -> int | None:
    """How many rows the list holds beside those known, by what it said of itself; None: it never said so."""
    if length.walked:
        return 0
    if length.records_declared is not None:
        return max(0, length.records_declared - held)
    if length.covered:
        return 0
    if length.pages_declared is None or not a_page:
        return None
    return max(0, length.pages_declared - length.pages_least) * a_page


def _as_listed(item: KnownItem) -> ListRow:
    """The row of an item as its list showed it last."""
    return ListRow(
        item_id=item.item_id,
        url=item.url,
        page_number=1,
        position=1,
        page_url="",
        title=item.list_title,
        listed_on=item.listed_on,
        unit=None,
        index_number=None,
        document_number=None,
        pinned=False,
        has_page=item.has_page,
        seen_at=_NEVER,
    )


def _distinct(outlooks: Sequence[_Outlook]) -> int:
    """Items of several sections; one that stands in two is asked once."""
    return len(frozenset().union(*(one.items for one in outlooks)))


def _is_final(length: _Length | None) -> bool:
    """Whether this run has read the section to a proof, and does not read it again."""
    return length is not None and length.outcome_now in WHOLE


def _lengths(ledger: DuckDBPyConnection, portal_id: str, run_id: str | None) -> dict[str, _Length]:
    of_run = {"portal_id": portal_id, "run_id": run_id or ""}
    return query.by_key(ledger, "estimate/sections", "section_id", _Length, **of_run)


def _asked(ledger: DuckDBPyConnection, run_id: str) -> _Asked:
    return query.one(ledger, "estimate/asked", _Asked, run_id=run_id)
