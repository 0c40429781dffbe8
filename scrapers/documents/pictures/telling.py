"""What people are told of recognised pages, and what figures read from a picture are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scrapers.documents.pictures.recognising import Seen
from scrapers.documents.records import Table


def told(pages: Sequence[tuple[int, Seen]]) -> list[str]:
    """Notes for people: which pages were recognised, and which lines are the least sure."""
    if not pages:
        return []
    notes = [f"第{_ranges([page for page, _ in pages])}页的文字由图像识别得出,可能有错"]
    for page, looked in pages:
        if looked.unsure:
            lines = "".join(f"「{text[:40]}」" for text in looked.unsure[:20])
            more = f" 等 {len(looked.unsure)} 行" if len(looked.unsure) > 20 else ""
            notes.append(f"第{page}页识别把握不大的行:{lines}{more}")
    return notes


def _ranges(pages: Sequence[int]) -> str:
    """`1-3、5` of 1, 2, 3, 5."""
    spans: list[list[int]] = []
    for page in sorted(pages):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    return "、".join(f"{first}-{last}" if last > first else f"{first}" for first, last in spans)


def doubted(table: Table) -> Table:
    """A table out of a picture: no figure in it is certain."""
    doubts = {
        (cell.row, cell.column): "recognised"
        for cell in table.cells()
        if any(sign.isdigit() for sign in cell.text)
    }
    return replace(table, doubts={**doubts, **table.doubts})
