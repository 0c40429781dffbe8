"""What a Word file is made of, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph; `to_fill`: a person has to write or check it before the file goes out."""

    text: str
    to_fill: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """Lines of the title, each centred."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is 一、, 2 is （一）."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the body, its first line indented by two signs."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Organ and day, at the right."""

    lines: tuple[Run, ...]


Look = Literal["label", "head", "number", "note"]
"""Of a cell's text: to the left, centred, centred figures, to the left in 楷体."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at the place of its upper left corner, counted from 0; a line end in `text` breaks its line."""

    row: int
    column: int
    text: str
    look: Look
    row_span: int = 1
    column_span: int = 1
    to_fill: bool = False
    indent: int = 0
    """Signs by which a label is set in."""
    aside: int | None = None
    """Where in the text a remark begins that is printed in 楷体 to the end."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. Its cells cover every place once."""

    widths: tuple[int, ...]
    """Of the columns, in twips (1/20 pt)."""
    cells: tuple[GridCell, ...]
    size: float = 10
    """Of the type, in points; a number that is wider than its cell is printed smaller."""
    rule: int = 8
    """Of the ruling lines, in eighths of a point."""
    height: int = 340
    """Of a row at least, in twips."""
    heights: Mapping[int, int] = field(default_factory=dict)
    """Of single rows that are higher."""
    together: frozenset[int] = frozenset()
    """Rows that stay on the page of the row after them."""
    heads: int = 0
    """Rows above that every page of the table repeats."""
    caption: str = ""
    """Printed above the table, centred."""


Block = Title | Heading | Text | Signature | Grid
