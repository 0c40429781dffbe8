"""Reads archived answers again: the sum of their bytes, and what today's rules read otherwise than told."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapers.address import item_id
from scrapers.archive_reading import Archived, DamagedArchive, RedactedRecord, read_answer
from scrapers.crawl.rows import fill
from scrapers.layout import ItemLayout
from scrapers.oswords import reason
from scrapers.package import ItemRow
from scrapers.records import Page
from scrapers.rereading import Again, ToldPage

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def payload_sha256(archive: Path, file_name: str, offset: int) -> str:
    """sha256 hex of the body of the answer at that place, content-decoded; of one that was taken out, that of
    what stood there.

    Raises DamagedArchive when there is no whole record, OSError when there is no file.
    """
    try:
        return hashlib.sha256(read_answer(archive / file_name, offset).body).hexdigest()
    except RedactedRecord as redacted:
        if not redacted.sha256:
            raise
        return redacted.sha256


def read_again(archive: Path, told: ToldPage) -> Again:
    """What came of reading it. A record that cannot be read costs itself alone, whatever is wrong with it:
    this is the one place where everything is caught, and named."""
    try:
        answer = read_answer(archive / told.archive_file, told.archive_offset)
        page = Page(answer.url, answer.body, answer.content_type)
        return Again(hashlib.sha256(answer.body).hexdigest(), _nearest(page, told), _asked(answer, told))
    except FileNotFoundError:
        return Again(None, {}, {}, "的存档文件不见了")
    except RedactedRecord as redacted:
        return Again(redacted.sha256 or None, {}, {}, "的存档记录已依规删除", is_redacted=True)
    except DamagedArchive:
        return Again(None, {}, {}, "的存档记录无法读出(那里没有一条完整的记录)")
    except OSError as error:
        return Again(None, {}, {}, f"的存档记录无法读出({reason(error)})")
    except Exception as error:  # noqa: BLE001 - the documented boundary
        return Again(None, {}, {}, f"重读时程序出错({type(error).__name__}: {error})")


def _asked(answer: Archived, told: ToldPage) -> Mapping[str, Any]:
    """What is told of the question otherwise than its record says."""
    fields = {
        field: stands for field in told.asked if (stands := getattr(answer, field)) != told.asked[field]
    }
    # As asked, and as it went over the wire: a record's own address lacks what cannot be printed (U+3000).
    addresses = (answer.request.url, answer.url)
    if told.first_id is not None and told.item_id not in [item_id(told.first_id, url) for url in addresses]:
        fields["url"] = answer.request.url
    return fields


def _nearest(page: Page, told: ToldPage) -> Mapping[str, Any]:
    """The fields in which what is told differs from the reading that comes nearest to it."""
    found = []
    for layout in (*told.layouts, None):
        differing = _differing(page, told, layout)
        if not differing:
            return differing
        found.append(differing)
    return min(reversed(found), key=len)


def _differing(page: Page, told: ToldPage, layout: ItemLayout | None) -> Mapping[str, Any]:
    row: ItemRow | None = fill(ItemRow("", page.url, _LONG_AGO, "ok"), page, layout)
    row = row if row and row.outcome == "ok" else None
    again = {field: _loaded(getattr(row, field)) if row else None for field in told.stands}
    return {field: value for field, value in again.items() if value != told.stands[field]}


def _loaded(value: Any) -> Any:
    """A field as loading keeps it: blank text is none."""
    return value.strip(" ") or None if isinstance(value, str) else value


__all__ = ["DamagedArchive", "payload_sha256", "read_again"]
