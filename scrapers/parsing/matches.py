"""How often each place of a layout is found on one page: what shows people where a selector leads nowhere."""

from __future__ import annotations

from collections.abc import Sequence

import turbohtml

from scrapers.layout import ItemLayout, ListLayout
from scrapers.parsing.kind.facts import PageFacts
from scrapers.records import Page

_OF_A_ROW = ("title", "date", "unit", "index_number", "document_number")
_OF_A_LIST = ("next", "total")
_OF_AN_ITEM = (
    "title", "published", "issued", "unit", "document_number", "index_number", "body", "attachments",
)  # fmt: skip


def places_found(page: Page, layout: ListLayout | ItemLayout) -> dict[str, int]:
    """By key of the layout: elements of the page; of a field of rows, the rows that have it. Keys that the
    layout leaves out are left out, and a selector that cannot be looked up is found nowhere. Never raises."""
    document = turbohtml.parse(PageFacts(page).text, positions=False)
    if isinstance(layout, ItemLayout):
        return _counted([document], layout, _OF_AN_ITEM)
    rows = [row for selector in layout.rows for row in _selected(document, selector)]
    of_rows = {key: sum(_counted([row], layout, (key,)).get(key, 0) > 0 for row in rows) for key in _OF_A_ROW}
    named = {key: count for key, count in of_rows.items() if getattr(layout, key) is not None}
    return {"rows": len(rows)} | named | _counted([document], layout, _OF_A_LIST)


def _counted(
    nodes: Sequence[turbohtml.Node], layout: ListLayout | ItemLayout, keys: Sequence[str]
) -> dict[str, int]:
    selectors = {key: getattr(layout, key) for key in keys}
    return {
        key: sum(len(_selected(node, selector)) for node in nodes)
        for key, selector in selectors.items()
        if selector is not None
    }


def _selected(node: turbohtml.Node, selector: str) -> list[turbohtml.Element]:
    try:
        return list(node.select(selector))
    except turbohtml.SelectorSyntaxError:
        return []
