"""Reads an archived answer again: the sum of its bytes, and what today's rules read from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
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
    """What the page states by the rules, as a package would hold it; None where that is no item."""
    _page: Page

    def by(self, layout: ItemLayout) -> ItemRow | None:
        """What it states where it is read by a layout of its section."""
        return _row(self._page, layout)


def payload_sha256(archive: Path, file_name: str, offset: int) -> str:
    """sha256 hex of the body of the answer at that place, content-decoded.

    Raises DamagedArchive when there is no whole record, OSError when there is no file.
    """
    return hashlib.sha256(read_answer(archive / file_name, offset).body).hexdigest()


def reread(archive: Path, file_name: str, offset: int) -> Reread:
    """The item page at that place of the archive, read as the crawl reads it. Raises as `payload_sha256`."""
    answer = read_answer(archive / file_name, offset)
    page = Page(answer.url, answer.body, answer.content_type)
    return Reread(hashlib.sha256(answer.body).hexdigest(), _row(page), page)


def _row(page: Page, layout: ItemLayout | None = None) -> ItemRow | None:
    row = fill(ItemRow("", page.url, _LONG_AGO, "ok"), page, layout)
    return row if row.outcome == "ok" else None


__all__ = ["DamagedArchive", "Reread", "payload_sha256", "reread"]
