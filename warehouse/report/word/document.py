"""A Word file of blocks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from warehouse.report.escaping import xml_text
from warehouse.report.packing import same_bytes
from warehouse.report.word.blocks import Block, Grid, Heading, Run, Signature, Text, Title
from warehouse.report.word.grid import table_of
from warehouse.report.word.runs import run_of
from warehouse.report.word.styles import SIGNATURE, prepare

LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands where nobody knows when the figures were made: the first instant that a ZIP file can say."""


def docx_of(blocks: Iterable[Block], title: str, author: str, made_at: datetime) -> bytes:
    """The file. `title`, `author` and `made_at` go into its properties; equal arguments give equal bytes.

    Raises ValueError where cells of a grid do not cover every place once.
    """
    document = docx.Document()
    prepare(document)
    _properties(document, title, author, made_at)
    last: Block | None = None
    for block in blocks:
        if isinstance(block, Grid) and isinstance(last, Grid):
            # Two tables side by side would be one.
            document.add_paragraph()
        _ADD[type(block)](document, block)
        last = block
    if isinstance(last, Grid):
        document.add_paragraph()
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _properties(document: Document, title: str, author: str, made_at: datetime) -> None:
    properties = document.core_properties
    properties.title = _property(title)
    properties.author = properties.last_modified_by = _property(author)
    properties.created = properties.modified = made_at.replace(microsecond=0)
    properties.comments = properties.keywords = ""
    properties.language = "zh-CN"
    package = document.part.package
    for key, relation in list(package.rels.items()):
        # The picture of a page that the library's template brings along.
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _title(document: Document, block: Title) -> None:
    for line in block.lines:
        document.add_paragraph(style="Title")._p.append(run_of(line))
    document.add_paragraph()


def _heading(document: Document, block: Heading) -> None:
    document.add_paragraph(style=f"Heading {block.level}")._p.append(run_of(block.text))


def _text(document: Document, block: Text) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = _TWO_SIGNS
    _runs(paragraph, block.runs)


def _signature(document: Document, block: Signature) -> None:
    document.add_paragraph()
    for line in block.lines:
        _runs(document.add_paragraph(style=SIGNATURE), (line,))


def _grid(document: Document, block: Grid) -> None:
    table = table_of(block, document.styles)
    document.element.body.insert(len(document.element.body) - 1, table)


def _runs(paragraph: Any, runs: Iterable[Run]) -> None:
    for run in runs:
        paragraph._p.append(run_of(run.text, run.to_fill))


_TWO_SIGNS = docx.shared.Pt(32)
_ADD: dict[type[Block], Callable[[Document, Any], None]] = {
    Title: _title,
    Heading: _heading,
    Text: _text,
    Signature: _signature,
    Grid: _grid,
}


def _property(text: str) -> str:
    """What a file's properties can hold: 255 signs (python-docx) and none that XML forbids."""
    return xml_text(text)[:255]
