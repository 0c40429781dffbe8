"""表二, 表三 and the 情况统计表 of a report, by the labels of their rows and columns, and by their
geometry where labels lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations, zip_longest

from scrapers.documents.numbered import unit_at
from scrapers.documents.numbers import UNITS
from scrapers.documents.records import Cell
from warehouse.forms import Value, normalised
from warehouse.reconcile.cells import printed
from warehouse.reconcile.grids import Grid, is_figure, meets
from warehouse.reconcile.records import By, Printed, Problem, Where
from warehouse.reconcile.shape import Row, Shape, exact

_LIKE = 0.5
"""Likeness from which on a label is a damaged one of the row at whose place it stands
(2.其他法律行政止公开)."""


@dataclass
class Found:
    """What was read so far, of all tables of a report."""

    cells: dict[str, Printed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, cell: Printed, problems: Iterable[Problem] = ()) -> None:
        """A cell; of one that is printed twice the first stays, and a second that differs is told."""
        before = self.cells.get(cell.code)
        if before is None or before.state == "missing":
            self.cells[cell.code] = cell
            self.problems += problems
        elif cell.state == "missing":
            return
        elif (before.text or "").split() != (cell.text or "").split():
            said = f"{before.where.words()}是“{before.text}”,{cell.where.words()}是“{cell.text}”"
            self.problems.append(
                Problem("twice", f"{cell.code} 印了两次:{said};取前者", cell.where, (cell.code,))
            )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the document's table that is not a head."""

    number: int
    row: Row | None
    label: Cell | None
    by: By = "label"


