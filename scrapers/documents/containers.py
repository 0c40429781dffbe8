"""Which format a file is that holds others: ZIP, OLE, TAR, archives that unpack themselves."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

import olefile

from scrapers.documents.format_table import FORMATS

ZIPPED = ("docx", "pptx", "xlsx", "xlsb", "odt", "ods", "odp", "ofd", "xps")
COMPOUND = ("doc", "xls", "ppt", "msg")
"""Formats that are a ZIP, or an OLE file."""


def packed(content: bytes, suffix: str) -> str:
    """Archives whose mark is no magic of the first bytes; '' for what is none."""
    kind = packing(content)
    return zipped(content, suffix) if kind == "zipped" else kind


def packing(content: bytes) -> str:
    """The same by marks alone, nothing is opened: `zipped` for what is a ZIP, or a format that is one."""
    # An empty one, and the first of several volumes.
    if content.startswith((b"PK\x05\x06", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")):
        return "zip"
    if content[257:262] == b"ustar" or _is_old_tar(content[:512]):
        return "tar"
    if content.startswith((b"MZ", b"\x7fELF")):  # one that unpacks itself
        if b"Rar!\x1a\x07" in content[: 4 << 20]:
            return "rar"
        return "zip" if zipfile.is_zipfile(io.BytesIO(content)) else ""
    # Something stands before it, or it is the last of several volumes.
    tail = content[-(1 << 16) - 22 :]
    return "zipped" if b"PK\x05\x06" in tail and b"PK\x01\x02" in tail else ""


def _is_old_tar(head: bytes) -> bool:
    """Whether the bytes are a head of TAR by their sum, which is written in octal (POSIX ustar)."""
    told = head[148:156].strip(b" \0")
    if len(head) < 512 or not told.isdigit() or not head[:1].strip(b"\0"):
        return False
    try:
        return int(told, 8) == sum(head[:148]) + 8 * 32 + sum(head[156:])
    except ValueError:
        return False


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
    ("fixeddocumentsequence.fdseq", "xps"),
)
_MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsb",
    "ppt/presentation.xml": "pptx",
}
"""Parts by which a file is known that lost its list of types; a mere folder `word/` is none."""


def zipped(content: bytes, suffix: str) -> str:
    """By the names of its parts; of a file cut short, whose list of parts is lost, by the first ones' own."""
    lost = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if kind := _open_document(archive, names):
                return kind
    except _NO_ZIP:
        lost = True  # and with it the parts by which a package is known, where they come last
        names = [found.decode("utf-8", "replace") for found in _LOCAL_NAMES.findall(content[: 1 << 20])]
        for told, name in _ODF.items():
            if told in content[:200]:
                return name
    lowered = [name.replace("\\", "/").lstrip("/").lower() for name in names]
    if any(name == "ofd.xml" for name in lowered):
        return "ofd"
    if lost or "[content_types].xml" in lowered or any(name.startswith("_rels/") for name in lowered):
        for part, name in _PARTS:
            if any(each.startswith(part) for each in lowered):
                return name
    for part, name in _MAIN_PARTS.items():
        if part in lowered:
            return name
    if suffix == "ofd" and any(name.startswith("doc_0/") for name in lowered):
        return "ofd"
    return "zip"


_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
)


def _open_document(archive: zipfile.ZipFile, names: list[str]) -> str:
    """Which OpenDocument it is, by the part that says so, or by the manifest where that is missing; '' for
    none."""
    for part in ("mimetype", "META-INF/manifest.xml"):
        if part not in names:
            continue
        try:
            with archive.open(part) as file:
                told = file.read(1 << 16)
        except (*_NO_ZIP, EOFError):
            continue
        if part == "mimetype":
            name = _ODF.get(told.strip().removesuffix(b"-template"), "")
        else:
            root = _ROOT_TYPE.search(told)
            name = _ODF.get((root[1] or root[2]).removesuffix(b"-template"), "") if root else ""
        if name:
            return name
    return ""


_ROOT_TYPE = re.compile(
    rb'full-path="/"[^>]*?media-type="([^"]*)"|media-type="([^"]*)"[^>]*?full-path="/"', re.DOTALL
)
_LOCAL_NAMES = re.compile(rb"PK\x03\x04.{26}([\x20-\x7e]{1,120}?(?:\.xml|\.rels|\.bin|\.psmdcp))", re.DOTALL)


def compound(content: bytes, suffix: str) -> str:
    """An OLE file by the names of the streams in its root: what is embedded has its own below that. Where its
    directory is lost, by what is left of it, then by its name: the reader says what is damaged."""
    try:
        with olefile.OleFileIO(content) as file:
            names = {entry.name.lower() for entry in file.root.kids}
    except Exception:  # noqa: BLE001 - the library raises whatever a damaged directory makes it
        names = _somewhere(content)
    for stream, name in _STREAMS:
        if stream.lower() in names:
            return name
    # A directory that goes round in circles may be read, and lacks what the file has all the same.
    meant = COMPOUND if not names or _somewhere(content) else ()
    return next((name for name in (*meant, "foreign") if suffix in FORMATS[name].suffixes), "unknown")


def _somewhere(content: bytes) -> set[str]:
    """Names of known streams that stand in an OLE file, wherever that be."""
    return {name.lower() for name, _ in _STREAMS if name.encode("utf-16-le") + b"\0\0" in content}


_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("EncryptedPackage", "encrypted"),
    ("MatOST", "foreign"),
    ("__properties_version1.0", "msg"),
)
