"""Tables whose cells were merged, moved, cut and joined otherwise than printed: every figure at its place
still, or said not to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tests.warehouse.reconcile.making import MAKERS, Grid, Piece, blocks, numbered, read, shifted

LABELS = 3
"""Columns of labels in 表三."""


def as_printed(pieces: Grid) -> list[Grid]:
    return [pieces]


def with_numbers(pieces: Grid) -> list[Grid]:
    """A first column 序号."""
    first = min(p.row for p in pieces if p.code)
    rows = sorted({p.row for p in pieces})
    head = Piece(0, 0, first, 1, "序号")
    return [
        [
            head,
            *(Piece(r, 0, 1, 1, str(r - first + 1)) for r in rows if r >= first),
            *shifted(pieces, columns=1),
        ]
    ]


def unmerged(repeat: bool) -> Callable[[Grid], list[Grid]]:
    """No cell over several rows: the label stands in each, or in the first and nothing in the others."""

    def change(pieces: Grid) -> list[Grid]:
        return [
            [
                replace(p, row=p.row + at, rows=1, text=p.text if repeat or not at else "")
                for p in pieces
                for at in range(p.rows)
            ]
        ]

    return change


def unspanned(pieces: Grid) -> list[Grid]:
    """No cell over several columns: the text in the first, nothing in the others."""
    return [
        [
            replace(p, column=p.column + at, columns=1, text="" if at else p.text, code="" if at else p.code)
            for p in pieces
            for at in range(p.columns)
        ]
    ]


def doubled(pieces: Grid) -> list[Grid]:
    """Each column two wide, heads over both, figures in the second with an empty cell before them."""
    wide = [replace(p, column=p.column * 2, columns=p.columns * 2) for p in pieces]
    found: Grid = []
    for piece in wide:
        if piece.code and piece.columns == 2:
            found += [
                replace(piece, columns=1, text="", code=""),
                replace(piece, column=piece.column + 1, columns=1),
            ]
        else:
            found.append(piece)
    return [found]


def cut(at: int) -> Callable[[Grid], list[Grid]]:
    """Two tables, the second without heads: a group that the page break cuts begins with an empty cell."""

    def change(pieces: Grid) -> list[Grid]:
        above = [replace(p, rows=min(p.rows, at - p.row)) for p in pieces if p.row < at]
        over = [
            replace(p, row=0, rows=p.row + p.rows - at, text="")
            for p in pieces
            if p.row < at < p.row + p.rows
        ]
        below = shifted([p for p in pieces if p.row >= at], rows=-at)
        return [above, [*over, *below]]

    return change


def moved(first: int, second: int) -> Callable[[Grid], list[Grid]]:
    """Two rows that are one high in each other's place."""

    def change(pieces: Grid) -> list[Grid]:
        swap = {first: second, second: first}
        return [[replace(p, row=swap.get(p.row, p.row)) if p.rows == 1 else p for p in pieces]]

    return change


def without_numbers(pieces: Grid) -> list[Grid]:
    """Labels without 1. and （一）."""
    return [
        [
            replace(p, text=p.text.lstrip("（一二三四五六七八九十）、0123456789."))
            if p.column < LABELS and not p.code
            else p
            for p in pieces
        ]
    ]


def without_label(row: int) -> Callable[[Grid], list[Grid]]:
    """A row whose own label is lost."""

    def change(pieces: Grid) -> list[Grid]:
        own = max((p for p in pieces if p.row == row and not p.code), key=lambda p: p.column)
        return [[replace(p, text="") if p is own else p for p in pieces]]

    return change


def without_heads(pieces: Grid) -> list[Grid]:
    """No row of heads at all."""
    first = min(p.row for p in pieces if p.code)
    return [shifted([p for p in pieces if p.row >= first], rows=-first)]


