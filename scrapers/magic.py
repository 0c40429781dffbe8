"""What the first bytes of a file say it is: one table, for answers of hosts and for documents."""

from __future__ import annotations

MAGIC = (
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
"""First bytes, and how files that begin so are called."""


_BEGINNINGS = tuple(magic for magic, _ in MAGIC)


def named_by_magic(head: bytes) -> str:
    """The name of the first entry that `head` (some hundred bytes) begins with; '' for none."""
    if head.startswith(_BEGINNINGS):  # of most files one look tells that none is
        return next(name for magic, name in MAGIC if head.startswith(magic))
    return "MP4" if head[4:8] == b"ftyp" else ""
