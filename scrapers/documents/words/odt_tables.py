"""Tables of OpenDocument files to a grid (ODF 1.3 part 3, 9): spans, covered and repeated cells, tables in
cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from scrapers.documents.records import Paragraph, Table
from scrapers.documents.words.names import NAMES, attribute, flattened, number
from scrapers.documents.words.tables import WIDEST, Placed, compact, table_of

if TYPE_CHECKING:
    from scrapers.documents.words.odt_body import Body

_ROWS = frozenset({"table-row"})
_COLUMN_GROUPS = frozenset({"table-columns", "table-header-columns", "table-column-group"})
_GROUPS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_FEW = 64
"""Repeated empty rows or cells that may be somebody's; more are how sheets fill a page."""


class _Filling:
    """A table while its rows come."""

    def __init__(self, body: Body, depth: int) -> None:
        self.body, self.depth = body, depth
        self.placed: list[Placed] = []
        self.inner: list[Table] = []
        self.blocks: list[Paragraph | Table] = []
        self.height = self.width = self.waiting = 0

    def row(self, element: Any) -> None:
        """A row, as often as it is repeated and there is room; empty ones only when something follows."""
        times = max(number(attribute(element, "number-rows-repeated", "1"), 1), 1)
        if attribute(element, "visibility") in ("collapse", "filter"):
            self.body.tally.add("hidden_rows", times)
            return
        cells, end = self._cells(element)
        if times > _FEW and not any(cell.text for cell in cells):
            self.waiting += times
            return
        self._wait()
        self.width = max(self.width, end)
        for _ in range(times):
            self.body.cells += max(end, 1)
            if self.body.cells > self.body.asked.limits.cells:
                self.body.tally.add("rows", times)
                self.body.stopped = True
                return
            for cell in cells:
                place = Placed(self.height, cell.column, cell.row_span, cell.column_span, cell.text)
                self.placed.append(place)
            self.height += 1

    def _wait(self) -> None:
        """Empty rows that turned out to stand between others."""
        room = (self.body.asked.limits.cells - self.body.cells) // max(self.width, 1)
        if self.waiting > room:
            self.body.tally.add("rows", self.waiting)
            self.body.stopped = True
        else:
            self.height += self.waiting
            self.body.cells += self.waiting * self.width
        self.waiting = 0

    def _cells(self, element: Any) -> tuple[list[Placed], int]:
        """Cells of a row at their columns, and where the row ends."""
        column = end = 0
        cells: list[Placed] = []
        for each in element:
            name = NAMES[each.tag]
            if name not in ("table-cell", "covered-table-cell"):
                continue
            times = max(number(attribute(each, "number-columns-repeated", "1"), 1), 1)
            text = self._text(each)
            if name == "covered-table-cell":
                self.body.tally.add("hidden_text", bool(text))
                column += times
                continue
            if text or times <= _FEW:
                spans = _span(each, "rows"), _span(each, "columns")
                for _ in range(min(times, WIDEST - column)):
                    cells.append(Placed(self.height, column, *spans, text))
                    column += 1
                if column >= WIDEST and text:
                    self.body.tally.add("unread")
                end = max(end, column, column - 1 + spans[1])
            else:
                column += times
        return cells, min(end, WIDEST)

    def _text(self, cell: Any) -> str:
        """The text of a cell; tables in it go to `inner`."""
        if not len(cell):
            return ""
        self.blocks = list(self.body.blocks(cell, self.depth + 1))
        self.inner += [block for block in self.blocks if isinstance(block, Table)]
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


def _span(cell: Any, what: str) -> int:
    return min(max(number(attribute(cell, f"number-{what}-spanned", "1"), 1), 1), 1 << 20)


def _widths(body: Body, element: Any) -> list[int]:
    """Widths of the columns in twips, also where only shares are said; 0 of one that is not said."""
    widths: list[tuple[int, int]] = []
    for column in flattened(element, frozenset({"table-column"}), _COLUMN_GROUPS):
        width = body.styles.column_widths.get(attribute(column, "style-name"), (0, 0))
        times = max(number(attribute(column, "number-columns-repeated", "1"), 1), 1)
        widths += [width] * min(times, WIDEST - len(widths))
    shares = sum(share for _, share in widths)
    if all(width for width, _ in widths) or not shares:
        return [width for width, _ in widths]
    return [share * _PAGE // shares for _, share in widths]


_PAGE = 9_000
"""Twips (16 cm): as wide as a table on a page is."""


def table_at(body: Body, element: Any, depth: int) -> Iterator[Paragraph | Table]:
    """The table, then the tables in its cells; one that is only a frame around others gives what it
    frames."""
    filling = _Filling(body, depth)
    for row in flattened(element, _ROWS, _GROUPS):
        filling.row(row)
        if body.stopped:
            break
    if filling.inner and len(filling.placed) == 1:
        yield from filling.blocks
        return
    if filling.height:
        placed, width = compact(filling.placed, max(filling.width, 1), _widths(body, element))
        found = table_of(placed, filling.height, width, body.asked.limits.cells, body.page)
        body.tally.add("rows", found.lost)
        body.tally.add("hidden_text", len(found.covered))
        yield found.table
    yield from filling.inner
