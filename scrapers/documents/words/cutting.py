"""XML of documents that was cut short: up to its last whole paragraph, and not within a row. Half a figure
is a wrong one, and a cell that is missing would read as an empty one."""

from __future__ import annotations

import re
from typing import Any

from scrapers.documents.parts import local, xml_of

_TAG = re.compile(rb"<(/?)(?:[\w-]+:)?(p|h|tr|table-row)(?=[\s>/])[^>]*?(/?)>")
_ROWS = (b"tr", b"table-row")


def until_paragraph(data: bytes) -> bytes:
    """The XML up to the end of the last paragraph that is whole and stands in no other one; without a row
    that was begun, unless most of the document is in it."""
    kept = data[: _last_end(data)]
    row = _open_row(kept)
    return kept[:row] if row > len(kept) // 2 else kept


def _last_end(data: bytes) -> int:
    depth = end = 0
    for tag in _TAG.finditer(data):
        if tag[2] not in _ROWS and not tag[3]:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if tag[2] not in _ROWS and depth == 0:
            end = tag.end()
    return end


def _open_row(data: bytes) -> int:
    """Where the innermost row that is not closed begins; 0 where all are."""
    begun: list[int] = []
    for tag in _TAG.finditer(data):
        if tag[2] in _ROWS and not tag[3]:
            if not tag[1]:
                begun.append(tag.start())
            elif begun:
                begun.pop()
    return begun[-1] if begun else 0


def xml_until_cut(data: bytes, name: str = "") -> tuple[Any, bool]:
    """The root element of a document's XML, and whether it is whole: of one that was cut, up to its last
    whole paragraph. Raises Refused where nothing can be read."""
    root, whole = xml_of(data, name)
    if whole or f"{local(root.tag)}>".encode() in data[-400:].replace(b"\0", b""):
        return root, whole
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "ignore")
        data = re.sub(r"^<\?xml.*?\?>", "", text, flags=re.S).encode("utf-8", "ignore")
    return xml_of(until_paragraph(data), name)[0], False
