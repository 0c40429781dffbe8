"""The rows of a list read one by one, with what only the list as a whole shows of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scrapers.parsing.lists import choosing, rows, table_heads, weights
from scrapers.parsing.lists.row_text import RowText
from scrapers.parsing.page.dom import Element
from scrapers.records import Entry, Unread


def read_rows(
    texts: Sequence[RowText],
    base: str,
    heads: table_heads.Heads | None = None,
    scripted: Mapping[Element, str] | None = None,
) -> tuple[list[Entry], list[Unread]]:
    """Rows in page order; positions count rows that are rows, from 1. `scripted` are addresses that only a
    script tells, by link."""
    dated_text = choosing.dates_in_titles(texts)
    shared = rows.shared_addresses(texts)
    entries: list[Entry] = []
    unread: list[Unread] = []
    for text in texts:
        position = len(entries) + len(unread) + 1
        row = rows.read_row(text, base, position, heads, dated_text, shared, scripted=scripted)
        if isinstance(row, Entry):
            entries.append(row)
        elif row is not None:
            unread.append(row)
    if entries and all(entry.pinned for entry in entries) and len(entries) > weights.ALL_PINNED:
        entries = [replace(entry, pinned=False) for entry in entries]
    return entries, unread
