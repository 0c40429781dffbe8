"""From what pages say to the rows that packages hold; personal data in titles is masked on the way."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers import parsing
from scrapers.address import canonical, host_of, is_above, item_id
from scrapers.crawl.reading_process import Done, Job
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow, ListRow, RejectRow
from scrapers.privacy import mask, personal_data
from scrapers.records import (
    Expected,
    FetchOutcome,
    ItemPage,
    ListPage,
    Observation,
    OtherOutcome,
    OtherPage,
    Page,
)

if TYPE_CHECKING:  # a process that only reads pages needs neither the web nor the portal file
    from scrapers.crawl.fetcher import Fetched
    from scrapers.portalfile import Portal

FILE_ENDINGS = frozenset(
    f".{ending}"
    for endings in ("pdf ofd doc docx wps xls xlsx et ppt pptx txt", "zip rar 7z jpg jpeg png gif mp3 mp4")
    for ending in endings.split()
)
"""Rows that link straight to a file have no page of their own to read."""

_PLAIN = re.compile(r"https?://[a-z0-9.:-]+(?P<path>/[\w./-]*)", re.ASCII)
"""Addresses without a query or fragment, which need not be taken apart: most rows'."""

AS_FETCH: dict[OtherOutcome, FetchOutcome] = {
    "challenged": "challenged",
    "soft_gone": "soft_gone",
    "redirect": "redirected_away",
    "search": "soft_gone",
    "not_html": "not_html",
    "unreadable": "server_error",
}
"""How a page that is not what was asked for is recorded in `fetches`."""


def list_rows(
    portal: Portal, section_url: str, number: int, listing: ListPage, got: Fetched
) -> list[ListRow | RejectRow]:
    """The rows of one list page, and its unread rows as rejects. `number` is the page's, from 1; all entries
    have a web address."""
    rows: list[ListRow | RejectRow] = []
    home = canonical(section_url)
    for position, entry in enumerate(listing.entries, 1):
        rows.append(
            ListRow(
                item_id=item_id(portal.first_id, entry.url),
                url=entry.url,
                page_number=number,
                position=position,
                page_url=got.request.url,
                title=mask(entry.title),
                listed_on=entry.date,
                unit=mask(entry.unit) if entry.unit else None,
                index_number=mask(entry.index_number) if entry.index_number else None,
                document_number=mask(entry.document_number) if entry.document_number else None,
                pinned=entry.pinned,
                has_page=has_page(portal, entry.url) and canonical(entry.url) != home,
                seen_at=got.asked_at,
            )
        )
    rows += [RejectRow(got.request.url, row.position, row.reason, mask(row.raw)) for row in listing.unread]
    return rows


def better(kept: ListRow | None, row: ListRow) -> ListRow:
    """Which of two rows of one address stands for it, as the ledger chooses: dated, then read last, then the
    first on its page."""
    if kept is None or (kept.listed_on is None) > (row.listed_on is None):
        return row
    later = row.seen_at > kept.seen_at and (kept.listed_on is None) == (row.listed_on is None)
    return row if later else kept


def has_page(portal: Portal, url: str) -> bool:
    """Whether a row's address is a page of this portal: not a file, not another host's, and not one that a
    script draws from the address's fragment."""
    if host_of(url) not in portal.hosts:
        return False
    if plain := _PLAIN.fullmatch(url):
        return _ending(plain["path"]) not in FILE_ENDINGS
    parts = urlsplit(url)
    return _ending(parts.path) not in FILE_ENDINGS and not parts.fragment.startswith(("/", "!"))


def _ending(path: str) -> str:
    """The ending of a path's file, in lower case, as `pathlib` takes it; '' where it has none."""
    if path.endswith(("/", "/.")):
        return PurePosixPath(path).suffix.lower()
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


def item_job(row_id: str, url: str, got: Fetched, section_url: str) -> tuple[ItemRow, Page | None]:
    """The row of one item page without the page's own fields, and the page that states them; no page where
    there is none to read, and then the row's outcome says why."""
    bare = ItemRow(
        item_id=row_id,
        url=url,
        seen_at=got.asked_at,
        outcome=got.outcome,
        reason=got.reason,
        archive_file=got.archive_file,
        archive_offset=got.archive_offset,
    )
    if got.page is None:
        return bare, None
    if is_above(got.page.url, url) or canonical(got.page.url) == canonical(section_url):
        # Read as an item, the page above would give every withdrawn item its title and date.
        gone = f"被重定向到上级页面 {got.page.url},原信息已撤"
        return replace(bare, outcome="soft_gone", reason=gone), None
    return bare, got.page


def read_job(job: Job) -> Done:
    """The row of an item page with what the page states, read by the layout of its section."""
    if job.page is None:
        return Done(job.row)
    read = parsing.read_item_page(job.page, job.layout, job.listed, job.expected)
    return Done(_filled(job.row, read.page, read.observed), read.misfit, read.sample)


def fill(
    bare: ItemRow, page: Page, layout: ItemLayout | None = None, expected: Expected | None = None
) -> ItemRow:
    """`bare` with what the page states; a page that is no item keeps its outcome and evidence."""
    return read_job(Job(bare, page, layout, expected=expected)).row


def _filled(bare: ItemRow, item: ItemPage | OtherPage, observed: tuple[Observation, ...]) -> ItemRow:
    if not isinstance(item, ItemPage):
        return replace(bare, outcome=AS_FETCH[item.outcome], reason=item.reason)
    if not (item.title or item.published or item.unit or item.body_text):
        # Taken for a reading, such an answer would stand for the item until its next visit.
        return replace(bare, outcome=AS_FETCH["unreadable"], reason="页面上读不出标题、日期、单位和正文")
    return ItemRow(  # `replace` takes longer than all else here
        item_id=bare.item_id,
        url=bare.url,
        seen_at=bare.seen_at,
        outcome="ok",
        reason=bare.reason,
        archive_file=bare.archive_file,
        archive_offset=bare.archive_offset,
        title=mask(item.title) if item.title else None,
        published_on=item.published.day if item.published else None,
        published_at=item.published.at if item.published else None,
        issued_on=item.issued.day if item.issued else None,
        unit=mask(item.unit) if item.unit else None,
        document_number=item.document_number,
        document_number_raw=mask(item.document_number_raw) if item.document_number_raw else None,
        index_number=mask(item.index_number) if item.index_number else None,
        column=mask(item.column) if item.column else None,
        content_sha256=item.content_sha256,
        read_from=dict(item.read_from),
        attachments=tuple(replace(file, name=mask(file.name)) for file in item.attachments),
        masked=personal_data(
            title=item.title or "",
            unit=item.unit or "",
            body=item.body_text,
            attachments="\n".join(file.name for file in item.attachments),
        ),
        text_length=item.text_length,
        body_digest=item.body_digest,
        observed=observed,
    )