def by_blocks(pieces: Grid) -> list[Grid]:
    """表二 as a table for each 项."""
    starts = [p.row for p in pieces if p.text.startswith("第二十条")]
    ends = [*starts[1:], max(p.row for p in pieces) + 1]
    return [
        shifted([p for p in pieces if start <= p.row < end], rows=-start)
        for start, end in zip(starts, ends, strict=True)
    ]


def spaced(pieces: Grid) -> list[Grid]:
    """Labels with spaces and line ends inside, half-width marks."""
    marks = str.maketrans("（）：、", "():,")
    return [[p if p.code else replace(p, text=" ".join(p.text.translate(marks))) for p in pieces]]


MOVED: dict[str, tuple[str, Callable[[Grid], Sequence[Grid]]]] = {
    "as printed": ("3", as_printed),
    "序号 before 表三": ("3", with_numbers),
    "序号 before 表二": ("2", with_numbers),
    "序号 before 表四": ("4", with_numbers),
    "groups unmerged, empty": ("3", unmerged(repeat=False)),
    "groups unmerged, repeated": ("3", unmerged(repeat=True)),
    "heads of 表四 unmerged": ("4", unmerged(repeat=False)),
    "nothing over columns in 表三": ("3", unspanned),
    "nothing over columns in 表二": ("2", unspanned),
    "nothing over columns in 表四": ("4", unspanned),
    "heads of 表三 over two columns": ("3", doubled),
    "heads of 表四 over two columns": ("4", doubled),
    "heads over two columns, page break": ("3", lambda pieces: cut(10)(doubled(pieces)[0])),
    "page break in （三）": ("3", cut(10)),
    "page break in （五）": ("3", cut(20)),
    "page break before 四": ("3", cut(27)),
    "page break in 表二": ("2", cut(7)),
    "rows moved, 一 and 二": ("3", moved(3, 4)),
    "rows moved, 三 and 五 of （三）": ("3", moved(9, 11)),
    "rows moved, 处罚 and 强制": ("2", moved(9, 10)),
    "labels without numbers": ("3", without_numbers),
    "a label lost in （三）": ("3", without_label(11)),
    "a label lost in （五）": ("3", without_label(19)),
    "a label lost at the end": ("3", without_label(27)),
    "no heads in 表三": ("3", without_heads),
    "a table for each block of 表二": ("2", by_blocks),
    "spaces in labels of 表二": ("2", spaced),
    "spaces in labels of 表三": ("3", spaced),
    "spaces in labels of 表四": ("4", spaced),
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("name", MOVED)
def test_every_figure_is_found_where_it_moved_to(name: str, maker: str) -> None:
    table, change = MOVED[name]
    report = read(MAKERS[maker](*blocks(changes={table: change}, tables="2" + table)))
    expected = {code: text for code, text in numbered("report-2021").items() if code[0] in "2" + table}
    wrong = {
        code: report.cells[code].text for code, text in expected.items() if report.cells[code].text != text
    }
    assert wrong == {}
    assert {code for code, cell in report.cells.items() if cell.state == "given"} == set(expected)
    assert {problem.kind for problem in report.problems} <= {"position", "table"}
    assert not any(problem.where.table for problem in report.problems if problem.kind == "table")


@pytest.mark.parametrize("maker", MAKERS)
def test_heads_that_are_as_wide_as_other_figures(maker: str) -> None:
    """上海市政府办公厅 2019: five columns, the second head over two of them, but the first figure over
    two."""

    def askew(pieces: Grid) -> list[Grid]:
        starts, widths = {True: (0, 1, 2, 4), False: (0, 1, 3, 4)}, {True: (1, 1, 2, 1), False: (1, 2, 1, 1)}
        return [
            [
                replace(
                    p,
                    column=starts[not p.code][p.column],
                    columns=sum(widths[not p.code][p.column : p.column + p.columns]),
                )
                for p in pieces
            ]
        ]

    report = read(MAKERS[maker](*blocks("report-2019", changes={"2": askew}, tables="2")))
    expected = {code: text for code, text in numbered("report-2019").items() if code[0] == "2"}
    assert {code: report.cells[code].text for code in expected} == expected
