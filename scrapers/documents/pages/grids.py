"""Tables of a page as grids, by the table model of HTML (WHATWG, 4.9.12 "Forming a table")."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from scrapers.documents.records import Paragraph, Place, Table

MOST_COLUMNS, MOST_ROWS = 1000, 65534
"""What a span counts at most (the same chapter)."""
DIGITS = 15
"""Digits that a number of Excel keeps."""
_ROUNDED = re.compile(r"[-+]?\d(?:\.\d+)?[Ee]\+\d{2,}|#{3,}")
"""A number shown shorter than it is: 4.11424E+17, or a column too narrow for it."""
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")
_LONG = re.compile(rf"[-+]?\d{{{DIGITS + 1},}}")


@dataclass(slots=True)
class GridCell:
    """A cell with what was found in it."""

    rows: int
    """0: to the end of its group of rows."""
    columns: int
    merged: bool = True
    """False where a span only says how wide the emptiness is (`mso-ignore:colspan`)."""
    number: str | None = None
    """What Excel says the value is (`x:num`); '' where it is the text."""
    blocks: list[Paragraph | Table] = field(default_factory=list)

    def text(self) -> str:
        """Its own lines; tables in it stand for themselves."""
        if len(self.blocks) == 1 and isinstance(self.blocks[0], Paragraph):
            return self.blocks[0].text
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph)).strip("\n")


@dataclass(slots=True)
class _Row:
    cells: list[GridCell] = field(default_factory=list)
    hidden: bool = False


@dataclass(slots=True)
class Grid:
    """A table while it is gathered."""

    says: str = ""
    """`data` or `layout` where its markup says which it is."""
    bordered: bool = False
    groups: list[tuple[str, list[_Row]]] = field(default_factory=list)
    caption: list[Paragraph | Table] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    columns_told: int = 0

    def group(self, kind: str) -> None:
        """Begins `thead`, `tbody` or `tfoot`."""
        self.groups.append((kind, []))

    def row(self, hidden: bool = False) -> None:
        """Begins a row."""
        if not self.groups:
            self.group("tbody")
        self.groups[-1][1].append(_Row(hidden=hidden))

    def cell(self, cell: GridCell) -> None:
        """Adds a cell to the row."""
        if not self.groups or not self.groups[-1][1]:
            self.row()
        self.groups[-1][1][-1].cells.append(cell)

    def column(self, span: int, hidden: bool) -> None:
        """A `<col>`: so many columns, shown or not."""
        span = min(span, MOST_COLUMNS)
        if hidden and self.columns_told < MOST_ROWS:
            self.hidden_columns.update(range(self.columns_told, self.columns_told + span))
        self.columns_told += span

    def cells(self) -> Iterator[GridCell]:
        """All cells, as written."""
        for _, rows in self.groups:
            for row in rows:
                yield from row.cells

    def is_layout(self) -> bool:
        """Whether the table only places text: it says so (`role`); or one cell alone holds anything, and no
        `th` or `caption` says that it is data; or tables stand in its cells, and it has no border either."""
        if self.says == "layout":
            return True
        if self.says == "data":
            return False
        used = [cell for cell in self.cells() if cell.blocks]
        if len(used) <= 1:
            return True
        return not self.bordered and any(isinstance(block, Table) for cell in used for block in cell.blocks)

    def in_order(self) -> list[list[_Row]]:
        """Groups as they are shown: the first head above all, feet below."""
        heads = [rows for kind, rows in self.groups if kind == "thead"][:1]
        feet = [rows for kind, rows in self.groups if kind == "tfoot"]
        rest = [
            rows for kind, rows in self.groups if kind != "tfoot" and not any(rows is head for head in heads)
        ]
        return heads + rest + feet


@dataclass(slots=True)
class Formed:
    """What became of a grid."""

    table: Table
    inside: list[Table]
    """Tables that stand in its cells."""
    places: int
    rows_lost: int
    """Rows behind the bound."""
    hidden_rows: int
    hidden_columns: int


def formed(grid: Grid, most: int, name: str | None = None) -> Formed:
    """The table of a grid, of at most so many places; rows behind them are counted. What is hidden is left
    out and counted where it holds text."""
    forming = _Forming(most)
    for group in grid.in_order():
        forming.group(group)
    table = forming.table(name)
    columns = {column for column in grid.hidden_columns if column < forming.width}
    told_rows = sum(any(table.rows[row]) for row in forming.hidden)
    told_columns = sum(any(row[column] for row in table.rows) for column in columns)
    if forming.hidden or columns:
        table = without(table, forming.hidden, columns)
    return Formed(table, forming.inside, forming.used, forming.lost, told_rows, told_columns)


class _Forming:
    """The algorithm's own variables, while rows are added."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._rows: list[dict[int, str | None]] = []
        self._spans: dict[Place, Place] = {}
        self._doubts: dict[Place, str] = {}
        self.hidden: set[int] = set()
        self.inside: list[Table] = []
        self.lost = self.used = self.width = 0

    def group(self, rows: list[_Row]) -> None:
        """Adds the rows of one group; no cell spans beyond it."""
        taken: dict[int, int] = {}
        """Column → rows for which a cell above still takes it."""
        for index, row in enumerate(rows):
            widest = max(self.width, _widest(row, taken))
            if self.lost or self.used > self._most or widest * (len(self._rows) + 1) > self._most:
                self.lost += 1
            else:
                taken = self._row(row, taken, len(rows) - index)

    def _row(self, row: _Row, taken: Mapping[int, int], left: int) -> dict[int, int]:
        """Adds a row, with which `left` are left of its group; returns what its cells and those above still
        take of the next one."""
        places: dict[int, str | None] = dict.fromkeys(taken)
        below = {column: rows - 1 for column, rows in taken.items() if rows > 1}
        at = 0
        for cell in row.cells:
            while at in places:
                at += 1
            across = _free(places, at, min(max(cell.columns, 1), MOST_COLUMNS))
            down = left if cell.rows == 0 else min(cell.rows, left, MOST_ROWS)
            _put(cell, places, self._spans, self._doubts, (len(self._rows), at), (down, across))
            if cell.merged and down > 1:
                below.update(dict.fromkeys(range(at, at + across), down - 1))
            self.inside += [block for block in cell.blocks if isinstance(block, Table)]
            at += across
        if row.hidden:
            self.hidden.add(len(self._rows))
        self.used += len(places)
        self.width = max(self.width, max(places, default=-1) + 1)
        self._rows.append(places)
        return below

    def table(self, name: str | None) -> Table:
        """All rows so far. Where no cell was written the place is empty; spans end with the rows."""
        rows = tuple(tuple(row.get(column, "") for column in range(self.width)) for row in self._rows)
        spans = {
            (row, column): (min(down, len(rows) - row), across)
            for (row, column), (down, across) in self._spans.items()
        }
        ends = {place: span for place, span in spans.items() if span != (1, 1)}
        return Table(rows, ends, name=name, doubts=self._doubts)


