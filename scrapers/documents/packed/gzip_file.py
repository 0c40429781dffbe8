"""GZ: one file, or a TAR of many."""

from __future__ import annotations

import re
import zlib

from scrapers.documents.formats import format_of
from scrapers.documents.limits import Asked
from scrapers.documents.packed import names, tar_archive
from scrapers.documents.packed.inflating import drained
from scrapers.documents.packed.members import Members
from scrapers.documents.records import Reading

_SUFFIX = re.compile(r"\.(?:gz|gzip|tgz)$", re.IGNORECASE)


def read(content: bytes, asked: Asked) -> Reading:
    """The file in it as its one member; of a TAR each of its members. Raises Refused beyond the bound."""
    members = Members(asked)
    inside, damage = _inflated(content, asked)
    if format_of(inside).name == "tar":
        reading = tar_archive.read(inside, asked)
        if damage and reading.outcome != "damaged":
            reading.outcome, reading.reason = "damaged", ";".join(filter(None, (damage, reading.reason)))
        return reading
    if inside or not damage:
        members.read(inside, _name(content, asked.name))
    return members.reading("gzip", damage)


def _inflated(content: bytes, asked: Asked) -> tuple[bytes, str]:
    """What is packed, as far as its sums show it to be right, and what is wrong with it (Chinese). Several
    streams are one file; what follows them and is none is passed over, as gzip itself does."""
    rest, pieces = memoryview(content), list[bytes]()
    while rest[:2] == _MARK:
        try:
            piece, taken = drained(zlib.decompressobj(_WITH_HEAD), rest, asked)
        except (zlib.error, EOFError):
            return b"".join(pieces), "压缩数据损坏或不完整"
        pieces.append(piece)
        rest = rest[taken:]
    return b"".join(pieces), ""


_MARK, _WITH_HEAD = b"\x1f\x8b", 31


def _name(content: bytes, outer: str | None) -> str:
    """The name kept in the head (RFC 1952), else the file's own without its suffix."""
    if content[3:4] and content[3] & 0x08 and not content[3] & 0x04:
        raw = content[10 : 10 + 1024].partition(b"\0")[0]
        if raw:
            return names.shown(names.decoded(raw))
    return _SUFFIX.sub("", names.last(names.shown(outer or ""))) or "文件"
