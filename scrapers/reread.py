"""Reads an archived answer again: the sum of its bytes, and what today's rules read from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from scrapers.archive import DamagedArchive, read_answer
from scrapers.crawl.rows import fill
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow
from scrapers.records import Page

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reread:
    """An archived item page read again."""

    payload_sha256: str
    """sha256 hex of the answer's body, content-decoded."""
    item: ItemRow | None
    """What the page states, as a package would hold it; None where it does not read as an item."""
    page: Page
    """The page itself."""

    def by(self, layout: ItemLayout) -> ItemRow | None:
        """As `item`, read by a layout of its section's items."""
        return _read(_bare(self.page), self.page, layout)


def payload_sha256(archive: Path, file_name: str, offset: int) -> str:
    """sha256 hex of the body of the answer at that place, content-decoded.

    Raises DamagedArchive when there is no whole record, OSError when there is no file.
    """
    return hashlib.sha256(read_answer(archive / file_name, offset).body).hexdigest()


def reread(archive: Path, file_name: str, offset: int) -> Reread:
    """The item page at that place of the archive, read as the crawl reads it. Raises as `payload_sha256`."""
    answer = read_answer(archive / file_name, offset)
    page = Page(answer.url, answer.body, answer.content_type)
    bare = replace(_bare(page), archive_file=file_name, archive_offset=offset)
    return Reread(hashlib.sha256(answer.body).hexdigest(), _read(bare, page), page)


def _bare(page: Page) -> ItemRow:
    return ItemRow("", page.url, _LONG_AGO, "ok")


def _read(bare: ItemRow, page: Page, layout: ItemLayout | None = None) -> ItemRow | None:
    row = fill(bare, page, layout)
    return row if row.outcome == "ok" else None


__all__ = ["DamagedArchive", "Reread", "payload_sha256", "reread"]
