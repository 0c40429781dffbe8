"""One page as one JSON object, in the form that `gongkai extract` promises."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import urlsplit

from scrapers.layout import ItemLayout, ListLayout
from scrapers.parsing import family_of, parse_item, parse_list, parse_page, places_found, read_item_page
from scrapers.records import ItemPage, ListPage, OtherPage, Page, Request


@dataclass(frozen=True, slots=True)
class InForce:
    """By what a section's pages are read: its system, and the layouts in force, a person's or learned."""

    family: str = "auto"
    lists: ListLayout | None = None
    items: ItemLayout | None = None


def extract(
    page: Page, kind: Literal["item", "list"] | str | None = None, section: InForce | None = None
) -> dict[str, Any]:
    """`{"kind": "item" | "list" | "other", …}` for the page; `kind` None decides by what the page holds.

    What the page does not state is null. A file whose address is not known (`file:` in `page.url`) has its
    links resolved against the file's own place. With a `section` the page is read by its layout, as by night:
    `"layout"` has its places with how often the page has each, `"by_rules"` what the reader finds itself.
    Pure: no I/O.
    """
    if page.url.startswith("file:"):
        path = urlsplit(page.url).path
        moved: dict[str, Any] = _moved(extract(replace(page, url=_STAND_IN + path), kind, section))
        return moved
    if section is None:
        return _described(_read(page, kind), page)
    return _by_section(page, kind, section)


def _read(page: Page, kind: str | None) -> ItemPage | ListPage | OtherPage:
    """The page by the reader's own rules."""
    if kind == "item":
        return parse_item(page)
    return parse_list(page) if kind == "list" else parse_page(page)


def _by_section(page: Page, kind: str | None, section: InForce) -> dict[str, Any]:
    """The page as one of its section; where nobody said which kind, an item's page shows itself to be one."""
    reading = parse_list(page, section.family) if kind == "list" else _read(page, kind)
    if kind == "item" or isinstance(reading, ItemPage):
        return _item_by(section.items, page, reading) if section.items else _described(reading, page)
    if section.lists is None:
        return _described(reading, page)
    told = parse_list(page, section.family, section.lists)
    described = _described(told, page)
    if isinstance(told, ListPage) and told.layout == section.lists and section.lists.learned_from != "rules":
        del described["unproven"]
    return described | {"layout": _beside(section.lists, page), "by_rules": _by_rules(reading, told)}


def _item_by(layout: ItemLayout, page: Page, reading: ItemPage | ListPage | OtherPage) -> dict[str, Any]:
    """An item's page by the layout of its section; `reading`: by the rules. Where the layout does not fit the
    rules have read it, and `"misfit"` says what is not as the layout has it."""
    told = read_item_page(page, layout)
    described = _described(told.page, page)
    if told.by_layout and layout.learned_from != "rules":
        del described["unproven"]
    misfit = {"misfit": told.misfit} if told.misfit else {}
    by_rules = _fields_by_rules(_described(reading, page), described)
    return described | {"layout": _beside(layout, page) | misfit, "by_rules": by_rules}


def _fields_by_rules(reading: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """What the reader finds without the layout: the outcome, and of an item the fields that it reads
    otherwise, each as it reads it."""
    fields = {name: reading[name] for name in _OF_AN_ITEM if name in reading}
    return {
        "outcome": reading["outcome"],
        "otherwise": {name: value for name, value in fields.items() if told.get(name) != value},
    }


def _beside(layout: ListLayout | ItemLayout, page: Page) -> dict[str, Any]:
    """The layout's places, and how often the page has each of them: 0 is where it does not fit."""
    return _places(layout) | {"found": places_found(page, layout)}


def _places(layout: ListLayout | ItemLayout) -> dict[str, Any]:
    places: dict[str, Any] = json.loads(layout.to_json())
    return places


def _by_rules(reading: ListPage | OtherPage, told: ListPage | OtherPage) -> dict[str, Any]:
    """What the reader finds without the layout, and the rows that only one of both has, by address."""
    of_rules, of_layout = (
        [entry.url for entry in listing.entries] if isinstance(listing, ListPage) else []
        for listing in (reading, told)
    )
    return {
        "outcome": reading.outcome,
        "entries": len(of_rules),
        "only_by_rules": [url for url in of_rules if url not in of_layout],
        "only_by_layout": [url for url in of_layout if url not in of_rules],
        "layout": _places(reading.layout) if isinstance(reading, ListPage) and reading.layout else None,
    }


_OF_AN_ITEM = (
    "title", "published", "issued", "unit", "document_number", "index_number", "column", "attachments",
    "content_sha256",
)  # fmt: skip
"""What is compared of two readings of an item's page."""

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
    """What the rules alone read of a page: `unproven`, for there is no other page to compare it with."""
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
        "unproven": True,
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
                "date_unread": entry.date_unread,
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
        "unproven": True,
    }


def _request(request: Request | None) -> dict[str, Any] | None:
    return {"url": request.url, "method": request.method, "body": request.body} if request else None
