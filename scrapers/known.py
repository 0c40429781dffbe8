"""What the ledger knows of a section, given to a crawl as a value: a crawl never opens the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from scrapers.layout import ItemLayout, ListLayout
from scrapers.package import Ground
from scrapers.records import FetchOutcome


@dataclass(frozen=True, slots=True)
class Stored:
    """The last good answer to one question: its validators, and where its bytes stand in the archive."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str = ""
    archive_file: str = ""
    archive_offset: int = 0
    content_type: str | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkTold:
    """What was told of an address before: the outcome, when, and whether in this very run."""

    outcome: FetchOutcome
    asked_at: datetime
    this_run: bool


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What is known of one item of a section before tonight."""

    item_id: str
    url: str
    list_title: str
    listed_on: date | None
    published_on: date | None
    checked_at: datetime | None
    """When its page was last asked for; None when only its list row was ever read."""
    gone: bool = False
    has_page: bool = True
    accepted: bool = True
    """Whether the row was there at the last complete reading; only such rows may end a nightly walk."""
    pending: bool = False
    """Its page is still to be read: the row came up in a nightly run, or the last try failed for now."""
    changed: bool = False
    """An incomplete night read its row differently than the last complete one; it may not end a walk."""
    stood_on: date | None = None
    """The date its row stated when it was last accepted; `listed_on` may be of an incomplete night since."""
    read: bool = False
    """Whether its page was ever read; then a failing visit leaves the last reading standing."""
    failed_nights: int = 0
    """On how many nights in succession its page was asked for and did not come, tonight's not counted."""
    sent_away: bool = False
    """Its page was last redirected off the portal's hosts."""
    unanswered: bool = False
    """Its page is that of a letter which had no answer when it was last read."""
    missed: bool = False
    """The last reading of the list, complete or not, went where its row stood and did not meet it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How many rows a person expects of a section's whole list (None: no bound), from bounds.csv."""

    min_rows: int | None = None
    """A list with fewer rows is held back."""
    max_rows: int | None = None
    """A list with more is told of, and not held back."""
    released: bool = False
    """A person decided this after the last reading was held back: the next one is taken over."""

    def releases(self, rows: int) -> bool:
        """Whether a reading of so many rows is taken over, though it differs from all before."""
        above = self.max_rows is not None and rows > self.max_rows
        return self.released and rows >= (self.min_rows or 0) and not above


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a crawl of one section starts from; empty on the first night."""

    items: Mapping[str, KnownItem] = field(default_factory=dict)
    """By item id: the rows the section held when it was last read."""
    answers: Mapping[str, Stored] = field(default_factory=dict)
    """By question (`crawl.fetcher.question_key`): the last good answers, for conditional requests."""
    this_run: Mapping[str, Stored] = field(default_factory=dict)
    """By question: answers this very run has got already; a resumed run reads them from the archive."""
    complete_rows: int | None = None
    """Rows of the last complete reading of the whole list."""
    complete_at: datetime | None = None
    """When the whole list was last read and found complete."""
    ground: Ground | None = None
    """What showed that reading to be complete; None before there is one, or where nothing did."""
    not_shown: int = 0
    """So many rows more than it brought the list said it holds: rows that it does not show, by what a person
    said (negative: so many fewer)."""
    fell_short: tuple[int, int] | None = None
    """The total that the list stated, and the rows read, where the last reading of the whole list brought
    fewer; None where it did not."""
    records_declared: int | None = None
    """The total that the list stated at its last complete reading, whole or not; None when it stated none."""
    left: Mapping[str, str] = field(default_factory=dict)
    """Item id → address, of items that left every list and whose page was not asked since: asked tonight."""
    redacted: frozenset[str] = frozenset()
    """Ids of the portal's items that were taken out for good: their pages are not asked for."""
    missing: bool = False
    """The last complete reading of the whole list missed rows that were there: a second one settles that."""
    bound: Bound | None = None
    """What a person expects of this section; None where nobody said."""
    list_layout: ListLayout | None = None
    """What was learned of the section's list pages, the last version; None before anything was."""
    item_layout: ItemLayout | None = None
    """The same of its item pages."""
    next_part: int = 1
    """Number of the next package of this run and section."""
