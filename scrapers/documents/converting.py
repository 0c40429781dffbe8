"""What only LibreOffice can open: read through a copy that it saves in a format we read ourselves.

Each conversion is a process of LibreOffice of its own, ended with the file; nothing stays behind but its
profile, which the files of one reading process share. The profile forbids macros, links and the network.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from pathlib import Path

from scrapers.documents.formats import Format, format_of, suffix_of
from scrapers.documents.limits import Asked
from scrapers.documents.office import program
from scrapers.documents.office.running import converted
from scrapers.documents.records import Reading, Refused
from scrapers.documents.words import show97

READING = 0.2
"""Part of the time that is left which is kept for reading what LibreOffice saved."""
_BY_FORMAT: dict[str, tuple[str, ...]] = {"ppt": ("pptx",), "doc": ("doc",)}
_BY_SUFFIX: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("uot", "wps", "wpt"), ("doc",)),
    **dict.fromkeys(("uos", "et", "ett"), ("xlsx",)),
    **dict.fromkeys(("uop", "dps"), ("pptx",)),
}
_ANY = ("doc", "xlsx", "pptx")
"""What is tried, one after another, where nothing tells whether it is a text, sheets or slides."""


def read(content: bytes, asked: Asked) -> Reading:
    """The document as LibreOffice reads it. Raises Refused where there is none on this machine, or where it
    cannot open the file."""
    format = format_of(content, asked.name)
    if format.name == "ppt" and show97.locked(content):
        raise Refused("password", "文件有密码,没有密码读不到")
    soffice = program.found()
    if soffice is None and format.name == "ppt":
        return show97.read(content, asked)
    if soffice is None:
        raise Refused(
            "needs_converter",
            f"{_called(format, asked)}要靠 LibreOffice 打开,本机没有:请在能打开它的电脑上另存为 DOCX 或 PDF,"
            "或在本机装上 LibreOffice(装上即可,不用设置)",
        )
    saved, target = _saved(soffice, content, format, asked)
    if saved is None and format.name == "ppt":
        return show97.read(content, asked)
    if saved is None:
        raise Refused(
            "damaged",
            f"LibreOffice 打不开这个文件({_called(format, asked)}):文件损坏、有密码,或不是它认识的格式",
        )
    asked.unpacked(len(saved))
    module = format_of(saved, f"in.{target}").reader
    if module in ("", "converting"):
        raise Refused("damaged", "LibreOffice 存出来的文件不完整")
    reader: Callable[[bytes, Asked], Reading] = importlib.import_module(f"scrapers.documents.{module}").read
    reading = reader(saved, asked)
    reading.read_by = program.name_of(soffice)
    return reading


def _saved(soffice: Path, content: bytes, format: Format, asked: Asked) -> tuple[bytes | None, str]:
    """The file in the first format in which LibreOffice saves it, and that format."""
    suffix = suffix_of(asked.name)
    for target in _BY_FORMAT.get(format.name) or _BY_SUFFIX.get(suffix, _ANY):
        saved = converted(soffice, content, suffix, target, _seconds(asked), asked.room())
        if saved is not None:
            return saved, target
    return None, ""


def _seconds(asked: Asked) -> float:
    """Time for LibreOffice. Raises Refused where none is left."""
    left = asked.ends_at - time.monotonic()
    if left < 0.5:
        raise Refused("too_slow", "轮到这个文件时时间已到,没有转换")
    return left * (1 - READING)


def _called(format: Format, asked: Asked) -> str:
    """How people call the format: by its suffix where only that tells."""
    suffix = suffix_of(asked.name)
    if format.name == "doc":
        return "Word 95 及更早的文档"
    return f".{suffix} 文件" if format.name == "foreign" and suffix else format.words
