"""Bodies that are no web page: documents, pictures, archives, and answers to a script's call."""

from __future__ import annotations

import re

from scrapers.parsing.kind import limits
from scrapers.parsing.kind.kinds import Kind
from scrapers.records import Page

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "zip（docx、xlsx 等）"),
    (b"\xd0\xcf\x11\xe0", "Office 97 文档"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"BM", "BMP"),
    (b"RIFF", "RIFF"),
)
_SIGNS = tuple(magic for magic, _ in _MAGIC)
_TEXT_TYPES = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "text/xml",
    "application/xml",
    "application/octet-stream",
)
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|div|table|p|script|meta)\b", re.IGNORECASE)
_JSONP = re.compile(r"\s*;?\s*[\w$.]{1,60}\s*\(\s*[\[{\"].*\)\s*;?\s*", re.DOTALL)


def not_html(page: Page, text: str) -> Kind | None:
    """Why the answer is no HTML, by its first bytes, its form or its Content-Type; None where it may be.
    Data comes before the header: calls are answered under any type."""
    body = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC if body.startswith(_SIGNS) else ():
        if body.startswith(magic) and not (magic in (b"BM", b"RIFF") and b"<" in body[: limits.DATA_START]):
            return Kind("not_html", f"内容是 {name} 文件，不是网页")
    found = data(text)
    kind = (page.content_type or "").partition(";")[0].strip().lower()
    if (
        found is None
        and kind
        and not kind.startswith(_TEXT_TYPES)
        and not _MARKUP.search(text[: limits.MARKUP])
    ):
        return Kind("not_html", f"Content-Type 为 {kind}，不是网页")
    return found


def data(text: str) -> Kind | None:
    """Whether the body is the answer to a script's call: JSON, JSONP, a datastore, XML with records."""
    start = text.lstrip("\ufeff \r\n\t")[: limits.DATA_START].lower()
    if start.startswith(("{", "[")) or _JSONP.fullmatch(text):
        return Kind("data", "内容是 JSON，不是网页")
    records = start.startswith("<?xml") and "<record" in text.lower()
    return Kind("data", "内容是 XML 数据，不是网页") if records or start.startswith("<datastore") else None
