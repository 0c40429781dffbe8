"""Which format a file is: by its content, and by its name only where the content leaves a choice."""

from __future__ import annotations

import re

from scrapers.documents.containers import COMPOUND, ZIPPED, compound, packed, packing, zipped
from scrapers.documents.format_table import FORMATS, Format, suffix_of
from scrapers.magic import named_by_magic

__all__ = ["FORMATS", "Format", "format_of", "guessed", "holds_files", "marked", "suffix_of"]

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def format_of(content: bytes, name: str | None = None) -> Format:
    """The format of the content; `unknown` where it is none of the table's. Never raises."""
    return FORMATS[_name_of(content, suffix_of(name))]


def holds_files(content: bytes) -> bool:
    """Whether it is a file that holds others (ZIP, OLE, TAR), by marks alone: what such a file lists may be
    without end, and whoever asks this may have no bounds."""
    kind = named_by_magic(content[:64]) or named_by_magic(content[:4096].lstrip(_BEFORE))
    return kind in ("ZIP/DOCX/XLSX", "DOC/XLS/PPT") or bool(packing(content))


def guessed(content: bytes, name: str | None) -> Format:
    """The format by first bytes and name alone, where the content is not to be opened: in the process of
    whoever asks, after one that read it has failed."""
    suffix, kind = suffix_of(name), named_by_magic(content[:64])
    if kind in _BY_MAGIC:
        return FORMATS[_BY_MAGIC[kind]]
    family = {"ZIP/DOCX/XLSX": ZIPPED, "DOC/XLS/PPT": COMPOUND}.get(kind, ())
    named = (FORMATS[one] for one in family if suffix in FORMATS[one].suffixes)
    return next(named, FORMATS["zip" if family is ZIPPED else "unknown"])


def _name_of(content: bytes, suffix: str) -> str:
    head = content[:4096]
    at = _pdf(content)
    if at >= 0 and not head[:at].strip(_BEFORE):
        return "pdf"
    kind = named_by_magic(head) or named_by_magic(head.lstrip(_BEFORE))
    if kind == "ZIP/DOCX/XLSX":
        return zipped(content, suffix)
    if kind == "DOC/XLS/PPT":
        return compound(content, suffix)
    if kind in _BY_MAGIC:
        return _BY_MAGIC[kind]
    if holder := packed(content, suffix):
        return holder
    if head[:4] in (b"II*\0", b"MM\0*") or _webp(head) or _bitmap(content):
        return "image"
    if at >= 0:
        return "pdf"
    return _textual(marked(content), suffix)


_BEFORE = b"\r\n\t \xef\xbb\xbf\0"
"""What servers and programs leave before the first bytes: line ends, marks, NUL."""


def _pdf(content: bytes) -> int:
    """Where a PDF begins, among the first bytes (ISO 32000, H.3 note 13); -1 for none. A page or a text that
    only names such a head has no objects; heads of HTTP and warnings of PHP stand before real ones."""
    at = content.find(b"%PDF-", 0, 1024 + 5)
    before = content[:at].strip(_BEFORE) if at > 0 else b""
    if before and _is_text(before) and b" obj" not in content[at : at + (1 << 16)]:
        return at if before.startswith(b"HTTP/") else -1
    return at


def marked(content: bytes) -> bytes:
    """The content with a byte order mark, where it is UTF-16 and has none: all that reads text goes by
    that."""
    sample = content[:4096]
    if sample.startswith(_UTF16) or b"\0" not in sample:
        return content
    for encoding, mark in (("utf-16-le", _UTF16[0]), ("utf-16-be", _UTF16[1])):
        text = sample[: len(sample) & ~1].decode(encoding, "replace")
        if len(text) > 3 and len(_WRITTEN.findall(text)) * 20 >= len(text) * 19:
            return mark + content
    return content


_WRITTEN = re.compile("[\t\r\n -~\xa0-\xff\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
"""Signs of Chinese and English text."""


def _bitmap(content: bytes) -> bool:
    """Whether it is a BMP: by the size of its second head, as `BM` begins words too."""
    return content[:2] == b"BM" and content[14:18] in _BITMAP_HEADS


_BITMAP_HEADS = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))


