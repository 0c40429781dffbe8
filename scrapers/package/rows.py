"""What a package holds: its kinds of rows, the proof of a section's reading, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, get_args

from scrapers.layout import LayoutKind, LearnedFrom
from scrapers.records import (
    Attachment,
    FetchOutcome,
    Observation,
    ObservationKind,
    SectionOutcome,
)
from scrapers.sent import Sent

Role = Literal["list", "item", "robots", "home", "link"]
"""`home`: the portal's home page, `link`: what it links to, asked only for whether it is there."""

HOME_SECTION = "_home"
"""Stands for a section's id in what was asked for the home page; no portal file can name a section so."""

Ground = Literal["total", "pager_end", "single_page", "increment", "person", "before"]
"""What shows a complete reading to be one: the list's own total, every way onward followed to its end, a list
without any, rows known from a proven reading, a person's word (bounds.csv); or that it was read by a version
of the program that kept no ground."""

GROUNDS: frozenset[str] = frozenset(get_args(Ground))


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One question asked, and what came of it. `asked_at` is an aware instant, `bytes` the body's size."""

    url: str
    key: str
    """The question: method, address and body; what conditional requests and resuming go by."""
    role: Role
    asked_at: datetime
    status: int | None
    outcome: FetchOutcome
    reason: str
    bytes: int
    sha256: str | None
    etag: str | None
    last_modified: str | None
    content_type: str | None
    archive_file: str | None
    archive_offset: int | None
    final_url: str | None = None


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the section's list as read tonight; grain: page × position."""

    item_id: str
    url: str
    page_number: int
    position: int
    page_url: str
    title: str
    listed_on: date | None
    unit: str | None
    index_number: str | None
    document_number: str | None
    pinned: bool
    has_page: bool
    """False where there is no page of ours to read: another host, a PDF, a weixin article."""
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Masked(Sent):
    """Personal data found and masked: its kind (身份证号, 银行卡号, 手机号), masked text, and place."""

    kind: str
    masked: str
    place: str


@dataclass(frozen=True, slots=True)
class ItemRow(Sent):
    """One item page as read tonight. `outcome` other than ok carries no fields."""

    item_id: str
    url: str
    seen_at: datetime
    outcome: FetchOutcome
    reason: str = ""
    title: str | None = None
    published_on: date | None = None
    published_at: datetime | None = None
    issued_on: date | None = None
    unit: str | None = None
    document_number: str | None = None
    document_number_raw: str | None = None
    index_number: str | None = None
    column: str | None = None
    content_sha256: str | None = None
    archive_file: str | None = None
    archive_offset: int | None = None
    read_from: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    masked: tuple[Masked, ...] = ()
    text_length: int | None = None
    body_digest: str | None = None
    observed: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class RejectRow:
    """A row or page that could not be read, and why; `position` is its 1-based place on the page."""

    url: str
    position: int | None
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """Something observed that is no item page's: a letter's row on a list, the home page, a link on it."""

    kind: ObservationKind
    source: Literal["list", "home"]
    url: str
    item_id: str | None
    fact: str
    value: str | None
    day: date | None
    seen_at: datetime
    yields: bool = False
    """Whether a value that stood before stays, as this says only that it was not asked anew."""
    unlinked: str | None = None
    """How the address begins under which the same letter stood while its row was no link."""


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """What this crawl learned of the section's pages: a layout that differs from the one it was given."""

    kind: LayoutKind
    layout: str
    """JSON, as `ListLayout.to_json` or `ItemLayout.to_json` writes it."""
    learned_from: LearnedFrom
    learned_at: datetime
    reason: str
    """Why it was learned (Chinese): there was none before, or what did not fit any more."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a section's reading proves: declared against read, with the outcome and its reason in Chinese."""

    outcome: SectionOutcome
    reason: str
    pages_declared: int | None
    pages_read: int
    records_declared: int | None
    records_read: int
    whole_list: bool
    """True when the list was walked to its end; False when it stopped at rows already known."""
    ground: Ground | None = None
    """None where the reading is not complete, or where nothing shows it beyond doubt."""
    links_seen: int | None = None
    """Links on the list pages read, of every kind; None where no page was read from markup."""
    rows_seen: int | None = None
    """Of these the rows' own, on all pages together."""
    rows_set_aside: int | None = None
    """Links that may be rows and were not read as such, under a reason in `rejects`: above 0 the reading is
    not complete."""


@dataclass(frozen=True, slots=True)
class PackageHead:
    """Whose package this is: ids as in the ledger, `part` counted from 1 within run and section."""

    portal_id: str
    run_id: str
    section_id: str
    part: int
    kind: str
    """`nightly`, `backfill` or `reparse`."""

    @property
    def package_id(self) -> str:
        """Name of the folder and key of loading."""
        return f"{self.run_id}.{self.section_id}.{self.part:04d}"


FILES: dict[type[Any], str] = {
    FetchRow: "fetches.jsonl",
    ListRow: "rows.jsonl",
    ItemRow: "items.jsonl",
    RejectRow: "rejects.jsonl",
    LayoutRow: "layouts.jsonl",
    ObservationRow: "observations.jsonl",
}
"""Files of an older program lack the last ones, and an older program passes over those it does not know."""

PackageRow = FetchRow | ListRow | ItemRow | RejectRow | LayoutRow | ObservationRow
