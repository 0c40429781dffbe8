"""From what a reader found to a document: one text, tables with their place in it, bounds."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from scrapers.documents.formats import FORMATS, Format, suffix_of
from scrapers.documents.numbered import with_units
from scrapers.documents.records import Document, Paragraph, Reading, Table
from scrapers.vocabulary.outcomes import DOCUMENT_WORDS, LEFT_OUT_WORDS


def composed(reading: Reading, format: Format, name: str | None) -> Document:
    """The document of a reading. `ok` becomes `empty` where there is no text, `partial` where pages, rows or
    members were left out, `mislabelled` where a page of the web stands under another format's name."""
    text, tables = _text_and_tables(list(with_units(reading.blocks)))
    outcome, reason = reading.outcome, reading.reason
    if outcome == "ok":
        outcome, reason = _outcome(reading, text, format, name)
    return Document(
        outcome=outcome,
        format=format.name,
        media_type=format.media_type,
        reason=reason,
        name=name,
        pages=reading.pages,
        text=text,
        tables=tables,
        left_out=tuple(reading.left_out),
        notes=(*reading.notes, *_of_the_name(format, name)),
        members=tuple(reading.members),
        encoding=reading.encoding,
        read_by=reading.read_by,
    )


def _text_and_tables(blocks: list[Paragraph | Table]) -> tuple[str, tuple[Table, ...]]:
    """One text, a line a paragraph or row, and the tables with their offset in it."""
    pieces: list[str] = []
    tables: list[Table] = []
    length = 0
    for block in blocks:
        if isinstance(block, Table):
            tables.append(replace(block, at=length))
            piece = _lines(block)
        else:
            piece = block.text + "\n"
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), tuple(tables)


def _lines(table: Table) -> str:
    """Its rows, a line each: in one go where nothing covers a place and no cell has line ends of its own."""
    with suppress(TypeError):
        text = "\n".join(map("\t".join, table.rows))  # type: ignore[arg-type]
        if text.count("\n") == len(table.rows) - 1:
            return text + "\n"
    return "".join(_line(row) + "\n" for row in table.rows)


def _line(row: tuple[str | None, ...]) -> str:
    """A row as one line: its cells, their own line ends as spaces."""
    return "\t".join(text.replace("\n", " ") for text in row if text is not None)


_PARTS = ("pages", "rows", "members", "unread")
"""What, left out, makes a reading partial; pictures, macros and the like are told, and the text is whole."""


def _outcome(reading: Reading, text: str, format: Format, name: str | None) -> tuple[str, str]:
    suffix = suffix_of(name)
    if format.name == "html" and suffix in _NEVER_PAGES:
        return "mislabelled", f"名称的后缀是 .{suffix},内容是网页{_headed(text)}"
    if reading.members and all(member.outcome != "ok" for member in reading.members) and not text.strip():
        worst = reading.members[0]
        return "partial", f"成员没有一个能读全:{worst.name}:{worst.reason or DOCUMENT_WORDS[worst.outcome]}"
    parts = [left for left in reading.left_out if left.what in _PARTS]
    if parts:
        said = [f"{LEFT_OUT_WORDS[left.what]} {left.count}{_at(left.where)}" for left in parts[:5]]
        return "partial", ";".join(said) + (f" 等 {len(parts)} 处" if len(parts) > 5 else "")
    if not text.strip() and not reading.members:
        return "empty", DOCUMENT_WORDS["empty"]
    return "ok", ""


_NEVER_PAGES = frozenset(
    suffix
    for name in ("pdf", "docx", "xlsx", "pptx", "ofd", "zip", "rar", "image", "odt", "ods")
    for suffix in FORMATS[name].suffixes
)
"""Suffixes under which nobody saves a page; a page called .doc or .xls is what many systems export."""


def _headed(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return f"(「{first[:40]}」)" if first else ""


def _at(where: str) -> str:
    return f"({where})" if where else ""


def _of_the_name(format: Format, name: str | None) -> list[str]:
    """A note where the suffix is another known format's."""
    suffix = suffix_of(name)
    known = any(suffix in other.suffixes for other in FORMATS.values())
    if not known or not format.suffixes or suffix in format.suffixes:
        return []
    return [f"名称的后缀是 .{suffix},内容是{format.words}"]
