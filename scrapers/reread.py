"""Reads an archived answer again: the sum of its bytes, and what today's rules read from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scrapers.archive import DamagedArchive, read_answer
from scrapers.reading.item import read_item
from scrapers.records import ItemPage, Page


@dataclass(frozen=True, slots=True)
class Reread:
    """An archived item page read again. The fields are None where the page does not read as an item."""

    payload_sha256: str
    """sha256 hex of the answer's body, content-decoded."""
    content_sha256: str | None
    published_on: date | None


def payload_sha256(archive: Path, file_name: str, offset: int) -> str:
    """sha256 hex of the body of the answer at that place, content-decoded.

    Raises DamagedArchive when there is no whole record, OSError when there is no file.
    """
    return hashlib.sha256(read_answer(archive / file_name, offset).body).hexdigest()


def reread(archive: Path, file_name: str, offset: int) -> Reread:
    """The item page at that place of the archive, read as the crawl reads it. Raises as `payload_sha256`."""
    answer = read_answer(archive / file_name, offset)
    item = read_item(Page(answer.url, answer.body, answer.content_type))
    digest = hashlib.sha256(answer.body).hexdigest()
    if not isinstance(item, ItemPage):
        return Reread(digest, None, None)
    return Reread(digest, item.content_sha256, item.published.day if item.published else None)


__all__ = ["DamagedArchive", "Reread", "payload_sha256", "reread"]
