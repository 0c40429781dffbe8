"""The layouts of sections as the ledger keeps them: what people wrote into the portal file among them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.layout import ItemLayout, LayoutKind, ListLayout
from warehouse import query

if TYPE_CHECKING:  # who reads what is kept needs no reader of portal files
    from scrapers.portalfile import Portal, Section

_WRITTEN = "门户文件中由人写定"
_TAKEN_OUT = "门户文件中不再写定,恢复此前学到的"
_NONE_LEFT = "门户文件中不再写定,此前没有学到过,按通用规则读"


class _Held(NamedTuple):
    """The last layout of a section and kind, and the last one that was learned; '' and None: none."""

    section_id: str
    kind: LayoutKind
    layout: str
    learned_from: str
    learned_layout: str | None
    learned_before: str | None


def list_layout_of(text: str | None) -> ListLayout | None:
    """The layout of list pages of that JSON; None for none, or for one that this program cannot read: it is
    learned anew then."""
    with suppress(ValueError, TypeError, AttributeError):
        return ListLayout.from_json(text) if text else None
    return None


def item_layout_of(text: str | None) -> ItemLayout | None:
    """The layout of item pages of that JSON; None as for `list_layout_of`."""
    with suppress(ValueError, TypeError, AttributeError):
        return ItemLayout.from_json(text) if text else None
    return None


def note_written_layouts(ledger: DuckDBPyConnection, portal: Portal, run_id: str, now: datetime) -> None:
    """Notes, in one transaction, which layouts of the portal file are in force from this run on, and which
    have been taken out of it again: the last row of a section and kind is always the one in force."""
    held = {
        (told.section_id, told.kind): told
        for told in query.records(ledger, "load/layouts_in_force", _Held, portal_id=portal.id)
    }
    rows = [
        {**row, "portal_id": portal.id, "section_id": section.id, "kind": kind}
        for section in portal.section
        for kind, written in _written(section).items()
        if (row := _change(written, held.get((section.id, kind)))) is not None
    ]
    with query.transaction(ledger):
        for row in rows:
            query.run(ledger, "load/add_layout", **row, run_id=run_id, learned_at=now)


def _written(section: Section) -> dict[LayoutKind, str | None]:
    lists, items = section.list_layout(), section.item_layout()
    return {"list": lists.to_json() if lists else None, "item": items.to_json() if items else None}


def _change(written: str | None, held: _Held | None) -> dict[str, str | None] | None:
    """What comes into force instead of what is; None where nothing does."""
    if written is not None:
        if held is not None and held.layout == written:
            return None
        return {"layout": written, "learned_from": "person", "reason": _WRITTEN}
    if held is None or held.learned_from != "person":
        return None
    if held.learned_layout is None:
        return {"layout": None, "learned_from": "rules", "reason": _NONE_LEFT}
    return {"layout": held.learned_layout, "learned_from": held.learned_before, "reason": _TAKEN_OUT}
