"""A page in one file (MHTML, RFC 2557): what browsers, Word and Excel save as 单个文件网页, also named
.doc."""

from __future__ import annotations

import email
import posixpath
import re
from collections import Counter
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message
from html import unescape
from urllib.parse import unquote

from scrapers.charset import decode
from scrapers.documents.limits import Asked
from scrapers.documents.pages.html import frames_of, shown_of
from scrapers.documents.records import LeftOut, Paragraph, Reading, Refused, Table

_SHEET = re.compile(
    r"<x:ExcelWorksheet>\s*<x:Name>([^<]*)</x:Name>\s*<x:WorksheetSource\s+HRef=\"([^\"]+)\"", re.IGNORECASE
)
_HIDDEN_SHEET = re.compile(r"<x:Visible>\s*Sheet(?:Very)?Hidden\s*<", re.IGNORECASE)


def read(content: bytes, asked: Asked) -> Reading:
    """What the page shows; of a workbook every sheet. Raises Refused where no page is in it."""
    message = email.message_from_bytes(content.lstrip(b"\xef\xbb\xbf\r\n\t \0"))
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    plain = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    if not pages and not plain:
        raise Refused("damaged", "文件不完整:里面没有网页")
    reading = Reading(read_by="email, turbohtml")
    left_out: Counter[str] = Counter()
    if pages:
        _page(_root(message, pages), pages, reading, left_out, asked)
    else:
        text, reading.encoding = _text(plain[0], asked)
        reading.blocks += [Paragraph(line.rstrip()) for line in text.splitlines()]
    left_out["attachments"] += sum(part.get_content_disposition() == "attachment" for part in message.walk())
    reading.left_out += [LeftOut(what, count=count) for what, count in sorted(left_out.items()) if count]
    if any(isinstance(one, _CUT) for part in message.walk() for one in part.defects):
        reading.outcome, reading.reason = "damaged", "文件不完整:没有读到结尾"
    return reading


_CUT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)


def _root(message: Message, pages: list[Message]) -> Message:
    """The part that is the page: the one that the head names, else the first."""
    start = str(message.get_param("start") or "").strip("<> ")
    named = (part for part in pages if start and str(part.get("Content-ID", "")).strip("<> ") == start)
    return next(named, pages[0])


def _page(
    root: Message, pages: list[Message], reading: Reading, left_out: Counter[str], asked: Asked
) -> None:
    text, reading.encoding = _text(root, asked)
    blocks, left = shown_of(text, asked)
    reading.blocks += blocks
    frames = frames_of(text)
    if frames:
        del left["links"]  # most of them are here
    left_out.update(left)
    parts = {_last(part.get("Content-Location", "")): part for part in pages if part is not root}
    sheets = [(unescape(name.strip()), _last(href)) for name, href in _SHEET.findall(text)]
    # Excel's frames are the sheet in front and the tabs: all sheets stand in its own list.
    for name, at in sheets if frames and sheets else [(None, _last(frame)) for frame in frames]:
        if at not in parts:
            left_out["links"] += 1
        else:
            _sheet(parts[at], name, reading, left_out, asked)
    if not reading.blocks and left_out["links"]:
        reading.outcome, reading.reason = "unsupported", "网页只有框架,内容在别的文件里,不在这个文件里"


def _sheet(part: Message, name: str | None, reading: Reading, left_out: Counter[str], asked: Asked) -> None:
    """One page of several: a sheet, or what a frame shows."""
    text, _ = _text(part, asked, reading.encoding)
    if _HIDDEN_SHEET.search(text):
        left_out["hidden_sheets"] += 1
        return
    blocks, left = shown_of(text, asked, name)
    left_out.update(left)
    if name and not any(isinstance(block, Table) and block.name for block in blocks):
        blocks = [Paragraph(name), *blocks] if blocks else []
    reading.blocks += blocks


def _text(part: Message, asked: Asked, otherwise: str | None = None) -> tuple[str, str]:
    """Text and encoding of a part; `otherwise`: that of the page it belongs to, where it states none."""
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    asked.unpacked(len(body))
    charset = part.get_param("charset") or otherwise
    return decode(body, f"charset={charset}" if isinstance(charset, str) else None)


def _last(address: object) -> str:
    """The file's name in an address, as other parts point at it."""
    return posixpath.basename(unquote(str(address)).replace("\\", "/")).lower()
