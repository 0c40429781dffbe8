"""Where a table has the value of a label that fills a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scrapers.parsing.page.dom import Element, text_of

LABEL = 24
"""Letters of a cell that is a label, at most."""
_ENDS = frozenset({"table", "body", "li", "dd", "dl"})
"""Elements around a line that no cell stands around any more."""


def cells_of_label(node: Element, label_of: Callable[[str], str]) -> list[Element] | None:
    """The cells that hold a label's value where the label fills a cell (or stands alone in one): the next of
    its row, or the column below a row of heads. None where it stands in no cell, or alone in its row."""
    cell = _cell_around(node)
    row = cell.getparent() if cell is not None else None
    if cell is None or row is None or row.tag != "tr" or len(text_of(cell)) > LABEL:
        return None
    cells = _cells(row)
    if len(cells) < 2:
        return None
    at = cells.index(cell)
    return (
        _column_below(row, at, len(cells)) if _is_head_row(row, cells, label_of) else cells[at + 1 : at + 2]
    )


def _cell_around(node: Element) -> Element | None:
    found: Element | None = node
    while found is not None and found.tag not in ("td", "th"):
        if found.tag in _ENDS:
            return None
        found = found.getparent()
    return found


def _cells(row: Element) -> list[Element]:
    return [one for one in row if one.tag in ("td", "th")]


def _is_head_row(row: Element, cells: Sequence[Element], label_of: Callable[[str], str]) -> bool:
    """Whether all cells of a row are heads of columns: by their tags, or as labels above a row of none."""
    around = row.getparent()
    if all(cell.tag == "th" for cell in cells) or (around is not None and around.tag == "thead"):
        return True
    if len(cells) < 3 or not all(label_of(text_of(cell)) for cell in cells):
        return False
    below = next((one for one in row.itersiblings() if one.tag == "tr"), None)
    values = _cells(below) if below is not None else []
    return len(values) == len(cells) and not any(label_of(text_of(cell)) for cell in values)


def _column_below(row: Element, at: int, width: int) -> list[Element]:
    """The cells below a head, of rows as wide as its own."""
    table = row.getparent()
    while table is not None and table.tag != "table":
        table = table.getparent()
    rows = list(table.iter("tr")) if table is not None else [row]
    below = [_cells(one) for one in rows[rows.index(row) + 1 :]]
    return [cells[at] for cells in below if len(cells) == width and cells[at].tag == "td"]
