"""Whether a body can be a page at all: by its Content-Type, or its first bytes where that says nothing."""

from __future__ import annotations

_TEXT = ("text/", "application/xhtml", "application/xml", "application/json", "application/javascript")
_TEXT_TOO = frozenset(
    {"application/x-javascript", "application/ecmascript", "application/rss", "application/ld"}
)
_SILENT = frozenset(
    {"", "application/octet-stream", "application/unknown", "binary/octet-stream", "unknown/unknown"}
)
"""Types that say nothing about the content; some servers send them for every suffix that they do not know."""

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP/DOCX/XLSX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC/XLS/PPT"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"FLV\x01", "FLV"),
    (b"ID3", "MP3"),
    (b"RIFF", "RIFF"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def media_type(content_type: str | None) -> str:
    """`text/html` of `Text/HTML; charset=gb2312`; '' for none."""
    return (content_type or "").partition(";")[0].strip().lower()


def not_text(content_type: str | None) -> str:
    """Why the type rules a page out, e.g. `image/png`; '' when it is text or says nothing."""
    kind = media_type(content_type)
    if kind in _SILENT or kind in _TEXT_TOO or kind.startswith(_TEXT) or kind.endswith(("+xml", "+json")):
        return ""
    return kind if "/" in kind else ""


def binary(body: bytes) -> str:
    """Why the first bytes (some hundreds suffice) rule a page out, e.g. `PDF`; '' when they may be text."""
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return name
    if body[4:8] == b"ftyp":
        return "MP4"
    head = body[:512]
    # A stray NUL stands in real pages; UTF-16 has one in every second place.
    return "binary" if head.count(0) * 8 > len(head) and not body.startswith(_UTF16) else ""
