"""Which of its two readings a page is, the item's or the list's, where nobody said which to expect."""

from __future__ import annotations

import re

from scrapers.records import ItemPage, ListPage, OtherPage

_PROSE = 200
"""Characters of text that make an item of a page whose rows stand elsewhere on it."""
_WORDS = re.compile("[\u4e00-\u9fff]{8,20}")
"""Words of a row's title that no text holds by chance."""


def list_or_item(
    item: ItemPage | OtherPage, listing: ListPage | OtherPage
) -> ItemPage | ListPage | OtherPage:
    """The reading that the page supports better; that it is neither where both readings say so."""
    if isinstance(item, OtherPage) and not (isinstance(listing, ListPage) and listing.entries):
        return item
    if isinstance(item, ItemPage) and isinstance(listing, OtherPage):
        return listing if _states_nothing(item, listing) else item
    return listing if _is_list(item, listing) else item


def _states_nothing(item: ItemPage, listing: OtherPage) -> bool:
    """Whether a page that is no list is no item either: home and landing pages have no title, or none but a
    box's heading, and no date but a row's.
    """
    places = item.read_from
    dated = item.published is not None and places.get("published") != "heading:date"
    if dated or item.unit or item.document_number or item.index_number:
        return False
    hub = "汇总页" in listing.reason and not places.get("title", "").startswith("meta")
    return hub or (item.title is None and item.published is None)


def _is_list(item: ItemPage | OtherPage, listing: ListPage | OtherPage) -> bool:
    """A list has rows or says that it has none, and does not print the date line of an article. Rows outside
    the text of an article are related links, its page numbers those of a long text.
    """
    if not isinstance(listing, ListPage) or isinstance(item, OtherPage):
        return isinstance(listing, ListPage)
    if _stands_apart(item, listing):
        return False
    states_item = any(
        item.read_from.get(field, "").startswith("label")
        for field in ("published", "unit", "document_number", "index_number")
    )
    if listing.outcome == "ok":
        return bool(listing.pages or listing.next or listing.records) or not states_item
    told = listing.outcome == "empty" or (listing.outcome == "needs_script" and listing.rows_at is not None)
    return told and not states_item


def _stands_apart(item: ItemPage, listing: ListPage) -> bool:
    """Whether headline, date and text of an article stand on the page, and the rows found are not in it."""
    dated = item.published is not None and item.read_from.get("published", "").startswith(
        ("label", "heading")
    )
    headed = item.read_from.get("title", "").startswith(("heading", "meta"))
    if not (dated and headed and len(item.body_text) >= _PROSE):
        return False
    rows = [entry.title for entry in listing.entries] or [row.raw for row in listing.unread]
    words = (_WORDS.search(row) for row in rows)
    return not any(found and found[0] in item.body_text for found in words)
