"""A document as one JSON object, in the form that `gongkai extract` promises; personal data is masked."""

from __future__ import annotations

import re
from typing import Any

from scrapers.documents.formats import FORMATS, format_of, suffix_of
from scrapers.documents.numbered import numbers_of
from scrapers.documents.numbers import Number
from scrapers.documents.records import DOUBTS, Cell, Document, Table
from scrapers.privacy import mask
from scrapers.vocabulary.outcomes import LEFT_OUT_WORDS

_PAGES = FORMATS["html"].suffixes
_WRITTEN = FORMATS["txt"].suffixes | FORMATS["csv"].suffixes
_KNOWN = frozenset(suffix for format in FORMATS.values() for suffix in format.suffixes) - _PAGES


def is_document(content: bytes, name: str | None) -> bool:
    """Whether a file is to be read as a document, where nobody said: by its content; a page of the web is one
    where it stands under a document's name, text where it stands under a text's."""
    format, suffix = format_of(content, name).name, suffix_of(name)
    if format == "html":
        return suffix in _KNOWN
    if format in ("txt", "csv"):
        return suffix in _WRITTEN or suffix in _KNOWN - {"xml"}
    return format != "unknown" or suffix in _KNOWN


def described(document: Document) -> dict[str, Any]:
    """`{"kind": "document", "outcome", "reason", "media_type", "pages", "text", "tables", …}`.

    Rows and columns of cells are counted from 0, pages from 1; `rows` has null where a cell of more than one
    place covers another. Members of an archive stand under `members`, each in the same form. Pure.
    """
    text, places = _masked_text(document)
    return {
        "kind": "document",
        "outcome": document.outcome,
        "reason": mask(document.reason),
        "format": document.format,
        "media_type": document.media_type,
        "name": document.name and mask(document.name),
        "pages": document.pages,
        "text": text,
        "tables": [_table(table, at) for table, at in zip(document.tables, places, strict=True)],
        "left_out": [
            {
                "what": left.what,
                "words": LEFT_OUT_WORDS[left.what],
                "where": mask(left.where),
                "count": left.count,
            }
            for left in document.left_out
        ],
        "notes": [mask(note) for note in document.notes],
        "members": [described(member) for member in document.members],
        "encoding": document.encoding,
        "read_by": document.read_by,
    }


def _masked_text(document: Document) -> tuple[str, list[int]]:
    """The text, and where each table begins in it: a mask may be shorter than what it stands for."""
    damaged = [
        cell.text
        for table in document.tables
        for cell in table.cells()
        if cell.doubt and _is_damaged_id(cell)
    ]
    ends = [*(table.at for table in document.tables), len(document.text)]
    pieces: list[str] = []
    places: list[int] = []
    begin = length = 0
    for end in ends:
        piece = _masked_boxes(mask(document.text[begin:end]))
        for number in damaged:
            piece = piece.replace(number, _starred(number))
        pieces.append(piece)
        length += len(piece)
        places.append(length)
        begin = end
    return "".join(pieces), places[:-1]


def _table(table: Table, at: int) -> dict[str, Any]:
    cells = [(cell._replace(text=_masked_cell(cell)), number) for cell, number in numbers_of(table)]
    rows: list[list[str | None]] = [[None] * len(row) for row in table.rows]
    for cell, _ in cells:
        rows[cell.row][cell.column] = cell.text
    in_boxes = {
        number: signs
        for number, row in enumerate(table.rows)
        if len(row) >= _FEWEST and (signs := _masked_row(row))
    }
    for row, signs in in_boxes.items():
        for column, sign in signs.items():
            rows[row][column] = sign
    cells = [
        (cell._replace(text=rows[cell.row][cell.column] or ""), None)
        if cell.column in in_boxes.get(cell.row, ())
        else (cell, number)
        for cell, number in cells
    ]
    return {
        "page": table.page,
        "last_page": table.last_page,
        "name": table.name and mask(table.name),
        "unit": table.unit,
        "at": at,
        "rows": rows,
        "cells": [_cell(cell, number) for cell, number in cells],
    }


def _cell(cell: Cell, number: Number | None) -> dict[str, Any]:
    """The cell; where it is a number, that as exact text, and the unit said for it."""
    told: dict[str, Any] = cell._asdict()
    if number is not None and not _is_personal(written := format(number.value, "f")):
        told |= {"number": written, "unit": number.unit or None}
        told |= {"approximate": True} if number.approximate else {}
        told |= {"remark": mask(number.remark)} if number.remark else {}
    if not cell.doubt:
        del told["doubt"]
        return told
    return told | {"doubt_words": DOUBTS[cell.doubt]}


def _is_personal(number: str) -> bool:
    return len(number) >= 11 and mask(number) != number


_ID = re.compile(r"[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}")


def _is_damaged_id(cell: Cell) -> bool:
    """Whether it was an ID number before its last digits were lost: its check digit cannot tell any more."""
    return cell.doubt == "digits_lost" and bool(_ID.fullmatch(cell.text))


def _masked_cell(cell: Cell) -> str:
    return _starred(cell.text) if _is_damaged_id(cell) else mask(cell.text)


def _starred(number: str) -> str:
    return number[:6] + "*" * 8 + number[-4:]


_FEWEST = 18
"""Boxes of an ID number; eleven single figures side by side are more often counts than a mobile's number."""
_BOXES = re.compile(rf"(?<![^\t\n])(?:[0-9０-９]\t){{{_FEWEST - 1}}}[0-9０-９XxＸｘ](?![^\t\n])")
"""A number written one sign a cell, in a row of text."""


def _masked_boxes(text: str) -> str:
    """Rows of text with such numbers masked, sign by sign."""
    if text.count("\t") < _FEWEST - 1:
        return text
    return _BOXES.sub(lambda row: "\t".join(_same_length(row[0].replace("\t", ""))), text)


def _same_length(signs: str) -> str:
    masked = mask(signs)
    return masked if len(masked) == len(signs) else signs


def _masked_row(row: tuple[str | None, ...]) -> dict[int, str]:
    """What such numbers of a table's row become, by column; only those places that change."""
    seen = [(column, text.strip()) for column, text in enumerate(row) if text is not None]
    line = "\t".join(text.replace("\t", " ") for _, text in seen)
    masked = _masked_boxes(line)
    if masked == line:
        return {}
    return {
        column: sign
        for (column, text), sign in zip(seen, masked.split("\t"), strict=True)
        if sign != text.replace("\t", " ")
    }
