"""The layouts by which a file's item pages may have been read: they are part of how, as the rules are."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from scrapers.layout import LAYOUT_VERSION, ItemLayout
from warehouse import query
from warehouse.layouts import item_layout_of


class HeldLayouts:
    """What a file holds of them. Files made before layouts were kept hold none."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Asks only when an item is asked for."""
        self._connection = connection
        self._kept: bool | None = None
        self._known: dict[str, ItemLayout | None] = {}

    def of(self, item_id: str) -> list[ItemLayout]:
        """All by which today's rules may read a page of the item: those of the sections it is or was in, a
        person's among them, the newest first. One of other rules than today's is read by no more."""
        if self._kept is None:
            self._kept = query.value(self._connection, "layouts/is_kept")
        if not self._kept:
            return []
        told = query.column(self._connection, "verify/item_layouts", item_id=item_id)
        return [layout for text in told if (layout := self._layout(text)) is not None]

    def _layout(self, text: str) -> ItemLayout | None:
        if text not in self._known:
            layout = item_layout_of(text)
            read_by = layout and (layout.learned_from == "person" or layout.version == LAYOUT_VERSION)
            self._known[text] = layout if read_by else None
        return self._known[text]
