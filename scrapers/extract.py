"""One page as one JSON object, in the form that `gongkai extract` promises."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal
from urllib.parse import urlsplit

from scrapers.parsing import family_of, parse_item, parse_list, parse_page
from scrapers.records import ItemPage, ListPage, OtherPage, Page, Request


def extract(page: Page, kind: Literal["item", "list"] | str | None = None) -> dict[str, Any]:
    """`{"kind": "item" | "list" | "other", …}` for the page; `kind` None decides by what the page holds.

    What the page does not state is null. A file whose address is not known (`file:` in `page.url`) has its
    links resolved against the file's own place. Pure: no I/O.
    """
    if page.url.startswith("file:"):
        path = urlsplit(page.url).path
        moved: dict[str, Any] = _moved(extract(replace(page, url=_STAND_IN + path), kind))
        return moved
    if kind == "item":
        return _described(parse_item(page), page)
    if kind == "list":
        return _described(parse_list(page), page)
    return _described(parse_page(page), page)


_STAND_IN = "http://file.invalid"
"""A host that is nobody's (RFC 2606): readers follow only addresses of the web."""


def _moved(described: Any) -> Any:
    """The description with the stand-in host taken out of its addresses again."""
    if isinstance(described, dict):
        return {key: _moved(value) for key, value in described.items()}
    if isinstance(described, list):
        return [_moved(value) for value in described]
    return described.replace(_STAND_IN, "file://") if isinstance(described, str) else described


def _described(reading: ItemPage | ListPage | OtherPage, page: Page) -> dict[str, Any]:
    if isinstance(reading, ItemPage):
        return _item(reading, page)
    if isinstance(reading, ListPage):
        return _list(reading)
    described = {"kind": "other", "outcome": reading.outcome, "reason": reading.reason}
    return described | {"target": reading.target, "encoding": reading.encoding}


def _item(item: ItemPage, page: Page) -> dict[str, Any]:
    return {
        "kind": "item",
        "outcome": "ok",
        "title": item.title,
        "published": item.published.iso() if item.published else None,
        "issued": item.issued.iso() if item.issued else None,
        "unit": item.unit,
        "document_number": item.document_number,
        "document_number_raw": item.document_number_raw,
        "index_number": item.index_number,
        "column": item.column,
        "attachments": [{"url": file.url, "name": file.name} for file in item.attachments],
        "content_sha256": item.content_sha256,
        "family": family_of(page),
        "encoding": item.encoding,
        "read_from": dict(item.read_from),
    }


def _list(listing: ListPage) -> dict[str, Any]:
    return {
        "kind": "list",
        "outcome": listing.outcome,
        "entries": [
            {
                "url": entry.url,
                "title": entry.title,
                "date": entry.date.isoformat() if entry.date else None,
                "unit": entry.unit,
                "index_number": entry.index_number,
                "document_number": entry.document_number,
                "pinned": entry.pinned,
            }
            for entry in listing.entries
        ],
        "unread": [
            {"position": row.position, "reason": row.reason, "raw": row.raw} for row in listing.unread
        ],
        "pages": listing.pages,
        "records": listing.records,
        "capped": listing.capped,
        "next": _request(listing.next),
        "rows_at": _request(listing.rows_at),
        "family": listing.family,
        "encoding": listing.encoding,
        "evidence": listing.evidence,
    }


def _request(request: Request | None) -> dict[str, Any] | None:
    return {"url": request.url, "method": request.method, "body": request.body} if request else None
