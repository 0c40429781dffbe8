"""Tables damaged at random: labels lost and garbled, rows dropped and moved, columns split. A figure is
read as what it is or not at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.warehouse.reconcile.making import MAKERS, Grid, Piece, blocks, grid, numbered, read

FORM = "report-2021"
HEADS = 3
"""Rows of heads of 表三."""


def without_a_label(pieces: Grid, dice: random.Random) -> Grid:
    lost = dice.choice([piece for piece in pieces if not piece.code])
    return [replace(piece, text="") if piece is lost else piece for piece in pieces]


def garbled(pieces: Grid, dice: random.Random) -> Grid:
    hurt = dice.choice([piece for piece in pieces if not piece.code and len(piece.text) > 5])
    at = dice.randrange(len(hurt.text) - 3)
    rest = hurt.text[:at] + hurt.text[at + dice.randint(1, 3) :]
    return [replace(piece, text=rest) if piece is hurt else piece for piece in pieces]


def without_a_row(pieces: Grid, dice: random.Random) -> Grid:
    row = dice.randrange(HEADS, max(piece.row for piece in pieces))
    if any(piece.rows > 1 for piece in pieces if piece.row == row):
        return pieces
    return [
        replace(
            piece,
            row=piece.row - (piece.row > row),
            rows=piece.rows - (piece.row < row < piece.row + piece.rows),
        )
        for piece in pieces
        if piece.row != row
    ]


def with_rows_moved(pieces: Grid, dice: random.Random) -> Grid:
    row = dice.randrange(HEADS, max(piece.row for piece in pieces))
    one, other = ([piece for piece in pieces if piece.row == each] for each in (row, row + 1))
    alike = [(p.column, p.columns, p.rows) for p in one] == [(p.column, p.columns, p.rows) for p in other]
    swap = {row: row + 1, row + 1: row} if alike else {}
    return [replace(piece, row=swap.get(piece.row, piece.row)) for piece in pieces]


def with_a_column_split(pieces: Grid, dice: random.Random) -> Grid:
    column = dice.randrange(max(piece.column for piece in pieces))
    return [
        replace(piece, column=piece.column + 1)
        if piece.column > column
        else replace(piece, columns=piece.columns + (column < piece.column + piece.columns))
        for piece in pieces
    ]


def with_a_wrong_head(pieces: Grid, dice: random.Random) -> Grid:
    wrong = dice.choice([piece for piece in pieces if piece.row < HEADS])
    return [replace(piece, text=dice.choice(["", "其他"])) if piece is wrong else piece for piece in pieces]


def with_a_span_lost(pieces: Grid, dice: random.Random) -> Grid:
    wide = dice.choice([piece for piece in pieces if piece.columns > 1 and not piece.code])
    more = [Piece(wide.row, wide.column + at, wide.rows, 1, "") for at in range(1, wide.columns)]
    return [*(replace(piece, columns=1) if piece is wide else piece for piece in pieces), *more]


DAMAGE: tuple[Callable[[Grid, random.Random], Grid], ...] = (
    *(without_a_label, garbled, without_a_row, with_rows_moved),
    *(with_a_column_split, with_a_wrong_head, with_a_span_lost),
)


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("seed", range(12))
def test_a_figure_is_read_as_what_it_is_or_not_at_all(seed: int, maker: str) -> None:
    dice = random.Random(seed)
    pieces = grid(FORM, "3", numbered(FORM))
    for damage in dice.choices(DAMAGE, k=3):
        pieces = damage(pieces, dice)
    report = read(MAKERS[maker](*blocks(changes={"3": lambda _: [pieces]}, tables="23")))
    expected = numbered(FORM)
    given = {code: cell.text for code, cell in report.cells.items() if cell.state == "given"}
    assert {code: text for code, text in given.items() if text != expected.get(code)} == {}
    missing = {code for code, cell in report.cells.items() if cell.state == "missing" and code[0] == "3"}
    assert missing <= {code for problem in report.problems for code in problem.codes}
