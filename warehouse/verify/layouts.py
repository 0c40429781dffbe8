"""The layouts by which a file's item pages may have been read: they are part of how, as the rules are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.layout import LAYOUT_VERSION, ItemLayout
from warehouse import query
from warehouse.layouts import item_layout_of


class _Held(NamedTuple):
    section_id: str
    portal_id: str | None
    layout: str


class HeldLayouts:
    """What a file holds of them. Files made before layouts were kept hold none."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Asks for all of them: they are few."""
        self._of_section: dict[str, list[ItemLayout]] = {}
        self._of_portal: dict[str | None, list[ItemLayout]] = {}
        known: dict[str, ItemLayout | None] = {}
        kept = query.value(connection, "layouts/is_kept")
        for told in query.records(connection, "verify/item_layouts", _Held) if kept else ():
            if told.layout not in known:
                known[told.layout] = _in_force(told.layout)
            layout = known[told.layout]
            if layout is not None:
                self._of_section.setdefault(told.section_id, []).append(layout)
                self._of_portal.setdefault(told.portal_id, []).append(layout)

    def of(self, sections: Iterable[str], portal_id: str | None) -> tuple[ItemLayout, ...]:
        """All by which today's rules may read a page of an item of those sections (of none: of its portal), a
        person's among them, the newest first. One of other rules than today's is read by no more."""
        sections = list(sections)
        held = (
            [layout for section in sections for layout in self._of_section.get(section, ())]
            if sections
            else self._of_portal.get(portal_id, [])
        )
        return tuple(dict.fromkeys(held))


def _in_force(text: str) -> ItemLayout | None:
    layout = item_layout_of(text)
    read_by = layout and (layout.learned_from == "person" or layout.version == LAYOUT_VERSION)
    return layout if read_by else None
