"""How often each place of a layout is found on one page: what shows people where a selector leads nowhere."""

from __future__ import annotations

from collections.abc import Sequence

import turbohtml

from scrapers.layout import ItemLayout, ListLayout
from scrapers.parsing.kind.facts import PageFacts
from scrapers.parsing.lists.selecting import rows_by, select
from scrapers.parsing.page.dom import Element
from scrapers.records import Page

_OF_A_ROW = ("title", "date", "unit", "index_number", "document_number")
_OF_A_LIST = ("next", "total")
_OF_AN_ITEM = (
    "title", "published", "issued", "unit", "document_number", "index_number", "body", "attachments",
)  # fmt: skip


def places_found(page: Page, layout: ListLayout | ItemLayout) -> dict[str, int]:
    """By key of the layout: elements of the page; of a field of rows, the rows that have it. Keys that the
    layout leaves out are left out, and a selector that cannot be looked up is found nowhere. Never raises."""
    tree = PageFacts(page).tree
    if isinstance(layout, ItemLayout):
        return _counted(tree, layout, _OF_AN_ITEM)
    rows = _rows(tree, layout)
    found = [_counted(row, layout, _OF_A_ROW) for row in rows]
    of_rows = {
        key: sum(counts[key] > 0 for counts in found) for key in _OF_A_ROW if getattr(layout, key) is not None
    }
    return {"rows": len(rows)} | of_rows | _counted(tree, layout, _OF_A_LIST)


def _rows(tree: Element, layout: ListLayout) -> list[Element]:
    try:
        return rows_by(tree, layout)
    except turbohtml.SelectorSyntaxError:
        return []


def _counted(element: Element, layout: ListLayout | ItemLayout, keys: Sequence[str]) -> dict[str, int]:
    """By key that the layout has, how many elements it matches."""
    selectors = {key: getattr(layout, key) for key in keys}
    return {key: _count(element, selector) for key, selector in selectors.items() if selector is not None}


def _count(element: Element, selector: str) -> int:
    try:
        return len(select(element, selector))
    except turbohtml.SelectorSyntaxError:
        return 0
