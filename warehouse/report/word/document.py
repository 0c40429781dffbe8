"""A Word file of blocks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement

from warehouse.report.escaping import xml_text
from warehouse.report.packing import same_bytes
from warehouse.report.word import template
from warehouse.report.word.blocks import Block, Grid, Heading, Run, Signature, Text, Title
from warehouse.report.word.grid import table_of
from warehouse.report.word.runs import element, run_of

LONG_AGO = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands where nobody knows when the figures were made: the first instant that a ZIP file can say."""


def docx_of(blocks: Iterable[Block], title: str, author: str, made_at: datetime) -> bytes:
    """The file. `title`, `author` and `made_at` go into its properties; equal arguments give equal bytes.

    Raises ValueError where cells of a grid do not cover every place once.
    """
    document = template.new_document()
    _properties(document, title, author, made_at)
    last: Block | None = None
    for block in blocks:
        if isinstance(block, Grid) and isinstance(last, Grid):
            # Two tables side by side would be one.
            _paragraph(document, template.TEXT)
        _ADD[type(block)](document, block)
        last = block
    if isinstance(last, Grid):
        # A file does not end with a table; the line is too low to need another page.
        _paragraph(document, template.END)
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


def _title(document: Document, block: Title) -> None:
    for line in filter(None, block.lines):
        _paragraph(document, template.TITLE, Run(line))
    _paragraph(document, template.TITLE)


def _heading(document: Document, block: Heading) -> None:
    _paragraph(document, template.HEADING.format(level=block.level), Run(block.text))


def _text(document: Document, block: Text) -> None:
    _paragraph(document, template.TEXT, *block.runs)


def _signature(document: Document, block: Signature) -> None:
    """Under an empty line; all of it stands on one page."""
    lines = [(), *((line,) for line in block.lines if line.text)]
    for number, runs in enumerate(lines, 1):
        properties = _paragraph(document, template.SIGNATURE, *runs).pPr
        if number < len(lines):
            properties.append(OxmlElement("w:keepNext"))


def _grid(document: Document, block: Grid) -> None:
    if block.caption:
        _paragraph(document, template.CAPTION, Run(block.caption))
    _append(document, table_of(block))


def _paragraph(document: Document, style: str, *runs: Run) -> Any:
    paragraph = OxmlElement("w:p")
    properties = OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val=style))
    paragraph.append(properties)
    paragraph.extend(run_of(run.text, run.to_fill) for run in runs)
    return _append(document, paragraph)


def _append(document: Document, block: Any) -> Any:
    """At the end, before the description of the page."""
    document.element.body.insert(len(document.element.body) - 1, block)
    return block


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