def _widest(row: _Row, taken: Mapping[int, int]) -> int:
    """Columns that a row reaches at most."""
    return max(taken, default=-1) + 1 + sum(min(max(cell.columns, 1), MOST_COLUMNS) for cell in row.cells)


def _free(places: Collection[int], at: int, wanted: int) -> int:
    """Columns from `at` on that no cell from above takes: where two would overlap, the later one ends."""
    return next((count for count in range(1, wanted) if at + count in places), wanted)


def _put(
    cell: GridCell,
    places: dict[int, str | None],
    spans: dict[Place, Place],
    doubts: dict[Place, str],
    place: Place,
    span: Place,
) -> None:
    text, doubt = _value(cell)
    places.update(dict.fromkeys(range(place[1], place[1] + span[1]), None if cell.merged else ""))
    places[place[1]] = text
    if cell.merged and span != (1, 1):
        spans[place] = span
    if doubt:
        doubts[place] = doubt


def _value(cell: GridCell) -> tuple[str, str]:
    """The text of a cell, and what is wrong with it. A number that is shown rounded stands as Excel kept
    it."""
    text = cell.text()
    if not text or (text[-1] not in _LAST and cell.number is None):
        return text, ""
    rounded = _ROUNDED.fullmatch(text) is not None
    if rounded and cell.number and _PLAIN.fullmatch(cell.number):
        text = cell.number
    elif rounded and not text.startswith("#"):
        return text, "digits_lost"
    return text, "digits_lost" if cell.number is not None and _LONG.fullmatch(text) else ""


_LAST = frozenset("0123456789#")
"""How the text of a cell ends in which a number may be shown rounded."""


def without(table: Table, rows: Collection[int], columns: Collection[int]) -> Table:
    """The table without these rows and columns; a span ends up as long as what is left of it."""
    kept_rows = [row for row in range(len(table.rows)) if row not in rows]
    kept_columns = [column for column in range(len(table.rows[0])) if column not in columns]
    texts = {(cell.row, cell.column): cell for cell in table.cells()}
    new: list[list[str | None]] = [[table.rows[row][column] for column in kept_columns] for row in kept_rows]
    spans: dict[Place, Place] = {}
    doubts: dict[Place, str] = {}
    row_at = {row: index for index, row in enumerate(kept_rows)}
    column_at = {column: index for index, column in enumerate(kept_columns)}
    for (row, column), cell in texts.items():
        down = [row_at[one] for one in range(row, row + cell.row_span) if one in row_at]
        across = [column_at[one] for one in range(column, column + cell.column_span) if one in column_at]
        if not down or not across:
            continue
        place = (down[0], across[0])
        new[place[0]][place[1]] = cell.text
        if (len(down), len(across)) != (1, 1):
            spans[place] = (len(down), len(across))
        if cell.doubt:
            doubts[place] = cell.doubt
    return Table(tuple(map(tuple, new)), spans, name=table.name, doubts=doubts)