class TableReader:
    """Reads one table of a document as one table of the forms. `shapes`: of the report's form first, then of
    older or newer ones, whose rows stand in mixed reports."""

    def __init__(self, grid: Grid, shapes: Sequence[Shape], carried: Sequence[Cell] = ()) -> None:
        self._grid, self._shapes = grid, shapes
        self._heads: dict[int, list[Cell]] = {}
        """Row to the heads in force there: those of the last rows of heads above it; of a table that goes on
        from another one of as many columns, `carried` from that."""
        self._carried = list(carried)
        self._lines = [*self._rejoined([*self._classified()])]

    @property
    def is_there(self) -> bool:
        """Whether it is a table of the form: two rows at least are known by their labels, or all that it has
        (a page break may leave one)."""
        known = sum(line.row is not None for line in self._lines)
        return known > 1 or (
            known == 1 and not any(line.row is None and self._says(line.number) for line in self._lines)
        )

    @property
    def last_heads(self) -> list[Cell]:
        """The heads in force at its end."""
        return self._heads.get(self._grid.rows - 1, [])

    def read(self, found: Found) -> None:
        """Adds what the table says to what was found."""
        for line in self._placed(found):
            if line.row is not None:
                self._read_row(line, line.row, found)
            elif self._says(line.number):
                found.problems.append(self._unplaced(line))

    def _classified(self) -> Iterator[_Line]:
        heads, fresh = self._carried, False
        for number in range(self._grid.rows):
            own = [cell for cell in self._grid.own(number) if cell.text.strip()]
            if self._is_heads(own):
                heads, fresh = [*(heads if fresh else ()), *own], True
            elif own:
                row, label = self._row_of(number)
                fresh = fresh and row is None and not any(is_figure(cell.text) for cell in own)
                yield _Line(number, row, label)
            self._heads[number] = heads

    def _rejoined(self, lines: Sequence[_Line]) -> Iterator[_Line]:
        """The rows, two of them as one where a page break parted a label (7.属 / 于行政执法案卷) from its
        rest."""
        rest: _Line | None = None
        for line, after in zip_longest(lines, lines[1:]):
            if line is rest:
                continue
            row = self._joint_row(line, after) if after else None
            if after is None or row is None:
                yield line
                continue
            rest = after
            with_figures = after if self._has_figures(after) else line
            yield _Line(with_figures.number, row, with_figures.label)

    def _joint_row(self, line: _Line, after: _Line) -> Row | None:
        if line.row or after.row or line.label is None or after.label is None:
            return None
        apart = line.label.column != after.label.column or after.number != line.number + 1
        if apart or (self._has_figures(line) and self._has_figures(after)):
            return None
        rows = (shape.named(line.label.text + after.label.text) for shape in self._shapes)
        return next((self._nearest(each, line.number) for each in rows if each), None)

    def _is_heads(self, own: Sequence[Cell]) -> bool:
        heads = [cell for cell in own if any(shape.is_head(cell.text) for shape in self._shapes)]
        return len(heads) > 1 and not any(is_figure(c.text) for c in own if c.column > heads[0].column)

    def _row_of(self, number: int) -> tuple[Row | None, Cell | None]:
        """The form's row by the rightmost label that is one, and the rightmost label."""
        cells = self._grid.row(number)
        labels = [
            c for c in cells if c.text.strip() and not is_figure(c.text) and c.text.strip() not in UNITS
        ]
        for cell in reversed(labels):
            if self._is_of_the_row(cell, number):
                for shape in self._shapes:
                    if rows := shape.named(cell.text):
                        return self._nearest(rows, number), cell
        own = [cell for cell in labels if cell.row == number]
        return None, own[-1] if own else None

    def _is_of_the_row(self, cell: Cell, number: int) -> bool:
        """Whether a label is that of the row and not of a group of rows: what stands right of it is as
        high."""
        beside = self._grid.at.get((number, cell.column + cell.column_span))
        return cell.row == number and (
            beside is None or cell.row_span == 1 or beside.row_span == cell.row_span
        )

    def _nearest(self, rows: Sequence[Row], number: int) -> Row:
        """Of rows that are printed alike (（二）被依法纠错数) the one whose group stands last above."""
        if len(rows) == 1:
            return rows[0]
        shared = frozenset.intersection(*(self._groups(row) for row in rows))
        for above in range(number, -1, -1):
            texts = {key for cell in self._grid.row(above) for key in exact(cell.text)}
            for row in rows:
                if (self._groups(row) - shared) & texts:
                    return row
        return rows[0]

    def _groups(self, row: Row) -> frozenset[str]:
        return frozenset(key for label in row.path[:-1] for key in exact(label))

    def _placed(self, found: Found) -> Iterator[_Line]:
        """The rows, those without a known label by their place where as many stand there as the form has."""
        lines = self._lines
        at = 0
        while at < len(lines):
            if lines[at].row is not None or not self._has_figures(lines[at]):
                yield lines[at]
                at += 1
                continue
            end = next((i for i in range(at, len(lines)) if lines[i].row is not None), len(lines))
            unknown = [line for line in lines[at:end] if self._has_figures(line)]
            between = self._between(
                lines[at - 1].row if at else None, lines[end].row if end < len(lines) else None
            )
            fitting = len(between) == len(unknown) and all(map(self._may_be, unknown, between))
            for line in lines[at:end]:
                row = between[unknown.index(line)] if fitting and line in unknown else None
                if row is not None:
                    found.problems.append(self._by_place(line, row))
                yield _Line(line.number, row, line.label, "position") if row else line
            at = end

    def _between(self, before: Row | None, after: Row | None) -> list[Row]:
        """The rows of the form between two that are next to each other in the document."""
        shape = self._shapes[0]
        rows = shape.rows
        places = [row.place for row in rows]
        start = next((i + 1 for i, row in enumerate(rows) if before and row.label == before.label), 0)
        end = next((i for i, row in enumerate(rows) if after and row.label == after.label), len(places))
        taken = {line.row.label for line in self._lines if line.row}
        return [row for row in rows[start:end] if row.label not in taken]

    def _may_be(self, line: _Line, row: Row) -> bool:
        said = normalised(line.label.text) if line.label else ""
        return not said or SequenceMatcher(None, said, normalised(row.label)).ratio() >= _LIKE

    def _has_figures(self, line: _Line) -> bool:
        return any(is_figure(cell.text) for cell in self._grid.own(line.number))

    def _says(self, number: int) -> bool:
        """Whether a row that could not be placed says more than labels of the form, behind a number of its
        own."""
        texts = [cell.text for cell in self._grid.own(number) if cell.text.strip()]
        if texts and is_figure(texts[0]):
            texts = texts[1:] or texts
        known = all(
            any(shape.knows(text) for shape in self._shapes) or set(text) <= set("—-– ") for text in texts
        )
        return not known and any(is_figure(text) for text in texts)

    def _where(self, number: int, column: int | None = None) -> Where:
        at = None if column is None else column + 1
        return Where(self._grid.table.page, self._grid.number, number + 1, at)

    def _unplaced(self, line: _Line) -> Problem:
        texts = " | ".join(" ".join(cell.text.split()) for cell in self._grid.own(line.number))
        return Problem("row", f"这一行在表式中没有:{texts}", self._where(line.number))

    def _by_place(self, line: _Line, row: Row) -> Problem:
        said = " ".join(line.label.text.split()) if line.label else ""
        printed_as = f"印作“{said}”" if said else "标签缺失"
        codes = tuple(value.code for value in row.values)
        message = f"“{row.label}”一行{printed_as},按前后两行之间的位置认定"
        return Problem("position", message, self._where(line.number), codes)

    def _read_row(self, line: _Line, row: Row, found: Found) -> None:
        beside = self._beside(line)
        for value, (cell, by) in zip(row.values, self._cells(line, row, beside), strict=True):
            if cell is None:
                texts = " | ".join(" ".join(each.text.split()) for each in beside)
                problem = Problem(
                    "column", f"找不到“{value.name}”的列:{texts}", self._where(line.number), (value.code,)
                )
                found.add(*printed(value, row.form, None, self._where(line.number), "none"))
                found.problems.append(problem)
            else:
                self._read_cell(row, value, cell, by, found)

    def _cells(self, line: _Line, row: Row, beside: Sequence[Cell]) -> list[tuple[Cell | None, By]]:
        """The cell of each figure of a row, and how it was found.

        A row of as many cells as figures has them in the order of the heads, also where merged heads stand
        askew above them; of heads that stand above one another none can be told, and the form's order
        holds. A row of more cells has each figure under its head."""
        heads = [self._head(line, value) for value in row.values]
        told = [head for head in heads if head is not None]
        apart = not any(meets(one, other) for one, other in combinations(told, 2))
        if len(beside) == len(row.values):
            if len(told) == len(heads) and apart:
                order = sorted(told, key=lambda head: head.column)
                return [(beside[order.index(head)], line.by) for head in told]
            return [(cell, "position") for cell in beside]
        return [(self._under(line, head, beside) if head and apart else None, line.by) for head in heads]

    def _head(self, line: _Line, value: Value) -> Cell | None:
        keys = exact(value.column_head)
        heads = [cell for cell in self._heads[line.number] if exact(cell.text) & keys]
        return heads[0] if len(heads) == 1 else None

    def _beside(self, line: _Line) -> list[Cell]:
        """The cells right of a row's label that may hold figures."""
        cells = self._grid.row(line.number)
        first = next((cell.column for cell in cells if is_figure(cell.text)), 0)
        begins = line.label.column + line.label.column_span if line.label else first
        return [cell for cell in cells if cell.column >= begins and cell.text.strip() not in UNITS]

    def _under(self, line: _Line, head: Cell, beside: Sequence[Cell]) -> Cell | None:
        """The cell of a row under a head; None where none is, or several that say something."""
        under = [cell for cell in self._grid.under(line.number, head) if cell in beside]
        filled = [cell for cell in under if cell.text.strip()]
        return filled[0] if len(filled) == 1 else under[0] if under and not filled else None

    def _read_cell(self, row: Row, value: Value, cell: Cell, by: By, found: Found) -> None:
        unit = unit_at(self._grid.table, cell.row, cell.column)
        where = self._where(cell.row, cell.column)
        found.add(*printed(value, row.form, cell.text, where, by, unit=unit, doubt=cell.doubt))
