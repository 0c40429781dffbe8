"""What is read of a document, as records: text in reading order, tables as cells with spans, what was left
out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Place = tuple[int, int]


class Cell(NamedTuple):
    """One cell of a table; rows and columns are counted from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    doubt: str = ""
    """Why the text is not what was entered (a word of `DOUBTS`); '' where nothing speaks against it."""


DOUBTS = {
    "digits_lost": "超过 15 位的数字按数值保存,末尾几位已丢失",
    "no_value": "公式没有保存结果",
    "error_value": "公式的结果是错误值",
    "recognised": "由图像识别得出,可能有错",
}
"""What can be wrong with a cell, as people are told."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one grid, also where it goes over several pages."""

    rows: tuple[tuple[str | None, ...], ...]
    """Texts, every row of one length; None where a cell of `spans` covers the place."""
    spans: Mapping[Place, Place] = field(default_factory=dict)
    """(row, column) of a cell to its (rows, columns), for those of more than one place."""
    page: int | None = None
    """Page on which it begins, counted from 1; None where the format has no pages."""
    last_page: int | None = None
    name: str | None = None
    """Name of the sheet, where it is one."""
    unit: str | None = None
    """Unit of measure printed for the whole table (单位:万元)."""
    doubts: Mapping[Place, str] = field(default_factory=dict)
    """(row, column) of a cell to a word of `DOUBTS`."""
    at: int = 0
    """Where the document's text has it: characters before it."""

    def cells(self) -> Iterator[Cell]:
        """Every cell once, by rows, with the places that it takes."""
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if text is not None:
                    place = (row, column)
                    yield Cell(row, column, *self.spans.get(place, (1, 1)), text, self.doubts.get(place, ""))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph of text outside tables; a reader's, before the text is put together."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of a document was not read."""

    what: str
    """A word of `vocabulary/left_out.csv`."""
    where: str = ""
    """Page, sheet or member (Chinese); '' for the whole document."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """What reading a document gave."""

    outcome: str
    """A word of `vocabulary/document_outcomes.csv`."""
    format: str
    """A row of `formats.csv`, by the content."""
    media_type: str
    reason: str = ""
    """Why the outcome is not ok (Chinese); '' where it is."""
    name: str | None = None
    """As given; of a member its path in the archive."""
    pages: int | None = None
    """Pages or slides of the document; None where the format has none, or nobody could count them."""
    text: str = ""
    """In reading order; rows of tables as lines with their cells set apart by tabs."""
    tables: tuple[Table, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    """What people should know that changes no outcome (Chinese): a suffix that is not the content's, OCR."""
    members: tuple[Document, ...] = ()
    """Of an archive, and of files inside a document that were read too."""
    encoding: str | None = None
    """By which bytes became text, where the file does not say so itself."""
    read_by: str = ""
    """The program or library that read it."""


class Refused(Exception):
    """A document that is not read further; the outcome, and why (Chinese), go to whoever asked."""

    def __init__(self, outcome: str, reason: str) -> None:
        """`outcome`: a word of `vocabulary/document_outcomes.csv`."""
        super().__init__(reason)
        self.outcome, self.reason = outcome, reason


@dataclass(slots=True)
class Reading:
    """What a reader found, before text and tables are put together."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    """In reading order."""
    pages: int | None = None
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    members: list[Document] = field(default_factory=list)
    outcome: str = "ok"
    """Other than ok where only part was read: then `reason` says why (Chinese)."""
    reason: str = ""
    encoding: str | None = None
    read_by: str = ""
