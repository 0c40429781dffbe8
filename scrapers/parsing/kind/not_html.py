"""Bodies that are no web page: documents, pictures, archives, data for a script."""

from __future__ import annotations

import re

from scrapers.records import OtherPage, Page

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
_TEXT_TYPES = (
    "text/html",
    "application/xhtml",
    "text/plain",
    "text/xml",
    "application/xml",
    "application/octet-stream",
)


def not_html(page: Page, text: str) -> OtherPage | None:
    """Why the answer is no HTML, by its first bytes, its Content-Type or its form; None where it may be."""
    body = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if body.startswith(magic) and not (magic in (b"BM", b"RIFF") and b"<" in body[:200]):
            return OtherPage("not_html", f"内容是 {name} 文件，不是网页")
    kind = (page.content_type or "").partition(";")[0].strip().lower()
    markup = bool(
        re.search(r"<\s*(?:!doctype|html|head|body|div|table|p|script|meta)\b", text[:5000], re.IGNORECASE)
    )
    if kind and not kind.startswith(_TEXT_TYPES) and not markup:
        return OtherPage("not_html", f"Content-Type 为 {kind}，不是网页")
    if (
        not markup
        and re.match(r"\s*(?:[\[{]|[\w.$]+\s*\(\s*[\[{])", text)
        and re.search(r"[\]})]\s*\)?;?\s*$", text[-20:])
    ):
        return OtherPage("not_html", "内容是 JSON，不是网页")
    return None
