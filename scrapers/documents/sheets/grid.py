"""From a sheet's texts to a `Table`: outer empty rows and columns off, merges as spans, doubts in their
place, within the bound of cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scrapers.documents.records import LeftOut, Place, Table
from scrapers.documents.sheets.codes import Show

Merge = tuple[int, int, int, int]
"""First row and column, last row and column."""


@dataclass(slots=True)
class Facts:
    """What a scan of a sheet tells beside its values; places count from its first row and column."""

    shows: dict[Place, Show] = field(default_factory=dict)
    """Cells whose format says more than their number."""
    errors: dict[Place, str] = field(default_factory=dict)
    """Cells with an error value: the value."""
    no_value: set[Place] = field(default_factory=set)
    """Formulas without a saved result."""
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    height: int = 0
    """Rows and columns that may hold something, from the first of the sheet on: an upper bound."""
    width: int = 0
    shapes: list[str] = field(default_factory=list)
    """Texts that stand over the sheet: boxes, shapes."""
    left_out: list[LeftOut] = field(default_factory=list)
    broken: str = ""
    """Why the sheet cannot be whole (Chinese); '' where nothing speaks against it."""


@dataclass(slots=True)
class Grid:
    """Texts of a sheet: a full rectangle, and which row and column of the sheet each of its own is."""

    rows: list[tuple[str | None, ...]]
    row_at: list[int] | range
    column_at: list[int] | range
    doubts: dict[Place, str] = field(default_factory=dict)
    """By place in the sheet."""
    cut: int = 0
    """Rows that hold something and are not among these; -1 for all behind the last of them."""


def from_cells(cells: dict[int, dict[int, str]], most: int, told: Iterable[Place] = ()) -> Grid:
    """A grid of the rows and columns alone that hold something: for a sheet whose rectangle would be too
    large."""
    places = {
        *told,
        *((row, column) for row, texts in cells.items() for column, text in texts.items() if text),
    }
    kept = sorted({row for row, _ in places})
    columns = sorted({column for _, column in places})
    cut = max(0, len(kept) - most // max(1, len(columns)))
    kept = kept[: len(kept) - cut]
    rows: list[tuple[str | None, ...]] = [
        tuple(cells.get(row, {}).get(each, "") for each in columns) for row in kept
    ]
    return Grid(rows, kept, columns, cut=cut)


def from_places(cells: dict[int, dict[int, str]], most: int) -> Grid:
    """A grid of the whole rectangle of cells; without its empty rows and columns where that would be too
    large."""
    rows = [row for row, texts in cells.items() if texts]
    columns = {column for texts in cells.values() for column in texts}
    if not rows or not columns:
        return Grid([], range(0), range(0))
    row_at, column_at = range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)
    if len(row_at) * len(column_at) > most:
        return from_cells(cells, most)
    none: dict[int, str] = {}
    return Grid(
        [tuple(cells.get(row, none).get(column, "") for column in column_at) for row in row_at],
        row_at,
        column_at,
    )


def table_of(name: str | None, grid: Grid, facts: Facts, most: int) -> tuple[Table | None, list[str]]:
    """The table (None where nothing stands in it), and what people should know of it (Chinese)."""
    _patched(grid, facts, most)
    _trimmed(grid, facts)
    if not grid.rows:
        return None, []
    row_of = {row: at for at, row in enumerate(grid.row_at)} if isinstance(grid.row_at, list) else None
    column_of = {column: at for at, column in enumerate(grid.column_at)}
    spans, covered = _spans(grid, facts.merges, row_of, column_of)
    doubts: dict[Place, str] = {}
    for (row, column), doubt in grid.doubts.items():
        at, beside = _index(grid.row_at, row_of, row), column_of.get(column)
        if at is not None and beside is not None and grid.rows[at][beside] is not None:
            doubts[at, beside] = doubt
    notes = [f"工作表「{name}」的合并单元格下面还有 {covered} 处看不见的内容,没有读"] if covered else []
    return Table(rows=tuple(grid.rows), spans=spans, name=name, doubts=doubts), notes + _hidden(name, facts)


def _index(rows: list[int] | range, row_of: dict[int, int] | None, row: int) -> int | None:
    if row_of is not None:
        return row_of.get(row)
    return row - rows[0] if rows and rows[0] <= row <= rows[-1] else None


def _patched(grid: Grid, facts: Facts, most: int) -> None:
    """Errors and formulas without a result into their places, also where those lie outside."""
    for place in facts.no_value:
        grid.doubts[place] = "no_value"
    for place in facts.errors:
        grid.doubts[place] = "error_value"
    told = set(facts.errors) | facts.no_value
    if not told:
        return
    _reach(grid, told, most)
    row_of = {row: at for at, row in enumerate(grid.row_at)}
    column_of = {column: at for at, column in enumerate(grid.column_at)}
    for row, column in told:
        if row in row_of and column in column_of:
            _set(grid.rows, row_of[row], column_of[column], facts.errors.get((row, column), ""))


def _set(rows: list[tuple[str | None, ...]], row: int, column: int, text: str | None) -> None:
    texts = rows[row]
    rows[row] = (*texts[:column], text, *texts[column + 1 :])


def _reach(grid: Grid, places: Iterable[Place], most: int) -> None:
    """Rows and columns for places outside of the grid, where there is room for them."""
    if not isinstance(grid.row_at, range) or not isinstance(grid.column_at, range):
        return
    rows, columns = [row for row, _ in places], [column for _, column in places]
    if grid.rows:
        rows += [grid.row_at[0], grid.row_at[-1]]
        columns += [grid.column_at[0], grid.column_at[-1]]
    all_rows, all_columns = range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)
    if len(all_rows) * len(all_columns) > most or (all_rows, all_columns) == (grid.row_at, grid.column_at):
        return
    left = grid.column_at[0] - all_columns[0] if grid.rows else 0
    width = len(all_columns)
    filled = [("",) * left + row + ("",) * (width - left - len(row)) for row in grid.rows]
    above = grid.row_at[0] - all_rows[0] if grid.rows else len(all_rows)
    below = len(all_rows) - above - len(filled)
    grid.rows = [("",) * width] * above + filled + [("",) * width] * below
    grid.row_at, grid.column_at = all_rows, all_columns


def _trimmed(grid: Grid, facts: Facts) -> None:
    """Outer rows and columns without a text or a doubt are none of the table."""
    rows, doubted_rows = grid.rows, {row for row, _ in grid.doubts}
    first, last = 0, len(rows)
    while last > first and not any(rows[last - 1]) and grid.row_at[last - 1] not in doubted_rows:
        last -= 1
    while first < last and not any(rows[first]) and grid.row_at[first] not in doubted_rows:
        first += 1
    grid.rows, grid.row_at = rows[first:last], grid.row_at[first:last]
    doubted = {column for _, column in grid.doubts}
    left, right = 0, len(grid.column_at)
    while right > left and grid.column_at[right - 1] not in doubted and _empty(grid.rows, right - 1):
        right -= 1
    while left < right and grid.column_at[left] not in doubted and _empty(grid.rows, left):
        left += 1
    if (left, right) != (0, len(grid.column_at)):
        grid.rows = [row[left:right] for row in grid.rows]
        grid.column_at = grid.column_at[left:right]


def _empty(rows: list[tuple[str | None, ...]], column: int) -> bool:
    return not any(row[column] for row in rows)


def _spans(
    grid: Grid, merges: list[Merge], row_of: dict[int, int] | None, column_of: dict[int, int]
) -> tuple[dict[Place, Place], int]:
    """Spans of the merges within the grid, and how many covered places held a text. A merge that begins
    outside holds nothing; one that lies over another is left."""
    spans: dict[Place, Place] = {}
    hidden = 0
    rows = grid.rows
    for top, left, bottom, right in merges:
        row, column = _index(grid.row_at, row_of, top), column_of.get(left)
        if row is None or column is None or rows[row][column] is None:
            continue
        height = (
            sum(1 for each in grid.row_at[row:] if each <= bottom)
            if row_of
            else _within(grid.row_at, row, bottom)
        )
        width = sum(1 for each in grid.column_at[column : column + right - left + 1] if each <= right)
        places = [(r, c) for r in range(row, row + height) for c in range(column, column + width)][1:]
        if not places or any(rows[r][c] is None or (r, c) in spans for r, c in places):
            continue
        for r, c in places:
            hidden += bool(rows[r][c])
        for r in range(row, row + height):
            first = column + (r == row)
            rows[r] = (*rows[r][:first], *(None,) * (column + width - first), *rows[r][column + width :])
        spans[row, column] = (height, width)
    return spans, hidden


def _within(rows: list[int] | range, first: int, bottom: int) -> int:
    return min(bottom, rows[-1]) - rows[first] + 1


def _hidden(name: str | None, facts: Facts) -> list[str]:
    """Hidden rows and columns are read: sums count them, and a filter hides what the next reader shows."""
    notes = []
    for words, found, told in (
        ("行", facts.hidden_rows, lambda at: str(at + 1)),
        ("列", facts.hidden_columns, column_letters),
    ):
        if found:
            notes.append(f"工作表「{name}」有 {len(found)} {words}是隐藏的({_runs(found, told)}),也读了")
    return notes


def _runs(found: list[int], told: object) -> str:
    """`3–5、9`; the first few."""
    assert callable(told)
    runs: list[list[int]] = []
    for at in sorted(set(found)):
        if runs and at == runs[-1][1] + 1:
            runs[-1][1] = at
        else:
            runs.append([at, at])
    said = [told(a) if a == b else f"{told(a)}–{told(b)}" for a, b in runs[:5]]
    return "、".join(said) + (" 等" if len(runs) > 5 else "")


def column_letters(column: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of_letters(letters: str | bytes) -> int:
    """0 for `A`."""
    column = 0
    for sign in letters.encode() if isinstance(letters, str) else letters:
        column = column * 26 + (sign & 0x1F)
    return column - 1
