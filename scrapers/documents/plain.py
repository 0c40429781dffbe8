"""Plain text: a paragraph a line, in the encoding that the bytes allow (GB18030, UTF-8, UTF-16)."""

from __future__ import annotations

from scrapers.charset import decode
from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Paragraph, Reading


def read(content: bytes, asked: Asked) -> Reading:
    """Every line of the text; `encoding` is the one that was used."""
    text, encoding = decode(content)
    lost = text.count("\ufffd")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Reading(
        blocks=[Paragraph(line) for line in lines],
        left_out=[LeftOut("characters", count=lost)] if lost else [],
        encoding=encoding,
        read_by="gongkai",
    )
