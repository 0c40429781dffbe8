"""A document as one JSON object, in the form that `gongkai extract` promises; personal data is masked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from scrapers.documents.formats import FORMATS, format_of, holds_files, suffix_of
from scrapers.documents.numbered import numbers_of
from scrapers.documents.numbers import Number
from scrapers.documents.personal import is_damaged_id, masked, masked_row, starred
from scrapers.documents.records import DOUBTS, Cell, Document, Table
from scrapers.vocabulary.outcomes import LEFT_OUT_WORDS

_PAGES = FORMATS["html"].suffixes
_WRITTEN = FORMATS["txt"].suffixes | FORMATS["csv"].suffixes
_KNOWN = frozenset(suffix for format in FORMATS.values() for suffix in format.suffixes) - _PAGES


def is_document(content: bytes, name: str | None) -> bool:
    """Whether a file is to be read as a document, where nobody said: by its content; a page of the web is one
    where it stands under a document's name, text where it stands under a text's. Opens nothing."""
    if holds_files(content):
        return True
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
    return _described(document, list)


def written(document: Document) -> Iterator[str]:
    """`described` as JSON, piece by piece: the described cells of a large sheet take some hundred times the
    memory that the sheet does, and a file of some hundred bytes may unfold to millions of them."""
    return json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(_described(document, _Each))


class _Each(list[Any]):
    """Values that are made when they are written."""

    def __init__(self, values: Iterable[Any]) -> None:
        super().__init__()
        self._values = iter(values)
        self._first = list(islice(self._values, 1))

    def __len__(self) -> int:
        """0 where there is none."""
        return len(self._first)

    def __iter__(self) -> Iterator[Any]:
        """Once."""
        yield from self._first
        yield from self._values


_Listed = Callable[[Iterable[Any]], list[Any]]


def _described(document: Document, listed: _Listed) -> dict[str, Any]:
    text, places = _masked_text(document)
    return {
        "kind": "document",
        "outcome": document.outcome,
        "reason": masked(document.reason),
        "format": document.format,
        "media_type": document.media_type,
        "name": _masked(document.name),
        "pages": document.pages,
        "text": text,
        "tables": [_table(table, at, listed) for table, at in zip(document.tables, places, strict=True)],
        "left_out": [
            {
                "what": left.what,
                "words": LEFT_OUT_WORDS[left.what],
                "where": masked(left.where),
                "count": left.count,
            }
            for left in document.left_out
        ],
        "notes": [masked(note) for note in document.notes],
        "members": listed(_described(member, listed) for member in document.members),
        "encoding": document.encoding,
        "read_by": document.read_by,
    }


def _masked(text: str | None) -> str | None:
    return text if text is None else masked(text)


def _masked_text(document: Document) -> tuple[str, list[int]]:
    """The text, and where each table begins in it: a mask may be shorter than what it stands for."""
    damaged = [
        table.rows[row][column] or ""
        for table in document.tables
        for (row, column), doubt in table.doubts.items()
        if doubt == "digits_lost"
    ]
    damaged = [number for number in damaged if is_damaged_id(number)]
    ends = [*(table.at for table in document.tables), len(document.text)]
    pieces: list[str] = []
    places: list[int] = []
    begin = length = 0
    for end in ends:
        piece = masked(document.text[begin:end])
        for number in damaged:
            piece = piece.replace(number, starred(number))
        pieces.append(piece)
        length += len(piece)
        places.append(length)
        begin = end
    return "".join(pieces), places[:-1]


def _table(table: Table, at: int, listed: _Listed) -> dict[str, Any]:
    return {
        "page": table.page,
        "last_page": table.last_page,
        "name": _masked(table.name),
        "unit": _masked(table.unit),
        "at": at,
        "rows": listed(_rows(table)),
        "cells": listed(_cells(table)),
    }


def _rows(table: Table) -> Iterator[list[str | None]]:
    for row, texts in enumerate(table.rows):
        shown = masked_row(texts)
        if table.doubts:
            for column, text in enumerate(texts):
                if text and table.doubts.get((row, column)) == "digits_lost" and is_damaged_id(text):
                    shown[column] = starred(text)
        yield shown


def _cells(table: Table) -> Iterator[dict[str, Any]]:
    rows = enumerate(_rows(table))
    at, shown = -1, list[str | None]()
    for cell, number in numbers_of(table):
        while at < cell.row:
            at, shown = next(rows)
        text = shown[cell.column] or ""
        # What is part of a number over several cells is none itself.
        whole = number if text == cell.text or (number and number.remark) else None
        yield _cell(cell._replace(text=text), whole)


def _cell(cell: Cell, number: Number | None) -> dict[str, Any]:
    """The cell; where it is a number, that as exact text, and the unit said for it."""
    told: dict[str, Any] = cell._asdict()
    if number is not None and not _is_personal(said := format(number.value, "f")):
        told |= {"number": said, "unit": number.unit or None}
        told |= {"approximate": True} if number.approximate else {}
        told |= {"remark": masked(number.remark)} if number.remark else {}
    if not cell.doubt:
        del told["doubt"]
        return told
    return told | {"doubt_words": DOUBTS[cell.doubt]}


def _is_personal(number: str) -> bool:
    """Whether it is one that is masked, though its cell sets its digits apart."""
    return len(number) >= 11 and masked(number) != number
