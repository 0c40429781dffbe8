"""The forms from their files: one CSV a form, one row a printed cell; `forms.csv` says which forms there are.

A clerk may save a file in any of the encodings in which Excel and WPS save CSV.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from warehouse.forms.grid import table_of
from warehouse.forms.records import Cell, Form, FormError, Heading, Table
from warehouse.spreadsheet import text_of

ROOM = Path(__file__).parent
CELLS = ("table", "row", "column", "rows", "columns", "text", "code", "measure", "kind", "level")
REGISTRY = ("name", "title", "first_year", "last_year", "document", "version")
HEADINGS = ("form", "text", "table")


def read_rows(path: Path, header: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV by the names of its header, each with the number of the line on which it ends. Raises
    FormError where the header is another or a row has another number of cells."""
    text = text_of(path.read_bytes()).replace("\r\n", "\n")
    reader = csv.reader(StringIO(text))
    if next(reader, None) != list(header):
        raise FormError(f"{path.name} 的第一行应是 {','.join(header)}")
    for row in reader:
        if not any(row):
            continue  # spreadsheets leave empty rows behind the last one
        if len(row) != len(header):
            raise FormError(f"{path.name} 第 {reader.line_num} 行有 {len(row)} 格,应有 {len(header)} 格")
        yield reader.line_num, dict(zip(header, row, strict=True))


def read_forms(room: Path = ROOM) -> tuple[Form, ...]:
    """Every form that the registry of this folder names, in its order. Raises FormError."""
    headings = [row for _, row in read_rows(room / "headings.csv", HEADINGS)]
    return tuple(_form(room, row, headings) for _, row in read_rows(room / "forms.csv", REGISTRY))


def _form(room: Path, row: dict[str, str], headings: Sequence[dict[str, str]]) -> Form:
    name = row["name"]
    return Form(
        name,
        row["title"],
        int(row["first_year"]),
        int(row["last_year"]) if row["last_year"] else None,
        row["document"],
        row["version"],
        tuple(Heading(one["text"], one["table"] or None) for one in headings if one["form"] == name),
        read_tables(room / f"{name}.csv"),
    )


def read_tables(path: Path) -> tuple[Table, ...]:
    """The tables of one form's file, in their order. Raises FormError with file and line."""
    tables: dict[str, list[Cell]] = {}
    for line, row in read_rows(path, CELLS):
        tables.setdefault(row["table"], []).append(_cell(path.name, line, row))
    try:
        return tuple(table_of(name, cells) for name, cells in tables.items())
    except FormError as fault:
        raise FormError(f"{path.name}:{fault}") from None


def _cell(file: str, line: int, row: dict[str, str]) -> Cell:
    try:
        place = [int(row[name]) for name in ("row", "column", "rows", "columns")]
        level = int(row["level"]) if row["level"] else None
    except ValueError:
        raise FormError(f"{file} 第 {line} 行:row、column、rows、columns、level 应是整数") from None
    if bool(row["text"]) == bool(row["code"]):
        raise FormError(f"{file} 第 {line} 行:text(印出的文字)和 code(填数的格)应有且只有一个")
    return Cell(
        place[0], place[1], place[2], place[3], row["text"], row["code"], row["measure"], row["kind"], level
    )
