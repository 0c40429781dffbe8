"""Documents and bounds as JSON, between the process that reads and the one that asked: a file that took over
the reading process can still only send data."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from types import NoneType
from typing import Any

from scrapers.documents.formats import FORMATS
from scrapers.documents.limits import Limits
from scrapers.documents.records import DOUBTS, Document, LeftOut, Place, Table
from scrapers.vocabulary.outcomes import DOCUMENT_WORDS, LEFT_OUT_WORDS


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
    """The document of `answer`. Raises ValueError, KeyError, TypeError or RecursionError where it is none, or
    holds what no document does."""
    return _document(json.loads(data))


def _told(document: Document) -> dict[str, Any]:
    told = {name: getattr(document, name) for name in Document.__slots__}
    told["tables"] = [_table_told(table, document.text) for table in document.tables]
    told["left_out"] = [(left.what, left.where, left.count) for left in document.left_out]
    told["members"] = [_told(member) for member in document.members]
    return told


def _table_told(table: Table, text: str) -> dict[str, Any]:
    told = {name: getattr(table, name) for name in Table.__slots__}
    told["rows"] = _length_of(table, text) or table.rows
    told["spans"] = [[*place, *span] for place, span in table.spans.items()]
    told["doubts"] = [[*place, doubt] for place, doubt in table.doubts.items()]
    return told


def _length_of(table: Table, text: str) -> int:
    """Signs of the document's text that are the table's rows and its tabs and line ends the edges of cells: a
    million cells go over once. 0 where that is not so."""
    with suppress(TypeError):
        lines = "\n".join(map("\t".join, table.rows))  # type: ignore[arg-type]
        height = len(table.rows)
        edges = lines.count("\n"), lines.count("\t")
        if (
            lines
            and edges == (height - 1, height * (len(table.rows[0]) - 1))
            and text.startswith(lines, table.at)
        ):
            return len(lines)
    return 0


def _document(told: dict[str, Any]) -> Document:
    if told["outcome"] not in DOCUMENT_WORDS or told["format"] not in FORMATS:
        raise ValueError("no outcome or format")
    _are(str, told["media_type"], told["reason"], told["text"], told["read_by"], *told["notes"])
    _are((str, NoneType), told["name"], told["encoding"])
    _are((int, NoneType), told["pages"])
    tables = tuple(_table(table, told["text"]) for table in told["tables"])
    left_out = tuple(_left_out(*left) for left in told["left_out"])
    members = tuple(_document(member) for member in told["members"])
    rest = {"tables": tables, "left_out": left_out, "members": members, "notes": tuple(told["notes"])}
    return Document(**told | rest)


def _left_out(what: str, where: str, count: int) -> LeftOut:
    _are(str, where)
    _are(int, count)
    if what not in LEFT_OUT_WORDS:
        raise ValueError("nothing that is left out")
    return LeftOut(what, where, count)


def _table(told: dict[str, Any], text: str) -> Table:
    _are((str, NoneType), told["name"], told["unit"])
    _are((int, NoneType), told["page"], told["last_page"], told["at"])
    rows = _rows(told["rows"], told["at"], text)
    spans = {(row, column): (down, across) for row, column, down, across in told["spans"]}
    doubts = {(row, column): doubt for row, column, doubt in told["doubts"]}
    _are(int, *(number for place in (*spans, *spans.values(), *doubts) for number in place))
    if not DOUBTS.keys() >= set(doubts.values()):
        raise ValueError("no doubt")
    _stand_in_it(spans, rows, len(rows[0]) if rows else 0)
    return Table(**told | {"rows": rows, "spans": spans, "doubts": doubts})


def _rows(told: Any, at: int, text: str) -> tuple[tuple[str | None, ...], ...]:
    """A grid: as it came, or a piece of the text of a length that came instead."""
    rows: tuple[tuple[str | None, ...], ...]
    if isinstance(told, int):
        rows = tuple([tuple(line.split("\t")) for line in text[at : at + told].split("\n")])
    else:
        rows = tuple(map(tuple, told))
        if not all(_TEXTS.issuperset(map(type, row)) for row in rows):
            raise ValueError("no texts")
    if len(set(map(len, rows))) > 1:
        raise ValueError("no grid")
    return rows


def _stand_in_it(spans: dict[Place, Place], rows: tuple[Any, ...], width: int) -> None:
    """Raises ValueError where cells reach out of the table, or cover more places than it has: whoever walks
    through what they cover would not come to an end."""
    for (row, column), (down, across) in spans.items():
        if not (0 <= row < row + down <= len(rows) and 0 <= column < column + across <= width):
            raise ValueError("a span beyond the table")
    if sum(down * across for down, across in spans.values()) > len(rows) * width:
        raise ValueError("spans over each other")


_TEXTS = frozenset({str, NoneType})


def _are(kind: type | tuple[type, ...], *values: object) -> None:
    """Raises ValueError where a value is not of the kind."""
    if not all(isinstance(value, kind) for value in values):
        raise ValueError("a value of another kind")
