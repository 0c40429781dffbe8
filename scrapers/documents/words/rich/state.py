"""What holds while a group of RTF is read."""

from __future__ import annotations

from typing import NamedTuple


class State(NamedTuple):
    """What holds within a group."""

    into: str = "text"
    """text, number, code (of a field), fonts; groups that are not read are jumped over."""
    sheet: str = "body"
    font: int | None = None
    unicode_skip: int = 1
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    in_table: bool = False
    depth: int | None = None
    nested_row: bool = False


class Field(NamedTuple):
    """A field that is open: how deep, and how much had been said before it."""

    level: int
    said: int
    code: list[str]
