"""Documents and bounds as JSON, between the process that reads and the one that asked: a file that took over
the reading process can still only send data."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from scrapers.documents.limits import Limits
from scrapers.documents.records import Document, LeftOut, Table


def question(name: str | None, size: int, limits: Limits) -> bytes:
    """One line: what follows, and its bounds."""
    return json.dumps({"name": name, "size": size, "limits": asdict(limits)}).encode() + b"\n"


def question_of(line: bytes) -> tuple[str | None, int, Limits]:
    """Name, size and bounds of a line of `question`."""
    told = json.loads(line)
    return told["name"], told["size"], Limits(**told["limits"])


def answer(document: Document) -> bytes:
    """A document as bytes."""
    return json.dumps(_told(document), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def answer_of(data: bytes) -> Document:
    """The document of `answer`. Raises ValueError, KeyError or TypeError where it is none."""
    return _document(json.loads(data))


def _told(document: Document) -> dict[str, Any]:
    told = {name: getattr(document, name) for name in Document.__slots__}
    told["tables"] = [_table_told(table) for table in document.tables]
    told["left_out"] = [(left.what, left.where, left.count) for left in document.left_out]
    told["members"] = [_told(member) for member in document.members]
    return told


def _table_told(table: Table) -> dict[str, Any]:
    told = {name: getattr(table, name) for name in Table.__slots__}
    told["spans"] = [[*place, *span] for place, span in table.spans.items()]
    told["doubts"] = [[*place, doubt] for place, doubt in table.doubts.items()]
    return told


def _document(told: dict[str, Any]) -> Document:
    tables = tuple(_table(table) for table in told["tables"])
    left_out = tuple(LeftOut(*left) for left in told["left_out"])
    members = tuple(_document(member) for member in told["members"])
    rest = {"tables": tables, "left_out": left_out, "members": members, "notes": tuple(told["notes"])}
    return Document(**told | rest)


def _table(told: dict[str, Any]) -> Table:
    spans = {(row, column): (rows, columns) for row, column, rows, columns in told["spans"]}
    doubts = {(row, column): doubt for row, column, doubt in told["doubts"]}
    rows = tuple(map(tuple, told["rows"]))
    return Table(**told | {"rows": rows, "spans": spans, "doubts": doubts})
