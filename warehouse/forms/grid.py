"""From printed cells to the cells that hold figures: what is printed left of and above each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from warehouse.forms.records import KINDS, MEASURE, Cell, FormError, Table, Value

_Grid = Mapping[tuple[int, int], Cell]


def table_of(name: str, cells: Sequence[Cell]) -> Table:
    """A table of its cells. Raises FormError where spans overlap or leave a gap, a code stands twice, or a
    figure has no kind."""
    grid = _grid(name, cells)
    rows, columns = (1 + max(place[axis] for place in grid) for axis in (0, 1))
    gaps = [(row, column) for row in range(rows) for column in range(columns) if (row, column) not in grid]
    if gaps:
        raise FormError(f"表 {name} 第 {gaps[0][0]} 行第 {gaps[0][1]} 列没有格,请检查 rows 和 columns")
    values = tuple(_value(name, grid, cell) for cell in cells if cell.code)
    if len({value.code for value in values}) < len(values):
        raise FormError(f"表 {name} 有编号出现两次")
    return Table(name, rows, columns, tuple(cells), values)


def _grid(name: str, cells: Iterable[Cell]) -> _Grid:
    grid: dict[tuple[int, int], Cell] = {}
    for cell in cells:
        for place in _places(cell):
            if place in grid:
                raise FormError(f"表 {name} 第 {place[0]} 行第 {place[1]} 列有两格,请检查 rows 和 columns")
            grid[place] = cell
    return grid


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rows):
        for column in range(cell.column, cell.column + cell.columns):
            yield row, column


def _value(name: str, grid: _Grid, cell: Cell) -> Value:
    rows, heads = _left_of(grid, cell), _above(grid, cell)
    speaking = [cell, *reversed(heads), *reversed(rows)]
    printed = [one.text for one in _row(grid, cell) if one.kind == MEASURE]
    kind = next((one.kind for one in speaking if one.kind), "")
    if kind not in KINDS:
        raise FormError(
            f"表 {name} 编号 {cell.code} 的 kind 应是 {'、'.join(KINDS)} 之一,写在这一格或它的表头上"
        )
    return Value(
        cell.code,
        name,
        cell.row,
        cell.column,
        cell.rows,
        cell.columns,
        tuple(one.text for one in rows),
        tuple(one.text for one in heads),
        next((one for one in (*printed, *(one.measure for one in speaking)) if one), ""),
        kind,
    )


def _row(grid: _Grid, cell: Cell) -> list[Cell]:
    """The cells left of one, each once, from the left."""
    return list(dict.fromkeys(grid[cell.row, column] for column in range(cell.column)))


def _left_of(grid: _Grid, cell: Cell) -> list[Cell]:
    """The labels of its row, those under which they are indented before them."""
    labels = [one for one in _row(grid, cell) if one.is_label]
    return [*_parents(grid, labels[0]), *labels] if labels else []


def _parents(grid: _Grid, label: Cell) -> list[Cell]:
    """What a label is indented under, the outermost first: the nearest above it that stand further out."""
    found: list[Cell] = []
    depth = label.level or 0
    for row in range(label.row - 1, -1, -1):
        above = grid[row, label.column]
        if above.is_label and above.level is not None and above.level < depth:
            found.insert(0, above)
            depth = above.level
    return found


def _above(grid: _Grid, cell: Cell) -> list[Cell]:
    """Its heads, the outermost first: the nearest labels above it, up to the next figure."""
    column = [grid[row, cell.column] for row in range(cell.row - 1, -1, -1)]
    start = next((at for at, one in enumerate(column) if one.is_label), len(column))
    end = next((at for at in range(start, len(column)) if not column[at].is_label), len(column))
    return list(dict.fromkeys(reversed(column[start:end])))
