"""A printed table with its figures as a ruled grid, set as `printing.toml` says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.forms import Cell, Form, Table
from warehouse.report.printed.filled import Figure, FilledForm
from warehouse.report.word import Grid, GridCell
from warehouse.report.word.blocks import Look

TO_FILL = "待填"
"""Stands, marked, where a person has to give a figure: a blank would read as none."""
PRINTING = Path(__file__).with_name("printing.toml")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table stands on a sheet of its form, whose tables share columns."""

    places: tuple[int, ...]
    """Columns of the sheet where each column of the table begins, and where the last one ends."""
    sheet_widths: tuple[int, ...]
    """Of the sheet's columns, in twips, where this table decides them; empty where another one does."""


def setting_of(form: Form, table: Table) -> Setting:
    """Raises KeyError where `printing.toml` does not know the table."""
    set_as = _printing()[form.name][table.name]
    if places := set_as.get("places"):
        return Setting(tuple(places), ())
    widths = tuple(set_as["widths"])
    return Setting(tuple(range(len(widths) + 1)), widths)


def grid_of(filled: FilledForm, table: Table) -> Grid:
    """The table for Word. Raises KeyError where `printing.toml` does not know it."""
    set_as = _printing()[filled.form.name][table.name]
    figures = _figures(filled, table)
    cells = tuple(
        _cell(cell, figures.get((cell.row, cell.column)), set_as, indent)
        for cell, indent in zip(table.cells, _indents(table.cells, set_as), strict=True)
    )
    return Grid(
        widths=tuple(set_as["widths"]),
        cells=cells,
        size=set_as.get("size", 10),
        rule=set_as.get("rule", 8),
        height=set_as.get("height", 340),
        heights={int(row): height for row, height in set_as.get("heights", {}).items()},
        together=frozenset(_together(table, set_as)),
        heads=set_as.get("heads", 0),
        caption=filled.title if set_as.get("titled") else "",
    )


def _together(table: Table, set_as: Mapping[str, Any]) -> Iterable[int]:
    """Rows that stay on the page of the row below them."""
    if set_as.get("whole"):
        return range(table.rows - 1)
    if set_as.get("grouped"):
        return [
            row
            for cell in table.cells
            if not cell.column
            for row in range(cell.row, cell.row + cell.rows - 1)
        ]
    rows: list[int] = set_as.get("together", [])
    return rows


def _figures(filled: FilledForm, table: Table) -> Mapping[tuple[int, int], Figure]:
    return {(value.row, value.column): filled.figures[value.code] for value in table.values}


def _cell(cell: Cell, figure: Figure | None, set_as: Mapping[str, Any], indent: int) -> GridCell:
    place = [cell.row, cell.column]
    text, look = cell.text, _look(cell, place in set_as.get("notes", ()), set_as)
    if figure is not None:
        text, look = figure.printed or (TO_FILL if figure.to_fill else ""), "number"
    elif look == "head" and cell.columns == 1 and set_as.get("broken"):
        text = _broken(text, set_as["broken"])
    return GridCell(
        cell.row,
        cell.column,
        text,
        look,
        cell.rows,
        cell.columns,
        to_fill=figure is not None and figure.to_fill,
        indent=indent,
        aside=text.rindex("（") if place in set_as.get("asides", ()) else None,
    )


def _indents(cells: Sequence[Cell], set_as: Mapping[str, Any]) -> Iterator[int]:
    """Signs by which each cell is set in: its level, and below a 其中： the width of that word."""
    word, level = set_as.get("hanging", ""), None
    for cell in cells:
        if cell.level is None:
            yield 0
            continue
        begins = bool(word) and cell.text.startswith(word)
        level = cell.level if begins or cell.level == level else None
        yield cell.level + (len(word) if level is not None and not begins else 0)


def _look(cell: Cell, is_note: bool, set_as: Mapping[str, Any]) -> Look:
    if is_note:
        return "note"
    is_at_left = cell.column + cell.columns <= set_as.get("left", 0) and cell.row >= set_as.get("heads", 0)
    return "label" if cell.is_label and is_at_left else "head"


def _broken(text: str, after: int) -> str:
    """商业企业 → 商业 / 企业: where a column holds few signs the form says where they break."""
    return "\n".join(text[at : at + after] for at in range(0, len(text), after))


@cache
def _printing() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(PRINTING.read_text(encoding="utf-8"))
