"""Which format a file is: by its content, and by its name only where the content leaves a choice."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import olefile

from scrapers.magic import named_by_magic

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Format:
    """A row of `formats.csv`."""

    name: str
    media_type: str
    suffixes: frozenset[str]
    reader: str
    """Module of this room that reads it; '' where none does."""
    words: str
    """How people call it (Chinese)."""


def _table() -> dict[str, Format]:
    with (Path(__file__).parent / "formats.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["format"]: Format(
                row["format"],
                row["media_type"],
                frozenset(row["suffixes"].split()),
                row["reader"],
                row["words"],
            )
            for row in csv.DictReader(file)
        }


FORMATS = _table()


def suffix_of(name: str | None) -> str:
    """`pdf` of `a/b.PDF`; '' where there is none."""
    return PurePosixPath((name or "").replace("\\", "/")).suffix[1:].lower()


def format_of(content: bytes, name: str | None = None) -> Format:
    """The format of the content; `unknown` where it is none of the table's. Never raises."""
    return FORMATS[_name_of(content, suffix_of(name))]


def _name_of(content: bytes, suffix: str) -> str:
    head = content[:4096]
    # Servers and scanners leave line ends, marks and HTTP heads before the first bytes.
    at = head.find(b"%PDF-", 0, 1024 + 5)
    if at >= 0 and not head[:at].strip(b"\x00\r\n\t \xef\xbb\xbf"):
        return "pdf"
    kind = named_by_magic(head.lstrip(b"\r\n\t \xef\xbb\xbf") if head[:1] in b"\r\n\t \xef" else head)
    if kind == "ZIP/DOCX/XLSX":
        return _zipped(content, suffix)
    if kind == "DOC/XLS/PPT":
        return _compound(content, suffix)
    if kind in _BY_MAGIC:
        return _BY_MAGIC[kind]
    if (head[:2] == b"BM" and suffix == "bmp") or head[:4] in (b"II*\0", b"MM\0*") or _webp(head):
        return "image"
    if at >= 0:
        return "pdf"
    return _textual(content, suffix)


_BY_MAGIC = {"PDF": "pdf", "RAR": "rar", "RTF": "rtf", "PNG": "image", "JPEG": "image", "GIF": "image"}


def _webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_PARTS = (
    ("word/", "docx"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
)


def _zipped(content: bytes, suffix: str) -> str:
    """By the names of its parts; of a file cut short, whose list of parts is lost, by the first ones' own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").strip().removesuffix(b"-template")
                if kind in _ODF:
                    return _ODF[kind]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        names = [found.decode("utf-8", "replace") for found in _LOCAL_NAMES.findall(content[: 1 << 20])]
        for kind, name in _ODF.items():
            if kind in content[:200]:
                return name
    lowered = [name.replace("\\", "/").lstrip("/").lower() for name in names]
    if any(name == "ofd.xml" for name in lowered):
        return "ofd"
    if "[content_types].xml" in lowered or any(name.startswith("_rels/") for name in lowered):
        for part, name in _PARTS:
            if any(each.startswith(part) for each in lowered):
                return name
    if suffix == "ofd" and any(name.startswith("doc_0/") for name in lowered):
        return "ofd"
    return "zip"


_LOCAL_NAMES = re.compile(rb"PK\x03\x04.{26}([\x20-\x7e]{1,120}?(?:\.xml|\.rels|\.bin|\.psmdcp))", re.DOTALL)


def _compound(content: bytes, suffix: str) -> str:
    """An OLE file by the names of the streams in its root: what is embedded has its own below that."""
    try:
        with olefile.OleFileIO(content) as file:
            names = {entry.name for entry in file.root.kids}
    except Exception:  # noqa: BLE001 - the library raises whatever a damaged directory makes it
        names = {name for name, _ in _STREAMS if name.encode("utf-16-le") + b"\0\0" in content}
    for stream, name in _STREAMS:
        if stream in names:
            return name
    return "foreign" if suffix in FORMATS["foreign"].suffixes else "unknown"


_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("EncryptedPackage", "encrypted"),
    ("MatOST", "foreign"),
)

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|title|div|p|script|span|style)\b", re.I)
_MHT = re.compile(rb"^(?:mime-version|from|content-type):", re.I | re.M)


def _textual(content: bytes, suffix: str) -> str:
    """Formats that are text: XML of Office 2003, flat ODF, saved pages, separated values, text."""
    head = content[:4096]
    if head.startswith(_UTF16):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    start = head.lstrip(b"\r\n\t \xef\xbb\xbf\0")
    if start.startswith(b"<"):
        return _marked_up(start, suffix)
    if _MHT.match(start) and re.search(rb"content-type:\s*(?:multipart|text/html)", head, re.I):
        return "mht"
    if not _is_text(content):
        return "foreign" if suffix in FORMATS["foreign"].suffixes else "unknown"
    if _HTML.search(start[:1024]) and suffix not in FORMATS["csv"].suffixes | FORMATS["txt"].suffixes:
        return "html"
    return "csv" if suffix in FORMATS["csv"].suffixes else "txt"


def _marked_up(start: bytes, suffix: str) -> str:
    for mark, name in (
        (b"schemas.microsoft.com/office/word/2003/wordml", "wordml"),
        (b'progid="Word.Document"', "wordml"),
        (b"schemas.microsoft.com/office/2006/xmlPackage", "wordml"),
        (b"urn:schemas-microsoft-com:office:spreadsheet", "sheetml"),
        (b"urn:oasis:names:tc:opendocument:xmlns:office", "odt"),
        (b"schemas.uof.org", "foreign"),
    ):
        # A page saved by Excel names its schemas too.
        if mark in start and not re.match(rb"(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+)?html\b", start, re.I):
            return name
    if _HTML.search(start):
        return "html"
    return "txt"


def _is_text(content: bytes) -> bool:
    """Few bytes that no text holds: one in every two is NUL in UTF-16, which has a mark."""
    sample = content[: 1 << 16]
    if sample.startswith(_UTF16):
        return True
    return sum(sample.count(byte) for byte in _NOT_TEXT) * 100 <= len(sample)


_NOT_TEXT = tuple(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
