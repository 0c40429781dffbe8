"""Whether a body can be a page at all: by its Content-Type, or its first bytes where that says nothing."""

from __future__ import annotations

from scrapers.magic import named_by_magic

_TEXT = ("text/", "application/xhtml", "application/xml", "application/json", "application/javascript")
_TEXT_TOO = frozenset(
    {"application/x-javascript", "application/ecmascript", "application/rss", "application/ld"}
)
_SILENT = frozenset(
    {"", "application/octet-stream", "application/unknown", "binary/octet-stream", "unknown/unknown"}
)
"""Types that say nothing about the content; some servers send them for every suffix that they do not know."""

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
    head = body[:512]
    if name := named_by_magic(head):
        return name
    # A stray NUL stands in real pages; UTF-16 has one in every second place.
    return "binary" if head.count(0) * 8 > len(head) and not body.startswith(_UTF16) else ""
