"""Names of members: what was written in the system's own encoding, mostly GBK, and nothing says so."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import PurePosixPath

_UNICODE_PATH = 0x7075
"""Info-ZIP's extra field: the name in UTF-8, and the sum of the one that it stands for (APPNOTE.TXT
4.6.9)."""
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SYSTEM = re.compile(r"(?:^|/)(?:__MACOSX/|(?:\.DS_Store|Thumbs\.db|desktop\.ini)$|~\$|\._)", re.IGNORECASE)


def decoded(raw: bytes) -> str:
    """The name that the bytes are: UTF-8 where they are well-formed and no accident, else GB18030 (GBK is
    within it), else what DOS made of them."""
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError:
        pass
    readings = {}
    for encoding in ("utf-8", "gb18030"):
        try:
            readings[encoding] = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    # Pairs of GBK bytes may be well-formed UTF-8, and are then Latin, Greek or Arabic letters.
    as_utf8, as_gb = readings.get("utf-8"), readings.get("gb18030")
    if as_utf8 is not None and (as_gb is None or _HAN.search(as_utf8) or not _HAN.search(as_gb)):
        return as_utf8
    return raw.decode("cp437") if as_gb is None else as_gb


def of_zip(raw: bytes, utf8: bool, extra: bytes = b"") -> str:
    """The name of a member of a ZIP: `utf8` is its flag (bit 11), which some programs set over GBK bytes."""
    told = _told_beside(raw, extra)
    if told is None and utf8:
        try:
            told = raw.decode("utf-8")
        except UnicodeDecodeError:
            told = None
    return shown(decoded(raw) if told is None else told)


def _told_beside(raw: bytes, extra: bytes) -> str | None:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            if struct.unpack_from("<I", field, 1)[0] != zlib.crc32(raw):
                return None
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def shown(name: str) -> str:
    """A path as it is told: with `/`, without control characters. It is a name and no place: `../a` is told
    as it stands, and nothing is ever written under it."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name.replace("\\", "/"))


def is_of_the_system(name: str) -> bool:
    """Whether a file is what a system or an office program leaves beside the documents (`Thumbs.db`,
    `__MACOSX/`, lock files `~$…`)."""
    return _SYSTEM.search(name) is not None


def last(name: str) -> str:
    """`b.doc` of `a/b.doc`."""
    return PurePosixPath(name).name