_BY_MAGIC = {
    "PDF": "pdf",
    "RAR": "rar",
    "RTF": "rtf",
    "PNG": "image",
    "JPEG": "image",
    "GIF": "image",
    "7Z": "7z",
    "GZIP": "gzip",
}


def _webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


_PAGE_TAGS = (
    r"!doctype\s+html|html|head|body|table|meta|title|div|p|script|span|style|tr|td|th|thead|tbody|font|b|br"
    r"|center|h[1-6]|a|img|ul|ol|form|frameset|strong|pre|link|section|article"
)
_HTML = re.compile(rf"<(?:{_PAGE_TAGS})\b".encode(), re.IGNORECASE)
_TAGS = re.compile(rb"<(?:html|body|table|div|p)\b[^<]*>", re.I)
_END_TAGS = re.compile(rb"</(?:html|body|table|tr|td|div|p)\s*>", re.I)
_COMMENTS = re.compile(rb"(?:\s|<!--.*?-->)*", re.DOTALL)
_WINDOW = 1 << 16
"""Bytes in which markup shows what it is."""
_MHT = re.compile(rb"^(?:mime-version|from|content-type):", re.I | re.M)


def _textual(content: bytes, suffix: str) -> str:
    """Formats that are text: XML of Office 2003, flat ODF, saved pages, separated values, text."""
    head = content[:_WINDOW]
    if head.startswith(_UTF16):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    start = head.lstrip(_BEFORE)
    if start.startswith(b"<"):
        return _marked_up(start[_COMMENTS.match(start).end() :] or start, suffix)  # type: ignore[union-attr]
    if _MHT.match(start) and re.search(rb"^content-type:\s*(?:multipart|text/html)", head, re.I | re.M):
        return "mht"
    if not _is_text(content):
        return "foreign" if suffix in FORMATS["foreign"].suffixes else "unknown"
    if suffix in FORMATS["csv"].suffixes:
        return "csv"
    if suffix in FORMATS["html"].suffixes:
        return "html"
    if suffix not in FORMATS["txt"].suffixes and _TAGS.search(start) and _END_TAGS.search(start):
        return "html"
    return "csv" if suffix in _SHEETS and _separated(start) else "txt"


_SHEETS = FORMATS["xls"].suffixes | FORMATS["xlsx"].suffixes | FORMATS["foreign"].suffixes & {"et"}


def _separated(start: bytes) -> bool:
    """Whether lines are rows of cells: nearly each has the sign that sets them apart."""
    if start[:1] in (b"{", b"["):  # the answer of a call
        return False
    lines = [line for line in start.splitlines()[:-1] or [start] if line.strip()][:50]
    return any(
        sum(sign in line for line in lines) * 5 >= len(lines) * 4 for sign in (b"\t", b",", b";", b"|")
    )


def _marked_up(start: bytes, suffix: str) -> str:
    for mark, name in (
        (b"schemas.microsoft.com/office/word/2003/wordml", "wordml"),
        (b'progid="Word.Document"', "wordml"),
        (b"schemas.microsoft.com/office/2006/xmlPackage", "wordml"),
        (b"urn:schemas-microsoft-com:office:spreadsheet", "sheetml"),
        (b'office:mimetype="application/vnd.oasis.opendocument.spreadsheet', "ods"),
        (b"urn:oasis:names:tc:opendocument:xmlns:office", "odt"),
        (b"schemas.uof.org", "foreign"),
    ):
        # A page saved by Excel names its schemas too.
        if mark in start and not re.match(rb"(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+)?html\b", start, re.I):
            return name
    return "html" if _HTML.search(start) or suffix in FORMATS["html"].suffixes else "txt"


def _is_text(content: bytes) -> bool:
    """Few bytes that no text holds; NUL is let pass more often, as programs fill up with it."""
    sample = content[: 1 << 16]
    if sample.startswith(_UTF16):
        return True
    if sample.endswith(b"\0"):
        sample = sample.rstrip(b"\0")
        if len(sample) < _PADDED:
            return False
    return (
        sum(sample.count(byte) for byte in _NOT_TEXT) * 100 <= len(sample)
        and sample.count(0) * 20 <= len(sample)
        and bool(sample)
    )


_PADDED = 64
"""Bytes of a text that was filled up with NUL; fewer say nothing."""
_NOT_TEXT = tuple(byte for byte in range(1, 32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
